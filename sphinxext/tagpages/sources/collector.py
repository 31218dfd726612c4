"""Notes that other code brings: checked as those of a file are."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import blake2b
from itertools import count
from numbers import Number
from pathlib import Path
from typing import NamedTuple

from ..core.dates import NoteDate
from ..core.note import Link, Note
from ..core.problems import Origin, Problem, ProblemKind
from ..core.tags.info import TagInfo, read_colour
from ..fields.names import FIELDS
from ..fields.reader import build_note
from ..fields.values import RawValue, plain_value
from ..util.files import read_regular
from ..util.suggest import advice
from ..util.text import one_line, shortened

_DEEPEST = 30
#: Values in the lists and mappings of one field, each counted as often as it stands there.
_MOST = 100_000
#: Digits of the number of a line.
_LONGEST_LINE = 10
_TAG_FIELDS = tuple(TagInfo.__slots__)


class Dependency(NamedTuple):
    """A file that notes come from, and a digest of what is in it; ``None``: it cannot be read."""

    path: str
    digest: str | None


@dataclass(frozen=True, slots=True)
class Collected:
    """What handlers brought, in an order that does not depend on theirs."""

    notes: tuple[Note, ...] = ()
    tags: tuple[TagInfo, ...] = ()
    dependencies: tuple[Dependency, ...] = ()

    @property
    def fingerprint(self) -> object:
        """What tells this from anything else that could have been brought."""
        return (self, [note.key_lines for note in self.notes])


class Collector:
    """Takes notes, and what is said of tags, from a handler of the event `tagpages-collect`.

    No value of a field raises: what is wrong becomes a warning, and is left out.

    ``notes``, ``tags`` and ``dependencies`` are what it was given so far, ``problems`` what is wrong with it.
    """

    def __init__(self, srcdir: Path, path: str) -> None:
        """Make a collector; handlers get one.

        Args:
            srcdir: the source folder.
            path: the file that messages point at where none is named, relative to it.
        """
        self._srcdir = srcdir
        self._path = path
        self.notes: list[Note] = []
        self.tags: list[TagInfo] = []
        self.dependencies: list[Dependency] = []
        self.problems: list[Problem] = []

    def add(
        self,
        note: Note | Mapping[str, object],
        path: str | os.PathLike[str] | None = None,
        line: int | None = None,
    ) -> None:
        """Add a note.

        Args:
            note: a mapping with the fields of the YAML format, or a `Note`. The values can be texts,
                numbers, dates, true and false, lists and mappings; what is `None` or empty is absent.
                They are checked as those of a file are.
            path: the file that the note comes from, relative to the source folder or absolute. Messages
                point at it, and relative links and pictures count from it. Without it, it is the file
                that `depends` was last called with, else `conf.py`.
            line: the line of that file.
        """
        if isinstance(note, Note):
            if path is None and isinstance(note.origin, Origin):
                path, line = note.origin.path, note.origin.line
            origin = self._origin(path, line)
            built = self._built(_fields(note), origin, note.key_lines)
            if built is not None:
                number = note.number if isinstance(note.number, int) else None
                self.notes.append(replace(built, number=number, extra=self._extra(note, origin)))
        elif isinstance(note, Mapping):
            built = self._built(note, self._origin(path, line), {})
            if built is not None:
                self.notes.append(built)
        else:
            what = type(note).__name__
            message = f"a note is a {what} and is left out; add a mapping with a `title`, or a Note"
            self._problem(ProblemKind.SHAPE, message, self._origin(path, line))

    def add_tag(
        self,
        tag: TagInfo | Mapping[str, object] | str,
        colour: str = "",
        description: str = "",
        path: str | os.PathLike[str] | None = None,
        line: int | None = None,
    ) -> None:
        """Say something of a tag. It makes no tag: tags are those that notes have.

        Args:
            tag: the tag's name; or a `TagInfo`, or a mapping with `name`, `colour` and `description`,
                which then count.
            colour: of its buttons: three or six hexadecimal digits, with or without `#`.
            description: what the tag means.
            path: the file that says so, as for `add`.
            line: the line of that file.
        """
        origin = self._origin(path, line)
        if isinstance(tag, TagInfo):
            said: Mapping[str, object] = {name: getattr(tag, name) for name in _TAG_FIELDS}
        elif isinstance(tag, Mapping):
            said = tag
        else:
            said = {"name": tag, "colour": colour, "description": description}
        texts = {name: self._tag_text(name, said.get(name), origin) for name in _TAG_FIELDS}
        for name in sorted(str(name) for name in said if name not in _TAG_FIELDS):
            hint = advice(name, _TAG_FIELDS, f"write {', '.join(_TAG_FIELDS)}")
            message = f"`{shortened(name)}` is nothing that is said of a tag{hint}"
            self._problem(ProblemKind.FIELD_NAME, message, origin)
        if not texts["name"]:
            self._problem(ProblemKind.TAG, "a tag without a name is left out; add a `name`", origin)
            return
        read = read_colour(texts["colour"]) if texts["colour"] else ""
        if read is None:
            self._problem(
                ProblemKind.FIELD_VALUE,
                f"the colour of the tag {texts['name']!r} is {shortened(texts['colour'])!r} and is left out; "
                "write six hexadecimal digits: `#d73a4a`",
                origin,
            )
        self.tags.append(TagInfo(texts["name"], read or "", texts["description"]))

    def depends(self, path: str | os.PathLike[str]) -> Path:
        """Name a file that notes come from. When its content changes, pages are looked at anew.

        A file that is not there yet is fine: that it appears is a change too.

        Args:
            path: the file, relative to the source folder or absolute; it can lie outside of it.

        Returns:
            the absolute path, to read the file.
        """
        self._path = self._relative(path)
        full = self._srcdir / self._path
        try:
            digest = blake2b(read_regular(full), digest_size=16).hexdigest()
        except (OSError, ValueError):
            digest = None
        # These two take a name of any length.
        if digest is None and os.path.exists(full) and not os.path.isfile(full):  # noqa: PTH110, PTH113
            what = "a folder" if full.is_dir() else "what is no regular file"
            message = f"{what} cannot be depended on; name the files that hold the notes"
            self._problem(ProblemKind.FILE, message, Origin(self._path))
        self.dependencies.append(Dependency(self._path, digest))
        return full

    def _origin(self, path: str | os.PathLike[str] | None, line: int | None) -> Origin:
        try:
            text = str(line)  # whatever a table holds
        except ValueError:  # a number of more digits than Python writes
            text = ""
        number = int(text) if text.isdecimal() and len(text) < _LONGEST_LINE else None
        return Origin(self._path if path is None else self._relative(path), number)

    def _relative(self, path: str | os.PathLike[str]) -> str:
        full = os.path.normpath(self._srcdir / path)
        try:
            found = os.path.relpath(full, self._srcdir)
        except ValueError:  # on another drive
            found = full
        return found.replace(os.sep, "/")

    def _problem(self, kind: ProblemKind, message: str, origin: Origin) -> None:
        self.problems.append(Problem(kind, message, origin))

    def _built(
        self, fields: Mapping[str, object], origin: Origin, key_lines: Mapping[str, int]
    ) -> Note | None:
        raw: dict[str, RawValue] = {}
        for name, value in fields.items():
            try:
                raw[str(name)] = raw_value(value)
            except (TypeError, ValueError, ArithmeticError) as error:
                message = f"`{shortened(str(name))}` holds {error}, and is left out; write a text or a list"
                self._problem(ProblemKind.FIELD_VALUE, message, origin)
        return build_note(raw, origin, key_lines, self.problems)

    def _extra(self, note: Note, origin: Origin) -> dict[str, object]:
        extra: dict[str, object] = {}
        for name, value in note.extra.items():
            try:
                extra[str(name)] = plain_value(raw_value(value))
            except (TypeError, ValueError, ArithmeticError) as error:
                message = f"`extra` holds under `{shortened(str(name))}` {error}, and it is left out"
                self._problem(ProblemKind.FIELD_VALUE, message, origin)
        return extra

    def _tag_text(self, name: str, value: object, origin: Origin) -> str:
        if isinstance(value, str):
            return one_line(value)
        if value is not None:
            message = f"`{name}` of a tag is a {type(value).__name__}, not text, and is left out"
            self._problem(ProblemKind.FIELD_VALUE, message, origin)
        return ""


def raw_value(value: object) -> RawValue:
    """Return a value as sources give it: numbers and dates as text, true and false as yes and no.

    Raises:
        TypeError: it is none that a note can hold; the message says what it is.
        ValueError: it is a number of more digits than Python writes, or holds very many values.
    """
    return _raw_value(value, 0, count())


def _raw_value(value: object, depth: int, counter: Iterator[int]) -> RawValue:  # noqa: C901 -- type by type
    if next(counter) == _MOST:
        msg = f"more than {_MOST} values"
        raise ValueError(msg)
    if value is None or isinstance(value, str):
        return None if value is None else str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Number):
        return str(value) if value == value else None  # noqa: PLR0124 -- not a number: a table's empty cell
    if isinstance(value, NoteDate):
        return value.machine
    if isinstance(value, Link):
        return {value.label: value.url}
    if isinstance(value, date | datetime):
        return value.isoformat()
    if depth == _DEEPEST:
        msg = "lists in lists, without an end"
        raise TypeError(msg)
    if isinstance(value, Mapping):
        return {str(key): _raw_value(item, depth + 1, counter) for key, item in value.items()}
    if isinstance(value, Collection) and not isinstance(value, bytes | bytearray):
        items = [_raw_value(item, depth + 1, counter) for item in value]
        return sorted(items, key=str) if isinstance(value, set | frozenset) else items
    msg = f"a value of the type {type(value).__name__}"
    raise TypeError(msg)


def join_collected(collectors: Collection[Collector]) -> Collected:
    """Join what several handlers brought, whatever their order."""
    notes = [note for collector in collectors for note in collector.notes]
    notes.sort(key=lambda note: (note.origin.order, note.id, note.title, repr(note)))
    tags = {tag for collector in collectors for tag in collector.tags}
    dependencies = {item for collector in collectors for item in collector.dependencies}
    return Collected(
        tuple(notes),
        tuple(sorted(tags, key=lambda tag: (tag.name, tag.colour, tag.description))),
        tuple(sorted(dependencies, key=lambda item: (item.path, item.digest or ""))),
    )


def _fields(note: Note) -> dict[str, object]:
    given = {name: getattr(note, name) for name in FIELDS if hasattr(note, name)}
    return {name: value for name, value in given.items() if value not in (None, "", (), False)}
