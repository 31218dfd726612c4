"""Tags of notes that the tags file does not know, or knows as aliases of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from ...util.suggest import KnownNames
from ...util.text import shortened
from ..note import Note
from ..problems import Problem, ProblemKind
from .names import tag_key
from .vocabulary import Vocabulary


def unknown_tags(notes: Iterable[Note], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield the tags of notes that the tags file does not name; of each in a file, one is told.

    The vocabulary is without the levels of other names.
    """
    aliases = (name for entry in vocabulary.entries.values() for name in entry.aliases)
    known = KnownNames([*vocabulary.names.values(), *aliases])

    @cache
    def hint(name: str) -> str:
        return known.suggestion(name) or "; write it there, or another tag here"

    for note in notes:
        for name in note.tags:
            if vocabulary.main(name) not in vocabulary.names:
                message = f"the tags file does not know the tag {shortened(name)!r}{hint(name)}"
                yield Problem(ProblemKind.UNKNOWN_TAG, message, note.where("tags"), name=message)


def used_aliases(notes: Iterable[Note], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield the aliases that notes have in place of tags; of each in a file, one is told."""
    for note in notes:
        for name in note.tags if vocabulary.aliases else ():
            if main := vocabulary.aliases.get(tag_key(name)):
                meant = vocabulary.names[main]
                message = f"the tag {shortened(name)!r} is an alias of {meant!r}; write {meant!r}"
                yield Problem(ProblemKind.TAG_ALIAS, message, note.where("tags"), name=message)
