"""A table of notes as nodes: where notes stand under headings, one table for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from docutils import nodes

from ...core.index import Entry
from ...core.listing import Heading
from ...project.lists.note_lists import column_title
from ...project.shapes import NoteTable

#: How wide columns are beside others, where a builder has to know.
_WIDTHS = {"title": 4, "summary": 4, "comment": 4, "body": 4, "authors": 3, "tags": 3}
_USUAL_WIDTH = 2
#: In characters, where text alone is written: of a line, and of a column, into which a date goes.
_WHOLE_WIDTH, _LEAST_WIDTH = 72, 10


def table_nodes(
    shape: NoteTable,
    heading: Callable[[Heading | None], list[nodes.Node]],
    cell: Callable[[Entry, str, str], list[nodes.Node]],
) -> list[nodes.Node]:
    """Return the tables.

    ``cell`` returns what stands in a cell, for a note, the column and its text.
    """
    found: list[nodes.Node] = []
    texts = iter(shape.texts)
    head = _row([nodes.Text(column_title(column))] for column in shape.columns)
    for title, entries in shape.listing.groups():
        rows = [
            _row(cell(entry, column, text) for column, text in zip(shape.columns, next(texts), strict=True))
            for entry in entries
        ]
        if rows:
            found += [*heading(title), _table(shape.columns, head.deepcopy(), rows)]
    return found


def _table(columns: Sequence[str], head: nodes.row, rows: Iterable[nodes.row]) -> nodes.table:
    # LaTeX breaks a long table between pages, and its lines where widths are given.
    shares = [_WIDTHS.get(column, _USUAL_WIDTH) for column in columns]
    widths = [max(_LEAST_WIDTH, _WHOLE_WIDTH * share // sum(shares)) for share in shares]
    parts = (nodes.thead("", head), nodes.tbody("", *rows))
    group = nodes.tgroup(
        "", *(nodes.colspec("", colwidth=width) for width in widths), *parts, cols=len(columns)
    )
    return nodes.table("", group, classes=["tagpages-table", "longtable", "colwidths-given"])


def _row(cells: Iterable[Sequence[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))
