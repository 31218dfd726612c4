"""Exports of issues: every form is recognised, every issue is there once, and no file is too odd."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.core.note import Link, Note
from sphinxext.tagpages.core.problems import ProblemKind
from sphinxext.tagpages.core.tags.info import TagInfo
from sphinxext.tagpages.sources.github.options import check_options
from sphinxext.tagpages.sources.github.reader import read_issues
from sphinxext.tagpages.sources.read_result import ReadResult
from sphinxext.tagpages.sources.registry import read_source
from tests.examples import examples

Json = Any
URL = "https://github.com/o/r/issues/"


def read(value: Json, **options: object) -> ReadResult:
    """Read a value as JSON, or a text as it is."""
    text = value if isinstance(value, str) else json.dumps(value, indent=1)
    return read_source(text.encode("utf-8", "surrogatepass"), "i.json", check_options(options))


def one(issue: Mapping[str, Json], **options: object) -> Note:
    """Read one issue with which nothing is wrong."""
    result = read([{"title": "A"} | dict(issue)], **options)
    assert result.problems == ()
    (note,) = result.notes
    return note


def kinds(result: ReadResult) -> list[ProblemKind]:
    return [problem.kind for problem in result.problems]


def titles(result: ReadResult) -> list[str]:
    return [note.title for note in result.notes]


GH = {
    "author": {"login": "ann"},
    "body": "Read https://a.org/paper first.",
    "comments": [
        {"author": {"login": "ann"}, "body": "Mine."},
        {"author": {"login": "bob"}, "body": "His."},
    ],
    "createdAt": "2023-03-28T09:30:00Z",
    "labels": [{"id": "x", "name": "NLP, Speech", "description": "Both", "color": "D73A4A"}],
    "number": 7,
    "state": "OPEN",
    "title": "A note",
    "url": f"{URL}7",
}
REST = {
    "url": "https://api.github.com/repos/o/r/issues/7",
    "html_url": f"{URL}7",
    "id": 12345,
    "number": 7,
    "title": "A note",
    "user": {"login": "ann"},
    "labels": [{"id": 1, "name": "NLP, Speech", "description": "Both", "color": "d73a4a"}],
    "state": "open",
    "comments": 2,
    "created_at": "2023-03-28T09:30:00Z",
    "body": "Read https://a.org/paper first.",
}
GRAPHQL = {
    "number": 7,
    "title": "A note",
    "url": f"{URL}7",
    "createdAt": "2023-03-28T09:30:00Z",
    "state": "OPEN",
    "body": "Read https://a.org/paper first.",
    "author": {"login": "ann"},
    "labels": {"nodes": [{"name": "NLP, Speech", "color": "d73a4a", "description": "Both"}]},
    "comments": {"edges": [{"node": {"author": {"login": "ann"}, "body": "Mine."}}, {"node": None}, None]},
}


class TestForms:
    @pytest.mark.parametrize(("issue", "comment"), [(GH, "Mine."), (REST, ""), (GRAPHQL, "Mine.")])
    def test_an_issue_is_the_same_note_in_each_form(self, issue: Mapping[str, Json], comment: str) -> None:
        result = read([issue])
        (note,) = result.notes
        assert result.problems == ()
        assert (note.title, note.id, note.number, note.url) == ("A note", "7", 7, f"{URL}7")
        assert note.date == NoteDate.parse("2023-03-28T09:30:00Z")
        assert note.tags == ("NLP, Speech",)
        assert note.links == (Link("a.org", "https://a.org/paper"),)
        assert (note.body, note.comment, note.markup) == (
            "Read https://a.org/paper first.",
            comment,
            "markdown",
        )
        assert note.authors == ()
        assert note.extra == {"state": "open", "author": "ann"}
        assert result.tags == (TagInfo("NLP, Speech", "#d73a4a", "Both"),)

    @pytest.mark.parametrize(
        "around",
        [
            {"data": {"repository": {"issues": {"nodes": [GRAPHQL, None, {}]}}}},
            {"data": {"repository": {"issues": {"edges": [{"cursor": "x", "node": GRAPHQL}]}}}},
            {"data": {"search": {"pageInfo": {"hasNextPage": False}, "nodes": [GRAPHQL]}}},
            {"data": {"organization": {"name": "o", "mine": {"issues": {"nodes": [GRAPHQL]}}}}},
            {"data": {"repository": {"labels": {"nodes": [{"name": "x"}]}, "issues": {"nodes": [GRAPHQL]}}}},
            [{"data": {"repository": {"issues": {"nodes": [GRAPHQL]}}}}],
            {"issues": [GRAPHQL]},
            {"total_count": 1, "incomplete_results": False, "items": [GRAPHQL]},
            [[GRAPHQL], []],
            GRAPHQL,
        ],
    )
    def test_issues_are_found_in_what_is_round_them(self, around: Json) -> None:
        result = read(around)
        assert titles(result) == ["A note"]
        assert result.problems == ()

    def test_pages_one_after_the_other_and_lines(self) -> None:
        pages = [[{"title": "A", "number": 1}], [{"title": "B", "number": 2}]]
        for text in ("".join(map(json.dumps, pages)), "\n".join(json.dumps(page[0]) for page in pages)):
            result = read(text)
            assert titles(result) == ["A", "B"]
            assert result.problems == ()
        lines = read('{"title": "A", "number": 1}\n\n{"number": 2, "title": "B"}\n')
        assert [note.origin.line for note in lines.notes] == [1, 3]

    def test_an_issue_that_two_pages_share_is_there_once(self) -> None:
        pages = [
            [GH, GH | {"number": 8, "url": f"{URL}8"}],
            [GH, GH | {"url": "https://github.com/o/other/issues/7"}],
        ]
        result = read("".join(map(json.dumps, pages)))
        assert [note.url.removeprefix("https://github.com/o/") for note in result.notes] == [
            "r/issues/7",
            "r/issues/8",
            "other/issues/7",
        ]

    def test_labels_as_text(self) -> None:
        assert read({"issues": [{"title": "A", "labels": ["x, y", " z "]}]}).notes[0].tags == ("x, y", "z")
        assert read({"issues": [{"title": "A", "labels": "x, y"}]}).notes[0].tags == ("x", "y")

    @pytest.mark.parametrize(
        "mark",
        [
            {"pull_request": {"url": "x"}},
            {"isPullRequest": True},
            {"__typename": "PullRequest"},
            {"url": "https://github.com/o/r/pull/3"},
        ],
    )
    def test_pull_requests_are_left_out(self, mark: Mapping[str, Json]) -> None:
        result = read([{"title": "A", "number": 3} | dict(mark), {"title": "B", "pull_request": None}])
        assert titles(result) == ["B"]
        assert result.problems == ()

    @pytest.mark.parametrize("field", list(GH))
    def test_any_field_but_the_title_may_be_missing_or_odd(self, field: str) -> None:
        rest = {name: value for name, value in GH.items() if name != field}
        odd: list[Json] = [None, 3, 2.5, True, "", [], {}, [None, 3, [[]]], {"nodes": 3}, {"login": 3}]
        results = [read([rest]), *(read([rest | {field: value}]) for value in odd)]
        if field == "title":
            assert titles(results[0]) == []
            assert titles(results[2]) == ["3"]
        else:
            assert [titles(result) for result in results] == [["A note"]] * len(results)
        told = {kind for result in results for kind in kinds(result)}
        assert told <= {ProblemKind.TITLE, ProblemKind.FIELD_VALUE, ProblemKind.DATE}

    @pytest.mark.parametrize("text", ["[]", " [ ]\n", '{"data": {"repository": {"issues": {"nodes": []}}}}'])
    def test_an_export_without_issues_is_no_problem(self, text: str) -> None:
        assert read(text) == ReadResult()

    @pytest.mark.parametrize(
        "value",
        [
            '{"name": "x", "version": "1"}',
            '{"title": "S", "type": "object", "properties": {}}',
            "3",
            '"x"',
            "null",
            '[{"name": "x"}, 3]',
            '{"data": null, "errors": [{"message": "no"}]}',
            "",
            "{}",
            '[{"labels": []}]',
        ],
    )
    def test_other_json_is_named_as_such(self, value: str) -> None:
        result = read(value)
        assert result.notes == ()
        assert kinds(result) == [ProblemKind.SHAPE]
        assert "gh issue list --state all --limit 100000" in result.problems[0].message

    def test_the_lines_of_issues(self) -> None:
        result = read('[\n {"title": "A"},\n\n {"title":\n "B"}, {"title": "C"}]')
        assert [note.origin.line for note in result.notes] == [2, 4, 5]
        result = read('{"data":\n{"x": {"nodes": [\n{"title": "A"},\n{"node": {"title": "B"}}]}}}')
        assert [note.origin.line for note in result.notes] == [3, 4]


class TestFaults:
    @pytest.mark.parametrize(
        "whole",
        [
            [GH | {"url": f"{URL}{n}"} for n in range(3)],
            {"data": {"r": {"issues": {"nodes": [GRAPHQL | {"url": f"{URL}{n}"} for n in range(3)]}}}},
        ],
    )
    def test_of_a_file_cut_off_the_whole_issues_are_kept(self, whole: Json) -> None:
        text = json.dumps(whole, indent=1)
        for length in range(1, len(text) - 1, 7):
            result = read(text[:length])
            ends = text[:length].count('"A note"')
            assert len(result.notes) in {ends, ends - 1}
            assert set(kinds(result)) <= {ProblemKind.JSON_SYNTAX, ProblemKind.SHAPE}
            assert len(result.problems) == 1

    def test_an_issue_cut_off_is_not_taken_for_what_is_round_issues(self) -> None:
        cut = '{"number": 1, "title": "A", "subIssues": {"nodes": [{"number": 2, "title": "B"}]}, "body": "c'
        result = read(cut)
        assert titles(result) == []
        assert kinds(result) == [ProblemKind.JSON_SYNTAX]

    def test_the_line_of_the_fault(self) -> None:
        (problem,) = read('[{"title": "A"},\n{"title": "B"},\n{"title" "C"}]').problems
        assert (problem.kind, problem.origin.line) == (ProblemKind.JSON_SYNTAX, 3)
        assert "(2)" in problem.message

    @pytest.mark.parametrize(
        "text",
        [
            "[" * 100000,
            '{"data":' * 100000,
            '[{"title": "A", "x": ' + "[" * 100000,
            "[1,]",
            '{"a"}',
            "[NaN",
            "{,}",
            "[[1]",
        ],
    )
    def test_what_does_not_parse_is_no_traceback(self, text: str) -> None:
        result = read(text)
        assert kinds(result) == [ProblemKind.JSON_SYNTAX]

    @pytest.mark.parametrize(
        "text",
        [
            '"number": ' + "9" * 5000,
            '"number": NaN',
            '"body": "\\ud800"',
            '"x": 1e999',
            '"title": "A", "title": "A"',
            '"body": "tab\there"',
            '"number": -Infinity',
            '"number": ' + "[" * 900 + "]" * 900,
            '"number": 1.5',
            '"labels": [{"name": "\\udc00"}]',
        ],
    )
    def test_odd_values_cost_no_issue(self, text: str) -> None:
        result = read('[{"title": "A", ' + text + "}]")
        assert titles(result) == ["A"]
        assert result.problems == ()

    def test_an_issue_without_a_title_is_named(self) -> None:
        result = read([{"number": 3}, {"number": 4, "title": "B"}])
        assert titles(result) == ["B"]
        assert kinds(result) == [ProblemKind.TITLE]
        assert "3" in result.problems[0].message

    def test_bad_dates_and_addresses_are_left_out(self) -> None:
        result = read([{"number": 3, "title": "A", "createdAt": "soon", "url": "javascript:alert(1)"}])
        assert kinds(result) == [ProblemKind.URL, ProblemKind.DATE]
        assert all(problem.message.startswith("issue 3: ") for problem in result.problems)
        assert (result.notes[0].url, result.notes[0].date) == ("", None)

    @pytest.mark.parametrize(("count", "hinted"), [(29, False), (30, True), (31, False)])
    def test_an_export_of_the_usual_limit_is_told(self, count: int, hinted: bool) -> None:
        result = read([{"title": f"N{n}"} for n in range(count)])
        assert len(result.notes) == count
        assert kinds(result) == [ProblemKind.EXPORT_LIMIT] * hinted
        assert not hinted or "--limit 100000" in result.problems[0].message

    def test_other_forms_of_the_usual_length_are_not(self) -> None:
        assert read([REST | {"number": n} for n in range(30)]).problems == ()
        assert read({"issues": [GH | {"url": f"{URL}{n}"} for n in range(30)]}).problems == ()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(
            st.sampled_from([
                *GH,
                *REST,
                "nodes",
                "edges",
                "node",
                "issues",
                "data",
                "login",
                "name",
                "color",
                "x",
            ]),
            children,
            max_size=6,
        )
    ),
    max_leaves=25,
)
options = st.fixed_dictionaries(
    {},
    optional={
        "link": st.sampled_from(["issue", "first"]),
        "comments": st.sampled_from(["all", "none", ["ann"]]),
        "title_pattern": st.sampled_from(["paper", "(?P<title>.)(?P<published>.*)"]),
        "summary_heading": st.just("x*"),
    },
)


class TestAnyValue:
    @examples(200)
    @given(json_values, options)
    @example({"data": [{"nodes": [{"node": {"title": "A"}}]}]}, {})
    def test_no_value_raises(self, value: Json, given_options: dict[str, object]) -> None:
        read(json.dumps(value), **given_options)

    @examples(100)
    @given(st.text('[]{}",:titlenubr0 \n', max_size=60))
    def test_no_text_raises(self, text: str) -> None:
        read(text)

    @examples(100)
    @given(st.lists(json_values.filter(lambda value: isinstance(value, dict)), max_size=6), st.booleans())
    def test_every_issue_with_a_title_is_there_once_and_in_order(
        self, values: list[Json], pages: bool
    ) -> None:
        other: dict[str, object] = dict.fromkeys(["node", "url", "html_url", "pull_request"])
        issues = [item | other | {"title": f"T{number}"} for number, item in enumerate(values)]
        text = "\n".join(json.dumps([issue]) for issue in issues) if pages else json.dumps(issues)
        assert titles(read(text)) == [f"T{number}" for number in range(len(issues))]


class TestOptions:
    def test_the_title_leads_to_the_issue_or_to_the_first_link(self) -> None:
        first = one(GH, link="first")
        assert (first.url, first.links) == ("https://a.org/paper", (Link("Issue", f"{URL}7"),))
        without = one(GH | {"body": "No link."}, link="first")
        assert (without.url, without.links) == (f"{URL}7", ())
        assert one({"body": "https://a.org"}).links == (Link("a.org", "https://a.org"),)

    @pytest.mark.parametrize(
        ("comments", "kept"),
        [
            ("author", "Mine."),
            ("all", "Mine.\n\n**bob:**\n\nHis."),
            ("none", ""),
            (["BOB"], "**bob:**\n\nHis."),
            ([], ""),
        ],
    )
    def test_comments(self, comments: object, kept: str) -> None:
        assert one(GH, comments=comments).comment == kept

    def test_hidden_comments_and_those_of_nobody_are_left_out(self) -> None:
        comments = [
            {"author": None, "body": "a"},
            {"author": {"login": "x"}, "body": "b", "isMinimized": True},
        ]
        assert one({"comments": comments}).comment == ""
        assert one({"comments": comments}, comments="all").comment == "a"

    def test_a_bot_is_known_by_both_its_names(self) -> None:
        comments = [
            {"user": {"login": "helper[bot]"}, "body": "a"},
            {"author": {"login": "helper"}, "body": "b"},
        ]
        assert one({"comments": comments}, comments=["helper"]).comment == (
            "**helper[bot]:**\n\na\n\n**helper:**\n\nb"
        )

    def test_labels_that_are_skipped_are_in_nothing(self) -> None:
        labels = [{"name": "Status: Done", "color": "ffffff"}, {"name": "NLP", "color": "000000"}]
        result = read([{"title": "A", "labels": labels}], skip_labels=["status*"])
        assert result.notes[0].tags == ("NLP",)
        assert result.tags == (TagInfo("NLP", "#000000"),)

    def test_labels_are_tags_whatever_they_are_called(self) -> None:
        assert one({"labels": ["null", "~", "  a   b ", "A B", "", "#1"]}).tags == ("null", "~", "a b", "#1")

    def test_states(self) -> None:
        issues = [{"title": "A", "state": "OPEN"}, {"title": "B", "state": "closed"}, {"title": "C"}]
        assert titles(read(issues, states=["open"])) == ["A", "C"]
        assert titles(read(issues, states="CLOSED")) == ["B", "C"]
        assert titles(read(issues, states=[])) == ["A", "B", "C"]

    def test_titles_are_taken_apart(self) -> None:
        note = one({"title": "Paws, Ann Lee+, Acme, arXiv'23"}, title_pattern="paper", kind="article")
        assert (note.title, note.authors, note.venue) == ("Paws", ("Ann Lee+",), "arXiv")
        assert (note.published, note.kind) == (NoteDate(2023), "")
        assert note.extra["affiliation"] == "Acme"
        assert one({"title": "Paws"}, title_pattern="paper", kind="article").kind == "article"

    def test_a_date_that_is_none_makes_no_publication(self) -> None:
        options = {"title_pattern": r"(?P<title>.*) \((?P<published>.*)\)", "kind": "article"}
        result = read([{"title": "Paws (soon)", "number": 5}], **options)
        assert (result.notes[0].title, result.notes[0].kind) == ("Paws", "article")
        assert kinds(result) == [ProblemKind.DATE]

    def test_a_pattern_of_one_s_own(self) -> None:
        note = one({"title": "Paws (2023.06)"}, title_pattern=r"(?P<title>.*) \((?P<published>[\d.]+)\)")
        assert (note.title, note.published) == ("Paws", NoteDate(2023, 6))

    def test_the_summary_comes_from_the_body_or_a_kept_comment(self) -> None:
        in_body = one({"body": "Mine.\n\n# Summary\n\nShort."}, summary_heading="summary")
        assert (in_body.summary, in_body.body) == ("Short.", "Mine.")
        comments = [{"author": {"login": "bot"}, "body": "# 要約\n\nShort.\n\n# More\n\nLong."}]
        options: dict[str, object] = {"summary_heading": ["Summary", "要約"]}
        kept = one({"body": "Mine.", "comments": comments}, comments="all", **options)
        assert (kept.summary, kept.comment, kept.body) == (
            "Short.",
            "**bot:**\n\n# More\n\nLong.",
            "Mine.",
        )
        assert one({"body": "Mine.", "comments": comments}, **options).summary == ""

    def test_the_first_picture_of_the_text_or_of_a_kept_comment(self) -> None:
        comments = [{"author": {"login": "x"}, "body": "![c](https://i.org/c.png)"}]
        assert (
            one({"body": "![b](https://i.org/b.png)", "comments": comments}, comments="all").image_alt == "b"
        )
        assert one({"body": "none", "comments": comments}, comments="all").image == "https://i.org/c.png"
        assert one({"body": "none", "comments": comments}).image == ""

    def test_the_zone_of_a_date_is_kept(self) -> None:
        date = one({"created_at": "2023-03-28T01:00:00+09:00"}).date
        assert date is not None
        assert date.machine == "2023-03-28T01:00:00+09:00"


class TestChecks:
    def test_the_canonical_form_is_plain_data(self) -> None:
        given_options = {
            "states": ("OPEN",),
            "skip_labels": "x",
            "a/*.json": {"comments": ("ann",), "kind": " k "},
        }
        assert check_options(given_options) == {
            "states": ["open"],
            "skip_labels": ["x"],
            "a/*.json": {"comments": ["ann"], "kind": "k"},
        }

    @pytest.mark.parametrize(
        ("value", "hint"),
        [
            (["x"], "mapping"),
            ({"lnk": "first"}, "did you mean 'link'? Write one of link"),
            ({"link": "paper"}, "'issue' or 'first'"),
            ({"a.json": {"lnk": "first"}}, "'a.json'"),
            ({"comments": "ann"}, "a list of login names"),
            ({"states": ["merged"]}, "'merged'"),
            ({"skip_labels": 3}, "a list of texts"),
            ({"title_pattern": "("}, "no regular expression"),
            ({"title_pattern": "(.*)"}, "(?P<title>"),
            ({"title_pattern": "(?P<name>.*)"}, "(?P<title>"),
            ({"title_pattern": 3}, "'paper'"),
            ({"summary_heading": [3]}, "3 is no text; write it in quotes"),
            ({"kind": None}, "a text"),
        ],
    )
    def test_what_is_not_valid_is_told_with_what_to_write(self, value: object, hint: str) -> None:
        with pytest.raises(ValueError, match=re.escape(hint)):
            check_options(value)


def test_an_address_with_very_many_brackets_behind_it_is_read() -> None:
    note = one({"body": "https://example.org/a" + ")" * 500_000}, link="first")
    assert note.url == "https://example.org/a"


FAULT = {"number": 7, "title": "LIMA", "createdAt": "yesterday", "labels": [{"name": "NLP"}]}


class TestLines:
    def test_a_problem_stands_at_the_line_of_its_key_where_it_has_one(self) -> None:
        text = json.dumps([{"number": 1, "title": "One", "body": "a\nb"}, FAULT], indent=2)
        result = read_issues(text, "issues.json", {})
        (problem,) = result.problems
        line = problem.origin.line
        assert line is not None
        assert '"createdAt"' in text.splitlines()[line - 1]
        assert {
            name: text.splitlines()[at - 1].split('"')[1] for name, at in result.notes[1].key_lines.items()
        } == {
            "id": "number",
            "title": "title",
            "published": "title",
            "date": "createdAt",
            "tags": "labels",
        }

    def test_the_keys_of_what_is_in_an_issue_are_not_its_own(self) -> None:
        issue = FAULT | {"comments": [{"body": "c", "author": {"login": "a"}, "url": "u"}], "body": "t"}
        text = json.dumps({"data": {"nodes": [{"node": issue}]}}, indent=1)
        (note,) = read_issues(text, "issues.json", {}).notes
        lines = text.splitlines()
        assert "url" not in note.key_lines
        assert note.key_lines["body"] == lines.index(next(line for line in lines if '"t"' in line)) + 1

    def test_in_an_export_of_one_line_a_problem_names_the_issue(self) -> None:
        (problem,) = read_issues(json.dumps([FAULT]), "issues.json", {}).problems
        assert problem.origin.line == 1
        assert problem.message.startswith("issue 7: ")
