"""Dates: what may be written, what is kept of it, and how dates are ordered."""

from __future__ import annotations

import time
from calendar import month_abbr, month_name
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from datetime import time as clock_time
from itertools import pairwise, permutations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sphinxext.tagpages.core.dates import NoteDate
from tests.examples import examples

fast = examples(80)
offsets = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("text", "shown", "machine"),
    [
        ("2023", "2023", "2023"),
        ("2023-03", "2023-03", "2023-03"),
        ("2023-03-28", "2023-03-28", "2023-03-28"),
        (" 2023-03-28\n", "2023-03-28", "2023-03-28"),
        ("20230328", "2023-03-28", "2023-03-28"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("0001-01-01", "0001-01-01", "0001-01-01"),
        ("9999-12", "9999-12", "9999-12"),
        ("2023-03-28T09", "2023-03-28", "2023-03-28T09:00:00"),
        ("2023-03-28T09:30", "2023-03-28", "2023-03-28T09:30:00"),
        ("2023-03-28T09:30:15", "2023-03-28", "2023-03-28T09:30:15"),
        ("2023-03-28 09:30", "2023-03-28", "2023-03-28T09:30:00"),
        ("2023-03-28t09:30z", "2023-03-28", "2023-03-28T09:30:00Z"),
        ("2023-03-28T09:30Z", "2023-03-28", "2023-03-28T09:30:00Z"),
        ("2023-03-28T09:30+00:00", "2023-03-28", "2023-03-28T09:30:00Z"),
        ("2023-03-28T09:30+09:00", "2023-03-28", "2023-03-28T09:30:00+09:00"),
        ("2023-03-28 09:30 +09:00", "2023-03-28", "2023-03-28T09:30:00+09:00"),
        ("2023-03-28T09:30-0530", "2023-03-28", "2023-03-28T09:30:00-05:30"),
        ("2023-03-28T09:30+09", "2023-03-28", "2023-03-28T09:30:00+09:00"),
        ("20230328T093015Z", "2023-03-28", "2023-03-28T09:30:15Z"),
        ("20230328T0930+0900", "2023-03-28", "2023-03-28T09:30:00+09:00"),
        ("2023-03-28T09.5", "2023-03-28", "2023-03-28T09:30:00"),
        ("2023-03-28T09:30,25Z", "2023-03-28", "2023-03-28T09:30:15Z"),
        ("2023-03-28T09:30:00-00:00", "2023-03-28", "2023-03-28T09:30:00Z"),
        ("2023-03-28T23:59:59.9999999999", "2023-03-28", "2023-03-28T23:59:59.999"),
        ("2023-087", "2023-03-28", "2023-03-28"),
        ("2024-366", "2024-12-31", "2024-12-31"),
        ("2023-087T09:30Z", "2023-03-28", "2023-03-28T09:30:00Z"),
        ("2023-03-28T24:00", "2023-03-29", "2023-03-29T00:00:00"),
        ("2023-12-31T24:00:00.0+09:00", "2024-01-01", "2024-01-01T00:00:00+09:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31", "2016-12-31T23:59:59Z"),
        ("2017-01-01T08:59:60.5+09:00", "2017-01-01", "2017-01-01T08:59:59+09:00"),
        ("0001-01-01T00:00+23:59", "0001-01-01", "0001-01-01T00:00:00+23:59"),
        ("9999-12-31T23:59:59-23:59", "9999-12-31", "9999-12-31T23:59:59-23:59"),
    ],
)
def test_every_accepted_form_is_kept_as_exact_as_it_was_written(text: str, shown: str, machine: str) -> None:
    read = NoteDate.parse(text)
    assert str(read) == shown
    assert read.machine == machine


@pytest.mark.parametrize("text", ["2023-03-28T09:30:15.25", "2023-03-28T09:30:15,25Z"])
def test_fractions_of_a_second_are_understood_with_point_and_comma(text: str) -> None:
    moment = NoteDate.parse(text).moment
    assert moment is not None
    assert moment.microsecond == 250_000


