"""Tags in BibTeX: the keywords of entries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....sources.bibtex.field_tables import TAKEN
from ....sources.bibtex.latex import decode_latex
from ....sources.bibtex.mapping import KEYWORD
from ....util.text import one_line
from .words import CannotWriteError, Edit, TagList, Word, stripped

_NAMES = "|".join(map(re.escape, TAKEN["tags"].names))
_FIELD = re.compile(rf"(?<![\w-])(?:{_NAMES})\s*=\s*(?P<open>[{{\"])", re.IGNORECASE)
_SIGN = re.compile(r'(?<!\\)[{}"]')
_END = re.compile(r"\s*[,})]")
_SPECIAL = re.compile(r"[#$%&_{}]")


def lists_of_bibtex(text: str) -> Iterator[TagList]:
    """Yield the lists of keywords in a text."""
    for match in _FIELD.finditer(text):
        start = match.end()
        end = _end(text, start, match["open"])
        if end is not None and _END.match(text, end + 1):
            yield list(_keywords(text, start, end))


def _end(text: str, start: int, opening: str) -> int | None:
    depth = 0
    for sign in _SIGN.finditer(text, start):
        if not depth and sign[0] == ("}" if opening == "{" else '"'):
            return sign.start()
        depth += (sign[0] == "{") - (sign[0] == "}")
    return None


def _keywords(text: str, start: int, end: int) -> Iterator[Word]:
    before: int | None = None
    for match in KEYWORD.finditer(text, start, end):
        left, right = stripped(text, *match.span())
        if left == right:
            continue
        cut = Edit(before, right) if before is not None else None
        yield Word(one_line(decode_latex(text[left:right])), left, right, _encoded, cut)
        before = right


def _encoded(name: str) -> str:
    if "," in name or ";" in name:
        msg = f"{name!r} cannot be a keyword of BibTeX: a comma or a semicolon ends one"
        raise CannotWriteError(msg)
    written = _SPECIAL.sub(r"\\\g<0>", name) if "\\" not in name else name
    if one_line(decode_latex(written)) != name:
        msg = f"{name!r} cannot be written in LaTeX as it is read"
        raise CannotWriteError(msg)
    return written
