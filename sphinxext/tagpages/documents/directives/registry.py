"""The directives by their names."""

from __future__ import annotations

from .base import TagpagesDirective
from .lists import NoteList, TagIndexDirective, TagPage
from .notes import NoteEntry, NoteSource

DIRECTIVES: dict[str, type[TagpagesDirective]] = {
    "note-entry": NoteEntry,
    "note-source": NoteSource,
    "note-list": NoteList,
    "tag-index": TagIndexDirective,
    "tag-page": TagPage,
}
