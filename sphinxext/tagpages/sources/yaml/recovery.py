"""What is read of a YAML document that does not parse: its items, each with a chance of its own."""

from __future__ import annotations

import re
from collections import ChainMap, deque

from ...core.problems import ProblemKind
from ...util.text import shortened
from .nodes import MappingNode, ScalarNode, SequenceNode, YamlError, compose
from .notes import Defaults, NoteReader
from .repair import repair
from .split import Chunk, indent_of, is_field, split

_ANCHOR = re.compile(r"(?<![^\s\[{,])&([\w-]+)(?=[\s,\]}]|$)")
_ALIAS = re.compile(r"(?<![^\s\[{,])\*([\w-]+)")
_MOST_ANCHORS = 20
_LEAST_SPARE, _SPARE = 1_000_000, 4
_QUOTED = 50


class Recovery:
    """Reads the items of a document one by one.

    Args:
        reader: gets the notes and problems.
        lines: the document.
        line: the number of its first line in the file.
    """

    def __init__(self, reader: NoteReader, lines: list[str], line: int) -> None:
        self._reader = reader
        self._lines = lines
        self._line = line
        self._defaults = Defaults()
        # The lines that define an anchor, as they parsed.
        self._anchors: dict[str, list[str]] = {}
        # How many characters may be parsed again for the anchors in them.
        self._spare = _LEAST_SPARE + _SPARE * sum(map(len, lines))

    def read(self, error: YamlError) -> None:
        """Read what can be read of the document, which does not parse because of an error."""
        before = len(self._reader.problems)
        chunks = split(self._lines)
        for chunk in sorted(chunks, key=lambda chunk: chunk.kind != "defaults"):
            self._chunk(chunk)
        if not any(problem.kind.startswith("yaml_") for problem in self._reader.problems[before:]):
            outcome = "its notes were read one by one" if chunks else "nothing is read"
            self._report(error, 0, f"the file is no valid YAML, and {outcome}")

    def _chunk(self, chunk: Chunk) -> None:
        """Read a chunk as it is, without what does not belong to it, or with its slips repaired."""
        error = self._attempt(chunk, chunk.lines)
        if error is None:
            return
        stray = chunk.cut
        if stray is not None:
            chunk = Chunk(chunk.start, chunk.lines[:stray], chunk.kind)
            cut_error = self._attempt(chunk, chunk.lines)
            if cut_error is None:
                self._report_stray(chunk.start + stray)
                return
            error = cut_error
        own: dict[str, list[str]] = {name: [] for name in _ANCHOR.findall("\n".join(chunk.lines))}
        # An alias that would cost too much becomes text, as one of nothing does.
        anchors = ChainMap(own, self._anchors if self._spare else {})
        lines, repairs = repair(chunk.lines, anchors, is_item=chunk.kind == "item")
        read = len(self._reader.notes)
        if repairs and self._attempt(chunk, lines) is None:
            if chunk.kind != "other" or len(self._reader.notes) > read:
                for repaired in repairs:
                    line = self._line + chunk.start + repaired.line
                    self._reader.problem(repaired.kind, repaired.message, line)
            if stray is not None:
                self._report_stray(chunk.start + stray)
        elif "before the end of what" in error.problem and not self._read(
            chunk, chunk.lines, [], strict=False
        ):
            self._report(error, chunk.start, "it is read as it stands")
        else:
            self._report(error, chunk.start)

    def _attempt(self, chunk: Chunk, lines: list[str]) -> YamlError | None:
        """Read some lines, first by themselves, then with the anchors they refer to."""
        error = self._read(chunk, lines, [])
        if error is not None and "undefined alias" in error.problem and chunk.kind == "item":
            indent = indent_of(lines[0])
            hidden: list[str] = []
            for definition in self._definitions(lines):
                hidden.append(" " * indent + "-")
                hidden += [" " * (indent + 1) + line for line in definition]
            if hidden and self._read(chunk, lines, hidden) is None:
                error = None
        if error is None:
            for name in _ANCHOR.findall("\n".join(lines)):
                self._anchors.setdefault(name, lines)
        return error

    def _definitions(self, lines: list[str]) -> list[list[str]]:
        """Return the lines that define the anchors that some lines refer to, each before its use."""
        found: list[list[str]] = []
        wanted = deque(dict.fromkeys(_ALIAS.findall("\n".join(lines))))
        while wanted and len(found) < _MOST_ANCHORS:
            definition = self._anchors.get(wanted.popleft())
            if definition is None or any(definition is other for other in (lines, *found)):
                continue
            length = sum(map(len, definition))
            if length > self._spare:
                self._spare = 0
                break
            self._spare -= length
            found.insert(0, definition)
            wanted.extend(dict.fromkeys(_ALIAS.findall("\n".join(definition))))
        return found

    def _read(
        self, chunk: Chunk, lines: list[str], hidden: list[str], *, strict: bool = True
    ) -> YamlError | None:
        text = "\n".join([*hidden, *lines])
        line = self._line + chunk.start - len(hidden)
        mark = self._reader.mark()
        try:
            root = compose(text)
            if root is None:
                return None
            values = self._reader.values(text, line, len(hidden), strict=strict)
            if chunk.kind == "defaults" and isinstance(root, MappingNode):
                for key, value in root.value:
                    if isinstance(key, ScalarNode) and key.value == "defaults":
                        found = self._reader.defaults(value, values)
                        self._defaults = self._defaults if self._defaults.raw else found
                return None
            if hidden and isinstance(root, SequenceNode):
                del root.value[:-1]
            self._reader.root(root, values, self._defaults)
        except YamlError as error:
            self._reader.reset(mark)
            error.line = max(error.line - len(hidden), 0)
            return error.bare()
        return None

    def _report(self, error: YamlError, start: int, outcome: str = "the item is left out") -> None:
        number = min(start + error.line, len(self._lines) - 1)
        line = self._lines[number]
        # What goes on with a text, and has a colon only because it was meant as the next field.
        is_deeper = error.is_colon and is_field(line)
        explanation = "the indentation is not that of the lines above" if is_deeper else error.explanation
        message = f"{explanation} (`{shortened(line, _QUOTED)}`); {outcome}"
        self._reader.problem(ProblemKind.YAML_SYNTAX, message, self._line + number)

    def _report_stray(self, number: int) -> None:
        message = (
            f"`{shortened(self._lines[number], _QUOTED)}` belongs to no note and is not read; "
            "begin a note with `- `, and indent its fields alike"
        )
        self._reader.problem(ProblemKind.YAML_SYNTAX, message, self._line + number)
