"""The raw HTML of a Markdown text: a safe part of it as the tokens that Markdown itself would give.

What stands in no table here goes, and what it holds stays: renderers never see a tag. Of attributes, the
addresses of links and pictures, what a picture shows, its size and the language of code are kept. Elements
may hold Markdown, and be closed anywhere or nowhere: they end with what of Markdown is round them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import TYPE_CHECKING, Any, Literal

from .html_elements import (
    BLOCKS,
    BREAKS,
    OF_LINES,
    PARENTS,
    SPANS,
    Open,
    Tag,
    number_of,
    picture_attributes,
    tags_and_texts,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

_SPACE = re.compile(r"\s+")
_CODE = re.compile(r"<(/?)(?:script|style)(?=[\s/>])", re.IGNORECASE)
_DEEPEST = 24
_MOST_CELLS = 40


def with_html(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a text, of which there are some, with others in place of those of raw HTML."""
    return _Rebuilt(type(tokens[0])).made(tokens)


class _Rebuilt:
    def __init__(self, token: type[Token]) -> None:
        self._token = token
        self._tokens: list[Token] = []
        self._run: list[Token] = []  # what stands in lines, and is to be a paragraph
        self._opened: list[Open] = []
        self._spans = 0  # those of Markdown that are open: no block can begin in them
        self._hidden: tuple[int, int] | None = None  # where code began in a line, and in how many of those

    def made(self, tokens: Sequence[Token]) -> list[Token]:
        replaced = False
        for number, token in enumerate(tokens):
            if token.type == "html_block":
                self._end_lines()
                self._read(token.content)
                self._flush()
            elif token.type == "paragraph_open" and _has_html(tokens[number + 1]):
                self._end_lines()
                replaced = True
            elif token.type == "paragraph_close" and replaced:
                replaced = False
            elif token.type == "inline" and _has_html(token):
                self._lines(token.children or ())
            else:
                self._block(token)
        self._close(0)
        return self._tokens

    def _block(self, token: Token) -> None:
        """Take over a token of Markdown."""
        if token.nesting == -1:
            self._close(1 + max(n for n, entry in enumerate(self._opened) if entry.is_markdown))
            self._opened.pop()
        elif token.type == "footnote_block_open":
            self._close(0)
        elif token.type != "inline":
            self._end_lines()
        self._add(token)
        if token.nesting == 1:
            self._opened.append(Open(token.type, token))

    def _add(self, token: Token) -> None:
        token.level = sum(entry.is_markdown or entry.closing is not None for entry in self._opened)
        self._tokens.append(token)

    def _new(self, kind: str, *, nesting: Literal[-1, 0, 1] = 0, tag: str = "", **given: Any) -> Token:  # noqa: ANN401
        return self._token(kind, tag, nesting, **given)

    def _lines(self, tokens: Iterable[Token]) -> None:
        """Take over what stands in lines of Markdown, where each tag is a token."""
        for token in tokens:
            if token.type != "html_inline":
                self._spans += token.nesting
                if token.nesting == -1:
                    while not self._opened[-1].is_markdown:
                        self._close_span()
                    self._opened.pop()
                elif token.nesting == 1:
                    self._opened.append(Open(token.type, token, is_span=True))
                self._run.append(token)
            elif match := _CODE.match(token.content):
                self._hide(is_end=bool(match[1]))
            elif not self._hidden:
                self._read(token.content)
        self._flush()

    def _hide(self, *, is_end: bool) -> None:
        """Drop code in lines when it ends: what never ends stays as text."""
        if not is_end:
            self._hidden = self._hidden or (len(self._run), self._spans)
        elif self._hidden:
            number, spans = self._hidden
            if spans == self._spans:
                del self._run[number:]
            self._hidden = None

    def _read(self, html: str) -> None:
        for part in tags_and_texts(html):
            if isinstance(part, Tag):
                self._element(part)
            elif part:
                in_code = any(entry.name == "pre" for entry in self._opened)
                self._run.append(
                    self._new("text", content=unescape(part if in_code else _SPACE.sub(" ", part)))
                )

    def _element(self, tag: Tag) -> None:
        name = tag.name
        if name in BREAKS:
            self._breaks()
        elif tag.is_end:
            self._end(name)
        elif name in SPANS:
            self._begin_span(name, tag.attributes())
        elif name in BLOCKS:
            self._begin_block(name, tag.attributes())
        elif name == "br":
            self._run.append(self._new("hardbreak"))
        elif name == "hr" and self._breaks():
            self._add(self._new("hr"))
        elif name == "img":
            given = tag.attributes()
            alt = self._new("text", content=given.get("alt", ""))
            self._run.append(self._new("image", attrs=picture_attributes(given), children=[alt]))
        elif name in {"audio", "source", "video"} and (url := tag.attributes().get("src")):
            link = self._new("link_open", nesting=1, attrs={"href": url})
            self._run += [link, self._new("text", content=url), self._new("link_close", nesting=-1)]

    def _begin_span(self, name: str, given: Mapping[str, str]) -> None:
        if len(self._opened) >= _DEEPEST or (name == "a" and not given.get("href")):
            return
        kind = SPANS[name]
        attrs = {"href": given["href"]} if name == "a" else {}
        opening = self._new(f"{kind}_open", nesting=1, attrs=attrs)
        self._opened.append(Open(name, opening, self._new(f"{kind}_close", nesting=-1), is_span=True))
        self._run.append(opening)

    def _close_span(self) -> None:
        closing = self._opened.pop().closing
        assert closing
        self._run.append(closing)

    def _begin_block(self, name: str, given: Mapping[str, str]) -> None:
        parents = PARENTS.get(name, ())
        if not self._breaks() or (parents and not self._close_to(parents)) or len(self._opened) >= _DEEPEST:
            return
        kind = BLOCKS[name]
        opening = self._new(f"{kind}_open", nesting=1, tag=name)
        entry = Open(name, opening, self._new(f"{kind}_close", nesting=-1))
        self._specify(entry, given)
        if entry.closing:
            self._add(opening)
        self._opened.append(entry)

    def _close_to(self, parents: Sequence[str]) -> bool:
        """Close what is open in the innermost of some elements, and tell whether more can stand in that."""
        number = self._find(parents)
        if number is None or self._opened[number].cells >= _MOST_CELLS:
            return False
        self._close(1 + number)
        return self._opened[number].closing is not None

    def _specify(self, entry: Open, given: Mapping[str, str]) -> None:
        """Note what attributes say of an element, and what else it is."""
        match entry.name:
            case "ol":
                entry.opening.attrs["start"] = number_of(given, "start")
            case "details" if "open" in given:
                entry.opening.attrs["open"] = ""
            case "pre":
                entry.opening.info = given.get("lang", "")
                entry.closing = None
            case "table" if any(other.name in {"table", "table_open"} for other in self._opened):
                entry.closing = None  # LaTeX has no table in another
            case "td" | "th":
                row = self._opened[-1]
                width = max(1, min(number_of(given, "colspan"), _MOST_CELLS - row.cells))
                entry.opening.attrs["colspan"] = width
                row.cells += width
                row.headings += width if entry.name == "th" else 0

    def _find(self, names: Sequence[str]) -> int | None:
        """Return the number of the innermost of some elements that are open, if none of Markdown is in it."""
        for number in reversed(range(len(self._opened))):
            entry = self._opened[number]
            if entry.name in names:
                return number
            if entry.is_markdown or entry.name == "table":
                break
        return None

    def _end(self, name: str) -> None:
        number = self._find([name])
        if name in SPANS:
            while number is not None and len(self._opened) > number and self._opened[-1].is_span:
                self._close_span()
        elif name in BLOCKS:
            if number is None or self._spans:
                self._breaks()
            else:
                self._close(number)

    def _breaks(self) -> bool:
        """End the paragraph, and tell whether there can be another here."""
        block = self._holder
        if self._spans or (block and block.name in OF_LINES):
            self._run.append(self._new("text", content=" "))
            return False
        self._flush()
        return True

    @property
    def _holder(self) -> Open | None:
        return next((entry for entry in reversed(self._opened) if not entry.is_span), None)

    def _end_lines(self) -> None:
        """Close what holds only lines, before what is no line."""
        while (block := self._holder) and block.name in OF_LINES:
            self._close(self._opened.index(block))

    def _close(self, number: int) -> None:
        """Close what is open, but for so many from the outermost."""
        self._flush()
        while len(self._opened) > number:
            entry = self._opened.pop()
            if entry.closing:
                is_head = entry.name == "tr" and 0 < entry.cells == entry.headings
                if is_head and self._opened[-1].name == "table":
                    entry.opening.meta = {"head": True}
                self._add(entry.closing)

    def _flush(self) -> None:
        """Make a paragraph of what stands in lines."""
        while self._opened and self._opened[-1].is_span:
            self._close_span()
        self._hidden = None
        run, self._run = self._run, []
        block = self._holder
        if block and block.name == "pre":
            code = "".join("\n" if token.type.endswith("break") else token.content for token in run)
            if code.strip():
                self._add(self._new("code_block", content=code.strip("\n"), info=block.opening.info))
            return
        while run and _is_blank(run[-1]):
            run.pop()
        begin = next((number for number, token in enumerate(run) if not _is_blank(token)), len(run))
        if all(token.nesting or _is_blank(token) for token in run):
            return
        for token, stripped in ((run[begin], str.lstrip), (run[-1], str.rstrip)):
            if token.type == "text":
                token.content = stripped(token.content)
        inline = self._new("inline", children=run[begin:])
        if block and block.name in OF_LINES:
            self._add(inline)
        else:
            self._add(self._new("paragraph_open", nesting=1))
            self._add(inline)
            inline.level += 1
            self._add(self._new("paragraph_close", nesting=-1))


def _has_html(token: Token) -> bool:
    return any(child.type == "html_inline" for child in token.children or ())


def _is_blank(token: Token) -> bool:
    return token.type in {"hardbreak", "softbreak"} or (token.type == "text" and not token.content.strip())
