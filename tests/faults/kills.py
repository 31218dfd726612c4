"""Kill builds at random moments, build again, and compare with a clean build.

``python -m tests.faults.kills [ROUNDS [SEED]]`` plays many rounds and prints what it finds; the tests of
builds play a few. A round that found something is played again by ``ROUND:SEED`` in place of ROUNDS.
"""

from __future__ import annotations

import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.faults.projects import EDITS, PROJECT_CONF, Faulted, Left, arguments, kill, start

BUILDERS = ("html", "dirhtml", "singlehtml")
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM)
#: Parts of the paths of files at whose writing a build is killed, from a folder of ours to everything.
PLACES = ("_build", "_build", "/doctrees/", "environment.pickle", "/tagpages/", "_images", ".html", ".inv")


class Kills:
    """Rounds of killing in a folder; what does not change between rounds is built once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faulted = Faulted(folder)
        self._clean: dict[tuple[str, str], Left] = {}
        self._moments: dict[str, list[str]] = {}
        self._whole = self._nothing_new = 0.0
        self.counts: Counter[str] = Counter()

    def play(self, number: int, seed: int) -> list[str]:
        """Play one round, and name what the build after the kill left other than a clean one does."""
        chance = random.Random(f"{seed}-{number}")
        builder = BUILDERS[number % 3]
        options = ["-j", "4"] if chance.random() < 0.5 else []
        edit = chance.choice(["", *EDITS])
        story = [builder, *options, edit or "from nothing"]
        self._restore(builder, from_nothing=not edit)
        undo = self._faulted.edits.undo()
        if edit:
            EDITS[edit](self._faulted.edits)
        kills = chance.choice([1, 1, 1, 2])
        for _time in range(4):
            story.append(self._kill(chance, builder, options, of_whole=not edit))
            kills -= not story[-1].startswith("no ")
            if not kills:
                break
        if edit and chance.random() < 0.3:
            undo()
            edit = ""
            story.append("edit undone")
        self.counts["parallel" if options else "serial"] += 1
        self.counts[builder] += 1
        again = self._faulted.build(builder, *options)
        if again.status != 0:
            return [f"{', '.join(story)}: {again.stderr}"]
        found = self._faulted.left(builder).differences(self._cleanly_built(builder, edit))
        return [f"{', '.join(story)}: {found}"] if found else []

    def _kill(self, chance: random.Random, builder: str, options: Sequence[str], *, of_whole: bool) -> str:
        """Start a build and kill it, and say how; it may have come to its end before."""
        self._faulted.project.write_conf()
        if chance.random() < 0.5:
            sent = chance.choice(SIGNALS)
            delay = chance.uniform(0.3, 1) * (self._whole if of_whole else self._nothing_new)
            killed = kill(
                start(["sphinx", "-q", *arguments(self._faulted.project, builder, *options)]), sent, delay
            )
            what = f"{sent.name} after {delay:.2f} s"
        else:
            kind, place = chance.choice(["kill", "cut"]), chance.choice(PLACES)
            moment = chance.randint(1, self._moments_at(place, builder))
            killed = self._faulted.build_with_fault(kind, place, moment, builder, *options)
            what = f"{kind} at {place} {moment}"
        if killed.status == 0:
            return f"no {what}"
        self.counts[f"killed by {what.split()[0]}"] += 1
        return what

    def _moments_at(self, place: str, builder: str) -> int:
        """Return how often a build writes at a place; an incremental one may do so less often."""
        return max(1, sum(place in path for path in self._moments[builder]))

    def _restore(self, builder: str, *, from_nothing: bool) -> None:
        """Bring the project back to what it was, built or not."""
        kept = self._folder / f"built-{builder}"
        project = self._faulted.project.srcdir
        self._faulted.project.conf = dict(PROJECT_CONF)
        if not kept.exists():
            self._prepare(builder, kept)
        shutil.rmtree(project)
        shutil.copytree(kept, project, symlinks=True)
        if from_nothing:
            shutil.rmtree(self._faulted.built)

    def _prepare(self, builder: str, kept: Path) -> None:
        shutil.rmtree(self._faulted.project.srcdir)
        self._faulted.write()
        self._moments[builder] = self._faulted.moments(builder)
        shutil.rmtree(self._faulted.built)
        began = time.monotonic()
        built = self._faulted.build(builder)
        self._whole = time.monotonic() - began
        self._faulted.build(builder)
        self._nothing_new = time.monotonic() - began - self._whole
        assert built.status == 0, built.stderr
        self._clean[builder, ""] = self._faulted.left(builder)
        shutil.copytree(self._faulted.project.srcdir, kept, symlinks=True)

    def _cleanly_built(self, builder: str, edit: str) -> Left:
        key = (builder, edit)
        if key not in self._clean:
            self._clean[key] = self._faulted.clean(builder)
        return self._clean[key]


def main(rounds: str = "200", seed: str = "") -> int:
    """Play rounds, and return 1 if one of them found something."""
    if ":" in rounds:
        only, seed = rounds.split(":")
        numbers = range(int(only), int(only) + 1)
    else:
        numbers = range(int(rounds))
    chosen = int(seed or random.randrange(10**6))
    # A shell lets what it starts in the background ignore it, and so would the builds.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        kills = Kills(Path(folder))
        for number in numbers:
            found = kills.play(number, chosen)
            wrong += bool(found)
            for line in found:
                print(f"round {number}:{chosen}: {line}", flush=True)
            if number % 20 == 19:
                print(f"{number + 1} rounds, {wrong} wrong", flush=True)
        print(", ".join(f"{count} {what}" for what, count in sorted(kills.counts.items())))
    print(f"{len(numbers)} rounds with seed {chosen}: {wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
