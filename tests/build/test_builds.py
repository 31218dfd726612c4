"""However a project is built, the result is that of a clean, serial build."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import SphinxError

from tests.build.harness import CHANGES
from tests.build.histories import FILES, Edits, History, Output, make_project
from tests.tiers import long, long_but

#: What each builder writes for readers, without dates of the build.
SUFFIXES = {
    "html": "html",
    "dirhtml": "html",
    "singlehtml": "html",
    "latex": "tex",
    "epub": "xhtml",
    "text": "txt",
}
MORE_CONF: dict[str, Any] = {
    "version": "1",
    "copyright": "us",
    "today": "today",
    "html_last_updated_fmt": None,
}
EDITS: list[Callable[[Edits], None]] = [
    lambda edits: edits.replace("notes.yaml", "T3", "Third"),
    lambda edits: edits.replace("doc.rst", "A, B", "B, D"),
    lambda edits: edits.append("papers/one.yaml", "- {title: One more, tags: [P, A], date: 2031}\n"),
    lambda edits: edits.remove("sub/lists/one.yaml"),
]


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(make_project(tmp_path / "project", **MORE_CONF), tmp_path)


def written_by(builder: str, outdir: Path) -> dict[str, str]:
    suffix = SUFFIXES[builder]
    return {
        # Sphinx 7.4 writes a single page with checksums of the files beside it if these are there already.
        path.relative_to(outdir).as_posix(): re.sub(r"\?v=\w+", "", path.read_text("utf-8"))
        for path in sorted(outdir.rglob(f"*.{suffix}"))
        if "_static" not in path.parts
    }


@pytest.mark.parametrize("together", long_but([True, False], True))
def test_a_parallel_build_equals_a_serial_one(history: History, together: bool) -> None:
    serial = Output.of(history.build().outdir)
    assert Output.of(history.clean(parallel=4).outdir).differences(serial) == []
    for edit in EDITS:
        edit(history.edits)
        if not together or edit is EDITS[-1]:
            assert history.faults(history.build(parallel=4)) == []


@pytest.mark.parametrize("option", long_but(["force", "fresh"], "fresh"))
def test_everything_is_written_when_that_is_asked_for(history: History, option: str) -> None:
    history.build()
    history.edits.replace("notes.yaml", "T3", "Third")
    built = history.build(force=option == "force", fresh=option == "fresh")
    assert {f"{name}.html" for name in built.written} >= {
        name
        for name in Output.of(built.outdir).pages
        if not name.endswith(CHANGES)
        and name.endswith(".html")
        and name not in {"genindex.html", "search.html"}
    }
    assert history.faults(built) == []


def test_a_build_of_named_files_is_made_good_by_the_next_full_one(history: History) -> None:
    history.build()
    history.edits.replace("notes.yaml", "T3", "Third")
    history.edits.replace("doc.rst", "A, B", "B, D")
    named = history.build(only=["after.rst"])
    assert set(named.written) <= {"after", "index", "tags/archive/changes"}  # the last is no document
    assert history.faults(history.build()) == []


@long
def test_what_tags_of_the_command_line_leave_out_is_nowhere(history: History) -> None:
    history.edits.append(
        "doc.rst", "\n.. only:: draft\n\n   .. note-entry:: Secret\n      :tags: A, Hidden\n"
    )
    for tags in ((), ("draft",), ()):
        built = history.build(tags=tags)
        assert built.exists("tags/hidden") == bool(tags)
        assert history.faults(built, tags=tags) == []


@long
@pytest.mark.parametrize(
    "order",
    [
        ["html", "singlehtml", "latex", "epub"],  # as on Read the Docs
        ["text", "html", "dirhtml"],
        ["epub", "latex", "html", "text", "singlehtml", "dirhtml"],
    ],
    ids=" ".join,
)
def test_builders_in_turn_each_leave_what_a_clean_build_leaves(history: History, order: list[str]) -> None:
    for edit in (lambda _edits: None, *EDITS):
        edit(history.edits)
        for builder in order:
            built = history.build(builder)
            # each clean build of a builder of its own, on doctrees of its own
            clean = history.clean(builder)
            assert written_by(builder, built.outdir) == written_by(builder, clean.outdir)


@long
@pytest.mark.parametrize("builder", long_but(["singlehtml", "epub", "latex"], "singlehtml"))
def test_another_form_of_lists_in_print_takes_effect(history: History, builder: str) -> None:
    outputs = []
    for form in ("compact", "none", "full", "compact"):
        history.edits.configure(tagpages_print=form)
        outputs.append(written_by(builder, history.build(builder).outdir))
        assert outputs[-1] == written_by(builder, history.clean(builder).outdir)
    assert outputs[0] != outputs[1] != outputs[2] != outputs[3] == outputs[0]


@long
@pytest.mark.parametrize("first", ["changes", "linkcheck"])
def test_builders_without_pages_leave_the_doctrees_as_others_need_them(history: History, first: str) -> None:
    history.build()
    history.edits.replace("notes.yaml", "T3", "Third")
    history.edits.configure(
        linkcheck_ignore=[".*"], linkcheck_report_timeouts_as_broken=False, html_title="Another"
    )
    history.build(first)
    assert history.faults(history.build()) == []


def test_the_page_of_a_tag_that_is_gone_is_gone_from_every_output(history: History) -> None:
    history.build("html")
    history.build("text")
    history.edits.replace("notes.yaml", "T3", "Third")
    history.build("html")
    outdir = history.build("text").outdir
    assert not (outdir / "tags/t3.txt").exists()
    assert (outdir / "tags/third.txt").exists()


def test_a_page_that_became_a_document_of_the_user_is_left_alone(history: History) -> None:
    history.build()
    history.edits.write("tags/t3.rst", ":orphan:\n\nMine\n====\n")
    history.edits.replace("notes.yaml", "T3", "Third")
    built = history.build()
    assert built.page("tags/t3").heading == "Mine"


def run(history: History, *options: str, environment: dict[str, str] | None = None) -> Path:
    """Build in a process of its own, and return the output folder."""
    history.project.write_conf()
    folder = history.project.srcdir
    folders = ["-d", str(folder / "_build/doctrees"), str(folder), str(folder / "_build/html")]
    command = [sys.executable, "-m", "sphinx", "-q", *options, *folders]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **(environment or {})})
    return folder / "_build/html"


@long
def test_the_order_of_hashes_the_place_and_the_time_do_not_show(tmp_path: Path) -> None:
    first = History(make_project(tmp_path / "first/place"), tmp_path)
    second = History(make_project(tmp_path / "elsewhere"), tmp_path)
    one = Output.of(run(first, environment={"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}))
    other = Output.of(run(second, environment={"PYTHONHASHSEED": "2", "TZ": "America/New_York"}))
    assert other == one


def test_the_order_of_files_on_disk_does_not_show(tmp_path: Path) -> None:
    outputs = []
    for number, order in enumerate([sorted(FILES), sorted(FILES, reverse=True)]):
        project = make_project(tmp_path / f"p{number}", {name: FILES[name] for name in order})
        outputs.append(Output.of(History(project, tmp_path).build().outdir))
    assert outputs[0] == outputs[1]


def test_an_edited_template_of_a_theme_takes_effect(history: History) -> None:
    history.edits.write("_themes/own/theme.conf", "[theme]\ninherit = alabaster\nstylesheet = basic.css\n")
    history.edits.configure(html_theme="own", html_theme_path=["_themes"])
    history.build()
    layout = '{% extends "!alabaster/layout.html" %}{% block footer %}Ours{% endblock %}'
    history.edits.write("_themes/own/layout.html", layout.replace("!alabaster", "alabaster"))
    assert history.faults(history.build()) == []


@long
def test_an_interrupted_build_is_made_good(history: History) -> None:
    history.edits.write("plain.rst", ":orphan:\n\nPlain\n=====\n\nNothing of notes.\n")
    run(history)
    history.edits.replace("notes.yaml", "T3", "Third")
    history.project.code = (
        "def interrupt(app, pagename, *rest):\n"
        "    if pagename == 'tags/third':\n"
        "        import os\n"
        "        os._exit(1)\n"
        "def setup(app):\n"
        "    app.connect('html-page-context', interrupt)\n"
    )
    with pytest.raises(subprocess.CalledProcessError):
        run(history)
    history.project.code = ""
    # A page that was being written; Sphinx alone would take it for whole.
    history.edits.write("_build/html/plain.html", "<p>cut")
    repaired = Output.of(run(history))
    history.edits.remove("_build")
    assert repaired.differences(Output.of(run(history))) == []


def test_a_failed_build_is_made_good(history: History) -> None:
    history.build()
    history.edits.replace("notes.yaml", "T3", "Third")
    history.project.code = (
        "def fail(app, pagename, *rest):\n"
        "    if pagename == 'tags/third':\n"
        "        raise ValueError\n"
        "def setup(app):\n"
        "    app.connect('html-page-context', fail)\n"
    )
    with pytest.raises(SphinxError):
        history.build()
    history.project.code = ""
    assert history.faults(history.build()) == []


def test_doctrees_of_a_build_that_never_ended_are_not_taken_for_good(history: History) -> None:
    """The environment is older than a doctree: the build was killed between the two."""
    history.build()
    environment = history.project.srcdir / "_build/doctrees/environment.pickle"
    saved = history.folder / "environment.pickle"
    shutil.copy2(environment, saved)
    title = {"tagpages_title": "On {tag}"}
    history.build(**title)
    shutil.copy2(saved, environment)
    assert history.faults(history.build()) == []


@long
def test_random_damage_to_what_is_kept_costs_time_alone(history: History) -> None:
    chance = random.Random(20261123)
    history.build()
    folder = history.project.srcdir / "_build/doctrees/tagpages"
    kept = sorted(path for path in folder.iterdir() if path.is_file())
    assert {path.suffix for path in kept} == {".json", ".pickle", ".files", ".templates"}
    for path in kept:
        content = path.read_bytes()
        for _time in range(2):
            start = chance.randrange(len(content))
            path.write_bytes(content[:start] + chance.randbytes(4) + content[start + 4 :])
            assert history.faults(history.build()) == []


@long
@pytest.mark.parametrize("builders", [["html", "text"], ["text", "html"]])
def test_quotes_that_one_builder_curls_are_the_same_for_the_next(tmp_path: Path, builders: list[str]) -> None:
    page = """:orphan:

It's -- "quoted"
================

.. tags:: A

A "first" paragraph... isn't it?

.. note-entry:: In "doc" -- it's
   :tags: A

   Its "body".
"""
    history = History(make_project(tmp_path / "project", FILES | {"t.rst": page}), tmp_path)
    history.build(builders[0])
    built = history.build(builders[1])
    clean = history.clean(builders[1])
    for name in ("tags/a", "tags/index"):
        path = next(built.outdir.glob(f"{name}.*"))
        assert path.read_bytes() == (clean.outdir / path.relative_to(built.outdir)).read_bytes()
