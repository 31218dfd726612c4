"""Digests of what pages show, made of notes, titles and counts, without writing a page."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from functools import cache, cached_property

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from ..core.index import Entry
from ..core.listing import Listing
from ..core.tags.tag import Tag
from ..documents.contents import Content, PageTags
from ..documents.domain import domain_of
from ..documents.records import DocumentRecord, OwnNote, Reference
from ..fields.works import said_of_work
from ..markup.dependencies import Dependencies, as_target
from ..markup.images import Pictures
from ..markup.rst_nodes import rst_references
from ..pages.markdown_links import document_named
from ..pages.plan import PlannedPage
from ..project import shapes
from ..project.lists.feeds import SITE
from ..project.view import NotesView
from ..sphinx_internals.environment import labels_of
from ..sphinx_internals.toctrees import children_of, relations, relations_in, table_of_contents
from ..util.digest import digest_of

#: Set when numbers are given to sections, which is after digests are made, and follows from what they cover.
_LATE_ATTRIBUTES = frozenset(["secnumber"])


class PageDigests:
    """Digests of the documents of one build, for one builder.

    ``env`` is the environment when all documents are made, ``generated`` the docnames of those without a
    source; ``pictures`` are for builders that copy them; ``configuration`` is what all pages depend on
    besides: versions, settings of HTML, templates. ``whole_notes``: a row may show anything of a note, as the
    project has a template of its own.
    """

    def __init__(
        self,
        env: BuildEnvironment,
        builder: Builder,
        generated: Container[str],
        view: NotesView,
        pictures: Pictures | None,
        configuration: str,
        dependencies: Dependencies | None,
        whole_notes: bool,
    ) -> None:
        self._env = env
        self._builder = builder
        self._generated = generated
        self._view = view
        self._index = view.index
        self._documents = domain_of(env).documents
        self._pictures = pictures
        self._configuration = configuration
        self._dependencies = dependencies
        self._whole_notes = whole_notes
        self._metadata = "metadata" in view.settings.exports
        self._relations = relations(env)
        self._row = cache(self._digest_row)
        self._title = cache(self._drawn_title)

    def of_generated(self, page: PlannedPage, plan: str) -> str:
        """Return the digest of a generated page: its plan, its contents and all that themes draw round it."""
        return digest_of(
            self._configuration,
            plan,
            self._surroundings,
            self._neighbours(page.docname, self._env.found_docs),
            [self._shape(self._view.shape(content)) for content in page.all_contents],
            self._referred(page.description),
        )

    def _referred(self, text: str) -> object:
        """Return what the references in a text of one line show."""
        if not text or self._dependencies is None:
            return None
        return [self._dependencies.referred(*role) for role in rst_references(text).roles]

    def of_users(self, docname: str, record: DocumentRecord | None) -> str | None:
        """Return the digest of what a document of the user's shows of the index and of generated pages.

        Returns:
            the digest, or ``None`` where it shows nothing of them.
        """
        shown = [self._shown(docname, item) for item in record.shows] if record else []
        if record and record.page:  # templates may ask for its tags, wherever it shows them
            shown.append(self._shape(self._view.shape(PageTags(docname))))
        round_it = [*self._neighbours(docname, self._generated), *self._generated_contents]
        round_it.append(SITE in self._view.feeds)
        return digest_of(self._configuration, shown, round_it) if any(shown) or any(round_it) else None

    def _shown(self, docname: str, item: Content | OwnNote | Reference) -> object:
        if isinstance(item, OwnNote):
            entry = self._index.by_key.get((docname, item.number))
            return entry and self._row(entry, True)
        if isinstance(item, Reference):
            return self._target(item)
        return self._shape(self._view.shape(item))

    def _target(self, reference: Reference) -> object:
        if reference.kind == "tag":
            tag = self._index.tag(reference.name)
            return tag and _tag(tag)
        if reference.kind == "note":
            entry = self._index.entry(reference.name)
            return entry and as_target(entry)
        name = reference.name.lower()
        if reference.kind != "doc" and (label := labels_of(self._env).get(name)):
            holder = self._documents.get(label[0])
            if label[0] in self._generated or (holder and name in holder.labels):
                return label
        target, _anchor = document_named(self._env.config, reference.refdoc, reference.name)
        return self._title(target) if target in self._generated else None

    def _neighbours(self, docname: str, shown: Container[str]) -> list[object]:
        """Return the previous and the next document and the parents, those among ``shown``."""
        found = relations_in(self._relations, docname)
        return [
            (other, self._title(other)) if other and other in shown else None
            for other in (found.previous, found.following, *found.parents)
        ]

    def _drawn_title(self, docname: str) -> object:
        title = self._env.titles.get(docname)
        return title and _drawn(title)

    @cached_property
    def _surroundings(self) -> str:
        """What stands on every page: the user's tables of contents, and which indices and feeds there are."""
        return digest_of(sorted(self._drawn_contents.items()), self._indices(), SITE in self._view.feeds)

    @cached_property
    def _drawn_contents(self) -> dict[str, object]:
        """What documents add to the table of contents that themes draw, each with its sections."""
        env = self._env
        seen: dict[str, object] = {}
        waiting = [env.config.root_doc]
        while waiting:
            docname = waiting.pop()
            if docname in seen:
                continue
            toc = table_of_contents(env, docname)
            seen[docname] = (self._title(docname), toc and _drawn(toc))
            if toc is not None:
                waiting += [other for other in children_of(env, docname) if other in _named(toc)]
        return seen

    @cached_property
    def _generated_contents(self) -> list[object]:
        """What generated documents add to it: themes may draw their sections on every page."""
        if self._builder.format != "html":
            return []
        return [drawn for docname, drawn in self._drawn_contents.items() if docname in self._generated]

    def _indices(self) -> list[str]:
        """Return the names of the domains' indices that are not empty; they stand in a page's head."""
        if self._builder.format != "html":
            return []
        return [
            f"{domain.name}-{index.name}"
            for domain in self._env.domains.values()
            for index in domain.indices
            if index(domain).generate()[0]
        ]

    def _shape(self, shape: shapes.Shape) -> object:  # noqa: C901, PLR0911, PLR0912 -- all kinds
        match shape:
            case shapes.PagedListing(listing, style="titles"):
                return (sorted(listing.headings.items()), _lines(listing.entries))
            case shapes.PagedListing(listing, pages):
                return (self._listing(listing), pages)
            case shapes.NoteTable():
                return _table(shape)
            case shapes.Explorer(listing):
                return self._listing(listing)
            case shapes.RelatedTags(tag, counts, explorer):
                return (_tag(tag), [(_tag(other), count) for other, count in counts], explorer)
            case shapes.RelatedNotes(entries):
                return self._related(entries)
            case shapes.NoteLines(entries, moved):
                return _lines(entries, moved)
            case shapes.CountedTags(counts) | shapes.ChildTags(counts):
                return [(_tag(tag), count) for tag, count in counts]
            case shapes.GroupedTags(groups):
                return [(heading, self._shape(tags)) for heading, tags in groups]
            case shapes.Overview(by_name, _by_count, by_date, id_, by_weight, by_group, names, latest):
                # Those by count are those by name.
                orders = [[tag.key for tag in tags] for tags in (by_date, by_weight)]
                grouped = [(name, [tag.key for tag, _count in tags.counts]) for name, tags in by_group.groups]
                more = (sorted(names.items()), sorted(latest.items()))
                return (self._shape(by_name), id_, orders, grouped, *more)
            case shapes.TagPaths(paths):
                return [[_tag(tag) for tag in path] for path in paths]
            case shapes.InTurn(several):
                return list(map(self._shape, several))
            case shapes.TagButtons(tags):
                return [_tag(tag) for tag in tags]
            case shapes.ArchiveTable() | shapes.Neighbours() | shapes.HeadLine() | shapes.MoreNotes():
                return shape
            case shapes.AddressesToCheck():
                return None

    def _listing(self, listing: Listing) -> object:
        return (
            listing.tag and _tag(listing.tag),
            listing.total,
            sorted(listing.headings.items()),
            [self._row(entry, entry.note.id in listing.homes) for entry in listing.entries],
        )

    def _digest_row(self, entry: Entry, whole: bool) -> str:
        note = entry.note
        if self._whole_notes:
            text: object = (note, note.key_lines)
        elif whole:
            text = (note.summary, note.comment, note.body, note.markup)
        else:
            text = self._view.snippet(entry)
        picture = self._pictures.local(note) if self._pictures else None
        return digest_of(
            (note.id, note.title, note.url, note.links, _shown_date(entry), note.authors, note.venue),
            (note.lang, note.image, note.image_alt, note.origin.path, entry.home, entry.anchor),
            picture and (picture.name, picture.size),
            note.pinned,
            [_tag(tag) for tag in entry.tags],
            text,
            self._dependencies.of(note) if whole and self._dependencies else None,
            self._related(self._view.related_notes(entry)) if whole else None,
            said_of_work(note) if self._metadata else None,
        )

    def _related(self, entries: Iterable[Entry]) -> object:
        return [(entry.note.title, entry.note.lang, entry.home, entry.anchor) for entry in entries]


