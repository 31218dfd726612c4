"""``tags/notes.json``: all notes and tags of a site as data, and the JSON Schema of that file.

What a builder hides is not in it, nor is the time of the build: it changes when what it says does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ..core.changes import Records
from ..core.index import Entry
from ..core.tags.tag import Tag
from ..project.view import NotesView
from ..sources.published import VERSION
from ..sphinx_internals.addresses import Addresses

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_json = json.JSONEncoder(ensure_ascii=False).encode


class NotesData:
    """The notes and tags of one build as data.

    ``text_of`` returns the texts of a note as Markdown, ``picture_of`` the address of its picture.
    """

    def __init__(
        self,
        view: NotesView,
        addresses: Addresses,
        text_of: Callable[[Entry], str],
        picture_of: Callable[[Entry], str],
        title: str,
        language: str,
    ) -> None:
        self._view = view
        self._addresses = addresses
        self._text_of = text_of
        self._picture_of = picture_of
        self._title = title
        self._language = language
        self.site = addresses.site

    def records(self) -> Records:
        """Return all notes and all tags."""
        index = self._view.index
        return list(map(self.note, index.entries)), list(map(self.tag, index.tags.values()))

    def json(self) -> str:
        """Return the file: a line for each note and each tag, so that versions of it can be compared."""
        notes, tags = self.records()
        head = {"$schema": "notes.schema.json", "version": VERSION, "title": self._title}
        head |= _said(language=self._language, site=self._addresses.site)
        parts = [f'"{name}": {_json(value)}' for name, value in head.items()]
        parts.append(f'"notes": {_lines(notes)}')
        parts.append(f'"tags": {_lines(tags)}')
        return "{" + ",\n".join(parts) + "}\n"

    def note(self, entry: Entry) -> Mapping[str, object]:
        """Return a note: its fields by their names, those that say something, and where it is."""
        note, outer = entry.note, self._addresses.outer
        snippet, _cut = self._view.snippet(entry)
        image = self._picture_of(entry)
        return {
            "id": note.id,
            "title": note.title,
            "home": self._addresses.page(entry.home, entry.anchor),
            **_said(
                url=note.url and outer(note, note.url),
                links=[{"label": link.label, "url": outer(note, link.url)} for link in note.links],
                date=note.date and note.date.machine,
                published=note.published and note.published.machine,
                authors=list(note.authors),
                venue=note.venue,
                tags=[tag.name for tag in entry.tags],
                kind=note.kind,
                lang=note.lang,
                pinned=note.pinned,
                image=image,
                image_alt=image and note.image_alt,
                snippet=snippet,
                text=self._text_of(entry),
                extra=_plain(note.extra),
                related=[each.note.id for each in self._view.related_notes(entry)],
            ),
        }

    def tag(self, tag: Tag) -> Mapping[str, object]:
        """Return a tag: what is said of it, its page, and how many notes it has."""
        index = self._view.index
        return {
            "name": tag.name,
            "label": tag.label,
            "slug": tag.slug,
            "page": self._addresses.page(tag.docname),
            "count": len(index.by_tag[tag.key]),
            **_said(
                description=tag.description,
                colour=tag.colour,
                group=tag.group,
                parents=[index.tags[key].name for key in tag.parents],
                children=[index.tags[key].name for key in tag.children],
                aliases=index.vocabulary.written_aliases(tag.key),
            ),
        }


def schema() -> str:
    """Return the JSON Schema of the file."""
    text, address = {"type": "string"}, {"type": "string", "format": "iri-reference"}
    texts = {"type": "array", "items": text}
    day = {"type": "string", "description": "A year, a month, a day, or a moment with its zone (ISO 8601)."}
    note = {
        "id": text | {"description": "Permanent where the note has an id or a url."},
        "title": text,
        "home": address | {"description": "Where the site shows the whole note."},
        "url": address,
        "links": {"type": "array", "items": _object({"label": text, "url": address}, "label", "url")},
        "date": day,
        "published": day,
        "authors": texts,
        "venue": text,
        "tags": texts | {"description": "Names of tags that have pages."},
        "kind": text,
        "lang": text | {"description": "A BCP 47 tag."},
        "pinned": {"const": True},
        "image": address,
        "image_alt": text,
        "snippet": text,
        "text": text | {"description": "The whole text, in Markdown (CommonMark)."},
        "extra": {"type": "object", "description": "Keys that are no fields, as they are given."},
        "related": texts | {"description": "Ids of notes that share tags with this one."},
    }
    tag = {
        "name": text | {"description": "What notes call it."},
        "label": text | {"description": "What readers see."},
        "slug": text,
        "page": address,
        "count": {"type": "integer", "minimum": 0, "description": "Notes, those of tags below it included."},
        "description": text,
        "colour": {"type": "string", "pattern": "^#[0-9a-f]{6}$"},
        "group": text,
        "parents": texts,
        "children": texts,
        "aliases": texts,
    }
    whole = {
        "$schema": text,
        "version": {"const": VERSION},
        "title": text,
        "language": text,
        "site": {"type": "string", "format": "iri", "description": "The address of the site."},
        "notes": {"type": "array", "items": _object(note, "id", "title", "home")},
        "tags": {"type": "array", "items": _object(tag, "name", "label", "slug", "page", "count")},
    }
    described = {
        "$schema": DRAFT,
        "title": "Notes and tags of a site",
        "description": "More fields may come. Where no site is named, addresses count from the file.",
        **_object(whole, "version", "title", "notes", "tags"),
    }
    return json.dumps(described, indent=1) + "\n"


def _object(properties: Mapping[str, object], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}


def _said(**fields: object) -> dict[str, object]:
    """Return the fields that say something."""
    return {name: value for name, value in fields.items() if value}


def _plain(value: object) -> object:
    """Return what an author gave as values that JSON has."""
    match value:
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case str() | bool() | int() | None:
            return value
    return str(value)


def _lines(values: Any) -> str:  # noqa: ANN401 -- anything that there are several of
    lines = ",\n".join(map(_json, values))
    return f"[\n{lines}\n]" if lines else "[]"
