"""The beginning of what a reader sees of a text with a markup: no more of it is parsed than is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..util.text import one_line

#: The characters of a text that are parsed at first.
_AT_FIRST = 400

#: Returns the blocks in about so many characters of a text: whether each is a heading, and what a reader sees
#: of it; and whether that is all of the text. ``None``: the parser is not up to it.
Blocks = Callable[[int], tuple[Iterable[tuple[bool, str]], bool] | None]


def beginning_of(blocks: Blocks, length: int, *, whole: bool) -> str | None:
    """Return the beginning of what a reader sees of a text, as plain text on one line.

    Args:
        blocks: parses the beginning of the text.
        length: how many characters are wanted.
        whole: whether all of the text counts, or only its first part that is no heading.

    Returns:
        the text, of which more than ``length`` characters are there if it has more; or ``None`` where
        the parser is not up to it.
    """
    wanted = max(_AT_FIRST, 2 * length)
    while (parsed := blocks(wanted)) is not None:
        found = [(is_heading, text) for is_heading, words in parsed[0] if (text := one_line(words))]
        parts = [text for is_heading, text in found if whole or not is_heading]
        text = " ".join(parts if whole else parts[:1] or [text for _is_heading, text in found[:1]])
        is_complete = not whole and len(parts) > 1
        if is_complete or len(text) > length or parsed[1]:
            return text
        wanted *= 4
    return None
