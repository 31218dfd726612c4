"""Writes the pages of one build: those that can be joined, and by Sphinx all others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from sphinx.application import Sphinx

from ..pages.plan import PlannedPage
from ..render.renderers import Renderers
from ..sphinx_internals.builders import is_site
from ..sphinx_internals.events import handlers_replaced, module_of
from ..sphinx_internals.output.page_writing import (
    Write,
    packages_of_theme,
    take_over_writing,
    write_in_turn,
    writes_as_sphinx,
)
from ..warnings import tell
from .groups import groups_of
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
        if is_site(self._app.builder):
            take_over_writing(self._app.builder, self._write)

    def _write(self, docnames: Sequence[str], write: Write, is_parallel: bool) -> None:
        builder, folder = self._app.builder, self._renderers.notes.settings.dir
        if not writes_as_sphinx(builder):
            _say_why(f"the builder {builder.name} has its own way of writing pages")
            write(docnames)
            return
        groups = groups_of(builder, folder, docnames, self._pages, self._renderers)
        grouped = {docname for group in groups for docname in group.pages}
        others = OtherHandlers(self._app, packages_of_theme(builder), grouped)
        joining = Joining(self._app, groups, others, self._renderers)
        handlers = handlers_that_resolve(self._app)
        with others.noting():
            if not groups:
                write(docnames)
            elif handlers:
                if changed := resolve(self._app, docnames, write, joining, handlers):
                    modules = " or ".join(dict.fromkeys(map(module_of, handlers)))
                    _say_why(f"{modules} changes their documents (doctree-resolved)", changed)
            else:
                if is_parallel:
                    write(docname for docname in docnames if docname not in grouped)
                    docnames = [docname for docname in docnames if docname in grouped]
                samples = sum(len(group.samples) for group in groups)
                count = len(docnames) - len(grouped) + samples
                write_in_turn(builder, joining.in_turn(docnames), count)
            # They have seen these pages already, and left them as they were.
            with handlers_replaced(
                self._app, "doctree-resolved", lambda each: None if each in handlers else each
            ):
                write(joining.unproven())
        for docname in sorted(joining.joined):
            self._note_joined(docname)
        for reason, count in Counter(joining.left.values()).items():
            _say_why(reason, count)


def _say_why(reason: str, count: int = 0) -> None:
    pages = f"{count} generated pages are" if count else "each generated page is"
    tell(f"{pages} written by Sphinx, which takes longer: {reason}")
