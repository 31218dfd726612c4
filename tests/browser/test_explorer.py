"""All notes: what a reader asks there, what is shown, and how it is used; from files, without a server."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from sphinxext.tagpages.core.selection import ORDERS, Selection
from sphinxext.tagpages.core.snippet import ELLIPSIS
from sphinxext.tagpages.render.explorer import ExplorerData
from tests.browser import screenshots
from tests.browser.test_policy import LISTEN, forbid
from tests.build.harness import INDEX, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from playwright.sync_api import Route
    from sphinx.builders import Builder

    from sphinxext.tagpages.core.index import Entry
    from sphinxext.tagpages.markup.images import Pictures
    from sphinxext.tagpages.project.view import NotesView
    from tests.browser.conftest import OpenPage, Serve

pytestmark = pytest.mark.browser

TAGS = (
    "NLP",
    "Efficiency",
    "data sets",
    "C++",
    "C#",
    "Noise",
    "Straße",
    "ΣΊΣΥΦΟΣ",
    "研究",
    "ﬁne",
    "Iı",
    "ガ",
    "Survey",
)
#: What a tags file may say of them: some are aliases, some are above others, some have titles and groups.
SAID = {
    "NLP": {
        "aliases": ["Noise", "Ｔext work"],
        "title": "Language",
        "parents": ["Ⅸ Fields"],
        "group": "Fields",
    },
    "研究": {"parents": ["NLP", "data sets"], "aliases": ["ΣΊΣΥΦΟΣ"]},
    "C#": {"parents": ["C++"], "group": "Languages"},
    "ガ": {"parents": ["C#"]},
}
OTHER_NAMES = ("ｔext  work", "ⅸ fields", "Language")
WORDS = (
    "embeddings noise",
    "Lora",
    "STRASSE",
    "σίσυφος",
    "İstanbul ısı",
    "ｗｉｄｅ　ｔｅｘｔ",
    "㌔ ﬃ",
    "研究ノート",
    "ガギグ",
    "naïve café",
    "한국어",
    "x<y & z",
    "\u0345ͅα ᾳ ΐ",
    "10 2 1",
)
PEOPLE = ("Ada Lovelace", "Émile Zola", "森 鷗外", "Strauß", "O'Neil")
VENUES = ("", "ACL", "Journal of Noise", "ＩＣＭＬ")
KINDS = ("", "article", "Data set", "ＢＯＯＫ")
DATES = (
    "",
    "2019",
    "2021-05",
    "2021-05-03",
    "2023-08-01",
    "2023-08-17T10:00:00+09:00",
    "2023-08-17T02:00:00Z",
    "2024-02",
)


def random_notes(count: int) -> list[dict[str, Any]]:
    """Return notes with whatever a question may be about."""
    dice = random.Random(5)
    return [
        {
            "id": f"n{number}",
            "title": f"{dice.choice(WORDS)} {dice.choice(WORDS)} {number % 97}",
            "url": dice.choice(["", f"https://www.example.org/{number}"]),
            "summary": " ".join(dice.choices(WORDS, k=dice.randint(0, 12))),
            "date": dice.choice(DATES),
            "tags": dice.sample(TAGS, k=dice.choice([0, 1, 2, 3, 9])),
            "authors": dice.sample(PEOPLE, k=dice.choice([0, 0, 1, 2])),
            "venue": dice.choice(VENUES),
            "kind": dice.choice(KINDS),
            "pinned": dice.random() < 0.03,
        }
        for number in range(count)
    ]


def varied(dice: random.Random, text: str) -> str:
    """Return a text as another reader may write it."""
    ways: list[Callable[[str], str]] = [str, str.upper, str.lower, str.title, str.swapcase, "  {} ".format]
    return dice.choice(ways)(text)


def random_question(dice: random.Random) -> list[tuple[str, str]]:
    """Return the parts of an address."""
    question = []
    for name, chance in (("tag", 0.4), ("any", 0.2), ("not", 0.3)):
        while dice.random() < chance:
            question.append((name, varied(dice, dice.choice([*TAGS, *OTHER_NAMES, "unknown"]))))
    if dice.random() < 0.6:
        words = " ".join(dice.choices([*WORDS, *TAGS, *PEOPLE], k=dice.choice([1, 1, 2]))).split()
        parts = [word[dice.choice([0, 0, 1]) : dice.choice([2, 3, None])] for word in words]
        question.append((
            "q",
            varied(dice, dice.choice([" ", "\u3000", "\t"]).join(dice.sample(parts, k=min(2, len(parts))))),
        ))
    for name, chance in (("from", 0.2), ("to", 0.2)):
        if dice.random() < chance:
            question.append((
                name,
                dice.choice(["2018", "2019", "2021-06", "2022", "2023-01-15", "2024", "2030"]),
            ))
    for name, values in (("kind", KINDS), ("author", PEOPLE), ("venue", VENUES)):
        if dice.random() < 0.1:
            question.append((name, varied(dice, dice.choice(values))))
    if dice.random() < 0.5:
        question.append(("sort", dice.choice([*ORDERS, "nonsense"])))
    return question


def selection_of(question: Iterable[tuple[str, str]]) -> Selection:
    """Return the selection that an address asks for."""
    found = parse_qs(urlencode(list(question)), keep_blank_values=True)
    one = {name: values[0] for name, values in found.items()}
    return Selection(
        tags=tuple(found.get("tag", ())),
        any_tags=tuple(found.get("any", ())),
        not_tags=tuple(found.get("not", ())),
        words=one.get("q", ""),
        since=one.get("from", ""),
        until=one.get("to", ""),
        kind=one.get("kind", ""),
        authors=tuple(found.get("author", ())),
        venue=one.get("venue", ""),
        sort=ORDERS.get(one.get("sort", "")),
    )


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Build notes with values of the configuration, once for each; return the output folder."""
    built: dict[str, Path] = {}

    def make(notes: list[dict[str, Any]], **conf: object) -> Path:
        key = json.dumps([notes, conf])
        if key not in built:
            source = tmp_path_factory.mktemp("explorer")
            made = Project(source, {"tagpages_sources": ["notes.yaml"], **conf})
            made.write({"index.rst": INDEX, "notes.yaml": json.dumps(notes)})
            made.write_conf()
            screenshots.build_site(source, source / "_build" / "html")
            built[key] = source / "_build" / "html"
        return built[key]

    return make


