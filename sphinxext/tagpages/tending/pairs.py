"""Tags that are one, most likely."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from math import sqrt

from .abbreviations import short_forms, without_short_form
from .loanwords import loanwords
from .slips import Slip, slips
from .spelling import difference, divided, form
from .tagged_notes import TaggedNotes

#: Notes with more tags than these say nothing of which go together.
_MOST_TAGS = 30
#: How many notes must have both tags at the least, and what part of those that have either.
_FEWEST_TOGETHER, _PART_TOGETHER = 5, 0.8
_Z = 1.96
_TWO_LETTERS = 2
#: In the texts of so many notes a word is that it is surely one.
_OFTEN = 10
#: A slip that is less sure is none.
_SURE = 0.7
#: What two names differ in, by the rules of ``spelling.py``.
_IN = {
    "number": "number",
    "accents": "accents",
    "kana": "kana, or in the mark of a long vowel at the end",
    "British and American": "British and American spelling",
    "ending .js": "the ending js",
}
_SLIP = {
    "letter": "one letter more or less",
    "swap": "two letters that changed places",
    "other letter": "one letter",
    "end": "the last letter",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tags that are one, most likely, by their keys: ``tag`` may be merged into ``into``.

    ``rule`` is ``hyphen``, ``number``, ``spelling``, ``abbreviation`` or ``notes``, and ``why`` says it in
    words. ``confidence`` is from 0 to 1; ``both`` is how many notes have both. ``main`` is the tag to merge
    into, of all that pairs join with these.
    """

    tag: str
    into: str
    rule: str
    why: str
    confidence: float
    both: int
    main: str = ""


def find_pairs(tagged: TaggedNotes) -> list[Pair]:
    """Return pairs of tags that are one most likely, the surest first.

    Of those that the tags file calls different, or puts above each other, there is none; nor of two that
    surer pairs join already.
    """
    found = [
        pair
        for rule in (_of_one_form, _short, _loanwords, _slips, _on_the_same_notes)
        for pair in rule(tagged)
        if not tagged.are_different(pair.tag, pair.into)
    ]
    found.sort(key=lambda one: (-one.confidence, -tagged.count(one.tag), one.tag, one.into))
    joined = _Joined()
    found = [pair for pair in found if joined.join(pair.tag, pair.into)]
    merged = {pair.tag for pair in found}
    mains: dict[str, list[str]] = defaultdict(list)
    for pair in found:
        if pair.into not in merged:
            mains[joined.end(pair.into)].append(pair.into)
    return [replace(pair, main=tagged.ordered(mains[joined.end(pair.into)])[0]) for pair in found]


class _Joined:
    """Which tags are one already."""

    def __init__(self) -> None:
        self._next: dict[str, str] = {}

    def join(self, key: str, other: str) -> bool:
        """Make two tags one; return whether they were not."""
        ends = self.end(key), self.end(other)
        self._next[ends[0]] = ends[1]
        return ends[0] != ends[1]

    def end(self, key: str) -> str:
        """Return one tag for all that are one."""
        path = []
        while (after := self._next.get(key, key)) != key:
            path.append(key)
            key = after
        self._next.update(dict.fromkeys(path, key))
        return key


def _of_one_form(tagged: TaggedNotes) -> Iterator[Pair]:
    by_form: dict[str, list[str]] = defaultdict(list)
    for key, name in tagged.names.items():
        if len(plain := form(name)) > 1:
            by_form[plain].append(key)
    for keys in by_form.values():
        ordered = tagged.ordered(keys)
        for number, key in enumerate(ordered[1:], 1):
            if into := next((one for one in ordered[:number] if not tagged.are_different(one, key)), None):
                rules = difference(tagged.names[key], tagged.names[into])
                what = " and ".join(_IN[rule] for rule in rules) or "spaces, hyphens or signs"
                rule = {(): "hyphen", ("number",): "number"}.get(tuple(rules), "spelling")
                confidence = {"hyphen": 0.99, "number": 0.97, "spelling": 0.95}[rule]
                yield Pair(
                    key, into, rule, f"they differ in {what} alone", confidence, tagged.both(key, into)
                )


