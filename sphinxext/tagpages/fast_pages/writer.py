"""Writes the pages of one build: those that can be joined, and by Sphinx all others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from docutils import nodes
from sphinx.application import Sphinx

from ..pages.plan import PlannedPage
from ..render.renderers import Renderers
from ..sphinx_internals.builders import is_site
from ..sphinx_internals.events import handlers_replaced, module_of
from ..sphinx_internals.output.page_writing import (
    Write,
    packages_of_theme,
    take_over_writing,
    write_in_this_process,
    writes_as_sphinx,
)
from ..warnings import tell
from .groups import Group, groups_of
from .joining import Joining
from .others import OtherHandlers, handlers_that_resolve
from .resolving import resolve


class FastPages:
    """Writes generated pages by joining texts where that is known to give what Sphinx would write.

    Args:
        app: the application.
        renderers: what makes the HTML of listings, and what pages say of themselves.
        pages: returns the generated documents, by docname.
        note_joined: is told of each page that is joined.
    """

    def __init__(
        self,
        app: Sphinx,
        renderers: Renderers,
        pages: Callable[[], Mapping[str, PlannedPage]],
        note_joined: Callable[[str], None],
    ) -> None:
        self._app = app
        self._renderers = renderers
        self._pages = pages
        self._note_joined = note_joined

    def take_over(self) -> None:
        """Write what the builder is about to write, where that is possible; else say why not."""
        builder = self._app.builder
        if not is_site(builder):
            return
        if not writes_as_sphinx(builder):
            _say_why(f"the builder {builder.name} has its own way of writing pages")
            return
        take_over_writing(builder, self._write)

    def _write(self, docnames: Sequence[str], write: Write) -> None:
        builder, folder = self._app.builder, self._renderers.notes.settings.dir
        groups = groups_of(builder, folder, docnames, self._pages, self._renderers)
        grouped = {docname for group in groups for docname in group.pages}
        others = OtherHandlers(self._app, packages_of_theme(builder), grouped)
        handlers = handlers_that_resolve(self._app)
        with others.noting():
            if handlers and groups:
                groups = resolve(self._app, docnames, write, groups, handlers)
                if changed := len(grouped) - sum(len(group.pages) for group in groups):
                    modules = " or ".join(dict.fromkeys(map(module_of, handlers)))
                    _say_why(f"{modules} changes their documents (doctree-resolved)", changed)
                with handlers_replaced(self._app, "doctree-resolved", lambda _handler: _nothing):
                    self._join(groups, others, write)
            else:
                write(docname for docname in docnames if docname not in grouped)
                write_in_this_process(builder, {docname for group in groups for docname in group.samples})
                self._join(groups, others, write)

    def _join(self, groups: Sequence[Group], others: OtherHandlers, write: Write) -> None:
        left: dict[str, list[str]] = {}
        for group in groups:
            joining = Joining(self._app, group, others, self._renderers)
            for docname in group.pages:
                if docname in group.samples:
                    continue
                if reason := joining.join(docname):
                    left.setdefault(reason, []).append(docname)
                else:
                    self._note_joined(docname)
        for reason, some in left.items():
            _say_why(reason, len(some))
            write(some)


def _nothing(_app: Sphinx, _doctree: nodes.document, _docname: str) -> None:
    """Do nothing with a doctree that all handlers have seen, and left as it is."""


def _say_why(reason: str, count: int = 0) -> None:
    pages = f"{count} generated pages are" if count else "each generated page is"
    tell(f"{pages} written by Sphinx, which takes longer: {reason}")
