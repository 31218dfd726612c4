"""The overview of all tags and the archive, tried in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, Project

pytestmark = pytest.mark.browser

NAMES = [
    *(f"Tag {number:02}" for number in range(40)),
    "Fine-Tuning",
    "Ｆｕｌｌ width",
    "straße",
    "研究",
    "論文",
]
#: The first tags have the most notes, and the oldest.
NOTES = "".join(
    f"- {{title: Note {number} {again}, date: 20{10 + number // 4:02}-{again + 1:02}-01, tags: ['{name}']}}\n"
    for number, name in enumerate(NAMES)
    for again in range(1 + (len(NAMES) - number) // 10)
)
FILES = {
    "conf.py": "extensions = ['sphinxext.tagpages']\ntagpages_sources = ['notes.yaml']\n",
    "index.rst": "Home\n====\n\n.. toctree::\n\n   tags/index\n",
    "notes.yaml": NOTES,
    "tags.yaml": "研究: {aliases: [Ｒｅｓｅａｒｃｈ, '<Study>']}\n",
}
FEW = FILES | {
    "notes.yaml": "- {title: A, date: 2023-05-01, tags: [One, Two]}\n",
    "tags.yaml": "Two: {title: Both}\n",
}
ROWS = ".tagpages-overview li:visible > a"


def shown(page: Page) -> list[str]:
    return page.locator(ROWS).all_inner_texts()


@pytest.fixture
def overview(project: Project, open_page: OpenPage) -> Page:
    page = open_page()
    page.goto(f"{project(FILES)}tags/index.html")
    return page


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("tun", ["Fine-Tuning"]),
        ("TUNING fine", ["Fine-Tuning"]),
        ("full", ["Ｆｕｌｌ width"]),
        ("ｔａｇ ０１", ["Tag 01"]),
        ("STRASSE", ["straße"]),
        ("研", ["研究"]),
        ("rese", ["研究"]),
        ("nothing like it", []),
    ],
)
def test_what_is_typed_narrows_the_tags_and_their_number_is_said(
    overview: Page, written: str, found: list[str]
) -> None:
    status = overview.get_by_role("status")
    expect(status).to_have_text("")
    overview.get_by_role("searchbox", name="Find a tag").fill(written)
    assert shown(overview) == found
    expect(status).to_have_text(f"{len(found)} of 45 tags")


def test_keys_lead_to_the_field_open_the_first_tag_and_clear(overview: Page) -> None:
    field = overview.get_by_role("searchbox", name="Find a tag")
    overview.keyboard.press("/")
    expect(field).to_be_focused()
    overview.keyboard.type("tag 1")
    assert len(shown(overview)) == 13
    overview.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    assert len(shown(overview)) == len(NAMES)
    overview.keyboard.type("tag 2")
    overview.get_by_role("heading", name="Tags").click()
    overview.keyboard.press("Escape")
    expect(field).to_have_value("")
    field.fill("tag 29")
    overview.keyboard.press("Enter")
    overview.wait_for_url("**/tags/tag-29.html")
    overview.go_back()
    expect(overview.locator(ROWS).first).to_be_visible()


def test_tags_stand_by_number_by_name_and_by_their_newest_note(overview: Page) -> None:
    by_number = shown(overview)
    assert by_number[0] == "Fine-Tuning" or by_number[0].startswith("Tag 0")
    order = overview.get_by_role("combobox", name="Order")
    elements = overview.locator("*").count()
    order.select_option(label="A–Z")
    words = ["Fine-Tuning", "Ｆｕｌｌ width", "straße"]
    assert shown(overview) == [*words, *NAMES[:40], "研究", "論文"]
    headings = overview.locator(".tagpages-initial:visible").all_inner_texts()
    assert headings == ["F–S", "T", "漢字"]
    initials = overview.get_by_role("navigation", name="Initials").get_by_role("link")
    assert initials.all_inner_texts() == headings
    box = initials.first.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 28
    overview.get_by_role("searchbox", name="Find a tag").fill("straße")
    assert overview.locator(".tagpages-initial:visible").all_inner_texts() == ["F–S"]
    assert initials.all_inner_texts() == ["F–S"]
    overview.keyboard.press("Escape")
    # Rows are moved, not copied.
    assert overview.locator("*").count() < elements + 20
    order.select_option(label="Newest")
    assert shown(overview)[0] == "論文"
    expect(overview.get_by_role("navigation", name="Initials")).to_have_count(0)
    order.select_option(label="Most notes")
    assert shown(overview) == by_number


def test_tags_stand_by_groups_first_and_come_back_to_them(project: Project, open_page: OpenPage) -> None:
    tags = "".join(f"Tag {number}: {{group: Even}}\n" for number in range(0, 30, 2)) + "研究: {weight: 1}\n"
    page = open_page()
    page.goto(f"{project(FILES | {'tags.yaml': tags})}tags/index.html")
    titles = page.locator(".tagpages-group-title:visible")
    order = page.locator(".tagpages-find select")
    by_groups = shown(page)
    assert titles.all_inner_texts() == ["Even", "Other"]
    assert by_groups[by_groups.index("Tag 28") + 1] == "研究"
    order.select_option(label="Most notes")
    assert titles.all_inner_texts() == []
    assert shown(page)[:2] == NAMES[:2]
    order.select_option(label="By hand")
    assert shown(page)[0] == "研究"
    order.select_option(label="A–Z")
    assert page.locator(".tagpages-initial:visible").count() == 3
    page.locator(".tagpages-find input").fill("1")
    order.select_option(label="Groups")
    page.locator(".tagpages-find input").fill("")
    assert shown(page) == by_groups
    assert titles.all_inner_texts() == ["Even", "Other"]


def test_an_initial_in_the_address_is_shown_in_the_order_by_name(
    project: Project, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{project(FILES)}tags/index.html#tagpages-initial-T")
    expect(page.get_by_role("combobox", name="Order")).to_have_value("name")
    expect(page.locator("#tagpages-initial-T")).to_be_in_viewport()


def test_without_a_script_all_tags_stand_by_number_and_by_name(project: Project, open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto(f"{project(FILES)}tags/index.html#tagpages-initial-T")
    assert len(shown(page)) == 2 * len(NAMES)
    expect(page.get_by_role("searchbox", name="Find a tag")).to_have_count(0)
    expect(page.locator("#tagpages-initial-T")).to_be_in_viewport()


def test_few_tags_have_a_field_and_no_choice_of_orders(project: Project, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{project(FEW)}tags/index.html")
    assert shown(page) == ["Both", "One"]
    expect(page.get_by_role("combobox", name="Order")).to_have_count(0)
    page.get_by_role("searchbox", name="Find a tag").fill("tw")
    assert shown(page) == ["Both"]
    expect(page.get_by_role("status")).to_have_text("1 of 2 tags")


@pytest.mark.parametrize("width", [360, 1280])
def test_rows_are_high_enough_to_press_and_nothing_moves_as_the_script_starts(
    project: Project, open_page: OpenPage, width: int
) -> None:
    page = open_page(width=width)
    page.add_init_script("""
        window.moved = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.moved += entry.value;
        }).observe({type: "layout-shift", buffered: true});
    """)
    page.goto(f"{project(FILES)}tags/index.html")
    page.wait_for_timeout(300)
    assert page.evaluate("window.moved") < 0.01
    heights = page.locator(ROWS).evaluate_all(
        "(links) => links.map((link) => link.getBoundingClientRect().height)"
    )
    assert min(heights) >= 28
    lefts = page.locator(ROWS).evaluate_all(
        "(links) => [...new Set(links.map((link) => Math.round(link.getBoundingClientRect().left)))]"
    )
    assert len(lefts) == 1 if width == 360 else len(lefts) > 1


def test_the_archive_is_a_table_and_where_it_is_narrow_each_year_has_two_rows_of_months(
    project: Project, open_page: OpenPage
) -> None:
    wide, narrow = open_page(), open_page(width=360)
    for page in (wide, narrow):
        page.goto(f"{project(FILES)}tags/archive/index.html")
        table = page.get_by_role("table", name="Notes by month")
        assert table.get_by_role("row").count() == len({10 + n // 4 for n in range(len(NAMES))}) + 1
        expect(table.get_by_role("rowheader", name="2012")).to_have_count(1)
        link = table.get_by_role("link", name=re.compile("^January 2012, "))
        expect(link).to_be_visible()
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 28
    tops = "(cells) => [...new Set(cells.map((cell) => cell.getBoundingClientRect().top))].length"
    cells = "tbody tr:nth-child(3) td:not(.tagpages-total)"
    assert wide.locator(cells).evaluate_all(tops) == 1
    assert narrow.locator(cells).evaluate_all(tops) == 2
    expect(narrow.locator("tbody .tagpages-month > span").first).to_be_visible()
    wide.get_by_role("link", name=re.compile("^January 2012, ")).click()
    expect(wide.locator("#tagpages-archive-2012-in-2012-01")).to_be_in_viewport()
