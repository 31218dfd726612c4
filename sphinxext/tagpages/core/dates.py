"""Dates as notes give them: a year, a month, a day or a moment, kept as exact as written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from .normal import normalized

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)
_FULL = re.compile(
    r"""(?P<year>\d{4})(?P<dash>-?)(?P<month>\d{2})(?P=dash)(?P<day>\d{2})
        (?:[Tt\ ]\ *(?P<time>\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?)
        \ *(?P<zone>[Zz]|[+-]\d{2}(?::?\d{2})?)?)?""",
    re.ASCII | re.VERBOSE,
)
_MIDNIGHT_BEFORE = -1.0


_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?", re.ASCII)


@dataclass(frozen=True, slots=True)
class NoteDate:
    """A point in time with the precision it was written in.

    Month and day are ``None`` where the text gave only a year or a month.
    ``moment`` is set for a date-time and keeps the zone it was written in.
    """

    year: int
    month: int | None = None
    day: int | None = None
    moment: datetime | None = None

    @classmethod
    def parse(cls, text: str) -> NoteDate:
        """Read an ISO 8601 calendar date or date-time, or the front part of one.

        Week dates (``2023-W05``) and ordinal dates are refused: few readers know them.

        Raises:
            ValueError: the text is no such date; the message says what to write.
        """
        try:
            return cls._parse(text.strip())
        except ValueError as error:
            msg = f"{error}; write {_nearest(text)}"
            raise ValueError(msg) from None

    @classmethod
    def _parse(cls, text: str) -> NoteDate:
        if match := _PARTIAL.fullmatch(text):
            year, month = int(match[1]), None if match[2] is None else int(match[2])
            date(year, 1 if month is None else month, 1)
            return cls(year, month)
        if not (match := _FULL.fullmatch(text)):
            msg = "not an ISO date"
            raise ValueError(msg)
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        moment = None
        if match["time"]:
            zone = (match["zone"] or "").upper()
            moment = _moment(f"{day.isoformat()}T{match['time']}{zone}")
        return cls(day.year, day.month, day.day, moment)

    def __str__(self) -> str:
        """The date for readers, without a time: ``2023-03-28``, ``2023-03`` or ``2023``."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def machine(self) -> str:
        """The whole date for machines, valid in HTML's ``<time datetime>``."""
        if self.moment is None:
            return str(self)
        precision = "milliseconds" if self.moment.microsecond else "auto"
        return self.moment.isoformat(timespec=precision).replace("+00:00", "Z")

    @property
    def month_text(self) -> str | None:
        """``2023-03``, or ``None`` where only the year is known."""
        return None if self.month is None else f"{self.year:04}-{self.month:02}"

    def sort_key(self) -> tuple[int, int, int, float]:
        """Order by the calendar day as written, then by the moment within it.

        What is less exact comes before what is more exact: ``2023`` before ``2023-01``.
        Moments of one day compare as instants; one without a zone counts as UTC.
        """
        seconds = _MIDNIGHT_BEFORE
        if self.moment is not None:
            moment = self.moment if self.moment.tzinfo else self.moment.replace(tzinfo=UTC)
            midnight = datetime(self.year, self.month or 1, self.day or 1, tzinfo=UTC)
            seconds = 86400 + (moment - midnight).total_seconds()
        return (self.year, self.month or 0, self.day or 0, seconds)


def _nearest(text: str) -> str:
    """Return a date as it is to be written: the one that is meant, where the order of its parts tells."""
    if match := _YEAR_FIRST.fullmatch(normalized("NFKC", text).strip()):
        year, month, day = (int(part) for part in match.groups())
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            pass
    return "2023-03-28, 2023-03, 2023 or 2023-03-28T09:30+09:00"


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        msg = "no such time of day or zone"
        raise ValueError(msg) from None
