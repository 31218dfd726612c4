"""The template of one note: the user's if there is one, else the extension's.

Most notes differ from others in nothing but their texts. With ours, Jinja renders one of each form, such as
that with two authors and no date, and leaves room for the texts; those of each note are filled in.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    TemplateSyntaxError,
)
from markupsafe import Markup, escape

from ..core.dates import NoteDate
from ..core.index import Entry
from ..core.note import Note
from ..core.problems import Origin, ProblemKind
from ..markup.bodies import fields_of
from ..translations import _
from ..warnings import warn

OWN_TEMPLATES = Path(__file__).parents[1] / "templates"
NOTE_TEMPLATE = "tagpages/note.html"
#: A slot as a template prints it. It is a mark in the text, since a user's template may print a value through
#: blocks, ``super()``, captures and macros, and nothing but text comes out of all these. It is made with NUL,
#: which neither the texts of notes nor HTML hold.
_SLOT = re.compile("\0([a-z]+)\0")
#: Room for a text in the HTML of a form.
_ROOM = re.compile("\0([0-9]+)\0")
#: What our template asks a note itself for.
_FIELDS = (
    "id", "title", "url", "lang", "authors", "venue", "date", "published", "image_alt", "pinned",
)  # fmt: skip
_fields_of = attrgetter(*_FIELDS)
#: How many forms are kept, and as many dates.
_FORMS = 1000


def has_own_template(folders: Iterable[Path]) -> bool:
    """Tell whether a project has a template of its own for notes."""
    return any((folder / NOTE_TEMPLATE).is_file() for folder in folders)


def slot(name: str) -> Markup:
    """Return a value for a template that keeps room for what is put in later. Names are in small letters."""
    return Markup(f"\0{name}\0")


def cut_at_slots(html: str) -> list[str]:
    """Return what a template printed, cut at its slots: HTML and the names of slots by turns, HTML first."""
    return _SLOT.split(html)


class Unsearched(str):
    """HTML of other notes at a home, or for programs: the search is not to find it there."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NodesOf:
    """Stands where a ``field`` of a note is to be put in, which is made of nodes."""

    entry: Entry
    field: str


#: HTML in the order in which it stands on a page.
Pieces: TypeAlias = list[str | NodesOf]


def searched(pieces: Iterable[object]) -> list[str]:
    """Return what the search is to find of HTML, piece by piece: what stands beside Japanese words counts."""
    return [piece for piece in pieces if isinstance(piece, str) and not isinstance(piece, Unsearched)]


def marked_texts(note: Note, is_written: bool) -> list[tuple[str, Markup]]:
    """Return the texts of a note that has a markup, each a slot, save the body written in a document."""
    if note.text is None:
        return []
    return [
        (field, slot(field))
        for field in fields_of(note)
        if getattr(note, field) and not (is_written and field == "body")
    ]


def plain_texts(note: Note, is_written: bool) -> list[tuple[str, str]]:
    """Return the paragraphs of the texts of a note without a markup, each with its field."""
    if note.text is not None:
        return []
    return [
        (field, paragraph.strip())
        for field in ("summary", "comment", *([] if is_written else ["body"]))
        for paragraph in getattr(note, field).split("\n\n")
        if paragraph.strip()
    ]


#: Stand in a form for a text that is not empty, and for a date, which is two texts.
_TEXT, _DATE = object(), object()


@dataclass(frozen=True, slots=True)
class _DateShown:
    """A date as a template may print it."""

    text: str
    machine: str

    def __str__(self) -> str:
        return self.text


