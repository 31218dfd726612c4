"""Handlers of ``doctree-resolved``, which see each page that may be joined as Sphinx resolves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ..documents.contents import HOMES
from ..sphinx_internals.output.page_writing import Write
from ..sphinx_internals.output.resolving import global_context, noted_nodes, resolving
from .groups import Group
from .joining import Joining

#: Before all other handlers.
_FIRST = -(10**6)


def resolve(
    app: Sphinx,
    docnames: Sequence[str],
    write: Write,
    joining: Joining,
    handlers: Iterable[Callable[..., Any]],
) -> int:
    """Have Sphinx resolve documents one after the other, and write all but those that can be joined.

    So ``handlers`` see each document once, in Sphinx's order and at its time, and what they raise ends the
    build as it would have. A page of a group can be joined if they change nothing that it shows of its
    document, nor what may be asked as it is written: attributes of the environment, names in their modules.

    Returns:
        how many pages of groups they have changed.
    """
    seen = _Seen(app, joining.group_of, handlers)
    listener = app.connect("doctree-resolved", seen.before_handlers, priority=_FIRST)

    def is_to_be_written(docname: str, doctree: nodes.document) -> bool:
        return seen.is_changed(docname, doctree) or not joining.join(docname, doctree)

    try:
        with resolving(
            app.builder, seen.unchanged, seen.needs_transforms, is_to_be_written, joining.note_written
        ):
            write(docnames)
    finally:
        app.disconnect(listener)
    return len(joining.group_of) - len(seen.unchanged)


class _Seen:
    """What is seen of doctrees while they are resolved.

    ``unchanged`` are the documents of groups that are as they were when all handlers have seen them.
    """

    def __init__(
        self, app: Sphinx, group_of: Mapping[str, Group], handlers: Iterable[Callable[..., Any]]
    ) -> None:
        self.unchanged: set[str] = set()
        self._env = app.env
        owners = {id(names): names for handler in handlers for names in _names_of(handler)}
        self._around = [vars(app.env), global_context(app.builder), *owners.values()]
        self._group_of = group_of
        #: Of groups by what transforms are known to do with their first page: whether they change it.
        self._changing: dict[int, bool] = {}
        self._untransformed: object = None
        self._before: object = None

    def needs_transforms(self, docname: str, doctree: nodes.document) -> bool:
        """Tell whether post-transforms may change a page; those of a group do with all what they do with one.

        Notes that have their home on a page are filled in by one.
        """
        group = self._group_of.get(docname)
        if group is None or any(isinstance(each, HOMES) for each in group.pages[docname].page.contents):
            return True
        if id(group) not in self._changing:
            self._untransformed = self._shown(docname, doctree)
        return self._changing.get(id(group), True)

    def before_handlers(self, _app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note how a document is before other handlers see it."""
        if group := self._group_of.get(docname):
            shown = self._shown(docname, doctree)
            self._before = (shown, self._noted(doctree))
            if self._untransformed is not None:
                self._changing[id(group)] = self._untransformed != shown
                self._untransformed = None

    def is_changed(self, docname: str, doctree: nodes.document) -> bool:
        """Tell whether a document is none of a group, or not as it was before handlers have seen it.

        If a handler has had another doctree resolved meanwhile, nothing is known of this one.
        """
        if docname in self._group_of:
            now = (self._shown(docname, doctree), self._noted(doctree))
            if self._before == now:
                self.unchanged.add(docname)
        return docname not in self.unchanged

    def _shown(self, docname: str, doctree: nodes.document) -> object:
        """Return what tells whether all that a page shows of a document is as it was."""
        shown = [doctree, *noted_nodes(self._env, docname)]
        return ([*map(_all_of, shown)], repr(self._env.metadata.get(docname)))

    def _noted(self, doctree: nodes.document) -> object:
        """Return what tells whether handlers have noted something else, for others that see the page."""
        return (id(doctree), list(vars(doctree)), [*map(_Names, self._around)])


class _Names(dict[str, Any]):
    """Names as they are at a time; they are equal to those of another time where each means the very same."""

    def __eq__(self, other: object) -> bool:
        """Tell whether nobody has given a name another meaning."""
        assert isinstance(other, _Names)
        return self.keys() == other.keys() and all(value is other[name] for name, value in self.items())

    __hash__ = None


def _names_of(handler: Callable[..., Any]) -> list[dict[str, Any]]:
    """Return what a handler may leave something in for others of its own: its module, and its object."""
    owner = getattr(handler, "__self__", handler)
    return [getattr(handler, "__globals__", {}), getattr(owner, "__dict__", {})]


def _all_of(node: nodes.Node) -> object:
    """Return what is equal for nodes that are alike in all of which HTML is made."""
    if isinstance(node, nodes.Element):
        return (type(node), repr(node.attributes), [_all_of(child) for child in node.children])
    return node
