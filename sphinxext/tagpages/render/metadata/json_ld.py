"""Notes, listings and tags in the words of https://schema.org, as JSON-LD.

Each note is described once, and its addresses once for all pages of a folder; where that of the site is
known, once for all pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType

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
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
#: What a venue is to a work of these genres; to others, what they are part of.
_PUBLISHERS = frozenset(["book", "thesis", "report", "periodical"])


class JsonLd:
    """Describes what pages show. ``addresses`` are those of the pages of one base.

    ``work_of`` returns what is said of a note on all pages alike: :func:`work`.
    """

    def __init__(self, addresses: Addresses, index_page: str, work_of: Callable[[Entry], str]) -> None:
        self._addresses = addresses
        self._index_page = index_page
        self._work_of = work_of
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
        page = _json({"@type": "CollectionPage", "name": name, "url": self._addresses.page(docname)})
        about = _with(self._term(tag), "inDefinedTermSet", _json(self._addresses.page(self._index_page)))
        return _with(_with(page, "about", about), "mainEntity", listing)

    def tags(self, tags: Iterable[Tag], name: str, docname: str) -> str:
        """Return the set of all tags."""
        described = _json({"@type": "DefinedTermSet", "name": name, "url": self._addresses.page(docname)})
        terms = (
            _with(self._term(tag), "description", _json(tag.description))
            if tag.description
            else self._term(tag)
            for tag in tags
        )
        return _with(described, "hasDefinedTerm", f"[{','.join(terms)}]")

    def note(self, entry: Entry) -> str:
        """Return a note's work."""
        note = entry.note
        if note.url:
            address = self._addresses.outer(note, note.url)
        else:
            address = self._addresses.page(entry.home, entry.anchor)
        described = _with(self._work_of(entry), "url", _json(address))
        terms = ",".join(map(self._term, entry.tags))
        return _with(described, "keywords", f"[{terms}]") if terms else described

    def _list_item(self, entry: Entry) -> str:
        home = self._addresses.page(entry.home, entry.anchor)
        return f'"url":{_json(home)},"item":{self.note(entry)}}}'

    def _described_tag(self, tag: Tag) -> str:
        return _json({"@type": "DefinedTerm", "name": tag.name, "url": self._addresses.page(tag.docname)})


def work(entry: Entry) -> str:
    """Return what is said of a note's work that does not depend on where it is said."""
    note, genre = entry.note, works.genre(entry.note)
    kind = _TYPES.get(genre)
    if kind is None:
        kind = "CreativeWork" if entry.anchor else "Article"  # which is a document that is tagged
    date = works.date_of(note)
    said = {
        "author": [_person(name) for name in works.names_of(note.authors)],
        "datePublished": date.machine if date else "",
        "inLanguage": note.lang,
        **_venue(note, genre),
        "identifier": _identifiers(note),
    }
    known = {name: value for name, value in said.items() if value}
    return _json({"@type": kind, "name": note.title, **known})


def element(described: str) -> str:
    """Return a block of data, which no browser runs."""
    data = f'{{"@context":"https://schema.org",{described[1:]}'
    return f'<script type="application/ld+json">{data}</script>\n'


def _person(author: str) -> Mapping[str, object]:
    name = works.split_name(author)
    is_group = not name.given and " " in name.family
    return {"@type": "Organization" if is_group else "Person", "name": author}


def _venue(note: Note, genre: str) -> Mapping[str, object]:
    publisher = works.fact(note, "publisher") or (note.venue if genre in _PUBLISHERS else "")
    said = {}
    if publisher:
        said["publisher"] = {"@type": "Organization", "name": publisher}
    if note.venue and note.venue != publisher:
        kind = "Periodical" if genre == "article-journal" else "CreativeWork"
        said["isPartOf"] = {"@type": kind, "name": note.venue}
    return said


def _identifiers(note: Note) -> list[Mapping[str, object]]:
    found = [("doi", works.dois_of(note)[:1]), ("arXiv", [works.arxiv_of(note)])]
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value}
        for name, values in found
        for value in filter(None, values)
    ]


def _with(described: str, name: str, value: str) -> str:
    """Return an object of JSON with a property more."""
    return f'{described[:-1]},"{name}":{value}}}'


def _json(value: object) -> str:
    # No text of a note ends the element that it stands in.
    return _ENCODER.encode(value).replace("<", r"\u003c")
