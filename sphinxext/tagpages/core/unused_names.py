"""Names of tags that are written where tags are spoken of, but that no note has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from ..util.suggest import VERY_LIKE, KnownNames
from ..util.text import shortened
from .problems import Origin, Problem, ProblemKind
from .tags.names import tag_key

_PATTERN = frozenset("*?[")
#: A name more is not looked at: a vocabulary of thousands, most of them for notes to come, is no slip.
_MOST = 500


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
