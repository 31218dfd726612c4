"""Files of notes and pictures that are none, that lead elsewhere, or that have odd names."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinxext.tagpages.util.files import files_below
from tests.build.harness import MakeProject

GOOD = "- {title: Good, tags: [x]}\n"


def listening(path: Path) -> None:
    """Make a socket; its path may be too long for one."""
    before = Path.cwd()
    with socket.socket(socket.AF_UNIX) as made:
        os.chdir(path.parent)
        made.bind(path.name)
        os.chdir(before)


SPECIAL: dict[str, Callable[[Path], None]] = {
    "a pipe": os.mkfifo,
    "a socket": listening,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
}


@pytest.mark.parametrize("what", SPECIAL)
def test_a_file_of_notes_that_is_none_is_told(project: MakeProject, what: str) -> None:
    made = project({"notes.yaml": GOOD}, tagpages_sources=["*.yaml"])
    SPECIAL[what](made.srcdir / "special.yaml")
    built = made.build()
    assert "special.yaml:1: WARNING: cannot be read: " in built.warning("file")
    assert built.page("tags/x").titles() == ["Good"]


@pytest.mark.parametrize("what", ["a pipe", "a socket"])
def test_a_picture_that_is_none_is_told(project: MakeProject, what: str) -> None:
    made = project({"notes.yaml": "- {title: A, tags: [x], image: a.png}\n"}, tagpages_sources=["*.yaml"])
    SPECIAL[what](made.srcdir / "a.png")
    built = made.build()
    assert "cannot be read (it is no regular file: a.png)" in built.warning("image")
    assert built.page("tags/x").find_all("img", "tagpages-image") == []


def test_a_tags_file_that_is_a_pipe_is_told(project: MakeProject) -> None:
    made = project({"notes.yaml": GOOD}, tagpages_sources=["notes.yaml"], tagpages_tags_file="t.yaml")
    os.mkfifo(made.srcdir / "t.yaml")
    assert "t.yaml:1: WARNING: the tags file cannot be read: " in made.build().warning("file")


def test_links_in_a_circle_are_not_followed(project: MakeProject) -> None:
    made = project({"a/notes.yaml": GOOD, "b/other.yaml": GOOD}, tagpages_sources=["**/*.yaml"])
    (made.srcdir / "a/up").symlink_to("..")
    (made.srcdir / "a/b").symlink_to("../b")
    (made.srcdir / "b/a").symlink_to("../a")
    (made.srcdir / "self").symlink_to("self")
    found = files_below(made.srcdir, lambda _path: False, print, follow_links=True)
    assert sorted(path for path in found if path.endswith(".yaml")) == [
        "a/b/other.yaml",
        "a/notes.yaml",
        "b/a/notes.yaml",
        "b/other.yaml",
    ]


def test_a_link_that_leads_outside_brings_notes_and_no_pictures(project: MakeProject, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "notes.yaml").write_text("- {title: Out, tags: [x], image: a.png}\n", "utf-8")
    (outside / "a.png").write_bytes(b"a picture")
    made = project(tagpages_sources=["**/*.yaml"])
    (made.srcdir / "link").symlink_to(outside)
    built = made.build()
    assert built.page("tags/x").titles() == ["Out"]
    assert "lies outside the source folder" in built.warning("image")
    assert built.page("tags/x").find_all("img", "tagpages-image") == []


@pytest.mark.parametrize(
    "name",
    ["a\nb.yaml", "[a]*?.yaml", "e\u0301.yaml", "é.yaml", os.fsdecode(b"\xff.yaml"), "a" * 250 + ".yaml"],
)
def test_notes_are_read_whatever_their_file_is_called(project: MakeProject, name: str) -> None:
    made = project(tagpages_sources=["**/*.yaml"])
    (made.srcdir / name).write_text(GOOD, "utf-8")
    built = made.build()
    assert built.warnings == []
    assert built.page("tags/x").titles() == ["Good"]
    again = made.build()
    assert (again.read, again.written) == ([], [])


def test_a_file_renamed_in_case_alone_keeps_its_notes(project: MakeProject) -> None:
    made = project({"Notes.yaml": GOOD}, tagpages_sources=["*.yaml"])
    made.build()
    (made.srcdir / "Notes.yaml").rename(made.srcdir / "notes.yaml")
    built = made.build()
    assert built.warnings == []
    assert built.page("tags/x").titles() == ["Good"]


def test_a_suffix_in_capitals_is_one(project: MakeProject) -> None:
    made = project({"Notes.YAML": GOOD}, tagpages_sources=["*.YAML"])
    built = made.build()
    assert built.warnings == []
    assert built.page("tags/x").titles() == ["Good"]


def test_a_name_that_commands_a_terminal_is_told_with_escapes(project: MakeProject) -> None:
    made = project({"a\x1b[31m.yaml": '- {title: A, date: "\\u202e"}\n'}, tagpages_sources=["*.yaml"])
    warning = made.build().warning("date")
    assert "a\\x1b[31m.yaml:1: " in warning
    assert "'\\u202e'" in warning


def test_a_folder_that_cannot_be_read_is_told_if_it_may_hold_notes(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project({"notes.yaml": GOOD, "shut/notes.yaml": GOOD}, tagpages_sources=["**/*.yaml"])
    scandir = os.scandir

    def shut(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError
        return scandir(path)

    monkeypatch.setattr(os, "scandir", shut)
    built = made.build()
    assert "shut:1: WARNING: this folder cannot be read" in built.warning("file")
    assert built.page("tags/x").titles() == ["Good"]
    assert made.build(tagpages_sources=["notes.yaml"]).warnings == []


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ("papers", "write 'papers/*.yml'"),
        ("papers/", "write 'papers/*.yml'"),
        ("more.txt", "that ends in .yaml, .yml, .json, .bib"),
        ("papers/b.yml", "did you mean 'papers/a.yml'?"),
    ],
)
def test_a_source_that_names_no_file_of_notes_is_told_with_what_to_write(
    project: MakeProject, source: str, advice: str
) -> None:
    made = project({"papers/a.yml": "- title: A\n", "more.txt": "- title: B\n"}, tagpages_sources=[source])
    assert made.build().warning("file").endswith(f"{advice} [tagpages.file]")


def test_options_for_a_misspelt_file_of_issues_name_the_file_that_there_is(project: MakeProject) -> None:
    options = {"tagpages_sources": ["issues.json"], "tagpages_github": {"issue.json": {"link": "first"}}}
    built = project({"issues.json": "[]"}, **options).build()
    assert "'issue.json'" in built.warning("file")
    assert "did you mean 'issues.json'?" in built.warning("file")
