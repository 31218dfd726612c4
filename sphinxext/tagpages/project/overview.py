"""All tags of a project, in the orders in which a reader may look for one."""

from __future__ import annotations

from collections.abc import Iterable

from ..core.index import Entry, TagIndex
from ..core.tags.initials import under_initials
from .shapes import CountedTags, GroupedTags, Overview

#: So many tags are seen at a glance: they stand by name alone.
FEW_TAGS = 30


def overview(index: TagIndex, newest_first: Iterable[Entry], id_: str) -> Overview:
    """Return all tags.

    Args:
        index: the tags, by name.
        newest_first: the notes that have a date.
        id_: that of the whole.
    """
    counts = [(tag, len(index.by_tag[key])) for key, tag in index.tags.items()]
    groups = under_initials((tag.initial, (tag, count)) for tag, count in counts)
    by_name = GroupedTags(tuple((heading, CountedTags(tuple(tags))) for heading, tags in groups))
    if len(counts) <= FEW_TAGS:
        return Overview(by_name, id=id_)
    by_count = sorted(counts, key=lambda pair: -pair[1])
    dated = dict.fromkeys(tag for entry in newest_first for tag in entry.tags)
    by_date = dict.fromkeys((*dated, *(tag for tag, _count in by_count))) if dated else ()
    return Overview(by_name, tuple(by_count), tuple(by_date), id_)
