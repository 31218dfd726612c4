"""Tags in roles of reStructuredText."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from docutils.utils import column_width

from ....util.text import one_line
from .found import Found, word_of_role
from .words import CannotWriteError, Word

#: Of a text that may not change its length, as a row of a table.
SAME = -1
_INLINE = re.compile(
    r"""``(?:(?!``).)+``
      | (?<![\w:\\]):(?:tagpages:)?tag:`(?P<before>(?:\\.|[^`\\])+)`
      | (?<![\w:\\`])`(?P<behind>(?:\\.|[^`\\])+)`:(?:tagpages:)?tag:
      | (?<![\w\\`])(?::[\w:+.-]+:)?`(?:\\.|[^`\\])+`
      | \\.""",
    re.VERBOSE | re.DOTALL,
)
_TITLED = re.compile(r".+?(?<!\\)<(?P<target>(?:\\.|[^<\\])*?)>", re.DOTALL)
_ESCAPED = re.compile(r"\\(\s|.)", re.DOTALL)


def read_inline(found: Found, start: int, end: int, room: int | None = None) -> None:
    """Add the tags that roles name in a part of the text.

    ``room`` is by how many columns it may grow, as a title, which the line below it has to underline;
    ``SAME``: it may not change its length, as a row of a table; ``None``: by any number.
    """
    for match in _INLINE.finditer(found.text, start, end):
        group = "before" if match["before"] else "behind"
        if match[group]:
            word = _role(found.text, match.start(group), match.end(group))
            width = column_width(found.text[word.start : word.end])
            found.add([word if room is None else replace(word, fits=partial(_fits, width, room))])


def _fits(width: int, room: int, new: str) -> bool:
    grown = column_width(new) - width
    return grown == 0 if room == SAME else grown <= max(room, 0)


def _role(text: str, start: int, end: int) -> Word:
    titled = _TITLED.fullmatch(text, start, end)

    def encode(name: str) -> str:
        if titled and set("<>") & set(name):
            msg = f"{name!r} cannot be written in a role that has a title"
            raise CannotWriteError(msg)
        return re.sub(r"[\\`]" if titled else r"[\\`<]", r"\\\g<0>", name)

    return word_of_role(text, (start, end), titled, _unescaped, encode)


def _unescaped(text: str) -> str:
    return one_line(_ESCAPED.sub(lambda match: "" if match[1].isspace() else match[1], text))