def _short(tagged: TaggedNotes) -> Iterator[Pair]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for short, long, how in short_forms(tagged.names):
        if not tagged.are_different(short, long):
            found[short].append((long, how))
    for short, those in found.items():
        # With several that it may stand for, and not in the plural alone, none is surely meant.
        is_clear = len({form(without_short_form(tagged.names[long])) for long, _how in those}) == 1
        for long, how in those:
            is_written = tagged.write_each_other(short, long)
            if is_clear and (how == "known" or len(short) > _TWO_LETTERS):
                confidence = 0.96 if is_written else 0.93
            elif is_written:
                confidence = 0.85
            elif is_clear and is_written is None and len(divided(long)) > 1:
                confidence = 0.6
            else:
                continue
            names = tagged.names[short], tagged.names[long]
            why = "{} is short for {}" if how == "known" else "{} are the initials of {}"
            if how == "counted":
                why = "{} counts the letters of {}"
            more = ", and a note of one writes the other" if is_written else ""
            into, tag = tagged.ordered((short, long))
            yield Pair(
                tag, into, "abbreviation", why.format(*names) + more, confidence, tagged.both(tag, into)
            )


def _loanwords(tagged: TaggedNotes) -> Iterator[Pair]:
    for key, other in loanwords(tagged.names):
        into, tag = tagged.ordered((key, other))
        why = "they sound alike, in Katakana and in Latin letters"
        yield Pair(tag, into, "spelling", why, 0.8, tagged.both(tag, into))


def _slips(tagged: TaggedNotes) -> Iterator[Pair]:
    surest: dict[str, Pair] = {}
    for found in slips({key: tuple(divided(key)) for key in tagged.names}):
        pair = _judged(tagged, found)
        known = surest.get(pair.tag)
        if pair.confidence >= _SURE and not tagged.are_different(pair.tag, pair.into):
            surest[pair.tag] = min(
                known or pair, pair, key=lambda one: (-one.confidence, -tagged.count(one.into))
            )
    yield from surest.values()


def _judged(tagged: TaggedNotes, found: Slip) -> Pair:
    """Return a slip as a pair, with how sure it is.

    One letter more or less, or two that changed places, in a long word are a slip of the hand. In a shorter
    word, or of another letter, more must speak for it: that ten or fifty times as many notes have the other
    tag, that texts write its word and never the misspelt one. What texts write both of are two words.
    """
    words = {found.name: found.word, found.other: found.other_word}
    texts = {key: tagged.words.get(word, 0) for key, word in words.items()}
    right, wrong = sorted(
        tagged.ordered(words), key=lambda key: (key not in tagged.vocabulary.entries, -texts[key])
    )
    points = {"letter": 90, "swap": 90, "other letter": 65, "end": 65}[found.kind]
    points -= {4: 25, 5: 25, 6: 25}.get(min(map(len, words.values())), 0)
    is_never_written = not texts[wrong] and texts[right] >= _OFTEN
    points += 10 * is_never_written
    for times in (10, 50) if is_never_written else (10,):
        points += 10 * (tagged.count(right) >= times * tagged.count(wrong))
    both = tagged.both(wrong, right)
    points -= 30 * (both > 0) + 40 * (texts[wrong] * 50 > texts[right])
    why = f"they differ in {_SLIP[found.kind]}"
    if texts[right]:
        why += f"; texts of {texts[right]:,} notes write {words[right]}, of {texts[wrong]:,} {words[wrong]}"
    return Pair(wrong, right, "spelling", why, min(points, 95) / 100, both)


def _on_the_same_notes(tagged: TaggedNotes) -> Iterator[Pair]:
    """Yield tags that are on the same notes, by P. Jaccard's coefficient: both, of those that have either.

    P. Jaccard, "Étude comparative de la distribution florale dans une portion des Alpes et du Jura",
    Bulletin de la Société Vaudoise des Sciences Naturelles 37 (142), 1901, pages 547-579.
    """
    enough = {key for key in tagged.holders if tagged.count(key) >= _FEWEST_TOGETHER}
    together = Counter(
        pair
        for keys in tagged.tags
        if len(keys) <= _MOST_TAGS
        for pair in combinations(sorted(enough.intersection(keys)), 2)
    )
    for (key, other), both in sorted(together.items()):
        either = tagged.count(key) + tagged.count(other) - both
        if both >= _FEWEST_TOGETHER and both >= _PART_TOGETHER * either:
            into, tag = tagged.ordered((key, other))
            yield Pair(
                tag,
                into,
                "notes",
                f"of {either:,} notes with either {both:,} have both",
                lower_bound(both, either),
                both,
            )


def lower_bound(hits: int, total: int) -> float:
    """Return what part hits are of a total at the least, 39 times out of 40.

    It is the lower end of the score interval of E. B. Wilson, "Probable Inference, the Law of Succession, and
    Statistical Inference", Journal of the American Statistical Association 22 (158), 1927, pages 209-212.
    """
    part = hits / total
    middle = part + _Z**2 / (2 * total)
    spread = _Z * sqrt(part * (1 - part) / total + _Z**2 / (4 * total**2))
    return round((middle - spread) / (1 + _Z**2 / total), 4)
