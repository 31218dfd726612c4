"""Pages that are enlarged, with more room between letters and lines, or in colours that the reader forces."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page

import sphinxext.tagpages
from tests.browser import screenshots
from tests.browser.access import MOST, PAGES, files
from tests.browser.test_keyboard import walk

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, Project

pytestmark = pytest.mark.browser

FIT = Path(__file__).with_name("fit.js").read_text(encoding="utf-8")
STATIC = Path(sphinxext.tagpages.__file__).parent / "static"

#: As WCAG 2.2 has it in 1.4.12.
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }
"""


def misfits(page: Page) -> list[str]:
    page.evaluate(screenshots.OPEN_FOLDS)
    report = screenshots.measure(page)
    return [*page.evaluate(FIT), *report.beyond, *(["scrolls sideways"] if report.ours_scrolls else [])]


def test_nothing_is_cut_off_when_enlarged_or_spaced(
    project: Project, open_page: OpenPage, theme: str
) -> None:
    base = project(files(theme))
    wrong = []
    for width, style in ((640, ""), (1280, SPACED), (360, SPACED)):
        page = open_page(width=width)  # 640 of 1280: at 200 %
        for kind in PAGES if theme == "furo" else MOST:
            page.goto(f"{base}{PAGES[kind]}")
            page.add_style_tag(content=screenshots.STILL + style)
            wrong += [f"{kind}, {width}: {line}" for line in dict.fromkeys(misfits(page))]
    assert not wrong, "\n".join(wrong)


def test_the_focus_is_seen_in_forced_colours(project: Project, open_page: OpenPage, theme: str) -> None:
    base = project(files(theme))
    page = open_page()
    page.emulate_media(forced_colors="active")
    wrong = []
    for kind in ("explorer, filtered", "tag", "archive"):
        page.goto(f"{base}{PAGES[kind]}")
        wrong += [f"{kind}: {line}" for line in dict.fromkeys(walk(page, key="Tab"))]
    assert not wrong, "\n".join(wrong)


def test_nothing_of_ours_moves() -> None:
    # Who asks for less motion gets none: there is none that could be taken away.
    for path in [*STATIC.rglob("*.css"), *STATIC.rglob("*.js")]:
        found = re.findall(
            r"\b(?:transition|animation|scroll-behavior)\b|behavior: *.smooth", path.read_text("utf-8")
        )
        assert found == [], path
