"""Tables of notes: readers sort them, and on a phone they scroll in themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, Project

pytestmark = pytest.mark.browser

FILES = {
    "conf.py": "extensions = ['sphinxext.tagpages']\nhtml_theme = 'furo'\ntagpages_sources = ['n.yaml']\n",
    "index.rst": """Home
====

.. note-list::
   :style: table
   :columns: date, extra.score, venue, authors, summary
   :group-by: kind

.. toctree::

   tags/index
""",
    "n.yaml": """
- {title: Ten, date: 2023-05, score: 10, kind: a, venue: Züge, url: "https://example.org/"}
- {title: Two, date: 2023-05-02, score: 2, kind: a, venue: zug, summary: A sentence of quite a few words.}
- {title: None, date: 2022, kind: a, authors: [Ann Lee, Bob Ray]}
- {title: Minus, date: 2021, score: -1.5, kind: a}
- {title: Other, date: 2020, score: 1, kind: b}
""",
}
ROWS = "rows => rows.map(row => row.cells[0].firstElementChild.textContent)"


def rows(page: Page) -> str:
    return " ".join(page.locator("tr[data-note]").evaluate_all(ROWS))


def test_a_reader_sorts_by_a_column_up_and_down_and_back(project: Project, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(project(FILES))
    assert rows(page) == "Two Ten None Minus Other"
    score = page.get_by_role("button", name="Score")
    score.focus()
    page.keyboard.press("Enter")
    head = page.get_by_role("columnheader", name="Score")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert rows(page) == "Minus Two Ten None Other"
    score.click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert rows(page) == "Ten Two Minus None Other"
    page.get_by_role("button", name="Date").click()
    assert head.get_attribute("aria-sort") is None
    assert rows(page) == "Minus None Ten Two Other"
    for _time in range(2):
        page.get_by_role("button", name="Date").click()
    assert rows(page) == "Two Ten None Minus Other"
    assert page.locator("[aria-sort]").count() == 0


def test_on_a_phone_the_table_scrolls_and_the_page_does_not(project: Project, open_page: OpenPage) -> None:
    page = open_page(width=360)
    page.goto(project(FILES))
    table = page.locator(".tagpages-table")
    assert table.evaluate("box => box.scrollWidth > box.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heights = page.locator(".tagpages-sort, .tagpages-csv").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 28


def test_without_a_script_a_table_is_there_and_says_nothing_of_sorting(
    project: Project, open_page: OpenPage
) -> None:
    page = open_page(javascript=False)
    page.goto(project(FILES))
    assert rows(page) == "Two Ten None Minus Other"
    assert page.locator(".tagpages-sort").count() == 0
