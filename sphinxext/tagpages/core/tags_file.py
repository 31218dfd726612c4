"""The tags file: what an author says of tags. It gives a tag's page a name of the author's own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from .cleaning import clean, shortened
from .problems import Origin, Problem, ProblemKind
from .tags import MAX_SLUG_BYTES, RESERVED_SLUGS, file_name, plain_slug, tag_key
from .yaml_nodes import MappingNode, Node, ScalarNode, YamlError, compose

#: What can be said of a tag.
TAG_FIELDS = ("slug",)

_Report: TypeAlias = Callable[[ProblemKind, str, int], None]


@dataclass(frozen=True, slots=True)
class TagsFile:
    """What a tags file says: the page names it gives, by the keys of tags, and what is wrong with it."""

    slugs: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_tags_file(text: str, path: str) -> TagsFile:
    """Read a tags file: a mapping from tags to mappings, such as ``C++: {slug: cpp}``.

    Args:
        text: the file's text.
        path: where it is, for messages.
    """
    problems: list[Problem] = []
    slugs: dict[str, str] = {}

    def problem(kind: ProblemKind, message: str, line: int) -> None:
        problems.append(Problem(kind, message, Origin(path, line + 1)))

    try:
        root = compose(clean(text))
    except YamlError as error:
        problem(ProblemKind.YAML_SYNTAX, f"the tags file does not parse: {error}", error.line)
        root = None
    for name, value in _pairs(root, "the tags file", problem):
        tag = name.value.strip()
        for key, given in _pairs(value, f"what is said of the tag {tag!r}", problem):
            line = key.start_mark.line
            if key.value not in TAG_FIELDS:
                known = ", ".join(TAG_FIELDS)
                problem(ProblemKind.FIELD_NAME, f"{key.value!r} is nothing said of tags; write {known}", line)
            elif reason := _refusal(given, slugs.values()):
                problem(ProblemKind.FIELD_VALUE, f"the page name of the tag {tag!r} {reason}", line)
            else:
                slugs[tag_key(tag)] = given.value
    return TagsFile(slugs, tuple(problems))


def _refusal(value: Node, taken: Collection[str]) -> str | None:
    """Return why a value is no page name, or ``None``."""
    if not isinstance(value, ScalarNode):
        return "is no text; write slug: name"
    slug = value.value
    plain = plain_slug(tag_key(slug))
    if slug != plain or not slug or len(slug.encode()) > MAX_SLUG_BYTES:
        hint = f"; write {plain}" if plain and len(plain.encode()) <= MAX_SLUG_BYTES else ""
        return f"cannot be {shortened(slug)!r}: it may hold small letters, digits and hyphens{hint}"
    if file_name(slug) in set(map(file_name, RESERVED_SLUGS)):
        return f"cannot be {slug!r}: that name is reserved"
    return (
        f"cannot be {slug!r}: another tag has that name"
        if file_name(slug) in set(map(file_name, taken))
        else None
    )


def _pairs(node: Node | None, what: str, problem: _Report) -> list[tuple[ScalarNode, Node]]:
    if node is None or (isinstance(node, ScalarNode) and not node.value.strip()):
        return []
    if not isinstance(node, MappingNode):
        message = f"{what} is no mapping; write tags with what is said of them, such as C++: {{slug: cpp}}"
        problem(ProblemKind.SHAPE, message, node.start_mark.line)
        return []
    return [(key, value) for key, value in node.value if isinstance(key, ScalarNode)]
