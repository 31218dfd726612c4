"""What is taken of pybtex, and of the table of symbols that it brings: the one module that imports them.

It is imported when the first BibTeX file is read. Nothing of pybtex's global state is used: errors
come as exceptions, and the strings that a file defines are kept per file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import latexcodec.codec  # noqa: F401 -- registers the codec `ulatex`
from pybtex.bibtex.utils import split_name_list, split_tex_string
from pybtex.database import Person
from pybtex.database.input.bibtex import LowLevelParser
from pybtex.scanner import PybtexSyntaxError, Token

_NAME_PARTS = 3
_BRACE = re.compile("[{}]")
_BRACE_OR_QUOTE = re.compile('[{}"]')


class FieldSyntaxError(Exception):
    """The fields of an entry do not parse.

    ``position`` is the place in the text, ``line`` its line, and ``name`` the field that was being read,
    if any.
    """

    def __init__(self, message: str, position: int, line: int, name: str) -> None:
        super().__init__(message)
        self.position = position
        self.line = line
        self.name = name


class _Fields(LowLevelParser):  # type: ignore[misc]  # pybtex has no types
    """Reads the fields of one entry, each with its line."""

    pos: int

    def __init__(
        self,
        text: str,
        line: int,
        meaning: Callable[[str], str | None],
        undefined: Callable[[str, int], object],
    ) -> None:
        super().__init__(text)
        self.lineno = line
        self.meaning = meaning
        self.undefined = undefined
        self.found: list[tuple[str, str, int]] = []

    def read(self) -> list[tuple[str, str, int]]:
        self.current_fields: list[object] = []
        try:
            self.parse_entry_fields()
            self.required([self.RBRACE])
        except PybtexSyntaxError as error:
            name = self.current_field_name or ""
            raise FieldSyntaxError(str(error), self.pos, self.lineno, name) from None
        return self.found

    def skip_to(self, patterns: Sequence[object]) -> Any:  # noqa: ANN401 -- pybtex has no types
        """Return what stands before the first of several signs, and it.

        Theirs looks for each sign by itself, to the end of the text where it does not come, at each quote.
        """
        signs = {"{": self.LBRACE, "}": self.RBRACE, '"': self.QUOTE}
        match = (_BRACE_OR_QUOTE if self.QUOTE in patterns else _BRACE).search(self.text, self.pos)
        if match is None:
            return None
        value = self.text[self.pos : match.end()]
        self.pos = match.end()
        self.update_lineno(value)
        return Token(value, signs[match[0]])

    def parse_field(self) -> None:
        self.eat_whitespace()
        line = self.lineno
        super().parse_field()
        if self.current_field_name:
            self.found.append((self.current_field_name, "".join(self.current_value), line))

    def substitute_macro(self, name: str) -> str:
        known = self.meaning(name.lower())
        if known is None:
            self.undefined(name, self.lineno)
            return name
        return known


def parse_fields(
    text: str, line: int, meaning: Callable[[str], str | None], undefined: Callable[[str, int], object]
) -> list[tuple[str, str, int]]:
    """Parse ``name = value, …``, closed by a brace.

    Args:
        text: what stands behind the key of an entry, and ``}``.
        line: the line on which the text begins.
        meaning: returns what a name in small letters stands for, if anything.
        undefined: told of a name that stands for nothing, with its line; the name is kept as the value.

    Returns:
        name, value and line of each field.

    Raises:
        FieldSyntaxError: it does not parse.
    """
    return _Fields(text, line, meaning, undefined).read()


def split_people(text: str) -> list[str]:
    """Return the names in a list of people, as written: divided at ``and`` outside of braces."""
    return [str(name) for name in split_name_list(text)]


def has_too_many_commas(name: str) -> bool:
    """Tell whether a name has more parts than BibTeX knows: ``von Last, Jr, First``."""
    return name.count(",") >= _NAME_PARTS and len(split_tex_string(name, ",")) > _NAME_PARTS


def name_parts(name: str) -> list[str]:
    """Return the parts of a name of at most two commas in the order in which they are spoken."""
    if not name.strip("\\ ~"):  # in which older versions of pybtex look for a first word
        return []
    person = Person(name)
    return [
        *person.first_names,
        *person.middle_names,
        *person.prelast_names,
        *person.last_names,
        *person.lineage_names,
    ]


@lru_cache(maxsize=1024)
def symbol(command: str) -> str | None:
    r"""Return the character that a command such as ``\alpha`` or ``\mathbb{R}`` stands for, or ``None``."""
    for text in (command, f"${command}$"):
        decoded = str(codecs.decode(text, "ulatex")).strip()  # type: ignore[call-overload]
        if "\\" not in decoded and "$" not in decoded and decoded:
            return decoded
    return None