def test_what_was_not_written_is_not_made_up() -> None:
    assert (NoteDate.parse("2023").month, NoteDate.parse("2023").month_text) == (None, None)
    assert (NoteDate.parse("2023-03").day, NoteDate.parse("2023-03").month_text) == (None, "2023-03")
    assert NoteDate.parse("2023-03-28").moment is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "23-03-28",
        "-2023",
        "12023",
    ],
)
def test_what_is_no_date_is_refused_with_advice(text: str) -> None:
    with pytest.raises(ValueError, match=r"write a date such as 2023-03-28"):
        NoteDate.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "0000",
        "2023-13",
        "2023-02-29",
        "2023-04-31",
        "2023-00-10",
        "2023-01-00",
        "2023-03-28T25:00",
        "2023-03-28T09:60",
        "2023-03-28T09:30+24:00",
    ],
)
def test_a_day_or_an_hour_that_does_not_exist_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        NoteDate.parse(text)


@fast
@given(
    st.one_of(
        st.text(max_size=30),
        st.text("0123456789-:TtZz+., W", max_size=30),
        st.from_regex(
            r"\d{4}(-?\d{2}(-?\d{2}([T ]\d{2}(:?\d{2}){0,2}([.,]\d{1,9})?(Z|[+-]\d{2}(:?\d{2})?)?)?)?)?",
            fullmatch=True,
        ),
    )
)
@example("0001-01-01T00:00+23:59")
@example("9999-12-31T23:59:59.999999-23:59")
@example("9999-12-31T24:00")
def test_no_text_does_worse_than_being_refused(text: str) -> None:
    try:
        read = NoteDate.parse(text)
    except ValueError:
        return
    again = NoteDate.parse(read.machine)
    assert again.machine == read.machine  # HTML has no more than milliseconds
    assert again.sort_key() == pytest.approx(read.sort_key(), abs=0.001)
    assert NoteDate.parse(str(read)) == NoteDate(read.year, read.month, read.day)
    assert read.sort_key() < (9999, 12, 32, 0)


@fast
@given(st.dates())
def test_every_day_from_year_1_to_9999_is_read(day: date) -> None:
    read = NoteDate.parse(day.isoformat())
    assert (read.year, read.month, read.day) == (day.year, day.month, day.day)
    assert str(read) == day.isoformat()


@fast
@given(st.datetimes(timezones=st.one_of(st.none(), offsets)))
@example(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=23, minutes=59))))
@example(datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=-23, minutes=-59))))
def test_a_date_time_keeps_the_day_and_the_zone_it_was_written_in(moment: datetime) -> None:
    read = NoteDate.parse(moment.isoformat())
    assert read.moment == moment
    assert read.moment is not None
    assert read.moment.utcoffset() == moment.utcoffset()
    assert (read.year, read.month, read.day) == (moment.year, moment.month, moment.day)


@pytest.fixture
def _far_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change the zone of a running program")
    monkeypatch.setenv("TZ", "XXX-13")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_far_away")
def test_the_zone_of_the_machine_that_builds_changes_nothing() -> None:
    local = NoteDate.parse("2023-03-28T23:30")
    assert local.machine == "2023-03-28T23:30:00"
    assert local.sort_key() == NoteDate.parse("2023-03-28T23:30Z").sort_key()


ASCENDING = [
    "0001",
    "2022-12-31T23:59:59Z",
    "2023",
    "2023-01",
    "2023-01-01",
    "2023-01-01T00:00",
    "2023-01-01T00:00:00.5",
    "2023-01-01T10:00",
    "2023-01-02",
    "2023-02",
    "2024",
    "9999-12-31",
]


@pytest.mark.parametrize(("earlier", "later"), list(pairwise(ASCENDING)))
def test_the_less_exact_date_comes_before_the_more_exact_one(earlier: str, later: str) -> None:
    assert NoteDate.parse(earlier).sort_key() < NoteDate.parse(later).sort_key()


def test_moments_of_one_day_compare_as_instants() -> None:
    texts = ["2023-03-28T09:00+09:00", "2023-03-28T00:30Z", "2023-03-28T01:00", "2023-03-28T00:00-05:00"]
    for shuffled in permutations(texts):
        assert sorted(shuffled, key=lambda text: NoteDate.parse(text).sort_key()) == texts


