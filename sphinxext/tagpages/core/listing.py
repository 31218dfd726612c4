"""What a listing shows: which notes of those there are, and where the fold is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .index import Entry
from .tags.tag import Tag

#: A fold that would hide fewer entries than this is not made.
SMALLEST_FOLD = 3
#: So many pages between two are all named.
_FEW = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above notes in a listing: a text, and how many notes it is of in the whole listing.

    ``is_continued``: the first of them stand on an earlier page.
    """

    title: str
    count: int
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Notes to show: the first ones open, the rest folded.

    ``total`` counts the notes of the whole listing, of which these may be one page.
    ``tag`` is the tag whose page this is: it gets no button. ``homes`` are the ids of
    the notes that have their home in this listing, where they are shown whole.
    ``headings`` stand before notes, by the places of these in ``entries``.
    """

    visible: tuple[Entry, ...]
    folded: tuple[Entry, ...]
    total: int
    tag: Tag | None = None
    homes: frozenset[str] = frozenset()
    headings: Mapping[int, Heading] = field(default_factory=dict)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, those behind the fold too."""
        return self.visible + self.folded

    def groups(self) -> Iterator[tuple[Heading | None, tuple[Entry, ...]]]:
        """Yield the entries by their headings; all in one where there are none."""
        entries, starts = self.entries, sorted({0, *self.headings})
        for start, end in zip(starts, [*starts[1:], len(entries)], strict=True):
            yield self.headings.get(start), entries[start:end]

    def buttons(self, entry: Entry) -> list[Tag]:
        """Return the tags of an entry that get a button here."""
        return [tag for tag in entry.tags if tag is not self.tag]


def fold(
    entries: Sequence[Entry],
    visible: int,
    *,
    tag: Tag | None = None,
    total: int | None = None,
    homes: frozenset[str] = frozenset(),
    headings: Mapping[int, Heading] | None = None,
) -> Listing:
    """Divide entries at the fold: ``visible`` before it, 0 for no fold."""
    if visible <= 0 or len(entries) - visible < SMALLEST_FOLD:
        visible = len(entries)
    count = len(entries) if total is None else total
    return Listing(tuple(entries[:visible]), tuple(entries[visible:]), count, tag, homes, headings or {})


def shown_pages(current: int, count: int) -> list[int]:
    """Return the numbers of the pages that a page links to, and its own; 0 where some are left out.

    From any page, any other is a few links away: the middle of what is left out is among them.
    """
    shown = sorted({1, current - 1, current, current + 1, count} & set(range(1, count + 1)))
    found = shown[:1]
    for before, after in pairwise(shown):
        between = range(before + 1, after)
        middle = (before + after) // 2
        found += [0, middle, 0] if len(between) > _FEW else between
        found.append(after)
    return found


def paginate(entries: Sequence[Entry], per_page: int) -> list[Sequence[Entry]]:
    """Divide entries into pages of ``per_page``, 0 for one page."""
    if not per_page or not entries:
        return [entries]
    return [entries[start : start + per_page] for start in range(0, len(entries), per_page)]
