"""Handlers of other extensions, which see each page, and what they change of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from docutils.nodes import Node
from sphinx.application import Sphinx

from ..sphinx_internals.events import handlers_of, handlers_replaced, module_of
from ..sphinx_internals.output.page_writing import files_of_page
from .cut_page import STEM

_EVENT = "html-page-context"
_OWN_PACKAGE = __name__.partition(".fast_pages")[0]
#: What may be different on each page, at the end of the text that a template prints.
_TAGS = "metatags"
_GONE = object()

_Handler = Callable[..., Any]


@dataclass(slots=True)
class Changes:
    """What handlers change of the context of one page.

    ``tags`` are added to its elements of metadata, ``values`` are set, ``left_out`` taken away. ``other`` is
    what nothing is known of: another template, files that a page needs.
    """

    tags: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    other: str = ""

    @property
    def key(self) -> str:
        """What pages have in common that differ in nothing else than the elements of metadata."""
        return repr((sorted(self.values.items()), sorted(self.left_out), bool(self.tags)))

    def apply(self, context: dict[str, Any], tags: str) -> None:
        """Change a context so, with ``tags`` in place of the elements that are added, if any are."""
        context.update(self.values)
        for name in self.left_out:
            context.pop(name, None)
        if self.tags:
            context[_TAGS] += tags


class OtherHandlers:
    """The handlers of the context of pages that are not Sphinx's, the theme's or our own.

    Args:
        app: the application.
        known: the packages whose handlers are counted to the theme.
    """

    def __init__(self, app: Sphinx, known: set[str]) -> None:
        self._app = app
        self._known = {*known, "sphinx", "alabaster"}  # Sphinx loads it, whatever the theme is
        self._handlers = [each for each in handlers_of(app, _EVENT) if self._is_other(each)]
        self._noting = {id(handler): self._noted(handler) for handler in self._handlers}
        self._changes: dict[str, Changes] = {}

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self._handlers)

    def of_doctrees(self) -> str:
        """Return the module of a handler that may change doctrees as they are written, if there is one."""
        others = filter(self._is_other, handlers_of(self._app, "doctree-resolved"))
        return next(map(module_of, others), "")

    def _is_other(self, handler: _Handler) -> bool:
        module = module_of(handler)
        return module.partition(".")[0] not in self._known and not f"{module}.".startswith(f"{_OWN_PACKAGE}.")

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note what they change of pages that Sphinx writes meanwhile; marks are kept from them."""
        with handlers_replaced(self._app, _EVENT, lambda handler: self._noting.get(id(handler), handler)):
            yield

    def call(self, docname: str, context: dict[str, Any], doctree: Node) -> None:
        """Call them for a page that Sphinx does not write.

        Raises:
            Exception: what they raise.
        """
        for handler in self._handlers:
            self._noting[id(handler)](self._app, docname, "page.html", context, doctree)

    def changes(self, docname: str) -> Changes:
        """Return what they have changed of a page."""
        return self._changes.get(docname) or Changes()

    def _noted(self, handler: _Handler) -> _Handler:
        builder: Any = self._app.builder

        def noted(app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: Node) -> Any:  # noqa: ANN401
            if STEM in docname:
                return None
            files = files_of_page(builder)
            before = dict(context)
            result = handler(app, docname, template, context, doctree)
            changes = self._changes.setdefault(docname, Changes())
            if result is not None:
                changes.other = f"{module_of(handler)} chooses another template"
            if files != files_of_page(builder):
                changes.other = f"{module_of(handler)} adds files to a page"
            self._compare(before, context, changes)
            return result

        return noted

    def _compare(self, before: dict[str, Any], context: dict[str, Any], changes: Changes) -> None:
        changes.left_out |= before.keys() - context.keys()
        for name, value in context.items():
            old = before.get(name, _GONE)
            if value is old or (isinstance(value, str) and value == old):
                continue
            if name == _TAGS and isinstance(old, str) and str(value).startswith(old):
                changes.tags += value[len(old) :]
            else:
                changes.values[name] = value
                changes.left_out.discard(name)
