"""Groups of tags: which tag belongs to which, and in which order they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...util.text import folded
from .names import matches_any
from .tag import Tag
from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class TagGroup:
    """A group as the configuration has it: of the tags that fit one of the patterns, or have the colour."""

    title: str
    tags: tuple[str, ...] = ()
    colour: str = ""

    def holds(self, key: str, colour: str) -> bool:
        """Tell whether a tag fits, by its key and its colour."""
        return bool(colour and colour == self.colour) or matches_any(key, self.tags)


class Groups:
    """The groups of a project: those of the configuration, then those of the tags file in its order."""

    def __init__(self, configured: Sequence[TagGroup], vocabulary: Vocabulary) -> None:
        self._configured = configured
        self._entries = vocabulary.entries
        given = (entry.group for entry in self._entries.values() if entry.group)
        self._titles: dict[str, str] = {}
        for title in (*(group.title for group in configured), *given):
            self._titles.setdefault(folded(title), title)

    def of(self, key: str, colour: str) -> str:
        """Return the title of the group of a tag, or nothing. What the tags file says goes before."""
        entry = self._entries.get(key)
        if entry and entry.group:
            return self._titles[folded(entry.group)]
        return next((group.title for group in self._configured if group.holds(key, colour)), "")

    def in_order(self, tags: Iterable[Tag]) -> tuple[str, ...]:
        """Return the titles of the groups that have tags, in their order."""
        found = {tag.group for tag in tags}
        return tuple(title for title in self._titles.values() if title in found)
