"""The file and the line that the check of links names.

It knows the document that shows a link, and the line of its node. What it finds is given to one method of the
builder, which asks for the file of the document; there is no public way to name another one.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.builders import Builder

from ..core.problems import Origin
from .builders import only_checks_links


class _LineOf(int):
    """A line of a file that is no document; the check hands on the line of a node as it is."""

    path: str


def locate(link: nodes.reference, origin: Origin) -> nodes.reference:
    """Note where a link is written, and return it."""
    link.line = _LineOf(origin.line or 1)
    link.line.path = origin.path
    return link


def name_files(builder: Builder) -> None:
    """Have the check of links name the files in which links are written."""
    if not only_checks_links(builder) or "process_result" in vars(builder):
        return
    checker: Any = builder
    original = checker.process_result

    def process_result(result: Any) -> None:  # noqa: ANN401 -- a tuple with names, which is private
        if isinstance(result.lineno, _LineOf):
            path = result.lineno.path
            # The file stands for a document of its name, of which a new search for documents knows nothing.
            builder.env.project._docname_to_path.setdefault(path, path)  # type: ignore[arg-type]  # noqa: SLF001
            result = result._replace(docname=path)
        original(result)

    checker.process_result = process_result
