"""Headings in a listing: which notes stand together, in which order, and where the headings are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.core.grouping import Group, Words, group_entries, headings_between, parse_grouping
from sphinxext.tagpages.core.index import Entry, PlacedNote, build_index
from sphinxext.tagpages.core.listing import Heading
from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.options import IndexOptions
from sphinxext.tagpages.core.ordering import SortKey
from sphinxext.tagpages.core.problems import Origin
from tests.examples import examples

WORDS = Words("Pinned", "Undated", "Other", str)
NEWEST = (SortKey("date", descending=True),)


def entries(*notes: Mapping[str, Any], sort: Sequence[SortKey] = NEWEST) -> tuple[Entry, ...]:
    """Make entries of notes that are given by their fields, in the order of a listing."""
    placed = []
    for line, fields in enumerate(notes, start=1):
        values: dict[str, object] = {"title": f"note {line:03}", "id": f"n{line}"} | dict(fields)
        for name in ("date", "published"):
            if isinstance(given := values.get(name), str):
                values[name] = NoteDate.parse(given)
        note = Note(origin=Origin("a.yaml", line), **values)  # type: ignore[arg-type]
        placed.append(PlacedNote(note, ("a.yaml", line)))
    return build_index(placed, IndexOptions(sort=sort)).entries


def grouped(
    by: str | None, *notes: Mapping[str, Any], sort: Sequence[SortKey] = NEWEST
) -> dict[str, list[str]]:
    groups = group_entries(entries(*notes, sort=sort), by, sort, WORDS)
    return {group.title: [entry.note.id for entry in group.entries] for group in groups}


def of_years(count: int) -> list[dict[str, object]]:
    return [{"date": f"{2024 - number // 10}-01-01"} for number in range(count)]


def test_a_long_listing_by_date_has_headings_of_years() -> None:
    groups = grouped("auto", *of_years(26))
    assert {title: len(ids) for title, ids in groups.items()} == {"2024": 10, "2023": 10, "2022": 6}


@pytest.mark.parametrize(
    ("count", "sort"), [(25, NEWEST), (26, (SortKey("title"),)), (26, (SortKey("venue"), *NEWEST)), (26, ())]
)
def test_a_short_one_or_one_by_something_else_has_none(count: int, sort: tuple[SortKey, ...]) -> None:
    assert grouped("auto", *of_years(count), sort=sort) == {}


def test_none_is_none_however_long() -> None:
    assert grouped(None, *of_years(300)) == {}


def test_years_follow_the_direction_of_the_listing() -> None:
    notes: list[dict[str, Any]] = [{"date": "2021-05"}, {"date": "2023"}, {"date": "2022-01-01"}, {}]
    assert list(grouped("year", *notes)) == ["2023", "2022", "2021", "Undated"]
    assert list(grouped("year", *notes, sort=[SortKey("date")])) == ["2021", "2022", "2023", "Undated"]


def test_the_year_is_that_of_the_date_by_which_notes_are_sorted() -> None:
    note = {"date": "2024-01-01", "published": "2017-06-12"}
    assert list(grouped("year", note)) == ["2024"]
    assert list(grouped("year", note, sort=[SortKey("published", descending=True)])) == ["2017"]
    assert list(grouped("year", {"published": "2017"})) == ["2017"]


def test_a_note_of_a_year_alone_stands_after_its_months() -> None:
    notes: list[dict[str, Any]] = [{"date": "2023"}, {"date": "2023-02"}, {"date": "2023-11-30"}]
    assert list(grouped("month", *notes)) == ["2023-11", "2023-02", "2023"]


def test_notes_of_one_value_stand_together_in_the_order_of_the_listing() -> None:
    notes: list[dict[str, Any]] = [
        {"kind": "tool", "date": "2020"},
        {"kind": "Paper", "date": "2021"},
        {"date": "2024"},
        {"kind": "paper", "date": "2023"},
    ]
    # Case does not tell values apart; the one that comes first is shown.
    assert grouped("kind", *notes) == {"paper": ["n4", "n2"], "tool": ["n1"], "Other": ["n3"]}


def test_values_follow_each_other_as_texts_with_numbers_do() -> None:
    notes: list[dict[str, Any]] = [
        {"extra": {"part": part}} for part in ("Part 10", "Part 9", "", ["a", "b"])
    ]
    assert list(grouped("extra.part", *notes)) == ["Part 9", "Part 10", "Other"]


def test_a_note_of_several_authors_stands_once_under_the_first() -> None:
    notes: list[dict[str, Any]] = [{"authors": ("B", "A")}, {"authors": ("A",)}, {}]
    assert grouped("authors", *notes) == {"A": ["n2"], "B": ["n1"], "Other": ["n3"]}


def test_pinned_notes_stand_first_under_a_heading_of_their_own() -> None:
    notes: list[dict[str, Any]] = [{"date": "2024"}, {"date": "2011", "pinned": True}]
    assert grouped("year", *notes) == {"Pinned": ["n2"], "2024": ["n1"]}


@pytest.mark.parametrize(
    "text", ["auto", " year ", "month", "kind", "venue", "authors", "lang", "extra.data set"]
)
def test_what_a_listing_can_be_grouped_by(text: str) -> None:
    assert parse_grouping(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "hint"),
    [("yeer", "did you mean 'year'"), ("extra.", "write auto, year"), ("", "write auto, year")],
)
def test_anything_else_is_refused_with_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(ValueError, match="is nothing to group notes by") as error:
        parse_grouping(text)
    assert hint in str(error.value)


def test_a_page_names_the_group_that_goes_on_from_the_page_before() -> None:
    every = entries(*of_years(26))
    groups = group_entries(every, "year", NEWEST, WORDS)
    assert headings_between(groups, 0, 12) == {0: Heading("2024", 10), 10: Heading("2023", 10)}
    assert headings_between(groups, 12, 26) == {
        0: Heading("2023", 10, is_continued=True),
        8: Heading("2022", 6),
    }
    assert headings_between(groups, 20, 26) == {0: Heading("2022", 6)}
    assert headings_between((), 0, 26) == {}


@examples(60)
@given(
    st.lists(st.tuples(st.sampled_from(["2021", "2022-03", "2023-01-01", ""]), st.booleans()), max_size=30),
    st.sampled_from(["year", "month", "kind", "auto", None]),
    st.integers(1, 12),
)
def test_no_note_is_lost_and_every_one_of_a_page_has_a_heading(
    notes: list[tuple[str, bool]], by: str | None, per_page: int
) -> None:
    fields = [{"date": NoteDate.parse(date) if date else None, "pinned": pinned} for date, pinned in notes]
    every = entries(*fields)
    groups = group_entries(every, by, NEWEST, WORDS)
    if not groups:
        return
    shown = [entry for group in groups for entry in group.entries]
    assert sorted(entry.note.id for entry in shown) == sorted(entry.note.id for entry in every)
    under = {entry.note.id: group for group in groups for entry in group.entries}
    for start in range(0, len(shown), per_page):
        page = shown[start : start + per_page]
        headings = headings_between(groups, start, start + len(page))
        assert 0 in headings
        current = headings[0]
        for place, entry in enumerate(page):
            current = headings.get(place, current)
            group: Group = under[entry.note.id]
            assert (current.title, current.count) == (group.title, len(group.entries))
