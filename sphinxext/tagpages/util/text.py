"""Text from outside: made fit for outputs and messages, and normalised so that equal texts are one."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_SPACES = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
# What moves the cursor or ends the line of a terminal, what turns the direction of the text round,
# and what no encoding has.
_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# A new page before a line does not indent it.
_PAGE = re.compile(r"^\f+", re.MULTILINE)
_REPLACEMENT = "\ufffd"
_DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
#: Characters at the beginning and at the end of a message.
_LONGEST_END = 1000


def _fit(match: re.Match[str]) -> str:
    character = match[0]
    if character in _SPACES:
        return " "
    return "" if character < "\xa0" or character == "\ufeff" else _REPLACEMENT


def clean(text: str) -> str:
    r"""Return the text without what breaks an output, and with ``\n`` as its only line break.

    Control characters go, or become a space where they separate; lone surrogates and the
    code points that are no characters become U+FFFD. Tabs and line breaks stay.
    """
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNFIT.sub(_fit, _PAGE.sub("", text))


def one_line(text: str) -> str:
    """Return the clean text on one line, its white space collapsed."""
    return " ".join(clean(text).split())


def shortened(text: str, length: int = 60) -> str:
    """Return a text for a message: on one line, and cut where it is long."""
    text = one_line(text)
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def as_python(value: object, length: int = 60) -> str:
    """Return a value of the configuration for a message: as Python writes it, and cut where it is long."""
    try:
        return shortened(repr(value), length)
    except Exception:  # noqa: BLE001 -- a number of very many digits, or code of the value's own type
        return f"a value of the type {type(value).__name__}"


def with_both_ends(text: str) -> str:
    """Return a message without its middle where it is very long: the end says what to write."""
    if len(text) <= 2 * _LONGEST_END:
        return text
    return f"{text[:_LONGEST_END]} … {text[-_LONGEST_END:]}"


def with_escapes(text: str) -> str:
    r"""Return a text for a terminal: what would not show, or would move what does, as in ``\x1b``."""
    return _UNSHOWN.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


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


def direction(text: str) -> str:
    """Return the direction of a text as its first letter has it (Unicode Standard Annex 9): ``ltr``, ``rtl``.

    A text without letters, such as a number, has none.
    """
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in _DIRECTIONS:
            return _DIRECTIONS[kind]
    return ""
