"""Snippets: the beginning of a text, cut where a reader would cut."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

from .note import Note

ELLIPSIS = "…"

_NOT_BEFORE_ELLIPSIS = f" ,;:、，；：.{ELLIPSIS}"
_ZWJ = "\u200d"
_VIRAMA_CLASS = 9


class _Columns(dict[str, int]):
    """How many columns a code point takes, by its class of Unicode Standard Annex 11, once looked up."""

    def __missing__(self, char: str) -> int:
        self[char] = found = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        return found


_COLUMNS = _Columns()
# Scripts written without spaces between words: Thai, Lao, Tibetan, Myanmar, Khmer, Japanese, Chinese, ...
_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u2e80-\u303f\u3040-\u31ff"
    "\u3400-\u4dbf\u4e00-\ua4cf\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff\uff00-\uffef\U00016fe0-\U00018fff"
    "\U0001b000-\U0001b2ff\U00020000-\U0003ffff]"
)
_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n")


def snippet_source(note: Note) -> str:
    """Return the text that a note's snippet is cut from: summary, else comment, else the body's start."""
    if note.text is not None:
        return note.text
    if text := note.summary or note.comment:
        return text
    return _PARAGRAPH_BREAK.split(note.body.strip(), maxsplit=1)[0]


def make_snippet(text: str, length: int) -> tuple[str, bool]:
    """Cut ``text`` to at most ``length`` columns, an ellipsis not counted.

    A code point that is wide or full-width (Unicode Standard Annex 11) takes two columns, any other one, so
    that snippets in Japanese and in English are equally long for the eye. White space is collapsed. The cut
    never divides what a reader takes for one character, and in a script with spaces no word, unless that
    would lose more than half of the snippet.

    Returns:
        the snippet, and whether anything was cut. A cut snippet ends in one ``…``.
    """
    if length <= 0:
        return "", False
    text = " ".join(text.split())[: length + 1]
    fitting = _fitting(text, length)
    if fitting == len(text):
        return text, False
    end = _character_boundary(text, fitting)
    end = _character_boundary(text, _word_boundary(text, end))
    kept = text[:end].rstrip(_NOT_BEFORE_ELLIPSIS)
    return f"{kept}{ELLIPSIS}", True


def _fitting(text: str, length: int) -> int:
    """Return how many of the first code points of a text fit into so many columns."""
    if text.isascii():
        return min(len(text), length)
    if 2 * len(text) <= length:
        return len(text)
    widths = accumulate(map(_COLUMNS.__getitem__, text))
    return bisect_right(list(widths), length)


def _word_boundary(text: str, end: int) -> int:
    if not (_in_word(text[end - 1 : end]) and _in_word(text[end])):
        return end
    start = end
    while start and _in_word(text[start - 1]):
        start -= 1
    return start if start > end // 2 else end


def _in_word(char: str) -> bool:
    return bool(char) and not char.isspace() and not _UNSPACED.match(char)


def _character_boundary(text: str, end: int) -> int:
    r"""Move ``end`` back to the nearest boundary between user-perceived characters.

    A simplified form of the grapheme cluster rules of Unicode Standard Annex 29. The package grapheme (0.6)
    divides what is one sign in Indic scripts (स्त्री in three), and goes through the whole text for one cut.
    ``\X`` of regex cuts as this does, but for joiners and jamo that stand astray; it is a compiled package,
    for the few lines below.
    """
    while end > 0 and _joined(text, end):
        end -= 1
    return end


def _joined(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before == _ZWJ or _extends(after):
        return True
    if unicodedata.combining(before) == _VIRAMA_CLASS and unicodedata.category(after) == "Lo":
        return True
    if _is_regional(before) and _is_regional(after):
        flags = 0
        while flags < at and _is_regional(text[at - 1 - flags]):
            flags += 1
        return flags % 2 == 1
    return _hangul_joined(before, after)


def _extends(char: str) -> bool:
    if unicodedata.category(char)[0] == "M" or char in (_ZWJ, "\u200c"):
        return True
    # Variation selectors are marks; skin tones, half-width voicing marks and tag characters are not.
    # The Thai and Lao vowel AM takes a place of its own, but belongs to the consonant before it.
    return (
        "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
        or char in "\uff9e\uff9f\u0e33\u0eb3"
    )


def _is_regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _hangul_joined(before: str, after: str) -> bool:
    """Tell whether conjoining jamo, or a syllable and a following jamo, form one syllable."""
    if "\u1160" <= after <= "\u11ff" or "\ud7b0" <= after <= "\ud7ff":
        return _leading_consonant(before) or "\u1160" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7ff"
    return _leading_consonant(before) and (_leading_consonant(after) or "\uac00" <= after <= "\ud7a3")


def _leading_consonant(char: str) -> bool:
    return "\u1100" <= char <= "\u115f" or "\ua960" <= char <= "\ua97c"
