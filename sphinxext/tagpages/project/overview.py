"""All tags of a project, in the orders in which a reader may look for one."""

from __future__ import annotations

from collections.abc import Iterable

from ..core.index import Entry, TagIndex
from ..core.tags.initials import under_initials
from ..core.tags.tag import Tag
from ..translations import _
from .shapes import CountedTags, GroupedTags, Overview

#: So many tags are seen at a glance: they stand by name alone.
FEW_TAGS = 30


def overview(index: TagIndex, newest_first: Iterable[Entry], id_: str) -> Overview:
    """Return all tags; ``newest_first`` are the notes that have a date, ``id_`` is that of the whole."""
    counts = [(tag, len(index.by_tag[key])) for key, tag in index.tags.items()]
    groups = under_initials((tag.initial, (tag, count)) for tag, count in counts)
    by_name = GroupedTags(tuple((heading, CountedTags(tuple(tags))) for heading, tags in groups))
    by_count = sorted(counts, key=lambda pair: -pair[1])
    by_group = under_groups(index, by_hand(by_count))
    names = {tag.key: found for tag in index.tags.values() if (found := index.names_of(tag))}
    dated = by_newest(newest_first)
    latest = {
        tag.key: newest.first_day for tag, entry in dated.items() if (newest := entry.note.effective_date)
    }
    if len(counts) <= FEW_TAGS:
        return Overview(by_name, id=id_, by_group=by_group, names=names, latest=latest)
    by_date = dict.fromkeys((*dated, *(tag for tag, _count in by_count))) if dated else ()
    has_weights = any(tag.weight is not None for tag in index.tags.values())
    by_weight = by_hand(by_count) if has_weights else ()
    weighed = tuple(tag for tag, _count in by_weight)
    return Overview(by_name, tuple(by_count), tuple(by_date), id_, weighed, by_group, names, latest)


def by_newest(newest_first: Iterable[Entry]) -> dict[Tag, Entry]:
    """Return the tags of notes, each once with the first note that has it, in the order of these."""
    found: dict[Tag, Entry] = {}
    for entry in newest_first:
        for tag in entry.tags:
            found.setdefault(tag, entry)
    return found


def by_hand(counts: Iterable[tuple[Tag, int]]) -> list[tuple[Tag, int]]:
    """Return tags in the order by hand; those without a place in it stay in their order behind."""
    return sorted(counts, key=lambda pair: pair[0].by_weight)


def under_groups(index: TagIndex, counts: Iterable[tuple[Tag, int]]) -> GroupedTags:
    """Divide tags into the groups of the project, in their order, and the rest; nothing without groups."""
    if not index.groups:
        return GroupedTags()
    found: dict[str, list[tuple[Tag, int]]] = {title: [] for title in (*index.groups, "")}
    for tag, count in counts:
        found[tag.group].append((tag, count))
    rest = str(_("Other"))
    return GroupedTags(
        tuple((title or rest, CountedTags(tuple(tags))) for title, tags in found.items() if tags)
    )
