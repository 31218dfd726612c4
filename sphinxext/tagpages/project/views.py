"""From what a placeholder stands for to what is shown, the same for every builder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from itertools import groupby

from sphinx.builders import Builder

from ..config.values import Settings
from ..core.archive import ArchivePage, period_of
from ..core.index import Entry, Tag, TagIndex
from ..core.listing import Listing, fold, paginate
from ..core.snippet import make_snippet, snippet_source
from ..core.tags import alphabetical, initial, tag_key
from ..documents.contents import ArchiveListing, Content, PageTags, SelectedListing, SourceListing, TagListing
from ..documents.records import PlacedNotes
from ..sources.front_matter import PAGE
from ..sphinx_internals.builders import is_assembling, is_epub


class Views:
    """What there is to show in one build."""

    def __init__(self, index: TagIndex, placed: PlacedNotes, settings: Settings) -> None:
        #: The first lines of a note's text, and whether it goes on.
        self.snippet = cache(self._snippet)
        self.index = index
        self.settings = settings
        self._placed = placed
        self._rank = {entry.note.id: rank for rank, entry in enumerate(index.entries)}
        self._archive: Mapping[str, tuple[Entry, ...]] = {
            page.name: entries for page, entries in index.archive
        }

    def listing(self, content: Content) -> Listing | None:
        """Return the listing that a content stands for, if it stands for one."""
        if isinstance(content, TagListing):
            return self._tag_listing(content)
        if isinstance(content, SelectedListing):
            return fold(content.selection.select(self.index), self._visible(content.visible))
        if isinstance(content, ArchiveListing):
            entries = tuple(
                entry for entry in self._archive[content.page] if period_of(entry.note) == content.period
            )
            return fold(entries, 0, homes=frozenset(entry.note.id for entry in entries))
        if isinstance(content, SourceListing):
            return self._source_listing(content)
        return None

    def _visible(self, wanted: int | None) -> int:
        return self.settings.visible if wanted is None else wanted

    def _tag_listing(self, content: TagListing) -> Listing:
        entries = self.index.by_tag[content.key]
        page = self.pages(content.key)[content.page - 1]
        return fold(page, self.settings.visible, tag=self.index.tags[content.key], total=len(entries))

    def pages(self, key: str) -> list[tuple[Entry, ...]]:
        """Return a tag's entries, divided into pages."""
        return [tuple(page) for page in paginate(self.index.by_tag[key], self.settings.per_page)]

    def page_count(self, key: str) -> int:
        """Return how many pages a tag has."""
        per_page, total = self.settings.per_page, len(self.index.by_tag[key])
        return max(1, -(-total // per_page)) if per_page else 1

    def _snippet(self, entry: Entry) -> tuple[str, bool]:
        return make_snippet(snippet_source(entry.note), self.settings.snippet_length)

    def _source_listing(self, content: SourceListing) -> Listing:
        source = (content.docname, content.number)
        entries = []
        homes = set()
        for place in self._placed.places.get(source, ()):
            entry = self.index.by_place.get(place)
            if entry is None:
                continue
            entries.append(entry)
            if self._placed.homes.get(place[0], source) == source:
                homes.add(entry.note.id)
        entries.sort(key=lambda entry: self._rank[entry.note.id])
        return fold(entries, self._visible(content.visible), homes=frozenset(homes))

    def newest(self, limit: int) -> list[Entry]:
        """Return the notes with the latest dates, the newest first."""
        return self._dated[:limit]

    @cached_property
    def _dated(self) -> list[Entry]:
        dated = [(date, entry) for entry in self.index.entries if (date := entry.note.effective_date)]
        dated.sort(key=lambda pair: pair[0].sort_key(), reverse=True)
        return [entry for _date, entry in dated]

    def archive_pages(self) -> list[tuple[ArchivePage, int]]:
        """Return the pages of the archive with the number of their notes."""
        return [(page, len(entries)) for page, entries in self.index.archive]

    def tag_counts(self, biggest: int = 0) -> list[tuple[Tag, int]]:
        """Return the tags with their counts: by name, or the ``biggest`` so many, biggest first."""
        counts = [(tag, self.index.count(tag)) for tag in self.index.tags.values()]
        if biggest:
            counts = sorted(counts, key=lambda pair: (-pair[1], alphabetical(pair[0].key)))[:biggest]
        return counts

    def page_entry(self, docname: str) -> Entry | None:
        """Return the note that a document is itself; one that is no note, or a draft, has none."""
        return self.index.by_place.get((docname, PAGE))

    def page_tags(self, content: PageTags) -> list[Tag]:
        """Return the tags that a document shows of itself."""
        entry = self.page_entry(content.docname)
        if entry is None:
            return []
        keys = None if content.names is None else {tag_key(name) for name in content.names}
        return [tag for tag in entry.tags if keys is None or tag.key in keys]

    def tags_by_initial(self) -> list[tuple[str, list[tuple[Tag, int]]]]:
        """Return all tags with their counts, under their initials."""
        grouped = groupby(self.tag_counts(), key=lambda pair: initial(pair[0].key))
        return [(heading, list(members)) for heading, members in grouped]


def listing_style(builder: Builder, settings: Settings) -> str:
    """Return how a tag's notes are listed: ``full``, ``compact`` or ``none``."""
    return settings.print if is_assembling(builder) or is_epub(builder) else "full"
