"""What a document holds of ours, set apart before it is filled in.

An extension may show a node in two documents, or twice in one: itself, or a copy (``todolist`` does so).
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from ..documents.nodes import note_entry, placeholder


def is_whole(document: nodes.document) -> bool:
    """Tell whether a document is one of the project's: a part that is shown elsewhere has no source."""
    return bool(document.get("source"))


def set_apart(document: nodes.document) -> list[note_entry | placeholder]:
    """Return the nodes of ours in a document, in their order, which are to be filled in.

    They, and all that holds them, become copies: what is filled in changes no other document, and each
    knows where it stands in this one. A part is a copy already, of which its extension holds on to the nodes.
    """
    if next(_ours(document), None) is None:
        return []
    copies = is_whole(document)
    _hold(document, [_apart(child, copies=copies) for child in document.children])
    return list(_ours(document))


def _ours(document: nodes.document) -> Iterator[note_entry | placeholder]:
    return (node for node in document.findall() if isinstance(node, note_entry | placeholder))


def _apart(node: nodes.Node, *, copies: bool) -> nodes.Node:
    if not isinstance(node, nodes.Element):
        return node
    made = [_apart(child, copies=copies) for child in node.children]
    is_ours = isinstance(node, note_entry | placeholder)
    if copies and (is_ours or any(new is not old for new, old in zip(made, node.children, strict=True))):
        node = node.copy()
    _hold(node, made)
    return node


def _hold(node: nodes.Element, children: list[nodes.Node]) -> None:
    node.children = []
    node += children


def hold_attributes(node: note_entry | placeholder, taken: set[str], *, as_html: bool) -> None:
    """Give the ids and the classes of a node of ours to a container round it, which every builder knows.

    Args:
        node: the node.
        taken: the ids that the document has had of such nodes.
        as_html: whether the builder writes HTML. Other writers have anchors of targets alone; docutils
            leaves an empty one before what a label belongs to.
    """
    ids = [id_ for id_ in node["ids"] if id_ not in taken]
    taken.update(ids)
    holder = nodes.container("", ids=ids, classes=node["classes"])
    node["ids"], node["names"], node["classes"] = [], [], []
    if not ids and not holder["classes"]:
        return
    parent = node.parent
    number = parent.index(node)
    parent[number] = holder
    holder += node
    if not as_html:
        named = {
            target.get("refid") for target in parent.children[:number] if isinstance(target, nodes.target)
        }
        holder["ids"] = [id_ for id_ in ids if id_ in named]
        if own := [id_ for id_ in ids if id_ not in named]:
            parent.insert(number, nodes.target("", "", ids=own))
