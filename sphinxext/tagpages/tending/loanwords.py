"""English words in Katakana, by their consonants: アルゴリズム is *algorithm*."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from .spelling import plain_words

_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]+")
_LATIN = re.compile("[a-z]+")
#: With fewer consonants too many words are alike.
_FEWEST = 3
#: How alike letters must be besides, from 0 to 1.
_LIKE = 0.4
#: From letters to sounds that Katakana tells apart; R ends no syllable there, and M before P and B is N.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"cc(?=[eiy])", "ks"),
        (r"([a-z])\1", r"\1"),
        (r"tch|ch", "t"),
        (r"sch|sh|th|c(?=[eiy])|g(?=[eiy])|j|z", "s"),
        (r"t(?=ion)", "s"),
        (r"ph|f", "h"),
        (r"ck|c|q", "k"),
        (r"x", "ks"),
        (r"gn", "n"),
        (r"r(?=[^aeiouy]|$)|re$", ""),
        (r"m(?=[pb])", "n"),
        (r"l", "r"),
        (r"v", "b"),
    )
)
_LIKE_LATIN = str.maketrans("zvf", "sbh")
_NO_CONSONANT = re.compile("[aeiouyw]")


def loanwords(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the keys of names that may be one word, in Katakana and in Latin letters.

    Of several that sound like the one in Katakana, the other is the one that is spelt most like it.
    """
    in_katakana: dict[str, list[tuple[str, str]]] = defaultdict(list)
    in_latin: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, name in names.items():
        word = "".join(plain_words(name))
        if _LATIN.fullmatch(word):
            spoken = _as_spoken(word)
            in_latin[_consonants(spoken)].append((key, spoken))
        elif _KATAKANA.fullmatch(word):
            spoken = _romaji(word).translate(_LIKE_LATIN)
            in_katakana[_consonants(spoken)].append((key, spoken))
    for sounds, those in in_katakana.items():
        others = in_latin[sounds] if len(sounds) >= _FEWEST else []
        for key, spoken in those if others else ():
            likeness = {
                other: SequenceMatcher(None, spoken, word, autojunk=False).ratio() for other, word in others
            }
            best = min(likeness, key=lambda other: (-likeness[other], other))
            if likeness[best] >= _LIKE:
                yield key, best


def _as_spoken(word: str) -> str:
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _romaji(word: str) -> str:
    """Return the letters by which Unicode calls Katakana; a small one stands for a vowel: KI, small YU."""
    sounds = ""
    for char in word.replace("\u30fc", "").replace("\u30c3", ""):
        letter = unicodedata.name(char).removeprefix("KATAKANA LETTER ").lower()
        small = letter.removeprefix("small ")
        sounds = sounds + letter if small == letter else sounds[:-1] + small
    return sounds


def _consonants(sounds: str) -> str:
    return f"{'' if sounds[:1] not in 'aeiouyw' else '-'}{_NO_CONSONANT.sub('', sounds)}"
