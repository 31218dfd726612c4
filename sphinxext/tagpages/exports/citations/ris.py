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
    for name in cited.authors:
        yield "AU", name.sorted
    for name in cited.editors:
        yield "ED", name.sorted
    if date:
        yield "PY", f"{date.year:04}"
        yield "DA", "/".join((*str(date).split("-"), "", "", "")[:4])
    yield "JO" if type_ == "JOUR" else "T2", cited.venue
    yield "PB", cited.publisher
    if facts:
        yield "T3", facts.get("series", "")
        yield "CY", facts.get("address", "")
        yield "ET", facts.get("edition", "")
        yield "VL", facts.get("volume", "")
        yield "IS", facts.get("number") or facts.get("issue", "")
        first, *last = _RANGE.split(facts.get("pages", ""), maxsplit=1)
        yield "SP", first
        yield "EP", "".join(last)
        yield "SN", facts.get("isbn") or facts.get("issn", "")
    yield "DO", cited.doi
    yield "UR", cited.url
    for tag in cited.tags:
        yield "KW", tag
    yield "AB", cited.summary
    yield "LA", note.lang
