"""The fields of a note: what each is read from, and what is said where it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields as dataclass_fields

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.core.note import Link, Note, derive_id
from sphinxext.tagpages.core.problems import Origin, Problem, ProblemKind
from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.fields.names import FIELD_ALIASES, FIELDS, similar_field
from sphinxext.tagpages.fields.reader import build_note
from sphinxext.tagpages.fields.values import RawValue, plain_value
from sphinxext.tagpages.sources.registry import read_source
from sphinxext.tagpages.sources.yaml.reader import read_yaml
from sphinxext.tagpages.util.text import clean
from sphinxext.tagpages.util.urls import safe_url, site_address
from tests.examples import examples

fast = examples(200)

texts = st.text(st.characters(codec=None), max_size=30)
raw_values: st.SearchStrategy[RawValue] = st.recursive(
    st.none() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def read(
    raw: Mapping[str, RawValue], lines: dict[str, int] | None = None, *, aliases: bool = True
) -> tuple[Note, list[Problem]]:
    problems: list[Problem] = []
    note = build_note({"title": "T", **raw}, Origin("a.yaml", 3), lines or {}, problems, aliases)
    assert note is not None
    return note, problems


def build(**raw: RawValue) -> tuple[Note, list[Problem]]:
    return read(raw)


def kinds(problems: list[Problem]) -> list[ProblemKind]:
    return [problem.kind for problem in problems]


def test_every_field_of_the_note_is_in_the_table() -> None:
    derived = {"origin", "extra", "key_lines", "number", "text", "references", "tracker_url", "bibtex"}
    assert {each.name for each in dataclass_fields(Note)} - derived == set(FIELDS) - {"doi", "arxiv"}
    assert set(FIELD_ALIASES.values()) <= set(FIELDS)


def test_a_whole_note() -> None:
    note, problems = build(
        id=" 700 ",
        url="https://arxiv.org/abs/2305.11206",
        links={"Paper": "paper.pdf", "Code": "https://example.org/code"},
        doi="10.1145/3580305.3599572",
        arxiv="arXiv:2305.11206v2",
        date="2023-05-22",
        published="2023",
        authors=["A. B.", "C, D"],
        venue="ACL\n  2023",
        tags=["NLP", "C++"],
        kind="paper",
        summary=" one\r\n\r\ntwo ",
        markup="RST",
        image="shots/a.png",
        image_alt="A picture",
        lang="pt-BR",
        pinned="Yes",
        draft="off",
        stars="5",
    )
    assert problems == []
    assert note.id == "700"
    assert note.links == (
        Link("Paper", "paper.pdf"),
        Link("Code", "https://example.org/code"),
        Link("DOI", "https://doi.org/10.1145/3580305.3599572"),
        Link("arXiv", "https://arxiv.org/abs/2305.11206v2"),
    )
    assert note.date == NoteDate(2023, 5, 22)
    assert note.published == NoteDate(2023)
    assert note.authors == ("A. B.", "C, D")
    assert note.venue == "ACL 2023"
    assert note.summary == "one\n\ntwo"
    assert (note.markup, note.lang, note.pinned, note.draft) == ("rst", "pt-BR", True, False)
    assert note.extra == {"stars": "5"}


@pytest.mark.parametrize("title", [None, "", " \n\t", "\x00", [], {}, [None, []]])
def test_a_note_without_a_title_is_left_out_and_named(title: RawValue) -> None:
    problems: list[Problem] = []
    raw: dict[str, RawValue] = {"title": title, "url": "https://a.b/c"}
    assert build_note(raw, Origin("a.yaml", 3), {"title": 4}, problems) is None
    assert kinds(problems) == [ProblemKind.TITLE]
    assert "https://a.b/c" in problems[0].message
    assert problems[0].origin == Origin("a.yaml", 4)


def test_a_title_is_one_line_and_may_be_any_word() -> None:
    assert build(title=" A\n  B\x07 ")[0].title == "A B"
    assert build(title="null")[0].title == "null"


@pytest.mark.parametrize("absent", [None, "", " ", "~", "null", "Null", "NULL"])
def test_absent_values_are_no_problem(absent: RawValue) -> None:
    raw: dict[str, RawValue] = dict.fromkeys((name for name in FIELDS if name != "title"), absent)
    note, problems = read(raw)
    assert problems == []
    assert note == build()[0]


@pytest.mark.parametrize(
    "name", [name for name in FIELDS if name not in {"title", "links", "authors", "tags"}]
)
@pytest.mark.parametrize("value", [["a"], {"a": "b"}])
def test_a_text_field_with_a_list_or_mapping_is_left_out_alone(name: str, value: RawValue) -> None:
    note, problems = read({name: value}, {name: 9})
    assert note == build()[0]
    assert kinds(problems) == [ProblemKind.FIELD_VALUE]
    assert f"`{name}`" in problems[0].message
    assert problems[0].origin == Origin("a.yaml", 9)


class TestTags:
    def test_text_is_split_at_commas_of_three_scripts(self) -> None:
        assert build(tags="a, b c、d，e,, ")[0].tags == ("a", "b c", "d", "e")

    def test_an_entry_of_a_list_keeps_its_comma(self) -> None:
        assert build(tags=["a, b", "c"])[0].tags == ("a, b", "c")

    def test_two_spellings_within_a_note_are_one_tag(self) -> None:
        assert build(tags=["NLP", " nlp", "ＮＬＰ", "N L P", "N  l\tP"])[0].tags == ("NLP", "N L P")

    def test_what_the_author_wrote_stays(self) -> None:
        assert build(tags=["no", "1.10", "12:30", "~x"])[0].tags == ("no", "1.10", "12:30", "~x")

    def test_absent_entries_go_silently(self) -> None:
        note, problems = build(tags=["a", None, "", "b"])
        assert (note.tags, problems) == (("a", "b"), [])
        assert build(tags="null")[0].tags == ()

    def test_a_tag_may_be_called_null(self) -> None:
        assert build(tags=["a", "null", "~"])[0].tags == ("a", "null", "~")

    def test_a_tag_with_a_colon_is_explained(self) -> None:
        note, problems = read({"tags": ["a", {"C++": "it's"}, ["x"], "b"]}, {"tags": 7})
        assert note.tags == ("a", "b")
        assert kinds(problems) == [ProblemKind.TAG, ProblemKind.TAG]
        assert "`'C++: it''s'`" in problems[0].message
        assert problems[0].origin.line == 7

    @fast
    @given(st.lists(texts, max_size=8))
    def test_tags_are_a_set_with_an_order(self, tags: list[str]) -> None:
        first = build(tags=list(tags))[0].tags
        assert len({tag_key(tag) for tag in first}) == len(first)
        assert build(tags=list(first))[0].tags == first


class TestAuthors:
    def test_a_text_is_one_entry(self) -> None:
        assert build(authors="A, B and C")[0].authors == ("A, B and C",)

    def test_what_is_no_text_is_left_out(self) -> None:
        note, problems = build(authors=["A", {"B": "C"}, None])
        assert note.authors == ("A",)
        assert kinds(problems) == [ProblemKind.FIELD_VALUE]


class TestLinks:
    def test_a_list_of_urls_or_mappings(self) -> None:
        note, problems = build(links=["https://www.a.org/x", {"Code": "c.html"}, "Slides: https://s.de/1"])
        assert note.links == (
            Link("a.org", "https://www.a.org/x"),
            Link("Code", "c.html"),
            Link("Slides", "https://s.de/1"),
        )
        assert problems == []

    def test_the_lines_of_a_text(self) -> None:
        note, _ = build(links="Paper: https://a.org/x\nOur code <https://b.org>")
        assert note.links == (Link("Paper", "https://a.org/x"), Link("Our code", "https://b.org"))

    def test_one_bad_link_costs_no_other(self) -> None:
        note, problems = read({"links": {"A": "javascript:x", "B": ["u"], "C": None, "D": "d"}}, {"links": 5})
        assert note.links == (Link("D", "d"),)
        assert kinds(problems) == [ProblemKind.URL, ProblemKind.FIELD_VALUE]
        assert "`A`" in problems[0].message
        assert "mailto" in problems[0].message


def test_numbers_that_are_none_are_reported_and_never_become_the_url() -> None:
    note, problems = build(doi="here", arxiv="javascript:alert(1)")
    assert (note.links, note.url) == ((), "")
    assert kinds(problems) == [ProblemKind.FIELD_VALUE, ProblemKind.URL]


def test_several_numbers_in_a_field_are_links_each() -> None:
    note, problems = build(doi="10.1000/a, doi:10.1000/b", arxiv="2305.11206 hep-th/9901001v2")
    assert [(link.label, link.url) for link in note.links] == [
        ("DOI", "https://doi.org/10.1000/a"),
        ("DOI", "https://doi.org/10.1000/b"),
        ("arXiv", "https://arxiv.org/abs/2305.11206"),
        ("arXiv", "https://arxiv.org/abs/hep-th/9901001v2"),
    ]
    assert problems == []


def test_a_number_in_the_place_of_an_address_is_one() -> None:
    note, problems = build(url="doi:10.1000/a", links={"Paper": "10.1000/b", "arXiv": "arXiv:2305.11206"})
    assert note.url == "https://doi.org/10.1000/a"
    assert [link.url for link in note.links] == [
        "https://doi.org/10.1000/b",
        "https://arxiv.org/abs/2305.11206",
    ]
    assert problems == []


def test_an_address_without_a_number_is_a_link_and_told() -> None:
    url = "https://www.nature.com/articles/s41586-020-2649-2"
    note, [problem] = build(doi=url)
    assert note.links == (Link("nature.com", url),)
    assert "write it below `links`, or write `10.x/y`" in problem.message
    told, nothing = build(links=url)
    assert (told.links, nothing) == (note.links, [])


ALLOWED = [
    "https://example.org/a?b=c:d#e",
    "HTTP://EXAMPLE.org",
    "mailto:a@b.c",
    "//example.org/x",
    "/a/b:c",
    "a/b:c",
    "./a:b",
    "?a:b",
    "#a:b",
    "日本/語.html",
    "https://ja.wikipedia.org/wiki/日本",
]
FORBIDDEN = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "\x00javascript:alert(1)",
    "\x1fjavascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "javascript\r\n:alert(1)",
    "javascript&#58;alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "javascript%3Aalert(1)",
    "javascript%253Aalert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org",
    "C:\\x",
    "a:b/c",
    "1a:b",
    ":a",
    "http://[x",
    "https://a\x7fb",
    "https:",
    "",
    "  ",
]


@pytest.mark.parametrize("url", ALLOWED)
def test_allowed_urls(url: str) -> None:
    assert (safe_url(url) or "").lower() == url.lower()


@pytest.mark.parametrize("url", FORBIDDEN)
def test_forbidden_urls(url: str) -> None:
    assert safe_url(url) is None


def test_a_url_is_read_as_a_browser_reads_it() -> None:
    assert safe_url(" https://a.b/c\n d\te ") == "https://a.b/c%20de"
    assert safe_url('x"><b>') == "x%22%3E%3Cb%3E"


def test_the_address_of_a_site_is_a_folder_of_the_web() -> None:
    assert site_address(" HTTPS://me:secret@a.b/ c?d#e") == "https://a.b/%20c/"
    assert {
        site_address(url) for url in ("", "a.b/c", "ftp://a.b/c", "https://", "https://[::1", None, 5)
    } == {""}


def test_a_backslash_is_the_slash_that_browsers_read_and_no_escape_of_a_manual_page() -> None:
    assert safe_url("https:\\\\a.b\\c?d\\e#f\\g") == "https://a.b/c?d%5Ce#f%5Cg"
    assert safe_url("a\\b") == "a/b"
    assert safe_url("mailto:a\\b@c.d") == "mailto:a%5Cb@c.d"
    assert safe_url("java\\script:x") == "java/script:x"


def browser_scheme(url: str) -> str | None:
    """Return the scheme that a browser finds (the URL Standard's parser)."""
    url = url.strip("".join(map(chr, range(0x21)))).translate(dict.fromkeys(map(ord, "\t\n\r")))
    match = re.match("([A-Za-z][A-Za-z0-9+.-]*):", url)
    return match[1].lower() if match else None


schemes = st.sampled_from(["javascript", "data", "https", "mailto", "JAVA", "script"])
colons = st.sampled_from([":", "&#58;", "&colon;", "%3A", "%3a", "%25", "%"])
signs = st.sampled_from(list("/\\?#a@.[] \t\n\x00\x1b\u200b"))
trick = st.lists(schemes | colons | signs | st.characters(), max_size=8).map("".join)


@examples(500)
@given(trick | texts)
@example("java\tscript:x")
def test_no_url_leads_anywhere_but_where_it_may(text: str) -> None:
    url = safe_url(text)
    if url is None:
        return
    assert browser_scheme(url) in {None, "http", "https", "mailto"}
    assert browser_scheme(text) == browser_scheme(url)
    assert not re.search('[\\s\x00-\x1f\x7f-\x9f<>"`]', url)
    assert safe_url(url) == url


class TestDates:
    def test_a_date_that_is_none_is_reported_at_its_line(self) -> None:
        note, problems = read({"date": "soon", "published": "2023-02-30"}, {"date": 8})
        assert (note.date, note.published) == (None, None)
        assert kinds(problems) == [ProblemKind.DATE, ProblemKind.DATE]
        assert problems[0].origin.line == 8
        assert problems[1].origin.line == 3
        assert "'soon'" in problems[0].message
        assert "2023-03-28" in problems[0].message


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("markup", "html", "`rst`"),
        ("pinned", "maybe", "`yes` or `no`"),
        ("lang", "ja_JP.UTF-8", "`ja-JP`"),
        ("lang", "日本語", "`pt-BR`"),
    ],
)
def test_values_outside_the_list_are_reported(name: str, value: str, hint: str) -> None:
    note, problems = read({name: value})
    assert note == build()[0]
    assert kinds(problems) == [ProblemKind.FIELD_VALUE]
    assert hint in problems[0].message


