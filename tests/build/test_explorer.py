"""The page of all notes, and what leads there."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.build.harness import INDEX, Built, Project, elements, text

Build = Callable[..., Built]
MakeProject = Callable[..., Project]

NOTES = """
- {title: First, date: 2021-05, tags: [NLP, C++], summary: Words.}
- {title: Second, date: 2024-10-07T12:00:00Z, tags: [NLP], url: "https://example.org/x", pinned: true}
- {title: Third, tags: [Other]}
"""


def test_it_shows_the_first_notes_without_a_script_and_stands_in_the_navigation(build: Build) -> None:
    notes = "".join(f"- {{title: Note {number:03}, date: 2024, tags: [A]}}\n" for number in range(60))
    theme = {"html_theme": "classic", "html_theme_options": {"globaltoc_includehidden": True}}
    page = build(notes, html_sidebars={"**": ["globaltoc.html"]}, **theme).page("tags/all")
    assert page.heading == "All notes"
    assert text(page.one("p", "tagpages-head")) == "60 notes 1 tag 2024 All tags"
    explorer = page.one("div", "tagpages-explorer")
    (listing,) = elements(explorer, "section", "tagpages-listing")
    assert listing.attrib["data-count"] == "60"
    assert page.titles() == [f"Note {number:03}" for number in range(50)]
    navigation = page.one("div", "sphinxsidebarwrapper")
    assert [link.attrib["href"] for link in elements(navigation, "a") if text(link) == "All notes"] == ["#"]
    assert page.find_all("link", rel="prev")[0].attrib["href"] == "index.html"


def test_the_texts_of_its_script_are_data_that_ends_no_element(build: Build) -> None:
    page = build("- {title: A, tags: [x]}", language="fr").page("tags/all")
    texts = json.loads(text(page.one("script", "tagpages-texts")))
    assert texts["lang"] == "fr"
    assert set(texts["show"]) == {"one", "many", "other"}
    assert all("{count}" in form for form in texts["show"].values())


@pytest.mark.parametrize("builder", ["text", "singlehtml", "epub", "man", "latex", "xml", "linkcheck"])
def test_other_builders_have_one_line_of_it(project: MakeProject, builder: str) -> None:
    made = project({"index.rst": INDEX, "notes.yaml": NOTES}, tagpages_sources=["notes.yaml"])
    built = made.build(builder)
    assert [line for line in built.warnings if "EPUB3" not in line] == []
    for path in built.outdir.rglob("*"):
        if path.is_file() and path.suffix not in {".pickle", ".epub", ".js", ".doctree"}:
            assert "tagpages-explorer" not in path.read_text("utf-8", "replace").replace(".tagpages-", "")
    if builder == "text":
        page = (built.outdir / "tags" / "all.txt").read_text("utf-8")
        assert page.splitlines() == ["All notes", "*********", "", "3 notes · 3 tags · 2021–2024 · All tags"]


def test_without_it_there_is_no_page_and_nothing_names_one(project: MakeProject) -> None:
    files = {"index.rst": INDEX, "notes.yaml": NOTES}
    made = project(files, tagpages_sources=["notes.yaml"], tagpages_explorer=False)
    built = made.build()
    assert not (built.outdir / "tags" / "all.html").exists()
    assert not [page.path for page in built.pages() if "All notes" in page.path.read_text("utf-8")]
    assert (
        not project(
            {"index.rst": INDEX, "notes.yaml": "[]"}, name="no notes", tagpages_sources=["notes.yaml"]
        )
        .build()
        .exists("tags/all")
    )


def test_a_document_of_the_users_wins_with_a_warning(project: MakeProject) -> None:
    files = {"index.rst": INDEX, "notes.yaml": NOTES, "tags/all.rst": ":orphan:\n\nMine\n====\n"}
    built = project(files, tagpages_sources=["notes.yaml"]).build()
    assert built.page("tags/all").heading == "Mine"
    assert "this document has the place of the page of all notes" in built.warning("docname")
