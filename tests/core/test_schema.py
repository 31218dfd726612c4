"""The schema for editors and the loader say the same of a file, as far as a schema can say it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from sphinxext.tagpages.core.problems import Problem, ProblemKind
from sphinxext.tagpages.fields.names import FIELD_ALIASES, FIELDS, NULL_WORDS
from sphinxext.tagpages.fields.tag_entries import TAGS_FILE_FIELDS
from sphinxext.tagpages.sources.registry import read_source, read_tags_source
from sphinxext.tagpages.sources.schema import SCHEMAS, schema_text
from tests.examples import examples

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
NOTES, TAGS = (SCHEMAS[name]() for name in ("notes", "tags"))

#: What a schema can see. The rest is a matter of YAML itself (which an editor checks by itself), of
#: several places at once, of names that are only like others, or of what lies outside the file.
SEEN = {
    ProblemKind.SHAPE,
    ProblemKind.TITLE,
    ProblemKind.FIELD_VALUE,
    ProblemKind.DATE,
    ProblemKind.TAG,
    ProblemKind.URL,
    ProblemKind.IMAGE,
}


class Editor(yaml.SafeLoader):
    """Reads YAML with the types of version 1.2, as editors do."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 -- as PyYAML has it


for tag, pattern, first in (
    ("null", r"|~|null|Null|NULL", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
    ("merge", r"<<", ["<"]),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), first)


def seen_by_editor(text: str) -> list[Any]:
    """The documents of a text, as JSON has values."""
    return [json.loads(json.dumps(document)) for document in yaml.load_all(text, Editor)]


def is_refused(text: str, schema: Mapping[str, Any]) -> bool:
    validator = Draft7Validator(schema)
    return not all(validator.is_valid(document) for document in seen_by_editor(text))


def problems_of(text: str) -> list[Problem]:
    return [found for found in read_source(text.encode(), "n.yaml").problems if found.kind in SEEN]


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_a_schema_of_draft_07(name: str) -> None:
    schema = json.loads(schema_text(name))
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema)


def test_patterns_are_read_alike_in_javascript() -> None:
    """As draft-07 asks: in its Unicode mode too, where a backslash stands before a sign that means something alone."""
    patterns = [part for part in _parts(NOTES) if "pattern" in part] + [
        part for part in _parts(TAGS) if "pattern" in part
    ]
    assert len(patterns) > 10
    for part in patterns:
        assert not re.search(r"\(\?(?![:!])|\\[AZz]|\(\?P|\\Z", part["pattern"]), part["pattern"]
        assert not re.search(r"(?<!\\)(?:\\\\)*\\[^dDsSwWbBu^$\\.*+?()\[\]{}|/-]", part["pattern"]), part[
            "pattern"
        ]


def test_every_field_and_every_other_name_of_one_is_described() -> None:
    note = NOTES["definitions"]["note"]
    assert list(note["properties"]) == [*FIELDS, *FIELD_ALIASES]
    for name, field in FIELDS.items():
        assert NOTES["definitions"][name]["description"] == field.meaning
    for alias, name in FIELD_ALIASES.items():
        assert NOTES["definitions"][alias]["deprecated"] is True
        assert f"`{name}`" in NOTES["definitions"][alias]["deprecationMessage"]
    assert list(TAGS["additionalProperties"]["properties"]) == list(TAGS_FILE_FIELDS)


def _parts(schema: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- any part of a schema
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from _parts(part)


# What is drawn from the schema loads.

#: Letters that JSON, YAML and every reader take for the same.
_LETTERS = st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"])
#: What texts of a form are made of, so that most examples are of it.
_ASCII = st.characters(min_codepoint=32, max_codepoint=126)
_FILTERED = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def drawn(schema: Mapping[str, Any], depth: int = 0) -> st.SearchStrategy[Any]:
    """Values that a schema allows, with what it says of them used: types, patterns, bounds, parts."""
    if "$ref" in schema:
        return drawn(NOTES["definitions"][schema["$ref"].rpartition("/")[2]], depth)
    kinds: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "null": st.none,
        "boolean": st.booleans,
        "integer": lambda: st.integers(schema.get("minimum", -9999), schema.get("maximum", 99999)),
        # An arXiv number without quotes is a number to an editor, which cannot tell how it is written.
        "number": lambda: st.just(2305.11206),
        "string": lambda: _texts(schema),
        "array": lambda: st.lists(drawn(schema["items"], depth + 1), max_size=4),
        "object": lambda: _objects(schema, depth),
    }
    wanted = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    return st.one_of(*(kinds[kind]() for kind in wanted))


