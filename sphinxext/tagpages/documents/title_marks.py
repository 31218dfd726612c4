"""Footnotes and citations in the titles of notes: no part of a title, and of the id that is made of it."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from .nodes import note_entry, note_marks


class SetMarksApart(SphinxTransform):
    """Puts the marks of a title behind it."""

    #: After footnotes (620) and citations (619) are found, before texts are kept (740).
    default_priority = 730

    def apply(self, **_kwargs: object) -> None:
        """Set them apart in each note of the document."""
        for entry in self.document.findall(note_entry):
            marks = [node for node in entry[0].findall() if _is_mark(node)]
            for mark in marks:
                _take_out(mark)
            if marks:
                entry.insert(1, note_marks("", "", *marks))


def _is_mark(node: nodes.Node) -> bool:
    if isinstance(node, addnodes.pending_xref):
        return bool(node.get("refdomain") == "citation")
    return isinstance(node, nodes.footnote_reference | nodes.citation_reference)


def _take_out(mark: nodes.Node) -> None:
    """Take a mark out of a text, with the blank before it."""
    siblings = mark.parent
    number = siblings.index(mark)
    siblings.remove(mark)
    before = siblings[number - 1] if number else None
    if isinstance(before, nodes.Text):
        siblings.replace(before, nodes.Text(before.rstrip()))
