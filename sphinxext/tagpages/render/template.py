"""The template of one note: the user's if there is one, else the extension's."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    TemplateSyntaxError,
)
from markupsafe import Markup

from ..core.dates import NoteDate
from ..core.problems import ProblemKind
from ..translations import _
from ..warnings import warn

OWN_TEMPLATES = Path(__file__).parents[1] / "templates"
NOTE_TEMPLATE = "tagpages/note.html"
#: A slot as a template prints it. It is a mark in the text, since a user's template may print a value through
#: blocks, ``super()``, captures and macros, and nothing but text comes out of all these. It is made with NUL,
#: which neither the texts of notes nor HTML hold.
_SLOT = re.compile("\0([a-z]+)\0")


def has_own_template(folders: Iterable[Path]) -> bool:
    """Tell whether a project has a template of its own for notes."""
    return any((folder / NOTE_TEMPLATE).is_file() for folder in folders)


def slot(name: str) -> Markup:
    """Return a value for a template that keeps room for what is put in later. Names are in small letters."""
    return Markup(f"\0{name}\0")


def cut_at_slots(html: str) -> list[str]:
    """Return what a template printed, cut at its slots: HTML and the names of slots by turns, HTML first."""
    return _SLOT.split(html)


class NoteTemplate:
    """Renders notes. Where a template of the user's fails on a note, ours takes its place for that note.

    Args:
        folders: the user's template folders. A template there can build on ours by the name
            that Sphinx has for an original: ``{% extends "!tagpages/note.html" %}``.
        date_text: how readers see a date, wherever a template prints one.
    """

    def __init__(self, folders: Sequence[Path], date_text: Callable[[NoteDate], str] = str) -> None:
        own = FileSystemLoader(OWN_TEMPLATES)
        originals = PrefixLoader({"!tagpages": FileSystemLoader(OWN_TEMPLATES / "tagpages")})
        environment = _environment(ChoiceLoader([FileSystemLoader(folders), own, originals]), date_text)
        paths = (folder / NOTE_TEMPLATE for folder in (*folders, OWN_TEMPLATES))
        path = next(path for path in paths if path.is_file())
        self._path = str(path)
        #: Whether what is printed holds each value as it is, and no other depends on it.
        self.is_ours = path == OWN_TEMPLATES / NOTE_TEMPLATE
        self._reported: set[str] = set()
        self._original = _environment(own, date_text).get_template(NOTE_TEMPLATE)
        self._template = self._original
        try:
            self._template = environment.get_template(NOTE_TEMPLATE)
        except Exception as error:  # noqa: BLE001 -- a template can fail in any way
            self._report(error)
        # They are copied for each note, which takes long from the chain of mappings that they are.
        self._template.globals = dict(self._template.globals)

    def render(self, values: dict[str, Any]) -> str:
        """Return the HTML of one note; every value is escaped."""
        try:
            return self._template.render(values)
        except Exception as error:  # noqa: BLE001 -- a template can fail in any way
            self._report(error)
            return self._original.render(values)

    def _report(self, error: Exception) -> None:
        """Warn of a failed template, once for each failure, at the line that failed."""
        path = self._path
        if isinstance(error, TemplateSyntaxError):
            location = f"{error.filename or path}:{error.lineno}"
        else:
            frames = traceback.extract_tb(error.__traceback__)
            lines = [frame.lineno for frame in frames if frame.filename == path]
            location = f"{path}:{lines[-1] if lines else 1}"
        message = f"the template {NOTE_TEMPLATE} cannot be rendered ({error}); the extension's own is used"
        if f"{location} {message}" not in self._reported:
            self._reported.add(f"{location} {message}")
            warn(ProblemKind.TEMPLATE, message, location)


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
