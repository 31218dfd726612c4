"""Documents that are notes themselves, because they are tagged."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from tests.build.harness import INDEX, Built, MakeProject, Page, Project, elements, text
from tests.build.histories import inventory, search_index
from tests.tiers import long_but

HOME = INDEX.replace("tags/index", "guide/intro\n   tags/index")


def page(body: str, docname: str = "guide/intro") -> dict[str, str]:
    """A project with one document beside the root."""
    return {"index.rst": HOME, f"{docname}.rst": body}


def titled(body: str, fields: str = "") -> dict[str, str]:
    return page(f"{fields}\nIntro\n=====\n\n{body}\n")


def rows(found: Page) -> list[list[str]]:
    """The rows of buttons on a page of the user's, outside of listings."""
    listed = {id(row) for note in found.find_all("article") for row in elements(note, "p", "tagpages-tags")}
    return [
        [text(button) for button in elements(row, "a", "tagpages-tag")]
        for row in found.find_all("p", "tagpages-tags")
        if id(row) not in listed
    ]


def snippet(built: Built, tag: str) -> str:
    found = built.page(f"tags/{tag}").find_all("p", "tagpages-snippet")
    return text(found[0]) if found else ""


def test_a_tagged_document_is_listed_with_its_title_its_first_paragraph_and_its_fields(
    project: MakeProject,
) -> None:
    fields = ":date: 2023-05-22\n:author: A. Author\n:venue: A venue\n:published: 2020\n"
    heading = "A *fine* <title>\n================"
    body = ".. tags:: tutorial, beginner\n\nThe *first*\nparagraph.\n\nMore.\n"
    built = project(page(f"{fields}\n{heading}\n\n{body}")).build()
    assert built.warnings == []
    row = built.page("tags/tutorial")
    assert row.titles() == ["A fine <title>"]
    assert [link.attrib["href"] for link in elements(row.one(cls="tagpages-title"), "a")] == [
        "../guide/intro.html"
    ]
    home = row.one("a", "tagpages-home")
    assert (text(home), home.attrib["href"]) == ("2023-05-22", "../guide/intro.html")
    assert text(row.one(cls="tagpages-authors")) == "A. Author"
    assert text(row.one(cls="tagpages-venue")) == "A venue"
    assert text(row.one("p", "tagpages-snippet")) == "The first paragraph."
    assert [text(tag) for tag in row.find_all("a", "tagpages-tag")] == ["beginner"]
    assert built.page("tags/beginner").titles() == ["A fine <title>"]


def test_the_tags_are_buttons_where_the_directive_stands(project: MakeProject) -> None:
    built = project(titled("Before.\n\n.. tags:: A/B, two\n\nAfter.")).build()
    found = built.page("guide/intro")
    main = found.one("section", id="intro")
    assert [text(child) for child in main] == ["Intro¶", "Before.", "A/B two", "After."]
    links = [link.attrib["href"] for link in found.find_all("a", "tagpages-tag", rel="tag")]
    assert links == ["../tags/a-b.html", "../tags/two.html"]
    assert built.dead_links() == []


@pytest.mark.parametrize(
    "directive",
    [
        ".. tags:: one, two words, three",
        ".. tags:: one，two words、 three",
        ".. tags:: one,\n   two words,\n   three",
        ".. tags::\n   one\n   two words\n   three",
        ".. tags::\n\n   one, two words\n   three",
        ".. tags::\n\n   - one\n   - two   words\n   * three",
        ".. tags:: one\n\n   two words, three",
        ".. tags:: one, ONE, two words\n\n   three",
        ".. tagpages:tags:: one, two words, three",
        ".. tags:: one\n\n.. tags:: two words, one\n\n.. note:: Nested.\n\n   .. tags:: three",
        ".. include:: /part.txt",
    ],
)
def test_tags_are_written_in_the_argument_or_the_content_and_add_up(
    project: MakeProject, directive: str
) -> None:
    made = project(titled(directive))
    made.write({"part.txt": ".. tags:: one, two words, three\n"})
    built = made.build()
    assert built.warnings == []
    for tag in ("one", "two-words", "three"):
        assert built.page(f"tags/{tag}").titles() == ["Intro"]
    listed = [text(tag) for tag in built.page("tags/one").find_all("a", "tagpages-tag")]
    assert listed == ["two words", "three"]


