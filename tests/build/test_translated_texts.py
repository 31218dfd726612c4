"""Texts that stand in options of a note and in fields of a page are translated as paragraphs are."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.build.harness import INDEX, Built, MakeProject, Project, elements, text

DOC = """Doc
===

.. note-entry:: A note
   :id: a
   :tags: q
   :summary: In short,
      on two lines.
   :comment: My *view*.

   The body.
"""
PAGE = """:tags: q
:summary: What it is about.
:comment: A word of mine.
:other: Not a text.

Page
====

The text.
"""
MARKDOWN = """---
tags: [q]
summary: Of Markdown.
---

# MD

```{note-entry} N
:tags: q
:comment: Its comment.
```
"""
UNTAGGED = ":summary: Of none.\n\nUntagged\n========\n"
TRANSLATIONS = {
    "doc": {
        "In short, on two lines.": "Kurz gesagt.",
        "My *view*.": "Meine *Sicht*.",
        "A note": "Eine Notiz",
    },
    "page": {"What it is about.": "Worum es geht.", "A word of mine.": "Ein Wort."},
    "md": {"Of Markdown.": "Von Markdown.", "Its comment.": "Der Kommentar."},
}


@pytest.fixture
def made(project: MakeProject) -> Project:
    index = INDEX.replace("tags/index", "doc\n   page\n   md\n   untagged\n   tags/index")
    files = {
        "index.rst": index,
        "doc.rst": DOC,
        "page.rst": PAGE,
        "md.md": MARKDOWN,
        "untagged.rst": UNTAGGED,
    }
    return project(files, extensions=["sphinxext.tagpages", "myst_parser"], locale_dirs=["locale"])


def messages(path: Path) -> dict[str, list[tuple[str, int]]]:
    with path.open("rb") as stream:
        return {str(message.id): message.locations for message in read_po(stream) if message.id}


def translate(made: Project) -> None:
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    for name, translations in TRANSLATIONS.items():
        entries = "".join(f'msgid "{words}"\nmsgstr "{other}"\n\n' for words, other in translations.items())
        made.write({f"locale/de/LC_MESSAGES/{name}.po": f"{head}\n{entries}"})


@pytest.mark.parametrize("language", ["en", "de"])
def test_gettext_gives_them_with_their_lines_as_they_are_written(made: Project, language: str) -> None:
    translate(made)
    built = made.build("gettext", language=language)
    assert built.warnings == []
    for name, translations in TRANSLATIONS.items():
        found = messages(built.outdir / f"{name}.pot")
        assert found.keys() >= translations.keys()
        assert {Path(path).stem for each in translations for path, _line in found[each]} == {name}
    assert messages(built.outdir / "doc.pot")["My *view*."][0][1] == 4
    assert "Not a text." not in messages(built.outdir / "page.pot")
    assert "Of none." not in messages(built.outdir / "untagged.pot")


def shown(built: Built) -> dict[str, str]:
    found = {}
    for row in built.page("tags/q").find_all("article"):
        snippet = elements(row, "p", "tagpages-snippet")
        found[text(elements(row, cls="tagpages-title")[0])] = text(snippet[0]) if snippet else ""
    return found


def test_their_translations_are_shown(made: Project) -> None:
    before = {
        "A note": "In short, on two lines.",
        "Page": "What it is about.",
        "MD": "Of Markdown.",
        "N": "Its comment.",
    }
    after = {
        "Eine Notiz": "Kurz gesagt.",
        "Page": "Worum es geht.",
        "MD": "Von Markdown.",
        "N": "Der Kommentar.",
    }
    assert shown(made.build(language="de")) == before
    translate(made)
    made.conf["language"] = "de"
    built = made.build()
    assert shown(built) == after
    page = built.page("doc")
    assert [text(each) for each in page.find_all("p") if "Sicht" in text(each)] == ["Meine *Sicht*."]
    assert shown(made.build(fresh=True)) == after


@pytest.mark.parametrize("builder", ["latex", "text", "xml", "epub"])
def test_nothing_is_left_of_them_in_other_builders(made: Project, builder: str) -> None:
    translate(made)
    built = made.build(builder, language="de", project="P", version="1", copyright="C")
    assert built.warnings == []
