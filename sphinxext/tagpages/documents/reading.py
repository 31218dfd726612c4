"""What is to be recorded of the nodes of a finished doctree."""

from __future__ import annotations

from typing import cast

from docutils import nodes
from sphinx import addnodes

from ..markup.builder_nodes import ancestors
from .contents import Content
from .nodes import note_entry, placeholder
from .records import Conditions, OwnNote, Reference

#: The name of the domain.
DOMAIN = "tagpages"


def conditions_of(node: nodes.Node) -> Conditions:
    """Return the expressions of the ``only`` directives round a node."""
    return tuple(outer["expr"] for outer in ancestors(node) if isinstance(outer, addnodes.only))


def shown_by(node: nodes.Node) -> Content | OwnNote | Reference | None:
    """Return what is filled in for a node when it is written, if that depends on the whole project."""
    if isinstance(node, placeholder):
        return cast("Content", node["content"])
    if isinstance(node, note_entry):
        return OwnNote(node["key"][1]) if "key" in node else None
    if isinstance(node, addnodes.pending_xref):
        kind = node.get("reftype", "")
        if node.get("refdomain") == DOMAIN:
            return Reference(kind, node.get("tagpages_name", node["reftarget"]), "")
        if kind in {"ref", "any", "doc", "myst"}:
            # Of MyST, the name of a document that it has found counts from the source folder.
            root = "/" if kind == "myst" and node.get("refdomain") == "doc" else ""
            return Reference(kind, root + node["reftarget"], node.get("refdoc", ""))
    return None
