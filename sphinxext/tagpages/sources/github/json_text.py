"""Reading JSON value by value, and saying where a text does not go on as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Set as AbstractSet
from typing import NoReturn

from .json_values import Json

_OPENED = re.compile(r'\{\s*"\s*\Z')
_ANYTHING = re.compile(r"\S")
_BLANK = re.compile(r"[ \t\n\r]*")
_LONGEST_NUMBER = 19
# What is decoded at first of what may not parse, and what may be cut at its end.
_WINDOW, _LONGEST_WORD = 4096, 16


class JsonSyntaxError(ValueError):
    """A text that does not go on as JSON at ``position``.

    What does not parse begins at ``start``, and was looked at up to ``end``.
    """

    def __init__(self, reason: str, start: int, position: int, end: int) -> None:
        super().__init__(reason)
        self.start = start
        self.position = position
        self.end = end


class JsonText:
    """A text to be read value by value. Places are offsets in characters.

    All that read raise :class:`JsonSyntaxError` where the text does not go on as JSON.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        decoder = json.JSONDecoder(
            parse_int=_integer, parse_float=str, parse_constant=lambda _name: None, strict=False
        )
        self._raw_decode = decoder.raw_decode
        self._line, self._line_end = 1, 0

    def decode(self, position: int) -> tuple[Json, int]:
        """Return the value that begins at a place, and where it ends."""
        try:
            return self._raw_decode(self._text, position)
        except json.JSONDecodeError as error:
            self.fail(_reason(error), error.pos, position)
        except RecursionError:
            self._fail_deep(position)

    def try_to_decode(self, position: int) -> tuple[Json, int]:
        """Return the same of an object that may not parse.

        Where it does not, Python counts the lines of all that is before it; so it gets only a part.
        """
        size = _WINDOW
        while True:
            part = self._text[position : position + size]
            try:
                value, end = self._raw_decode(part)
            except json.JSONDecodeError as error:
                is_cut = error.pos > size - _LONGEST_WORD or error.msg.startswith("Unterminated string")
                if not is_cut or position + size >= len(self._text):
                    self.fail(_reason(error), position + error.pos, position)
            except RecursionError:
                self._fail_deep(position)
            else:
                return value, position + end
            size *= 8

    def _fail_deep(self, position: int) -> NoReturn:
        # Whole or not, it is passed over once: what can be read in it is no issue of its own.
        end = end_of_value(self._text, position)
        start, end = (position, len(self._text)) if end is None else (end, end)
        self.fail("lists and mappings are nested too deeply", position, start, end)

    def expect(self, sign: str, position: int) -> int:
        """Return the place behind a sign and the white space round it."""
        position = self.skip(position)
        if not self._text.startswith(sign, position):
            self.fail(f"`{sign}` is missing", position)
        return self.skip(position + 1)

    def skip(self, position: int) -> int:
        """Return the place behind white space, if there is any."""
        match = _BLANK.match(self._text, position)
        assert match is not None
        return match.end()

    def fail(self, reason: str, position: int, start: int | None = None, end: int | None = None) -> NoReturn:
        """Raise the error of a text that does not go on.

        Args:
            reason: what is wrong.
            position: where.
            start: where the value begins that does not parse; the same place, unless given.
            end: up to where it was looked at; the same place, unless given.
        """
        if not _ANYTHING.search(self._text, position):
            reason = "it ends in the middle"
        start = position if start is None else start
        if end is None:
            end = position
            if start == position:
                # A quote too many makes a text of the beginning of the next object.
                opened = _OPENED.search(self._text, max(0, position - 20), position)
                start = end = opened.start() if opened else position
        raise JsonSyntaxError(reason, start, position, end) from None

    def line_at(self, position: int) -> int:
        """Return the line of a place, which is near the one asked for last, or behind it."""
        if position < self._line_end:
            self._line -= self._text.count("\n", position, self._line_end)
        else:
            self._line += self._text.count("\n", self._line_end, position)
        self._line_end = position
        return self._line


def _reason(error: json.JSONDecodeError) -> str:
    """Return what Python says is wrong, without the beginning of words on the place."""
    reason = error.msg.removesuffix(" at").removesuffix(" starting")
    return reason[:1].lower() + reason[1:]


def _integer(text: str) -> int | str:
    """Return an integer, or the text where it is of a length that Python refuses to read."""
    return int(text) if len(text) < _LONGEST_NUMBER else text


_OBJECT = re.compile(r'\{[ \t\n\r]*"')
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[{}\[\]]', re.DOTALL)
# No key stands on another line than its value, but what is broken off may end in one.
_KEY_BEFORE = re.compile(r'"([^"\\]*)"[ \t]*:[ \t]*\Z')
_LONGEST_KEY = 60
#: What looks like an issue below one of these keys is a part of another issue, or something else.
INNER = frozenset({
    "milestone", "milestones", "parent", "subIssues", "trackedIssues", "trackedInIssues", "projectItems",
    "projectCards", "projectsV2", "timelineItems", "pullRequests", "discussions",
    "closedByPullRequestsReferences",
})  # fmt: skip
# What is whole in a milestone that does not end came behind it: no issues are exported below one.
_INNER_OF_OPENED = INNER - {"milestone"}


def may_hold_issues(text: str, position: int, inner: AbstractSet[str] = INNER) -> bool:
    """Tell whether issues may stand in a value: by the key under which it stands, if any."""
    match = _KEY_BEFORE.search(text, max(0, position - _LONGEST_KEY), position)
    return match is None or match[1] not in inner


def next_object(text: str, position: int) -> int | None:
    """Return where the next object with a key begins, or ``None``."""
    match = _OBJECT.search(text, position)
    return match.start() if match else None


def closed_objects(text: str, start: int, end: int) -> tuple[list[int], int]:
    """Find the objects that are whole in a value that is broken off.

    Args:
        text: the text.
        start: where the value begins.
        end: up to where it goes on as JSON.

    Returns:
        where each begins that may be an issue and stands in no other; and where to look on: at the last
        text before the end, which may begin at what was to be the end of another.
    """
    found: list[int] = []
    opened: list[tuple[int, bool]] = []
    behind = min(start + 1, end)
    for match in _TOKEN.finditer(text, start, end):
        place, sign = match.start(), match[0]
        if sign in "{[":
            is_outer = opened[-1][1] if opened else True
            may_hold = place == start or may_hold_issues(text, place, _INNER_OF_OPENED)
            opened.append((place, is_outer and may_hold))
        elif sign in "}]":
            if not opened:
                break
            begin, is_outer = opened.pop()
            if sign == "}":
                while found and found[-1] > begin:
                    found.pop()
                if is_outer:
                    found.append(begin)
        else:
            behind = max(place, behind)
    return found, behind


def end_of_value(text: str, start: int) -> int | None:
    """Return where a list or mapping ends, however deep it is, or ``None``."""
    depth = 0
    for match in _TOKEN.finditer(text, start):
        if match[0] in "{[":
            depth += 1
        elif match[0] in "}]":
            depth -= 1
            if depth <= 0:
                return match.end()
    return None