def test_a_field_tags_the_page_too_and_each_tag_counts_once(project: MakeProject) -> None:
    built = project(titled(".. tags:: two, three", ":tags: one, Two\n")).build()
    assert [text(tag) for tag in built.page("tags/one").find_all("a", "tagpages-tag")] == ["Two", "three"]
    assert rows(built.page("guide/intro")) == [["Two", "three"]]
    only = project(titled("Text.", ":tags: one\n"), name="only").build()
    assert only.page("tags/one").titles() == ["Intro"]
    assert rows(only.page("guide/intro")) == []


def test_what_is_written_in_fields_is_kept_to_the_letter(project: MakeProject) -> None:
    tags = ':tags:\n   - don\'t\n   - C++\n   - "a -- b"\n'
    built = project(titled(".. tags:: don't", f"{tags}:url: https://example.org/a--b\n:id: a--b\n")).build()
    assert built.warnings == []
    row = built.page("tags/don-t").one("article", data_note="a--b")
    assert elements(row, "a")[0].attrib["href"] == "https://example.org/a--b"
    assert [text(tag) for tag in elements(row, "a", "tagpages-tag")] == ["C++", '"a -- b"']
    json_list = project(titled("Text.", ':tags: ["a", "b c"]\n'), name="json").build()
    assert json_list.page("tags/b-c").titles() == ["Intro"]


@pytest.mark.parametrize(
    "made_by_another",
    [
        "app.env.metadata[app.env.docname]['tags'] = ['one', 'two words']",
        "app.env.metadata[app.env.docname]['tags'] = 'one, two words'",
        "app.env.metadata[app.env.docname]['tags'] = '[\"one\", \"two words\"]'",
        "doctree.insert(0, nodes.docinfo('', FIELD))",
    ],
)
def test_another_extension_may_say_the_tags(project: MakeProject, made_by_another: str) -> None:
    made = project(titled("Text."))
    made.code = (
        "from docutils import nodes\n"
        "BODY = nodes.field_body('', nodes.paragraph('', 'one, two words'))\n"
        "FIELD = nodes.field('', nodes.field_name('', 'tags'), BODY)\n"
        f"def say(app, doctree):\n    if app.env.docname == 'guide/intro':\n        {made_by_another}\n"
        "def setup(app):\n    app.connect('doctree-read', say, priority=300)\n"
    )
    built = made.build()
    assert built.warnings == []
    assert built.page("tags/two-words").titles() == ["Intro"]
    assert [text(tag) for tag in built.page("tags/two-words").find_all("a", "tagpages-tag")] == ["one"]


def test_a_document_without_tags_is_no_note(project: MakeProject) -> None:
    built = project(titled("Text.", ":date: 2023-01-01\n:tags:\n")).build()
    assert built.warnings == []
    assert built.page("tags/index").titles() == []
    assert not any("note" in line for line in inventory(built.outdir))


@pytest.mark.parametrize(
    ("body", "found"),
    long_but(
        [
            (".. note:: No.\n\nYes.", "Yes."),
            (".. sidebar:: S\n\n   No.\n\nYes.", "Yes."),
            (".. topic:: T\n\n   No.\n\nYes.", "Yes."),
            (".. comment\n\n   No.\n\nYes.", "Yes."),
            (".. note-entry:: Another\n\n   No.\n\nYes.", "Yes."),
            ("- No.\n\nYes.", "Yes."),
            ("Section\n-------\n\nYes.", "Yes."),
            (".. image:: /picture.png\n   :alt: No\n\nYes.", "Yes."),
            ("|badge|\n\nYes.\n\n.. |badge| image:: /picture.png\n   :alt: No", "Yes."),
            ("Yes [#]_ it is.\n\n.. [#] No.", "Yes it is."),
            ("With ``<code>`` & :math:`x^2`.", "With <code> & x²."),
            ("- No.", ""),
        ],
        (".. note:: No.\n\nYes.", "Yes."),
    ),
)
def test_the_snippet_is_the_first_paragraph_of_the_running_text(
    project: MakeProject, body: str, found: str
) -> None:
    made = project(titled(f".. tags:: x\n\n{body}"))
    (made.srcdir / "picture.png").write_bytes(b"\x89PNG")
    assert snippet(made.build(), "x") == found


