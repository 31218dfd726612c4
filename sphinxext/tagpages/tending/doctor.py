"""What is to be tended of a project's tags."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.tags.entries import TagEntry
from .pairs import Pair, find_pairs
from .tagged_notes import TaggedNotes

#: A tag that so great a part of the notes has tells none from the others, where there are so many.
_NEARLY_EVERY, _FEWEST_NOTES = 0.8, 10


@dataclass(frozen=True, slots=True)
class Findings:
    """What a look at the tags found.

    ``pairs`` are one tag most likely, the surest first. ``unused`` are the entries of the tags file whose tag
    no note has, nor one below it, in the file's order. ``everywhere`` are the keys of tags that nearly every
    note has, and ``single`` of those that one note alone has.
    """

    pairs: tuple[Pair, ...]
    unused: tuple[TagEntry, ...]
    everywhere: tuple[str, ...]
    single: tuple[str, ...]


def examine(tagged: TaggedNotes) -> Findings:
    """Look at the tags of a project. The time grows with its notes and tags, not with pairs of these."""
    vocabulary = tagged.vocabulary
    used = {above for key in tagged.holders for above in (key, *vocabulary.ancestors(key))}
    many = max(_FEWEST_NOTES, _NEARLY_EVERY * len(tagged.notes))
    hidden = {key for key, entry in vocabulary.entries.items() if entry.hidden}
    return Findings(
        pairs=tuple(find_pairs(tagged)),
        unused=tuple(entry for key, entry in vocabulary.entries.items() if key not in used),
        everywhere=tuple(
            sorted(key for key in tagged.holders if tagged.count(key) >= many and key not in hidden)
        ),
        single=tuple(sorted(key for key in tagged.holders if tagged.count(key) == 1)),
    )
