"""Going through folders, however deep they are, and whatever links are in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path


def files_below(
    folder: Path,
    is_left_out: Callable[[str], bool],
    on_error: Callable[[str, OSError], None],
    *,
    follow_links: bool,
) -> Iterator[str]:
    """Yield the files below a folder, as paths from there with ``/``, those of each folder in order of names.

    Hidden files and folders are left out. A link to a folder that it stands in is never followed: there is
    no end to that.

    Args:
        folder: where to begin.
        is_left_out: tells of a path from there whether it is passed over, with all that is below it.
        on_error: is told of each folder that cannot be read: its path, ending with ``/`` unless it is
            empty, and why.
        follow_links: whether links to other folders are followed.
    """
    waiting: list[tuple[str, frozenset[tuple[int, int]]]] = [("", frozenset())]
    while waiting:
        below, above = waiting.pop()
        try:
            status = (folder / below).stat()
            place = (status.st_dev, status.st_ino)
            entries = [] if place in above else sorted(os.scandir(folder / below), key=attrgetter("name"))
        except OSError as error:
            on_error(below, error)
            continue
        inner = []
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.name.startswith(".") or is_left_out(path):
                continue
            if not _is_folder(entry):
                yield path
            elif follow_links or not entry.is_symlink():
                inner.append((f"{path}/", above | {place}))
        waiting += reversed(inner)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False
