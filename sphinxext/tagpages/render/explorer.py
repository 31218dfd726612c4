"""The data of the page of all notes: one file of columns, which a script of that page loads.

It is a script itself, a call with one object, so that a browser loads it from a folder of files too.
``static/script/globals.d.ts`` declares what it holds.
"""

from __future__ import annotations

import json
import re
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from urllib.parse import unquote

from sphinx.builders import Builder

from ..core.dates import NoteDate
from ..core.index import Entry
from ..core.note import Note
from ..core.ordering import sort_notes
from ..core.snippet import ELLIPSIS, make_snippet, snippet_source
from ..markup.images import Pictures
from ..project.titles import data_path
from ..project.view import NotesView
from ..sphinx_internals.uris import Uris, base_uri
from ..util.digest import digest_of
from ..util.text import direction
from ..util.urls import host_shown, site_address
from .html_links import picture_of

VERSION = 1
#: The size of the file, compressed as servers send it, up to which all snippets in it are those of listings.
MOST_BYTES = 1_000_000
#: What gzip leaves of a byte: of texts, in ASCII and in other characters, and of addresses, dates and
#: numbers. Of 13,505 real notes, half of their text Japanese, it leaves 0.38, 0.31 and 0.27. Its own sizes
#: differ between versions of zlib: a build must not depend on them.
_ASCII_LEFT, _OTHER_LEFT, _NO_TEXT_LEFT = 0.4, 0.32, 0.28
#: How the script finds a host.
_HOST = re.compile(r"https?://(?:[^/?#@]*@)?(?:www\.)?([^/?#:]+)")


class ExplorerData:
    """The data for one build of a site: made once, when a digest or the page asks for it.

    ``path`` is that of the file in the output folder.
    """

    def __init__(self, builder: Builder, view: NotesView, pictures: Pictures) -> None:
        self._builder = builder
        self._view = view
        self._pictures = pictures
        self._uris = Uris(builder, base_uri(builder, view.explorer))
        self._own_host = host_shown(site_address(builder.config.html_baseurl))
        self.path = data_path(view.explorer)

    @cached_property
    def content(self) -> str:
        """The file. No text in it ends an element or a line, wherever somebody may put it."""
        columns = {
            **self._columns,
            **_kept(
                snippet=[text for text, _cut in self._snippets],
                cut=[int(cut) for _text, cut in self._snippets],
            ),
        }
        data = ",\n".join(f'"{name}":{column}' for name, column in columns.items())
        for character in "<\u2028\u2029":
            data = data.replace(character, f"\\u{ord(character):04x}")
        return f"tagpagesData({{{data}}});\n"

    @cached_property
    def address(self) -> str:
        """The address of the file on the page, with what no other content has: browsers keep files."""
        return f"{self._uris.output_file(self.path)}?v={digest_of(self.content.encode())}"

    @cached_property
    def entries(self) -> list[Entry]:
        """All notes in the order of their titles, pinned ones first."""
        index = self._view.index
        by_id = {entry.note.id: entry for entry in index.entries}
        return [by_id[note.id] for note in sort_notes((entry.note for entry in index.entries), ())]

    @cached_property
    def _columns(self) -> dict[str, str]:
        """The columns save those of snippets, as JSON."""
        index, uris, entries = self._view.index, self._uris, self.entries
        notes = [entry.note for entry in entries]
        numbers = {note.id: number for number, note in enumerate(notes)}
        dates = [note.effective_date for note in notes]
        days = [str(date) if date else "" for date in dates]
        shown = [self._view.date_text(date) if date else "" for date in dates]
        pinned = [int(note.pinned) for note in notes]
        order = [numbers[entry.note.id] for entry in index.entries]
        tag_numbers = {key: number for number, key in enumerate(index.tags)}
        has_parents = bool(index.vocabulary.parents)
        docs, homes = _numbered(uris.document(entry.home) for entry in entries)
        people, authors = _numbered(name for note in notes for name in note.authors)
        author = iter(authors)
        ways = [direction(note.title) for note in notes]
        urls = [uris.external(note, note.url) if note.url else "" for note in notes]
        columns: dict[str, object] = {
            "version": VERSION,
            "count": len(notes),
            "tags": [
                _without_end([tag.label, uris.document(tag.docname), tag.colour[1:], tag.description])
                for tag in index.tags.values()
            ],
            "names": _some(index.names_of(tag) for tag in index.tags.values()),
            "groups": index.groups,
            "group": _some(
                index.groups.index(tag.group) + 1 if tag.group else 0 for tag in index.tags.values()
            ),
            "docs": docs,
            "title": [note.title for note in notes],
            "url": urls,
            "host": self._hosts(urls),
            "date": days,
            "moment": _moments(dates),
            "shown": [text if text != day else "" for text, day in zip(shown, days, strict=True)],
            "order": order if order != _newest_first(dates, pinned) else (),
            "tagged": [[tag_numbers[tag.key] for tag in entry.tags] for entry in entries],
            "above": _some(_above(entry, tag_numbers) for entry in entries) if has_parents else {},
            "home": homes,
            "anchor": [entry.name if entry.anchor else "" for entry in entries],
            "people": people,
            "authors": [[next(author) for _name in note.authors] for note in notes],
            "pinned": pinned,
            "id": _some(
                note.id if not entry.anchor or unquote(entry.name) != note.id else ""
                for entry, note in zip(entries, notes, strict=True)
            ),
            "dir": {number: way for number, way in enumerate(ways) if way != "ltr"},
            "links": _some(
                [[link.label, uris.external(note, link.url)] for link in note.links] for note in notes
            ),
            "picture": _some(self._picture(note) for note in notes),
        }
        for name in ("venue", "kind", "lang"):
            texts, found = _numbered(["", *(getattr(note, name) for note in notes)])
            columns |= {f"{name}s": texts, name: found[1:]}
        return _kept(**columns)

    def _picture(self, note: Note) -> list[object]:
        """Return the address of a note's picture, what stands for it, and its size where that is known."""
        address, size = picture_of(note, self._pictures, self._builder, self._uris)
        return [address, note.image_alt, *(size or ())] if address else []

    def _hosts(self, urls: Sequence[str]) -> dict[int, str]:
        """Return the hosts that readers see, by the numbers of notes, where an address shows another."""
        found = {}
        for number, url in enumerate(urls):
            host, written = host_shown(url), _HOST.match(url)
            shown = "" if host == self._own_host else host
            if shown != (written[1] if written else ""):
                found[number] = shown
        return found

    @cached_property
    def _snippets(self) -> list[tuple[str, bool]]:
        """The snippets of listings: as they are if there is room for all, else all cut shorter."""
        columns = self._columns
        others = sum(len(column.encode()) for name, column in columns.items() if name != "title")
        room = MOST_BYTES - _NO_TEXT_LEFT * others - _compressed(columns.get("title", ""))
        found = [self._view.snippet(entry) for entry in self.entries]
        if _size(found) > room:
            texts = [snippet_source(entry.note) for entry in self.entries]
            lengths = range(1, self._view.settings.snippet_length)
            length = bisect(lengths, room, key=lambda length: _size(_all_cut(texts, length)))
            found = _all_cut(texts, length)
        return [(text.removesuffix(ELLIPSIS) if cut else text, cut) for text, cut in found]


