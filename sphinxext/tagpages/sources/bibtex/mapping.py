"""The note that a BibTeX entry is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from ...core.note import Note
from ...core.problems import Origin, Problem, ProblemKind
from ...fields.links import ADDRESS
from ...fields.names import link_label, may_be_title
from ...fields.reader import build_note
from ...fields.values import RawValue
from ...util.identifiers import arxiv_urls, doi_urls, number_url
from ...util.text import shortened
from ...util.urls import host, safe_url
from .dates import biblatex_date, moment, month_and_day, published, year_of
from .entries import BibEntry
from .field_tables import FIRST_VENUES, IGNORED, KINDS, OWN, TAKEN, VOLUMES, language_tag, misspelt_field
from .journals import JOURNALS
from .latex import decode_latex, unescape_address
from .people import read_people

_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
#: A keyword; the semicolon of a character reference ends none.
KEYWORD = re.compile(
    r"""(?: (?:\{\\&\}|\\?&)(?:amp|lt|gt|quot|apos|nbsp|szlig|\\?\#\w+
            |[A-Za-z](?:acute|grave|uml|circ|tilde|cedil|ring|slash|caron))(?:;|\$\\mathsemicolon\$)
          | \{[^{}]*\} | [^,;\n] )+""",
    re.VERBOSE,
)
#: A field that is one command, in which a journal can have its name.
_COMMAND = re.compile(r"[{\s]*\\([a-z]+)[}\s]*")
_SEVERAL_URLS = re.compile(r"[\s;,]+(?=https?://)")
_URL_WITHIN = re.compile(r"\\url\s*\{([^{}]+)\}|(https?://[^\s{}\\]+)")
_ARXIV_WITHIN = re.compile(
    r"arxiv\s*:\s*(\d{4}\.\d{4,5}|[a-z-]+/\d{7})|^abs/(\d{4}\.\d{4,5})$", re.IGNORECASE
)
_ARCHIVES = {
    "jstor": ("JSTOR", "https://www.jstor.org/stable/{}"),
    "pubmed": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "hdl": ("Handle", "https://hdl.handle.net/{}"),
    "googlebooks": ("Google Books", "https://books.google.com/books?id={}"),
    "hal": ("HAL", "https://hal.science/{}"),
}
_READ = {*OWN, *(name for field, taken in TAKEN.items() if field != "venue" for name in taken.names)}


class EntryMapper:
    """Makes the note of one entry. ``_raw`` grows to what is handed over, each field with its line."""

    def __init__(self, entry: BibEntry, path: str, problems: list[Problem]) -> None:
        self._entry = entry
        self._kind = KINDS.get(entry.type, entry.type)
        if entry.type == "misc" and "eprint" in entry.fields:
            self._kind = "preprint"
        self._origin = Origin(path, entry.line)
        self._problems = problems
        self._raw: dict[str, RawValue] = {"kind": self._kind}
        self._lines = {"id": entry.line}

    def note(self) -> Note | None:
        """Return the note, or ``None`` where it has no title."""
        self._raw["id"] = self._entry.key or None
        self._read_title()
        self._read_people()
        self._read_venue()
        self._read_published()
        self._read_links()
        self._read_tags()
        self._put_first("summary")
        self._put_first("date", moment)
        self._put_first("lang", language_tag)
        self._put("comment", "\n\n".join(filter(None, map(self._text, TAKEN["comment"].names))), "note")
        for name in OWN:
            if name in self._entry.fields:
                decode = self._address if name == "image" else self._text
                self._put(name, decode(name), name)
        for name in self._entry.fields if "title" not in self._raw else ():
            if may_be_title(name):
                self._put(name, self._text(name), name)
        note = build_note(self._raw, self._origin, self._lines, self._problems, aliases=False)
        if note is None:
            return None
        extra: dict[str, object] = {"entrytype": self._entry.type}
        for name in self._entry.fields:
            if name in _READ or IGNORED.fullmatch(name):
                continue
            extra[name] = self._text(name)
            if meant := misspelt_field(name):
                hint = f"did you mean `{meant}`? It is kept, but only for templates"
                self._problem(ProblemKind.FIELD_NAME, name, f"`{name}` is not read; {hint}")
        return replace(note, extra=extra, bibtex=self._entry.written)

    def _text(self, name: str) -> str:
        """Return a field, decoded; empty where there is none."""
        written = self._entry.fields.get(name, "")
        return _decoded(written) if written else ""

    def _address(self, name: str) -> str:
        return unescape_address(self._entry.fields.get(name, ""))

    def _put(self, name: str, value: RawValue, source: str) -> None:
        if value:
            self._raw[name] = value
            self._lines[name] = self._entry.lines.get(source, self._entry.line)

    def _put_first(self, name: str, read: Callable[[str], str | None] = str) -> None:
        """Take the first of the entry's fields that can be read."""
        for source in TAKEN[name].names:
            if (text := self._text(source)) and (value := read(text)):
                self._put(name, value, source)
                return

    def _problem(self, kind: ProblemKind, name: str, message: str) -> None:
        line = self._entry.lines.get(name, self._entry.line)
        self._problems.append(Problem(kind, message, Origin(self._origin.path, line)))

    def _left_out(self, kind: ProblemKind, name: str, reason: str) -> None:
        value = shortened(self._text(name))
        self._problem(kind, name, f"`{name}` is {value!r} and is left out: {reason}")

    def _read_title(self) -> None:
        source = "title" if self._text("title") or self._entry.type not in VOLUMES else "booktitle"
        title, subtitle = self._text(source), self._text(f"{source.removesuffix('title')}subtitle")
        self._put("title", f"{title}: {subtitle}" if title and subtitle else title, source)

    def _read_people(self) -> None:
        for source in TAKEN["authors"].names:
            names, doubtful = read_people(self._entry.fields.get(source, ""))
            if names:
                self._put("authors", list[RawValue](names), source)
                for name in doubtful:
                    self._problem(
                        ProblemKind.FIELD_VALUE,
                        source,
                        f"a name in `{source}` is {shortened(name)!r}, with too many commas for one; it is "
                        "shown as it is: put `and` between names",
                    )
                return

    def _read_venue(self) -> None:
        for source in (*FIRST_VENUES.get(self._kind, ()), *TAKEN["venue"].names):
            text = self._text(source)
            if source == "howpublished" and _URL_WITHIN.search(self._entry.fields.get(source, "")):
                continue
            if text:
                self._put("venue", text, source)
                return

    def _read_published(self) -> None:
        for source in ("date", "year"):
            if not (text := self._text(source)):
                continue
            if found := biblatex_date(text) or year_of(self._entry.fields[source]):
                is_year = len(found) == len("2023")
                self._put("published", self._with_month(found) if is_year else found, source)
                return
            self._left_out(ProblemKind.DATE, source, "no year is in it; write `2023`")

    def _with_month(self, year: str) -> str:
        text = self._text("month")
        found = month_and_day(text) if text else ()
        if found is None:
            self._left_out(ProblemKind.DATE, "month", "it is no month; write `mar` or `3`")
        return published(year, found or (), self._text("day"))

    def _read_tags(self) -> None:
        tags: list[RawValue] = []
        for source in TAKEN["tags"].names:
            if written := self._entry.fields.get(source):
                tags += map(_decoded, KEYWORD.findall(written))
                self._put("tags", tags, source)

    def _read_links(self) -> None:
        seen: set[str] = set()
        links: list[RawValue] = []
        for url, label, source in self._addresses():
            if not url or (same := _same(url)) in seen:
                continue
            if not seen:
                self._put("url", url, source)
            else:
                links.append({label: url})
                self._lines.setdefault("links", self._entry.lines.get(source, self._entry.line))
            seen.add(same)
        self._raw["links"] = links

    def _addresses(self) -> Iterable[tuple[str | None, str, str]]:
        """Yield all addresses of the entry, each with a label and the field that it comes from."""
        for text in filter(None, _SEVERAL_URLS.split(self._address("url"))):
            if (url := number_url(text)) is not None:
                yield url, "DOI", "url"
            elif safe_url(text) is None:
                reason = "only http, https, mailto and relative links are kept"
                self._left_out(ProblemKind.URL, "url", reason)
            else:
                yield text, "URL", "url"
        if match := _URL_WITHIN.search(self._entry.fields.get("howpublished", "")):
            yield safe_url(unescape_address(match[1] or match[2])), "URL", "howpublished"
        if text := self._address("doi"):
            yield from self._from_doi(text)
        if text := self._address("eprint"):
            yield *self._in_archive(text), "eprint"
        yield from ((url, "arXiv", "arxiv") for url in arxiv_urls(self._address("arxiv")))
        for name in ("journal", "journaltitle", "volume", "note"):
            if match := _ARXIV_WITHIN.search(self._entry.fields.get(name, "")):
                yield arxiv_urls(match[1] or match[2])[0], "arXiv", name
        if text := self._address("pmid"):
            yield _ARCHIVES["pubmed"][1].format(text), "PubMed", "pmid"
        yield from self._from_other_fields()

    def _from_other_fields(self) -> Iterable[tuple[str | None, str, str]]:
        """Yield addresses of the web by names that others use for them, or by any if there is no other."""
        for name in self._entry.fields:
            may_be = name == "pdf" or not (name in _READ or IGNORED.fullmatch(name))
            if may_be and ADDRESS.fullmatch(text := self._address(name)):
                label, is_usual = link_label(name)
                if is_usual or "url" not in self._raw:
                    yield safe_url(text), label or host(text), name

    def _from_doi(self, text: str) -> Iterable[tuple[str, str, str]]:
        if urls := doi_urls(text):
            yield from ((url, "DOI", "doi") for url in urls)
        elif text.startswith(("http://", "https://")) and (url := safe_url(text)):
            message = f"`doi` is {shortened(text)!r}, which holds no DOI; it is read as a link: call it `url`"
            self._problem(ProblemKind.FIELD_VALUE, "doi", message)
            yield url, host(url), "doi"
        else:
            self._left_out(ProblemKind.FIELD_VALUE, "doi", "it is no DOI; write `10.x/y`")

    def _in_archive(self, text: str) -> tuple[str | None, str]:
        """Return the address of an ``eprint``, and what its archive is called."""
        archive = self._text("archiveprefix") or self._text("eprinttype")
        if archive.casefold() in _ARCHIVES:
            label, address = _ARCHIVES[archive.casefold()]
            return safe_url(address.format(text)), label
        if archive.casefold() in {"", "arxiv"} and (urls := arxiv_urls(text)):
            return urls[0], "arXiv"
        return safe_url(text) if text.startswith(("http://", "https://")) else None, archive or "eprint"


def _same(url: str) -> str:
    """Return one of the addresses of a work for any of them."""
    found = arxiv_urls(url) or (doi_urls(url) if "doi.org/" in url else [])
    return found[0] if found else url


def _decoded(text: str) -> str:
    """Return a text, decoded, its paragraphs on one line each and divided by empty lines."""
    if (match := _COMMAND.fullmatch(text)) and (name := JOURNALS.get(match[1])):
        return name
    written = "\n\n".join(" ".join(paragraph.split()) for paragraph in _PARAGRAPHS.split(text))
    paragraphs = (" ".join(paragraph.split()) for paragraph in decode_latex(written).split("\n\n"))
    return "\n\n".join(filter(None, paragraphs))