def test_the_day_as_written_counts_before_the_instant() -> None:
    in_tokyo, in_london = NoteDate.parse("2023-03-29T00:30+09:00"), NoteDate.parse("2023-03-28T23:00Z")
    assert in_tokyo.sort_key() > in_london.sort_key()


@fast
@given(st.dates(), st.dates(), st.times(), offsets)
def test_a_later_day_is_later_whatever_the_time_and_the_zone(
    one: date, other: date, clock: clock_time, zone: timezone
) -> None:
    assume(one != other)
    earlier, later = min(one, other), max(one, other)
    moment = datetime.combine(earlier, clock, zone)
    assert NoteDate.parse(moment.isoformat()).sort_key() < NoteDate.parse(later.isoformat()).sort_key()


def test_a_time_for_machines_has_no_finer_fraction_than_html_has() -> None:
    assert NoteDate.parse("2023-03-28T09:30:15.25Z").machine == "2023-03-28T09:30:15.250Z"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("yesterday", "write a date such as 2023-03-28, 2023-03, 2023 or"),
        ("2019-13-01", "there is no month 13; write 2019$"),
        ("2019-00", "there is no month 00; write 2019$"),
        ("2019-02-30", "2019-02 has 28 days; write 2019-02$"),
        ("3/25/2019", "not an ISO date; write a date such as"),
        ("0000-13", "years are 0001 to 9999; write a date such as"),
    ],
)
def test_a_refusal_says_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        NoteDate.parse(text)


@pytest.mark.parametrize(
    ("text", "machine"),
    [
        ("27 November 2012", "2012-11-27"),
        ("27. November, 2012", "2012-11-27"),
        ("27-Nov-2012", "2012-11-27"),
        ("March 28 2023", "2023-03-28"),
        ("Mar. 28th, 2023", "2023-03-28"),
        ("3rd November 2021", "2021-11-03"),
        ("3rd  of november 2021", "2021-11-03"),
        ("Monday, March 8, 2021", "2021-03-08"),
        ("Nov. 2012", "2012-11"),
        ("SEPT 2012", "2012-09"),
        ("2012 Nov", "2012-11"),
        ("2012-Nov-7", "2012-11-07"),
        ("28 mars 2023", "2023-03-28"),
        ("1er août 2023", "2023-08-01"),
        ("28. Ma\u0308rz 2023", "2023-03-28"),
        ("28 de marzo de 2023", "2023-03-28"),
        ("2023/03/28", "2023-03-28"),
        ("2023/3/8", "2023-03-08"),
        ("2023-3-8", "2023-03-08"),
        ("03/2023", "2023-03"),
        ("3.2023", "2023-03"),
        ("2023.03.08", "2023-03-08"),
        ("2023. 3. 8.", "2023-03-08"),
        ("2023–03–08", "2023-03-08"),
        ("2023年3月8日", "2023-03-08"),
        ("2023年 3月", "2023-03"),
        ("2023년 3월 8일", "2023-03-08"),
        ("２０２３－０３－０８", "2023-03-08"),
        ("2021-03-05 10:00:00 +0900", "2021-03-05T10:00:00+09:00"),
        ("2021-03-05 10:00:00 UTC", "2021-03-05T10:00:00Z"),
        ("2021/03/05 9:30:15.5 -0430", "2021-03-05T09:30:15.500-04:30"),
        ("2021-03-05T9:30", "2021-03-05T09:30:00"),
        ("2021-03-05 +0900", "2021-03-05"),
        ("Tue, 27 Nov 2012 10:00:00 +0900", "2012-11-27T10:00:00+09:00"),
        ("Tue Nov 27 10:00:00 2012 GMT", "2012-11-27T10:00:00Z"),
        ("Nov 27, 2012 at 10:00", "2012-11-27T10:00:00"),
    ],
)
def test_a_date_beyond_doubt_is_read_in_other_forms_than_those_of_iso(text: str, machine: str) -> None:
    assert NoteDate.parse(text).machine == machine


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2021",  # in March or in April
        "28.3.2023",
        "2011/12",  # a month, or two years
        "27 November",
        "Nov 12",  # the day, or the year
        "1 May 20",
        "Spring 2021",
        "27-28 November 2012",
        "2021-03-05-29",
        "circa 27 November 2012",
        "before May 2012",
        "27 Novembert 2012",
        "November 2012 or 2013",
        "March 28, 2023 25:00",
        "March 28, 2023 10:00 CET",
    ],
)
def test_what_may_be_another_date_is_asked_about(text: str) -> None:
    with pytest.raises(ValueError, match="; write "):
        NoteDate.parse(text)


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_is_read_by_its_name(number: int) -> None:
    for name in (month_name[number], month_name[number].upper(), month_abbr[number]):
        assert str(NoteDate.parse(f"28 {name} 2023")) == f"2023-{number:02}-28"


