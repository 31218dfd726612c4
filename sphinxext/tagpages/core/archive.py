"""The archive: which page is the home of a note that stands in no document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .note import Note

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """One page of the archive.

    ``name`` is its path below the archive's folder: ``2023``, ``2023-05`` or ``undated``,
    with ``/2`` and so on for what is over the limit of a page. ``notes`` are newest first.
    """

    name: str
    period: str
    number: int
    notes: tuple[Note, ...]


def plan_archive(notes: Iterable[Note], per_page: int) -> list[ArchivePage]:
    """Divide notes into pages: by year, by month where a year is over ``per_page``.

    Args:
        notes: in the order in which notes of one day are to stand.
        per_page: notes on a page, 0 for no limit.

    Returns:
        the pages, newest first, undated notes last. Every note is on exactly one.
    """
    by_year: dict[str, list[Note]] = {}
    for note in notes:
        date = note.effective_date
        by_year.setdefault(f"{date.year:04}" if date else UNDATED, []).append(note)
    pages: list[ArchivePage] = []
    for year in sorted(by_year, key=lambda year: (year != UNDATED, year), reverse=True):
        members = _newest_first(by_year[year])
        if year == UNDATED or not per_page or len(members) <= per_page:
            pages += _pages(year, members, per_page)
            continue
        by_month: dict[str, list[Note]] = {}
        for note in members:
            by_month.setdefault(period_of(note), []).append(note)
        for month, monthly in by_month.items():
            pages += _pages(month, monthly, per_page)
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


def _pages(period: str, notes: list[Note], per_page: int) -> list[ArchivePage]:
    size = per_page or len(notes)
    return [
        ArchivePage(
            period if number == 1 else f"{period}/{number}",
            period,
            number,
            tuple(notes[start : start + size]),
        )
        for number, start in enumerate(range(0, len(notes), size), start=1)
    ]
