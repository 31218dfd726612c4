"""Patterns of dates: what ``tagpages_date_format`` may be."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date, tokenize_pattern

from ..util.suggest import suggestion

#: The patterns that every language has, by their names.
STYLES = ("short", "medium", "long", "full")
#: Letters that stand for a part of a day, of a month or of a year: Unicode Technical Standard 35, part 4.
DAY, MONTH, YEAR = frozenset("dEec"), frozenset("MLQq"), frozenset("yuG")
_MEANT = {"Y": "Y is the year that a week belongs to, write y", "D": "D is the day of the year, write d"}
_WORDS = "put words between single quotation marks: d 'de' MMMM"
_EXAMPLE = "such as 'd. MMMM y'"
_QUOTED = re.compile("'[^']*'")


def date_pattern(value: object) -> str | None:
    """Return a pattern of babel's, the name of one, or ``None``."""
    if value is None or value in STYLES:
        return None if value is None else str(value)
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        fault = f"write a pattern of babel's, {_EXAMPLE}, or one of {', '.join(STYLES)}"
    else:
        fault = _fault(value)
    if fault:
        raise ValueError(fault)
    return str(value)


def _fault(pattern: str) -> str:
    """Return what is wrong with a pattern, and what to write instead; nothing where it is good."""
    if "%" in pattern:
        return f"patterns are babel's, {_EXAMPLE}: write y for %Y, MM for %m, MMMM for %B, dd for %d"
    if pattern.count("'") % 2:
        return "a quotation mark stands alone; write two for one that is to be shown: ''"
    for letter in _QUOTED.sub("", pattern):
        if letter.isascii() and letter.isalpha() and letter not in DAY | MONTH | YEAR:
            hint = suggestion(pattern, STYLES) or f"; {_MEANT.get(letter, _WORDS)}"
            return f"{letter!r} stands for no part of a date{hint}"
    fields = [token[0] for _kind, token in tokenize_pattern(pattern) if isinstance(token, tuple)]
    if twice := [letter for letter in fields if fields.count(letter) > 1]:
        return f"{twice[0]!r} stands in two places; {_WORDS}"
    if not fields:
        return f"it shows no part of a date; write one {_EXAMPLE}"
    try:
        format_date(date(2023, 5, 8), pattern, locale="en")
    except (ValueError, KeyError, AttributeError) as error:
        return f"babel cannot write a date so ({error}); write one {_EXAMPLE}"
    return ""
