"""The columns of a table of notes: what one can show, and what a cell of it says."""

from __future__ import annotations

from ..core.dates import NoteDate
from ..core.grouping import EXTRA, named_field
from ..core.note import Note

#: The fields that a column can show; ``extra.`` and a name stands for a field of the user's own.
COLUMNS = (
    *("title", "authors", "venue", "date", "published", "kind", "tags", "links", "url"),
    *("summary", "comment", "body", "lang", "id"),
)
#: Those of a table that names none, as far as its notes have something to say in them.
USUAL_COLUMNS = ("title", "authors", "venue", "date", "tags")
#: Texts that may have a markup.
TEXTS = ("summary", "comment", "body")


def parse_column(text: str) -> str:
    """Return the column that is named.

    Raises:
        ValueError: there is no such column; the message names those that there are.
    """
    return named_field(text, COLUMNS, "no column")


def cell_text(note: Note, column: str) -> str:
    """Return what a note says in a column, on one line; nothing if it has nothing to say."""
    if column.startswith(EXTRA):
        return _in_words(note.extra.get(column.removeprefix(EXTRA)))
    if column == "links":
        return "; ".join(f"{link.label}: {link.url}" for link in note.links)
    value = note.effective_date if column == "date" else getattr(note, column)
    if isinstance(value, NoteDate):
        return str(value)
    return _in_words(value, "; " if column == "authors" else ", ")


def _in_words(value: object, between: str = ", ") -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list | tuple):
        return between.join(filter(None, map(_in_words, value)))
    if isinstance(value, dict):
        return between.join(f"{name}: {_in_words(each)}" for name, each in value.items())
    return "" if value is None else str(value)
