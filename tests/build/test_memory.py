"""What is remembered for the length of a build changes nothing of what is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sphinxext.tagpages import build as wiring
from sphinxext.tagpages.memory import Toctrees
from tests.build.harness import INDEX, Project

MakeProject = Callable[..., Project]

FILES = {
    "index.rst": INDEX.replace("tags/index", "a\n   tags/index\n   b"),
    "a.rst": "``two words`` *A*\n=================\n\nFirst\n-----\n\n:tag:`x`\n\nSecond\n------\n",
    "b.rst": "B\n=\n\n.. note-list::\n",
    "n.yaml": "".join(
        f"""- title: Note {n}
  date: 202{n}-01-01
  tags: [x, T{n}, 研究・{n}, R&D <{n}>, 'it is "{n}"', me@example.org{n}, a -- b{n}]
  summary: Notes
"""
        for n in range(5)
    ),
}


@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_rtd_theme"])
def test_pages_are_as_sphinx_alone_would_make_them(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    conf = {"tagpages_sources": ["n.yaml"], "tagpages_per_page": 2, "html_theme": theme}
    remembered = written(project(FILES, "remembered", **conf).build().outdir)
    for name in ("remember_stems", "remember_lines"):
        monkeypatch.setattr(wiring, name, lambda _builder: None)
    monkeypatch.setattr(Toctrees, "remember", lambda *_arguments: None)
    assert written(project(FILES, "plain", **conf).build().outdir) == remembered


def written(outdir: Path) -> dict[str, str]:
    files = [path for path in sorted(outdir.rglob("*")) if path.suffix in {".html", ".js"}]
    assert len(files) > 15
    return {path.relative_to(outdir).as_posix(): path.read_text("utf-8") for path in files}
