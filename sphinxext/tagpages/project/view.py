"""From what a placeholder stands for to what is shown, the same for every builder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property

from sphinx.builders import Builder

from ..config.settings import Settings
from ..core.dates import NoteDate
from ..core.index import Entry, TagIndex
from ..core.listing import Listing, fold
from ..core.selection import ALL, Selection
from ..core.snippet import make_snippet, snippet_source
from ..core.tags.tag import Tag
from ..documents import contents
from ..documents.records import PlacedNotes
from ..sources.front_matter import PAGE
from ..sphinx_internals.builders import is_assembling, is_epub
from ..translations import _, counted
from ..util.words import words
from . import shapes
from .archive_view import ArchiveView
from .dates import shown_date
from .lists.feeds import ATOM, SITE, Feed, feeds_of
from .lists.note_lists import NoteLists
from .lists.tag_lists import tag_list
from .note_cache import AlikeNotes
from .overview import overview
from .tag_pages import TagPages
from .titles import archive_docname, changes_name, counted_notes, explorer_docname, facts_of, index_link

#: Notes on the page of all notes before a reader asks for more.
FIRST_NOTES = 50


class NotesView:
    """What there is to show in one build.

    ``has_explorer``: the builder writes the page of all notes where readers choose among them;
    ``has_changes``: it writes that of what has changed; ``has_feeds``: it writes feeds.
    """

    def __init__(
        self,
        index: TagIndex,
        placed: PlacedNotes,
        settings: Settings,
        alike: AlikeNotes,
        *,
        has_explorer: bool = True,
        has_changes: bool = False,
        has_feeds: bool = False,
    ) -> None:
        #: The first lines of a note's text, and whether it goes on.
        self.snippet = cache(self._snippet)
        #: What a content shows, in one of the shapes that renderers, digests and descriptions know.
        self.shape = cache(self._shape)
        self.index = index
        self.settings = settings
        #: The docname of the page where readers choose among all notes, or nothing where there is none.
        self.explorer = explorer_docname(settings.dir) if has_explorer and index.entries else ""
        self._has_changes = has_changes
        self.tag_pages = TagPages(index, settings, self.date_text)
        self.lists = NoteLists(index, settings, self.snippet, self.date_text, self.explorer_link)
        self._placed = placed
        self._alike_notes = alike
        self._has_feeds = has_feeds
        self._rank = {entry.note.id: rank for rank, entry in enumerate(index.entries)}

    def _shape(self, content: contents.Content) -> shapes.Shape:  # noqa: C901, PLR0911, PLR0912 -- all kinds
        """Return what a content shows.

        Kinds of contents are told apart here alone. A new kind is one content and one line here; a new shape
        comes with it only if it is to look like none of those that there are.
        """
        match content:
            case contents.TagListing(key, number):
                return self.tag_pages.listing(key, number)
            case contents.SelectedListing():
                return self.lists.shape(content)
            case contents.MoreNotes(selection):
                return self.lists.more(selection)
            case contents.ArchiveListing(page, period):
                return self._archive.listing(page, period)
            case contents.ArchiveLines(page, period):
                return self._archive.lines(page, period)
            case contents.SourceListing():
                return shapes.PagedListing(self._source_listing(content))
            case contents.OneNote(docname, number):
                return shapes.PagedListing(fold([self.index.by_key[docname, number]], 0))
            case contents.NewestNotes(limit):
                return shapes.NoteLines(self.newest(limit))
            case contents.ArchiveMonths():
                return self._archive.table
            case contents.ArchiveNeighbours(page):
                return self._archive.neighbours[page]
            case contents.TagCounts():
                return tag_list(content, self.index, self._dated)
            case contents.AllTags():
                return self._overview
            case contents.OwnTagPage(docname):
                of_tag = self.index.own_pages.get(docname)
                shown = () if of_tag is None else self.tag_pages.contents(of_tag, 1)
                return shapes.InTurn(tuple(map(self.shape, shown)))
            case contents.TagHead(key, number):
                return self._tag_head(key, number)
            case contents.TagPaths(key):
                return shapes.TagPaths(self.tag_pages.paths(key))
            case contents.ChildTags(key):
                return shapes.ChildTags(self.tag_pages.children(key))
            case contents.RelatedTags(key):
                related = self.tag_pages.related(key)
                return shapes.RelatedTags(self.index.tags[key], related, self.explorer)
            case contents.RelatedNotes(docname):
                entry = self.page_entry(docname)
                return shapes.RelatedNotes(self.related_notes(entry) if entry else ())
            case contents.OverviewHead():
                return self._overview_head()
            case contents.ArchiveHead(page):
                return self._archive.head(page)
            case contents.ExplorerHead():
                notes, *years = facts_of([entry.note for entry in self.index.entries])
                return shapes.HeadLine((notes, self._tags_in_words, *years), up=index_link(self.settings.dir))
            case contents.AllNotes():
                first = self.index.entries[:FIRST_NOTES]
                return shapes.Explorer(fold(first, 0, total=len(self.index.entries)))
            case contents.PageTags(docname, names):
                return shapes.TagButtons(self._page_tags(docname, names), self.settings.moved.intro_text)
            case contents.PageLinks(docname):
                return shapes.AddressesToCheck(self.page_entry(docname))

    def date_text(self, date: NoteDate) -> str:
        """Return a date as readers see it."""
        return shown_date(date, self.settings.date_format)

    def _tag_head(self, key: str, number: int) -> shapes.HeadLine:
        tag = self.index.tags[key]
        facts = self.tag_pages.facts(key, number)
        filters = self.explorer_link(str(_("Filter these")), Selection(tags=(tag.name,)))
        # A document of the user's has an introduction.
        description = tag.description if number == 1 and self.index.own_pages.get(tag.docname) != key else ""
        entry = self.index.vocabulary.entries.get(key)
        has_markup = bool(description and entry and entry.description)
        links = (filters,) if filters else ()
        files = (self._cited(tag.slug), self._feed(key))
        return shapes.HeadLine(facts, links, index_link(self.settings.dir), description, has_markup, *files)

    def _overview_head(self) -> shapes.HeadLine:
        notes = counted_notes(len(self.index.entries))
        archive = shapes.PageLink(archive_docname(self.settings.dir), str(_("Archive")))
        changes = shapes.PageLink(changes_name(self.settings.dir), str(_("Changes")))
        links = (
            self.explorer_link(str(_("All notes"))),
            archive if self.index.archive else None,
            changes if self._has_changes else None,
        )
        shown = tuple(link for link in links if link)
        cited = self._cited("index")
        return shapes.HeadLine((notes, self._tags_in_words), shown, cited=cited, feed=self._feed(SITE))

    def _cited(self, name: str) -> str:
        return f"{self.settings.dir}/{name}" if "citations" in self.settings.exports else ""

    def _feed(self, key: str) -> str:
        return self.feeds[key].path(self.settings.dir, ATOM) if key in self.feeds else ""

    @property
    def _tags_in_words(self) -> str:
        return counted("{count} tag", "{count} tags", len(self.index.tags))

    def explorer_link(self, text: str, selection: Selection = ALL) -> shapes.PageLink | None:
        """Return a link to what a selection chooses among all notes, or nothing where no page shows it.

        The limit of the selection does not count, nor an order that the page does not have.
        """
        return shapes.PageLink(self.explorer, text, selection.query) if self.explorer else None

    def _snippet(self, entry: Entry) -> tuple[str, bool]:
        return make_snippet(snippet_source(entry.note), self.settings.snippet_length)

    def _source_listing(self, content: contents.SourceListing) -> Listing:
        source = (content.docname, content.number)
        entries = []
        homes = set()
        for key in self._placed.of_source.get(source, ()):
            entry = self.index.by_key.get(key)
            if entry is None:
                continue
            entries.append(entry)
            is_home = self._placed.homes.get(key[0], source) == source and key not in self._placed.same
            if content.is_home and is_home:
                homes.add(entry.note.id)
        entries.sort(key=lambda entry: self._rank[entry.note.id])
        visible = self.settings.visible if content.visible is None else content.visible
        return fold(entries, visible, homes=frozenset(homes))

    def related_notes(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the notes that share tags with one, the most alike first."""
        limit = self.settings.related_notes
        return tuple(self.index.entries[place] for place in self._alike[entry.note.id]) if limit else ()

    @cached_property
    def _alike(self) -> Mapping[str, Sequence[int]]:
        entries = self.index.entries
        names = [entry.keys & self.index.by_tag.keys() for entry in entries]
        of_titles = [frozenset(words(entry.note.title)) for entry in entries]
        alike = self._alike_notes.most_alike(names, of_titles, self.settings.related_notes)
        return {entry.note.id: places for entry, places in zip(entries, alike, strict=True)}

    def newest(self, limit: int) -> tuple[Entry, ...]:
        """Return the notes with the latest dates, the newest first."""
        return self._dated[:limit]

    @cached_property
    def _dated(self) -> tuple[Entry, ...]:
        dated = [(date, entry) for entry in self.index.entries if (date := entry.note.effective_date)]
        dated.sort(key=lambda pair: pair[0].sort_key(), reverse=True)
        return tuple(entry for _date, entry in dated)

    @cached_property
    def feeds(self) -> Mapping[str, Feed]:
        """The feeds that there are, by the keys of tags."""
        return feeds_of(self._dated, self.index.tags, self.settings.feed_length) if self._has_feeds else {}

    @cached_property
    def _overview(self) -> shapes.Overview:
        return overview(self.index, self._dated, "" if self.settings.moved.index_head else "tagpages-all")

    @cached_property
    def _archive(self) -> ArchiveView:
        return ArchiveView(self.index, self.settings)

    def tag_of_page(self, docname: str) -> Tag | None:
        """Return the tag that a document is a page of."""
        return self.index.tags.get(self._tags_of_pages.get(docname, ""))

    @cached_property
    def _tags_of_pages(self) -> Mapping[str, str]:
        found = {docname: key for key in self.index.tags for docname in self.tag_pages.docnames(key)}
        return {**found, **self.index.own_pages}

    def page_entry(self, docname: str) -> Entry | None:
        """Return the note that a document is itself; one that is no note, or a draft, has none."""
        return self.index.by_key.get((docname, PAGE))

    def _page_tags(self, docname: str, names: tuple[str, ...] | None) -> tuple[Tag, ...]:
        """Return the tags that a document shows of itself: those among ``names``, or all."""
        entry = self.page_entry(docname)
        if entry is None:
            return ()
        keys = None if names is None else set(map(self.index.vocabulary.main, names))
        return tuple(tag for tag in entry.tags if keys is None or tag.key in keys)


def listing_style(builder: Builder, settings: Settings) -> str:
    """Return how a tag's notes are listed: ``full``, ``compact`` or ``none``."""
    return settings.print if is_assembling(builder) or is_epub(builder) else "full"
