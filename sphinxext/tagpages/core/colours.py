"""Colours of texts on colours, by the contrast that WCAG asks for."""

from __future__ import annotations

BLACK, WHITE = "#000000", "#ffffff"
#: The contrast that WCAG 2 asks for at level AA.
ENOUGH = 4.5


def text_on(colour: str) -> str:
    """Return the colour of a text on a colour: white where its contrast is enough, else black, whose is then.

    Args:
        colour: the colour, as :func:`.read_colour` gives it.
    """
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
