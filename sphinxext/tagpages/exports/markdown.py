"""Nodes as Markdown (CommonMark, with the tables of GitHub), for programs that read text.

Looked at: sphinx-markdown-builder 0.6, which writes whole documents by a builder of its own and knows no
nodes of other extensions; the text writer of Sphinx, which loses where links lead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from ..markup.excerpt import html_text, is_common
from .markdown_text import beginning_nothing, destination, plain_in_link, plain_line

_AUTOLINK = re.compile(r"https?://[^\s<>]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_AROUND: dict[type[nodes.Node], str] = {nodes.emphasis: "*", nodes.strong: "**", nodes.title_reference: "*"}
_LEFT_OUT = (
    nodes.comment,
    nodes.system_message,
    nodes.target,
    nodes.substitution_definition,
    addnodes.index,
    addnodes.toctree,
)
#: What stands apart from the running text.
_FRAMED = (nodes.Admonition, nodes.topic, nodes.sidebar)


def markdown_of(found: Iterable[nodes.Node], level: int) -> str:
    """Return nodes as Markdown.

    Args:
        found: the nodes, as the builder shows them; references have their addresses in ``refuri``.
        level: the level of the heading above the text, from 1; headings in it are below.
    """
    return _Writer(level).blocks(found).strip()


class _Writer:
    def __init__(self, level: int) -> None:
        self._level = level

    def blocks(self, found: Iterable[nodes.Node]) -> str:
        """Return blocks with an empty line between them; inline nodes side by side are one."""
        parts: list[str] = []
        line: list[str] = []

        def end_line() -> None:
            if text := "".join(line).strip():
                parts.append(beginning_nothing(text))
            line.clear()

        for node in found:
            if isinstance(node, _LEFT_OUT):
                continue
            if isinstance(node, nodes.Inline | nodes.Text) and not isinstance(node, addnodes.desc_signature):
                line.append(self.inline(node))
            else:
                end_line()
                if text := self._block(node):
                    parts.append(text)
        end_line()
        return "\n\n".join(parts)

    def _block(self, node: nodes.Node) -> str:  # noqa: C901, PLR0911, PLR0912 -- all kinds
        match node:
            case nodes.section():
                self._level += 1
                text = self.blocks(node.children)
                self._level -= 1
                return text
            case nodes.title() if isinstance(node.parent, nodes.section):
                return f"{'#' * min(self._level, 6)} {self._line(node)}"
            case nodes.title():
                return f"**{self._line(node)}**"
            case nodes.rubric():
                return f"{'#' * min(self._level + 1, 6)} {self._line(node)}"
            case nodes.math_block():
                return f"$$\n{node.astext().strip()}\n$$"
            case addnodes.desc():
                return self.blocks(node.children)
            case addnodes.desc_signature():
                return _code(node.astext())
            case nodes.raw():
                html = node.astext() if "html" in node.get("format", "").split() else ""
                return _BLANK_LINES.sub("\n\n", plain_line(html_text(html)))
            case nodes.literal_block() | nodes.doctest_block():
                return _fenced(node.astext(), str(node.get("language", "")))
            case nodes.bullet_list():
                return _listed((self.blocks(item.children) for item in node.children), lambda _number: "- ")
            case nodes.enumerated_list():
                start = int(node.get("start", 1))
                return _listed(
                    (self.blocks(item.children) for item in node.children),
                    lambda number: f"{start + number}. ",
                )
            case nodes.definition_list_item():
                terms = [
                    self._line(each)
                    for each in node.children
                    if isinstance(each, nodes.term | nodes.classifier)
                ]
                rest = self.blocks(each for each in node.children if isinstance(each, nodes.definition))
                return f"- {', '.join(f'**{term}**' for term in terms)}: {_indented(rest, '  ')}"
            case nodes.field():
                return f"- **{self._line(node[0])}**: {_indented(self.blocks(node[1].children), '  ')}"
            case nodes.option_list_item():
                options = ", ".join(_code(option.astext()) for option in node[0].children)
                return f"- {options}: {_indented(self.blocks(node[1].children), '  ')}"
            case nodes.definition_list() | nodes.field_list() | nodes.option_list():
                return "\n".join(map(self._block, node.children))
            case nodes.block_quote():
                return _quoted(self.blocks(node.children))
            case nodes.Element() if is_common(node) and isinstance(node, _FRAMED):
                return _quoted("\n\n".join(filter(None, [_named(node), self.blocks(node.children)])))
            case nodes.table():
                return self._table(node)
            case nodes.image():
                return self.inline(node)
            case nodes.line_block():
                lines = (
                    self._block(each)
                    if isinstance(each, nodes.line_block)
                    else beginning_nothing(self._line(each))
                    for each in node.children
                )
                return "  \n".join(lines)
            case nodes.transition():
                return "---"
            case nodes.footnote() | nodes.citation():
                return f"[{node.children[0].astext()}] {self.blocks(node.children[1:])}"
            case nodes.TextElement():
                return beginning_nothing(self.inlines(node.children).strip())
            case nodes.Element():
                return self.blocks(node.children)
        return node.astext()

    def _line(self, node: nodes.Node) -> str:
        return " ".join(self.inlines(node.children).split())

    def inlines(self, found: Iterable[nodes.Node]) -> str:
        """Return inline nodes."""
        return "".join(map(self.inline, found))

    def inline(self, node: nodes.Node) -> str:  # noqa: C901, PLR0911 -- all kinds
        """Return an inline node."""
        match node:
            case nodes.Text():
                in_link = isinstance(node.parent, nodes.reference)
                return plain_in_link(node.astext()) if in_link else plain_line(node.astext())
            case nodes.raw():
                return self._block(node)
            case nodes.literal():
                return _code(node.astext())
            case nodes.math():
                return f"${node.astext()}$"
            case nodes.image():
                alt, address = str(node.get("alt", "")), node["uri"]
                return f"![{plain_line(alt)}]({destination(address)})" if address else plain_line(alt)
            case nodes.reference():
                text, address = self.inlines(node.children), node.get("refuri")
                if address and node.astext() == address and _AUTOLINK.fullmatch(address):
                    return f"<{address}>"
                return f"[{text}]({destination(address)})" if address and text else text
            case nodes.Element() if isinstance(node, _LEFT_OUT):
                return ""
            case nodes.abbreviation() if said := node.get("explanation"):
                return f"{self.inlines(node.children)} ({plain_line(said)})"
            case nodes.footnote_reference() | nodes.citation_reference():
                return f"[{node.astext()}]"
            case nodes.Element():
                sign = _AROUND.get(type(node), "")
                text = self.inlines(node.children)
                return f"{sign}{text}{sign}" if text.strip() else text
        return ""

    def _table(self, table: nodes.table) -> str:
        rows = [[self._cell(entry) for entry in row.children] for row in table.findall(nodes.row)]
        caption = "\n\n".join(self._line(title) for title in table.children if isinstance(title, nodes.title))
        if not rows:
            return caption
        width = max(map(len, rows))
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
        lines.insert(1, f"|{' --- |' * width}")
        return "\n\n".join(filter(None, [caption, "\n".join(lines)]))

    def _cell(self, entry: nodes.Node) -> str:
        return " ".join(self.blocks(entry.children).split()).replace("|", "\\|")


def _named(admonition: nodes.Element) -> str:
    """Return what an admonition begins with that has no title of its own."""
    name = admonitionlabels.get(admonition.tagname)
    return f"**{name}**" if name else ""


def _code(text: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    sign, space = "`" * (longest + 1), " " if text.startswith("`") or text.endswith("`") else ""
    return f"{sign}{space}{text}{space}{sign}"


def _fenced(text: str, language: str) -> str:
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{'' if language in {'default', 'none'} else language}\n{text}\n{fence}"


def _listed(items: Iterable[str], sign_of: Callable[[int], str]) -> str:
    return "\n".join(
        sign + _indented(item, " " * len(sign))
        for number, item in enumerate(items)
        if (sign := sign_of(number))
    )


def _indented(text: str, by: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(by + line if line else "" for line in rest)])


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
