"""Joins pages, as long as those that Sphinx writes are what they would be if they were joined too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from docutils import nodes
from sphinx.application import Sphinx

from ..api import Page
from ..documents.contents import HOMES
from ..render.renderers import Renderers
from ..render.template import Pieces, searched
from ..sphinx_internals.doctrees_on_demand import doctree_of
from ..sphinx_internals.events import handlers_replaced
from ..sphinx_internals.output.output_files import output_file
from ..sphinx_internals.output.page_writing import feed_search
from .groups import Group
from .model import Model
from .others import Changes, OtherHandlers

#: The level of a note's heading on a page without sections.
_LEVEL = 2
#: With more ways in which others change pages, making a model for each is not worth it.
_MOST_MODELS = 8
_ITS_OWN_WAY = "the template treats {} in a way of its own"


class Joining:
    """Joins pages of groups in the order in which Sphinx would write them.

    ``group_of`` has the group of each page that may be joined. ``joined`` are those that were; ``left`` tells
    why others were left to Sphinx.
    """

    def __init__(
        self, app: Sphinx, groups: Sequence[Group], others: OtherHandlers, renderers: Renderers
    ) -> None:
        self.group_of = {docname: group for group in groups for docname in group.pages}
        self.left: dict[str, str] = {}
        self._groups = [_GroupJoining(app, group, others, renderers) for group in groups]
        self._of = {docname: each for each in self._groups for docname in each.group.pages}

    @property
    def joined(self) -> set[str]:
        """The pages that are as Sphinx would have written them."""
        return set[str]().union(*(each.joined for each in self._groups))

    def in_turn(self, docnames: Iterable[str]) -> Iterator[str]:
        """Join what can be joined, and yield the others, each to be written by Sphinx at once."""
        for docname in docnames:
            if not self.join(docname):
                yield docname
                self.note_written(docname)

    def join(self, docname: str, doctree: nodes.document | None = None) -> bool:
        """Join a page if that can be, and tell whether it is.

        ``doctree`` is that of the document where Sphinx has resolved it already.
        """
        joining = self._of.get(docname)
        if joining is None or docname in joining.group.samples:
            return False
        if reason := joining.join(docname, doctree):
            self.left[docname] = reason
        return not reason

    def note_written(self, docname: str) -> None:
        """Compare a page that Sphinx has written with what it would be if it had been joined."""
        if joining := self._of.get(docname):
            joining.compare(docname)

    def unproven(self) -> list[str]:
        """Return pages that were joined before a later one has shown that they may be otherwise."""
        found = {docname: why for each in self._groups for docname, why in each.doubtful()}
        self.left |= found
        return list(found)


class _GroupJoining:
    """Joins the pages of one group, in comparison with those of it that Sphinx has written.

    There is a model for each way in which handlers of other extensions change pages, made of the first that
    Sphinx has written so. A page that they change in a way of its own is left to it.
    """

    def __init__(self, app: Sphinx, group: Group, others: OtherHandlers, renderers: Renderers) -> None:
        self.group = group
        self.joined: set[str] = set()
        self._app = app
        self._others = others
        self._renderers = renderers
        self._models: dict[str, Model] = {}
        self._compared: set[str] = set()
        self._reason = ""
        #: Why there is no model.
        self._lacking = "there is no page to compare with"

    def compare(self, docname: str) -> None:
        """Compare a page that Sphinx has written with what is made of its texts.

        One with a text that a template compares tells nothing of the others.
        """
        changes = self._others.changes(docname)
        if changes.other:
            self._lacking = changes.other
        if self._reason or changes.other:
            return
        try:
            model = self._models.get(changes.key)
            if model is None:
                if len(self._models) == _MOST_MODELS:
                    return
                with handlers_replaced(self._app, "doctree-resolved", lambda _handler: None):
                    model = Model(self._app, self.group, changes)
                self._compared |= model.compared
            if self._is_compared(docname):
                return
            self._models[changes.key] = model
            path = output_file(self._app, docname)
            if path is None or not path.is_file():
                self._reason = f"{docname} was not written"
            elif path.read_text("utf-8") != self._text(docname, changes, self._shown(docname)[0]):
                self._reason = _ITS_OWN_WAY.format(docname)
        except Exception as error:  # noqa: BLE001 -- of a theme that meets a page which is no document
            self._reason = str(error) if isinstance(error, ValueError) else _named(error)

    def join(self, docname: str, doctree: nodes.document | None) -> str:
        """Write a page and feed the search with it, or return the reason why it cannot be joined."""
        if self._reason or not self._models:
            return self._reason or self._lacking
        path = output_file(self._app, docname)
        texts = self.group.pages[docname]
        if path is None or self._is_compared(docname):
            return _ITS_OWN_WAY.format(docname)
        try:
            body, found = self._shown(docname)
            changes = Changes()
            if self._others:
                model = next(iter(self._models.values()))
                context = model.context_of(docname, texts.values(body, ""))
                address = self._app.builder.get_target_uri(docname)
                context["pathto"] = partial(context["pathto"], baseuri=address)
                context["tagpages"] = Page(lambda: self._renderers.notes.view, docname)
                doctree = doctree or self._resolved(docname, bool(found))
                changes = self._others.call(docname, context, doctree)
            if changes.other or changes.key not in self._models:
                return changes.other or "another extension treats these pages in a way of their own"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self._text(docname, changes, body), "utf-8", "xmlcharrefreplace")
        except Exception as error:  # noqa: BLE001 -- of another's handler, or of the disk: Sphinx meets it again
            return _named(error)
        feed_search(self._app.builder, docname, texts.title, texts.id, found)
        self.joined.add(docname)
        return ""

    def doubtful(self) -> Iterator[tuple[str, str]]:
        """Take back the pages that may not be what Sphinx would write, and yield each with the reason."""
        for docname in sorted(self.joined):
            if self._reason or self._is_compared(docname):
                self.joined.remove(docname)
                yield docname, self._reason or _ITS_OWN_WAY.format(docname)

    def _is_compared(self, docname: str) -> bool:
        """Tell whether a template compares a text with one that this page has."""
        texts = self.group.pages[docname].values("", "")
        return not self._compared.isdisjoint({docname, *filter(None, texts.values())})

    def _resolved(self, docname: str, has_homes: bool) -> nodes.document:
        """Return the doctree of a page as handlers are to see it: with notes that have their home there."""
        doctree = doctree_of(self._app.env, docname)
        if has_homes:
            self._app.env.resolve_references(doctree, docname, self._app.builder)
        return doctree

    def _text(self, docname: str, changes: Changes, body: str) -> str:
        values = self.group.pages[docname].values(body, changes.tags)
        return self._models[changes.key].cut.joined(values)

    def _shown(self, docname: str) -> tuple[str, list[str]]:
        """Return the HTML below the title of a page, and what of it the search is to find."""
        html = self._renderers.html
        assert html is not None
        whole: Pieces = []
        found: Pieces = []
        for content in self.group.pages[docname].page.contents:
            pieces = html.render(content, docname, _LEVEL)
            whole += pieces
            if isinstance(content, HOMES):
                found += pieces
        return "".join(piece for piece in whole if isinstance(piece, str)), searched(found)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
