"""Unicode's normal forms, in time that grows with the text and no faster."""

from __future__ import annotations

import unicodedata
from typing import Literal

# The Stream-Safe Text Format of Unicode Standard Annex 15: no more marks in a row than this. Marks are
# sorted when a text is normalised, which takes time that grows with the square of how many stand together.
_MOST_MARKS = 30
_GRAPHEME_JOINER = "\u034f"
# These count as letters, but become marks.
_BECOME_MARKS = "\u0f73\u0f75\u0f81\uff9e\uff9f"
# A mark becomes two at most: of more marks than allowed, one stands at each such step of the text.
_STEP = 14


def normalized(form: Literal["NFC", "NFD", "NFKC"], text: str) -> str:
    """Return a text in a normal form; a joiner, which is not seen, divides what has more than 30 marks.

    Doing it again changes nothing. It is the one place where a text of any length is normalised.
    """
    if text.isascii():
        return text
    if any(map(_is_mark, text[_STEP - 1 :: _STEP])):
        text = _divided(text)
    return unicodedata.normalize(form, text)


def folded(text: str) -> str:
    """Return a text by which others are equal to it: case and width do not count."""
    return normalized("NFKC", text).casefold()


def _is_mark(character: str) -> bool:
    return bool(unicodedata.combining(character)) or character in _BECOME_MARKS


def _divided(text: str) -> str:
    begins_with_marks, marks_at_end = {}, {}
    for character in set(text):
        parts = unicodedata.normalize("NFKD", character)
        begins_with_marks[character] = len(parts) if _is_mark(character) else 0
        marks_at_end[character] = len(parts) - len(_without_marks(parts))
    pieces: list[str] = []
    marks = 0
    for character in text:
        if more := begins_with_marks[character]:
            marks += more
            if marks > _MOST_MARKS:
                pieces.append(_GRAPHEME_JOINER)
                marks = more
        else:
            marks = marks_at_end[character]
        pieces.append(character)
    return "".join(pieces)


def _without_marks(text: str) -> str:
    end = len(text)
    while end and unicodedata.combining(text[end - 1]):
        end -= 1
    return text[:end]
