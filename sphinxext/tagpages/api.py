"""What other extensions, ``conf.py`` and templates may ask of the notes of a build: read only, and public."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from markupsafe import escape

from .core.note import Note
from .core.ordering import SortKey
from .core.selection import Selection
from .fields.values import parse_date

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .core.index import Entry
    from .core.tags.tag import Tag
    from .project.view import NotesView


@dataclass(frozen=True, slots=True)
class PageTag:
    """A tag, as a template gets it: what programs and readers call it, and the docname of its page.

    Templates of themes do not escape, so texts are escaped here, and once: ``|e`` changes nothing.
    """

    name: str
    label: str
    docname: str
    colour: str
    description: str


@dataclass(frozen=True, slots=True)
class PageNote:
    """A note, as a template gets it: its title, the docname and the anchor of its home, its language.

    Texts are escaped, as those of a :class:`PageTag`.
    """

    title: str
    docname: str
    anchor: str
    lang: str


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag that has a page.

    ``name`` is what programs call it, ``label`` what readers see; ``docname`` is that of its page.
    ``parents`` and ``children`` are names; ``count`` is the number of its notes, those of tags below it
    included.
    """

    name: str
    label: str
    slug: str
    docname: str
    colour: str
    description: str
    group: str
    parents: tuple[str, ...]
    children: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note at its home: the docname there, and the anchor, which a document that is a note has none of.

    ``tags`` are the names of those of its tags that have pages, ``note.tags`` all as they are written.
    """

    note: Note
    docname: str
    anchor: str
    tags: tuple[str, ...]


class NotesUnknownError(RuntimeError):
    """The notes were asked for before all documents were read."""


class Notes:
    """All notes and tags of a project, as the running builder shows them; drafts only if it shows these."""

    def __init__(self, view: NotesView) -> None:
        self._view = view
        self._note = cache(_note_view)

    def tags(self) -> tuple[TagView, ...]:
        """Return all tags that have pages, in the order of their names."""
        return tuple(map(self._tag, self._view.index.tags.values()))

    def tag(self, name: str) -> TagView | None:
        """Return a tag by any spelling of its name or an alias; nothing if it has no page."""
        tag = self._view.index.tag(_text(name))
        return self._tag(tag) if tag else None

    def notes(self) -> tuple[NoteView, ...]:
        """Return all notes in the order of ``tagpages_sort``."""
        return tuple(map(self._note, self._view.index.entries))

    def note(self, id: str) -> NoteView | None:  # noqa: A002 -- the field's name
        """Return a note by its id; nothing if there is none."""
        entry = self._view.index.entry(_text(id))
        return self._note(entry) if entry else None

    def select(  # noqa: PLR0913 -- one for each option
        self,
        *,
        tags: Iterable[str] = (),
        any_tags: Iterable[str] = (),
        not_tags: Iterable[str] = (),
        kind: str = "",
        authors: Iterable[str] = (),
        venue: str = "",
        since: str = "",
        until: str = "",
        match: str = "",
        limit: int = 0,
        sort: Iterable[str] = (),
    ) -> tuple[NoteView, ...]:
        """Return the notes that a ``note-list`` with these options lists.

        Several names are given one by one, or as one text with commas between them. A tag that there is not
        is on no note; ``tag`` returns nothing for it.

        Args:
            tags: notes have all of these tags.
            any_tags: notes have one of these.
            not_tags: notes have none of these.
            kind: notes are of this kind.
            authors: notes are by all of these.
            venue: notes came out there.
            since: notes are of this day, month or year, or later.
            until: notes are of this day, month or year, or earlier.
            match: notes have all of these words.
            limit: so many at most; 0 for all.
            sort: names of fields, with ``-`` before one for the other direction.

        Raises:
            ValueError: a date is none, a field is none to sort by, or a limit is less than 0.
        """
        if limit < 0:
            message = f"limit: {limit} is less than 0, which is for all"
            raise ValueError(message)
        keys = tuple(map(SortKey.parse, _names(sort))) or None
        since, until = (str(parse_date(date)) if date else "" for date in (since, until))
        chosen = Selection(
            tags=_names(tags),
            any_tags=_names(any_tags),
            not_tags=_names(not_tags),
            words=match,
            since=since,
            until=until,
            kind=kind,
            authors=_names(authors),
            venue=venue,
            limit=limit,
            sort=keys,
        )
        return tuple(map(self._note, chosen.select(self._view.index, self._view.lists.words_of)))

    def related(self, id: str) -> tuple[NoteView, ...]:  # noqa: A002
        """Return the notes that the home of a note names as related, by its id."""
        entry = self._view.index.entry(_text(id))
        return tuple(map(self._note, self._view.related_notes(entry))) if entry else ()

    def _tag(self, tag: Tag) -> TagView:
        index = self._view.index
        parents, children = (
            tuple(index.tags[key].name for key in keys) for keys in (tag.parents, tag.children)
        )
        facts = (tag.name, tag.label, tag.slug, tag.docname, tag.colour, tag.description, tag.group)
        return TagView(*facts, parents, children, len(index.by_tag[tag.key]))


class Page:
    """What is known of the page at hand: the variable ``tagpages`` of the theme's templates.

    It is made when a template asks for it. All that it gives is in the digest of the page, so that the page
    is written again when it changes.
    """

    def __init__(self, view: Callable[[], NotesView], docname: str) -> None:
        self._make_view = view
        self._docname = docname

    @cached_property
    def _entry(self) -> Entry | None:
        return self._make_view().page_entry(self._docname)

    @cached_property
    def tag(self) -> PageTag | None:
        """The tag whose page this is, on its further pages too."""
        tag = self._make_view().tag_of_page(self._docname)
        return _page_tag(tag) if tag else None

    @cached_property
    def tags(self) -> tuple[PageTag, ...]:
        """The tags of the document, if it is a note."""
        return tuple(map(_page_tag, self._entry.tags)) if self._entry else ()

    @cached_property
    def related(self) -> tuple[PageNote, ...]:
        """The notes that are related to the document, if it is a note."""
        related = self._make_view().related_notes(self._entry) if self._entry else ()
        return tuple(map(_page_note, related))


_VIEWS: WeakKeyDictionary[Sphinx, Callable[[], NotesView]] = WeakKeyDictionary()


def notes(app: Sphinx) -> Notes:
    """Return the notes of the running build.

    They are known from the event ``env-updated`` on, for handlers of a priority above 900, until the next
    build of the application begins.

    Raises:
        NotesUnknownError: not all documents have been read.
    """
    view = _VIEWS.get(app)
    if view is None:
        message = "the notes are known when all documents are read: ask for them in a handler of env-updated "
        message += "with a priority above 900, or of a later event, such as html-page-context"
        raise NotesUnknownError(message)
    return Notes(view())


def publish(app: Sphinx, view: Callable[[], NotesView] | None) -> None:
    """Answer from now on what is asked of the notes of an application; with nothing, refuse it."""
    if view is None:
        _VIEWS.pop(app, None)
    else:
        _VIEWS[app] = view


def _text(name: object) -> str:
    if not isinstance(name, str):
        message = f"names and ids are texts, not {name!r}"
        raise TypeError(message)
    return name


def _names(given: Iterable[str]) -> tuple[str, ...]:
    names = given.split(",") if isinstance(given, str) else given
    return tuple(name.strip() for name in names if name.strip())


def _page_tag(tag: Tag) -> PageTag:
    name, label, description = map(escape, (tag.name, tag.label, tag.description))
    return PageTag(name, label, tag.docname, tag.colour, description)


def _page_note(entry: Entry) -> PageNote:
    return PageNote(escape(entry.note.title), entry.home, entry.anchor, escape(entry.note.lang))


def _note_view(entry: Entry) -> NoteView:
    return NoteView(entry.note, entry.home, entry.anchor, tuple(tag.name for tag in entry.tags))
