"""Texts in the fields of a tagged page, for the catalogues of a translation."""

from __future__ import annotations

from typing import cast

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..sources.front_matter import field_name
from .nodes import TRANSLATED_FIELDS, field_texts


class FindFieldTexts(SphinxTransform):
    """Puts what is to be translated of a document's fields before them."""

    #: Before Sphinx keeps what is to be translated (10).
    default_priority = 5

    def apply(self, **_kwargs: object) -> None:
        """Look for them at the top of the document."""
        document = self.document
        first = next(
            (node for node in document.children if not isinstance(node, nodes.PreBibliographic)), None
        )
        if not isinstance(first, nodes.field_list):
            return
        fields = {}
        for field in first.children:
            if isinstance(field, nodes.field) and field_name(name := field[0].astext()) in TRANSLATED_FIELDS:
                fields[name] = cast("nodes.field_body", field[1]).rawsource or field[1].astext()
        if fields:
            node = field_texts("", fields=fields)
            node.source, node.line = document["source"], first.line or 1
            document.insert(document.index(first), node)


def take_field_texts(document: nodes.document) -> tuple[dict[str, str], field_texts | None]:
    """Take the node out of a document; return it, and what is translated, by the names of fields."""
    node = next(document.findall(field_texts), None)
    if node is None:
        return {}, None
    node.parent.remove(node)
    written = node["messages"]
    return {name: text for name, text in node["fields"].items() if text != written.get(name)}, node
