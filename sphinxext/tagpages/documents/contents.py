"""What a placeholder stands for. These values are pickled with the doctrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ..core.selection import Selection


@dataclass(frozen=True, slots=True)
class SourceListing:
    """The notes of a ``note-source`` directive: the ``number``-th source of its document.

    ``is_home``: whether it shows those whole whose home it is.
    """

    docname: str
    number: int
    visible: int | None = None
    is_home: bool = True


@dataclass(frozen=True, slots=True)
class OneNote:
    """The ``number``-th note of a document, as a listing shows it."""

    docname: str
    number: int


@dataclass(frozen=True, slots=True)
class SelectedListing:
    """The notes that a ``note-list`` directive selects, and how they are listed.

    ``style``: ``entries``, ``titles``, ``table`` or ``cards``. ``group_by``: what they stand under headings
    by, if by anything. ``columns`` are the fields that a table shows, the usual ones if there are none;
    ``table`` is its name among the tables of the project.
    """

    selection: Selection
    visible: int | None = None
    style: str = "entries"
    group_by: str | None = None
    columns: tuple[str, ...] = ()
    table: str = ""


@dataclass(frozen=True, slots=True)
class MoreNotes:
    """How many notes a selection has beyond its limit, and the way to them."""

    selection: Selection


@dataclass(frozen=True, slots=True)
class TagListing:
    """One page of a tag's notes, counted from 1."""

    key: str
    page: int


@dataclass(frozen=True, slots=True)
class ArchiveListing:
    """The notes of one period (a month, say) that live on one page of the archive."""

    page: str
    period: str


@dataclass(frozen=True, slots=True)
class ArchiveLines:
    """The notes of one period that one page of the archive names, and that live elsewhere: a line each."""

    page: str
    period: str


@dataclass(frozen=True, slots=True)
class NewestNotes:
    """The newest notes of the project, a line each."""

    limit: int


@dataclass(frozen=True, slots=True)
class ArchiveMonths:
    """The years and months of the archive with the number of their notes."""


@dataclass(frozen=True, slots=True)
class ArchiveNeighbours:
    """The links from a page of the archive to those beside it."""

    page: str


@dataclass(frozen=True, slots=True)
class TagCounts:
    """Tags with the number of their notes.

    ``style``: ``list``, ``cloud`` or ``groups``. ``sort``: ``name``, ``count``, ``weight`` or ``newest``.
    Shown are those of ``min_count`` notes at the least, and of these, if a tag is named, those ``under`` it.
    """

    style: str = "list"
    sort: str = "name"
    min_count: int = 0
    under: str = ""


@dataclass(frozen=True, slots=True)
class AllTags:
    """All tags with the number of their notes, to be looked through and searched."""


@dataclass(frozen=True, slots=True)
class OwnTagPage:
    """All that a document of the user's shows as the page of a tag."""

    docname: str


@dataclass(frozen=True, slots=True)
class TagHead:
    """The line below the title of a page of a tag."""

    key: str
    page: int


@dataclass(frozen=True, slots=True)
class TagPaths:
    """The tags above a tag."""

    key: str


@dataclass(frozen=True, slots=True)
class ChildTags:
    """The tags right below a tag."""

    key: str


@dataclass(frozen=True, slots=True)
class RelatedTags:
    """The tags that go together with a tag."""

    key: str


@dataclass(frozen=True, slots=True)
class RelatedNotes:
    """The notes related to that which a document is."""

    docname: str


@dataclass(frozen=True, slots=True)
class OverviewHead:
    """The line below the title of ``tags/index``."""


@dataclass(frozen=True, slots=True)
class ArchiveHead:
    """The line below the title of a page of the archive, or of its index (no name)."""

    page: str = ""


@dataclass(frozen=True, slots=True)
class ExplorerHead:
    """The line below the title of ``tags/all``."""


@dataclass(frozen=True, slots=True)
class AllNotes:
    """The explorer: the first of all notes, and what a script needs to choose among them."""


@dataclass(frozen=True, slots=True)
class PageTags:
    """The tags of a document that is a note: those among ``names``, or all."""

    docname: str
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The links of a document that is a note: for the check of links alone, as nothing shows them there."""

    docname: str


Content: TypeAlias = (
    SourceListing
    | OneNote
    | SelectedListing
    | MoreNotes
    | TagListing
    | ArchiveListing
    | ArchiveLines
    | NewestNotes
    | ArchiveMonths
    | ArchiveNeighbours
    | TagCounts
    | AllTags
    | OwnTagPage
    | TagHead
    | TagPaths
    | ChildTags
    | RelatedTags
    | RelatedNotes
    | OverviewHead
    | ArchiveHead
    | ExplorerHead
    | AllNotes
    | PageTags
    | PageLinks
)

#: Contents that are the home of notes: their text is in the search index.
HOMES = (SourceListing, ArchiveListing)
