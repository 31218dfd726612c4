"""What is said where a document names a tag or a note that there is none of, or a tag that has no page."""

from __future__ import annotations

from pathlib import Path

from sphinx import addnodes

from ..core.index import TagIndex
from ..core.problems import Origin, Problem, ProblemKind
from ..core.tags.pageless import why_without_page
from ..util.suggest import suggestion
from ..util.text import shortened
from ..warnings import origin_of
from .directives.lines import option_origin
from .nodes import placeholder


def unknown_reference(node: addnodes.pending_xref, index: TagIndex, srcdir: Path) -> Problem:
    """Return the problem of a reference that leads nowhere, with the nearest names."""
    name = node.get("tagpages_name", node["reftarget"])
    message = f"no {node['reftype']} has the name {shortened(name)!r}"
    origin = origin_of(node, srcdir)
    if node["reftype"] == "tag":
        return _unknown_tag(name, message, origin, index)
    hint = suggestion(name, [entry.note.id for entry in index.entries])
    hint = hint or "; write the note's id, which `data-note` holds in its HTML"
    return Problem(ProblemKind.UNKNOWN_NOTE, message + hint, origin)


def unknown_tag(node: placeholder, name: str, option: str, index: TagIndex, srcdir: Path) -> Problem:
    """Return the problem of a listing whose option names a tag that no page has."""
    origin = option_origin(node, option, srcdir)
    return _unknown_tag(name, f"no note has the tag {shortened(name)!r}", origin, index)


def _unknown_tag(name: str, message: str, origin: Origin, index: TagIndex) -> Problem:
    if why := why_without_page(name, index.vocabulary.main(name), index.pageless):
        return Problem(ProblemKind.UNKNOWN_TAG, why[0], origin, why[1])
    hint = suggestion(name, [tag.name for tag in index.tags.values()])
    hint = hint or "; tags/index lists those there are"
    return Problem(ProblemKind.UNKNOWN_TAG, message + hint, origin)
