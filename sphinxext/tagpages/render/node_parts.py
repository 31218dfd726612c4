"""What nodes of listings are joined from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from ..core.listing import Heading
from ..translations import _, number


def heading_of(heading: Heading | None) -> list[nodes.Node]:
    """Return the heading of notes that stand together; nothing where there is none."""
    if heading is None:
        return []
    more = f", {_('continued')}" if heading.is_continued else ""
    return [nodes.rubric("", f"{heading.title} ({number(heading.count)}{more})")]


def paragraph(*inline: nodes.Node) -> nodes.paragraph:
    """Return a paragraph."""
    return nodes.paragraph("", "", *inline)


def in_words(words: str, name: str, inline: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return a paragraph that has nodes in the place of a name; nothing where there are none."""
    before, _name, after = words.partition(name)
    return [paragraph(nodes.Text(before), *inline, nodes.Text(after))] if inline else []


def counted(link: nodes.Node, count: int) -> list[nodes.Node]:
    """Return a link, and how many there are of what it leads to."""
    return [link, nodes.Text(f" ({number(count)})")]


def joined(items: Sequence[Sequence[nodes.Node]], separator: str) -> list[nodes.Node]:
    """Return items with a text between them."""
    found: list[nodes.Node] = []
    for item in items:
        if found:
            found.append(nodes.Text(separator))
        found += item
    return found


def bullets(items: Iterable[Sequence[nodes.Node]]) -> list[nodes.Node]:
    """Return a list; nothing of no items."""
    listed = [nodes.list_item("", paragraph(*item)) for item in items]
    return [nodes.bullet_list("", *listed)] if listed else []
