"""What is a link without being marked up as one: bare addresses, and `#123` for the note of that number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..core.index import Entry
from ..core.note import Note

_NUMBER = re.compile(r"#([1-9][0-9]{0,9})")


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
        """Return all that the texts of a note may mention, in their order."""
        if note.number is None:
            return []
        found = dict.fromkeys(
            int(number)
            for text in (note.summary, note.comment, note.body)
            for number in _NUMBER.findall(text)
        )
        return [entry for number in found if (entry := self.entry(note, number))]