@pytest.mark.parametrize("yes", ["yes", "True", "ON", "1", "y"])
@pytest.mark.parametrize("no", ["no", "False", "OFF", "0", "N"])
def test_flags(yes: str, no: str) -> None:
    note, problems = build(pinned=yes, draft=no)
    assert (note.pinned, note.draft, problems) == (True, False, [])


def test_pictures() -> None:
    assert build(image="shots/a b.png")[0].image == "shots/a b.png"
    assert build(image="https://a.b/c d.png")[0].image == "https://a.b/c%20d.png"
    for bad in ("data:image/png;base64,x", "file:///a.png", "java\tscript:x", "mailto:a@b.c"):
        note, problems = build(image=bad)
        assert note.image == ""
        assert kinds(problems) == [ProblemKind.IMAGE]


class TestOtherNames:
    def test_they_are_understood_and_named(self) -> None:
        note, problems = read(
            {
                "link": "https://a.b",
                "author": "A",
                "year": "2023",
                "abstract": "s",
                "labels": ["x"],
                "keywords": "y, X",
                "journal": "J",
            },
            {"year": 6},
        )
        assert (note.url, note.authors, note.summary, note.venue) == ("https://a.b", ("A",), "s", "J")
        assert note.published == NoteDate(2023)
        assert note.tags == ("x", "y")
        assert note.extra == {}
        assert set(kinds(problems)) == {ProblemKind.FIELD_ALIAS}
        assert len(problems) == 7
        year = next(problem for problem in problems if "`year`" in problem.message)
        assert "`published`" in year.message
        assert year.origin.line == 6

    def test_ours_wins_and_tags_add(self) -> None:
        note, problems = build(link="https://other", url="https://ours", labels="b", tags="a")
        assert note.url == "https://ours"
        assert note.tags == ("a", "b")
        assert kinds(problems) == [ProblemKind.FIELD_ALIAS, ProblemKind.FIELD_ALIAS]

    @pytest.mark.parametrize("name", ["category", "categories", "topics", "Categories"])
    def test_what_others_call_tags(self, name: str) -> None:
        note, problems = read({name: "a, b", "tags": ["b", "c"]})
        assert sorted(note.tags) == ["a", "b", "c"]
        assert kinds(problems) == [ProblemKind.FIELD_ALIAS]

    def test_pictures_days_and_links_by_other_names(self) -> None:
        note, problems = build(thumbnail="a.png", Datum="27. Mai 2021", urls={"Paper": "https://a.org"})
        assert (note.image, str(note.date), note.links) == (
            "a.png",
            "2021-05-27",
            (Link("Paper", "https://a.org"),),
        )
        assert kinds(problems) == [ProblemKind.FIELD_ALIAS] * 3
        assert build(urls=["https://a.org", "https://b.org"])[0].links == (
            Link("a.org", "https://a.org"),
            Link("b.org", "https://b.org"),
        )

    @pytest.mark.parametrize("name", ["issued", "publication_date", "publishDate", "date_published"])
    def test_what_others_call_the_date_of_publication(self, name: str) -> None:
        note, problems = read({name: "2020-05-06", "creators": ["A"]})
        assert (str(note.published), note.authors) == ("2020-05-06", ("A",))
        assert kinds(problems) == [ProblemKind.FIELD_ALIAS] * 2

    @pytest.mark.parametrize("name", ["issue", "issuer", "publication", "publication_types"])
    def test_a_name_like_another_of_the_date_is_no_slip(self, name: str) -> None:
        assert read({name: "3"})[1] == []

    def test_numbers_in_capitals_make_links(self) -> None:
        note, problems = build(DOI="10.1000/182", ArXiv="2305.11206")
        assert [link.label for link in note.links] == ["DOI", "arXiv"]
        assert kinds(problems) == [ProblemKind.FIELD_ALIAS] * 2
        assert [link.url for link in build(DOI="10.1000/182", doi="10.1000/183")[0].links] == [
            "https://doi.org/10.1000/183"
        ]

    def test_they_can_be_switched_off(self) -> None:
        note, problems = read({"year": "2023"}, aliases=False)
        assert note.published is None
        assert note.extra == {"year": "2023"}
        assert kinds(problems) != [ProblemKind.FIELD_ALIAS]


