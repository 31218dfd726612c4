"""Values of a YAML text that only lack quotes, put in quotes.

The number of lines stays, so that every line keeps its place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .cleaning import shortened
from .field_names import FIELD_ALIASES, FIELDS, TAG_FIELDS
from .problems import ProblemKind
from .yaml_nodes import YamlError, compose
from .yaml_split import NOT_CONTENT, Chunk, indent_of, is_dash, is_glued, without_tabs

_BARE_DASH = re.compile(r"[ -]*-\s*(?:\s#.*)?$")
_ENTRY = re.compile(
    r"""(?P<lead>\ *+(?:-\ ++)*+)
        (?P<label>(?:"[^"]*"|'[^']*'|[^\s\#&*!|>'"%@`\[\]{},?:-][^:\#]*?):[ \t]+)?
        (?P<value>\S.*)""",
    re.VERBOSE,
)
_KEYLIKE = re.compile(r"\s*(?:#|[^\s:][^:]*:(?:\s|$))")
_BLOCK_HEADER = re.compile(r"(?:[&!]\S*\s+)*[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_PROPERTIES = re.compile(r"[&!]\S*(?:\s+[&!]\S*)*\s*(?:#.*)?$")
_ALIAS = re.compile(r"\*([\w-]+)\s*(?:#.*)?$")
_COMMENT = re.compile(r"[ \t]#(?=[ \t]|$).*")
_LIST_ITEM = re.compile(r""""[^"]*"|'[^']*'|[^,\s][^,]*""")
_TEXT_LISTS = TAG_FIELDS | {"authors", "author"}
_SHOWN = 100
_FIELD = re.compile(r"(?P<indent> +)(?P<name>[A-Za-z_]+):(?:[ \t]|$)")
_FIELDS = FIELDS.keys() | FIELD_ALIASES.keys()
_OF_LINES = frozenset({"summary", "abstract", "comment", "body"})


@dataclass(frozen=True, slots=True)
class Mending:
    """One mended value: its line, counted from 0, and what to say about it."""

    kind: ProblemKind
    message: str
    line: int


@dataclass(slots=True)
class Mended:
    """A text with its values in quotes, and what was done to it."""

    lines: list[str]
    mendings: list[Mending] = field(default_factory=list)


def mend(chunk: Chunk, anchors: frozenset[str], quick: bool) -> Mended:
    """Put into quotes what does not parse by itself and was meant as text.

    Args:
        chunk: the lines.
        anchors: names that an alias may refer to.
        quick: as for :func:`~.yaml_nodes.compose`.
    """
    mended = _with_spaces(chunk)
    lines = mended.lines
    number = 0
    parent, parent_column = "", -1
    while number < len(lines):
        if NOT_CONTENT.match(lines[number]) or _BARE_DASH.match(lines[number]):
            number += 1
            continue
        lead, label, value = _parts(lines[number])
        column = len(lead)
        if column < parent_column or (column == parent_column and "-" not in lead):
            parent = ""
        if parent in _TEXT_LISTS and "-" in lead:
            label, value = "", label + value
        end = number + 1
        if value == "":
            parent, parent_column = label.rstrip(" \t:"), column
        else:
            if label:
                _align_fields(mended, number, column, value)
            limit = column if label else max(lead.rfind("-"), 0)
            while end < len(lines) and _continues(lines[end], limit, value, bool(label)):
                end += 1
            if label or number or chunk.kind != "item":
                _mend_value(mended, (number, end), (lead, label, value), anchors, quick)
        number = end
    return mended


def _with_spaces(chunk: Chunk) -> Mended:
    """Return a chunk's lines with spaces for its tabs, and behind its dash."""
    mended = Mended([])
    block = None
    for line in chunk.lines:
        if block is not None and (not line.strip() or indent_of(line) > block):
            mended.lines.append(line)
            continue
        mended.lines.append(without_tabs(line))
        lead, _, value = _parts(mended.lines[-1])
        block = len(lead) if _BLOCK_HEADER.match(value) else None
    tabs = [number for number, line in enumerate(chunk.lines) if line != mended.lines[number]]
    if tabs:
        message = "YAML does not allow tabs for indentation; they are read as two spaces each; write spaces"
        mended.mendings.append(Mending(ProblemKind.YAML_SYNTAX, message, tabs[0]))
    if is_glued(chunk):
        mended.lines[0] = mended.lines[0].replace("-", "- ", 1)
        message = f"the dash of a note needs a space; write `{shortened(mended.lines[0], _SHOWN)}`"
        mended.mendings.append(Mending(ProblemKind.YAML_SYNTAX, message, 0))
    return mended


def _align_fields(mended: Mended, number: int, column: int, value: str) -> None:
    """Give fields that are indented deeper than the one above them, whose value is a text, its indentation.

    A field of several lines is left alone: such a line can be one of them.
    """
    lines = mended.lines
    above = lines[number][column:].partition(":")[0]
    match = _FIELD.match(lines[number + 1]) if number + 1 < len(lines) else None
    if match is None or match["name"].lower() not in _FIELDS or above in _OF_LINES:
        return
    deep = len(match["indent"])
    if deep <= column or value[0] in "\"'[{|>&*!":
        return
    end = number + 1
    while end < len(lines) and (not lines[end].strip() or indent_of(lines[end]) >= deep):
        lines[end] = lines[end][deep - column :]
        end += 1
    message = (
        f"`{match['name']}` is indented deeper than `{shortened(above)}` above it, and is read as a field "
        "all the same; indent both alike"
    )
    mended.mendings.append(Mending(ProblemKind.YAML_SYNTAX, message, number + 1))


def _continues(line: str, column: int, value: str, after_key: bool) -> bool:
    """Tell whether a line goes on with the value that began at a column."""
    if _PROPERTIES.match(value):
        return False
    if not line.strip() or indent_of(line) > column:
        return True
    is_text = not (_KEYLIKE.match(line) or is_dash(line) or _BLOCK_HEADER.match(value))
    return after_key and indent_of(line) == column and is_text


def _parts(line: str) -> tuple[str, str, str]:
    """Divide a line into indentation with dashes, label with colon, and value."""
    key = re.fullmatch(r"(\s*+(?:- ++)*+)([^\s#:][^:#]*+:)\s*(?:#.*)?", line)
    if key:
        return key[1], key[2], ""
    match = _ENTRY.match(line)
    if not match:
        return line, "", ""
    return match["lead"], match["label"] or "", match["value"]


def _mend_value(
    mended: Mended,
    span: tuple[int, int],
    parts: tuple[str, str, str],
    anchors: frozenset[str],
    quick: bool,
) -> None:
    number, end = span
    lead, label, value = parts
    alias = _ALIAS.match(value)
    name = label.rstrip(" \t:").strip("\"'")
    if name == "<<" or (alias and alias[1] in anchors) or _BLOCK_HEADER.match(value):
        return
    following = mended.lines[number + 1 : end]
    text = [f"{' ' * len(lead)}k: {value}", *following]
    error = _error(text, quick)
    # A list or a quoted text that ends, before a line that is another key: nothing here lacks quotes.
    ends = (
        value[0] in "[{\"'"
        and (key := next((at for at, line in enumerate(following) if _KEYLIKE.match(line)), None)) is not None
        and not _error(text[: key + 1], quick)
    )
    if error is None or ends:
        return
    colon = error.is_colon and value[0] not in "\"'[{"
    whole = " ".join([value, *(line.strip() for line in following if line.strip())])
    written = _COMMENT.split(whole)[0].rstrip()
    quoted = _quoted_list(written) if name in _TEXT_LISTS and written.startswith("[") else _quoted(written)
    mended.lines[number] = f"{lead}{label}{quoted}"
    mended.lines[number + 1 : end] = [""] * len(following)
    what = f"`{shortened(name)}`" if name else "an entry of a list"
    if colon:
        kind = ProblemKind.YAML_COLON
        reason = f"{what} holds a colon and stands without quotes"
    else:
        kind = ProblemKind.YAML_SYNTAX
        reason = f"{what} {_hindrance(value)}"
    shown = quoted if len(written) <= _SHOWN else _quoted(shortened(written, _SHOWN))
    line = f"{'' if label else '- '}{label.strip()}{' ' if label else ''}{shown}"
    mended.mendings.append(Mending(kind, f"{reason}; it is kept as written. Write `{line}`", number))


def _error(lines: Sequence[str], quick: bool) -> YamlError | None:
    try:
        compose("\n".join(lines), quick)
    except YamlError as error:
        return error
    return None


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
