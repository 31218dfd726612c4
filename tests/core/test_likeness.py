"""Which things are most like each other, by common names."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.util.likeness import MOST, Alike, most_alike
from sphinxext.tagpages.util.words import words as words_of
from tests.examples import examples

Names = Sequence[frozenset[str]]
SETS = st.frozensets(st.sampled_from("abcdef"), max_size=4)


def alike(*names: str, words: Sequence[str] = (), limit: int = 5) -> list[list[int]]:
    """Ask of things that are given by the names that each has, a letter each."""
    own_words = [frozenset(words_of(text)) for text in words or [""] * len(names)]
    return most_alike(list(map(frozenset, names)), own_words, limit)


def test_a_rare_name_counts_more_than_one_that_many_have() -> None:
    assert alike("ab", "a", "b", "a", "a")[0][0] == 2


def test_of_equals_common_words_decide_and_then_the_order() -> None:
    words = ["Tuning a model", "Cats", "Model cards", "Dogs"]
    assert alike("a", "a", "a", "a", words=words)[0] == [2, 1, 3]


def test_what_has_no_name_in_common_is_never_related_nor_is_a_thing_to_itself() -> None:
    assert alike("a", "b", "", words=["x", "x", "x"]) == [[], [], []]


def test_a_name_of_many_proposes_nothing_but_decides_between_those_that_others_propose() -> None:
    found = alike("ab", "b", "ab", *"a" * MOST)
    assert found[0] == [2, 1]
    assert found[-1] == []


@given(st.lists(st.tuples(SETS, SETS), max_size=12), st.integers(1, 4))
@examples(30)
def test_they_are_those_of_the_greatest_sums(
    things: list[tuple[frozenset[str], frozenset[str]]], limit: int
) -> None:
    names, words = [thing[0] for thing in things], [thing[1] for thing in things]

    def total(of: Names, one: int, other: int) -> int:
        common = of[one] & of[other]
        return sum(round(1000 * log(1 + len(of) / sum(each in own for own in of))) for each in common)

    def alike(one: int) -> list[int]:
        others = (other for other in range(len(names)) if other != one and names[one] & names[other])
        return sorted(others, key=lambda other: (-total(names, one, other), -total(words, one, other), other))

    assert most_alike(names, words, limit) == [alike(one)[:limit] for one in range(len(names))]


@given(
    st.lists(st.tuples(SETS, SETS, SETS, SETS, st.booleans(), st.booleans()), max_size=9), st.integers(1, 3)
)
@examples(100)
def test_what_was_found_before_is_looked_for_again_where_a_change_touches_it(
    things: list[tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str], bool, bool]],
    limit: int,
) -> None:
    before = [thing[0] for thing in things], [thing[1] for thing in things]
    names = [new if is_new else old for old, _words, new, _new_words, is_new, _ in things]
    words = [new if is_new else old for _names, old, _new_names, new, _, is_new in things]
    # Names of many, too.
    more = [frozenset("f")] * MOST, [frozenset[str]()] * MOST
    for many_names, many_words in (([], []), more):
        old = (before[0] + many_names, before[1] + many_words, limit)
        found = Alike(*old, most_alike(*old))
        now = (names + many_names, words + many_words, limit)
        assert most_alike(*now, found) == most_alike(*now)
