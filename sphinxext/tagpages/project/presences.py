"""Which notes of documents a builder shows: where ``only`` says it, and where directives of others stand.

These may be left out by a transform, by a handler or by what writes their nodes, and with them a note in
them. So a document with such a note is resolved as if it were to be written.
"""

from __future__ import annotations

from functools import cache

from docutils import nodes
from sphinx.builders import Builder

from ..core.index import TagIndex
from ..documents.domain import TagpagesDomain
from ..documents.nodes import note_entry, presence
from ..documents.records import PRESENT, Conditions
from ..markup.builder_nodes import ancestors
from ..markup.excerpt import is_common
from ..sphinx_internals.builders import meets
from ..sphinx_internals.doctrees_on_demand import doctree_of
from ..sphinx_internals.events import resolve, skips
from ..util.gc_pause import working_collector


class Presences:
    """Judges the conditions of one build by one builder; each document with marks is resolved once."""

    def __init__(self, builder: Builder, domain: TagpagesDomain) -> None:
        self._builder = builder
        self._domain = domain
        self._present = cache(self._marks_of)

    def are_met(self, conditions: Conditions) -> bool:
        """Tell whether the builder shows what stands under conditions: expressions, and names of marks."""
        return all(map(self._is_met, conditions))

    def _is_met(self, condition: str) -> bool:
        if condition.startswith(PRESENT):
            return self._is_there(condition)
        try:
            return meets(self._builder, condition)
        except Exception:  # noqa: BLE001 -- an expression can be wrong in any way
            return True  # as Sphinx does, which warns of the expression itself

    def _is_there(self, name: str) -> bool:
        """Tell whether the builder shows what stands beside a mark."""
        with working_collector():
            return name != PRESENT and name in self._present(name.partition(" ")[2])

    def _marks_of(self, docname: str) -> frozenset[str]:
        doctree = doctree_of(self._builder.env, docname)
        marks = list(doctree.findall(presence))
        every = frozenset(mark["name"] for mark in marks)
        _leave(doctree, {id(outer) for mark in marks for outer in (mark, *ancestors(mark))})
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
