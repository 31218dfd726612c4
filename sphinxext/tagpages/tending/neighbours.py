"""Which tags a note may lack: those that its nearest neighbours have, and those that its own words name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest
from math import log, sqrt

from ..core.note import Note
from ..util.words import words
from .tagged_notes import texts

#: A word that more notes have finds no neighbours, so that the work for a note is bounded.
_COMMON = 300
#: The words of a note that look for neighbours, those that weigh most; and how many neighbours vote.
_WORDS, _NEIGHBOURS = 30, 40
#: Words of a title count as often.
_TITLE = 2
#: What it is worth that a note's own words name a tag: as much as a neighbour with the very same words.
_NAMED = 1.0
#: A tag with less than a fifth of such a neighbour is no suggestion.
_LEAST = 0.2
#: Scores are rounded, so that no order depends on how a machine adds.
_DIGITS = 6


class Neighbours:
    """Notes as vectors of words, to find for each those that are most like it.

    A word that stands ``n`` times in a note weighs ``(1 + ln n) * ln(N / df)``: ``N`` is the number of notes,
    ``df`` of how many it is a word. Vectors have the length 1, and two notes are as alike as the cosine
    between them has it, from 0 to 1. It is ``ltc`` in the notation of SMART (G. Salton, C. Buckley,
    "Term-Weighting Approaches in Automatic Text Retrieval", Information Processing & Management 24 (5), 1988,
    pages 513-523). The tags of a note are among its words.
    """

    def __init__(self, notes: Sequence[Note], tags: Sequence[Sequence[str]]) -> None:
        """Weigh the words of notes; ``tags`` are the keys of those of each, each once."""
        self._tags = tags
        counts = [_counts(note, keys) for note, keys in zip(notes, tags, strict=True)]
        self._df = Counter(word for those in counts for word in those)
        self._vectors = [self._weighed(those) for those in counts]
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, vector in enumerate(self._vectors):
            for word, weight in vector.items():
                if tags[number] and self._df[word] <= _COMMON:
                    self._postings[word].append((number, weight))

    def suggest(self, number: int, most: int) -> list[str]:
        """Return the keys of the tags that a note may lack, the surest first, ``most`` of them at the most.

        Each of the nearest notes votes for the tags that it has, with as many votes as it is alike (M.-L.
        Zhang, Z.-H. Zhou, "ML-KNN: A lazy learning approach to multi-label learning", Pattern Recognition 40
        (7), 2007, pages 2038-2048, counts them; the weights are those of S. A. Dudani, "The Distance-Weighted
        k-Nearest-Neighbor Rule", IEEE Transactions on Systems, Man, and Cybernetics 6 (4), 1976, pages
        325-327). A tag that the note's own words name has one vote more.
        """
        votes: dict[str, float] = defaultdict(float)
        for likeness, other in self._nearest(number):
            for key in self._tags[other]:
                votes[key] += likeness
        for key in set(self._named(number)):
            votes[key] += _NAMED
        for key in self._tags[number]:
            votes.pop(key, None)
        enough = ((-round(score, _DIGITS), key) for key, score in votes.items() if score >= _LEAST)
        return [key for _score, key in nsmallest(most, enough)]

    def _nearest(self, number: int) -> Iterator[tuple[float, int]]:
        vector = self._vectors[number]
        heaviest = nsmallest(
            _WORDS, ((-weight, word) for word, weight in vector.items() if word in self._postings)
        )
        alike: dict[int, float] = defaultdict(float)
        for weight, word in heaviest:
            for other, its_weight in self._postings[word]:
                alike[other] -= weight * its_weight
        alike.pop(number, None)
        nearest = nsmallest(
            _NEIGHBOURS, ((-round(likeness, _DIGITS), other) for other, likeness in alike.items())
        )
        return ((-likeness, other) for likeness, other in nearest)

    def _weighed(self, counts: Mapping[str, int]) -> dict[str, float]:
        total = len(self._tags)
        # A word of one note is of no other, but it makes the note less like others.
        vector = {word: (1 + log(count)) * log(1 + total / self._df[word]) for word, count in counts.items()}
        length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        return {word: weight / length for word, weight in vector.items()}

    def _named(self, number: int) -> Iterator[str]:
        vector = self._vectors[number]
        for word in vector:
            for key, name in self._names.get(word, ()):
                if all(part in vector for part in name):
                    yield key

    @cached_property
    def _names(self) -> Mapping[str, list[tuple[str, tuple[str, ...]]]]:
        """The tags by the first of their words."""
        found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for key in sorted({key for keys in self._tags for key in keys}):
            if name := tuple(words(key)):
                found.setdefault(name[0], []).append((key, name))
        return found


def _counts(note: Note, keys: Iterable[str]) -> Counter[str]:
    title, *others = texts(note)
    counts = Counter({word: count * _TITLE for word, count in Counter(words(title)).items()})
    for text in others:
        counts.update(words(text))
    counts.update(f"#{key}" for key in keys)
    return counts
