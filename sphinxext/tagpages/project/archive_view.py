"""The archive at a glance: how many notes there are of which time, where, and what is beside what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from ..core.archive import UNDATED, ArchivePage, period_of
from ..translations import _
from .dates import month_name, month_short, month_title
from .shapes import ArchiveMonth, ArchiveTable, ArchiveYear, Neighbours, PageLink
from .titles import archive_docname, archive_section, period_title

#: How many shades there are of the number of a month's notes.
STEPS = 6
_MONTHS = range(1, 13)


class ArchiveView:
    """The pages of the archive by their time.

    The pages come newest first.
    """

    def __init__(self, pages: Sequence[ArchivePage], folder: str, date_format: str | None) -> None:
        self._folder = folder
        self._date_format = date_format
        self._pages = pages
        self._years = {page.period: page for page in pages if not page.is_of_month}

    @cached_property
    def table(self) -> ArchiveTable:
        """The years by months, and the undated notes."""
        most = max((STEPS, *(count for _link, count in self._months.values())))
        months = {
            period: ArchiveMonth(link, count, -(-count * STEPS // most))
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
            ArchiveYear(*of_year, tuple(months.get(f"{year}-{month:02}") for month in _MONTHS))
            for year, of_year in counted.items()
        )
        return ArchiveTable(tuple(map(month_short, _MONTHS)), tuple(years), undated)

    @cached_property
    def neighbours(self) -> dict[str, Neighbours]:
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
            found[page.name] = Neighbours(*links)
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