def _above(entry: Entry, numbers: Mapping[str, int]) -> list[int]:
    """Return the numbers of the tags above those of a note which it has not itself."""
    own = {tag.key for tag in entry.tags}
    return sorted(numbers[key] for key in entry.keys if key in numbers and key not in own)


def _some(column: Iterable[object]) -> dict[int, object]:
    """Return what a column says of some notes, by their numbers."""
    return {number: value for number, value in enumerate(column) if value}


def _without_end(values: list[str]) -> list[str]:
    """Return values without those at the end that are empty."""
    while not values[-1]:
        values.pop()
    return values


def _numbered(texts: Iterable[str]) -> tuple[list[str], list[int]]:
    """Return the different texts as they first occur, and the number of each text among them."""
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(text, len(numbers)) for text in texts]
    return list(numbers), found


def _newest_first(dates: Sequence[NoteDate | None], pinned: Sequence[int]) -> list[int]:
    """Return the numbers of notes that stand by their titles in the order ``-date``."""
    dated = [(date.sort_key(), number) for number, date in enumerate(dates) if date]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    order = [number for _key, number in dated]
    order += [number for number, date in enumerate(dates) if not date]
    return sorted(order, key=lambda number: not pinned[number])


def _moments(dates: Sequence[NoteDate | None]) -> list[int]:
    """Return the rank of each moment among those of its day, from 1; 0 for a date without a time."""
    keys = {date.sort_key() for date in dates if date and date.moment}
    ranks: dict[tuple[object, ...], int] = {}
    for _day, moments in groupby(sorted(keys), key=lambda key: key[:3]):
        ranks |= {key: rank for rank, key in enumerate(moments, start=1)}
    return [ranks[date.sort_key()] if date and date.moment else 0 for date in dates]


def _all_cut(texts: Iterable[str], length: int) -> list[tuple[str, bool]]:
    return [make_snippet(text, length) for text in texts]


def _size(snippets: Iterable[tuple[str, bool]]) -> float:
    return _compressed(_json([text for text, _cut in snippets]))


def _compressed(text: str) -> float:
    """Return about how many bytes servers send for a text."""
    in_ascii = len(text.encode("ascii", "ignore"))
    return _ASCII_LEFT * in_ascii + _OTHER_LEFT * (len(text.encode()) - in_ascii)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _kept(**columns: object) -> dict[str, str]:
    """Return as JSON what says something: columns of empty texts, of zeros and of empty lists do not."""
    return {
        name: _json(column)
        for name, column in columns.items()
        if (column if isinstance(column, dict) else not isinstance(column, Sequence) or any(column))
    }
