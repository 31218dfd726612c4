"""What Sphinx works out again for every page, cached for the length of a build.

Sphinx has no public way to it, so functions that cache stand in place of those of the builder's instance, and
of a page's context, where these are Sphinx's own. What they return is what the originals return. Without all
of it, a build of 2,000 notes took 1.7 times the processor time. The shares below are of such a build, with
Sphinx 9.0 and alabaster.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import IndexBuilder

# What docutils writes as it stands: no sign of markup, and not the one of mail addresses.
_PLAIN = re.compile(r'[^<>&"@\x00-\x1f\x7f-\x9f\u2028\u2029]+')
_PROBE = "tagpagesprobe"
_NEVER_STEMMED = re.compile("[\u3005-\u30ff\u3400-\u9fff]+")
# Nodes that are written round their text, whatever it is; in a literal, say, words are wrapped one by one.
_TRANSPARENT = frozenset([
    nodes.Text,
    nodes.title,
    nodes.bullet_list,
    nodes.list_item,
    addnodes.compact_paragraph,
    nodes.reference,
    nodes.emphasis,
    nodes.strong,
])


def renders_as_sphinx(app: Sphinx) -> bool:
    """Tell whether what the builder renders of titles and of tables of contents is as Sphinx renders it.

    What a project or an extension has in place of Sphinx's may write one thing differently on each page.
    """
    builder = app.builder
    kind: Any = type(builder)
    own = any(
        getattr(kind, name, None) is not getattr(StandaloneHTMLBuilder, name)
        for name in ("render_partial", "_get_local_toctree")
    )
    handlers = app.registry.translation_handlers
    handled = {*handlers.get(builder.name, ()), *handlers.get(builder.format, ())}
    return (
        not own
        and _is_sphinxs(builder.get_translator_class())
        and handled.isdisjoint(part.__name__ for part in _TRANSPARENT)
        and vars(app.env).keys().isdisjoint(("get_toctree_for", "resolve_toctree"))
    )


def _is_sphinxs(code: Any) -> bool:  # noqa: ANN401 -- a class or a function
    return str(code.__module__).startswith("sphinx.")


def cache_stems(builder: Builder) -> None:
    """Have the search index stem each word once; Sphinx keeps stems for one document only.

    Its stemmers are in pure Python, and the words of notes recur on every page of the archive. Those
    in Chinese or Japanese, where every phrase is a word of its own, none of Sphinx's stemmers changes.
    It spares 15 % (8 % are the words that none changes), 21 % with 4,500 notes; with PyStemmer installed,
    nothing that can be measured.
    """
    language: Any = getattr(getattr(builder, "indexer", None), "lang", None)
    if language is None or "stem" in vars(language) or not _is_sphinxs(type(language)):
        return
    original = cache(language.stem)

    def stem(word: str) -> str:
        return word if _NEVER_STEMMED.fullmatch(word) else original(word)

    language.stem = stem


def prune_quickly(builder: Builder) -> None:
    """Have the search index forget documents that are gone in one look at each word.

    Sphinx hands it a mapping of all documents, and looks through the whole of it for each word:
    a cost that grows with the square of a project. It spares 3 %, and 11 % of the build
    after an edit of one note; with 4,500 notes, 6 % and 35 %.
    """
    indexer: Any = getattr(builder, "indexer", None)
    if indexer is None or "prune" in vars(indexer) or type(indexer).prune is not IndexBuilder.prune:
        return
    original = indexer.prune
    indexer.prune = lambda docnames: original(frozenset(docnames))


def cache_lines(app: Sphinx) -> None:
    """Have one line of plain text rendered once for all texts: titles, and tables of contents of one entry.

    Each page draws its own, those of its neighbours and those of its parents; docutils sets up
    a writer for each. The HTML round a text without signs does not depend on the text. It spares 25 %.
    """
    builder: Any = app.builder
    if "render_partial" in vars(builder) or not renders_as_sphinx(app):
        return
    original = builder.render_partial
    known: dict[object, dict[str, str]] = {}

    def render_partial(node: nodes.Node | None) -> dict[str, str]:
        text = _only_text(node)
        if node is None or text is None:
            return original(node)  # type: ignore[no-any-return]
        shape = _shape(node)
        if shape not in known:
            probe = node.deepcopy()
            (leaf,) = probe.findall(nodes.Text)
            leaf.parent.replace(leaf, nodes.Text(_PROBE))
            known[shape] = dict(original(probe))  # older Sphinx returns one dictionary, again and again
        return {name: part.replace(_PROBE, text) for name, part in known[shape].items()}

    builder.render_partial = render_partial


def _only_text(node: nodes.Node | None) -> str | None:
    """Return the only text in a node, if it has one and no sign that HTML treats in its own way."""
    if not isinstance(node, nodes.Element):
        return None
    found = list(node.findall())
    texts = [leaf for leaf in found if isinstance(leaf, nodes.Text)]
    if len(texts) != 1 or not _PLAIN.fullmatch(texts[0]):
        return None
    return str(texts[0]) if all(type(part) in _TRANSPARENT for part in found) else None


def _shape(node: nodes.Node) -> object:
    """Return what two nodes have in common that differ in their text alone."""
    if not isinstance(node, nodes.Element):
        return type(node)
    return (type(node), repr(node.attributes), *map(_shape, node.children))


class ThemeParts:
    """What themes draw on every page, drawn once for the pages of a folder that have it in common."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], str] = {}

    def cache(self, app: Sphinx, context: dict[str, Any], base_uri: str, *, has_entry: bool) -> None:
        """Cache what can be for a page, which may have an entry in the table of contents."""
        self.cache_asset_tags(context, base_uri)
        if not has_entry and renders_as_sphinx(app):
            self.cache_toctree(context, base_uri)

    def cache_asset_tags(self, context: dict[str, Any], base_uri: str) -> None:
        """Cache the template functions ``css_tag`` and ``js_tag``.

        Sphinx resolves the path of each style sheet and script anew for each page, to find its check sum.
        It spares 6 %.

        ``base_uri`` is what links are relative to, the same for all pages of a folder.
        """
        self._cache(context, "css_tag", base_uri)
        self._cache(context, "js_tag", base_uri)

    def cache_toctree(self, context: dict[str, Any], base_uri: str) -> None:
        """Cache the template function ``toctree``, which draws the project's table of contents.

        It differs between two pages by the folder that links are relative to, by what is marked as
        an ancestor, and by the entry of the page itself. Generated pages below an index have no entry.
        It spares 11 %.

        The page has no entry in the table of contents; ``base_uri`` is what links are relative to, the same
        for all pages of a folder.
        """
        self._cache(context, "toctree", base_uri, *(parent["link"] for parent in context["parents"]))

    def _cache(self, context: dict[str, Any], name: str, *shared: str) -> None:
        original = context.get(name)
        if original is None or not _is_sphinxs(
            original
        ):  # one that leaves the drawing to others, or others' own
            return

        def cached(*arguments: Any, **options: Any) -> str:  # noqa: ANN401 -- whatever a template passes
            key = (name, shared, arguments, *sorted(options.items()))
            if key not in self._known:
                self._known[key] = original(*arguments, **options)
            return self._known[key]

        context[name] = cached