def _texts(schema: Mapping[str, Any]) -> st.SearchStrategy[str]:
    if schema.get("title") == "links":  # any text passes: no pattern looks at a link in each of its lines
        return st.just("Paper: https://example.org\nhttps://example.com")
    if "pattern" not in schema:
        return st.text(_LETTERS, max_size=20)
    found = st.from_regex(schema["pattern"], alphabet=_ASCII)
    fit = re.compile(schema["pattern"])
    # That some years have a 29th of February, and a day 366, is beyond a pattern; so are the names of months, and
    # how many days these have where the date is not of ISO 8601.
    beyond = "02-?29|-366" + (r"|[^\W\d_]{3}|\d{4}(?!-?\d\d).*(?:29|3[01])" if "minimum" in schema else "")
    return st.one_of(found, st.sampled_from(schema.get("examples", [""]))).filter(
        lambda text: bool(fit.search(text)) and not re.search(beyond, text)
    )


def _objects(schema: Mapping[str, Any], depth: int) -> st.SearchStrategy[dict[str, Any]]:
    if "properties" not in schema:
        return st.dictionaries(
            st.text(_LETTERS, max_size=9), drawn(schema["additionalProperties"], depth + 1), max_size=3
        )
    names = schema["properties"]
    required = schema.get("anyOf", [{"required": []}])[0]["required"]  # a note, not a group
    return st.lists(st.sampled_from(list(names)), max_size=5, unique=True).flatmap(
        lambda chosen: st.fixed_dictionaries({
            name: drawn(names[name], depth + 1) for name in dict.fromkeys([*required, *chosen])
        })
    )


@settings(examples(40), suppress_health_check=_FILTERED)
@given(drawn(NOTES))
def test_what_the_schema_allows_loads_without_what_it_should_have_seen(document: object) -> None:
    text = json.dumps(document, ensure_ascii=False)
    assert not is_refused(text, NOTES)
    assert problems_of(text) == []


@pytest.mark.hypothesis
@pytest.mark.parametrize("name", FIELDS)
def test_whatever_the_schema_allows_in_a_field_loads(name: str) -> None:
    @settings(examples(15), suppress_health_check=_FILTERED)
    @given(drawn(NOTES["definitions"][name]))
    def check(value: object) -> None:
        text = json.dumps([{"title": "A"} | {name: value}], ensure_ascii=False)
        assert problems_of(text) == []

    check()


# What one refuses, the other refuses.

_WRONG: Mapping[str, list[str]] = {
    "title": ["[a]", "{a: b}", "''", "~", "' '"],
    "line": ["[a]", "{a: b}"],
    "lines": ["[a]", "{a: b}"],
    "url": ["[https://example.org/]", "javascript:alert(1)", "'JaVa:x'", "www.example.org", "'http://[x'", "a%3Ab"],
    "links": ["{Paper: 'data:x'}", "{Paper: [a, b]}", "[[a]]", "['Paper: data:x']", "[{Paper: {a: b}}]"],
    "doi": ["ten", "[10.1000/1]", "'javascript:x'"],
    "arxiv": ["twelve", "[2305.11206]"],
    "date": [
        "yesterday", "2023-W05", "2023-367", "2023-000", "2023-13", "2023-02-30", "2023-04-31", "3/8/2023", "'0000'", "[2023]",
        "2023/13/8", "2023-04-31 9:30", "2023-03-28T25:00", "2023-03-28T24:01", "2023-03-28T09:60", "2023-03-28T09:30:60", "2023-03-28T09:30+99:00", "12345", "2023.5",
    ],
    "authors": ["[{a: b}]", "[[a]]", "{a: b}"],
    "tags": ["[{a: b}]", "[[a]]", "{a: b}"],
    "markup": ["html", "[rst]", "1"],
    "flag": ["maybe", "2", "[yes]"],
    "lang": ["english language", "pt_BR", "[en]", "5"],
    "image": ["'data:image/png;base64,A'", "[a.png]", "'ftp://example.org/a.png'"],
}  # fmt: skip
_RIGHT: Mapping[str, list[str]] = {
    "title": ["A", "2001", "no", "'~'", "1.10"],
    "line": ["A", "2001", "no", "", "~", "1.10", "12:30", "2023-03-28"],
    "lines": ["A", "5", "yes", "|\n    a\n\n    b"],
    "url": ["https://example.org/ä?q=a:b#c", "papers/a.pdf", "../a.pdf", "'#top'", "mailto:a@example.org", "", "HTTP://example.org/"],
    "links": ["{Paper: 'https://example.org/', Code: }", "['Paper: https://example.org/', {Code: 'https://example.org/'}, a.pdf]", "'Paper: https://example.org/'"],
    "doi": ["10.1000/182", "'doi: 10.1000/182'", "https://doi.org/10.1000/182", ""],
    "arxiv": ["2305.11206", "'arXiv:2305.11206v2'", "https://arxiv.org/abs/2305.11206", "hep-th/9901001"],
    "date": [
        "2023", "'0001'", "2023-03", "2023-03-28", "2024-02-29", "2023-03-28T09:30", "2023-03-28 09:30:15.5 +09:00", "'20230328'",
        "2023-03-28T09:30Z", "2023-087", "2024-366T09:30Z", "2023-03-28T24:00", "2023-06-30T23:59:60Z", "2023-03-28T09.5",
        "2023/3/8", "2023-3-31 9:30 UTC", "2023年3月28日", "27 November 2012", "'March 28th, 2023'", "Nov. 2012", "28. März 2023",
        "", "null",
    ],
    "authors": ["Ada", "[Ada, Grace]", "[1, ~]", ""],
    "tags": ["no", "[no, 1.10, 12:30, 2023]", "'a, b'", ""],
    "markup": ["rst", "Markdown", "PLAIN", ""],
    "flag": ["yes", "true", "No", "0", "1", "on", "OFF", ""],
    "lang": ["en", "pt-BR", "no", "zh-Hant-TW", ""],
    "image": ["a.png", "/a.png", "https://example.org/a.png", "./a:b.png", ""],
}  # fmt: skip


