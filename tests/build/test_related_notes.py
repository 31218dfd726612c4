"""Related notes, where a note is shown whole."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from tests.build.harness import Page, elements, text
from tests.build.histories import History, make_project

FILES = {
    "index.rst": "Home\n====\n\n.. toctree::\n\n   doc\n   tagged\n   tags/index\n",
    "notes.yaml": """
- {title: Old, id: old, tags: [A, Rare], date: 2020-01-01, summary: Its words.}
- {title: Near, tags: [A, Rare], date: 2021-01-01}
- {title: "Far <b>", id: far, tags: [A], date: 2022-01-01, lang: de}
- {title: Apart, tags: [B], date: 2023-01-01}
""",
    "doc.rst": "Doc\n===\n\n.. note-entry:: In a document\n   :tags: A, Rare\n\n   Body.\n",
    "tagged.rst": "Tagged page\n===========\n\n.. tags:: Rare, A\n\nWords.\n",
}


def related(page: Page) -> dict[str, list[str]]:
    """What each line of related notes on a page names, by the title of the note round it."""
    notes = page.find_all("article", "tagpages-note")
    found = {text(elements(note, cls="tagpages-title")[0]): links(note) for note in notes}
    alone = [
        line
        for line in page.find_all("p", "tagpages-related-notes")
        if not any(line in note.iter() for note in notes)
    ]
    return found | {"": [link for line in alone for link in links(line)]}


def links(element: Element) -> list[str]:
    lines = elements(element, "p", "tagpages-related-notes")
    return [text(link) for line in lines for link in elements(line, "a")]


def test_the_home_of_a_note_names_related_ones_and_is_written_when_they_change(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", FILES, tagpages_sources=["notes.yaml"])
    project.code = ""
    history = History(project, tmp_path)
    built = history.build()
    assert built.warnings == []
    assert built.dead_links() == []
    archived = built.page("tags/archive/2020")
    assert related(archived)["Old"] == ["Near", "In a document", "Tagged page", "Far <b>"]
    assert archived.one("a", lang="de").attrib["href"].endswith("2022.html#tagpages-note-far")
    assert related(built.page("tags/archive/2023")) == {"Apart": [], "": []}
    assert related(built.page("doc"))["In a document"] == ["Near", "Old", "Tagged page", "Far <b>"]
    assert related(built.page("tagged"))[""] == ["Near", "Old", "In a document", "Far <b>"]
    assert related(built.page("tags/a"))["Old"] == []
    # The words of others are not found where they are named.
    search = (built.outdir / "searchindex.js").read_text("utf-8")
    assert '"far":[' not in search

    history.edits.replace("notes.yaml", "title: Apart, tags: [B]", "title: Apart, tags: [B, Rare]")
    built = history.build()
    assert related(built.page("tags/archive/2022"))["Far <b>"] == [
        "Near",
        "Old",
        "In a document",
        "Tagged page",
    ]
    assert "tags/archive/2022" not in built.written
    assert {"tags/archive/2020", "doc", "tagged"} <= set(built.written)
    assert history.faults(built) == []

    plain = project.build("text")
    assert "Related: Near, In a document, Tagged page, Apart, Far <b>" in (
        plain.outdir / "tags/archive/2020.txt"
    ).read_text("utf-8")
    assert "Related" not in project.build(fresh=True, tagpages_related_notes=0).page("tags/archive/2020").text
