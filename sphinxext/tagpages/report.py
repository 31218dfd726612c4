"""The only module that logs: a problem becomes a warning with type, subtype and location."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from docutils.nodes import Node
from docutils.utils import get_source_line
from sphinx.errors import ExtensionError
from sphinx.util import logging

from .core.cleaning import with_escapes
from .core.problems import Origin, Problem, ProblemKind
from .core.summary import summarised
from .finding import shown

logger = logging.getLogger(__name__)

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def report(problems: Iterable[Problem], srcdir: Path) -> None:
    """Warn of problems whose places are relative to the source folder, in the order of their places."""
    for problem in summarised(problems, lambda path: shown(srcdir / path)):
        warn(problem.kind, problem.message, location(problem.origin, srcdir))


def location(origin: Origin, srcdir: Path) -> str:
    """Return a place as Sphinx writes it: the absolute path, and the line (the first, if not known)."""
    return f"{srcdir / origin.path}:{origin.line or 1}"


def place_of(node: Node, srcdir: Path) -> Origin:
    """Return the place of a node, relative to the source folder where it is below."""
    source, line = get_source_line(node)
    path = Path(source or "")
    if path.is_absolute() and path.is_relative_to(srcdir):
        path = path.relative_to(srcdir)
    return Origin(path.as_posix(), line)


def warn(kind: ProblemKind, message: str, where: str | None = None) -> None:
    """Give one warning; ``where`` is ``path:line``."""
    where = where and with_escapes(where)
    logger.warning("%s", with_escapes(message), type="tagpages", subtype=kind.value, location=where)


def telling(handler: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """Return a handler that ends the build with one line where a file cannot be read or written.

    A full disk, or a folder that cannot be written to, is no fault of the code.
    """

    @wraps(handler)
    def told(*arguments: _Arguments.args, **named: _Arguments.kwargs) -> _Result:
        try:
            return handler(*arguments, **named)
        except OSError as error:
            place = f": {error.filename}" if error.filename else ""
            message = f"a file cannot be read or written{place}: {error.strerror or error}"
            raise ExtensionError(message, modname="sphinxext.tagpages") from error

    return told
