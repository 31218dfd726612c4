"""What a generated page says of itself, where a search engine lists it or a message links to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ..core.snippet import make_snippet
from ..project import shapes
from ..project.view import NotesView
from .plan import PlannedPage

#: How many columns a description has, and how many names stand in it, at most.
LENGTH, NAMES = 200, 10


def description_of(page: PlannedPage | None, view: NotesView) -> str:
    """Return the titles of the first notes on a page; for the index of the archive, its periods."""
    if page is None:
        return ""
    names = (name for content in page.all_contents for name in _names(view.shape(content)))
    return make_snippet(" · ".join(islice(names, NAMES)), LENGTH)[0]


def _names(shape: shapes.Shape) -> Iterator[str]:
    match shape:
        case shapes.HeadLine(description=description) if description:
            yield description
        case shapes.PagedListing(listing) | shapes.Explorer(listing):
            yield from (entry.note.title for entry in listing.entries)
        case shapes.NoteLines(entries):
            yield from (entry.note.title for entry in entries)
        case shapes.ArchiveTable(years=years):
            yield from (year.link.text for year in years)
