"""Values of a YAML text that only lack quotes, put in quotes.

The number of lines stays, so that every line keeps its place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from ...core.problems import ProblemKind
from ...fields.names import TAG_FIELDS
from ...util.text import shortened
from .nodes import MappingNode, YamlError, compose
from .split import NAMES, NOT_CONTENT, Chunk, indent_of, is_dash, is_glued, without_tabs

_BARE_DASH = re.compile(r"[ -]*-\s*(?:\s#.*)?$")
_ENTRY = re.compile(
    r"""(?P<lead>\ *+(?:-\ ++)*+)
        (?P<label>(?:"[^"]*"|'[^']*'|[^\s\#&*!|>'"%@`\[\]{},?:-][^:\#]*?):[ \t]+)?
        (?P<value>\S.*)""",
    re.VERBOSE,
)
_KEYLIKE = re.compile(r"\s*(?:#|[^\s:][^:]*:(?:\s|$))")
_BLOCK_HEADER = re.compile(r"(?:[&!]\S*\s+)*[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_GOOD_HEADER = re.compile(r"(?:[&!]\S*\s+)*[|>](?:[+-]?[1-9]?|[1-9][+-])(?:\s|$)")
_PROPERTIES = re.compile(r"[&!]\S*(?:\s+[&!]\S*)*\s*(?:#.*)?$")
_ALIAS = re.compile(r"\*([\w-]+)\s*(?:#.*)?$")
_COMMENT = re.compile(r"[ \t]#(?=[ \t]|$).*")
_LIST_ITEM = re.compile(r""""[^"]*"|'[^']*'|[^,\s][^,]*""")
TEXT_LISTS = TAG_FIELDS | {"authors", "author"}
_LONG_TEXTS = {"summary", "comment", "body", "abstract"}
_FIELD = re.compile(r"( *(?:- +)?)([A-Za-z_]+)\s*:(?:\s+(\S.*))?$")
SHOWN = 100


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


def mend(chunk: Chunk, anchors: Container[str], quick: bool) -> Mended:
    """Put into quotes what does not parse by itself and was meant as text.

    Args:
        chunk: the lines.
        anchors: names that an alias may refer to.
        quick: as for :func:`~.yaml_nodes.compose`.
    """
    mended = _with_spaces(chunk)
    _align(mended)
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
        if parent in TEXT_LISTS and "-" in lead:
            label, value = "", label + value
        end = number + 1
        if value == "":
            parent, parent_column = label.rstrip(" \t:"), column
        else:
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
        message = f"the dash of a note needs a space; write `{shortened(mended.lines[0], SHOWN)}`"
        mended.mendings.append(Mending(ProblemKind.YAML_SYNTAX, message, 0))
    return mended


def _align(mended: Mended) -> None:
    """Move fields that are indented deeper, or less, than others of their note to where its keys stand."""
    lines = mended.lines
    first = _FIELD.match(lines[0])
    dash, content = (indent_of(lines[0]), len(first[1])) if first and "-" in first[1] else (0, 0)
    column, open_text = -1, True
    above = ""
    deep = shift = 0
    for number, line in enumerate(lines):
        if NOT_CONTENT.match(line):
            continue
        indent = indent_of(line)
        if shift and indent >= deep:
            lines[number] = _moved(line, shift)
            continue
        shift = 0
        match = _FIELD.match(line)
        if not match or match[2] not in NAMES:
            if indent <= column:
                column = -1
            continue
        is_deep = 0 <= column < indent and not open_text and "-" not in match[1]
        if is_deep or dash < indent < content:
            deep, shift = indent, indent - (column if is_deep else content)
            lines[number] = _moved(line, shift)
            message = (
                f"`{match[2]}` is indented {'deeper' if is_deep else 'less'} than `{above}` above it, "
                "and is read as a field all the same; indent both alike"
            )
            mended.mendings.append(Mending(ProblemKind.YAML_SYNTAX, message, number))
        else:
            value = match[3] or ""
            above, column = match[2], len(match[1])
            opened = value[:1] in tuple("\"'[{") and value[-1:] != {"[": "]", "{": "}"}.get(
                value[0], value[0]
            )
            open_text = not value or match[2] in _LONG_TEXTS or opened or bool(_BLOCK_HEADER.match(value))


def _moved(line: str, columns: int) -> str:
    """Return a line that stands some columns farther left, or right if they are negative."""
    return line[columns:] if columns > 0 else " " * -columns + line


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
    anchors: Container[str],
    quick: bool,
) -> None:
    number, end = span
    lead, label, value = parts
    alias = _ALIAS.match(value)
    name = label.rstrip(" \t:").strip("\"'")
    if _BLOCK_HEADER.match(value):
        if not _GOOD_HEADER.match(value):
            mended.lines[number] = f"{lead}{label}{(sign := value.lstrip()[0])}"
            message = f"behind `{sign}` stands what YAML does not know; write `{label}{sign}`"
            mended.mendings.append(Mending(ProblemKind.YAML_SYNTAX, message, number))
        return
    if name == "<<" or (alias and alias[1] in anchors):
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
    given = quoted_list(written) if name in TEXT_LISTS and written.startswith("[") else quoted(written)
    mended.lines[number] = f"{lead}{label}{given}"
    mended.lines[number + 1 : end] = [""] * len(following)
    what = f"`{shortened(name)}`" if name else "an entry of a list"
    if colon:
        kind = ProblemKind.YAML_COLON
        reason = f"{what} holds a colon and stands without quotes"
    else:
        kind = ProblemKind.YAML_SYNTAX
        reason = f"{what} {_hindrance(value)}"
    shown = given if len(written) <= SHOWN else quoted(shortened(written, SHOWN))
    line = f"{'' if label else '- '}{label.strip()}{' ' if label else ''}{shown}"
    mended.mendings.append(Mending(kind, f"{reason}; it is kept as written. Write `{line}`", number))


def _error(lines: Sequence[str], quick: bool) -> YamlError | None:
    try:
        compose("\n".join(lines), quick)
    except YamlError as error:
        return error.bare()
    return None


def _hindrance(value: str) -> str:
    """Say why a value is no text in YAML."""
    if value[0] in "\"'":
        return "begins with a quote but is no text in quotes"
    if value[0] in "[{&*!|>%@`#,?-":
        return f"begins with `{value[0]}`, which has a meaning in YAML"
    return "is no plain text in YAML"


def quoted(text: str) -> str:
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


def quoted_list(text: str) -> str:
    """Return a list in brackets with each of its entries in quotes."""
    entries = _LIST_ITEM.findall(text.removeprefix("[").removesuffix("]"))
    return "[" + ", ".join(quoted(entry.strip()) for entry in entries if entry.strip()) + "]"


_OPENS = re.compile(r"\s*-\s+\{")
_KEY = re.compile(r"""(?:^|,)\s*(["']?)([A-Za-z_]+)\1\s*:\s+""")
_BRACKET = re.compile(r"[\[\]{}]")


def mend_flow(chunk: Chunk, quick: bool) -> Mended | None:
    """Put into quotes the values of a note in braces that do not stand for themselves.

    Args:
        chunk: the lines.
        quick: as for :func:`~.yaml_nodes.compose`.

    Returns:
        the same number of lines; ``None`` where this is no such note.
    """
    mended = Mended(list(chunk.lines))
    opens = _OPENS.match(chunk.lines[0])
    if not opens:
        return None
    starts, text = [opens.end()], chunk.lines[0]
    for line in chunk.lines[1:]:
        starts.append(len(text))
        text += " " + line.strip()
    inner = text[opens.end() :].rstrip().removesuffix("}")
    keys = _keys(inner)
    if not keys or inner[: keys[0].start()].strip():
        return None
    pairs = []
    for key, end in zip(keys, [*(key.start() for key in keys[1:]), len(inner)], strict=True):
        value = inner[key.end() : end].strip()
        name = key[2]
        if value and not _stands(value, quick):
            given = quoted_list(value) if name in TEXT_LISTS and value.startswith("[") else quoted(value)
            shown = given if len(value) <= SHOWN else quoted(shortened(value, SHOWN))
            message = (
                f"`{name}` stands in braces without quotes; it is kept as written. Write `{name}: {shown}`"
            )
            kind = ProblemKind.YAML_COLON if ":" in value else ProblemKind.YAML_SYNTAX
            at = opens.end() + key.start(2)
            mended.mendings.append(Mending(kind, message, sum(start <= at for start in starts[1:])))
            value = given
        pairs.append(f"{name}: {value}")
    if not mended.mendings:
        message = f"the brace of a note does not end; write `{shortened(text, SHOWN)}}}`"
        mended.mendings.append(Mending(ProblemKind.YAML_SYNTAX, message, 0))
    mended.lines[:] = [f"{opens[0]}{', '.join(pairs)}}}", *([""] * (len(chunk.lines) - 1))]
    return mended


def _keys(inner: str) -> list[re.Match[str]]:
    """Return the fields of a note, not those within its values."""
    depth = at = 0
    keys = []
    for match in _KEY.finditer(inner):
        for bracket in _BRACKET.finditer(inner, at, match.start()):
            depth += 1 if bracket[0] in "[{" else -1
        at = match.start()
        if match[2] in NAMES and depth <= 0:
            depth = 0
            keys.append(match)
    return keys


def _stands(value: str, quick: bool) -> bool:
    """Tell whether a value is one value in braces."""
    try:
        root = compose(f"{{k: {value}}}", quick)
    except YamlError:
        return False
    return isinstance(root, MappingNode) and len(root.value) == 1