def many_notes() -> list[dict[str, Any]]:
    """Return 130 notes whose numbers can be counted by hand: see the tests."""
    return [
        {
            "id": f"n{number:03}",
            "title": f"Note {number:03}",
            "url": f"https://example.org/{number}",
            "date": f"{2020 + number % 4}-0{1 + number % 9}-11",
            "tags": [
                "All",
                *(["NLP"] if number % 2 == 0 else []),
                *(["Efficiency"] if number % 5 == 0 else []),
                *([f"Rare {number}"] if number > 100 else []),
            ],
            "kind": "article" if number % 3 else "data set",
            "summary": "Noise in embeddings." if number in {8, 90} else "",
        }
        for number in range(130)
    ]


def address(folder: Path, question: str = "") -> str:
    return f"{(folder / 'tags' / 'all.html').as_uri()}{question}"


STATUS = ".tagpages-status"
ROWS = ".tagpages-listing .tagpages-note"
CHIPS = ".tagpages-chip"
FIELD = ".tagpages-search"
FOCUSED_NOTE = "document.activeElement.closest('.tagpages-note')?.dataset.note"


@pytest.fixture
def folder(build: Callable[..., Path]) -> Path:
    return build(many_notes(), tagpages_exports=["citations"])


@pytest.fixture
def show(open_page: OpenPage, folder: Path) -> Callable[..., Page]:
    """Open the page of all notes with a question, and wait for the data."""

    def open_it(question: str = "", width: int = 1280) -> Page:
        page = open_page(width=width)
        page.goto(address(folder, question))
        expect(page.locator(STATUS)).not_to_be_empty()
        return page

    return open_it


