"""The archive: every note on exactly one page, found by its date."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.archive import period_of, plan_archive
from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.problems import Origin
from tests.examples import examples

fast = examples(60)


def note(title: str, date: str = "", *, published: str = "") -> Note:
    return Note(
        title=title,
        id=title,
        origin=Origin("a.yaml", 1),
        date=NoteDate.parse(date) if date else None,
        published=NoteDate.parse(published) if published else None,
    )


def plan(per_page: int, *dates: str) -> dict[str, list[str]]:
    """Return the names of the pages with the numbers of the notes on them."""
    pages = plan_archive([note(str(number), date) for number, date in enumerate(dates)], per_page)
    return {page.name: [each.title for each in page.notes] for page in pages}


some_dates = st.sampled_from([
    "",
    "0987",
    "2022-12-31",
    "2023",
    "2023-01",
    "2023-01-05",
    "2023-03",
    "2023-03-28T09:30Z",
    "2023-12-01",
    "2024-02",
])
collections = st.lists(st.tuples(some_dates, some_dates), max_size=25).map(
    lambda dates: [note(str(number), date, published=out) for number, (date, out) in enumerate(dates)]
)


@fast
@given(collections, st.integers(0, 6), st.sets(st.integers(0, 25).map(str)))
def test_every_note_lives_on_one_page_and_every_dated_one_is_on_that_of_its_year_too(
    notes: list[Note], per_page: int, elsewhere: set[str]
) -> None:
    pages = plan_archive(notes, per_page, elsewhere)
    shown = [each.title for page in pages for each in page.notes]
    assert sorted(shown) == sorted(each.title for each in notes if each.id not in elsewhere)
    assert len({page.name for page in pages}) == len(pages)
    of_years = [each.title for page in pages if len(page.name) == 4 for each in (*page.notes, *page.lines)]
    assert sorted(of_years) == sorted(each.title for each in notes if each.effective_date)


@fast
@given(collections, st.integers(0, 6), collections, st.sets(st.integers(0, 25).map(str)))
def test_no_home_is_lost_when_notes_are_added(
    notes: list[Note], per_page: int, more: list[Note], elsewhere: set[str]
) -> None:
    """A note that moves leaves a line where it lived."""
    added = [replace(each, id=f"{each.id} more") for each in more]
    after = {page.name: page for page in plan_archive([*added, *notes], per_page, elsewhere)}
    for page in plan_archive(notes, per_page, elsewhere):
        now = after[page.name]
        assert {each.id for each in page.notes} <= {each.id for each in (*now.notes, *now.lines)}


@fast
@given(collections, st.integers(1, 6))
def test_no_more_than_the_limit_live_on_the_page_of_a_year_that_know_their_month(
    notes: list[Note], per_page: int
) -> None:
    for page in plan_archive(notes, per_page):
        of_months = [each for each in page.notes if page.name == page.period != period_of(each)]
        assert len(of_months) <= per_page
        assert page.notes or page.lines


@fast
@given(collections, st.integers(0, 6))
def test_a_page_is_called_after_the_period_of_its_notes(notes: list[Note], per_page: int) -> None:
    for page in plan_archive(notes, per_page):
        assert re.fullmatch(r"\d{4}(-\d{2})?|undated", page.name)
        assert page.name == page.period
        assert all(period_of(each).startswith(page.period) for each in (*page.notes, *page.lines))


def test_a_page_whose_name_is_taken_has_another() -> None:
    taken = {"2023", "2022", "2022-notes", "undated"}
    notes = [note("a", "2023"), note("b", "2022"), note("c"), note("d", "2021")]
    pages = plan_archive(notes, 0, is_taken=taken.__contains__)
    assert [page.name for page in pages] == ["2023-notes", "2022-notes-2", "2021", "undated-notes"]


@fast
@given(collections, st.integers(0, 6))
def test_the_newest_notes_come_first_and_undated_ones_last(notes: list[Note], per_page: int) -> None:
    pages = plan_archive(notes, per_page)
    for page in pages:
        for shown in (page.notes, page.lines):
            keys = [each.effective_date.sort_key() if each.effective_date else () for each in shown]
            assert keys == sorted(keys, reverse=True)
    years = [page.period[:4] for page in pages if page.period != "undated"]
    assert years == sorted(years, reverse=True)
    assert "undated" not in [page.period for page in pages[:-1]]


@fast
@given(collections)
def test_without_a_limit_there_is_one_page_a_year(notes: list[Note]) -> None:
    years = {period_of(each)[:4] if each.effective_date else "undated" for each in notes}
    assert {page.name for page in plan_archive(notes, 0)} == years


def test_a_year_has_one_page_until_it_is_over_the_limit() -> None:
    assert plan(3, "2023-01", "2023-02", "2023-03") == {"2023": ["2", "1", "0"]}
    assert plan(2, "2023-01", "2023-02", "2023-02") == {"2023": [], "2023-02": ["1", "2"], "2023-01": ["0"]}


def test_the_page_of_a_year_that_is_over_the_limit_names_its_notes() -> None:
    year, *months = plan_archive([note("a", "2023"), note("b", "2023-05"), note("c", "2023-06")], 1, {"c"})
    assert [each.title for each in year.notes] == ["a"]
    assert [each.title for each in year.lines] == ["c", "b"]
    assert [(page.name, len(page.notes), len(page.lines)) for page in months] == [
        ("2023-06", 0, 1),
        ("2023-05", 1, 0),
    ]


def test_notes_of_documents_do_not_have_a_year_divided() -> None:
    (page,) = plan_archive([note(str(day), f"2023-05-0{day}") for day in range(1, 6)], 2, {"1", "2", "3"})
    assert [each.title for each in page.notes] == ["5", "4"]
    assert [each.title for each in page.lines] == ["3", "2", "1"]


def test_notes_of_documents_without_a_date_are_not_named() -> None:
    assert plan_archive([note("a")], 0, {"a"}) == []


def test_only_the_year_that_is_over_the_limit_is_divided() -> None:
    pages = plan(2, "2022-01", "2022-02", "2023-01", "2023-02", "2023-03", "2024-01")
    assert list(pages) == ["2024", "2023", "2023-03", "2023-02", "2023-01", "2022"]


def test_notes_that_know_only_their_year_stand_on_its_own_page_when_it_is_divided() -> None:
    pages = plan(2, "2023", "2023-05", "2023-05-01", "2023")
    assert pages == {"2023": ["0", "3"], "2023-05": ["2", "1"]}


def test_pages_of_a_month_and_of_undated_notes_are_not_divided() -> None:
    assert plan(2, *["2023-05"] * 5) == {"2023": [], "2023-05": ["0", "1", "2", "3", "4"]}
    assert plan(2, *[""] * 3) == {"undated": ["0", "1", "2"]}


def test_the_page_of_undated_notes_comes_last() -> None:
    assert list(plan(1, "", "2022", "", "2023")) == ["2023", "2022", "undated"]


def test_notes_of_one_day_keep_the_order_they_are_given_in() -> None:
    assert plan(0, "2023-05-01", "2023-05-02", "2023-05-01", "2023-05-02") == {"2023": ["1", "3", "0", "2"]}


def test_an_early_year_has_four_digits() -> None:
    assert list(plan(1, "0987-01", "0987-02")) == ["0987", "0987-02", "0987-01"]


def test_there_is_no_page_without_a_note() -> None:
    assert plan_archive([], 0) == plan_archive([], 5) == []


@pytest.mark.parametrize(
    ("date", "published", "period"),
    [
        ("2023-03-28", "", "2023-03"),
        ("2023-03-28T23:30-11:00", "", "2023-03"),
        ("2023-03", "2010", "2023-03"),
        ("2023", "2010-01", "2023"),
        ("", "2010-01-15", "2010-01"),
        ("", "", "undated"),
    ],
)
def test_a_note_is_filed_under_its_date_else_its_publication(date: str, published: str, period: str) -> None:
    assert period_of(note("t", date, published=published)) == period
    (page,) = plan_archive([note("t", date, published=published)], 10)
    assert page.name == ("undated" if period == "undated" else period[:4])
