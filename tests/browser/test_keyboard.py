"""Every control of ours is reached with the keyboard, in the order of reading, and its focus is seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page

from tests.browser import screenshots
from tests.browser.access import MOST, PAGES, files

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, Project

pytestmark = pytest.mark.browser

WALK = Path(__file__).with_name("walk.js").read_text(encoding="utf-8")

#: Where a walk begins: just before our part, whatever the theme has before that.
BEFORE = """
() => {
  const before = document.createElement("span");
  before.tabIndex = -1;
  document.querySelector("[class*='tagpages-']").before(before);
  before.focus();
}
"""
AFTER = "document.body.appendChild(Object.assign(document.createElement('a'), { href: '#' })).focus()"
#: Links of the theme's own between ours, at most: those in headings, and in the text of a document.
OTHERS = 60


def walk(page: Page, *, key: str) -> list[str]:
    """Go through our part with one key; tell what is wrong with it."""
    page.add_style_tag(content=screenshots.STILL + "html { scroll-behavior: auto !important }")
    page.evaluate(WALK)
    names = page.evaluate("window.walk.controls")
    wrong = []
    if key == "Tab":
        page.evaluate(BEFORE)
        ahead = list(range(len(names)))
    else:
        page.evaluate(AFTER)
        ahead = list(range(len(names)))[::-1]
    for _ in range(len(names) + OTHERS):
        page.keyboard.press(key)
        place, *faults = page.evaluate("window.walk.at()")
        wrong += [f"{fault}: {names[place]}" for fault in faults if fault]
        if place >= 0:
            if place != ahead.pop(0):
                return [*wrong, f"out of order: {names[place]}"]
            if not ahead:
                break
    wrong += [f"not reached: {names[place]}" for place in ahead]
    page.keyboard.press(key)
    if page.evaluate("window.walk.at()")[0] >= 0:
        wrong.append("no way out")
    return wrong


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_every_control_is_reached_in_order_and_seen(
    project: Project, open_page: OpenPage, theme: str, key: str
) -> None:
    base = project(files(theme))
    page = open_page()
    wrong = []
    # What a control looks like does not depend on the page: all in one theme, in others those with the most.
    kinds = PAGES if theme == "furo" else MOST
    for kind in kinds if key == "Tab" else ("tag", "archive"):  # back, headers that stay may cover it
        page.goto(f"{base}{PAGES[kind]}")
        wrong += [f"{kind}: {line}" for line in dict.fromkeys(walk(page, key=key))]
    assert not wrong, "\n".join(wrong)
