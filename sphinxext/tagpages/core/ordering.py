"""The order of notes: sort keys, missing values last, and never a tie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..util.suggest import advice
from ..util.text import folded, shortened
from .dates import NoteDate
from .note import Note

#: Fields that notes can be sorted by.
SORT_FIELDS = ("title", "id", "url", "date", "published", "authors", "venue", "kind", "lang")

_DIGITS = re.compile(r"([0-9]+)")
NaturalKey: TypeAlias = tuple[str | tuple[int, str], ...]


def natural_key(text: str) -> NaturalKey:
    """Sort key for text: case and width do not count, and digits compare as numbers."""
    parts: list[str | tuple[int, str]] = list(_DIGITS.split(folded(text)))
    for position in range(1, len(parts), 2):
        number = str(parts[position]).lstrip("0")
        parts[position] = (len(number), number)
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class SortKey:
    """One field to sort by, ascending unless said."""

    field: str
    descending: bool = False

    @property
    def is_date(self) -> bool:
        """Whether it is the order of a date."""
        return self.field in {"date", "published"}

    def date_of(self, note: Note) -> NoteDate | None:
        """Return the date of a note that counts in the order of a date."""
        return note.published if self.field == "published" else note.effective_date

    @classmethod
    def parse(cls, text: str) -> SortKey:
        """Read ``date`` or ``-date``.

        Raises:
            ValueError: no such field; the message names those that there are.
        """
        field = text.strip()
        descending = field.startswith("-")
        field = field.removeprefix("-").strip()
        if field not in SORT_FIELDS:
            known = ", ".join(SORT_FIELDS)
            hint = advice(field, SORT_FIELDS, f"write {known}, with - before it for descending")
            msg = f"{shortened(text)!r} is no field to sort by{hint}"
            raise ValueError(msg)
        return cls(field, descending)


def sort_notes(notes: Iterable[Note], keys: Sequence[SortKey]) -> list[Note]:
    """Order notes by ``keys``, pinned ones first.

    A note without a value comes last in either direction. Ties end at title, id and
    origin, so that the result does not depend on the order of ``notes``.
    """
    ordered = sorted(
        notes,
        key=lambda note: (
            natural_key(note.title),
            note.title,
            natural_key(note.id),
            note.id,
            note.origin.order,
        ),
    )
    for key in reversed(keys):
        valued = [(_value(note, key.field), note) for note in ordered]
        present = [(value, note) for value, note in valued if value is not None]
        present.sort(key=lambda pair: pair[0], reverse=key.descending)
        ordered = [note for _, note in present] + [note for value, note in valued if value is None]
    ordered.sort(key=lambda note: not note.pinned)
    return ordered


def _value(note: Note, field: str) -> tuple[object, ...] | None:
    value = note.effective_date if field == "date" else getattr(note, field)
    if not value:
        return None
    if isinstance(value, NoteDate):
        return value.sort_key()
    text = value if isinstance(value, str) else ", ".join(value)
    return (natural_key(text), text)
