"""From YAML nodes to raw values: aliases and merge keys followed, slips noticed."""

from __future__ import annotations

import re
from typing import TypeAlias

from ...core.problems import Origin, Problem, ProblemKind
from ...fields.names import NULL_WORDS
from ...fields.values import RawValue
from ...util.text import one_line, shortened
from .nodes import MAX_DEPTH, CollectionNode, MappingNode, Node, ScalarNode, SequenceNode, YamlError
from .split import NAMES

Keys: TypeAlias = dict[str, int]
Pairs: TypeAlias = dict[str, tuple[ScalarNode, Node]]

_COMMENTED = frozenset({"title", "tags", "summary", "comment", "venue", "authors"})
_NEVER_EMPTY = frozenset({"title", "tags"})
_COMMENT = re.compile(r"[ \t]+#(?P<next>.?)")
_SWALLOWED = re.compile(r"( *)(?:(-)[ \t]|([A-Za-z_]+):(?:\s|$))")
_ITEM = re.compile(r" *- ")
_ANCHOR = re.compile(r"(?:^|[-:?,\[{])[ \t]*(?:!\S*\s+)?&[\w-]+(?=[\s,\]}]|\Z)", re.MULTILINE)

# How many values aliases and defaults may add to a file, and which part of its length besides; how many
# characters of a text count as one value.
_LEAST, _OF_LENGTH = 500_000, 10
_TEXT_UNIT = 100


class ExpansionError(Exception):
    """What stands somewhere is more than can be read.

    Args:
        cycle: whether it has no end.
    """

    def __init__(self, *, cycle: bool) -> None:
        reason = "leads back to itself" if cycle else "stands for more than can be read"
        super().__init__(f"an alias (`*`) {reason}; write its value out")


class Expansion:
    """What aliases and defaults may still add to one file: values, and texts by their lengths.

    Args:
        size: the length of the file; a longer one may hold more.
    """

    def __init__(self, size: int) -> None:
        self._left = _LEAST + size // _OF_LENGTH

    def spend(self, values: int, characters: int = 0) -> None:
        """Note that some values, and a text of some length, stand once more.

        Raises:
            ExpansionError: it is too much.
        """
        self._left -= values + characters // _TEXT_UNIT
        if self._left < 0:
            raise ExpansionError(cycle=False)


def size_of(value: RawValue) -> tuple[int, int]:
    """Return of how many values a value consists, and how long the texts in it are."""
    if isinstance(value, list | dict):
        parts = [size_of(part) for part in (value.values() if isinstance(value, dict) else value)]
        return 1 + sum(part[0] for part in parts), sum(part[1] for part in parts)
    return 1, len(value or "")


def is_null(node: Node) -> bool:
    """Tell whether a node is a plain text that means "absent"."""
    return isinstance(node, ScalarNode) and not node.style and node.value in NULL_WORDS


