"""Reading JSON value by value, and saying where a text does not go on as JSON."""

from __future__ import annotations

import json
import re
from typing import NoReturn

from .json_values import Json

_BLANK = re.compile(r"[ \t\n\r]*")
_LONGEST_NUMBER = 19


class JsonSyntaxError(ValueError):
    """A text that does not go on as JSON on a ``line``, counted from 1."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


class JsonText:
    """A text to be read value by value. Positions are offsets in characters.

    All that read raise :class:`JsonSyntaxError` where the text does not go on as JSON.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        decoder = json.JSONDecoder(
            parse_int=_integer, parse_float=str, parse_constant=lambda _name: None, strict=False
        )
        self._raw_decode = decoder.raw_decode
        self._line, self._line_end = 1, 0

    def decode(self, position: int) -> tuple[Json, int]:
        """Return the value that begins at a position, and where it ends."""
        try:
            return self._raw_decode(self._text, position)
        except json.JSONDecodeError as error:
            reason = error.msg.removesuffix(" at").removesuffix(" starting")
            self.fail(reason[:1].lower() + reason[1:], error.pos)
        except RecursionError:
            self.fail("lists and mappings are nested too deeply", position)

    def expect(self, sign: str, position: int) -> int:
        """Return the position behind a sign and the white space round it."""
        position = self.skip(position)
        if not self._text.startswith(sign, position):
            self.fail(f"`{sign}` is missing", position)
        return self.skip(position + 1)

    def skip(self, position: int) -> int:
        """Return the position behind white space, if there is any."""
        match = _BLANK.match(self._text, position)
        assert match is not None
        return match.end()

    def fail(self, reason: str, position: int) -> NoReturn:
        """Raise the error of a text that does not go on at a position."""
        if self.skip(position) == len(self._text):
            reason = "it ends in the middle"
        raise JsonSyntaxError(reason, self.line_at(position)) from None

    def line_at(self, position: int) -> int:
        """Return the line of a position, which is near the one asked for last, or behind it."""
        if position < self._line_end:
            self._line -= self._text.count("\n", position, self._line_end)
        else:
            self._line += self._text.count("\n", self._line_end, position)
        self._line_end = position
        return self._line


def _integer(text: str) -> int | str:
    """Return an integer, or the text where it is of a length that Python refuses to read."""
    return int(text) if len(text) < _LONGEST_NUMBER else text
