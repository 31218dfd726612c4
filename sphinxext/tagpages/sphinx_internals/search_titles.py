"""Headings in the search index, where Sphinx's script puts them into a page as HTML.

Before version 9, Sphinx hands that script the text of headings: it would run what a tag is called.
"""

from __future__ import annotations

import html
from collections.abc import Container
from functools import cache
from pathlib import Path
from typing import Any

from sphinx import package_dir
from sphinx.builders import Builder


@cache
def _are_escaped_in_browsers() -> bool:
    script = Path(package_dir) / "themes" / "basic" / "static" / "searchtools.js"
    return "_escapeHTML" in script.read_text("utf-8")


def escape_titles(builder: Builder, docnames: Container[str]) -> None:
    """Have the search index escape the headings of documents, where the script that shows them does not.

    There is no public way to it: what the indexer has noted of a document is changed once it has read it.
    """
    indexer: Any = getattr(builder, "indexer", None)
    if indexer is None or "feed" in vars(indexer) or _are_escaped_in_browsers():
        return
    original = indexer.feed

    def feed(docname: str, *rest: object) -> None:
        original(docname, *rest)
        if docname in docnames:
            titles = indexer._all_titles  # noqa: SLF001
            titles[docname] = [(html.escape(title, quote=False), anchor) for title, anchor in titles[docname]]

    indexer.feed = feed
