"""The tags that a tag index shows, in its style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log

from ...core.index import Entry, TagIndex
from ...core.tags.tag import Tag
from ...documents import contents
from .. import shapes
from ..overview import by_hand, by_newest, under_groups

#: How many sizes there are of a tag in a cloud.
STEPS = 6


def tag_list(content: contents.TagCounts, index: TagIndex, newest_first: Iterable[Entry]) -> shapes.Shape:
    """Return the tags that an index lists; ``newest_first`` are the notes that have a date."""
    counts = [
        (tag, len(index.by_tag[tag.key]))
        for tag in (tags_under(content.under, index) if content.under else index.tags.values())
    ]
    counts = [pair for pair in counts if pair[1] >= content.min_count]
    match content.sort:
        case "count":
            counts.sort(key=lambda pair: -pair[1])
        case "weight":
            counts = by_hand(counts)
        case "newest":
            places = {tag: place for place, tag in enumerate(by_newest(newest_first))}
            counts.sort(key=lambda pair: places.get(pair[0], len(places)))
    if content.style == "cloud":
        return shapes.CountedTags(tuple(counts), sizes([count for _tag, count in counts]))
    if content.style == "groups" and index.groups:
        return under_groups(index, counts)
    return shapes.CountedTags(tuple(counts))


def tags_under(name: str, index: TagIndex) -> list[Tag]:
    """Return the tags below one, by name, however far."""
    vocabulary = index.vocabulary
    above = vocabulary.main(name)
    return [tag for key, tag in index.tags.items() if above in vocabulary.ancestors(key)]


def sizes(counts: Sequence[int]) -> tuple[int, ...]:
    """Return how big each of the tags of a cloud is, from 1 to :data:`STEPS`.

    The number of notes ``n`` is placed between the smallest and the biggest, ``least`` and ``most``, by its
    logarithm: ``1 + round(5 * log(n / least) / log(most / least))``. So each step is as many times the one
    before: few tags have very many notes, and the others are still told apart. Where all have as many, all
    are of size 1.
    """
    if not counts or min(counts) == max(counts):
        return (1,) * len(counts)
    least = min(counts)
    whole = log(max(counts) / least)
    return tuple(1 + round((STEPS - 1) * log(count / least) / whole) for count in counts)
