"""What docutils read of a note, made into what every builder can show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath

from docutils import nodes
from docutils.utils import Reporter
from sphinx import addnodes
from sphinx.util import docname_join

from .builder_nodes import Parts

#: Returns what takes the place of a node, or ``None`` if it stays.
Change = Callable[[nodes.Element], Sequence[nodes.Node] | None]

_KEPT_CLASSES = frozenset(["epigraph", "highlights", "pull-quote", "colwidths-auto", "colwidths-given"])
_UNWRAPPED = (nodes.section, nodes.figure, nodes.legend, nodes.compound, nodes.target)
_UNSEEN = (nodes.comment, nodes.substitution_definition, nodes.system_message, nodes.pending)


class Adaption:
    """Makes of what docutils read what all builders can show: without classes, ids and raw parts."""

    def __init__(self, document: nodes.document, parts: Parts) -> None:
        self._document = document
        self._parts = parts
        self._footnotes: list[tuple[str, str, nodes.Element]] = []
        self._ranks = {
            title: _rank(title)
            for title in document.findall(nodes.title)
            if isinstance(title.parent, nodes.section)
        }
        self._changes: Mapping[type[nodes.Element], Change] = {
            addnodes.pending_xref: self._pending_reference,
            nodes.caption: self._caption,
            nodes.citation: self._footnote,
            nodes.citation_reference: self._footnote_reference,
            nodes.doctest_block: self._code,
            nodes.footnote: self._footnote,
            nodes.footnote_reference: self._footnote_reference,
            nodes.image: self._image,
            nodes.literal_block: self._code,
            nodes.math: self._formula,
            nodes.math_block: self._formula,
            nodes.problematic: self._text,
            nodes.raw: self._text,
            nodes.reference: self._reference,
            nodes.rubric: self._rubric,
            nodes.table: self._table,
            nodes.title: self._title,
        }

    def adapt(self) -> None:
        """Change the document."""
        for message in (*self._document.parse_messages, *self._document.transform_messages):
            if message["level"] >= Reporter.WARNING_LEVEL:
                self._parts.warn(" ".join(message.children[0].astext().split()))
        for node in list(self._document.findall(nodes.Element)):
            parent = node.parent
            if parent is None or node not in parent.children:
                continue
            index = parent.index(node)
            new = self._changed(node)
            if new is None:
                _strip(node)
            else:
                parent[index : index + 1] = new
        if self._footnotes:
            self._document += self._parts.footnotes([
                (label, name, footnote.children[1:]) for label, name, footnote in self._footnotes
            ])

    def _changed(self, node: nodes.Element) -> Sequence[nodes.Node] | None:
        """Return what takes the place of a node, or ``None`` if it stays."""
        if isinstance(node, _UNSEEN):
            return []
        if isinstance(node, _UNWRAPPED):
            return node.children
        change = self._changes.get(type(node))
        return change(node) if change else None

    def _text(self, node: nodes.Element) -> Sequence[nodes.Node]:
        return [nodes.Text(node.astext())]

    def _title(self, node: nodes.Element) -> Sequence[nodes.Node] | None:
        return [self._parts.heading(self._ranks[node], node.children)] if node in self._ranks else None

    def _rubric(self, node: nodes.Element) -> Sequence[nodes.Node]:
        return [self._parts.heading(1, node.children)]

    def _caption(self, node: nodes.Element) -> Sequence[nodes.Node]:
        return [nodes.paragraph("", "", *node.children)]

    def _footnote_reference(self, node: nodes.Element) -> Sequence[nodes.Node]:
        return [self._parts.footnote_reference(node.astext(), str(node.get("refid", "")))]

    def _footnote(self, node: nodes.Element) -> Sequence[nodes.Node]:
        self._footnotes.append((node[0].astext(), node["ids"][0], node))
        return []

    def _code(self, node: nodes.Element) -> Sequence[nodes.Node]:
        language = "pycon" if isinstance(node, nodes.doctest_block) else node.get("language", "")
        return [self._parts.code(node.astext(), language)]

    def _formula(self, node: nodes.Element) -> Sequence[nodes.Node]:
        if isinstance(node, nodes.math):
            return [self._parts.formula(node.astext())]
        return [self._parts.formula_block(node.astext())]

    def _image(self, node: nodes.Element) -> Sequence[nodes.Node]:
        in_link = isinstance(node.parent, nodes.reference)
        return _in_paragraph(node, self._parts.picture(node["uri"], node.get("alt", ""), in_link=in_link))

    def _reference(self, node: nodes.Element) -> Sequence[nodes.Node]:
        if "refuri" not in node:
            return node.children
        return _in_paragraph(node, self._parts.link(node["refuri"], node.children))

    def _table(self, node: nodes.Element) -> Sequence[nodes.Node]:
        if not any(node.findall(nodes.entry)):
            return []
        if not self._parts.is_html and _is_in(node, nodes.table):
            return [self._parts.code(node.astext(), "")]
        title = [child for child in node.children if isinstance(child, nodes.title)]
        for child in title:
            node.remove(child)
        _strip(node)
        caption = [nodes.paragraph("", "", nodes.strong("", "", *child.children)) for child in title]
        return [*caption, self._parts.table(node)]

    def _pending_reference(self, node: nodes.Element) -> None:
        """Let a reference count from the file that names it, and be resolved from where it is shown."""
        node.source, node.line = str(self._parts.source_path), self._parts.line
        node["refdoc"] = self._parts.docname
        if node["reftype"] == "doc":
            file = PurePosixPath(self._parts.entry.note.origin.path).with_suffix("")
            node["reftarget"] = f"/{docname_join(str(file), node['reftarget'])}"


def _strip(node: nodes.Element) -> None:
    for name in ("ids", "names", "dupnames", "backrefs"):
        node[name] = []
    if not isinstance(node, nodes.Inline):
        node["classes"] = [name for name in node["classes"] if name in _KEPT_CLASSES]


def _in_paragraph(node: nodes.Element, new: list[nodes.Node]) -> list[nodes.Node]:
    return new if isinstance(node.parent, nodes.TextElement) else [nodes.paragraph("", "", *new)]


def _is_in(node: nodes.Node, kind: type[nodes.Element]) -> bool:
    parent = node.parent
    while parent is not None and not isinstance(parent, kind):
        parent = parent.parent
    return parent is not None


def _rank(title: nodes.Node) -> int:
    rank = 0
    parent = title.parent
    while parent is not None:
        rank += isinstance(parent, nodes.section)
        parent = parent.parent
    return rank