def _cases(table: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, field in FIELDS.items() for value in table[field.form]]


def _with(name: str, value: str) -> str:
    note = f"  {name}: {value}\n"
    return (
        f"- title: Before\n- {note.lstrip()}" if name == "title" else f"- title: Before\n- title: A\n{note}"
    )


@pytest.mark.parametrize(("name", "value"), _cases(_WRONG))
def test_a_wrong_value_is_refused_by_both(name: str, value: str) -> None:
    text = _with(name, value)
    assert problems_of(text)
    assert is_refused(text, NOTES)


@pytest.mark.parametrize(("name", "value"), _cases(_RIGHT))
def test_a_right_value_is_taken_by_both(name: str, value: str) -> None:
    text = _with(name, value)
    assert problems_of(text) == []
    assert not is_refused(text, NOTES)


@pytest.mark.parametrize("alias", FIELD_ALIASES)
def test_other_names_are_taken_with_their_values(alias: str) -> None:
    form = FIELDS[FIELD_ALIASES[alias]].form
    assert is_refused(_with(alias, _WRONG[form][0]), NOTES)
    assert not is_refused(_with(alias, _RIGHT[form][0]), NOTES)


@pytest.mark.parametrize(
    "text",
    ["a text", "title: A", "notes: text", "notes: [text]", "- text", "- [a]", "- {}", "notes: []\nversion: 1",
     "defaults: [a]", "defaults: {lang: pt_BR}\nnotes: [{title: A}]", "- {venue: V, awards: [{title: A}]}", "2021: [{title: A}]\n2020: [{title: B}]",
     "- {venue: V, notes: text}", "- {venue: V, notes: }", "- {venue: V, notes: [{url: 'https://a.org'}]}", "notes: {title: A}", "- title: A\n---\nb: c"],
)  # fmt: skip
def test_a_wrong_shape_is_refused_by_both(text: str) -> None:
    assert problems_of(text)
    assert is_refused(text, NOTES)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "notes:", "notes: []", "defaults: {tags: [a], lang: en}\nnotes: [{title: A}]", "- title: A\n-\n",
     "- {title: A}\n---\nnotes: [{title: B}]", "- &a {title: A}\n- {<<: *a, id: b}", "- {title: A, extra: [{a: b}]}",
     "- {venue: V, notes: [{title: A}]}", "- {published: 2021, notes: [{venue: V, notes: [{title: A}, {title: B}]}, {title: C}]}", "- {title: A, notes: my own}",
     "- {venue: V, notes: []}", "- {title: A, url: 'https://a.org', talks: [{title: B}]}"],
)  # fmt: skip
def test_a_right_shape_is_taken_by_both(text: str) -> None:
    assert problems_of(text) == []
    assert not is_refused(text, NOTES)