class TestOtherKeys:
    @pytest.mark.parametrize(
        ("key", "field"),
        [
            ("titel", "title"),
            ("sumary", "summary"),
            ("tgas", "tags"),
            ("dtae", "date"),
            ("tag", "tags"),
            ("publised", "published"),
            ("authers", "authors"),
            ("image-alt", "image_alt"),
            ("keyword", "tags"),
            ("abstrakt", "summary"),
            ("keywrods", "tags"),
            ("categoires", "tags"),
            ("Topic", "tags"),
            ("thumnail", "image"),
        ],
    )
    def test_a_misspelt_field_is_named(self, key: str, field: str) -> None:
        note, problems = read({key: "x"}, {key: 4})
        assert note.extra == {key: "x"}
        assert kinds(problems) == [ProblemKind.FIELD_NAME]
        assert f"`{field}`" in problems[0].message
        assert problems[0].origin.line == 4

    @pytest.mark.parametrize(
        "key",
        [
            "licenses",
            "platforms",
            "type",
            "source",
            "note",
            "notes",
            "pages",
            "links2",
            "lines",
            "uid",
            "ids",
        ],
    )
    def test_a_name_of_its_own_is_left_in_peace(self, key: str) -> None:
        note, problems = read({key: ["x", {"y": None}]})
        assert note.extra == {key: ["x", {"y": None}]}
        assert problems == []

    @pytest.mark.parametrize(
        "name",
        [
            *("address", "annote", "booktitle", "chapter", "edition", "editor", "editors", "eprint"),
            *("howpublished", "institution", "isbn", "issn", "issue", "language", "location", "month"),
            *("number", "organization", "pages", "place", "publisher", "Publishers", "published_in"),
            *("school", "series", "volume"),
        ],
    )
    def test_a_name_of_bibliographies_is_no_slip(self, name: str) -> None:
        note, problems = build(**{name: "x"})
        assert (note.extra, problems) == ({name: "x"}, [])

    def test_no_field_is_taken_for_another(self) -> None:
        assert {name: similar_field(name) for name in FIELDS} == {name: name for name in FIELDS}


