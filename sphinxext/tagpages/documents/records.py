"""What the domain records of each document; the notes of all, with their homes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, get_args

from docutils import nodes

from .._version import __version__
from ..core.index import PlacedNote
from ..core.note import Note
from ..core.problems import Origin
from ..sources.front_matter import PAGE, TaggedPage
from ..util.files import FileState
from .contents import Content, SelectedListing

#: Conditions of the ``only`` directives round a node; a builder's tags must meet all. One that begins with
#: ``PRESENT`` is the name of a mark that a builder must not leave out: a number, a blank, and its document.
Conditions: TypeAlias = tuple[str, ...]
PRESENT = "\0"

#: The document or the file that holds a note, and its number there.
Key: TypeAlias = tuple[str, int]

#: In the keys of notes that handlers of an event brought: the name of no document and of no file.
COLLECTED = "\0collected"


@dataclass(frozen=True, slots=True)
class RecordedNote:
    """A note that a document holds."""

    note: Note
    conditions: Conditions = ()


@dataclass(frozen=True, slots=True)
class RecordedSource:
    """Notes that a ``note-source`` directive names: by files, or written in it.

    ``patterns`` and the ``paths`` that they matched are relative to the source folder;
    ``own`` are the numbers of the notes written in the directive.
    """

    patterns: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    own: tuple[int, ...] = ()
    hidden: bool = False
    conditions: Conditions = ()


@dataclass(frozen=True, slots=True)
class RecordedTable:
    """A table of notes. A builder shows it that meets its conditions and shows the notes round it."""

    listing: SelectedListing
    within: tuple[Key, ...] = ()
    conditions: Conditions = ()


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note that stands in a document, the ``number``-th of it, with buttons and a home of its own."""

    number: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a tag, a note or a document (``kind``), by its ``name`` as seen from ``refdoc``."""

    kind: str
    name: str
    refdoc: str


@dataclass(frozen=True, slots=True)
class LateNodes:
    """Nodes of the title and of the running text of a note, of which each builder shows something else.

    ``project/late_texts.py`` resolves them. Without such nodes, every builder shows the same.
    """

    title: nodes.Element | None = None
    body: nodes.Element | None = None


@dataclass(frozen=True, slots=True)
class RecordedTagPage:
    """That a document is to be the page of a tag, which it calls ``name``."""

    name: str
    origin: Origin
    conditions: Conditions = ()


@dataclass(slots=True)
class DocumentRecord:
    """All that a document holds, and the note that it is itself (``page``), if it is tagged.

    ``tag_page``: of which tag it is the page, if of one. ``shows``: what is filled in from the index when it
    is written. ``labels`` are those of notes. ``late``: texts of its notes, by their numbers.
    """

    page: TaggedPage | None = None
    notes: list[RecordedNote] = field(default_factory=list)
    sources: list[RecordedSource] = field(default_factory=list)
    shows: list[Content | OwnNote | Reference] = field(default_factory=list)
    tables: list[RecordedTable] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    late: dict[int, LateNodes] = field(default_factory=dict)
    tag_page: RecordedTagPage | None = None

    def add(self, note: Note, conditions: Conditions) -> int:
        """Record a note and return its number."""
        self.notes.append(RecordedNote(note, conditions))
        return len(self.notes) - 1


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A part of a page with its own heading, which the local table of contents shows."""

    id: str
    heading: str
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class MadePage:
    """A generated document that was made: the digest of its plan, and its doctree file as left.

    One that has no such file is made of its ``only`` section whenever somebody asks for the doctree.
    """

    plan: str
    doctree: FileState | None
    only: PlannedSection | None = None


#: What another version of the extension has recorded, or one whose records have other fields, is not used.
_RECORDED = (
    *(DocumentRecord, RecordedNote, RecordedSource, RecordedTable, OwnNote, Reference, LateNodes, MadePage),
    *(PlannedSection, RecordedTagPage, TaggedPage, Note),
)
RECORD_LAYOUT = (
    __version__,
    *((kind.__name__, *kind.__slots__) for kind in (*_RECORDED, *get_args(Content))),
)


@dataclass(frozen=True, slots=True)
class PlacedNotes:
    """The notes of a project as one builder sees them.

    ``same`` leads from the key of a note to that under which another document, or another part of one, has
    held it before: both include a file.
    ``homes`` tells which source (document and number) is the home of a file's notes;
    ``of_source`` lists the notes of every source in the order written.
    """

    notes: tuple[PlacedNote, ...]
    homes: Mapping[str, tuple[str, int]]
    of_source: Mapping[tuple[str, int], tuple[tuple[str, int], ...]]
    same: Mapping[Key, Key]


def place_notes(
    documents: Mapping[str, DocumentRecord],
    configured: tuple[str, ...],
    notes_of: Callable[[str], tuple[Note, ...]],
    applies: Callable[[Conditions], bool],
    collected: Iterable[Note] = (),
) -> PlacedNotes:
    """Return the notes of all documents and files, each once, with their homes.

    ``configured`` are the files of ``tagpages_sources``; ``notes_of`` reads a file; ``applies`` tells whether
    the builder meets conditions; ``collected`` are notes that no document and no file holds, which live in
    the archive.

    A file's home is the first visible directive that names it, by docname and number;
    without one, its notes live in the archive.
    """
    placed: list[PlacedNote] = []
    homes: dict[str, tuple[str, int]] = {}
    of_source: dict[tuple[str, int], tuple[tuple[str, int], ...]] = {}
    written: dict[tuple[Origin, str], tuple[Key, Note]] = {}
    same: dict[Key, Key] = {}
    paths = dict.fromkeys(configured)
    for docname in sorted(documents):
        record = documents[docname]
        hidden: set[int] = set()
        for number, source in enumerate(record.sources):
            if not applies(source.conditions):
                continue
            paths.update(dict.fromkeys(source.paths))
            if source.hidden:
                hidden.update(source.own)
                continue
            for path in source.paths:
                homes.setdefault(path, (docname, number))
        placed += [
            PlacedNote(note, (docname, number), None if number in hidden else docname)
            for number, note in _once(docname, record, applies, written, same)
        ]
        if record.page and (note := record.page.under(applies)):
            placed.append(PlacedNote(note, (docname, PAGE), docname, is_page=True))
    for path in paths:
        home = homes[path][0] if path in homes else None
        placed += [PlacedNote(note, (path, number), home) for number, note in enumerate(notes_of(path))]
    placed += [PlacedNote(note, (COLLECTED, number)) for number, note in enumerate(collected)]
    for docname, record in documents.items():
        for number, source in enumerate(record.sources):
            inline = tuple((docname, own) for own in source.own)
            filed = tuple((path, own) for path in source.paths for own in range(len(notes_of(path))))
            of_source[docname, number] = inline + filed
    return PlacedNotes(tuple(placed), homes, of_source, same)


def _once(
    docname: str,
    record: DocumentRecord,
    applies: Callable[[Conditions], bool],
    written: dict[tuple[Origin, str], tuple[Key, Note]],
    same: dict[Key, Key],
) -> Iterator[tuple[int, Note]]:
    """Yield the notes of a document with their numbers, save those ``written`` in a file that it shares.

    The key under which each of these was met first goes into ``same``.
    """
    for number, item in enumerate(record.notes):
        if not applies(item.conditions):
            continue
        key = (docname, number)
        first, note = written.setdefault((item.note.origin, item.note.id), (key, item.note))
        if first == key or (first[0] == docname and note != item.note):
            yield number, item.note
        else:
            same[key] = first
