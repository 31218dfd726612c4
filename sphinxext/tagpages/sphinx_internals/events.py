"""What Sphinx does with documents and at events, done in other ways than its own.

Its ``emit`` ends at the first handler that raises. It promises how a document is resolved when it is written,
by transforms and handlers, and not that this can be done before, to see what a builder makes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from operator import attrgetter
from typing import Any, cast

from docutils import nodes
from docutils.frontend import Values, get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from docutils.writers.html5_polyglot import Writer
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.latex import LaTeXBuilder
from sphinx.builders.texinfo import TexinfoBuilder
from sphinx.util.logging import suppress_logging


def handlers_of(app: Sphinx, event: str) -> list[Callable[..., Any]]:
    """Return the handlers of an event, in the order in which Sphinx would call them."""
    return [listener.handler for listener in sorted(app.events.listeners[event], key=attrgetter("priority"))]


def module_of(handler: Callable[..., Any]) -> str:
    """Return where a function, a method or any object that is called is from.

    Sphinx runs ``conf.py`` as no module, so that Python has a name of its own for what is from there.
    """
    module = str(getattr(handler, "__module__", None) or type(handler).__module__)
    return "conf.py" if module == "builtins" else module


def stops_at_errors(app: Sphinx) -> bool:
    """Tell whether errors are to end the build in a debugger (``sphinx-build --pdb``)."""
    return app.pdb


def resolve(builder: Builder, doctree: nodes.document, docname: str) -> bool:
    """Resolve a doctree as if it were that of a document that is to be written, without a warning.

    Returns:
        whether it is resolved; a handler or a transform may fail, and will when the document is written.
    """
    try:
        with suppress_logging(), _all_documents_known(builder):
            builder.env.resolve_references(doctree, docname, builder)
    except Exception:  # noqa: BLE001 -- of another's code
        return False
    return True


@contextmanager
def _all_documents_known(builder: Builder) -> Iterator[None]:
    """Let LaTeX and Texinfo find addresses before they have assembled a file and know what is in it."""
    if not isinstance(builder, LaTeXBuilder | TexinfoBuilder):
        yield
        return
    docnames, builder.docnames = builder.docnames, builder.env.found_docs
    try:
        yield
    finally:
        builder.docnames = docnames


@contextmanager
def document_being_resolved(builder: Builder, docname: str) -> Iterator[None]:
    """Let roles and transforms find a document that is being read or resolved, and no warning come of it."""
    env = builder.env
    env.prepare_settings(docname)
    try:
        with suppress_logging(), _all_documents_known(builder):
            yield
    finally:
        env.temp_data.clear()
        env.ref_context.clear()


def skips(builder: Builder, node: nodes.Element) -> bool:
    """Tell whether a builder leaves out a node, with all in it, when it writes a document.

    Some of those who write what is in a node themselves have it skipped as well. A builder that has no
    translator, or a plain one of docutils, leaves out none.
    """
    try:
        translator = _translator(builder)
        before = _written(translator)
        try:
            translator.dispatch_visit(node)
        except (nodes.SkipNode, nodes.SkipChildren):
            return _written(translator) == before
    except Exception:  # noqa: BLE001 -- of another's code, which may count on more than is there
        return False
    return False


def _translator(builder: Builder) -> Any:  # noqa: ANN401 -- of any builder
    themes: Any = getattr(builder, "themes", None)  # of LaTeX, whose translator asks for one
    document = new_document("", cast("Values", _settings()))
    return builder.create_translator(document, builder, *([themes.get("manual")] if themes else []))


def _written(translator: Any) -> str:  # noqa: ANN401 -- of any builder
    """Return what has been written: of text there are states, of all others a body."""
    return repr([vars(translator).get(name) for name in ("body", "states")])


class _Settings:
    """Settings of a document; what a builder sets just before it writes is empty."""

    def __init__(self) -> None:
        vars(self).update(vars(get_default_settings(Parser, Writer)), title="")

    def __getattr__(self, _name: str) -> str:
        return ""


_settings = cache(_Settings)


@contextmanager
def handlers_replaced(
    app: Sphinx, event: str, replacement: Callable[[Callable[..., Any]], Callable[..., Any] | None]
) -> Iterator[None]:
    """Have Sphinx call others, or none, in place of the handlers of an event for a while; the order stays."""
    before = app.events.listeners[event]
    app.events.listeners[event] = [
        listener._replace(handler=handler)
        for listener in before
        if (handler := replacement(listener.handler)) is not None
    ]
    try:
        yield
    finally:
        app.events.listeners[event] = before
