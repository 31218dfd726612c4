"""The entries of a BibTeX file: what they hold, as written, and what is mended where the meaning is clear."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ...core.problems import Origin, Problem, ProblemKind
from ...util.text import one_line, shortened
from .parser import FieldSyntaxError, parse_fields

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_KEY = re.compile(r"\s*([^\s,=(){}\"#%][^,={}\"\n]*?)?\s*(?:,|\Z)")
#: A key alone on its line, without the comma behind it.
_KEY_ALONE = re.compile(r"\s*([^\s,=(){}\"#%]+)[ \t]*\n(?=\s*[A-Za-z][\w-]*\s*=)", re.ASCII)
_NEXT_FIELD = re.compile(r"\s*[A-Za-z][\w-]*\s*=", re.ASCII)
_FIELD_WITHIN = re.compile(r"^[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*\S", re.ASCII | re.MULTILINE)
_MOST_COMMAS = 60
#: Characters that all names in a file may stand for: a name may stand for many others.
_MOST_OF_STRINGS = 10_000_000


@dataclass(frozen=True, slots=True)
class BibEntry:
    """An entry. ``type``, and the names of ``fields`` and ``lines``, are in small letters."""

    type: str
    key: str
    line: int
    fields: Mapping[str, str]
    lines: Mapping[str, int]


class EntryReader:
    """Reads the entries of one file.

    Args:
        path: the file's name, for problems.
        problems: what is wrong is added here.
    """

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self._path = path
        self._problems = problems
        self._strings = {name: name for name in MONTHS}
        self._room = _MOST_OF_STRINGS

    def read(self, text: str, first_line: int = 1) -> Iterator[BibEntry]:
        """Yield the entries of a text in their order, those left out that do not parse."""
        for chunk in Splitter(text, first_line).chunks(self._parses):
            if chunk.stray is not None:
                self._problem(
                    f"the entry of line {chunk.line} ends before this field, which is left out with what "
                    "follows it: remove the `}` too many, or add the `@type{key,` of another entry",
                    chunk.stray,
                )
            if chunk.type == "string":
                self._read_string(chunk)
            elif chunk.type not in {"comment", "preamble"}:
                entry = self._entry(chunk)
                if entry is not None:
                    yield entry

    def _problem(self, message: str, line: int, kind: ProblemKind = ProblemKind.BIBTEX_SYNTAX) -> None:
        self._problems.append(Problem(kind, message, Origin(self._path, line)))

    def _parses(self, chunk: Chunk) -> bool:
        if chunk.type in {"comment", "preamble"}:
            return True
        key = _KEY.match(chunk.body) or _KEY_ALONE.match(chunk.body)
        rest = chunk.body[key.end() :] if key and chunk.type != "string" else chunk.body
        try:
            parse_fields(f"{rest}}}", chunk.line, lambda _name: "", lambda _name, _line: None)
        except FieldSyntaxError:
            return False
        return True

    def _meaning(self, name: str) -> str | None:
        """Return what a name stands for, as long as all of them together stay of a bounded length."""
        text = self._strings.get(name)
        self._room -= len(text or "")
        return text if self._room >= 0 else None

    def _read_string(self, chunk: Chunk) -> None:
        found = self._fields(chunk, chunk.body, chunk.body_line, "this @string")
        self._strings.update((name.lower(), value) for name, value, _line in found or ())

    def _entry(self, chunk: Chunk) -> BibEntry | None:
        match = _KEY.match(chunk.body)
        if match is None and (match := _KEY_ALONE.match(chunk.body)):
            line = chunk.body_line + chunk.body.count("\n", 0, match.end(1))
            self._problem(
                f"a comma is missing behind the key `{shortened(match[1])}`; it is read as if there were "
                "one: add `,`",
                line,
            )
        key = one_line(match[1] or "") if match else ""
        name = f"the entry `{shortened(key)}`" if key else f"this entry (@{chunk.type})"
        if not key:
            self._problem(
                f"{name} has no key; its id is made of its link or title: write `@{chunk.type}{{key,`",
                chunk.line,
            )
        elif " " in key:
            self._problem(
                f"the key `{shortened(key)}` holds blanks, which BibTeX does not read; it is kept: "
                f"write `{shortened(key.replace(' ', '-'))}`",
                chunk.line,
            )
        body = chunk.body[match.end() :] if match else chunk.body
        line = chunk.body_line + (chunk.body.count("\n", 0, match.end()) if match else 0)
        found = self._fields(chunk, body, line, name)
        if found is None:
            return None
        fields: dict[str, str] = {}
        lines: dict[str, int] = {}
        for written, value, place in found:
            field_name = written.lower()
            if field_name not in fields:
                fields[field_name] = value
                lines[field_name] = place
            elif value.strip() and value != fields[field_name]:
                self._problem(
                    f"`{shortened(field_name)}` stands twice in {name}; the first counts, this one is left "
                    "out: remove one, or join them",
                    place,
                    ProblemKind.BIBTEX_FIELD,
                )
        return BibEntry(chunk.type, key, chunk.line, fields, lines)

    def _fields(self, chunk: Chunk, text: str, line: int, name: str) -> list[tuple[str, str, int]] | None:
        """Return the fields of an entry, or ``None`` where they do not parse."""
        text = f"{text.rstrip()}}}"
        undefined: dict[str, int] = {}
        commas: list[tuple[str, int]] = []
        while True:
            undefined.clear()
            try:
                found = parse_fields(text, line, self._meaning, undefined.setdefault)
                break
            except FieldSyntaxError as error:
                behind = _NEXT_FIELD.match(text, error.position)
                if behind is None or not error.name or len(commas) == _MOST_COMMAS:
                    self._report(error, text, name)
                    return None
                commas.append((one_line(behind[0]).partition("=")[0].strip(), error.line))
                text = f"{text[: error.position]},{text[error.position :]}"
        if not chunk.closed:
            swallowing = next((item for item in found if _FIELD_WITHIN.search(item[1], 1)), None)
            if swallowing is not None:
                self._problem(
                    f"{name} does not parse and is left out: the value of `{shortened(swallowing[0])}` does "
                    "not end; add the `}` that closes it",
                    swallowing[2],
                )
                return None
            self._problem(
                f"{name} has no end; it is read as if it ended before the next: add `}}`", chunk.line
            )
        for written, place in commas:
            self._problem(
                f"a comma is missing before `{shortened(written)}`; it is read as if there were one: add `,`",
                place,
            )
        for written, place in undefined.items():
            what = "is the name of no @string"
            if written.lower() in self._strings:
                what = f"is not replaced: the @strings stand for over {_MOST_OF_STRINGS} characters together"
            self._problem(
                f"`{shortened(written)}` {what} and is taken as it is: write `{{{shortened(written)}}}`",
                place,
                ProblemKind.BIBTEX_NAME,
            )
        return found

    def _report(self, error: FieldSyntaxError, text: str, name: str) -> None:
        seen = shortened(text[error.position : error.position + 200].rstrip("}"), 30)
        place = f"in `{shortened(error.name)}`, " if error.name else ""
        if not seen:
            what = "its end is missing"
            hint = 'close each `{` with `}`, and each `"` with `"`'
        elif text[error.position] == "=":
            what = f"{place}`{seen}` has no name before it"
            hint = "write `name = {value},`"
        else:
            what = f"{place}it cannot be read from `{seen}` on"
            hint = "write each field as `name = {value},`"
        self._problem(f"{name} does not parse and is left out: {what}; {hint}", error.line)


_HEAD = re.compile(r"(?<![\w.@])@[ \t]*(?P<type>[A-Za-z][\w-]*)\s*(?P<open>[{(])", re.ASCII)
#: Where an entry begins beyond doubt: at the start of a line, and with a key.
_SURE_HEAD = re.compile(
    r"^[ \t]*@[ \t]*(?:(?:string|comment|preamble)\s*[{(]|[A-Za-z][\w-]*\s*[{(]\s*[^\s,{}()=\"]+\s*,)",
    re.ASCII | re.IGNORECASE | re.MULTILINE,
)
_BRACE = re.compile(r"[{}]")
_PARENTHESIS = re.compile(r'[{}()"]')
_NEWLINE = re.compile("\n")
_FIELD_BEHIND = re.compile(r"\s*,?\s*[A-Za-z][\w-]*\s*=\s*[{\"\w]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stands between the braces, or the parentheses, of an entry.

    ``line`` is that of the entry's ``@``, ``body_line`` that on which the body begins. Where the entry is
    not ``closed``, the body ends before the next entry. ``stray`` is the line of the first field that
    stands behind the closing brace.
    """

    type: str
    body: str
    line: int
    body_line: int
    closed: bool = True
    stray: int | None = None


