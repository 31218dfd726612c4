"""Let a fault strike at each moment at which a build writes, one after the other, and build again.

``python -m tests.faults.moments [STEP]`` tries every STEP-th moment of a build after an edit, and a tenth as
many of one from nothing. Faults: the build is killed, before a file is written or while it is empty; the disk
is full, for this file or from then on. Of a full disk a line of ours or of Sphinx's has to tell.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from tests.faults.projects import EDITS, Faulted, Left

TOLD = "a file cannot be read or written"
KINDS = ("once", "full", "cut", "kill")
# Sphinx warns of a file of the theme that it cannot copy, and leaves the pages without its check sum.
_CHECK_SUM = re.compile(r'\?v=[0-9a-f]{8}(?=")')
EDITED = ("an included file", "a tag less", "a tag more", "a picture", "a document more")


class Moments:
    """A project, built and then edited, whose next build has a fault."""

    def __init__(self, folder: Path, builder: str = "html") -> None:
        self._faulted = Faulted(folder)
        self._builder = builder
        self._kept = folder / "kept"
        self._paths: list[str] = []
        self._faulted.build(builder)
        for name in EDITED:
            EDITS[name](self._faulted.edits)
        self._clean = self._faulted.clean(builder)
        shutil.copytree(self._faulted.project.srcdir, self._kept)

    def all(self, *, from_nothing: bool) -> list[str]:
        """Return the paths of all moments."""
        self._restore(from_nothing=from_nothing)
        return self._faulted.moments(self._builder)

    def first(self, place: str) -> int:
        """Return the first moment after an edit at which a file is written whose path holds ``place``."""
        if not self._paths:
            self._paths = self.all(from_nothing=False)
        return next(number for number, path in enumerate(self._paths, start=1) if place in path)

    def strike(self, kind: str, when: int, *, from_nothing: bool) -> list[str]:
        """Let a fault strike, and name what is wrong then, or after the next build."""
        self._restore(from_nothing=from_nothing)
        faulty = self._faulted.build_with_fault(kind, str(self._faulted.built), when, self._builder)
        found = []
        if kind in {"once", "full"}:
            if faulty.status == 0 and not faulty.stderr and self._differences(kind):
                found.append("told of nothing")
            if "tagpages/" in faulty.stderr.partition("Traceback")[2] and TOLD not in faulty.stderr:
                found.append(faulty.stderr)
        again = self._faulted.build(self._builder)
        if again.status != 0:
            return [*found, again.stderr]
        return [*found, *self._differences(kind)]

    def _differences(self, kind: str) -> list[str]:
        left, clean = self._faulted.left(self._builder), self._clean
        if kind == "once":
            left, clean = _without_check_sums(left), _without_check_sums(clean)
        return left.differences(clean)

    def _restore(self, *, from_nothing: bool) -> None:
        shutil.rmtree(self._faulted.project.srcdir)
        shutil.copytree(self._kept, self._faulted.project.srcdir)
        if from_nothing:
            shutil.rmtree(self._faulted.built)


def _without_check_sums(left: Left) -> Left:
    pages = {name: _CHECK_SUM.sub("", page) for name, page in left.seen.pages.items()}
    return replace(left, seen=replace(left.seen, pages=pages))


def main(step: str = "1") -> int:
    """Try moments, and return 1 if something was wrong after one of them."""
    counts: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        moments = Moments(Path(folder))
        for from_nothing in (False, True):
            paths = moments.all(from_nothing=from_nothing)
            for when in range(1, len(paths) + 1, int(step) * (10 if from_nothing else 1)):
                for kind in KINDS:
                    counts[kind] += 1
                    found = moments.strike(kind, when, from_nothing=from_nothing)
                    if found:
                        wrong += 1
                        what = "from nothing" if from_nothing else "after an edit"
                        print(f"{kind} at {paths[when - 1]} ({when}, {what}): {found}", flush=True)
    print(", ".join(f"{count} {kind}" for kind, count in counts.items()), f"{wrong} wrong", sep="; ")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
