"""Notes, listings and tags in the words of https://schema.org, as JSON-LD.

Each note is described once for all pages of a folder, or of the site where its address is known.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from ...core.index import Entry
from ...core.note import Note
from ...core.tags.tag import Tag
from ...fields import works
from ...sphinx_internals.addresses import Addresses

_TYPES: Mapping[str, str] = MappingProxyType({
    "article-journal": "ScholarlyArticle",
    "paper-conference": "ScholarlyArticle",
    "article": "ScholarlyArticle",
    "chapter": "Chapter",
    "book": "Book",
    "thesis": "Thesis",
    "report": "Report",
    "post-weblog": "Article",
    "webpage": "WebPage",
    "software": "SoftwareApplication",
    "dataset": "Dataset",
    "motion_picture": "VideoObject",
    "speech": "PresentationDigitalDocument",
    "periodical": "Periodical",
})
#: What a venue is to a work of these genres; to others, what they are part of.
_PUBLISHERS = frozenset(["book", "thesis", "report", "periodical"])


class JsonLd:
    """Describes what pages show; ``addresses`` returns those of a page by its base."""

    def __init__(self, addresses: Addresses, index_page: str) -> None:
        self._addresses = addresses
        self._index_page = index_page
        self._term = cache(self._described_tag)
        self._item = cache(self._list_item)

    def listing(self, entries: Iterable[Entry], total: int, first: int = 1) -> str:
        """Return a list of notes, ``first`` being the place of the first of them among all."""
        items = ",".join(
            f'{{"@type":"ListItem","position":{place},{self._item(entry)}'
            for place, entry in enumerate(entries, first)
        )
        return f'{{"@type":"ItemList","numberOfItems":{total},"itemListElement":[{items}]}}'

    def page_of_tag(self, tag: Tag, name: str, docname: str, listing: str) -> str:
        """Return the page of a tag, which lists its notes."""
        about = {**self._term(tag), "inDefinedTermSet": self._addresses.page(self._index_page)}
        described = _json({
            "@type": "CollectionPage",
            "name": name,
            "url": self._addresses.page(docname),
            "about": about,
        })
        return f'{described[:-1]},"mainEntity":{listing}}}'

    def tags(self, tags: Iterable[Tag], name: str, docname: str) -> str:
        """Return the set of all tags."""
        terms = [_said({**self._term(tag), "description": tag.description}) for tag in tags]
        page = self._addresses.page(docname)
        return _json({"@type": "DefinedTermSet", "name": name, "url": page, "hasDefinedTerm": terms})

    def note(self, entry: Entry) -> str:
        """Return a note's work."""
        return _json(self._described(entry))

    def _list_item(self, entry: Entry) -> str:
        home = self._addresses.page(entry.home, entry.anchor)
        return _json({"url": home, "item": self._described(entry)})[1:]

    def _described(self, entry: Entry) -> Mapping[str, object]:
        note, genre = entry.note, works.genre(entry.note)
        home = self._addresses.page(entry.home, entry.anchor)
        kind = _TYPES.get(genre)
        if kind is None:
            kind = "CreativeWork" if entry.anchor else "Article"  # which is a document that is tagged
        date = works.date_of(note)
        return _said({
            "@type": kind,
            "name": note.title,
            "url": self._addresses.outer(note, note.url) if note.url else home,
            "author": [_person(name) for name in works.names_of(note.authors)],
            "datePublished": date.machine if date else "",
            "inLanguage": note.lang,
            **_venue(note, genre),
            "identifier": _identifiers(note),
            "keywords": [self._term(tag) for tag in entry.tags],
        })

    def _described_tag(self, tag: Tag) -> Mapping[str, object]:
        return {"@type": "DefinedTerm", "name": tag.name, "url": self._addresses.page(tag.docname)}


def element(described: str) -> str:
    """Return a block of data, which no browser runs."""
    data = f'{{"@context":"https://schema.org",{described[1:]}'
    return f'<script type="application/ld+json">{data}</script>\n'


def _person(author: str) -> Mapping[str, object]:
    name = works.split_name(author)
    is_group = not name.given and " " in name.family
    return {"@type": "Organization" if is_group else "Person", "name": author}


def _venue(note: Note, genre: str) -> Mapping[str, object]:
    if not note.venue:
        return {}
    if genre in _PUBLISHERS:
        return {"publisher": {"@type": "Organization", "name": note.venue}}
    kind = "Periodical" if genre == "article-journal" else "CreativeWork"
    return {"isPartOf": {"@type": kind, "name": note.venue}}


def _identifiers(note: Note) -> list[Mapping[str, object]]:
    found = [("doi", works.dois_of(note)[:1]), ("arXiv", [works.arxiv_of(note)])]
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value}
        for name, values in found
        for value in filter(None, values)
    ]


def _said(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _json(value: object) -> str:
    # No text of a note ends the element that it stands in.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
