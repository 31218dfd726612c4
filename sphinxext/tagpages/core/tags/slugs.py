"""What the page of a tag is called: no two tags share a file, and none takes another page's."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b
from itertools import dropwhile

from ...util.text import normalized
from .names import tag_key

#: The device names of Windows, which no file may have there.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)
#: Names in the tag folder that are not for tags: its own pages, and devices.
RESERVED_SLUGS = DEVICES | {"index", "archive", "all"}
#: Bytes of UTF-8 that a slug may take, so that a file name with any suffix stays under 100.
MAX_SLUG_BYTES = 80


def plain_slug(key: str) -> str:
    """Return what is left of a tag's key in a file name: letters, marks and digits of any script.

    Runs of anything else become one ``-``; the result may be empty (an emoji). python-slugify writes every
    script in Latin letters (研究 becomes yan-jiu, ガ becomes ka), and where it is told not to, it takes the
    vowel signs of Devanagari for gaps (हिन्दी becomes ह-न-द).
    """
    if key.isalnum():
        return key
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
    if name.isascii():
        return name.upper()
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
