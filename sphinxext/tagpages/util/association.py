"""Names that stand together more often than chance has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from math import log

#: What chance reaches one time in twenty: the 95th percentile of the normal distribution, squared. Only
#: names that stand together too often are asked about, so the test has one side.
_CHANCE = 1.645**2
#: One thing that has both names says nothing.
_FEWEST = 2


def go_together(
    name: str, holders: Iterable[Iterable[str]], counts: Mapping[str, int], total: int
) -> list[tuple[str, int]]:
    """Return the names that stand together with one more often than chance has it, the surest first.

    How sure that is, Dunning's log-likelihood ratio says: it neither prefers names that are everywhere, as
    the number of common things does, nor those that are rare, as a quotient of frequencies does.
    T. Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics
    19 (1), 1993, pages 61-74. It takes time in proportion to the names that the holders have.

    ``holders`` are the names of each thing that has ``name``, each once; ``counts`` tells how many things
    have each, of ``total``.

    Returns:
        the names, each with the number of things that have both.
    """
    if counts[name] < _FEWEST:
        return []
    common = Counter(chain.from_iterable(holders))
    del common[name]
    own = counts[name]
    found = [
        (log_likelihood_ratio(both, own, counts[other], total), both, other)
        for other, both in common.items()
        if both >= _FEWEST and both * total > own * counts[other]
    ]
    found.sort(key=lambda each: (-each[0], -each[1], each[2]))
    return [(other, both) for ratio, both, other in found if ratio > _CHANCE]


@lru_cache(maxsize=1 << 14)
def log_likelihood_ratio(both: int, first: int, second: int, total: int) -> float:
    """Return how far two names are from standing together by chance, rounded: 0 is what chance has.

    ``2 * sum(n * log(n / expected))`` over the four cells of the table: both names, either alone, neither.

    Of ``total`` things, ``both`` have both names, ``first`` the one, and ``second`` the other.
    """
    cells = (
        (both, first * second),
        (first - both, first * (total - second)),
        (second - both, (total - first) * second),
        (total - first - second + both, (total - first) * (total - second)),
    )
    # Rounded, so that no order depends on how a machine rounds logarithms.
    return round(2 * sum(count * log(count * total / product) for count, product in cells if count), 6)
