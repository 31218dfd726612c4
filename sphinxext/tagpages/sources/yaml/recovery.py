"""What is read of a YAML document that does not parse: its items, each with a chance of its own."""

from __future__ import annotations

import re
from collections import ChainMap

from ...core.problems import ProblemKind
from ...util.text import shortened
from .groups import Defaults
from .nodes import MappingNode, Node, YamlError, compose
from .notes import NoteReader
from .repair import repair
from .split import Chunk, is_field, split, split_group

_ANCHOR_OR_ALIAS = re.compile(r"(?<![^\s\[{,])([&*])([\w-]+)(?=[\s,\]}]|$)")
_QUOTED = 50


class Recovery:
    """Reads the items of a document one by one.

    ``line`` is the number of its first line in the file.
    """

    def __init__(self, reader: NoteReader, text: str, line: int) -> None:
        self._reader = reader
        self._lines = text.split("\n")
        self._line = line
        self._defaults = Defaults()
        self._anchors: dict[str, Node] = {}
        # What reads the items that have anchors or aliases: their nodes know their lines in the document.
        self._values = reader.values(text, line)

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
        error = self._read(chunk, chunk.lines)
        if error is None:
            return
        stray = chunk.cut
        if stray is not None:
            chunk = Chunk(chunk.start, chunk.lines[:stray], chunk.kind)
            cut_error = self._read(chunk, chunk.lines)
            if cut_error is None:
                self._report_stray(chunk.start + stray)
                return
            error = cut_error
        names = _ANCHOR_OR_ALIAS.findall("\n".join(chunk.lines))
        known = {name for sign, name in names if sign == "&" or name in self._anchors}
        lines, repairs = repair(chunk.lines, known, is_item=chunk.kind == "item")
        read = len(self._reader.notes)
        if repairs and self._read(chunk, lines) is None:
            if chunk.kind != "other" or len(self._reader.notes) > read:
                for repaired in repairs:
                    line = self._line + chunk.start + repaired.line
                    self._reader.problem(repaired.kind, repaired.message, line)
            if stray is not None:
                self._report_stray(chunk.start + stray)
        elif chunk.kind != "item" or not self._read_group(chunk):
            self._report(error, chunk.start)

    def _read_group(self, chunk: Chunk) -> bool:
        """Read the notes of a group one by one, if a chunk is one."""
        head, *items = split_group(chunk)
        try:
            root = compose("\n".join(head.lines))
        except YamlError:
            return False
        if not items or not isinstance(root, MappingNode):
            return False
        outer = self._defaults
        values = self._reader.values("\n".join(head.lines), self._line + head.start)
        self._defaults = self._reader.group_defaults(root, values, outer)
        for item in items:
            self._chunk(item)
        self._defaults = outer
        return True

    def _read(self, chunk: Chunk, lines: list[str]) -> YamlError | None:
        """Read some lines of a chunk, or return why they do not parse."""
        text = "\n".join(lines)
        names = _ANCHOR_OR_ALIAS.findall(text)
        for sign, name in names:
            if sign == "&":
                self._anchors.pop(name, None)
        own: dict[str, Node] = {}
        mark = self._reader.mark()
        try:
            if names:
                root = compose(text, ChainMap(own, self._anchors), chunk.start)
                values = self._values
            else:
                root = compose(text)
                values = self._reader.values(text, self._line + chunk.start)
            if root is not None:
                self._defaults = self._reader.root(root, values, self._defaults)
        except YamlError as error:
            self._reader.reset(mark)
            error.line -= chunk.start if names else 0
            return error.bare()
        self._anchors.update(own)
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
