"""Where the parts of a directive stand in its file, in reStructuredText and in Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StateMachine
from sphinx.util.docutils import SphinxDirective

from ...core.problems import Origin
from ...util.files import text_of
from ...warnings import origin_of

_OPTION_LINE = re.compile(r"[\s>]*:([\w-]+):(?:\s|$)")
_YAML_LINE = re.compile(r"[\s>]*([\w-]+):(?:\s|$)")


def option_lines(directive: SphinxDirective) -> dict[str, int]:
    """Return the line of each option in the source file."""
    first = directive.get_source_info()[1]
    pattern = _OPTION_LINE
    found: dict[str, int] = {}
    for number, line in enumerate(_lines(directive)[1:], start=first + 1):
        text = line.strip(" \t>")
        if text.startswith("---") and number == first + 1:
            pattern = _YAML_LINE
        elif not text or (pattern is _YAML_LINE and text.startswith("---")):
            break
        elif match := pattern.match(line):
            found.setdefault(match[1].lower(), number)
    return found


def option_origin(node: nodes.Element, option: str, srcdir: Path) -> Origin:
    """Return where an option of the directive stands that has left a node, else where the directive does."""
    origin = origin_of(node, srcdir)
    return replace(origin, line=node["lines"].get(option, origin.line))


def content_line(directive: SphinxDirective) -> int:
    """Return the line of the source file on which the content begins."""
    if _is_markdown(directive):
        return directive.lineno + directive.content_offset + 1
    _path, offset = directive.content.items[0]
    return int(offset) + 1


def _is_markdown(directive: SphinxDirective) -> bool:
    """Tell whether MyST runs a directive, which stands in for docutils then."""
    return not isinstance(directive.state_machine, StateMachine)


def _lines(directive: SphinxDirective) -> list[str]:
    """Return the lines of a directive, those above its content at the least."""
    if directive.name in directive.block_text.partition("\n")[0] or not _is_markdown(directive):
        return directive.block_text.splitlines()
    # Before its version 5, MyST gives the content alone.
    path, first = directive.get_source_info()
    return text_of(Path(path)).splitlines()[first - 1 :]