def test_a_summary_goes_before_the_first_paragraph(project: MakeProject) -> None:
    built = project(titled("Text.", ":tags: x\n:summary: In short.\n")).build()
    assert snippet(built, "x") == "In short."


def test_a_title_holds_no_raw_markup(project: MakeProject) -> None:
    heading = "|raw| Intro [#]_\n================"
    body = f":tags: x\n\n{heading}\n\n.. [#] Foot.\n\n.. |raw| raw:: html\n\n   <b>bold</b>\n"
    built = project(page(body)).build()
    assert built.page("tags/x").titles() == ["Intro"]
    assert [line.split()[-1] for line in inventory(built.outdir) if " tagpages:note " in line] == ["Intro"]


def test_a_document_without_a_title_is_told_and_listed_under_its_name(project: MakeProject) -> None:
    built = project(page("Only text.\n\n.. tags:: x\n")).build()
    assert "guide/intro.rst:3: " in built.warning("title")
    assert built.page("tags/x").titles() == ["guide/intro"]
    assert snippet(built, "x") == "Only text."


def test_an_address_takes_the_title_link_and_the_date_leads_to_the_page(project: MakeProject) -> None:
    fields = ":tags: x\n:url: https://example.org/a\n:date: 2023\n"
    row = project(titled("Text.", fields)).build().page("tags/x")
    (link,) = elements(row.one(cls="tagpages-title"), "a")
    assert link.attrib["href"] == "https://example.org/a"
    assert row.one("a", "tagpages-home").attrib["href"] == "../guide/intro.html"


@pytest.mark.parametrize(
    ("fields", "meta"),
    [
        ("", None),
        (":author: A. Author\n:links: Code: https://example.org/c\n", "A. Author · Code"),
        (":url: https://example.org/a\n:venue: V\n", "¶ · V"),
        (":date: 2023\n:venue: V\n", "2023 · V"),
    ],
)
def test_no_sign_leads_where_the_title_of_a_page_leads(
    project: MakeProject, fields: str, meta: str | None
) -> None:
    made = project(titled("Text.", f":tags: x\n{fields}"))
    row = made.build().page("tags/x").one("article")
    assert [text(line) for line in elements(row, "p", "tagpages-meta")] == ([meta] if meta else [])
    lines = (made.build("text").outdir / "tags" / "x.txt").read_text("utf-8").splitlines()
    assert ("¶" in "".join(lines)) == bool(meta and "¶" in meta)
    found = lines[lines.index("Text.") - 2]
    assert ("·" in found) == bool(meta)


