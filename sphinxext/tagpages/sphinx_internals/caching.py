"""What Sphinx works out again for every page, remembered for the length of a build.

With thousands of pages this is a third of a whole build. Sphinx has no public way to it, so
this is the one place that puts remembering functions over those of the builder's instance.
What they return is what the originals return.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder

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


def remember_stems(builder: Builder) -> None:
    """Have the search index stem each word once; Sphinx keeps stems for one document only.

    Its stemmers are in pure Python, and the words of notes recur on every page of the archive. Those
    in Chinese or Japanese, where every phrase is a word of its own, none of Sphinx's stemmers changes.
    """
    language: Any = getattr(getattr(builder, "indexer", None), "lang", None)
    if language is None or "stem" in vars(language):
        return
    original = cache(language.stem)
    if not type(language).__module__.startswith("sphinx.search"):
        language.stem = original
        return

    def stem(word: str) -> str:
        return word if _NEVER_STEMMED.fullmatch(word) else original(word)

    language.stem = stem


def prune_quickly(builder: Builder) -> None:
    """Have the search index forget documents that are gone in one look at each word.

    Sphinx hands it a mapping of all documents, and looks through the whole of it for each word:
    a cost that grows with the square of a project.
    """
    indexer: Any = getattr(builder, "indexer", None)
    if indexer is None or "prune" in vars(indexer):
        return
    original = indexer.prune
    indexer.prune = lambda docnames: original(frozenset(docnames))


def remember_lines(builder: Builder) -> None:
    """Have one line of plain text rendered once for all texts: titles, and tables of contents of one entry.

    Each page draws its own, those of its neighbours and those of its parents; docutils sets up
    a writer for each. The HTML round a text without signs does not depend on the text.
    """
    original: Any = getattr(builder, "render_partial", None)
    if original is None or "render_partial" in vars(builder):
        return
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

    builder.render_partial = render_partial  # type: ignore[attr-defined]


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


class AssetTags:
    """The tags of style sheets and scripts, which stand on every page, made once for all pages of a folder.

    Sphinx resolves the path of each file anew for each page, to find its checksum.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, object], str] = {}

    def remember(self, context: dict[str, Any], base: str) -> None:
        """Put remembering functions in place of the template functions ``css_tag`` and ``js_tag``.

        Args:
            context: the context of a page.
            base: what links are relative to, the same for all pages of a folder.
        """
        for name in ("css_tag", "js_tag"):
            if original := context.get(name):
                context[name] = self._remembering(name, original, base)

    def _remembering(self, name: str, original: Callable[[Any], str], base: str) -> Callable[[Any], str]:
        def asset_tag(asset: Any) -> str:  # noqa: ANN401 -- Sphinx's classes for them are not public
            key = (name, base, asset)
            if key not in self._known:
                self._known[key] = original(asset)
            return self._known[key]

        return asset_tag


class Toctrees:
    """The project's table of contents, which themes draw on every page, drawn once for pages that share it.

    It differs between two pages by the folder that links are relative to, by what is marked as
    an ancestor, and by the entry of the page itself. Generated pages below an index have no entry.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], str] = {}

    def remember(self, context: dict[str, Any], base: str) -> None:
        """Put a remembering function in place of the template function ``toctree``.

        Args:
            context: the context of a page that has no entry in the table of contents.
            base: what links are relative to, the same for all pages of a folder.
        """
        original = context.get("toctree")
        if original is None:  # a builder that leaves the drawing to others
            return
        ancestors = tuple(parent["link"] for parent in context["parents"])

        def toctree(**options: Any) -> str:  # noqa: ANN401 -- whatever a theme's template passes
            key = (base, ancestors, *sorted(options.items()))
            if key not in self._known:
                self._known[key] = original(**options)
            return self._known[key]

        context["toctree"] = toctree
