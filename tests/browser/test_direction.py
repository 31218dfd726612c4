"""In a language that is written from right to left, what is ours is a mirror of what it is in others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page

from tests.themes import THEMES

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, Project

pytestmark = pytest.mark.browser

CONF = """
extensions = ["sphinxext.tagpages"]
language = {language!r}
html_theme = {theme!r}
tagpages_sources = ["notes.yaml"]
tagpages_per_page = 2
"""
NOTES = """
- title: تعلم الآلة خطوة بخطوة
  url: https://example.org/
  date: 2023-03-28
  authors: [أحمد]
  tags: [تعلم, C++]
- title: Learning machines (2nd ed.)
  date: 2022-01-05
  published: 2021-12-01
  authors: [Ann]
  tags: [تعلم, C++]
- {title: ملخص, date: 2021-05, tags: [تعلم]}
"""
INDEX = "الرئيسية\n========\n\n.. note-list::\n\n.. toctree::\n\n   tags/index\n"

WIDE_LETTER = 16
#: Where the letters of an element's text begin, from the left.
PLACES = """element => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), places = [];
  for (let node; (node = walker.nextNode()); ) {
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange();
      range.setStart(node, at); range.setEnd(node, at + 1);
      if (range.toString().trim()) places.push(range.getBoundingClientRect().left);
    }
  }
  return places;
}"""


def made(project: Project, theme: str, language: str = "ar") -> str:
    return project({
        "conf.py": CONF.format(theme=theme, language=language),
        "index.rst": INDEX,
        "notes.yaml": NOTES,
    })


def left(page: Page, selector: str) -> float:
    """Return how far at the left the first such element begins."""
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["x"]


def is_from_left_to_right(page: Page, selector: str) -> bool:
    places = page.locator(selector).first.evaluate(PLACES)
    return bool(places) and places == sorted(places)


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_of_ours_begins_at_the_right(project: Project, open_page: OpenPage, theme: str) -> None:
    page = open_page()
    page.goto(f"{made(project, theme)}tags/تعلم.html")
    note = ".tagpages-note:has-text('خطوة')"
    assert (
        left(page, f"{note} .tagpages-home")
        > left(page, f"{note} .tagpages-authors")
        > left(page, f"{note} .tagpages-tag")
    )
    # The arrow stands behind the host, at the left.
    letters = page.locator(f"{note} .tagpages-host").evaluate(PLACES)
    assert left(page, f"{note} .tagpages-host") < min(letters)
    head = page.locator(".tagpages-head").first
    assert head.evaluate("element => getComputedStyle(element).direction") == "rtl"
    heading = page.locator("section > h1").first
    assert heading.evaluate("element => getComputedStyle(element).direction") == "rtl"


def test_a_note_has_the_direction_of_its_title(project: Project, open_page: OpenPage) -> None:
    page = open_page()
    base = made(project, "alabaster")
    for address in ("index.html", "tags/تعلم.html"):
        page.goto(f"{base}{address}")
        note = ".tagpages-note:has-text('Learning')"
        assert (
            left(page, f"{note} .tagpages-home")
            < left(page, f"{note} .tagpages-authors")
            < left(page, f"{note} .tagpages-tag")
        )
        assert is_from_left_to_right(page, f"{note} .tagpages-title a")


def test_dates_and_names_are_read_as_they_are_written(project: Project, open_page: OpenPage) -> None:
    page = open_page()
    base = made(project, "alabaster")
    page.goto(f"{base}tags/index.html")
    for selector in ("time >> nth=0", "a:has-text('C++') >> nth=0", "a:has-text('Learning') >> nth=0"):
        assert is_from_left_to_right(page, f"[id^=tagpages] {selector}"), selector
    names = page.locator("ul.tagpages-tag-list a")
    inside = f"name => name.getBoundingClientRect().right - Math.max(...({PLACES})(name))"
    assert max(names.evaluate_all(f"names => names.map({inside})")) < WIDE_LETTER
    page.goto(f"{base}tags/archive/2022.html")
    assert is_from_left_to_right(page, ".tagpages-published time")


def test_a_site_that_says_its_direction_is_left_alone(project: Project, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{made(project, 'alabaster')}tags/index.html")
    page.evaluate("document.documentElement.dir = 'ltr'")
    head = page.locator(".tagpages-head").first
    assert head.evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_other_languages_begin_at_the_left(project: Project, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{made(project, 'alabaster', 'en')}tags/index.html")
    head = page.locator(".tagpages-head").first
    assert head.evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_the_tags_to_choose_keep_their_direction(project: Project, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{made(project, 'alabaster')}tags/all.html")
    choice = ".tagpages-choice:has-text('C++')"
    page.wait_for_selector(choice)
    assert is_from_left_to_right(page, f"{choice} bdi")
    assert left(page, f"{choice} bdi") > left(page, f"{choice} .tagpages-count")
    page.click(choice)
    page.wait_for_selector(".tagpages-chip")
    assert is_from_left_to_right(page, ".tagpages-chip:has-text('C++')")
