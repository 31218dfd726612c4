"""What stands in the documents of one build: placeholders are filled, notes get their frames.

For HTML, what the search index is not to see is filled in only when a page is written. All else is done
by a transform that runs after references are resolved, and before pictures and links are looked at.
"""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..documents.contents import HOMES, SelectedListing
from ..documents.domain import TagpagesDomain
from ..documents.nodes import note_entry, placeholder
from ..markup.builder_nodes import raw
from ..project.notes import Snapshot
from ..sphinx_internals.builders import is_epub
from ..sphinx_internals.caching import remember_stems
from ..sphinx_internals.search_titles import escape_titles
from .html import TEXT
from .tag_colours import write_colours

#: What becomes a link, and cannot stand in a title that is one.
LINKS = (nodes.reference, nodes.footnote_reference, nodes.citation_reference, nodes.problematic)
STATIC_FILES = Path(__file__).parents[1] / "static"


class Rendering:
    """Fills the documents of one build; nothing of ours where a builder shows only what the user wrote."""

    def __init__(self, builder: Builder, snapshot: Snapshot) -> None:
        self.builder = builder
        self._snapshot = snapshot

    def copy_assets(self, outdir: Path, *, as_left: bool) -> None:
        """Put the style sheets and the script into the output, for HTML.

        Args:
            outdir: the folder of the output.
            as_left: whether what depends on notes is there as it should be.
        """
        if self.builder.format != "html":
            return
        static = outdir / "_static"
        static.mkdir(parents=True, exist_ok=True)
        for file in STATIC_FILES.iterdir():
            if file.suffix != ".js" or not is_epub(self.builder):
                copyfile(file, static / file.name)
        if not as_left:
            write_colours(static, (tag.colour for tag in self._snapshot.index.tags.values()))

    def fill(self, domain: TagpagesDomain, doctree: nodes.document, docname: str) -> None:
        """Fill in a document; what remains of ours is what is made when a page of HTML is written."""
        remember_stems(self.builder)
        escape_titles(self.builder, domain.generated)
        html, nodes_renderer = self._snapshot.html, self._snapshot.nodes
        for node in list(doctree.findall(placeholder)):
            self._check_tags(domain, node)
            if nodes_renderer is not None:
                node.replace_self(nodes_renderer.render(node["content"], _docname_at(node, docname)))
            elif html is None:
                node.replace_self([])
            elif isinstance(node["content"], HOMES):
                level = _heading_level(node)
                shown = html.render(node["content"], docname, level)
                node.replace_self(self._with_texts(shown, docname, level))
        if html is not None or nodes_renderer is not None:
            for entry in list(doctree.findall(note_entry)):
                self._fill_entry(domain, entry, _docname_at(entry, docname))
        self._snapshot.told.tell_of_page(docname, self._snapshot.found)
        self._snapshot.found.clear()

    def _check_tags(self, domain: TagpagesDomain, node: placeholder) -> None:
        content = node["content"]
        if isinstance(content, SelectedListing):
            for name, option in content.selection.unknown_tags(domain.index):
                self._snapshot.found.append(domain.unknown_tag(node, name, option))

    def _fill_entry(self, domain: TagpagesDomain, node: note_entry, docname: str) -> None:
        entry = domain.entry_at(node)
        title, *body = node.children
        if entry is None:
            is_draft = "place" in node
            node.replace_self([] if is_draft else body)
            return
        for link in [found for found in title.findall() if isinstance(found, LINKS)]:
            link.parent.replace(link, link.children)
        if self._snapshot.nodes is not None:
            node.replace_self(self._snapshot.nodes.frame(node, entry, docname))
        elif self._snapshot.html is not None:
            level = _heading_level(node)
            frame = self._snapshot.html.frame(entry, docname, level)
            parts = [
                self._with_texts(html, docname, level) for html in (frame.before, frame.between, frame.after)
            ]
            node.children = []
            node += [*parts[0], title, *parts[1], *body, *parts[2]]

    def _with_texts(self, html: str, docname: str, level: int) -> list[nodes.Node]:
        """Return HTML as nodes, with the texts that are made of nodes in their places."""
        first, *rest = TEXT.split(html)
        found: list[nodes.Node] = [raw(first)]
        for field, name, following in zip(*[iter(rest)] * 3, strict=True):
            entry = self._snapshot.index.by_id[name]
            found += [*self._snapshot.bodies.made(entry, [field], docname, level), raw(following)]
        return found

    def html_of(self, node: placeholder, docname: str) -> str:
        """Return the HTML of a placeholder that was left for the writer."""
        assert self._snapshot.html is not None
        return self._snapshot.html.render(node["content"], docname, _heading_level(node))


class FillIn(SphinxPostTransform):
    """Fills each document with what the index says."""

    #: After references (10) and ``only`` (50), before pictures (100 and on) and the check of links (800).
    default_priority = 60

    def run(self, **_kwargs: object) -> None:
        """Fill in the document."""
        domain = cast("TagpagesDomain", self.env.get_domain(TagpagesDomain.name))
        domain.rendering.fill(domain, self.document, self.env.docname)


def visit_placeholder(translator: Any, node: placeholder) -> None:  # noqa: ANN401 -- of any builder
    """Write a placeholder as HTML."""
    builder: Any = translator.builder
    domain = cast("TagpagesDomain", builder.env.get_domain(TagpagesDomain.name))
    translator.body.append(domain.rendering.html_of(node, builder.current_docname))
    raise nodes.SkipNode


def _docname_at(node: nodes.Node, docname: str) -> str:
    """Return the document that a node is from, where several were joined to one."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, addnodes.start_of_file):
            return cast("str", parent["docname"])
        parent = parent.parent
    return docname


def _heading_level(node: nodes.Node) -> int:
    """Return the level of a heading one below the sections round a node."""
    level = 1
    parent = node.parent
    while parent is not None:
        level += isinstance(parent, nodes.section)
        parent = parent.parent
    return level
