r"""The fields of one BibTeX entry, read with their positions.

What was looked at, on the corpus of bad files and 1,500 mutants of a good one, and why not:

* pybtex 0.26 takes an ``@`` in the text of an entry that does not parse for the next entry, loses what
  follows a value without an end, and takes over three times as long for twice as many pieces.
* bibtexparser 2.1 drops valid entries without a word (``@article`` and its brace on two lines,
  ``@ article``, ``@my-type``), takes ``\}`` for no brace, reads entries behind ``%``, joins no pieces with
  ``#``, and loses entries that lack a comma or an end, which are read here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

_BLANK = re.compile(r"\s*")
_NAME = re.compile(r"[A-Za-z@!$&*+\-./:;<>?\[\\\]^_`|~\x7f][\w@!$&*+\-./:;<>?\[\\\]^`|~\x7f]*", re.ASCII)
_NUMBER = re.compile("[0-9]+")
_SIGN = re.compile(r'[{}"]')
_NEXT_FIELD = re.compile(r"([A-Za-z][\w-]*)\s*=", re.ASCII)
#: As deep as braces may stand in those of a value.
_DEEPEST = 100


class MonthName(str):
    """The name of a month that no file says the text of: each style has one for it."""

    __slots__ = ()


class FieldSyntaxError(Exception):
    """The fields of an entry do not parse."""


@dataclass(slots=True)
class FieldParser:
    """Reads ``name = value, …`` from ``position`` to ``end``, or to a brace that closes more than is open.

    ``strings`` holds what names in small letters stand for, and ``room`` is how many characters they may
    still stand for together. Found are ``fields``: names, values, positions of the names, and the values as
    :class:`~sphinxext.tagpages.core.note.BibtexEntry` has them; the names
    ``undefined``, which are taken as they are, and their positions; and ``commas``: the names before which
    one is missing, and their positions.
    """

    text: str
    position: int
    end: int
    strings: Mapping[str, str]
    room: int
    name: str = ""
    fields: list[tuple[str, str, int, str]] = field(default_factory=list)
    undefined: dict[str, int] = field(default_factory=dict)
    commas: list[tuple[str, int]] = field(default_factory=list)

    def read(self) -> None:
        """Read up to the end.

        Raises:
            FieldSyntaxError: it does not parse from ``position`` on; ``name`` is the field there, if any.
        """
        while True:
            self.name = self._take(_NAME)
            if self.name:
                start = self.position - len(self.name)
                if not self._sign("="):
                    raise FieldSyntaxError
                pieces = [self._piece()]
                while self._sign("#"):
                    pieces.append(self._piece())
                self.fields.append((self.name, "".join(pieces), start, _in_one_form(pieces)))
            if self._sign(","):
                continue
            if self.position == self.end or self.text[self.position] == "}":
                return
            behind = _NEXT_FIELD.match(self.text, self.position, self.end)
            if behind is None:
                raise FieldSyntaxError
            self.commas.append((behind[1], self.position))

    def _take(self, pattern: re.Pattern[str]) -> str:
        """Go behind blanks, and behind what a pattern says, and return that."""
        for each in (_BLANK, pattern):
            match = each.match(self.text, self.position, self.end)
            if match is None:
                return ""
            self.position = match.end()
        return match[0] if match else ""

    def _sign(self, sign: str) -> bool:
        self._take(_BLANK)
        found = self.position < self.end and self.text[self.position] == sign
        self.position += found
        return found

    def _piece(self) -> str:
        """Return one of the pieces that a value is joined of."""
        if self._sign("{"):
            return self._until("}")
        if self._sign('"'):
            return self._until('"')
        if number := self._take(_NUMBER):
            return number
        name = self._take(_NAME)
        if not name:
            raise FieldSyntaxError
        known = self.strings.get(name.lower())
        self.room -= len(known or "")
        if known is None or self.room < 0:
            self.undefined.setdefault(name, self.position)
            return name
        return known

    def _until(self, closing: str) -> str:
        begin, depth = self.position, 0
        for match in _SIGN.finditer(self.text, begin, self.end):
            self.position = match.end()
            if match[0] == closing and not depth:
                return self.text[begin : match.start()]
            depth += (match[0] == "{") - (match[0] == "}")
            if not 0 <= depth <= _DEEPEST:
                raise FieldSyntaxError
        self.position = self.end
        raise FieldSyntaxError


def _in_one_form(pieces: Sequence[str]) -> str:
    if len(pieces) == 1 and not isinstance(pieces[0], MonthName):
        return f"{{{pieces[0]}}}"
    runs = groupby(pieces, lambda piece: isinstance(piece, MonthName))
    return " # ".join(" # ".join(run) if are_names else "".join(("{", *run, "}")) for are_names, run in runs)
