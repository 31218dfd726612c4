"""Tags in alphabetical order, under their initials."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import TypeVar

from ...util.text import normalized
from ..ordering import natural_key

T = TypeVar("T")
#: The heading that Kanji share, and how many tags a letter has that needs no other beside it.
_KANJI, _ENOUGH_FOR_A_HEADING = "漢字", 3


def initial(key: str) -> str:
    """Return the heading under which a tag stands in an alphabetical list.

    A letter stands for itself without accents, in capitals; all digits share ``0–9``,
    everything else ``#``.
    """
    first = normalized("NFD", key[:1])[:1]
    category = unicodedata.category(first)[0] if first else "S"
    if category == "L":
        return first.upper()
    return "0–9" if category == "N" else "#"


def under_initials(tags: Iterable[tuple[str, T]]) -> list[tuple[str, list[T]]]:
    """Divide tags, each given with its initial, in their order into those under one heading each.

    That is their initial. Kanji, of which each is one, share a heading; so do neighbours of one script that
    have fewer than three tags each, until there are three: ``A–C``.
    """
    groups: list[tuple[list[str], str, list[T]]] = []
    for heading, members in groupby(tags, key=lambda pair: _KANJI if _is_kanji(pair[0]) else pair[0]):
        those, script = [tag for _initial, tag in members], _script(heading)
        if groups:
            headings, before, small = groups[-1]
            if script and script == before and max(len(small), len(those)) < _ENOUGH_FOR_A_HEADING:
                headings.append(heading)
                small += those
                continue
        groups.append(([heading], script, those))
    return [("–".join(dict.fromkeys((names[0], names[-1]))), those) for names, _script, those in groups]


def _script(heading: str) -> str:
    """Return what letters of one script have in common; nothing for what is no letter, or all Kanji."""
    is_letter = heading != _KANJI and unicodedata.category(heading[0])[0] == "L"
    return unicodedata.name(heading[0], "").partition(" ")[0] if is_letter else ""


def _is_kanji(heading: str) -> bool:
    return unicodedata.name(heading[0], "").startswith("CJK UNIFIED IDEOGRAPH")


def alphabetical(key: str) -> tuple[object, ...]:
    """Sort key for an alphabetical list of tags that keeps each initial together."""
    heading = initial(key)
    rank = {"#": 0, "0–9": 1}.get(heading, 2)
    return (rank, heading, natural_key(key), key)
