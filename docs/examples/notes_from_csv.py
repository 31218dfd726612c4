"""Notes from a table: each row of `papers.csv` becomes a note."""

import csv

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from sphinxext.tagpages import Collector

TABLE = "examples/papers.csv"


def collect(_app: Sphinx, collector: Collector) -> None:
    """Add a note for each row. The columns are called as the fields of a note are."""
    path = collector.depends(TABLE)
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table)
        for row in rows:
            collector.add(row, line=rows.line_num)
    collector.add_tag("Distributed systems", colour="#1d76db", description="Many machines, one service")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect to the event. It is there when the extension is."""
    app.setup_extension("sphinxext.tagpages")
    app.connect("tagpages-collect", collect)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
