"""What a listing shows: which notes, in which order, and where the fold is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .index import Entry, Tag, TagIndex
from .ordering import SortKey, sort_notes
from .tags import tag_key

#: A fold that would hide fewer entries than this is not made.
SMALLEST_FOLD = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """Notes to show: the first ones open, the rest folded.

    ``total`` counts the notes of the whole listing, of which these may be one page.
    ``tag`` is the tag whose page this is: it gets no button. ``homes`` are the ids of
    the notes that have their home in this listing, where they are shown whole.
    """

    visible: tuple[Entry, ...]
    folded: tuple[Entry, ...]
    total: int
    tag: Tag | None = None
    homes: frozenset[str] = frozenset()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, those behind the fold too."""
        return self.visible + self.folded

    def buttons(self, entry: Entry) -> list[Tag]:
        """Return the tags of an entry that get a button here."""
        return [tag for tag in entry.tags if tag is not self.tag]


@dataclass(frozen=True, slots=True)
class Selection:
    """What an author asks of a listing: tag names, a number of notes (0: all) and an order."""

    tags: tuple[str, ...] = ()
    any_tags: tuple[str, ...] = ()
    not_tags: tuple[str, ...] = ()
    limit: int = 0
    sort: tuple[SortKey, ...] | None = None

    def select(self, index: TagIndex) -> tuple[Entry, ...]:
        """Return the entries that have all ``tags``, one of ``any_tags`` and none of ``not_tags``."""
        required = {tag_key(name) for name in self.tags}
        wanted = {tag_key(name) for name in self.any_tags}
        unwanted = {tag_key(name) for name in self.not_tags}
        chosen = []
        for entry in index.entries:
            own = entry.keys
            if required <= own and (not wanted or wanted & own) and not unwanted & own:
                chosen.append(entry)
        if self.sort is not None:
            by_id = {entry.note.id: entry for entry in chosen}
            chosen = [by_id[note.id] for note in sort_notes((entry.note for entry in chosen), self.sort)]
        return tuple(chosen[: self.limit] if self.limit else chosen)

    def unknown_tags(self, index: TagIndex) -> list[tuple[str, str]]:
        """Return the names that are no tag of any note, each with the option that gives it."""
        known = frozenset[str]().union(*(entry.keys for entry in index.entries))
        given = {"tags": self.tags, "any-tags": self.any_tags, "not-tags": self.not_tags}
        return [
            (name, option) for option, names in given.items() for name in names if tag_key(name) not in known
        ]


def fold(
    entries: Sequence[Entry],
    visible: int,
    *,
    tag: Tag | None = None,
    total: int | None = None,
    homes: frozenset[str] = frozenset(),
) -> Listing:
    """Divide entries at the fold: ``visible`` before it, 0 for no fold."""
    if visible <= 0 or len(entries) - visible < SMALLEST_FOLD:
        visible = len(entries)
    count = len(entries) if total is None else total
    return Listing(tuple(entries[:visible]), tuple(entries[visible:]), count, tag, homes)


def paginate(entries: Sequence[Entry], per_page: int) -> list[Sequence[Entry]]:
    """Divide entries into pages of ``per_page``, 0 for one page."""
    if not per_page or not entries:
        return [entries]
    return [entries[start : start + per_page] for start in range(0, len(entries), per_page)]
