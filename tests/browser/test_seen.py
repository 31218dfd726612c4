"""What is new since a reader last looked, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, Project

pytestmark = pytest.mark.browser

#: Of more than thirty tags, the overview has several orders.
NOTES = "".join(
    f"- {{title: Old {number}, date: 2020-01-01, tags: [A, T{number}]}}\n" for number in range(35)
)
FILES = {
    "conf.py": "extensions = ['sphinxext.tagpages']\ntagpages_sources = ['notes.yaml']\nlanguage = 'en'\n",
    "index.rst": "Home\n====\n\n.. toctree::\n\n   tags/index\n",
    "notes.yaml": f"{NOTES}- {{title: Of the day, date: 2026-03-05, tags: [A, T3]}}\n"
    "- {title: Later, date: 2026-03-09T10:00:00Z, tags: [B]}\n"
    "- {title: Of the month, date: 2026-03, tags: [A, T4]}\n",
}


def look(page: Page, day: str, address: str) -> None:
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(address)
    page.wait_for_load_state()


def marked(page: Page) -> list[str]:
    """The titles of the notes that are marked."""
    return page.locator("article:has(.tagpages-new) .tagpages-title").all_inner_texts()


def test_notes_and_tags_of_the_day_of_the_last_look_and_later_are_marked(
    project: Project, open_page: OpenPage
) -> None:
    root, page = project(FILES), open_page()
    look(page, "2026-03-05", f"{root}tags/a.html")
    assert marked(page) == []
    look(page, "2026-03-05", f"{root}tags/a.html")
    assert marked(page) == []
    for _time in range(2):  # whatever else is looked at on a day is marked too
        look(page, "2026-03-10", f"{root}tags/a.html")
        assert marked(page) == ["Of the day"]
    look(page, "2026-03-10", f"{root}tags/index.html")
    new = page.locator(".tagpages-overview li:has(.tagpages-new)")
    assert sorted(new.locator("a").all_inner_texts()) == ["A", "B", "T3"]
    assert page.locator(".tagpages-newest li:has(.tagpages-new)").count() == 2
    page.locator(".tagpages-find select").select_option("name")
    assert sorted(new.locator("a").all_inner_texts()) == ["A", "B", "T3"]
    look(page, "2026-03-10", f"{root}tags/all.html?tag=A")
    expect(page.locator("article:has(.tagpages-new)")).to_have_count(1)
    assert marked(page) == ["Of the day"]
    look(page, "2026-03-11", f"{root}tags/index.html")
    assert new.count() == 0


def test_a_browser_that_keeps_nothing_marks_nothing(project: Project, open_page: OpenPage) -> None:
    root, page = project(FILES), open_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('none'); }})"
    )
    for day in ("2026-03-01", "2026-03-10"):
        look(page, day, f"{root}tags/a.html")
        assert marked(page) == []
