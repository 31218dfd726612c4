"""Names of tags: which spellings are one tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache

from ...util.text import folded, normalized


@lru_cache(maxsize=1 << 16)
def tag_key(name: str) -> str:
    """Return the key by which tags are equal: case, width and spacing do not count."""
    return normalized("NFC", " ".join(folded(name).split()))


def usual_names(names: Iterable[str]) -> dict[str, str]:
    """Return tags by their keys, each as it is spelt most often; of equals, as letters have it."""
    found: dict[str, str] = {}
    for name, _count in sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])):
        found.setdefault(tag_key(name), name)
    return found


def matches_any(key: str, patterns: Iterable[str]) -> bool:
    """Tell whether a tag's key matches one of the shell patterns; case and width do not count."""
    return any(fnmatchcase(key, tag_key(pattern)) for pattern in patterns)
