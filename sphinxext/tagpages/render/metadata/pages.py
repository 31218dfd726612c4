"""What stands for programs on the pages of one build."""

from __future__ import annotations

from functools import cache

from sphinx.builders import Builder

from ...core.index import Entry
from ...project.shapes import Overview, PagedListing
from ...project.titles import index_docname, numbered
from ...project.view import NotesView
from ...sphinx_internals.addresses import Addresses
from ...translations import _
from .coins import coins_of
from .highwire import highwire
from .json_ld import JsonLd, element, work


class PageMetadata:
    """The metadata of the pages of one build, by the bases of these."""

    def __init__(self, builder: Builder, view: NotesView) -> None:
        self._view = view
        self._site = Addresses(builder, "")
        self._index = index_docname(view.settings.dir)
        self._work = cache(work)
        self._json_ld = cache(lambda base: JsonLd(Addresses(builder, base), self._index, self._work))
        #: What the span of a note says.
        self.coins = cache(self._coins)

    def _coins(self, entry: Entry) -> str:
        note = entry.note
        given = self._site.outer(note, note.url) if note.url else self._site.page(entry.home, entry.anchor)
        return coins_of(note, given if given.startswith(("https://", "http://")) else "")

    def listing(self, shape: PagedListing, docname: str, base: str) -> str:
        """Return the data of a listing; of a tag's notes, that of the page."""
        listing, made = shape.listing, self._made(base)
        first = shape.pages[shape.number - 1].first if shape.pages else 1
        described = made.listing(listing.entries, listing.total, first)
        if listing.tag is not None:
            name = numbered(self._view.settings.heading(listing.tag.label), shape.number)
            described = made.page_of_tag(listing.tag, name, docname, described)
        return element(described)

    def overview(self, shape: Overview, docname: str, base: str) -> str:
        """Return the data of the overview of all tags."""
        tags = [tag for _heading, counted in shape.by_name.groups for tag, _count in counted.counts]
        name = self._view.settings.moved.overview_title or str(_("Tags"))
        return element(self._made(base).tags(tags, name, docname))

    def note(self, entry: Entry, base: str) -> str:
        """Return the data of one note."""
        return element(self._made(base).note(entry))

    def head(self, docname: str, base: str) -> str:
        """Return what the head of a document says that is a note itself; nothing for others."""
        entry = self._view.page_entry(docname)
        if entry is None:
            return ""
        page = self._site.page(docname) if self._site.site else ""
        return highwire(entry, page) + self.note(entry, base)

    def drop_caches(self) -> None:
        """Give back the memory of what is kept for further pages."""
        for kept in (self._json_ld, self._work, self.coins):
            kept.cache_clear()

    def _made(self, base: str) -> JsonLd:
        return self._json_ld("" if self._site.site else base)
