"""Reads many damaged copies of good files, and says which lose a note."""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from itertools import islice
from pathlib import Path

from tests.mutants.mutator import mutants
from tests.mutants.yaml_files import FILES, faults


def main() -> int:
    """Try as many mutants as wanted; exit status 1 where one shows a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="good files of notes of your own")
    parser.add_argument("--count", type=int, default=10_000, help="how many mutants (default: 10000)")
    parser.add_argument("--seed", type=int, default=1, help="where to begin (default: 1)")
    given = parser.parse_args()
    goods = {str(path): path.read_bytes() for path in given.files}
    goods |= {} if goods else {name: text.encode() for name, text in FILES.items()}
    wrong, slowest = 0, 0.0
    each = -(-given.count // len(goods))
    for name, good in goods.items():
        for number, data in enumerate(islice(mutants(good, given.seed), each)):
            began = time.perf_counter()
            try:
                found = faults(data)
            except Exception:  # noqa: BLE001 -- whatever it is, it is what we look for
                found = [traceback.format_exc()]
            slowest = max(slowest, time.perf_counter() - began)
            if found:
                wrong += 1
                print(f"== {name}, seed {given.seed}, mutant {number}", *found, repr(data), sep="\n")
    print(
        f"{each * len(goods)} mutants of {len(goods)} files, {wrong} wrong; the slowest took {slowest:.2f} s"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
