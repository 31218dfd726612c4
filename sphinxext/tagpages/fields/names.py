"""The names of a note's fields: ours, those of other tools, and what looks like a slip."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, TypeAlias

#: How the value of a field is read, and what editors let through for it.
Form: TypeAlias = Literal[
    "arxiv", "authors", "date", "doi", "flag", "image", "lang", "line", "lines", "links", "markup", "tags",
    "title", "url",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a note: the form of its value, and what it holds, for readers of the manual."""

    form: Form
    meaning: str


FIELDS: Mapping[str, Field] = MappingProxyType({
    "title": Field("title", "text, required: the title"),
    "id": Field("line", "text: the permanent id; absent, it is derived from url, else from title"),
    "url": Field("url", "URL: where the title leads"),
    "links": Field(
        "links", "mapping of labels to URLs, or a list of URLs: further links (Paper, Code, Slides)"
    ),
    "doi": Field("doi", "text: a DOI, `10.x/y` or its URL; makes a link"),
    "arxiv": Field("arxiv", "text: an arXiv number, `2305.11206` or its URL; makes a link"),
    "date": Field(
        "date", "date: when the note was made; `2023-03-28`, `2023-03`, `2023`, or a date-time with zone"
    ),
    "published": Field("date", "date: when the thing itself came out, in the same forms"),
    "authors": Field("authors", "list or text: shown as given"),
    "venue": Field("line", "text: conference, journal or site"),
    "tags": Field("tags", "list, or text split at commas: trimmed, each tag once, in their order"),
    "kind": Field("line", "text: paper, article, tool; for grouping"),
    "summary": Field("lines", "text: the abstract"),
    "comment": Field("lines", "text: the note-taker's own words"),
    "body": Field("lines", "text: the whole note"),
    "markup": Field(
        "markup",
        "`plain`, `rst` or `markdown`: how summary, comment and body are written; `plain` unless said",
    ),
    "image": Field("image", "path or URL of a picture; a path is relative to the file that names it"),
    "image_alt": Field("line", "text: what the picture shows"),
    "lang": Field("lang", "BCP 47 tag (`en`, `ja`, `pt-BR`): the language of the note"),
    "pinned": Field("flag", "yes or no: first in its listings"),
    "draft": Field("flag", "yes or no: left out unless drafts are shown"),
})
"""Every field of a note, in the order of the manual."""

FIELD_ALIASES: Mapping[str, str] = MappingProxyType({
    "link": "url",
    "author": "authors",
    "creators": "authors",
    "year": "published",
    "issued": "published",
    "publication_date": "published",
    "publishdate": "published",
    "date_published": "published",
    "abstract": "summary",
    "labels": "tags",
    "keywords": "tags",
    "category": "tags",
    "categories": "tags",
    "topics": "tags",
    "journal": "venue",
    "conference": "venue",
    "urls": "links",
    "thumbnail": "image",
    "datum": "date",
})
"""The names that other tools use, and ours. They are understood, with a warning."""

#: The names under which a note can give its tags.
TAG_FIELDS = frozenset({"tags"} | {alias for alias, name in FIELD_ALIASES.items() if name == "tags"})

NULL_WORDS = frozenset({"", "~", "null", "Null", "NULL"})
"""The texts that mean "absent"."""

#: Names that others give to an address of a note, without what :func:`link_label` takes off.
_OF_LINKS = frozenset({
    "blog", "code", "dataset", "demo", "docs", "documentation", "github", "homepage", "paper", "pdf",
    "poster", "preprint", "project", "repo", "repository", "slides", "video", "website",
})  # fmt: skip
_OF_ADDRESS = re.compile(r"^(?:url|link)[_-]|[_-]?(?:url|link)$|[_-]page$")
#: Names of bibliographies that look like a slip in the name of a field, and are none.
_NO_SLIPS = frozenset({"publisher", "publishers", "published_in"})
#: Names of dates that are not looked for in slips: others are like them (``issue``, ``publication``).
_WHOLE = frozenset({"issued", "publication_date", "publishdate", "date_published"})
_MAY_BE_MEANT = tuple(name for name in (*FIELDS, *FIELD_ALIASES) if name not in _WHOLE)
_OTHER_TITLES = frozenset({"name", "heading", "headline", "subject"})
_TEXTS = frozenset({"summary", "comment", "body", "abstract"})
_OTHER_TEXTS = {
    "description": "summary",
    "desc": "summary",
    "excerpt": "summary",
    "text": "body",
    "content": "body",
}
_LIKENESS = 0.8
_SHORT = 3
_LONGEST = 40


@lru_cache(maxsize=1024)
def similar_field(key: str) -> str | None:
    """Return the field whose misspelling ``key`` looks like, or ``None``.

    Another case, a plural, letters that changed places and a letter or two astray count; a name with a
    digit, or one that begins with another letter, is a name of its own (``links2``, ``update``).
    """
    word = key.casefold().replace("-", "_")
    for name in _MAY_BE_MEANT:
        if word == name or (len(name) >= _SHORT and (f"{word}s" == name or word == f"{name}s")):
            return FIELD_ALIASES.get(name, name)
    if len(word) > _LONGEST or word in _NO_SLIPS or not word.isascii() or re.search(r"\d", word):
        return None
    best, likeness = "", 0.0
    for name in _MAY_BE_MEANT:
        if len(name) == _SHORT and sorted(word) == sorted(name):
            return name
        if len(name) > _SHORT and name[0] == word[:1]:
            ratio = SequenceMatcher(None, word, name).ratio() + 0.1 * (sorted(word) == sorted(name))
            if ratio > likeness:
                best, likeness = name, ratio
    return FIELD_ALIASES.get(best, best) if likeness > _LIKENESS else None


def link_label(key: str) -> tuple[str, bool]:
    """Return what a link is called by a name that is no field, and whether others call links so.

    ``project_page`` is *Project*, ``pdfurl`` is *PDF*, and ``href`` calls it nothing.
    """
    word = _OF_ADDRESS.sub("", key.strip().casefold()) or key
    if word in {"href", "uri"}:
        return "", False
    label = word.upper() if word == "pdf" else " ".join(re.split("[_\\s-]+", word)).capitalize()
    return label, word in _OF_LINKS


def may_be_title(key: str) -> bool:
    """Tell whether a field may be the title of a note that has none: by its name, or a slip in it."""
    return key.strip().casefold() in _OTHER_TITLES or similar_field(key) == "title"


def may_be_text(key: str, keys: Container[str]) -> str | None:
    """Return the field that is meant by another name for a text, if a note of these keys has no text."""
    return None if any(name in keys for name in _TEXTS) else _OTHER_TEXTS.get(key.strip().casefold())


LANG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
# A host without a scheme: a name that begins with www, or ends as those of sites do.
HOST = re.compile(
    r"(?:www\.[\w-]+|[\w-]+(?:\.[\w-]+)*?\.(?:com|org|net|edu|gov|io|dev|ai|jp|de|fr|uk|cn|kr|eu|info))"
    r"(?:\.[\w-]+)*(?:[/?#]|$)"
)
MARKUPS = ("plain", "rst", "markdown")
FLAGS = dict.fromkeys(("yes", "true", "on", "1", "y"), True) | dict.fromkeys(
    ("no", "false", "off", "0", "n"), False
)
