"""YAML: every note that can be read is read, and what cannot be read is named."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.core.note import Link
from sphinxext.tagpages.core.problems import Problem, ProblemKind, once_each
from sphinxext.tagpages.sources.read_result import ReadResult
from sphinxext.tagpages.sources.registry import read_source
from sphinxext.tagpages.sources.yaml import nodes as yaml_nodes
from sphinxext.tagpages.sources.yaml.reader import read_yaml
from tests.examples import examples

CORPUS = Path(__file__).parents[1] / "corpus" / "yaml"

fast = examples(150)
without_libyaml = not yaml.__with_libyaml__


def read(text: str, first_line: int = 1) -> ReadResult:
    return read_yaml(text, "a.yaml", first_line)


def titles(result: ReadResult) -> list[str]:
    return [note.title for note in result.notes]


def found(problems: Sequence[Problem]) -> list[tuple[ProblemKind, int | None]]:
    return [(problem.kind, problem.origin.line) for problem in problems]


class TestForms:
    def test_a_list(self) -> None:
        result = read("# notes\n- title: A\n  date: 2023-01-02\n\n- title: B\n")
        assert titles(result) == ["A", "B"]
        assert [note.origin.line for note in result.notes] == [2, 5]
        assert result.notes[0].where("date").line == 3
        assert result.problems == ()

    def test_notes_with_defaults(self) -> None:
        result = read(
            "defaults: {lang: ja, tags: [x], kind: paper}\n"
            "notes:\n"
            "- title: A\n  tags: y, X\n  kind:\n"
            "- title: B\n  lang: en\n"
        )
        assert [(note.tags, note.lang, note.kind) for note in result.notes] == [
            (("x", "y"), "ja", "paper"),
            (("x",), "en", "paper"),
        ]
        assert result.notes[0].where("lang").line == 1
        assert result.problems == ()

    def test_defaults_may_follow_and_other_names_do_not_hide_a_note_s_own(self) -> None:
        result = read(
            "notes:\n- {title: A, link: 'https://a.b', labels: z}\n"
            "defaults:\n  url: https://c.d\n  keywords: [x]\n  date: soon\n"
        )
        assert result.notes[0].url == "https://a.b"
        assert result.notes[0].tags == ("x", "z")
        assert [kind for kind, _ in found(result.problems)].count(ProblemKind.DATE) == 1

    def test_keywords_of_the_defaults_are_divided_as_those_of_a_note(self) -> None:
        [note] = read("defaults: {keywords: x; y}\nnotes:\n- {title: A, keywords: z;x}\n").notes
        assert note.tags == ("x", "y", "z")

    def test_a_problem_of_the_defaults_is_told_once(self) -> None:
        result = read("defaults:\n  date: soon\nnotes:\n" + "- title: A\n" * 3)
        assert found(result.problems) == [(ProblemKind.DATE, 2)]

    def test_several_documents(self) -> None:
        result = read(
            "%YAML 1.2\n---\n- title: A\n...\n# between\n---\ndefaults: {lang: de}\nnotes:\n- title: B\n"
            "---\n---\n# empty\n--- # x\n- title: C: c\n"
        )
        assert titles(result) == ["A", "B", "C: c"]
        assert [note.lang for note in result.notes] == ["", "de", ""]
        assert [note.origin.line for note in result.notes] == [3, 9, 14]
        assert found(result.problems) == [(ProblemKind.YAML_COLON, 14)]

    @pytest.mark.parametrize(
        "text", ["", "\n\n", "# only a comment", "---\n", "---\n---\n...\n", "~", "notes:\n", "[]"]
    )
    def test_nothing_is_no_problem(self, text: str) -> None:
        assert read(text) == ReadResult()

    def test_a_note_by_itself_is_kept(self) -> None:
        result = read("title: A\ntags:\n- x\n")
        assert titles(result) == ["A"]
        assert found(result.problems) == [(ProblemKind.SHAPE, 1)]

    def test_a_list_under_another_name_is_kept(self) -> None:
        result = read("papers:\n- title: A\nmore: x\n")
        assert titles(result) == ["A"]
        assert found(result.problems) == [(ProblemKind.SHAPE, 1), (ProblemKind.SHAPE, 3)]
        assert "`notes`" in result.problems[0].message

    @pytest.mark.parametrize("text", ["Hello", "a: b", "notes: Hello", "defaults: x"])
    def test_what_is_no_file_of_notes_is_said(self, text: str) -> None:
        result = read(text)
        assert result.notes == ()
        assert found(result.problems) == [(ProblemKind.SHAPE, 1)]

    def test_items_that_are_no_notes(self) -> None:
        result = read("- just text\n- [a, list]\n-\n- title: A\n")
        assert titles(result) == ["A"]
        assert found(result.problems) == [(ProblemKind.SHAPE, 1), (ProblemKind.SHAPE, 2)]

    def test_the_lines_of_a_text_within_another_file(self) -> None:
        result = read("- title: A\n- title: B: b\n  date: x\n", first_line=40)
        assert [note.origin.line for note in result.notes] == [40, 41]
        assert found(result.problems) == [(ProblemKind.YAML_COLON, 41), (ProblemKind.DATE, 42)]

    def test_other_line_ends_and_a_byte_order_mark(self) -> None:
        text = "- title: A\n  summary: |\n    one\n    two\n- title: B: b\n  date: x\n"
        for variant in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text):
            assert read(variant) == read(text)


class TestText:
    def test_every_scalar_is_what_the_author_wrote(self) -> None:
        result = read("- title: 1.10\n  tags: [no, 12:30, 0x1F, 2023-01-01, 1_000]\n  published: 2023\n")
        assert result.notes[0].title == "1.10"
        assert result.notes[0].tags == ("no", "12:30", "0x1F", "2023-01-01", "1_000")
        assert result.notes[0].published == NoteDate(2023)

    def test_only_a_plain_null_is_nothing(self) -> None:
        result = read("- title: 'null'\n  x: [~, 'null', null, '']\n- title: null\n")
        assert titles(result) == ["null"]
        assert result.notes[0].extra == {"x": [None, "null", None, ""]}
        assert found(result.problems) == [(ProblemKind.TITLE, 3)]

    def test_types_are_ignored_and_nothing_is_constructed(self) -> None:
        result = read("- title: !!python/object/apply:os.getcwd []\n- title: !x A\n  tags: !!set {a, b}\n")
        assert titles(result) == ["A"]

    def test_control_characters_go(self) -> None:
        result = read('- title: "A\\0B\\x07\\u2028C"\n- title: D\x00\x0bE\ud800\n')
        assert titles(result) == ["AB C", "D E\ufffd"]
        assert result.problems == ()

    def test_characters_escaped_as_in_json(self) -> None:
        assert titles(read('[{"title": "\\ud83d\\ude00 \\u00e9 \\/"}]')) == ["😀 é /"]

    def test_tabs_between_key_and_value(self) -> None:
        assert titles(read("- title:\tA\t# x\n")) == ["A"]

    def test_question_marks_in_brackets(self) -> None:
        assert read("- title: A\n  tags: [Why?, What]\n").notes[0].tags == ("Why?", "What")


class TestColons:
    @pytest.mark.parametrize(
        "title",
        [
            "ABC: A Better Corpus for Nobody",
            "Attention: all: you need",
            'It\'s here: a "new" one',
            "Trailing:",
            "日本語: 副題",
            "Counting (1: one, 2: two)",
            "Vue.js: The Guide - part 2, v: 3",
        ],
    )
    def test_a_title_with_a_colon_is_kept_as_written(self, title: str) -> None:
        result = read(f"- title: {title}\n  url: https://a.b\n- title: Next\n")
        assert titles(result) == [title, "Next"]
        assert result.notes[0].url == "https://a.b"
        assert found(result.problems) == [(ProblemKind.YAML_COLON, 1)]
        shown = result.problems[0].message.partition("Write `")[2].removesuffix("`")
        assert yaml.safe_load(shown) == {"title": title}

    def test_several_fields_of_one_note(self) -> None:
        result = read(
            "- title: A: a\n  venue: B: b\n  summary: long: text\n    goes on: here\n"
            "  links:\n    Paper: x: y\n  tags:\n  - C++: notes\n  - plain\n  authors: D: d # editor\n"
        )
        note = result.notes[0]
        assert (note.title, note.venue, note.summary) == ("A: a", "B: b", "long: text goes on: here")
        assert note.tags == ("C++: notes", "plain")
        assert note.authors == ("D: d",)
        assert {kind for kind, _ in found(result.problems)} >= {ProblemKind.YAML_COLON}
        assert note.where("authors").line == 10

    def test_block_texts_are_left_alone(self) -> None:
        result = read("- title: A: a\n  body: |\n    x: y: z\n      'open\n\n    @end\n  lang: en\n")
        assert result.notes[0].body == "x: y: z\n  'open\n\n@end"
        assert result.notes[0].lang == "en"
        assert len(result.problems) == 1


class TestQuotes:
    @pytest.mark.parametrize(
        "title",
        [
            '"Why" is not enough',
            "[Paper Note] Foo",
            "@home alone",
            "`code` first",
            "*star* struck",
            "'tis the season",
            "%s considered harmful",
            "{x} in braces",
            "| pipes",
            "> 5 things",
            "- dashing",
            "&c. and so on, & more: x",
            "[half open",
            '"half open',
        ],
    )
    def test_a_title_with_a_sign_is_kept_as_written(self, title: str) -> None:
        result = read(
            f"- title: Before\n- title: {title}\n  url: https://a.b\n- title: After\n  venue: It's\n"
        )
        assert titles(result) == ["Before", title, "After"]
        assert result.notes[1].url == "https://a.b"
        assert len(result.problems) == 1
        assert result.problems[0].origin.line == 2
        shown = result.problems[0].message.partition("Write `")[2].removesuffix("`")
        assert yaml.safe_load(shown) == {"title": title}

    def test_quotes_that_were_meant_are_taken_off(self) -> None:
        result = read('- title: "\\gamma and \\mu"\n- title: "Why "not" this"\n- title: \'it\'s\'\n')
        assert titles(result) == ["\\gamma and \\mu", 'Why "not" this', "it's"]

    def test_a_list_in_brackets_stays_a_list(self) -> None:
        result = read('- title: A\n  tags: [a, #b, @c, "d, e"]\n- title: B\n  tags: [x, y\n')
        assert [note.tags for note in result.notes] == [("a", "#b", "@c", "d, e"), ("x", "y")]

    def test_a_quote_does_not_swallow_the_next_note(self) -> None:
        result = read('- title: "A\n  url: https://a.b\n- title: B"\n- title: C\n')
        assert titles(result) == ['"A', 'B"', "C"]
        assert found(result.problems) == [(ProblemKind.YAML_SYNTAX, 1)]

    def test_an_alias_of_nothing_is_kept_as_text(self) -> None:
        result = read("- title: A\n  tags: *none\n")
        assert result.notes[0].tags == ("*none",)
        assert found(result.problems) == [(ProblemKind.YAML_SYNTAX, 2)]


class TestComments:
    @pytest.mark.parametrize(
        ("line", "shown"),
        [
            ("tags: #LoRA, NLP", "tags: '#LoRA, NLP'"),
            ("venue: Room #1", "venue: 'Room #1'"),
            ("summary: it's\n    C #1", "summary: 'it''s C #1'"),
            ("tags:\n  - a\n  - #LoRA", "- '#LoRA'"),
            ("tags: # LoRA", "tags: '# LoRA'"),
        ],
    )
    def test_what_was_hardly_meant_as_one_is_told(self, line: str, shown: str) -> None:
        result = read(f"- title: A\n  {line}\n")
        assert titles(result) == ["A"]
        last = 2 + line.count("\n")
        assert found(result.problems) == [(ProblemKind.YAML_COMMENT, last)]
        assert f"`{shown}`" in result.problems[0].message

    @pytest.mark.parametrize(
        "line",
        [
            "date: 2023 # a comment",
            "tags: [a] #b",
            "venue: X # y",
            "tags: # these\n  - a",
            "x: #y",
            "venue: '#1' #x",
        ],
    )
    def test_comments_are_comments(self, line: str) -> None:
        assert read(f"- title: A # note\n  {line}\n").problems == ()

    def test_a_lost_title(self) -> None:
        result = read("- title: # A\n")
        assert found(result.problems) == [(ProblemKind.YAML_COMMENT, 1), (ProblemKind.TITLE, 1)]


class TestKeys:
    def test_the_first_of_two_counts(self) -> None:
        result = read("- title: A\n  title: B\n  links: {x: a, x: b}\n")
        assert titles(result) == ["A"]
        assert result.notes[0].links == (Link("x", "a"),)
        assert found(result.problems) == [(ProblemKind.YAML_KEY, 2), (ProblemKind.YAML_KEY, 3)]

    def test_keys_that_are_none(self) -> None:
        result = read("- title: A\n  ? [x]\n  : y\n  ? {z: 1}\n  : y\n")
        assert titles(result) == ["A"]
        assert found(result.problems) == [(ProblemKind.YAML_KEY, 2), (ProblemKind.YAML_KEY, 4)]


@pytest.mark.parametrize("text", ["", "# my notes\n", "notes:\n", "defaults: {lang: en}\n", "---\n"])
def test_a_file_without_a_note_is_told_in_one_line(text: str) -> None:
    [problem] = read_source(text.encode(), "papers/a.yml").problems
    assert (problem.kind, str(problem.origin)) == (ProblemKind.FILE, "papers/a.yml:1")
    assert problem.message == "no note is in this file; begin each with `- title: …`"


@pytest.mark.parametrize("text", ["[]", "notes: []\n"])
def test_an_empty_list_says_that_there_is_no_note(text: str) -> None:
    assert read_source(text.encode(), "a.yaml") == ReadResult()


def test_a_file_whose_notes_are_left_out_has_lines_of_its_own() -> None:
    assert found(read_source(b"- {url: 'https://a.org'}\n", "a.yaml").problems) == [(ProblemKind.TITLE, 1)]


class TestGroups:
    """Lists of notes in mappings that are none: what stands round a list holds for each of its notes."""

    def test_what_stands_in_a_group_are_defaults_of_its_notes(self) -> None:
        result = read(
            "- venue: NeurIPS\n  published: 2021\n  tags: [Award]\n  notes:\n"
            "  - title: A\n    tags: [x]\n"
            "  - title: B\n    venue: ICML\n    published: 2020-05\n"
            "- title: C\n"
            "- kind: talk\n  notes:\n  - {title: D}\n"
        )
        assert [
            (note.title, note.venue, str(note.published or ""), note.tags, note.kind) for note in result.notes
        ] == [
            ("A", "NeurIPS", "2021", ("Award", "x"), ""),
            ("B", "ICML", "2020-05", ("Award",), ""),
            ("C", "", "", (), ""),
            ("D", "", "", (), "talk"),
        ]
        assert result.problems == ()
        assert result.notes[0].where("venue").line == 1

    def test_groups_in_groups_and_in_a_mapping_with_defaults(self) -> None:
        result = read(
            "defaults: {lang: en}\nnotes:\n- published: 2021\n  notes:\n"
            "  - venue: V\n    notes: [{title: A}, {title: B, lang: ja}]\n  - title: C\n"
        )
        assert [(note.title, note.venue, str(note.published), note.lang) for note in result.notes] == [
            ("A", "V", "2021", "en"), ("B", "V", "2021", "ja"), ("C", "", "2021", "en"),
        ]  # fmt: skip
        assert result.problems == ()

    def test_a_list_by_another_name_is_read_and_told_once_a_file(self) -> None:
        text = "".join(f"- venue: V{number}\n  awards:\n  - title: T{number}\n" for number in range(125))
        result = read(text)
        assert [(note.title, note.venue) for note in result.notes] == [(f"T{n}", f"V{n}") for n in range(125)]
        [problem] = once_each(result.problems)
        assert (
            problem.message
            == "a list of notes stands under `awards`; call it `notes` (125 times in this file)"
        )
        assert read(text.replace("awards", "notes")).problems == ()

    def test_the_name_of_a_group_is_a_tag(self) -> None:
        result = read(
            "categories:\n- name: Tools, libs\n  items:\n  - title: A\n    tags: x\n"
            "- name: Books\n  tags: [y]\n  items:\n  - title: B\n"
        )
        assert [note.tags for note in result.notes] == [("Tools, libs", "x"), ("y", "Books")]
        twice = " (2 times in this file)"
        assert [problem.message for problem in once_each(result.problems)] == [
            "a list of notes stands under `categories`; call it `notes`",
            f"`name` of a group of notes is read as a tag of each; write `tags: ['Tools, libs']`{twice}",
            f"a list of notes stands under `items`; call it `notes`{twice}",
        ]
        told = read("notes:\n- tags: ['Tools, libs']\n  notes:\n  - title: A\n    tags: x\n")
        assert (told.notes[0].tags, told.problems) == (("Tools, libs", "x"), ())

    def test_lists_under_years_and_names(self) -> None:
        result = read(
            "2021:\n  NeurIPS:\n  - title: A\n  it's:\n  - {title: B, year: 1999}\n2020:\n- title: C\n"
        )
        assert [(note.title, str(note.published), note.tags) for note in result.notes] == [
            ("A", "2021", ("NeurIPS",)), ("B", "1999", ("it's",)), ("C", "2020", ()),
        ]  # fmt: skip
        said = [problem.message for problem in result.problems if problem.kind is ProblemKind.SHAPE]
        form = (
            "a list of notes stands under `{}`, which is read as `{}` of each; "
            "write `- {}`, and below it `  notes:`"
        )
        assert said == [
            form.format("2021", "published", "published: 2021"),
            form.format("NeurIPS", "tags", "tags: ['NeurIPS']"),
            form.format("it's", "tags", "tags: ['it''s']"),
            form.format("2020", "published", "published: 2020"),
        ]
        told = read(
            "- published: 2021\n  notes:\n  - tags: ['NeurIPS']\n    notes:\n    - title: A\n"
            "  - tags: ['it''s']\n    notes:\n    - {title: B, published: 1999}\n"
            "- published: 2020\n  notes:\n  - title: C\n"
        )
        assert [note.title for note in told.notes] == ["A", "B", "C"]
        assert [(note.published, note.tags) for note in told.notes] == [
            (note.published, note.tags) for note in result.notes
        ]
        assert told.problems == ()

    def test_what_is_of_one_thing_alone_is_not_handed_on_and_told(self) -> None:
        result = read("- venu: V\n  url: https://a.org\n  description: x\n  notes:\n  - title: A\n")
        assert (result.notes[0].url, result.notes[0].extra) == ("", {})
        assert [problem.message for problem in result.problems] == [
            "`venu` stands in a group of notes, and is not read; did you mean `venue`?",
            "`url` stands in a group of notes, and is not read; write it in a note",
            "`description` stands in a group of notes, and is not read; write it in a note",
        ]

    @pytest.mark.parametrize(
        "note",
        [
            "{title: A, url: https://a.org, links: [{title: Paper, url: https://b.org}]}",
            "{title: A, date: 2021, talks: [{title: T}, {title: U, url: https://b.org}]}",
            "{title: A, tags: [x], parts: {one: [{title: T}]}}",
        ],
    )
    def test_lists_in_a_note_are_no_notes(self, note: str) -> None:
        result = read(f"- {note}\n")
        assert titles(result) == ["A"]
        assert all(problem.kind is ProblemKind.FIELD_VALUE for problem in result.problems)  # of the label

    def test_a_title_with_nothing_but_a_list_of_notes_is_asked_about(self) -> None:
        result = read("- title: Tools\n  items:\n  - title: A\n    url: https://a.org\n")
        assert titles(result) == ["Tools"]
        [problem] = result.problems
        assert (problem.kind, problem.origin.line) == (ProblemKind.FIELD_NAME, 2)
        assert problem.message.endswith(
            "if `title` is the name of a group, call it `tags`, and the list `notes`"
        )
        told = read("- tags: Tools\n  notes:\n  - title: A\n    url: https://a.org\n")
        assert (titles(told), told.notes[0].tags, told.problems) == (["A"], ("Tools",), ())

    def test_a_note_whose_title_is_misspelt_is_no_group(self) -> None:
        result = read("- titel: A\n  talks: [{title: T}]\n")
        assert (titles(result), found(result.problems)) == ([], [(ProblemKind.TITLE, 1)])

    @pytest.mark.parametrize(
        ("text", "name", "line"),
        [
            ("- conference: C\n  awards:\n  - paper: A\n    url: https://a.org\n", "awards", 2),
            ("- name: G\n  items:\n  - {name: A, url: https://a.org}\n", "items", 2),
            ("title: L\ncategories:\n- name: G\n  items:\n  - {name: A, link: https://a.org}\n", "items", 4),
            ("Tools:\n  Web:\n  - {name: A, authors: B}\n", "Web", 2),
        ],
    )
    def test_a_group_whose_notes_have_no_titles_is_told_so(self, text: str, name: str, line: int) -> None:
        result = read(text)
        assert (titles(result), found(result.problems)) == ([], [(ProblemKind.SHAPE, line)])
        form = (
            "begin each note with `- title: …`"
            if "paper" in text
            else "if `name` is a title, call it `title`"
        )
        told = f"what stands under `{name}` has no `title`, and is left out; {form}"
        assert result.problems[0].message == told

    @pytest.mark.parametrize(
        "text",
        [
            "- url: https://a.org\n  people: [{name: A, url: https://b.org}]\n",
            "- name: A\n  platforms: [{name: B}]\n",
        ],
    )
    def test_a_note_without_a_title_is_told_as_before(self, text: str) -> None:
        assert found(read(text).problems) == [(ProblemKind.TITLE, 1)]

    def test_a_lone_note_with_people_stays_one(self) -> None:
        assert titles(read("title: A\ntags: [x]\npeople: [{name: A, url: https://b.org}]\n")) == ["A"]

    def test_titles_deep_in_a_file_of_something_else_are_no_notes(self) -> None:
        result = read("components: {schemas: {User: {oneOf: [{title: A}]}}}\n")
        assert (titles(result), found(result.problems)) == ([], [(ProblemKind.SHAPE, 1)])

    def test_one_bad_note_in_a_group_costs_no_other(self) -> None:
        result = read(
            "- venue: V\n  awards:\n  - title: A: b\n  - title: B\n"
            "- venue: W\n  awards:\n  - title: C\n   tags: [x]\n  - title: D\n- title: E\n"
        )
        assert [(note.title, note.venue, note.origin.line) for note in result.notes] == [
            ("A: b", "V", 3), ("B", "V", 4), ("D", "W", 9), ("E", "", 10),
        ]  # fmt: skip
        assert (ProblemKind.YAML_SYNTAX, 8) in found(result.problems)

    def test_categories_with_a_bad_note_keep_their_names(self) -> None:
        result = read(
            "categories:\n- name: X\n  items:\n  - title: A\n   tags: [x]\n  - title: B\n"
            "- name: Y\n  items:\n  - title: C\n"
        )
        assert [(note.title, note.tags) for note in result.notes] == [("B", ("X",)), ("C", ("Y",))]

    def test_lists_that_stand_for_each_other_are_read_once(self) -> None:
        chain = "".join(f"- g{n}: &g{n}\n  - {{venue: V{n}, notes: *g{n - 1}}}\n" for n in range(1, 40))
        result = read(f"- g0: &g0\n  - title: A\n{chain}- {{venue: V, notes: *g39}}\n")
        assert titles(result) == ["A"]
        again = [
            problem for problem in result.problems if "read already; write the list out" in problem.message
        ]
        assert len(again) == 40


class TestAliases:
    TEXT = (
        "- &a\n  title: A\n  tags: &t [x]\n- title: B\n  tags: *t\n"
        "- {<<: *a, title: C}\n- <<: [{kind: k}, *a]\n"
    )

    def test_aliases_and_merge_keys(self) -> None:
        result = read(self.TEXT)
        assert [(note.title, note.tags, note.kind) for note in result.notes] == [
            ("A", ("x",), ""),
            ("B", ("x",), ""),
            ("C", ("x",), ""),
            ("A", ("x",), "k"),
        ]
        assert result.problems == ()

    def test_they_are_kept_where_items_are_read_one_by_one(self) -> None:
        result = read(self.TEXT + "- title: D: d\n")
        assert result.notes[:4] == read(self.TEXT).notes
        assert titles(result)[4:] == ["D: d"]
        result = read("defaults: &d {kind: k}\nnotes:\n  - title: A: a\n  - title: B\n    <<: *d\n")
        assert [note.kind for note in result.notes] == ["k", "k"]

    @pytest.mark.parametrize(
        "text",
        ["- title: A\n  x: &x [*x]\n", "- &x\n  title: A\n  <<: *x\n", "- &x {title: A, y: {<<: *x}}\n"],
    )
    def test_an_alias_to_itself_ends(self, text: str) -> None:
        result = read(f"{text}- title: B\n")
        assert "B" in titles(result)
        assert ProblemKind.YAML_SYNTAX in {problem.kind for problem in result.problems}

    def test_aliases_cannot_fill_the_memory(self) -> None:
        levels = "".join(f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
        result = read(f"- title: A\n  a0: &a0 [x]\n{levels}- title: B\n")
        assert "B" in titles(result)
        assert ProblemKind.YAML_SYNTAX in {problem.kind for problem in result.problems}


class TestDepth:
    @pytest.mark.parametrize(
        "text", ["[" * 100_000, "[" * 60 + "]" * 60, "- " * 100_000, "? " * 10_000, "{a: " * 10_000]
    )
    def test_deep_nesting_is_a_problem_not_a_crash(self, text: str) -> None:
        result = read(f"- title: A\n- title: B\n  x: {text}\n- title: C\n")
        assert {"A", "C"} <= set(titles(result))
        assert result.problems
        assert read(text).problems

    def test_depth_by_indentation(self) -> None:
        text = "".join(" " * depth + "a:\n" for depth in range(1000))
        assert read(text).problems


class TestRecovery:
    def test_only_the_bad_item_is_lost(self) -> None:
        result = read("- title: A\n- }title: B: b, x\n- title: C\n")
        assert titles(result) == ["A", "C"]
        assert found(result.problems) == [(ProblemKind.YAML_SYNTAX, 2)]
        assert "}title: B: b, x" in result.problems[0].message

    @pytest.mark.parametrize(
        ("item", "line"),
        [
            ("- title: A\n  venue: 'V'\n  links:\n    x: y\n   oops: z\n", 5),
            ("- title: A\n    url: https://a.b\n    tags:\n      - NLP\n", 2),
            ("- title: A\n tags:\n  - NLP\n url: https://a.b\n", 2),
            ("- title: A\n  comment: |\n    kept\n  lost\n  tags: NLP\n", 4),
            ("- title: |+-\n    A\n", 1),
            ("- title: A\n  goes on\n  url: x\n", 2),
            ("- {title: A: b, tags: [x]}\n", 1),
            ("- {title: A, tags: [x]\n", 1),
        ],
    )
    def test_a_note_that_is_not_repaired_is_named_and_costs_no_other(self, item: str, line: int) -> None:
        result = read(f"- title: Before\n{item}- title: After\n")
        assert titles(result) == ["Before", "After"]
        assert found(result.problems) == [(ProblemKind.YAML_SYNTAX, 1 + line)]
        assert result.problems[0].message.endswith("; the item is left out")

    def test_tabs_for_indentation(self) -> None:
        result = read("- title: A\n\turl: https://a.b\n-\ttitle: B\n- title: C\n")
        assert titles(result) == ["A", "B", "C"]
        assert result.notes[0].url == "https://a.b"
        assert found(result.problems) == [(ProblemKind.YAML_SYNTAX, 2), (ProblemKind.YAML_SYNTAX, 3)]
        assert "does not allow tabs" in result.problems[0].message

    def test_a_dash_without_a_space(self) -> None:
        result = read("-title: A\n  url: x\n- title: B\n-title: C\n- title: D\n")
        assert titles(result) == ["B", "D"]
        assert [problem.origin.line for problem in result.problems] == [2, 4]

    def test_a_line_that_belongs_to_no_note(self) -> None:
        result = read("- title: A\n  url: x\ntitle: B\n- title: C\n")
        assert titles(result) == ["A", "C"]
        assert result.notes[0].url == "x"
        assert found(result.problems) == [(ProblemKind.YAML_SYNTAX, 3)]

    def test_defaults_still_apply(self) -> None:
        for text in (
            "defaults: {lang: ja}\nnotes:\n- title: A: a\n",
            "notes:\n  - title: A: a\n\ndefaults:\n  lang: ja\n",
        ):
            assert [(note.title, note.lang) for note in read(text).notes] == [("A: a", "ja")]

    def test_broken_defaults_cost_no_note(self) -> None:
        result = read("defaults: {lang: ja\nnotes:\n- title: A\n- title: B\n")
        assert titles(result) == ["A", "B"]
        assert ProblemKind.YAML_SYNTAX in {problem.kind for problem in result.problems}

    def test_dashes_that_do_not_line_up(self) -> None:
        result = read("notes:\n  - title: A\n- title: B\n  - title: C\n   - title: D\n")
        assert titles(result) == ["A", "B", "C", "D"]
        assert [problem.kind for problem in result.problems] == [ProblemKind.YAML_SYNTAX]

    def test_nested_lists_are_not_taken_for_notes(self) -> None:
        result = read("- title: A: a\n  related:\n  - title: X\n  - title: Y\n- title: B\n")
        assert titles(result) == ["A: a", "B"]
        assert result.notes[0].extra == {"related": [{"title": "X"}, {"title": "Y"}]}


def test_the_collector_is_as_it_was() -> None:
    assert gc.isenabled()
    read_yaml("- title: A", "a.yaml")
    assert gc.isenabled()
    gc.disable()
    try:
        read_yaml("[", "a.yaml")
        assert not gc.isenabled()
    finally:
        gc.enable()


words = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "M")), min_size=1, max_size=20
)
lines = words.map(lambda text: " ".join(text.split())).filter(
    lambda text: text not in {"", "~", "null", "Null", "NULL"}
)
notes = st.fixed_dictionaries(
    {"title": lines},
    optional={
        "venue": lines,
        "kind": lines,
        "summary": st.lists(lines, min_size=1, max_size=3).map("\n\n".join),
        "authors": st.lists(lines, min_size=1, max_size=3),
        "links": st.dictionaries(lines, st.sampled_from(["https://a.b/c", "d.html", "#e"]), max_size=2),
        "date": st.dates().map(str),
        "pinned": st.booleans(),
    },
)


@fast
@given(st.lists(notes, max_size=4), st.booleans(), st.sampled_from([None, False, True]))
@example([{"title": "\u0085x"}], False, None)
def test_what_yaml_writes_is_read_back(
    dumped: list[dict[str, object]], unicode: bool, flow: bool | None
) -> None:
    text = yaml.safe_dump(dumped, allow_unicode=unicode, default_flow_style=flow, sort_keys=False)
    result = read(text)
    assert result.problems == ()
    assert len(result.notes) == len(dumped)
    for note, source in zip(result.notes, dumped, strict=True):
        assert note.title == " ".join(str(source["title"]).split())
        assert note.venue == source.get("venue", "")
        assert note.kind == source.get("kind", "")
        assert note.summary == source.get("summary", "")
        assert note.authors == tuple(source.get("authors", ()))  # type: ignore[arg-type]
        assert {link.label: link.url for link in note.links} == source.get("links", {})
        assert str(note.date or "") == source.get("date", "")
        assert note.pinned is source.get("pinned", False)


ITEMS = [
    """\
