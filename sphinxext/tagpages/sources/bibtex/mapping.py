"""The note that a BibTeX entry is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from ...core.note import Note
from ...core.problems import Origin, Problem, ProblemKind
from ...fields.names import may_be_title
from ...fields.reader import build_note
from ...fields.values import RawValue
from ...util.text import shortened
from ...util.urls import arxiv_url, doi_url, safe_url
from .dates import biblatex_date, moment, month_and_day, published, year_of
from .entries import BibEntry
from .field_tables import FIRST_VENUES, IGNORED, KINDS, OWN, TAKEN, VOLUMES, language_tag, misspelt_field
from .latex import decode_latex, unescape_address
from .people import read_people

_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_GROUP = re.compile(r"\{[^{}]*\}")
_KEYWORDS = re.compile(r"[,;\n]")
_HIDDEN = str.maketrans(",;", "\ue000\ue001")
_SHOWN = str.maketrans("\ue000\ue001", ",;")
_SEVERAL_URLS = re.compile(r"[\s;,]+(?=https?://)")
_URL_WITHIN = re.compile(r"\\url\s*\{([^{}]+)\}|(https?://[^\s{}\\]+)")
_ARXIV_WITHIN = re.compile(r"arxiv\s*:\s*(\d{4}\.\d{4,5})|^abs/(\d{4}\.\d{4,5})$", re.IGNORECASE)
_ARCHIVES = {
    "jstor": ("JSTOR", "https://www.jstor.org/stable/{}"),
    "pubmed": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "hdl": ("Handle", "https://hdl.handle.net/{}"),
    "googlebooks": ("Google Books", "https://books.google.com/books?id={}"),
    "hal": ("HAL", "https://hal.science/{}"),
}
_READ = {*OWN, *(name for field, taken in TAKEN.items() if field != "venue" for name in taken.names)}


def note_of(entry: BibEntry, path: str, problems: list[Problem]) -> Note | None:
    """Make a note of an entry that has taken over what it inherits.

    Args:
        entry: the entry.
        path: the file's name.
        problems: what is wrong with its fields is added here.

    Returns:
        the note, or ``None`` where it has no title.
    """
    return _Mapper(entry, path, problems).note()


class _Mapper:
    """Makes the note of one entry. ``raw`` grows to what is handed over, each field with its line."""

    def __init__(self, entry: BibEntry, path: str, problems: list[Problem]) -> None:
        self.entry = entry
        self.kind = KINDS.get(entry.type, entry.type)
        if entry.type == "misc" and "eprint" in entry.fields:
            self.kind = "preprint"
        self.origin = Origin(path, entry.line)
        self.problems = problems
        self.raw: dict[str, RawValue] = {"kind": self.kind}
        self.lines = {"id": entry.line}

    def note(self) -> Note | None:
        self.raw["id"] = self.entry.key or None
        self.read_title()
        self.read_people()
        self.read_venue()
        self.read_published()
        self.read_links()
        self.read_tags()
        self.put_first("summary")
        self.put_first("date", moment)
        self.put_first("lang", language_tag)
        self.put("comment", "\n\n".join(filter(None, map(self.text, TAKEN["comment"].names))), "note")
        for name in OWN:
            if name in self.entry.fields:
                decode = self.address if name == "image" else self.text
                self.put(name, decode(name), name)
        for name in self.entry.fields if "title" not in self.raw else ():
            if may_be_title(name):
                self.put(name, self.text(name), name)
        note = build_note(self.raw, self.origin, self.lines, self.problems, aliases=False)
        if note is None:
            return None
        rest = self.rest()
        for name in rest:
            if meant := misspelt_field(name):
                hint = f"did you mean `{meant}`? It is kept, but only for templates"
                self.problem(ProblemKind.FIELD_NAME, name, f"`{name}` is not read; {hint}")
        return replace(note, extra=rest)

    def text(self, name: str) -> str:
        """Return a field, decoded, its paragraphs on one line each; empty where there is none."""
        written = self.entry.fields.get(name, "")
        return "\n\n".join(map(_decoded, _PARAGRAPHS.split(written))).strip() if written else ""

    def address(self, name: str) -> str:
        return unescape_address(self.entry.fields.get(name, ""))

    def put(self, name: str, value: RawValue, source: str) -> None:
        if value:
            self.raw[name] = value
            self.lines[name] = self.entry.lines.get(source, self.entry.line)

    def put_first(self, name: str, read: Callable[[str], str | None] = str) -> None:
        """Take the first of the entry's fields that can be read."""
        for source in TAKEN[name].names:
            if (text := self.text(source)) and (value := read(text)):
                self.put(name, value, source)
                return

    def problem(self, kind: ProblemKind, name: str, message: str) -> None:
        line = self.entry.lines.get(name, self.entry.line)
        self.problems.append(Problem(kind, message, Origin(self.origin.path, line)))

    def left_out(self, kind: ProblemKind, name: str, reason: str) -> None:
        value = shortened(self.text(name))
        self.problem(kind, name, f"`{name}` is {value!r} and is left out: {reason}")

    def read_title(self) -> None:
        source = "title" if self.text("title") or self.entry.type not in VOLUMES else "booktitle"
        title, subtitle = self.text(source), self.text(f"{source.removesuffix('title')}subtitle")
        self.put("title", f"{title}: {subtitle}" if title and subtitle else title, source)

    def read_people(self) -> None:
        for source in TAKEN["authors"].names:
            names, doubtful = read_people(self.entry.fields.get(source, ""))
            if names:
                self.put("authors", list[RawValue](names), source)
                for name in doubtful:
                    self.problem(
                        ProblemKind.FIELD_VALUE,
                        source,
                        f"a name in `{source}` is {shortened(name)!r}, with too many commas for one; it is "
                        "shown as it is: put `and` between names",
                    )
                return

    def read_venue(self) -> None:
        for source in (*FIRST_VENUES.get(self.kind, ()), *TAKEN["venue"].names):
            text = self.text(source)
            if source == "howpublished" and _URL_WITHIN.search(self.entry.fields.get(source, "")):
                continue
            if text:
                self.put("venue", text, source)
                return

    def read_published(self) -> None:
        for source in ("date", "year"):
            if not (text := self.text(source)):
                continue
            found = biblatex_date(text) or year_of(self.entry.fields[source])
            if found:
                if len(found) == 4:  # noqa: PLR2004 -- a year alone
                    found = published(found, self.month(), self.text("day"))
                self.put("published", found, source)
                return
            self.left_out(ProblemKind.DATE, source, "no year is in it; write `2023`")

    def month(self) -> tuple[str, ...]:
        if not (text := self.text("month")):
            return ()
        found = month_and_day(text)
        if found is None:
            self.left_out(ProblemKind.DATE, "month", "it is no month; write `mar` or `3`")
        return found or ()

    def read_tags(self) -> None:
        tags: list[RawValue] = []
        for source in TAKEN["tags"].names:
            written = _GROUP.sub(lambda match: match[0].translate(_HIDDEN), self.entry.fields.get(source, ""))
            tags += [_decoded(part).translate(_SHOWN) for part in _KEYWORDS.split(written)]
            self.put("tags", tags if written else None, source)

    def read_links(self) -> None:
        seen: set[str] = set()
        links: list[RawValue] = []
        for url, label, source in self.addresses():
            if not url or (same := arxiv_url(url) or doi_url(url) or url) in seen:
                continue
            if not seen:
                self.put("url", url, source)
            else:
                links.append({label: url})
                self.lines.setdefault("links", self.entry.lines.get(source, self.entry.line))
            seen.add(same)
        self.raw["links"] = links

    def addresses(self) -> Iterable[tuple[str | None, str, str]]:
        """Yield all addresses of the entry, each with a label and the field that it comes from."""
        yield from self.web_addresses()
        if text := self.address("doi"):
            url = doi_url(text)
            if url is None:
                self.left_out(ProblemKind.FIELD_VALUE, "doi", "it is no DOI; write `10.x/y`")
            yield url, "DOI", "doi"
        if text := self.address("eprint"):
            yield *self.in_archive(text), "eprint"
        for name in ("journal", "journaltitle", "volume", "note"):
            if match := _ARXIV_WITHIN.search(self.entry.fields.get(name, "")):
                yield arxiv_url(match[1] or match[2]), "arXiv", name
        if text := self.address("pmid"):
            yield _ARCHIVES["pubmed"][1].format(text), "PubMed", "pmid"

    def web_addresses(self) -> Iterable[tuple[str | None, str, str]]:
        """Yield the addresses of ``url``, and one in ``howpublished``."""
        for text in _SEVERAL_URLS.split(self.address("url")):
            if text:
                if safe_url(text) is None:
                    reason = "only http, https, mailto and relative links are kept"
                    self.left_out(ProblemKind.URL, "url", reason)
                else:
                    yield text, "URL", "url"
        if match := _URL_WITHIN.search(self.entry.fields.get("howpublished", "")):
            yield safe_url(unescape_address(match[1] or match[2])), "URL", "howpublished"

    def in_archive(self, text: str) -> tuple[str | None, str]:
        """Return the address of an ``eprint``, and what its archive is called."""
        archive = self.text("archiveprefix") or self.text("eprinttype")
        if archive.casefold() in _ARCHIVES:
            label, address = _ARCHIVES[archive.casefold()]
            return safe_url(address.format(text)), label
        if archive.casefold() in {"", "arxiv"} and (url := arxiv_url(text)):
            return url, "arXiv"
        return safe_url(text) if text.startswith(("http://", "https://")) else None, archive or "eprint"

    def rest(self) -> dict[str, object]:
        """Return what is no field of a note, for templates."""
        names = [name for name in self.entry.fields if name not in _READ and not IGNORED.fullmatch(name)]
        return {"entrytype": self.entry.type, **{name: self.text(name) for name in names}}


def _decoded(text: str) -> str:
    paragraphs = decode_latex(" ".join(text.split())).split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
