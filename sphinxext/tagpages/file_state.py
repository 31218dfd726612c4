"""What tells that a file is still as it was left: its size and its time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple, Self


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
