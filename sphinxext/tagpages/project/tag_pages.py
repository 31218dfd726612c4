"""What stands on the pages of a tag: its notes under headings, page by page, and related tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from itertools import chain

from ..config.settings import Settings
from ..core.dates import NoteDate
from ..core.grouping import AUTO, PERIODS, Group, Words, group_entries, headings_between
from ..core.index import Entry, TagIndex
from ..core.listing import fold, paginate
from ..core.ordering import SortKey
from ..core.tags.tag import Tag
from ..documents.contents import ChildTags, Content, RelatedTags, TagHead, TagListing, TagPaths
from ..translations import _
from ..translations import number as shown_number
from ..util.association import go_together
from . import shapes
from .titles import facts_of, page_docname


class TagPages:
    """The pages of the tags of one build."""

    def __init__(self, index: TagIndex, settings: Settings, date_text: Callable[[NoteDate], str]) -> None:
        self._index = index
        self._settings = settings
        self._sort = settings.sort_keys
        self._date_text = date_text
        # A tag has several pages.
        self._grouped = cache(self._group)
        self._pages = cache(self._list_pages)
        self._facts = cache(lambda key: facts_of([entry.note for entry in index.by_tag[key]]))

    def docnames(self, key: str) -> tuple[str, ...]:
        """Return the docnames of a tag's pages, by the key of the tag."""
        count = len(paginate(self._index.by_tag[key], self._settings.per_page))
        tag, folder = self._index.tags[key], self._settings.dir
        return tuple(page_docname(tag, number, folder) for number in range(1, count + 1))

    def head(self, key: str, number: int) -> tuple[Content, ...]:
        """Return what stands above the notes on one page of a tag."""
        tag = self._index.tags[key]
        above = (TagPaths(key),) if tag.parents else ()
        below = (ChildTags(key),) if tag.children and number == 1 else ()
        related = (RelatedTags(key),) if number == 1 and self._settings.related else ()
        return (*above, TagHead(key, number), *below, *related)

    def contents(self, key: str, number: int) -> tuple[Content, ...]:
        """Return all that stands on one page of a tag."""
        return (*self.head(key, number), TagListing(key, number))

    def listing(self, key: str, number: int) -> shapes.PagedListing:
        """Return the notes on one page of a tag, by the key of the tag; pages count from 1."""
        entries, groups = self._grouped(key)
        page = paginate(entries, self._settings.per_page)[number - 1]
        start = (number - 1) * self._settings.per_page
        listing = fold(
            page,
            self._settings.visible,
            tag=self._index.tags[key],
            total=len(entries),
            headings=headings_between(groups, start, start + len(page)),
        )
        pages = self._pages(key) if len(page) < len(entries) else ()
        return shapes.PagedListing(listing, pages, number)

    def facts(self, key: str, number: int) -> tuple[str, ...]:
        """Return what is said of a tag's notes in one line, and on a further page, which that is."""
        facts = self._facts(key)
        if number == 1:
            return facts
        where = str(_("page {number} of {count}")).replace("{number}", shown_number(number))
        return (*facts, where.replace("{count}", shown_number(len(self.docnames(key)))))

    def related(self, key: str) -> tuple[tuple[Tag, int], ...]:
        """Return the tags that go together with a tag, each with the number of notes that have both."""
        index = self._index
        known = index.vocabulary
        holders: Iterable[Iterable[str]] = map(self._keys.__getitem__, index.by_tag[key])
        if known.parents:
            holders = (
                [other for other in entry.keys if other in index.tags and not known.are_in_line(key, other)]
                for entry in index.by_tag[key]
            )
        found = go_together(key, holders, self._counts, len(index.entries))
        return tuple((index.tags[other], both) for other, both in found[: self._settings.related])

    def paths(self, key: str) -> tuple[tuple[Tag, ...], ...]:
        """Return for each tag right above one a way there from the top."""
        tags = self._index.tags
        found = []
        for parent in tags[key].parents:
            path = [tags[parent]]
            while path[0].parents:
                path.insert(0, tags[path[0].parents[0]])
            found.append(tuple(path))
        return tuple(found)

    def children(self, key: str) -> tuple[tuple[Tag, int], ...]:
        """Return the tags right below one, each with the number of its notes."""
        index = self._index
        return tuple((index.tags[child], len(index.by_tag[child])) for child in index.tags[key].children)

    @cached_property
    def _keys(self) -> dict[Entry, tuple[str, ...]]:
        """The keys of the tags of each note that have pages."""
        return {entry: tuple([tag.key for tag in entry.tags]) for entry in self._index.entries}

    @cached_property
    def _counts(self) -> dict[str, int]:
        return {key: len(entries) for key, entries in self._index.by_tag.items()}

    def _list_pages(self, key: str) -> tuple[shapes.ListingPage, ...]:
        entries, groups = self._grouped(key)
        in_order = bool(self._sort) and self._sort[0].is_date
        if groups and self._settings.group_by not in {AUTO, *PERIODS}:
            in_order = False
        first = 1
        pages = []
        for docname, page in zip(self.docnames(key), paginate(entries, self._settings.per_page), strict=True):
            years = self._years(page) if in_order else ""
            pages.append(shapes.ListingPage(docname, first, first + len(page) - 1, years))
            first += len(page)
        return tuple(pages)

    def _years(self, entries: Iterable[Entry]) -> str:
        dates = [self._sort[0].date_of(entry.note) for entry in entries if not entry.note.pinned]
        years = [f"{date.year:04}" for date in dates if date]
        return "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""

    def _group(self, key: str) -> tuple[tuple[Entry, ...], tuple[Group, ...]]:
        """Return the notes of a tag as its pages show them, and by headings, if there are any."""
        return grouped(self._index.by_tag[key], self._settings.group_by, self._sort, self._words)

    @cached_property
    def _words(self) -> Words:
        return words_of_groups(self._date_text)


def words_of_groups(date_text: Callable[[NoteDate], str]) -> Words:
    """Return what headings say, in the language of the project."""
    return Words(str(_("Pinned")), str(_("Undated")), str(_("Other")), date_text)


def grouped(
    entries: tuple[Entry, ...], by: str | None, sort: Sequence[SortKey], words: Words
) -> tuple[tuple[Entry, ...], tuple[Group, ...]]:
    """Return notes in the order in which they stand under headings, and by these, if there are any."""
    groups = group_entries(entries, by, sort, words)
    return tuple(chain.from_iterable(group.entries for group in groups)) or entries, groups
