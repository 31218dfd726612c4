"""Handlers of other extensions, which see each page, and what they change of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
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


def handlers_that_resolve(app: Sphinx) -> list[_Handler]:
    """Return the handlers that may change doctrees as they are written.

    Sphinx's own look for what has been written of theirs, which is not on generated pages.
    """
    return [each for each in handlers_of(app, "doctree-resolved") if _is_unknown(each, {"sphinx"})]


def _is_unknown(handler: _Handler, known: Collection[str]) -> bool:
    """Tell whether a handler is neither our own, nor of one of the packages."""
    module = module_of(handler)
    return module.partition(".")[0] not in known and not f"{module}.".startswith(f"{_OWN_PACKAGE}.")


class OtherHandlers:
    """The handlers of the context of pages that are not Sphinx's, the theme's or our own.

    Args:
        app: the application.
        known: the packages whose handlers are counted to the theme.
        docnames: the pages that may be joined; of others, nothing is noted.
    """

    def __init__(self, app: Sphinx, known: set[str], docnames: Container[str]) -> None:
        self._app = app
        self._docnames = docnames
        known = {*known, "sphinx", "alabaster"}  # Sphinx loads it, whatever the theme is
        self._handlers = [each for each in handlers_of(app, _EVENT) if _is_unknown(each, known)]
        self._noting = {id(handler): self._noted(handler) for handler in self._handlers}
        self._changes: dict[str, Changes] = {}
        #: Handlers that have changed a page, and those that have seen one that is joined, by ids.
        self._changing: set[int] = set()
        self._seen: set[tuple[int, str]] = set()

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self._handlers)

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note what they change of pages that Sphinx writes meanwhile; marks are kept from them.

        A page that they were called for is kept from those that have changed none.
        """
        with handlers_replaced(self._app, _EVENT, lambda handler: self._noting.get(id(handler), handler)):
            yield

    def call(self, docname: str, context: dict[str, Any], doctree: Node) -> Changes:
        """Call them for a page that Sphinx does not write, and return what they change of it.

        Raises:
            Exception: what they raise.
        """
        seen: list[tuple[int, str]] = []
        try:
            for handler in self._handlers:
                self._noting[id(handler)](self._app, docname, "page.html", context, doctree)
                seen.append((id(handler), docname))
        finally:
            self._seen.update(seen)
            changes = self._changes.pop(docname, Changes())  # Sphinx may write it after all
        return changes

    def changes(self, docname: str) -> Changes:
        """Return what they have changed of a page that Sphinx has written."""
        return self._changes.get(docname) or Changes()

    def _noted(self, handler: _Handler) -> _Handler:
        builder: Any = self._app.builder

        @wraps(handler)  # Sphinx names a handler that fails
        def noted(app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: Node) -> Any:  # noqa: ANN401
            number = id(handler)
            if STEM in docname or ((number, docname) in self._seen and number not in self._changing):
                return None
            if docname not in self._docnames:
                return handler(app, docname, template, context, doctree)
            files = files_of_page(builder)
            before = _copied(context)
            result = handler(app, docname, template, context, doctree)
            changes = self._changes.setdefault(docname, Changes())
            other = ""
            if result is not None:
                other = f"{module_of(handler)} chooses another template"
            if files != files_of_page(builder):
                other = f"{module_of(handler)} adds files to a page"
            changes.other = other or changes.other
            if self._compare(before, context, changes) or other:
                self._changing.add(number)
            return result

        return noted

    def _compare(self, before: dict[str, Any], context: dict[str, Any], changes: Changes) -> bool:
        """Add to the changes of a page what is otherwise than before, and tell whether anything is."""
        gone = before.keys() - context.keys()
        changes.left_out |= gone
        has_changed = bool(gone)
        for name, value in context.items():
            old = before.get(name, _GONE)
            if value is old or (isinstance(value, str | list | dict) and value == old):
                continue
            has_changed = True
            if name == _TAGS and isinstance(old, str) and str(value).startswith(old):
                changes.tags += value[len(old) :]
            else:
                changes.values[name] = _copied(value)
                changes.left_out.discard(name)
        return has_changed


def _copied(value: Any) -> Any:  # noqa: ANN401 -- a part of a context
    """Return a value with copies of the lists and dictionaries in it, which handlers may change in place."""
    if type(value) is dict:
        return {name: _copied(each) for name, each in value.items()}
    return [*map(_copied, value)] if type(value) is list else value
