"""The names that BibTeX and biblatex use, and what they are in a note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ...util.suggest import VERY_LIKE, KnownNames


class Taken(NamedTuple):
    """The fields of an entry that a field of the note is made of, and how."""

    names: tuple[str, ...]
    meaning: str


#: For each field of the note the fields of the entry, those first that count first, in the manual's order.
TAKEN: Mapping[str, Taken] = MappingProxyType({
    "title": Taken(("title", "subtitle"), "Joined by a colon. For a volume without one, `booktitle`."),
    "authors": Taken(
        ("author", "editor"),
        "The first that there is, as names are spoken; `and others` is “et al.”.",
    ),
    "published": Taken(("date", "year", "month", "day"), "As exact as given; the beginning of a range."),
    "venue": Taken(
        ("journaltitle", "journal", "booktitle", "school", "institution", "organization", "publisher",
         "howpublished", "archiveprefix", "eprinttype"),
        "The first that there is; a book's publisher, a thesis' school and a report's institution before "
        "the others.",
    ),
    "url": Taken(("url", "doi", "eprint", "arxiv", "pmid"), "The first that there is."),
    "links": Taken(
        ("url", "doi", "eprint", "arxiv", "pmid"),
        "Those that `url` has not taken: “URL”, “DOI”, “arXiv” or another archive, “PubMed”. Then addresses "
        "of the web in fields such as `code`, `slides`, `video`, or in any where there is no other.",
    ),
    "tags": Taken(
        ("keywords", "keyword", "tags", "mendeley-tags"), "All of them, split at commas and semicolons."
    ),
    "summary": Taken(("abstract", "summary"), "The first that there is."),
    "comment": Taken(("note", "annote", "annotation", "comment", "review"), "All of them."),
    "date": Taken(
        ("date-added", "creationdate", "added-at", "timestamp"),
        "The first that is a date: when the program that keeps the file put the entry in.",
    ),
    "lang": Taken(("langid", "language", "lang"), "A language tag, or the name of a language that is known."),
})  # fmt: skip

#: Fields that an entry can have under the name they have in a note.
OWN = ("kind", "venue", "published", "body", "markup", "image", "image_alt", "pinned", "draft")

#: All fields that are read.
_READ = frozenset([*OWN, *(name for taken in TAKEN.values() for name in taken.names)])
_KNOWN = KnownNames(_READ)
#: Fields that are not read, though their names are like others that are.
_LIKE_READ = frozenset({
    "annotator", "booksubtitle", "editora", "editorb", "editorc", "journalsubtitle", "journaltitleaddon",
    "pmcid",
})  # fmt: skip
_SHORT = 3

#: The kind of a note by the type of its entry; for another type it is the type, in small letters. `misc` says
#: nothing of the kind, but with an `eprint` it is a preprint.
KINDS: Mapping[str, str] = MappingProxyType({
    written: kind
    for kind, types in {
        "article": "article suppperiodical",
        "paper": "inproceedings conference",
        "chapter": "incollection inbook bookinbook suppbook suppcollection inreference",
        "book": "book mvbook collection mvcollection reference mvreference",
        "proceedings": "proceedings mvproceedings",
        "periodical": "periodical",
        "booklet": "booklet",
        "manual": "manual",
        "thesis": "thesis phdthesis mastersthesis",
        "report": "techreport report",
        "preprint": "unpublished preprint",
        "website": "online electronic www webpage",
        "": "misc",
    }.items()
    for written in types.split()
})

#: Where the venue is looked for first.
FIRST_VENUES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "book": ("publisher",),
    "thesis": ("school", "institution"),
    "report": ("institution",),
    "proceedings": ("publisher", "organization"),
})
#: The types whose title can be in ``booktitle``.
VOLUMES = frozenset(["book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings"])

#: Fields that name files on one machine: nobody else is told of them.
LOCAL = re.compile(r"file|local-?url|localfile|bdsk-file-.*", re.IGNORECASE)
#: Fields of programs, too: no note has them.
IGNORED = re.compile(
    rf"{LOCAL.pattern}|owner|timestamp|pdf|bdsk-.*|date-(?:added|modified)|creationdate|added-at"
    r"|modificationdate|username|mendeley-groups|__markedentry|biburl|bibsource|interhash|intrahash|groups"
    r"|priority|ranking|printed|qualityassured|relevance|readstatus|urldate|crossref|xref|xdata|ids"
)

_LANGUAGES = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "canadian": "en-CA", "australian": "en-AU", "german": "de", "ngerman": "de", "deutsch": "de",
    "austrian": "de-AT", "naustrian": "de-AT", "nswissgerman": "de-CH", "swissgerman": "de-CH",
    "french": "fr", "francais": "fr", "français": "fr", "acadian": "fr-CA", "spanish": "es", "español": "es",
    "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt", "brazilian": "pt-BR",
    "brazil": "pt-BR", "dutch": "nl", "danish": "da", "swedish": "sv", "norwegian": "no", "norsk": "nb",
    "nynorsk": "nn", "finnish": "fi", "icelandic": "is", "polish": "pl", "czech": "cs", "slovak": "sk",
    "slovene": "sl", "slovenian": "sl", "hungarian": "hu", "magyar": "hu", "romanian": "ro", "greek": "el",
    "turkish": "tr", "russian": "ru", "ukrainian": "uk", "bulgarian": "bg", "serbian": "sr",
    "croatian": "hr", "catalan": "ca", "basque": "eu", "galician": "gl", "latin": "la", "hebrew": "he",
    "arabic": "ar", "persian": "fa", "farsi": "fa", "hindi": "hi", "bengali": "bn", "tamil": "ta",
    "thai": "th", "vietnamese": "vi", "indonesian": "id", "chinese": "zh", "mandarin": "zh",
    "japanese": "ja", "korean": "ko", "estonian": "et", "latvian": "lv", "lithuanian": "lt",
}  # fmt: skip
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def misspelt_field(name: str) -> str | None:
    """Return the field whose misspelling the name of another looks like, or ``None``."""
    if name in _READ or name in _LIKE_READ or len(name) <= _SHORT:
        return None
    return next((near for near in _KNOWN.nearest(name, likeness=VERY_LIKE) if near[0] == name[0]), None)


def language_tag(text: str) -> str | None:
    """Return the language tag that a text is or names, or ``None``."""
    words = text.strip().split()
    if len(words) == 1 and (tag := _LANGUAGES.get(words[0].casefold())):
        return tag
    return text.strip().replace("_", "-") if _TAG.fullmatch(text.strip()) else None
