"""Which things are most like each other, by the names that they have in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TypeAlias

#: A name of more things than this proposes none: the cost stays in proportion to the names that there are.
MOST = 200
#: Weights are whole numbers, of which a sum is the same in any order: in thousandths.
_UNIT = 1000
_Names: TypeAlias = frozenset[str]


@dataclass(frozen=True, slots=True)
class Alike:
    """What :func:`most_alike` returned (``found``), and what it was asked."""

    names: Sequence[_Names]
    words: Sequence[_Names]
    limit: int
    found: list[list[int]]


def most_alike(
    names: Sequence[_Names], words: Sequence[_Names], limit: int, before: Alike | None = None
) -> list[list[int]]:
    """Return for each thing the places of those that are most like it, the most alike first.

    A thing is as like another as the sum of the weights of the names that both have says. A weight is
    ``log(1 + total / holders)``, the inverse document frequency: what many have says little.
    K. Spärck Jones, "A Statistical Interpretation of Term Specificity and Its Application in Retrieval",
    Journal of Documentation 28 (1), 1972, pages 11-21. The 1 is ours: what all have still says something.

    A name that more than :data:`MOST` things have proposes none. Between those that are equally alike by the
    others, such names decide, then the words that both have, by their weights, then the order.

    Of each thing, ``limit`` others are returned at the most. What was found ``before`` is looked for again
    only where a change of names or of words may have touched it.
    """
    holders = defaultdict[str, set[int]](set)
    for place, own in enumerate(names):
        for name in own:
            holders[name].add(place)
    weight = _weights({name: len(places) for name, places in holders.items()}, len(names))
    word_weight = _weights(Counter(word for own in words for word in own), len(words))
    of_many = frozenset(name for name, places in holders.items() if len(places) > MOST)
    of_few = [own - of_many for own in names]
    if before and before.limit == limit and len(before.names) == len(names):
        found = list(before.found)
        places: Iterable[int] = _touched(names, words, before, of_many)
    else:
        found = [[] for _thing in names]
        places = range(len(names))
    for place in places:
        own = of_few[place]
        # A thing is most like itself. Sets are joined and cut in no time beside a look at each thing in them.
        seen, twice = set[int](), set[int]()
        for name in own:
            twice |= seen & holders[name]
            seen |= holders[name]
        scores = {other: _sum(weight, own & of_few[other]) for other in twice}
        for name in sorted(own, key=weight.__getitem__, reverse=True):
            if weight[name] < _least(scores.values(), limit + 1):
                break
            scores |= dict.fromkeys(holders[name] - scores.keys(), weight[name])
        least = _least(scores.values(), limit + 1)
        many, own_words = names[place] - own, words[place]
        best = [
            (
                -score,
                -_sum(weight, many & names[other]) if many else 0,
                -_sum(word_weight, own_words & words[other]) if not own_words.isdisjoint(words[other]) else 0,
                other,
            )
            for other, score in scores.items()
            if score >= least and other != place
        ]
        found[place] = [other for *_scores, other in sorted(best)[:limit]]
    return found


def _touched(
    names: Sequence[_Names], words: Sequence[_Names], before: Alike, of_many: Container[str]
) -> list[int]:
    """Return the things of which others may be the most alike now, where there are as many as before.

    What is found of a thing depends on its names and words and their weights, and on the names and words
    of what it has a name of few in common with.
    """
    changed: set[int] = set()
    # One of these may weigh otherwise, or propose what it did not.
    near: set[str] = set()
    weighed: set[str] = set()
    each = zip(names, words, before.names, before.words, strict=True)
    for place, (own, own_words, old, old_words) in enumerate(each):
        if (own, own_words) != (old, old_words):
            changed.add(place)
            near.update(own | old if own != old else (name for name in own if name not in of_many))
            weighed |= own_words ^ old_words
    return [
        place
        for place, own in enumerate(names)
        if place in changed or not near.isdisjoint(own) or not weighed.isdisjoint(words[place])
    ]


def _least(scores: Collection[int], limit: int) -> int:
    """Return the smallest of the ``limit`` greatest; 0 where they are fewer."""
    return sorted(scores, reverse=True)[limit - 1] if len(scores) >= limit else 0


def _sum(weights: Mapping[str, int], names: Iterable[str]) -> int:
    return sum(map(weights.__getitem__, names))


def _weights(holders: Mapping[str, int], total: int) -> dict[str, int]:
    return {name: round(_UNIT * log(1 + total / count)) for name, count in holders.items()}
