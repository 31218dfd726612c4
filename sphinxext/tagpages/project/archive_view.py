"""The archive: what stands on its pages, how many notes there are of which time, and what is beside what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from ..config.settings import Settings
from ..core.archive import UNDATED, ArchivePage, period_of
from ..core.index import Entry, TagIndex
from ..core.listing import fold
from ..core.note import encode_id
from ..translations import _
from . import shapes
from .dates import month_name, month_short, month_title
from .shapes import PageLink
from .titles import archive_docname, archive_section, counted_notes, facts_of, index_link, period_title

#: How many shades there are of the number of a month's notes.
STEPS = 6
_MONTHS = range(1, 13)


class ArchiveView:
    """The pages of the archive by their time."""

    def __init__(self, index: TagIndex, settings: Settings) -> None:
        self._index = index
        self._folder = settings.dir
        self._date_format = settings.date_format
        self._pages = index.archive
        self._years = {page.period: page for page in self._pages if not page.is_of_month}
        self._by_docname = {archive_docname(self._folder, page.name): page for page in self._pages}

    def listing(self, name: str, period: str) -> shapes.PagedListing:
        """Return the notes of a period that live on a page, by the name of the page."""
        entries = self._entries[name, period][0]
        return shapes.PagedListing(fold(entries, 0, homes=frozenset(entry.note.id for entry in entries)))

    def lines(self, name: str, period: str) -> shapes.NoteLines:
        """Return the notes of a period that a page names, by the name of the page."""
        entries = self._entries[name, period][1]
        moved = (entry.note.id for entry in entries if entry.home in self._by_docname)
        return shapes.NoteLines(tuple(entries), frozenset(moved))

    def head(self, name: str) -> shapes.HeadLine:
        """Return what stands below the title of a page, by its name; of the archive's index without one."""
        shown = [self._by_docname[archive_docname(self._folder, name)]] if name else self._years.values()
        notes = [note for page in shown for note in (*page.notes, *page.lines)]
        # The title of a page of the archive says its year.
        facts = (counted_notes(len(notes)),) if name else facts_of(notes)
        return shapes.HeadLine(facts, up=index_link(self._folder))

    @cached_property
    def _entries(self) -> Mapping[tuple[str, str], tuple[list[Entry], list[Entry]]]:
        """The notes by page and period: those that live there, and those that are named."""
        found = defaultdict[tuple[str, str], tuple[list[Entry], list[Entry]]](lambda: ([], []))
        for page in self._pages:
            for entries, notes in enumerate((page.notes, page.lines)):
                for note in notes:
                    entry = self._index.by_id[encode_id(note.id)]
                    found[page.name, period_of(note)][entries].append(entry)
        return found

    @cached_property
    def table(self) -> shapes.ArchiveTable:
        """The years by months, and the undated notes."""
        most = max((STEPS, *(count for _link, count in self._months.values())))
        months = {
            period: shapes.ArchiveMonth(link, count, -(-count * STEPS // most))
            for period, (link, count) in self._months.items()
        }
        counted = {
            period: (
                self._link(page, period_title(period, self._date_format)),
                len(page.notes) + len(page.lines),
            )
            for period, page in self._years.items()
        }
        undated = counted.pop(UNDATED, None)
        years = (
            shapes.ArchiveYear(*of_year, tuple(months.get(f"{year}-{month:02}") for month in _MONTHS))
            for year, of_year in counted.items()
        )
        return shapes.ArchiveTable(tuple(map(month_short, _MONTHS)), tuple(years), undated)

    @cached_property
    def neighbours(self) -> dict[str, shapes.Neighbours]:
        """What stands beside each page, by its name."""
        index = PageLink(archive_docname(self._folder), str(_("Archive")))
        years = {
            year: self._link(page, period_title(year, self._date_format))
            for year, page in self._years.items()
            if year != UNDATED
        }
        beside = {**_beside(sorted(years)), **_beside(sorted(self._months))}
        found = {}
        for page in self._pages:
            earlier, later = beside.get(page.period, (None, None))
            if page.is_of_month:
                year = page.period[:4]
                links = (self._month_beside(earlier, year), years[year], self._month_beside(later, year))
            else:
                links = (years.get(earlier or ""), index, years.get(later or ""))
            found[page.name] = shapes.Neighbours(*links)
        return found

    def _month_beside(self, period: str | None, year: str) -> PageLink | None:
        """Return the link to a month, which is named without its year beside others of it."""
        if period is None:
            return None
        link, _count = self._months[period]
        text = month_name(int(period[5:])) if period.startswith(f"{year}-") else link.text
        return PageLink(link.docname, text, anchor=link.anchor)

    @cached_property
    def _months(self) -> dict[str, tuple[PageLink, int]]:
        """Where the notes of each month are, and how many."""
        own = {page.period: page for page in self._pages if page.is_of_month}
        found = {}
        for page in self._years.values():
            periods = Counter(map(period_of, (*page.notes, *page.lines)))
            for period in periods.keys() - {page.period}:
                title = month_title(*map(int, period.split("-")))
                anchor = "" if period in own else archive_section(page, period)
                found[period] = (self._link(own.get(period, page), title, anchor), periods[period])
        return found

    def _link(self, page: ArchivePage, text: str, anchor: str = "") -> PageLink:
        return PageLink(archive_docname(self._folder, page.name), text, anchor=anchor)


def _beside(periods: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    """Return the periods before and after each."""
    beside = zip(periods, (None, *periods), (*periods[1:], None), strict=False)
    return {period: (earlier, later) for period, earlier, later in beside}
