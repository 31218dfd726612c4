"""Dates as readers see them, in the project's language."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_skeleton

from ..translations import locale, without_narrow_blanks


def month_title(year: int, month: int) -> str:
    """Return a month with its year: "May 2023", "2023年5月"."""
    return _by_skeleton("yMMMM", date(year, month, 1), locale())


def month_short(month: int) -> str:
    """Return the short name of a month, 1 to 12, as it stands alone: "May", "5月"."""
    return str(locale().months["stand-alone"]["abbreviated"][month])


@lru_cache(maxsize=1 << 14)
def _by_skeleton(skeleton: str, day: date, language: Locale) -> str:
    """Return the parts of a date that a skeleton of CLDR names, in the order that a language has for them."""
    return without_narrow_blanks(format_skeleton(skeleton, day, locale=language))
