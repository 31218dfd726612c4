"""A hit of the search opens at the note that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page

from tests.browser.test_pages import FOLD, expect_in_view, expect_open, search

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, Project

pytestmark = pytest.mark.browser

SUBJECTS = {
    "n3": "Learned routing sends every token to a few experts.",
    "n9": "Adapters are learned for each task, and merged by routing.",
    "n12": "小さな言語モデルを育てる。データの質が量より効く。",
    "n14": "Explorations of a garden of paths, in which lorax is no word of its own.",
    "n16": "Of lora and of ranks.",
}


def files(theme: str, **conf: object) -> dict[str, str]:
    notes = "".join(
        f"{{indent}}- id: n{number}\n{{indent}}  title: Title {number}\n"
        f"{{indent}}  date: 2023-04-{29 - number:02}\n{{indent}}  tags: [Reading]\n"
        f"{{indent}}  summary: {SUBJECTS.get(f'n{number}', 'Some lines that say nothing of it. ' * 5)}\n"
        for number in range(1, 19)
    )
    values = {
        "extensions": ["sphinxext.tagpages"],
        "html_theme": theme,
        "tagpages_sources": ["n.yaml"],
        **conf,
    }
    return {
        "conf.py": "".join(f"{name} = {value!r}\n" for name, value in values.items()),
        "index.rst": "Home\n====\n\n.. toctree::\n\n   adapters\n   here\n   tags/index\n",
        # Themes show the titles of documents in their navigation, and mark words there.
        "adapters.rst": "Adapters and lora\n=================\n\nNothing.\n",
        "here.rst": "Here\n====\n\nWords on ranking.\n\n.. note-source::\n   :visible: 2\n\n"
        + notes.format(indent="   ").replace("id: n", "id: h").replace("Reading", "Here")
        if conf.get("here")
        else "Here\n====\n\nWords on ranking, ranking.\n",
        "n.yaml": notes.format(indent=""),
    }


def follow(page: Page, base: str, words: str, docname: str) -> None:
    hits = search(page, base, words)
    hit = page.locator(f'#search-results ul.search > li a[href*="{docname}.html"]').first
    assert hits.count() >= 1
    hit.click()
    page.wait_for_url(f"**/{docname}.html*")


@pytest.mark.parametrize(
    ("words", "note"),
    [("adapters", "n9"), ("routing learning", "n3"), ("言語モデル", "n12"), ("lora", "n16")],
)
def test_a_hit_opens_at_its_note(
    project: Project, open_page: OpenPage, theme: str, words: str, note: str
) -> None:
    base = project(files(theme))
    page = open_page()
    follow(page, base, words, "tags/archive/2023")
    expect_in_view(page.locator(f'article[data-note="{note}"]'))
    assert page.evaluate("window.scrollY") > 0 or note == "n3"
    page.go_back()
    page.wait_for_url("**/search.html*")


def test_a_hit_in_a_fold_opens_it(project: Project, open_page: OpenPage, theme: str) -> None:
    base = project(files(theme, here=True))
    page = open_page()
    follow(page, base, "adapters", "here")
    expect_open(page.locator(FOLD), is_open=True)
    expect_in_view(page.locator('article[data-note="h9"]'))


def test_the_text_beside_the_notes_is_where_a_hit_stays(project: Project, open_page: OpenPage) -> None:
    base = project(files("alabaster", here=True))
    page = open_page()
    follow(page, base, "ranking", "here")
    page.wait_for_load_state("load")
    assert page.evaluate("[window.scrollY, location.hash]") == [0, ""]
    expect_open(page.locator(FOLD), is_open=False)


def test_the_address_goes_before_the_words(project: Project, open_page: OpenPage) -> None:
    base = project(files("alabaster"))
    page = open_page()
    page.goto(f"{base}tags/archive/2023.html?highlight=adapters#tagpages-note-n17")
    expect_in_view(page.locator('article[data-note="n17"]'))
    page.goto(f"{base}tags/archive/2023.html?highlight=adapters")
    expect_in_view(page.locator('article[data-note="n9"]'))


@pytest.mark.parametrize("theme", ["furo", "pydata_sphinx_theme"])
def test_the_words_are_used_once(project: Project, open_page: OpenPage, theme: str) -> None:
    base = project(files(theme))
    page = open_page()
    follow(page, base, "adapters", "tags/archive/2023")
    expect_in_view(page.locator('article[data-note="n9"]'))
    page.goto(f"{base}tags/reading.html")
    page.wait_for_load_state("load")
    page.goto(f"{base}tags/archive/2023.html")
    page.wait_for_load_state("load")
    assert page.evaluate("[window.scrollY, location.hash]") == [0, ""]


def test_each_hit_of_a_search_opens_at_its_note(project: Project, open_page: OpenPage, theme: str) -> None:
    base = project(files(theme))
    page = open_page()
    search(page, base, "adapters")
    hit = page.locator('#search-results ul.search > li a[href*="archive/2023.html"]').first
    for _ in range(2):
        with page.context.expect_page() as opened:
            hit.click(modifiers=["Control"])
        opened.value.wait_for_load_state("load")
        expect_in_view(opened.value.locator('article[data-note="n9"]'))
        opened.value.close()


def test_the_way_back_returns_to_the_place_on_the_page(project: Project, open_page: OpenPage) -> None:
    base = project(files("alabaster"))
    page = open_page()
    follow(page, base, "lora", "tags/archive/2023")
    expect_in_view(page.locator('article[data-note="n16"]'))
    page.evaluate("window.scrollTo(0, 300)")
    page.goto(f"{base}index.html")
    page.go_back()
    page.wait_for_load_state("load")
    page.wait_for_function("Math.abs(window.scrollY - 300) < 5")
    page.go_back()
    page.wait_for_url("**/search.html*")
