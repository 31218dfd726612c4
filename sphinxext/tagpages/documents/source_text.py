"""The texts of notes that documents hold, taken before quotes in them are curled.

Which quotes are curled, and how, depends on the builder and the language; a note and its id do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from ..util.text import one_line
from .nodes import note_entry

_PAGE = "tagpages_page_texts"
#: What is no part of the note that it stands in.
_APART = (nodes.footnote, nodes.citation, nodes.system_message, note_entry)
#: What is no part of the text of a title or a paragraph.
_NO_TEXT = (
    nodes.raw,
    nodes.image,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.comment,
    nodes.system_message,
    addnodes.index,
)


class KeepTexts(SphinxTransform):
    """Keeps the texts of the notes in a document, and of the document as a note."""

    #: After substitutions (220) and translations, before Sphinx curls quotes (750).
    default_priority = 740

    def apply(self, **_kwargs: object) -> None:
        """Keep the texts."""
        for entry in self.document.findall(note_entry):
            entry["texts"] = note_texts(entry)
        self.document[_PAGE] = (_title(self.document), _first_paragraph(self.document))


def note_texts(entry: note_entry) -> tuple[str, str]:
    """Return the title and the body of a note, as plain text."""
    return entry[0].astext(), "\n\n".join(_paragraphs_of_note(entry))


def page_texts(document: nodes.document) -> tuple[str, str]:
    """Return the title of a document and its first paragraph, as plain text, and forget them."""
    return cast("tuple[str, str]", document.attributes.pop(_PAGE, ("", "")))


def _paragraphs_of_note(parent: nodes.Element) -> Iterator[str]:
    for child in parent.children:
        if isinstance(child, nodes.paragraph):
            yield from filter(None, [child.astext()])
        elif isinstance(child, nodes.Element) and not isinstance(child, _APART):
            yield from _paragraphs_of_note(child)


def _title(document: nodes.document) -> str:
    """Return the title that Sphinx takes for the document's."""
    for section in document.findall(nodes.section):
        return one_line(_text(section[0]))
    return one_line(str(document.get("title", "")))


def _first_paragraph(document: nodes.document) -> str:
    return next((text for paragraph in _running(document) if (text := one_line(_text(paragraph)))), "")


def _running(parent: nodes.Element) -> Iterator[nodes.paragraph]:
    """Yield the paragraphs of the running text: none of lists, tables, admonitions, sidebars or notes.

    The abstract, which docutils makes of the field of this name, is before it.
    """
    for child in parent.children:
        if isinstance(child, nodes.paragraph):
            yield child
        elif isinstance(child, nodes.section | nodes.compound) or _is_abstract(child):
            yield from _running(child)


def _is_abstract(node: nodes.Node) -> TypeGuard[nodes.topic]:
    return isinstance(node, nodes.topic) and "abstract" in node["classes"]


def _text(node: nodes.Node) -> str:
    if isinstance(node, _NO_TEXT):
        return ""
    if isinstance(node, nodes.Element):
        return "".join(map(_text, node.children))
    return node.astext()
