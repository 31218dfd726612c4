"""Pages of a hostile project run no script and need no style of their own, where a policy forbids both."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route

from tests.browser import screenshots
from tests.build.harness import Project
from tests.hostile.project import CONF, twin_files
from tests.hostile.values import TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import OpenPage, Serve

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
#: Tells of what the policy forbids, and of each function that the hostile values would call.
LISTEN = """
window.reported = [];
document.addEventListener("securitypolicyviolation", (event) => {
  const element = event.target.closest?.("[class*=tagpages-], [data-note]") ? "ours" : "theme";
  window.reported.push(`${event.effectiveDirective} ${event.blockedURI} ${element}`);
});
window.alert = () => window.reported.push("a script ran");
"""
USE = """
() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  for (const element of document.querySelectorAll("a, button, summary, img, article")) {
    for (const name of ["mouseover", "mouseenter", "pointerover"]) {
      element.dispatchEvent(new Event(name, { bubbles: true }));
    }
    element.focus();
    element.blur();
  }
}
"""
PAGES = (
    "index.html",
    "tagged.html",
    "tags/index.html",
    "tags/all.html",
    "tags/archive/1910.html",
    "tags/unlinked.html",
)


@pytest.fixture(scope="module")
def twin(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bool], str]:
    built: dict[tuple[str, bool], str] = {}

    def site(theme: str, hostile: bool) -> str:
        if (theme, hostile) not in built:
            made = Project(tmp_path_factory.mktemp("twin"), dict(CONF, html_theme=theme))
            made.write(twin_files(hostile=hostile))
            output = made.run("html")
            assert output.status == 0, output.warnings
            built[theme, hostile] = serve(output.outdir)
        return built[theme, hostile]

    return site


def forbid(route: Route) -> None:
    """Serve a page with the policy, from the project alone."""
    if not screenshots.is_local(route.request.url):
        route.abort()
        return
    response = route.fetch()
    route.fulfill(response=response, headers={**response.headers, "Content-Security-Policy": POLICY})


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    opened = open_page()
    opened.add_init_script(LISTEN)
    opened.route("**/*", forbid)
    return opened


def violations(page: Page, address: str) -> Counter[str]:
    page.goto(address, wait_until="load")
    page.evaluate(USE)
    page.wait_for_function("document.readyState === 'complete'")
    return Counter(page.evaluate("window.reported"))


def test_no_page_breaks_the_policy(page: Page, twin: Callable[[str, bool], str], theme: str) -> None:
    for path in PAGES:
        found = violations(page, twin(theme, True) + path)
        assert [line for line in found if line.endswith("ours") or line == "a script ran"] == []
        # Every theme has a script or a style in its pages; notes add none.
        assert found == violations(page, twin(theme, False) + path)


def test_buttons_have_their_colours_under_the_policy(page: Page, twin: Callable[[str, bool], str]) -> None:
    page.goto(twin("alabaster", True) + "tags/index.html")
    button = page.locator("a.tagpages-colour-030303").first
    assert button.evaluate("(link) => getComputedStyle(link, '::before').backgroundColor") == "rgb(3, 3, 3)"


def test_the_search_shows_hostile_words_as_text(page: Page, twin: Callable[[str, bool], str]) -> None:
    base = twin("alabaster", True)
    for number, text in enumerate(TEXTS):
        if not text.isascii() or not text.isprintable():
            continue
        page.goto(f"{base}search.html?q={quote(f'T{number:02} {text}')}", wait_until="load")
        page.wait_for_selector("#search-results .search-summary:not(:empty)")
        page.wait_for_function(
            "() => !document.querySelector('#search-progress')?.innerText.includes('Preparing')"
        )
        page.evaluate(USE)
        assert [line for line in page.evaluate("window.reported") if not line.endswith("theme")] == []
        inserted = "b, style, script, svg, iframe, img, [onerror], [href^=javascript]"
        assert page.locator(f"#search-results :is({inserted})").count() == 0, text


def test_the_listener_hears_what_it_is_for(page: Page, twin: Callable[[str, bool], str]) -> None:
    page.goto(twin("alabaster", False) + "index.html")
    page.evaluate("""() => {
      const bad = document.createElement("div");
      bad.innerHTML = '<p class="tagpages-x" style="color: red"><img src="/none" onerror="alert(1)"></p>';
      document.body.append(bad);
    }""")
    page.wait_for_function("() => window.reported.length > 1")
    assert any(line.startswith("style-src") for line in page.evaluate("window.reported"))
