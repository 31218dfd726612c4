"""Dates as readers see them, in the project's language."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton, tokenize_pattern, untokenize_pattern

from ..config.date_patterns import DAY, MONTH, STYLES
from ..core.dates import NoteDate
from ..translations import locale, without_narrow_blanks


def shown_date(noted: NoteDate, pattern: str | None) -> str:
    """Return a date as readers see it: as ISO 8601 has it, or by a pattern of ``tagpages_date_format``.

    Of a month or a year, only what it has is shown: by ``d. MMMM y``, "May 2023" and "2023".
    """
    return str(noted) if pattern is None else date_by_pattern(pattern, noted, locale())


def month_title(year: int, month: int) -> str:
    """Return a month with its year: "May 2023", "2023年5月"."""
    return without_narrow_blanks(format_skeleton("yMMMM", date(year, month, 1), locale=locale()))


def month_name(month: int) -> str:
    """Return the name of a month, 1 to 12, as it stands alone: "May", "5月"."""
    return str(locale().months["stand-alone"]["wide"][month])


def month_short(month: int) -> str:
    """Return the short name of a month, 1 to 12, as it stands alone: "May", "5月"."""
    return str(locale().months["stand-alone"]["abbreviated"][month])


@lru_cache(maxsize=1 << 14)
def date_by_pattern(pattern: str, noted: NoteDate, language: Locale) -> str:
    """Return a date as a pattern, or a style, has it in a language."""
    if pattern in STYLES:
        pattern = str(language.date_formats[pattern].pattern)
    if noted.day is None:
        pattern = _without(DAY if noted.month else DAY | MONTH, pattern)
    day = date(noted.year, noted.month or 1, noted.day or 1)
    return without_narrow_blanks(format_date(day, pattern, locale=language))


def _without(letters: frozenset[str], pattern: str) -> str:
    """Take parts out of a pattern, each with what stands behind it; the last, with what is before it."""
    kept: list[tuple[str, str | tuple[str, int]]] = []
    is_taken = False
    for kind, token in tokenize_pattern(pattern):
        if isinstance(token, tuple):
            is_taken = token[0] in letters
            if not is_taken:
                kept.append((kind, _alone(*token)))
        elif not is_taken:
            kept.append((kind, token))
    if is_taken and kept and isinstance(last := kept[-1][1], str):
        kept[-1] = ("chars", last if any(map(str.isalpha, last)) else "")
    return untokenize_pattern(kept).strip() or "y"


def _alone(letter: str, count: int) -> tuple[str, int]:
    """Return a part of a pattern as it is written without a day.

    A month is one that stands alone, which Slavic languages have in another form; a year has all its digits.
    """
    if letter == "M":
        return "L", count
    return letter, 1 if (letter, count) == ("y", 2) else count
