"""Excerpts show what the builder shows of a text: no more, and what references lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.build.harness import INDEX, Built, MakeProject, Project, text
from tests.build.histories import Edit, History, inventory
from tests.tiers import long, long_but

OTHERS = {
    "index.rst": INDEX.replace("tags/index", "doc\n   other\n   tags/index"),
    "other.rst": "The *other* one\n===============\n\n.. _sec:\n\nIts section\n-----------\n\n"
    ".. glossary::\n\n   entropy\n      What grows.\n\n"
    ".. note-entry:: What n is: more\n   :id: n\n   :tags: z\n",
}


def entry(body: str, title: str = "T") -> dict[str, str]:
    """A document with a note in it."""
    indented = "\n".join(f"   {line}".rstrip() for line in body.splitlines())
    return OTHERS | {
        "doc.rst": f"Doc\n===\n\n.. note-entry:: {title}\n   :id: t\n   :tags: x\n\n{indented}\n"
    }


def tagged(body: str, title: str = "T") -> dict[str, str]:
    """A document that is a note."""
    return OTHERS | {"doc.rst": f":tags: x\n\n{title}\n{'=' * len(title)}\n\n{body}\n"}


def snippet(built: Built, tag: str = "x") -> str:
    """What the page of a tag says of its only note besides its title, its date and its tags."""
    if built.suffix == ".html":
        found = built.page(f"tags/{tag}").find_all("p", "tagpages-snippet")
        return text(found[0]) if found else ""
    page = (built.outdir / f"tags/{tag}.txt").read_text("utf-8")
    return " ".join(page.partition("¶\n")[2].split())


LEFT_OUT = {
    "of another builder": ".. only:: text\n\n   Secret.\n\nShown.",
    "nested": ".. only:: html\n\n   .. only:: text\n\n      Secret.\n\n   Shown.",
    "by a list": "- .. only:: text\n\n     Secret.\n\nShown.",
    "by a value": ".. ifconfig:: builder == 'text'\n\n   Secret.\n\nShown.",
    "to do": ".. todo:: Secret.\n\nShown.",
    "a comment": ".. Secret.\n\nShown.",
    "a target": ".. _secret: https://example.org/Secret\n\nShown.",
    "raw": ".. raw:: latex\n\n   Secret.\n\nShown.",
    "a raw role": ".. role:: tex(raw)\n   :format: latex\n\n:tex:`Secret` Shown.",
    "a picture": "|x| Shown.\n\n.. |x| image:: /p.png\n   :alt: Secret",
    "raw in a substitution": "|x| Shown.\n\n.. |x| raw:: latex\n\n   Secret",
    "a comment of HTML": "|x|\\ Shown.\n\n.. |x| raw:: html\n\n   <!-- Secret -->",
    "of an extension": ".. whisper::\n\n   Secret.\n\nShown.",
    "of an extension, in a line": ":hush:`Secret` Shown.",
    "by a class": ".. rst-class:: secret\n\nSecret.\n\nShown.",
    "by a class of a box": ".. container:: secret\n\n   Secret.\n\nShown.",
    "by its writer": ".. mumble::\n\n   Secret.\n\nShown.",
}
EXTENSIONS = ["sphinxext.tagpages", "sphinx.ext.ifconfig", "sphinx.ext.todo", "tests.build.leaving_out"]


def made(project: MakeProject, files: Mapping[str, str], **conf: object) -> Project:
    found = project(files, **({"extensions": EXTENSIONS} | conf))
    (found.srcdir / "p.png").write_bytes(b"\x89PNG")
    return found


@pytest.mark.parametrize("name", long_but(LEFT_OUT, *list(LEFT_OUT)[:1], "of an extension"))
@pytest.mark.parametrize("form", [entry, tagged])
def test_what_a_builder_leaves_out_is_in_no_excerpt(
    project: MakeProject, form: Callable[..., dict[str, str]], name: str
) -> None:
    built = made(project, form(LEFT_OUT[name])).build()
    assert [line for line in built.warnings if "image" not in line] == []
    assert snippet(built) == "Shown."
    pages = [page.path.read_text("utf-8") for page in built.pages()]
    assert not any("Secret." in page for page in pages)


def test_another_builder_shows_it(project: MakeProject) -> None:
    files = entry(LEFT_OUT["nested"])
    files["doc.rst"] += (
        "\n.. note-entry:: U\n   :tags: y\n\n   .. only:: text\n\n      For texts.\n\n   For all.\n"
    )
    both = made(project, files)
    assert [snippet(both.build(), tag) for tag in "xy"] == ["Shown.", "For all."]
    assert [snippet(both.build("text"), tag) for tag in "xy"] == ["", "For texts."]
    assert [snippet(both.build(), tag) for tag in "xy"] == ["Shown.", "For all."]


@pytest.mark.parametrize("builder", ["html", "text"])
def test_what_an_extension_writes_by_itself_is_shown(project: MakeProject, builder: str) -> None:
    built = made(project, entry("Press :murmur:`Enter` now.", title="A :murmur:`Ctrl` key")).build(builder)
    assert built.warnings == []
    assert snippet(built) == "Press Enter now."
    page = next(built.outdir.glob("tags/x.*")).read_text("utf-8")
    assert "A Ctrl key" in page


REFERENCES = {
    ":doc:`other`": "The other one",
    ":doc:`so called <other>`": "so called",
    ":ref:`sec`": "Its section",
    ":note:`n`": "What n is: more",
    ":note:`~n`": "What n is",
    ":tag:`Z`": "z",
    ":any:`sec`": "Its section",
    ":any:`other`": "The other one",
    ":term:`entropy`": "entropy",
    ":py:func:`os.path.join`": "os.path.join()",
    ":py:func:`~os.path.join`": "join()",
    "`a link <https://example.org>`_": "a link",
    "raw [#]_ marks [1]_": "raw marks",
    ":numref:`fig`": "Fig. 1",
}


@pytest.mark.parametrize("written", long_but(REFERENCES, ":doc:`other`", ":note:`n`"))
@pytest.mark.parametrize("form", [entry, tagged])
def test_a_reference_is_what_it_shows(
    project: MakeProject, form: Callable[..., dict[str, str]], written: str
) -> None:
    notes = "\n\n.. [#] Foot.\n.. [1] Foot.\n" if "[1]" in written else ""
    figure = "\n.. _fig:\n\n.. figure:: p.png\n\n   A figure.\n" if "numref" in written else ""
    files = form(f"See {written}, then.{notes}")
    files["other.rst"] += figure
    built = made(project, files, numfig=True).build()
    assert built.warnings == []
    assert snippet(built) == f"See {REFERENCES[written]}, then."
    home = built.page("doc")
    assert f"See {REFERENCES[written]}, then." in re.sub(r" \[[12]\](?= marks|,)", "", home.text)


@pytest.mark.parametrize("builder", ["latex", "texinfo"])
def test_a_reference_is_what_a_book_shows(project: MakeProject, builder: str) -> None:
    index = INDEX.replace("tags/index", "doc\n   other\n   tags/index")
    files = entry("See :doc:`other`, then.") | {"index.rst": index}
    files["notes.yaml"] = "- {title: F, tags: x, markup: rst, body: 'Look at :doc:`other`, too.'}\n"
    both = made(project, files, tagpages_sources=["notes.yaml"], tagpages_print="full")
    both.conf |= {"project": "P", "version": "1"}
    (book,) = both.build(builder).outdir.glob("*.tex*")
    content = " ".join(book.read_text("utf-8").split())
    for shown in ("See {}, then.", "Look at {}, too."):
        assert shown.format("The other one") in content
        assert shown.format("other") not in content


@pytest.mark.parametrize("form", [entry, tagged])
def test_a_reference_in_a_title_is_what_it_shows(
    project: MakeProject, form: Callable[..., dict[str, str]]
) -> None:
    files = form("Text.", "On :doc:`other` and :note:`n`")
    files["other.rst"] += "\n   See :note:`t`.\n" if form is entry else "\n   See :note:`doc`.\n"
    built = made(project, files).build()
    assert built.warnings == []
    assert built.page("tags/x").titles() == ["On The other one and What n is: more"]
    assert snippet(built, "z") == "See On The other one and What n is: more."
    named = [line for line in inventory(built.outdir) if " tagpages:note " in line]
    assert any(line.endswith("On The other one and What n is: more") for line in named)


#: The text of a note from a file has no numbers.
IN_FILES = [written for written in REFERENCES if "numref" not in written]


@pytest.mark.parametrize("written", long_but(IN_FILES, ":doc:`other`", ":note:`n`"))
def test_a_reference_in_a_text_from_a_file_is_what_it_shows(project: MakeProject, written: str) -> None:
    notes = "\\n\\n.. [#] Foot.\\n.. [1] Foot.\\n" if "[1]" in written else ""
    note = f'- {{title: T, tags: x, markup: rst, body: "See {written}, then.{notes}"}}\n'
    files = OTHERS | {"doc.rst": "Doc\n===\n", "notes.yaml": note}
    built = project(files, tagpages_sources=["notes.yaml"]).build()
    assert built.warnings == []
    assert snippet(built) == f"See {REFERENCES[written]}, then."


#: What stands before the running text.
BEFORE = {
    "list": "- No.",
    "numbers": "1. No.",
    "terms": "No\n   No.",
    "table": "=== ===\nNo  No\n=== ===",
    "list-table": ".. list-table::\n\n   - - No",
    "figure": ".. figure:: p.png\n\n   No.\n\n   No legend.",
    "code": ".. code-block:: python\n\n   print(1)",
    "literal": "::\n\n   No.",
    "admonition": ".. note:: No.",
    "quote": "..\n\n   No.",
    "epigraph": ".. epigraph:: No.",
    "rubric": ".. rubric:: No",
    "math": ".. math:: x^2",
    "fields": "..\n\n:No: No.",
    "footnote": ".. [1] No.",
    "doctest": ">>> no()",
}


@pytest.mark.parametrize("before", long_but(BEFORE, "table", "code"))
def test_the_first_paragraph_of_running_text_counts_alone(project: MakeProject, before: str) -> None:
    indented = "\n".join(f"    {line}".rstrip() for line in f"{BEFORE[before]}\n\nYes.\n".splitlines())
    alone = "\n".join(f"    {line}".rstrip() for line in f"{BEFORE[before]}\n".splitlines())
    head = "- title: {}\n  tags: [{}]\n  markup: rst\n  body: |2\n"
    files = {
        "a.rst": entry(f"{BEFORE[before]}\n\nYes.")["doc.rst"],
        "b.rst": tagged(f"{BEFORE[before]}\n\nYes.")["doc.rst"].replace("tags: x", "tags: y"),
        "c.rst": entry(BEFORE[before])["doc.rst"].replace("tags: x", "tags: none").replace("id: t", "id: c"),
        "notes.yaml": f"{head.format('Y', 'z')}{indented}\n{head.format('N', 'none')}{alone}\n",
    }
    built = made(project, files, tagpages_sources=["notes.yaml"]).build()
    assert [snippet(built, tag) for tag in ("x", "y", "z", "none")] == ["Yes.", "Yes.", "Yes.", ""]


def test_raw_html_leaves_its_words_where_the_page_shows_them(project: MakeProject) -> None:
    roles = ".. role:: h(raw)\n   :format: html\n\n.. |v| raw:: html\n\n   <b>v 4<!-- No --></b>\n\n"
    words = "The :h:`<a href='x'>Pelican &amp; co</a>`, with |v|\\ ."
    both = made(project, entry(roles + words))
    assert snippet(both.build()) == "The Pelican & co, with v 4."
    assert snippet(both.build("text")) == "The , with ."


def test_a_number_in_markdown_is_the_title_that_is_shown(project: MakeProject) -> None:
    issues = (
        '[{"number": 1, "title": "First", "body": "See #2, `#2` and #9.", "labels": [{"name": "x"}],'
        ' "createdAt": "2020-01-01T00:00:00Z"}, {"number": 2, "title": "Second", "body": "",'
        ' "createdAt": "2020-01-01T00:00:00Z"}]'
    )
    built = project({"a.json": issues}, tagpages_sources=["a.json"]).build()
    assert snippet(built) == "See Second, #2 and #9."


def test_what_a_substitution_stands_for_is_shown(project: MakeProject) -> None:
    note = '- {title: T, tags: x, markup: rst, body: "A |word| here.\\n\\n.. |word| replace:: *long* one"}\n'
    assert (
        snippet(project({"notes.yaml": note}, tagpages_sources=["notes.yaml"]).build()) == "A long one here."
    )


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "text", "latex", "man", "texinfo", "xml"])
@long
def test_every_builder_takes_excerpts_without_a_warning(project: MakeProject, builder: str) -> None:
    files = entry("See :doc:`other`.\n\n.. todo:: Secret.\n", "On :doc:`other`")
    built = made(project, files).build(builder)
    assert built.warnings == []


def test_a_reference_that_leads_nowhere_is_told_once(project: MakeProject) -> None:
    built = project(entry("See :doc:`nowhere` and :note:`none`.", "On :ref:`nothing`")).build()
    assert sorted(re.sub(r"^\S+ ", "", line).split(" [")[0] for line in built.warnings) == sorted({
        re.sub(r"^\S+ ", "", line).split(" [")[0] for line in built.warnings
    })
    assert len(built.warnings) == 3
    assert snippet(built) == "See nowhere and none."


#: What excerpts of others depend on.
EDITS: dict[str, Edit] = {
    "a document retitled": lambda edits: edits.replace("other.rst", "*other* one", "new one with"),
    "a section retitled": lambda edits: edits.replace("other.rst", "Its section", "My section"),
    "a note retitled": lambda edits: edits.replace("other.rst", "What n is", "What N was"),
    "a tag respelt": lambda edits: edits.replace("other.rst", ":tags: z", ":tags: Z"),
    "a figure more": lambda edits: edits.replace(
        "other.rst", "Its section\n", "Its section\n-----------\n\n.. figure:: p.png\n\n   Another.\n\nIt\n"
    ),
    "a value that shows": lambda edits: edits.configure(todo_include_todos=True, spoken=True),
    "other documents' words": lambda edits: edits.append("other.rst", "\nMore.\n"),
}
REFERRING = OTHERS | {
    "doc.rst": """Doc