- title: 'One: a paper'
  url: https://arxiv.org/abs/2305.11206
  date: 2023-05-22
  tags: [NLP, "C++", it's]
  summary: A plain summary,
    over two lines
""",
    """\
- title: Two (agents)
  tags:
  - NLP
  - LanguageModel # c
  -
  links:
    Paper: https://a.b/c
    Code: 'https://d.e'
  comment: |
    Block: text
      - with, indent

    end
""",
    """\
-   title: "Three \\"x\\" \\u00e9"
    tags: a, b、c
    published: 2023
    body: >-
      folded
      text
""",
    """\
- id: four
  title: 日本語の題
  authors: [A B, "C, D"]
  lang: ja
  links: {Paper: http://x, Code: "y"}
""",
    """\
- title: Five
  summary: 'several

    paragraphs # here'
  tags: [x,
    y]
""",
]
ALONE = [read_yaml(item, "a.yaml").notes[0] for item in ITEMS]


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A text with some characters deleted, doubled or inserted; it still ends its last line."""
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        length = draw(st.sampled_from([0, 0, 1, 1, 2, 7]))
        middle = draw(
            st.sampled_from(list("\n \t:-?!&*#|>'\"%@`,[]{}~\\<\x00é"))
            | st.just("")
            | st.just(text[at : at + 9])
        )
        text = text[:at] + middle + text[at + length :]
    return text.rstrip(" \n") + "\n"


@examples(300)
@given(st.data())
def test_a_damaged_note_costs_no_other(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(ITEMS) - 1), min_size=1, max_size=4))
    hit = data.draw(st.integers(0, len(chosen) - 1))
    items = [ITEMS[number] for number in chosen]
    items[hit] = data.draw(mutated(items[hit]))
    assume(items[hit].startswith("- "))  # else its lines are those of the note before
    head = data.draw(st.sampled_from(["", "notes:\n", "defaults:\n  kind: paper\nnotes:\n"]))
    result = read(head + "".join(items))
    left = [(note.title, note.url, note.tags, note.date, note.links) for note in result.notes]
    for place, number in enumerate(chosen):
        note = ALONE[number]
        if place != hit:
            assert (note.title, note.url, note.tags, note.date, note.links) in left
    assert all(problem.origin.line for problem in result.problems)