class Values:
    """Reads the nodes of one text.

    Args:
        text: the text that the nodes were composed from.
        path: its file.
        offset: what to add to a line counted from 0 in the text to have the file's line.
        problems: what is wrong is added here.
        expansion: what aliases may still add.
        hidden: how many lines of the text stand there only for their anchors.
        strict: whether a quote that goes on over what looks like a key is an error.
    """

    def __init__(
        self,
        text: str,
        path: str,
        offset: int,
        problems: list[Problem],
        expansion: Expansion,
        hidden: int = 0,
        *,
        strict: bool = True,
    ) -> None:
        self._text = text
        self._lines: list[str] | None = None
        self._path = path
        self._offset = offset
        self._problems = problems
        self._hidden = hidden
        self._strict = strict
        self._comments = "#" in text
        self._aliases = "*" in text and bool(_ANCHOR.search(text))
        self._expansion = expansion
        self._seen: set[int] = set()
        self._open: set[int] = set()
        self._reported: set[int] = set()
        self._checked: set[int] = set()

    def origin(self, node: Node) -> Origin:
        """Return the place where a node begins."""
        return Origin(self._path, node.start_mark.line + self._offset)

    def note(self, node: MappingNode) -> tuple[dict[str, RawValue], Keys]:
        """Return a note's keys and values, and the line of each key.

        Raises:
            YamlError: a quote in it ends in another note.
        """
        raw: dict[str, RawValue] = {}
        lines: Keys = {}
        column = node.start_mark.column
        for key, (key_node, value) in self._pairs(node).items():
            line = key_node.start_mark.line
            if line >= self._hidden:
                lines[key] = line + self._offset
            if not self._aliases or id(value) not in self._seen:
                if self._strict and value.end_mark.line > value.start_mark.line:
                    self._check_span(value, column)
                if self._comments and key in _COMMENTED:
                    self._check_comments(key, value)
            try:
                raw[key] = self._value(value)
            except ExpansionError as error:
                place = key_node if line >= self._hidden else node
                message = f"`{shortened(key)}` is left out: {error}"
                self._report_once(place, message, ProblemKind.YAML_SYNTAX)
        return raw, lines

    def _value(self, node: Node, depth: int = 0) -> RawValue:
        if self._aliases and id(node) in self._seen:
            self._expansion.spend(1, len(node.value) if type(node) is ScalarNode else 0)
        elif self._aliases:
            self._seen.add(id(node))
        if type(node) is ScalarNode:
            return None if is_null(node) else node.value
        if depth >= MAX_DEPTH or id(node) in self._open:
            raise ExpansionError(cycle=id(node) in self._open)
        self._open.add(id(node))
        try:
            if isinstance(node, SequenceNode):
                return [self._value(item, depth + 1) for item in node.value]
            assert isinstance(node, MappingNode)
            return {key: self._value(value, depth + 1) for key, (_, value) in self._pairs(node).items()}
        finally:
            self._open.discard(id(node))

    def report(self, node: Node, message: str, kind: ProblemKind = ProblemKind.SHAPE) -> None:
        """Add a problem at a node."""
        self._problems.append(Problem(kind, message, self.origin(node)))

    def _report_once(self, node: Node, message: str, kind: ProblemKind = ProblemKind.YAML_KEY) -> None:
        """Add a problem at a node, once for each node however many aliases lead there."""
        if id(node) not in self._reported:
            self._reported.add(id(node))
            self.report(node, message, kind)

    def _pairs(self, node: MappingNode, depth: int = 0) -> Pairs:
        """Return the pairs of a mapping whose keys are texts, each key once, then what it merges."""
        pairs: Pairs = {}
        merged: list[Node] = []
        for key, value in node.value:
            if type(key) is not ScalarNode:
                hint = "put a text that begins with a bracket in quotes"
                self._report_once(key, f"a key is a list or a mapping and is left out; {hint}")
            elif key.value == "<<" and not key.style:
                merged += value.value if isinstance(value, SequenceNode) else [value]
            elif key.value in pairs:
                self._repeated(pairs, key, value)
            else:
                pairs[key.value] = (key, value)
        for source in merged:
            try:
                for name, pair in self._merged(source, node, depth).items():
                    pairs.setdefault(name, pair)
            except ExpansionError as error:
                if depth:
                    raise
                message = f"what `<<` merges is left out: {error}"
                self._report_once(node, message, ProblemKind.YAML_SYNTAX)
        return pairs

    def _repeated(self, pairs: Pairs, key: ScalarNode, value: Node) -> None:
        """Report a key that stands twice; of its values the first counts that is not empty."""
        first = pairs[key.value][1]
        empty = isinstance(first, ScalarNode) and (is_null(first) or not first.value.strip())
        if empty:
            pairs[key.value] = (key, value)
        counts = "the one that is not empty" if empty else "the first value"
        message = f"the key `{shortened(key.value)}` stands twice in one mapping; {counts} counts: remove one"
        self._report_once(key, message)

    def _merged(self, source: Node, node: MappingNode, depth: int) -> Pairs:
        if not isinstance(source, MappingNode):
            hint = "write `<<: *name`, with the anchor of a mapping"
            self._report_once(source, f"`<<` merges mappings only; its value is left out: {hint}")
            return {}
        if depth >= MAX_DEPTH or id(source) in self._open or source is node:
            raise ExpansionError(cycle=depth < MAX_DEPTH)
        if id(source) in self._seen:
            self._expansion.spend(1 + len(source.value))
        self._seen.add(id(source))
        self._open.add(id(source))
        try:
            return self._pairs(source, depth + 1)
        finally:
            self._open.discard(id(source))

    def _line(self, number: int) -> str:
        if self._lines is None:
            self._lines = self._text.split("\n")
        return self._lines[number] if number < len(self._lines) else ""

    def _check_span(self, value: Node, column: int) -> None:
        """Raise where a text in quotes or brackets goes on over what looks like the next key or note."""
        if id(value) in self._checked:
            return
        self._checked.add(id(value))
        is_quoted = isinstance(value, ScalarNode) and value.style and value.style in "'\""
        is_flow = isinstance(value, CollectionNode) and value.flow_style
        if not (is_quoted or is_flow):
            if isinstance(value, SequenceNode):
                for item in value.value:
                    if item.end_mark.line > item.start_mark.line:
                        self._check_span(item, column)
                        self._check_dashes(item)
            return
        for number in range(value.start_mark.line + 1, value.end_mark.line + 1):
            match = _SWALLOWED.match(self._line(number))
            if not match:
                continue
            indent = len(match[1])
            if (match[2] and indent < column) or (match[3] in NAMES and indent <= column):
                msg = "found the next key before the end of what a quote or bracket begins"
                raise YamlError(msg, value.start_mark.line)

    def _check_dashes(self, item: Node) -> None:
        """Report an item of a list that goes on over what looks like the next one."""
        if not isinstance(item, ScalarNode) or item.style:
            return
        for number in range(item.start_mark.line + 1, item.end_mark.line + 1):
            if _ITEM.match(line := self._line(number)):
                message = (
                    f"`{shortened(line)}` is indented deeper than the item above it and is read as more of "
                    f"it: {shortened(item.value)!r}; indent both alike"
                )
                self._report_line(number, message, ProblemKind.YAML_SYNTAX)
                return

    def _check_comments(self, key: str, value: Node) -> None:
        for item in value.value if isinstance(value, SequenceNode) else [value]:
            if isinstance(item, ScalarNode):
                self._check_comment(key, item, in_list=item is not value)

    def _check_comment(self, key: str, value: ScalarNode, in_list: bool = False) -> None:
        """Report what stands behind `` #`` and was hardly meant to be a comment."""
        if value.style:
            return
        mark = value.end_mark
        line = self._line(mark.line)
        match = _COMMENT.match(line, mark.column)
        if not match or mark.line < self._hidden:
            return
        empty = not value.value and not in_list and key in _NEVER_EMPTY
        if match["next"].strip("#! \t") == "" and not empty:
            return
        text = one_line(value.value + line[mark.column :]).replace("'", "''")
        start = "-" if in_list else f"{key}:"
        message = (
            f"what stands behind ` #` is a comment in YAML, so a part of `{key}` is not read; "
            f"if it belongs there, write `{start} '{shortened(text)}'`"
        )
        self._report_line(mark.line, message, ProblemKind.YAML_COMMENT)

    def _report_line(self, number: int, message: str, kind: ProblemKind) -> None:
        """Add a problem at a line, counted from 0 in the text."""
        self._problems.append(Problem(kind, message, Origin(self._path, number + self._offset)))
