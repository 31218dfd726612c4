"""``tagpages_print``: what stands on a tag's page where all pages make one document."""

from __future__ import annotations

import pytest

from tests.build.corpus import of_all_kinds
from tests.build.harness import MakeProject, Page, elements, text
from tests.build.test_builders import LABEL, LATEX_LINK, content
from tests.tiers import long

pytestmark = long

BY_DATE = ["Without a link", "メモ with space", "In the root document", "With a link", "Undated"]
DATES = ["2023-04-05", "2023-03-01", "2022-03-03", "2022-02-02"]


def tag_page(page: Page) -> Page:
    """The part of a single page that is the page of the tag NLP."""
    (section,) = [found for found in page.find_all("section") if found.attrib.get("id") == "tagpages-tag-nlp"]
    return Page(page.path, section)


def test_compact_is_a_line_for_each_note_that_leads_to_its_home(project: MakeProject) -> None:
    page = of_all_kinds(project).build("singlehtml").page("index")
    listing = tag_page(page).one("section", "tagpages-listing", data_tag="NLP", data_count="5")
    lines = elements(listing, "li")
    assert [text(elements(line, "a")[0]) for line in lines] == BY_DATE
    assert [text(time) for line in lines for time in elements(line, "time")] == DATES
    homes = {article.attrib["id"] for article in page.find_all("article") if "id" in article.attrib}
    assert {elements(line, "a")[0].attrib["href"].removeprefix("#") for line in lines} <= homes


def test_full_is_what_html_shows(project: MakeProject) -> None:
    page = of_all_kinds(project, tagpages_print="full").build("singlehtml").page("index")
    listed = tag_page(page)
    assert listed.titles() == BY_DATE
    assert "Text of Japanese" in text(listed.root)


def test_none_is_the_number_of_notes_and_every_link_still_leads_there(project: MakeProject) -> None:
    built = of_all_kinds(project, tagpages_print="none").build("singlehtml")
    listed = tag_page(built.page("index"))
    assert text(listed.root) == "NLP¶ 5 notes 2022–2023 All tags"
    assert listed.titles() == []
    assert not any(title in text(listed.root) for title in BY_DATE)
    assert built.dead_links("div") == []


@pytest.mark.parametrize("style", ["compact", "full", "none"])
def test_homes_show_notes_whole_whatever_the_listings_show(project: MakeProject, style: str) -> None:
    page = of_all_kinds(project, tagpages_print=style).build("singlehtml").page("index")
    homes = {
        article.attrib["data-note"]: text(article)
        for article in page.find_all("article")
        if "id" in article.attrib
    }
    assert len(homes) == 6
    assert "Text of Japanese" in homes["with space"]


@pytest.mark.parametrize("style", ["compact", "full", "none"])
def test_latex_has_the_same_three(project: MakeProject, style: str) -> None:
    built = of_all_kinds(project, tagpages_print=style).build("latex")
    assert built.warnings == []
    source = content(built, "latex")
    part = source[source.index("section{NLP}") : source.index("section{研究}")]
    assert (
        "Without a link" in part,
        "Text without" in part,
        "5 notes" in part and "Without" not in part,
    ) == {
        "compact": (True, False, False),
        "full": (True, True, False),
        "none": (False, False, True),
    }[style]
    assert set(LATEX_LINK.findall(source)) <= set(LABEL.findall(source))


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text"])
def test_builders_that_write_pages_do_not_look_at_it(project: MakeProject, builder: str) -> None:
    styles = []
    for style in ("compact", "none"):
        outdir = of_all_kinds(project, name=style, tagpages_print=style).build(builder).outdir
        files = [path for path in (outdir / "tags").rglob("*") if path.is_file()]
        styles.append({path.relative_to(outdir): path.read_bytes() for path in files})
    assert styles[0] == styles[1] != {}


def test_a_value_that_is_none_of_them_is_told(project: MakeProject) -> None:
    built = of_all_kinds(project, tagpages_print="some").build("singlehtml")
    assert "conf.py" in built.warning("config")
    assert "compact, full, none" in built.warning("config")
    assert tag_page(built.page("index")).find_all("ul", "tagpages-compact")


def test_a_change_of_it_takes_effect(project: MakeProject) -> None:
    made = of_all_kinds(project)
    made.build("singlehtml")
    page = made.build("singlehtml", tagpages_print="full").page("index")
    assert tag_page(page).titles() == BY_DATE
