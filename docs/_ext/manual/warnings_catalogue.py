"""The catalogue of warnings in the manual."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinxext.tagpages.core.problems import ProblemKind

from .catalogue import CATALOGUE, Example
from .pieces import cell, code, inline, lead, table

_MOST_LINES = 12


class WarningsTable(SphinxDirective):
    """All subtypes of warnings, each with a link to its example."""

    def run(self) -> list[nodes.Node]:
        """Print them."""
        rows = []
        for kind in ProblemKind:
            name = f"tagpages.{kind.value}"
            link = nodes.reference("", "", code(name), internal=True, refid=_anchor(kind))
            rows.append([cell([link], "manual-name"), cell(inline(kind.meaning))])
        return [table(["Warning", "Meaning"], [32, 68], rows)]


class WarningsCatalogue(SphinxDirective):
    """Each subtype of warnings with its example, what is said of that, and how to repair and silence it."""

    def run(self) -> list[nodes.Node]:
        """Print them."""
        return [_of_catalogue(kind, example) for kind, example in CATALOGUE.items()]


def _of_catalogue(kind: ProblemKind, example: Example) -> nodes.section:
    name = f"tagpages.{kind.value}"
    said = f"{example.place or example.path}:{example.line}: WARNING: {example.message} [{name}]"
    section = nodes.section("", nodes.title("", "", code(name)), ids=[_anchor(kind)], names=[name])
    section += nodes.paragraph("", "", *inline(kind.meaning))
    for path, text in example.beside.items():
        if text.isprintable() or "\n" in text:
            section += lead(f"With this in {path}:")
            section += _literal(text)
    for named, text in ((f"In {example.path}:", example.bad), ("Repaired:", example.good)):
        section += [lead(named), _literal(text)]
        if text is example.bad:
            section += [lead("What the build says:"), _literal(said)]
    silenced = f'suppress_warnings = ["{name}"]'
    section += nodes.paragraph("", "", *inline(example.advice))
    section += nodes.paragraph("", "", nodes.Text("To silence it: "), code(silenced))
    return section


def _anchor(kind: ProblemKind) -> str:
    return nodes.make_id(f"tagpages.{kind.value}")


def _literal(text: str) -> nodes.literal_block:
    lines = text.rstrip("\n").split("\n")
    if len(lines) > _MOST_LINES:
        lines = [*lines[:2], f"… ({len(lines) - 3} lines more)", lines[-1]]
    shown = "\n".join(lines)
    # What has a fault cannot always be coloured.
    return nodes.literal_block(shown, shown, language="text", classes=["manual-wrap"])
