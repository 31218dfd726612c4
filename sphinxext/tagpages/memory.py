"""What Sphinx works out again for every page, remembered for the length of a build.

With thousands of pages this is a third of a whole build. Sphinx has no public way to it, so
this is the one place that puts remembering functions over those of the builder's instance.
What they return is what the originals return.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from docutils import nodes
from sphinx.builders import Builder


def remember_stems(builder: Builder) -> None:
    """Have the search index stem each word once; Sphinx keeps stems for one document only.

    Its stemmer is in pure Python, and the words of notes recur on every page of the archive.
    """
    language: Any = getattr(getattr(builder, "indexer", None), "lang", None)
    if language is not None and "stem" not in vars(language):
        language.stem = cache(language.stem)


def remember_titles(builder: Builder) -> None:
    """Have titles of plain text rendered once; each page draws those of its neighbours and parents."""
    original: Any = getattr(builder, "render_partial", None)
    if original is None or "render_partial" in vars(builder):
        return
    known: dict[str, dict[str, str]] = {}

    def render_partial(node: nodes.Node | None) -> dict[str, str]:
        if node is None or not _is_plain_title(node):
            return original(node)  # type: ignore[no-any-return]
        text = node.astext()
        if text not in known:
            known[text] = original(node)
        return known[text].copy()

    builder.render_partial = render_partial  # type: ignore[attr-defined]


def _is_plain_title(node: nodes.Node) -> bool:
    return (
        type(node) is nodes.title
        and not any(node.attributes.values())
        and all(type(child) is nodes.Text for child in node.children)
    )
