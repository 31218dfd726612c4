"""What a reader sees of nodes, as plain text: of titles, and of the first paragraph of a running text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import TypeGuard

from docutils import nodes
from sphinx import addnodes

from ..util.formula_text import formula_text
from ..util.text import one_line

#: What is no part of the text that it stands in: pictures, marks of footnotes, and what nobody sees.
_APART = (
    nodes.image,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.comment,
    nodes.substitution_definition,
    nodes.system_message,
    addnodes.index,
)
#: Nodes that builders resolve, keep or leave out.
_LATE = (nodes.pending, nodes.raw, nodes.substitution_reference, addnodes.only, addnodes.pending_xref)
#: Nodes of any look, which extensions take for something of their own by a class or an attribute.
_NEUTRAL = (nodes.container, nodes.compound, nodes.inline, nodes.paragraph, nodes.section)
_USUAL = frozenset(["backrefs", "classes", "dupnames", "ids", "names", "slug", "source", "translated"])
#: Stands for the mark of a footnote, which goes with the blank before it.
_MARK = "\0"
_MARKS = re.compile(rf"\s*{_MARK}")
_MODULES = frozenset([nodes.__name__, addnodes.__name__])
_UNSEEN_HTML = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<(?:/?(?:p|div|li|t[dhr]|h[1-6])|br)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")


def is_common(node: nodes.Node) -> bool:
    """Tell whether a node is of a class of docutils or of Sphinx, and not of another extension."""
    return type(node).__module__ in _MODULES


def is_apart(node: nodes.Node) -> bool:
    """Tell whether a node is no part of the text that it stands in."""
    return isinstance(node, _APART) or (
        # What Sphinx makes of the mark of a citation.
        isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "citation"
    )


def is_plain(node: nodes.Node) -> bool:
    """Tell whether a node is shown alike by every builder, apart from what is in it."""
    if is_apart(node):
        return True
    if not is_common(node) or isinstance(node, _LATE):
        return False
    return not isinstance(node, _NEUTRAL) or not (node["classes"] or node.attributes.keys() - _USUAL)


def is_transparent(node: nodes.Node) -> TypeGuard[nodes.Element]:
    """Tell whether running text stands in a node of docutils: in no list, table, figure, quote or admonition.

    The abstract, which docutils makes of the field of this name, is before it.
    """
    if isinstance(node, nodes.topic):
        return "abstract" in node["classes"]
    return is_common(node) and isinstance(node, nodes.section | nodes.compound | nodes.container)


def html_text(html: str) -> str:
    """Return what a reader sees of a piece of HTML."""
    return unescape(_TAG.sub("", _BREAK.sub(" ", _UNSEEN_HTML.sub("", html))))


@dataclass(frozen=True)
class Excerpts:
    """Takes texts of nodes.

    Args:
        output: the format of the output, as in ``Builder.format``: raw text of another is not shown.
        skips: whether the output leaves out a node of another extension, with all in it.
    """

    output: str = ""
    skips: Callable[[nodes.Element], bool] = lambda _node: False

    def text(self, node: nodes.Node) -> str:
        """Return the text of a node."""
        return one_line(_MARKS.sub("", "".join(self._words(node))))

    def paragraphs(self, parent: nodes.Element) -> Iterator[nodes.Element]:
        """Yield the paragraphs of the running text."""
        for child in parent.children:
            if isinstance(child, nodes.paragraph | nodes.line_block):
                yield child
            elif isinstance(child, nodes.Element) and self._is_transparent(child):
                yield from self.paragraphs(child)

    def first(self, parent: nodes.Element) -> str:
        """Return the text of the first paragraph that has one."""
        return next(filter(None, map(self.text, self.paragraphs(parent))), "")

    def _is_transparent(self, node: nodes.Element) -> bool:
        if is_common(node):
            return is_transparent(node)
        return not isinstance(node, nodes.Admonition | nodes.Invisible) and not self.skips(node)

    def _words(self, node: nodes.Node) -> Iterator[str]:
        if isinstance(node, nodes.Text):
            yield node.astext()
        elif isinstance(node, nodes.raw):
            yield self._raw(node)
        elif isinstance(node, nodes.footnote_reference):
            yield _MARK
        elif isinstance(node, nodes.math):
            yield formula_text(node.astext())
        elif (
            isinstance(node, nodes.Element)
            and not is_apart(node)
            and (is_common(node) or not self.skips(node))
        ):
            for child in node.children:
                yield from self._words(child)
            if isinstance(node, nodes.line):
                yield " "

    def _raw(self, node: nodes.raw) -> str:
        if self.output not in node.get("format", "").split():
            return ""
        if self.output == "html":
            return html_text(node.astext())
        return node.astext() if self.output == "text" else ""