@pytest.mark.parametrize("locale", ["de", "fr", "es", "it", "pt", "nl"])
def test_months_of_other_languages_are_those_of_their_calendars(locale: str) -> None:
    names = pytest.importorskip("babel.dates").get_month_names("wide", locale=locale)
    assert [NoteDate.parse(f"1 {names[number]} 2023").month for number in range(1, 13)] == [*range(1, 13)]


def test_a_day_in_words_that_does_not_exist_is_refused_with_a_reason() -> None:
    with pytest.raises(ValueError, match="2021-02 has 28 days; write 2021-02"):
        NoteDate.parse("30 February 2021")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2023/03", "2023-03"),
        ("28.03.2023", "2023-03-28"),
        ("31.4.2023", "2023-04"),
        ("٢٠٢٣-٠٣-٢٨", "2023-03-28"),
        ("2023-03-28T", "2023-03-28"),
        ("2023-03-28T09:3015", "2023-03-28"),
        ("2023-03-28T09:30 JST", "2023-03-28"),
        ("2023-03-28 to 2023-03-30", "2023-03-28"),
        ("2023-03-28/2023-03-30", "2023-03-28"),
        ("2023-04-31", "2023-04"),
    ],
)
def test_the_advice_names_the_date_that_is_meant(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"write {meant}$"):
        NoteDate.parse(text)
    assert str(NoteDate.parse(meant)) == meant


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0000", "years are 0001 to 9999"),
        ("0000-01-01", "years are 0001 to 9999"),
        ("-2023", "years are 0001 to 9999"),
        ("-0044-03-15", "years are 0001 to 9999"),
        ("+12023-03-28", "years are 0001 to 9999"),
        ("12023", "years are 0001 to 9999"),
        ("9999-12-31T24:00", "years are 0001 to 9999"),
        ("2023-13", "there is no month 13"),
        ("2023-00-10", "there is no month 00"),
        ("2023-04-31", "2023-04 has 30 days"),
        ("2023-02-29", "2023-02 has 28 days"),
        ("2023-01-00", "2023-01 has 31 days"),
        ("2023-366", "2023 has 365 days"),
        ("2023-000", "2023 has 365 days"),
        ("2023-W13", "dates by weeks are not read"),
        ("2023-03-28T25:00", "no such time of day or zone"),
        ("2023-03-28T24:01", "no such time of day or zone"),
        ("2023-03-28T24:00:00.5", "no such time of day or zone"),
        ("2023-03-28T09:30:60", "no such time of day or zone"),
        ("2023-03-28T09:30+24:00", "no such time of day or zone"),
        ("yesterday", "not an ISO date"),
    ],
)
def test_a_refusal_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}; write "):
        NoteDate.parse(text)


@fast
@given(
    st.text("0123456789-./年月日W, JanFebMarchof", max_size=24)
    | st.from_regex(r"\d{1,5}[-/. ]?(\d{1,3}|W\d\d|[A-Z][a-z]{2,8})[-/. ,]{0,2}\d{0,5}", fullmatch=True)
)
def test_what_the_advice_says_is_a_date(text: str) -> None:
    try:
        NoteDate.parse(text)
    except ValueError as error:
        advised = str(error).rpartition("; write ")[2].removeprefix("a date such as ")
        for form in advised.replace(", ", " or ").split(" or "):
            NoteDate.parse(form)
