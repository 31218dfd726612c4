"""Markdown as nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes

from ..util.bare_links import pieces
from ..util.text import clean
from .builder_nodes import BuilderNodes, Footnote
from .markdown import TASK, inline_formula, inline_text, is_formula, parse

if TYPE_CHECKING:
    from markdown_it.token import Token

#: A table with more of them is shown as it is written: no page holds it.
_MOST_COLUMNS = 40
_MOST_ENTRIES = 1 << 15
_DEEPEST_INLINE = 12
_CONTAINERS = ("bullet_list_open", "ordered_list_open", "blockquote_open")
_PLAIN: Mapping[str, type[nodes.Element]] = {
    "blockquote_open": nodes.block_quote,
    "caution_open": nodes.caution,
    "important_open": nodes.important,
    "note_open": nodes.note,
    "tip_open": nodes.tip,
    "warning_open": nodes.warning,
    "list_item_open": nodes.list_item,
    "tbody_open": nodes.tbody,
    "thead_open": nodes.thead,
}
_SPANS: Mapping[str, type[nodes.TextElement]] = {
    "code_open": nodes.literal,
    "em_open": nodes.emphasis,
    "strong_open": nodes.strong,
    "sub_open": nodes.subscript,
    "sup_open": nodes.superscript,
}
_SIZES = ("width", "height")
_ELEMENTS = {"ins_open": "ins", "mark_open": "mark", "s_open": "del"}
#: Tokens that are not closed yet, from the outermost, each with the nodes that stand before it.
_Opened: TypeAlias = "list[tuple[Token, list[nodes.Node]]]"


def markdown_nodes(source: str, make: BuilderNodes) -> list[nodes.Node] | None:
    """Return a text as nodes, or ``None`` where the parser is not up to it."""
    tokens = parse(source, make.entry.note.tracker_url)
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
            case "bullet_list_open" | "ordered_list_open":
                return [_list(opening, children)] if children else []
            case "td_open" | "th_open" | "tr_open" | "table_open":
                return [self._of_table(opening, children)]
            case "details_open":
                is_open = ' open="open"' if "open" in opening.attrs else ""
                return self._make.element("details", children, is_open)
            case "summary_open":
                return self._make.element("summary", children)
            case "footnote_open" | "footnote_block_open":
                return self._of_footnotes(opening, children)
            case _:
                return [_PLAIN[kind]("", *children)] if kind in _PLAIN else children

    def _of_footnotes(self, opening: Token, children: list[nodes.Node]) -> list[nodes.Node]:
        if opening.type == "footnote_block_open":
            return [self._make.footnotes(self._footnotes)]
        number = opening.meta["id"] + 1
        self._footnotes.append((str(number), f"footnote-{number}", children))
        return []

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
            case "hr":
                return [nodes.transition()]
            case _:
                return []

    def _of_table(self, opening: Token, children: list[nodes.Node]) -> nodes.Node:
        match opening.type:
            case "table_open":
                return self._table(opening, children)
            case "tr_open":
                row = nodes.row()
                for entry in _items(children, nodes.entry):
                    row += entry
                    if not self._make.is_html:  # not every builder has cells of several columns
                        row.extend(_empty(entry.attributes.pop("morecols", 0)))
                return nodes.thead("", row) if opening.meta.get("head") else row
            case _:
                return _table_entry(opening, children)

    def _table(self, opening: Token, children: list[nodes.Node]) -> nodes.Node:
        head = _rows(child for child in children if isinstance(child, nodes.thead))
        body = _rows(child for child in children if not isinstance(child, nodes.thead))
        rows = head + body
        columns = max(map(_width, rows), default=0)
        if columns > _MOST_COLUMNS or columns * len(rows) > _MOST_ENTRIES:
            if not opening.map:  # it is of HTML
                entries = [entry for row in rows for entry in row.children]
                return nodes.container("", *(child for entry in entries for child in entry.children))
            first, last = opening.map
            return self._make.code("\n".join(self._source.splitlines()[first:last]), "")
        for row in rows:
            row.extend(_empty(columns - _width(row)))
        group = nodes.tgroup("", cols=columns)
        group += [nodes.colspec(colwidth=100 // columns) for _column in range(columns)]
        if head and body:
            group += nodes.thead("", *head)
        group += nodes.tbody("", *(body or head))  # Sphinx's builders need a body
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
            case "link_open" if all(token.type != "link_open" for token, _before in opened):
                return self._make.link(str(opening.attrs.get("href", "")), children)
            case "kbd_open":
                return [nodes.literal("", "", *children, classes=["kbd"])]
            case kind if kind in _ELEMENTS:
                return self._make.element(_ELEMENTS[kind], children)
            case kind:
                return [_SPANS[kind]("", "", *children)] if kind in _SPANS else children

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
            case "image":
                alt = clean(inline_text(token.children or ()))
                size = {name: str(value) for name, value in token.attrs.items() if name in _SIZES}
                return self._make.picture(str(token.attrs["src"]), alt, in_link=in_link, size=size)
            case "footnote_ref":
                number = token.meta["id"] + 1
                return [self._make.footnote_reference(str(number), f"footnote-{number}")]
            case _:
                in_code = any(token.type == "code_open" for token, _before in opened)
                return _text(content) if in_link or in_code else self._with_links(content)

    def _with_links(self, text: str) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for piece in pieces(text):
            if piece.number:
                found += self._make.issue(piece)
            elif piece.url:
                found += self._make.link(piece.url, [nodes.Text(piece.written)])
            else:
                found += _text(piece.written)
        return found


def _list(opening: Token, children: list[nodes.Node]) -> nodes.Element:
    if opening.type == "bullet_list_open":
        return nodes.bullet_list("", *_items(children))
    listed = nodes.enumerated_list("", *_items(children), enumtype="arabic", prefix="", suffix=".")
    if "start" in opening.attrs:
        listed["start"] = int(opening.attrs["start"])
    return listed


def _table_entry(opening: Token, children: list[nodes.Node]) -> nodes.entry:
    holds_lines = all(isinstance(child, nodes.Inline | nodes.Text) for child in children)
    entry = nodes.entry("", *([nodes.paragraph("", "", *children)] if holds_lines else children))
    if (width := int(opening.attrs.get("colspan", 1))) > 1:
        entry["morecols"] = width - 1
    alignment = str(opening.attrs.get("style", "")).rpartition(":")[2]
    if alignment:
        entry["classes"].append(f"tagpages-{alignment}")
    return entry


def _items(
    children: Iterable[nodes.Node], kind: type[nodes.Element] = nodes.list_item
) -> list[nodes.Element]:
    """Return what stands in a list, or in a row, as items of it: words may stand between them."""
    return [child if isinstance(child, kind) else kind("", child) for child in children]


def _rows(children: Iterable[nodes.Node]) -> list[nodes.row]:
    """Return what stands in a table, or in a part of it, as rows."""
    rows: list[nodes.row] = []
    for child in children:
        match child:
            case nodes.thead() | nodes.tbody():
                rows += _rows(child.children)
            case nodes.row():
                rows.append(child)
            case _:
                rows.append(nodes.row("", nodes.entry("", child)))
    return rows


def _empty(number: int) -> list[nodes.entry]:
    return [nodes.entry("", nodes.paragraph()) for _cell in range(number)]


def _width(row: nodes.row) -> int:
    return sum(1 + entry.get("morecols", 0) for entry in row)  # type: ignore[attr-defined]


def _text(text: str) -> list[nodes.Node]:
    return [nodes.Text(text)] if text else []
