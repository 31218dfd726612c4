"""What is remembered for the length of a build changes nothing of what is written."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Protocol, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.builders import Builder
from sphinx.search import languages

from sphinxext.tagpages import build as wiring
from sphinxext.tagpages.render import fill as rendering
from sphinxext.tagpages.sphinx_internals.caching import AssetTags, Toctrees, remember_stems
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
  summary: Notes, 学習のノートを読む、NOTEを stemming of words
"""
        for n in range(5)
    ),
}


@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_rtd_theme"])
def test_pages_are_as_sphinx_alone_would_make_them(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    conf = {"tagpages_sources": ["n.yaml"], "tagpages_per_page": 2, "html_theme": theme}
    remembered = histories(project(FILES, "remembered", **conf))
    for module, name in (
        (rendering, "remember_stems"),
        (wiring, "remember_lines"),
        (wiring, "prune_quickly"),
    ):
        monkeypatch.setattr(module, name, lambda _builder: None)
    for kind in (AssetTags, Toctrees):
        monkeypatch.setattr(kind, "remember", lambda *_arguments: None)
    assert histories(project(FILES, "plain", **conf)) == remembered


def histories(project: Project) -> list[dict[str, str]]:
    """What is written by a whole build, and by one after notes and documents have gone."""
    whole = written(project.build().outdir)
    project.write({"n.yaml": FILES["n.yaml"].partition("- title: Note 3")[0]})
    project.write({"index.rst": INDEX.replace("tags/index", "a\n   tags/index")})
    (project.srcdir / "b.rst").unlink()
    return [whole, written(project.build().outdir)]


def written(outdir: Path) -> dict[str, str]:
    files = [path for path in sorted(outdir.rglob("*")) if path.suffix in {".html", ".js"}]
    assert len(files) > 15
    return {path.relative_to(outdir).as_posix(): path.read_text("utf-8") for path in files}


class Stems(Protocol):
    """What the search index asks of a language."""

    def stem(self, word: str) -> str: ...


class Exclaiming:
    """A search language of a project's own, which stems what Sphinx's leave alone."""

    def stem(self, word: str) -> str:
        return f"{word}!"


def stem(language: Stems, word: str) -> str:
    """The stem of a word in the search index of a builder whose stems are remembered."""
    remember_stems(cast("Builder", SimpleNamespace(indexer=SimpleNamespace(lang=language))))
    return language.stem(word)


@pytest.mark.parametrize("code", sorted(languages))
@given(
    st.text(st.characters(min_codepoint=0x3000, max_codepoint=0xA000) | st.sampled_from("ab-s"), min_size=1)
)
def test_stems_are_those_of_the_language(code: str, word: str) -> None:
    kind = languages[code]
    if isinstance(kind, str):
        module, _, name = kind.rpartition(".")
        kind = getattr(import_module(module), name)
    assert stem(kind({}), word) == kind({}).stem(word)


def test_the_stems_of_a_language_of_the_projects_own_are_its_own() -> None:
    assert stem(Exclaiming(), "学習") == "学習!"
