"""Coverage-guided fuzzing of the targets with atheris: ``python -m tests.fuzz [SECONDS [TARGET …]]``.

The time is divided among the targets, ten minutes in all unless said. Each begins with its corpus in
``tests/fuzz/corpus``; what is new is kept in ``_build/fuzz``, and so are inputs that fail.
``python -m tests.fuzz keep`` takes the smallest inputs found over into the corpus.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.fuzz.corpus import CORPUS, LONGEST

NAMES = ("yaml", "issues", "bibtex", "markdown", "rst", "tags", "snippet", "html")
FOUND = Path("_build/fuzz")
SECONDS = 600
#: Inputs that are kept of one search for one target.
MOST = 60


def fuzz(name: str, seconds: int) -> int:
    """Fuzz a target in a process of its own."""
    found = FOUND / name
    found.mkdir(parents=True, exist_ok=True)
    (CORPUS / name).mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "tests.fuzz.run",
        name,
        str(found),
        str(CORPUS / name),
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        "-timeout=25",
        "-print_final_stats=1",
        f"-artifact_prefix={FOUND}/{name}-",
    ]
    output = subprocess.run(command, capture_output=True, text=True, check=False)
    log = output.stdout + output.stderr
    (FOUND / f"{name}.log").write_text(log, "utf-8")
    counts = [line for line in log.splitlines() if "cov: " in line][-1:]
    runs = [line.split()[-1] for line in log.splitlines() if "number_of_executed_units" in line]
    result = "fine" if output.returncode == 0 else f"FAILED, see {FOUND}/{name}.log"
    print(f"{name:9} {' '.join(runs):>9} runs, {' '.join(counts)}: {result}", flush=True)
    return output.returncode


def keep(name: str) -> None:
    """Add the smallest inputs found to a corpus: each reached something new when it was found."""
    found = sorted((FOUND / name).iterdir(), key=lambda path: (path.stat().st_size, path.name))
    for path in found[:MOST]:
        shutil.copy(path, CORPUS / name)


def main(arguments: list[str]) -> int:
    """Fuzz, or keep what was found."""
    if arguments[:1] == ["keep"]:
        for name in arguments[1:] or NAMES:
            keep(name)
        return 0
    seconds = int(arguments[0]) if arguments else SECONDS
    names = arguments[1:] or NAMES
    return max(fuzz(name, seconds // len(names)) for name in names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
