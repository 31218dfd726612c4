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
    def of(cls, path: str | Path) -> Self | None:
        """Look at a file; ``None``: there is none."""
        try:
            status = os.stat(path)  # noqa: PTH116 -- of thousands of files, by names
        except OSError:
            return None
        return cls(status.st_size, status.st_mtime_ns)
