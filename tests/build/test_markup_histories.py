"""Texts with a markup in histories of edits: what they show of other notes, documents and files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.histories import FILES, Edit, History, in_turn, make_project
from tests.build.markup import NUMBERED, yaml
from tests.tiers import long, long_but

pytestmark = long

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="{}" height="8"/></svg>'
#: Markdown that mentions notes of its file and shows a picture; one note without, which pages do not need.
TRACKED = (
    yaml("1", "markdown", "The **first**. See #2, #3 and `#3`.", date="2023-01-01", tags="[A]")
    + yaml("2", "markdown", "The second. ![drawing](drawing.svg)", date="2022-01-01", tags="[A, M]")
    + yaml("3", "markdown", "# Third\n\nNothing of others.", date="2020-01-01", tags="[M]")
)
REFERRING = yaml(
    "referring",
    "rst",
    ":doc:`spots`, :ref:`spot`, :note:`2`, :tag:`A` and :confval:`some value`\n\n.. image:: drawing.svg\n",
    date="2019-01-01",
)
MINE = {
    "tracked.num": TRACKED,
    "referring.yaml": REFERRING,
    "drawing.svg": PICTURE.format(4),
    "spots.rst": "Spots\n=====\n\n.. _spot:\n\nA spot\n------\n\n.. confval:: some value\n",
}
CONF = {"tagpages_sources": ["notes.yaml", "papers/*.yaml", "tracked.num", "referring.yaml"]}


STEPS: dict[str, Edit] = {
    "the title of a note that is mentioned": lambda edits: edits.replace(
        "tracked.num", "title: Note 2", "title: Another title"
    ),
    "the home of a note that is mentioned": lambda edits: edits.replace(
        "tracked.num", "date: 2022-01-01", "date: 1999-01-01"
    ),
    "a note that is mentioned goes": lambda edits: edits.write(
        "tracked.num", TRACKED[: TRACKED.index("- id: '2'")] + TRACKED[TRACKED.index("- id: '3'") :]
    ),
    "a note that is mentioned comes": lambda edits: edits.append(
        "tracked.num", yaml("4", "markdown", "See #1, #5.", date="2018-01-01") + yaml("5", "markdown", "New.")
    ),
    "a note mentions another": lambda edits: edits.replace("tracked.num", "Nothing of others", "See #1"),
    "a body": lambda edits: edits.replace("tracked.num", "The **first**", "The *very first*"),
    "the markup of a body": lambda edits: edits.replace(
        "tracked.num", "title: Note 1\n  markup: markdown", "title: Note 1\n  markup: plain"
    ),
    "what a snippet does not show": lambda edits: edits.replace(
        "tracked.num", "The second.", "The <!-- unseen --> *second*."
    ),
    "a picture in a body": lambda edits: edits.write("drawing.svg", PICTURE.format(6)),
    "a picture in a body touched": lambda edits: edits.touch("drawing.svg"),
    "a document that a body refers to": in_turn(
        lambda edits: edits.replace("doc.rst", "Doc\n===", "Document\n========"),
        # Plain Sphinx leaves stale what names a document by `:doc:`.
        lambda edits: edits.append("after.rst", "\nMore words.\n"),
    ),
    "a section that a body refers to": lambda edits: edits.replace(
        "spots.rst", "A spot\n---", "The spot\n-----"
    ),
    "a section moves to another document": in_turn(
        lambda edits: edits.replace("spots.rst", ".. _spot:\n\nA spot\n------\n\n", ""),
        lambda edits: edits.append("sub/deep.rst", "\n.. _spot:\n\nA spot\n------\n"),
    ),
    "an object moves to another document": in_turn(
        lambda edits: edits.replace("spots.rst", ".. confval:: some value\n", ""),
        lambda edits: edits.append("sub/deep.rst", "\n.. confval:: some value\n"),
    ),
    "the title of a note that a body refers to": lambda edits: edits.replace(
        "tracked.num", "title: Note 2", "title: With another title"
    ),
    "the spelling of a tag that a body refers to": lambda edits: edits.append(
        "notes.yaml", "".join(f"- {{title: More {n}, tags: [a]}}\n" for n in range(30))
    ),
    "a file with notes of a markup comes home": lambda edits: edits.append(
        "sub/deep.rst", "\n.. note-source:: /referring.yaml\n"
    ),
}


@pytest.fixture
def history(tmp_path: Path) -> History:
    files = FILES | MINE | {"index.rst": FILES["index.rst"].replace("   after\n", "   after\n   spots\n")}
    made = make_project(tmp_path / "project", files, **CONF)
    made.code = NUMBERED
    return History(made, tmp_path)


@pytest.mark.parametrize(
    "step",
    long_but(
        STEPS,
        "a section that a body refers to",
        "the spelling of a tag that a body refers to",
    ),
)
def test_a_build_after_an_edit_equals_a_clean_one_and_so_does_one_when_it_is_undone(
    history: History, step: str
) -> None:
    history.build()
    undo = history.edits.undo()
    STEPS[step](history.edits)
    assert history.faults(history.build()) == []
    undo()
    assert history.faults(history.build()) == []


def test_no_more_is_written_than_shows_a_mentioned_note(history: History) -> None:
    history.build()
    history.edits.replace("tracked.num", "Nothing of others", "Other words")
    # Before version 8, Sphinx writes the root document each time.
    written = set(history.build().written) - {"index"}
    assert written == {
        "tags/all",
        "tags/archive/2020",
        "tags/m",
        "tags/archive/index",
        "tags/index",
    }  # toctrees name them


def test_a_picture_that_comes_is_shown(history: History) -> None:
    history.edits.remove("drawing.svg")
    history.build()
    history.edits.write("drawing.svg", PICTURE.format(4))
    built = history.build()
    assert built.warnings == []
    assert history.faults(built) == []
