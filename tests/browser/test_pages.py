"""What a reader is promised, tried in a browser on the built demo, and on an example."""

from __future__ import annotations

import math
import re
import urllib.parse
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import screenshots
from tests.themes import THEMES

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, Project

pytestmark = pytest.mark.browser

TAG_PAGE = "tags/finetuning.html"
TAG = "Finetuning"
VISIBLE = 3
FOLDED = 13
TITLE = "Zephyr: Direct Distillation of LM Alignment"
WORD = "Zephyr"

NOTES = "article.tagpages-note"
FOLD = "details.tagpages-more"

# pydata-sphinx-theme, which the book theme is made from, loads the search on every page, where Sphinx then
# highlights nothing.
HIGHLIGHTING = [name for name in THEMES if name not in {"pydata_sphinx_theme", "sphinx_book_theme"}]

IN_VIEW = r"""
(element) => {
  // Inside the window, and nothing (a header that stays) covers where it begins.
  const first = element.querySelector("h1, h2, h3, h4, h5, h6, a") ?? element;
  const box = first.getClientRects()[0];
  if (!box) return false;
  const [x, y] = [box.left + Math.min(box.width / 2, 10), box.top + box.height / 2];
  if (x < 0 || y < 0 || x > window.innerWidth || y > window.innerHeight) return false;
  const top = document.elementFromPoint(x, y);
  return top !== null && (element.contains(top) || top.contains(first));
}
"""

RENDERED = r"""
(element) => {
  const generated = (pseudo) => {
    const style = getComputedStyle(element, pseudo);
    if (style.display === "none" || !/["(]/.test(style.content)) return "";
    const attribute = (_, name) => `"${element.getAttribute(name)}"`;
    const content = style.content.replace(/attr\(([\w-]+)[^)]*\)/g, attribute);
    const strings = content.match(/"[^"]*"/g).map((quoted) => quoted.slice(1, -1));
    // What stands after a slash is read out in place of a mere ornament.
    return content.includes('" / "') ? strings.at(-1) : strings.join("");
  };
  return (generated("::before") + element.innerText + generated("::after")).trim();
}
"""

SEARCH_HAS_ENDED = r"""
() => {
  const heading = document.querySelector("#search-results h2");
  return heading !== null && heading.textContent === Documentation.gettext("Search Results");
}
"""

FOCUS_STYLE = r"""
(element) => {
  const style = getComputedStyle(element);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return [outlined ? style.outlineColor + style.outlineWidth : "", style.boxShadow];
}
"""


def settle(page: Page) -> None:
    """Wait until nothing scrolls any more; some themes scroll slowly."""
    still, last = 0, None
    while still < 3:
        page.wait_for_timeout(100)
        place = page.evaluate("[window.scrollX, window.scrollY, document.documentElement.scrollHeight]")
        still = still + 1 if place == last else 0
        last = place


def expect_in_view(element: Locator) -> None:
    expect(element).to_be_visible()
    element.page.wait_for_function(IN_VIEW, arg=element.element_handle())
    # It must stay there: a script that scrolls once more would take it away again.
    settle(element.page)
    assert element.evaluate(IN_VIEW), "it was scrolled out of view again"


def expect_open(fold: Locator, *, is_open: bool) -> None:
    expect(fold).to_have_js_property("open", is_open)


def expect_summary(fold: Locator, text: str) -> None:
    summary = fold.locator("> summary")
    expect(summary).to_be_visible()
    assert summary.evaluate(RENDERED) == text


def visible_notes(page: Page) -> Locator:
    return page.locator(f"{NOTES}:visible")


def search(page: Page, base: str, words: str) -> Locator:
    """Search, and return the links of the results once the search has ended."""
    page.goto(f"{base}search.html?q={urllib.parse.quote(words)}")
    # The line below the heading would say so too, but stays empty in Japanese.
    page.wait_for_function(SEARCH_HAS_ENDED)
    return page.locator("#search-results ul.search > li a")


