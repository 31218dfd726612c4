"""Tags in reStructuredText: in options, fields and roles, and the notes that directives hold.

docutils parses a document into nodes that know their lines, and nothing nearer. The places of tags are found
here by the blocks and the inline markup of its specification: what is literal, or a comment, is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from docutils.utils import column_width

from ....fields.names import TAG_FIELDS
from ....util.text import one_line
from .found import (
    BULLET,
    TAG_OPTIONS,
    VERBATIM,
    Found,
    add_yaml,
    option_value,
    words_of_argument,
    words_of_lines,
    words_of_value,
)
from .rst_fields import in_field
from .rst_roles import SAME, read_inline
from .words import LINE

_DIRECTIVE = re.compile(r"([ \t]*)\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?([\w][\w:.+-]*?)::(?:[ \t]+|$)")
_EXPLICIT = re.compile(r"([ \t]*)\.\.(?:[ \t]+|$)")
_NO_COMMENT = re.compile(r"[ \t]*\.\.[ \t]+(?:\[|_|__|\|)")
_OPTION = re.compile(r"([ \t]+):([\w-]+):(?:[ \t]+|$)")
_FIELD = re.compile(r":([\w][\w -]*):(?:[ \t]+|$)")
_ITEM = re.compile(r"(?:[ \t]*(?:[-*+•]|\(?(?:\d+|[A-Za-z#])[.)])[ \t]+)*[ \t]*")
_ADORNMENT = re.compile(r"([^\w\s])\1{2,}[ \t]*")
#: What tables that are drawn have.
_GRID = re.compile(r"[ \t]*\+[-=+]+\+[ \t]*$")
_COLUMNS = re.compile(r"[ \t]*=+(?:[ \t]+=+)+[ \t]*")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


def read_rst(text: str, found: Found, start: int = 0, end: int | None = None) -> None:
    """Add the tags in a text, or in a part of it, and its notes.

    Raises:
        CannotWriteError: a part of it does not parse.
    """
    _Reader(text, found, start, len(text) if end is None else end).read(is_document=end is None)


class _Reader:
    def __init__(self, text: str, found: Found, start: int, end: int) -> None:
        self._text = text
        self._found = found
        self._lines = [
            _Line(match.start(1), match.end(1), match[1]) for match in LINE.finditer(text, start, end)
        ]

    def read(self, *, is_document: bool) -> None:
        number = self._fields() if is_document else 0
        while number < len(self._lines):
            line = self._lines[number]
            if line.is_blank:
                number += 1
            elif match := _DIRECTIVE.match(line.text):
                number = self._directive(number, match)
            elif _EXPLICIT.match(line.text) and not _NO_COMMENT.match(line.text):
                number = self._block_end(number, line.indent)
            else:
                number = self._paragraph(number)

    def _block_end(self, number: int, indent: int) -> int:
        """Return the number of the first line that belongs no more to what stands at an indent."""
        for at in range(number + 1, len(self._lines)):
            if not self._lines[at].is_blank and self._lines[at].indent <= indent:
                return at
        return len(self._lines)

    def _fields(self) -> int:
        """Read the field list at the top of a document; return the number of the line behind it."""
        number = 0
        while number < len(self._lines):
            line = self._lines[number]
            match = _FIELD.match(line.text)
            if match:
                last = self._value_end(number)
                start, end = line.start + match.end(), self._lines[last - 1].end
                name = match[1].strip().lower().replace("-", "_")
                self._field(name, start, end)
                number = last
            elif line.is_blank or _EXPLICIT.match(line.text):
                if _DIRECTIVE.match(line.text):
                    break
                number = self._block_end(number, line.indent) if not line.is_blank else number + 1
            else:
                break
        return number

    def _value_end(self, number: int) -> int:
        """Return the number of the line behind a field's value, blank lines at its end left out."""
        last = self._block_end(number, 0)
        while last > number + 1 and self._lines[last - 1].is_blank:
            last -= 1
        return last

    def _field(self, name: str, start: int, end: int) -> None:
        if name not in TAG_FIELDS:
            self._found.page[name] = one_line(self._text[start:end])
            return
        regions = [
            (match.start(1), match.end(1))
            for match in LINE.finditer(self._text, start, end)
            if match[1].strip()
        ]
        are_items = bool(regions) and all(BULLET.match(self._text, *region) for region in regions)
        words = words_of_lines(self._text, regions) if are_items else words_of_value(self._text, start, end)
        self._found.tag_page([in_field(word) for word in words])

    def _directive(self, number: int, match: re.Match[str]) -> int:
        """Read a directive; return where to go on: in its content, if that is text."""
        name, line = match[2], self._lines[number]
        end = self._block_end(number, len(match[1]))
        if name in VERBATIM:
            return end
        behind, argument_end, options = self._options(number, end)
        start = line.start + match.end()
        argument = (start, argument_end)
        if name == "tags":
            self._tags(number, start, end)
            return end
        if name == "tag-page":
            self._found.add(words_of_argument(self._text, *argument))
        names = TAG_OPTIONS.get(name, frozenset())
        tags: list[str] = []
        for option, region in options.items():
            if option in names:
                words = self._found.add(words_of_value(self._text, *region))
                tags += [word.name for word in words]
        if name == "note-source":
            self._yaml(behind, end)
            return end
        if name in {"note-entry", "post"}:
            given = {
                option: option_value(option, self._text[slice(*region)].strip())
                for option, region in options.items()
                if option not in names
            }
            given["title"] = self._text[slice(*argument)]
            given["body"] = "\n".join(each.text for each in self._lines[behind:end])
            self._found.add_note(name, self._found.line(line.start), given, tags)
        if name != "tag-page":
            read_inline(self._found, *argument)
        return behind

    def _options(self, number: int, end: int) -> tuple[int, int, dict[str, tuple[int, int]]]:
        """Return the number of the line behind the options of a directive, and where each value stands.

        Between these is where its argument ends, which may have several lines above options.
        """
        options: dict[str, tuple[int, int]] = {}
        name, indent = "", 0
        argument_end = first_end = self._lines[number].end
        at = number + 1
        while at < end and not self._lines[at].is_blank:
            line = self._lines[at]
            match = _OPTION.match(line.text)
            if match and (not name or line.indent <= indent):
                name, indent = match[2].lower(), line.indent
                options[name] = (line.start + match.end(), line.end)
            elif name:
                options[name] = (options[name][0], line.end)
            else:
                argument_end = line.end
            at += 1
        return (at, argument_end, options) if options else (number + 1, first_end, options)

    def _tags(self, number: int, start: int, end: int) -> None:
        first = self._lines[number]
        lines = (line for line in self._lines[number + 1 : end] if not _OPTION.match(line.text))
        regions = [(start, first.end), *((line.start + line.indent, line.end) for line in lines)]
        given = [each for each in regions if self._text[slice(*each)].strip()]
        self._found.tag_page(words_of_lines(self._text, given))

    def _yaml(self, number: int, end: int) -> None:
        if not all(line.is_blank for line in self._lines[number:end]):
            behind = self._lines[end].start if end < len(self._lines) else len(self._text)
            add_yaml(self._text, self._lines[number].start, behind, self._found)

    def _paragraph(self, number: int) -> int:
        last = number
        while last + 1 < len(self._lines):
            after = self._lines[last + 1]
            if after.is_blank or _EXPLICIT.match(after.text):
                break
            last += 1
        if any(
            _GRID.match(line.text) or _COLUMNS.fullmatch(line.text) for line in self._lines[number : last + 1]
        ):
            return self._table(number, last)
        lines = self._lines[number : last + 1]
        if lines[0].text.lstrip().startswith(">>>"):
            return last + 1
        titles = [
            (one, two)
            for one, two in pairwise(lines)
            if _ADORNMENT.fullmatch(two.text) and one.text.strip(two.text[0])
        ]
        if titles:
            line, below = titles[0]
            self._found.page.setdefault("title", line.text.strip())
            read_inline(
                self._found,
                line.start,
                line.end,
                column_width(below.text.rstrip()) - column_width(line.text.rstrip()),
            )
            return number + lines.index(below) + 1
        self._found.page.setdefault("body", " ".join(line.text for line in lines))
        read_inline(self._found, lines[0].start, lines[-1].end)
        if lines[-1].text.rstrip().endswith("::"):
            match = _ITEM.match(lines[-1].text)
            column = len(match[0]) if match else 0
            return self._block_end(last, column if last > number or column else 0)
        return last + 1

    def _table(self, number: int, last: int) -> int:
        """Read a table that is drawn; one of columns may have empty lines, and ends with a rule."""
        if any(_COLUMNS.fullmatch(line.text) for line in self._lines[number : last + 1]):
            rules = (at for at in range(number, len(self._lines)) if _COLUMNS.fullmatch(self._lines[at].text))
            ends = (at for at in rules if at + 1 == len(self._lines) or self._lines[at + 1].is_blank)
            last = next((at for at in ends if at > number), last)
        read_inline(self._found, self._lines[number].start, self._lines[last].end, room=SAME)
        return last + 1
