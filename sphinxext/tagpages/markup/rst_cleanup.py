"""What docutils read of a note, made into what every builder can show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from docutils import nodes
from docutils.utils import Reporter
from sphinx import addnodes
from sphinx.util import docname_join

from .builder_nodes import BuilderNodes, ancestors

_KEPT_CLASSES = frozenset(["epigraph", "highlights", "pull-quote", "colwidths-auto", "colwidths-given"])
_UNWRAPPED = (nodes.section, nodes.figure, nodes.legend, nodes.compound, nodes.target)
_UNSEEN = (nodes.comment, nodes.substitution_definition, nodes.system_message, nodes.pending)


class Cleanup:
    """Makes of what docutils read what all builders can show: without classes, ids and raw parts."""

    def __init__(self, document: nodes.document, make: BuilderNodes) -> None:
        self._document = document
        self._make = make
        self._footnotes: list[tuple[str, str, nodes.Element]] = []
        # Sections go before their titles come.
        self._ranks = {
            title: sum(isinstance(parent, nodes.section) for parent in ancestors(title))
            for title in document.findall(nodes.title)
            if isinstance(title.parent, nodes.section)
        }

    def run(self) -> None:
        """Change the document."""
        for message in (*self._document.parse_messages, *self._document.transform_messages):
            if message["level"] >= Reporter.WARNING_LEVEL:
                self._make.warn(" ".join(message.children[0].astext().split()))
        for node in list(self._document.findall(nodes.Element)):
            parent = node.parent
            if parent is None or node not in parent.children:
                continue
            index = parent.index(node)
            new = self._block(node)
            if new is None:
                new = self._inline(node)
            if new is None:
                _strip(node)
            else:
                parent[index : index + 1] = new
        if self._footnotes:
            self._document += self._make.footnotes([
                (label, name, footnote.children[1:]) for label, name, footnote in self._footnotes
            ])

    def _block(self, node: nodes.Element) -> Sequence[nodes.Node] | None:
        """Return what takes the place of a block, or ``None`` if it stays."""
        if isinstance(node, _UNWRAPPED):
            return node.children
        match node:
            case nodes.title() if node in self._ranks:
                return [self._make.heading(self._ranks[node], node.children)]
            case nodes.rubric():
                return [self._make.heading(1, node.children)]
            case nodes.caption():
                return [nodes.paragraph("", "", *node.children)]
            case nodes.footnote() | nodes.citation():
                self._footnotes.append((node[0].astext(), node["ids"][0], node))
                return []
            case nodes.literal_block() | nodes.doctest_block():
                language = "pycon" if isinstance(node, nodes.doctest_block) else node.get("language", "")
                return [self._make.code(node.astext(), language)]
            case nodes.math_block():
                return [self._make.formula_block(node.astext())]
            case nodes.table():
                return self._table(node)
        return [] if isinstance(node, _UNSEEN) else None

    def _inline(self, node: nodes.Element) -> Sequence[nodes.Node] | None:
        """Return what takes the place of what stands in a line, or ``None`` if it stays."""
        match node:
            case nodes.footnote_reference() | nodes.citation_reference():
                return [self._make.footnote_reference(node.astext(), str(node.get("refid", "")))]
            case nodes.math():
                return [self._make.formula(node.astext())]
            case nodes.image():
                in_link = isinstance(node.parent, nodes.reference)
                picture = self._make.picture(node["uri"], node.get("alt", ""), in_link=in_link)
                return _in_paragraph(node, picture)
            case nodes.reference() if "refuri" in node:
                return _in_paragraph(node, self._make.link(node["refuri"], node.children))
            case nodes.reference():
                return node.children
            case nodes.problematic() | nodes.raw():
                return [nodes.Text(node.astext())]
            case addnodes.pending_xref():
                self._place(node)
        return None

    def _table(self, node: nodes.Element) -> Sequence[nodes.Node]:
        if not any(node.findall(nodes.entry)):
            return []
        if not self._make.is_html and any(isinstance(parent, nodes.table) for parent in ancestors(node)):
            return [self._make.code(node.astext(), "")]
        title = [child for child in node.children if isinstance(child, nodes.title)]
        for child in title:
            node.remove(child)
        _strip(node)
        caption = [nodes.paragraph("", "", nodes.strong("", "", *child.children)) for child in title]
        return [*caption, self._make.table(node)]

    def _place(self, node: nodes.Element) -> None:
        """Let a reference count from the file that names it, and be resolved from where it is shown."""
        node.source, node.line = str(self._make.source_path), self._make.line
        place_reference(node, self._make)


def place_reference(node: nodes.Element, make: BuilderNodes) -> None:
    """Let a reference count from the file of its note, and be resolved as in a document."""
    node["refdoc"] = make.docname
    if node["reftype"] in {"any", "doc"}:
        docname = docname_beside(make.entry.note.origin.path, node["reftarget"])
        if node["reftype"] == "doc" or docname in make.builder.env.found_docs:
            node["reftarget"] = f"/{docname}"


def docname_beside(path: str, name: str) -> str:
    """Return the name of a document that a file names."""
    return docname_join(str(PurePosixPath(path).with_suffix("")), name)


def _strip(node: nodes.Element) -> None:
    for name in ("ids", "names", "dupnames", "backrefs"):
        node[name] = []
    if not isinstance(node, nodes.Inline):
        node["classes"] = [name for name in node["classes"] if name in _KEPT_CLASSES]


def _in_paragraph(node: nodes.Element, new: list[nodes.Node]) -> list[nodes.Node]:
    return new if isinstance(node.parent, nodes.TextElement) else [nodes.paragraph("", "", *new)]
