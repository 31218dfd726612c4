"""Tags with the colours of labels show them, and can be read and reached in every theme, light and dark."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import screenshots

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import OpenPage, Serve

pytestmark = pytest.mark.browser

#: Light, dark, in between, and those of the grounds of themes.
COLOURS = ("ffffff", "000000", "131416", "ededed", "d73a4a", "767676", "777777", "fbca04", "0052cc", "7057ff")
LABELS = [{"name": f"on {colour}", "color": colour, "description": f"Means {colour}"} for colour in COLOURS]
FILES = {
    "conf.py": "extensions = ['sphinxext.tagpages']\ntagpages_sources = ['issues.json']\n",
    "index.rst": "Home\n====\n\n.. toctree::\n\n   tags/index\n",
    "issues.json": json.dumps([{"title": "Coloured", "labels": [*LABELS, "plain"]}]),
}
COLOURED = "a.tagpages-tag[class*='tagpages-colour-']"
#: The ground of the dots, and what is round them.
DOTS = r"""
(links) => links.map((link) => {
  const style = getComputedStyle(link, "::before");
  return [style.backgroundColor, style.borderTopStyle, style.borderTopColor === getComputedStyle(link).color];
})
"""
LINE = "(link) => getComputedStyle(link).textDecorationLine"
OUTLINE = "(link) => getComputedStyle(link).outlineStyle"


@pytest.fixture(scope="session")
def coloured(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    built: dict[str, str] = {}

    def site(theme: str) -> str:
        if theme not in built:
            folder: Path = tmp_path_factory.mktemp("coloured")
            (folder / "source").mkdir()
            for name, text in FILES.items():
                (folder / "source" / name).write_text(text, encoding="utf-8")
            screenshots.build_site(folder / "source", folder / "html", theme=theme)
            built[theme] = serve(folder / "html")
        return built[theme]

    return site


@pytest.mark.parametrize("scheme", screenshots.SCHEMES)
def test_coloured_tags_have_a_dot_can_be_read_and_show_hover_and_focus(
    coloured: Callable[[str], str], theme: str, open_page: OpenPage, scheme: screenshots.ColorScheme
) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(coloured(theme) + "tags/archive/undated.html")
    buttons = page.locator(f"article {COLOURED}")
    expect(buttons).to_have_count(len(COLOURS))
    # A ring of the text's colour shows the dot on any ground.
    wanted = [f"rgb({', '.join(str(part) for part in bytes.fromhex(colour))})" for colour in COLOURS]
    assert buttons.evaluate_all(DOTS) == [[colour, "solid", True] for colour in wanted]
    assert screenshots.measure(page).problems() == []

    for number in range(len(COLOURS)):
        buttons.nth(number).hover()
        report = screenshots.measure(page)
        assert report.problems() == []
        assert "underline" in buttons.nth(number).evaluate(LINE)

    page.locator("article .tagpages-home").first.focus()
    page.keyboard.press("Tab")
    expect(buttons.first).to_be_focused()
    assert buttons.first.evaluate(OUTLINE) == "solid"
    expect(buttons.first).to_have_attribute("title", "Means ffffff")
