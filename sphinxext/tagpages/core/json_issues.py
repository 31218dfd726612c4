"""Finding issues in JSON, in whatever an export has round them, each with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Json: TypeAlias = Any
"""A value as it stands in a file."""

_BLANK = re.compile(r"[ \t\n\r]*")
# What begins with one of these is no issue, and need not be read to know it.
_WRAPPER = re.compile(r'\{[ \t\n\r]*"(?:data|edges|issues|items|nodes|repository|search)"')
_LISTS = frozenset({"", "edges", "issues", "items", "nodes"})
_NO_ISSUES_BELOW = frozenset({
    "assignees", "comments", "discussions", "errors", "labels", "milestones", "pageInfo", "pullRequests"
})  # fmt: skip
_KEY_LINE = re.compile(r'^([ \t]*+)"(\w{1,20})"[ \t]*:', re.MULTILINE)
_NAMES = frozenset({"title", "number"})
_ISSUE_KEYS = _NAMES | {
    "assignees", "author", "body", "closedAt", "closed_at", "comments", "createdAt", "created_at", "html_url",
    "labels", "milestone", "state", "updatedAt", "updated_at", "url", "user"
}  # fmt: skip
_DEPTH = 12
_LONGEST_NUMBER = 19


class JsonSyntaxError(ValueError):
    """A text that does not go on as JSON; ``line`` is where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Found:
    """An item of a list of issues, the line on which it begins, and those of its keys that begin a line."""

    value: dict[str, Json]
    line: int
    key_lines: Mapping[str, int]


class IssueFinder:
    """Reads a text item by item, so that what comes before a fault is had.

    After :meth:`issues` has come to its end or failed, ``other_lines`` are the lines of the items of
    its lists that are no issues, ``lists`` tells how many lists there were, and ``is_single_list``
    whether the text is one list and nothing else.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        decoder = json.JSONDecoder(parse_int=_integer, parse_constant=lambda _name: None, strict=False)
        self._raw_decode = decoder.raw_decode
        self._line, self._line_end = 1, 0
        self.other_lines: list[int] = []
        self.lists = 0
        self.is_single_list = False

    def issues(self) -> Iterator[Found]:
        """Yield the issues in their order.

        Raises:
            JsonSyntaxError: the text does not go on as JSON.
        """
        values = 0
        position = self._skip(0)
        begins_list = self._text.startswith("[", position)
        while position < len(self._text):
            values += 1
            if self._text[position] == "[":
                position = yield from self._list(position, _DEPTH)
            elif self._text[position] == "{":
                position = yield from self._lone(position)
            else:
                _value, position = self._decode(position)
            position = self._skip(position)
        self.is_single_list = begins_list and values == 1

    def _lone(self, start: int) -> Generator[Found, None, int]:
        """Read an object that stands by itself: a line of its own, or what is round a list of issues."""
        if not _WRAPPER.match(self._text, start):
            try:
                value, end = self._decode(start)
            except JsonSyntaxError:
                # Lists of issues may be cut off; an issue is not to be taken apart.
                return (yield from self._object(start, _DEPTH, may_be_issue=True))
            keys = value.keys()
            if keys & _NAMES and (len(keys & _ISSUE_KEYS) > 1 or keys <= _ISSUE_KEYS):
                self.lists += 1
                line = self._line_at(start)
                yield Found(value, line, self._key_lines(start, end, line))
                return end
        return (yield from self._object(start, _DEPTH))

    def _object(self, start: int, depth: int, *, may_be_issue: bool = False) -> Generator[Found, None, int]:
        """Look for issues below an object that is none."""
        position = self._skip(start + 1)
        if self._text.startswith("}", position):
            return position + 1
        while True:
            if not self._text.startswith('"', position):
                self._fail("a name in quotes is missing", position)
            key, position = self._decode(position)
            position = self._expect(":", position)
            first = self._text[position : position + 1]
            if may_be_issue and key in _NAMES:
                self._fail("an issue is cut off", position)
            if first == "{" and depth and key not in _NO_ISSUES_BELOW:
                position = yield from self._object(position, depth - 1)
            elif first == "[" and depth and key in _LISTS:
                position = yield from self._list(position, depth - 1)
            else:
                _value, position = self._decode(position)
            position = self._skip(position)
            if self._text.startswith("}", position):
                return position + 1
            position = self._expect(",", position)

    def _list(self, start: int, depth: int) -> Generator[Found, None, int]:
        """Read a list of issues, or of lists of them."""
        self.lists += 1
        position = self._skip(start + 1)
        if self._text.startswith("]", position):
            return position + 1
        while True:
            if depth and self._text.startswith("[", position):
                position = yield from self._list(position, depth - 1)
            else:
                position = yield from self._item(position, depth)
            position = self._skip(position)
            if self._text.startswith("]", position):
                return position + 1
            position = self._expect(",", position)

    def _item(self, start: int, depth: int) -> Generator[Found, None, int]:
        value, end = self._decode(start)
        line = self._line_at(start)
        if isinstance(value, dict) and isinstance(value.get("node"), dict):
            value = value["node"]
        if isinstance(value, dict) and value.keys() & _NAMES:
            yield Found(value, line, self._key_lines(start, end, line))
            return end
        lists = self.lists
        if isinstance(value, dict) and depth:
            yield from self._object(start, depth - 1)
        if value and lists == self.lists:
            self.other_lines.append(line)
        return end

    def _key_lines(self, start: int, end: int, line: int) -> dict[str, int]:
        """Return the lines of an issue's own keys, where each begins one: they are indented least."""
        matches = (
            list(_KEY_LINE.finditer(self._text, start, end)) if self._text.find("\n", start, end) > 0 else []
        )
        found: dict[str, int] = {}
        least = min((len(match[1]) for match in matches if match[2] in _ISSUE_KEYS), default=0)
        for match in matches:
            line += self._text.count("\n", start, match.start(2))
            start = match.start(2)
            if len(match[1]) == least:
                found.setdefault(match[2], line)
        return found

    def _decode(self, position: int) -> tuple[Json, int]:
        try:
            return self._raw_decode(self._text, position)
        except json.JSONDecodeError as error:
            self._fail(error.msg, error.pos)
        except StopIteration:
            self._fail("a value is missing", position)
        except RecursionError:
            self._fail("lists and mappings are nested too deeply", position)
        raise AssertionError

    def _expect(self, sign: str, position: int) -> int:
        position = self._skip(position)
        if not self._text.startswith(sign, position):
            self._fail(f"`{sign}` is missing", position)
        return self._skip(position + 1)

    def _skip(self, position: int) -> int:
        match = _BLANK.match(self._text, position)
        assert match is not None
        return match.end()

    def _fail(self, reason: str, position: int) -> None:
        if not self._text[position:].strip():
            reason = "it ends in the middle"
        raise JsonSyntaxError(reason, self._text.count("\n", 0, position) + 1)

    def _line_at(self, position: int) -> int:
        """Return the line of a place that is not before those asked for so far."""
        self._line += self._text.count("\n", self._line_end, position)
        self._line_end = position
        return self._line


def _integer(text: str) -> int | None:
    """Return an integer, or nothing where it is of a length that Python refuses to read."""
    return int(text) if len(text) < _LONGEST_NUMBER else None
