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
_QUOTES = ("'", '"')
_NEVER_EMPTY = frozenset({"title", "tags"})
_COMMENT = re.compile(r"[ \t]+#(?P<next>.?)")
_SWALLOWED = re.compile(r"( *)(?:(-)[ \t]|([A-Za-z_]+):(?:\s|$))")
_ITEM = re.compile(r" *- ")

# How many values aliases and defaults may add to a file, and which part of its length besides; how many
# characters of a text count as one value.
_LEAST, _OF_LENGTH = 500_000, 10
_TEXT_UNIT = 100


class ExpansionError(Exception):
    """What stands somewhere is more than can be read."""

    def __init__(self, reason: str = "stands for more than can be read") -> None:
        super().__init__(f"an alias (`*`) {reason}; write its value out")


class EndlessError(ExpansionError):
    """What stands somewhere has no end: deeper than a text without aliases can be."""

    def __init__(self) -> None:
        super().__init__("leads back to itself")


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
            raise ExpansionError


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

    ``offset`` is what to add to a line counted from 0 in the text to have the file's line; ``expansion`` what
    aliases may still add.
    """

    def __init__(
        self, text: str, path: str, offset: int, problems: list[Problem], expansion: Expansion
    ) -> None:
        self._lines = text.split("\n")
        self._path = path
        self._offset = offset
        self._problems = problems
        self._expansion = expansion
        self._has_comments = "#" in text
        self._has_aliases = "*" in text and "&" in text
        # Nodes that stood somewhere before, where there are aliases.
        self._seen: set[Node] = set()
        # Where the keys of the note begin that is read.
        self._column = 0

    def origin(self, node: Node) -> Origin:
        """Return where a node begins."""
        return Origin(self._path, node.start_mark.line + self._offset)

    def report(self, node: Node, message: str, kind: ProblemKind = ProblemKind.SHAPE, name: str = "") -> None:
        """Add a problem at a node; of those with a name, one is told of a file."""
        self._problems.append(Problem(kind, message, self.origin(node), name=name))

    def note(self, node: MappingNode) -> tuple[dict[str, RawValue], Keys]:
        """Return a note's keys and values, and the line of each key.

        Raises:
            YamlError: a quote in it ends in another note.
        """
        raw: dict[str, RawValue] = {}
        lines: Keys = {}
        self._column = node.start_mark.column
        commented = _COMMENTED if self._has_comments else ()
        for key, (key_node, value) in self._pairs(node).items():
            lines[key] = key_node.start_mark.line + self._offset
            if key in commented and value not in self._seen:
                self._check_comments(key, value)
            try:
                raw[key] = self._value(value)
            except ExpansionError as error:
                message = f"`{shortened(key)}` is left out: {error}"
                self.report(key_node, message, ProblemKind.YAML_SYNTAX)
        return raw, lines

    def _value(self, node: Node, depth: int = 0) -> RawValue:
        is_first = True
        if self._has_aliases:
            is_first = node not in self._seen
            self._seen.add(node)
        goes_on = node.start_mark.line != node.end_mark.line
        if isinstance(node, ScalarNode):
            text, style = node.value, node.style
            if not is_first:
                self._expansion.spend(1, len(text))
            elif goes_on and style in _QUOTES:
                self._check_span(node)
            elif goes_on and depth and not style:
                self._check_dashes(node)
            return None if not style and text in NULL_WORDS else text
        assert isinstance(node, CollectionNode)
        if not is_first:
            self._expansion.spend(1)
        elif goes_on and node.flow_style:
            self._check_span(node)
        if depth >= MAX_DEPTH:
            raise EndlessError
        if isinstance(node, MappingNode):
            return {key: self._value(value, depth + 1) for key, (_, value) in self._pairs(node).items()}
        return [self._value(item, depth + 1) for item in node.value]

    def _pairs(self, node: MappingNode, depth: int = 0) -> Pairs:
        """Return the pairs of a mapping whose keys are texts, each key once, then what it merges."""
        pairs: Pairs = {}
        merged: list[Node] = []
        for key, value in node.value:
            if type(key) is not ScalarNode:
                hint = "put a text that begins with a bracket in quotes"
                message = f"a key is a list or a mapping and is left out; {hint}"
                self.report(key, message, ProblemKind.YAML_KEY)
            elif key.value == "<<" and not key.style:
                merged += value.value if isinstance(value, SequenceNode) else [value]
            elif key.value in pairs:
                first = pairs[key.value][1]
                counts = "the first value"
                if isinstance(first, ScalarNode) and (is_null(first) or not first.value.strip()):
                    pairs[key.value] = (key, value)
                    counts = "the one that is not empty"
                name = shortened(key.value)
                message = f"the key `{name}` stands twice in one mapping; {counts} counts: remove one"
                self.report(key, message, ProblemKind.YAML_KEY)
            else:
                pairs[key.value] = (key, value)
        try:
            for source in merged:
                for name, pair in self._merged(source, depth).items():
                    pairs.setdefault(name, pair)
        except ExpansionError as error:
            if depth:
                raise
            self.report(node, f"what `<<` merges is left out: {error}", ProblemKind.YAML_SYNTAX)
        return pairs

    def _merged(self, source: Node, depth: int) -> Pairs:
        if not isinstance(source, MappingNode):
            hint = "write `<<: *name`, with the anchor of a mapping"
            message = f"`<<` merges mappings only; its value is left out: {hint}"
            self.report(source, message, ProblemKind.YAML_KEY)
            return {}
        if depth >= MAX_DEPTH:
            raise EndlessError
        if source in self._seen:
            self._expansion.spend(1 + len(source.value))
        self._seen.add(source)
        return self._pairs(source, depth + 1)

    def _check_span(self, value: Node) -> None:
        """Raise where a text in quotes or brackets goes on over what looks like the next key or note."""
        for line in self._lines[value.start_mark.line + 1 : value.end_mark.line + 1]:
            match = _SWALLOWED.match(line)
            if not match:
                continue
            indent = len(match[1])
            if (match[2] and indent < self._column) or (match[3] in NAMES and indent <= self._column):
                msg = "found the next key before the end of what a quote or bracket begins"
                raise YamlError(msg, value.start_mark.line)

    def _check_dashes(self, item: ScalarNode) -> None:
        """Report an item of a list that goes on over what looks like the next one."""
        for number in range(item.start_mark.line + 1, item.end_mark.line + 1):
            line = self._lines[number]
            if _ITEM.match(line):
                message = (
                    f"`{shortened(line)}` is indented deeper than the item above it and is read as more of "
                    f"it: {shortened(item.value)!r}; indent both alike"
                )
                self._report_line(number, message, ProblemKind.YAML_SYNTAX)
                return

    def _check_comments(self, key: str, value: Node) -> None:
        """Report what stands behind `` #`` and was hardly meant to be a comment."""
        for item in value.value if isinstance(value, SequenceNode) else [value]:
            if not isinstance(item, ScalarNode) or item.style:
                continue
            line = self._lines[item.end_mark.line]
            if not (match := _COMMENT.match(line, item.end_mark.column)):
                continue
            is_lost = not item.value and item is value and key in _NEVER_EMPTY
            if match["next"].strip("#! \t") or is_lost:
                text = one_line(item.value + line[item.end_mark.column :]).replace("'", "''")
                start = f"{key}:" if item is value else "-"
                message = (
                    f"what stands behind ` #` is a comment in YAML, so a part of `{key}` is not read; "
                    f"if it belongs there, write `{start} '{shortened(text)}'`"
                )
                self._report_line(item.end_mark.line, message, ProblemKind.YAML_COMMENT)

    def _report_line(self, number: int, message: str, kind: ProblemKind) -> None:
        """Add a problem at a line, counted from 0 in the text."""
        self._problems.append(Problem(kind, message, Origin(self._path, number + self._offset)))
