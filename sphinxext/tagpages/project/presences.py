"""Which notes of documents a builder shows, where that is said by more than ``only``.

Directives of other extensions may be left out by a transform, by a handler or by what writes their nodes, and
with them a note in them. So a document with such a note is resolved as if it were to be written.
"""

from __future__ import annotations

from functools import cache

from docutils import nodes
from sphinx.builders import Builder

from ..core.index import TagIndex
from ..documents.domain import TagpagesDomain
from ..documents.nodes import note_entry, presence
from ..documents.records import PRESENT
from ..markup.builder_nodes import ancestors
from ..markup.excerpt import is_common
from ..sphinx_internals.environment import doctree_of
from ..sphinx_internals.events import resolve, skips
from ..util.gc_pause import working_collector


class Presences:
    """Looks for the marks in the documents of one build; each document is resolved once."""

    def __init__(self, builder: Builder, domain: TagpagesDomain) -> None:
        self._builder = builder
        self._domain = domain
        self._present = cache(self._marks_of)

    def is_there(self, name: str) -> bool:
        """Tell whether the builder shows what stands beside a mark."""
        with working_collector():
            return name != PRESENT and name in self._present(name.partition(" ")[2])

    def _marks_of(self, docname: str) -> frozenset[str]:
        doctree = doctree_of(self._builder.env, docname)
        marks = list(doctree.findall(presence))
        every = frozenset(mark["name"] for mark in marks)
        _leave(doctree, {id(outer) for mark in marks for outer in ancestors(mark)})
        for image in list(doctree.findall(nodes.image)):  # Sphinx would fetch those from elsewhere
            image.parent.remove(image)
        with self._domain.previewing(TagIndex()):  # the index depends on what is found here
            if not resolve(self._builder, doctree, docname):
                return every
        return frozenset(mark["name"] for mark in doctree.findall(presence) if not self._is_skipped(mark))

    def _is_skipped(self, mark: presence) -> bool:
        return any(
            skips(self._builder, outer)
            for outer in ancestors(mark)
            if not is_common(outer) and not isinstance(outer, note_entry)
        )


def _leave(parent: nodes.Element, outer: set[int]) -> None:
    """Take out of a document, or a section of it, the blocks in which nothing is looked for."""
    for child in list(parent.children):
        if id(child) not in outer:
            parent.remove(child)
        elif isinstance(child, nodes.section):
            _leave(child, outer)
