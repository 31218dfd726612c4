"""What stands on the page of a tag besides rows: headings, links between its pages, tags that go with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from tests.build.harness import Build, Page, Project, elements, text
from tests.themes import THEMES
from tests.tiers import long, long_but


def notes(years: Iterable[int], tags: str = "T", start: int = 1) -> str:
    """Notes that are numbered from the newest on."""
    return "".join(
        f"- {{title: Note {number:03}, tags: [{tags}], date: {year}-05-01}}\n"
        for number, year in enumerate(years, start)
    )


def years(**counts: int) -> list[int]:
    """Years, each so many times: ``y2024=3``."""
    return [int(name[1:]) for name, count in counts.items() for _ in range(count)]


def outline(page: Page) -> list[str]:
    """The headings of a listing and the titles of notes in it, in their order; a fold as ``fold``."""
    found = []
    for element in page.one("section", "tagpages-listing").iter():
        classes = element.attrib.get("class", "").split()
        if "tagpages-group" in classes or "tagpages-title" in classes:
            found.append(f"{element.tag} {text(element)}")
        elif "tagpages-more" in classes:
            found.append("fold")
    return found


def headings(page: Page) -> list[str]:
    return [text(found) for found in page.find_all(cls="tagpages-group")]


def test_notes_stand_under_their_years_one_level_deeper(build: Build) -> None:
    page = build(notes(years(y2024=2, y2023=24))).page("tags/t")
    found = outline(page)
    assert found[:4] == ["h2 2024 2", "h3 Note 001", "h3 Note 002", "h2 2023 24"]
    assert found[-1] == "h3 Note 026"
    assert found.index("fold") == 12  # ten notes and two headings
    assert found.count("h2 2023 24") == 1  # a fold in the middle of a year does not say it again


def test_a_year_that_begins_behind_the_fold_has_its_heading_there(build: Build) -> None:
    page = build(notes(years(y2024=10, y2023=16))).page("tags/t")
    fold = page.one("details", "tagpages-more")
    assert [text(found) for found in fold.iter() if "tagpages-group" in found.attrib.get("class", "")] == [
        "2023 16"
    ]
    assert headings(page) == ["2024 10", "2023 16"]


def test_short_listings_have_no_headings(build: Build) -> None:
    page = build(notes(years(y2024=25))).page("tags/t")
    assert headings(page) == []
    assert outline(page)[0] == "h2 Note 001"


def test_a_year_goes_on_on_the_next_page(build: Build) -> None:
    built = build(notes(years(y2024=3, y2023=30)), tagpages_per_page=20)
    assert headings(built.page("tags/t")) == ["2024 3", "2023 30"]
    assert headings(built.page("tags/t/2")) == ["2023 30 continued"]


@pytest.mark.parametrize(
    ("by", "shown"), [("month", ["2024-05 2", "2023-05 1"]), ("kind", ["Other 3"]), (None, []), ("auto", [])]
)
def test_the_project_says_what_by(build: Build, by: str | None, shown: list[str]) -> None:
    built = build(notes(years(y2024=2, y2023=1)), tagpages_group_by=by)
    assert built.warnings == []
    assert headings(built.page("tags/t")) == shown


def test_what_nothing_can_be_grouped_by_is_reported_and_the_default_counts(build: Build) -> None:
    built = build(notes(years(y2024=26)), tagpages_group_by="yeer")
    (warning,) = built.warnings
    assert "tagpages_group_by = 'yeer': 'yeer' is nothing to group notes by; did you mean 'year'" in warning
    assert "[tagpages.config]" in warning
    assert headings(built.page("tags/t")) == ["2024 26"]


@pytest.mark.parametrize("style", ["compact", "full"])
def test_a_single_page_has_the_headings_too(build: Build, style: str) -> None:
    built = build(notes(years(y2024=2, y2023=24)), builder="singlehtml", tagpages_print=style)
    found = [
        f"{heading.tag} {text(heading)}" for heading in built.page("index").find_all(cls="tagpages-group")
    ]
    assert found == ["h4 2024 2", "h4 2023 24"]


@pytest.mark.parametrize("style", ["compact", "full"])
def test_other_builders_have_them_as_lines(build: Build, style: str) -> None:
    built = build(notes(years(y2024=2, y2023=24)), builder="latex", tagpages_print=style)
    source = next(built.outdir.glob("*.tex")).read_text("utf-8")
    part = source[source.index("2024 (2)") :]
    assert part.index("Note 002") < part.index("2023 (24)") < part.index("Note 003")


def test_an_edit_renews_the_headings_of_every_page_that_shows_their_count(
    project: Callable[..., Project],
) -> None:
    before, after = notes(years(y2024=3, y2023=30)), notes(years(y2024=3, y2023=31))
    made = project({"notes.yaml": before}, tagpages_sources=["notes.yaml"], tagpages_per_page=20)
    made.build()
    made.write({"notes.yaml": after})
    built = made.build()
    assert headings(built.page("tags/t")) == ["2024 3", "2023 31"]
    assert headings(built.page("tags/t/2")) == ["2023 31 continued"]


def test_the_heading_is_the_tag_and_one_line_says_what_there_is(build: Build) -> None:
    page = build(notes(years(y2024=2, y2021=1))).page("tags/t")
    assert page.heading == "T"
    head = page.one("p", "tagpages-head")
    assert text(head) == "3 notes 2021–2024 Filter these All tags"
    links = {text(link): link.attrib["href"] for link in elements(head, "a")}
    assert links == {"Filter these": "all.html?tag=T", "All tags": "index.html"}


def test_filter_these_names_the_tag_whatever_it_is_called(build: Build) -> None:
    built = build("- {title: A, tags: ['R&D + <C#>']}")
    (page,) = [page for page in built.pages() if page.find_all(data_tag="R&D + <C#>")]
    (link,) = [link for link in page.find_all("a") if text(link) == "Filter these"]
    assert link.attrib["href"] == "all.html?tag=R%26D%20%2B%20%3CC%23%3E"


def test_without_the_explorer_there_is_nothing_to_filter(build: Build) -> None:
    page = build("- {title: A, tags: [B]}", tagpages_explorer=False).page("tags/b")
    assert text(page.one("p", "tagpages-head")) == "1 note All tags"


def test_the_description_of_a_tag_stands_below_its_heading(project: Callable[..., Project]) -> None:
    issues = """[{"number": 1, "title": "One", "url": "https://example.org/1", "labels": [
        {"name": "bug", "color": "d73a4a", "description": "What <b>fails</b> & why"}]}]"""
    made = project({"issues.json": issues}, tagpages_sources=["issues.json"])
    page = made.build().page("tags/bug")
    assert text(page.one("p", "tagpages-description")) == "What <b>fails</b> & why"
    (description,) = page.find_all("meta", name="description")
    assert description.attrib["content"].startswith("What <b>fails</b> & why")
    source = (made.build("text").outdir / "tags/bug.txt").read_text("utf-8")
    assert "What <b>fails</b> & why" in source


def test_links_between_pages_say_their_years_and_which_notes_are_on_this(build: Build) -> None:
    built = build(notes(years(y2024=4, y2023=3)), tagpages_per_page=3)
    page = built.page("tags/t/2")
    assert "page 2 of 3" in text(page.one("p", "tagpages-head"))
    above, below = page.find_all("nav", "tagpages-pages")
    assert text(above) == text(below) == "4–6 of 7 ‹ 1 2024 2 2024–2023 3 2023 ›"
    assert above.attrib["aria-label"] != below.attrib["aria-label"]
    names = [link.attrib["aria-label"] for link in elements(above, "a")]
    assert names == ["Previous page", "page 1: 2024", "page 3: 2023", "Next page"]
    assert "page" not in text(built.page("tags/t").one("p", "tagpages-head"))


@pytest.mark.parametrize("conf", [{"tagpages_sort": ["title"]}, {"tagpages_group_by": "kind"}])
def test_pages_that_are_not_in_the_order_of_a_date_have_no_years(
    build: Build, conf: dict[str, object]
) -> None:
    page = build(notes(years(y2024=4, y2023=3)), tagpages_per_page=4, **conf).page("tags/t")
    above, _below = page.find_all("nav", "tagpages-pages")
    assert text(above) == "1–4 of 7 1 2 ›"
    assert [link.attrib["aria-label"] for link in elements(above, "a")] == ["page 2", "Next page"]


def test_of_many_pages_some_are_left_out_and_none_is_lost(build: Build) -> None:
    built = build(notes(years(y2024=40)), tagpages_per_page=2)
    page = built.page("tags/t/10")
    assert text(page.find_all("nav", "tagpages-pages")[0]) == "19–20 of 40 ‹ 1 … 5 … 9 10 11 … 15 … 20 ›"
    assert built.dead_links("div") == []


@pytest.mark.parametrize("theme", long_but(THEMES, "alabaster"))
def test_the_page_before_and_the_page_after_are_named_once(
    project: Callable[..., Project], theme: str
) -> None:
    made = project(
        {"notes.yaml": notes(years(y2024=7))},
        tagpages_sources=["notes.yaml"],
        tagpages_per_page=3,
        html_theme=theme,
        **THEMES[theme],
    )
    page = made.run().page("tags/t/2")
    heads = [
        (link.attrib["rel"], link.attrib["href"]) for link in page.find_all("link") if "rel" in link.attrib
    ]
    assert [found for found in heads if found[0] in {"prev", "next"}] in (
        [("next", "3.html"), ("prev", "../t.html")],
        [("prev", "../t.html"), ("next", "3.html")],
    )


OFTEN = (
    notes([2024] * 3, "A, B", 1)
    + notes([2023] * 3, "A, C", 4)
    + notes([2022] * 2, "C, D", 7)
    + notes([2021] * 30, "X", 9)
)


def related(page: Page) -> list[tuple[str, str]]:
    return [
        (text(link), link.attrib["href"])
        for line in page.find_all("p", "tagpages-related")
        for link in line.iter("a")
    ]


def test_tags_that_go_together_lead_to_both_at_once(build: Build) -> None:
    built = build(OFTEN, tagpages_per_page=4)
    assert related(built.page("tags/a")) == [("B 3", "all.html?tag=A&tag=B"), ("C 3", "all.html?tag=A&tag=C")]
    assert related(built.page("tags/b")) == [("A 3", "all.html?tag=B&tag=A")]
    assert related(built.page("tags/x")) == related(built.page("tags/a/2")) == []


def test_without_the_explorer_they_lead_to_their_own_pages(build: Build) -> None:
    built = build(OFTEN, tagpages_explorer=False)
    assert related(built.page("tags/b")) == [("A 3", "a.html")]


@pytest.mark.parametrize(("most", "shown"), [(1, [("B 3", "all.html?tag=A&tag=B")]), (0, [])])
def test_a_project_says_how_many_of_them_are_named(
    build: Build, most: int, shown: list[tuple[str, str]]
) -> None:
    assert related(build(OFTEN, tagpages_related=most).page("tags/a")) == shown


def test_other_builders_say_it_in_one_line(build: Build) -> None:
    built = build(OFTEN, builder="text")
    assert "Often with: B, C" in (built.outdir / "tags/a.txt").read_text("utf-8")
    assert "Often with" not in (built.outdir / "tags/x.txt").read_text("utf-8")


def test_on_a_single_page_they_lead_to_what_is_on_it(build: Build) -> None:
    built = build(OFTEN, builder="singlehtml")
    addresses = [address for _text, address in related(built.page("index"))]
    assert addresses
    assert all(address.startswith("#") for address in addresses)
    assert built.dead_links("div") == []


EDITS = {
    # The third note moves into the year that goes on on page 2, where nothing else changes.
    "a heading of a page counts one more": (
        notes(years(y2024=3, y2023=9)),
        ("Note 003, tags: [T], date: 2024", "Note 003, tags: [T], date: 2023"),
        "tags/t/2",
    ),
    "another page begins with another year": (
        notes(years(y2024=4, y2023=5, y2022=3)),
        ("Note 009, tags: [T], date: 2023", "Note 009, tags: [T], date: 2022"),
        "tags/t",
    ),
    # What is listed stays; but what the two have in common is no more than chance would have.
    "a tag is on many other notes": (OFTEN, ("tags: [X]", "tags: [B]"), "tags/a"),
}


@long
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_elsewhere_reaches_the_page_that_shows_it(project: Callable[..., Project], edit: str) -> None:
    before, (old, new), name = EDITS[edit]
    after = before.replace(old, new)
    assert before != after
    conf = {"tagpages_sources": ["notes.yaml"], "tagpages_per_page": 4, "tagpages_group_by": "year"}
    made = project({"notes.yaml": before}, **conf)
    page = made.build().page(name).path
    was = page.read_text("utf-8")
    made.write({"notes.yaml": after})
    made.build()
    clean = project({"notes.yaml": after}, "clean", **conf).build().page(name).path
    assert was != page.read_text("utf-8") == clean.read_text("utf-8")


def test_an_edit_renews_only_the_pages_that_show_it(project: Callable[..., Project]) -> None:
    made = project({"notes.yaml": OFTEN}, tagpages_sources=["notes.yaml"])
    made.build()
    made.write({"notes.yaml": OFTEN.replace("Note 009, tags: [X]", "Note 009, tags: [X, E]")})
    built = made.build()
    assert "tags/x" in built.written
    assert "tags/b" not in built.written
