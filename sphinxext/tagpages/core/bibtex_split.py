"""A BibTeX file, divided at its entries, so that one that does not parse costs no other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_HEAD = re.compile(r"(?<![\w.@])@[ \t]*(?P<type>[A-Za-z][\w-]*)\s*(?P<open>[{(])", re.ASCII)
#: Where an entry begins beyond doubt: at the start of a line, and with a key.
_SURE_HEAD = re.compile(
    r"^[ \t]*@[ \t]*(?:(?:string|comment|preamble)\s*[{(]|[A-Za-z][\w-]*\s*[{(]\s*[^\s,{}()=\"]+\s*,)",
    re.ASCII | re.IGNORECASE | re.MULTILINE,
)
_BRACE = re.compile(r"[{}]")
_PARENTHESIS = re.compile(r'[{}()"]')
_NEWLINE = re.compile("\n")
_FIELD_BEHIND = re.compile(r"\s*,?\s*[A-Za-z][\w-]*\s*=\s*[{\"\w]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stands between the braces, or the parentheses, of an entry.

    ``line`` is that of the entry's ``@``, ``body_line`` that on which the body begins. Where the entry is
    not ``closed``, the body ends before the next entry. ``stray`` is the line of the first field that
    stands behind the closing brace.
    """

    type: str
    body: str
    line: int
    body_line: int
    closed: bool = True
    stray: int | None = None


class Splitter:
    """Divides one text. Each look is at most once at each brace, however wrong they are."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._first_line = first_line
        self._newlines = [match.start() for match in _NEWLINE.finditer(text)]
        self._sure = [match.start() for match in _SURE_HEAD.finditer(text)]
        self._closing = _matching_braces(text)

    def chunks(self, parses: Callable[[Chunk], bool]) -> Iterator[Chunk]:
        """Yield the entries in their order.

        Args:
            parses: asked of an entry in which the next one seems to begin. If it does not parse, its
                braces are wrong, and it ends before the next.
        """
        position = 0
        while match := _HEAD.search(self._text, position):
            start = match.start()
            if "%" in self._text[self._text.rfind("\n", 0, start) + 1 : start]:
                position = self._end_of_line(start)
                continue
            limit = self._next_sure(match.end())
            end = (
                self._closing.get(match.end() - 1)
                if match["open"] == "{"
                else self._parenthesis(match, limit)
            )
            chunk = None if end is None else self._chunk(match, end)
            if end is None or chunk is None or (end > limit and not parses(chunk)):
                position = limit
                yield self._chunk(match, limit, closed=False)
            else:
                position = end + 1
                yield chunk

    def _chunk(self, match: re.Match[str], end: int, *, closed: bool = True) -> Chunk:
        begin = match.end()
        stray = None
        if closed and (behind := _FIELD_BEHIND.match(self._text, end + 1)):
            stray = self._line(behind.end() - 1)
        return Chunk(
            match["type"].lower(),
            self._text[begin:end],
            self._line(match.start()),
            self._line(begin),
            closed,
            stray,
        )

    def _line(self, position: int) -> int:
        return self._first_line + bisect_right(self._newlines, position - 1)

    def _next_sure(self, position: int) -> int:
        number = bisect_right(self._sure, position)
        return self._sure[number] if number < len(self._sure) else len(self._text)

    def _end_of_line(self, position: int) -> int:
        end = self._text.find("\n", position)
        return len(self._text) if end < 0 else end

    def _parenthesis(self, head: re.Match[str], limit: int) -> int | None:
        depth, quoted = 0, False
        for match in _PARENTHESIS.finditer(self._text, head.end(), limit):
            sign = match[0]
            if sign in "{}":
                depth += 1 if sign == "{" else -1
            elif depth <= 0 and sign == '"':
                quoted = not quoted
            elif depth <= 0 and sign == ")" and not quoted:
                return match.start()
        return None


def _matching_braces(text: str) -> dict[int, int]:
    """Return where each brace that is opened is closed."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            closing[opened.pop()] = match.start()
    return closing
