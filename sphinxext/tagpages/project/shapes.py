"""The few shapes of what there is to show: all that renderers, digests and descriptions know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from ..core.index import Entry
from ..core.listing import Listing
from ..core.tags.tag import Tag


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One of several pages of a listing: which of its notes it shows, counted from 1.

    ``years`` are those of its notes, in their order, where that is the order of a date: ``2021–2018``.
    """

    docname: str
    first: int
    last: int
    years: str = ""


@dataclass(frozen=True, slots=True)
class PagedListing:
    """Notes with all that a row shows: a whole listing, or its ``number``-th page.

    ``pages`` are all its pages, where there are several. ``style``: ``entries``; ``titles``, a line each; or
    ``cards``, rows beside each other where a page can lay them out so.
    """

    listing: Listing
    pages: tuple[ListingPage, ...] = ()
    number: int = 1
    style: str = "entries"


@dataclass(frozen=True, slots=True)
class NoteTable:
    """Notes, a row each: what the columns are, and what the notes say in them as plain text.

    ``path`` is that of the same table as a file of a site, from its output folder.
    """

    listing: Listing
    columns: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    path: str


@dataclass(frozen=True, slots=True)
class NoteLines:
    """Notes, a line each.

    ``moved`` are the ids of those that lived here before others were added: in a site their anchors stay.
    """

    entries: tuple[Entry, ...]
    moved: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CountedTags:
    """Tags, each with the number of its notes; in a cloud, each with its size, too."""

    counts: tuple[tuple[Tag, int], ...]
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupedTags:
    """Tags with the numbers of their notes, under headings."""

    groups: tuple[tuple[str, CountedTags], ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """All tags: under their initials, and where they are many, by number of notes and by newest note too.

    Where there are groups, they stand by these. ``by_weight`` are those that stand in an order by hand.
    ``id`` is that of the whole, where no section has it. ``names`` are those by which a tag
    is found, by its key, where it is not by the label alone. ``latest`` are the days of the newest notes of
    tags, by their keys.
    """

    by_name: GroupedTags
    by_count: tuple[tuple[Tag, int], ...] = ()
    by_date: tuple[Tag, ...] = ()
    id: str = ""
    by_weight: tuple[Tag, ...] = ()
    by_group: GroupedTags = GroupedTags()
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    latest: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TagButtons:
    """Tags in a row, after the words that the user has for them, if any."""

    tags: tuple[Tag, ...]
    intro: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a generated document, or to an ``anchor`` in it.

    ``query`` is what stands in its address behind a question mark.
    """

    docname: str
    text: str
    query: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class HeadLine:
    """The line below the title of a page: what there is on it, links to others, and to that above it.

    ``description`` stands above it, if there is one; one with markup is in the document already. ``cited`` is
    the path of files in the output folder that cite these notes, without what tells their formats apart, and
    ``feed`` that of the feed of them.
    """

    facts: tuple[str, ...]
    links: tuple[PageLink, ...] = ()
    up: PageLink | None = None
    description: str = ""
    has_markup: bool = False
    cited: str = ""
    feed: str = ""


@dataclass(frozen=True, slots=True)
class RelatedTags:
    """Tags that go together with one, each with the number of notes that have both.

    They lead to these notes, on the page ``explorer``; where there is none, to the page of the tag.
    """

    tag: Tag
    counts: tuple[tuple[Tag, int], ...]
    explorer: str


@dataclass(frozen=True, slots=True)
class TagPaths:
    """The tags above one: for each right above it a way there from the top."""

    paths: tuple[tuple[Tag, ...], ...]


@dataclass(frozen=True, slots=True)
class ChildTags:
    """The tags right below one, each with the number of its notes."""

    counts: tuple[tuple[Tag, int], ...]


@dataclass(frozen=True, slots=True)
class RelatedNotes:
    """Notes that share tags with one, the most alike first."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ArchiveMonth:
    """The notes of a month: where they are, how many, and how much that is, from 1 to 6."""

    link: PageLink
    count: int
    step: int


@dataclass(frozen=True, slots=True)
class ArchiveYear:
    """The notes of a year, those without a month too: where, how many; twelve months, some without notes."""

    link: PageLink
    count: int
    months: tuple[ArchiveMonth | None, ...]


@dataclass(frozen=True, slots=True)
class ArchiveTable:
    """Years by months, with the short names of these; the undated notes, where there are some."""

    names: tuple[str, ...]
    years: tuple[ArchiveYear, ...]
    undated: tuple[PageLink, int] | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Links from a page of the archive to that before it in time, the one above, and that after it."""

    earlier: PageLink | None
    up: PageLink
    later: PageLink | None


@dataclass(frozen=True, slots=True)
class MoreNotes:
    """What a listing says of the notes that it leaves out, or nothing, and where they are, if anywhere."""

    text: str = ""
    link: PageLink | None = None


@dataclass(frozen=True, slots=True)
class Explorer:
    """The first of all notes, among which a script lets a reader choose: in a site alone."""

    listing: Listing


@dataclass(frozen=True, slots=True)
class InTurn:
    """Several things, one below the other."""

    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressesToCheck:
    """The addresses that a note leads to, for the check of links alone; no reader sees them."""

    entry: Entry | None


Shape: TypeAlias = (
    PagedListing
    | NoteTable
    | NoteLines
    | CountedTags
    | GroupedTags
    | Overview
    | TagButtons
    | HeadLine
    | ArchiveTable
    | Neighbours
    | RelatedTags
    | TagPaths
    | ChildTags
    | RelatedNotes
    | Explorer
    | MoreNotes
    | InTurn
    | AddressesToCheck
)
