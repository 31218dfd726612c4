"""Tags in the raw cells of notebooks, which not every reader reads."""

from __future__ import annotations

import json
import re

from ..sources.front_matter import written_tags

_DIRECTIVE = re.compile(r"^\.\. tags::(?P<content>.*(?:\n(?:[ \t].*)?)*)", re.MULTILINE)


def raw_cell_tags(notebook: str) -> tuple[str, ...]:
    """Return what the directive ``tags`` names in a notebook's raw cells, which not every reader reads."""
    try:
        cells = json.loads(notebook)["cells"]
        texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "raw"]
    except (ValueError, KeyError, TypeError):
        return ()
    directives = [match["content"] for text in texts for match in _DIRECTIVE.finditer(text)]
    return tuple(name for content in directives for name in written_tags(content.splitlines()))
