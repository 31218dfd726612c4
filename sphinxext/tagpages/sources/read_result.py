"""What a source gives back."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.note import Note
from ..core.problems import Problem
from ..core.tags.info import TagInfo


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The notes of one source, in their order, and what was wrong with it.

    ``tags`` is what the source says of tags.
    """

    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    tags: tuple[TagInfo, ...] = ()
