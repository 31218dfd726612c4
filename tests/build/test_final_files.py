"""What Sphinx makes of all documents together is left as it is where nothing has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sphinx
from jinja2 import Environment

from sphinxext.tagpages.incremental import outdated
from tests.build.harness import INDEX, MakeProject, Project

FILES = {"index.rst": INDEX, "n.yaml": "- {title: A, tags: [x]}\n"}
FINAL = ["searchindex.js", "objects.inv"]


def made_again(project: Project) -> list[str]:
    """Build, and name the files that were written again, though perhaps as they were."""
    outdir = project.srcdir / "_build/html"
    before = {name: (outdir / name).stat().st_mtime_ns for name in FINAL}
    assert Path(project.build().outdir) == outdir
    return [name for name in FINAL if (outdir / name).stat().st_mtime_ns != before[name]]


@pytest.fixture
def built(project: MakeProject) -> Project:
    made = project(FILES, tagpages_sources=["n.yaml"])
    made.build()
    return made


def test_a_build_with_no_change_makes_none_again(built: Project) -> None:
    assert made_again(built) == []


def test_an_inventory_that_is_lost_is_made_again(built: Project) -> None:
    """Before version 8 Sphinx ends a build with nothing to write, whatever has become of its files."""
    path = built.srcdir / "_build/html/objects.inv"
    content = path.read_bytes()
    path.write_bytes(b"")
    ends_early = sphinx.version_info < (8, 0)
    assert (path.name in made_again(built)) is not ends_early
    assert path.read_bytes() == (b"" if ends_early else content)


def test_an_edit_makes_them_again(built: Project) -> None:
    built.write({"n.yaml": FILES["n.yaml"].replace("x", "y")})
    assert made_again(built) == FINAL


def test_sphinx_itself_would_make_them_again(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it does not, as before version 8, nothing has to be left alone."""
    called: list[object] = []
    monkeypatch.setattr(outdated, "keep_final_files", called.append)
    again = made_again(built)
    assert again == (FINAL if called else [])


@pytest.mark.parametrize("name", ["tagpages.css", "tagpages.js", "tagpages-colours.css"])
def test_a_style_sheet_or_script_of_ours_that_is_lost_is_made_again(project: MakeProject, name: str) -> None:
    made = project(FILES, tagpages_sources=["n.yaml"])
    path = made.build().outdir / "_static" / name
    content = path.read_bytes()
    path.unlink()
    assert made.build().written == []
    assert path.read_bytes() == content


def test_a_template_is_compiled_again_only_after_a_change(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = '{% extends "!layout.html" %}{% block footer %}<p>First foot</p>{% endblock %}'
    conf = {"tagpages_sources": ["n.yaml"], "templates_path": ["_templates"]}
    made = project(FILES | {"_templates/layout.html": template}, **conf)
    made.build()
    compiled: list[object] = []
    original: Any = Environment.compile

    def noted(self: Environment, source: str, name: str | None = None, *rest: object) -> object:
        if name:
            compiled.append(name)
        return original(self, source, name, *rest)

    monkeypatch.setattr(Environment, "compile", noted)
    made.build()
    assert compiled == []
    made.write({"_templates/layout.html": template.replace("First", "Second")})
    assert "<p>Second foot</p>" in (made.build().outdir / "tags/x.html").read_text("utf-8")
    assert "layout.html" in compiled
