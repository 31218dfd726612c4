"""What makes HTML or nodes of the notes of one build, each made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from sphinx.builders import Builder

from ..core.problems import Problem
from ..markup.bodies import Bodies
from ..markup.dependencies import Dependencies
from ..markup.images import Pictures
from ..markup.mentions import Mentions
from ..pages.descriptions import Descriptions
from ..project.notes import ProjectNotes
from ..sphinx_internals.builders import shows_generated
from .doctree import NodeRenderer
from .html import HtmlRenderer


class Renderers:
    """Renders the notes of one build for its builder; nothing for a builder that shows no notes.

    ``problems`` is what was found as texts were rendered, and not reported yet.
    """

    def __init__(self, builder: Builder, confdir: Path, notes: ProjectNotes) -> None:
        self._builder = builder
        self._confdir = confdir
        self._notes = notes
        self.problems: list[Problem] = []

    @cached_property
    def pictures(self) -> Pictures | None:
        """The pictures of the notes."""
        if not shows_generated(self._builder):
            return None
        return Pictures(self._notes.srcdir, [entry.note for entry in self._notes.index.entries])

    @cached_property
    def _mentions(self) -> Mentions:
        return Mentions(self._notes.index.entries)

    @cached_property
    def dependencies(self) -> Dependencies | None:
        """What the texts of notes depend on."""
        if self.pictures is None:
            return None
        return Dependencies(self._builder.env, self._notes.index, self._mentions, self.pictures)

    @cached_property
    def bodies(self) -> Bodies:
        """What makes nodes of the texts of notes."""
        assert self.pictures is not None
        return Bodies(self._builder, self._mentions, self.pictures, self.problems.append)

    @cached_property
    def html(self) -> HtmlRenderer | None:
        """What makes HTML, for a builder that writes it."""
        if self.pictures is None or self._builder.format != "html":
            return None
        return HtmlRenderer(self._builder, self._confdir, self._notes.view, self.pictures)

    @cached_property
    def nodes(self) -> NodeRenderer | None:
        """What makes nodes, for a builder that shows notes and writes no HTML."""
        if self.pictures is None or self._builder.format == "html":
            return None
        return NodeRenderer(self._builder, self._notes.view, self.pictures, self.bodies)

    @cached_property
    def descriptions(self) -> Descriptions:
        """What generated pages say of themselves."""
        return Descriptions(self._notes.view)

    def drop_caches(self) -> None:
        """Give back the memory of what is cached for further pages."""
        if "html" in vars(self) and self.html is not None:
            self.html.forget()
