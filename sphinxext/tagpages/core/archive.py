"""The archive: every dated note by its time, and the home of each note that stands in no document."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import count, groupby

from .note import Note

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """One page of the archive.

    ``period`` is what it is of: ``2023``, ``2023-05`` or ``undated``; ``name`` is what it is called in the
    folder of the archive. ``notes`` live on it, ``lines`` are notes of its time that live elsewhere. Both
    are newest first.
    """

    name: str
    period: str
    notes: tuple[Note, ...]
    lines: tuple[Note, ...] = ()

    @property
    def is_of_month(self) -> bool:
        """Whether this is a part of a year that has a page of its own, which names these notes too."""
        return self.period[4:5] == "-"


def plan_archive(
    notes: Iterable[Note],
    per_page: int,
    elsewhere: Container[str] = (),
    is_taken: Callable[[str], bool] = lambda _name: False,
) -> list[ArchivePage]:
    """Divide notes into pages: by year, by month where more than ``per_page`` live on the page of a year.

    The page of such a year names each note of it, so that no link to it dies because notes were added. So
    pages of months are never divided further, nor is that of undated notes.

    Args:
        notes: in the order in which notes of one day are to stand.
        per_page: notes on the page of a year, 0 for no limit.
        elsewhere: the ids of notes that live in documents: they are named, if they have a date.
        is_taken: tells whether a page cannot have a name.

    Returns:
        the pages, newest first, a year before its months, undated notes last. Every note that does not
        live elsewhere lives on exactly one.
    """
    by_year: dict[str, list[Note]] = {}
    for note in notes:
        if note.effective_date or note.id not in elsewhere:
            by_year.setdefault(period_of(note)[:4] if note.effective_date else UNDATED, []).append(note)
    pages: list[ArchivePage] = []
    for year in sorted(by_year, key=lambda year: (year != UNDATED, year), reverse=True):
        members = _newest_first(by_year[year])
        here = [note for note in members if note.id not in elsewhere]
        months: list[tuple[str, list[Note]]] = []
        if year != UNDATED and per_page and len(here) > per_page:
            months = [(period, list(monthly)) for period, monthly in groupby(members, key=period_of)]
            here = [note for note in here if period_of(note) == year]
        pages.append(_page(year, members, {note.id for note in here}, is_taken))
        for month, monthly in months:
            if month != year:
                lives_here = {note.id for note in monthly if note.id not in elsewhere}
                pages.append(_page(month, monthly, lives_here, is_taken))
    return pages


def period_of(note: Note) -> str:
    """Return the most exact period a note is filed under: ``2023-05``, ``2023`` or ``undated``."""
    date = note.effective_date
    return (date.month_text or f"{date.year:04}") if date else UNDATED


def _newest_first(notes: list[Note]) -> list[Note]:
    return sorted(
        notes,
        key=lambda note: note.effective_date.sort_key() if note.effective_date else (0, 0, 0, 0.0),
        reverse=True,
    )


def _page(period: str, notes: list[Note], here: set[str], is_taken: Callable[[str], bool]) -> ArchivePage:
    return ArchivePage(
        next(name for name in _names(period) if not is_taken(name)),
        period,
        tuple(note for note in notes if note.id in here),
        tuple(note for note in notes if note.id not in here),
    )


def _names(period: str) -> Iterator[str]:
    """Yield the names that the page of a period may have, the best first."""
    yield period
    yield f"{period}-notes"
    yield from (f"{period}-notes-{number}" for number in count(2))
