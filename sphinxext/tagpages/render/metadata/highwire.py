"""The elements of a page's head by which Google Scholar, Zotero and their like know the work that it is.

Their names are those of Highwire Press: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from markupsafe import escape

from ...core.index import Entry
from ...fields import works

_VENUES: Mapping[str, str] = MappingProxyType({
    "paper-conference": "conference_title",
    "chapter": "inbook_title",
    "book": "publisher",
    "thesis": "dissertation_institution",
    "report": "technical_report_institution",
})


def highwire(entry: Entry, page: str) -> str:
    """Return the elements for the page of one note; ``page`` is its absolute address, or nothing."""
    pairs = ((name, content) for name, content in _pairs(entry, page) if content)
    return "".join(
        f'<meta name="citation_{name}" content="{escape(content)}" />\n' for name, content in pairs
    )


def _pairs(entry: Entry, page: str) -> Iterator[tuple[str, str]]:
    note = entry.note
    yield "title", note.title
    for author in works.names_of(note.authors):
        yield "author", author
    date = works.date_of(note)
    yield "publication_date", str(date).replace("-", "/") if date else ""
    yield _VENUES.get(works.genre(note), "journal_title"), note.venue
    yield "doi", next(iter(works.dois_of(note)), "")
    yield "arxiv_id", works.arxiv_of(note)
    yield "language", note.lang
    yield "keywords", "; ".join(tag.name for tag in entry.tags)
    yield "abstract_html_url", page
