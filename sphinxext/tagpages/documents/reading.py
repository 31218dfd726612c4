"""What is to be recorded of the nodes of a finished doctree."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from docutils import nodes
from sphinx import addnodes

from ..markup.builder_nodes import ancestors
from ..markup.excerpt import is_plain
from .contents import Content, SelectedListing, SourceListing
from .nodes import note_entry, placeholder, presence
from .records import PRESENT, Conditions, DocumentRecord, OwnNote, RecordedTable, Reference

#: The name of the domain.
DOMAIN = "tagpages"
_OURS = (note_entry,)


def conditions_of(node: nodes.Node) -> Conditions:
    """Return the expressions of the ``only`` directives round a node."""
    return tuple(outer["expr"] for outer in ancestors(node) if isinstance(outer, addnodes.only))


def conditions_beside(node: nodes.Element, docname: str) -> Conditions:
    """Return the conditions of a note, and leave a mark beside it where they can be told by that alone."""
    outer = list(ancestors(node))
    conditions = conditions_of(node)
    if all(isinstance(each, (addnodes.only, *_OURS)) or is_plain(each) for each in outer):
        return conditions
    number = sum(1 for _mark in outer[-1].findall(presence))
    mark = presence("", name=f"{PRESENT}{number} {docname}")
    outer[0].insert(outer[0].index(node) + 1, mark)
    return (*conditions, mark["name"])


def tables_in(document: nodes.document, docname: str) -> list[RecordedTable]:
    """Return the tables of notes of a document, with what a builder may leave them out by."""
    return [
        RecordedTable(
            node["content"],
            tuple(
                outer["key"] for outer in ancestors(node) if isinstance(outer, note_entry) and "key" in outer
            ),
            conditions_beside(node, docname),
        )
        for node in list(document.findall(placeholder))
        if isinstance(node["content"], SelectedListing) and node["content"].table
    ]


def is_in_draft(entry: note_entry, record: DocumentRecord) -> bool:
    """Tell whether a note stands in one that is a draft."""
    keys = (outer.get("key") for outer in ancestors(entry) if isinstance(outer, note_entry))
    return any(record.notes[key[1]].note.draft for key in keys if key)


def forget_removed(record: DocumentRecord, doctree: nodes.document) -> None:
    """Let no builder show notes and sources that were recorded, and taken out of the document since."""
    there = {shown_by(node) for node in doctree.findall()}
    record.tables = [table for table in record.tables if table.listing in there]
    for item in record.shows:
        if isinstance(item, OwnNote) and item not in there:
            record.notes[item.number] = replace(record.notes[item.number], conditions=(PRESENT,))
        elif isinstance(item, SourceListing) and item not in there:
            source = record.sources[item.number]
            record.sources[item.number] = replace(source, conditions=(PRESENT,))
            for number in source.own:
                record.notes[number] = replace(record.notes[number], conditions=(PRESENT,))


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