class NoteTemplate:
    """Renders notes. Where a template of the user's fails on a note, ours takes its place for that note.

    Args:
        folders: the user's template folders. A template there can build on ours by the name
            that Sphinx has for an original: ``{% extends "!tagpages/note.html" %}``.
        date_text: how readers see a date, wherever a template prints one.
    """

    def __init__(self, folders: Sequence[Path], date_text: Callable[[NoteDate], str] = str) -> None:
        own = FileSystemLoader(OWN_TEMPLATES)
        self._texts_of = lru_cache(_FORMS)(lambda date: (date_text(date), date.machine))
        originals = PrefixLoader({"!tagpages": FileSystemLoader(OWN_TEMPLATES / "tagpages")})
        environment = _environment(ChoiceLoader([FileSystemLoader(folders), own, originals]), date_text)
        paths = (folder / NOTE_TEMPLATE for folder in (*folders, OWN_TEMPLATES))
        path = next(path for path in paths if path.is_file())
        self._path = str(path)
        #: Whether what is printed holds each value as it is, and no other depends on it.
        self.is_ours = path == OWN_TEMPLATES / NOTE_TEMPLATE
        self._reported: set[tuple[Origin, str]] = set()
        self._original = _environment(own, date_text).get_template(NOTE_TEMPLATE)
        self._template = self._original
        try:
            self._template = environment.get_template(NOTE_TEMPLATE)
        except Exception as error:  # noqa: BLE001 -- a template can fail in any way
            self._report(error)
        # They are copied for each note, which takes long from the chain of mappings that they are.
        self._template.globals = dict(self._template.globals)
        self._of_form = lru_cache(_FORMS)(self._render_form)

    def render(self, values: dict[str, Any]) -> str:
        """Return the HTML of one note; every value is escaped."""
        if self.is_ours:
            return self._filled(values)
        try:
            return self._template.render(values)
        except Exception as error:  # noqa: BLE001 -- a template can fail in any way
            self._report(error)
            return self._original.render(values)

    def _filled(self, values: dict[str, Any]) -> str:
        """Return the HTML of one note from that of its form."""
        texts: list[str] = []
        others = values.copy()
        note = others.pop("note")
        form = self._form((*others.values(), *_fields_of(note)), texts)
        cut, numbers = self._of_form((*others,), form)
        filled = cut.copy()
        filled[1::2] = [escape(texts[number]) for number in numbers]
        return "".join(filled)

    def _form(self, values: Iterable[Any], texts: list[str]) -> tuple[object, ...]:
        """Return values with room for their texts, which are added to others in their order."""
        form: list[object] = []
        for value in values:
            kind = type(value)
            if kind is str and value:
                texts.append(value)
                form.append(_TEXT)
            elif kind is tuple or kind is list:
                form.append(self._form(value, texts) if value else ())
            elif kind is NoteDate:
                texts += self._texts_of(value)
                form.append(_DATE)
            else:
                form.append(value)
        return tuple(form)

    def _render_form(self, names: Sequence[str], form: Sequence[object]) -> tuple[list[str], list[int]]:
        """Return the HTML of a form, cut where there is room, and the numbers of the texts to fill in."""
        number = count()

        def with_room(part: object) -> object:
            if part is _TEXT:
                return f"\0{next(number)}\0"
            if part is _DATE:
                return _DateShown(f"\0{next(number)}\0", f"\0{next(number)}\0")
            return tuple(map(with_room, part)) if isinstance(part, tuple) else part

        parts = map(with_room, form)
        values = {name: next(parts) for name in names}
        values["note"] = SimpleNamespace(**dict(zip(_FIELDS, parts, strict=True)))
        cut = _ROOM.split(self._original.render(values))
        return cut, list(map(int, cut[1::2]))

    def _report(self, error: Exception) -> None:
        """Warn of a failed template, once for each failure, at the line that failed."""
        path = self._path
        if isinstance(error, TemplateSyntaxError):
            origin = Origin(error.filename or path, error.lineno)
        else:
            frames = traceback.extract_tb(error.__traceback__)
            lines = [frame.lineno for frame in frames if frame.filename == path]
            origin = Origin(path, lines[-1] if lines else 1)
        message = f"the template {NOTE_TEMPLATE} cannot be rendered ({error}); the extension's own is used"
        if (origin, message) not in self._reported:
            self._reported.add((origin, message))
            warn(ProblemKind.TEMPLATE, message, origin)


def _environment(loader: BaseLoader, date_text: Callable[[NoteDate], str]) -> Environment:
    def finalize(value: object) -> object:
        return date_text(value) if isinstance(value, NoteDate) else value

    environment = Environment(
        loader=loader,
        autoescape=True,
        auto_reload=False,
        finalize=None if date_text is str else finalize,
    )
    environment.globals["_"] = lambda text: str(_(text))
    return environment
