"""The only module that logs: a problem becomes a warning with type, subtype and location."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from docutils.nodes import Node
from sphinx.errors import ExtensionError
from sphinx.util import logging

from .core.problems import Origin, Problem, ProblemKind

logger = logging.getLogger(__name__)

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def report(problems: Iterable[Problem], srcdir: Path) -> None:
    """Warn of problems whose places are relative to the source folder."""
    for problem in problems:
        warn(problem.kind, problem.message, location(problem.origin, srcdir))


def location(origin: Origin, srcdir: Path) -> str:
    """Return a place as Sphinx writes it: the absolute path, and the line (the first, if not known)."""
    return f"{srcdir / origin.path}:{origin.line or 1}"


def config_location(confdir: Path, name: str) -> str:
    """Return the place of a configuration value: the line of ``conf.py`` that sets it."""
    path = confdir / "conf.py"
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    setting = re.compile(rf"\s*{name}\s*[:=]")
    line = next((number for number, line in enumerate(lines, start=1) if setting.match(line)), 1)
    return f"{path}:{line}"


def warn(kind: ProblemKind, message: str, where: str | Node | None = None) -> None:
    """Give one warning; ``where`` is ``path:line`` or a node."""
    logger.warning("%s", message, type="tagpages", subtype=kind.value, location=where)


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
