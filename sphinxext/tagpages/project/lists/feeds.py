"""Which feeds a site has, and which notes stand in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...core.index import Entry
from ...core.tags.tag import Tag

#: The form that every reader of feeds knows: what its files end in, and its media type.
ATOM = ("atom.xml", "application/atom+xml")
#: JSON Feed.
JSON = ("feed.json", "application/feed+json")
#: In the place of the key of a tag, which is never empty: all notes.
SITE = ""


@dataclass(frozen=True, slots=True, eq=False)
class Feed:
    """The newest notes of a tag, or of the whole site: those with a date, at least one."""

    tag: Tag | None
    entries: Sequence[Entry]

    @property
    def name(self) -> str:
        """What its files are called, without what they end in."""
        return self.tag.slug if self.tag else "index"

    def path(self, folder: str, form: tuple[str, str]) -> str:
        """Return the path of a file of it in the output folder; ``folder`` is that of the generated pages."""
        return f"{folder}/{self.name}.{form[0]}"

    def title(self, site: str) -> str:
        """Return what it is called on a site of that title."""
        return f"{self.tag.label} — {site}" if self.tag else site


def feeds_of(newest_first: Iterable[Entry], tags: Mapping[str, Tag], length: int) -> Mapping[str, Feed]:
    """Return the feeds of a site, by the keys of tags.

    Args:
        newest_first: the notes that have a date.
        tags: the tags that have pages, by their keys.
        length: how many notes a feed has; with 0, all.
    """
    found = defaultdict[str, list[Entry]](list)
    for entry in newest_first:
        for key in (SITE, *entry.keys):
            if not length or len(found[key]) < length:
                found[key].append(entry)
    return {key: Feed(tags.get(key), found[key]) for key in (SITE, *tags) if key in found}