def test_a_picture_counts_from_the_document(project: MakeProject) -> None:
    made = project(titled("Text.", ":tags: x\n:image: a.svg\n:image_alt: Seen\n"))
    made.write({"guide/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'})
    built = made.build()
    assert built.warnings == []
    image = built.page("tags/x").one("img", "tagpages-image")
    assert image.attrib["alt"] == "Seen"
    assert (built.outdir / "tags" / image.attrib["src"]).is_file()


def test_roles_and_inventories_know_a_page_by_its_name_or_its_id(project: MakeProject) -> None:
    files = titled(".. tags:: x") | {
        "index.rst": f"{HOME}   other\n\nSee :note:`guide/intro` and :note:`the other <own>`.\n",
        "other.rst": ":tags: x\n:id: own\n\nOther\n=====\n",
    }
    built = project(files).build()
    assert built.warnings == []
    (paragraph,) = [p for p in built.page("index").find_all("p") if text(p).startswith("See")]
    links = [(text(link), link.attrib["href"]) for link in elements(paragraph, "a")]
    assert links == [("Intro", "guide/intro.html"), ("the other", "other.html")]
    listed = [line for line in inventory(built.outdir) if " tagpages:note " in line or ":note " in line]
    assert listed == [
        "guide%2Fintro tagpages:note -1 guide/intro.html Intro",
        "own tagpages:note -1 other.html Other",
    ]


def test_the_search_finds_the_page_and_not_a_note_of_the_same_name_beside_it(project: MakeProject) -> None:
    index = search_index(project(titled(".. tags:: x\n\nText.")).build().outdir)
    assert index["objects"] == []


def test_a_draft_is_left_out_of_listings_and_shows_no_tags(project: MakeProject) -> None:
    made = project(titled(".. tags:: x\n\nText.", ":draft:\n"))
    built = made.build()
    assert not built.exists("tags/x")
    assert "Text." in built.page("guide/intro").text
    assert rows(built.page("guide/intro")) == []
    built = made.build(tagpages_drafts=True)
    assert built.page("tags/x").titles() == ["Intro"]
    assert rows(built.page("guide/intro")) == [["x"]]


def test_tags_in_a_condition_count_for_the_builders_that_meet_it(project: MakeProject) -> None:
    body = ".. only:: html\n\n   .. tags:: x\n\n.. only:: not html\n\n   .. tags:: y\n"
    built = project(titled(body)).build()
    assert built.exists("tags/x")
    assert not built.exists("tags/y")
    assert rows(built.page("guide/intro")) == [["x"]]


def test_a_document_that_no_toctree_names_is_listed_as_any_other(project: MakeProject) -> None:
    files = {"hidden.rst": ":orphan:\n:tags: x\n\nHidden\n======\n"}
    built = project(files).build()
    assert built.warnings == []
    assert built.page("tags/x").titles() == ["Hidden"]


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("directive", ["Intro¶", "Text.", "two", "Part¶ Rest."]),
        ("top", ["Intro¶", "one two", "Text.", "Part¶ Rest."]),
        ("bottom", ["Intro¶", "Text.", "Part¶ Rest.", "one two"]),
        ("none", ["Intro¶", "Text.", "Part¶ Rest."]),
    ],
)
def test_the_row_of_buttons_stands_where_the_project_wants_it(
    project: MakeProject, where: str, shown: list[str]
) -> None:
    body = "Text.\n\n.. tags:: two\n\nPart\n----\n\nRest."
    built = project(titled(body, ":tags: one\n"), tagpages_page_tags=where).build()
    assert built.warnings == []
    assert [text(child) for child in built.page("guide/intro").one("section", id="intro")] == shown


def test_a_row_stands_at_the_top_of_a_document_without_a_title(project: MakeProject) -> None:
    made = project(page(":tags: x\n:nosearch:\n\nText.\n"), suppress_warnings=["tagpages.title"])
    for where in ("top", "bottom"):
        assert rows(made.build(tagpages_page_tags=where).page("guide/intro")) == [["x"]]


def test_a_tag_that_is_skipped_has_no_button(project: MakeProject) -> None:
    built = project(titled(".. tags:: x, status-done"), tagpages_skip_tags=["status-*"]).build()
    assert rows(built.page("guide/intro")) == [["x"]]
    skipped = project(titled(".. tags:: status-done"), name="all", tagpages_skip_tags=["status-*"]).build()
    assert rows(skipped.page("guide/intro")) == []


def test_what_is_wrong_is_told_at_its_line(project: MakeProject) -> None:
    fields = ":orphan:\n:date: soon\n:url: javascript:x\n:tags: a\n"
    body = ".. tags::\n\n.. tags:: b\n   :colour: red\n"
    built = project(titled(body, fields)).build()
    assert "guide/intro.rst:2: " in built.warning("date")
    assert "guide/intro.rst:3: " in built.warning("url")
    empty, unknown = [line for line in built.warnings if "[tagpages.option]" in line]
    assert "guide/intro.rst:9: " in empty
    assert "names no tag" in empty
    assert "guide/intro.rst:12: " in unknown
    assert ":colour:" in unknown


def test_two_tagged_documents_do_not_share_an_id(project: MakeProject) -> None:
    files = titled(".. tags:: x", ":id: same\n") | {"b.rst": ":orphan:\n:id: same\n:tags: x\n\nB\n=\n"}
    built = project(files).build()
    assert "guide/intro.rst:1: " in built.warning("duplicate_id")
    assert sorted(built.page("tags/x").titles()) == ["B", "Intro"]


