"""Values of a YAML text that only lack quotes, put in quotes, and tabs that indent, made spaces.

The number of lines stays, so that every line keeps its place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from ...core.problems import ProblemKind
from ...fields.names import TAG_FIELDS
from ...util.text import shortened
from .nodes import YamlError, compose
from .split import NOT_CONTENT, indent_of, is_field, without_tabs

_BARE_DASH = re.compile(r"[ -]*-\s*(?:\s#.*)?$")
_OPEN_KEY = re.compile(r"(\s*+(?:- ++)*+)([^\s#:][^:#]*+:)\s*(?:#.*)?")
_ENTRY = re.compile(
    r"""(?P<lead>\ *+(?:-\ ++)*+)
        (?P<label>(?:"[^"]*"|'[^']*'|[^\s\#&*!|>'"%@`\[\]{},?:-][^:\#]*?):[ \t]+)?
        (?P<value>\S.*)""",
    re.VERBOSE,
)
_BLOCK_HEADER = re.compile(r"(?:[&!]\S*\s+)*[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_PROPERTIES = re.compile(r"[&!]\S*(?:\s+[&!]\S*)*\s*(?:#.*)?$")
_ALIAS = re.compile(r"\*([\w-]+)\s*(?:#.*)?$")
_COMMENT = re.compile(r"[ \t]#(?=[ \t]|$).*")
_LIST_ITEM = re.compile(r""""[^"]*"|'[^']*'|[^,\s][^,]*""")
_TEXT_LISTS = TAG_FIELDS | {"authors", "author"}
_LONG_TEXTS = {"summary", "comment", "body", "abstract"}
_SHOWN = 100


class Repair(NamedTuple):
    """One repaired value: its line, counted from 0, and what to say about it."""

    kind: ProblemKind
    message: str
    line: int


def repair(lines: Sequence[str], anchors: Container[str], *, is_item: bool) -> tuple[list[str], list[Repair]]:
    """Put into quotes what does not parse by itself and was meant as text.

    ``anchors`` are names that an alias may refer to; ``is_item``: the lines are an item of a list.

    Returns:
        the same number of lines, and what was done to them.
    """
    repaired, repairs = _without_tabs(lines)
    number = 0
    parent, parent_column = "", -1
    while number < len(repaired):
        if NOT_CONTENT.match(repaired[number]) or _BARE_DASH.match(repaired[number]):
            number += 1
            continue
        lead, label, value = _parts(repaired[number])
        column = len(lead)
        if column < parent_column or (column == parent_column and "-" not in lead):
            parent = ""
        if parent in _TEXT_LISTS and "-" in lead:
            label, value = "", label + value
        end = number + 1
        if value == "":
            parent, parent_column = label.rstrip(" \t:"), column
        else:
            limit = column if label else max(lead.rfind("-"), 0)
            if not _PROPERTIES.match(value):
                while end < len(repaired) and (not repaired[end].strip() or indent_of(repaired[end]) > limit):
                    end += 1
            if label or number or not is_item:
                written = [value, *repaired[number + 1 : end]]
                if found := _repaired_value(lead, label, written, number, anchors):
                    repaired[number:end] = [found[0], *([""] * (end - number - 1))]
                    repairs.append(found[1])
        number = end
    return repaired, repairs


def _without_tabs(lines: Sequence[str]) -> tuple[list[str], list[Repair]]:
    """Return lines with spaces for the tabs that indent them, outside of block texts."""
    spaced: list[str] = []
    block = None
    for line in lines:
        if block is not None and (not line.strip() or indent_of(line) > block):
            spaced.append(line)
            continue
        spaced.append(without_tabs(line))
        lead, _, value = _parts(spaced[-1])
        block = len(lead) if _BLOCK_HEADER.match(value) else None
    tabs = (number for number, line in enumerate(lines) if line != spaced[number])
    message = "YAML does not allow tabs for indentation; they are read as two spaces each; write spaces"
    return spaced, [Repair(ProblemKind.YAML_SYNTAX, message, number) for number in tabs][:1]


def _parts(line: str) -> tuple[str, str, str]:
    """Divide a line into indentation with dashes, label with colon, and value."""
    if key := _OPEN_KEY.fullmatch(line):
        return key[1], key[2], ""
    match = _ENTRY.match(line)
    if not match:
        return line, "", ""
    return match["lead"], match["label"] or "", match["value"]


def _repaired_value(
    lead: str, label: str, written: Sequence[str], number: int, anchors: Container[str]
) -> tuple[str, Repair] | None:
    """Return the line with a value in quotes, and what to say; ``None`` where it needs none.

    ``lead`` and ``label`` stand before the value on line ``number``; ``written`` are it and the lines on
    which it goes on.
    """
    value, *following = written
    alias = _ALIAS.match(value)
    name = label.rstrip(" \t:").strip("\"'")
    if _BLOCK_HEADER.match(value) or name == "<<" or (alias and alias[1] in anchors):
        return None
    if name not in _LONG_TEXTS and any(map(is_field, following)):
        return None
    try:
        compose("\n".join([f"{' ' * len(lead)}k: {value}", *following]))
    except YamlError as error:
        is_colon = error.is_colon
    else:
        return None
    whole = " ".join([value, *(line.strip() for line in following if line.strip())])
    whole = _COMMENT.split(whole)[0].rstrip()
    given = _quoted_list(whole) if name in _TEXT_LISTS and whole.startswith("[") else _quoted(whole)
    what = f"`{shortened(name)}`" if name else "an entry of a list"
    if is_colon and value[0] not in "\"'[{":
        kind, reason = ProblemKind.YAML_COLON, "holds a colon and stands without quotes"
    else:
        kind, reason = ProblemKind.YAML_SYNTAX, _hindrance(value)
    shown = given if len(whole) <= _SHOWN else _quoted(shortened(whole, _SHOWN))
    line = f"{'' if label else '- '}{label.strip()}{' ' if label else ''}{shown}"
    message = f"{what} {reason}; it is kept as written. Write `{line}`"
    return f"{lead}{label}{given}", Repair(kind, message, number)


def _hindrance(value: str) -> str:
    """Say why a value is no text in YAML."""
    if value[0] in "\"'":
        return "begins with a quote but is no text in quotes"
    if value[0] in "[{&*!|>%@`#,?-":
        return f"begins with `{value[0]}`, which has a meaning in YAML"
    return "is no plain text in YAML"


def _quoted(text: str) -> str:
    """Return a text in single quotes; quotes that were meant to be YAML's are taken off first."""
    quote = text[0]
    if quote in "\"'" and len(text) > 1 and text[-1] == quote:
        inner = text[1:-1]
        inner = inner.replace('\\"', '"') if quote == '"' else inner.replace("''", "'")
        stray = re.search(rf"(?<=\S){re.escape(quote)}(?!\w)", inner)
        opening = re.search(rf"(?<!\S){re.escape(quote)}", inner)
        if not stray or (opening and opening.start() < stray.start()):
            text = inner
    return "'" + text.replace("'", "''") + "'"


def _quoted_list(text: str) -> str:
    """Return a list in brackets with each of its entries in quotes."""
    entries = _LIST_ITEM.findall(text.removeprefix("[").removesuffix("]"))
    return "[" + ", ".join(_quoted(entry.strip()) for entry in entries if entry.strip()) + "]"
