"""Texts of notes that refer to other documents, or hold what not every builder shows: as one shows them.

They are resolved when all documents are read, a few nodes of each document at a time, as Sphinx resolves a
document that is written. Of documents, nothing of it is kept: what a text depends on is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Literal, TypeAlias

from docutils import nodes
from docutils.frontend import Values
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.application import Sphinx

from ..core.index import Entry, TagIndex
from ..core.problems import Problem
from ..documents.domain import TagpagesDomain
from ..markup.bodies import resolved_text
from ..markup.builder_nodes import BuilderNodes
from ..markup.dependencies import Dependencies, Mentions, has_default_role
from ..markup.excerpt import Excerpts
from ..markup.images import Pictures
from ..sphinx_internals.builders import shows_generated
from ..sphinx_internals.events import resolve, skips
from ..sphinx_internals.toctrees import number_documents
from ..sphinx_internals.virtual_documents import document_settings
from ..util.digest import digest_of

#: Fields of notes, by the keys of notes.
Changes: TypeAlias = Mapping[tuple[str, int], Mapping[str, Any]]


class LateTexts:
    """Resolves texts of the notes of one build. What they refer to of ours, the domain finds in its index.

    ``renumbered``: documents that have to be written, as they show numbers that were found to have changed.
    """

    def __init__(self, app: Sphinx, domain: TagpagesDomain, length: int) -> None:
        self._app = app
        self._builder = builder = app.builder
        self._domain = domain
        self._length = length
        self.renumbered: list[str] = []
        self._excerpts = Excerpts(builder.format, partial(skips, builder))

    @cached_property
    def _settings(self) -> Callable[[], Values]:
        return document_settings(self._builder.env)

    def titles(self, index: TagIndex) -> Changes:
        """Return the titles that have to be resolved."""
        if any(map(_names_number, self._all_nodes())):
            self.renumbered = number_documents(self._app)
        return self._in_documents("title", index)

    def texts(self, index: TagIndex) -> Changes:
        """Return the first words that have to be resolved; an index has the titles that they name."""
        return {**self._in_documents("body", index), **self._with_markup(index)}

    def _all_nodes(self) -> Iterator[nodes.Element]:
        for record in self._domain.documents.values():
            for late in record.late.values():
                yield from (part for part in (late.title, late.body) if part is not None)

    def _in_documents(self, field: Literal["title", "body"], index: TagIndex) -> Changes:
        found: dict[tuple[str, int], Mapping[str, Any]] = {}
        for docname, record in self._domain.documents.items():
            kept = {
                number: fragment
                for number, late in record.late.items()
                if (docname, number) in index.by_key and (fragment := getattr(late, field)) is not None
            }
            if kept:
                texts = self._resolved(docname, field, kept, index)
                # A title that a builder leaves out is still the name of its note.
                found |= {(docname, n): {field: text} for n, text in texts.items() if text or field == "body"}
        return found

    def _resolved(
        self, docname: str, field: str, kept: Mapping[int, nodes.Element], index: TagIndex
    ) -> dict[int, str]:
        document = new_document(str(self._builder.env.doc2path(docname)), self._settings())
        holders = {number: fragment.deepcopy() for number, fragment in kept.items()}
        document += list(holders.values())
        with self._domain.previewing(index):
            if not resolve(self._builder, document, docname):
                return {}
        read = self._excerpts.text if field == "title" else self._excerpts.first
        return {number: read(holder) for number, holder in holders.items()}

    def _with_markup(self, index: TagIndex) -> Changes:
        if not shows_generated(self._builder):
            return {}
        env, mentions = self._builder.env, Mentions(index.entries)
        pictures = Pictures(Path(env.srcdir), ())
        dependencies = Dependencies(env, index, mentions, pictures)
        known, found = self._domain.resolved.copy(), {}
        self._domain.resolved.clear()
        with self._domain.previewing(index):
            for key, entry in index.by_key.items():
                note = entry.note
                refers = note.references.roles or note.references.numbers or has_default_role(env, note)
                if not note.text or not refers:
                    continue
                digest = digest_of(self._builder.name, note, entry.home, self._length, dependencies.of(note))
                if (text := known.get(digest)) is None:
                    text = resolved_text(self._make_nodes(entry, mentions, pictures), self._length)
                self._domain.resolved[digest] = text
                found[key] = {"text": text}
        return found

    def _make_nodes(self, entry: Entry, mentions: Mentions, pictures: Pictures) -> BuilderNodes:
        problems: list[Problem] = []  # they are found again, and reported, where the text is shown
        return BuilderNodes(self._builder, mentions, pictures, problems.append, entry, "body", entry.home, 0)


def _names_number(part: nodes.Element) -> bool:
    return any(node["reftype"] == "numref" for node in part.findall(addnodes.pending_xref))
