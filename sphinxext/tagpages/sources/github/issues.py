"""Finding issues in JSON, in whatever an export has round them, each with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .json_text import JsonText
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
    list and nothing else, and ``fault`` why it does not go on as JSON, and on which line, if it does not.
    """

    def __init__(self, text: str) -> None:
        self._json = JsonText(text)
        self.other_lines: list[int] = []
        self.lists = 0
        self.is_single_list = False
        self.fault: tuple[str, int] | None = None

    def issues(self) -> Iterator[Found]:
        """Yield the issues in their order, up to the first fault.

        What is behind it is not looked for: a program wrote the file, and can write it again.
        """
        begins_list, values = self._json.is_at("["), 0
        try:
            while self._json.position < len(self._json.text):
                values += 1
                if self._json.is_at("["):
                    yield from self._list(_DEPTH)
                elif self._json.is_at("{"):
                    yield from self._lone()
                else:
                    self._json.decode()
            self.is_single_list = begins_list and values == 1
        except json.JSONDecodeError as error:
            reason = error.msg.removesuffix(" at").removesuffix(" starting")
            if not self._json.text[error.pos :].strip(" \t\n\r"):
                reason = "it ends in the middle"
            self.fault = reason[:1].lower() + reason[1:], error.lineno
        except RecursionError:
            line = self._json.line_at(self._json.position)
            self.fault = "lists and mappings are nested too deeply", line

    def _lone(self) -> Iterator[Found]:
        """Read an object that stands by itself: a line of its own, or what is round a list of issues."""
        start = self._json.position
        if not _WRAPPER.match(self._json.text, start):
            value = self._json.decode()
            if _is_issue(value):
                self.lists += 1
                yield self._found(value, start)
                return
            self._json.position = start
        yield from self._object(_DEPTH)

    def _object(self, depth: int) -> Iterator[Found]:
        """Look for issues below an object that is none."""
        for _member in self._json.members("{", "}"):
            if not self._json.is_at('"'):
                self._json.fail("a name in quotes is missing")
            key = self._json.decode()
            self._json.expect(":")
            if depth and self._json.is_at("{") and key not in _NO_ISSUES_BELOW:
                yield from self._object(depth - 1)
            elif depth and self._json.is_at("[") and key in _LISTS:
                yield from self._list(depth - 1)
            else:
                self._json.decode()

    def _list(self, depth: int) -> Iterator[Found]:
        """Read a list of issues, or of lists of them."""
        self.lists += 1
        for _member in self._json.members("[", "]"):
            if depth and self._json.is_at("["):
                yield from self._list(depth - 1)
            else:
                yield from self._item(depth)

    def _item(self, depth: int) -> Iterator[Found]:
        start = self._json.position
        value = self._json.decode()
        if isinstance(value, dict) and isinstance(value.get("node"), dict):
            value = value["node"]
        if isinstance(value, dict) and value.keys() & _NAMES:
            yield self._found(value, start)
            return
        lists = self.lists
        if isinstance(value, dict) and depth:
            self._json.position = start
            yield from self._object(depth - 1)
        if value and lists == self.lists:
            self.other_lines.append(self._json.line_at(start))

    def _found(self, value: dict[str, Json], start: int) -> Found:
        line, end = self._json.line_at(start), self._json.position
        key_lines: dict[str, int] = {}
        if self._json.text.find("\n", start, end) >= 0:
            matches = list(_KEY_LINE.finditer(self._json.text, start, end))
            # An issue's own keys are indented least.
            least = min((len(match[1]) for match in matches if match[2] in _ISSUE_KEYS), default=0)
            for match in matches:
                if len(match[1]) == least:
                    key_lines.setdefault(match[2], self._json.line_at(match.start(2)))
        return Found(value, line, key_lines)


def _is_issue(value: Json) -> bool:
    keys = value.keys()
    return bool(keys & _NAMES) and (len(keys & _ISSUE_KEYS) > 1 or keys <= _ISSUE_KEYS)
