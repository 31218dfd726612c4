"""How much more than is written out the aliases and defaults of a file may stand for.

A short file can name a text or a list that grows without end: each alias repeats what the aliases
before it repeat. What is over the bound is left out, field by field, and never made.
"""

from __future__ import annotations

from .raw_values import RawValue

_LEAST = 500_000
_TEXT_UNIT = 100
_BYTES_OF_FILE = 10


class ExpansionError(Exception):
    """What stands somewhere is more than can be read.

    Args:
        cycle: whether it has no end.
    """

    def __init__(self, *, cycle: bool) -> None:
        reason = "leads back to itself" if cycle else "stands for more than can be read"
        super().__init__(f"an alias (`*`) {reason}; write its value out")


class Expansion:
    """What aliases and defaults may still add to one file: values, and texts by their lengths.

    Args:
        size: the length of the file; a longer one may hold more.
    """

    def __init__(self, size: int) -> None:
        self._left = _LEAST + size // _BYTES_OF_FILE

    def spend(self, values: int, characters: int = 0) -> None:
        """Note that some values, and a text of some length, stand once more.

        Raises:
            ExpansionError: it is too much.
        """
        self._left -= values + characters // _TEXT_UNIT
        if self._left < 0:
            raise ExpansionError(cycle=False)


def size_of(value: RawValue) -> tuple[int, int]:
    """Return of how many values a value consists, and how long the texts in it are."""
    if isinstance(value, list | dict):
        parts = [size_of(part) for part in (value.values() if isinstance(value, dict) else value)]
        return 1 + sum(part[0] for part in parts), sum(part[1] for part in parts)
    return 1, len(value or "")
