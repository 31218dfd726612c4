"""Names that differ by one slip of the hand, and are long or rare enough for it to be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

_SHORTEST = 4
#: With more names than these that lack one letter alike, none is a slip of another: they are numbered, say.
_MOST_ALIKE = 20


@dataclass(frozen=True, slots=True)
class Slip:
    """Two names with one word each that differ in one place; ``kind`` says how."""

    name: str
    other: str
    word: str
    other_word: str
    kind: str


def slips(names: Mapping[str, tuple[str, ...]]) -> Iterator[Slip]:
    """Yield pairs of names that differ by one slip in one word, in the order of their names.

    A slip is one letter too many or too few, another letter, or two that changed places; such are four of
    five misspellings (F. J. Damerau, "A Technique for Computer Detection and Correction of Spelling
    Errors", Communications of the ACM 7 (3), 1964, pages 171-176). The first letter is hardly ever wrong
    (J. J. Pollock, A. Zamora, "Automatic spelling correction in scientific and scholarly text",
    Communications of the ACM 27 (4), 1984, pages 358-368), and a digit that differs says something else.
    Names are compared that are alike without one letter, so the time grows with their letters, not with
    their pairs. Words are folded.
    """
    alike: dict[tuple[tuple[str, ...], str, tuple[str, ...]], list[tuple[str, str]]] = defaultdict(list)
    for name, words in sorted(names.items()):
        for number, word in enumerate(words):
            if len(word) >= _SHORTEST and word.isalpha():
                before, after = words[:number], words[number + 1 :]
                for less in {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}:
                    alike[before, less, after].append((name, word))
    found = {}
    for those in alike.values():
        if 1 < len(those) <= _MOST_ALIKE:
            for (name, word), (other, other_word) in combinations(those, 2):
                if kind := slip(word, other_word):
                    found[name, other] = Slip(name, other, word, other_word, kind)
    yield from (found[pair] for pair in sorted(found))


def slip(word: str, other: str) -> str:
    """Return what slip makes one word of another: ``letter``, ``swap``, ``other letter``, ``end``, or none.

    A word and the same with one more letter differ by a ``letter``. ``end`` is any slip in the last letter:
    there words differ that are two, too.
    """
    if word == other or word[:1] != other[:1]:
        return ""
    start = 0
    while word[start : start + 1] == other[start : start + 1] and start < min(len(word), len(other)):
        start += 1
    end = 0
    while end < min(len(word), len(other)) - start and word[-1 - end] == other[-1 - end]:
        end += 1
    one, two = word[start : len(word) - end], other[start : len(other) - end]
    is_swap = len(one) == 2 and one == two[::-1]  # noqa: PLR2004
    if max(len(one), len(two)) > 1 and not is_swap:
        return ""
    if not end and not is_swap:
        return "end"
    return "swap" if is_swap else "letter" if len(word) != len(other) else "other letter"
