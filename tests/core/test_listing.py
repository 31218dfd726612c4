"""Listings: which notes an author gets, in which order, and where the fold is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.core.index import Entry, PlacedNote, TagIndex, build_index
from sphinxext.tagpages.core.listing import fold, paginate, shown_pages
from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.options import IndexOptions
from sphinxext.tagpages.core.ordering import SortKey
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.core.selection import Selection
from tests.examples import examples

fast = examples(60)


def index_of(*notes: tuple[str, str, tuple[str, ...]], options: IndexOptions | None = None) -> TagIndex:
    """Make an index of notes given as title, date and tags."""
    return build_index(
        [
            PlacedNote(
                Note(title, title, Origin("a.yaml", line), date=NoteDate.parse(date), tags=tags),
                ("a.yaml", line),
            )
            for line, (title, date, tags) in enumerate(notes, start=1)
        ],
        options or IndexOptions(),
    )


def entries(count: int) -> tuple[Entry, ...]:
    return index_of(*((f"note {number}", "2023", ()) for number in range(count))).entries


def titles(shown: Sequence[Entry]) -> list[str]:
    return [entry.note.title for entry in shown]


@pytest.mark.parametrize(
    ("count", "visible", "shown"),
    [
        (16, 10, 10),
        (13, 10, 10),
        (12, 10, 12),
        (11, 10, 11),
        (10, 10, 10),
        (9, 10, 9),
        (4, 1, 1),
        (3, 1, 3),
        (500, 0, 500),
        (500, 500, 500),
        (0, 10, 0),
        (0, 0, 0),
    ],
)
def test_a_fold_hides_three_notes_or_more_and_zero_means_no_fold(
    count: int, visible: int, shown: int
) -> None:
    listing = fold(entries(count), visible)
    assert (len(listing.visible), len(listing.folded)) == (shown, count - shown)


@fast
@given(st.integers(0, 30), st.integers(-1, 30))
def test_a_fold_loses_no_note_and_keeps_the_order(count: int, visible: int) -> None:
    every = entries(count)
    listing = fold(every, visible)
    assert listing.visible + listing.folded == every
    assert len(listing.folded) == 0 or len(listing.folded) >= 3
    assert listing.total == count


def test_the_total_of_one_page_is_that_of_the_whole_listing() -> None:
    assert fold(entries(5), 2, total=300).total == 300


def test_a_listing_has_no_button_for_the_tag_of_its_own_page() -> None:
    index = index_of(("1", "2023", ("NLP", "Alignment", "LLM")))
    (entry,) = index.entries
    own = fold(index.entries, 10, tag=index.tag("alignment"))
    assert [tag.label for tag in own.buttons(entry)] == ["NLP", "LLM"]
    assert [tag.label for tag in fold(index.entries, 10).buttons(entry)] == ["NLP", "Alignment", "LLM"]


def test_a_skipped_tag_gets_no_button() -> None:
    index = index_of(("1", "2023", ("NLP", "todo")), options=IndexOptions(skip_tags=["todo"]))
    assert [tag.label for tag in fold(index.entries, 10).buttons(index.entries[0])] == ["NLP"]


@pytest.mark.parametrize(
    ("count", "per_page", "sizes"),
    [
        (5, 2, [2, 2, 1]),
        (4, 2, [2, 2]),
        (2, 2, [2]),
        (1, 2, [1]),
        (500, 0, [500]),
        (500, 200, [200, 200, 100]),
    ],
)
def test_pages_are_full_but_the_last_and_zero_means_one_page(
    count: int, per_page: int, sizes: list[int]
) -> None:
    assert [len(page) for page in paginate(entries(count), per_page)] == sizes


@fast
@given(st.integers(1, 40), st.integers(0, 12))
def test_pages_lose_no_note_and_keep_the_order(count: int, per_page: int) -> None:
    every = entries(count)
    pages = paginate(every, per_page)
    assert [entry for page in pages for entry in page] == list(every)
    assert all(page and (not per_page or len(page) <= per_page) for page in pages)


LIBRARY = index_of(
    ("LIMA", "2023-05", ("NLP", "Alignment")),
    ("LoRA", "2021-06", ("NLP", "Finetuning")),
    ("DPO", "2023-06", ("NLP", "Alignment", "Finetuning")),
    ("CLIP", "2021-02", ("Vision",)),
    ("Untagged", "2020", ()),
)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), ["DPO", "LIMA", "LoRA", "CLIP", "Untagged"]),
        (Selection(tags=("NLP",)), ["DPO", "LIMA", "LoRA"]),
        (Selection(tags=("NLP", "Alignment")), ["DPO", "LIMA"]),
        (Selection(tags=("nlp", "ＡＬＩＧＮＭＥＮＴ")), ["DPO", "LIMA"]),
        (Selection(any_tags=("Alignment", "Vision")), ["DPO", "LIMA", "CLIP"]),
        (Selection(not_tags=("Finetuning",)), ["LIMA", "CLIP", "Untagged"]),
        (Selection(not_tags=("Finetuning", "Vision")), ["LIMA", "Untagged"]),
        (Selection(tags=("NLP",), any_tags=("Alignment", "Finetuning"), not_tags=("finetuning",)), ["LIMA"]),
        (Selection(tags=("NLP", "Vision")), []),
        (Selection(tags=("no such tag",)), []),
        (Selection(any_tags=("no such tag", "Vision")), ["CLIP"]),
        (Selection(any_tags=("no such tag",)), []),
        (Selection(not_tags=("no such tag", "NLP")), ["CLIP", "Untagged"]),
        (Selection(limit=2), ["DPO", "LIMA"]),
        (Selection(limit=99), ["DPO", "LIMA", "LoRA", "CLIP", "Untagged"]),
        (Selection(tags=("NLP",), limit=1), ["DPO"]),
        (Selection(sort=(SortKey("title"),)), ["CLIP", "DPO", "LIMA", "LoRA", "Untagged"]),
        (Selection(sort=(SortKey("date"),), limit=2), ["Untagged", "CLIP"]),
        (
            Selection(any_tags=("Alignment", "Vision"), sort=(SortKey("title", descending=True),)),
            ["LIMA", "DPO", "CLIP"],
        ),
    ],
)
def test_a_listing_shows_the_notes_with_all_one_of_and_none_of_the_tags(
    selection: Selection, expected: list[str]
) -> None:
    assert titles(selection.select(LIBRARY)) == expected


names = st.lists(st.sampled_from(["NLP", "Alignment", "Finetuning", "Vision", "unknown"]), max_size=3).map(
    tuple
)


@fast
@given(names, names, names)
def test_a_note_is_selected_exactly_if_its_tags_say_so(
    required: tuple[str, ...], one_of: tuple[str, ...], none_of: tuple[str, ...]
) -> None:
    selected = Selection(required, one_of, none_of).select(LIBRARY)
    for entry in LIBRARY.entries:
        has = set(entry.note.tags)
        fits = (
            has.issuperset(required)
            and (not one_of or not has.isdisjoint(one_of))
            and has.isdisjoint(none_of)
        )
        assert (entry in selected) is fits


def test_names_that_are_no_tag_of_any_note_are_told_as_the_author_wrote_them() -> None:
    selection = Selection(tags=("nlp", "Alignmnet"), any_tags=("Visoin",), not_tags=("vision", "Todo"))
    assert selection.unknown_tags(LIBRARY) == [
        ("Alignmnet", "tags"),
        ("Visoin", "any-tags"),
        ("Todo", "not-tags"),
    ]
    assert Selection(tags=("nlp",)).unknown_tags(LIBRARY) == []


def test_skipped_tags_select_notes_all_the_same() -> None:
    index = index_of(
        ("a", "2023", ("todo", "x")), ("b", "2023", ("x",)), options=IndexOptions(skip_tags=("todo",))
    )
    assert Selection(not_tags=("todo",)).select(index) == (index.by_id["b"],)
    assert Selection(tags=("todo",)).select(index) == (index.by_id["a"],)
    assert Selection(tags=("todo", "none")).unknown_tags(index) == [("none", "tags")]


def test_no_notes_are_one_empty_page() -> None:
    assert paginate([], 5) == paginate([], 0) == [[]]


@pytest.mark.parametrize(
    ("current", "count", "shown"),
    [
        (1, 2, "1 2"),
        (2, 7, "1 2 3 4 5 6 7"),
        (1, 8, "1 2 0 5 0 8"),
        (50, 100, "1 0 25 0 49 50 51 0 75 0 100"),
        (1, 100, "1 2 0 51 0 100"),
        (100, 100, "1 0 50 0 99 100"),
    ],
)
def test_of_many_pages_the_first_the_last_the_next_and_those_half_way_are_named(
    current: int, count: int, shown: str
) -> None:
    assert shown_pages(current, count) == [int(number) for number in shown.split()]


@fast
@given(st.integers(1, 400), st.data())
def test_links_to_pages_are_in_order_and_leave_out_no_single_one(count: int, data: st.DataObject) -> None:
    current = data.draw(st.integers(1, count))
    shown = shown_pages(current, count)
    numbers = [number for number in shown if number]
    assert numbers == sorted(set(numbers))
    assert {1, max(current - 1, 1), current, min(current + 1, count), count} <= set(numbers)
    assert len(shown) <= 13
    for place, number in enumerate(shown):
        if number == 0:
            assert shown[place + 1] - shown[place - 1] > 2
