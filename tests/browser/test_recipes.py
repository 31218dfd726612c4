"""Every recipe of the manual does what it promises: each is read there, applied to a site, and looked at."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import ROOT

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, Project

pytestmark = pytest.mark.browser

MANUAL = ROOT / "docs"
_BLOCK = re.compile(r"^( *)\.\. code-block:: (css|jinja|python)\n\n((?:\1   .*\n|\n)+)", re.MULTILINE)
_RULES = re.compile(r"/\* (.*?) \*/\n(.*?)(?=/\*|\Z)", re.DOTALL)
_COMMENT = re.compile(r"\{#-? (.*?) -?#\}")

FILES = {
    "index.rst": "Home\n====\n\n.. toctree::\n\n   tags/index\n   api\n",
    "api.rst": ":tags: Look\n\nThe interface\n=============\n",
    "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><path d="M0 0h9"/></svg>',
    "notes.yaml": """
- {title: Pinned, pinned: yes, tags: [Look, to-read, status-new], date: 2021-01-03, rating: 4}
- {title: Older, tags: [Look], date: 2023-05-03, published: 1998, kind: paper, summary: T, image: picture.svg}
- {title: Newer, tags: [Look, Plain, Question], date: 2022-05-03, kind: tool, published: 2001, summary: T}
""",
    "papers/more.yaml": "- {title: Of a folder, date: 2024-01-01}\n",
    "archive/old/deep.yml": "- {title: Of a folder below, date: 2024-01-02}\n",
    "refs.bib": "@misc{key, title = {Of a bibliography}, date = {2024-01-03}}\n",
    "issues.json": (MANUAL / "examples" / "issues.json").read_text("utf-8"),
    "papers/new.json": """[
        {"title": "LongCats, Jane Doe+, ICLR, 2023.06", "state": "OPEN", "labels": [{"name": "wontfix"}]},
        {"title": "LongDogs (John Doe, 2024)", "state": "OPEN"}
    ]""",
    "papers/old.json": '[{"title": "Still open", "state": "OPEN"}, {"title": "Done", "state": "CLOSED"}]',
}
CONF = """
extensions = ["sphinxext.tagpages"]
tagpages_sources = ["notes.yaml", "issues.json"]
"""
_PAPERS = 'tagpages_sources = ["papers/*.json"]\n'
_OVERVIEW, _LOOK, _COLOURED = "tags/index.html", "tags/look.html", "tags/archive/2025.html"
_TAG = "article .tagpages-tag"


@dataclass(frozen=True, slots=True)
class Recipe:
    """A block of code of the manual, or one of the commented rules of a style sheet."""

    page: str
    language: str
    name: str
    """What it promises: its comment; without one, the value that it sets."""
    code: str


@dataclass(frozen=True, slots=True)
class Check:
    """Whether the promise of a recipe is kept: on a site with it, and not on the same site without it."""

    path: str
    kept: Callable[[Page], object]
    conf: str = ""
    """What it builds on."""


def blocks() -> Iterator[tuple[str, str, str]]:
    """Yield page, language and code of each block that can be a recipe."""
    for path in sorted(MANUAL.glob("*.rst")):
        for _, language, code in _BLOCK.findall(path.read_text("utf-8")):
            yield path.stem, language, textwrap.dedent(code)


def recipes() -> Iterator[Recipe]:
    """Find the recipes; of two with one name on a page, the second gets a number."""
    seen: Counter[tuple[str, str]] = Counter()
    for recipe in found_recipes():
        seen[recipe.page, recipe.name] += 1
        number = seen[recipe.page, recipe.name]
        yield recipe if number == 1 else replace(recipe, name=f"{recipe.name} {number}")


def found_recipes() -> Iterator[Recipe]:
    """Find all rules and templates, and all that sets values of ours."""
    for page, language, code in blocks():
        if language == "css":
            found = _RULES.findall(code)
            whole = "".join(f"/* {name} */\n{rules}" for name, rules in found)
            assert whole == code, f"{page}: a rule without a comment"
            yield from (Recipe(page, language, name, rules) for name, rules in found)
        elif language == "jinja":
            promise = _COMMENT.match(code)
            assert promise, f"{page}: a template without a comment"
            yield Recipe(page, language, promise[1], code)
        elif value := re.match(r"(?:# (.*)\n)?(?:.*\n)*?(tagpages_\w+) = ", code):
            yield Recipe(page, language, value[1] or value[2], code)


def computed(element: Locator, name: str, pseudo: str = "") -> str:
    """Return what a property of the first element comes to."""
    script = "(element, [name, pseudo]) => getComputedStyle(element, pseudo)[name]"
    return str(element.first.evaluate(script, [name, pseudo]))


def buttons(page: Page) -> list[str]:
    return page.locator(_TAG).all_inner_texts()


def titles(page: Page) -> list[str]:
    return page.locator("article .tagpages-title").all_inner_texts()


def shows(*words: str) -> Callable[[Page], bool]:
    return lambda page: all(page.get_by_text(word, exact=True).count() for word in words)


def shows_pictures_at_homes_alone(page: Page) -> bool:
    picture = page.locator("article .tagpages-image")
    assert picture.count() == 1
    in_listing = picture.is_visible()
    page.goto(page.url.replace("look", "archive/2023"))
    assert picture.is_visible()
    return not in_listing


def is_ordered(*wanted: str) -> Callable[[Page], bool]:
    return lambda page: [title for title in titles(page) if title in wanted] == list(wanted)


CHECKS = {
    ("styling", "No dots in the colours of labels"): Check(
        _COLOURED, lambda page: computed(page.locator(_TAG), "display", "::before") == "none"
    ),
    ("styling", "Or whole buttons in these colours"): Check(
        _COLOURED,
        lambda page: (
            computed(page.locator(_TAG), "backgroundColor") == "rgb(14, 138, 22)"
            and computed(page.locator(_TAG), "color") == "rgb(255, 255, 255)"
        ),
    ),
    ("styling", "Square buttons"): Check(
        _LOOK, lambda page: computed(page.locator("a.tagpages-tag"), "borderRadius") == "0px"
    ),
    ("styling", "Titles and facts alone in listings"): Check(
        _LOOK, lambda page: not page.locator(".tagpages-snippet").first.is_visible()
    ),
    ("styling", "No pictures in listings"): Check(_LOOK, shows_pictures_at_homes_alone),
    ("styling", "A star before the title of what is pinned"): Check(
        _LOOK, lambda page: computed(page.locator(".tagpages-title"), "content", "::before") == '"★ "'
    ),
    ("styling", "The rating, and no picture"): Check(
        _LOOK, lambda page: shows("4 of 5")(page) and not page.locator(".tagpages-image").count()
    ),
    ("getting-started", "tagpages_sources"): Check(
        _OVERVIEW, shows("Pinned"), conf="tagpages_sources = []\n"
    ),
    ("configuration", "tagpages_sources"): Check(
        _OVERVIEW, shows("Of a folder", "Of a folder below", "Of a bibliography", "DB Browser for SQLite")
    ),
    ("configuration", "tagpages_sort"): Check(_LOOK, is_ordered("Newer", "Older")),
    ("configuration", "tagpages_title"): Check(
        _LOOK, lambda page: page.locator("h1", has_text="Notes on Look").count()
    ),
    ("configuration", "tagpages_group_by"): Check(
        _LOOK, lambda page: page.locator("h2", has_text="paper").count()
    ),
    ("configuration", "tagpages_skip_tags"): Check(
        "tags/archive/2021.html", lambda page: buttons(page) == ["Look"]
    ),
    ("tagged-pages", "tagpages_exclude"): Check(_LOOK, lambda page: "The interface" not in titles(page)),
    ("bibtex", "tagpages_sources"): Check(_OVERVIEW, shows("Of a bibliography")),
    ("github", "tagpages_sources"): Check(
        _OVERVIEW, shows("DB Browser for SQLite"), conf="tagpages_sources = []\n"
    ),
    ("github", "tagpages_github"): Check("tags/archive/2025.html", lambda page: "read" not in buttons(page)),
    ("github", "tagpages_github 2"): Check(
        "tags/archive/undated.html",
        lambda page: titles(page) == ["Done", "LongDogs (John Doe, 2024)"] and not buttons(page),
        conf=_PAPERS,
    ),
    ("github", "LongCats (Jane Doe, 2023)"): Check(
        "tags/archive/2024.html",
        lambda page: titles(page) == ["LongDogs"] and page.locator("text=John Doe").count(),
        conf=_PAPERS,
    ),
    ("tags-file", "tagpages_groups"): Check(
        _OVERVIEW, lambda page: page.locator(".tagpages-group-title", has_text="Task").count()
    ),
    ("languages", "tagpages_date_format"): Check(_LOOK, shows("3. May 2023")),
}


#: What needs a package that is not here, and the tests of it.
ELSEWHERE = {
    ("exports", "tagpages_exports"): "tests/build/test_exports.py",
    ("exports", "tagpages_exports 2"): "tests/build/test_feeds.py",
    ("exports", "tagpages_exports 3"): "tests/build/test_metadata.py",
    ("exports", "tagpages_published"): "tests/build/test_exports.py",
    ("languages", "tagpages_tag_order"): "tests/build/test_collation.py",
}


def applied(recipe: Recipe, conf: str) -> dict[str, str]:
    """Return the files of the site with a recipe for its configuration or its template."""
    if recipe.language == "jinja":
        place = next(code for page, _, code in blocks() if page == recipe.page and "templates_path" in code)
        name = place.partition("# ")[2].strip()
        return {**FILES, "conf.py": f"{CONF}{conf}{place}", name: recipe.code}
    return {**FILES, "conf.py": f"{CONF}{conf}{recipe.code}"}


def named(recipe: Recipe) -> str:
    return f"{recipe.page}: {recipe.name}"


RULES = tuple(recipe for recipe in recipes() if recipe.language == "css")
OTHERS = tuple(recipe for recipe in recipes() if recipe not in RULES and (recipe.page, recipe.name) in CHECKS)


def test_each_recipe_has_a_check_and_each_check_a_recipe() -> None:
    assert {(recipe.page, recipe.name) for recipe in recipes()} == CHECKS.keys() | ELSEWHERE.keys()
    assert all((ROOT / tests).is_file() for tests in ELSEWHERE.values())


@pytest.mark.parametrize("recipe", RULES, ids=named)
def test_rules_do_what_they_promise(
    recipe: Recipe, theme: str, project: Project, open_page: OpenPage
) -> None:
    (sheet,) = (code for page, _, code in blocks() if page == recipe.page and "html_css_files" in code)
    conf = f"{CONF}html_theme = {theme!r}\n{sheet}"
    check = CHECKS[recipe.page, recipe.name]
    address = project({**FILES, "conf.py": conf, "_static/notes.css": ""}) + check.path
    page = open_page()
    page.goto(address)
    assert not check.kept(page), "it is so without the recipe"
    page.route("**/notes.css*", lambda route: route.fulfill(body=recipe.code, content_type="text/css"))
    page.goto(address)
    assert check.kept(page)


@pytest.mark.parametrize("recipe", OTHERS, ids=named)
def test_a_setting_or_a_template_does_what_it_promises(
    recipe: Recipe, project: Project, open_page: OpenPage
) -> None:
    check = CHECKS[recipe.page, recipe.name]
    page = open_page()
    page.goto(project({**FILES, "conf.py": f"{CONF}{check.conf}"}) + check.path)
    assert not check.kept(page), "it is so without the recipe"
    page.goto(project(applied(recipe, check.conf)) + check.path)
    assert check.kept(page)
