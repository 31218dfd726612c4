"""When a thing came out, as BibTeX and biblatex say it."""

from __future__ import annotations

import re

from ...core.date_words import iso_date
from ...core.dates import NoteDate
from .entries import MONTHS

_YEAR = re.compile(r"(?<!\d)(?<!^-)(\d{4})(?!\d)")
_SORTING = re.compile(r"\\[A-Za-z]*sort[A-Za-z]*\s*\{[^{}]*\}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_BIBLATEX = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?[~?%]?", re.ASCII)
_SEASONS = ("spring", "summer", "autumn", "fall", "winter")


def biblatex_date(text: str) -> str | None:
    """Return the beginning of a date or a range, as a note's date is written, or ``None``."""
    written = iso_date(text) or text.strip(" /.").partition("/")[0].strip()
    match = _BIBLATEX.fullmatch(written)
    if match is None:
        return None
    year, month, day = match.groups("")
    season = "21" <= month <= "41" and not day
    return year if season else _checked("-".join(filter(None, (year, month, day))))


def year_of(text: str) -> str | None:
    r"""Return the first year in a text such as ``2021``, ``c. 1998`` or ``1999--2001``, or ``None``.

    The text is as written: what only sorts, as in ``{\noopsort{1973b}}1974``, does not count, nor does a year
    before Christ (``-0044``), which no note can have.
    """
    match = _YEAR.search(_SORTING.sub("", text))
    return match[1] if match else None


def month_and_day(text: str) -> tuple[str, ...] | None:
    """Return the month, and the day where there is one, that a text begins with.

    ``3``, ``mar``, ``March``, ``15 March``, ``March 15``, ``Mar--Apr`` are understood. A season is no
    month, but nothing is wrong with it.

    Returns:
        none, one or two numbers of two digits; ``None``: it is no month.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    numbers = [int(number) for number in _NUMBER.findall(text)]
    if words:
        month = next((MONTHS.index(word[:3]) + 1 for word in words if word[:3] in MONTHS), None)
        if month is None:
            return () if any(season in words for season in _SEASONS) else None
        days = numbers[:1]
    else:
        month = numbers[0] if numbers else None
        days = []
    if month is None or not 1 <= month <= len(MONTHS):
        return None
    return (f"{month:02}", *(f"{day:02}" for day in days))


def published(year: str, month: tuple[str, ...], day: str) -> str:
    """Return a date of a year, and what is known of the month and the day, if they fit."""
    parts = [year, *month]
    if len(month) == 1 and day.strip().isdecimal():
        parts.append(f"{int(day):02}")
    return _checked("-".join(parts)) or _checked("-".join(parts[:2])) or year


def moment(text: str) -> str | None:
    """Return the time that a program put an entry in, where it is a date."""
    return _checked(text.strip())


def _checked(text: str) -> str | None:
    try:
        NoteDate.parse(text)
    except ValueError:
        return None
    return text
