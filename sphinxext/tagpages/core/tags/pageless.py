"""Tags that have no page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from ...util.text import shortened
from ..problems import Origin
from .entries import TagEntry
from .names import matches_any

#: Tags of notes, and tags above them, that have no page, by keys: where the tags file hides it, or ``None``
#: for one that is skipped.
Pageless: TypeAlias = Mapping[str, Origin | None]


def without_pages(keys: Iterable[str], entries: Mapping[str, TagEntry], skipped: Collection[str]) -> Pageless:
    """Return those of some tags that the tags file hides, or a pattern skips."""
    found: dict[str, Origin | None] = {}
    for key in keys:
        if (entry := entries.get(key)) and entry.hidden:
            found[key] = entry.where("hidden")
        elif matches_any(key, skipped):
            found[key] = None
    return found


def why_without_page(name: str, key: str, pageless: Pageless) -> tuple[str, tuple[Origin, ...]] | None:
    """Return why a tag has no page, and the places that this names; nothing for one that is no note's."""
    if key not in pageless:
        return None
    hidden = pageless[key]
    why = f"{hidden} hides it" if hidden else "tagpages_skip_tags leaves it out"
    return f"the tag {shortened(name)!r} has no page: {why}", (hidden,) if hidden else ()
