"""The texts of notes at their homes, as nodes; a text without a markup is strings in HTML, and never here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from docutils import nodes
from sphinx.builders import Builder

from ..core.index import Entry
from ..core.note import Note
from ..core.problems import Problem
from .builder_nodes import Parts, plain_nodes
from .images import Pictures
from .markdown_nodes import markdown_nodes
from .mentions import Mentions
from .plain_text import unreadable
from .rst_nodes import rst_nodes

#: The texts of a note, in the order in which its home shows them.
FIELDS = ("summary", "comment", "body")
#: By how much references may make a text longer than it is written, from which length on.
_MOST_GROWTH, _SHORT = 100, 2000
#: Those of an issue: comments follow what they are about.
_FIELDS_OF_ISSUES = ("summary", "body", "comment")


def fields_of(note: Note) -> tuple[str, ...]:
    """Return the names of a note's texts, in the order in which its home shows them."""
    return FIELDS if note.number is None else _FIELDS_OF_ISSUES


class Bodies:
    """Makes nodes of the texts of notes, for one builder. ``add_problem`` takes what is wrong with them."""

    def __init__(
        self,
        builder: Builder,
        mentions: Mentions,
        pictures: Pictures,
        add_problem: Callable[[Problem], None],
    ) -> None:
        self._builder = builder
        self._mentions = mentions
        self._pictures = pictures
        self._add_problem = add_problem

    def made(self, entry: Entry, fields: Iterable[str], docname: str, level: int = 0) -> list[nodes.Node]:
        """Return texts of a note.

        Args:
            entry: the note.
            fields: which of its texts.
            docname: the document that shows them.
            level: the level of the note's heading, for HTML.
        """
        return [node for field in fields for node in self._of_field(entry, field, docname, level)]

    def _of_field(self, entry: Entry, field: str, docname: str, level: int) -> list[nodes.Node]:
        note = entry.note
        source: str = getattr(note, field)
        if note.text is None or not source:
            return plain_nodes(source)
        parts = Parts(
            self._builder, self._mentions, self._pictures, entry, field, docname, level, self._add_problem
        )
        if note.markup == "markdown":
            found = markdown_nodes(source, parts)
        else:
            found = rst_nodes(source, parts, self._builder.env)
        if found is None or _has_grown(source, found):
            self._add_problem(unreadable(note, field))
            return plain_nodes(source)
        return found


def _has_grown(source: str, found: Iterable[nodes.Node]) -> bool:
    """Tell whether a text has become many times as long: what it defines once can be named very often."""
    if len(source) < _SHORT:
        return False
    length = 0
    for part in found:
        for node in part.findall():
            length += len(node) if isinstance(node, nodes.Text) else len(node.get("refuri", ""))  # type: ignore[attr-defined]
    return length > _MOST_GROWTH * len(source)
