"""The colours of buttons, in a style sheet of their own: a strict policy lets no page name them itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .core.colours import text_on

#: ``tagpages.css`` imports it, so that no page changes with what is in it.
COLOUR_SHEET = "tagpages-colours.css"


def colour_class(colour: str) -> str:
    """Return the class of buttons that have a colour: ``#`` and six hexadecimal digits."""
    return f"tagpages-colour-{colour[1:]}"


def write_colours(folder: Path, colours: Iterable[str]) -> None:
    """Write the style sheet of colours, if it is not there as it should be."""
    rules = "".join(
        f".{colour_class(colour)} "
        f"{{ --tagpages-tag-colour: {colour}; --tagpages-tag-text: {text_on(colour)} }}\n"
        for colour in sorted(set(colours) - {""})
    )
    sheet = f"/* The colours of tags. */\n{rules}".encode()
    file = folder / COLOUR_SHEET
    if not file.is_file() or file.read_bytes() != sheet:
        file.write_bytes(sheet)
