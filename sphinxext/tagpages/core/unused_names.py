"""Names of tags that are written where tags are spoken of, but that no note has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from .cleaning import shortened
from .problems import Origin, Problem, ProblemKind
from .suggest import VERY_LIKE, suggestion
from .tags import tag_key

_PATTERN = frozenset("*?[")


def misspelt_tags(
    names: Iterable[tuple[str, Origin]], keys: Collection[str], labels: Mapping[str, str], what: str
) -> list[Problem]:
    """Return the problems of names that are very like a tag of a note, and are none.

    A name that is like none is left alone: it can be there for notes to come.

    Args:
        names: names or patterns, with their places.
        keys: the keys of all tags that notes have.
        labels: what the tags are called that have pages, by their keys.
        what: what names them, for messages.
    """
    problems = []
    for name, origin in names:
        if _PATTERN.isdisjoint(name) and tag_key(name) not in keys:
            known = (labels.get(key, key) for key in keys)
            if hint := suggestion(name, known, likeness=VERY_LIKE):
                message = f"{what} names the tag {shortened(name)!r}, which no note has{hint}"
                problems.append(Problem(ProblemKind.UNKNOWN_TAG, message, origin))
    return problems
