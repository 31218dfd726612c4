"""What a project has where generated documents belong: its own pages stay, and every link leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.build.harness import Built, MakeProject
from tests.build.histories import History, Output, make_project
from tests.tiers import long, long_but

NOTES = """
- {id: a, title: A, date: 2021-03-28, tags: [alpha, beta], body: First words.}
- {id: b, title: B, date: 2021-05-01, tags: [beta]}
- {id: c, title: C, published: 2022, tags: [alpha]}
- {id: d, title: D, tags: [alpha]}
"""
TITLE = "Our own page"
OWN = f"{TITLE}\n============\n\nWritten by us.\n"
TAKEN = {
    # The documents, and those that are taken for what the message says.
    "the archive's index": ({"tags/archive/index": OWN}, ["the index of the archive"]),
    "a year": (
        {"tags/archive/2021": OWN},
        ["the archive of 2021, which is made as 'tags/archive/2021-notes'"],
    ),
    "undated": ({"tags/archive/undated": OWN}, ["the archive of undated notes, which is made as"]),
    "the index": ({"tags/index": OWN}, []),
    "the index, naming the archive": ({"tags/index": f"{OWN}\n.. toctree::\n\n   archive/index\n"}, []),
    "a tag": ({"tags/beta": OWN}, ["the page of the tag 'beta', which is not made"]),
    "all": (
        dict.fromkeys(["tags/index", "tags/archive/index", "tags/archive/2022", "tags/beta"], OWN),
        ["the archive of 2022", "the index of the archive", "the page of the tag 'beta'"],
    ),
}
ONE_FILE = {
    # What is one file for dirhtml alone
    "tags": "the tag index, which it leaves out",
    "tags/alpha/index": "the page of the tag 'alpha', which it leaves out",
    "tags/archive": "the index of the archive, which it leaves out",
    "tags/archive/2021/index": "the archive of 2021, which is made as 'tags/archive/2021-notes'",
}
HOME = (
    "Home\n====\n\n:note:`a` :note:`c` :note:`d` :tag:`alpha` :tag:`beta`\n\n.. toctree::\n\n   tags/index\n"
)


def files_of(documents: Mapping[str, str]) -> dict[str, str]:
    named = "".join(f"   {docname}\n" for docname in documents if docname != "tags/index")
    files = {f"{docname}.rst": content for docname, content in documents.items()}
    return files | {"notes.yaml": NOTES, "index.rst": HOME + named}


def lead_somewhere(built: Built, builder: str) -> bool:
    """Whether all links lead somewhere, and each note has its anchor once."""
    if builder == "latex":
        (path,) = built.outdir.glob("*.tex")
        tex = path.read_text("utf-8")
        labels = re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", tex)
        assert set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*)\}\]", tex)) <= set(labels)
        homes = [label.partition(":tagpages-note-")[2] for label in labels]
        return all(homes.count(note) == 1 for note in "abcd")
    if builder == "singlehtml":  # Sphinx links to sections in a way of its own, and to pages that it has not
        page = built.page("index")
        ids = page.ids()
        links = {
            link.attrib["href"].partition("#")[2] for link in page.find_all("a") if "href" in link.attrib
        }
        return all(
            ids.count(f"tagpages-note-{note}") == 1 and f"tagpages-note-{note}" in links for note in "abcd"
        )
    homes = [id_ for page in built.pages() for id_ in page.ids()]
    return built.dead_links() == [] and all(homes.count(f"tagpages-note-{note}") == 1 for note in "abcd")


@pytest.mark.parametrize("case", TAKEN)
@pytest.mark.parametrize("builder", long_but(["html", "dirhtml", "singlehtml", "epub", "latex"], "html"))
def test_a_document_in_the_place_of_a_generated_one_costs_one_warning_and_no_home(
    project: MakeProject, builder: str, case: str
) -> None:
    documents, subjects = TAKEN[case]
    conf = {"tagpages_sources": ["notes.yaml"], "copyright": "Us", "version": "1"}
    built = project(files_of(documents), **conf).build(builder)
    assert len(built.warnings) == len(subjects)
    for subject, warning in zip(subjects, built.warnings, strict=True):
        assert f"this document has the place of {subject}" in warning
        assert warning.endswith("; rename the document or change tagpages_dir [tagpages.docname]")
    assert lead_somewhere(built, builder)
    if builder in {"html", "dirhtml"}:
        suffix = "" if builder == "html" else "/index"
        for docname in documents:
            name = docname if docname.endswith("/index") else f"{docname}{suffix}"
            assert "Written by us." in built.page(name).text


@pytest.mark.parametrize("docname", long_but(ONE_FILE, "tags", "tags/archive/2021/index"))
def test_what_is_one_file_of_a_builder_is_the_users(project: MakeProject, docname: str) -> None:
    made = project(files_of({docname: OWN}), tagpages_sources=["notes.yaml"])
    built = made.build("dirhtml")
    (warning,) = built.warnings
    assert f"{docname}.rst:1: WARNING: this document " in warning
    assert ONE_FILE[docname] in warning
    assert "rename the document or change tagpages_dir" in warning
    assert "Written by us." in built.page(docname if docname.endswith("/index") else f"{docname}/index").text
    assert lead_somewhere(built, "dirhtml")
    assert made.build("dirhtml").written == []
    built = made.build("html")
    assert built.warnings == []
    assert built.page("tags/index").heading == "Tags"
    assert lead_somewhere(built, "html")


@long
@pytest.mark.parametrize("docname", ONE_FILE)
def test_builders_for_which_it_is_one_file_or_two_take_turns(tmp_path: Path, docname: str) -> None:
    conf = {"tagpages_sources": ["notes.yaml"], "templates_path": []}
    history = History(make_project(tmp_path / "project", files_of({}), **conf), tmp_path)
    turns = ("html", "dirhtml", "html", "dirhtml")
    undo = history.edits.undo()
    edits: list[Callable[[], None]] = [
        lambda: None,
        lambda: history.edits.write(f"{docname}.rst", f":orphan:\n\n{OWN}"),
        lambda: history.edits.append("notes.yaml", "- {title: E, date: 2021, tags: [alpha, new]}\n"),
        undo,
    ]
    for edit in edits:
        edit()
        for builder in turns:
            built = history.build(builder)
            # Sphinx leaves the pages and the sources of documents that are gone.
            gone = (f"{docname}.html", f"{docname}/index.html", f"_sources/{docname}.rst.txt")
            found = Output.of(built.outdir).differences(Output.of(history.clean(builder).outdir))
            assert [name for name in found if edit is not undo or name not in gone] == []


def test_a_page_that_is_no_document_is_the_users_too(project: MakeProject) -> None:
    pages = {"tags/alpha": "own.html", "tags/archive/2021": "own.html"}
    files = files_of({}) | {"t/own.html": "<p>Written by us.</p>"}
    made = project(files, tagpages_sources=["notes.yaml"], templates_path=["t"], html_additional_pages=pages)
    built = made.build()
    of_tag, of_year = built.warnings
    assert (
        "conf.py:7: WARNING: html_additional_pages: the page 'tags/alpha' is written by the builder" in of_tag
    )
    assert "in the place of the page of the tag 'alpha', which it leaves out; rename the page" in of_tag
    assert "the page 'tags/archive/2021' has the place of the archive of 2021, which is made as" in of_year
    assert "Written by us." in (built.outdir / "tags/alpha.html").read_text("utf-8")
    assert lead_somewhere(built, "html")
    assert made.build("dirhtml").dead_links() == []


def test_a_file_that_is_copied_is_the_users_too(project: MakeProject) -> None:
    own = dict.fromkeys(["own/tags/alpha.html", "own/tags/archive/2022.html"], "<p>Written by us.</p>")
    made = project(files_of({}) | own, tagpages_sources=["notes.yaml"], html_extra_path=["own"])
    built = made.build()
    of_tag, of_year = built.warnings
    assert (
        "html_extra_path: the file 'own/tags/alpha.html' is written by the builder html in the place"
        in of_tag
    )
    assert "'own/tags/archive/2022.html' has the place of the archive of 2022, which is made as" in of_year
    assert "Written by us." in (built.outdir / "tags/alpha.html").read_text("utf-8")
    assert lead_somewhere(built, "html")


@long
def test_what_an_extension_writes_in_the_place_of_a_page_is_named_and_leaves_nothing_behind(
    project: MakeProject,
) -> None:
    made = project(
        files_of({}) | {"t/own.html": "<p>Written by us.</p>"},
        tagpages_sources=["notes.yaml"],
        templates_path=["t"],
    )
    page = (made.build().outdir / "tags/alpha.html").read_text("utf-8")
    made.code = (
        "def setup(app):\n"
        "    app.connect('html-collect-pages', lambda app: [('tags/alpha', {}, 'own.html')])\n"
    )
    for _build in range(2):
        made.write({"index.rst": f"{HOME}\nMore.\n"})
        built = made.build()
        assert "an extension writes the page 'tags/alpha' in the place of the document" in built.warning(
            "docname"
        )
        assert "Written by us." in (built.outdir / "tags/alpha.html").read_text("utf-8")
    made.code = ""
    made.build()
    assert (built.outdir / "tags/alpha.html").read_text("utf-8") == page


def test_a_redirect_takes_the_place_of_nothing_of_the_users(project: MakeProject) -> None:
    old = {"tags_output_dir": "_tags", "tags_create_tags": True, "tagpages_dir": "tags"}
    files = files_of({}) | {
        "own/_tags/alpha.html": "<p>Written by us.</p>",
        "t/own.html": "<p>Written by us.</p>",
    }
    pages = {"_tags/beta": "own.html"}
    made = project(files, tagpages_sources=["notes.yaml"], templates_path=["t"], **old)
    built = made.build()
    redirects = {name: built.outdir / f"_tags/{name}.html" for name in ("alpha", "beta", "tagsindex")}
    assert all("noindex" in path.read_text("utf-8") for path in redirects.values())
    made.conf |= {"html_extra_path": ["own"], "html_additional_pages": pages}
    for _build in range(2):
        made.build()
        assert ["Written by us." in path.read_text("utf-8") for path in redirects.values()] == [
            True,
            True,
            False,
        ]


@pytest.mark.parametrize(
    ("named", "files", "index"),
    [
        ("tags", {}, "tags/index"),
        pytest.param("tags/alpha", {}, "tags/index", marks=long),
        pytest.param("/tags/archive/index.rst", {}, "tags/index", marks=long),
        ("tags/alpha", {"tags/index": OWN}, "tags/archive/index"),
    ],
)
def test_a_toctree_that_names_a_generated_document_is_told_which_it_can_name(
    project: MakeProject, named: str, files: dict[str, str], index: str
) -> None:
    made = project(files_of(files), tagpages_sources=["notes.yaml"])
    made.write({"index.rst": f"{HOME}   {named}\n   other/page\n"})
    hinted, plain = made.build().warnings
    name = named.strip("/").removesuffix(".rst")
    told = f"nonexisting document {name!r}; write {index!r}, to which all generated documents belong"
    assert told in hinted
    assert "other/page" in plain
    assert "write" not in plain
    made.write({"index.rst": HOME + f"   {index}\n" * (index not in HOME)})
    assert made.build().warnings == []


def test_a_build_that_did_not_come_to_its_end_leaves_no_hint_to_others(project: MakeProject) -> None:
    made = project(files_of({}), tagpages_sources=["notes.yaml"])
    made.write({"index.rst": f"{HOME}   tags/alpha\n"})
    made.code = (
        "def fail(app, error):\n    raise SystemExit(1)\n\n"
        "def setup(app):\n    app.connect('build-finished', fail, priority=0)\n"
    )
    with pytest.raises(SystemExit):
        made.build()
    made.code = ""
    assert made.build(fresh=True).warnings[0].count("; write 'tags/index'") == 1


def test_a_tag_index_in_no_toctree_is_told_of_in_one_line_that_is_no_warning(project: MakeProject) -> None:
    made = project(files_of({}), tagpages_sources=["notes.yaml"])
    told = "tagpages: no toctree names 'tags/index': write it into one"
    assert not [line for line in made.build().status_lines if told in line]
    made.write({"index.rst": "Home\n====\n"})
    built = made.build(fresh=True)
    assert built.warnings == []
    assert [told in line for line in built.status_lines].count(True) == 1
