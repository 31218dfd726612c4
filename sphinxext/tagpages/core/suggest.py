"""What may have been meant by a name that is not known: one helper for every message that says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

#: A longer name is no misspelling of anything.
_LONGEST = 80
#: With more names than this to compare with, only those are looked at that begin or end alike.
_FEW = 200
_SHOWN = 3
#: How alike two names are at the least: where one is surely unknown, and where it may be meant as it is.
LIKE, VERY_LIKE = 0.6, 0.8


def nearest(name: str, known: Iterable[str], *, likeness: float = LIKE) -> list[str]:
    """Return the known names that are most like one that is not known, the most alike first.

    The work is bounded, however long the name is and however many there are.

    Args:
        name: the name.
        known: those that there are. Case does not count.
        likeness: how alike they must be, from 0 to 1.
    """
    word = name.strip().casefold()
    if not word or len(word) > _LONGEST:
        return []
    folded = {candidate.casefold(): candidate for candidate in known if len(candidate) <= _LONGEST}
    words: Collection[str] = folded
    if len(folded) > _FEW:
        words = [other for other in folded if _may_be(word, other)][:_FEW]
    return [folded[match] for match in get_close_matches(word, words, n=_SHOWN, cutoff=likeness)]


def _may_be(word: str, other: str) -> bool:
    """Tell whether a name is long enough, and begins or ends as another does."""
    shorter, longer = sorted((len(word), len(other)))
    return longer - shorter <= max(1, shorter // 3) and (word[0] == other[:1] or word[-1] == other[-1:])


def suggestion(name: str, known: Iterable[str], *, likeness: float = LIKE) -> str:
    """Return the end of a message that names what may have been meant, or nothing; see :func:`nearest`."""
    found = nearest(name, known, likeness=likeness)
    return f"; did you mean {' or '.join(map(repr, found))}?" if found else ""


def advice(name: object, known: Iterable[str], write: str) -> str:
    """Return the end of a message: what may have been meant, if anything, and what can be written."""
    hint = suggestion(name, known) if isinstance(name, str) else ""
    return f"{hint} {write[0].upper()}{write[1:]}" if hint else f"; {write}"
