"""Which notes of a project are chosen, and in which order: what a list, and a reader of all notes, ask for.

The explorer's script chooses in the same way, so nothing here depends on more than a script can do:
``docs/pages.rst`` says how. Texts are equal, and words found, by :func:`~..util.text.folded`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from ..util.text import folded
from .index import Entry, TagIndex
from .note import Note
from .ordering import SortKey, sort_notes

#: The orders that an address can name.
ORDERS = {
    "-date": (SortKey("date", descending=True),),
    "date": (SortKey("date"),),
    "title": (SortKey("title"),),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked of notes; what is empty is not asked.

    ``tags`` (all of them), ``any_tags`` (one of them) and ``not_tags`` (none of them) are names of tags;
    a name that no note has as a tag is in none. ``words`` all stand in the note; it is by all ``authors``.
    ``since`` and ``until``, both included, are dates as :class:`~.dates.NoteDate` writes them: of a year, a
    month or a day. A note of a year is before those of its months, as where notes are sorted; one without a
    date is in no time. ``limit`` is a number of notes.
    """

    tags: tuple[str, ...] = ()
    any_tags: tuple[str, ...] = ()
    not_tags: tuple[str, ...] = ()
    words: str = ""
    since: str = ""
    until: str = ""
    kind: str = ""
    authors: tuple[str, ...] = ()
    venue: str = ""
    limit: int = 0
    sort: tuple[SortKey, ...] | None = None

    def select(
        self, index: TagIndex, snippet_of: Callable[[Entry], str] = lambda _entry: ""
    ) -> tuple[Entry, ...]:
        """Return the entries that are chosen, at most ``limit`` of them; see :meth:`chosen`."""
        chosen = self.chosen(index, snippet_of)
        return chosen[: self.limit] if self.limit else chosen

    def chosen(
        self, index: TagIndex, snippet_of: Callable[[Entry], str] = lambda _entry: ""
    ) -> tuple[Entry, ...]:
        """Return all entries that fit.

        ``snippet_of`` returns the first lines of a note's text as listings show them, in which words are
        found too.
        """
        required, wanted, unwanted = (
            set(map(index.vocabulary.main, names)) for names in (self.tags, self.any_tags, self.not_tags)
        )
        words = folded(self.words).split()
        has_fields = self._has_fields()
        chosen = [
            entry
            for entry in index.entries
            if required <= entry.keys
            and (not wanted or wanted & entry.keys)
            and not unwanted & entry.keys
            and has_fields(entry.note)
            and (not words or _holds(search_text(entry, snippet_of(entry)), words))
        ]
        if self.sort is not None:
            by_id = {entry.note.id: entry for entry in chosen}
            chosen = [by_id[note.id] for note in sort_notes((entry.note for entry in chosen), self.sort)]
        return tuple(chosen)

    def _has_fields(self) -> Callable[[Note], bool]:
        since, until, length = self.since, self.until, len(self.until)
        kind, venue, authors = folded(self.kind), folded(self.venue), set(map(folded, self.authors))

        def is_in_time(note: Note) -> bool:
            date = str(note.effective_date or "")
            return bool(date) and date >= since and (not until or date[:length] <= until)

        return lambda note: (
            (not (since or until) or is_in_time(note))
            and (not kind or folded(note.kind) == kind)
            and (not venue or folded(note.venue) == venue)
            and (not authors or authors.issubset(map(folded, note.authors)))
        )

    def unknown_tags(self, index: TagIndex) -> list[tuple[str, str]]:
        """Return the names that are no tag of any note, each with the option that gives it."""
        given = {"tags": self.tags, "any-tags": self.any_tags, "not-tags": self.not_tags}
        return [
            (name, option)
            for option, names in given.items()
            for name in names
            if (key := index.vocabulary.main(name)) not in index.tags and key not in index.pageless
        ]

    @property
    def query(self) -> str:
        """The choice in an address of the explorer; an order that it does not have is left out."""
        fields = (("from", self.since), ("to", self.until), ("kind", self.kind), ("venue", self.venue))
        return urlencode(
            [
                *(("tag", name) for name in self.tags),
                *(("any", name) for name in self.any_tags),
                *(("not", name) for name in self.not_tags),
                *(("author", name) for name in self.authors),
                *((name, text) for name, text in (("q", self.words), *fields) if text),
                *(("sort", name) for name, keys in ORDERS.items() if keys == self.sort),
            ],
            quote_via=quote,
        )


#: All notes, in the project's order.
ALL = Selection()


def search_text(entry: Entry, snippet: str) -> str:
    """Return the text in which the words of a search are found, folded.

    It is what a listing shows of a note: title, ``snippet`` (without the sign that it was cut), authors,
    venue and tags. A line break is between them, so that no word is found across two.
    """
    note = entry.note
    labels = (tag.label for tag in entry.tags)
    return folded("\n".join([note.title, snippet, *note.authors, note.venue, *labels]))


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)