def test_the_id_depends_on_the_url_or_else_the_title() -> None:
    assert build(url="https://a.b/c")[0].id == derive_id("https://a.b/c", "")
    assert build()[0].id == derive_id("", "T")
    assert build(id="a\x00 b\n")[0].id == "a b"


@fast
@given(st.dictionaries(st.sampled_from([*FIELDS, *FIELD_ALIASES, "x"]), raw_values))
def test_nothing_raises_and_every_problem_has_a_place(raw: dict[str, RawValue]) -> None:
    problems: list[Problem] = []
    lines = {key: 10 + number for number, key in enumerate(raw)}
    note = build_note(raw, Origin("a.yaml", 3), lines, problems)
    assert {problem.origin.line for problem in problems} <= {3, *lines.values()}
    assert all(problem.message.isprintable() or " " in problem.message for problem in problems)
    if note is None:
        assert ProblemKind.TITLE in kinds(problems)
        return
    assert note.title
    assert note.id
    for text in (note.title, note.id, note.venue, note.kind, note.image_alt, *note.tags, *note.authors):
        assert text == clean(text)
        assert text == " ".join(text.split())
    for text in (note.summary, note.comment, note.body):
        assert text == clean(text).strip()


@fast
@given(texts)
def test_clean_text_is_fit_for_every_output(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    cleaned.encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", cleaned)


class TestSlips:
    """What people write by hand, and what is meant."""

    @pytest.mark.parametrize(
        "url", ["www.example.org/a", "arxiv.org/abs/2106.09685", "example.co.jp", "a-b.io?q=1"]
    )
    def test_a_link_without_its_scheme_is_read_with_it_and_told(self, url: str) -> None:
        problems: list[Problem] = []
        note = build_note({"title": "T", "url": url}, Origin("a.yaml", 1), {"url": 2}, problems)
        assert note is not None
        assert note.url == f"https://{url}"
        assert [(problem.kind, problem.origin.line) for problem in problems] == [(ProblemKind.URL, 2)]
        assert f"write https://{url}" in problems[0].message

    @pytest.mark.parametrize(
        "url", ["papers/a.pdf", "a.html", "../x.org.html", "notes.community/x", "info.txt"]
    )
    def test_a_path_is_left_a_path(self, url: str) -> None:
        problems: list[Problem] = []
        note = build_note({"title": "T", "url": url}, Origin("a.yaml", 1), {}, problems)
        assert note is not None
        assert (note.url, problems) == (url, [])

    def test_a_field_in_capitals_is_understood_and_told(self) -> None:
        problems: list[Problem] = []
        raw: dict[str, RawValue] = {"Title": "T", "TAGS": ["x"], "Date": "2023", "Author": "A"}
        note = build_note(raw, Origin("a.yaml", 1), {}, problems)
        assert note is not None
        assert (note.title, note.tags, str(note.date), note.authors) == ("T", ("x",), "2023", ("A",))
        assert [problem.kind for problem in problems] == [ProblemKind.FIELD_ALIAS] * 4


@pytest.mark.parametrize(
    ("tags", "told"),
    [
        ("a; b", True),
        ("a;b, c", True),
        (["a; b"], True),
        (["a; b", "c"], False),
        ("a;", False),
        ("#a #b-c", True),
        (["#a  #b"], True),
        ("#a, #b", False),
        ("C# F#", False),
        ("#a b", False),
        ("a, b", False),
    ],
)
def test_tags_with_semicolons_between_them_may_be_several(tags: RawValue, told: bool) -> None:
    problems: list[Problem] = []
    note = build_note({"title": "A", "tags": tags}, Origin("n.yaml", 1), {"tags": 2}, problems)
    assert note is not None
    assert [(problem.kind.value, problem.origin.line) for problem in problems] == [("tag", 2)] * told
    assert not told or "write commas" in problems[0].message


@pytest.mark.parametrize("key", ["keywords", "Keywords"])
@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        ("a;b; c", ("a", "b", "c")),
        ("a, b；c;", ("a", "b", "c")),
        (["a; b"], ("a", "b")),
        (["a; b", "c"], ("a; b", "c")),
        ("~", ()),
    ],
)
def test_semicolons_divide_keywords_as_they_do_in_bibtex(
    key: str, keywords: RawValue, tags: tuple[str, ...]
) -> None:
    note, problems = _read(title="A", **{key: keywords})
    assert note is not None
    assert note.tags == tags
    assert {kind for kind, _line, _message in problems} == {"field_alias"}


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ({"description": "x"}, "summary"),
        ({"Text": "x"}, "body"),
        ({"description": "x", "comment": "y"}, None),
        ({"description": "x", "abstract": "y"}, None),
        ({"ulr": "https://a.org"}, "url"),
    ],
)
def test_a_field_that_is_called_otherwise_is_told_where_its_own_is_missing(
    raw: dict[str, RawValue], meant: str | None
) -> None:
    _note, problems = _read(title="A", **raw)
    told = [message for kind, _line, message in problems if kind == "field_name"]
    assert [f"did you mean `{meant}`?" in message for message in told] == [True] * (meant is not None)


