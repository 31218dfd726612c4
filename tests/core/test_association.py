"""Names that stand together more often than chance has it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.util.association import go_together, log_likelihood_ratio
from tests.examples import examples


def together(name: str, *things: str) -> list[tuple[str, int]]:
    """Ask of things that are given by the names that each has, a letter each."""
    counts = Counter("".join(things))
    return go_together(name, [thing for thing in things if name in thing], counts, len(things))


def test_what_stands_with_a_name_is_found_with_the_number_of_both() -> None:
    assert together("a", "ab", "ab", "ab", "c", "c", "cd") == [("b", 3)]


def test_what_is_everywhere_goes_with_nothing() -> None:
    assert together("a", *["abx"] * 3, *["cx"] * 20) == [("b", 3)]
    assert together("x", *["abx"] * 3, *["cx"] * 20) == []


def test_one_thing_that_has_both_says_nothing() -> None:
    assert together("a", "ab", *["c"] * 50) == []


def test_as_often_as_chance_has_it_is_not_more_often() -> None:
    assert together("a", "ab", "ab", "a", "a", "b", "b", "", "") == []


def test_the_biggest_is_not_the_first_if_it_is_with_everything() -> None:
    things = [*["ab"] * 6, *["abg"] * 4, *["ag"] * 20, *["g"] * 50, *[""] * 20]
    assert together("a", *things)[0] == ("b", 10)
    assert dict(together("a", *things)).get("g", 24) == 24


def test_the_ratio_is_that_of_the_paper() -> None:
    """Table 3 of Dunning (1993) begins with "the swiss": 110 bigrams, of 31,777, with a ratio of 270.72."""
    assert log_likelihood_ratio(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114) == pytest.approx(
        270.72, abs=0.01
    )


@examples(60)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(1, 30))
def test_it_is_the_same_from_either_side_and_never_less_than_chance(a: int, b: int, c: int, d: int) -> None:
    total = a + b + c + d
    ratio = log_likelihood_ratio(a, a + b, a + c, total)
    assert ratio == log_likelihood_ratio(a, a + c, a + b, total)
    assert ratio >= 0
    if a * total == (a + b) * (a + c):
        assert ratio == 0
