"""What the entry of a note says, in whichever format: numbers, people, addresses, texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ...core.dates import NoteDate
from ...core.index import Entry
from ...core.note import BibtexEntry, Note
from ...fields.works import Name, arxiv_of, date_of, dois_of, genre, names_of, split_name
from ...sphinx_internals.addresses import Addresses
from ...util.text import one_line

_OF_WEB = ("https://", "http://")
#: Genres whose venue is who publishes them; that of others holds them.
_PUBLISHED = frozenset(["book", "thesis", "report", "software", "dataset", "patent", "motion_picture"])
#: Names of groups that look like those of persons.
_GROUP = re.compile(r"\band\b|,\s*(?:inc|ltd|llc|gmbh|co|corp|plc)\b\.?$", re.IGNORECASE)
#: What stands in no key, for one reader of BibTeX or another.
_NOT_IN_KEYS = re.compile(r"[^\w.:/+-]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """What is said of the work that a note is about.

    ``genre`` is a type of the Citation Style Language; ``venue`` holds the work, where the note's is not who
    published it. ``facts`` are texts by keys that are no fields.
    """

    entry: Entry
    key: str
    genre: str
    authors: tuple[Name, ...]
    editors: tuple[Name, ...]
    date: NoteDate | None
    doi: str
    arxiv: str
    url: str
    venue: str
    publisher: str
    summary: str
    facts: Mapping[str, str]

    @property
    def note(self) -> Note:
        """The note."""
        return self.entry.note

    @property
    def tags(self) -> list[str]:
        """The names of the note's tags that have pages."""
        return [tag.name for tag in self.entry.tags]


def cited(entry: Entry, key: str, addresses: Addresses, summary_of: Callable[[Entry], str]) -> Cited:
    """Return what is said of a note's work, under a key."""
    note = entry.note
    own = note.url and addresses.outer(note, note.url)
    if not own and not entry.anchor:  # a page that is a note is the work
        own = addresses.page(entry.home)
    authors, editors = _people(note)
    facts = {name: one_line(value) for name, value in note.extra.items() if isinstance(value, str)}
    kind, venue, publisher = genre(note), note.venue, facts.get("publisher", "")
    if venue and kind in _PUBLISHED and not publisher:
        venue, publisher = "", venue
    return Cited(
        entry=entry,
        key=key,
        genre=kind,
        authors=authors,
        editors=editors,
        date=date_of(note),
        doi=next(iter(dois_of(note)), ""),
        arxiv=arxiv_of(note),
        url=own if own.startswith(_OF_WEB) else "",
        venue=venue if venue != publisher else "",
        publisher=publisher,
        summary=summary_of(entry),
        facts=facts,
    )


def editors_of(note: Note) -> list[str]:
    """Return the names of editors, of a note that was not made of an entry: a text, or a list."""
    given = note.extra.get("editor", ())
    texts = given if isinstance(given, list | tuple) else [given]
    return names_of([one_line(text) for text in texts if isinstance(text, str)])


def _people(note: Note) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Return the names of authors and editors: as BibTeX takes them apart where it has them."""
    if note.bibtex:
        from ...sources.bibtex.people import parts_of_people  # noqa: PLC0415 -- imports pybtex

        def names(role: str, *entries: BibtexEntry) -> tuple[Name, ...]:
            fields = (pair for entry in entries for pair in entry.fields)
            return tuple(
                parts_of_people(next((form for name, form in fields if name.lower() == role), "")[1:-1])
            )

        entry, needs = note.bibtex, note.bibtex.needs
        authors = names("author", entry, *(other for other in needs if other.type.lower() == "xdata"))
        editors = names("editor", entry, *needs)
        if authors or editors:
            return authors, editors
    return tuple(map(_parts, names_of(note.authors))), tuple(map(_parts, editors_of(note)))


def _parts(name: str) -> Name:
    return Name(name) if _GROUP.search(name) else split_name(name)


class Keys:
    """The keys of all entries of a site: none differs from another by case alone.

    An entry of BibTeX keeps its own; else it is the note's id, as far as a key can be.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        notes = [entry.note for entry in entries]
        notes.sort(key=lambda note: (note.bibtex is None, note.id))
        wanted = {note.id: _wanted(note) for note in notes}
        self._taken: set[str] = set()
        self._wanted = {key.casefold() for key in wanted.values()}
        self._numbers: dict[str, int] = {}
        self.of_notes: Mapping[str, str] = {id_: self._free(key) for id_, key in wanted.items()}
        self._of_entries: dict[BibtexEntry, str] = {}
        for note in notes:
            if note.bibtex:
                self._of_entries.setdefault(note.bibtex, self.of_notes[note.id])
        for note in notes:
            for other in note.bibtex.needs if note.bibtex else ():
                if other not in self._of_entries:
                    self._of_entries[other] = self._free(_without_blanks(other.key))

    def of_entry(self, entry: BibtexEntry) -> str:
        """Return the key of an entry that others take fields over from."""
        return self._of_entries[entry]

    def _free(self, wanted: str) -> str:
        """Return a key that no other has, and take it."""
        key, folded = wanted, wanted.casefold()
        while key.casefold() in self._taken or (key != wanted and key.casefold() in self._wanted):
            self._numbers[folded] = self._numbers.get(folded, 1) + 1
            key = f"{wanted}-{self._numbers[folded]}"
        self._taken.add(key.casefold())
        return key


def _wanted(note: Note) -> str:
    if note.bibtex and note.bibtex.key:
        return _without_blanks(note.bibtex.key)
    return _NOT_IN_KEYS.sub("-", note.id).strip("-") or "note"


def _without_blanks(key: str) -> str:
    return "-".join(key.split())
