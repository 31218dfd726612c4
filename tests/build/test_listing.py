"""What a reader sees of notes on the pages: order, fold, entries, buttons."""

from __future__ import annotations

import pytest

from tests.build.harness import Build, Page, elements, text


def many(count: int, tag: str = "x") -> str:
    return "\n".join(
        f"- {{id: n{number}, title: Note {number}, tags: [{tag}], date: 2023-01-{number + 1:02}}}"
        for number in range(count)
    )


def fold_of(page: Page) -> tuple[list[str], list[str]]:
    folds = page.find_all("details", "tagpages-more")
    folded = [text(title) for fold in folds for title in elements(fold, cls="tagpages-title")]
    return [title for title in page.titles() if title not in folded], folded


def test_an_entry_has_the_public_markup(build: Build) -> None:
    built = build(
        """
        - id: 512
          title: A title
          url: https://example.org/a
          date: 2023-03-28
          authors: A. Author
          venue: A venue
          lang: ja
          tags: [NLP, Other]
          links: {Code: "https://example.org/code"}
          summary: A summary.
        """
    )
    page = built.page("tags/nlp")
    listing = page.one("section", "tagpages-listing")
    assert listing.attrib["data-tag"] == "NLP"
    assert listing.attrib["data-count"] == "1"
    article = page.one("article", "tagpages-note")
    assert article.attrib["data-note"] == "512"
    assert article.attrib["lang"] == "ja"
    assert "id" not in article.attrib
    heading = page.one("h2", "tagpages-title")
    assert heading[0].attrib == {"class": "reference external", "href": "https://example.org/a"}
    home = page.one("a", "tagpages-home")
    assert home.attrib["href"] == "archive/2023.html#tagpages-note-512"
    assert home[0].tag == "time"
    assert home[0].attrib["datetime"] == text(home) == "2023-03-28"
    assert text(page.one("p", "tagpages-meta")) == "2023-03-28 · A. Author · A venue · Code"
    button = page.one("a", "tagpages-tag")
    assert (text(button), button.attrib["rel"], button.attrib["href"]) == ("Other", "tag", "other.html")
    assert text(page.one("p", "tagpages-snippet")) == "A summary."
    assert built.warnings == []


def test_the_first_entries_are_open_and_the_rest_is_folded(build: Build) -> None:
    page = build(many(16), tagpages_visible=3).page("tags/x")
    visible, folded = fold_of(page)
    assert (len(visible), len(folded)) == (3, 13)
    closed, opened = page.one("summary")
    assert (closed.attrib["class"], text(closed)) == ("tagpages-if-closed", "Show 13 more")
    assert (opened.attrib["class"], text(opened)) == ("tagpages-if-open", "Show fewer")


@pytest.mark.parametrize(("count", "folded"), [(5, 0), (6, 3)])
def test_a_fold_that_would_hide_fewer_than_three_is_not_made(build: Build, count: int, folded: int) -> None:
    assert len(fold_of(build(many(count), tagpages_visible=3).page("tags/x"))[1]) == folded


def test_no_fold_where_none_is_wanted(build: Build) -> None:
    assert build(many(30), tagpages_visible=0).page("tags/x").find_all("details") == []


def test_newest_first_unless_said(build: Build) -> None:
    assert build(many(3)).page("tags/x").titles() == ["Note 2", "Note 1", "Note 0"]


def test_any_field_can_be_a_sort_key_and_missing_values_come_last(build: Build) -> None:
    notes = """
        - {title: a, tags: [x], published: 2022, date: 2023-01-02}
        - {title: b, tags: [x], published: 2023, date: 2023-01-03}
        - {title: c, tags: [x], date: 2023-01-05}
        - {title: d, tags: [x], published: 2023, date: 2023-01-01}
        - {title: e, tags: [x], date: 2023-01-04}
        """
    page = build(notes, tagpages_sort=["-published", "date"]).page("tags/x")
    assert page.titles() == ["d", "b", "a", "e", "c"]


