"""What a source gives back."""

from __future__ import annotations

from dataclasses import dataclass, field

from .note import Note
from .problems import Problem
from .tags import TagInfo


@dataclass(frozen=True, slots=True)
class Item:
    """A note with the digest of the text it was read from, which begins on ``line`` of its source."""

    digest: bytes
    line: int
    note: Note


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The notes of one source, in their order, and what was wrong with it.

    ``tags`` is what the source says of tags. ``items`` are there where the source can be read item
    by item when it has changed.
    """

    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    tags: tuple[TagInfo, ...] = ()
    items: tuple[Item, ...] = field(default=(), compare=False, repr=False)
