"""Which days there are, why a text is no date that is read, and what to write instead."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import date, timedelta

YEARS = "years are 0001 to 9999"
FORMS = "a date such as 2023-03-28, 2023-03, 2023 or 2023-03-28T09:30+09:00"

_DECEMBER, _LAST_YEAR = 12, 9999
_WEEK = re.compile(r"\d{4}-?[Ww]\d{2}(?:-?[1-7])?", re.ASCII)
_FAR_YEAR = re.compile(r"(?:[+\N{MINUS SIGN}-]\d{4,6}|\d{5})(?:-\d{2}(?:-\d{2})?)?", re.ASCII)
_YEAR_FIRST = re.compile(
    r"(\d{4})\s*[-/.年\N{FULLWIDTH HYPHEN-MINUS}]\s*(\d{1,2})"
    r"(?:\s*[-/.月\N{FULLWIDTH HYPHEN-MINUS}]\s*(\d{1,2}))?(?:\D.*)?"
)
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


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
    """Return what to write instead of a text that is no date.

    Where the text begins with a year, a month and a day, or is a day with dots (``28.3.2023``), it is
    as much of them as there is.
    """
    match = _YEAR_FIRST.fullmatch(text)
    parts = match.groups() if match else ()
    if match := _DAY_FIRST.fullmatch(text):
        parts = match.groups()[::-1]
    numbers = [int(part) for part in parts if part]
    for known in range(len(numbers), 0, -1):
        try:
            day = existing(*([*numbers[:known], 1, 1][:3]))
        except ValueError:
            continue
        return day.isoformat()[: 1 + 3 * known]
    return FORMS
