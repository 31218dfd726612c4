"""What is cached for the length of a build changes nothing of what is written, and spares what it is to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import wraps
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ParamSpec, Protocol, TypeVar, cast

import pytest
from docutils.nodes import Node
from hypothesis import given
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import IndexBuilder, languages
from sphinx.search.en import SearchEnglish

from sphinxext.tagpages import build as wiring
from sphinxext.tagpages.render import fill
from sphinxext.tagpages.sphinx_internals.caching import ThemeParts, cache_stems
from tests.build.harness import INDEX, MakeProject, Project
from tests.tiers import long, long_but

pytestmark = long

_P = ParamSpec("_P")
_R = TypeVar("_R")

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


@pytest.mark.parametrize(
    "theme", long_but(["alabaster", "furo", "pydata_sphinx_theme", "sphinx_rtd_theme"], "alabaster")
)
def test_pages_are_as_sphinx_alone_would_make_them(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    conf = {"tagpages_sources": ["n.yaml"], "tagpages_per_page": 2, "html_theme": theme}
    cached = histories(project(FILES, "cached", **conf))
    for owner, name, _spared in CACHES:
        monkeypatch.setattr(owner, name, lambda *_arguments: None)
    assert histories(project(FILES, "plain", **conf)) == cached


#: What spares calls, and of what.
CACHES: list[tuple[object, str, str]] = [
    (fill, "cache_stems", "stem"),
    (wiring, "cache_lines", "render_partial"),
    (wiring, "prune_quickly", "slow prune"),
    (ThemeParts, "cache_asset_tags", "css_tag"),
    (ThemeParts, "cache_asset_tags", "js_tag"),
    (ThemeParts, "cache_toctree", "toctree"),
]


@pytest.mark.parametrize(("owner", "name", "spared"), CACHES, ids=[spared for _, _, spared in CACHES])
def test_each_spares_what_it_is_to(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, spared: str
) -> None:
    """Where Sphinx does no more what is spared, or does it in another place, what spares it is to go."""
    calls = count_calls(monkeypatch)
    conf = {"tagpages_sources": ["n.yaml"], "html_sidebars": {"**": ["globaltoc.html"]}}
    project(FILES, "cached", **conf).build()
    cached = calls.pop(spared, 0)
    monkeypatch.setattr(owner, name, lambda *_arguments: None)
    project(FILES, "plain", **conf).build()
    assert cached < calls[spared]


def count_calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count the calls of what is spared, by whatever calls it."""
    calls = Counter[str]()

    def counted(name: str, original: Callable[_P, _R]) -> Callable[_P, _R]:
        @wraps(original)
        def call(*arguments: _P.args, **options: _P.kwargs) -> _R:
            calls[name] += 1
            return original(*arguments, **options)

        return call

    def prune(indexer: IndexBuilder, docnames: Iterable[str]) -> None:
        calls["slow prune"] += not isinstance(docnames, set | frozenset)
        original_prune(indexer, docnames)

    def on_page(
        build: wiring.Build, app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: Node
    ) -> None:
        for function in ("css_tag", "js_tag", "toctree"):
            context[function] = counted(function, context[function])
        original_on_page(build, app, name, template, context, doctree)

    original_prune, original_on_page = IndexBuilder.prune, wiring.Build.on_html_page_context
    monkeypatch.setattr(SearchEnglish, "stem", counted("stem", SearchEnglish.stem))
    rendered = counted("render_partial", StandaloneHTMLBuilder.render_partial)
    monkeypatch.setattr(StandaloneHTMLBuilder, "render_partial", rendered)
    monkeypatch.setattr(IndexBuilder, "prune", prune)
    monkeypatch.setattr(wiring.Build, "on_html_page_context", on_page)
    return calls


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
    """The stem of a word in the search index of a builder whose stems are cached."""
    cache_stems(cast("Builder", SimpleNamespace(indexer=SimpleNamespace(lang=language))))
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


TRANSLATOR = """
from sphinx.writers.html5 import HTML5Translator

class Own(HTML5Translator):
    def visit_title(self, node):
        super().visit_title(node)
        self.body.append(f"<!-- on {self.builder.current_docname} -->")

def setup(app):
    app.set_translator("html", Own)
"""
HANDLER = """
from docutils import nodes

def visit(self, node):
    self.body.append(f'<em class="{self.builder.current_docname}-{len(node.astext())}">')

def depart(self, node):
    self.body.append("</em>")

def setup(app):
    app.add_node(nodes.reference, override=True, html=(visit, depart))
"""
BUILDER = """
from sphinx.builders.html import StandaloneHTMLBuilder

class Own(StandaloneHTMLBuilder):
    def render_partial(self, node):
        found = dict(super().render_partial(node))
        return {name: f"{part}<!-- {len(node.astext()) if node else 0} -->" for name, part in found.items()}

def setup(app):
    app.add_builder(Own, override=True)
"""
TOCTREE = """
def draw(app, pagename, templatename, context, doctree):
    context["toctree"] = lambda **options: f"<!-- drawn for {pagename} -->"

def setup(app):
    app.connect("html-page-context", draw, priority=50)
"""


@pytest.mark.parametrize(
    "code", [TRANSLATOR, HANDLER, BUILDER, TOCTREE], ids=["translator", "handler", "builder", "toctree"]
)
def test_what_a_project_renders_in_its_own_way_is_not_remembered(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    conf = {"tagpages_sources": ["n.yaml"], "html_sidebars": {"**": ["globaltoc.html"]}}
    made = project(FILES, "cached", **conf)
    made.code = code
    cached = written(made.build().outdir)
    for owner, name, _spared in CACHES:
        monkeypatch.setattr(owner, name, lambda *_arguments: None)
    plain = project(FILES, "plain", **conf)
    plain.code = code
    assert written(plain.build().outdir) == cached
