"""Reading JSON value by value."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NoReturn

from .json_values import Json

_AHEAD = re.compile(r"[ \t\n\r]*")
_LONGEST_NUMBER = 19


class JsonText:
    """A text to be read value by value from ``position`` on, which is never at white space.

    All that read raise :class:`json.JSONDecodeError` where the text does not go on as JSON, and
    RecursionError where it is nested too deeply.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._raw_decode = json.JSONDecoder(
            parse_int=_integer, parse_float=str, parse_constant=lambda _name: None, strict=False
        ).raw_decode
        self._newlines = [match.start() for match in re.finditer("\n", text)]
        self._go_to(0)

    def _go_to(self, position: int) -> None:
        match = _AHEAD.match(self.text, position)
        self.position = match.end() if match else position

    def decode(self) -> Json:
        """Return the value that begins here, and go behind it."""
        value, end = self._raw_decode(self.text, self.position)
        self._go_to(end)
        return value

    def is_at(self, sign: str) -> bool:
        """Tell whether a sign is next."""
        return self.text.startswith(sign, self.position)

    def expect(self, sign: str) -> None:
        """Go behind a sign."""
        if not self.is_at(sign):
            self.fail(f"`{sign}` is missing")
        self._go_to(self.position + 1)

    def fail(self, reason: str) -> NoReturn:
        """Raise the error of a text that does not go on here."""
        raise json.JSONDecodeError(reason, self.text, self.position)

    def members(self, begin: str, end: str) -> Iterator[None]:
        """Go through a list or a mapping, whose members are read by what goes through it."""
        self.expect(begin)
        is_first = True
        while not self.is_at(end):
            if not is_first:
                self.expect(",")
            is_first = False
            yield
        self.expect(end)

    def line_at(self, position: int) -> int:
        """Return the line of a position, counted from 1."""
        return 1 + bisect_left(self._newlines, position)


def _integer(text: str) -> int | str:
    """Return an integer, or the text where it is of a length that Python refuses to read."""
    return int(text) if len(text) < _LONGEST_NUMBER else text
