"""The notes of a project as one builder sees them in one build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from sphinx.application import Sphinx

from ..config.conf_file import ConfigFile
from ..config.export_values import warn_of_address
from ..config.settings import Settings, matcher
from ..core.index import PlacedNote, TagIndex, build_index
from ..core.note import Note
from ..core.options import IndexOptions
from ..core.problems import Problem, ProblemKind
from ..core.tags.info import merge_infos
from ..core.tags.known import misspelt_tags, unknown_tags, used_aliases
from ..core.tags.names import tag_key
from ..core.tags.own_pages import OwnPage
from ..documents.contents import SelectedListing
from ..documents.domain import TagpagesDomain
from ..documents.posts import is_matched, places_of
from ..documents.records import PlacedNotes, place_notes
from ..markup.plain_text import missing_parser, with_text
from ..sources.collector import Collected
from ..sources.yaml.tags_file import TagsFile
from ..sphinx_internals.builders import is_embedded, is_site
from ..translations import locale
from ..util.digest import digest_of
from ..util.suggest import VERY_LIKE, suggestion
from ..util.text import shortened
from ..util.urls import site_address
from ..warnings import warn
from .collation import order_of_tags, version_of_order
from .late_texts import LateTexts
from .note_cache import AlikeNotes, NoteFiles, read_tags
from .presences import Presences
from .titles import explorer_docname
from .users_pages import UsersPages
from .view import NotesView


class ProjectNotes:
    """All notes, when all documents are read. Nothing is made of them before something asks for it.

    ``all_outdated``: everything is read again, in a new environment or after a change of the configuration.
    """

    def __init__(
        self, app: Sphinx, domain: TagpagesDomain, collected: Collected, *, all_outdated: bool
    ) -> None:
        self._app = app
        self._domain = domain
        self._collected = collected
        self.srcdir = Path(app.srcdir)
        self._conf = ConfigFile(Path(app.confdir))
        settings = Settings.of(app.config)
        # Nobody finds a file beside the pages of a book, or of a program's help.
        self.settings = replace(settings, exports=()) if is_embedded(app.builder) else settings
        self.all_outdated = all_outdated
        self._configured = tuple(domain.source_files.matching_all(self.settings.sources))
        wanted = dict.fromkeys(self._configured)
        for record in domain.documents.values():
            for source in record.sources:
                wanted.update(dict.fromkeys(source.paths))
        self.files = NoteFiles(
            self.srcdir,
            wanted,
            Path(app.doctreedir),
            self.settings.source_options,
            self.settings.snippet_length,
            all_outdated=all_outdated,
        )
        self._text_problems: list[Problem] = []
        self._presences = Presences(app.builder, domain)

    def warn_of_configuration(self) -> None:
        """Warn in every build of patterns that match no file, and of what cannot be had."""
        if self.settings.tag_order == "language" and not version_of_order():
            hint = "install sphinxext-tagpages[collation]; tags are in the order of Unicode"
            message = f"tagpages_tag_order = 'language' needs PyICU: {hint}"
            warn(ProblemKind.CONFIG, message, self._conf.origin_of("tagpages_tag_order"))
        if is_site(self._app.builder):
            warn_of_address(self._app.config.html_baseurl, self.settings.exports, self._conf)
        self._domain.source_files.warn_of_patterns(self.settings.sources, self._conf)
        documents = self._app.env.found_docs - self._domain.generated.keys()
        for pattern in self.settings.exclude:
            if not any(is_matched([pattern], places_of(self._app.env, name)) for name in documents):
                advice = "write one of documents or folders below the source folder, such as 'api/*'"
                message = f"tagpages_exclude: {shortened(pattern)!r} matches no document; {advice}"
                warn(ProblemKind.FILE, message, self._conf.origin_of("tagpages_exclude", pattern))
        paths = self.files.paths
        for pattern in self.settings.github_patterns():
            if not any(map(matcher(pattern), paths)):
                message = f"tagpages_github: {pattern!r} matches none of the files that notes are read from"
                message += suggestion(pattern, paths, likeness=VERY_LIKE)
                warn(ProblemKind.FILE, message, self._conf.origin_of("tagpages_github", pattern))

    @cached_property
    def fingerprint(self) -> str:
        """What tells the notes of this build from those of any other."""
        return digest_of(
            self._domain.reading,
            self.settings,
            self._configured,
            self.files.fingerprint,
            self._tags_file,
            version_of_order(),
            self._collected.fingerprint,
            # Flags by which extensions show or leave out what stands in documents, as that of to-do items.
            [
                (value.name, value.value)
                for value in self._app.config.filter(frozenset(["html"]))
                if _is_flag(value.value)
            ],
        )

    @cached_property
    def users_pages(self) -> UsersPages:
        """What the user has where generated documents belong."""
        return UsersPages(self._app, self._conf, self._domain.generated, self.settings.dir)

    @cached_property
    def _tags_file(self) -> TagsFile:
        path = self._domain.source_files.tags_file
        return read_tags(self.srcdir, path) if path else TagsFile()

    @cached_property
    def placed(self) -> PlacedNotes:
        """All notes, with their homes, and the texts of those that no file keeps them for."""
        placed = place_notes(
            self._domain.documents,
            self._configured,
            self.files.notes,
            self._presences.are_met,
            self._collected.notes,
        )
        length, problem = self.settings.snippet_length, self._text_problems.append
        with_texts = tuple(
            item if item.note.markup == "plain" else replace(item, note=with_text(item.note, length, problem))
            for item in placed.notes
        )
        return replace(placed, notes=with_texts)

    @cached_property
    def _index_options(self) -> IndexOptions:
        infos = merge_infos(chain(self._collected.tags, self.files.tag_infos()))
        found, users = self._app.env.found_docs, self.users_pages
        options = self.settings.index_options(
            self._tags_file.entries, infos, found, lambda docname: users.at(docname) is not None
        )
        own_pages = tuple(
            OwnPage(docname, page.name, page.origin)
            for docname, record in self._domain.documents.items()
            if (page := record.tag_page) and self._presences.are_met(page.conditions)
        )
        options = replace(options, language=self._app.config.language or "", own_pages=own_pages)
        if self.settings.tag_order == "unicode":
            return options
        order, initial = order_of_tags(str(locale()))
        return replace(options, order=order, initial=initial)

    @cached_property
    def _index_as_read(self) -> TagIndex:
        return self._built(self.placed.notes)

    @cached_property
    def view_as_read(self) -> NotesView:
        """What there is to show, with texts as they were read, on which no page depends as a whole."""
        return self._viewed(self._index_as_read)

    @cached_property
    def has_feeds(self) -> bool:
        """Whether feeds are written of the notes that have a date."""
        is_asked = "feeds" in self.settings.exports and is_site(self._app.builder)
        return is_asked and bool(site_address(self._app.config.html_baseurl))

    @cached_property
    def _has_explorer(self) -> bool:
        settings = self.settings
        docname, users = explorer_docname(settings.dir), self.users_pages
        is_taken = users.at(docname) or users.at_data(docname)
        return settings.explorer and is_site(self._app.builder) and not is_taken

    @cached_property
    def late_texts(self) -> LateTexts:
        """What resolves texts."""
        return LateTexts(self._app, self._domain, self.settings.snippet_length)

    @cached_property
    def index(self) -> TagIndex:
        """The tag index, with titles and texts as the builder shows them.

        They may name generated documents, which have to be made before. References to notes are resolved in
        an index of the same notes: titles first, which texts may name.
        """
        late = self.late_texts
        notes: Sequence[PlacedNote] = self.placed.notes
        index = self._index_as_read
        for changes_of in (late.titles, late.texts):
            if changes := changes_of(index):
                notes = [
                    replace(item, note=replace(item.note, **changes.get(item.key, {}))) for item in notes
                ]
                index = self._built(notes)
        return index

    def _built(self, notes: Iterable[PlacedNote]) -> TagIndex:
        index = build_index(notes, self._index_options)
        also = {key: index.by_key[first] for key, first in self.placed.same.items() if first in index.by_key}
        if also:
            index = replace(index, by_key={**index.by_key, **also})
        self._domain.end_reading(lambda: index)
        return index

    @cached_property
    def view(self) -> NotesView:
        """What there is to show."""
        return self._viewed(self.index)

    def _viewed(self, index: TagIndex) -> NotesView:
        alike = AlikeNotes(Path(self._app.doctreedir), all_outdated=self.all_outdated)
        has = {"has_explorer": self._has_explorer, "has_feeds": self.has_feeds}
        has["has_changes"] = bool(self.settings.published) and is_site(self._app.builder)
        return NotesView(index, self.placed, self.settings, alike, **has)

    def tables(self) -> Iterator[SelectedListing]:
        """Yield the tables of notes in documents that the builder shows."""
        by_key = self.index.by_key
        for docname, record in self._domain.documents.items():
            for table in record.tables:
                within = [by_key.get(key) for key in table.within]
                are_shown = all(entry is not None and entry.home == docname for entry in within)
                if are_shown and self._presences.are_met(table.conditions):
                    yield table.listing

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with files, and with all notes together."""
        yield from self.index.problems
        yield from self.files.problems()
        yield from self._tags_file.problems
        yield from self._text_problems
        yield from missing_parser(entry.note for entry in self.index.entries)
        yield from self._misspelt_tags()
        yield from self.unknown_tags()
        if self.settings.alias_warnings:
            yield from used_aliases(self._noted, self._index_options.vocabulary)

    @property
    def _noted(self) -> Iterator[Note]:
        return (entry.note for entry in self.index.entries)

    def unknown_tags(self) -> Iterator[Problem]:
        """Yield the tags that the tags file does not know, if the project asks for that."""
        if self.settings.unknown_tags == "ignore":
            return
        if self._tags_file.entries:
            yield from unknown_tags(self._noted, self._index_options.vocabulary)
        else:
            message = "tagpages_unknown_tags needs a tags file, and none says anything; write tags.yaml"
            yield Problem(ProblemKind.CONFIG, message, self._conf.origin_of("tagpages_unknown_tags"))

    def _misspelt_tags(self) -> Iterator[Problem]:
        index = self.index
        keys = frozenset[str]().union(*(entry.keys for entry in index.entries))
        names = {key: tag.name for key, tag in index.tags.items()}
        skipped = (
            (name, self._conf.origin_of("tagpages_skip_tags", name)) for name in self.settings.skip_tags
        )
        # Where the file says which tags there are to be, it is the notes that are wrong.
        entries = self._tags_file.entries if self.settings.unknown_tags == "ignore" else ()
        said = ((entry.name, entry.origin) for entry in entries)
        for what, named in (("tagpages_skip_tags", skipped), ("the tags file", said)):
            no_aliases = (pair for pair in named if tag_key(pair[0]) not in index.vocabulary.aliases)
            yield from misspelt_tags(no_aliases, keys, names, what)


def _is_flag(value: object) -> bool:
    return value is None or isinstance(value, str | int)
