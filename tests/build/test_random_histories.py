"""Random histories: after each step of any, what is there is what a clean build makes.

``make test`` plays a short one, ``make test-all`` four, the same each time. Others, and more of them, are
played by ``TAGPAGES_HISTORIES=200 python -m pytest tests/build/test_random_histories.py``.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.build.histories import FILES, History, make_project

TAGS = ["A", "B", "T3", "T 3", "t-3", "C++", "C", "研究", "index"]
DATES = ["1999-05-01", "2020", "2023-03", "2023-03-28", "2031-01-01"]
DOCUMENTS = ["doc.rst", "sub/deep.rst", "extra.rst", "tags/b.rst"]
FILE_NAMES = ["notes.yaml", "papers/one.yaml", "papers/two.yaml", "sub/lists/one.yaml", "sub/lists/two.yaml"]
CONF: dict[str, list[object]] = {
    "tagpages_visible": [0, 1, 3],
    "tagpages_per_page": [0, 2, 4],
    "tagpages_sort": [["-date"], ["title"]],
    "tagpages_skip_tags": [[], ["A"]],
    "tagpages_snippet_length": [0, 5, 150],
    "tagpages_date_format": [None, "long", "MMM y"],
    "tagpages_groups": [[], [{"title": "T", "tags": ["t*"]}]],
    "tagpages_separator": ["", "-"],
    "tagpages_page_tags": ["directive", "top", "bottom"],
}
BUILDS: list[dict[str, Any]] = [
    {},
    {"parallel": 4},
    {"force": True},
    {"fresh": True},
    {"only": ["index.rst"]},
]

tags = st.lists(st.sampled_from(TAGS), max_size=3)
titles = st.sampled_from(["One", "Two: more", "Three", "Vier <b>"])


class Histories(RuleBasedStateMachine):
    """A project in a folder of its own; each rule is a step of its history."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.history = History(make_project(self.folder / "project"), self.folder)
        self.history.build()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def exists(self, name: str) -> bool:
        return (self.history.project.srcdir / name).exists()

    @rule(name=st.sampled_from(FILE_NAMES), title=titles, own=tags, date=st.sampled_from(DATES))
    def add_note(self, name: str, title: str, own: list[str], date: str) -> None:
        before = (self.history.project.srcdir / name).read_text("utf-8") if self.exists(name) else ""
        note = {"title": title, "tags": own, "date": date, "summary": f"About {title}."}
        self.history.edits.write(name, f"{before.removeprefix('[]')}- {json.dumps(note)}\n")

    @rule(name=st.sampled_from(FILE_NAMES))
    def reset_file(self, name: str) -> None:
        if name in FILES:
            self.history.edits.write(name, FILES[name])
        elif self.exists(name):
            self.history.edits.remove(name)

    @rule(name=st.sampled_from(FILE_NAMES))
    def empty_file(self, name: str) -> None:
        self.history.edits.write(name, "[]\n")

    @rule(name=st.sampled_from(DOCUMENTS), title=titles, own=tags)
    def write_document(self, name: str, title: str, own: list[str]) -> None:
        names = ", ".join(own)
        # Plain Sphinx leaves stale what names a document by `:doc:`, as another document does with this one.
        heading = "Doc" if name == "doc.rst" else title.replace("<", "").replace(">", "")
        self.history.edits.write(
            name,
            f":orphan:\n:tags: {names if len(own) > 1 else ''}\n\n{heading}\n{'=' * 20}\n\n"
            f".. note-entry:: {title} in {name}\n   :tags: {names}\n\n   A body.\n\n"
            f".. note-list::\n   :any-tags: {names}\n",
        )

    @rule(name=st.sampled_from(DOCUMENTS[2:]))
    def remove_document(self, name: str) -> None:
        if self.exists(name):
            self.history.edits.remove(name)

    @rule(listed=st.booleans())
    def place_index(self, listed: bool) -> None:
        content = FILES["index.rst"]
        self.history.edits.write("index.rst", content if listed else content.replace("   tags/index\n", ""))

    @rule(data=st.data(), name=st.sampled_from(sorted(CONF)))
    def configure(self, data: st.DataObject, name: str) -> None:
        self.history.edits.configure(**{name: data.draw(st.sampled_from(CONF[name]))})

    @rule(data=st.data(), names=st.lists(st.sampled_from(TAGS), max_size=3, unique=True))
    def say_of_tags(self, data: st.DataObject, names: list[str]) -> None:
        said = {
            "slug": st.sampled_from(["third", "b", "own"]),
            "former": st.lists(st.sampled_from(["old", "b"])),
            "aliases": st.lists(st.sampled_from(TAGS), max_size=2),
            "parents": st.lists(st.sampled_from([*TAGS, "Above"]), max_size=2),
            "title": st.sampled_from(["A title", "Another"]),
            "description": st.sampled_from(["Plain", "See :tag:`B`"]),
            "group": st.sampled_from(["G", "H"]),
            "hidden": st.just("yes"),
        }
        entries = {name: data.draw(st.fixed_dictionaries({}, optional=said)) for name in names}
        self.history.edits.write("tags.yaml", json.dumps(entries))

    @precondition(lambda self: self.exists("_build/html"))
    @rule(data=st.data())
    def lose_output(self, data: st.DataObject) -> None:
        pages = sorted((self.history.project.srcdir / "_build/html").rglob("*.html"))
        lost = data.draw(st.sampled_from([page for page in pages if "_static" not in page.parts]))
        lost.unlink()

    @precondition(lambda self: self.exists("_build/doctrees"))
    @rule(data=st.data())
    def lose_doctree(self, data: st.DataObject) -> None:
        data.draw(
            st.sampled_from(sorted((self.history.project.srcdir / "_build/doctrees").rglob("*.*")))
        ).unlink()

    @rule(builder=st.sampled_from(["dirhtml", "text", "singlehtml"]))
    def build_another(self, builder: str) -> None:
        self.history.build(builder)

    @rule()
    def build(self) -> None:
        assert self.history.faults(self.history.build()) == []

    @rule(how=st.sampled_from(BUILDS))
    def build_in_another_way(self, how: dict[str, Any]) -> None:
        built = self.history.build(**how)
        if "only" in how:
            built = self.history.build()
        assert self.history.faults(built) == []


MORE = int(os.environ.get("TAGPAGES_HISTORIES", "0"))
SHORT = not MORE and settings.get_current_profile_name() == "short"
Histories.TestCase.settings = settings(
    max_examples=MORE or (1 if SHORT else 4),
    stateful_step_count=4 if SHORT else 30,
    derandomize=not MORE,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
TestHistories = Histories.TestCase