def test_a_directive_of_the_project_s_own_is_left_alone(project: MakeProject) -> None:
    made = project(titled(".. tags:: mine\n\n.. tagpages:tags:: ours"))
    made.code = (
        "from docutils import nodes\nfrom docutils.parsers.rst import Directive\n"
        "class Tags(Directive):\n    required_arguments = 1\n"
        "    def run(self):\n        return [nodes.rubric('', self.arguments[0])]\n"
        "def setup(app):\n    app.add_directive('tags', Tags)\n"
    )
    built = made.build()
    assert text(built.page("guide/intro").one("p", "rubric")) == "mine"
    assert rows(built.page("guide/intro")) == [["ours"]]
    assert not built.exists("tags/mine")


def test_a_translated_document_is_listed_in_its_translation(project: MakeProject) -> None:
    conf: dict[str, object] = {"language": "ja", "locale_dirs": ["locale"], "gettext_compact": False}
    made = project(titled(".. tags:: x\n\nText."), **conf)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    texts = 'msgid "Intro"\nmsgstr "はじめに"\n\nmsgid "Text."\nmsgstr "本文。"\n'
    made.write({"locale/ja/LC_MESSAGES/guide/intro.po": head + texts})
    built = made.build()
    assert built.page("tags/x").titles() == ["はじめに"]
    assert snippet(built, "x") == "本文。"


def test_documents_read_in_parallel_are_all_listed(project: MakeProject) -> None:
    documents = {f"d{n}.rst": f":orphan:\n\nD{n}\n==\n\n.. tags:: x\n" for n in range(8)}
    built = project(documents).build(parallel=4)
    assert sorted(built.page("tags/x").titles()) == [f"D{n}" for n in range(8)]
    assert [rows(built.page(f"d{n}")) for n in range(8)] == [[["x"]]] * 8


def test_the_links_of_a_page_are_checked_once(project: MakeProject) -> None:
    fields = ":tags: x\n:url: https://example.org/a\n:links: Code: https://example.org/b\n"
    conf: dict[str, object] = {
        "linkcheck_ignore": [".*"],
        "linkcheck_report_timeouts_as_broken": False,  # the default from Sphinx 8 on
    }
    found = project(titled("Text.", fields), **conf).build("linkcheck")
    lines = (found.outdir / "output.json").read_text("utf-8").splitlines()
    checked = sorted((entry["uri"], entry["filename"]) for entry in map(json.loads, lines))
    page = "guide/intro.rst"
    assert checked == [("https://example.org/a", page), ("https://example.org/b", page)]


@pytest.mark.parametrize("style", ["compact", "full"])
def test_listings_lead_to_the_page_in_outputs_that_join_documents(project: MakeProject, style: str) -> None:
    made = project(titled(".. tags:: x\n\nText."), tagpages_print=style, copyright="us", version="1")
    single = made.build("singlehtml").page("index")
    listing = single.one("section", "tagpages-listing", data_tag="x")
    links = {link.attrib["href"] for link in elements(listing, "a") if text(link) in {"Intro", "¶"}}
    assert links == {"#document-guide/intro"}
    assert "document-guide/intro" in single.ids()
    (path,) = made.build("latex").outdir.glob("*.tex")
    source = path.read_text("utf-8")
    assert r"\hyperref[\detokenize{guide/intro::doc}]" in source
    assert r"\label{\detokenize{guide/intro::doc}}" in source


def test_each_builder_shows_the_row_in_its_way(project: MakeProject) -> None:
    made = project(titled(".. tags:: x, y"), copyright="us", version="1")
    single = made.build("singlehtml").page("index")
    (row,) = [found for found in single.find_all("p", "tagpages-tags") if text(found) == "x y"]
    anchors = [link.attrib["href"].removeprefix("#") for link in elements(row, "a")]
    assert anchors == ["document-tags/x", "document-tags/y"]
    assert set(anchors) < set(single.ids())
    links = made.build("dirhtml").page("guide/intro/index").find_all("a", "tagpages-tag")
    assert [link.attrib["href"] for link in links] == ["../../tags/x/", "../../tags/y/"]
    plain = (made.build("text").outdir / "guide" / "intro.txt").read_text("utf-8")
    assert "Tags: x, y" in plain.splitlines()
    tex = next(made.build("latex").outdir.glob("*.tex")).read_text("utf-8")
    assert r"Tags: {\hyperref[\detokenize{tags/x::doc}]" in " ".join(tex.split())
    japanese = (made.build("text", language="ja", fresh=True).outdir / "guide" / "intro.txt").read_text(
        "utf-8"
    )
    assert "タグ: x, y" in japanese.splitlines()


