"""Days in words, and in numbers whose order is beyond doubt, as ISO 8601 has them."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

#: The months in English, German, French, Spanish, Italian, Portuguese and Dutch: no word is two of them.
_MONTHS = (
    "january|jan|januar|jänner|janvier|enero|gennaio|janeiro|januari",
    "february|feb|februar|février|febrero|febbraio|fevereiro|februari",
    "march|mar|märz|mars|marzo|março|maart",
    "april|apr|avril|abril|aprile",
    "may|mai|mayo|maggio|maio|mei",
    "june|jun|juni|juin|junio|giugno|junho",
    "july|jul|juli|juillet|julio|luglio|julho",
    "august|aug|août|agosto|augustus",
    "september|sept|sep|septembre|septiembre|settembre|setembro",
    "october|oct|oktober|okt|octobre|octubre|ottobre|outubro",
    "november|nov|novembre|noviembre|novembro",
    "december|dec|dezember|dez|décembre|diciembre|dicembre|dezembro",
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split("|")}
_DASHES = dict.fromkeys(
    map(ord, "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}"), "-"
)

_YEAR = "(?P<year>(?!0000)[0-9]{4})"
_WORD = rf"(?P<month>{'|'.join(_NUMBERS)})"
_NUMBER = "(?P<month>0?[1-9]|1[0-2])"
_DAY = "(?P<day>0?[1-9]|[12][0-9]|3[01])"
_ORDINAL = r"(?:st|nd|rd|th|er|\.)?"
_WEEKDAY = "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]* )?"
_HOUR = "(?P<hour>[01]?[0-9]|2[0-3])(?P<minute>:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?)"
_OFFSET = "[+-](?:[01][0-9]|2[0-3])"
_ZONE = f"(?: ?(?P<zone>z|utc|gmt|{_OFFSET}(?::?[0-5][0-9])?))?"
_TIME = f"(?:(?:,? |t)(?:at )?{_HOUR}{_ZONE}| (?:z|utc|gmt|{_OFFSET}:?[0-5][0-9]))?"
# Patterns of whole texts.
_IN_WORDS = (
    rf"{_WEEKDAY}{_DAY}{_ORDINAL}[ /-](?:of |de )?{_WORD}[.]?,?[ /-](?:de |del )?{_YEAR}{_TIME}",
    rf"{_WEEKDAY}{_WORD}[.]? {_DAY}{_ORDINAL},? {_YEAR}{_TIME}",
    rf"{_WEEKDAY}{_WORD} {_DAY} {_HOUR} {_YEAR}{_ZONE}",
    rf"{_WORD}[.]?,?[ /-](?:of |de |del )?{_YEAR}",
    rf"{_YEAR},?[ /-]{_WORD}[.]?(?:[ /-]{_DAY})?",
)
_IN_NUMBERS = (
    rf"{_YEAR}-{_NUMBER}-{_DAY}{_TIME}",
    rf"{_YEAR}/{_NUMBER}/{_DAY}{_TIME}",
    rf"{_YEAR}[.] ?{_NUMBER}[.] ?{_DAY}[.]?{_TIME}",
    rf"{_NUMBER}[/.-]{_YEAR}",
    rf"{_YEAR} ?[年년] ?{_NUMBER} ?[月월](?: ?{_DAY} ?[日일]{_TIME})?",
)


@cache
def in_numbers() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of dates in numbers; like the others, they are compiled when they are needed."""
    return tuple(re.compile(form, re.IGNORECASE) for form in _IN_NUMBERS)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return (*(re.compile(form, re.IGNORECASE) for form in _IN_WORDS), *in_numbers())


def iso_date(text: str) -> str | None:
    """Return a date of one of these forms as ISO 8601 has it, or ``None``; there may be no such day.

    The year has four digits, and stands first or with the name of a month: ``27 November 2012``,
    ``Nov. 2012``, ``2023/3/28``. Of ``03/04/2021`` nobody knows which is the month.
    """
    text = " ".join(normalize("NFKC", text).translate(_DASHES).split())
    match = next(filter(None, (pattern.fullmatch(text) for pattern in _patterns())), None)
    if match is None:
        return None
    found = {"day": "", "hour": "", "zone": ""} | match.groupdict("")
    month = found["month"].lower()
    parts = [found["year"], f"{_NUMBERS.get(month) or int(month):02}"]
    if found["day"]:
        parts.append(f"{int(found['day']):02}")
    day, zone = "-".join(parts), found["zone"]
    if not found["hour"]:
        return day
    return f"{day}T{int(found['hour']):02}{found['minute']}{'Z' if zone[:1].isalpha() else zone}"
