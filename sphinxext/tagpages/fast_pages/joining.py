"""Joins the pages of one group, once they are proven to be what Sphinx would write."""

from __future__ import annotations

from sphinx.application import Sphinx

from ..render.renderers import Renderers
from ..sphinx_internals.environment import doctree_of
from ..sphinx_internals.output.output_files import output_file
from .groups import Group
from .model import Model
from .others import Changes, OtherHandlers

#: The level of a note's heading on a page of a tag.
_LEVEL = 2


class Joining:
    """Writes pages of a group, the samples of which Sphinx has written.

    There is a model for each way in which handlers of other extensions changed samples. A page that they
    change in a way of its own is not proven, and is not joined.
    """

    def __init__(
        self, app: Sphinx, folder: str, group: Group, others: OtherHandlers, renderers: Renderers
    ) -> None:
        self._app = app
        self._folder = folder
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
        for docname in sorted(self._group.samples):
            changes = self._others.changes(docname)
            if changes.other:
                return changes.other
            if changes.key not in self._models:
                self._models[changes.key] = Model(self._app, self._folder, self._group, changes)
            path = output_file(self._app, docname)
            if path is None or not path.is_file():
                return f"{docname} was not written"
            if path.read_text("utf-8") != self._text(docname, changes):
                return f"the template treats {docname} in a way of its own"
        return ""

    def join(self, docname: str) -> str:
        """Write a page, or return the reason why it cannot be joined."""
        if self._reason:
            return self._reason
        path = output_file(self._app, docname)
        texts = self._group.pages[docname]
        model, *_others = self._models.values()
        compared = set[str]().union(*(each.compared for each in self._models.values()))
        if path is None or not compared.isdisjoint({docname, *texts.values("", "").values()}):
            return f"a template treats {docname} in a way of its own"
        try:
            if self._others:
                self._call_others(docname, model)
            changes = self._others.changes(docname)
            if changes.other or changes.key not in self._models:
                return changes.other or "another extension treats these pages in a way of their own"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self._text(docname, changes), "utf-8", "xmlcharrefreplace")
        except Exception as error:  # noqa: BLE001 -- of another's handler, or of the disk: Sphinx meets it again
            return _named(error)
        return ""

    def _call_others(self, docname: str, model: Model) -> None:
        values = self._group.pages[docname].values(self._body(docname), "")
        context = model.context_of(docname, values)
        self._others.call(docname, context, doctree_of(self._app.env, docname))

    def _text(self, docname: str, changes: Changes) -> str:
        values = self._group.pages[docname].values(self._body(docname), changes.tags)
        return self._models[changes.key].cut.joined(values)

    def _body(self, docname: str) -> str:
        contents, html = self._group.pages[docname].page.contents, self._renderers.html
        assert html is not None
        shown = (html.render(content, docname, _LEVEL) for content in contents)
        return "".join(piece for pieces in shown for piece in pieces if isinstance(piece, str))


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
