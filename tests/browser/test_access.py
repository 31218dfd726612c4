"""What axe-core finds on our pages and not on the theme's own: nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import screenshots
from tests.browser.access import PAGES, files

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, Project

pytestmark = pytest.mark.browser

AXE = screenshots.ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN = Path(__file__).with_name("axe.js").read_text(encoding="utf-8")

#: What is ours on a page: all that has a class of ours, and all in it.
OURS = "[class*='tagpages-']"
ALL_RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
#: Those that look at colours, and at sizes: in the dark and on a phone, others find what they have found.
SEEN_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]}


@dataclass(frozen=True, slots=True)
class Violation:
    """An element that breaks a rule."""

    rule: str
    ours: bool
    colours: str
    where: str


def violations(page: Page, rules: dict[str, Any]) -> list[Violation]:
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return [Violation(**found) for found in page.evaluate(RUN, [{"runOnly": rules, "iframes": False}, OURS])]


def of_ours(found: Iterable[Violation], plain: Iterable[Violation]) -> Iterator[str]:
    """Yield what our part of a page is to blame for, where the theme's own page shows what it does by itself.

    An element of ours is to blame, but not for colours that the theme gives to a text of its own as well:
    links are as it draws them. Any other element is, if the theme's own page has none that breaks that rule:
    something of ours may have brought it about, as a heading that leaves out a level does.
    """
    rules = {violation.rule for violation in plain}
    colours = {(violation.rule, violation.colours) for violation in plain if violation.colours}
    for violation in found:
        by_theme = (violation.rule, violation.colours) in colours
        if not by_theme and (violation.ours or violation.rule not in rules):
            yield f"{violation.rule} {violation.colours} {violation.where}"


def show(page: Page, address: str) -> None:
    response = page.goto(address, wait_until="load")
    assert response is not None
    assert response.ok, address
    page.add_style_tag(content=screenshots.STILL)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_of_ours(
    project: Project, open_page: OpenPage, theme: str, scheme: screenshots.ColorScheme, width: int
) -> None:
    base = project(files(theme))
    page = open_page(color_scheme=scheme, width=width)
    rules = ALL_RULES if scheme == "light" else SEEN_RULES
    show(page, f"{base}plain.html")
    assert page.locator(OURS).count() == 0
    plain = violations(page, rules)
    blamed = []
    for kind, path in PAGES.items():
        show(page, base + path)
        assert page.locator(OURS).count() > 0, kind
        if kind.startswith("explorer"):
            expect(page.get_by_role("status")).not_to_be_empty()
        found = violations(page, rules)
        if page.locator("details.tagpages-more").count():
            page.evaluate(screenshots.OPEN_FOLDS)
            found += violations(page, rules)
        filters = page.locator(".tagpages-filters")
        if filters.count() and filters.is_visible():
            filters.click()
            found += violations(page, rules)
        blamed += [f"{kind}: {line}" for line in dict.fromkeys(of_ours(found, plain))]
    assert not blamed, "\n".join(blamed)


def test_the_comparison_tells_ours_from_the_theme_s(project: Project, open_page: OpenPage) -> None:
    base = project(files("alabaster"))
    page = open_page()
    broken = {
        "image-alt": "<img src='x.png'>",
        "button-name": "<button type='button'></button>",
        "color-contrast": "<p style='color: #aaa; background: #fff'>Faint</p>",
    }

    def found(path: str, selector: str) -> list[Violation]:
        show(page, base + path)
        place = page.locator(selector).first
        place.evaluate(
            "(place, html) => place.insertAdjacentHTML('beforeend', html)", "".join(broken.values())
        )
        return violations(page, ALL_RULES)

    def blamed(found: list[Violation], plain: list[Violation]) -> set[str]:
        return {line.split()[0] for line in of_ours(found, plain)} & broken.keys()

    plain, themes = found("plain.html", "p"), found("plain.html", ".sphinxsidebar")
    assert {violation.rule for violation in plain} >= broken.keys()
    # Ours, beside a theme that does the same, but for colours that it has too; ours beside one that does not.
    assert blamed(found("tags/reading.html", ".tagpages-note"), plain) == {"image-alt", "button-name"}
    assert blamed(found("tags/reading.html", ".tagpages-note"), []) == broken.keys()
    # What the theme does on its own page as well; and what it does where something of ours is.
    assert blamed(found("tags/reading.html", ".sphinxsidebar"), themes) == set()
    assert blamed(found("tags/reading.html", ".sphinxsidebar"), []) == broken.keys()
