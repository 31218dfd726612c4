"""Damaged copies of good files: a small part of what ``make mutants`` tries."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.sources.registry import read_source
from sphinxext.tagpages.sources.yaml.tags_file import read_tags_file
from tests.mutants.mutator import mutants
from tests.mutants.yaml_files import FILES, faults

TAGS = "# pages\nC++: {slug: cpp}\nC#:\n  slug: c-sharp\n'a: b': {slug: ab}\n研究:\n  slug: kenkyu # x\n"


@pytest.mark.parametrize("name", FILES)
def test_no_damage_costs_a_note_that_is_still_readable(name: str) -> None:
    good = FILES[name].encode()
    assert faults(good) == []
    for number, data in enumerate(islice(mutants(good, seed=0), 40)):
        assert faults(data) == [], (number, data)


def test_a_damaged_tags_file_is_no_more_than_problems() -> None:
    for data in islice(mutants(TAGS.encode(), seed=0), 150):
        text = data.decode("utf-8", "replace")
        lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        for problem in read_tags_file(text, "tags.yaml").problems:
            assert problem.origin.line
            assert problem.origin.line <= lines


@given(st.binary(max_size=200) | st.text("-: \n\t\"'[]{}&*!|>#%@`,~?ab\0\r\x85\u2028\ufeffé", max_size=80))
def test_any_content_gives_notes_and_problems(content: bytes | str) -> None:
    data = content.encode() if isinstance(content, str) else content
    result = read_source(data, "notes.yaml")
    assert all(problem.origin.line for problem in result.problems)
    read_tags_file(data.decode("utf-8", "replace"), "tags.yaml")
