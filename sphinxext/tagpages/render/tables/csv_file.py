"""A table of notes as a file of comma-separated values, as :rfc:`4180` has it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import partial
from io import StringIO

from ...project.lists.note_lists import column_title
from ...project.notes import ProjectNotes
from ...project.shapes import NoteTable
from ...util.files import TextFile

#: What a spreadsheet may take for a formula, and run: what begins so and is no number.
#: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"[=@\uff1d\uff20]|[+\-\uff0b\uff0d](?![0-9]+(?:[.,][0-9]+)*%?$)")


def table_files(notes: ProjectNotes) -> Iterator[TextFile]:
    """Yield the tables of notes that the builder shows: the path in the output folder, and what makes it."""
    for table in notes.tables():
        shape = notes.view.shape(table)
        if isinstance(shape, NoteTable):
            yield shape.path, partial(csv_of, shape)


def csv_of(shape: NoteTable) -> str:
    """Return the file: the columns of the table, and where it has none, one of addresses.

    It begins with a byte order mark, without which Excel reads no UTF-8. What would be a formula has an
    apostrophe before it, which spreadsheets take for the sign of a text.
    """
    stream = StringIO()
    stream.write("\ufeff")
    writer = csv.writer(stream)
    has_address = "url" in shape.columns
    more = [] if has_address else ["url"]
    writer.writerow(_as_text(column_title(column)) for column in (*shape.columns, *more))
    for entry, texts in zip(shape.listing.entries, shape.texts, strict=True):
        row = texts if has_address else (*texts, entry.note.url)
        writer.writerow(map(_as_text, row))
    return stream.getvalue()


def _as_text(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
