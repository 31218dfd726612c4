"""The entries of a BibTeX file: what they hold, as written, and repairs where the meaning is clear."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...core.note import BibtexEntry
from ...core.problems import Origin, Problem, ProblemKind
from ...util.text import one_line, shortened
from .parser import FieldParser, FieldSyntaxError, MonthName

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_HEAD = re.compile(r"(?<![\w.@])@[ \t]*(?P<type>[A-Za-z][\w-]*)\s*(?P<open>[{(])", re.ASCII)
#: Where an entry begins beyond doubt: at the start of a line, and with a key.
_SURE_HEAD = re.compile(
    r"^[ \t]*@[ \t]*(?:(?:string|comment|preamble)\s*[{(]|[A-Za-z][\w-]*\s*[{(]\s*[^\s,{}()=\"]+\s*,)",
    re.ASCII | re.IGNORECASE | re.MULTILINE,
)
_KEY = re.compile(r"\s*([^\s,=(){}\"#%][^,={}\"\n]*?)?\s*(?:,|\Z)")
#: A key alone on its line, without the comma behind it.
_KEY_ALONE = re.compile(r"\s*([^\s,=(){}\"#%]+)[ \t]*\n(?=\s*[A-Za-z][\w-]*\s*=)", re.ASCII)
_SIGN = re.compile(r'[{}()"]')
_FIELD_WITHIN = re.compile(r"^[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*\S", re.ASCII | re.MULTILINE)
_FIELD_BEHIND = re.compile(r"\s*,?\s*[A-Za-z][\w-]*\s*=\s*[{\"\w]", re.ASCII)
#: Characters that all names in a file may stand for: a name may stand for many others.
_MOST_OF_STRINGS = 10_000_000


@dataclass(frozen=True, slots=True)
class BibEntry:
    """An entry. ``type``, and the names of ``fields`` and ``lines``, are in small letters.

    ``written`` has them as they are, without what stands twice.
    """

    type: str
    key: str
    line: int
    fields: Mapping[str, str]
    lines: Mapping[str, int]
    written: BibtexEntry


class EntryReader:
    """Reads the entries of one text. Each look is at most once at each brace, however wrong they are."""

    def __init__(self, text: str, path: str, problems: list[Problem]) -> None:
        self._text = text
        self._path = path
        self._problems = problems
        self._strings = dict[str, str]({name: MonthName(name) for name in MONTHS})
        self._room = _MOST_OF_STRINGS
        self._newlines = [match.start() for match in re.finditer("\n", text)]
        self._sure = [match.start() for match in _SURE_HEAD.finditer(text)]
        self._closing: dict[int, int] = {}
        opened: list[int] = []
        for match in re.finditer("[{}]", text):
            if match[0] == "{":
                opened.append(match.start())
            elif opened:
                self._closing[opened.pop()] = match.start()

    def read(self) -> Iterator[BibEntry]:
        """Yield the entries in their order, those left out that do not parse.

        An entry in which the next one seems to begin, and which does not parse, has wrong braces: it ends
        before the next.
        """
        position = 0
        while head := _HEAD.search(self._text, position):
            begin, limit = head.end(), self._next_sure(head.end())
            if "%" in self._text[self._text.rfind("\n", 0, head.start()) + 1 : head.start()]:
                newline = self._text.find("\n", head.start())
                position = newline if newline >= 0 else len(self._text)
                continue
            kind = head["type"].lower()
            end = self._closing.get(begin - 1) if head["open"] == "{" else self._parenthesis(begin, limit)
            closed = end is not None and (end <= limit or self._parses(kind, begin, end))
            end = end if closed and end is not None else limit
            position = end + closed
            line = self._line(head.start())
            if closed and (behind := _FIELD_BEHIND.match(self._text, position)):
                self._problem(
                    f"the entry of line {line} ends before this field, which is left out with what "
                    "follows it: remove the `}` too many, or add the `@type{key,` of another entry",
                    self._line(behind.end() - 1),
                )
            if kind == "string":
                found = self._fields(begin, end, "this @string", line, closed=closed)
                self._strings.update((name.lower(), value) for name, value, _at, _form in found or ())
            elif kind not in {"comment", "preamble"}:
                entry = self._entry(head["type"], begin, end, line, closed=closed)
                if entry is not None:
                    yield entry

    def _problem(self, message: str, line: int, kind: ProblemKind = ProblemKind.BIBTEX_SYNTAX) -> None:
        self._problems.append(Problem(kind, message, Origin(self._path, line)))

    def _line(self, position: int) -> int:
        return 1 + bisect_right(self._newlines, position - 1)

    def _next_sure(self, position: int) -> int:
        number = bisect_right(self._sure, position)
        return self._sure[number] if number < len(self._sure) else len(self._text)

    def _parenthesis(self, begin: int, limit: int) -> int | None:
        depth, quoted = 0, False
        for match in _SIGN.finditer(self._text, begin, limit):
            sign = match[0]
            if sign in "{}":
                depth += 1 if sign == "{" else -1
            elif depth <= 0 and sign == '"':
                quoted = not quoted
            elif depth <= 0 and sign == ")" and not quoted:
                return match.start()
        return None

    def _key(self, begin: int, end: int) -> re.Match[str] | None:
        return _KEY.match(self._text, begin, end) or _KEY_ALONE.match(self._text, begin, end)

    def _parses(self, kind: str, begin: int, end: int) -> bool:
        if kind in {"comment", "preamble"}:
            return True
        if kind != "string" and (key := self._key(begin, end)):
            begin = key.end()
        parser = FieldParser(self._text, begin, end, {}, 0)
        try:
            parser.read()
        except FieldSyntaxError:
            return False
        return not parser.commas

    def _entry(self, type_: str, begin: int, end: int, line: int, *, closed: bool) -> BibEntry | None:
        kind = type_.lower()
        match = self._key(begin, end)
        key = one_line(match[1] or "") if match else ""
        if match and match.re is _KEY_ALONE:
            self._problem(
                f"a comma is missing behind the key `{shortened(match[1])}`; it is read as if there were "
                "one: add `,`",
                self._line(match.end(1)),
            )
        name = f"the entry `{shortened(key)}`" if key else f"this entry (@{kind})"
        if not key:
            self._problem(
                f"{name} has no key; its id is made of its link or title: write `@{kind}{{key,`", line
            )
        elif " " in key:
            self._problem(
                f"the key `{shortened(key)}` holds blanks, which BibTeX does not read; it is kept: "
                f"write `{shortened(key.replace(' ', '-'))}`",
                line,
            )
        found = self._fields(match.end() if match else begin, end, name, line, closed=closed)
        if found is None:
            return None
        fields: dict[str, str] = {}
        lines: dict[str, int] = {}
        kept: list[tuple[str, str]] = []
        for written, value, at, form in found:
            field_name = written.lower()
            if field_name not in fields:
                fields[field_name] = value
                lines[field_name] = self._line(at)
                kept.append((written, form))
            elif value.strip() and value != fields[field_name]:
                self._problem(
                    f"`{shortened(field_name)}` stands twice in {name}; the first counts, this one is left "
                    "out: remove one, or join them",
                    self._line(at),
                    ProblemKind.BIBTEX_FIELD,
                )
        return BibEntry(kind, key, line, fields, lines, BibtexEntry(type_, key, tuple(kept)))

    def _fields(
        self, begin: int, end: int, name: str, line: int, *, closed: bool
    ) -> list[tuple[str, str, int, str]] | None:
        """Return the fields of an entry, or ``None`` where they do not parse."""
        end = begin + len(self._text[begin:end].rstrip())
        parser = FieldParser(self._text, begin, end, self._strings, self._room)
        try:
            parser.read()
        except FieldSyntaxError:
            self._report(parser, name)
            return None
        finally:
            self._room = parser.room
        if not closed:
            for written, value, at, _form in parser.fields:
                if _FIELD_WITHIN.search(value, 1):
                    self._problem(
                        f"{name} does not parse and is left out: the value of `{shortened(written)}` does "
                        "not end; add the `}` that closes it",
                        self._line(at),
                    )
                    return None
            self._problem(f"{name} has no end; it is read as if it ended before the next: add `}}`", line)
        for written, at in parser.commas:
            self._problem(
                f"a comma is missing before `{shortened(written)}`; it is read as if there were one: add `,`",
                self._line(at),
            )
        for written, at in parser.undefined.items():
            what = "is the name of no @string"
            if written.lower() in self._strings:
                what = f"is not replaced: the @strings stand for over {_MOST_OF_STRINGS} characters together"
            self._problem(
                f"`{shortened(written)}` {what} and is taken as it is: write `{{{shortened(written)}}}`",
                self._line(at),
                ProblemKind.BIBTEX_NAME,
            )
        return parser.fields

    def _report(self, parser: FieldParser, name: str) -> None:
        position = parser.position
        seen = shortened(self._text[position : min(position + 200, parser.end)].rstrip("}"), 30)
        where = f"in `{shortened(parser.name)}`, " if parser.name else ""
        if not seen:
            what = "its end is missing"
            hint = 'close each `{` with `}`, and each `"` with `"`'
        elif self._text[position] == "=":
            what = f"{where}`{seen}` has no name before it"
            hint = "write `name = {value},`"
        else:
            what = f"{where}it cannot be read from `{seen}` on"
            hint = "write each field as `name = {value},`"
        self._problem(f"{name} does not parse and is left out: {what}; {hint}", self._line(position))
