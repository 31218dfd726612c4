"""Headings in a listing: which notes stand together, and under what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..util.suggest import advice
from ..util.text import shortened
from .dates import NoteDate
from .index import Entry
from .listing import Heading
from .note import Note
from .ordering import NaturalKey, SortKey, natural_key

#: By year, in a listing that is long and in the order of a date.
AUTO = "auto"
PERIODS = ("year", "month")
#: Fields whose values can be headings; ``extra.`` and a name stands for a field of the user's own.
GROUP_FIELDS = ("kind", "venue", "authors", "lang")
EXTRA = "extra."
#: A year and a month, 0 for the year alone.
Period: TypeAlias = tuple[int, int]
#: A listing of no more notes is seen at a glance: it has no headings of years that nobody asked for.
_AT_A_GLANCE = 25


@dataclass(frozen=True, slots=True)
class Words:
    """What headings say: of notes that are pinned, without a date or a value; and of years and months."""

    pinned: str
    undated: str
    other: str
    period: Callable[[NoteDate], str]


@dataclass(frozen=True, slots=True)
class Group:
    """Notes under one heading."""

    title: str
    entries: tuple[Entry, ...]


def parse_grouping(text: str) -> str:
    """Return what a listing is to be grouped by, as it is named.

    Raises:
        ValueError: there is no such thing; the message names those that there are.
    """
    return named_field(text, (AUTO, *PERIODS, *GROUP_FIELDS), "nothing to group notes by")


def named_field(text: str, known: Sequence[str], otherwise: str) -> str:
    """Return which of the ``known`` fields is named, or a field of the user's own.

    Raises:
        ValueError: there is no such field; the message says what it is ``otherwise``, and names those.
    """
    name = text.strip()
    if name.removeprefix(EXTRA) if name.startswith(EXTRA) else name in known:
        return name
    hint = advice(name, known, f"write {', '.join(known)}, or extra. and the name of a field of your own")
    msg = f"{shortened(text)!r} is {otherwise}{hint}"
    raise ValueError(msg)


def group_entries(
    entries: Sequence[Entry], by: str | None, sort: Sequence[SortKey], words: Words
) -> tuple[Group, ...]:
    """Put the notes of a listing under headings; none where it is to have no headings.

    Each note stands in one group, and within it in the order of the listing. Years and months follow the
    order of that date by which notes are sorted, else the newest is first; values follow each other as
    texts do. Pinned notes come before all others, those without a value after them.

    Args:
        entries: the notes of the whole listing, in its order.
        by: what :func:`parse_grouping` returned; ``None`` for no headings.
        sort: what the listing is sorted by.
        words: the headings that are no value.
    """
    if by == AUTO:
        is_by_date = bool(sort) and sort[0].is_date
        by = "year" if is_by_date and len(entries) > _AT_A_GLANCE else None
    if by is None:
        return ()
    date = next((key for key in sort if key.is_date), SortKey("date", descending=True))
    pinned: list[Entry] = []
    missing: list[Entry] = []
    found: dict[NaturalKey | Period, tuple[str, list[Entry]]] = {}
    for entry in entries:
        if entry.note.pinned:
            pinned.append(entry)
        elif value := _value(entry.note, by, date):
            key = natural_key(value) if isinstance(value, str) else value
            if key not in found:
                found[key] = (value if isinstance(value, str) else words.period(_date_of(*value)), [])
            found[key][1].append(entry)
        else:
            missing.append(entry)
    is_period = by in PERIODS
    ordered = sorted(found, reverse=is_period and date.descending)
    groups = [
        (words.pinned, pinned),
        *(found[key] for key in ordered),
        (words.undated if is_period else words.other, missing),
    ]
    return tuple(Group(title, tuple(members)) for title, members in groups if members)


def _value(note: Note, by: str, key: SortKey) -> Period | str | None:
    if by in PERIODS:
        date = key.date_of(note)
        return (date.year, (by == "month" and date.month) or 0) if date else None
    value = note.extra.get(by.removeprefix(EXTRA)) if by.startswith(EXTRA) else getattr(note, by)
    if by == "authors":
        value = next(iter(note.authors), "")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _date_of(year: int, month: int) -> NoteDate:
    return NoteDate(year, month or None)


def headings_between(groups: Iterable[Group], start: int, stop: int) -> Mapping[int, Heading]:
    """Return the headings of a part of a listing, by the places of the notes in it that they stand before.

    Args:
        groups: those of the whole listing.
        start: the place in the whole listing where the part begins; it has a heading in any case.
        stop: the place before which it ends.
    """
    found = {}
    place = 0
    for group in groups:
        end = place + len(group.entries)
        if place < stop and end > start:
            heading = Heading(group.title, len(group.entries), is_continued=place < start)
            found[max(place - start, 0)] = heading
        place = end
    return found
