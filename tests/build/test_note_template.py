"""The template of one note: what it prints of notes of one form, filled in, is what it prints of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.render.template import NoteTemplate, slot

TEXTS = ["", "A", "b <i> & \"c\" 'd'", "{title} {authors}", "0", "日本 \N{ARABIC LETTER ALEF}"]
some_text = st.sampled_from(TEXTS)
full_text = st.sampled_from(TEXTS[1:])
some_date = st.none() | st.builds(NoteDate, st.just(2023), st.none() | st.integers(1, 2))
some_note = st.builds(
    Note,
    title=full_text,
    id=full_text,
    origin=st.just(Origin("a.yaml", 1)),
    url=some_text,
    authors=st.integers(0, 7).flatmap(lambda count: st.tuples(*[full_text] * count)),
    venue=some_text,
    lang=some_text,
    date=some_date,
    published=some_date,
    image_alt=some_text,
    pinned=st.booleans(),
)
values_of = st.fixed_dictionaries({
    "note": some_note,
    "title": full_text | st.just(slot("title")),
    "marks": st.sampled_from(["", slot("marks")]),
    "href": full_text,
    "host": some_text,
    "dir": st.sampled_from(["", "ltr", "rtl"]),
    "home": full_text | st.just(slot("home")),
    "anchor": some_text,
    "level": st.sampled_from([2, 6, slot("level")]),
    "date": some_date,
    "permalink": st.booleans(),
    "links": st.lists(st.tuples(full_text, full_text), max_size=3),
    "tags": st.just(slot("tags")),
    "snippet": some_text,
    "cut": st.booleans(),
    "whole": st.booleans(),
    "body": st.sampled_from([Markup(""), slot("body")]),
    "related": st.sampled_from(["", slot("related")]),
    "paragraphs": st.lists(st.tuples(st.sampled_from(["summary", "body"]), full_text), max_size=3),
    "texts": st.sampled_from([[], [("summary", slot("summary"))]]),
    "picture": some_text,
    "size": st.none() | st.tuples(st.integers(80, 90), st.integers(80, 90)),
})


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[NoteTemplate, NoteTemplate]]:
    """Return templates that render by forms, and those that render each note; with two forms of dates."""
    folder: Path = tmp_path_factory.mktemp("templates")
    (folder / "tagpages").mkdir()
    (folder / "tagpages/note.html").write_text('{% extends "!tagpages/note.html" %}', encoding="utf-8")
    ways = (str, lambda date: f"<{date}>")
    return [(NoteTemplate([], way), NoteTemplate([folder], way)) for way in ways]


@given(notes=st.lists(values_of, min_size=1, max_size=5))
def test_notes_of_one_form_differ_in_their_texts_alone(
    templates: list[tuple[NoteTemplate, NoteTemplate]], notes: list[Mapping[str, object]]
) -> None:
    for by_form, each in templates:
        assert by_form.is_ours
        assert not each.is_ours
        for values in notes:
            assert by_form.render(dict(values)) == each.render(dict(values))
