"""The tags file: what an author says of tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ...core.problems import Origin, Problem, ProblemKind
from ...core.tags.entries import TagEntry
from ...core.tags.names import tag_key
from ...core.tags.slugs import file_name
from ...fields.tag_entries import build_entry
from ...fields.values import RawValue
from ...util.text import clean, shortened
from .nodes import MappingNode, Node, ScalarNode, YamlError, compose
from .values import Expansion, Values

#: The tags file where the configuration names none.
DEFAULT_TAGS_FILE = "tags.yaml"

_FIRST_COLUMN = re.compile(r"^[^\s#]", re.MULTILINE)

_Report: TypeAlias = Callable[[ProblemKind, str, int], None]


@dataclass(frozen=True, slots=True)
class TagsFile:
    """What a tags file says of each tag, in its order, and what is wrong with it."""

    entries: tuple[TagEntry, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_tags_file(text: str, path: str) -> TagsFile:
    """Read a tags file: a mapping from tags to mappings, such as ``C++: {slug: cpp}``."""
    problems: list[Problem] = []
    entries: dict[str, TagEntry] = {}
    taken: set[str] = set()
    text = clean(text)
    expansion = Expansion(len(text))

    def problem(kind: ProblemKind, message: str, line: int) -> None:
        problems.append(Problem(kind, message, Origin(path, line + 1)))

    for part, root, before in _parts_of(text, problem):
        values = Values(part, path, before + 1, problems, expansion)
        for name, value in _pairs(root, "the tags file", problem, before):
            line, tag = before + name.start_mark.line, shortened(name.value)
            if tag_key(name.value) in entries:
                message = f"the tag {tag!r} stands twice; what is said first counts: remove one"
                problem(ProblemKind.YAML_KEY, message, line)
                continue
            raw: dict[str, RawValue] = {}
            key_lines: dict[str, int] = {}
            if not _is_empty(value):
                if isinstance(value, MappingNode):
                    try:
                        raw, key_lines = values.note(value)
                    except YamlError as error:
                        message = f"what is said of {tag!r} is left out: {error.explanation}"
                        problem(ProblemKind.YAML_SYNTAX, message, before + error.line)
                else:
                    _report_shape(f"what is said of the tag {tag!r}", value, problem, before)
            entry = build_entry(name.value, raw, Origin(path, line + 1), key_lines, problems, taken)
            if not entry.name:
                problem(ProblemKind.YAML_KEY, "a tag without a name is left out; write its name", line)
                continue
            entries[tag_key(name.value)] = entry
            if entry.slug:
                taken.add(file_name(entry.slug))
    return TagsFile(tuple(entries.values()), tuple(problems))


def _parts_of(text: str, problem: _Report) -> Iterator[tuple[str, Node | None, int]]:
    """Yield the text of a file, its root, and how many lines are before it.

    Where the file does not parse, it is that of each tag.
    """
    try:
        yield text, compose(text), 0
    except YamlError:
        yield from _parts(text, problem)


def _parts(text: str, problem: _Report) -> Iterator[tuple[str, Node | None, int]]:
    """Yield what is said from each line in the first column on, and the number of lines before."""
    starts = [match.start() for match in _FIRST_COLUMN.finditer(text)]
    line = text.count("\n", 0, starts[0]) if starts else 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        part = text[start:end]
        try:
            yield part, compose(part), line
        except YamlError as error:
            message = f"a part of the tags file does not parse and is left out: {error.explanation}"
            problem(ProblemKind.YAML_SYNTAX, message, line + min(error.line, part.rstrip().count("\n")))
        line += part.count("\n")


def _pairs(node: Node | None, what: str, problem: _Report, before: int) -> list[tuple[ScalarNode, Node]]:
    if node is None or _is_empty(node):
        return []
    if not isinstance(node, MappingNode):
        _report_shape(what, node, problem, before)
        return []
    for key, _ in node.value:
        if not isinstance(key, ScalarNode):
            message = "a key is a list or a mapping and is left out; put it in quotes"
            problem(ProblemKind.YAML_KEY, message, before + key.start_mark.line)
    return [(key, value) for key, value in node.value if isinstance(key, ScalarNode)]


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.value.strip()


def _report_shape(what: str, node: Node, problem: _Report, before: int) -> None:
    message = f"{what} is no mapping; write tags with what is said of them, such as C++: {{slug: cpp}}"
    problem(ProblemKind.SHAPE, message, before + node.start_mark.line)
