"""Entries of RIS, which most programs for literature read: a tag and a value on each line.

The tags are those of Reference Manager's format (https://en.wikipedia.org/wiki/RIS_(file_format)); which of
several that mean the same is chosen as Zotero and EndNote read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...util.text import one_line
from .cited import Cited

#: The types of RIS for genres.
_TYPES = {
    "article-journal": "JOUR",
    "paper-conference": "CPAPER",
    "article": "UNPB",
    "chapter": "CHAP",
    "book": "BOOK",
    "thesis": "THES",
    "report": "RPRT",
    "post-weblog": "BLOG",
    "webpage": "ELEC",
    "software": "COMP",
    "dataset": "DATA",
    "motion_picture": "VIDEO",
    "speech": "SLIDE",
    "broadcast": "SOUND",
    "periodical": "JFULL",
    "patent": "PAT",
}
#: Where types that are no part of another work have their venue, and journals theirs.
_VENUES = {"JOUR": "JO", "BOOK": "PB", "THES": "PB", "RPRT": "PB"}
_RANGE = re.compile(r"\s*[-–—]+\s*")


def ris_entry(cited: Cited) -> str:
    """Return the entry of a note, its lines ended as RIS wants them."""
    type_ = _TYPES.get(cited.genre, "GEN")
    lines = (
        f"{tag}  - {value if value.isprintable() else one_line(value)}"
        for tag, value in _values(cited, type_)
        if value
    )
    return "\r\n".join((f"TY  - {type_}", *lines, "ER  - ", ""))


def _values(cited: Cited, type_: str) -> Iterator[tuple[str, str]]:
    note, date, facts = cited.note, cited.date, cited.facts
    yield "ID", cited.key
    yield "TI", note.title
    for name in cited.people:
        yield "ED" if cited.are_editors else "AU", name.sorted
    if date:
        yield "PY", f"{date.year:04}"
        yield "DA", "/".join((*str(date).split("-"), "", "", "")[:4])
    yield _VENUES.get(type_, "T2"), note.venue
    if facts:
        yield "VL", facts.get("volume", "")
        yield "IS", facts.get("number") or facts.get("issue", "")
        first, *last = _RANGE.split(facts.get("pages", ""), maxsplit=1)
        yield "SP", first
        yield "EP", "".join(last)
        if _VENUES.get(type_) != "PB":
            yield "PB", facts.get("publisher", "")
        yield "SN", facts.get("isbn") or facts.get("issn", "")
    yield "DO", cited.doi
    yield "UR", cited.url
    for tag in cited.tags:
        yield "KW", tag
    yield "AB", cited.summary
    yield "LA", note.lang
