"""The order of notes: total, with missing values last and pinned notes first."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.ordering import SORT_FIELDS, SortKey, natural_key, sort_notes
from sphinxext.tagpages.core.problems import Origin
from tests.examples import examples

fast = examples(60)


def note(
    title: str,
    date: str = "",
    *,
    published: str = "",
    note_id: str = "",
    authors: tuple[str, ...] = (),
    venue: str = "",
    pinned: bool = False,
) -> Note:
    return Note(
        title=title,
        id=note_id or title,
        origin=Origin("notes.yaml", 1),
        date=NoteDate.parse(date) if date else None,
        published=NoteDate.parse(published) if published else None,
        authors=authors,
        venue=venue,
        pinned=pinned,
    )


def titles(notes: list[Note], *keys: str) -> list[str]:
    return [each.title for each in sort_notes(notes, [SortKey.parse(key) for key in keys])]


dates = st.sampled_from([
    "",
    "2022",
    "2023",
    "2023-03",
    "2023-03-28",
    "2023-03-28T09:30+09:00",
    "2023-03-28T00:30Z",
])
some_titles = st.one_of(
    st.sampled_from(["", "a", "A", "ａ", "a 2", "a 10", "a 02", "2", "10", "研究", "é"]), st.text(max_size=5)
)
#: Every note has a line of its own, as in a file; all else may be the same.
many_notes = st.lists(
    st.builds(
        note,
        title=some_titles,
        date=dates,
        published=dates,
        note_id=st.sampled_from(["", "1", "01", "x"]),
        authors=st.sampled_from([(), ("B",), ("a", "b")]),
        venue=st.sampled_from(["", "ACL", "acl", "EMNLP 9", "EMNLP 10"]),
        pinned=st.booleans(),
    ),
    max_size=8,
).map(
    lambda notes: [
        replace(each, origin=Origin("notes.yaml", line)) for line, each in enumerate(notes, start=1)
    ]
)
many_keys = st.lists(
    st.builds(SortKey, field=st.sampled_from(SORT_FIELDS), descending=st.booleans()), max_size=3
)


@fast
@given(many_notes.flatmap(lambda notes: st.tuples(st.just(notes), st.permutations(notes))), many_keys)
def test_the_order_does_not_depend_on_the_order_of_reading(
    orders: tuple[list[Note], list[Note]], keys: list[SortKey]
) -> None:
    notes, shuffled = orders
    assert sort_notes(shuffled, keys) == sort_notes(notes, keys)


@fast
@given(many_notes, many_keys)
def test_sorting_loses_no_note_and_adds_none(notes: list[Note], keys: list[SortKey]) -> None:
    def by_line(each: Note) -> int:
        return each.origin.line or 0

    assert sorted(sort_notes(notes, keys), key=by_line) == notes


@fast
@given(many_notes, many_keys)
def test_pinned_notes_come_first_whatever_the_order(notes: list[Note], keys: list[SortKey]) -> None:
    pinned = [each.pinned for each in sort_notes(notes, keys)]
    assert pinned == sorted(pinned, reverse=True)


@fast
@given(many_notes, st.sampled_from(["authors", "venue", "published", "title"]), st.booleans())
def test_notes_without_a_value_come_last_in_either_direction(
    notes: list[Note], field: str, descending: bool
) -> None:
    ordered = sort_notes(notes, [SortKey(field, descending)])
    for pinned in (True, False):
        missing = [not getattr(each, field) for each in ordered if each.pinned is pinned]
        assert missing == sorted(missing)


@fast
@given(many_notes)
def test_the_opposite_direction_turns_the_dates_round(notes: list[Note]) -> None:
    def dates_of(key: str) -> list[object]:
        ordered = sort_notes(notes, [SortKey.parse(key)])
        return [each.published.sort_key() for each in ordered if each.published and not each.pinned]

    assert dates_of("-published") == dates_of("published")[::-1]


def test_dates_ascend_and_descend_with_undated_notes_last() -> None:
    notes = [note("undated"), note("b", "2023-03"), note("c", "2024"), note("a", "2022-12-31")]
    assert titles(notes, "date") == ["a", "b", "c", "undated"]
    assert titles(notes, "-date") == ["c", "b", "a", "undated"]


def test_the_day_of_publication_stands_in_for_an_absent_date() -> None:
    notes = [
        note("read 2023, out 2010", "2023", published="2010"),
        note("out 2022", published="2022"),
        note("read 2021", "2021"),
    ]
    assert titles(notes, "date") == ["read 2021", "out 2022", "read 2023, out 2010"]


def test_a_date_does_not_stand_in_for_the_day_of_publication() -> None:
    notes = [note("read only", "2021"), note("out 2022", "2023", published="2022")]
    assert titles(notes, "published") == ["out 2022", "read only"]


def test_a_second_key_orders_what_the_first_leaves_equal() -> None:
    notes = [
        note("c", "2023", venue="ACL"),
        note("a", "2022", venue="ACL"),
        note("b", "2023", venue="EMNLP"),
        note("d", "2024", venue="EMNLP"),
    ]
    assert titles(notes, "venue", "-date") == ["c", "a", "d", "b"]
    assert titles(notes, "-venue", "date") == ["b", "d", "a", "c"]


def test_ties_end_at_the_title_and_then_at_the_id_in_either_direction() -> None:
    notes = [note("b", "2023"), note("a", "2023", note_id="id 10"), note("a", "2023", note_id="id 9")]
    for key in ("date", "-date"):
        ordered = sort_notes(notes, [SortKey.parse(key)])
        assert [(each.title, each.id) for each in ordered] == [("a", "id 9"), ("a", "id 10"), ("b", "b")]


def test_digits_count_as_numbers() -> None:
    notes = [note(title) for title in ["GPT-10", "GPT-4", "GPT-3.5", "GPT-04 b", "GPT-2", "1e3", "999"]]
    assert titles(notes) == ["1e3", "999", "GPT-2", "GPT-3.5", "GPT-4", "GPT-04 b", "GPT-10"]


def test_leading_zeros_make_no_number_bigger() -> None:
    assert titles([note("v10"), note("v8"), note("v007"), note("v0009")]) == ["v007", "v8", "v0009", "v10"]


def test_very_long_numbers_are_compared_too() -> None:
    bigger = "1" + "0" * 5000
    assert titles([note(bigger), note("9" * 5000), note("8")]) == ["8", "9" * 5000, bigger]


def test_case_and_width_do_not_count_in_titles() -> None:
    notes = [note(title) for title in ["Beta", "ａlpha 2", "alpha 1", "ALPHA 3", "beta 2"]]
    assert titles(notes) == ["alpha 1", "ａlpha 2", "ALPHA 3", "Beta", "beta 2"]


def test_pinned_notes_are_in_order_among_themselves() -> None:
    notes = [
        note("new", "2024"),
        note("old pinned", "2020", pinned=True),
        note("new pinned", "2023", pinned=True),
        note("undated pinned", pinned=True),
    ]
    assert titles(notes, "-date") == ["new pinned", "old pinned", "undated pinned", "new"]


@fast
@given(st.lists(st.one_of(some_titles, st.text(st.sampled_from("0123٣²½a. "), max_size=8))))
def test_any_texts_can_be_compared(texts: list[str]) -> None:
    by_key = sorted(texts, key=natural_key)
    for smaller, larger in pairwise(by_key):
        assert natural_key(smaller) <= natural_key(larger)
        assert not natural_key(larger) < natural_key(smaller)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("date", SortKey("date")),
        ("-date", SortKey("date", descending=True)),
        (" - published ", SortKey("published", descending=True)),
        ("title", SortKey("title")),
    ],
)
def test_a_sort_key_is_a_field_with_a_hyphen_for_descending(text: str, key: SortKey) -> None:
    assert SortKey.parse(text) == key


@pytest.mark.parametrize(
    "text", ["", "-", "datum", "--date", "+date", "date title", "tags", "extra", "__class__"]
)
def test_a_field_that_cannot_be_sorted_by_is_refused_with_those_that_can(text: str) -> None:
    with pytest.raises(ValueError, match=r"title.*date.*published.* - before it"):
        SortKey.parse(text)
