"""Tags of notes that the tags file does not know, or knows as aliases; and names that no note has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice

from ...util.suggest import VERY_LIKE, KnownNames
from ...util.text import shortened
from ..note import Note
from ..problems import Origin, Problem, ProblemKind
from .names import tag_key
from .vocabulary import Vocabulary

_PATTERN = frozenset("*?[")
#: A name more is not looked at: a vocabulary of thousands, most of them for notes to come, is no slip.
_MOST = 500


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


def misspelt_tags(
    names: Iterable[tuple[str, Origin]], keys: Collection[str], shown: Mapping[str, str], what: str
) -> list[Problem]:
    """Return the problems of names that are very like a tag of a note, and are none.

    A name that is like none is left alone: it can be there for notes to come. Where very many names are of
    no note, the first :data:`_MOST` are compared with the tags.

    ``names`` have their origins; ``keys`` are of all tags that notes have, and ``shown`` the names of those
    that have pages, by keys. ``what`` names them, for messages.
    """
    unused = (
        (name, origin) for name, origin in names if _PATTERN.isdisjoint(name) and tag_key(name) not in keys
    )
    known = KnownNames(shown.get(key, key) for key in sorted(keys))
    problems = []
    for name, origin in islice(unused, _MOST):
        if hint := known.suggestion(name, likeness=VERY_LIKE):
            message = f"{what} names the tag {shortened(name)!r}, which no note has{hint}"
            problems.append(Problem(ProblemKind.UNKNOWN_TAG, message, origin))
    return problems
