"""Labels, names, classes, index entries and footnotes, as every directive of docutils takes them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.build.harness import INDEX, Built, MakeProject, elements, text
from tests.build.histories import History
from tests.tiers import long_but

#: Each directive, with its options to come, and its content.
DIRECTIVES = {
    "note-entry": ".. note-entry:: A *fine* title\n   :id: fine\n{options}\n   The body.\n",
    "note-source": ".. note-source::\n{options}\n   - {{id: s, title: In a source, tags: q}}\n",
    "hidden": ".. note-source::\n   :hidden:\n{options}\n   - {{id: s, title: In a source, tags: q}}\n",
    "note-list": ".. note-list::\n   :tags: t\n{options}",
    "tag-index": ".. tag-index::\n{options}",
    "tags": ".. tags:: t\n{options}",
}
TAGGED = {"tagged.rst": ":orphan:\n:tags: t\n\nTagged\n======\n"}


def files(body: str, other: str = "") -> dict[str, str]:
    index = INDEX.replace("tags/index", "doc\n   other\n   tags/index")
    return {
        "index.rst": index,
        "doc.rst": f"Doc\n===\n\n{body}",
        "other.rst": f"Other\n=====\n\n{other}",
    } | TAGGED


def label_faults(latex: str) -> list[str]:
    """Labels that occur twice, and references that lead to none."""
    labels = Counter(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", latex))
    references = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*)\}\]", latex))
    return [label for label, count in labels.items() if count > 1] + sorted(references - labels.keys())


@pytest.mark.parametrize("builder", long_but(["html", "latex", "epub", "text", "texinfo"], "html", "latex"))
@pytest.mark.parametrize(
    ("directive", "where"), [*((name, "directive") for name in DIRECTIVES), ("tags", "top")]
)
def test_a_label_above_a_directive_and_its_name_lead_there(
    project: MakeProject, directive: str, where: str, builder: str
) -> None:
    body = ".. _above:\n.. _also-above:\n\n" + DIRECTIVES[directive].format(options="   :name: its-name\n")
    names = ("above", "also-above", "its-name")
    other = " ".join(f":ref:`to {name} <{name}>`" for name in names)
    built = project(
        files(body, other), tagpages_page_tags=where, project="P", version="1", copyright="C"
    ).build(builder)
    assert built.warnings == []
    if builder in {"html", "epub"}:
        assert built.dead_links("div") == []
        links = built.page("other").find_all("a", "internal")
        assert [link.attrib["href"] for link in links if text(link).startswith("to ")] == [
            f"doc{built.suffix}#{name}" for name in names
        ]
        assert [built.page("doc").ids().count(name) for name in names] == [1, 1, 1]
    elif builder == "latex":
        assert label_faults(next(built.outdir.glob("*.tex")).read_text("utf-8")) == []
    elif builder == "texinfo":
        source = next(built.outdir.glob("*.texi")).read_text("utf-8")
        anchors = Counter(re.findall(r"@anchor\{(doc [^}]*)\}", source))
        assert {anchors[f"doc {name}"] for name in names} == {1}
    else:
        assert "to above to also-above to its-name" in (built.outdir / "other.txt").read_text("utf-8")


@pytest.mark.parametrize("directive", long_but(DIRECTIVES, "note-list"))
def test_builders_that_show_nothing_of_ours_take_them_too(project: MakeProject, directive: str) -> None:
    written = DIRECTIVES[directive].format(options="   :name: its-name\n   :class: one\n")
    body = f".. _above:\n\n.. rst-class:: two\n\n{written}"
    source = project(files(body, "See :ref:`to it <above>`."))
    for builder in ("gettext", "changes", "dummy"):
        assert source.build(builder, fresh=True, nitpicky=True).warnings == []


@pytest.mark.parametrize("builder", ["html", "singlehtml", "latex", "text"])
def test_a_reference_to_a_note_shows_its_title(project: MakeProject, builder: str) -> None:
    body = ".. _above:\n\n" + DIRECTIVES["note-entry"].format(options="   :name: its-name\n")
    built = project(files(body, "See :ref:`above`, :ref:`its-name` and :any:`above`.")).build(builder)
    assert built.warnings == []
    if builder in {"html", "singlehtml"}:
        page = built.page("other" if builder == "html" else "index")
        assert "See A fine title, A fine title and A fine title." in page.text
    else:
        (path,) = built.outdir.rglob("other.txt" if builder == "text" else "*.tex")
        assert path.read_text("utf-8").count("A fine title") >= 3


def test_a_reference_shows_the_title_that_a_note_has_now(project: MakeProject, tmp_path: Path) -> None:
    body = ".. _above:\n\n" + DIRECTIVES["note-entry"].format(options="")
    history = History(project(files(body, "See :ref:`above`.")), tmp_path / "history")
    history.build()
    history.edits.replace("doc.rst", "A *fine* title", "Another title")
    built = history.build()
    assert "See Another title." in built.page("other").text
    assert history.faults(built) == []
    history.edits.replace("doc.rst", ".. _above:", ".. _elsewhere:")
    history.edits.append("doc.rst", "\n.. _above:\n\nSection\n-------\n")
    history.edits.touch("other.rst")
    assert history.faults(history.build()) == []


@pytest.mark.parametrize("directive", [name for name in DIRECTIVES if name != "hidden"])
def test_classes_are_given_to_what_stands_for_a_directive(project: MakeProject, directive: str) -> None:
    body = (
        ".. rst-class:: before\n\n" + DIRECTIVES[directive].format(options="   :class: One two\n") + "\n"
        ".. rst-class:: round\n\n   .. note-list::\n      :tags: t\n"
    )
    built = project(files(body)).build()
    assert built.warnings == []
    page = built.page("doc")
    (holder,) = page.find_all(cls="before")
    assert {"one", "two"} <= set(holder.attrib["class"].split())
    inside = {"note-entry": "A fine title", "note-source": "In a source", "note-list": "Tagged"}
    assert inside.get(directive, "t") in text(holder)
    assert "Tagged" in text(page.one(cls="round"))


def test_a_class_reaches_the_writer_of_latex(project: MakeProject) -> None:
    built = project(files(DIRECTIVES["note-entry"].format(options="   :class: special\n"))).build("latex")
    assert r"\begin{sphinxuseclass}{special}" in next(built.outdir.glob("*.tex")).read_text("utf-8")


@pytest.mark.parametrize("directive", DIRECTIVES)
def test_an_index_entry_before_a_directive_leads_there(project: MakeProject, directive: str) -> None:
    built = project(
        files(".. index:: single: subject\n\n" + DIRECTIVES[directive].format(options=""))
    ).build()
    assert built.warnings == []
    (link,) = [link for link in built.page("genindex").find_all("a") if text(link) == "subject"]
    assert link.attrib["href"] == "doc.html#index-0"
    assert "index-0" in built.page("doc").ids()


def test_a_directive_above_the_fields_of_a_document_leaves_them_fields(project: MakeProject) -> None:
    body = ".. _first:\n\n.. tags:: t\n\n:orphan:\n:summary: In short.\n\nLate\n====\n\n:ref:`up <first>`\n"
    built = project(files("") | {"late.rst": body}).build()
    assert built.warnings == []
    (row,) = [row for row in built.page("tags/t").find_all("article") if "Late" in text(row)]
    assert text(elements(row, "p", "tagpages-snippet")[0]) == "In short."
    assert built.dead_links("div") == []


@pytest.mark.parametrize(
    ("option", "said"),
    [(":class: ???", ':class: cannot make "???" into a class name'), (":name:", ":name: is empty")],
)
def test_a_name_or_a_class_that_is_none_is_told_at_its_line(
    project: MakeProject, option: str, said: str
) -> None:
    built = project(files(f".. tag-index::\n   {option}\n")).build()
    assert f"doc.rst:5: WARNING: tag-index: {said}" in built.warning("option")
    assert len(built.warnings) == 1


FOOTNOTES = """
.. note-entry:: A title [#mark]_, with a mark [Cit]_
   :tags: q

   The body [#inner]_.

   .. [#inner] In the body.

.. [#mark] Below all.

.. [Cit] A citation.
"""


@pytest.mark.parametrize("builder", ["html", "latex", "epub", "text"])
def test_footnotes_of_a_title_are_no_part_of_it(project: MakeProject, builder: str) -> None:
    built = project(files(FOOTNOTES), project="P", version="1", copyright="C").build(builder)
    assert built.warnings == []
    if builder in {"html", "epub"}:
        assert built.dead_links("div") == []
        article = built.page("doc").one("article")
        assert article.attrib["data-note"].startswith("a-title-with-a-mark-")
        heading = elements(article, cls="tagpages-title")[0]
        title, *marks = elements(heading, "a")
        assert text(title) == "A title, with a mark"
        assert len(marks) == 2
        listed = ["A title, with a mark"] if builder == "html" else []
        assert built.page("tags/q").titles() == listed
    elif builder == "latex":
        source = next(built.outdir.glob("*.tex")).read_text("utf-8")
        assert label_faults(source) == []
        assert source.count("Below all.") == 1
        assert r"\sphinxcite{doc:cit}" in source
    else:
        assert "**A title, with a mark**[2]" in (built.outdir / "doc.txt").read_text("utf-8")


@pytest.mark.parametrize("where", ["draft", "included"])
def test_no_footnote_leads_back_to_a_mark_that_is_not_shown(project: MakeProject, where: str) -> None:
    if where == "draft":
        draft = FOOTNOTES.replace("   :tags: q\n", "   :tags: q\n   :draft:\n")
        documents = files(f"{draft}\nPlain [#mark]_.\n")
    else:
        include = ".. include:: notes.txt\n"
        marks = FOOTNOTES.replace(" [Cit]_", "").partition(".. [Cit]")[0]
        documents = files(include, include) | {"notes.txt": marks}
    built = project(documents).build()
    assert built.warnings == []
    assert built.dead_links("div") == []
    page = built.page("doc" if where == "draft" else "other")
    assert len(page.find_all("a", role="doc-backlink")) == (where == "draft")


def test_a_template_of_a_project_that_has_no_place_for_them_loses_no_footnote(project: MakeProject) -> None:
    template = '<article id="{{ anchor }}"><h2><a href="{{ href }}">{{ title }}</a></h2>{{ body }}</article>'
    made = files(FOOTNOTES) | {"_templates/tagpages/note.html": template}
    built = project(made, templates_path=["_templates"]).build()
    assert built.dead_links("div") == []


def test_the_footnote_of_a_translated_title_is_none_of_its_words(project: MakeProject) -> None:
    catalogue = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "A title [#mark]_, with a mark [Cit]_"\nmsgstr "Ein Titel [#mark]_ mit Marke [Cit]_"\n'
    )
    made = files(FOOTNOTES) | {"locale/de/LC_MESSAGES/doc.po": catalogue}
    built = project(made, language="de", locale_dirs=["locale"]).build()
    assert built.warnings == []
    assert built.page("tags/q").titles() == ["Ein Titel mit Marke"]
    assert built.dead_links("div") == []


MYST = {
    "doc.md": """# Doc

(above)=
```{note-entry} A *fine* title
:name: its-name
:class: special
```

{ref}`above` [](#above) [](#its-name) [words](#source)

```{note-source}
:name: source
- {title: In a source}
```
"""
}


def test_labels_and_names_work_in_markdown(project: MakeProject) -> None:
    index = {"index.rst": INDEX.replace("tags/index", "doc\n   tags/index")}
    built: Built = project(index | MYST, extensions=["sphinxext.tagpages", "myst_parser"]).build()
    assert built.warnings == []
    page = built.page("doc")
    assert "A fine title A fine title A fine title words" in page.text
    assert built.dead_links("div") == []
    assert "A fine title" in text(page.one(cls="special"))
