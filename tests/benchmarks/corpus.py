"""Synthetic notes in Japanese and English, the same ones in every run."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

YEARS = range(2012, 2026)

_ENGLISH_SYLLABLES = [consonant + vowel for consonant in "bcdfghklmnprst" for vowel in "aeiou"]
_JAPANESE_CHARACTERS = (
    "学習言語画像生成推論評価検索対話翻訳要約知識強化最適深層転移文書音声理解事前微調整計算効率"
)
_PARTICLES = "のをにはがとでも"
_VOCABULARY = 5000


@dataclass(frozen=True, slots=True)
class CorpusNote:
    """A note. No text in it needs quotes in YAML, or means anything in reStructuredText."""

    number: int
    title: str
    date: str
    tags: tuple[str, ...]
    summary: str

    @property
    def year(self) -> str:
        """The year of the note's date."""
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Notes, every one of their tags on one note at least."""

    notes: tuple[CorpusNote, ...]

    @property
    def sizes(self) -> Counter[str]:
        """How many notes each tag has."""
        return Counter(tag for note in self.notes for tag in note.tags)


def make_corpus(notes: int, tags: int, seed: int = 20260101) -> Corpus:
    """Make a corpus.

    Half of the notes are Japanese with some English words, the others English. A note has three to
    nine tags; how often a tag or a word occurs falls with its rank, as Zipf's law has it. Dates are
    spread evenly over the years.

    Args:
        notes: how many notes.
        tags: how many tags; no more than there are notes.
        seed: with another seed, another corpus of the same kind.
    """
    chance = random.Random(seed)
    english = _Zipf(chance, _distinct(_VOCABULARY, lambda: _english_word(chance)))
    japanese = _Zipf(chance, _distinct(_VOCABULARY, lambda: _japanese_word(chance, 3)))
    names = _Zipf(chance, _distinct(tags, lambda: _tag_name(chance)))
    made = []
    for number in range(notes):
        # Every tag is on the note of its own number, so that no tag is without notes.
        own = dict.fromkeys(names.words[number : number + 1])
        own.update(dict.fromkeys(names.draw(chance.randint(3, 8))))
        year, month, day = chance.choice(YEARS), chance.randint(1, 12), chance.randint(1, 28)
        if number % 2:
            title = " ".join(english.draw(8)).capitalize()
            summary = f"{' '.join(english.draw(chance.randint(40, 80)))}."
        else:
            title = f"{_phrase(chance, japanese)} {english.draw(1)[0].upper()}"
            summary = "".join(_sentence(chance, japanese, english) for _ in range(chance.randint(4, 8)))
        made.append(CorpusNote(number, title, f"{year}-{month:02}-{day:02}", tuple(own), summary))
    return Corpus(tuple(made))


class _Zipf:
    """Draws words, the n-th of them 1/n times as often as the first."""

    def __init__(self, chance: random.Random, words: Sequence[str]) -> None:
        self.words = words
        self._chance = chance
        self._weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))

    def draw(self, count: int) -> list[str]:
        """Draw so many words; none where there are none."""
        return self._chance.choices(self.words, cum_weights=self._weights, k=count) if self.words else []


def _distinct(count: int, make: Callable[[], str]) -> list[str]:
    found: dict[str, str] = {}
    while len(found) < count:
        word = make()
        found.setdefault(word.casefold(), word)
    return list(found.values())


def _english_word(chance: random.Random) -> str:
    return "".join(chance.choices(_ENGLISH_SYLLABLES, k=chance.randint(1, 4)))


def _japanese_word(chance: random.Random, longest: int) -> str:
    return "".join(chance.choices(_JAPANESE_CHARACTERS, k=chance.randint(1, longest)))


def _tag_name(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return _japanese_word(chance, 5)
    return "".join(_english_word(chance).title() for _ in range(chance.randint(1, 2)))


def _phrase(chance: random.Random, words: _Zipf) -> str:
    return "".join(word + chance.choice(_PARTICLES) for word in words.draw(chance.randint(2, 4)))


def _sentence(chance: random.Random, japanese: _Zipf, english: _Zipf) -> str:
    phrases = "、".join(_phrase(chance, japanese) for _ in range(chance.randint(1, 3)))
    return f"{phrases} {english.draw(1)[0]} {japanese.draw(1)[0]}である。"
