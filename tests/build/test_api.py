"""What ``conf.py``, other extensions and templates may ask of the notes."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

import sphinxext.tagpages as public
from tests.build.harness import text
from tests.build.histories import History, make_project

CODE = """
import sphinxext.tagpages as public

def tell(app, *values):
    path = app.confdir / "told.txt"
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(before + " ".join(map(str, values)) + "\\n", "utf-8")

def early(app):
    try:
        public.notes(app)
    except public.NotesUnknownError as error:
        tell(app, "too early:", error)

def late(app, error):
    notes = public.notes(app)
    tag = notes.tag("b g")
    chosen = notes.select(tags=["B G"], sort="title, date", limit=1, until="2020", match="ONE")
    tell(app, tag.label, tag.docname, tag.count, [tag.name for tag in notes.tags()], notes.tag("none"))
    tell(app, [note.note.title for note in notes.notes()], notes.note("one").docname, notes.note("none"))
    tell(app, *[[note.note.title for note in found] for found in (chosen, notes.related("one"))])
    for wrong in (lambda: notes.select(limit=-1), lambda: notes.tag(3), lambda: notes.note(None)):
        try:
            wrong()
        except (TypeError, ValueError) as error:
            tell(app, type(error).__name__, error)
    tell(app, notes.select(tags=["no"]))

def setup(app):
    app.connect("builder-inited", early)
    app.connect("build-finished", late)
"""
LAYOUT = """{% extends "!layout.html" %}
{% block footer %}<footer>{{ tagpages.tag.label }} /
{%- for tag in tagpages.tags %} {{ tag.label }}={{ pathto(tag.docname) }}{% endfor %} /
{%- for note in tagpages.related %} {{ note.title }}={{ pathto(note.docname) }}#{{ note.anchor }}
{%- endfor %}</footer>
{% endblock %}
"""
FILES = {
    "index.rst": "Home\n====\n\n.. toctree::\n\n   page\n   tags/index\n",
    "page.rst": "Page\n====\n\n.. tags:: B G\n\nWords.\n",
    "notes.yaml": """
- {title: One, id: one, tags: [B G], date: 2020}
- {title: Two, id: two, tags: [C], date: 2021}
""",
    "tags.yaml": "B G: {title: Bigger <b>}\n",
    "_templates/layout.html": LAYOUT,
}


def test_handlers_and_templates_get_what_there_is_and_pages_follow_it(tmp_path: Path) -> None:
    conf = {"tagpages_sources": ["notes.yaml"], "tagpages_page_tags": "none"}
    project = make_project(tmp_path / "project", FILES, **conf)
    project.code = CODE
    history = History(project, tmp_path)
    built = history.build()
    assert built.warnings == []

    def footer(name: str) -> str:
        return text(built.page(name).one("footer"))

    told = (project.srcdir / "told.txt").read_text("utf-8").splitlines()
    assert told[0].startswith("too early: the notes are known when all documents are read")
    assert told[1:] == [
        "Bigger <b> tags/b-g 2 ['B G', 'C'] None",
        "['Two', 'One', 'Page'] tags/archive/2020 None",
        "['One'] ['Page']",
        "ValueError limit: -1 is less than 0, which is for all",
        "TypeError names and ids are texts, not 3",
        "TypeError names and ids are texts, not None",
        "()",
    ]
    assert footer("page") == "/ Bigger <b>=tags/b-g.html / One=tags/archive/2020.html#tagpages-note-one"
    assert footer("tags/b-g") == "Bigger <b> / /"
    assert footer("index") == "/ /"
    history.edits.replace("tags.yaml", "Bigger", "Greater")
    built = history.build()
    assert footer("page").startswith("/ Greater <b>=tags/b-g.html /")
    assert history.faults(built) == []


def test_what_is_public_cannot_be_changed() -> None:
    assert set(public.__all__) <= set(dir(public))
    for kind in (public.NoteView, public.TagView, public.PageNote, public.PageTag):
        assert dataclasses.is_dataclass(kind)
        names = [field.name for field in dataclasses.fields(kind)]
        make: Any = kind
        value = make(**dict.fromkeys(names, ""))
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, names[0], "x")
