"""What is read of a YAML document that does not parse: its items, each with a chance of its own."""

from __future__ import annotations

import re
from collections import ChainMap, deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...core.problems import ProblemKind
from ...util.text import shortened
from .mend import Mended, mend, mend_flow
from .nodes import MappingNode, ScalarNode, SequenceNode, YamlError, compose
from .split import Chunk, is_field, is_glued, split, split_within
from .values import Values

if TYPE_CHECKING:
    from .notes import Defaults, DocumentReader

_ANCHOR = re.compile(r"(?<![^\s\[{,])&([\w-]+)(?=[\s,\]}]|$)")
_ALIAS = re.compile(r"(?<![^\s\[{,])\*([\w-]+)")
_MOST_ANCHORS = 20
_NOTE_BEHIND = re.compile(r"---\s+-\s")
_LEAST_SPARE, _SPARE = 1_000_000, 4
_QUOTED = 50

# What the parser says, and what to say to an author instead; the first that fits.
_EXPLANATIONS: Sequence[tuple[str, str]] = (
    ("mapping values are not allowed", "a colon with a space behind it needs a text in quotes"),
    (r"'\t'", "YAML does not allow tabs for indentation; use spaces"),
    ("tab character", "YAML does not allow tabs for indentation; use spaces"),
    (
        "before the end of what",
        "a quote or bracket that begins here does not end",
    ),
    ("quoted scalar found unexpected", "a quote that begins here does not end; write both quotes"),
    ("unknown escape", "a backslash in double quotes begins an escape; use single quotes"),
    ("hexadecimal", "a backslash in double quotes begins an escape; use single quotes"),
    ("chr() arg", "a backslash in double quotes begins an escape; use single quotes"),
    ("int too large", "a backslash in double quotes begins an escape; use single quotes"),
    ("aliases to too much", "an alias (`*`) stands for too much to read it again for each note"),
    (
        "undefined alias",
        "`*` before a name refers to an `&` that is not there; put a text with `*` in quotes",
    ),
    ("scanning an alias", "a text that begins with `*` needs quotes"),
    ("scanning an anchor", "a text that begins with `&` needs quotes"),
    ("duplicate anchor", "an `&` name stands twice; give each its own"),
    (
        "flow sequence",
        "a list in brackets does not end as it should; a text that begins with `[` needs quotes",
    ),
    (
        "flow mapping",
        "a mapping in braces does not end as it should; a text that begins with `{` needs quotes",
    ),
    ("flow node", "a list in brackets or a mapping in braces does not end as it should"),
    ("cannot start any token", "a text cannot begin with this character; put it in quotes"),
    ("could not find expected ':'", "this is no `key: value`; indent it if it belongs to the text above"),
    ("block scalar", "a text that begins with `|` or `>` needs quotes, or its lines stand below"),
    ("scanning a tag", "a text that begins with `!` needs quotes"),
    ("undefined tag handle", "a text that begins with `!` needs quotes"),
    ("nested", "lists and mappings are nested too deep for notes"),
    ("dash without", "the dash of a note needs a space behind it"),
    ("block end", "the indentation is not that of the lines above, or a quote ends early"),
    ("block mapping", "the indentation is not that of the lines above, or a quote ends early"),
    ("sequence entries are not allowed", "a text that begins with `- ` needs quotes"),
    ("mapping keys are not allowed", "a text that begins with `? ` needs quotes"),
)


def explain(error: YamlError) -> str:
    """Say in an author's words what is wrong with a text."""
    for words, explanation in _EXPLANATIONS:
        if words in error.problem:
            return explanation
    return f"the YAML parser says: {error.problem}"


