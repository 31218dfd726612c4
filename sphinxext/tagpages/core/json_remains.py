"""What is whole in JSON that does not parse: found in one pass, however often and wherever it is broken."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

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
