"""The entries of a BibTeX file: what they hold, as written, and what is mended where the meaning is clear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .bibtex_split import Chunk, Splitter
from .cleaning import one_line, shortened
from .problems import Origin, Problem, ProblemKind
from .pybtex_parts import FieldSyntaxError, parse_fields

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
