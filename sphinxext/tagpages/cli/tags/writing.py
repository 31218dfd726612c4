"""Files written all or none: new ones beside the old, then each in the place of the old one.

A program that is killed before leaves hidden files (``.NAME.tagpages-new``) and nothing else; one that is
killed between leaves some files new and some old, each of them whole. There is no journal: the tags file
comes first, and says that the old name is the new one. So what is on the disk means the same at each moment,
and the same command run again does the rest, and takes the hidden files away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path


class ChangedMeanwhileError(Exception):
    """A file was changed after it was read; the message is where it is."""


def new_path(path: Path) -> Path:
    """Return where the new content of a file waits."""
    return path.with_name(f".{path.name}.tagpages-new")


def clear(paths: Iterable[Path]) -> None:
    """Take away what a killed program left."""
    for path in paths:
        with suppress(OSError):
            new_path(path).unlink(missing_ok=True)


def write_all(contents: Mapping[Path, tuple[bytes | None, bytes]]) -> None:
    """Write files, in their order.

    Args:
        contents: of each path, what was read there (``None``: there was no file), and what is written.

    Raises:
        ChangedMeanwhileError: one was changed after it was read; none is written.
        OSError: one cannot be written: none is, or those before it in the order are.
    """
    try:
        for path, (_before, after) in contents.items():
            write_beside(path, after)
        for path, (before, _after) in contents.items():
            if (path.read_bytes() if path.exists() else None) != before:
                raise ChangedMeanwhileError(path)
        for path in contents:
            new_path(path).replace(path)
    finally:
        clear(contents)


def write_beside(path: Path, content: bytes) -> None:
    """Write the new content of a file beside it, with its permissions."""
    new = new_path(path)
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, new)
