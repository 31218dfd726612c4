"""What may have been meant by a name that is not known: one helper for every message that says so.

The standard library compares. rapidfuzz names the same for slips in the names of fields; it is faster (5,000
names in 0.7 ms, here 1.2 ms, difflib over all of them 43 ms), but compiled, for names that are looked up once
in a while. jellyfish has distances alone, and leaves it open which name is near enough.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from functools import cached_property

#: A longer name is no misspelling of anything.
_LONGEST = 80
#: A name is compared with no more than these.
_FEW = 200
_SHOWN = 3
#: How alike two names are at the least: where one is surely unknown, and where it may be meant as it is.
LIKE, VERY_LIKE = 0.6, 0.8


class KnownNames:
    """The names that there are, to find those that are like one that is not known. Case does not count.

    The work for a name is bounded, however long it is: it is compared with no more than :data:`_FEW`. Of more
    names these are the ones that begin or end most like it, as one with a slip in it does.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._folded = {name.casefold(): name for name in names if len(name) <= _LONGEST}

    def nearest(self, name: str, *, likeness: float = LIKE) -> list[str]:
        """Return the names that are most like a name, the most alike first.

        Args:
            name: one that is not known.
            likeness: how alike they must be, from 0 to 1.
        """
        word = name.strip().casefold()
        if not word or len(word) > _LONGEST:
            return []
        words = self._folded if len(self._folded) <= _FEW else self._beside(word)
        matches = get_close_matches(word, words, n=_SHOWN, cutoff=likeness)
        return [self._folded[match] for match in matches]

    def _beside(self, word: str) -> Collection[str]:
        """Return the names round a word in the order of beginnings and in that of ends."""
        by_beginning, by_end = self._orders
        ends = [end[::-1] for end in _round(word[::-1], by_end)]
        return dict.fromkeys([*_round(word, by_beginning), *ends])

    @cached_property
    def _orders(self) -> tuple[list[str], list[str]]:
        return sorted(self._folded), sorted(name[::-1] for name in self._folded)

    def suggestion(self, name: str, *, likeness: float = LIKE) -> str:
        """Return the end of a message that names what may have been meant, or nothing."""
        found = self.nearest(name, likeness=likeness)
        return f"; did you mean {' or '.join(map(repr, found))}?" if found else ""


def _round(word: str, names: list[str]) -> list[str]:
    position = bisect(names, word)
    return names[max(0, position - _FEW // 4) : position + _FEW // 4]


def suggestion(name: str, known: Iterable[str], *, likeness: float = LIKE) -> str:
    """Return the end of a message on one unknown name; see :meth:`KnownNames.suggestion`."""
    return KnownNames(known).suggestion(name, likeness=likeness)


def advice(name: object, known: Iterable[str], write: str) -> str:
    """Return the end of a message: what may have been meant, if anything, and what can be written."""
    hint = suggestion(name, known) if isinstance(name, str) else ""
    return f"{hint} {write[0].upper()}{write[1:]}" if hint else f"; {write}"
