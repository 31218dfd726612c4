"""What makes HTML or nodes of the notes of one build, each made when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sphinx.builders import Builder

from ..core.problems import Problem
from ..markup.bodies import Bodies
from ..markup.builder_nodes import BuilderNodes
from ..markup.dependencies import Dependencies, Mentions
from ..markup.images import Pictures
from ..pages.feed_links import FeedLinks, add_to_head
from ..project.notes import ProjectNotes
from ..sphinx_internals.builders import is_site, shows_generated
from ..sphinx_internals.uris import base_uri
from .doctree import NodeRenderer
from .explorer import ExplorerData
from .html import HtmlRenderer
from .metadata.pages import PageMetadata


@dataclass(frozen=True)
class Renderers:
    """Renders the notes of one build for its builder; nothing for a builder that shows no notes.

    ``problems`` is what was found as texts were rendered, and not reported yet.
    """

    builder: Builder
    notes: ProjectNotes
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def pictures(self) -> Pictures | None:
        """The pictures of the notes."""
        if not shows_generated(self.builder):
            return None
        return Pictures(self.notes.srcdir, [entry.note for entry in self.notes.index.entries])

    @cached_property
    def _mentions(self) -> Mentions:
        return Mentions(self.notes.index.entries)

    @cached_property
    def dependencies(self) -> Dependencies | None:
        """What the texts of notes depend on."""
        if self.pictures is None:
            return None
        return Dependencies(self.builder.env, self.notes.index, self._mentions, self.pictures)

    @cached_property
    def bodies(self) -> Bodies:
        """What makes nodes of the texts of notes."""
        assert self.pictures is not None
        return Bodies(self.builder, self._mentions, self.pictures, self.problems.append)

    def portable_bodies(self, kind: type[BuilderNodes]) -> Bodies:
        """Return what makes nodes of the texts of notes for files that are read without the site.

        What is wrong with the texts is reported where pages show them.
        """
        problems: list[Problem] = []
        return replace(self.bodies, add_problem=problems.append, kind=kind)

    @cached_property
    def html(self) -> HtmlRenderer | None:
        """What makes HTML, for a builder that writes it."""
        if self.pictures is None or self.builder.format != "html":
            return None
        return HtmlRenderer(self.builder, self.notes.view, self.pictures, self.explorer, self.metadata)

    @cached_property
    def metadata(self) -> PageMetadata | None:
        """What pages say to programs, where the project asks for it and the builder writes a site."""
        if "metadata" not in self.notes.settings.exports or not is_site(self.builder):
            return None
        return PageMetadata(self.builder, self.notes.view)

    @cached_property
    def explorer(self) -> ExplorerData | None:
        """The data of the page of all notes, for a builder that writes it."""
        if self.pictures is None or not self.notes.view.explorer:
            return None
        return ExplorerData(self.builder, self.notes.view, self.pictures)

    @cached_property
    def nodes(self) -> NodeRenderer | None:
        """What makes nodes, for a builder that shows notes and writes no HTML."""
        if self.pictures is None or self.builder.format == "html":
            return None
        return NodeRenderer(self.builder, self.notes.view, self.pictures, self.bodies)

    @cached_property
    def feed_links(self) -> FeedLinks:
        """What pages name of feeds in their head."""
        return FeedLinks(self.builder, self.notes)

    def add_to_head(self, context: dict[str, Any], docname: str) -> None:
        """Add to the context of a page what its head names for programs."""
        add_to_head(context, self.feed_links.of(docname))
        if docname in self.builder.env.found_docs and self.metadata:
            add_to_head(context, self.metadata.head(docname, base_uri(self.builder, docname)))

    def drop_caches(self) -> None:
        """Give back the memory of what is cached for further pages."""
        if "html" in vars(self) and self.html is not None:
            self.html.drop_caches()