def _read(**raw: RawValue) -> tuple[Note | None, list[tuple[str, int | None, str]]]:
    problems: list[Problem] = []
    lines = {key: number for number, key in enumerate(raw, 2)}
    note = build_note(raw, Origin("n.yaml", 1), lines, problems)
    return note, [(problem.kind.value, problem.origin.line, problem.message) for problem in problems]


@pytest.mark.parametrize("text", ["https://a.org/1 https://b.org/2", " https://a.org/1,\n HTTPS://b.org/2 "])
def test_two_addresses_in_a_url_are_two_links(text: str) -> None:
    note, problems = _read(title="A", url=text)
    assert note is not None
    assert (note.url, [link.url.lower() for link in note.links]) == ("https://a.org/1", ["https://b.org/2"])
    [(kind, line, message)] = problems
    assert (kind, line) == ("url", 3)
    assert "write these below `links`" in message
    again, problems = _read(title="A", url="https://a.org/1", links=["https://b.org/2"])
    assert (again and again.url, problems) == ("https://a.org/1", [])


@pytest.mark.parametrize(
    "url", ["https://a.org/,https://b.org", "https://web.archive.org/web/https://b.org/"]
)
def test_an_address_in_an_address_is_one_unless_something_stands_between(url: str) -> None:
    note, problems = _read(title="A", url=url)
    assert note is not None
    assert bool(problems) == bool(note.links) == ("," in url)