#: The bad files that a schema does not see through.
UNSEEN = {
    "arxiv-none.yaml",  # a number, whose digits an editor does not tell
    "links-in-two-lines.yaml",  # a label, which may be a relative address, and its address
    "links-text-script.yaml",  # several lines in one text, each with its own address
    "former-capitals.yaml",  # a list, which may be a text with commas
    "slug-emoji.yaml",  # whether a sign beyond ASCII is a letter
    "slug-twice.yaml",  # two tags
}


def _yaml_files() -> list[Path]:
    found = [
        *(CORPUS / "yaml").glob("*.yaml"),
        *(CORPUS / "tags").glob("*.yaml"),
        *(ROOT / "notes").glob("*.yaml"),
        *(ROOT / "docs").rglob("*.yaml"),
    ]
    return sorted(path for path in found if "_build" not in path.parts)


def _with_patterns(schema: object) -> Iterator[dict[str, object]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema
        for inner in schema.values():
            yield from _with_patterns(inner)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_has_a_title_and_a_description(name: str) -> None:
    definitions = SCHEMAS[name]().get("definitions", {})
    for part in _parts(SCHEMAS[name]()):
        for key, inner in part.get("properties", {}).items():
            described = definitions[inner["$ref"].rpartition("/")[2]] if "$ref" in inner else inner
            assert described["title"] == key
            assert described["description"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_pattern_is_shown_to_an_author(name: str) -> None:
    """Editors show a message of ours where they would show a pattern."""
    found = list(_with_patterns(SCHEMAS[name]()))
    assert found
    assert [form for form in found if not str(form.get("patternErrorMessage", "")).endswith(".")] == []


@pytest.mark.parametrize("path", _yaml_files(), ids=lambda path: path.name)
def test_files_are_judged_alike(path: Path) -> None:
    """Those of the corpus are what a schema has to refuse, and to let through; so they are for both schemas."""
    content = path.read_bytes()
    of_tags = "tags" in {path.stem, path.parent.name}
    # A key that is no field is kept of a note; of a tag it is refused.
    seen = SEEN | {ProblemKind.FIELD_NAME, ProblemKind.FIELD_ALIAS} if of_tags else SEEN
    read = read_tags_source if of_tags else read_source
    found = {problem.kind for problem in read(content, path.name).problems}
    if found & {ProblemKind.YAML_SYNTAX, ProblemKind.YAML_COLON}:
        return  # an editor says that it is no YAML
    text = content.decode("utf-16" if content[:1] in b"\xff\xfe" else "utf-8-sig", "replace")
    try:
        refused = is_refused(text, TAGS if of_tags else NOTES)
    except (yaml.YAMLError, ValueError):
        assert found  # and of this too
    else:
        assert refused == (bool(found & seen) and path.name not in UNSEEN)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("", True), ("C++: {slug: cpp}", True), ("C++:\nC: {}", True), ("研究: {slug: 研究}", True), ("Y: {slug: 2023}", True), ("Y: {slug: }", True),
        ("C++: cpp", False), ("C++: [cpp]", False), ("- C++", False), ("C++", False), ("C++: {slug: Cpp}", False),
        ("C++: {slug: c_pp}", False), ("C++: {slug: -c}", False), ("C++: {slug: index}", False), ("C++: {slug: [a]}", False),
        ("C++: {nothing: x}", False),
        ("L: {title: {ja: x, zh-TW: y}, colour: '#1d76db', aliases: [a, 2], parents: NLP, weight: 3, hidden: yes, former: [x]}", True),
        ("L: {colour: red}", False), ("L: {weight: 1.5}", False), ("L: {weight: '-3', colour: 123456}", True), ("L: {hidden: perhaps}", False), ("L: {group: [x]}", False), (f"C++: {{slug: {'c' * 101}}}", False),
    ],
)  # fmt: skip
def test_tags_files_are_judged_alike(text: str, right: bool) -> None:
    assert is_refused(text, TAGS) != right
    assert (not read_tags_source(text.encode(), "tags.yaml").problems) == right


@pytest.mark.parametrize("word", sorted(NULL_WORDS))
def test_what_means_absent_is_taken_in_every_field_with_a_pattern(word: str) -> None:
    for name in ("url", "date", "doi", "arxiv", "markup", "pinned", "lang", "image"):
        text = _with(name, f"'{word}'")
        assert problems_of(text) == []
        assert not is_refused(text, NOTES)
