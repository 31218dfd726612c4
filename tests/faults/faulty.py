"""``sphinx-build`` with one fault: ``python -m tests.faults.faulty FAULT PLACE WHEN ARGUMENTS``.

The faults strike when a file whose path holds PLACE is about to be opened for writing, renamed or removed
for the WHEN-th time, in whatever process of the build; 0: never, and the paths are printed.

- ``kill``: all processes of the build end at once.
- ``cut``: the file is emptied, as by writing that does not come to its end, and all processes end.
- ``full``: from now on the disk is full: files are emptied, and nothing is written; they can be removed.
- ``once``: the disk is full for this one file.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
from pathlib import Path

from sphinx.cmd.build import main

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_EVENTS = {"os.rename": 1, "os.remove": 0, "os.mkdir": 0}


class Fault:
    """A fault that waits for its moment.

    Args:
        kind: what happens.
        place: a part of the paths of the files that count.
        when: the moment; ``0``: never.
    """

    def __init__(self, kind: str, place: str, when: int) -> None:
        self._kind, self._place, self._when = kind, place, when
        self.moments = multiprocessing.Value("i", 0)
        self._striking = False

    def watch(self, event: str, arguments: tuple[object, ...]) -> None:
        """Look at what Python is about to do."""
        if self._striking:
            return
        if event == "open":
            path, _mode, flags = arguments
            opened = isinstance(flags, int) and bool(flags & _WRITING)
        elif event in _EVENTS:
            path, opened = arguments[_EVENTS[event]], False
        else:
            return
        if (not opened and event == "open") or not isinstance(path, str | bytes | os.PathLike):
            return
        name = os.fsdecode(path)
        if self._place not in name:
            return
        with self.moments.get_lock():
            self.moments.value += 1
            moment = self.moments.value
        if self._when == 0:
            sys.stdout.write(f"{name}\n")
        if moment == self._when or (self._kind == "full" and 0 < self._when < moment):
            self._strike(Path(name), opened, event == "os.remove")

    def _strike(self, path: Path, opened: bool, removed: bool) -> None:
        self._striking = True
        if opened and self._kind != "kill" and path.parent.is_dir() and not path.is_dir():
            path.write_bytes(b"")
        self._striking = False
        if self._kind in {"kill", "cut"}:
            os.killpg(0, signal.SIGKILL)
        if removed:
            return
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


if __name__ == "__main__":
    fault = Fault(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    sys.addaudithook(fault.watch)
    sys.exit(main(sys.argv[4:]))
