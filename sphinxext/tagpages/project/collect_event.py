"""The event ``tagpages-collect``: notes from ``conf.py`` and from other extensions."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from traceback import walk_tb
from typing import Any

from sphinx.application import Sphinx

from ..core.problems import Origin, ProblemKind
from ..sources.collector import Collected, Collector, join_collected
from ..sphinx_internals.events import handlers_of, stops_at_errors
from ..util.text import shortened
from ..warnings import report, warn

EVENT = "tagpages-collect"


def collect_notes(app: Sphinx) -> Collected:
    """Let all handlers of the event bring their notes, and report what is wrong with these.

    A handler that raises is reported; what it brought before is kept.
    """
    srcdir = Path(app.srcdir)
    conf_py = os.path.relpath(Path(app.confdir) / "conf.py", srcdir).replace(os.sep, "/")
    collectors = []
    for handler in handlers_of(app, EVENT):
        collector = Collector(srcdir, conf_py)
        name = _name_of(handler)
        try:
            handler(app, collector)
        except Exception as error:
            if stops_at_errors(app):
                raise
            message = (
                f"the handler {name} of the event {EVENT} failed, and what it had still to add is missing: "
                f"{type(error).__name__}: {shortened(_text_of(error), 300)}"
            )
            warn(ProblemKind.HANDLER, message, _where(error, handler))
        collectors.append(collector)
        problems = (
            replace(problem, message=f"{problem.message} (added by {name})") for problem in collector.problems
        )
        report(problems, srcdir)
    return join_collected(collectors)


def _name_of(handler: Callable[..., Any]) -> str:
    """Return the name of a handler with that of its module; those in ``conf.py`` have this for a module."""
    function = _function(handler)
    code = getattr(function, "__code__", None)
    name = getattr(function, "__qualname__", None) or type(function).__qualname__
    if code is not None and Path(code.co_filename).name == "conf.py":
        return f"conf.py: {name}"
    return f"{getattr(function, '__module__', None) or type(function).__module__}.{name}"


def _function(handler: Any) -> Any:  # noqa: ANN401 -- anything that can be called
    """Return what a handler calls in the end: behind ``partial`` and decorators."""
    while isinstance(handler, partial):
        handler = handler.func
    return inspect.unwrap(handler)


def _text_of(error: Exception) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 -- the text of an error can be code, too
        return "an error that has no text"


def _where(error: Exception, handler: Callable[..., Any]) -> Origin | None:
    """Return the line of the handler's own file at which it failed."""
    code = getattr(_function(handler), "__code__", None)
    if code is None:
        return None
    own = (
        line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == code.co_filename
    )
    *_outer, line = (code.co_firstlineno, *own)
    return Origin(code.co_filename, line)
