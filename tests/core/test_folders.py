"""Files in folders, however deep they are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sphinxext.tagpages.util.files import files_below
from tests.tiers import long

LEVELS = 1200


@contextmanager
def deep(folder: Path) -> Iterator[None]:
    """Put a file into a folder in more folders than Python can call itself."""
    before = Path.cwd()
    os.chdir(folder)
    for _level in range(LEVELS):
        Path("d").mkdir()
        os.chdir("d")
    Path("notes.yaml").touch()
    try:
        yield
    finally:
        Path("notes.yaml").unlink()
        for _level in range(LEVELS):  # no tool that calls itself for each folder can
            os.chdir("..")
            Path("d").rmdir()
        os.chdir(before)


def found(folder: Path, *, left_out: str = "", follow_links: bool = True) -> list[str]:
    """Return the files below a folder; a folder that cannot be read ends the test."""

    def on_error(path: str, error: OSError) -> None:
        pytest.fail(f"{path}: {error}")

    return list(files_below(folder, lambda path: path == left_out, on_error, follow_links=follow_links))


@pytest.mark.parametrize("follow_links", [True, False])
@long
def test_folders_deeper_than_python_calls_are_searched(tmp_path: Path, follow_links: bool) -> None:
    with deep(tmp_path):
        assert found(tmp_path, follow_links=follow_links) == ["d/" * LEVELS + "notes.yaml"]


def test_files_come_in_order_folder_by_folder_without_what_is_hidden_or_left_out(tmp_path: Path) -> None:
    for path in ("b/x", "b/c/x", "a/x", "a/.x", ".h/x", "out/x", "z", "m"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert found(tmp_path, left_out="out") == ["m", "z", "a/x", "b/x", "b/c/x"]


def test_links_to_folders_are_followed_where_that_ends(tmp_path: Path) -> None:
    (tmp_path / "in" / "a").mkdir(parents=True)
    (tmp_path / "in" / "a" / "x").touch()
    (tmp_path / "in" / "a" / "up").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "self").symlink_to("self")
    (tmp_path / "in" / "other").symlink_to(tmp_path / "beside")
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "y").touch()
    assert found(tmp_path / "in") == ["self", "a/x", "other/y"]
    assert found(tmp_path / "in", follow_links=False) == ["self", "a/x"]
