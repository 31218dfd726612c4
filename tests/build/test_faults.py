"""Builds that are killed, that find the disk full, that run at once, or whose files change meanwhile.

More of the first two: ``python -m tests.faults.kills`` and ``python -m tests.faults.moments``.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.build.histories import History, Output, make_project
from tests.faults.moments import Moments
from tests.faults.projects import Faulted, arguments, run, start
from tests.tiers import long, long_but

pytestmark = long

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{}"/>\n'
#: The project puts the files of the folder ``edits`` in their places while it is built, once.
CODE = """
import os
from pathlib import Path

def edit(app, *args):
    for path in sorted(Path(app.srcdir, "edits").glob("*")):
        if path.name.endswith(".gone"):
            Path(app.srcdir, path.name.removesuffix(".gone")).unlink()
            path.unlink()
        else:
            os.replace(path, Path(app.srcdir, path.name))

def setup(app):
    app.connect(*WHEN)
"""
FILES = {
    "index.rst": "Home\n====\n\n.. toctree::\n\n   tags/index\n\n.. note-list::\n",
    "notes.yaml": "- {title: One, tags: [A], date: 2020, image: a.svg}\n- {title: Two, tags: [A, B]}\n",
    "a.svg": PICTURE.format(1),
}


def project_of(tmp_path: Path, when: str = '("env-updated", edit)') -> History:
    made = make_project(
        tmp_path / "project",
        FILES,
        tagpages_sources=["notes.yaml"],
        exclude_patterns=["_build", "edits"],
        templates_path=[],
    )
    made.code = CODE.replace("*WHEN", when.strip("()"))
    return History(made, tmp_path)


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> Moments:
    return Moments(tmp_path_factory.mktemp("moments"))


@pytest.mark.parametrize(
    ("kind", "place"),
    long_but(
        [
            ("kill", "environment.pickle"),  # when all is read
            ("cut", "/including.html"),
            ("cut", "objects.inv"),
            ("full", "/including.html"),
            ("once", "/including.html"),
        ],
        ("kill", "environment.pickle"),
        ("full", "/including.html"),
    ),
)
def test_what_a_fault_leaves_is_made_good_by_the_next_build(moments: Moments, kind: str, place: str) -> None:
    when = moments.first(place)
    assert moments.strike(kind, when, from_nothing=False) == []


@pytest.mark.parametrize(
    ("event", "priority"),
    long_but(
        [("env-before-read-docs", 1), ("env-updated", 1), ("env-updated", 1000), ("write-started", 1000)],
        ("env-updated", 1),
    ),
)
def test_sources_exchanged_during_a_build_show_as_before_or_after(
    tmp_path: Path, event: str, priority: int
) -> None:
    history = project_of(tmp_path, f'("{event}", edit, {priority})')
    history.build()
    history.edits.append("index.rst", "\nMore words.\n")
    before = Output.of(history.clean().outdir)
    history.edits.write("edits/notes.yaml", FILES["notes.yaml"].replace("Two", "Deux"))
    left = Output.of(history.build().outdir)
    assert history.faults(history.build()) == []
    after = Output.of(history.clean().outdir)
    assert left in (before, after)
    assert before != after


@pytest.mark.parametrize("event", ["env-before-read-docs", "write-started"])
@pytest.mark.parametrize("name", ["notes.yaml", "a.svg"])
def test_a_file_deleted_during_a_build_is_no_end(tmp_path: Path, event: str, name: str) -> None:
    history = project_of(tmp_path, f'("{event}", edit, 1)')
    history.build()
    history.edits.write(f"edits/{name}.gone", "")
    history.edits.append("index.rst", "\nMore words.\n")
    assert history.build().status == 0
    assert history.faults(history.build()) == []


def replaced_with_its_date(path: Path, content: str) -> None:
    """Write a file as tools do that unpack archives or copy: with a date, and here a size, of before."""
    assert len(content) == path.stat().st_size
    status = path.stat()
    path.write_text(content, "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize(
    ("name", "content"),
    [("notes.yaml", FILES["notes.yaml"].replace("One", "Uno")), ("a.svg", PICTURE.format(2))],
)
def test_other_content_of_the_same_size_and_date_is_seen(tmp_path: Path, name: str, content: str) -> None:
    history = project_of(tmp_path)
    history.build()
    replaced_with_its_date(history.project.srcdir / name, content)
    assert history.faults(history.build()) == []


def test_a_picture_that_was_copied_in_part_is_copied_again(tmp_path: Path) -> None:
    history = project_of(tmp_path)
    built = history.build()
    (copy,) = (built.outdir / "_images").iterdir()
    content = copy.read_bytes()
    copy.write_bytes(bytes(len(content)))  # the size is there, the content is not
    history.build()
    assert copy.read_bytes() == content


def test_a_copy_of_a_picture_that_no_note_shows_goes_and_nothing_else_of_the_folder(tmp_path: Path) -> None:
    history = project_of(tmp_path)
    folder = history.build().outdir / "_images"
    (before,) = folder.iterdir()
    theirs = folder / "tagpages-logo.svg"
    theirs.write_text(PICTURE.format(1), "utf-8")
    history.edits.write("a.svg", PICTURE.format(9))
    history.build()
    after = {*folder.iterdir()} - {theirs}
    assert theirs.exists()
    assert len(after) == 1
    assert before not in after


def test_what_an_undone_edit_had_read_shows_nowhere_later(tmp_path: Path) -> None:
    history = project_of(tmp_path)
    history.build()
    kept = history.project.srcdir / "_build/doctrees/environment.pickle"
    before = kept.read_bytes()
    history.edits.configure(rst_epilog="Told at the end.")
    # As a build leaves it that is killed when all documents are read.
    history.project.code += "\n    app.connect('env-updated', lambda *args: exit(3), 999)\n"
    with pytest.raises(SystemExit):
        history.build()
    history.project.code = history.project.code.partition("\n    app.connect('env-updated', lambda")[0]
    kept.write_bytes(before)
    history.project.conf.pop("rst_epilog")
    history.edits.replace("notes.yaml", "Two", "Deux")
    assert history.faults(history.build()) == []


def test_a_change_of_settings_reaches_all_pages_though_the_build_was_killed_before_it_read(
    tmp_path: Path,
) -> None:
    history = project_of(tmp_path)
    history.edits.write("plain.rst", ":orphan:\n\nPlain\n=====\n\nWords.\n")
    history.build()
    history.edits.configure(html_title="Another")
    # Sphinx has noted the new settings by then.
    history.project.code += "\n    app.connect('env-before-read-docs', lambda *args: exit(3))\n"
    with pytest.raises(SystemExit):
        history.build()
    history.project.code = history.project.code.partition("\n    app.connect('env-before")[0]
    built = history.build()
    assert Output.of(built.outdir).differences(Output.of(history.clean().outdir)) == []


@long
def test_builds_at_once_equal_clean_ones(tmp_path: Path) -> None:
    faulted = Faulted(tmp_path)
    clean = {builder: faulted.clean(builder) for builder in ("html", "dirhtml")}
    # The last two share their doctrees: what comes of that is made good by the next builds at the latest.
    outputs = [("html", "one"), ("html", "two"), ("dirhtml", "two")]
    commands = [
        ["sphinx", "-q", "-W", *arguments(faulted.project, builder, doctrees=name)]
        for builder, name in outputs
    ]
    running = [start(command) for command in commands]
    said = [process.communicate(timeout=300) for process in running]
    assert (running[0].returncode, *said[0]) == (0, "", "")
    for command in commands[1:]:
        again = run(command)
        assert (again.status, again.stderr) == (0, "")
    for builder, name in outputs:
        assert faulted.left(builder, name).differences(clean[builder]) == []


def refuse(error: int) -> Callable[..., Any]:
    def touch(path: Path, *_args: object, **_named: object) -> None:
        raise OSError(error, os.strerror(error), str(path))

    return touch


def test_a_full_disk_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = project_of(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "touch", refuse(errno.ENOSPC))
        with pytest.raises(Exception, match=r"^a file cannot be read or written: .*: No space left") as told:
            history.build()
    assert type(told.value).__name__ == "ExtensionError"
    assert history.faults(history.build()) == []


def test_doctrees_that_cannot_be_written_to_do_for_a_build_with_nothing_to_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = project_of(tmp_path)
    history.build()
    record = next((history.project.srcdir / "_build/doctrees/tagpages").glob("html-*.json"))
    before = record.read_bytes()
    shutil.rmtree(history.project.srcdir / "_build/html/tags/archive")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "touch", refuse(errno.EROFS))
        built = history.build()
    assert history.faults(built) == []
    assert record.read_bytes() == before
