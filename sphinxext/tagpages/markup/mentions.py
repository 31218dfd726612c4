"""What is a link without being marked up as one: bare addresses, and `#123` for the note of that number."""

from __future__ import annotations

from collections.abc import Iterable

from ..core.index import Entry
from ..core.note import Note


class Mentions:
    """The notes that texts name by their numbers, in the file that they share."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[tuple[str, int], Entry] = {}
        for entry in entries:
            if entry.note.number is not None:
                self._entries.setdefault((entry.note.origin.path, entry.note.number), entry)

    def entry(self, note: Note, number: int) -> Entry | None:
        """Return what a number means in the texts of a note."""
        return None if note.number is None else self._entries.get((note.origin.path, number))

    def possible(self, note: Note) -> list[Entry]:
        """Return all that the texts of a note mention, in their order."""
        return [entry for number in note.references.numbers if (entry := self.entry(note, number))]
