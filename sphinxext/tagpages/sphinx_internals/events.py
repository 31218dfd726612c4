"""The handlers of an event one by one: Sphinx's ``emit`` ends at the first that raises."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from sphinx.application import Sphinx


def handlers_of(app: Sphinx, event: str) -> list[Callable[..., Any]]:
    """Return the handlers of an event, in the order in which Sphinx would call them."""
    return [listener.handler for listener in sorted(app.events.listeners[event], key=attrgetter("priority"))]


def stops_at_errors(app: Sphinx) -> bool:
    """Tell whether errors are to end the build in a debugger (``sphinx-build --pdb``)."""
    return app.pdb
