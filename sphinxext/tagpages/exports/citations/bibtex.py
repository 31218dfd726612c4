"""Entries of BibTeX: those that notes were made of, as they were written, and those of other notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from ...core.note import BibtexEntry
from ...fields.works import Name, names_of, names_others
from ...sources.bibtex.entries import MONTHS
from ...sources.bibtex.field_tables import KINDS, LOCAL
from ...util.text import clean, one_line
from .cited import Cited, editors_of

#: The types of BibTeX and biblatex for genres; the styles of both take one that they do not know for `misc`.
_TYPES = {
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "chapter": "incollection",
    "book": "book",
    "thesis": "thesis",
    "report": "techreport",
    "post-weblog": "online",
    "webpage": "online",
    "software": "software",
    "dataset": "dataset",
    "patent": "patent",
    "periodical": "periodical",
}
#: Kinds whose types say more than their genres do.
_BY_KIND = {kind: kind for kind in ("booklet", "manual", "proceedings")}
#: Where each type has its venue.
_VENUES = {
    "article": "journal",
    "inproceedings": "booktitle",
    "incollection": "booktitle",
    "book": "publisher",
    "proceedings": "publisher",
    "manual": "organization",
    "thesis": "school",
    "techreport": "institution",
}
#: What notes can say besides that entries have a field for.
_FACTS = (
    "booktitle", "series", "edition", "volume", "number", "issue", "chapter", "pages", "publisher",
    "address", "isbn", "issn",
)  # fmt: skip
_WHOLE_PATH = re.compile(r"[{:;](?:/|~/|[A-Za-z](?:\\|\$\\backslash\$)?:[\\/]|file:)")
_IN_LATEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}
_LATEX = re.compile(f"[{re.escape(''.join(_IN_LATEX))}]")
#: What would end a value, or is no part of a number, in a field that is no LaTeX.
_IN_DOI = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
_NAME_OF_ENTRY = re.compile(r"[^\s,{}]+(?:\s+[^\s,{}]+)*")


def written(
    entry: BibtexEntry, key: str, key_of: Callable[[BibtexEntry], str]
) -> tuple[str, tuple[str, ...]]:
    """Return an entry as it was written, in one form, and those that it needs; ``key_of`` has their keys."""
    renamed = {other.key.casefold(): key_of(other) for other in entry.needs}
    renamed.setdefault(entry.key.casefold(), key)  # one that it needs may name it
    return _written(entry, key, renamed), tuple(
        _written(other, key_of(other), renamed) for other in entry.needs
    )


def _written(entry: BibtexEntry, key: str, renamed: Mapping[str, str]) -> str:

    def value(name: str, form: str) -> str:
        if name.lower() not in {"crossref", "xdata"}:
            return form
        return _NAME_OF_ENTRY.sub(lambda match: renamed.get(one_line(match[0]).casefold(), match[0]), form)

    public = ((name, form) for name, form in entry.fields if not _is_private(name, form))
    return _entry(entry.type, key, ((name, value(name, form)) for name, form in public))


def _is_private(name: str, form: str) -> bool:
    """Tell whether a field has the whole path of a file on somebody's machine; BibDesk's are in base 64."""
    is_local = LOCAL.fullmatch(name) is not None
    return is_local and (name.lower().startswith("bdsk") or _WHOLE_PATH.search(form) is not None)


def made(cited: Cited) -> str:
    """Return an entry of what a note says of its work."""
    note = cited.note
    type_ = _BY_KIND.get(note.kind.casefold()) or _TYPES.get(cited.genre, "misc")
    is_in_archive = type_ == "misc" and bool(cited.arxiv)
    date = cited.date
    facts = {name: cited.facts[name] for name in _FACTS if name in cited.facts}
    if note.venue and not is_in_archive:
        venue = _VENUES.get(type_, "howpublished")
        facts["venue" if facts.get(venue, note.venue) != note.venue else venue] = note.venue
    said = "preprint" if is_in_archive else KINDS.get(type_, type_)
    texts = {
        "title": f"{{{_latex(note.title)}}}",
        "author": " and ".join(_authors(cited)),
        "editor": " and ".join(map(_person, editors_of(note), cited.editors)),
        "year": f"{date.year:04}" if date else "",
        "month": MONTHS[date.month - 1] if date and date.month else "",
        "day": str(date.day) if date and date.day else "",
        **{name: _latex(text) for name, text in facts.items()},
        "doi": cited.doi.translate(_IN_DOI),
        "eprint": cited.arxiv,
        "archiveprefix": "arXiv" if cited.arxiv else "",
        "url": cited.url,
        "abstract": _latex(cited.summary),
        "keywords": ", ".join(map(_keyword, cited.tags)),
        "language": note.lang,
        "kind": "" if note.kind.casefold() == said else _latex(note.kind),
    }
    fields = ((name, text if name == "month" else f"{{{text}}}") for name, text in texts.items() if text)
    return _entry(type_, cited.key, fields)


def joined(entries: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Return a file of entries, each with those that it names, which BibTeX reads behind it alone."""
    texts: list[str] = []
    last: dict[str, None] = {}
    for text, needs in entries:
        texts.append(text)
        for need in needs:  # one that others need in turn stands before these
            last.pop(need, None)
            last[need] = None
    return "\n".join((*(text for text in texts if text not in last), *last))


def _authors(cited: Cited) -> Iterator[str]:
    names = names_of(cited.note.authors)
    yield from map(_person, names, cited.authors)
    if names_others(cited.note.authors):
        yield "others"


def _person(text: str, name: Name) -> str:
    """Return a name as BibTeX takes it apart, or in braces where it would do so wrongly."""
    if name.suffix.rstrip(".").lower() in _SUFFIXES:
        return _latex(f"{name.family}, {name.suffix}, {name.given}")
    is_spoken = f"{name.given} {name.family}" == " ".join(text.split())
    is_in_order = text.count(",") == 1 and name.given
    return _latex(text) if is_spoken or is_in_order or not {" ", ","} & {*text} else f"{{{_latex(text)}}}"


@lru_cache(maxsize=1024)
def _keyword(tag: str) -> str:
    return f"{{{_latex(tag)}}}" if {",", ";"} & {*tag} else _latex(tag)


def _latex(text: str) -> str:
    return _LATEX.sub(lambda match: _IN_LATEX[match[0]], clean(text))


def _entry(type_: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    lines = ",\n".join((f"@{type_}{{{key}", *(f"  {name} = {form}" for name, form in fields)))
    return f"{lines}\n}}\n"
