"""No more is read and written than needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import sphinx

from sphinxext.tagpages.project import notes as project_notes
from sphinxext.tagpages.render.tag_colours import COLOUR_SHEET
from sphinxext.tagpages.sphinx_internals.builders import NEEDS_A_DOCUMENT
from tests.build.histories import ARTICLE, Edits, History, Output, make_project
from tests.tiers import long, long_but

pytestmark = long

NOTES = {
    # title: (tags, date); four entries to a page of a tag, the newest first
    f"Note {n:02}": (("Every", f"T{n % 4}", f"Only{n}"), f"20{10 + n}-01-01")
    for n in range(1, 13)
}
FILES = {
    "index.rst": "Home\n====\n\n.. toctree::\n\n   list\n   tags/index\n   last\n   chapter\n",
    "list.rst": "List\n====\n\n.. note-list::\n   :tags: T1\n",
    "last.rst": "Last\n====\n\nNothing of notes, but next to them.\n",
    "chapter.rst": "Chapter\n=======\n\nNothing of notes.\n\n.. toctree::\n\n   part\n",
    "part.rst": "Part\n====\n\n.. note-entry:: In a part\n   :tags: Part\n   :date: 1999-01-01\n",
    "notes.yaml": "".join(
        ARTICLE.format(title=title, tags=", ".join(tags), date=date) for title, (tags, date) in NOTES.items()
    ),
}
NEWEST = 10


def pages_of(tag: str, notes: Mapping[str, tuple[tuple[str, ...], str]]) -> dict[str, list[str]]:
    """The titles on each page of a tag, from the notes alone."""
    dated = sorted(((date, title) for title, (tags, date) in notes.items() if tag in tags), reverse=True)
    titles = [title for _date, title in dated]
    name = f"tags/{tag.lower()}"
    return {
        name if start == 0 else f"{name}/{start // 4 + 1}": titles[start : start + 4]
        for start in range(0, len(titles), 4)
    }


def as_sphinx_adds(due: set[str]) -> set[str]:
    """What Sphinx writes with the documents it has to write: those whose toctree names one of them."""
    parents = {"list": "index", "last": "index", "chapter": "index", "tags/index": "index", "part": "chapter"}
    for name in due:
        if name.startswith("tags/archive/") and name != "tags/archive/index":
            parents[name] = "tags/archive/index"
        elif name.startswith("tags/"):
            parents.setdefault(name, "tags/index")
    found = due | {parents[name] for name in due if name != "index"}
    return found | {"index"} if sphinx.version_info < (8, 0) else found


@pytest.fixture
def history(tmp_path: Path) -> History:
    # Which homes name a note as related, and are written with it, `test_related_notes.py` tells.
    values = {"tagpages_sources": ["notes.yaml"], "tagpages_related_notes": 0}
    return History(make_project(tmp_path / "project", FILES, **values), tmp_path)


@pytest.mark.parametrize("parallel", [0, 4])
@pytest.mark.parametrize("builder", long_but(["html", "dirhtml"], "html"))
def test_a_build_with_no_change_reads_and_writes_nothing(
    history: History, builder: str, parallel: int
) -> None:
    history.build(builder, parallel=parallel)
    for _time in range(2):
        built = history.build(builder, parallel=parallel)
        assert (built.read, built.written, built.warnings) == ([], [], [])


def test_a_build_with_no_change_takes_no_notes_together(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = history.build().outdir
    (output / "tags" / "t1.html").unlink()
    history.build()
    monkeypatch.setattr(project_notes, "build_index", lambda *_: pytest.fail("made the index"))
    assert history.build().written == []


def test_a_sheet_of_colours_that_is_lost_or_changed_is_made_again(history: History) -> None:
    output = history.build().outdir
    sheet = output / "_static" / COLOUR_SHEET
    content = sheet.read_bytes()
    for damage in (sheet.unlink, lambda: sheet.write_bytes(b"x")):
        damage()
        # Before version 8, Sphinx leaves assets alone where it has no page to write.
        (output / "tags" / "t1.html").unlink()
        history.build()
        assert sheet.read_bytes() == content


def test_a_file_touched_or_commented_writes_nothing(history: History) -> None:
    history.build()
    history.edits.touch("notes.yaml")
    assert history.build().written == []
    history.edits.write("notes.yaml", f"# a comment\n{FILES['notes.yaml']}")
    built = history.build()
    # Older Sphinx writes the page of changes with a document alone.
    assert (built.read, built.written) == ([], ["index"] if NEEDS_A_DOCUMENT else [])
    built = history.build()
    assert (built.read, built.written) == ([], [])


@pytest.mark.parametrize("number", long_but([1, 5, 12], 5))
def test_an_edited_summary_writes_the_pages_that_show_the_note(history: History, number: int) -> None:
    title = f"Note {number:02}"
    tags, date = NOTES[title]
    history.build()
    history.edits.replace("notes.yaml", f"About {title}", "Something else")
    showing = {page for tag in tags for page, titles in pages_of(tag, NOTES).items() if title in titles} | {
        f"tags/archive/{date[:4]}",
        "tags/all",
    }
    lists = {"list"} if "T1" in tags else set[str]()
    assert set(history.build().written) == as_sphinx_adds(showing | lists)


@pytest.mark.parametrize("number", long_but([1, 5, 12], 12))
def test_an_edited_title_writes_these_and_the_index_that_names_the_newest(
    history: History, number: int
) -> None:
    title = f"Note {number:02}"
    tags, date = NOTES[title]
    history.build()
    history.edits.replace("notes.yaml", f"{{title: {title}", "{title: Another")
    showing = {page for tag in tags for page, titles in pages_of(tag, NOTES).items() if title in titles} | {
        f"tags/archive/{date[:4]}",
        "tags/all",
    }
    lists = {"list"} if "T1" in tags else set[str]()
    newest = sorted(NOTES, reverse=True)[:NEWEST]
    index = {"tags/index"} if title in newest else set[str]()
    assert set(history.build().written) == as_sphinx_adds(showing | lists | index)


def test_a_note_more_writes_the_pages_that_show_or_count_it(history: History) -> None:
    history.build()
    history.edits.append("notes.yaml", ARTICLE.format(title="Newer", tags="Every, T2", date="2030-01-01"))
    notes = NOTES | {"Newer": (("Every", "T2"), "2030-01-01")}
    showing = {page for tag in ("Every", "T2") for page in pages_of(tag, notes)}
    # The archive has a new page and the first tag a fourth one: the pages beside these name them.
    others = {
        "tags/all",
        "tags/archive/2030",
        "tags/archive/index",
        "tags/index",
        "tags/archive/2022",
        "tags/only1",
    }
    assert set(history.build().written) == as_sphinx_adds(showing | others)


def test_a_note_of_a_document_writes_that_and_the_pages_of_its_tags(history: History) -> None:
    history.build()
    history.edits.replace("part.rst", "In a part", "In a document")
    built = history.build()
    assert built.read == ["part"]
    assert set(built.written) == as_sphinx_adds({"part", "tags/all", "tags/part", "tags/archive/1999"})


def test_a_document_edited_writes_no_generated_page(history: History) -> None:
    history.build()
    history.edits.append("last.rst", "More.\n")
    assert set(history.build().written) == as_sphinx_adds({"last"})


def test_what_is_written_again_is_what_has_changed(history: History) -> None:
    before = Output.of(history.build().outdir).pages
    history.edits.replace("notes.yaml", "T2", "T3")
    built = history.build()
    after = Output.of(built.outdir).pages
    pages = (name for name in after if name.endswith(".html") and after[name] != before.get(name))
    changed = {name.removesuffix(".html") for name in pages} - {"search", "genindex", "tags/archive/changes"}
    assert changed <= set(built.written) == as_sphinx_adds(changed)


Damage = Callable[[Edits], None]
DAMAGES: dict[str, tuple[Damage, set[str]]] = {
    "an output": (lambda edits: edits.remove("_build/html/tags/t2.html"), {"tags/t2"}),
    "an output cut short": (lambda edits: edits.write("_build/html/tags/t2.html", "<p>"), {"tags/t2"}),
    "a listing's output": (lambda edits: edits.write("_build/html/list.html", "<p>"), {"list"}),
    "a doctree": (
        lambda edits: edits.remove("_build/doctrees/tags/archive/2011.doctree"),
        {"tags/archive/2011"},
    ),
    "what is no doctree": (lambda edits: edits.write("_build/doctrees/tags/t2.doctree", "cut"), {"tags/t2"}),
}


@pytest.mark.parametrize("damage", long_but(DAMAGES, "a doctree"))
def test_what_is_lost_is_written_again_and_nothing_else(history: History, damage: str) -> None:
    harm, lost = DAMAGES[damage]
    history.build()
    harm(history.edits)
    built = history.build()
    assert set(built.written) == as_sphinx_adds(lost)
    assert history.faults(built) == []
    assert history.build().written == []
