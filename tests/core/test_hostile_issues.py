"""Exports of issues that are cut off, broken, of other types and of other sizes than they should be.

What a wrong algorithm takes square time for would take minutes here.
"""

from __future__ import annotations

import codecs
import json
from typing import Any

import pytest

from sphinxext.tagpages.core.problems import ProblemKind
from sphinxext.tagpages.sources.read_result import ReadResult
from sphinxext.tagpages.sources.registry import read_source
from tests.fuzz.mutants import issue, title
from tests.tiers import long

Json = Any
ONE = json.dumps(issue(1))
TWO = json.dumps(issue(2))


def read(content: bytes | str) -> ReadResult:
    if isinstance(content, str):
        content = content.encode()
    return read_source(content, "i.json")


def titles(result: ReadResult) -> list[str]:
    return [note.title for note in result.notes]


@pytest.mark.parametrize("form", [None, 1])
def test_cut_off_at_any_byte_each_whole_issue_is_kept(form: int | None) -> None:
    short = [
        {key: value for key, value in issue(n).items() if key in {"number", "title", "labels", "url"}}
        for n in (1, 2, 3)
    ]
    whole = json.dumps(short, indent=form).encode()
    ends = [whole.index(f"issues/{number}".encode()) + len(f'issues/{number}"}}') for number in (1, 2, 3)]
    if form:
        ends = [end + 2 for end in ends]
    for length in range(len(whole)):
        result = read(whole[:length])
        assert len(result.notes) == sum(1 for end in ends if end <= length), whole[:length]
        assert [problem.kind for problem in result.problems] in (
            [ProblemKind.JSON_SYNTAX],
            [ProblemKind.SHAPE],
        )


@pytest.mark.parametrize(
    "text",
    [
        f"[{ONE},\n{{'title': 3}}, {TWO}]",
        f'[{ONE},\n"{TWO}]',
        f'[{ONE},\n{{"title": "broken, {TWO}]',
        f'[{ONE}\n{{"title": "A", "labels": [{{"name": "x", {TWO}]',
        f"{ONE}\nnot a line of JSON\n{TWO}\n",
        f'{{"data": {{"repository": {{"issues": {{"nodes": [{ONE}]}},\n}}}}}}\n[{TWO}]',
        f'{{"total_count": 2, "items": [{ONE},\nx, {TWO}]}}',
        f"[{ONE}]\n][{TWO}]",
        f'[{ONE},\n{{"title": "A", "body": {"[" * 100_000}{"]" * 100_000}}}, {TWO}]',
    ],
)
def test_the_issues_before_the_first_fault_are_kept_and_one_problem_names_its_line(text: str) -> None:
    result = read(text)
    assert titles(result) == [title(1)]
    (problem,) = result.problems
    assert (problem.kind, problem.origin.line) == (ProblemKind.JSON_SYNTAX, 2)
    assert "(1); make the export again" in problem.message


@pytest.mark.parametrize("name", ["milestone", "parent", "duplicateOf", "subIssues"])
def test_what_an_issue_refers_to_is_no_issue(name: str) -> None:
    assert titles(read(f'[{ONE[:-1]}, "{name}": {TWO}}}]')) == [title(1)]
    assert titles(read(f'[{ONE[:-1]}, "{name}": {{"nodes": [{TWO}]}}}}]')) == [title(1)]


HOSTILE = {
    "open lists": "[" * 200_000,
    "closed lists": "[" * 200_000 + "]" * 200_000,
    "open mappings": '{"a":' * 200_000,
    "closed mappings": '{"a":' * 200_000 + "1" + "}" * 200_000,
    "both": '[{"a":[' * 100_000,
    "wrappers": '{"data":{"nodes":[' * 50_000,
    "quotes": '{"' * 20_000,
    "escaped quotes": '[{"title":"' + '\\"' * 500_000 + "\\x",
    "keys": '{"a" ' * 20_000,
    "texts": '{"a":"{"' * 20_000,
    "lines": '{"title":"x","number":\n' * 50_000,
    "a long rest": '{"a":[' * 500 + "1," * 300_000,
    "deep ones": ('{"a":' * 2000 + "1" + "}" * 2000 + " x ") * 30,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_form_of_nonsense_takes_square_time(text: str) -> None:
    result = read(text)
    assert result.notes == ()
    assert [problem.kind for problem in result.problems] == [ProblemKind.JSON_SYNTAX]


@long
def test_an_issue_of_a_hundred_thousand_labels() -> None:
    text = json.dumps([issue(1) | {"labels": [{"name": f"label {n}"} for n in range(100_000)]}])
    (note,) = read(text).notes
    assert len(note.tags) == 100_000


WRONG: list[Json] = [
    None,
    0,
    3,
    -1.5,
    True,
    "",
    "x",
    [],
    {},
    [None],
    [[[3]]],
    {"nodes": 3},
    {"a": {"b": [1]}},
]


def places(value: Json, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in inner for place in places(item, (*path, key)))]