class Recovery:
    """Reads the items of a document one by one.

    Args:
        reader: gets the notes and problems.
        lines: the document.
        line: the number of its first line in the file.
    """

    def __init__(self, reader: DocumentReader, lines: list[str], line: int, defaults: Defaults) -> None:
        self.reader = reader
        self.lines = lines
        self.line = line
        self.defaults = defaults
        # The lines that define an anchor, as they parsed.
        self.anchors: dict[str, list[str]] = {}
        # How many characters may be parsed again for the anchors in them.
        self.spare = _LEAST_SPARE + _SPARE * sum(map(len, lines))

    def read(self) -> None:
        """Read what can be read."""
        before = len(self.reader.problems)
        if not any(line.strip() for line in self.lines):
            return
        if _NOTE_BEHIND.match(self.lines[0]):
            self.lines[0] = self.lines[0].replace("---", "   ", 1)
            message = "a note cannot stand behind `---`; begin it on a line of its own"
            self.reader.problem(ProblemKind.YAML_SYNTAX, message, self.line)
        chunks = split(self.lines)
        for chunk in chunks:
            if chunk.kind == "defaults":
                self._chunk(chunk)
        for chunk in chunks:
            if chunk.kind != "defaults":
                self._chunk(chunk)
        if any(problem.kind.startswith("yaml_") for problem in self.reader.problems[before:]):
            return
        try:
            compose("\n".join(self.lines), quick=False)
        except YamlError as error:
            outcome = "its notes were read one by one" if chunks else "nothing is read"
            self._report(error, 0, f"the file is no valid YAML, and {outcome}")

    def _chunk(self, chunk: Chunk) -> None:
        error = (
            YamlError("a dash without a space", 0) if is_glued(chunk) else self._attempt(chunk, chunk.lines)
        )
        if error is None:
            return
        if parts := split_within(chunk):
            for part in parts:
                self._chunk(part)
        else:
            self._mend(chunk, error)

    def _mend(self, chunk: Chunk, first_error: YamlError) -> None:
        """Read a chunk that does not parse without what does not belong to it, and with its slips mended."""
        error: YamlError | None = first_error
        stray = None
        if chunk.end not in {None, chunk.cut} and self._attempt(chunk, chunk.lines[: chunk.end]) is None:
            self._report_stray(chunk, chunk.end)
            return
        if chunk.cut is not None:
            chunk, stray = Chunk(chunk.start, chunk.lines[: chunk.cut], chunk.kind), chunk
            if (error := self._attempt(chunk, chunk.lines)) is None:
                self._report_stray(stray, stray.cut)
                return
        own: dict[str, list[str]] = {name: [] for name in _ANCHOR.findall("\n".join(chunk.lines))}
        notes = len(self.reader.notes)
        mended = mend_flow(chunk, self.reader.quick) or mend(
            chunk, ChainMap(own, self.anchors), self.reader.quick
        )
        if mended.mendings and (error := self._attempt(chunk, mended.lines)) is None:
            if chunk.kind != "other" or len(self.reader.notes) > notes:
                self._report_mendings(chunk, mended)
            if stray:
                self._report_stray(stray, stray.cut)
        elif self._read_without(chunk, mended, error if mended.mendings and error else first_error):
            return
        elif 0 < first_error.line < len(chunk.lines) and not self._attempt(
            chunk, chunk.lines[: first_error.line]
        ):
            self._report(first_error, chunk.start, "the item is read up to this line")
        elif "before the end of what" in first_error.problem and not self._read(
            chunk, chunk.lines, [], False
        ):
            self._report(first_error, chunk.start, "it is read as it stands")
        else:
            self._report(error or first_error, chunk.start)

    def _read_without(self, chunk: Chunk, mended: Mended, error: YamlError) -> bool:
        """Read an item without the lines from a fault to its next field; tell whether that can be done."""
        lines = mended.lines if mended.mendings else chunk.lines
        if chunk.kind != "item" or not 0 < error.line < len(lines):
            return False
        end = next((at for at in range(error.line + 1, len(lines)) if is_field(lines[at])), None)
        if end is None:
            return False
        if self._attempt(chunk, [*lines[: error.line], *([""] * (end - error.line)), *lines[end:]]):
            return False
        self._report_mendings(chunk, mended)
        number = end - error.line
        self._report(
            error, chunk.start, "this line is left out" if number == 1 else f"{number} lines are left out"
        )
        return True

    def _attempt(self, chunk: Chunk, lines: list[str]) -> YamlError | None:
        """Read some lines, first by themselves, then with the anchors they refer to."""
        error = self._read(chunk, lines, [])
        if error is not None and "undefined alias" in error.problem and chunk.kind == "item":
            indent = len(lines[0]) - len(lines[0].lstrip(" "))
            hidden: list[str] = []
            for definition in self._definitions(lines):
                hidden.append(" " * indent + "-")
                hidden += [" " * (indent + 1) + line for line in definition]
            if hidden and self._read(chunk, lines, hidden) is None:
                error = None
            elif not self.spare:
                error = YamlError("found aliases to too much", error.line)
        if error is None:
            for name in _ANCHOR.findall("\n".join(lines)):
                self.anchors.setdefault(name, lines)
        return error

    def _definitions(self, lines: list[str]) -> list[list[str]]:
        """Return the lines that define the anchors that some lines refer to, each before its use."""
        found: list[list[str]] = []
        wanted = deque(dict.fromkeys(_ALIAS.findall("\n".join(lines))))
        while wanted and len(found) < _MOST_ANCHORS:
            definition = self.anchors.get(wanted.popleft())
            if definition is None or any(definition is other for other in (lines, *found)):
                continue
            length = sum(map(len, definition))
            if length > self.spare:
                self.spare = 0
                break
            self.spare -= length
            found.insert(0, definition)
            wanted.extend(dict.fromkeys(_ALIAS.findall("\n".join(definition))))
        return found

    def _read(
        self, chunk: Chunk, lines: list[str], hidden: list[str], strict: bool = True
    ) -> YamlError | None:
        reader = self.reader
        notes, problems = len(reader.notes), len(reader.problems)
        text = "\n".join([*hidden, *lines])
        try:
            root = compose(text, reader.quick)
            if root is None:
                return None
            values = Values(
                text,
                reader.path,
                self.line + chunk.start - len(hidden),
                reader.problems,
                reader.expansion,
                len(hidden),
                strict,
            )
            if chunk.kind == "defaults" and isinstance(root, MappingNode):
                for key, value in root.value:
                    if isinstance(key, ScalarNode) and key.value == "defaults":
                        found = reader.defaults(value, values)
                        self.defaults = self.defaults if self.defaults.raw else found
                return None
            if hidden and isinstance(root, SequenceNode):
                del root.value[:-1]
            reader.root(root, values, self.defaults)
        except YamlError as error:
            del reader.notes[notes:], reader.problems[problems:]
            error.line = max(error.line - len(hidden), 0)
            return error.bare()
        return None

    def _report(self, error: YamlError, start: int, outcome: str = "the item is left out") -> None:
        number = min(start + error.line, len(self.lines) - 1)
        message = f"{explain(error)} (`{shortened(self.lines[number], _QUOTED)}`); {outcome}"
        self.reader.problem(ProblemKind.YAML_SYNTAX, message, self.line + number)

    def _report_mendings(self, chunk: Chunk, mended: Mended) -> None:
        for mending in mended.mendings:
            self.reader.problem(mending.kind, mending.message, self.line + chunk.start + mending.line)

    def _report_stray(self, chunk: Chunk, line: int | None) -> None:
        number = chunk.start + (line or 0)
        self.reader.problem(
            ProblemKind.YAML_SYNTAX,
            f"`{shortened(self.lines[number], _QUOTED)}` belongs to no note and is not read; "
            "begin a note with `- `, and indent its fields alike",
            self.line + number,
        )
