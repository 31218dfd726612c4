"""The headings on a tag page stay while their notes scroll by, below what a theme keeps at the top."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import OpenPage, Site
from tests.themes import THEMES

pytestmark = pytest.mark.browser

CONF = """
project = "Notes"
extensions = ["sphinxext.tagpages"]
tagpages_sources = ["notes.yaml"]
tagpages_per_page = 50
"""
INDEX = "Home\n====\n\n.. toctree::\n\n   tags/index\n"
NOTE = "- {{title: A note of some length {number}, tags: [T], date: {year}-05-01, summary: Words of it.}}\n"

#: Scrolls to the tenth note of a group, and tells where its heading is, whether all of it is seen there,
#: whether a note is seen above it, and whether the page can be scrolled sideways.
LOOK = """(title) => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const headings = [...document.querySelectorAll(".tagpages-group")];
  const heading = headings.find((each) => each.textContent.startsWith(title));
  let note = heading;
  for (let number = 0; number < 10 && note.nextElementSibling; number++) note = note.nextElementSibling;
  scrollTo({ top: scrollY + note.getBoundingClientRect().top - 400, behavior: "instant" });
  const look = (done) => {
    const box = heading.getBoundingClientRect();
    const at = (x, y) => document.elementFromPoint(x, y);
    // Not in the middle, where Furo has a button of its own.
    const places = [box.left + 4, box.left + 40, box.right - 8];
    done({
      top: box.top,
      seen: places.every((x) => [box.top + 3, box.bottom - 3].every((y) => heading.contains(at(x, y)))),
      above: Boolean(at(box.left + 4, box.top - 3)?.closest(".tagpages-note")),
      ground: getComputedStyle(heading).backgroundColor,
      scrolls: document.documentElement.scrollWidth > innerWidth,
    });
  };
  return new Promise((done) => setTimeout(() => look(done), 300));
}"""


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("years")
    notes = "".join(NOTE.format(number=number, year=2024 - number // 15) for number in range(60))
    for name, content in {"conf.py": CONF, "index.rst": INDEX, "notes.yaml": notes}.items():
        (folder / name).write_text(content, "utf-8")
    return folder


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_the_heading_of_a_year_is_seen_while_its_notes_scroll_by(
    theme: str, scheme: str, width: int, site: Site, open_page: OpenPage, source: Path
) -> None:
    page = open_page(color_scheme=scheme, width=width)  # type: ignore[arg-type]
    page.goto(site(theme, source) + "tags/t.html")
    for title in ("2024", "2023", "2022"):  # before the fold ends, across it, and in it
        found = page.evaluate(LOOK, title)
        assert found["seen"], (title, found)
        assert 0 <= found["top"] < 140, (title, found)
        assert not found["above"], (title, found)
        assert found["ground"] not in {"rgba(0, 0, 0, 0)", "transparent"}, (title, found)
        assert not found["scrolls"]


@pytest.mark.parametrize("theme", THEMES)
def test_links_between_pages_are_easy_to_hit_and_say_their_years_where_there_is_room(
    theme: str, site: Site, open_page: OpenPage, source: Path
) -> None:
    for width, has_room in [(1280, True), (360, False)]:
        page = open_page(width=width)
        page.goto(site(theme, source) + "tags/t.html")
        above = page.locator(".tagpages-pages").first
        for link in above.locator("a").all():
            box = link.bounding_box()
            assert box
            assert 28 <= box["height"] < 48
            assert box["width"] >= 28
        assert above.locator(".tagpages-page-years").first.is_visible() == has_room
