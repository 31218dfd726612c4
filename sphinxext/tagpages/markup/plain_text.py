"""The texts of notes that have a markup: what a reader sees of their beginning, for snippets.

It is made once, when a note is read, and kept with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Protocol

import docutils

from ..core.note import Note
from ..core.problems import Problem, ProblemKind
from ..core.read_result import ReadResult
from . import markdown


class Extract(Protocol):
    """Returns the beginning of a text without its markup: all of it, or its first part."""

    def __call__(self, source: str, length: int, *, whole: bool) -> str | None:
        """Return the text, or ``None`` where it cannot be read."""


def _rst_text(source: str, length: int, *, whole: bool) -> str | None:
    from .rst import rst_text  # noqa: PLC0415 -- Sphinx, which a check of files can mostly do without

    return rst_text(source, length, whole=whole)


_EXTRACTS: Mapping[str, Extract] = {"markdown": markdown.markdown_text, "rst": _rst_text}
NAMES = {"markdown": "Markdown", "rst": "reStructuredText"}


def can_read(markup: str) -> bool:
    """Tell whether there is a parser for a markup."""
    return markup in _EXTRACTS and (markup != "markdown" or markdown.parser_version() is not None)


def parser_versions() -> tuple[object, ...]:
    """Return what the texts of notes depend on besides the notes."""
    return (docutils.__version__, markdown.parser_version())


def with_text(note: Note, length: int, problem: Callable[[Problem], None]) -> Note:
    """Return a note with its text; where that cannot be read, as a plain one.

    Args:
        note: the note.
        length: the characters of a snippet.
        problem: takes what is wrong.
    """
    if note.text is not None or not can_read(note.markup):
        return note
    extract = _EXTRACTS[note.markup]
    text: str | None = ""
    for field in ("summary", "comment", "body"):
        source = getattr(note, field)
        if source and not text:
            text = extract(source, length, whole=field != "body")
        if text is None:
            problem(unreadable(note, field))
            return replace(note, markup="plain")
    return replace(note, text=(text or "")[: length + 1])


def with_texts(result: ReadResult, length: int) -> ReadResult:
    """Return what was read of a file with the texts of its notes."""
    problems: list[Problem] = []
    notes = [with_text(note, length, problems.append) for note in result.notes]
    changed = {id(old): new for old, new in zip(result.notes, notes, strict=True) if old is not new}
    if not changed and not problems:
        return result
    items = [replace(item, note=changed.get(id(item.note), item.note)) for item in result.items]
    return replace(
        result,
        notes=tuple(notes),
        problems=(*result.problems, *problems),
        # Where something is wrong, the file is read as a whole the next time too, and told again.
        items=() if problems else tuple(items),
    )


def missing_parser(notes: Iterable[Note]) -> list[Problem]:
    """Return the one problem of all notes whose markup there is no parser for."""
    places = [note.where("markup") for note in notes if note.markup == "markdown"]
    if not places or can_read("markdown"):
        return []
    message = (
        f"notes are written in Markdown (the first here, {len(places)} in all), and the package that reads "
        f"it is not installed; their texts are shown as they are written. Install it: {markdown.INSTALL}"
    )
    first = min(places, key=lambda place: (place.path, place.line or 0))
    return [Problem(ProblemKind.MARKUP, message, first)]


def unreadable(note: Note, field: str) -> Problem:
    """Return the problem of a text that its parser is not up to."""
    message = (
        f"{note.named}`{field}` cannot be read as {NAMES[note.markup]} and is shown as it is written: "
        "it is too long, nests quotes, lists or brackets too deeply, or repeats what it defines too often"
    )
    return Problem(ProblemKind.MARKUP, message, note.where(field))