def test_misspelt_fields_of_a_tagged_document_are_told_with_their_lines(project: MakeProject) -> None:
    built = project(titled("Text.", ":tags: x\n:sumary: one\n:label: two\n:comments: true\n")).build()
    (warning,) = built.warnings
    assert "intro.rst:2: " in warning
    assert "`sumary` is no field of a tagged page; did you mean `summary`?" in warning


def test_the_names_of_other_tools_are_understood_in_a_tagged_document_and_told(project: MakeProject) -> None:
    fields = (
        ":tags: x\n:year: 2020\n:link: https://example.org/--a\n:keywords: y; z\n:category: c\n"
        ':abstract: The "abstract".\n'
    )
    built = project(titled("Text.", fields)).build()
    found = built.page("tags/x")
    [link] = elements(found.one(cls="tagpages-title"), "a")
    assert link.attrib["href"] == "https://example.org/--a"
    assert sorted(text(tag) for tag in found.find_all("a", "tagpages-tag")) == ["c", "y", "z"]
    assert text(found.one("time")) == "2020"
    assert snippet(built, "x") == 'The "abstract".'
    told = [re.search(r"intro.rst:(\d): .* the field `(\w+)` is called", line) for line in built.warnings]
    assert [match and match.groups() for match in told] == [("2", "year"), ("3", "link"), ("4", "keywords")]


def test_no_document_is_a_note_by_its_keywords_alone(project: MakeProject) -> None:
    built = project(titled("Text.", ":keywords: x\n:topic: z\n:year: 2020\n")).build()
    assert built.warnings == []
    assert not (built.outdir / "tags" / "x.html").exists()


def test_what_may_be_the_tags_of_a_document_without_tags_is_told_and_nothing_else(
    project: MakeProject,
) -> None:
    built = project(titled("Text.", ":tag: x\n:sumary: one\n")).build()
    (warning,) = built.warnings
    assert "intro.rst:1: " in warning
    assert "did you mean `tags`?" in warning


def test_semicolons_in_the_directive_are_told(project: MakeProject) -> None:
    built = project(titled(".. tags:: x; y")).build()
    assert len(built.warnings) == 1
    assert "intro.rst:5: WARNING: tags: 'x; y' is one tag" in built.warning("tag")


def test_fields_of_excluded_documents_tag_nothing(project: Callable[..., Project]) -> None:
    made = project({
        "api/deep/a.rst": ":orphan:\n:tags: field\n:date: 2021-01-01\n\nA\n=\n",
        "api/b.rst": ":orphan:\n:tags: field\n:date: 2021-01-01\n\nB\n=\n\n.. tags:: directive\n",
        "api/c.rst": ":orphan:\n:blogpost: true\n:category: field\n:tag: field\n\nC\n=\n",
        "d.rst": ":orphan:\n:tags: field\n\nD\n=\n",
    })
    assert made.build(suppress_warnings=["tagpages.field_name"]).page("tags/field").titles() == [
        "A",
        "B",
        "D",
    ]
    for patterns in (["api"], ["api/*"], ["**/a", "api/b.rst", "api/c"], "api/**, api/c.rst"):
        built = made.build(tagpages_exclude=patterns)
        assert built.warnings == []
        assert built.page("tags/field").titles() == ["D"]
        (note,) = built.page("tags/directive").find_all("article", "tagpages-note")
        assert text(elements(note, "time")[0]) == "2021-01-01"
    assert made.build(suppress_warnings=["tagpages.field_name"]).page("tags/field").titles() == [
        "A",
        "B",
        "D",
    ]


def test_a_pattern_that_excludes_no_document_is_told_of(project: Callable[..., Project]) -> None:
    made = project({"api/a.rst": ":orphan:\n:tags: a\n\nA\n=\n"}, tagpages_exclude=["api", "ap"])
    for _build in range(2):
        warning = made.build().warning("file")
        assert "tagpages_exclude: 'ap' matches no document" in warning
    made.conf |= {"tagpages_exclude": ["../api"]}
    assert "leads out of the source folder" in made.build().warning("config")
