"""A list read item by item gives what it gives when it is read as a whole."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxext.tagpages.core.read_result import Item
from sphinxext.tagpages.sources.yaml.items import read_items
from sphinxext.tagpages.sources.yaml.notes import read_yaml

PIECES = [
    "- {title: One, tags: [a, b]}\n",
    "- title: Two\n  summary: Words.\n",
    "- title: 'Three'\n  body: |\n    - a list\n    # no comment\n\n",
    '- title: "Four\n\n  goes on"\n',
    "- title: Five: more\n",
    "- title: Six\n  tags: a #b\n",
    "- title: &x Seven\n",
    "- title: *x\n",
    "- title: R&D *here*\n",
    "- title: 'Eight\n",
    "- it's'\n",
    "- title: Nine\n  date: never\n",
    "-\n  title: Ten\n",
    "-\n",
    "- title: Eleven\n  title: again\n",
    "- &y {title: Twelve}\n",
    "- <<: *y\n",
    "  - title: Thirteen\n",
    "# a comment\n",
    "\n",
    "---\n",
    "notes:\n",
    "words\n",
    "- title: Fourteen\r\n",
    "- title: \x00Fifteen\u2028\n",
    "- [title]\n",
    "-\ttitle: Sixteen\n",
    "... \n",
    "%YAML 1.2\n",
    "- title: |+\n    Seventeen\n\n\n",
]
texts = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


def items_of(text: str) -> Sequence[Item]:
    return read_items(text, "a.yaml").items


@given(texts, texts)
@example(PIECES[6] + PIECES[7], PIECES[0] + PIECES[7])
@example(PIECES[0] * 2, PIECES[17] + PIECES[0])
def test_what_was_read_before_changes_nothing(before: str, after: str) -> None:
    expected = read_yaml(after, "a.yaml")
    result = read_items(after, "a.yaml", items_of(before))
    assert result == expected
    assert [note.key_lines for note in result.notes] == [note.key_lines for note in expected.notes]
    again = read_items(before, "a.yaml", result.items)
    assert again == read_yaml(before, "a.yaml")


@pytest.mark.parametrize("piece", [PIECES[number] for number in (0, 1, 2, 3, 8, 29)])
def test_a_faultless_item_is_known_again_wherever_it_stands(piece: str) -> None:
    (item,) = items_of(piece)
    moved = items_of(f"# a comment\n\n{PIECES[0]}{piece}")
    assert moved[1].digest == item.digest
    assert moved[1].line == 4


@pytest.mark.parametrize("piece", [PIECES[number] for number in (4, 5, 9, 11, 13, 14, 18, 20, 21, 22, 25)])
def test_what_is_no_faultless_list_has_no_items(piece: str) -> None:
    assert items_of(piece) == ()
