"""What stands on the page of a tag besides rows: headings, links between its pages, tags that go with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from tests.build.harness import Built, Page, Project, text

Build = Callable[..., Built]


def notes(years: Iterable[int], tags: str = "T", start: int = 1) -> str:
    """Notes that are numbered from the newest on."""
    return "".join(
        f"- {{title: Note {number:03}, tags: [{tags}], date: {year}-05-01}}\n"
        for number, year in enumerate(years, start)
    )


def years(**counts: int) -> list[int]:
    """Years, each so many times: ``y2024=3``."""
    return [int(name[1:]) for name, count in counts.items() for _ in range(count)]


def outline(page: Page) -> list[str]:
    """The headings of a listing and the titles of notes in it, in their order; a fold as ``fold``."""
    found = []
    for element in page.one("section", "tagpages-listing").iter():
        classes = element.attrib.get("class", "").split()
        if "tagpages-group" in classes or "tagpages-title" in classes:
            found.append(f"{element.tag} {text(element)}")
        elif "tagpages-more" in classes:
            found.append("fold")
    return found


def headings(page: Page) -> list[str]:
    return [text(found) for found in page.find_all(cls="tagpages-group")]


def test_notes_stand_under_their_years_one_level_deeper(build: Build) -> None:
    page = build(notes(years(y2024=2, y2023=24))).page("tags/t")
    found = outline(page)
    assert found[:4] == ["h2 2024 2", "h3 Note 001", "h3 Note 002", "h2 2023 24"]
    assert found[-1] == "h3 Note 026"
    assert found.index("fold") == 12  # ten notes and two headings
    assert found.count("h2 2023 24") == 1  # a fold in the middle of a year does not say it again


def test_a_year_that_begins_behind_the_fold_has_its_heading_there(build: Build) -> None:
    page = build(notes(years(y2024=10, y2023=16))).page("tags/t")
    fold = page.one("details", "tagpages-more")
    assert [text(found) for found in fold.iter() if "tagpages-group" in found.attrib.get("class", "")] == [
        "2023 16"
    ]
    assert headings(page) == ["2024 10", "2023 16"]


def test_short_listings_have_no_headings(build: Build) -> None:
    page = build(notes(years(y2024=25))).page("tags/t")
    assert headings(page) == []
    assert outline(page)[0] == "h2 Note 001"


def test_a_year_goes_on_on_the_next_page(build: Build) -> None:
    built = build(notes(years(y2024=3, y2023=30)), tagpages_per_page=20)
    assert headings(built.page("tags/t")) == ["2024 3", "2023 30"]
    assert headings(built.page("tags/t/2")) == ["2023 30 continued"]


@pytest.mark.parametrize(
    ("by", "shown"), [("month", ["2024-05 2", "2023-05 1"]), ("kind", ["Other 3"]), (None, []), ("auto", [])]
)
def test_the_project_says_what_by(build: Build, by: str | None, shown: list[str]) -> None:
    built = build(notes(years(y2024=2, y2023=1)), tagpages_group_by=by)
    assert built.warnings == []
    assert headings(built.page("tags/t")) == shown


def test_what_nothing_can_be_grouped_by_is_reported_and_the_default_counts(build: Build) -> None:
    built = build(notes(years(y2024=26)), tagpages_group_by="yeer")
    (warning,) = built.warnings
    assert "tagpages_group_by = 'yeer': 'yeer' is nothing to group notes by; did you mean 'year'" in warning
    assert "[tagpages.config]" in warning
    assert headings(built.page("tags/t")) == ["2024 26"]


@pytest.mark.parametrize("style", ["compact", "full"])
def test_a_single_page_has_the_headings_too(build: Build, style: str) -> None:
    built = build(notes(years(y2024=2, y2023=24)), builder="singlehtml", tagpages_print=style)
    found = [
        f"{heading.tag} {text(heading)}" for heading in built.page("index").find_all(cls="tagpages-group")
    ]
    assert found == ["h4 2024 2", "h4 2023 24"]


@pytest.mark.parametrize("style", ["compact", "full"])
def test_other_builders_have_them_as_lines(build: Build, style: str) -> None:
    built = build(notes(years(y2024=2, y2023=24)), builder="latex", tagpages_print=style)
    source = next(built.outdir.glob("*.tex")).read_text("utf-8")
    part = source[source.index("2024 (2)") :]
    assert part.index("Note 002") < part.index("2023 (24)") < part.index("Note 003")


def test_an_edit_renews_the_headings_of_every_page_that_shows_their_count(
    project: Callable[..., Project],
) -> None:
    before, after = notes(years(y2024=3, y2023=30)), notes(years(y2024=3, y2023=31))
    made = project({"notes.yaml": before}, tagpages_sources=["notes.yaml"], tagpages_per_page=20)
    made.build()
    made.write({"notes.yaml": after})
    built = made.build()
    assert headings(built.page("tags/t")) == ["2024 3", "2023 31"]
    assert headings(built.page("tags/t/2")) == ["2023 31 continued"]
