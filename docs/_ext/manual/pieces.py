"""Pieces of what the manual prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docutils import nodes

_LITERAL = re.compile(r"(`+)(.+?)\1")


def inline(text: str) -> list[nodes.Node]:
    """Return a text with what stands between backticks, single or double, as code."""
    found: list[nodes.Node] = []
    end = 0
    for match in _LITERAL.finditer(text):
        found += [nodes.Text(text[end : match.start()]), code(match[2].strip())]
        end = match.end()
    return [*found, nodes.Text(text[end:])]


def code(text: str) -> nodes.literal:
    """Return a text as code."""
    return nodes.literal(text, text)


def codes(texts: Iterable[str]) -> list[nodes.Node]:
    """Return texts as code, with commas between them."""
    parts: list[nodes.Node] = []
    for text in texts:
        parts += [nodes.Text(", "), code(text)] if parts else [code(text)]
    return parts


def cell(content: Sequence[nodes.Node], *classes: str) -> nodes.entry:
    """Return a cell of a table."""
    return nodes.entry("", nodes.paragraph("", "", *content), classes=list(classes))


def table(heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[nodes.entry]]) -> nodes.table:
    """Return a table with the heads and the widths of its columns."""
    group = nodes.tgroup(cols=len(heads))
    group += [nodes.colspec(colwidth=width) for width in widths]
    group += nodes.thead("", nodes.row("", *(cell([nodes.Text(head)]) for head in heads)))
    group += nodes.tbody("", *(nodes.row("", *row) for row in rows))
    return nodes.table("", group, classes=["manual-table", "colwidths-given"])


def lead(text: str) -> nodes.paragraph:
    """Return a line that says what follows."""
    return nodes.paragraph("", text, classes=["manual-lead"])
