"""The command ``tags list``."""

from __future__ import annotations

import argparse
import csv
import io
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType

from ...core.index import TagIndex
from ...core.ordering import natural_key
from ...core.tags.names import tag_key
from ...util.text import with_escapes
from ..printed import json_text
from .project import index_of, open_project


@dataclass(frozen=True, slots=True)
class Row:
    """A tag: how many notes have it, the dates of the first and the last of them, and its group."""

    count: int
    tag: str
    first: str
    last: str
    group: str


def list_tags(options: argparse.Namespace) -> tuple[int, str]:
    """List the tags of a project."""
    rows = rows_of(index_of(open_project(options.project)))
    if options.sort == "name":
        rows.sort(key=lambda row: (natural_key(tag_key(row.tag)), row.tag))
    return 0, _FORMATS[options.format](rows)


def rows_of(index: TagIndex) -> list[Row]:
    """Return a row for each tag, the most used first."""
    rows = []
    for key, tag in index.tags.items():
        dates = sorted(
            str(entry.note.effective_date) for entry in index.by_tag[key] if entry.note.effective_date
        )
        first, last = (dates[0][:10], dates[-1][:10]) if dates else ("", "")
        rows.append(Row(len(index.by_tag[key]), tag.name, first, last, tag.group))
    rows.sort(key=lambda row: (-row.count, natural_key(tag_key(row.tag)), row.tag))
    return rows


def _as_text(rows: Sequence[Row]) -> str:
    """Return the rows as columns, in which a wide character takes two places."""
    if not rows:
        return "no note has a tag"
    cells = [("notes", "tag", "first", "last", "group")]
    cells += [
        (f"{row.count:,}", with_escapes(row.tag), row.first, row.last, with_escapes(row.group))
        for row in rows
    ]
    columns = []
    for place, column in enumerate(zip(*cells, strict=True)):
        width = max(map(_width, column))
        if any(column[1:]):
            padded = [(cell, " " * (width - _width(cell))) for cell in column]
            columns.append([cell + blanks if place else blanks + cell for cell, blanks in padded])
    return "\n".join("  ".join(row).rstrip() for row in zip(*columns, strict=True))


def _width(text: str) -> int:
    """Return how many places a text takes on a terminal (Unicode Standard Annex 11)."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in {"W", "F"})
        for char in text
    )


def _as_json(rows: Sequence[Row]) -> str:
    return json_text({"version": 1, "tags": [asdict(row) for row in rows]})


def _as_csv(rows: Sequence[Row]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["tag", "count", "first", "last", "group"])
    writer.writerows([row.tag, row.count, row.first, row.last, row.group] for row in rows)
    return stream.getvalue().removesuffix("\n")


_FORMATS: Mapping[str, Callable[[Sequence[Row]], str]] = MappingProxyType({
    "text": _as_text,
    "json": _as_json,
    "csv": _as_csv,
})
