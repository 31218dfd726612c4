"""Reading files that may be none."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


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


def _check(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
