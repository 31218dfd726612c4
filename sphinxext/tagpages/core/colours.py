"""Colours of texts on colours, by the contrast that WCAG asks for."""

from __future__ import annotations

BLACK, WHITE = "#000000", "#ffffff"


def text_on(colour: str) -> str:
    """Return black or white, whichever is read more easily on a colour; its contrast is at least 4.58.

    Args:
        colour: the colour, as :func:`.read_colour` gives it.
    """
    return max((WHITE, BLACK), key=lambda text: contrast(text, colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in bytes.fromhex(colour[1:]))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- of sRGB
