"""``notes.json``, as a site has published it: its notes and tags, as plain data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..core.changes import Record, Records
from ..core.dates import NoteDate
from ..core.index import Entry, TagIndex
from ..core.note import Note
from ..core.problems import Origin
from ..core.tags.entries import TagEntry
from ..core.tags.names import tag_key
from ..core.tags.tag import Tag
from ..core.tags.vocabulary import Vocabulary
from ..util.text import shortened

#: Of the file: another number if a program that reads it has to be changed; more fields are no such reason.
VERSION = 1
_REQUIRED = {"notes": ("id", "title", "home"), "tags": ("name", "label", "slug", "page", "count")}
_TEXTS = ("url", "date", "published", "venue", "kind", "snippet", "text", "description")
_LISTS = ("authors", "tags", "related", "aliases", "parents", "children")
_Data: TypeAlias = Mapping[str, Any]


class UnreadableError(ValueError):
    """A file is no ``notes.json`` that can be read here; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a site has published: ``notes`` in its order, and ``tags``; fields that say nothing are absent.

    ``site`` is its address; empty where addresses count from the file.
    """

    title: str
    site: str
    notes: Sequence[Record]
    tags: Sequence[Record]

    @property
    def records(self) -> Records:
        """The notes and the tags."""
        return self.notes, self.tags

    @property
    def newest(self) -> NoteDate | None:
        """The date of the newest note, if any has one."""
        dates = (_date(note.get("date")) or _date(note.get("published")) for note in self.notes)
        return max(filter(None, dates), key=NoteDate.sort_key, default=None)


def read_published(content: bytes) -> Published:
    """Read a file.

    Raises:
        UnreadableError: it is none, or of another version.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        message = f"it is no JSON ({error})"
        raise UnreadableError(message) from None
    if not isinstance(data, dict) or not {"version", "notes", "tags"} <= data.keys():
        message = "it is no notes.json: write the path of one that a build wrote (tagpages_exports)"
        raise UnreadableError(message)
    if data["version"] != VERSION:
        version = data["version"]
        is_later = isinstance(version, int) and version > VERSION
        advice = "update sphinxext-tagpages" if is_later else "build the site again"
        message = f"its version is {shortened(repr(version))}, and this program reads {VERSION}: {advice}"
        raise UnreadableError(message)
    notes, tags = (_records(data, kind) for kind in _REQUIRED)
    return Published(str(data.get("title", "")), str(data.get("site", "")), notes, tags)


def index_of(published: Published) -> TagIndex:
    """Return an index in which notes can be chosen as on the site: they stand in its order, with its tags.

    The homes of notes are addresses.
    """
    nowhere = Origin("", None)
    tags, said = {}, []
    for each in published.tags:
        name, key = each["name"], tag_key(each["name"])
        tags[key] = Tag(key, name, each["label"], each["slug"], each["page"])
        aliases, parents = (tuple(each.get(field, ())) for field in ("aliases", "parents"))
        said.append(TagEntry(name, nowhere, aliases=aliases, parents=parents))
    vocabulary = Vocabulary.of(said)
    entries = []
    for each in published.notes:
        keys = list(map(vocabulary.main, each.get("tags", ())))
        note = Note(
            each["title"],
            each["id"],
            nowhere,
            date=_date(each.get("date")),
            published=_date(each.get("published")),
            authors=tuple(each.get("authors", ())),
            venue=str(each.get("venue", "")),
            kind=str(each.get("kind", "")),
            tags=tuple(each.get("tags", ())),
        )
        own = tuple(tags[key] for key in keys if key in tags)
        entries.append(
            Entry(note, each["home"], "", own, frozenset(keys).union(*map(vocabulary.ancestors, keys)))
        )
    by_id = {entry.note.id: entry for entry in entries}
    return TagIndex(entries=tuple(entries), tags=tags, by_id=by_id, vocabulary=vocabulary)


def _date(text: object) -> NoteDate | None:
    try:
        return NoteDate.parse(str(text)) if text else None
    except ValueError:
        return None


def _records(data: _Data, kind: str) -> list[Record]:
    records, names = data[kind], _REQUIRED[kind]
    if not isinstance(records, list):
        message = f"`{kind}` is no list"
        raise UnreadableError(message)
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict) or not all(_is_fit(name, record.get(name)) for name in names):
            message = f"`{kind}`, the {number}. of it: it has not all of {', '.join(names)}"
            raise UnreadableError(message)
        if wrong := [name for name in _LISTS if not _is_list(record.get(name, []))]:
            message = f"`{kind}`, the {number}. of it: `{wrong[0]}` is no list of texts"
            raise UnreadableError(message)
        if wrong := [name for name in _TEXTS if not isinstance(record.get(name, ""), str)]:
            message = f"`{kind}`, the {number}. of it: `{wrong[0]}` is no text"
            raise UnreadableError(message)
    return records


def _is_fit(name: str, value: object) -> bool:
    return isinstance(value, int if name == "count" else str)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
