"""The tags file: what an author says of tags. It gives a tag's page a name of the author's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ...core.problems import Origin, Problem, ProblemKind
from ...core.tags.names import tag_key
from ...core.tags.slugs import MAX_SLUG_BYTES, RESERVED_SLUGS, file_name, plain_slug
from ...util.suggest import advice
from ...util.text import clean, shortened
from .nodes import MappingNode, Node, ScalarNode, YamlError, compose
from .values import is_null

#: The tags file where the configuration names none.
DEFAULT_TAGS_FILE = "tags.yaml"
#: What the file can say of a tag.
TAGS_FILE_FIELDS = ("slug",)
_RESERVED_FILE_NAMES = frozenset(map(file_name, RESERVED_SLUGS))

_FIRST_COLUMN = re.compile(r"^[^\s#]", re.MULTILINE)

_Report: TypeAlias = Callable[[ProblemKind, str, int], None]


@dataclass(frozen=True, slots=True)
class TagsFile:
    """What a tags file says: the page names it gives, by the keys of tags, and what is wrong with it.

    ``names`` are the tags that it names, with their origins.
    """

    slugs: Mapping[str, str] = field(default_factory=dict)
    names: Sequence[tuple[str, Origin]] = ()
    problems: tuple[Problem, ...] = ()


def read_tags_file(text: str, path: str) -> TagsFile:
    """Read a tags file: a mapping from tags to mappings, such as ``C++: {slug: cpp}``.

    Args:
        text: the file's text.
        path: where it is, for messages.
    """
    problems: list[Problem] = []
    slugs: dict[str, str] = {}
    names: list[tuple[str, Origin]] = []
    taken: set[str] = set()

    def problem(kind: ProblemKind, message: str, line: int) -> None:
        problems.append(Problem(kind, message, Origin(path, line + 1)))

    seen: set[str] = set()
    for name, value, before in _entries(clean(text), problem):
        tag = shortened(name.value)
        if tag_key(name.value) in seen:
            message = f"the tag {tag!r} stands twice; what is said first counts: remove one"
            problem(ProblemKind.YAML_KEY, message, before + name.start_mark.line)
            continue
        seen.add(tag_key(name.value))
        names.append((name.value.strip(), Origin(path, before + name.start_mark.line + 1)))
        for key, given in _pairs(value, f"what is said of the tag {tag!r}", problem, before):
            line = before + key.start_mark.line
            if key.value not in TAGS_FILE_FIELDS:
                hint = advice(key.value, TAGS_FILE_FIELDS, f"write {', '.join(TAGS_FILE_FIELDS)}")
                message = f"{shortened(key.value)!r} is nothing said of tags{hint}"
                problem(ProblemKind.FIELD_NAME, message, line)
            elif is_null(given):
                continue
            elif reason := _refusal(given, taken):
                problem(ProblemKind.FIELD_VALUE, f"the page name of the tag {tag!r} {reason}", line)
            else:
                slugs[tag_key(name.value)] = given.value
                taken.add(file_name(given.value))
    return TagsFile(slugs, tuple(names), tuple(problems))


def _entries(text: str, problem: _Report) -> Iterator[tuple[ScalarNode, Node, int]]:
    """Yield the tags of a file, what is said of them, and the number of lines before that.

    Where the file does not parse, each tag is read by itself.
    """
    try:
        parts = [(compose(text), 0)]
    except YamlError:
        parts = list(_parts(text, problem))
    for root, line in parts:
        for name, value in _pairs(root, "the tags file", problem, line):
            yield name, value, line


def _parts(text: str, problem: _Report) -> Iterator[tuple[Node | None, int]]:
    """Yield what is said from each line in the first column on, and the number of lines before."""
    starts = [match.start() for match in _FIRST_COLUMN.finditer(text)]
    line = text.count("\n", 0, starts[0]) if starts else 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        part = text[start:end]
        try:
            yield compose(part), line
        except YamlError as error:
            message = f"a part of the tags file does not parse and is left out: {error.explanation}"
            problem(ProblemKind.YAML_SYNTAX, message, line + min(error.line, part.rstrip().count("\n")))
        line += part.count("\n")


def _refusal(value: Node, taken: Collection[str]) -> str | None:
    """Return why a value is no page name, or ``None``; ``taken`` are the file names that others have."""
    if not isinstance(value, ScalarNode):
        return "is no text; write slug: name"
    slug = value.value
    plain = plain_slug(tag_key(slug))
    if slug != plain or not slug or len(slug.encode()) > MAX_SLUG_BYTES:
        hint = f"; write {plain}" if plain and len(plain.encode()) <= MAX_SLUG_BYTES else ""
        return f"cannot be {shortened(slug)!r}: it may hold small letters, digits and hyphens{hint}"
    name = file_name(slug)
    if name in _RESERVED_FILE_NAMES:
        return f"cannot be {slug!r}: that name is reserved"
    return f"cannot be {slug!r}: another tag has that name" if name in taken else None


def _pairs(node: Node | None, what: str, problem: _Report, before: int) -> list[tuple[ScalarNode, Node]]:
    if node is None or (isinstance(node, ScalarNode) and not node.value.strip()):
        return []
    if not isinstance(node, MappingNode):
        message = f"{what} is no mapping; write tags with what is said of them, such as C++: {{slug: cpp}}"
        problem(ProblemKind.SHAPE, message, before + node.start_mark.line)
        return []
    for key, _ in node.value:
        if not isinstance(key, ScalarNode):
            message = "a key is a list or a mapping and is left out; put it in quotes"
            problem(ProblemKind.YAML_KEY, message, before + key.start_mark.line)
    return [(key, value) for key, value in node.value if isinstance(key, ScalarNode)]