def _lines(entries: Iterable[Entry], moved: Container[str] = ()) -> object:
    return [
        (note.id, note.title, _shown_date(entry), note.lang, entry.home, note.id in moved)
        for entry in entries
        for note in (entry.note,)
    ]


def _table(table: shapes.NoteTable) -> object:
    shows_date, shows_tags = {"date", "published"} & {*table.columns}, "tags" in table.columns
    rows = [
        (
            (note.id, note.title, note.url, note.lang, note.origin.path, entry.home, entry.anchor),
            (_shown_date(entry), note.published and note.published.machine) if shows_date else None,
            [_tag(tag) for tag in entry.tags] if shows_tags else None,
        )
        for entry in table.listing.entries
        for note in (entry.note,)
    ]
    return (table.columns, table.path, table.texts, sorted(table.listing.headings.items()), rows)


def _tag(tag: Tag) -> tuple[str, ...]:
    return (tag.name, tag.label, tag.docname, tag.colour, tag.description)


def _shown_date(entry: Entry) -> tuple[object, ...] | None:
    date = entry.note.effective_date
    return (date.year, date.month, date.day, date.moment and date.moment.isoformat()) if date else None


def _drawn(node: nodes.Node) -> object:
    """Return a title or a table of contents as a value: the same in every process that reads the same."""
    if not isinstance(node, nodes.Element):
        return node.astext()
    attributes: Mapping[str, object] = node.attributes
    kept = [(name, value) for name, value in sorted(attributes.items()) if name not in _LATE_ATTRIBUTES]
    return (node.tagname, kept, [_drawn(child) for child in node.children])


def _named(toc: nodes.Element) -> set[str]:
    """Return the documents that the drawn part of a table of contents names."""
    return {docname for toctree in toc.findall(addnodes.toctree) for docname in toctree["includefiles"]}
