"""The archive: every note on exactly one page, found by its date."""

from __future__ import annotations

import re

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
@given(collections, st.integers(0, 6))
def test_every_note_is_on_exactly_one_page(notes: list[Note], per_page: int) -> None:
    pages = plan_archive(notes, per_page)
    shown = [each.title for page in pages for each in page.notes]
    assert sorted(shown) == sorted(each.title for each in notes)
    assert len({page.name for page in pages}) == len(pages)


@fast
@given(collections, st.integers(1, 6))
def test_no_page_holds_more_than_the_limit_or_nothing(notes: list[Note], per_page: int) -> None:
    assert all(1 <= len(page.notes) <= per_page for page in plan_archive(notes, per_page))


@fast
@given(collections, st.integers(0, 6))
def test_a_page_is_called_after_the_period_of_its_notes(notes: list[Note], per_page: int) -> None:
    for page in plan_archive(notes, per_page):
        assert re.fullmatch(r"(\d{4}(-\d{2})?|undated)(/[2-9]|/\d\d+)?", page.name)
        assert page.name == (page.period if page.number == 1 else f"{page.period}/{page.number}")
        assert all(period_of(each).startswith(page.period) for each in page.notes)


@fast
@given(collections, st.integers(0, 6))
def test_the_newest_notes_come_first_and_undated_ones_last(notes: list[Note], per_page: int) -> None:
    shown = [each for page in plan_archive(notes, per_page) for each in page.notes]
    keys = [each.effective_date.sort_key() if each.effective_date else (0, 0, 0, 0.0) for each in shown]
    assert keys == sorted(keys, reverse=True)


@fast
@given(collections)
def test_without_a_limit_there_is_one_page_a_year(notes: list[Note]) -> None:
    years = {period_of(each)[:4] if each.effective_date else "undated" for each in notes}
    assert {page.name for page in plan_archive(notes, 0)} == years


def test_a_year_has_one_page_until_it_is_over_the_limit() -> None:
    assert plan(3, "2023-01", "2023-02", "2023-03") == {"2023": ["2", "1", "0"]}
    assert plan(2, "2023-01", "2023-02", "2023-02") == {"2023-02": ["1", "2"], "2023-01": ["0"]}


def test_only_the_year_that_is_over_the_limit_is_divided() -> None:
    pages = plan(2, "2022-01", "2022-02", "2023-01", "2023-02", "2023-03", "2024-01")
    assert list(pages) == ["2024", "2023-03", "2023-02", "2023-01", "2022"]


def test_notes_that_know_only_their_year_stand_on_its_own_page_when_it_is_divided() -> None:
    pages = plan(2, "2023", "2023-05", "2023-05-01", "2023")
    assert pages == {"2023-05": ["2", "1"], "2023": ["0", "3"]}


def test_a_month_or_undated_notes_over_the_limit_go_on_with_numbered_pages() -> None:
    assert plan(2, *["2023-05"] * 5) == {"2023-05": ["0", "1"], "2023-05/2": ["2", "3"], "2023-05/3": ["4"]}
    assert plan(2, *[""] * 3) == {"undated": ["0", "1"], "undated/2": ["2"]}


def test_the_page_of_undated_notes_comes_last() -> None:
    assert list(plan(1, "", "2022", "", "2023")) == ["2023", "2022", "undated", "undated/2"]


def test_notes_of_one_day_keep_the_order_they_are_given_in() -> None:
    assert plan(0, "2023-05-01", "2023-05-02", "2023-05-01", "2023-05-02") == {"2023": ["1", "3", "0", "2"]}


def test_an_early_year_has_four_digits() -> None:
    assert list(plan(1, "0987-01", "0987-02")) == ["0987-02", "0987-01"]


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