def test_very_many_blanks_between_addresses_are_one_gap() -> None:
    note, _problems = _read(title="A", url=f"https://a.org{' ,' * 200_000}x")
    assert note is not None
    assert not note.links


@pytest.mark.parametrize(
    ("links", "labels"),
    [
        ("https://a.org/1 https://b.org/2", ["a.org", "b.org"]),
        (["https://a.org/1, https://b.org/2"], ["a.org", "b.org"]),
        ({"Code": "https://a.org/1; https://b.org/2"}, ["Code", "Code"]),
    ],
)
def test_links_with_several_addresses_are_several(links: RawValue, labels: list[str]) -> None:
    note, problems = _read(title="A", links=links)
    assert note is not None
    assert [(link.label, link.url) for link in note.links] == list(
        zip(labels, ["https://a.org/1", "https://b.org/2"], strict=True)
    )
    assert problems == []


def test_a_link_of_two_lines_is_read_and_told() -> None:
    links: RawValue = [{"name": "Slides", "url": "https://c.org/s"}, {"Text": "Code", "href": "d.html"}]
    note, problems = _read(title="A", links=links)
    assert note is not None
    assert note.links == (Link("Slides", "https://c.org/s"), Link("Code", "d.html"))
    assert [(kind, line) for kind, line, _ in problems] == [("field_value", 3)] * 2
    assert "write `- Slides: https://c.org/s`" in problems[0][2]
    assert _read(title="A", links=[{"Slides": "https://c.org/s"}, {"Code": "d.html"}]) == (note, [])


