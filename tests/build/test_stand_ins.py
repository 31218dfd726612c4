"""What opens the source of every document finds a file for generated ones too, and a text worth reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.build.corpus import of_all_kinds
from tests.build.harness import INDEX, MakeProject, Project
from tests.tiers import long

#: As extensions do: at the end of a build of any builder they open what Sphinx names as the source.
OPENING = """
from pathlib import Path

def opened(app, error):
    env = app.env
    found = {}
    for docname in sorted(env.all_docs):
        path = Path(env.doc2path(docname))
        assert str(env.doc2path(docname, base=False)) == f"{docname}.rst"
        found[docname] = path.read_text("utf-8")
    (Path(app.doctreedir) / "opened").write_text(repr(found), "utf-8")

def setup(app):
    app.connect("build-finished", opened)
"""
BUILDERS = ["html", "dirhtml", "singlehtml", "latex", "text", "epub", "gettext", "changes"]
FILES = {
    "index.rst": f"{INDEX}\n.. versionadded:: 1.0\n   All of it.\n",
    "n.yaml": r"""
- {title: "A *star* and a back\\slash <b>", tags: [x, C++], date: 2023-04-05}
- {title: Second, tags: [x], date: 2022}
""",
}


def sources(project: Project, builder: str = "html", told: Sequence[str] = ()) -> Mapping[str, str]:
    """The sources that an extension finds at the end of a build."""
    project.code = OPENING
    built = project.build(builder)
    assert (built.subtypes(), len(built.warnings)) == (list(told), len(told))
    found = eval((project.srcdir / "_build/doctrees/opened").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.fixture
def made(project: MakeProject) -> Project:
    return project(FILES, tagpages_sources=["n.yaml"], version="1.0", copyright="us", project="P")


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_document_has_a_source_in_every_builder_again_and_again(made: Project, builder: str) -> None:
    first = sources(made, builder)
    assert {"index", "tags/index", "tags/x", "tags/archive/2023"} <= first.keys()
    assert sources(made, builder) == first


def test_a_source_says_what_its_page_lists_in_any_markup(made: Project) -> None:
    found = sources(made)
    listed = [r"* A \*star\* and a back\\slash \<b>", "* Second"]
    assert found["tags/x"].splitlines() == ["x", "=", "", *listed]
    assert "* 2023 (1)\n* 2022 (1)\n" in found["tags/archive/index"]
    assert "* C++ (1)\n* x (2)\n" in found["tags/index"]


@long
def test_a_source_is_that_of_the_latest_notes_of_what_the_builder_shows(made: Project) -> None:
    entry = ".. only:: html\n\n   .. note-entry:: On the web\n      :tags: x\n"
    made.write({"index.rst": f"{FILES['index.rst']}\n{entry}"})
    assert "On the web" in sources(made)["tags/x"]
    for _time in range(2):
        assert "On the web" not in sources(made, "text")["tags/x"]
        assert "On the web" in sources(made)["tags/x"]
    made.write({"n.yaml": FILES["n.yaml"].replace("Second", "Other")})
    assert "* Other\n" in sources(made, "changes")["tags/x"]
    assert "* Other\n" in sources(made)["tags/x"]
    made.write({"n.yaml": FILES["n.yaml"].replace("[x]", "[y]")})
    assert sources(made).keys() >= {"tags/y"}
    made.write({"n.yaml": FILES["n.yaml"]})
    assert sources(made).keys().isdisjoint({"tags/y"})
    assert not [path for path in made.srcdir.rglob("y.*") if "_sources" in path.parts]


def test_a_source_that_is_gone_comes_back(made: Project) -> None:
    found = sources(made)
    (stand_in,) = (made.srcdir / "_build/doctrees").rglob("x.rst")
    stand_in.unlink()
    assert sources(made) == found


def test_a_document_of_the_users_has_its_own_source(made: Project) -> None:
    sources(made)
    made.write({"tags/x.rst": ":orphan:\n\nOwn\n===\n"})
    assert sources(made, told=["docname"])["tags/x"] == ":orphan:\n\nOwn\n===\n"
    (made.srcdir / "tags/x.rst").unlink()
    assert sources(made)["tags/x"].startswith("x\n")


def test_no_stand_in_is_taken_for_a_document(made: Project) -> None:
    """Doctrees may lie in the source folder, where everything that looks like a document is one."""
    made.conf["exclude_patterns"] = []
    found = sources(made)
    assert sources(made).keys() == found.keys()
    assert all("_build" not in docname for docname in found)


def test_the_summary_of_changes_is_written(project: MakeProject) -> None:
    made = of_all_kinds(project, name="kinds")
    made.conf["version"] = "1.0"
    made.write({"new.rst": ":orphan:\n\nNew\n===\n\n.. versionadded:: 1.0\n   A thing of *its* own.\n"})
    for _time in range(2):
        built = made.build("changes")
        assert built.warnings == []
        assert "A thing of its own" in (built.outdir / "changes.html").read_text("utf-8")
        assert "* Undated" in (built.outdir / "rst/tags/c.html").read_text("utf-8")


def test_pages_link_to_no_source_and_sites_have_it_beside_the_others(made: Project) -> None:
    made.conf["html_theme_options"] = {"show_relbars": True}
    built = made.build()
    assert [link for link in built.page("tags/x").find_all("a") if "_sources" in link.attrib["href"]] == []
    beside = built.outdir / "_sources/tags/x.rst.txt"
    assert beside.read_text("utf-8").startswith("x\n")
    made.write({"n.yaml": FILES["n.yaml"].replace("x", "y")})
    made.build()
    assert not beside.exists()
    assert Path(built.outdir, "_sources/tags/y.rst.txt").is_file()


def test_a_site_without_sources_has_none_of_ours(made: Project) -> None:
    made.conf["html_copy_source"] = False
    assert list(made.build().outdir.rglob("*.txt")) == []
