"""The texts of notes that documents hold, taken before quotes in them are curled.

Which quotes are curled, and how, depends on the builder and the language; a note and its id do not. What else
of a text depends on the builder, or on other documents, is kept as nodes: ``project/late_texts.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeGuard, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from ..markup.excerpt import Excerpts, is_apart, is_common, is_plain, is_transparent
from .nodes import note_entry, note_marks, note_source, page_tags, placeholder
from .records import LateNodes

_PAGE = "tagpages_page_texts"
_OURS = (note_entry, note_marks, note_source, page_tags, placeholder)
_EXCERPTS = Excerpts()


class KeepTexts(SphinxTransform):
    """Keeps the texts of the notes in a document, and of the document as a note."""

    #: After substitutions (220) and translations, before Sphinx curls quotes (750).
    default_priority = 740

    def apply(self, **_kwargs: object) -> None:
        """Keep the texts."""
        for entry in self.document.findall(note_entry):
            entry["texts"] = note_texts(entry)
        self.document[_PAGE] = _texts(_title(self.document), self.document)


@dataclass(frozen=True, slots=True)
class Texts:
    """The title of a note and the first paragraph of its running text, as plain text.

    ``name``: the title as ids are made of it. ``late``: what a builder has to say of both, if it has.
    """

    title: str
    body: str
    name: str
    late: LateNodes | None = None


def note_texts(entry: note_entry) -> Texts:
    """Return the texts of a note that stands in a document."""
    title, *_body = entry.children
    return _texts(cast("nodes.Element", title), entry)


def page_texts(document: nodes.document) -> Texts:
    """Return the texts of a document as a note, and forget them."""
    return cast("Texts", document.attributes.pop(_PAGE, Texts("", "", "")))


def _title(document: nodes.document) -> nodes.Element:
    """Return the title that Sphinx takes for the document's, without raw parts, as Sphinx names it."""
    for section in document.findall(nodes.section):
        title = cast("nodes.Element", section[0])
        if any(title.findall(nodes.raw)):
            title = title.deepcopy()
            for raw in list(title.findall(nodes.raw)):
                cast("nodes.Element", raw.parent).remove(raw)
        return title
    return nodes.title("", str(document.get("title", "")))


def _texts(title: nodes.Element, parent: nodes.Element) -> Texts:
    found: list[nodes.Node] = []
    body = _first_paragraph(parent, found)
    late = LateNodes(
        None if all(map(_is_settled, title.children)) else _copy(title.children),
        None if all(map(_is_settled, found)) else _copy(found),
    )
    return Texts(_EXCERPTS.text(title), body, title.astext(), late if late.title or late.body else None)


def _first_paragraph(parent: nodes.Element, found: list[nodes.Node]) -> str:
    """Return the text of the first paragraph that every builder shows, if there is one.

    ``found`` takes it, and all before it that a builder may show in its place.
    """
    for child in parent.children:
        if isinstance(child, nodes.paragraph | nodes.line_block):
            found.append(child)
            if _has_settled_words(child):
                return _EXCERPTS.text(child)
        elif is_transparent(child):
            inner: list[nodes.Node] = found if is_plain(child) else []
            text = _first_paragraph(child, inner)
            if inner is not found and inner:
                holder = child.copy()
                holder.children = inner  # their parent stays the one that they have
                found.append(holder)
            elif text:
                return text
        elif isinstance(child, nodes.Element) and not isinstance(child, _OURS):
            is_late = isinstance(child, addnodes.only) or not is_common(child)
            if is_late and any(child.findall(nodes.paragraph)):
                found.append(child)
    return ""


def _is_settled(node: nodes.Node) -> bool:
    """Tell whether a node is shown alike by every builder, with all in it."""
    return all(is_plain(part) and not _is_empty_link(part) for part in node.findall())


def _is_empty_link(node: nodes.Node) -> TypeGuard[nodes.reference]:
    """Tell whether a node is ``[](#anchor)``, for which MyST has yet to put a title."""
    return isinstance(node, nodes.reference) and "id_link" in node and not node.children


def _filled(link: nodes.reference, document: nodes.document) -> nodes.Node:
    """Return the title of a heading in a document, or what MyST resolves as it does with those of labels."""
    target = link["refuri"][1:]
    slugs: Mapping[str, tuple[int, str, str]] = getattr(document, "myst_slugs", {})
    if target in slugs:
        return nodes.Text(slugs[target][2])
    about = {"refdoc": document.settings.env.docname, "refdomain": None, "refexplicit": False}
    return addnodes.pending_xref("", nodes.inline(), reftype="myst", reftarget=target, **about)


def _has_settled_words(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Element):
        return is_plain(node) and not is_apart(node) and any(map(_has_settled_words, node.children))
    return bool(node.astext().strip())


def _copy(found: Iterable[nodes.Node]) -> nodes.Element:
    """Return copies of nodes, without what is no text, and without the document that they are from."""
    holder = nodes.compound("", *(node.deepcopy() for node in found))
    for node in list(holder.findall()):
        document, node.document = node.document, None  # type: ignore[assignment]
        if document and _is_empty_link(node):
            node.replace_self(_filled(node, document))
        elif is_apart(node) or isinstance(node, _OURS):
            cast("nodes.Element", node.parent).remove(node)
    return holder