def test_labels_that_are_called_as_a_description_is_are_labels() -> None:
    links: RawValue = {"name": "https://a.org/n", "url": "https://a.org/u"}
    note, problems = _read(title="A", links=links)
    assert note is not None
    assert note.links == (Link("name", "https://a.org/n"), Link("url", "https://a.org/u"))
    assert problems == []


def test_a_person_of_several_lines_is_the_name_among_them() -> None:
    authors: RawValue = [{"name": "Ada Lovelace", "affiliation": "Analytical Society"}, "Mary Somerville"]
    note, problems = _read(title="A", authors=authors)
    assert note is not None
    assert note.authors == ("Ada Lovelace", "Mary Somerville")
    [(kind, line, message)] = problems
    assert (kind, line) == ("field_value", 3)
    assert message.endswith("write `- Ada Lovelace`")


@pytest.mark.parametrize("name", ["name", "Heading", "titel", "tilte", "titles"])
def test_a_missing_title_names_the_field_that_may_be_it_and_nothing_else_is_told(name: str) -> None:
    note, problems = _read(tags="a", **{name: "LIMA"})
    assert note is None
    assert problems == [
        ("title", 3, f"a note has no title and is left out; if `{name}` is its title, call it `title`")
    ]
    assert _read(tags="a", title="LIMA", **{name: "LIMA"})[0] is not None


@pytest.mark.parametrize(
    ("raw", "links"),
    [
        ({"pdfurl": "https://a.org/1"}, [("PDF", "https://a.org/1")]),
        (
            {"paper": " https://a.org/1 ", "project_page": "https://b.org"},
            [("Paper", "https://a.org/1"), ("Project", "https://b.org")],
        ),
        ({"href": "https://a.org/1"}, [("a.org", "https://a.org/1")]),
        (
            {"url_pdf": "https://a.org/1", "homepage": "https://b.org"},
            [("PDF", "https://a.org/1"), ("Homepage", "https://b.org")],
        ),
        ({"url": "https://x.org", "homepage": "https://b.org"}, [("Homepage", "https://b.org")]),
        ({"website": "a.org/1"}, [("Website", "https://a.org/1")]),
        ({"archived at": "https://a.org/1"}, [("Archived at", "https://a.org/1")]),
        (
            {"resources": ["https://a.org/1", {"Slides": "https://b.org"}]},
            [("a.org", "https://a.org/1"), ("Slides", "https://b.org")],
        ),
        ({"url": "https://x.org", "code": "https://a.org/1"}, [("Code", "https://a.org/1")]),
        ({"code_url": "https://a.org/1", "link": "https://x.org"}, [("Code", "https://a.org/1")]),
    ],
)
def test_an_address_under_another_name_is_a_link_and_told(
    raw: dict[str, RawValue], links: list[tuple[str, str]]
) -> None:
    note, problems = _read(title="T", **raw)
    assert note is not None
    assert [(link.label, link.url) for link in note.links] == links
    others = [key for key in raw if key not in {"url", "link"}]
    assert note.extra == {key: plain_value(raw[key]) for key in others}  # for templates, as before
    told = [message for _, _, message in problems if "is read as a link" in message]
    assert len(told) == len(others)
    assert ["call it `url`" in message for message in told] == [not note.url] * len(others)


def test_what_it_says_of_an_address_is_right() -> None:
    _, [(_, _, message)] = _read(title="T", pdfurl="https://a.org/1")
    assert message.endswith(
        "write it below `links`, with `PDF: ` before it; if the title is to lead there, call it `url`"
    )
    read = read_source(
        b"- title: T\n  links:\n    PDF: https://a.org/1\n- title: U\n  url: https://a.org/1\n", "n.yaml"
    )
    assert read.problems == ()
    assert read.notes[0].links == (Link("PDF", "https://a.org/1"),)