class Splitter:
    """Divides one text. Each look is at most once at each brace, however wrong they are."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._first_line = first_line
        self._newlines = [match.start() for match in _NEWLINE.finditer(text)]
        self._sure = [match.start() for match in _SURE_HEAD.finditer(text)]
        self._closing = _matching_braces(text)

    def chunks(self, parses: Callable[[Chunk], bool]) -> Iterator[Chunk]:
        """Yield the entries in their order.

        Args:
            parses: asked of an entry in which the next one seems to begin. If it does not parse, its
                braces are wrong, and it ends before the next.
        """
        position = 0
        while match := _HEAD.search(self._text, position):
            start = match.start()
            if "%" in self._text[self._text.rfind("\n", 0, start) + 1 : start]:
                position = self._end_of_line(start)
                continue
            limit = self._next_sure(match.end())
            end = (
                self._closing.get(match.end() - 1)
                if match["open"] == "{"
                else self._parenthesis(match, limit)
            )
            chunk = None if end is None else self._chunk(match, end)
            if end is None or chunk is None or (end > limit and not parses(chunk)):
                position = limit
                yield self._chunk(match, limit, closed=False)
            else:
                position = end + 1
                yield chunk

    def _chunk(self, match: re.Match[str], end: int, *, closed: bool = True) -> Chunk:
        begin = match.end()
        stray = None
        if closed and (behind := _FIELD_BEHIND.match(self._text, end + 1)):
            stray = self._line(behind.end() - 1)
        return Chunk(
            match["type"].lower(),
            self._text[begin:end],
            self._line(match.start()),
            self._line(begin),
            closed,
            stray,
        )

    def _line(self, position: int) -> int:
        return self._first_line + bisect_right(self._newlines, position - 1)

    def _next_sure(self, position: int) -> int:
        number = bisect_right(self._sure, position)
        return self._sure[number] if number < len(self._sure) else len(self._text)

    def _end_of_line(self, position: int) -> int:
        end = self._text.find("\n", position)
        return len(self._text) if end < 0 else end

    def _parenthesis(self, head: re.Match[str], limit: int) -> int | None:
        depth, quoted = 0, False
        for match in _PARENTHESIS.finditer(self._text, head.end(), limit):
            sign = match[0]
            if sign in "{}":
                depth += 1 if sign == "{" else -1
            elif depth <= 0 and sign == '"':
                quoted = not quoted
            elif depth <= 0 and sign == ")" and not quoted:
                return match.start()
        return None


def _matching_braces(text: str) -> dict[int, int]:
    """Return where each brace that is opened is closed."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            closing[opened.pop()] = match.start()
    return closing
