"""How good the suggestions of ``tags suggest`` are: ``python -m tests.benchmarks.suggestions FILE …``.

Of a tenth of the notes that have tags, chosen by their ids, one tag each is hidden. What is suggested for
them, three tags at the most, is compared with the hidden tag:

* *found* is the share of hidden tags that are among the suggestions: recall at 3, here the same as the hit
  rate;
* *precision* is the share of hidden tags among all suggestions. It can hardly be more than a third: whatever
  else fits a note counts as wrong.

The baseline suggests the three tags of most notes that the note does not have. The same is done with all
tags of these notes hidden, where precision is the share of suggestions that a note's author had given.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path

from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.sources.registry import read_source
from sphinxext.tagpages.tending.neighbours import Neighbours

MOST, PART = 3, 10


def evaluate(path: Path, *, hide_all: bool) -> str:
    """Return a line with what was measured."""
    notes = read_source(path.read_bytes(), path.name).notes
    tags = [list(dict.fromkeys(map(tag_key, note.tags))) for note in notes]
    hidden: dict[int, list[str]] = {}
    for number, note in enumerate(notes):
        if tags[number] and _chance(note.id, PART) == 0:
            hidden[number] = (
                tags[number] if hide_all else [tags[number].pop(_chance(f"{note.id} ", len(tags[number])))]
            )
            tags[number] = [] if hide_all else tags[number]
    neighbours = Neighbours(notes, tags)
    counts = Counter(key for keys in tags for key in keys)
    most_used = sorted(counts, key=lambda key: (-counts[key], key))

    def usual(number: int) -> list[str]:
        return [key for key in most_used if key not in tags[number]][:MOST]

    def suggested(number: int) -> list[str]:
        return neighbours.suggest(number, MOST)

    what = "all tags" if hide_all else "one tag"
    return (
        f"{path.name}: {what} of {len(hidden):,} of {len(notes):,} notes hidden; "
        f"suggestions: {_measured(hidden, suggested)}; most used tags: {_measured(hidden, usual)}"
    )


def _measured(hidden: dict[int, list[str]], suggest: Callable[[int], Sequence[str]]) -> str:
    made = hits = 0
    for number, keys in hidden.items():
        found = suggest(number)
        made += len(found)
        hits += len(set(found).intersection(keys))
    total = sum(map(len, hidden.values()))
    return f"found {hits / total:.1%}, precision {hits / max(made, 1):.1%}"


def _chance(text: str, end: int) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") % end


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for hide_all in (False, True):
            print(evaluate(Path(name), hide_all=hide_all))
