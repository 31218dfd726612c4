"""Markdown as nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from ..util.bare_links import pieces
from ..util.text import clean
from .builder_nodes import Footnote, Parts
from .markdown import TASK, inline_text, parse, without_comments

if TYPE_CHECKING:
    from markdown_it.token import Token

#: A table with more columns is shown as it is written: no page holds it.
_MOST_COLUMNS = 40
_DEEPEST_INLINE = 12
_CONTAINERS = ("bullet_list", "ordered_list", "blockquote")
_PLAIN: Mapping[str, type[nodes.Element]] = {
    "blockquote": nodes.block_quote,
    "bullet_list": nodes.bullet_list,
    "list_item": nodes.list_item,
    "tbody": nodes.tbody,
    "thead": nodes.thead,
    "tr": nodes.row,
}


def markdown_nodes(source: str, parts: Parts) -> list[nodes.Node] | None:
    """Return a text as nodes, or ``None`` where the parser is not up to it."""
    tokens = parse(source)
    return None if tokens is None else _Blocks(source, tokens, parts).made()


class _Blocks:
    """Makes nodes of the tokens of blocks: what is between two tokens is made when the second comes."""

    def __init__(self, source: str, tokens: Sequence[Token], parts: Parts) -> None:
        self._source = source
        self._tokens = tokens
        self._parts = parts
        self._inline = Inline(parts)
        self._footnotes: list[Footnote] = []
        levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
        self._highest = min(levels, default=1)

    def made(self) -> list[nodes.Node]:
        opened: list[tuple[Token, list[nodes.Node]]] = []
        children: list[nodes.Node] = []
        task: bool | None = None
        depth = 0
        for token in self._tokens:
            kind = token.type.removesuffix("_open").removesuffix("_close")
            depth += token.nesting * (kind in _CONTAINERS)
            if token.nesting == 1:
                opened.append((token, children))
                children = []
            elif token.nesting == -1:
                opening, outer = opened.pop()
                if kind == "paragraph" and task is not None:
                    children, task = self._parts.task(task, children), None
                children = outer + self._element(kind, opening, children, depth)
            elif token.type == "inline":
                tokens = token.children or []
                is_first_of_item = (
                    len(opened) > 1 and opened[-2][0].type == "list_item_open" and not opened[-1][1]
                )
                if is_first_of_item and opened[-1][0].type == "paragraph_open":
                    task, tokens = _task(tokens)
                children = self._inline.made(tokens)
            else:
                children += self._leaf(token)
        if self._footnotes:
            children.append(self._parts.footnotes(self._footnotes))
        return children

    def _element(self, kind: str, opening: Token, children: list[nodes.Node], depth: int) -> list[nodes.Node]:
        if kind in _CONTAINERS and depth >= self._parts.deepest:
            return [block for child in children for block in _unwrapped(child)]
        match kind:
            case "heading":
                return [self._parts.heading(int(opening.tag[1]) - self._highest + 1, children)]
            case "paragraph":
                return [self._parts.paragraph(children)] if children else []
            case "ordered_list":
                return [_enumerated(opening, children)]
            case "th" | "td":
                return [_table_entry(opening, children)]
            case "table":
                return [self._table(opening, children)]
            case "footnote":
                number = opening.meta["id"] + 1
                self._footnotes.append((str(number), f"footnote-{number}", children))
                return []
            case _:
                return [_PLAIN[kind]("", *children)] if kind in _PLAIN else children

    def _leaf(self, token: Token) -> list[nodes.Node]:
        match token.type:
            case "fence" if token.info.strip() == "math":
                return [self._parts.formula_block(clean(token.content))]
            case "fence" | "code_block":
                language = token.info.split()[0].lower() if token.info.split() else ""
                return [self._parts.code(clean(token.content), language)]
            case "math_block":
                return [self._parts.formula_block(clean(token.content))]
            case "html_block":
                text = clean(without_comments(token.content)).strip()
                return [nodes.paragraph("", text)] if text else []
            case "hr":
                return [nodes.transition()]
            case _:
                return []

    def _table(self, opening: Token, children: list[nodes.Node]) -> nodes.Node:
        columns = len(children[0].children[0].children)
        if columns > _MOST_COLUMNS:
            first, last = opening.map or [0, 0]
            return self._parts.code("\n".join(self._source.splitlines()[first:last]), "")
        group = nodes.tgroup("", cols=columns)
        group += [nodes.colspec(colwidth=100 // columns) for _column in range(columns)]
        # Sphinx's builders need a body.
        group += children if len(children) > 1 else [nodes.tbody("", *children[0].children)]
        return self._parts.table(nodes.table("", group))


def _task(tokens: list[Token]) -> tuple[bool | None, list[Token]]:
    """Take the box off a task, and return whether it is checked; ``None``: there is no box."""
    match = TASK.match(tokens[0].content) if tokens and tokens[0].type == "text" else None
    if not match:
        return None, tokens
    rest = tokens[0].copy(content=tokens[0].content[match.end() :])
    return match[1] != " ", [rest, *tokens[1:]]


def _enumerated(opening: Token, children: list[nodes.Node]) -> nodes.enumerated_list:
    listed = nodes.enumerated_list("", *children, enumtype="arabic", prefix="", suffix=".")
    if "start" in opening.attrs:
        listed["start"] = int(opening.attrs["start"])
    return listed


def _table_entry(opening: Token, children: list[nodes.Node]) -> nodes.entry:
    entry = nodes.entry("", nodes.paragraph("", "", *children))
    alignment = str(opening.attrs.get("style", "")).rpartition(":")[2]
    if alignment:
        entry["classes"].append(f"tagpages-{alignment}")
    return entry


def _unwrapped(node: nodes.Node) -> list[nodes.Node]:
    return node.children if isinstance(node, nodes.list_item) else [node]


class Inline:
    """Makes nodes of what stands in a line of Markdown."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def made(self, tokens: Sequence[Token]) -> list[nodes.Node]:
        """Return the nodes of inline tokens."""
        opened: list[tuple[Token, list[nodes.Node]]] = []
        children: list[nodes.Node] = []
        links = 0
        for token in tokens:
            links += token.nesting * token.type.startswith("link_")
            if token.nesting == 1:
                opened.append((token, children))
                children = []
            elif token.nesting == -1:
                opening, outer = opened.pop()
                children = outer + self._element(opening, children, len(opened))
            else:
                children += self._leaf(token, links > 0)
        return children

    def _element(self, opening: Token, children: list[nodes.Node], depth: int) -> list[nodes.Node]:
        if depth > _DEEPEST_INLINE:
            return children
        match opening.type:
            case "em_open":
                return [nodes.emphasis("", "", *children)]
            case "strong_open":
                return [nodes.strong("", "", *children)]
            case "s_open":
                return self._parts.struck(children)
            case "link_open":
                return self._parts.link(str(opening.attrs.get("href", "")), children)
            case _:
                return children

    def _leaf(self, token: Token, in_link: bool) -> list[nodes.Node]:
        content = clean(token.content)
        match token.type:
            case "code_inline":
                return [nodes.literal(content, content)]
            case "math_inline" | "math_inline_double":
                # GitHub also writes formulas as $`…`$.
                framed = len(content) > 2 and content[0] == content[-1] == "`"  # noqa: PLR2004
                return [self._parts.formula(content[1:-1] if framed else content)]
            case "softbreak":
                return [self._parts.soft_break()]
            case "hardbreak":
                return [self._parts.line_break()]
            case "html_inline":
                return _text(without_comments(content))
            case "image":
                alt = clean(inline_text(token.children or ()))
                return self._parts.picture(str(token.attrs.get("src", "")), alt, in_link=in_link)
            case "footnote_ref":
                number = token.meta["id"] + 1
                return [self._parts.footnote_reference(str(number), f"footnote-{number}")]
            case _ if in_link:
                return _text(content)
            case _:
                return self._with_links(content)

    def _with_links(self, text: str) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for kind, written, target in pieces(text):
            if kind == "url":
                found += self._parts.link(target, [nodes.Text(written)])
            elif kind == "number" and (link := self._parts.mention(int(target))):
                found.append(link)
            else:
                found += _text(written)
        return found


def _text(text: str) -> list[nodes.Node]:
    return [nodes.Text(text)] if text else []