def test_a_snippet_is_cut_only_where_needed_and_then_leads_to_the_home(build: Build) -> None:
    notes = f"""
        - {{id: short, title: Short, tags: [x], summary: Few words}}
        - {{id: long, title: Long, tags: [x], summary: {"word " * 60}}}
        """
    page = build(notes).page("tags/x")
    snippets = {text(snippet)[-1]: snippet for snippet in page.find_all("p", "tagpages-snippet")}
    assert set(snippets) == {"s", "…"}
    (link,) = elements(snippets["…"], "a")
    assert link.attrib["href"] == "archive/undated.html#tagpages-note-long"
    assert elements(snippets["s"], "a") == []


def test_the_length_of_snippets_is_configured(build: Build) -> None:
    notes = "- {title: A, tags: [x], summary: one two three four five}"
    assert (
        text(build(notes, tagpages_snippet_length=9).page("tags/x").one("p", "tagpages-snippet"))
        == "one two…"
    )


def test_no_snippets_where_none_are_wanted(build: Build) -> None:
    notes = "- {title: A, tags: [x], summary: one two three four five}"
    assert build(notes, tagpages_snippet_length=0).page("tags/x").find_all(cls="tagpages-snippet") == []


def test_a_note_without_link_and_date_leads_home_by_its_title_and_a_sign(build: Build) -> None:
    page = build("- {id: a, title: A, tags: [x]}").page("tags/x")
    home = "archive/undated.html#tagpages-note-a"
    assert page.one(cls="tagpages-title")[0].attrib["href"] == home
    link = page.one("a", "tagpages-home")
    assert (text(link), link.attrib["href"]) == ("¶", home)


def test_everything_from_a_note_is_escaped(build: Build) -> None:
    hostile = "<script>alert(1)</script>\\\"'&{{ 7*7 }}"
    fields = ("title", "venue", "authors", "summary", "id", "tags", "image_alt")
    note = "\n  ".join(f'{name}: "{hostile} {name}"' for name in fields)
    built = build(f"- {note}\n  image: https://example.org/a.png")
    for page in built.pages():
        scripts = [script for script in page.find_all("script") if "alert" in text(script)]
        assert scripts == []
    listed = [page for page in built.pages() if page.path.parent.name == "tags" and page.titles()]
    assert len(listed) == 2  # the page of the tag, and that of all notes
    for page in listed:
        assert "<script>alert(1)</script>" in page.titles()[0]
        assert "{{ 7*7 }}" in page.titles()[0]


def test_a_relative_link_counts_from_the_file_that_names_it(build: Build) -> None:
    built = build("- {title: A, tags: [x], url: papers/a.pdf}")
    assert built.page("tags/x").one(cls="tagpages-title")[0].attrib["href"] == "../papers/a.pdf"
    assert (
        built.page("tags/archive/undated").one(cls="tagpages-title")[0].attrib["href"] == "../../papers/a.pdf"
    )


def test_the_home_shows_a_note_whole(build: Build) -> None:
    notes = """
        - id: a
          title: A
          date: 2023-05-01
          published: 2021
          tags: [x]
          summary: |
            First.

            Second.
          comment: My own words.
          body: The whole.
        """
    page = build(notes).page("tags/archive/2023")
    article = page.one("article", id="tagpages-note-a")
    assert [text(p) for p in elements(article, "p")][2:] == [
        "First.",
        "Second.",
        "My own words.",
        "The whole.",
    ]
    assert "published 2021" in text(page.one("p", "tagpages-meta"))


def test_pinned_notes_come_first(build: Build) -> None:
    notes = "- {title: new, tags: [x], date: 2024}\n- {title: old, tags: [x], date: 2020, pinned: yes}"
    assert build(notes).page("tags/x").titles() == ["old", "new"]


def test_drafts_are_left_out_unless_wanted(build: Build) -> None:
    notes = "- {title: done, tags: [x]}\n- {title: later, tags: [x, y], draft: yes}"
    built = build(notes)
    assert built.page("tags/x").titles() == ["done"]
    assert not built.exists("tags/y")


