"""What a text has to be, as patterns by which an editor checks it: regular expressions of JavaScript."""

from __future__ import annotations

import re

from ..core.date_words import in_numbers
from ..core.tags.slugs import RESERVED_SLUGS
from ..fields.names import HOST, NULL_WORDS
from ..util.urls import ALLOWED_SCHEMES

#: The parts of a pattern of Python that are written in another way.
_PART = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|\(\?P<\w+>|\(\?:|\(\?!|\{[^}]*\}|\s+|[a-z]|.", re.DOTALL)


def for_editors(pattern: re.Pattern[str]) -> str:
    """Return a pattern as JSON Schema has it: without names, with both cases where case does not count."""
    parts = []
    for part in _PART.findall(pattern.pattern):
        if part.startswith("(?P<"):
            parts.append("(?:")
        elif pattern.flags & re.VERBOSE and part.isspace():
            continue
        elif pattern.flags & re.IGNORECASE and part[0] == "[":
            parts.append(part.replace("a-z", "A-Za-z"))
        elif pattern.flags & re.IGNORECASE and len(part) == 1 and part.islower():
            parts.append(f"[{part}{part.upper()}]")
        elif pattern.flags & re.ASCII and part == r"\d":
            parts.append("[0-9]")
        else:
            parts.append(part)
    return "".join(parts)


def word(text: str) -> str:
    """Return the pattern of a word, in whatever case."""
    return for_editors(re.compile(text, re.IGNORECASE))


def pattern_of(*forms: str) -> str:
    """Return a pattern of whole texts: one of the forms, or one that means "absent"."""
    return rf"^\s*(?:{'|'.join([*forms, *sorted(NULL_WORDS - {''})])})?\s*$"


_YEAR = "(?!0000)[0-9]{4}"
_HOUR = "(?:[01][0-9]|2[0-3])"
_TIME = (
    f"(?:(?:{_HOUR}(?::[0-5][0-9](?::[0-5][0-9])?|[0-5][0-9](?:[0-5][0-9])?)?|{_HOUR}(?::59:|59)60)"
    "(?:[.,][0-9]+)?|24(?::00(?::00)?|00(?:00)?)?(?:[.,]0+)?)"
)
_ZONE = "(?:[Zz]|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)"


def _day(dash: str) -> str:
    """Return the pattern of a month and a day.

    Whether February has 29 days, and a year 366, depends on the year: both are let through.
    """
    month = "(?:0[1-9]|1[0-2])"
    return (
        f"{dash}(?:{month}{dash}(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2]){dash}(?:29|30)"
        f"|(?:0[13578]|1[02]){dash}31|02{dash}29)"
    )


_DAY_OF_YEAR = "-(?:00[1-9]|0[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6])"
_DATE = (
    f"{_YEAR}(?:-(?:0[1-9]|1[0-2]))?"
    f"|{_YEAR}(?:{_day('-')}|{_day('')}|{_DAY_OF_YEAR})(?:[Tt ] *{_TIME}(?: *{_ZONE})?)?"
)
#: Of a date. How many days a month has is looked at where the month has two digits; of a date in words, a
#: pattern sees that it has a year and a word.
DATES = (
    _DATE,
    rf"(?!(?!{_YEAR}{_day('-')})[0-9]{{4}}-[0-9]{{2}}-[0-9])(?:{'|'.join(map(for_editors, in_numbers()))})",
    r"(?!.*[0-9]{5})(?:.*[^\u0000-@\[-`{-\u007f]{3}.*[0-9]{4}.*|[0-9]{4}.*[^\u0000-@\[-`{-\u007f]{3}.*)",
)

# An address in square brackets is not read as a host, so none may be half of one.
_NO_BRACKETS = r"(?!//[^/?#]*[\[\]])"
_SCHEMED = "|".join(
    f"{word(scheme)}:{_NO_BRACKETS if scheme.startswith('http') else ''}" for scheme in ALLOWED_SCHEMES
)
_HOST_ALONE = for_editors(HOST).replace("|$", r"|\s*$")
# A colon in the first part of a relative address, or what some reader takes for one, ends a scheme.
_RELATIVE = rf"(?!{_HOST_ALONE}|[^/?#\\]*(?::|%25|%26|%3[Aa]|&[#A-Za-z])){_NO_BRACKETS}"
URL = rf"(?:{_SCHEMED}|{_RELATIVE})\S.*"
_LABEL = r"\S.*(?::\s+|\s+<)"
LABELLED = rf"(?!{_LABEL}[^\s>]+>?\s*$){URL}|{_LABEL}(?:{_SCHEMED}|{_RELATIVE})[^\s>]+>?"
PATH = rf"(?!\s*[A-Za-z][A-Za-z0-9+.\- ]*:)\S.*|{word('http')}[sS]?:{_NO_BRACKETS}\S.*"
# Small letters, digits and hyphens; of letters beyond ASCII, a pattern cannot tell which are small.
_SLUG_WORD = r"[^\u0000-/:-`{-\u007f]+"
SLUG = rf"^(?!(?:{'|'.join(sorted(RESERVED_SLUGS))})$){_SLUG_WORD}(?:-{_SLUG_WORD})*$"
