"""Groups of notes: mappings that are no notes but hold lists of them, and what stands round a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeGuard

from ...fields.names import FIELD_ALIASES, FIELDS, TAG_FIELDS, similar_field
from ...fields.values import RawValue, split_tags
from .nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from .values import Keys, size_of

#: A list of notes, or a mapping of such, and its name.
NamedList: TypeAlias = tuple[ScalarNode, CollectionNode]
#: A field, and what it holds.
Said: TypeAlias = tuple[str, RawValue]

#: Fields that a group can have for all of its notes. The others are of one thing alone.
INHERITED = frozenset({
    "date", "published", "authors", "venue", "tags", "kind", "markup", "lang", "pinned", "draft",
})  # fmt: skip
#: What others call the name of a group.
GROUP_NAMES = frozenset({"name", "group", "heading", "section", "subject", "topic"})
# Fields whose lists are never of notes. Under another name for `tags` there may be groups.
_FIELDS_OF_ONE = FIELDS.keys() - {"tags"}
#: What tells a note that lacks its title from anything else.
UNTITLED = frozenset({"url", "link", "authors", "author", "doi", "arxiv"})
_YEAR = re.compile("(?:19|20)[0-9]{2}")
#: How many mappings may stand round a note: in other files, a `title` may be anywhere.
_DEEPEST = 3


@dataclass(slots=True)
class Defaults:
    """The fields that every note of a document has unless it says otherwise."""

    raw: dict[str, RawValue] = field(default_factory=dict)
    lines: Keys = field(default_factory=dict)
    size: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.size = size_of(self.raw)

    def fill(self, raw: dict[str, RawValue], lines: Keys) -> tuple[dict[str, RawValue], Keys]:
        """Return a note with what it lacks."""
        given = {key: value for key, value in raw.items() if value}
        names = {FIELD_ALIASES.get(key, key) for key in given}
        filled: dict[str, RawValue] = {}
        for key, value in self.raw.items():
            if key in TAG_FIELDS:
                filled[key] = [*split_tags(value, key), *split_tags(given.pop(key, None), key)]
            elif FIELD_ALIASES.get(key, key) not in names:
                filled[key] = value
        return filled | given, self.lines | lines


class Groups:
    """Tells which nodes of a file hold notes. Each is looked at once, whatever aliases lead to it."""

    def __init__(self) -> None:
        self._known: dict[tuple[Node, int], bool] = {}
        self._searched: set[Node] = set()

    def hold_notes(self, node: Node, depth: int = 0) -> bool:
        """Tell whether a list holds notes or groups, or a mapping without a title such lists."""
        known = self._known.get((node, depth))
        if known is None:
            if isinstance(node, SequenceNode):
                known = any(is_titled(item) or self.is_group(item, depth) for item in node.value)
            else:
                known = self.is_group(node, depth)
            self._known[node, depth] = known
        return known

    def is_group(self, node: Node, depth: int = 0) -> TypeGuard[MappingNode]:
        """Tell whether a node is a mapping that is no note and holds notes."""
        return isinstance(node, MappingNode) and not is_titled(node) and bool(self.lists(node, depth))

    def lists(self, node: MappingNode, depth: int = 0) -> list[NamedList]:
        """Return the lists of notes in a mapping, and the mappings of such."""
        return [
            (key, value)
            for key, value in (node.value if depth < _DEEPEST else ())
            if isinstance(key, ScalarNode)
            and isinstance(value, CollectionNode)
            and FIELD_ALIASES.get(key.value, key.value) not in _FIELDS_OF_ONE
            and key.value != "<<"
            and (key.value == "notes" or self.hold_notes(value, depth + 1))
        ]

    def untitled(self, node: Node, depth: int = 0) -> tuple[ScalarNode, MappingNode] | None:
        """Return the name of a list of notes that lack titles, in a mapping or deeper, and one of these."""
        if not isinstance(node, MappingNode) or depth == _DEEPEST or node in self._searched:
            return None
        self._searched.add(node)
        for key, value in node.value:
            if not isinstance(key, ScalarNode) or FIELD_ALIASES.get(key.value, key.value) in _FIELDS_OF_ONE:
                continue
            items = value.value if isinstance(value, SequenceNode) else [value]
            if isinstance(value, SequenceNode) and (item := next(filter(_is_untitled, items), None)):
                return key, item
            if found := next(filter(None, (self.untitled(item, depth + 1) for item in items)), None):
                return found
        return None


def _is_untitled(node: Node) -> TypeGuard[MappingNode]:
    return isinstance(node, MappingNode) and not UNTITLED.isdisjoint(names_of(node))


def names_of(node: MappingNode) -> list[str]:
    """Return the keys of a mapping that are texts."""
    return [key.value for key, _ in node.value if isinstance(key, ScalarNode)]


def is_titled(node: Node) -> bool:
    """Tell whether a node is a mapping with a title, or with what looks like one."""
    if not isinstance(node, MappingNode):
        return False
    for key, _ in node.value:
        if key.value == "title":  # that of a list or a mapping is no text
            return True
    return "title" in map(similar_field, names_of(node))


def said_by_names(lists: Sequence[NamedList]) -> dict[str, Said]:
    """Return what the names of lists in one mapping say of their notes: a year, or one of several groups."""
    names = [key.value for key, _ in lists if key.value != "notes"]
    are_several = len(names) == len(lists) > 1
    years = {name: ("published", name) for name in names if _YEAR.fullmatch(name)}
    return ({name: ("tags", [name]) for name in names} if are_several else {}) | years
