"""The only module that logs: a problem becomes a warning with type, subtype and location."""

from __future__ import annotations

import posixpath
import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import wraps
from operator import attrgetter
from pathlib import Path
from typing import ParamSpec, TypeVar

from docutils.nodes import Node
from docutils.utils import get_source_line
from sphinx.errors import ExtensionError
from sphinx.util import logging

from .core.problems import Origin, Problem, ProblemKind, once_each
from .sources.registry import is_source
from .util.files import shown
from .util.text import with_escapes

logger = logging.getLogger(__name__)

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def report(problems: Iterable[Problem], srcdir: Path) -> None:
    """Warn of problems whose origins are relative to the source folder, in the order of these."""
    for problem in summarised(problems, srcdir):
        origin = Origin(str(srcdir / problem.origin.path), problem.origin.line or 1)
        warn(problem.kind, problem.message, origin)


def origin_of(node: Node, srcdir: Path) -> Origin:
    """Return the origin of a node, relative to the source folder where it is below."""
    source, line = get_source_line(node)
    path = Path(source or "")
    if path.is_absolute() and path.is_relative_to(srcdir):
        path = path.relative_to(srcdir)
    return Origin(path.as_posix(), line)


#: Where problems go in place of warnings, if anywhere.
_taken: ContextVar[list[Problem] | None] = ContextVar("_taken", default=None)


@contextmanager
def problems_instead_of_warnings() -> Iterator[list[Problem]]:
    """Take what is warned of meanwhile as problems, for a command that is no build."""
    problems: list[Problem] = []
    token = _taken.set(problems)
    try:
        yield problems
    finally:
        _taken.reset(token)


def warn(kind: ProblemKind, message: str, where: Origin | None = None) -> None:
    """Give one warning; the path of ``where`` is a whole one."""
    if (problems := _taken.get()) is not None:
        problems.append(Problem(kind, message, where or Origin("", 1)))
        return
    location = with_escapes(str(where)) if where else None
    logger.warning("%s", with_escapes(message), type="tagpages", subtype=kind.value, location=location)


def tell(message: str) -> None:
    """Give a line of advice that is no warning."""
    logger.info("tagpages: %s", message)


def without_traceback(handler: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """Return a handler that ends the build with one line where a file cannot be read or written.

    A full disk, or a folder that cannot be written to, is no fault of the code.
    """

    @wraps(handler)
    def guarded(*arguments: _Arguments.args, **named: _Arguments.kwargs) -> _Result:
        try:
            return handler(*arguments, **named)
        except OSError as error:
            name = f": {error.filename}" if error.filename else ""
            message = f"a file cannot be read or written{name}: {error.strerror or error}"
            raise ExtensionError(message, modname="sphinxext.tagpages") from error

    return guarded


#: How many problems of one kind are reported: of a document, and of all files of notes.
MOST = 10
#: The command that reports them all.
COMMAND = "python -m sphinxext.tagpages check"
#: Kinds that are alike in all documents, as they are in all files of notes.
_ALIKE = frozenset({ProblemKind.FIELD_ALIAS, ProblemKind.FIELD_NAME})


def summarised(problems: Iterable[Problem], srcdir: Path = Path()) -> list[Problem]:
    """Return problems in the order of their files and lines, no more than a few of a kind.

    Where more than ten are of one kind, the rest is one problem, at the origin of its first. They are
    counted in each document, but in all files of notes together, which a command shows whole; of each of
    these as many are shown as of another.
    """
    groups: dict[tuple[ProblemKind, str, str], list[Problem]] = {}
    for problem in once_each(problems):
        path = problem.origin.path
        what = "notes" if is_source(path) else ""
        own = "" if what or problem.kind in _ALIKE else path
        groups.setdefault((problem.kind, what, own), []).append(problem)
    found: list[Problem] = []
    for alike in groups.values():
        in_turn = _in_turn(alike)
        rest = in_turn[MOST:]
        found += [*in_turn[:MOST], _standing_for(rest, srcdir)] if len(rest) > 1 else alike
    return sorted(found, key=attrgetter("origin.order"))


def _in_turn(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems so that each file comes in turn with its next one."""
    numbers: Counter[str] = Counter()

    def number(problem: Problem) -> int:
        numbers[problem.origin.path] += 1
        return numbers[problem.origin.path]

    return sorted(problems, key=number)


def _standing_for(rest: list[Problem], srcdir: Path) -> Problem:
    first = min(rest, key=attrgetter("origin.order"))
    paths = sorted({problem.origin.path for problem in rest})
    path = first.origin.path
    where = path if len(paths) == 1 else f"{len(paths):,} files"
    at = first.origin if len(paths) > 1 else f"line {first.origin.line}"
    line = f" (the first of them at {at})" if first.origin.line else ""
    if is_source(path):
        # Of several files, the folder that holds them all.
        named = srcdir / (path if len(paths) == 1 else posixpath.commonpath(map(posixpath.dirname, paths)))
        advice = f"to see all, write `{COMMAND} {shlex.quote(shown(named))}`"
    else:
        advice = "correct those that are shown to see more"
    return replace(first, message=f"… and {len(rest):,} more like these in {where}{line}; {advice}")
