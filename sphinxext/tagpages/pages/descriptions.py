"""What a generated page says of itself, where a search engine lists it or a message links to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from ..core.snippet import make_snippet
from ..documents.contents import ArchiveCounts, Content, NewestNotes
from ..project.views import Views
from .plan import PlannedPage, plan_pages
from .titles import period_title

#: How many characters a description has, and how many names stand in it, at most.
LENGTH, NAMES = 200, 10


class Descriptions:
    """The descriptions of the generated pages of one build."""

    def __init__(self, views: Views) -> None:
        self._views = views

    @cached_property
    def _pages(self) -> dict[str, PlannedPage]:
        return plan_pages(self._views, own_index=False)

    def of(self, docname: str) -> str:
        """Return the titles of the first notes on a page; for the index of the archive, its periods."""
        page = self._pages[docname]
        contents = [*page.contents, *(content for part in page.sections for content in part.contents)]
        names = (name for content in contents for name in self._names(content))
        return make_snippet(" · ".join(islice(names, NAMES)), LENGTH)[0]

    def _names(self, content: Content) -> Iterator[str]:
        match content:
            case NewestNotes(limit):
                yield from (entry.note.title for entry in self._views.newest(limit))
            case ArchiveCounts():
                yield from (period_title(page) for page, _count in self._views.archive_pages())
            case _ if listing := self._views.listing(content):
                yield from (entry.note.title for entry in (*listing.visible, *listing.folded))