@pytest.mark.parametrize("width", screenshots.WIDTHS)
@pytest.mark.parametrize("scheme", screenshots.SCHEMES)
@pytest.mark.parametrize("view", screenshots.VIEWS, ids=lambda view: view.name)
def test_a_page_fits_the_window_and_can_be_read(
    demo: str,
    open_page: OpenPage,
    view: screenshots.View,
    scheme: screenshots.ColorScheme,
    width: int,
) -> None:
    page = open_page(color_scheme=scheme, width=width)
    screenshots.show(page, demo, view)
    report = screenshots.measure(page)
    assert view.shows <= report.contrast.keys()
    assert 1 < report.links < math.inf
    assert 1 < report.theme_links < math.inf
    assert report.problems() == []


def test_without_javascript_the_fold_opens(example: str, open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto(example + TAG_PAGE)
    expect(page.locator(NOTES)).to_have_count(VISIBLE + FOLDED)
    expect(visible_notes(page)).to_have_count(VISIBLE)
    page.locator(f"{FOLD} > summary").click()
    expect(visible_notes(page)).to_have_count(VISIBLE + FOLDED)


def test_without_javascript_every_button_leads_to_a_page(example: str, open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto(example + TAG_PAGE)
    buttons = page.locator(f"{NOTES} .tagpages-tag")
    assert buttons.count() > VISIBLE + FOLDED
    assert buttons.count() == page.locator(f"{NOTES} a.tagpages-tag[href]").count()
    targets = set(buttons.evaluate_all("(links) => links.map((link) => link.href)"))
    assert len(targets) > 5
    assert all(target.startswith(f"{example}tags/") for target in targets)
    answers = {target: page.request.get(target).status for target in targets}
    assert set(answers.values()) == {200}, answers


def test_the_fold_says_what_it_will_do(example: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(example + TAG_PAGE)
    fold = page.locator(FOLD)
    expect_open(fold, is_open=False)
    expect_summary(fold, f"Show {FOLDED} more")
    fold.locator("> summary").click()
    expect_open(fold, is_open=True)
    expect_summary(fold, "Show fewer")
    fold.locator("> summary").click()
    expect_open(fold, is_open=False)
    expect_summary(fold, f"Show {FOLDED} more")


@pytest.mark.parametrize("width", screenshots.WIDTHS)
def test_a_long_fold_closes_from_its_end(example: str, open_page: OpenPage, width: int) -> None:
    page = open_page(width=width)
    page.goto(example + TAG_PAGE)
    fold = page.locator(FOLD)
    close = fold.locator(".tagpages-close")
    expect(close).to_be_hidden()
    fold.locator("> summary").click()
    expect(visible_notes(page)).to_have_count(VISIBLE + FOLDED)
    expect(close).to_be_visible()
    # In one look, as pictures that fail free their boxes meanwhile.
    last, control = fold.locator(f"{NOTES}:last-of-type, .tagpages-close").evaluate_all(
        "(all) => all.map((element) => element.getBoundingClientRect()).map(({y, height}) => [y, height])"
    )
    assert control[0] >= sum(last) - 1
    close.click()
    expect_open(fold, is_open=False)
    expect(fold.locator("> summary")).to_be_focused()
    expect_in_view(fold.locator("> summary"))


INLINE = """\
{title}
=======

.. note-source::
   :visible: 2

{notes}
"""


def inline_project(theme: str) -> dict[str, str]:
    """Make a page of fourteen notes, all but two of them folded, with their homes there."""
    ids = [*(f"note-{number}" for number in range(1, 14)), "最後 の一つ"]
    notes = "".join(
        f"   - id: {name}\n     title: The note called {name}\n     date: 2024-03-{31 - number}\n"
        "     tags: Reading\n     summary: Some lines about what was read.\n"
        for number, name in enumerate(ids)
    )
    return {
        "conf.py": f"extensions = ['sphinxext.tagpages']\nhtml_theme = {theme!r}\n",
        "index.rst": INLINE.format(title="Reading", notes=notes),
    }


@pytest.mark.parametrize("name", ["note-9", "最後 の一つ"])
@pytest.mark.parametrize("way", ["address", "link"])
def test_a_fragment_inside_a_fold_opens_it(
    project: Project, open_page: OpenPage, theme: str, name: str, way: str
) -> None:
    base = project(inline_project(theme))
    page = open_page()
    page.goto(base + "index.html")
    fold = page.locator(FOLD)
    expect(fold.locator(NOTES)).to_have_count(12)
    expect_open(fold, is_open=False)
    home = fold.locator(f'{NOTES}[data-note="{name}"]')
    anchor = home.locator("xpath=descendant-or-self::*[starts-with(@id, 'tagpages-note-')]")
    fragment = "#" + str(anchor.get_attribute("id"))
    assert fragment.isascii()
    if way == "address":
        page.goto("about:blank")
        page.goto(f"{base}index.html{fragment}")
    else:
        page.evaluate("(fragment) => { location.hash = fragment }", fragment)
    expect_open(fold, is_open=True)
    expect_in_view(home)


def test_a_fragment_opens_the_fold_where_the_browser_does_not(
    project: Project, open_page: OpenPage, theme: str
) -> None:
    # Chromium opens a fold for a fragment by itself, but not for an address and an event that a script makes.
    page = open_page()
    page.goto(project(inline_project(theme)) + "index.html")
    fold = page.locator(FOLD)
    page.evaluate("history.replaceState(null, '', '#tagpages-note-note-9')")
    settle(page)
    expect_open(fold, is_open=False)
    page.evaluate("window.dispatchEvent(new HashChangeEvent('hashchange'))")
    expect_open(fold, is_open=True)
    expect_in_view(fold.locator(f'{NOTES}[data-note="note-9"]'))


@pytest.mark.parametrize("theme", HIGHLIGHTING)
def test_a_search_hit_inside_a_fold_opens_it(example: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(example + TAG_PAGE)
    assert page.locator(f"{FOLD} {NOTES}", has_text=WORD).count() >= 1
    expect(visible_notes(page).filter(has_text=WORD)).to_have_count(0)
    expect_open(page.locator(FOLD), is_open=False)
    page.goto(f"{example}{TAG_PAGE}?highlight={WORD.lower()}")
    expect(page.locator(f"{FOLD} .highlighted").first).to_be_visible()
    expect_open(page.locator(FOLD), is_open=True)


@pytest.mark.parametrize("theme", HIGHLIGHTING)
def test_a_search_hit_elsewhere_leaves_the_fold_closed(example: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{example}{TAG_PAGE}?highlight=reflexion")
    expect(page.locator(".highlighted").first).to_be_visible()
    assert page.locator(f"{FOLD} .highlighted").count() == 0
    expect_open(page.locator(FOLD), is_open=False)


def test_search_finds_a_note_by_its_title_and_opens_there(example: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(example + TAG_PAGE)
    name = page.locator(NOTES, has_text=TITLE).get_attribute("data-note")
    result = search(page, example, WORD).filter(has_text=TITLE)
    assert result.count() >= 1
    result.first.click()
    page.wait_for_url(f"**/*#tagpages-note-{name}")
    assert page.evaluate("location.hash") == f"#tagpages-note-{name}"
    expect_in_view(page.locator(f'{NOTES}[data-note="{name}"]'))
    expect(page.locator(f'{NOTES}[data-note="{name}"]')).to_contain_text(TITLE)


JAPANESE = {
    "conf.py": """\
extensions = ["sphinxext.tagpages"]
language = "ja"
tagpages_sources = ["n.yaml"]
""",
    "index.rst": "ノート\n======\n\n読んだものの記録。\n",
    "n.yaml": """\
- id: first
  title: 小さなモデルの育て方
  date: 2024-05-01
  tags: 研究
  summary: この論文は新しい手法で言語モデルを学習する。評価の結果は良い。
""",
}


@pytest.mark.parametrize("word", ["学習", "言語", "手法", "評価"])
def test_a_japanese_word_of_two_characters_is_found(project: Project, open_page: OpenPage, word: str) -> None:
    page = open_page()
    base = project(JAPANESE)
    assert search(page, base, "料理").count() == 0
    results = search(page, base, word)
    assert results.count() >= 1
    results.first.click()
    expect(page.locator(f'{NOTES}[data-note="first"]').first).to_contain_text(word)


def test_a_button_is_reached_and_followed_by_keyboard(example: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(example + TAG_PAGE)
    plain = page.locator(".tagpages-tag").first.evaluate(FOCUS_STYLE)
    focused = page.locator(".tagpages-tag:focus")
    for _ in range(150):
        page.keyboard.press("Tab")
        if focused.count():
            break
    expect(focused).to_have_count(1)
    outline, shadow = focused.evaluate(FOCUS_STYLE)
    assert outline or shadow not in {"none", plain[1]}, "nothing shows the focus"
    target = str(focused.evaluate("(link) => link.href"))
    assert target.startswith(f"{example}tags/")
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_a_fold_is_opened_by_keyboard(example: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(example + TAG_PAGE)
    page.locator(f"{NOTES}:visible a").last.focus()
    page.keyboard.press("Tab")
    summary = page.locator(f"{FOLD} > summary")
    expect(summary).to_be_focused()
    outline, _ = summary.evaluate(FOCUS_STYLE)
    assert outline, "nothing shows the focus"
    page.keyboard.press("Enter")
    expect(visible_notes(page)).to_have_count(VISIBLE + FOLDED)


def test_buttons_are_links_to_a_screen_reader(example: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(example + TAG_PAGE)
    first = page.locator(NOTES).first
    link = first.get_by_role("link", name="NLP", exact=True)
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("rel", "tag")
    # The page's own tag gets no button there.
    expect(first.get_by_role("link", name=TAG, exact=True)).to_have_count(0)
    link.click()
    expect(page.get_by_role("heading", level=1, name=re.compile("^NLP"))).to_be_visible()


def test_the_public_classes_mark_notes_and_buttons_only(demo: str, open_page: OpenPage) -> None:
    # The classes of links in the text must not be those, or they are drawn as notes and buttons.
    page = open_page()
    page.goto(demo + "methods.html")
    assert page.locator(NOTES).count() >= 4
    assert page.locator("a.tagpages-tag[rel=tag]").count() > 4
    expect(page.locator(".tagpages-note:not(article)")).to_have_count(0)
    expect(page.locator(".tagpages-tag:not([rel=tag])")).to_have_count(0)


def test_lists_of_tags_have_no_bullets(demo: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(demo + "tags/index.html")
    items = page.locator(".tagpages-tag-list > li, .tagpages-newest > li, .tagpages-archive > li")
    assert items.count() > 20
    styles = items.evaluate_all("(items) => items.map((item) => getComputedStyle(item).listStyleType)")
    assert set(styles) == {"none"}


def test_a_long_title_goes_on_behind_its_date_and_what_one_presses_is_high(
    demo: str, open_page: OpenPage
) -> None:
    page = open_page(width=360)
    page.goto(demo + "tags/index.html")
    lines = page.locator(".tagpages-newest > li:has(time)").evaluate_all(
        """(items) => items.map((item) => {
          const end = item.querySelector("time").getBoundingClientRect().right;
          return [...item.querySelector("a").getClientRects()].map(({ x, height }) => [x - end, height]);
        })"""
    )
    assert max(map(len, lines)) > 1
    assert [each for title in lines for each in title if each[0] < 0 or each[1] < 28] == []


def test_a_picture_has_its_place_before_it_arrives(example: str, open_page: OpenPage) -> None:
    # Pictures load late; text that jumps when they do is lost to the reader. Here none ever arrives.
    page = open_page()
    page.route(lambda address: not screenshots.is_local(address), lambda _route: None)
    page.goto(example + TAG_PAGE, wait_until="domcontentloaded")
    box = page.locator(".tagpages-image:visible").first.bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["height"])) == (88, 88)


def test_no_page_reports_an_error(
    example: str, demo: str, open_page: OpenPage, complaints: list[str]
) -> None:
    page = open_page()
    for view in screenshots.VIEWS:
        screenshots.show(page, demo, view)
    for close in page.locator(".tagpages-close:visible").all():
        close.click()
    assert search(page, example, WORD).count() >= 1
    page.goto(example + "index.html")
    page.goto(f"{example}{TAG_PAGE}?highlight={WORD.lower()}")
    page.goto(f"{example}tags/nlp.html")
    expect(page.locator(NOTES).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert complaints == []
