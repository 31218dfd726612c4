"""Files and folders: finding them, however deep they are; reading files, and writing them whole."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, Self, TypeAlias


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
        on_error: is called for each folder that cannot be read: with its path, ending with ``/`` unless it is
            empty, and why.
        follow_links: whether links to other folders are followed.
    """
    waiting: list[tuple[str, frozenset[tuple[int, int]]]] = [("", frozenset())]
    while waiting:
        below, above = waiting.pop()
        try:
            status = (folder / below).stat()
            identity = (status.st_dev, status.st_ino)
            entries = [] if identity in above else sorted(os.scandir(folder / below), key=attrgetter("name"))
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
                inner.append((f"{path}/", above | {identity}))
        waiting += reversed(inner)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def read_regular(path: Path) -> bytes:
    """Return the content of a file; of a link, that of the file where it leads.

    Raises:
        OSError: it cannot be read, or is no regular file: reading a pipe would wait for a writer, and
            reading a device would never end.
    """
    _check(path.stat(), path)
    # What is there may be another by now.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        _check(os.fstat(descriptor), path)
        return file.read()


def text_of(path: Path) -> str:
    """Return the text of a file; nothing where it cannot be read."""
    try:
        return path.read_text("utf-8-sig", "replace")
    except OSError:
        return ""


def _check(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(path))


class FileState(NamedTuple):
    """The size (bytes) and the time of change (nanoseconds) of a file."""

    size: int
    mtime_ns: int

    @classmethod
    def of(cls, path: str | Path, *, by_clock: bool = False) -> Self | None:
        """Look at a file; ``None``: there is none.

        Args:
            path: where it is.
            by_clock: whether the time is when it was changed indeed, by the system's clock: tools that
                unpack or copy give files a time from before.
        """
        try:
            status = os.stat(path)  # noqa: PTH116 -- of thousands of files, by names
        except (OSError, ValueError):  # a name that no file can have
            return None
        return cls(status.st_size, max(status.st_mtime_ns, status.st_ctime_ns if by_clock else 0))


def shown(path: Path) -> str:
    """Return a path as it counts from the current folder, with ``/``."""
    return relative(path, Path.cwd())


def relative(path: Path, folder: Path) -> str:
    """Return a path as it counts from a folder, with ``/``; as it is where there is no way from there."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


#: A file of the output that is made when it is written: its path there, and what returns its text.
TextFile: TypeAlias = tuple[str, Callable[[], str]]
#: The folder of what is kept between builds, beside the doctrees.
FOLDER = "tagpages"


def write_changed(path: str | Path, content: bytes) -> None:
    """Write a file, and its folder, unless it holds that already: its time tells what has changed."""
    state = FileState.of(path)
    if state and state.size == len(content) and Path(path).read_bytes() == content:
        return
    write_file(path, content)


def write_file(path: str | Path, content: bytes) -> None:
    """Write a file, one of thousands, so that its folder is looked at only where it is not there."""
    try:
        with open(path, "wb") as file:  # noqa: PTH123 -- by names
            file.write(content)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(content)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file, and its folder; whole or not at all. Of two builds at once, each writes its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.new")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
