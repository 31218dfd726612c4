"""The colours of buttons, in a style sheet of their own: a strict policy lets no page name them itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..util.files import write_changed

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
    write_changed(folder / COLOUR_SHEET, sheet)


BLACK, WHITE = "#000000", "#ffffff"
#: The contrast that WCAG 2 asks for at level AA.
ENOUGH = 4.5


def text_on(colour: str) -> str:
    """Return the colour of a text on a colour: white where its contrast is enough, else black."""
    return WHITE if contrast(WHITE, colour) >= ENOUGH else BLACK


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in bytes.fromhex(colour[1:]))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- of sRGB
