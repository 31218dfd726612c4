"""Titles of issues that hold more than a title: authors, venue and date of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: The parts that a pattern can take out of a title.
PARTS = ("title", "authors", "venue", "published")
#: Longer titles are left as they are. The time that a pattern takes can grow with the power of the length.
LONGEST = 300
#: The pattern that is ready-made.
PAPER = "paper"

_SEPARATOR = re.compile(r",\s+(?![^(（)）]*[)）])|，\s*(?![^(（)）]*[)）])")
_PREFIX = re.compile(r"\s*(?:\[paper[ _-]?notes?\]|【論文メモ】)\s*", re.IGNORECASE)
_QUOTES = "'’‘`´′＇"
_VENUE_YEAR = re.compile(rf"(?P<venue>.*?)\s*[{_QUOTES}](?P<year>\d\d)(?!\d)(?P<rest>.*)", re.ASCII)
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:\s*[-./]\s*(?P<month>\d{1,2}))?(?:[-./](?P<day>\d{1,2}))?", re.ASCII
)
_AUTHORS = re.compile(r".*[^\s+＋][+＋](?:\s*[(（].*[)）])?")
_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s+[\w.'’-]+){1,4}")
_NOTHING = re.compile(r"N\s*[/_／]?\s*A|-+|", re.IGNORECASE)
#: Two digits of a year below this are of this century.
_PIVOT = 50


@dataclass(frozen=True, slots=True)
class TitleParts:
    """What a title says; what is empty is not said."""

    title: str
    authors: str = ""
    venue: str = ""
    published: str = ""
    affiliation: str = ""


def date_published(text: str) -> str:
    """Return ``'23``, ``2023``, ``2023.06`` or ``2023-06`` as a date is written here; other texts stay."""
    text = text.strip()
    if match := _VENUE_YEAR.fullmatch(text):
        return text if match["venue"] or match["rest"] else _century(match["year"])
    if match := _DATE.fullmatch(text):
        return "-".join([match["year"], *(f"{int(part):02}" for part in match.group("month", "day") if part)])
    return text


def _century(digits: str) -> str:
    return f"{20 if int(digits) < _PIVOT else 19}{digits}"


def take_apart(title: str, pattern: re.Pattern[str]) -> TitleParts:
    """Take a title apart by a pattern that fits all of it; a title that it does not fit is left as it is."""
    match = pattern.fullmatch(title) if len(title) <= LONGEST else None
    if match is None:
        return TitleParts(title)
    found = {name: text.strip() for name, text in match.groupdict().items() if name in PARTS and text}
    if _NOTHING.fullmatch(found.get("venue", "")):
        found.pop("venue", None)
    if "published" in found:
        found["published"] = date_published(found["published"])
    return TitleParts(**({"title": title} | {name: text for name, text in found.items() if text}))


def take_paper_apart(title: str) -> TitleParts:
    """Take apart a title of the form ``Title, Author+, Affiliation, Venue'23``.

    Any of the parts behind the title may be absent. The last may be ``2023`` or ``2023.06``,
    with or without the venue before it.
    """
    if len(title) > LONGEST:
        return TitleParts(title)
    if match := _PREFIX.match(title):
        title = title[match.end() :].strip() or title
    parts = [part.strip() for part in _SEPARATOR.split(title)]
    venue = published = ""
    dated = False
    if len(parts) > 1 and (match := _DATE.fullmatch(parts[-1])):
        published, dated = date_published(match[0]), True
        parts.pop()
    if len(parts) > 1 and (match := _VENUE_YEAR.fullmatch(parts[-1])):
        venue = f"{match['venue']} {match['rest'].strip()}".strip()
        published = published or _century(match["year"])
        parts.pop()
    authors = _authors_at(parts, dated=dated and not venue)
    if authors is None:
        if len(parts) > 1 and _NOTHING.fullmatch(parts[-1]):
            parts.pop()
        return TitleParts(_joined(title, parts), venue=venue, published=published)
    rest = [part for part in parts[authors + 1 :] if not _NOTHING.fullmatch(part)]
    if not venue and rest:
        venue = rest.pop()
    return TitleParts(_joined(title, parts[:authors]), parts[authors], venue, published, ", ".join(rest))


def _authors_at(parts: list[str], *, dated: bool) -> int | None:
    """Return the part that names authors: one that ends in ``+``; before a date, a name and a company."""
    for number in range(len(parts) - 1, 0, -1):
        if _AUTHORS.fullmatch(parts[number]):
            return number
    return len(parts) - 2 if dated and parts[2:] and _NAME.fullmatch(parts[-2]) else None


def _joined(title: str, parts: list[str]) -> str:
    """Return the first parts of a title as they stand in it."""
    end = 0
    for part in parts:
        end = title.index(part, end) + len(part)
    return title[:end].strip() or title
