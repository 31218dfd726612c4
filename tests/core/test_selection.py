"""The one selection of notes, by tags, years, fields and words: for lists, and for readers of all notes."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.index import Entry, TagIndex
from sphinxext.tagpages.core.ordering import SortKey
from sphinxext.tagpages.core.selection import ALL, ORDERS, Selection
from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.util.text import folded
from tests.examples import examples
from tests.questions import answer, index_of, library, questions

NOTES: list[dict[str, Any]] = [
    {"id": "a", "title": "Straße", "tags": ["NLP", "C++"], "date": "2021-05", "authors": ["Ann", "Bob"]},
    {"id": "b", "title": "Two words", "tags": ["NLP"], "published": "2023", "kind": "Paper", "venue": "ACL"},
    {"id": "c", "title": "Three", "summary": "Of ΟΔΌΣ.", "pinned": True, "date": "2022-01-01T10:00:00+09:00"},
    {"id": "d", "title": "Four", "tags": ["Ｗｉｄｅ"], "date": "2022-01-01T05:00:00Z", "authors": ["bob"]},
]
INDEX = index_of(NOTES)


def ids(selection: Selection, index: TagIndex = INDEX) -> str:
    return " ".join(answer(index, selection, 180))


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (ALL, "c b d a"),
        (Selection(sort=ORDERS["date"]), "c a d b"),
        (Selection(sort=ORDERS["title"]), "c d a b"),
        (Selection(words="STRASSE"), "a"),
        (Selection(words="w o"), "b d"),
        (Selection(words="words\u3000two"), "b"),
        (Selection(words="twowords"), ""),
        (Selection(words="οδός"), "c"),
        (Selection(words="wide"), "d"),
        (Selection(words="acl"), "b"),
        (Selection(words="ann"), "a"),
        (Selection(words="paper"), ""),
        (Selection(words=" \t"), "c b d a"),
        (Selection(since="2022"), "c b d"),
        (Selection(until="2022"), "c d a"),
        (Selection(since="2022", until="2022"), "c d"),
        (Selection(until="0001"), ""),
        (Selection(since="2021-05"), "c b d a"),
        (Selection(since="2021-05-01"), "c b d"),
        (Selection(until="2021-05-01"), "a"),
        (Selection(since="2023-01"), ""),
        (Selection(since="2022-01-01", until="2023-01"), "c b d"),
        (Selection(kind="PAPER"), "b"),
        (Selection(venue="ａcl"), "b"),
        (Selection(venue="ac"), ""),
        (Selection(authors=("BOB",)), "d a"),
        (Selection(authors=("BOB", "ann")), "a"),
        (Selection(tags=("nlp",), words="two", since="2020"), "b"),
    ],
)
def test_notes_are_chosen_by_words_years_and_fields(selection: Selection, expected: str) -> None:
    assert ids(selection) == expected


def test_a_note_without_a_date_is_of_no_year() -> None:
    index = index_of([{"id": "a", "title": "A"}])
    assert ids(ALL, index) == "a"
    assert ids(Selection(since="0001"), index) == ids(Selection(until="9999"), index) == ""


def test_a_word_is_not_found_where_a_snippet_was_cut_nor_across_two_texts() -> None:
    index = index_of([{"id": "a", "title": "One", "venue": "Two", "summary": "three four five"}])
    assert answer(index, Selection(words="three"), 10) == ["a"]
    assert answer(index, Selection(words="five"), 10) == []
    assert answer(index, Selection(words="…"), 10) == []
    assert answer(index, Selection(words="onetwo"), 10) == []


def first_day(date: object) -> str:
    return f"{date}-00-00"[:10]


def last_day(date: str) -> str:
    return f"{date}-99-99"[:10]


def naive(entry: Entry, selection: Selection) -> bool:
    """What the manual says, word for word."""
    note = entry.note
    own = {tag_key(name) for name in note.tags}
    shown = [note.title, note.summary, note.venue, *note.authors, *(tag.label for tag in entry.tags)]
    date = note.date or note.published
    conditions = [
        all(tag_key(name) in own for name in selection.tags),
        not selection.any_tags or any(tag_key(name) in own for name in selection.any_tags),
        not any(tag_key(name) in own for name in selection.not_tags),
        all(
            any(word in " ".join(folded(text).split()) for text in shown)
            for word in folded(selection.words).split()
        ),
        not selection.since or (date is not None and first_day(date) >= first_day(selection.since)),
        not selection.until or (date is not None and first_day(date) <= last_day(selection.until)),
        not selection.kind or folded(note.kind) == folded(selection.kind),
        not selection.venue or folded(note.venue) == folded(selection.venue),
        all(folded(name) in [folded(author) for author in note.authors] for name in selection.authors),
    ]
    return all(conditions)


@examples(30)
@given(st.integers(0, 10**6))
def test_a_selection_is_what_the_manual_says(seed: int) -> None:
    index = index_of(library(30, seed))
    for selection in questions(index, 20, seed):
        expected = [entry.name for entry in index.entries if naive(entry, selection)]
        found = answer(index, selection, 10_000)
        assert sorted(found) == sorted(expected)
        if selection.sort is None:
            assert found == expected


@examples(30)
@given(st.integers(0, 10**6), st.sampled_from(sorted(ORDERS)))
def test_pinned_notes_are_first_and_undated_ones_last_in_every_order(seed: int, order: str) -> None:
    entries = Selection(sort=ORDERS[order]).select(index_of(library(40, seed)))
    pinned = [entry.note.pinned for entry in entries]
    assert pinned == sorted(pinned, reverse=True)
    if order != "title":
        dated = [entry.note.effective_date is not None for entry in entries if not entry.note.pinned]
        assert dated == sorted(dated, reverse=True)


def test_the_address_says_what_is_chosen() -> None:
    selection = Selection(
        tags=("A & B", "C++"),
        any_tags=("研究",),
        not_tags=("100%",),
        words="two words",
        since="2021",
        until="2023-05",
        kind="paper",
        authors=("Ann", "Bob"),
        venue="ACL",
        limit=3,
        sort=ORDERS["date"],
    )
    assert " " not in selection.query
    assert "+" not in selection.query
    assert parse_qs(selection.query) == {
        "tag": ["A & B", "C++"],
        "any": ["研究"],
        "not": ["100%"],
        "q": ["two words"],
        "from": ["2021"],
        "to": ["2023-05"],
        "kind": ["paper"],
        "author": ["Ann", "Bob"],
        "venue": ["ACL"],
        "sort": ["date"],
    }
    assert ALL.query == Selection(sort=(SortKey("venue"),), limit=1).query == ""


def as_the_script_folds(text: str) -> str:
    """What the script does, which has no case folding: Python's cases are those of JavaScript."""
    parts = unicodedata.normalize("NFKC", text).split("ı")
    return "ı".join(part.lower().upper().lower() for part in parts).replace("ς", "σ")


#: The planes of Unicode that have letters of two cases.
EVERY = [chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000]


def test_the_script_can_fold_what_python_folds() -> None:
    pairs = {(folded(character), as_the_script_folds(character)) for character in EVERY}
    # Letters of Cherokee become small ones there, and capitals here: each has one of the other.
    renamed = {theirs: ours for ours, theirs in pairs if ours != theirs}
    assert len({ours for ours, _theirs in pairs}) == len({theirs for _ours, theirs in pairs}) == len(pairs)
    assert all(
        unicodedata.name(each).startswith("CHEROKEE") for each in "".join([*renamed, *renamed.values()])
    )


def test_the_script_can_part_words_where_python_does() -> None:
    space = re.compile("[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
    assert [each for each in EVERY if each.isspace()] == [each for each in EVERY if space.match(each)]
