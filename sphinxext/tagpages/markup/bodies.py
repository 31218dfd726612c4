"""The texts of notes at their homes, as nodes; a text without a markup is strings in HTML, and never here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain

from docutils import nodes
from sphinx.builders import Builder

from ..core.index import Entry
from ..core.note import Note
from ..core.problems import Problem
from ..util.bare_links import Piece
from .builder_nodes import BuilderNodes
from .dependencies import Mentions
from .images import Pictures
from .markdown import markdown_blocks
from .markdown_nodes import markdown_nodes
from .plain_text import text_of, unreadable
from .rst_nodes import resolved_blocks, rst_nodes

#: By how much references may make a text longer than it is written, from which length on.
_MOST_GROWTH, _SHORT = 100, 2000


def fields_of(note: Note) -> tuple[str, ...]:
    """Return the names of a note's texts, in the order in which its home shows them."""
    if note.number is None:
        return ("summary", "comment", "body")
    return ("summary", "body", "comment")  # comments of an issue follow what they are about


@dataclass(frozen=True)
class Bodies:
    """Makes nodes of the texts of notes, for one builder.

    ``add_problem`` takes what is wrong with them; ``kind`` makes the nodes that builders have each their own.
    """

    builder: Builder
    mentions: Mentions
    pictures: Pictures
    add_problem: Callable[[Problem], None]
    kind: type[BuilderNodes] = BuilderNodes

    def made(self, entry: Entry, fields: Iterable[str], docname: str, level: int = 0) -> list[nodes.Node]:
        """Return texts of a note.

        ``level`` is that of the note's heading, for HTML.
        """
        return [node for field in fields for node in self._of_field(entry, field, docname, level)]

    def _of_field(self, entry: Entry, field: str, docname: str, level: int) -> list[nodes.Node]:
        note = entry.note
        source: str = getattr(note, field)
        if note.text is None or not source:
            return _paragraphs(source)
        make = self.kind(
            self.builder, self.mentions, self.pictures, self.add_problem, entry, field, docname, level
        )
        found = (markdown_nodes if note.markup == "markdown" else rst_nodes)(source, make)
        if found is None or _has_grown(source, found):
            self.add_problem(unreadable(note, field))
            return _paragraphs(source)
        return found


def resolved_text(make: BuilderNodes, length: int) -> str:
    """Return the text of a note, of so many characters, with what it refers to, as its home shows it."""
    note = make.entry.note

    def issue(piece: Piece) -> str:
        return make.issue(piece)[0].astext()

    if note.markup == "markdown":
        text, unread = text_of(note, length, partial(markdown_blocks, issue=issue))
    else:
        text, unread = text_of(note, length, partial(resolved_blocks, make=make))
    return note.text or "" if unread else text


def _paragraphs(text: str) -> list[nodes.Node]:
    return [nodes.paragraph("", part.strip()) for part in text.split("\n\n") if part.strip()]


def _has_grown(source: str, found: Iterable[nodes.Node]) -> bool:
    """Tell whether a text has become many times as long: what it defines once can be named very often."""
    if len(source) < _SHORT:
        return False
    length = 0
    for node in chain.from_iterable(part.findall() for part in found):
        length += len(node if isinstance(node, nodes.Text) else node.get("refuri", ""))  # type: ignore[attr-defined]
    return length > _MOST_GROWTH * len(source)
