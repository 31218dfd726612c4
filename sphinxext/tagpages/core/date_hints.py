"""What to write for a date that is refused: the date that was meant, where the text tells."""

from __future__ import annotations

import re
import unicodedata
from calendar import isleap, monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from ..util.text import normalized

YEARS = "years are 0001 to 9999"
FORMS = "a date such as 2023-03-28, 2023-03, 2023 or 2023-03-28T09:30+09:00"

_DECEMBER, _LAST_YEAR = 12, 9999
_LONGEST = 60
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WORD = "(?P<word>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + r"|sept)\.?"
_WEEK = re.compile(r"(\d{4})-?[Ww](\d{2})(?:-?([1-7]))?", re.ASCII)
_FAR_YEAR = re.compile(r"(?:[+\N{MINUS SIGN}-]\d{4,6}|\d{5})(?:-\d{2}(?:-\d{2})?)?", re.ASCII)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"


def existing(year: int, month: int, day: int) -> date:
    """Return a day.

    Raises:
        ValueError: there is none such; the message says why.
    """
    if not 1 <= year <= _LAST_YEAR:
        raise ValueError(YEARS)
    if not 1 <= month <= _DECEMBER:
        msg = f"there is no month {month:02}"
        raise ValueError(msg)
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        msg = f"{year:04}-{month:02} has {days} days"
        raise ValueError(msg)
    return date(year, month, day)


def day_of_year(year: int, number: int) -> date:
    """Return a day by its number in the year.

    Raises:
        ValueError: there is none such; the message says why.
    """
    first = existing(year, 1, 1)
    days = 365 + isleap(year)
    if not 1 <= number <= days:
        msg = f"{year:04} has {days} days"
        raise ValueError(msg)
    return first + timedelta(number - 1)


def reason(text: str) -> str:
    """Return why a text is no date that is read."""
    if _WEEK.fullmatch(text):
        return "dates by weeks are not read"
    return YEARS if _FAR_YEAR.fullmatch(text) else "not an ISO date"


def advice(text: str) -> str:
    """Return what to write instead of a text that is no date."""
    if len(text) > _LONGEST:
        return FORMS
    text = "".join(str(unicodedata.decimal(character, character)) for character in text)
    text = normalized("NFKC", text).strip().lower()
    for pattern, read in _MEANT:
        if match := pattern.fullmatch(text):
            meant = list(dict.fromkeys(_meant(read, match)))
            return " or ".join(meant) or FORMS
    return FORMS


def _meant(read: Callable[[re.Match[str]], Iterable[Sequence[int]]], match: re.Match[str]) -> list[str]:
    """Return what may be meant: the month, where it has no such day, and the year, where all else fails."""
    given = list(read(match))
    found = filter(None, (_existing_part(parts, 2) for parts in given))
    return list(found) or [year for parts in given if (year := _existing_part(parts, 1))]


def _existing_part(parts: Sequence[int], least: int) -> str:
    """Return as much of a date as there is, and no less than the first ``least`` parts; empty otherwise."""
    for known in range(len(parts), min(len(parts), least) - 1, -1):
        try:
            day = existing(*([*parts[:known], 1, 1][:3]))
        except ValueError:
            continue
        return day.isoformat()[: 1 + 3 * known]
    return ""


def _numbers(match: re.Match[str]) -> Iterable[Sequence[int]]:
    yield [int(part) for part in match.groups()]


def _year_last(match: re.Match[str]) -> Iterable[Sequence[int]]:
    first, second, year = (int(part) for part in match.groups())
    yield (year, second, first)
    yield (year, first, second)


def _month_by_name(match: re.Match[str]) -> Iterable[Sequence[int]]:
    parts = match.groupdict()
    month = 1 + next(at for at, name in enumerate(_MONTHS) if name.startswith(parts["word"][:3]))
    day = parts.get("day")
    yield (int(parts["year"]), month, int(day)) if day else (int(parts["year"]), month)


def _week(match: re.Match[str]) -> Iterable[Sequence[int]]:
    year, week, day = (int(part or 1) for part in match.groups())
    try:
        meant = date.fromisocalendar(year, week, day)
    except ValueError:
        return
    yield (meant.year, meant.month, meant.day)


def _ordinal(match: re.Match[str]) -> Iterable[Sequence[int]]:
    try:
        meant = day_of_year(int(match[1]), int(match[2]))
    except ValueError:
        return
    yield (meant.year, meant.month, meant.day)


# The first pattern that fits tells what is meant.
_MEANT: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterable[Sequence[int]]]]] = [
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (_WEEK.pattern, _week),
        (r"(\d{4})", _numbers),
        (r"(\d{4})(\d{3})", _ordinal),
        (r"(\d{4})(\d{2})", _numbers),
        (r"(\d{4})-?(\d{2})-?(\d{2})(?:\D.*)?", _numbers),
        (r"(\d{4})\s*[-/.年]\s*(\d{1,2})月?", _numbers),
        (r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?", _numbers),
        (r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})", _year_last),
        (rf"{_WORD}\s*{_DAY}\s*,?\s+(?P<year>\d{{4}})", _month_by_name),
        (rf"(?:{_DAY}[\s-]*(?:of\s)?)?{_WORD}[\s,-]*(?P<year>\d{{4}})", _month_by_name),
        (rf"(?P<year>\d{{4}})[\s-]*{_WORD}(?:[\s-]*{_DAY})?", _month_by_name),
    )
]
