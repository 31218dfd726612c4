"""Very many problems of one kind in one file, as a few and one that stands for the rest."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from .problems import Problem, ProblemKind
from .sources import is_source

#: How many problems of one kind are told of one file.
MOST = 10
#: The command that tells them all.
COMMAND = "python -m sphinxext.tagpages check"


def summarised(problems: Iterable[Problem], typed: Callable[[str], str] = str) -> list[Problem]:
    """Return problems in the order of their files and lines, no more than a few of a kind in each file.

    Where more than the first ten are of one kind, the rest is one problem, at the place of the first of them.

    Args:
        problems: what is wrong.
        typed: returns how the path of a file is typed into a command.
    """
    shown: list[Problem] = []
    ordered = sorted(problems, key=_place)
    for _path, of_file in groupby(ordered, key=lambda problem: problem.origin.path):
        shown += sorted(_of_file(list(of_file), typed), key=_place)
    return shown


def _of_file(problems: list[Problem], typed: Callable[[str], str]) -> Iterator[Problem]:
    by_kind: dict[ProblemKind, list[Problem]] = {}
    for problem in problems:
        by_kind.setdefault(problem.kind, []).append(problem)
    for alike in by_kind.values():
        rest = alike[MOST:]
        if len(rest) > 1:
            yield from alike[:MOST]
            yield _standing_for(rest, typed)
        else:
            yield from alike


def _standing_for(rest: list[Problem], typed: Callable[[str], str]) -> Problem:
    first = rest[0]
    path = first.origin.path
    line = f" (the first of them at line {first.origin.line})" if first.origin.line else ""
    if is_source(path):
        advice = f"to see all, write `{COMMAND} {shlex.quote(typed(path))}`"
    else:
        advice = "mend those that are shown to see more"
    return replace(first, message=f"… and {len(rest):,} more like these in {path}{line}; {advice}")


def _place(problem: Problem) -> tuple[str, int]:
    return (problem.origin.path, problem.origin.line or 0)
