"""Finding issues in JSON, in whatever an export has round them, each with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

from .json_remains import closed_objects, end_of_value, may_hold_issues, next_object
from .json_values import Json, nodes

_OPENED = re.compile(r'\{"\s*\Z')
_ANYTHING = re.compile(r"\S")
_BLANK = re.compile(r"[ \t\n\r]*")
# What begins with one of these is no issue, and need not be read to know it.
_WRAPPER = re.compile(r'\{[ \t\n\r]*"(?:data|edges|issues|items|nodes|repository|search)"')
_LISTS = frozenset({"", "edges", "issues", "items", "nodes"})
_NO_ISSUES_BELOW = frozenset({
    "assignees", "comments", "discussions", "errors", "labels", "milestones", "pageInfo", "pullRequests"
})  # fmt: skip
_KEY_LINE = re.compile(r'^([ \t]*+)"(\w{1,20})"[ \t]*:', re.MULTILINE)
_LISTS_OF_AN_ISSUE = ("labels", "comments", "assignees")
_NAMES = frozenset({"title", "number"})
_ISSUE_KEYS = _NAMES | {
    "assignees", "author", "body", "closedAt", "closed_at", "comments", "createdAt", "created_at", "html_url",
    "labels", "milestone", "state", "updatedAt", "updated_at", "url", "user"
}  # fmt: skip
# What tells a milestone from an issue.
_OF_MILESTONES = frozenset({"dueOn", "due_on", "open_issues"})
_DEPTH = 12
_MOST_FAULTS = 100
# So many of the names of an issue tell it from a label or a comment.
_SURE = 5
_LONGEST_NUMBER = 19
# What is decoded at first of what may not parse, and what may be cut at its end.
_WINDOW, _LONGEST_WORD = 4096, 16


class _SyntaxError(ValueError):
    """A text that does not go on as JSON at ``position``.

    What does not parse begins at ``start``, and was looked at up to ``end``.
    """

    def __init__(self, reason: str, start: int, position: int, end: int) -> None:
        super().__init__(reason)
        self.start = start
        self.position = position
        self.end = end


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a text does not go on as JSON, and how many issues were found before it."""

    reason: str
    line: int
    before: int


@dataclass(frozen=True, slots=True)
class Found:
    """An item of a list of issues, the line on which it begins, and those of its keys that begin a line."""

    value: dict[str, Json]
    line: int
    key_lines: Mapping[str, int]


