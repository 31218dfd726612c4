"""YAML from anywhere: nothing crashes, nothing grows without bound, and nothing readable is lost."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from functools import partial

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.problems import ProblemKind
from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.sources.read_result import ReadResult
from sphinxext.tagpages.sources.registry import read_source
from sphinxext.tagpages.sources.yaml import nodes as yaml_nodes
from sphinxext.tagpages.sources.yaml.reader import read_yaml
from sphinxext.tagpages.sources.yaml.tags_file import TagsFile, read_tags_file
from tests.examples import examples
from tests.tiers import long

MANY = 2_000


def read(text: str) -> ReadResult:
    return read_yaml(text, "a.yaml")


def titles(result: ReadResult) -> list[str]:
    return [note.title for note in result.notes]


def lines(result: ReadResult) -> list[tuple[ProblemKind, int | None]]:
    return [(problem.kind, problem.origin.line) for problem in result.problems]


def message(result: ReadResult) -> str:
    (problem,) = result.problems
    return problem.message


def counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note the length of each text that is parsed."""
    parsed: list[int] = []

    def noted(parser: Callable[[str], object], text: str) -> object:
        parsed.append(len(text))
        return parser(text)

    for name in ("_READER", "_Pure"):
        monkeypatch.setattr(yaml_nodes, name, partial(noted, getattr(yaml_nodes, name)))
    return parsed


class TestAliases:
    """A bound for what a file stands for, and no more lost than what is over it."""

    LAUGHS = "- title: A\n  a0: &a0 [x]\n" + "".join(
        f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
    )

    def test_only_the_fields_that_are_too_much_are_left_out(self) -> None:
        result = read(self.LAUGHS + "  venue: V\n- title: B\n")
        assert titles(result) == ["A", "B"]
        assert result.notes[0].venue == "V"
        assert "a1" in result.notes[0].extra
        assert "a11" not in result.notes[0].extra
        (problem, *_) = result.problems
        assert problem.kind is ProblemKind.YAML_SYNTAX
        assert "`a6` is left out: an alias (`*`) stands for more than can be read" in problem.message
        assert problem.origin.line == 8

    @long
    def test_a_file_that_is_read_item_by_item_has_no_more_for_that(self) -> None:
        text = "- title: A\n  x: &a [" + "b, " * 1999 + "b]\n" + "- title: B\n  x: *a\n" * 600
        for end in ("", "- title: C: c\n"):
            result = read_yaml(text + end, "a.yaml")
            assert len(result.notes) == 601 + bool(end)
            having = sum(isinstance(note.extra.get("x"), list) for note in result.notes)
            assert 50 < having < 300
            assert len(result.problems) >= 601 - having

    def test_a_long_text_counts_by_its_length(self) -> None:
        text = f"- title: A\n  kind: &a {'x' * 100_000}\n" + "- title: B\n  kind: *a\n" * MANY
        result = read_yaml(text, "a.yaml")
        assert len(result.notes) == MANY + 1
        assert 400 < sum(bool(note.kind) for note in result.notes) < 700

    @pytest.mark.parametrize("body", ["{}", "{title: A}"])
    def test_merges_of_merges(self, body: str) -> None:
        levels = "".join(
            f"- &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 10)}]\n  title: T{n}\n" for n in range(1, 12)
        )
        result = read(f"- &a0 {body}\n{levels}- title: B\n")
        assert titles(result)[-12:] == [*(f"T{n}" for n in range(1, 12)), "B"]
        assert "what `<<` merges is left out" in result.problems[-1].message

    def test_a_long_chain_of_merges(self) -> None:
        chain = "".join(f"- &a{n}\n  <<: *a{n - 1}\n  title: T{n}\n" for n in range(1, MANY))
        result = read_yaml(f"- &a0 {{kind: k}}\n{chain}", "a.yaml")
        assert len(result.notes) == MANY - 1
        assert result.notes[10].kind == "k"

    def test_a_long_list_that_stands_in_every_note_is_looked_at_once(self) -> None:
        tags = ", ".join(str(number) for number in range(12_000))
        text = f"- title: A\n  tags: &t [{tags}] # x\n" + "- title: B\n  tags: *t\n" * 12_000
        result = read_yaml(text, "a.yaml")  # 144 million tags otherwise
        assert len(result.notes) == 12_001

    def test_defaults_count_for_each_note_that_has_them(self) -> None:
        text = f"defaults: {{tags: [{'x, ' * 999}x]}}\nnotes:\n" + "- title: A\n" * MANY
        result = read_yaml(text, "a.yaml")
        assert len(result.notes) == MANY
        assert 400 < sum(bool(note.tags) for note in result.notes) < 700
        assert "the `defaults` are too long for so many notes" in message(result)
        (problem,) = result.problems
        assert problem.origin.line == next(note.origin.line for note in result.notes if not note.tags)

    @long
    def test_a_big_file_may_hold_more(self) -> None:
        text = "- &d\n  title: D\n  lang: en\n" + "".join(f"  k{number}: v\n" for number in range(10))
        text += f"- <<: *d\n  title: A\n  summary: {'words ' * 15}\n" * 20_000
        result = read_yaml(text, "a.yaml")
        assert result.problems == ()
        assert all(note.lang == "en" for note in result.notes)

    @pytest.mark.parametrize(
        ("text", "left_out"),
        [
            ("- &x\n  title: A\n  links: *x\n- title: B\n", "`links` is left out: an alias"),
            ("- title: A\n  x: &x [*x]\n- title: B\n", "`x` is left out: an alias"),
            ("- title: A\n  x: &x {y: {<<: *x}}\n- title: B\n", "`x` is left out: an alias"),
            ("- &x\n  title: A\n  <<: *x\n- title: B\n", "what `<<` merges is left out"),
        ],
    )
    def test_what_leads_back_to_itself_costs_its_field(self, text: str, left_out: str) -> None:
        result = read(text)
        assert titles(result) == ["A", "B"]
        assert left_out in message(result)

    def test_an_alias_before_its_anchor_is_kept_as_text(self) -> None:
        result = read("- title: A\n  tags: *t\n- title: B\n  tags: &t [x]\n")
        assert [note.tags for note in result.notes] == [("*t",), ("x",)]

    def test_a_definition_is_not_parsed_again_without_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = f"- title: A\n  x: &a {'y' * 300_000}\n" + "- title: B\n  y: *a\n" * 300 + "- title: C: c\n"
        parsed = counting(monkeypatch)
        assert len(read_yaml(text, "a.yaml").notes) == 302
        assert sum(parsed) < 20 * len(text)


