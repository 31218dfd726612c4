"""What stands on the pages of a tag: its notes under headings, page by page."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import chain

from ..config.values import Settings
from ..core.dates import NoteDate
from ..core.grouping import Group, Words, group_entries, headings_between
from ..core.index import Entry, TagIndex
from ..core.listing import fold, paginate
from ..translations import _
from . import shapes
from .titles import page_docname


class TagPages:
    """The pages of the tags of one build.

    Args:
        index: the notes and tags.
        settings: the configuration.
        date_text: returns a date as readers see it.
    """

    def __init__(self, index: TagIndex, settings: Settings, date_text: Callable[[NoteDate], str]) -> None:
        self._index = index
        self._settings = settings
        self._sort = settings.sort_keys
        self._date_text = date_text
        self._grouped = cache(self._group)

    def docnames(self, key: str) -> tuple[str, ...]:
        """Return the docnames of a tag's pages, by the key of the tag."""
        count = len(paginate(self._index.by_tag[key], self._settings.per_page))
        return tuple(page_docname(self._index.tags[key], number) for number in range(1, count + 1))

    def listing(self, key: str, number: int) -> shapes.PagedListing:
        """Return the notes on one page of a tag, counted from 1."""
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
        pages = self.docnames(key)
        return shapes.PagedListing(listing, pages if len(pages) > 1 else (), number)

    def _group(self, key: str) -> tuple[tuple[Entry, ...], tuple[Group, ...]]:
        """Return the notes of a tag as its pages show them, and by headings, if there are any."""
        entries = self._index.by_tag[key]
        words = Words(str(_("Pinned")), str(_("Undated")), str(_("Other")), self._date_text)
        groups = group_entries(entries, self._settings.group_by, self._sort, words)
        return tuple(chain.from_iterable(group.entries for group in groups)) or entries, groups
