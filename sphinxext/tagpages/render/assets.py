"""The style sheet and the script, each joined from its parts, so that a page asks for one of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from sphinx.builders import Builder

from ..sphinx_internals.builders import is_epub
from ..translations import _
from ..util.files import write_changed
from .tag_colours import write_colours

STYLE, SCRIPT = "tagpages.css", "tagpages.js"
_FOLDER = Path(__file__).parents[1] / "static"
#: A style sheet imports others before it says anything.
_IMPORTS = '@import url("tagpages-colours.css");\n\n'
#: What is not for books: parts for what scripts add, and properties that EPUB forbids (EPUBCheck: CSS-001).
_NOT_IN_BOOKS = ("direction", "explorer", "keys")
#: Lines that are comments alone, a quarter of the script: they are for those who change it.
_COMMENTS = re.compile(rb"^ *(?://.*|/\*\*.*\*/|/\*\*|\*.*)\n", re.MULTILINE)


def copy_assets(builder: Builder, colours: Iterable[str] | None) -> None:
    """Put the style sheets and the script into the output, for HTML; no script into an EPUB.

    Args:
        builder: the builder.
        colours: the colours of tags; ``None`` if what depends on notes is there as it should be.
    """
    if builder.format != "html":
        return
    static = Path(builder.outdir) / "_static"
    left_out = _NOT_IN_BOOKS if is_epub(builder) else ()
    write_changed(static / STYLE, _joined("style/*.css", _IMPORTS, left_out=left_out))
    if not is_epub(builder):
        texts = json.dumps(script_texts(), ensure_ascii=False)
        before = f'(() => {{\n"use strict";\n\nconst TEXTS = {texts};\n\n'
        write_changed(static / SCRIPT, _COMMENTS.sub(b"", _joined("script/*.js", before, "})();\n")))
    if colours is not None:
        write_colours(static, colours)


def script_texts() -> dict[str, str]:
    """Return what the script says, in the project's language; ``script/globals.d.ts`` declares the names."""
    return {
        "allTags": _("All tags"),
        "close": _("Close"),
        "findTag": _("Find a tag"),
        "keys": _("Keys"),
        "leave": _("Leave"),
        "new": _("New"),
        "next": _("Next note"),
        "open": _("Open the note"),
        "openLink": _("Open the note's link"),
        "previous": _("Previous note"),
        "search": _("Search"),
        "skip": _("Skip to the end"),
        "useKeys": _("Keyboard shortcuts"),
    }


@cache
def _joined(pattern: str, before: str, after: str = "", left_out: tuple[str, ...] = ()) -> bytes:
    """Return the parts that match a pattern in the order of their names, without those that begin so."""
    paths = (path for path in sorted(_FOLDER.glob(pattern)) if not path.name.startswith(left_out))
    return (before + "\n".join(path.read_text(encoding="utf-8") for path in paths) + after).encode()
