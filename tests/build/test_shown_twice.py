"""What stands in two places: a node that an extension shows again, and a file that two documents include."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.harness import INDEX, Built, MakeProject, Project, elements, text
from tests.build.histories import History
from tests.build.test_attributes import label_faults

TODO = """Papers
======

.. todo::

   .. _label:

   .. note-entry:: A *title*
      :id: entry
      :tags: q

      Its body.

   .. note-source::

      - {id: source, title: In a source, tags: q, comment: Words of it}

   .. note-list::
      :tags: q
"""
#: Shows nodes of a document that was read in this process again, twice and as they are.
AGAIN = """
from sphinx.transforms.post_transforms import SphinxPostTransform

kept = []

def keep(app, doctree):
    if app.env.docname == "papers":
        ours = ("note_entry", "placeholder")
        kept.extend(node for node in doctree.findall() if type(node).__name__ in ours)

class Again(SphinxPostTransform):
    default_priority = 20

    def run(self):
        if self.env.docname == "again":
            self.document[0].extend([*kept, *kept])

def setup(app):
    app.connect("doctree-read", keep, priority=900)
    app.add_post_transform(Again)
"""


def files(**documents: str) -> dict[str, str]:
    names = "\n   ".join([*documents, "tags/index"])
    return {"index.rst": INDEX.replace("tags/index", names)} | {
        f"{name}.rst": content for name, content in documents.items()
    }


def anchors(built: Built) -> Iterator[tuple[str, str]]:
    """Each anchor of a note, with the page on which it stands."""
    for page in built.pages():
        name = page.path.relative_to(built.outdir).as_posix().removesuffix(".html")
        yield from ((name, id_) for id_ in page.ids() if id_.startswith("tagpages-note-"))


@pytest.fixture
def todo(project: MakeProject) -> Project:
    made = project(
        files(papers=TODO, **{"sub/list": "List\n====\n\n.. todolist::\n", "again": "Again\n=====\n"}),
        extensions=["sphinxext.tagpages", "sphinx.ext.todo"],
        todo_include_todos=True,
    )
    made.code = AGAIN
    return made


def test_a_note_that_is_shown_again_is_whole_everywhere_and_has_its_anchor_at_home(todo: Project) -> None:
    built = todo.build()
    assert built.warnings == []
    assert built.dead_links("div") == []
    assert list(anchors(built)) == [("papers", "tagpages-note-entry"), ("papers", "tagpages-note-source")]
    for name, times in (("papers", 1), ("sub/list", 1), ("again", 2)):
        page = built.page(name)
        assert len(page.ids()) == len(set(page.ids()))
        shown = [text(article) for article in page.find_all("article", data_note="entry")]
        # As itself, and in the listing; its home goes on to related notes.
        assert [each.startswith("A title ¶ q Its body.") for each in shown] == [True] * 2 * times
        assert [text(title) for title in page.find_all("em")].count("title") == times
        assert page.text.count("Words of it") == 2 * times


def test_labels_stand_where_they_are_and_in_no_list(todo: Project) -> None:
    todo.code = ""
    todo.write({"sub/list.rst": "List\n====\n\n.. todolist::\n\n.. todolist::\n\n:ref:`label`\n"})
    built = todo.build()
    assert built.warnings == []
    assert built.page("papers").ids().count("label") == 1
    assert "label" not in built.page("sub/list").ids()
    assert built.dead_links("div") == []


def test_what_was_read_before_is_shown_as_what_was_read_now(todo: Project) -> None:
    todo.code = ""
    built = todo.build()
    first = built.page("sub/list").text
    todo.build(force=True)
    assert built.page("sub/list").text == first


@pytest.mark.parametrize("builder", ["latex", "singlehtml", "text"])
def test_in_one_document_an_anchor_stands_once(todo: Project, builder: str) -> None:
    built = todo.build(builder)
    assert built.warnings == []
    if builder == "latex":
        assert label_faults(next(built.outdir.glob("*.tex")).read_text("utf-8")) == []
    elif builder == "singlehtml":
        assert [id_ for _page, id_ in anchors(built)] == ["tagpages-note-entry", "tagpages-note-source"]
    else:
        assert (built.outdir / "again.txt").read_text("utf-8").count("A *title*") == 2


SHARED = """
.. note-entry:: Shared
   :tags: q

   Its body.

   A second paragraph.

