"""Notes in listings: how big what one presses is, pictures that do not come, folds by name, paper."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser import screenshots
from tests.themes import THEMES
from tests.tiers import long_but

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, Project

pytestmark = pytest.mark.browser

LONG = "Words of a summary that goes on. " * 12
NOTES = f"""\
- id: many
  title: Many tags
  url: https://www.example.org/many
  date: 2024-05-01
  authors: [One, Two, Three, Four, Five, Six]
  venue: A venue
  links: {{Code: "https://example.org/code"}}
  tags: [x, a, b, c, d, e, f, g, h, i, j, k]
  summary: "{LONG}"
- {{id: gone, title: A picture that fails, date: 2024-04-01, tags: [x], image: "https://example.org/a.png"}}
- {{id: drawn, title: A picture, date: 2024-03-01, tags: [x], image: drawn.svg, summary: "{LONG}"}}
- {{id: right, title: "نماذج اللغة", url: "https://example.org/", date: 2024-02-01, tags: [x, a]}}
""" + "".join(
    f"- {{id: n{number}, title: Note {number}, url: 'https://example.org/{number}', tags: [x, a],"
    f" date: 2023-01-{number + 1:02}, summary: Some words.}}\n"
    for number in range(20)
)
DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200"/></svg>'
)
PRESSED = ".tagpages-note a, .tagpages-head a, .tagpages-more > summary, .tagpages-close"
SIZES = """
(found) => found.filter((one) => one.checkVisibility()).map((one) => {
  const box = one.getBoundingClientRect();
  return [one.className || one.localName, one.textContent.slice(0, 20), Math.round(box.height)];
})
"""


def files(theme: str) -> dict[str, str]:
    return {
        "conf.py": "extensions = ['sphinxext.tagpages']\ntagpages_sources = ['n.yaml']\n"
        f"tagpages_visible = 5\nhtml_theme = {theme!r}\n",
        "index.rst": "Home\n====\n\n.. toctree::\n\n   tags/index\n",
        "n.yaml": NOTES,
        "drawn.svg": DRAWN,
    }


themes = pytest.mark.parametrize("theme", long_but(THEMES, "furo"))


@pytest.fixture
def tag_page(project: Project, theme: str, open_page: OpenPage) -> Page:
    page = open_page()
    page.goto(project(files(theme)) + "tags/x.html")
    return page


@themes
def test_what_one_presses_is_28_pixels_high(tag_page: Page) -> None:
    tag_page.evaluate(screenshots.OPEN_FOLDS)
    found = tag_page.locator(PRESSED).evaluate_all(SIZES)
    assert len(found) > 60
    assert [one for one in found if one[2] < 28] == []


def test_what_one_presses_with_a_finger_is_36_pixels_high(project: Project, browser: Browser) -> None:
    with browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740}) as phone:
        page = phone.new_page()
        page.goto(project(files("furo")) + "tags/x.html")
        assert page.evaluate("matchMedia('(pointer: coarse)').matches")
        found = page.locator(".tagpages-meta a, a.tagpages-tag, a.tagpages-rest, summary").evaluate_all(SIZES)
        assert len(found) > 15
        assert [one for one in found if one[2] < 36] == []


@themes
def test_facts_and_tags_stand_in_one_line(tag_page: Page) -> None:
    tops = tag_page.locator('[data-note="n19"]').evaluate("""
      (note) => [".tagpages-home", ".tagpages-tag"].map((part) => {
        const box = note.querySelector(part).getBoundingClientRect();
        return (box.top + box.bottom) / 2;
      })
    """)
    assert abs(tops[0] - tops[1]) < 8  # half of a line
    title, host = tag_page.locator('[data-note="n19"]').evaluate("""
      (note) => [".tagpages-title", ".tagpages-host"].map((part) => {
        const box = note.querySelector(part).getClientRects()[0];
        return [box.left, (box.top + box.bottom) / 2];
      })
    """)
    assert host[0] > title[0]
    assert abs(host[1] - title[1]) < 8


@themes
def test_a_picture_that_fails_frees_its_box(tag_page: Page) -> None:
    gone, drawn = (tag_page.locator(f'[data-note="{name}"]') for name in ("gone", "drawn"))
    expect(gone.locator("img")).to_have_count(0)
    expect(gone).not_to_have_class(re.compile("tagpages-with-image"))
    box = drawn.locator("img").bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["height"])) == (88, 88)
    row = drawn.bounding_box()
    assert row is not None
    assert row["y"] <= box["y"]
    assert box["y"] + box["height"] <= row["y"] + row["height"]
    assert row["x"] < box["x"]
    assert box["x"] + box["width"] <= row["x"] + row["width"]


@themes
def test_a_note_from_right_to_left_is_a_mirror(tag_page: Page) -> None:
    right = tag_page.locator('[data-note="right"]')
    row, title = right.bounding_box(), right.locator(".tagpages-title > a").bounding_box()
    assert row is not None
    assert title is not None
    assert row["x"] + row["width"] - title["x"] - title["width"] < 12


@themes
def test_a_snippet_has_three_lines_on_a_phone_and_its_link_is_seen_when_it_has_the_focus(
    project: Project, open_page: OpenPage, theme: str
) -> None:
    page = open_page(width=360)
    page.goto(project(files(theme)) + "tags/x.html")
    snippet = page.locator('[data-note="many"] .tagpages-snippet')
    lines = "(one) => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight)"
    assert 2.5 < snippet.evaluate(lines) < 3.5
    link = snippet.locator("a")
    link.focus()
    outer, inner = snippet.bounding_box(), link.bounding_box()
    assert outer is not None
    assert inner is not None
    assert inner["y"] + inner["height"] / 2 < outer["y"] + outer["height"]
    assert snippet.evaluate(lines) > 3.5


@themes
def test_the_fold_is_called_what_it_does(tag_page: Page) -> None:
    summary = tag_page.locator(".tagpages-more > summary")
    expect(summary).to_have_accessible_name("Show 19 more")
    summary.click()
    expect(summary).to_have_accessible_name("Show fewer")
    expect(tag_page.locator(".tagpages-close")).to_have_text("Show fewer")


@themes
def test_the_number_sign_of_a_tag_is_neither_read_out_nor_copied(tag_page: Page) -> None:
    tag = tag_page.locator('[data-note="n19"] a.tagpages-tag').first
    expect(tag).to_have_accessible_name("a")
    tag.evaluate("(link) => getSelection().selectAllChildren(link)")
    assert tag_page.evaluate("getSelection().toString()") == "a"


@themes
def test_on_paper_all_is_open_and_there_is_nothing_to_press(tag_page: Page) -> None:
    tag_page.emulate_media(media="print")
    note = tag_page.locator('[data-note="n0"]')
    expect(note).to_be_visible()
    for part in ("summary", ".tagpages-close", ".tagpages-rest", ".tagpages-head a", ".tagpages-pages"):
        for one in tag_page.locator(part).all():
            expect(one).to_be_hidden()
    for part in (".tagpages-title", ".tagpages-snippet"):
        # A line of its own, and a whole text.
        expect(note.locator(part)).to_have_css("display", "block")
    title = note.locator(".tagpages-title > a")
    address = title.evaluate("(link) => getComputedStyle(link, '::after').content")
    assert "https://example.org/0" in address or "attr(href)" in address
    assert note.evaluate("(one) => getComputedStyle(one).breakInside") == "avoid"
    sign = note.locator("a.tagpages-tag").evaluate("(link) => getComputedStyle(link, '::before').content")
    assert sign.startswith('"#"')


def test_a_printed_page_holds_every_note_its_address_and_its_tags(
    project: Project, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(project(files("furo")) + "tags/x.html")
    reader = PdfReader(io.BytesIO(page.pdf(format="A4")))
    printed = "".join(sheet.extract_text() for sheet in reader.pages).replace("\n", "")
    for number in range(20):
        assert f"Note {number} <https://example.org/{number}>" in printed
    assert "#a" in printed
    assert "Show" not in printed