def replaced(value: Json, path: tuple[str | int, ...], new: Json) -> Json:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


def test_any_value_at_any_level_may_be_of_another_type() -> None:
    whole = [issue(1), issue(2)]
    for path in places(whole):
        for wrong in WRONG:
            result = read(json.dumps(replaced(whole, path, wrong)))
            if path and path[0] == 0:
                assert title(2) in titles(result), (path, wrong)
            if len(path) > 1 and path[1] != "title":
                assert len(result.notes) == 2, (path, wrong)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("body", ["a"], "`body` holds a list"),
        ("body", {"a": 1}, "`body` holds a mapping"),
        ("labels", 3, "`labels` holds a number"),
        ("labels", {"a": 1}, "`labels` holds a mapping"),
        ("labels", [{"name": "x"}, [1], {"name": []}], "2 of the entries of `labels`"),
        ("comments", "text", "`comments` holds a text"),
        ("comments", [3], "1 of the entries of `comments`"),
        ("url", 3, "`url` holds a number"),
        ("author", ["ann"], "`author` holds a list"),
    ],
)
def test_what_is_lost_because_of_its_type_is_told(field: str, value: Json, words: str) -> None:
    result = read(json.dumps([issue(1) | {field: value}]))
    (problem,) = result.problems
    assert problem.kind is ProblemKind.FIELD_VALUE
    assert problem.message.startswith(f"issue 1: {words}")
    assert len(result.notes) == 1


def test_numbers_and_truth_values_are_texts_as_in_yaml() -> None:
    result = read('[{"title": 1984, "body": 1e999, "labels": [3, true, 12345678901234567890123]}]')
    (note,) = result.notes
    assert (note.title, note.body, note.tags) == ("1984", "1e999", ("3", "true", "12345678901234567890123"))
    assert result.problems == ()


@pytest.mark.parametrize(
    "number", ["1e999", "-1", "NaN", "Infinity", "9" * 10_000, "1.5", '"x"', "[1]", "null", "true"]
)
def test_odd_numbers_cost_nothing_else(number: str) -> None:
    (note,) = read(f'[{{"title": "A", "number": {number}, "body": "b"}}]').notes
    assert (note.title, note.body) == ("A", "b")


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + f"[{ONE}]".encode(),
        codecs.BOM_UTF16_LE + f"[{ONE}]".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + f"[{ONE}]".encode("utf-16-be"),
        f"[{ONE},\x00{TWO}]".encode(),
        f"[{ONE},".encode() + b'{"title": "\xff\xfe\xed\xa0\x80"}]',
        f"\ufeff[{ONE}]\ufeff[{TWO}]".encode(),
    ],
)
def test_encodings_and_stray_bytes(content: bytes) -> None:
    assert titles(read(content))[0] == title(1)


def test_halves_of_characters_become_signs_that_can_be_written() -> None:
    half = "\\ud800"
    text = f"""[{{"title": "a{half}", "number": 1, "body": "{half}", "labels": ["{half}x"], "state": "{half}",
        "author": {{"login": "{half}"}}, "milestone": {{"title": "{half}"}}, "url": "http://a/{half}",
        "createdAt": "{half}", "comments": [{{"author": {{"login": "{half}"}}, "body": "{half}"}}]}}]"""
    result = read(text)
    assert titles(result) == ["a\ufffd"]
    assert repr(result).encode()
    assert "\ud800" not in repr([(note, note.extra) for note in result.notes])
    assert all(problem.message.encode() for problem in result.problems)


@pytest.mark.parametrize("opening", ['{"a":', "[", '[{"a":'])
@pytest.mark.parametrize("before", ["", '[{"number": 1, "title": "Whole"}, '])
def test_what_is_nested_too_deep_and_cut_off_ends(before: str, opening: str) -> None:
    for depth in (900, 990, 5_000):
        result = read(before + opening * depth)
        assert titles(result) == (["Whole"] if before else [])
        assert ProblemKind.JSON_SYNTAX in {problem.kind for problem in result.problems}
