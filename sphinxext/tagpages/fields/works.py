"""What a note says of the work that it is about, as catalogues and citations have it.

Genres are types of the Citation Style Language (https://docs.citationstyles.org/en/stable/specification.html,
appendix III): most catalogues have a name for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from ..core.dates import NoteDate
from ..core.note import Link, Note
from ..util.identifiers import arxiv_urls, doi_urls

_DOI, _ARXIV = "https://doi.org/", "https://arxiv.org/abs/"
#: What people call works of a genre, in small letters.
_NAMES = {
    "article-journal": "journal, journal article, journal paper, letter, review, suppperiodical",
    "paper-conference": "conference, conference paper, inproceedings, proceedings paper, workshop paper",
    "article": "preprint, unpublished, working paper, manuscript, arxiv",
    "chapter": "chapter, book chapter, incollection, inbook",
    "book": "book, textbook, ebook, manual, booklet, proceedings, collection",
    "thesis": "thesis, dissertation, phd thesis, master thesis, phdthesis, mastersthesis",
    "report": "report, technical report, techreport, white paper, whitepaper, standard",
    "post-weblog": "blog, blog post, post, essay, news, tutorial",
    "webpage": "website, web page, webpage, page, site, online, link, documentation, docs, wiki",
    "software": "tool, software, library, app, application, package, code, repository, repo, framework, "
    "plugin, program, service",
    "dataset": "dataset, data, data set, corpus, benchmark",
    "motion_picture": "video, film, movie, screencast",
    "speech": "talk, slides, presentation, lecture, keynote, poster",
    "broadcast": "podcast, episode, radio",
    "periodical": "periodical, magazine, newsletter",
    "patent": "patent",
}
_GENRES: Mapping[str, str] = MappingProxyType({
    name: genre for genre, names in _NAMES.items() for name in names.split(", ")
})
#: Words in the names of journals.
_JOURNAL = re.compile(
    r"\b(?:journal|transactions|letters|annals|annual|review|reviews|bulletin|magazine|quarterly|nature|science"
    r"|plos|pnas|acta|zeitschrift|revue|revista|tacl|jmlr|tmlr)\b|論文誌|学会誌|学报|杂志",
    re.IGNORECASE,
)
_PREPRINTS = re.compile(r"(?:arxiv|corr|biorxiv|medrxiv|ssrn)\b", re.IGNORECASE)
#: What a bibliography says of a work besides, by the names that fields of BibTeX have for it.
FACTS = ("volume", "number", "issue", "pages", "publisher", "isbn", "issn")

_OTHERS = re.compile(r"[,\s]*\b(?:et\s+al\b\.?|and\s+others|others)\s*$|他$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
#: Names in which the family comes first, without a comma: of Han, kana and Hangul alone.
_FAMILY_FIRST = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\s\u3000]+")
_GROUP = re.compile(
    r"^the\s|\b(?:ai|association|collaboration|committee|company|consortium|contributors|corporation|developers"
    r"|foundation|group|inc|institute|laboratory|labs?|ltd|organization|project|research|team|university)\b\.?$",
    re.IGNORECASE,
)
#: What stands between names in one text: whatever they are, and where each is that of a person.
_BETWEEN_ALWAYS = re.compile("[;；、]")
_BETWEEN = re.compile(r",?\s(?:and|&)\s|,")
_AND = re.compile(r",?\s(?:and|&)\s")
_IN_GROUP = re.compile(r"\b(?:of|for|the|department|center|centre)\b", re.IGNORECASE)


class Name(NamedTuple):
    """The parts of a person's name; of a group, and where parts are not known, ``family`` is all of it."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def sorted(self) -> str:
        """The name as catalogues sort it: ``van der Berg, Jan``."""
        return ", ".join(filter(None, self))


@lru_cache(maxsize=8192)
def split_name(text: str) -> Name:
    """Return the parts of a name as it is spoken, or as ``Family, Given``."""
    before, comma, behind = (part.strip() for part in text.partition(","))
    if comma and behind:
        if _SUFFIX.fullmatch(behind):
            return split_name(before)._replace(suffix=behind)
        middle, second, last = (part.strip() for part in behind.partition(","))
        if second:  # BibTeX has the suffix in the middle, others behind
            given, suffix = (last, middle) if _SUFFIX.fullmatch(middle) else (middle, last)
            return Name(before, given, suffix)
        return Name(before, behind)
    words = before.split()
    if len(words) <= 1 or _GROUP.search(before):
        return Name(before)
    if _FAMILY_FIRST.fullmatch(before):
        return Name(words[0], " ".join(words[1:]))
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""  # noqa: PLR2004
    # Words such as "van der" go with the family.
    start = next((at for at, word in enumerate(words[:-1]) if at and word.islower()), len(words) - 1)
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def names_of(authors: Iterable[str]) -> list[str]:
    """Return the names of those that are named: without ``et al.``, and each of those that one text names."""
    names = [name for author in authors if (name := _OTHERS.sub("", author).strip())]
    return _names_in(names[0]) if len(names) == 1 else names


