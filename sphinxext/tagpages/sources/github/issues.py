"""Finding issues in JSON, in whatever an export has round them, each with its line."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass

from .json_text import JsonSyntaxError, JsonText
from .json_values import Json

# What begins with one of these is no issue, and need not be read to know it.
_WRAPPER = re.compile(
    r'\{[ \t\n\r]*"(?:data|edges|incomplete_results|issues|items|nodes|repository|search|total_count)"'
)
_LISTS = frozenset({"", "edges", "issues", "items", "nodes"})
# What is below one of these, where no issue is round it, is none.
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
    list and nothing else, and ``fault`` where it does not go on as JSON, if it does not.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._json = JsonText(text)
        self.other_lines: list[int] = []
        self.lists = 0
        self.is_single_list = False
        self.fault: JsonSyntaxError | None = None

    def issues(self) -> Iterator[Found]:
        """Yield the issues in their order, up to the first fault.

        What is behind it is not looked for: a program wrote the file, and can write it again.
        """
        try:
            yield from self._values()
        except JsonSyntaxError as error:
            self.fault = error

    def _values(self) -> Iterator[Found]:
        values = 0
        position = self._json.skip(0)
        begins_list = self._text.startswith("[", position)
        while position < len(self._text):
            values += 1
            if self._text[position] == "[":
                position = yield from self._list(position, _DEPTH)
            elif self._text[position] == "{":
                position = yield from self._lone(position)
            else:
                _value, position = self._json.decode(position)
            position = self._json.skip(position)
        self.is_single_list = begins_list and values == 1

    def _lone(self, start: int) -> Generator[Found, None, int]:
        """Read an object that stands by itself: a line of its own, or what is round a list of issues."""
        if not _WRAPPER.match(self._text, start):
            value, end = self._json.decode(start)
            if _is_issue(value):
                self.lists += 1
                line = self._json.line_at(start)
                yield Found(value, line, self._key_lines(start, end, line))
                return end
        return (yield from self._object(start, _DEPTH))

    def _object(self, start: int, depth: int) -> Generator[Found, None, int]:
        """Look for issues below an object that is none."""
        position = self._json.skip(start + 1)
        if self._text.startswith("}", position):
            return position + 1
        while True:
            if not self._text.startswith('"', position):
                self._json.fail("a name in quotes is missing", position)
            key, position = self._json.decode(position)
            position = self._json.expect(":", position)
            first = self._text[position : position + 1]
            if first == "{" and depth and key not in _NO_ISSUES_BELOW:
                position = yield from self._object(position, depth - 1)
            elif first == "[" and depth and key in _LISTS:
                position = yield from self._list(position, depth - 1)
            else:
                _value, position = self._json.decode(position)
            position = self._json.skip(position)
            if self._text.startswith("}", position):
                return position + 1
            position = self._json.expect(",", position)

    def _list(self, start: int, depth: int) -> Generator[Found, None, int]:
        """Read a list of issues, or of lists of them."""
        self.lists += 1
        position = self._json.skip(start + 1)
        if self._text.startswith("]", position):
            return position + 1
        while True:
            if depth and self._text.startswith("[", position):
                position = yield from self._list(position, depth - 1)
            else:
                position = yield from self._item(position, depth)
            position = self._json.skip(position)
            if self._text.startswith("]", position):
                return position + 1
            position = self._json.expect(",", position)

    def _item(self, start: int, depth: int) -> Generator[Found, None, int]:
        value, end = self._json.decode(start)
        line = self._json.line_at(start)
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


def _is_issue(value: Json) -> bool:
    keys = value.keys()
    return bool(keys & _NAMES) and (len(keys & _ISSUE_KEYS) > 1 or keys <= _ISSUE_KEYS)
