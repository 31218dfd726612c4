"""The items of a YAML text that does not parse, found by their dashes, without a parser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from ...fields.names import FIELD_ALIASES, FIELDS

_DASH = re.compile(r"( *)-(?:( +)(?=\S)|\s*$)")
_GLUED_DASH = re.compile(r"( *)-(?=[A-Za-z_]+:)")
NOT_CONTENT = re.compile(r"\s*(?:#|$)|---(?:\s|$)")
_OPEN_KEY = re.compile(r"[^#]*:\s*(?:[&!]\S*(?:\s+|$))*(?:#.*)?$")
_SECTION = re.compile(r"""( *)(["']?)([\w-]+)\2\s*:(?:\s+(?P<rest>\S.*)?)?$""")
_DASHED_KEY = re.compile(r"""\s*-\s*(?:[&!]\S*\s+)*(?:\{\s*)?(["']?)([^\s:"'{]+)\1\s*:(?:\s|$)""")
_KEY = re.compile(r"\s*([^\s:]+)\s*:(?:\s|$)")
_TAB_INDENT = re.compile(r"[ -]*\t[ \t]*")
NAMES = frozenset(FIELDS) | frozenset(FIELD_ALIASES)
_FAR = 1 << 30

Kind: TypeAlias = Literal["item", "defaults", "other"]
_ITEM: Kind = "item"
_OTHER: Kind = "other"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines of a text: an item of its list, its defaults, or something else.

    ``start`` counts from 0. ``cut`` is the number of lines before the first one that does not
    belong to an item at this place, where there is such a line; ``end`` of those before the first
    that cannot even go on with a text of the item.
    """

    start: int
    lines: list[str]
    kind: Kind
    cut: int | None = None
    end: int | None = None


def indent_of(line: str) -> int:
    """Return the number of spaces before a line's text."""
    return len(line) - len(line.lstrip(" "))


def without_tabs(line: str) -> str:
    """Return a line with two spaces for each tab before its text."""
    match = _TAB_INDENT.match(line)
    if not match:
        return line
    return match[0].replace("-\t", "- ").replace("\t", "  ") + line[match.end() :]


def split(lines: Sequence[str]) -> list[Chunk]:
    """Divide the lines of a document into the items of its list and what stands round them."""
    first = next((number for number, line in enumerate(lines) if not NOT_CONTENT.match(line)), None)
    if first is None:
        return []
    chunks: list[Chunk] = []
    if section := _section(lines[first]):
        starts = [
            number
            for number in range(first, len(lines))
            if (found := _section(lines[number])) and found[1] == section[1]
        ]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            found = _section(lines[start])
            if found and found[3] == "defaults":
                chunks.append(Chunk(start, list(lines[start:end]), "defaults"))
            elif found and (found["rest"] or "#").startswith("#"):
                chunks += _split_list(lines, start + 1, end)
            else:
                chunks.append(Chunk(start, list(lines[start:end]), "other"))
        return chunks
    key = _KEY.match(lines[first])
    if key and key[1] in NAMES and not is_dash(lines[first]):
        indent = indent_of(lines[first])
        if not any(indent_of(line) <= indent and _is_dashed_field(line) for line in lines[first:]):
            return [Chunk(first, list(lines[first:]), "other")]
    return _split_list(lines, first, len(lines))


def _section(line: str) -> re.Match[str] | None:
    """Match a line that begins a part of a document: ``notes:``, ``defaults:`` or a like name."""
    match = _SECTION.match(line)
    if not match or match[3] in NAMES:
        return None
    known = match[3] in {"notes", "defaults"}
    return match if known or (match["rest"] or "#").startswith("#") else None


def is_dash(line: str) -> bool:
    """Tell whether a line begins an item of some list."""
    return bool(_DASH.match(line) or _GLUED_DASH.match(line))


def _split_list(lines: Sequence[str], start: int, end: int) -> list[Chunk]:
    chunks: list[Chunk] = []
    begin, kind, content, at = start, _OTHER, _FAR, 0
    cut: int | None = None
    last: int | None = None
    column = _list_column(lines[start:end])
    has_text = opens = False

    def close(number: int) -> None:
        if has_text:
            chunks.append(Chunk(begin, list(lines[begin:number]), kind, cut, last))

    for number in range(start, end):
        line = without_tabs(lines[number])
        if NOT_CONTENT.match(line):
            continue
        indent = indent_of(line)
        dash = _DASH.match(line) or _GLUED_DASH.match(line)
        if dash and (
            indent == column
            or (indent < content and (indent < column or _is_dashed_field(line)))
            or (indent == content and not opens and _is_dashed_field(line))
        ):
            close(number)
            begin, kind, cut, last, at = number, _ITEM, None, None, indent
            gap = dash[2] if dash.re is _DASH else ""
            content = indent + 1 + len(gap or " ")
            opens = bool(_OPEN_KEY.match(line))
        elif (
            kind == _ITEM
            and last is None
            and indent < content
            and not (cut is None and at < indent and is_field(line))
        ):
            cut = number - begin if cut is None else cut
            last = number - begin if indent <= at else None
        elif indent == content and not dash:
            opens = bool(_OPEN_KEY.match(line))
        has_text = True
    close(end)
    return chunks


def _list_column(lines: Sequence[str]) -> int:
    """Return the column where the dashes of a list stand."""
    columns = [indent_of(line) for line in map(without_tabs, lines) if _is_dashed_field(line)]
    first = next((indent_of(line) for line in map(without_tabs, lines) if is_dash(line)), _FAR)
    return min([first, *columns])


def _is_dashed_field(line: str) -> bool:
    match = _DASHED_KEY.match(line)
    return match is not None and (match[2] in NAMES or match[2] == "<<")


def is_field(line: str) -> bool:
    """Tell whether a line begins with the name of a field, wherever it stands."""
    match = _KEY.match(line)
    return match is not None and match[1] in NAMES


def split_within(chunk: Chunk) -> list[Chunk]:
    """Divide what is no item and does not parse before the first note in it; nothing if there is none."""
    lines = chunk.lines
    column = _list_column(lines[1:])
    begin = next(
        (
            number
            for number, line in enumerate(lines)
            if number
            and (
                _is_dashed_field(line)
                or (chunk.kind == "other" and is_dash(line) and indent_of(line) == column)
            )
        ),
        None,
    )
    if begin is None or chunk.kind == "item":
        return []
    head = [Chunk(chunk.start, lines[:begin], chunk.kind)]
    items = _split_list(lines, begin, len(lines))
    return head + [replace(item, start=chunk.start + item.start) for item in items]


def is_glued(chunk: Chunk) -> bool:
    """Tell whether the dash of an item lacks its space."""
    return chunk.kind == "item" and bool(_GLUED_DASH.match(without_tabs(chunk.lines[0])))
