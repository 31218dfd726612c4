"""The note: one entry, as a source gives it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from urllib.parse import quote

from .dates import NoteDate
from .problems import Origin

_UNREADABLE = re.compile(r"[^\w.]+")
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
_USUAL_ID = re.compile(r"[A-Za-z0-9._~-]*")
_READABLE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Link:
    """A further link of a note: what it is called and where it leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class References:
    """What the texts of a note refer to, as the parser of their markup found it, each once.

    ``numbers`` are those of issues, ``pictures`` addresses as they are written, ``roles`` the names of roles
    in reStructuredText and the targets that they name.
    """

    numbers: tuple[int, ...] = ()
    pictures: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()


_NONE = References()


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """An entry of a BibTeX file as it was written, with texts in the place of the names of its strings.

    ``fields`` are names, and what stands behind ``=`` in one form: ``{a text}``, a month that each style
    names in its own way (``mar``), or several of these with `` # `` between. ``needs`` are the entries that
    it takes fields over from, and that these do.
    """

    type: str
    key: str
    fields: tuple[tuple[str, str], ...]
    needs: tuple[BibtexEntry, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """One entry. The fields are those of the YAML format and of the ``note-entry`` options.

    ``id`` is never empty: a note without one has it derived from its link or title
    (:func:`derive_id`). ``extra`` keeps the keys that are no fields, for templates.
    ``key_lines`` tells on which line of ``origin.path`` each key stands. ``number`` is the note's
    number in the tracker that it was exported from: ``#number`` in a text of the same file means it.
    ``tracker_url`` is its address there, from which relative addresses in its texts count.
    ``text`` is the beginning of what a reader sees of texts with a markup, and ``None`` where they are
    shown as they are written; ``references`` is what such texts refer to. ``bibtex`` is the entry that the
    note was made of.
    """

    title: str
    id: str
    origin: Origin
    url: str = ""
    links: tuple[Link, ...] = ()
    date: NoteDate | None = None
    published: NoteDate | None = None
    authors: tuple[str, ...] = ()
    venue: str = ""
    tags: tuple[str, ...] = ()
    kind: str = ""
    summary: str = ""
    comment: str = ""
    body: str = ""
    markup: str = "plain"
    image: str = ""
    image_alt: str = ""
    lang: str = ""
    pinned: bool = False
    draft: bool = False
    number: int | None = None
    tracker_url: str = ""
    text: str | None = None
    references: References = _NONE
    bibtex: BibtexEntry | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    key_lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def where(self, key: str) -> Origin:
        """Return the location of a key of this note, or of the note where the key has none."""
        return Origin(self.origin.path, self.key_lines.get(key, self.origin.line))

    @property
    def named(self) -> str:
        """What begins a message about the note: its number, where its line does not tell it from others."""
        return "" if self.number is None else f"issue {self.number}: "

    @property
    def effective_date(self) -> NoteDate | None:
        """The date that orders and groups the note: ``date``, else ``published``."""
        return self.date or self.published


def derive_id(url: str, title: str) -> str:
    """Make the id of a note that has none: readable, stable, and the same in every build.

    It depends on the link, or without one on the title, and on nothing else.
    """
    basis = url or title
    readable = _UNREADABLE.sub("-", _SCHEME.sub("", basis))[:_READABLE_LENGTH].strip("-.").lower()
    digest = blake2b(basis.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{readable}-{digest}" if readable else digest


def encode_id(note_id: str) -> str:
    """Return an id as ASCII without spaces, percent-encoded as in a URL."""
    if _USUAL_ID.fullmatch(note_id):
        return note_id
    return quote(note_id, safe="-._~", errors="replace")


def anchor(note_id: str) -> str:
    """Return the HTML id of a note at its home: ``tagpages-note-<encoded id>``."""
    return f"tagpages-note-{encode_id(note_id)}"
