"""Count the pages of a PDF of many notes, for each value of ``tagpages_print``.

``python tests/pdf/count_pages.py [--notes 4500] [--tags 1700]`` needs a TeX. The notes are
synthetic: sixty words of text each, two to nine tags, most of them rare. The same each time.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pypdf import PdfReader

STYLES = ("none", "compact", "full")


def write_project(folder: Path, notes: int, tags: int) -> int:
    """Write a project of synthetic notes; return how many assignments of tags it has."""
    chance = random.Random(20260101)
    syllables = [a + b for a in "bcdfghklmnprst" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(5000)]
    names = [f"{chance.choice(words).title()}{number}" for number in range(tags)]
    weights = [1 / (rank + 1) for rank in range(tags)]
    assignments = 0
    lines = []
    for number in range(notes):
        own = {names[number % tags], *chance.choices(names, weights, k=chance.randint(2, 8))}
        assignments += len(own)
        date = f"{chance.randint(2012, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        lines += [
            f"- id: {number}",
            f"  title: {' '.join(chance.choices(words, k=8)).capitalize()}",
            f"  url: https://example.org/papers/{number}",
            f"  date: {date}",
            f"  tags: [{', '.join(sorted(own))}]",
            f"  summary: {' '.join(chance.choices(words, k=60))}.",
        ]
    (folder / "notes.yaml").write_text("\n".join(lines), "utf-8")
    (folder / "index.rst").write_text("Notes\n=====\n\n.. toctree::\n\n   tags/index\n", "utf-8")
    (folder / "conf.py").write_text(
        "project = 'Notes'\nextensions = ['sphinxext.tagpages']\ntagpages_sources = ['notes.yaml']\n", "utf-8"
    )
    return assignments


def main() -> None:
    """Write the project, make its PDFs and print their pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--notes", type=int, default=4500)
    parser.add_argument("--tags", type=int, default=1700)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "source")
        source.mkdir()
        assignments = write_project(source, arguments.notes, arguments.tags)
        print(f"{arguments.notes} notes, {arguments.tags} tags, {assignments} assignments")
        for style in STYLES:
            output = Path(name, style)
            command = [sys.executable, "-m", "sphinx", "-q", "-b", "latex", "-D", f"tagpages_print={style}"]
            subprocess.run([*command, str(source), str(output)], check=True)
            started = time.monotonic()
            subprocess.run(["make", "-s", "LATEXMKOPTS=-quiet"], cwd=output, check=True, capture_output=True)
            pages = len(PdfReader(output / "notes.pdf").pages)
            print(f"{style}: {pages} pages, {time.monotonic() - started:.0f} s of TeX", flush=True)


if __name__ == "__main__":
    main()