===

.. note-entry:: On :doc:`other`
   :id: t
   :tags: x

   .. mumble::

      Spoken, if at all.

   See :ref:`sec`, :note:`n`, :tag:`Z`, :doc:`tags/index` and :numref:`fig`.

.. note-entry:: Another
   :tags: x

   See :note:`t`.
""",
    "page.rst": ":orphan:\n:tags: x\n\nPage :doc:`other`\n=================\n\n"
    "See :note:`t` and :ref:`sec`.\n",
    "notes.yaml": '- {title: From, tags: x, date: 2020, markup: rst, body: "As :doc:`other`, :ref:`sec`."}\n',
    "other.rst": OTHERS["other.rst"] + "\n.. _fig:\n\n.. figure:: p.png\n\n   A figure.\n",
}


@long
@pytest.mark.parametrize("edit", long_but(EDITS, "a document retitled", "a value that shows"))
@pytest.mark.parametrize("builder", long_but(["html", "text"], "html"))
def test_excerpts_follow_what_they_depend_on(tmp_path: Path, edit: str, builder: str) -> None:
    """As plain Sphinx does not: pages of the user's that name a title are not compared."""
    folder = tmp_path / "project"
    folder.mkdir()
    conf = {"extensions": EXTENSIONS, "tagpages_sources": ["notes.yaml"], "numfig": True}
    history = History(Project(folder, conf), tmp_path)
    history.project.write(REFERRING)
    (folder / "p.png").write_bytes(b"\x89PNG")
    first = history.build(builder)
    assert first.warnings == []
    assert tag_pages(first) == tag_pages(history.clean(builder))
    changes = [lambda: EDITS[edit](history.edits), history.edits.undo()]
    for change in changes:
        before = tag_pages(history.build(builder))
        change()
        after = tag_pages(history.build(builder))
        assert (after != before) or edit == "other documents' words"
        assert after == tag_pages(history.clean(builder))


def tag_pages(built: Built) -> dict[str, str]:
    found = {
        path.relative_to(built.outdir).as_posix(): path.read_text("utf-8")
        for path in built.outdir.rglob("tags/**/*.*")
    }
    assert found
    return found