@pytest.mark.parametrize(
    "raw",
    [
        {"url": "https://x.org", "avatar": "https://a.org/1"},  # for templates
        {"avatar": "see https://a.org/1"},
        {"comment": "https://a.org/1"},
        {"slides": "a.pdf", "github": "owner/repo", "avatar": "a.org/1", "website": "a.org is gone"},
        {"avatar": "javascript:alert(1)"},
        {"avatar": []},
        {"avatar": ["https://a.org", {"n": "1"}]},
    ],
)
def test_what_is_kept_for_templates_is_no_link(raw: dict[str, RawValue]) -> None:
    note, problems = _read(title="T", **raw)
    assert note is not None
    assert (note.links, problems) == ((), [])


@pytest.mark.parametrize("written", ["<https://a.org/1>", "[A paper](https://a.org/1)"])
def test_an_address_in_marks_is_read_and_told(written: str) -> None:
    note, problems = _read(title="T", url=written)
    assert note is not None
    assert note.url == "https://a.org/1"
    assert problems == [("url", 3, f"`url` is {written!r}; its address is read: write https://a.org/1")]


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("[A paper](https://a.org/1)", "A paper"),
        ("A paper: <https://a.org/1>", "A paper"),
        ("<https://a.org/1>", "a.org"),
    ],
)
def test_links_can_stand_in_marks(written: str, label: str) -> None:
    note, problems = _read(title="T", links=[written])
    assert note is not None
    assert [(link.label, link.url) for link in note.links] == [(label, "https://a.org/1")]
    assert problems == []


@pytest.mark.parametrize("written", ["[x](javascript:alert(1))", "<javascript:alert(1)>", "[x](https://a b)"])
def test_what_is_no_address_in_marks_is_left_out(written: str) -> None:
    note, [(kind, _, message)] = _read(title="T", url=written)
    assert note is not None
    assert (note.url, kind) == ("", "url")
    assert "is left out" in message


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (["Jane", "Doe"], "Jane Doe"),
        (["Jane", "van Doe"], "Jane van Doe"),
        ({"family": "Doe", "given": "Jane"}, "Jane Doe"),
        ({"First Name": "Jane", "last_name": "Doe", "orcid": "0"}, "Jane Doe"),
        ({"literal": "The Team"}, "The Team"),
        ({"family-names": "Doe", "given-names": "Jane", "orcid": "0"}, "Jane Doe"),
    ],
)
def test_a_name_in_parts_is_read_and_told(entry: RawValue, name: str) -> None:
    note, [(kind, _, message)] = _read(title="T", authors=[entry, "B"])
    assert note is not None
    assert note.authors == (name, "B")
    assert (kind, message) == (
        "field_value",
        f"an entry of `authors` is not text; it is read as a name: write `- {name}`",
    )


@pytest.mark.parametrize(
    "text", ["A: b", "- x", "#x", "*Ann Doe", "O'Neil: jr", "a #b", "a:", "a:b c#d", "'q'", "~a", "漢"]
)
def test_what_a_message_says_to_write_is_read_as_it_is_meant(text: str) -> None:
    _, [(_, _, message)] = _read(title="T", authors=[{"name": text}])
    written = message.partition("write `")[2].removesuffix("`")
    assert read_yaml(f"- title: T\n  authors:\n  {written}\n", "n.yaml").notes[0].authors == (text,)
    described: RawValue = [{"name": text, "url": "https://a.org"}]
    _, [(_, _, message)] = _read(title="T", links=described)
    written = message.partition("write `")[2].removesuffix("`")
    [note] = read_yaml(f"- title: T\n  links:\n  {written}\n", "n.yaml").notes
    assert note.links == (Link(text, "https://a.org"),)


def test_a_list_of_addresses_is_read_as_several_are() -> None:
    note, [(kind, _, message)] = _read(title="T", url=["https://a.org/1", "https://b.org"])
    assert note is not None
    assert (note.url, note.links, kind) == ("https://a.org/1", (Link("b.org", "https://b.org"),), "url")
    assert message.startswith("`url` holds 2 addresses; the first is taken")
    assert [problem[2] for problem in _read(title="T", url=["https://a.org/1"])[1]] == [
        "`url` holds a list; its address is read: write https://a.org/1"
    ]


@pytest.mark.parametrize("entry", [["Jane Doe", "John Roe"], ["Jane", ["Doe"]], [None], {"role": "editor"}])
def test_what_may_be_several_names_is_none(entry: RawValue) -> None:
    note, [(_, _, message)] = _read(title="T", authors=[entry, "B"])
    assert note is not None
    assert note.authors == ("B",)
    assert "left out" in message