def test_drafts_can_be_shown(build: Build) -> None:
    notes = "- {title: done, tags: [x]}\n- {title: later, tags: [x, y], draft: yes}"
    assert build(notes, tagpages_drafts=True).page("tags/y").titles() == ["later"]


def test_skipped_tags_have_neither_button_nor_page(build: Build) -> None:
    built = build("- {title: A, tags: [x, Status-New, status-old]}", tagpages_skip_tags=["status-*"])
    assert [text(tag) for tag in built.page("tags/archive/undated").find_all(cls="tagpages-tag")] == ["x"]
    pages = {path.name for path in (built.outdir / "tags").glob("*.html")}
    assert pages == {"all.html", "index.html", "x.html"}


def test_a_template_of_the_users_takes_the_place_of_ours(build: Build) -> None:
    template = '<article class="mine">{{ title }}|{{ tags }}|{{ note.extra.stars }}</article>'
    built = build(
        "- {id: a, title: A <b>, tags: [x, y], stars: five}",
        {"templates/tagpages/note.html": template},
        templates_path=["templates"],
    )
    article = built.page("tags/x").one("article", "mine")
    assert text(article) == "A <b>|y|five"


def test_a_template_can_build_on_ours(build: Build) -> None:
    template = """
        {% extends "!tagpages/note.html" %}
        {% block text %}{{ super() }}<p class="rating">{{ note.extra.rating }}</p>{% endblock %}
        """
    built = build(
        "- {id: a, title: A, tags: [x], summary: Short, rating: four}\n- {id: b, title: B, tags: [x]}",
        {"templates/tagpages/note.html": template},
        templates_path=["templates"],
    )
    page = built.page("tags/x")
    assert page.titles() == ["A", "B"]
    assert [text(rating) for rating in page.find_all("p", "rating")] == ["four", ""]
    assert text(page.one("p", "tagpages-snippet")) == "Short"
    assert built.warnings == []


WRITTEN = ".. note-entry:: A *fine* title\n   :tags: x\n   :summary: In short.\n\n   The **body**.\n"


def test_a_template_may_pass_what_is_put_in_later_through_what_it_likes(build: Build) -> None:
    template = """
        {% extends "!tagpages/note.html" %}
        {% macro bold(part) %}<b>{{ part }}</b>{% endmacro %}
        {% block title %}{% set held %}{{ bold(title) }}{% endset %}<h3>{{ held }}</h3>{% endblock %}
        {% block tags %}{{ tags }}{{ tags }}{% endblock %}
        """
    built = build(
        "- {id: a, title: A, tags: [x, y]}",
        {"templates/tagpages/note.html": template, "other.rst": f":orphan:\n\nOther\n=====\n\n{WRITTEN}"},
        templates_path=["templates"],
    )
    listed = built.page("tags/y").one("article", "tagpages-note")
    assert [text(tag) for tag in elements(listed, "p", "tagpages-tags")] == ["x", "x"]
    written = built.page("other").one("article", "tagpages-note")
    html = (built.outdir / "other.html").read_text("utf-8")
    assert "<h3><b>A <em>fine</em> title</b></h3>" in html
    assert [text(tag) for tag in elements(written, "p", "tagpages-tags")] == ["x", "x"]
    assert "\0" not in html


@pytest.mark.parametrize(
    "template", ["<i>{{ tags }}</i>", "<i>{{ body }}</i>", "<i>{{ title }} {{ title }}</i>"]
)
def test_a_template_that_forgets_what_a_document_has_of_a_note_does_not_lose_it(
    build: Build, template: str
) -> None:
    files = {"templates/tagpages/note.html": template, "other.rst": f":orphan:\n\nOther\n=====\n\n{WRITTEN}"}
    built = build("- {title: A, tags: [x]}", files, templates_path=["templates"])
    html = (built.outdir / "other.html").read_text("utf-8")
    assert html.count("<em>fine</em>") == html.count("<strong>body</strong>") == 1
    assert "\0" not in html
