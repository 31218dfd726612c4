"""The note: its id, its anchor, its dates and the places it names."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.core.note import Note, anchor, derive_id, encode_id
from sphinxext.tagpages.core.problems import Origin
from tests.examples import examples

fast = examples(80)


@fast
@given(st.text(st.characters()))
@example("\ud800")
def test_an_anchor_is_ascii_without_spaces(note_id: str) -> None:
    assert re.fullmatch(r"tagpages-note-[A-Za-z0-9._~%-]*", anchor(note_id))
    assert anchor(note_id) == f"tagpages-note-{encode_id(note_id)}"


@fast
@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_different_ids_have_different_anchors(one: str, other: str) -> None:
    assert (anchor(one) == anchor(other)) is (one == other)


@pytest.mark.parametrize(
    ("note_id", "expected"),
    [("512", "512"), ("a b", "a%20b"), ("a%20b", "a%2520b"), ("a/b#c", "a%2Fb%23c"), ("é", "%C3%A9")],
)
def test_an_id_is_percent_encoded(note_id: str, expected: str) -> None:
    assert anchor(note_id) == f"tagpages-note-{expected}"


def test_the_id_of_a_note_without_one_follows_its_link_and_not_its_title() -> None:
    first = derive_id("https://arxiv.org/abs/2305.11206", "LIMA")
    assert first == derive_id("https://arxiv.org/abs/2305.11206", "LIMA: Less Is More for Alignment")
    assert first != derive_id("https://arxiv.org/abs/2305.11207", "LIMA")
    assert first.startswith("arxiv.org-abs-2305.11206-")


def test_the_id_of_a_note_without_a_link_follows_its_title() -> None:
    assert derive_id("", "LIMA") != derive_id("", "Lima")
    assert derive_id("", "LIMA").startswith("lima-")


def test_a_derived_id_never_changes_between_versions() -> None:
    assert derive_id("https://arxiv.org/abs/2305.11206", "") == "arxiv.org-abs-2305.11206-9acea360"


@fast
@given(st.text(st.characters()), st.text(st.characters()))
@example("\ud800", "\udfff")
def test_every_note_gets_an_id_without_spaces(url: str, title: str) -> None:
    assert re.fullmatch(r"\S+", derive_id(url, title))


def test_a_problem_of_a_field_is_at_the_line_of_its_key_else_of_the_note() -> None:
    note = Note(title="t", id="t", origin=Origin("a.yaml", 3), key_lines={"tags": 7})
    assert str(note.where("tags")) == "a.yaml:7"
    assert str(note.where("url")) == "a.yaml:3"
    assert str(Origin("a.yaml")) == "a.yaml"


def test_the_day_of_publication_stands_in_for_an_absent_date() -> None:
    date, published = NoteDate(2023, 3, 28), NoteDate(2022)
    origin = Origin("a.yaml", 1)
    assert Note("t", "t", origin, date=date, published=published).effective_date == date
    assert Note("t", "t", origin, published=published).effective_date == published
    assert Note("t", "t", origin).effective_date is None
