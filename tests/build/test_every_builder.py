"""Builders that are not compared with a clean build elsewhere: they build, and hold the notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.histories import History, make_project


@pytest.fixture
def history(tmp_path: Path) -> History:
    project = make_project(tmp_path / "project", version="1", copyright="us")  # epub asks for them
    return History(project, tmp_path)


@pytest.mark.parametrize("builder", ["gettext", "changes"])
def test_a_builder_for_what_the_user_wrote_has_no_tag_pages_and_no_warning(
    history: History, builder: str
) -> None:
    history.edits.append("doc.rst", "\nSee :doc:`tags/index` and :doc:`tags/a`.\n")
    for _time in range(2):
        built = history.build(builder)
        assert built.warnings == []
        catalogs = {path.relative_to(built.outdir).as_posix() for path in built.outdir.rglob("*.pot")}
        assert catalogs <= {"index.pot", "doc.pot", "more.pot", "after.pot", "sub.pot", "sphinx.pot"}
        assert not (built.outdir / "tags").exists()


@pytest.mark.filterwarnings("ignore:.*serializinghtml:DeprecationWarning")  # json and pickle, by themselves
@pytest.mark.filterwarnings("ignore:.*serializinghtml:PendingDeprecationWarning")
@pytest.mark.parametrize(
    "builder", ["dirhtml", "singlehtml", "latex", "epub", "text", "man", "texinfo", "xml", "json", "pickle"]
)
def test_every_builder_builds_without_a_warning(history: History, builder: str) -> None:
    history.build()
    built = history.build(builder)
    assert built.warnings == []
    written = [
        path for path in built.outdir.rglob("*") if path.is_file() and path.suffix not in {".js", ".inv"}
    ]
    texts = "".join(path.read_text("utf-8", "replace") for path in written)
    for title in ("Note 3", "In a document", "Shown 2"):
        assert title in texts or builder == "pickle"
