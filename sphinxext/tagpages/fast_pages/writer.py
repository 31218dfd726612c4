"""Writes the pages of one build: those that can be joined, and by Sphinx all others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sphinx.application import Sphinx

from ..pages.plan import PlannedPage
from ..render.renderers import Renderers
from ..sphinx_internals.builders import is_site
from ..sphinx_internals.output.page_writing import (
    Write,
    packages_of_theme,
    take_over_writing,
    write_in_this_process,
    writes_as_sphinx,
)
from ..warnings import tell
from .groups import groups_of
from .joining import Joining
from .others import OtherHandlers


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
        others = OtherHandlers(self._app, packages_of_theme(builder))
        if module := others.of_doctrees():
            _say_why(f"{module} may change documents as they are written (doctree-resolved)")
            return
        take_over_writing(builder, lambda docnames, write: self._write(docnames, write, others))

    def _write(self, docnames: Sequence[str], write: Write, others: OtherHandlers) -> None:
        builder, folder = self._app.builder, self._renderers.notes.settings.dir
        groups = groups_of(builder, folder, docnames, self._pages, self._renderers)
        grouped = {docname for group in groups for docname in group.pages}
        write(docname for docname in docnames if docname not in grouped)
        left: dict[str, list[str]] = {}
        with others.noting():
            write_in_this_process(builder, {docname for group in groups for docname in group.samples})
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


def _say_why(reason: str, count: int = 0) -> None:
    pages = f"{count} generated pages are" if count else "each generated page is"
    tell(f"{pages} written by Sphinx, which takes longer: {reason}")
