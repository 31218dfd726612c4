"""What of a document's fields makes a note of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.problems import Origin, Problem
from sphinxext.tagpages.fields.reader import build_note
from sphinxext.tagpages.sources.front_matter import TaggedPage, field_lines, page_fields, written_tags


def fields_of(**metadata: object) -> tuple[dict[str, object], list[tuple[str, str]]]:
    complaints: list[tuple[str, str]] = []
    found = page_fields(metadata, lambda field, message: complaints.append((field, message)))
    return dict(found), complaints


def note_of(**metadata: object) -> tuple[Note, list[Problem]]:
    problems: list[Problem] = []
    raw = page_fields(metadata, lambda _field, _message: None)
    note = build_note({**raw, "title": "T"}, Origin("a.md", 1), {}, problems)
    assert note is not None
    return note, problems


@pytest.mark.parametrize(
    "tags",
    [
        ["a b", "c"],
        "a b, c",
        "a b，c",
        '["a b", "c"]',
        "[“a b”, “c”]",
        ' ["a b", "c"] ',
        ("a b", "c"),
        "- a b\n- c",
        "a\nb, c",
    ],
)
def test_the_tags_of_metadata_come_in_several_forms(tags: object) -> None:
    note, problems = note_of(tags=tags)
    assert note.tags == ("a b", "c")
    assert problems == []


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1)))
def test_a_list_is_read_as_its_json_is(tags: list[str]) -> None:
    assert note_of(tags=tags)[0].tags == note_of(tags=json.dumps(tags))[0].tags


def test_numbers_are_tags_and_nothing_is_none() -> None:
    assert note_of(tags="[2023, 1.5, null]")[0].tags == ("2023", "1.5")
    assert note_of(tags=[2023, None])[0].tags == ("2023",)
    assert note_of(tags="")[0].tags == note_of(tags=[])[0].tags == note_of(tags="~")[0].tags == ()


@pytest.mark.parametrize("tags", [[False], "[false, true]"])
def test_a_tag_that_yaml_takes_for_true_or_false_is_told(tags: object) -> None:
    _fields, [(field, message)] = fields_of(tags=tags)
    assert field == "tags"
    assert "quotes" in message
    assert note_of(tags="[false]")[0].tags == ("false",)


@pytest.mark.parametrize("tags", ['{"a": "b"}', '["c", {"a": "b"}]', '["c", ["d"]]'])
def test_a_tag_of_another_type_costs_no_more_than_itself(tags: str) -> None:
    note, problems = note_of(tags=tags)
    assert note.tags == (() if tags.startswith("{") else ("c",))
    assert [problem.kind for problem in problems] == ["tag"]


def test_a_value_that_only_looks_like_json_is_text() -> None:
    assert note_of(summary="[sic] a text")[0].summary == "[sic] a text"
    assert note_of(tags="[" * 5000)[0].tags == ("[" * 5000,)
    deep = "[" * 400 + "]" * 400
    assert note_of(tags=deep)[0].tags == ()


@pytest.mark.parametrize(
    ("metadata", "authors"),
    [
        ({"author": "A. Author"}, ("A. Author",)),
        ({"authors": ["A", "B"]}, ("A", "B")),
        ({"author": '["A", "B, C"]'}, ("A", "B, C")),
        ({"authors": ['["A"', '"B', 'C"]']}, ("A", "B, C")),
        ({"authors": ["[“A”", "“B”]"]}, ("A", "B")),
        ({"authors": "[“A “the” B”, “C, D”]"}, ("A “the” B", "C, D")),
        ({"author": r"[“Jos\u00e9”, “A “the” B”]"}, ("José", "A “the” B")),
        ({"author": 'A "the" B, C'}, ('A "the" B, C',)),
        ({"author": r'["Jos\u00e9"]'}, ("José",)),
        ({"author": "A", "authors": ["B"]}, ("B",)),
    ],
)
def test_authors_are_read_as_docutils_leaves_them(
    metadata: dict[str, object], authors: tuple[str, ...]
) -> None:
    note, problems = note_of(**metadata)
    assert note.authors == authors
    assert problems == []


def test_fields_are_taken_and_what_is_not_of_a_note_is_left() -> None:
    metadata = {
        "orphan": "",
        "kernelspec": {"name": "python3"},
        "description": "for search engines",
        "title": "Not ours",
        "body": "nor this",
        "Image-Alt": "seen",
        "draft": "",
        "pinned": False,
        "links": '{"Code": "https://example.org"}',
    }
    found, complaints = fields_of(**metadata)
    assert found == {
        "image_alt": "seen",
        "draft": "true",
        "pinned": "false",
        "links": {"Code": "https://example.org"},
    }
    assert complaints == []
    note, problems = note_of(**metadata)
    assert (note.draft, note.pinned, note.links[0].label) == (True, False, "Code")
    assert problems == []


def test_the_names_of_other_tools_are_those_of_files_of_notes() -> None:
    note, problems = note_of(
        tags=["a"], keywords='["b", "c"]', category="d", year=2020, link="https://a.org", thumbnail="a.png"
    )
    assert (note.tags, str(note.published)) == (("a", "b", "c", "d"), "2020")
    assert (note.url, note.image) == ("https://a.org", "a.png")
    assert {problem.kind.value for problem in problems} == {"field_alias"}


def test_tags_are_written_one_a_line_as_a_list_or_with_commas() -> None:
    assert written_tags(["a, b", "", "- c", "* d  e", "-", "~", "-f"]) == ("a", "b", "c", "d e", "-f")


def test_a_tag_counts_once_and_under_its_conditions() -> None:
    note, _problems = note_of(tags="one, two")
    page = TaggedPage(note, ((("ONE", "three"), ()), (("four",), ("html",))))
    everywhere = page.under(lambda _conditions: True)
    elsewhere = page.under(lambda conditions: not conditions)
    assert everywhere is not None
    assert everywhere.tags == ("one", "two", "three", "four")
    assert elsewhere is not None
    assert elsewhere.tags == ("one", "two", "three")


def test_a_page_without_a_tag_is_no_note() -> None:
    note, _problems = note_of()
    assert TaggedPage(note).under(lambda _conditions: True) is None
    assert TaggedPage(note, ((("a",), ("html",)),)).under(lambda conditions: not conditions) is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (".. comment\n\n:tags: a\n:Image-Alt: b\n   more\n:author: c\n\nTitle\n=====\n\n:date: no\n",
         {"tags": 3, "image_alt": 4, "author": 6, "authors": 6}),
        ("Title\n=====\n\n:date: no\n", {}),
        ("---\ntags:\n  - a: b\n'date': x\nauthor : y\n---\n\nurl: no\n",
         {"tags": 2, "date": 4, "author": 5, "authors": 5}),
        ("", {}),
        ('{"cells": []}', {}),
    ],
)  # fmt: skip
def test_each_field_is_found_at_its_line(text: str, lines: dict[str, int]) -> None:
    assert field_lines(text) == lines
