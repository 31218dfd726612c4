"""A note's work as a ContextObject in Span, which Zotero and its like read: https://archive.org/details/coins-spec.

The keys are those of OpenURL 1.0 (ANSI/NISO Z39.88) in its formats of key and value, as
``Zotero.Utilities.parseContextObject`` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import starmap
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from ...core.note import Note
from ...fields import works


class _Form(NamedTuple):
    """How a genre is written: the format, its own name there, and the keys of title and venue."""

    format: str
    genre: str
    title: str
    venue: str


_FORMS: Mapping[str, _Form] = MappingProxyType({
    "article-journal": _Form("journal", "article", "atitle", "jtitle"),
    "article": _Form("journal", "preprint", "atitle", "jtitle"),
    "paper-conference": _Form("book", "proceeding", "atitle", "btitle"),
    "chapter": _Form("book", "bookitem", "atitle", "btitle"),
    "book": _Form("book", "book", "btitle", "pub"),
    "report": _Form("book", "report", "btitle", "pub"),
    "thesis": _Form("dissertation", "", "title", "inst"),
})
#: A sign that stands for itself in no address; most of a text does.
_UNSAFE = re.compile(r"[^A-Za-z0-9_.~-]")
_OTHER = _Form("dc", "", "title", "source")
#: What Zotero calls the others, where it has a name for them.
_TYPES: Mapping[str, str] = MappingProxyType({
    "broadcast": "podcast",
    "dataset": "dataset",
    "motion_picture": "videoRecording",
    "patent": "patent",
    "post-weblog": "blogPost",
    "software": "computerProgram",
    "speech": "presentation",
})


_FACTS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages",),
    "isbn": ("isbn",),
    "issn": ("issn",),
})


def coins_of(note: Note, url: str) -> str:
    """Return what stands in the title of the span; ``url`` is the absolute address of the work, if any."""
    genre = works.genre(note)
    form = _FORMS.get(genre, _OTHER)
    said = (_pair(key, value) for key, value in _pairs(note, url, form) if value)
    return "&".join([_beginning(genre, form, has_url=bool(url)), *said])


@cache
def _beginning(genre: str, form: _Form, *, has_url: bool) -> str:
    """Return what works of a genre have in common."""
    pairs = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form.format}")]
    if form.genre:
        pairs.append(("rft.genre", form.genre))
    if form is _OTHER:
        pairs.append(("rft.type", _TYPES.get(genre, "webpage" if has_url else "document")))
    return "&".join(starmap(_pair, pairs))


def _pair(key: str, value: str) -> str:
    return f"{key}={_UNSAFE.sub(_percent, value)}"


@cache
def _escaped(sign: str) -> str:
    return quote(sign, safe="", errors="replace")


def _percent(match: re.Match[str]) -> str:
    return _escaped(match[0])


def _pairs(note: Note, url: str, form: _Form) -> Iterator[tuple[str, str]]:
    yield f"rft.{form.title}", note.title
    publisher = works.fact(note, "publisher") if form.format == "book" else ""
    venue = "series" if publisher and form.venue == "pub" else form.venue
    yield f"rft.{venue}", note.venue if note.venue != publisher else ""
    yield "rft.pub", publisher
    for author in works.names_of(note.authors):
        name = works.split_name(author)
        if name.given:
            yield "rft.au", f"{name.family}, {' '.join(filter(None, name[1:]))}"
        else:
            yield ("rft.aucorp" if " " in name.family else "rft.au"), name.family
    date = works.date_of(note)
    yield "rft.date", str(date) if date else ""
    if note.extra and form is not _OTHER:
        for key, names in _FACTS.items():
            yield f"rft.{key}", works.fact(note, *names)
    for doi in works.dois_of(note)[:1]:
        yield "rft_id", f"info:doi/{doi}"
    yield "rft_id", url
