"""Markdown as nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes

from ..util.bare_links import pieces
from ..util.text import clean
from .builder_nodes import BuilderNodes, Footnote
from .markdown import TASK, inline_formula, inline_text, is_formula, parse, without_comments

if TYPE_CHECKING:
    from markdown_it.token import Token

#: A table with more columns is shown as it is written: no page holds it.
_MOST_COLUMNS = 40
_DEEPEST_INLINE = 12
_CONTAINERS = ("bullet_list_open", "ordered_list_open", "blockquote_open")
_PLAIN: Mapping[str, type[nodes.Element]] = {
    "blockquote_open": nodes.block_quote,
    "bullet_list_open": nodes.bullet_list,
    "list_item_open": nodes.list_item,
    "tbody_open": nodes.tbody,
    "thead_open": nodes.thead,
    "tr_open": nodes.row,
}
#: Tokens that are not closed yet, from the outermost, each with the nodes that stand before it.
_Opened: TypeAlias = "list[tuple[Token, list[nodes.Node]]]"


def markdown_nodes(source: str, make: BuilderNodes) -> list[nodes.Node] | None:
    """Return a text as nodes, or ``None`` where the parser is not up to it."""
    tokens = parse(source)
    return None if tokens is None else _Markdown(source, tokens, make).made()


def _nested(
    tokens: Sequence[Token],
    pair: Callable[[Token, list[nodes.Node], _Opened], list[nodes.Node]],
    single: Callable[[Token, _Opened], list[nodes.Node]],
) -> list[nodes.Node]:
    """Make nodes of tokens: of two with what is between them when the second comes, of others singly."""
    opened: _Opened = []
    children: list[nodes.Node] = []
    for token in tokens:
        if token.nesting == 1:
            opened.append((token, children))
            children = []
        elif token.nesting == -1:
            opening, before = opened.pop()
            children = before + pair(opening, children, opened)
        else:
            children += single(token, opened)
    return children


class _Markdown:
    """Makes nodes of the tokens of a text: of those of blocks, and of those in the lines of a block."""

    def __init__(self, source: str, tokens: Sequence[Token], make: BuilderNodes) -> None:
        self._source = source
        self._tokens = tokens
        self._make = make
        self._footnotes: list[Footnote] = []
        levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
        self._highest = min(levels, default=1)

    def made(self) -> list[nodes.Node]:
        return _nested(self._tokens, self._blocks, self._block)

    def _blocks(self, opening: Token, children: list[nodes.Node], opened: _Opened) -> list[nodes.Node]:
        kind = opening.type
        depth = sum(token.type in _CONTAINERS for token, _before in opened)
        if kind in _CONTAINERS and depth >= self._make.deepest:
            items = [child.children if isinstance(child, nodes.list_item) else [child] for child in children]
            return [block for item in items for block in item]
        match kind:
            case "heading_open":
                return [self._make.heading(int(opening.tag[1]) - self._highest + 1, children)]
            case "paragraph_open":
                return [self._make.paragraph(children)] if children else []
            case "ordered_list_open":
                return [_enumerated(opening, children)]
            case "th_open" | "td_open":
                return [_table_entry(opening, children)]
            case "table_open":
                return [self._table(opening, children)]
            case "footnote_open":
                number = opening.meta["id"] + 1
                self._footnotes.append((str(number), f"footnote-{number}", children))
                return []
            case "footnote_block_open":
                return [self._make.footnotes(self._footnotes)]
            case _:
                return [_PLAIN[kind]("", *children)] if kind in _PLAIN else children

    def _block(self, token: Token, opened: _Opened) -> list[nodes.Node]:
        content = clean(token.content)
        match token.type:
            case "inline":
                return self._line(token.children or [], opened)
            case _ if is_formula(token):
                return [self._make.formula_block(content)]
            case "fence" | "code_block":
                language = "".join(token.info.split()[:1]).lower()
                return [self._make.code(content, language)]
            case "html_block":
                text = without_comments(content).strip()
                return [nodes.paragraph("", text)] if text else []
            case "hr":
                return [nodes.transition()]
            case _:
                return []

    def _table(self, opening: Token, children: list[nodes.Node]) -> nodes.Node:
        columns = len(children[0].children[0].children)
        if columns > _MOST_COLUMNS:
            first, last = opening.map or [0, 0]
            return self._make.code("\n".join(self._source.splitlines()[first:last]), "")
        group = nodes.tgroup("", cols=columns)
        group += [nodes.colspec(colwidth=100 // columns) for _column in range(columns)]
        # Sphinx's builders need a body.
        group += children if len(children) > 1 else [nodes.tbody("", *children[0].children)]
        return self._make.table(nodes.table("", group))

    def _line(self, tokens: Sequence[Token], opened: _Opened) -> list[nodes.Node]:
        """Return what stands in a block. The first paragraph of an item may begin with the box of a task."""
        types = [token.type for token, _before in opened[-2:]]
        begins_item = types == ["list_item_open", "paragraph_open"] and not opened[-1][1]
        match = TASK.match(tokens[0].content) if begins_item and tokens and tokens[0].type == "text" else None
        if not match:
            return _nested(tokens, self._spans, self._span)
        rest = [tokens[0].copy(content=tokens[0].content[match.end() :]), *tokens[1:]]
        return self._make.task(match[1] != " ", _nested(rest, self._spans, self._span))

    def _spans(self, opening: Token, children: list[nodes.Node], opened: _Opened) -> list[nodes.Node]:
        if len(opened) > _DEEPEST_INLINE:
            return children
        match opening.type:
            case "em_open":
                return [nodes.emphasis("", "", *children)]
            case "strong_open":
                return [nodes.strong("", "", *children)]
            case "s_open":
                return self._make.struck(children)
            case "link_open":
                return self._make.link(str(opening.attrs.get("href", "")), children)
            case _:
                return children

    def _span(self, token: Token, opened: _Opened) -> list[nodes.Node]:
        content = clean(token.content)
        in_link = any(token.type == "link_open" for token, _before in opened)
        match token.type:
            case "code_inline":
                return [nodes.literal(content, content)]
            case "math_inline" | "math_inline_double":
                return [self._make.formula(inline_formula(content))]
            case "softbreak":
                return [self._make.soft_break()]
            case "hardbreak":
                return [self._make.line_break()]
            case "html_inline":
                return _text(without_comments(content))
            case "image":
                alt = clean(inline_text(token.children or ()))
                return self._make.picture(str(token.attrs.get("src", "")), alt, in_link=in_link)
            case "footnote_ref":
                number = token.meta["id"] + 1
                return [self._make.footnote_reference(str(number), f"footnote-{number}")]
            case _:
                return _text(content) if in_link else self._with_links(content)

    def _with_links(self, text: str) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for kind, written, target in pieces(text):
            if kind == "url":
                found += self._make.link(target, [nodes.Text(written)])
            elif kind == "number" and (link := self._make.mention(int(target))):
                found.append(link)
            else:
                found += _text(written)
        return found


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


def _text(text: str) -> list[nodes.Node]:
    return [nodes.Text(text)] if text else []
