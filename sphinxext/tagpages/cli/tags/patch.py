"""A difference of files as a patch that ``git apply`` and ``patch -p1`` take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_NEEDS_QUOTES = re.compile('["\\\\\x00-\x1f\x7f]')
#: Lines round a change, and how many lines may differ in one place.
_CONTEXT, _FARTHEST = 3, 200
#: Lines of the old file that differ, from and to, and those of the new one.
_Change: TypeAlias = tuple[int, int, int, int]


def patch_of(path: str, before: str | None, after: str) -> str:
    r"""Return the difference of one file; of a new one, ``before`` is ``None``.

    There is no line ``diff --git``: below the root of a repository, git would count its paths from there.
    Lines end at ``\\n`` alone: another line end, as ``\\r``, is a character of its line.
    """
    old, new = _LINE.findall(before or ""), _LINE.findall(after)
    lines = [f"--- {'/dev/null' if before is None else _name('a', path)}\n", f"+++ {_name('b', path)}\n"]
    for hunk in _hunks(list(_changes(old, new))):
        start, end = max(hunk[0][0] - _CONTEXT, 0), min(hunk[-1][1] + _CONTEXT, len(old))
        shift, grown = hunk[0][2] - hunk[0][0], hunk[-1][3] - hunk[-1][1]
        lines.append(f"@@ -{_range(start, end)} +{_range(start + shift, end + grown)} @@\n")
        for i1, i2, j1, j2 in hunk:
            lines += [f" {line}" for line in old[start:i1]]
            lines += [f"-{line}" for line in old[i1:i2]]
            lines += [f"+{line}" for line in new[j1:j2]]
            start = i2
        lines += [f" {line}" for line in old[start:end]]
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    """Yield where lines differ, in time that grows with the files where that is in few lines each.

    By itself, difflib takes minutes for a file of some megabytes whose lines are often alike.
    """
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and old[i] == new[j]:
            i, j = i + 1, j + 1
            continue
        rest = (len(old) - i, len(new) - j)
        steps = ((step, total - step) for total in range(1, _FARTHEST) for step in range(total + 1))
        di, dj = next((pair for pair in steps if _are_alike(old, new, i + pair[0], j + pair[1])), rest)
        inner = SequenceMatcher(None, old[i : i + di], new[j : j + dj], autojunk=False)
        for tag, i1, i2, j1, j2 in inner.get_opcodes() if di * dj < _FARTHEST**2 else [("", 0, di, 0, dj)]:
            if tag != "equal":
                yield i + i1, i + i2, j + j1, j + j2
        i, j = i + di, j + dj


def _are_alike(old: Sequence[str], new: Sequence[str], i: int, j: int) -> bool:
    """Tell whether files go on alike: for some lines, or to their ends."""
    return i <= len(old) and j <= len(new) and old[i : i + _CONTEXT] == new[j : j + _CONTEXT]


def _hunks(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Yield changes together that share lines round them."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change[0] - hunk[-1][1] > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _range(start: int, end: int) -> str:
    length = end - start
    begin = start + 1 if length else start
    return str(begin) if length == 1 else f"{begin},{length}"


def _name(side: str, path: str) -> str:
    name = _quoted(f"{side}/{path}")
    return f"{name}\t" if " " in path else name  # where the name ends is told by a tab, as of git


def _quoted(name: str) -> str:
    """Return a name as git writes it: in quotes where it has characters that would end it."""
    if not _NEEDS_QUOTES.search(name):
        return name
    return '"' + _NEEDS_QUOTES.sub(lambda match: f"\\{ord(match[0]):03o}", name) + '"'