@pytest.mark.parametrize("name", ["_READER", "_Pure"])
@examples(200)
@given(
    text=st.text(st.sampled_from(list("\n\n  -:#'\"[]{},&*!|>%@`?~ab\\\t")), max_size=60)
    | st.text(max_size=40)
)
def test_any_text_is_read_with_and_without_libyaml(name: str, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_nodes, "_READER", getattr(yaml_nodes, name))
        result = read(text)
    assert all(1 <= (problem.origin.line or 0) <= len(text) + 1 for problem in result.problems)


@pytest.mark.parametrize("case", sorted(CORPUS.glob("*.yaml")), ids=lambda case: case.name)
def test_of_a_bad_file_the_same_notes_are_left_without_libyaml(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = read_source(case.read_bytes(), case.name)
    monkeypatch.setattr(yaml_nodes, "_READER", yaml_nodes._Pure)  # noqa: SLF001
    assert read_source(case.read_bytes(), case.name).notes == expected.notes


@pytest.mark.skipif(without_libyaml, reason="PyYAML was built without libyaml")
def test_libyaml_is_used_where_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> None:
        raise AssertionError(text)

    monkeypatch.setattr(yaml_nodes, "_Pure", refuse)
    assert titles(read_yaml("- title: A\n", "a.yaml")) == ["A"]


def test_a_line_of_a_comment_that_looks_like_a_field_stays_in_the_comment() -> None:
    (note,) = read_yaml("- title: LIMA\n  comment: They say\n    summary: none\n", "n.yaml").notes
    assert (note.comment, note.summary) == ("They say summary: none", "")
