"""Which files a site gives to programs, by the names that ``tagpages_exports`` has for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from ..core.changes import Records
from ..core.index import Entry
from ..documents.domain import TagpagesDomain
from ..project.lists.feeds import ATOM, JSON
from ..project.titles import changes_name, site_language, site_title
from ..render.renderers import Renderers
from ..sphinx_internals.addresses import Addresses, web_address
from ..sphinx_internals.builders import images_folder
from ..util.files import TextFile
from ..util.urls import site_address
from .agents.files import AgentFiles
from .changes_page import ChangesPage
from .citations.citation_files import CitationFiles
from .feed_items import FeedItems
from .feeds import feed_files
from .notes_json import NotesData, schema
from .texts import NoteTexts

#: What ends the names of files beside pages of tags.
ENDINGS = ("bib", "ris", "csl.json", ATOM[0], JSON[0])


class ExportFiles:
    """The files of one build of a site."""

    def __init__(self, renderers: Renderers, domain: TagpagesDomain) -> None:
        self._renderers = renderers
        self._domain = domain
        self._settings = renderers.notes.settings
        self._folder = self._settings.dir
        self._texts_of: dict[str, NoteTexts] = {}

    def files(self) -> Iterator[TextFile]:
        """Yield the files that the project asks for."""
        if "json" in self._settings.exports:
            yield f"{self._folder}/notes.json", self._json
            yield f"{self._folder}/notes.schema.json", schema
        yield from feed_files(self._renderers.notes.view, self._feed_items)
        if "citations" in self._settings.exports:
            yield from self._citations()
        if "agents" in self._settings.exports:
            yield from AgentFiles(self._renderers, self._domain, self._title, self._texts).files()
        if self.changes:
            yield from self.changes.feeds()

    def gone(self) -> Iterator[str]:
        """Yield the paths of files that there may be: beside pages that are gone, and for assistants."""
        for docname in self._domain.removed:
            yield from (f"{docname}.{ending}" for ending in ENDINGS)
        outdir = Path(self._renderers.builder.outdir)
        for part in ("notes", "tags"):
            for file in (outdir / self._folder / "agents" / part).glob("*.md"):
                yield file.relative_to(outdir).as_posix()

    @cached_property
    def changes(self) -> ChangesPage | None:
        """The page of a site of what has changed since the project published last, if it keeps that.

        A page of the user's in its place stays.
        """
        if not self._settings.published:
            return None
        if self._renderers.notes.users_pages.at(changes_name(self._folder)):
            return None
        items = self._feed_items if self._notes.site else None
        return ChangesPage(self._renderers, self._domain.source_files, self._records, items)

    def _citations(self) -> Iterator[TextFile]:
        addresses = Addresses(self._renderers.builder, f"{self._folder}/index.bib")
        texts = self._texts(addresses)
        notes = self._renderers.notes.view
        return CitationFiles(notes, addresses, texts.summary, self._renderers.explorer).files()

    def _json(self) -> str:
        return self._notes.json()

    @property
    def _title(self) -> str:
        return site_title(self._renderers.builder.config)

    @cached_property
    def _notes(self) -> NotesData:
        return self._data(None)

    def _records(self, site: str) -> Records:
        """Return the notes and the tags with the addresses that they have where a site is at ``site``."""
        own = self._notes
        return (own if site_address(site) == own.site else self._data(site)).records()

    def _data(self, site: str | None) -> NotesData:
        config = self._renderers.builder.config
        addresses = Addresses(self._renderers.builder, f"{self._folder}/notes.json", site)
        texts = self._texts(addresses)
        view, picture = self._renderers.notes.view, self._picture(addresses)
        return NotesData(view, addresses, texts.markdown, picture, self._title, site_language(config))

    def _feed_items(self) -> FeedItems:
        builder, view = self._renderers.builder, self._renderers.notes.view
        addresses = Addresses(builder, "")
        texts = self._texts(addresses)
        whole = texts.html if self._settings.feed_content == "whole" else None
        return FeedItems(view, builder.config, addresses, self._picture(addresses), whole)

    def _texts(self, addresses: Addresses) -> NoteTexts:
        """Return the texts of notes for a file: all files have the same, where addresses are whole."""
        made = self._texts_of.get(addresses.site) or NoteTexts(self._renderers, self._domain, addresses)
        if addresses.site:
            self._texts_of[addresses.site] = made
        return made

    def _picture(self, addresses: Addresses) -> Callable[[Entry], str]:
        """Return what returns the address of a note's picture, or nothing."""
        pictures, folder = self._renderers.pictures, images_folder(self._renderers.builder)
        assert pictures is not None

        def picture(entry: Entry) -> str:
            if local := pictures.local(entry.note):
                return addresses.file(f"{folder}/{local.name}")
            return web_address(pictures.remote(entry.note) or "")

        return picture
