"""Texts in any script, and code points that are no text at all, in every kind of output."""

from __future__ import annotations

import json

import pytest

from sphinxext.tagpages.util.text import one_line
from tests.build.harness import MakeProject
from tests.build.harness import text as text_of

ODD = {
    "right to left": "\u202eאבג العربية\u202c",
    "joined emoji": "👩\u200d👩\u200d👧\u200d👦 🏴\U000e0067\U000e007f",
    "unassigned": "a\u0378\u0379",
    "private use": "a\ue000\U0010fffd",
    "no characters": "a\ufdd0\uffff",
    "variation selectors": "a\ufe0f\ufe0e 葛\U000e0100",
    "jamo": "\u1112\u1161\u11ab",
    "conjuncts": "क्षत्रिय नि",
    "marks": "e" + "\u0301\u0323" * 100,
    "half": "a\ud800",
}
FILES = {
    "index.rst": "Home\n====\n\n.. toctree::\n\n   tags/index\n\n.. note-source:: odd.yaml\n",
    "odd.yaml": "".join(
        f"- {{title: {text}, id: {text}, tags: [{text}], summary: {text}, authors: [{text}], venue: {text}, "
        f"kind: {text}}}\n"
        for text in map(json.dumps, ODD.values())
    ),
    "rst.yaml": "- title: Half\n  markup: rst\n  body: |\n    |a| b\n\n    .. |a| unicode:: 0xD800\n",
    "issues.json": json.dumps([
        {"number": number, "title": text, "body": text, "labels": [{"name": text, "description": text}]}
        for number, text in enumerate(ODD.values(), start=100)
    ]),
}


@pytest.mark.parametrize("builder", ["html", "latex", "text", "xml", "epub", "gettext"])
def test_every_builder_writes_them(project: MakeProject, builder: str) -> None:
    made = project(
        FILES,
        tagpages_sources=["rst.yaml", "*.json"],
        suppress_warnings=["tagpages"],
        version="1",
        copyright="us",
    )
    built = made.build(builder)
    assert built.warnings == []
    if builder == "html":
        page = built.page("index")
        shown = [text_of(title) for title in page.find_all(cls="tagpages-title")]
        assert len(shown) == len(ODD)
        for text in ODD.values():
            assert any(one_line(text) in title for title in shown), text