def ids(page: Page) -> list[str]:
    return list(page.evaluate(f"[...document.querySelectorAll('{ROWS}')].map((row) => row.dataset.note)"))


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


# What is found


ASK_ALL = f"""
(questions) => questions.map((question) => {{
  history.replaceState(null, "", `?${{question}}`);
  dispatchEvent(new PopStateEvent("popstate"));
  const rows = document.querySelectorAll("{ROWS}");
  return [document.querySelector("{STATUS}").textContent, [...rows].map((row) => row.dataset.note)];
}})
"""


def test_a_thousand_questions_are_answered_as_python_does(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    views: list[NotesView] = []
    begin = ExplorerData.__init__

    def keep(self: ExplorerData, builder: Builder, view: NotesView, pictures: Pictures) -> None:
        begin(self, builder, view, pictures)
        views.append(view)

    def snippet(entry: Entry) -> str:
        return views[-1].snippet(entry)[0].removesuffix(ELLIPSIS)

    monkeypatch.setattr(ExplorerData, "__init__", keep)
    project = Project(tmp_path, {"tagpages_sources": ["notes.yaml"]})
    notes = json.dumps(random_notes(400))
    project.write({"index.rst": INDEX, "notes.yaml": notes, "tags.yaml": json.dumps(SAID)})
    built = project.build()
    dice = random.Random(11)
    questions = [random_question(dice) for _ in range(1000)]
    page = open_page()
    page.goto(address(built.outdir))
    expect(page.locator(STATUS)).not_to_be_empty()
    answers = page.evaluate(ASK_ALL, [urlencode(question) for question in questions])
    empty = 0
    for question, (status, shown) in zip(questions, answers, strict=True):
        expected = [entry.note.id for entry in selection_of(question).chosen(views[-1].index, snippet)]
        assert shown == expected[:50], question
        assert int(status.split()[0]) == len(expected), question
        empty += not expected
    assert 50 < empty < 700  # neither all nor nothing
    page.goto(address(built.outdir, "?tag=noise"))
    expect(page.locator(CHIPS)).to_have_text("Language")
    groups = [text.strip() for text in page.locator(".tagpages-choices > p").all_inner_texts()]
    assert groups == ["Languages", ""]
    page.locator(".tagpages-find").fill("ｔext")  # an alias finds what has it; it is chosen already
    expect(page.locator(".tagpages-choices > div")).to_have_count(0)


def test_the_readers_questions(show: Callable[..., Page]) -> None:
    page = show()
    expect(page.locator(STATUS)).to_have_text("130 notes")
    # Both NLP and Efficiency: by two clicks.
    page.get_by_role("button", name="NLP 65").click()
    page.get_by_role("button", name="Efficiency 13").click()
    expect(page.locator(STATUS)).to_have_text("13 of 130 notes")
    # Noise in embeddings.
    page.get_by_role("button", name="Clear").click()
    page.locator(FIELD).fill("noise embeddings")
    expect(page.locator(STATUS)).to_have_text("2 of 130 notes")
    assert ids(page) == ["n090", "n008"]


# How a row looks


RICH = [
    {
        "title": "Pinned & <b>bold</b>",
        "date": "2020",
        "pinned": True,
        "tags": ["C++", "a b"],
        "url": "https://www.x.org/?a=1&b",
    },
    {"title": "Many tags", "date": "2021-05", "tags": [f"T{number}" for number in range(12)]},
    {"title": "Many people", "authors": ["A", "B", "C", "D", "E", "F"], "venue": "V & W", "tags": ["a b"]},
    {
        "title": "Five people",
        "authors": ["A", "B", "C", "D", "E"],
        "kind": "article",
        "lang": "fr",
        "tags": ["a b"],
    },
    {"title": "שלום עולם", "date": "2022-01-02", "summary": "עברית", "tags": ["a b"], "lang": "he"},
    {"title": "123", "tags": ["Coloured"], "url": "mailto:me@example.org"},
    {
        "title": "Links",
        "links": {"PDF": "https://example.org/x.pdf", "Code": "https://github.com/x/y"},
        "tags": ["a b"],
    },
    {"title": "International", "url": "https://xn--bcher-kva.example/", "tags": ["a b"]},
    {"title": "Own host", "url": "https://notes.example/page", "tags": ["a b"]},
    {"title": "Port", "url": "http://user@www.Example.org:8080/x", "tags": ["a b"]},
    {"title": "Long text", "summary": "many words " * 60, "url": "https://example.org/long", "tags": ["a b"]},
    {"title": "Remote", "image": "https://example.org/a.png", "image_alt": "A <picture>", "tags": ["a b"]},
    {"title": "Local", "image": "small.png", "tags": ["a b"], "date": "2020-02-02"},
    {"title": "Of a time", "date": "2020-02-02T10:00:00+09:00", "tags": ["a b"]},
    {"title": "Untagged", "url": "https://example.org/untagged"},
]
RICH_FILES = {
    "tags.yaml": 'Coloured: {colour: "#aabbcc", description: "What it <is>"}\n',
    "written.rst": ":orphan:\n\nWritten\n=======\n\n"
    ".. note-entry:: Title with *markup*\n   :tags: a b\n   :date: 2019\n\n   Body.\n",
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
ROW_AS_DATA = """
(row) => {
  const seen = (element) => [
    element.localName,
    Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    [...element.childNodes]
      .map((child) => child instanceof Element ? seen(child) : child.textContent.replace(/\\s+/g, " "))
      .filter((child) => typeof child !== "string" || child.trim()),
  ];
  return seen(row);
}
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_row_is_that_of_the_page(open_page: OpenPage, tmp_path: Path, builder: str) -> None:
    own = {"html_baseurl": "https://notes.example/"}
    project = Project(tmp_path, {"tagpages_sources": ["notes.yaml"], **own})
    project.write({"index.rst": INDEX, "notes.yaml": json.dumps(RICH), **RICH_FILES})
    (tmp_path / "small.png").write_bytes(PNG)
    folder = project.build(builder).outdir
    path = folder / "tags" / ("all.html" if builder == "html" else "all/index.html")
    page = open_page()
    # Pictures are not fetched, so that none frees its box meanwhile.
    page.route(re.compile(r"\.png$"), lambda _route: None)
    page.goto(path.as_uri())
    expect(page.locator(STATUS)).not_to_be_empty()
    rows = page.locator(ROWS)
    of_page = {row[1]["data-note"]: row for row in rows.evaluate_all(f"(rows) => rows.map({ROW_AS_DATA})")}
    assert len(of_page) == len(RICH) + 1

    def without_rows(route: Route) -> None:
        html = path.read_text("utf-8")
        route.fulfill(
            body=re.sub(r"<article class=\"tagpages-note.*?</article>", "", html, flags=re.DOTALL),
            content_type="text/html",
        )

    page.route(path.as_uri(), without_rows)
    page.goto(path.as_uri())
    expect(page.locator(STATUS)).not_to_be_empty()
    made = {row[1]["data-note"]: row for row in rows.evaluate_all(f"(rows) => rows.map({ROW_AS_DATA})")}
    assert made.keys() == of_page.keys()
    for id_, row in of_page.items():
        # The data have no times of day.
        assert json.dumps(made[id_]) == re.sub(r'("datetime": "[\d-]+)T[^"]*', r"\1", json.dumps(row)), id_


# Choosing


def test_tags_are_chosen_excluded_and_removed(show: Callable[..., Page]) -> None:
    page = show()
    page.get_by_role("button", name="NLP 65").click()
    expect(page.locator(STATUS)).to_have_text("65 of 130 notes")
    page.get_by_role("button", name="Exclude Efficiency").click()
    expect(page.locator(STATUS)).to_have_text("52 of 130 notes")
    assert query(page) == {"tag": ["NLP"], "not": ["Efficiency"]}
    expect(page.locator(CHIPS)).to_have_text(["NLP", "not Efficiency"])
    page.get_by_role("button", name="Remove NLP").click()
    expect(page.locator(STATUS)).to_have_text("104 of 130 notes")
    expect(page.get_by_role("button", name="Remove not Efficiency")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_have_text("130 notes")
    assert query(page) == {}


def test_the_tags_are_the_biggest_of_those_that_leave_something(show: Callable[..., Page]) -> None:
    page = show()
    choices = page.locator(".tagpages-choice")
    expect(choices).to_have_count(32)
    expect(choices.first).to_have_text("All 130")
    page.get_by_role("searchbox", name="Find a tag").fill("ｒａｒｅ 11")
    expect(choices).to_have_text([f"Rare 11{number} 1" for number in range(10)])
    page.keyboard.press("Enter")
    expect(page.locator(CHIPS)).to_have_text(["Rare 110"])
    expect(page.get_by_role("searchbox", name="Find a tag")).to_have_value("")
    page.goto(page.url.partition("?")[0] + "?tag=efficiency")
    expect(page.locator(STATUS)).to_have_text("26 of 130 notes")
    assert choices.all_inner_texts()[:2] == ["All\n26", "NLP\n13"]
    expect(page.get_by_role("button", name="Rare 101")).to_have_count(0)


def test_years_are_bars_of_what_is_found(show: Callable[..., Page]) -> None:
    page = show("?tag=NLP")
    years = page.locator(".tagpages-year")
    assert years.evaluate_all("(bars) => bars.map((bar) => bar.ariaLabel)") == [
        "2020, 33 notes", "2021, 0 notes", "2022, 32 notes", "2023, 0 notes"
    ]  # fmt: skip
    page.get_by_role("button", name="2022, 32 notes").click()
    assert query(page) == {"tag": ["NLP"], "from": ["2022"], "to": ["2022"]}
    expect(page.locator(STATUS)).to_have_text("32 of 130 notes")
    expect(page.locator(".tagpages-year[aria-pressed=true]")).to_have_text("2022")
    # The others keep their bars, so that one can go on to them.
    page.get_by_role("button", name="2020, 33 notes").click(modifiers=["Shift"])
    assert query(page)["from"] == ["2020"]
    assert query(page)["to"] == ["2022"]
    expect(page.locator(".tagpages-year[aria-pressed=true]")).to_have_count(3)
    page.get_by_role("button", name="2021, 0 notes").click()
    page.get_by_role("button", name="2021, 0 notes").click()
    assert query(page) == {"tag": ["NLP"]}
    # A finger has no Shift.
    for year, chosen in [("2020", ("2020", "2020")), ("2022", ("2020", "2022")), ("2021", ("2021", "2021"))]:
        page.locator(".tagpages-year", has_text=year).evaluate(
            "(bar) => bar.dispatchEvent(new PointerEvent('click', {pointerType: 'touch'}))"
        )
        assert (query(page)["from"], query(page)["to"]) == ([chosen[0]], [chosen[1]])


def test_kinds_and_orders_are_chosen(show: Callable[..., Page]) -> None:
    page = show()
    page.get_by_label("Kind").select_option(label="data set (44)")
    expect(page.locator(STATUS)).to_have_text("44 of 130 notes")
    page.get_by_label("Sort").select_option(label="Title")
    assert ids(page)[:3] == ["n000", "n003", "n006"]
    page.get_by_label("Sort").select_option(label="Oldest")
    assert query(page) == {"kind": ["data set"], "sort": ["date"]}
    assert ids(page)[:2] == ["n000", "n036"]


def test_where_nothing_is_found_it_says_what_to_leave_out(show: Callable[..., Page]) -> None:
    page = show("?tag=NLP&tag=Rare+101&q=note+101")
    expect(page.locator(STATUS)).to_have_text("0 of 130 notes")
    ways = page.locator(".tagpages-way")
    expect(ways).to_have_text(["Without NLP: 1"])
    ways.click()
    assert ids(page) == ["n101"]
    page = show("?q=notfound+note")
    expect(page.locator(".tagpages-way")).to_have_text(["Without notfound: 130"])
    page = show("?tag=x&q=zzz")
    page.locator(".tagpages-nothing").get_by_role("button", name="Clear").click()
    expect(page.locator(STATUS)).to_have_text("130 notes")


TYPE_FAST = f"""
async (texts) => {{
  const field = document.querySelector("{FIELD}");
  const count = () => document.querySelectorAll("{ROWS}").length;
  for (const text of texts) {{
    field.value = text;
    field.dispatchEvent(new Event("input"));
  }}
  const first = [document.querySelector("{STATUS}").textContent, count()];
  await new Promise((done) => setTimeout(done, 300));
  return [...first, count()];
}}
"""


def test_what_is_typed_fast_is_answered_at_once_and_drawn_whole(show: Callable[..., Page]) -> None:
    page = show("?tag=All")
    expected = ids(page)
    status, first, last = page.evaluate(TYPE_FAST, ["n", "zzz", "note 00", "no"])
    assert status == "130 notes"
    assert 0 < first < last == 50
    assert ids(page) == expected
    expect(page.locator(".tagpages-choice").first).to_have_text("NLP 65")
    # More of them, before those are there
    page.evaluate(f"document.querySelector('{FIELD}').dispatchEvent(new Event('input'))")
    page.locator(".tagpages-show-more").evaluate("(button) => button.click()")
    assert ids(page)[:50] == expected
    assert len(ids(page)) == 100
    assert page.evaluate(FOCUSED_NOTE) == ids(page)[50]


def test_more_rows_and_the_focus_on_the_first_of_them(show: Callable[..., Page]) -> None:
    page = show()
    assert len(ids(page)) == 50
    page.get_by_role("button", name="Show 50 more (80 left)").click()
    assert len(ids(page)) == 100
    assert page.evaluate(FOCUSED_NOTE) == ids(page)[50]
    page.get_by_role("button", name="Show 30 more (30 left)").click()
    assert len(ids(page)) == 130
    expect(page.locator(".tagpages-show-more")).to_be_hidden()


# The address


def test_tags_and_years_are_steps_of_history_and_typing_is_none(show: Callable[..., Page]) -> None:
    page = show()
    page.get_by_role("button", name="NLP 65").click()
    page.locator(FIELD).press_sequentially("note 1")
    page.get_by_role("button", name="2022").click()
    expect(page.locator(STATUS)).to_have_text("10 of 130 notes")
    page.go_back()
    assert query(page) == {"tag": ["NLP"], "q": ["note 1"]}
    expect(page.locator(FIELD)).to_have_value("note 1")
    page.go_back()
    assert query(page) == {}
    expect(page.locator(FIELD)).to_have_value("")
    expect(page.locator(STATUS)).to_have_text("130 notes")
    page.go_forward()
    page.go_forward()
    assert query(page)["from"] == ["2022"]
    expect(page.locator(".tagpages-year[aria-pressed=true]")).to_have_text("2022")


@pytest.mark.parametrize("keeps_pages", [True, False])
def test_the_way_back_leads_to_the_place_that_was_left(show: Callable[..., Page], keeps_pages: bool) -> None:
    page = show("?not=Efficiency")
    page.evaluate("document.documentElement.style.scrollBehavior = 'smooth'")  # as some themes have it
    if not keeps_pages:
        page.evaluate("addEventListener('unload', () => {})")  # Chromium keeps no such page
    page.locator(".tagpages-show-more").click()
    row = page.locator(ROWS).nth(80)
    row.scroll_into_view_if_needed()
    top = page.evaluate("scrollY")
    assert top > 1000
    row.get_by_role("link", name="All", exact=True).click()
    page.wait_for_url("**/tags/all-*.html")
    page.go_back()
    expect(page.locator(STATUS)).to_have_text("104 of 130 notes")
    expect(page.locator(ROWS)).to_have_count(100)
    page.wait_for_function(f"Math.abs(scrollY - {top}) < 2")


def test_an_address_says_all_that_is_asked(show: Callable[..., Page]) -> None:
    page = show(
        "?tag=nlp&any=Efficiency&any=rare%20104&not=Rare%20120&from=2020&to=2022&kind=ARTICLE&sort=title&q=NOTE"
    )
    expect(page.locator(CHIPS)).to_have_text(
        ["NLP", "not Rare 120", "Efficiency / Rare 104", "2020–2022", "ARTICLE"]
    )  # fmt: skip
    assert page.get_by_label("Sort").input_value() == "title"
    assert ids(page) == ["n010", "n020", "n040", "n050", "n070", "n080", "n100", "n104", "n110"]


@pytest.mark.parametrize(
    "question",
    ["?tag=", "?tag=&not=&kind=", "?from=99999", "?from=x&to=", "?sort=x", "?&&===", "?q=%20"],
)
def test_what_an_address_does_not_say_is_not_asked(show: Callable[..., Page], question: str) -> None:
    page = show(question)
    expect(page.locator(CHIPS)).to_have_count(0)
    expect(page.locator(STATUS)).to_have_text("130 notes")


def test_a_long_address_is_answered(show: Callable[..., Page]) -> None:
    words, tags = (urlencode([(name, f"{name}{number}") for number in range(2000)]) for name in ("q", "tag"))
    page = show(f"?{words}&{tags}&from=2020&tag=NLP")
    expect(page.locator(CHIPS)).to_have_count(2002)
    expect(page.locator(STATUS)).to_have_text("0 of 130 notes")


# Keys


def test_it_is_used_without_a_mouse(show: Callable[..., Page]) -> None:
    page = show()
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("note")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("t")
    expect(page.get_by_role("searchbox", name="Find a tag")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="All 130")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert query(page) == {"q": ["note"], "tag": ["NLP"]}
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name=re.compile("^Exclude"))).to_have_count(
        page.locator(".tagpages-choice").count()
    )
    assert page.evaluate("document.activeElement.className") == "tagpages-exclude"
    page.keyboard.press("Escape")
    page.locator(FIELD).press("Enter")
    assert page.evaluate(FOCUSED_NOTE) == ids(page)[0]
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED_NOTE) == ids(page)[1]
    page.get_by_role("button", name="2020").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="2021")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Shift+Enter")
    assert query(page)["from"] == ["2023"]


def test_o_opens_the_link_and_the_dialog_names_the_keys(show: Callable[..., Page]) -> None:
    page = show()
    page.keyboard.press("j")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog").locator("kbd").all_inner_texts()
    assert {"/", "t", "j", "k", "o", "Escape", "?"} <= set(keys)
    page.keyboard.press("Escape")
    page.route("https://example.org/**", lambda route: route.fulfill(body="outside"))
    page.keyboard.press("o")
    page.wait_for_url("https://example.org/*")


def test_a_group_of_buttons_is_one_tab_stop(show: Callable[..., Page]) -> None:
    page = show()
    for group in (".tagpages-years", ".tagpages-choices"):
        assert page.locator(f"{group} button[tabindex='0']").count() == 1


# Where and how it is shown


def test_on_a_phone_the_tags_stand_in_a_dialog(show: Callable[..., Page]) -> None:
    page = show(width=360)
    dialog = page.get_by_role("dialog")
    expect(page.locator(".tagpages-choices")).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    expect(dialog).to_be_focused()
    dialog.get_by_role("button", name="NLP 65").click()
    dialog.get_by_role("button", name="Efficiency 13").click()
    dialog.get_by_role("button", name="Show 13 notes").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(STATUS)).to_have_text("13 of 130 notes")
    expect(page.get_by_role("button", name="Filters")).to_be_focused()
    page.keyboard.press("t")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_a_script_the_page_is_whole(open_page: OpenPage, folder: Path) -> None:
    page = open_page(javascript=False)
    page.goto(address(folder))
    assert page.locator(ROWS).count() == 50
    box, row = page.locator(".tagpages-explorer").bounding_box(), page.locator(ROWS).first.bounding_box()
    assert box is not None
    assert row is not None
    assert row["y"] - box["y"] < 20
    assert row["width"] > box["width"] - 20


@pytest.mark.parametrize("body", [None, "tagpagesData({title: ['A'", "tagpagesData({title: 1})"])
def test_without_the_data_the_page_says_so_and_stays(
    open_page: OpenPage, folder: Path, body: str | None
) -> None:
    page = open_page()
    page.route("**/all.js*", lambda route: route.fulfill(body=body) if body else route.abort())
    page.goto(address(folder, "?q=note"))
    expect(page.locator(STATUS)).to_have_text("The notes could not be loaded; these are the first of them.")
    assert page.locator(ROWS).count() == 50
    expect(page.locator(FIELD)).to_have_count(0)


def test_what_is_found_is_cited_in_its_order(show: Callable[..., Page]) -> None:
    page = show("?q=embeddings")
    for order in ("n090", "n008"), ("n008", "n090"):
        assert tuple(ids(page)) == order
        with page.expect_download() as download:
            page.get_by_role("button", name="Cite").click()
        assert download.value.suggested_filename == "notes.bib"
        bib = download.value.path().read_text("utf-8")
        assert tuple(re.findall(r"^@\w+\{(.*),$", bib, re.MULTILINE)) == order
        page.get_by_role("combobox", name="Sort").select_option("title")
    page.locator(FIELD).fill("nothing has this")
    expect(page.get_by_role("button", name="Cite")).to_be_disabled()


def test_it_needs_nothing_that_a_strict_policy_forbids(
    open_page: OpenPage, serve: Serve, folder: Path
) -> None:
    page = open_page()
    page.add_init_script(LISTEN)
    page.route("**/*", forbid)
    page.goto(serve(folder) + "tags/all.html?tag=NLP")
    expect(page.locator(STATUS)).to_have_text("65 of 130 notes")
    page.get_by_role("button", name="2022").click()
    page.locator(FIELD).fill("note")
    with page.expect_download():
        page.get_by_role("button", name="Cite").click()
    assert [line for line in page.evaluate("window.reported") if line.endswith("ours")] == []


SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("question", ["", "?tag=NLP&from=2020&to=2020"])
@pytest.mark.parametrize("width", [360, 700, 1280])
def test_nothing_moves_when_the_script_begins(
    build: Callable[..., Path], open_page: OpenPage, theme: str, width: int, question: str
) -> None:
    folder = build(many_notes(), html_theme=theme)
    page = open_page(width=width)
    page.add_init_script(SHIFTS)

    def come_late(route: Route) -> None:
        # The page is painted before the script and the data are there.
        page.wait_for_timeout(300)
        route.continue_()

    page.route(re.compile(r"/(?:tagpages|all)\.js"), come_late)
    page.goto(address(folder, question))
    expect(page.locator(STATUS)).not_to_be_empty()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert sum(page.evaluate("window.shifts")) < 0.01


def test_targets_are_as_big_as_they_are_to_be(show: Callable[..., Page]) -> None:
    page = show("?tag=NLP&tag=Efficiency")
    sizes = page.locator(".tagpages-explorer :is(button, input, select)").evaluate_all(
        """(all) => all.filter((one) => one.checkVisibility()).map((one) => {
          const { width, height } = one.getBoundingClientRect();
          return [one.className, width, height];
        })"""
    )
    assert len(sizes) > 10
    assert [size for size in sizes if min(size[1:]) < 28] == []
