"""Time whole builds against plain Sphinx, as ratios of CPU time.

``python tests/benchmarks/whole_build.py [--pairs 5] [--notes 4500] [--tags 1700] [--theme alabaster]``

Two projects are built in turn, each from nothing, in processes of their own:

* *notes*: synthetic notes in one YAML file, with text that the search finds;
* *floor*: as many one-line documents as the other has tags, in plain Sphinx.

The ratio is that of user and system time of each pair; its median is what to quote.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

WORDS_PER_SUMMARY = 60
VOCABULARY = 5000


def write_notes(folder: Path, notes: int, tags: int) -> int:
    """Write a project of synthetic notes; return how many assignments of tags it has."""
    chance = random.Random(20260101)
    syllables = [a + b for a in "bcdfghklmnprst" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(VOCABULARY)]
    names = [f"{chance.choice(words).title()}{number}" for number in range(tags)]
    weights = [1 / (rank + 1) for rank in range(tags)]
    assignments = 0
    lines = []
    for number in range(notes):
        own = {names[number % tags]: None}
        own.update(dict.fromkeys(chance.choices(names, weights, k=chance.randint(2, 8))))
        assignments += len(own)
        year, month, day = chance.randint(2012, 2025), chance.randint(1, 12), chance.randint(1, 28)
        title = " ".join(chance.choices(words, k=8)).capitalize()
        lines += [
            f"- id: {number}",
            f"  title: {title}",
            f"  url: https://example.org/papers/{number}",
            f"  date: {year}-{month:02}-{day:02}",
            f"  tags: [{', '.join(own)}]",
            f"  summary: {' '.join(chance.choices(words, k=WORDS_PER_SUMMARY))}.",
        ]
    (folder / "notes.yaml").write_text("\n".join(lines), "utf-8")
    (folder / "index.rst").write_text("Notes\n=====\n\n.. toctree::\n\n   tags/index\n", "utf-8")
    return assignments


def write_floor(folder: Path, documents: int) -> None:
    """Write a plain project of one-line documents."""
    for number in range(documents):
        title = f"Document {number}"
        text = f":orphan:\n\n{title}\n{'=' * len(title)}\n\nOne line of text in document {number}.\n"
        (folder / f"document-{number}.rst").write_text(text, "utf-8")
    (folder / "index.rst").write_text("Floor\n=====\n\nNothing but documents.\n", "utf-8")


def cpu_of_build(source: Path, output: Path) -> float:
    """Build a project and return the seconds of user and system time that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", source, output]
    subprocess.run([str(part) for part in command], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--notes", type=int, default=4500)
    parser.add_argument("--tags", type=int, default=1700)
    parser.add_argument("--theme", default="alabaster")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        sources = {"notes": root / "notes", "floor": root / "floor"}
        for source in sources.values():
            source.mkdir()
        conf = f"html_theme = {arguments.theme!r}\n"
        (sources["floor"] / "conf.py").write_text(conf, "utf-8")
        conf += "extensions = ['sphinxext.tagpages']\ntagpages_sources = ['notes.yaml']\n"
        (sources["notes"] / "conf.py").write_text(conf, "utf-8")
        assignments = write_notes(sources["notes"], arguments.notes, arguments.tags)
        write_floor(sources["floor"], arguments.tags)
        print(f"{arguments.notes} notes, {arguments.tags} tags, {assignments} assignments, {arguments.theme}")
        whole: list[float] = []
        unchanged: list[float] = []
        for pair in range(arguments.pairs):
            for seconds in (whole, unchanged):
                if seconds is whole:
                    for output in root.glob("out-*"):
                        shutil.rmtree(output)
                notes, floor = (cpu_of_build(sources[kind], root / f"out-{kind}") for kind in sources)
                ratio = notes / floor
                seconds.append(ratio)
                label = "whole" if seconds is whole else "no change"
                print(f"pair {pair + 1}, {label}: {notes:.2f} s / {floor:.2f} s = {ratio:.2f}", flush=True)
        print(f"median, whole build: {statistics.median(whole):.2f}")
        print(f"median, no change: {statistics.median(unchanged):.2f}")


if __name__ == "__main__":
    main()
