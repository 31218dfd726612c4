"""Tags: which spellings are one tag, how it is shown, and what its page is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from functools import lru_cache
from hashlib import blake2b
from itertools import dropwhile, groupby
from typing import TypeVar

from ..util.text import folded, normalized
from .ordering import natural_key

#: The device names of Windows, which no file may have there.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)
#: Names in the tag folder that are not for tags: its own pages, and devices.
RESERVED_SLUGS = DEVICES | {"index", "archive", "all"}
T = TypeVar("T")

#: The heading that Kanji share, and how many tags a letter has that needs no other beside it.
_KANJI, _ENOUGH_FOR_A_HEADING = "漢字", 3
#: Bytes of UTF-8 that a slug may take, so that a file name with any suffix stays under 100.
MAX_SLUG_BYTES = 80


@lru_cache(maxsize=1 << 16)
def tag_key(name: str) -> str:
    """Return the key by which tags are equal: case, width and spacing do not count."""
    return normalized("NFC", " ".join(folded(name).split()))


def plain_slug(key: str) -> str:
    """Return what is left of a tag's key in a file name: letters, marks and digits of any script.

    Runs of anything else become one ``-``; the result may be empty (an emoji). python-slugify writes every
    script in Latin letters (研究 becomes yan-jiu, ガ becomes ka), and where it is told not to, it takes the
    vowel signs of Devanagari for gaps (हिन्दी becomes ह-न-द).
    """
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in key)
    words = (_without_leading_marks(word) for word in kept.split())
    return "-".join(word for word in words if word)


def _without_leading_marks(word: str) -> str:
    """Drop marks that have lost what they stood on, such as the variation selector of an emoji."""
    return "".join(dropwhile(lambda char: unicodedata.category(char)[0] == "M", word))


def file_name(name: str) -> str:
    """Return what a name is where capitals do not count in names of files: Windows, macOS.

    Two names with one result are one file there. Slugs are folded already; but the dotless ``ı`` and ``i``,
    different letters, have one capital.
    """
    capitals = (capital if len(capital := char.upper()) == 1 else char for char in name)
    return normalized("NFC", "".join(capitals))


def names_beside(docnames: Iterable[str], folder: str) -> frozenset[str]:
    """Return the names of documents in a folder that are no slugs, and could be the file of one."""
    found = set()
    for docname in docnames:
        parent, _slash, name = docname.rpartition("/")
        if (
            parent
            and file_name(parent) == file_name(folder)
            and docname != f"{folder}/{plain_slug(tag_key(name))}"
        ):
            found.add(name)
    return frozenset(found)


def assign_slugs(
    keys: Iterable[str],
    pinned: Mapping[str, str] | None = None,
    reserved: Collection[str] = RESERVED_SLUGS,
) -> dict[str, str]:
    """Give each tag a page name of its own, whatever the order of ``keys``.

    Args:
        keys: the keys of tags.
        pinned: the names that an author gives to the pages of some tags, all different.
        reserved: names that no page of a tag may have.

    A tag has its plain slug where no other tag wants it; of several that do, the one
    equal to it, else the first by code point. The rest, reserved names, names too
    long and empty ones get a hash of the key.

    Returns:
        a mapping from each key to its slug: distinct values, none reserved.
    """
    wanted = set(keys)
    slugs = {key: slug for key, slug in (pinned or {}).items() if key in wanted}
    taken = {file_name(slug) for slug in (*slugs.values(), *reserved)}
    hashed: list[tuple[str, str]] = []
    ordered = sorted(wanted - slugs.keys(), key=lambda key: (plain_slug(key) != key, key))
    for key in ordered:
        slug = plain_slug(key)
        name = file_name(slug)
        if slug and name not in taken and len(slug.encode(errors="replace")) <= MAX_SLUG_BYTES:
            slugs[key] = slug
            taken.add(name)
        else:
            hashed.append((key, slug))
    for key, slug in hashed:
        slugs[key] = _hashed_slug(key, slug, taken)
        taken.add(file_name(slugs[key]))
    return slugs


def _hashed_slug(key: str, slug: str, taken: set[str]) -> str:
    size = 4
    while True:
        digest = blake2b(key.encode(errors="surrogatepass"), digest_size=size).hexdigest()
        room = MAX_SLUG_BYTES - len(digest) - 1
        readable = slug.encode(errors="replace")[:room].decode(errors="ignore").strip("-")
        candidate = f"{readable}-{digest}" if readable else digest
        if file_name(candidate) not in taken:
            return candidate
        size *= 2


def slug_collisions(
    slugs: Mapping[str, str],
    pinned: Mapping[str, str] | None = None,
    reserved: Collection[str] = RESERVED_SLUGS,
) -> list[tuple[str, list[str]]]:
    """Find the tags that want one page name.

    Args:
        slugs: what :func:`assign_slugs` returned.
        pinned: what it was given; such a tag wants the name that it is given.
        reserved: what it was given.

    Returns:
        pairs of the wanted slug and the keys that want it, the one that has it first;
        a reserved slug is a collision even with one key.
    """
    not_for_tags = set(map(file_name, reserved))
    wanted: dict[str, list[tuple[bool, str, str]]] = {}
    for key in slugs:
        if slug := (pinned or {}).get(key) or plain_slug(key):
            wanted.setdefault(file_name(slug), []).append((slugs[key] != slug, key, slug))
    found = [(name in not_for_tags, sorted(those)) for name, those in wanted.items()]
    return sorted(
        (those[0][2], [key for _is_without, key, _slug in those])
        for is_reserved, those in found
        if len(those) > 1 or is_reserved
    )


def matches_any(key: str, patterns: Iterable[str]) -> bool:
    """Tell whether a tag's key matches one of the shell patterns; case and width do not count."""
    return any(fnmatchcase(key, tag_key(pattern)) for pattern in patterns)


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


_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")


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


def merge_infos(infos: Iterable[TagInfo]) -> dict[str, TagInfo]:
    """Join what is said of each tag, by the tags' keys. What is said first counts."""
    merged: dict[str, TagInfo] = {}
    for info in infos:
        key = tag_key(info.name)
        known = merged.get(key)
        if known is None:
            merged[key] = info
        elif known != info:
            names = [field.name for field in fields(TagInfo)]
            merged[key] = TagInfo(**{name: getattr(known, name) or getattr(info, name) for name in names})
    return merged
