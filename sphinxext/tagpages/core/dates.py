"""Dates as notes give them: a year, a month, a day or a moment, kept as exact as written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from .date_hints import YEARS, advice, day_of_year, existing, reason
from .date_words import iso_date

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)
_FULL = re.compile(
    r"""(?P<year>\d{4})(?:(?P<dash>-?)(?P<month>\d{2})(?P=dash)(?P<day>\d{2})|-(?P<ordinal>\d{3}))
        (?:[Tt\ ]\ *
          (?P<time>\d{2}(?:(?P<colon>:?)\d{2}(?:(?P=colon)\d{2})?)?)(?P<fraction>[.,]\d+)?
          \ *(?P<zone>[Zz]|[+-]\d{2}(?::?\d{2})?)?
        )?""",
    re.ASCII | re.VERBOSE,
)
_NO_TIME = "no such time of day or zone"
_MIDNIGHT_BEFORE = -1.0


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
        """Read an ISO 8601 calendar date or date-time, the front part of one, or a day of a year.

        So is what :func:`~.date_words.iso_date` knows of other forms.

        ``24:00`` is the midnight that follows, and a leap second is the second before it. Week
        dates (``2023-W05``) are refused: few readers know them.

        Raises:
            ValueError: the text is no such date; the message says what to write.
        """
        text = text.strip()
        try:
            return cls._parse(text)
        except ValueError as error:
            msg = f"{error}; write {advice(iso_date(text) or text)}"
            raise ValueError(msg) from None

    @classmethod
    def _parse(cls, text: str) -> NoteDate:
        if match := _PARTIAL.fullmatch(text):
            year, month = int(match[1]), None if match[2] is None else int(match[2])
            existing(year, 1 if month is None else month, 1)
            return cls(year, month)
        if not (match := _FULL.fullmatch(text)):
            if written := iso_date(text):
                return cls._parse(written)
            raise ValueError(reason(text))
        if match["ordinal"]:
            day = day_of_year(int(match["year"]), int(match["ordinal"]))
        else:
            day = existing(int(match["year"]), int(match["month"]), int(match["day"]))
        if not match["time"]:
            return cls(day.year, day.month, day.day)
        zone = (match["zone"] or "").upper()
        moment = _moment(day, match["time"].replace(":", ""), match["fraction"], zone)
        return cls(moment.year, moment.month, moment.day, moment)

    def __str__(self) -> str:
        """The date for readers, without a time: ``2023-03-28``, ``2023-03`` or ``2023``."""
        text = f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"
        return text if self.day is None else f"{text}-{self.day:02}"

    @property
    def machine(self) -> str:
        """The whole date for machines, valid in HTML's ``<time datetime>``."""
        if self.moment is None:
            return str(self)
        precision = "milliseconds" if self.moment.microsecond else "auto"
        return self.moment.isoformat(timespec=precision).replace("+00:00", "Z")

    @property
    def first_day(self) -> date:
        """The day, or the first of the month or the year where that is all that is known."""
        return date(self.year, self.month or 1, self.day or 1)

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


def _moment(day: date, time: str, fraction: str | None, zone: str) -> datetime:
    """Return a moment of a day. A fraction is one of the last unit that is written."""
    units = [int(time[at : at + 2]) for at in range(0, len(time), 2)]
    hour, minute, second = (*units, 0, 0)[:3]
    if second == 60 and minute == 59:  # noqa: PLR2004
        second, fraction = 59, None
    midnight = hour == 24 and not (minute or second or (fraction or "").strip(".,0"))  # noqa: PLR2004
    try:
        start = datetime.fromisoformat(
            f"{day.isoformat()}T{0 if midnight else hour:02}:{minute:02}:{second:02}{zone}"
        )
    except ValueError:
        raise ValueError(_NO_TIME) from None
    microseconds = 0
    if fraction and not midnight:
        unit = (3600, 60, 1)[len(units) - 1] * 1_000_000
        digits = fraction[1:13]
        microseconds = unit * int(digits) // 10 ** len(digits)
    try:
        return start + timedelta(days=midnight, microseconds=microseconds)
    except OverflowError:
        raise ValueError(YEARS) from None