def names_others(authors: Iterable[str]) -> bool:
    """Tell whether authors are more than those that are named."""
    return any(map(_OTHERS.search, authors))


def _names_in(text: str) -> list[str]:
    """Return the names in a text: ``Jane Roe, John Doe``, but not those of ``Roe, Jane`` or of a group."""
    if len(names := _parted(_BETWEEN_ALWAYS, text)) > 1:
        return names
    if _GROUP.search(text) or _IN_GROUP.search(text):
        return [text]
    parts, persons = _parted(_BETWEEN, text), _parted(_AND, text)
    if parts and all(" " in part for part in parts) and not text[0].islower():
        return parts
    if len(persons) > 1 and all(" " in person for person in persons):
        return persons
    are_families = len(parts) > 2 and not any(" " in part or _SUFFIX.fullmatch(part) for part in parts)  # noqa: PLR2004
    return parts if are_families else [text]


def _parted(between: re.Pattern[str], text: str) -> list[str]:
    return list(filter(None, map(str.strip, between.split(text))))


def dois_of(note: Note) -> tuple[str, ...]:
    """Return the DOIs that a note leads to (``10.x/y``), the first its own."""
    return _numbers(note.url, note.links)[0]


def arxiv_of(note: Note) -> str:
    """Return the number of arXiv that a note leads to (``2305.11206``), or nothing."""
    return _numbers(note.url, note.links)[1]


def address_of(note: Note) -> str:
    """Return the address of what a note is about: its ``url``, else that of its DOI or number of arXiv."""
    numbers = (link.url for link in note.links if link.url.startswith((_DOI, _ARXIV)))
    return note.url or next(numbers, "")


@lru_cache(maxsize=8192)
def _numbers(url: str, links: tuple[Link, ...]) -> tuple[tuple[str, ...], str]:
    addresses = [url, *(link.url for link in links)]
    dois = [doi for each in addresses if "10." in each or "doi.org/" in each for doi in doi_urls(each)]
    of_arxiv = (each for each in addresses if "xiv" in each.lower() or "ar5iv" in each)
    number = next((found for each in of_arxiv for found in arxiv_urls(each)), "")
    return tuple(dict.fromkeys(unquote(doi.removeprefix(_DOI)) for doi in dois)), number.removeprefix(_ARXIV)


def date_of(note: Note) -> NoteDate | None:
    """Return when the work came out, as far as a note says it."""
    return note.published or note.date


def fact(note: Note, *names: str) -> str:
    """Return the first of :data:`FACTS` that a note has, as text."""
    return next((value for name in names if isinstance(value := note.extra.get(name), str) and value), "")


def said_of_work(note: Note) -> object:
    """Return all that the functions here tell of, save authors, venue and addresses."""
    date = date_of(note)
    facts = [fact(note, name) for name in ("entrytype", *FACTS)] if note.extra else None
    return (note.kind, date and date.machine, facts)


def genre(note: Note) -> str:
    """Return what kind of work a note is about: a type of the Citation Style Language.

    ``paper``, ``article`` and no kind say little: what the note leads to, and its venue, say more.
    """
    kind = note.kind.casefold().strip()
    if (found := _GENRES.get(kind) or _GENRES.get(kind.removesuffix("s"))) is not None:
        return found
    if kind not in {"", "article", "articles", "paper", "papers"}:
        return "document"
    preprint = _PREPRINTS.match(note.venue) or (not note.venue and arxiv_of(note))
    numbers = dois_of(note)
    if preprint:
        return "article"
    if kind.startswith("article"):
        is_of_journal = numbers or note.extra.get("entrytype") == "article" or (note.venue and note.authors)
        return "article-journal" if is_of_journal else "post-weblog"
    if not kind and not numbers and not arxiv_of(note):
        return "webpage" if note.url else "document"
    if not note.venue:
        return "article-journal" if numbers else "article"
    return "article-journal" if _JOURNAL.search(note.venue) else "paper-conference"