class TestWork:
    """What is done grows no faster than the file."""

    @pytest.mark.parametrize(
        "item",
        [
            "- title: A: b\n",
            "- {title: A: b\n",
            '- title: "A\n',
            "- title: A\n  tags: [x\n",
            "- title: A\n\turl: x\n",
            "- title: A\nx\n",
            "- title: A\n  url: x\n    kind: y\n",
            "a:\n- title: A: b\n",
            "defaults: {a: [\n  - title: A\n",
            "}{\n",
            "- title: A\n  x: {{\n  y: [\n",
        ],
    )
    def test_of_broken_items_each_is_parsed_a_few_times(
        self, item: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        parsed = counting(monkeypatch)
        work = []
        for count in (100, 400):
            parsed.clear()
            read_yaml(item * count, "a.yaml")
            work.append(sum(parsed))
        assert work[1] < 6 * work[0]

    def test_what_failed_to_parse_is_not_kept(self) -> None:
        text = "- title: A\n" + "  x: {{\n" * 500
        tracemalloc.start()
        try:
            read_yaml(text, "a.yaml")
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert peak < 4_000 * 500  # ten thousand each, were the parsers kept

    def test_no_parser_is_left_for_the_collector(self) -> None:
        gc.collect()
        gc.disable()
        try:
            read_yaml("- title: A: b\n- {x\n}{\n" * 10, "a.yaml")
            gc.set_debug(gc.DEBUG_SAVEALL)
            gc.collect()
            kept = {type(thing).__name__ for thing in gc.garbage}
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()
        assert not kept & {"_Pure", "_Quick", "YamlError", "frame"}

    @long
    def test_a_hundred_thousand_documents(self) -> None:
        result = read_yaml("---\n" * 150_000 + "- title: A\n", "a.yaml")
        assert [note.origin.line for note in result.notes] == [150_001]

    @pytest.mark.parametrize(
        "make",
        [
            lambda: "- title: " + "*a " * 300_000,
            lambda: "- title: A\n" + "".join(f"  k{number}: v\n" for number in range(30_000)),
            lambda: "- title: A\n  x: [" + ", ".join(["1"] * 300_000) + "]\n",
            lambda: "- title: " + "x" * 10_000_000,
            lambda: " " * 10_000_000,
            lambda: "\n" * 3_000_000,
            lambda: "- " * 1_000_000,
            lambda: "[" * 1_000_000,
            lambda: "- title: A\n  x:\n" + "".join(" " * depth + "- \n" for depth in range(2, 3_000)),
            lambda: "- title: A\n  ? " + "k" * 1_000_000 + "\n  : v\n",
        ],
    )
    def test_big_things_are_read(self, make: Callable[[], str]) -> None:
        result = read_yaml(make(), "a.yaml")
        assert len(result.notes) <= 1
        assert len(result.problems) <= 2

    def test_long_values_are_kept_whole_and_shown_short(self) -> None:
        long = "x" * 100_000
        result = read(f"- title: {long}\n  tags: [{long}]\n  id: {long}\n  summary: {long}\n  date: {long}\n")
        (note,) = result.notes
        assert (note.title, note.tags, note.id, note.summary) == (long, (long,), long, long)
        assert len(message(result)) < 300


class TestShapes:
    def test_a_text_may_hold_what_looks_like_a_field(self) -> None:
        result = read("- title: A: b\n  summary: It says\n    comment: nothing\n")
        assert result.notes[0].summary == "It says comment: nothing"

    @pytest.mark.parametrize(
        "text",
        [
            "defaults:\n  lang: en\n  notes:\n  - title: A\n  - title: B\n",
            "defaults:\n- title: A\n- title: B\n",
            "defaults: {lang: en}\ndefaults:\n- title: A\n- title: B\n",
            "defaults:\n  lang: [en\n- title: A\n- title: B\n",
            "defaults:\n  lang: en\n tags: [x]\n  - title: A\n  - title: B\n",
            "notes: [x]\ntags:\n- title: A\n- title: B\n",
            "  x: y\n- title: A\n- {title: B}\n",
            ":\n- title: A\n- title: B\n",
        ],
    )
    def test_notes_in_the_wrong_place_are_read_and_told(self, text: str) -> None:
        result = read(text)
        assert titles(result) == ["A", "B"]
        assert result.problems

    @pytest.mark.parametrize(
        "text",
        [
            "notes: |\n  - title: A\n",
        ],
    )
    def test_notes_where_nobody_looks_for_them_are_told(self, text: str) -> None:
        result = read(text)
        assert titles(result) == []
        assert len(result.problems) == 1

    def test_an_unknown_directive_is_none(self) -> None:
        result = read("%FOO 1\n%YAML 9.9\n---\ndefaults: {lang: en}\nnotes:\n- title: A\n")
        assert [(note.title, note.lang) for note in result.notes] == [("A", "en")]
        assert result.problems == ()

    def test_of_a_key_that_stands_twice_the_first_counts_that_is_not_empty(self) -> None:
        result = read("- title:\n  title: A\n  kind: ''\n  kind: k\n  venue: V\n  venue: W\n")
        assert [(note.title, note.kind, note.venue) for note in result.notes] == [("A", "k", "V")]
        assert lines(result) == [(ProblemKind.YAML_KEY, number) for number in (2, 4, 6)]

    @pytest.mark.parametrize(
        ("value", "title"), [("[Draft]", "[Draft]"), ("[a, [b]]", "[a, [b]]"), ("{a: b}", "{a: b}")]
    )
    def test_a_title_that_yaml_takes_for_something_else(self, value: str, title: str) -> None:
        result = read(f"- title: {value}\n")
        assert titles(result) == [title]
        assert lines(result) == [(ProblemKind.FIELD_VALUE, 1)]
        assert yaml.safe_load(message(result).partition("Write `")[2].removesuffix("`")) == {"title": title}

    def test_tags_and_people_called_null(self) -> None:
        result = read("- title: A\n  tags: ['null', ~, null, '~']\n  authors: ['Null', Null, B]\n")
        assert result.notes[0].tags == ("null", "~")
        assert result.notes[0].authors == ("Null", "B")

    def test_a_quote_that_goes_on_in_a_list_costs_no_other_note(self) -> None:
        result = read('- title: A\n  tags:\n  - "x\n- title: B\n  tags: [y"]\n- title: C\n')
        assert titles(result) == ["A", "B", "C"]

    def test_a_quoted_title_over_lines_that_look_like_fields_costs_its_note_alone(self) -> None:
        result = read("- title: 'It\n  summary: here\n  -'\n  kind: k\n- title: B\n")
        assert titles(result) == ["B"]
        assert lines(result) == [(ProblemKind.YAML_SYNTAX, 1)]

    def test_names_within_a_document_that_does_not_parse(self) -> None:
        result = read(
            "- &a\n  title: A\n  tags: &t [x]\n- title: &t B\n- title: C\n  <<: *a\n  kind: *t\n"
            "- {title: D, x: &y [&z a\n- title: E\n  x: *y\n- title: F: f\n  kind: *t\n  body: *z\n"
        )
        assert [(note.title, note.tags, note.kind) for note in result.notes] == [
            ("A", ("x",), ""),
            ("B", (), ""),
            ("C", ("x",), "B"),
            ("E", (), ""),
            ("F: f", (), "B"),
        ]
        assert result.notes[2].where("tags").line == 3
        assert result.notes[-1].body == "*z"

    def test_text_behind_what_a_quote_ends_in_the_next_line(self) -> None:
        result = read("- title: 'One\n two'\n*x: y\n- title: B\n")
        assert titles(result) == ["One two", "B"]
        assert lines(result) == [(ProblemKind.YAML_SYNTAX, 3)]

    @pytest.mark.parametrize("text", ["\t", "\t\n \t\n", "   \n  ", "\f\n"])
    def test_white_space_is_nothing(self, text: str) -> None:
        assert read(text) == ReadResult()

    def test_an_escape_that_is_no_character(self) -> None:
        assert titles(read('- title: "\\UFFFFFFFF x"\n- title: "\\U00110000"\n- title: B\n'))[-1] == "B"

    def test_types_construct_nothing(self) -> None:
        result = read(
            "- title: !!python/object/apply:os.system ['true']\n- title: !!binary aGk=\n"
            "- !local\n  title: !x X\n- !!python/object:os.x {title: Y}\n"
        )
        assert titles(result) == ["[true]", "aGk=", "X", "Y"]


class TestBytes:
    TEXT = "- title: é 日本 😀\n  kind: k\n- title: B\n  date: x\n"

    @pytest.mark.parametrize(
        "encoding",
        ["utf-8", "utf-8-sig", *(f"utf-{size}{order}" for size in (16, 32) for order in ("", "-le", "-be"))],
    )
    def test_every_encoding_of_unicode_with_and_without_a_mark(self, encoding: str) -> None:
        result = read_source(self.TEXT.encode(encoding), "a.yaml")
        assert (titles(result), lines(result)) == (["é 日本 😀", "B"], [(ProblemKind.DATE, 4)])

    @pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
    def test_the_place_of_a_byte_that_is_none(self, ends: str) -> None:
        data = self.TEXT.replace("\n", ends).encode() + b"- title: M\xfcller"
        result = read_source(data, "a.yaml")
        assert titles(result)[-1] == "M\ufffdller"
        assert [problem.origin.line for problem in result.problems] == [5, 4]

    def test_a_zero_byte_is_no_other_encoding(self) -> None:
        for data in (b"-\0 title: A\n", b"\0- title: A\n", b"- title: A\0\n"):
            assert titles(read_source(data, "a.yaml")) == ["A"]

    def test_a_text_of_two_bytes_that_is_cut_off(self) -> None:
        result = read_source(self.TEXT.encode("utf-16")[:-1], "a.yaml")
        assert len(result.notes) == 2
        assert ProblemKind.FILE in {problem.kind for problem in result.problems}

    def test_byte_order_marks_in_the_middle(self) -> None:
        mark = "\ufeff"
        result = read_source(
            f"{mark}{mark}- title: A\n{mark}- title: B{mark}\n  date: x\n".encode(), "a.yaml"
        )
        assert (titles(result), lines(result)) == (["A", "B"], [(ProblemKind.DATE, 3)])

    @pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029", "\x0b", "\x1c", "\x1e"])
    def test_odd_line_ends_are_none(self, sign: str) -> None:
        result = read(f"- title: A{sign}b\n  date: x\n")
        assert (titles(result), lines(result)) == (["A b"], [(ProblemKind.DATE, 2)])

    def test_a_new_page_before_a_note(self) -> None:
        result = read("- title: A\n\f- title: B\n  kind: k\n\f\n- title: C\n")
        assert [(note.title, note.kind) for note in result.notes] == [("A", ""), ("B", "k"), ("C", "")]
        assert result.problems == ()


def slugs_of(read: TagsFile) -> dict[str, str]:
    return {tag_key(entry.name): entry.slug for entry in read.entries if entry.slug}


class TestTagsFile:
    @pytest.mark.parametrize(
        ("text", "slugs", "line"),
        [
            ("a: {slug: x\nb: {slug: y}\n", {"b": "y"}, 1),
            ("b: {slug: y}\n\nC: D: {slug: c}\n", {"b": "y"}, 3),
            ("b: {slug: y}\na:\n\tslug: x\n", {"b": "y"}, 3),
            ("a: {slug: x}\nA: {slug: y}\n", {"a": "x"}, 2),
            ("? [a]\n: {slug: x}\nb: {slug: y}\n", {"b": "y"}, 1),
            ("b: {slug: y}\nx: " + "[" * 100_000, {"b": "y"}, 2),
        ],
    )
    def test_one_bad_tag_costs_no_other(self, text: str, slugs: dict[str, str], line: int) -> None:
        read = read_tags_file(text, "tags.yaml")
        assert slugs_of(read) == slugs
        assert [problem.origin.line for problem in read.problems] == [line]

    def test_several_documents(self) -> None:
        read = read_tags_file("---\na: {slug: x}\n---\nb: {slug: y}\n", "tags.yaml")
        assert (slugs_of(read), read.problems) == ({"a": "x", "b": "y"}, ())

    def test_very_many_tags(self) -> None:
        read = read_tags_file("".join(f"t{number}: {{slug: s{number}}}\n" for number in range(20_000)), "t")
        assert len(read.entries) == 20_000

    def test_a_long_name_is_shown_short(self) -> None:
        (problem,) = read_tags_file(f"? {'t' * 100_000}\n: {{slug: No Slug}}\n", "t").problems
        assert len(problem.message) < 400


values = st.recursive(
    st.text(max_size=8) | st.integers() | st.booleans() | st.none() | st.dates() | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from([
    "tags",
    "date",
    "url",
    "links",
    "authors",
    "pinned",
    "image",
    "lang",
    "doi",
    "x",
    "year",
])


@examples(60)
@given(st.lists(st.dictionaries(keys, values, max_size=4), min_size=1, max_size=4))
def test_items_are_read_as_if_each_stood_alone(items: list[dict[str, object]]) -> None:
    texts = [
        yaml.safe_dump([{"title": f"T{number}", **item}], sort_keys=False)
        for number, item in enumerate(items)
    ]
    together = read_yaml("".join(texts), "a.yaml")
    alone = [note for text in texts for note in read_yaml(text, "a.yaml").notes]
    assert titles(together) == [f"T{number}" for number in range(len(items))]
    for note, lone in zip(together.notes, alone, strict=True):
        shared = ("title", "id", "url", "links", "date", "published", "authors", "tags", "pinned", "extra")
        assert [getattr(note, name) for name in shared] == [getattr(lone, name) for name in shared]
