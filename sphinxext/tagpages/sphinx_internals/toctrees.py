"""Tables of contents: Sphinx keeps them in the environment, and its manual says nothing of their form."""

from __future__ import annotations

import logging
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.directives import other
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.util.docutils import new_document
from sphinx.util.logging import NAMESPACE, suppress_logging
from sphinx.util.nodes import inline_all_toctrees


@dataclass(frozen=True, slots=True)
class Relations:
    """The documents round one: those above, from the nearest on, the one before and the one after."""

    parents: tuple[str, ...]
    previous: str | None
    following: str | None


def hidden_toctree(parent: str, children: Sequence[str]) -> addnodes.toctree:
    """Return a toctree that is not shown, and makes documents part of what ``parent`` is part of."""
    return addnodes.toctree(
        "",
        parent=parent,
        entries=[(None, child) for child in children],
        includefiles=list(children),
        maxdepth=1,
        caption=None,
        glob=False,
        hidden=True,
        includehidden=False,
        numbered=0,
        titlesonly=True,
        rawentries=[],
    )


def hide_children(env: BuildEnvironment, docname: str, shown: Container[str]) -> None:
    """Take the children of a document, save those ``shown``, out of what themes draw on every page."""
    for toctree in list(env.tocs[docname].findall(addnodes.toctree)):
        if kept := [child for child in toctree["includefiles"] if child in shown]:
            toctree.replace_self(hidden_toctree(docname, kept))
        else:
            toctree.parent.remove(toctree)


def hide_sections(env: BuildEnvironment, docname: str) -> None:
    """Take the sections of a document out of its table of contents: nothing has their anchors."""
    entry = next(env.tocs[docname].findall(nodes.list_item))
    entry.children = [child for child in entry.children if not isinstance(child, nodes.bullet_list)]


def show_children(env: BuildEnvironment, docname: str, is_shown: Callable[[str], bool]) -> nodes.bullet_list:
    """Have a document's table of contents show other children, of those that its toctrees name.

    Returns:
        the table of contents of before, for :func:`put_back`.
    """
    before = env.tocs[docname]
    env.tocs[docname] = before.deepcopy()
    hide_children(env, docname, ())
    entry = next(env.tocs[docname].findall(nodes.list_item))
    # Sphinx looks for the documents below in the first list of sections.
    sections = next(entry.findall(nodes.bullet_list), None)
    if sections is None:
        sections = nodes.bullet_list()
        entry += sections
    for toctree in env.get_doctree(docname).findall(addnodes.toctree):
        if children := list(filter(is_shown, toctree["includefiles"])):
            sections += hidden_toctree(docname, children)
    return before


def put_back(env: BuildEnvironment, tocs: Mapping[str, nodes.bullet_list]) -> None:
    """Put back tables of contents of before."""
    env.tocs.update(tocs)


def relations(env: BuildEnvironment) -> dict[str, Any]:
    """Return what :func:`relations_in` looks into: documents that toctrees name, and the root document."""
    return env.collect_relations()


def relations_in(known: Mapping[str, Any], docname: str) -> Relations:
    """Return the documents round one; none round a document that no toctree names."""
    parent, previous, following = known.get(docname) or (None, None, None)
    parents: list[str] = []
    while parent and parent not in parents:
        parents.append(parent)
        parent = (known.get(parent) or [None])[0]
    return Relations(tuple(parents), previous, following)


def table_of_contents(env: BuildEnvironment, docname: str) -> nodes.Element | None:
    """Return what a document adds to the tables of contents that themes draw."""
    return env.tocs.get(docname)


def children_of(env: BuildEnvironment, docname: str) -> Sequence[str]:
    """Return the documents that the toctrees of a document name."""
    return env.toctree_includes.get(docname, ())


def parents_of(env: BuildEnvironment, docnames: Iterable[str]) -> set[str]:
    """Return the documents whose toctrees name one of ``docnames``."""
    wanted = frozenset(docnames)
    return {docname for docname, named in env.toctree_includes.items() if not wanted.isdisjoint(named)}


def is_in_a_toctree(env: BuildEnvironment, docname: str) -> bool:
    """Tell whether the toctree of another document names a document; else Sphinx warns of it."""
    return docname in env.files_to_rebuild


def assembled(builder: Builder, parent: str, docnames: Sequence[str]) -> list[nodes.Node]:
    """Return documents with all below them, as builders that join documents have them.

    They become part of what the builder writes.
    """
    included: set[str] = getattr(builder, "docnames", set())
    holder = new_document("")
    holder += hidden_toctree(parent, docnames)
    return inline_all_toctrees(builder, included, parent, holder, str, [parent]).children


def number_documents(app: Sphinx) -> list[str]:
    """Number sections and figures now; Sphinx does so after all handlers of ``env-updated``.

    Returns:
        the documents that have to be written because numbers in them have changed.
    """
    with suppress_logging():  # Sphinx warns when it does so again
        return TocTreeCollector().get_updated_docs(app, app.env)


class IndexHints(logging.Filter):
    """Says which document a toctree can name, where Sphinx warns that it names a generated one: too early.

    The directive ``toctree`` tells nobody else what it has left out. Its warnings are filtered until the end
    of the build.

    ``index`` is the one that a toctree can name.
    """

    def __init__(self, folder: str, index: str) -> None:
        super().__init__()
        self._folder = folder
        self._index = index
        self._logger = logging.getLogger(f"{NAMESPACE}.{other.__name__}")
        for left in [each for each in self._logger.filters if isinstance(each, IndexHints)]:
            left.end()  # of a build that did not come to its end
        self._logger.addFilter(self)

    def end(self) -> None:
        """Filter no more."""
        self._logger.removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Complete such a warning, as a filter of the log; none is left out."""
        name = record.args[0] if isinstance(record.args, tuple) and record.args else None
        is_missing = getattr(record, "subtype", None) == "not_readable"
        if is_missing and isinstance(name, str) and f"{name}/".startswith(f"{self._folder}/"):
            hint = f"; write {self._index!r}, to which all generated documents belong"
            record.msg = f"{record.msg}{hint.replace('%', '%%')}"
        return True
