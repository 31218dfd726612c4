"""What is said of tags: by exports of issues, by handlers of `tagpages-collect`, and in the tags file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from .names import tag_key

_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_SAID = attrgetter("name", "colour", "description")


@dataclass(frozen=True, slots=True)
class TagInfo:
    """What is said of the tag ``name``; what is empty is not said.

    ``colour`` is ``#`` and six hexadecimal digits in small letters (:func:`read_colour`).
    """

    name: str
    colour: str = ""
    description: str = ""


def read_colour(text: str) -> str | None:
    """Return a colour given as three or six hexadecimal digits, with or without ``#``, or ``None``."""
    match = _COLOUR.fullmatch(text.strip())
    if match is None:
        return None
    digits = match[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))  # noqa: PLR2004


def joined(infos: Iterable[TagInfo]) -> TagInfo:
    """Join what is said of one tag, at least once. What is said first counts."""
    said = zip(*map(_SAID, infos), strict=True)
    return TagInfo(*(next(filter(None, values), "") for values in said))


def merge_infos(infos: Iterable[TagInfo]) -> dict[str, TagInfo]:
    """Join what is said of each tag, by the tags' keys. What is said first counts."""
    merged: dict[str, TagInfo] = {}
    for info in infos:
        known = merged.setdefault(tag_key(info.name), info)
        if known != info:
            merged[tag_key(info.name)] = joined((known, info))
    return merged