class IssueFinder:
    """Reads a text item by item, so that what comes before a fault is had.

    After :meth:`issues` has come to its end, ``other_lines`` are the lines of the items of its lists that
    are no issues, ``lists`` tells how many lists there were, ``is_single_list`` whether the text is one
    list and nothing else, ``faults`` where it is no JSON, and ``more_faults`` how many such places there
    are besides these.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        decoder = json.JSONDecoder(
            parse_int=_integer, parse_float=str, parse_constant=lambda _name: None, strict=False
        )
        self._raw_decode = decoder.raw_decode
        self._line, self._line_end = 1, 0
        self.other_lines: list[int] = []
        self.lists = 0
        self.is_single_list = False
        self.faults: list[Fault] = []
        self.more_faults = 0

    def issues(self) -> Iterator[Found]:
        """Yield the issues in their order. One that does not parse costs no other."""
        count = 0
        swallowed: list[Found] = []
        found = self._values()
        while True:
            try:
                for issue in found:
                    count += 1
                    swallowed += _swallowed(issue)
                    yield issue
            except _SyntaxError as error:
                closed, behind = closed_objects(self._text, error.start, error.end)
                self._note(error, count)
                found = self._remains(closed, behind)
            else:
                break
        yield from swallowed

    def _note(self, error: _SyntaxError, count: int) -> None:
        if self.faults and self.faults[-1].before == count:
            return  # the same one, or one that goes on
        if len(self.faults) == _MOST_FAULTS:
            self.more_faults += 1
        else:
            self.faults.append(Fault(str(error), self._line_at(error.position), count))

    def _remains(self, closed: list[int], position: int) -> Iterator[Found]:
        """Yield what is whole in a part that does not parse, and behind it."""
        for start in closed:
            yield from self._remaining(start)
        while (candidate := next_object(self._text, position)) is not None:
            position = yield from self._remaining(candidate)

    def _remaining(self, start: int) -> Generator[Found, None, int]:
        """Yield the issues of an object of which it is not known where it belongs."""
        value, end = self._try_to_decode(start)
        if may_hold_issues(self._text, start):
            lone = value["node"] if isinstance(value.get("node"), dict) else value
            if _is_issue(lone) and lone.keys().isdisjoint(_OF_MILESTONES):
                line = self._line_at(start)
                yield Found(lone, line, self._key_lines(start, end, line))
            else:
                yield from self._object(start, _DEPTH)
        return end

    def _values(self) -> Iterator[Found]:
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
            value, end = self._decode(start)
            if _is_issue(value):
                self.lists += 1
                line = self._line_at(start)
                yield Found(value, line, self._key_lines(start, end, line))
                return end
        return (yield from self._object(start, _DEPTH))

    def _object(self, start: int, depth: int) -> Generator[Found, None, int]:
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
            self._fail(_reason(error), error.pos, position)
        except RecursionError:
            self._fail_deep(position)

    def _try_to_decode(self, position: int) -> tuple[Json, int]:
        """Decode an object that may not parse: Python then looks at all that is before."""
        size = _WINDOW
        while True:
            part = self._text[position : position + size]
            try:
                value, end = self._raw_decode(part)
            except json.JSONDecodeError as error:
                is_cut = error.pos > size - _LONGEST_WORD or error.msg.startswith("Unterminated string")
                if not is_cut or position + size >= len(self._text):
                    self._fail(_reason(error), position + error.pos, position)
            except RecursionError:
                self._fail_deep(position)
            else:
                return value, position + end
            size *= 8

    def _fail_deep(self, position: int) -> NoReturn:
        # Whole or not, it is passed over once: what can be read in it is no issue of its own.
        end = end_of_value(self._text, position)
        start, end = (position, len(self._text)) if end is None else (end, end)
        self._fail("lists and mappings are nested too deeply", position, start, end)

    def _expect(self, sign: str, position: int) -> int:
        position = self._skip(position)
        if not self._text.startswith(sign, position):
            self._fail(f"`{sign}` is missing", position)
        return self._skip(position + 1)

    def _skip(self, position: int) -> int:
        match = _BLANK.match(self._text, position)
        assert match is not None
        return match.end()

    def _fail(self, reason: str, position: int, start: int | None = None, end: int | None = None) -> NoReturn:
        if not _ANYTHING.search(self._text, position):
            reason = "it ends in the middle"
        if start is None or (start == position and end is None):
            # A quote too many makes a text of the beginning of the next object.
            opened = _OPENED.search(self._text, max(0, position - 20), position)
            start = end = opened.start() if opened else position
        raise _SyntaxError(reason, start, position, position if end is None else end) from None

    def _line_at(self, position: int) -> int:
        """Return the line of a place, which is near the one asked for last, or behind it."""
        if position < self._line_end:
            self._line -= self._text.count("\n", position, self._line_end)
        else:
            self._line += self._text.count("\n", self._line_end, position)
        self._line_end = position
        return self._line


def _is_issue(value: Json) -> bool:
    keys = value.keys()
    return bool(keys & _NAMES) and (len(keys & _ISSUE_KEYS) > 1 or keys <= _ISSUE_KEYS)


def _is_surely_issue(value: Json) -> bool:
    keys = value.keys()
    return keys >= _NAMES and len(keys & _ISSUE_KEYS) >= _SURE


def _swallowed(found: Found) -> list[Found]:
    """Return the issues in the lists of an issue: where one of these does not end, the next stand in it."""
    issues: list[Found] = []
    waiting = [found.value]
    while waiting:
        value = waiting.pop()
        items = [item for name in _LISTS_OF_AN_ISSUE for item in nodes(value.get(name))]
        inner = [item for item in items if isinstance(item, dict) and _is_surely_issue(item)]
        issues += [Found(item, found.line, {}) for item in inner]
        waiting += inner
    return issues


def _reason(error: json.JSONDecodeError) -> str:
    """Return what Python says is wrong, without the beginning of words on the place."""
    reason = error.msg.removesuffix(" at").removesuffix(" starting")
    return reason[:1].lower() + reason[1:]


def _integer(text: str) -> int | str:
    """Return an integer, or the text where it is of a length that Python refuses to read."""
    return int(text) if len(text) < _LONGEST_NUMBER else text
