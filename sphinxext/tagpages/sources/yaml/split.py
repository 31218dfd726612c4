"""The items of a YAML text that does not parse, found by their dashes, without a parser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from ...fields.names import FIELD_ALIASES, FIELDS, TAG_FIELDS

_DASH = re.compile(r"( *)-(?:( +)(?=\S)|\s*$)")
NOT_CONTENT = re.compile(r"\s*(?:#|$)|---(?:\s|$)")
_OPEN_KEY = re.compile(r"[^#]*:\s*(?:[&!]\S*(?:\s+|$))*(?:#.*)?$")
_SECTION = re.compile(r"""( *)(["']?)([\w-]+)\2\s*:(?:\s+(?P<rest>\S.*)?)?$""")
_DASHED_KEY = re.compile(r"""\s*-\s*(?:[&!]\S*\s+)*(?:\{\s*)?(["']?)([^\s:"'{]+)\1\s*:(?:\s|$)""")
_KEY = re.compile(r"\s*([^\s:]+)\s*:(?:\s|$)")
_TAB_INDENT = re.compile(r"[ -]*\t[ \t]*")
NAMES = frozenset(FIELDS) | frozenset(FIELD_ALIASES)
#: Names of fields under which there may be groups.
OF_GROUPS = TAG_FIELDS - {"tags"}
_FAR = 1 << 30

Kind: TypeAlias = Literal["item", "defaults", "other"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines of a text: an item of its list, its defaults, or something else.

    ``start`` counts from 0. ``cut`` is the number of lines before the first one that stands too far
    left to belong to an item, where there is such a line.
    """

    start: int
    lines: list[str]
    kind: Kind
    cut: int | None = None


def indent_of(line: str) -> int:
    """Return the number of spaces before a line's text."""
    return len(line) - len(line.lstrip(" "))


def without_tabs(line: str) -> str:
    """Return a line with two spaces for each tab before its text."""
    match = _TAB_INDENT.match(line)
    if not match:
        return line
    return match[0].replace("-\t", "- ").replace("\t", "  ") + line[match.end() :]


def is_dash(line: str) -> bool:
    """Tell whether a line begins an item of some list."""
    return _DASH.match(line) is not None


def split(lines: Sequence[str]) -> list[Chunk]:
    """Divide the lines of a document into the items of its list and what stands round them."""
    first = next((number for number, line in enumerate(lines) if not NOT_CONTENT.match(line)), None)
    if first is None:
        return []
    section = _section(lines[first])
    if not section:
        indent = indent_of(lines[first])
        is_lone = is_field(lines[first]) and not any(
            indent_of(line) <= indent and _is_dashed_field(line) for line in lines[first:]
        )
        return (
            _before_items(lines, first, len(lines), "other") if is_lone else _items(lines, first, len(lines))
        )
    sections = [
        (number, found)
        for number in range(first, len(lines))
        if (found := _section(lines[number])) and found[1] == section[1]
    ]
    ends = [number for number, _ in sections[1:]] + [len(lines)]
    chunks: list[Chunk] = []
    for (start, found), end in zip(sections, ends, strict=True):
        if found[3] == "defaults":
            chunks += _before_items(lines, start, end, "defaults")
        elif (found["rest"] or "#").startswith("#"):
            chunks += _items(lines, start + 1, end)
        else:
            chunks += _before_items(lines, start, end, "other")
    return chunks


def split_group(chunk: Chunk) -> list[Chunk]:
    """Divide an item that is a group of notes into what it says of them and its own items."""
    first, *others = chunk.lines
    parts = _before_items([first.replace("-", " ", 1), *others], 0, len(chunk.lines), "other")
    return [replace(part, start=chunk.start + part.start) for part in parts]


def _before_items(lines: Sequence[str], start: int, end: int, kind: Kind) -> list[Chunk]:
    """Divide some lines that are no list before the first note in them, if there is one."""
    indent = indent_of(lines[start])
    items = next(
        (
            at
            for at in range(start + 1, end)
            if _is_dashed_field(lines[at]) or (is_dash(lines[at]) and indent_of(lines[at]) < indent)
        ),
        end,
    )
    return [Chunk(start, list(lines[start:items]), kind), *_items(lines, items, end)]


def _section(line: str) -> re.Match[str] | None:
    """Match a line that begins a part of a document: ``notes:``, ``defaults:`` or a like name."""
    match = _SECTION.match(line)
    if not match or match[3] in NAMES - OF_GROUPS:
        return None
    known = match[3] in {"notes", "defaults"}
    return match if known or (match["rest"] or "#").startswith("#") else None


def _items(lines: Sequence[str], start: int, end: int) -> list[Chunk]:
    """Divide some lines at the dashes of a list's items; what stands before the first is something else."""
    chunks: list[Chunk] = []
    kind: Kind = "other"
    begin, at, content = start, 0, _FAR
    cut: int | None = None
    plain = [without_tabs(line) for line in lines[start:end]]
    first = next((indent_of(line) for line in plain if is_dash(line)), _FAR)
    column = min([first, *(indent_of(line) for line in plain if _is_dashed_field(line))])
    has_text = opens = False
    for number, line in enumerate(plain, start):
        if NOT_CONTENT.match(line):
            continue
        indent = indent_of(line)
        dash = _DASH.match(line)
        if dash and (
            indent == column
            or (indent < content and (indent < column or _is_dashed_field(line)))
            or (indent == content and not opens and _is_dashed_field(line))
        ):
            if has_text:
                chunks.append(Chunk(begin, list(lines[begin:number]), kind, cut))
            begin, kind, cut, at = number, "item", None, indent
            content = indent + 1 + len(dash[2] or " ")
            opens = bool(_OPEN_KEY.match(line))
        elif kind == "item" and cut is None and indent <= at:
            cut = number - begin
        elif indent == content and not dash:
            opens = bool(_OPEN_KEY.match(line))
        has_text = True
    if has_text:
        chunks.append(Chunk(begin, list(lines[begin:end]), kind, cut))
    return chunks


def _is_dashed_field(line: str) -> bool:
    match = _DASHED_KEY.match(line)
    return match is not None and (match[2] in NAMES or match[2] == "<<")


def is_field(line: str) -> bool:
    """Tell whether a line begins with the name of a field, wherever it stands."""
    match = _KEY.match(line)
    return match is not None and match[1] in NAMES
