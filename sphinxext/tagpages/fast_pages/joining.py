"""Joins the pages of one group, once they are proven to be what Sphinx would write."""

from __future__ import annotations

from sphinx.application import Sphinx

from ..documents.contents import HOMES
from ..render.renderers import Renderers
from ..render.template import Pieces, searched
from ..sphinx_internals.doctrees_on_demand import doctree_of
from ..sphinx_internals.output.output_files import output_file
from ..sphinx_internals.output.page_writing import feed_search
from .groups import Group
from .model import Model
from .others import Changes, OtherHandlers

#: The level of a note's heading on a page without sections.
_LEVEL = 2


class Joining:
    """Writes pages of a group, the samples of which Sphinx has written.

    There is a model for each way in which handlers of other extensions changed samples. A page that they
    change in a way of its own is not proven, and is not joined.
    """

    def __init__(self, app: Sphinx, group: Group, others: OtherHandlers, renderers: Renderers) -> None:
        self._app = app
        self._group = group
        self._others = others
        self._renderers = renderers
        self._models: dict[str, Model] = {}
        try:
            self._reason = self._prove()
        except Exception as error:  # noqa: BLE001 -- of a theme that meets a page which is no document
            self._reason = str(error) if isinstance(error, ValueError) else _named(error)

    def _prove(self) -> str:
        """Make the models, and tell why what they make is not what Sphinx has written."""
        if not self._group.samples:
            return "there is no page to compare with"
        for docname in sorted(self._group.samples):
            changes = self._others.changes(docname)
            if changes.other:
                return changes.other
            if changes.key not in self._models:
                self._models[changes.key] = Model(self._app, self._group, changes)
            path = output_file(self._app, docname)
            if path is None or not path.is_file():
                return f"{docname} was not written"
            body, _searched = self._shown(docname)
            if path.read_text("utf-8") != self._text(docname, changes, body):
                return f"the template treats {docname} in a way of its own"
        return ""

    def join(self, docname: str) -> str:
        """Write a page and feed the search with it, or return the reason why it cannot be joined."""
        if self._reason:
            return self._reason
        path = output_file(self._app, docname)
        texts = self._group.pages[docname]
        model, *_others = self._models.values()
        compared = set[str]().union(*(each.compared for each in self._models.values()))
        if path is None or not compared.isdisjoint({docname, *texts.values("", "").values()}):
            return f"a template treats {docname} in a way of its own"
        try:
            body, found = self._shown(docname)
            if self._others:
                doctree = doctree_of(self._app.env, docname)
                if found:  # notes have their home there
                    self._app.env.resolve_references(doctree, docname, self._app.builder)
                self._others.call(docname, model.context_of(docname, texts.values(body, "")), doctree)
            changes = self._others.changes(docname)
            if changes.other or changes.key not in self._models:
                return changes.other or "another extension treats these pages in a way of their own"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self._text(docname, changes, body), "utf-8", "xmlcharrefreplace")
        except Exception as error:  # noqa: BLE001 -- of another's handler, or of the disk: Sphinx meets it again
            return _named(error)
        feed_search(self._app.builder, docname, texts.title, texts.id, found)
        return ""

    def _text(self, docname: str, changes: Changes, body: str) -> str:
        values = self._group.pages[docname].values(body, changes.tags)
        return self._models[changes.key].cut.joined(values)

    def _shown(self, docname: str) -> tuple[str, list[str]]:
        """Return the HTML below the title of a page, and what of it the search is to find."""
        html = self._renderers.html
        assert html is not None
        whole: Pieces = []
        found: Pieces = []
        for content in self._group.pages[docname].page.contents:
            pieces = html.render(content, docname, _LEVEL)
            whole += pieces
            if isinstance(content, HOMES):
                found += pieces
        return "".join(piece for piece in whole if isinstance(piece, str)), searched(found)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