.. note-source::

   - {title: In a source, tags: q, comment: Words of it}
   - {title: Beside it, tags: q}
"""
INCLUDE = "{title}\n=====\n\n.. include:: /shared.txt\n"


@pytest.fixture
def including(project: MakeProject) -> Project:
    documents = {"one": INCLUDE.format(title="First"), "sub/two": INCLUDE.format(title="Other")}
    return project(files(**documents) | {"shared.txt": SHARED})


def test_a_file_that_two_documents_include_gives_each_note_once(including: Project) -> None:
    built = including.build()
    assert built.warnings == []
    assert built.dead_links("div") == []
    assert {page for page, _id in anchors(built)} == {"one"}
    assert built.page("tags/q").titles() == ["Beside it", "In a source", "Shared"]
    other = built.page("sub/two")
    assert other.titles() == ["Shared", "Beside it", "In a source"]
    shared = elements(other.root, "article")[0]
    assert elements(shared, "a")[0].attrib["href"].startswith("../one.html#tagpages-note-shared-")
    assert text(elements(shared, "p", "tagpages-snippet")[0]) == "Its body."


@pytest.mark.parametrize("builder", ["latex", "epub", "text", "singlehtml"])
def test_so_it_does_in_other_builders(including: Project, builder: str) -> None:
    built = including.build(builder, project="P", version="1", copyright="C")
    assert built.warnings == []
    if builder == "latex":
        source = next(built.outdir.glob("*.tex")).read_text("utf-8")
        assert label_faults(source) == []
        assert source.count("A second paragraph.") == 1
    elif builder == "text":
        assert "A second paragraph." not in (built.outdir / "sub" / "two.txt").read_text("utf-8")
    else:
        assert len(set(anchors(built))) == len(list(anchors(built)))


def test_a_document_may_include_a_file_twice(project: MakeProject) -> None:
    shared = SHARED.partition(".. note-source")[0]
    built = project(files(one=INCLUDE.format(title="First") * 2) | {"shared.txt": shared}).build()
    assert [id_.rpartition("-")[0] for _page, id_ in anchors(built)] == ["tagpages-note-shared"]
    assert not [line for line in built.warnings if "tagpages" in line]


def test_the_home_moves_when_a_document_includes_the_file_no_more(including: Project, tmp_path: Path) -> None:
    history = History(including, tmp_path / "history")
    history.build()
    history.edits.write("one.rst", "First\n=====\n")
    built = history.build()
    assert {page for page, _id in anchors(built)} == {"sub/two"}
    assert history.faults(built) == []
    history.edits.write("one.rst", INCLUDE.format(title="First"))
    built = history.build()
    assert {page for page, _id in anchors(built)} == {"one"}
    assert history.faults(built) == []


def test_two_notes_of_one_line_are_two(project: MakeProject) -> None:
    source = ".. note-source::\n\n   [{id: a, title: One}, {id: a, title: Other}]\n"
    built = project(files(one=f"First\n=====\n\n{source}")).build()
    assert built.page("one").titles() == ["One", "Other"]
    assert "kept as 'a-2'" in built.warning("duplicate_id")


@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app")  # MyST uses it
def test_a_file_in_markdown_may_be_included_twice(project: MakeProject) -> None:
    names = ("one", "two")
    documents = {f"{name}.md": f"# {name}\n\n```{{include}} shared.txt\n```\n" for name in names}
    note = "```{note-entry} Shared\n:tags: q\n\nIts body.\n```\n"
    index = INDEX.replace("tags/index", "one\n   two\n   tags/index")
    made = {"index.rst": index, "shared.txt": note} | documents
    built = project(made, extensions=["sphinxext.tagpages", "myst_parser"]).build()
    assert built.warnings == []
    assert {page for page, _id in anchors(built)} == {"one"}
