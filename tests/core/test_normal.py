"""Normal forms of texts with very many marks in a row. What takes square time here would take minutes."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sphinxext.tagpages as package
from sphinxext.tagpages.core.ordering import natural_key
from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.core.tags.slugs import assign_slugs, plain_slug
from sphinxext.tagpages.sources.bibtex.reader import read_bibtex
from sphinxext.tagpages.sources.github.body import take_section
from sphinxext.tagpages.util.text import normalized

MARKS = "a" + "\u0301\u0323" * 150_000
JOINER = "\u034f"
SIGNS = "ab \u0301\u0323\u0344\u0345\u0f73\uff76\uff9e\u01d6\u1f80\uac00\u1100\u1161\u0915\u094d\ufdfa\u034f"


@pytest.mark.parametrize(
    "use",
    [
        tag_key,
        natural_key,
        lambda text: assign_slugs([tag_key(text)]),
        lambda text: take_section(f"# {text}\n\nText.", [text]),
        lambda text: read_bibtex(f"@misc{{key, title={{{text}--{text}}}, keywords={{{text}}}}}", "a.bib"),
    ],
    ids=["tag", "order", "page name", "heading", "BibTeX"],
)
def test_very_many_marks_in_a_row_take_no_square_time(use: Callable[[str], object]) -> None:
    assert use(MARKS)


def test_marks_without_a_letter_leave_nothing_of_a_page_name() -> None:
    assert plain_slug("\u0301" * 400_000 + "\u0300" * 400_000) == ""


def test_what_becomes_marks_only_when_normalised_takes_no_square_time_either() -> None:
    assert normalized("NFC", "\u0f73" * 300_000)


@given(st.text(SIGNS, max_size=12))
def test_what_people_write_is_normalised_as_everywhere(text: str) -> None:
    for form in ("NFC", "NFD", "NFKC"):
        assert normalized(form, text) == unicodedata.normalize(form, text)


@given(st.text(SIGNS, max_size=200))
def test_no_more_than_30_marks_follow_each_other_and_no_sign_is_lost(text: str) -> None:
    result = normalized("NFD", text)
    longest = marks = 0
    for character in result:
        marks = marks + 1 if unicodedata.combining(character) else 0
        longest = max(longest, marks)
    assert longest <= 30
    plain = sorted(unicodedata.normalize("NFD", text.replace(JOINER, "")))
    assert sorted(result.replace(JOINER, "")) == plain


@given(st.text(SIGNS, max_size=200))
def test_doing_it_again_changes_nothing(text: str) -> None:
    for form in ("NFC", "NFD", "NFKC"):
        once = normalized(form, text)
        assert normalized(form, once) == once
    assert tag_key(tag_key(text)) == tag_key(text)


def test_texts_are_normalised_in_one_place_alone() -> None:
    root = Path(package.__file__).parent
    callers = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "normalize"
    }
    assert callers == {"util/text.py"}
