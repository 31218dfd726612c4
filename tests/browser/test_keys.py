"""Single keys: from note to note, and the dialog that shows them and switches them off."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

import sphinxext.tagpages
from sphinxext.tagpages.render.assets import script_texts

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, Project

pytestmark = pytest.mark.browser

SCRIPT = Path(sphinxext.tagpages.__file__).parent / "static" / "script"
DIALOG = "dialog.tagpages-keys"
FOCUSED_NOTE = "document.activeElement.closest('.tagpages-note')?.dataset.note"


def files(**conf: object) -> dict[str, str]:
    notes = "".join(
        f"- id: n{number}\n  title: Note {number}\n  url: https://example.org/{number}\n"
        f"  date: 2024-03-{31 - number}\n  tags: [Reading, T{number}]\n"
        for number in range(1, 16)
    )
    values = {"extensions": ["sphinxext.tagpages"], "tagpages_sources": ["n.yaml"], **conf}
    return {
        "conf.py": "".join(f"{name} = {value!r}\n" for name, value in values.items()),
        "index.rst": "Home\n====\n\nWords.\n\n.. toctree::\n\n   tags/index\n",
        "alone.rst": ":orphan:\n\nAlone\n=====\n\n.. note-entry:: One note\n   :id: alone\n   :tags: Alone\n",
        "n.yaml": notes,
    }


@pytest.fixture
def page(project: Project, open_page: OpenPage) -> Page:
    opened = open_page()
    opened.goto(project(files(tagpages_visible=3)) + "tags/reading.html")
    return opened


def press(page: Page, *keys: str) -> object:
    for key in keys:
        page.keyboard.press(key)
    return page.evaluate(FOCUSED_NOTE)


def test_j_and_k_go_from_note_to_note_and_open_no_fold(page: Page) -> None:
    assert press(page, "j") == "n1"
    expect(page.locator(".tagpages-title a", has_text=re.compile("^Note 1$"))).to_be_focused()
    assert press(page, "j") == "n2"
    assert press(page, "j", "k", "j") == "n3"
    summary = page.locator("details.tagpages-more > summary")
    press(page, "j")
    expect(summary).to_be_focused()
    assert press(page, "j", "j", "k") == "n3"
    expect(page.locator("details.tagpages-more")).to_have_js_property("open", value=False)
    press(page, "j", "Enter")
    expect(page.locator("details.tagpages-more")).to_have_js_property("open", value=True)
    assert press(page, "j") == "n4"
    assert press(page, "k") == "n3"


def test_enter_opens_the_note(page: Page) -> None:
    page.locator('[data-note="n2"] .tagpages-title a').evaluate(
        "(link) => link.replaceWith(link.textContent)"
    )
    assert press(page, "j", "j") == "n2"
    expect(page.locator('[data-note="n2"]')).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tags/archive/2024.html#tagpages-note-n2")


def test_j_begins_where_the_reader_is(page: Page) -> None:
    page.locator("details.tagpages-more > summary").click()
    page.evaluate("document.activeElement.blur()")
    page.locator('[data-note="n9"]').evaluate("(note) => note.scrollIntoView({block: 'start'})")
    first = """[...document.querySelectorAll(".tagpages-note")]
      .findIndex((note) => note.getBoundingClientRect().top >= 0) + 1"""
    begins = page.evaluate(first)
    assert begins > 4
    assert press(page, "j") == f"n{begins}"
    page.evaluate("document.activeElement.blur()")
    begins = page.evaluate(first)
    assert press(page, "k") == f"n{begins - 1}"


def test_a_long_fold_is_skipped(page: Page) -> None:
    page.locator("details.tagpages-more > summary").focus()
    press(page, "Enter", "Tab")
    skip = page.get_by_role("button", name="Skip to the end")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box is not None
    assert box["height"] >= 28
    press(page, "Enter")
    close = page.locator(".tagpages-close")
    expect(close).to_be_focused()
    box = skip.bounding_box()
    assert box is not None
    assert box["height"] <= 1
    press(page, "Enter")
    expect(page.locator("details.tagpages-more > summary")).to_be_focused()


@pytest.mark.parametrize("pressed", ["Control+j", "Alt+j", "Meta+j", "Shift+J"])
def test_a_key_with_another_is_not_ours(page: Page, pressed: str) -> None:
    assert press(page, pressed) is None


def test_keys_are_letters_in_fields(page: Page) -> None:
    field = page.locator("input[name=q]").first
    field.focus()
    page.keyboard.type("jk?")
    expect(field).to_have_value("jk?")
    expect(field).to_be_focused()
    expect(page.locator(DIALOG)).to_have_count(0)


@pytest.mark.parametrize("way", ["key", "button"])
def test_the_keys_are_shown_and_switched_off(page: Page, way: str) -> None:
    button = page.get_by_role("button", name="Keyboard shortcuts")
    if way == "key":
        page.keyboard.press("?")
    else:
        button.click()
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog.locator("kbd")).to_have_text(["j", "k", "Enter", "?"])
    expect(dialog.locator("dd").first).to_have_text("Next note")
    choice = dialog.get_by_role("checkbox", name="Keyboard shortcuts")
    expect(choice).to_be_checked()
    choice.press("Space")
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_have_count(0)
    assert press(page, "j") is None
    page.keyboard.press("?")
    expect(page.locator(DIALOG)).to_have_count(0)
    page.reload()
    assert press(page, "j") is None
    button.click()
    expect(choice).not_to_be_checked()
    choice.check()
    dialog.get_by_role("button", name="Close").click()
    expect(button).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    assert press(page, "k", "j") is not None


def test_an_owner_switches_them_off_as_those_of_sphinx(project: Project, open_page: OpenPage) -> None:
    page = open_page()
    off = files(html_theme_options={"enable_search_shortcuts": False})
    page.goto(project(off) + "tags/reading.html")
    assert press(page, "j") is None
    expect(page.locator(".tagpages-show-keys")).to_have_count(0)


def test_a_page_without_a_listing_has_no_keys(page: Page) -> None:
    for name in ("index", "alone"):
        page.goto(page.url.replace("tags/reading", name))
        expect(page.locator(".tagpages-show-keys")).to_have_count(0)
        page.keyboard.press("?")
        expect(page.locator(DIALOG)).to_have_count(0)
    page.keyboard.press("/")  # which stays Sphinx's own
    expect(page.locator("input[name=q]").first).to_be_focused()


def test_the_texts_of_the_script_are_declared() -> None:
    declared = re.findall(r'^    \| "(\w+)"', (SCRIPT / "globals.d.ts").read_text("utf-8"), re.MULTILINE)
    assert declared == sorted(script_texts())
    parts = "".join(path.read_text("utf-8") for path in SCRIPT.glob("*.js"))
    assert set(re.findall(r"\bTEXTS\.(\w+)", parts)) == set(declared)
