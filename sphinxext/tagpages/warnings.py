"""The only module that logs: a problem becomes a warning with type, subtype and location."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from operator import attrgetter
from pathlib import Path
from typing import ParamSpec, TypeVar

from docutils.nodes import Node
from docutils.utils import get_source_line
from sphinx.errors import ExtensionError
from sphinx.util import logging

from .core.problems import Origin, Problem, ProblemKind
from .sources.registry import is_source
from .util.files import shown
from .util.text import with_escapes

logger = logging.getLogger(__name__)

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def report(problems: Iterable[Problem], srcdir: Path) -> None:
    """Warn of problems whose origins are relative to the source folder, in the order of these."""
    for problem in summarised(problems, srcdir):
        warn(problem.kind, problem.message, f"{srcdir / problem.origin.path}:{problem.origin.line or 1}")


def origin_of(node: Node, srcdir: Path) -> Origin:
    """Return the origin of a node, relative to the source folder where it is below."""
    source, line = get_source_line(node)
    path = Path(source or "")
    if path.is_absolute() and path.is_relative_to(srcdir):
        path = path.relative_to(srcdir)
    return Origin(path.as_posix(), line)


def warn(kind: ProblemKind, message: str, where: str | None = None) -> None:
    """Give one warning; ``where`` is ``path:line``."""
    where = where and with_escapes(where)
    logger.warning("%s", with_escapes(message), type="tagpages", subtype=kind.value, location=where)


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


#: How many problems of one kind are reported of one file.
MOST = 10
#: The command that reports them all.
COMMAND = "python -m sphinxext.tagpages check"


def summarised(problems: Iterable[Problem], srcdir: Path = Path()) -> list[Problem]:
    """Return problems in the order of their files and lines, no more than a few of a kind in each file.

    Where more than the first ten are of one kind, the rest is one problem, at the origin of its first.
    """
    groups: dict[tuple[str, ProblemKind], list[Problem]] = {}
    for problem in sorted(problems, key=attrgetter("origin.order")):
        groups.setdefault((problem.origin.path, problem.kind), []).append(problem)
    found: list[Problem] = []
    for alike in groups.values():
        rest = alike[MOST:]
        found += [*alike[:MOST], _standing_for(rest, srcdir)] if len(rest) > 1 else alike
    return sorted(found, key=attrgetter("origin.order"))


def _standing_for(rest: list[Problem], srcdir: Path) -> Problem:
    first = rest[0]
    path = first.origin.path
    line = f" (the first of them at line {first.origin.line})" if first.origin.line else ""
    if is_source(path):
        advice = f"to see all, write `{COMMAND} {shlex.quote(shown(srcdir / path))}`"
    else:
        advice = "correct those that are shown to see more"
    return replace(first, message=f"… and {len(rest):,} more like these in {path}{line}; {advice}")
