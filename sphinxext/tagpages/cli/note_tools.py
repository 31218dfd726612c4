"""What an assistant may ask of the notes of a site. Each answer is bounded, and nothing of a note is run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..core.changes import Record
from ..core.dates import NoteDate
from ..core.index import Entry
from ..core.selection import Selection
from ..sources.published import Published, index_of
from ..util.suggest import advice, suggestion
from ..util.text import as_python, folded, shortened

#: Notes or tags in an answer, characters of a text in one, and of any other; items of a list in a note.
MOST, LONGEST_TEXT, _LONGEST, _ITEMS = 50, 20_000, 500, 50
_FIELDS = (
    "id", "title", "url", "links", "date", "published", "authors", "venue", "kind", "lang", "tags", "home",
    "image", "image_alt", "extra",
)  # fmt: skip
_SHORT = ("id", "title", "url", "date", "published", "authors", "tags", "snippet", "home")


class RefusedError(ValueError):
    """What is asked for is not there, or cannot be; the message says what may be meant."""


class NoteTools:
    """What an assistant may ask; each answer is bounded. Assistants read what methods say of themselves."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self._index = index_of(published)
        self._notes = {note["id"]: note for note in published.notes}

    @property
    def about(self) -> str:
        """What the server says of itself."""
        notes, tags = len(self._published.notes), len(self._published.tags)
        title = shortened(self._published.title or "a site", _LONGEST)
        how = "Search by words, tags, time and kind, then read a note by its id."
        return f"Notes of {title}: {notes} notes, {tags} tags. {how}"

    def search(
        self,
        words: str | list[str] = "",
        tags: str | list[str] = "",
        since: str | int = "",
        until: str | int = "",
        kind: str = "",
        limit: int = 10,
    ) -> dict[str, Any]:
        """Find notes that have all of the tags, and all of the words.

        A tag has the notes of tags below it too. Words are found in title, first lines, authors, venue and
        tags; then come the notes in whose text they stand further down. `since` and `until`, both included,
        are a year, a month or a day: 2023, 2023-05, 2023-05-22. `kind` is what they are about, such as paper.
        Without any of these, these are all notes, in the order of the site. `found` is their number; at most
        `limit` of them are named, 0 to 50.
        """
        selection = Selection(
            tags=tuple(_texts(tags)),
            words=_joined(words),
            since=_date("since", since),
            until=_date("until", until),
            kind=kind,
        )
        self._refuse_unknown(selection)
        found = selection.chosen(self._index, self._first_lines)
        if selection.words.strip():
            whole = selection.chosen(self._index, self._whole_text)
            found = tuple(dict.fromkeys((*found, *whole)))
        named = [self._notes[entry.note.id] for entry in found[: _count("limit", limit, MOST)]]
        return {"found": len(found), "notes": [_told(note, _SHORT) for note in named]}

    def _refuse_unknown(self, selection: Selection) -> None:
        for name, _option in selection.unknown_tags(self._index):
            names = [name for tag in self._published.tags for name in (tag["name"], *tag.get("aliases", ()))]
            message = f"there is no tag {shortened(name)!r}{suggestion(name, names)}"
            raise RefusedError(message)
        kinds = sorted({entry.note.kind for entry in self._index.entries} - {""})
        if selection.kind and folded(selection.kind) not in map(folded, kinds):
            known = (
                f"the kinds are {', '.join(map(shortened, kinds[:_ITEMS]))}"
                if kinds
                else "no note has a kind"
            )
            message = (
                f"no note is of the kind {shortened(selection.kind)!r}{advice(selection.kind, kinds, known)}"
            )
            raise RefusedError(message)
        if selection.until and selection.since[: len(selection.until)] > selection.until:
            message = "`until` is before `since`; write a later date"
            raise RefusedError(message)

    def _first_lines(self, entry: Entry) -> str:
        return str(self._notes[entry.note.id].get("snippet", ""))

    def _whole_text(self, entry: Entry) -> str:
        return f"{self._first_lines(entry)}\n{self._notes[entry.note.id].get('text', '')}"

    def read(self, id: str, start: int = 0) -> dict[str, Any]:  # noqa: A002 -- as notes have it
        """Read a note: its fields, and its text as Markdown, at most 20,000 characters of it from `start` on.

        `next` is where the text goes on, if it does.
        """
        note = self._note(id)
        text = _fit(str(note.get("text", "")))
        end = _count("start", start, len(text)) + LONGEST_TEXT
        answer = {**_told(note, _FIELDS), "text": text[start:end]}
        return {**answer, "next": end} if end < len(text) else answer

    def tags(self, words: str | list[str] = "", limit: int = 50) -> dict[str, Any]:
        """List the tags with all of the words in name, aliases or description, those with most notes first.

        `found` is how many there are; at most `limit` of them are named, 0 to 50.
        """
        wanted = folded(_joined(words)).split()
        found = []
        for tag in self._published.tags:
            told = (tag["name"], tag["label"], *tag.get("aliases", ()), str(tag.get("description", "")))
            text = folded("\n".join(told))
            if all(word in text for word in wanted):
                found.append(tag)
        found.sort(key=lambda tag: -tag["count"])
        fields = ("name", "label", "count", "description", "aliases", "parents", "children", "page")
        return {
            "found": len(found),
            "tags": [_told(tag, fields) for tag in found[: _count("limit", limit, MOST)]],
        }

    def related(self, id: str, limit: int = 10) -> dict[str, Any]:  # noqa: A002
        """Find the notes that are related to a note: they share tags, rare ones counting more."""
        ids = self._note(id).get("related", ())
        notes = [self._notes[each] for each in ids if each in self._notes]
        return {
            "found": len(notes),
            "notes": [_told(note, _SHORT) for note in notes[: _count("limit", limit, MOST)]],
        }

    def _note(self, note_id: str) -> Record:
        if note_id in self._notes:
            return self._notes[note_id]
        message = (
            f"there is no note {shortened(note_id)!r}{suggestion(note_id, self._notes)}; search names ids"
        )
        raise RefusedError(message)


def _joined(words: str | list[str]) -> str:
    return words if isinstance(words, str) else " ".join(words)


def _texts(given: str | list[str]) -> list[str]:
    """Return texts; one text is split at commas, as tags are elsewhere."""
    texts = given.split(",") if isinstance(given, str) else given
    return [text for text in texts if text.strip()]


def _date(name: str, given: str | int) -> str:
    """Return a date as notes have it, without its time; an assistant may give a year as a number."""
    try:
        return str(NoteDate.parse(str(given))) if given != "" else ""
    except ValueError as error:
        message = f"`{name}` is {shortened(str(given))!r}: {error}"
        raise RefusedError(message) from None


def _count(name: str, given: int, most: int) -> int:
    if 0 <= given <= most:
        return given
    message = f"`{name}` is {as_python(given)}; write a number from 0 to {most}"
    raise RefusedError(message)


def _told(record: Record, fields: Iterable[str]) -> dict[str, Any]:
    return {name: _bounded(record[name]) for name in fields if name in record}


def _fit(text: str) -> str:
    """Return a text without lone surrogates, which JSON can name, and no answer can hold."""
    return text.encode("utf-8", "replace").decode()


def _bounded(value: object) -> object:
    """Return a value with not too much in it."""
    if isinstance(value, str):
        return _fit(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")
    if isinstance(value, list):
        return [_bounded(each) for each in value[:_ITEMS]]
    if isinstance(value, Mapping):
        return {str(name): _bounded(str(each)) for name, each in list(value.items())[:_ITEMS]}
    return value
