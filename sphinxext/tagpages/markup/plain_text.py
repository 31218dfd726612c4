"""The texts of notes that have a markup: what a reader sees of their beginning, and what they refer to.

Both are found once, when a note is read, and kept with it: for snippets, and to know what depends on what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Protocol

import docutils

from ..core.note import Note, References
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


def _rst_references(source: str) -> References:
    from .rst_nodes import rst_references  # noqa: PLC0415

    return rst_references(source)


_EXTRACTS: Mapping[str, Extract] = {"markdown": markdown.markdown_text, "rst": _rst_text}
_REFERENCES: Mapping[str, Callable[[str], References]] = {
    "markdown": markdown.markdown_references,
    "rst": _rst_references,
}
NAMES = {"markdown": "Markdown", "rst": "reStructuredText"}


def can_read(markup: str) -> bool:
    """Tell whether there is a parser for a markup."""
    return markup in _EXTRACTS and (markup != "markdown" or markdown.parser_version() is not None)


def parser_versions() -> tuple[object, ...]:
    """Return what the texts of notes depend on besides the notes."""
    return (docutils.__version__, markdown.parser_version())


def with_text(note: Note, length: int, add_problem: Callable[[Problem], None]) -> Note:
    """Return a note with its text and references; where that cannot be read, as a plain one.

    Args:
        note: the note.
        length: the characters of a snippet.
        add_problem: takes what is wrong.
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
            add_problem(unreadable(note, field))
            return replace(note, markup="plain")
    return replace(note, text=(text or "")[: length + 1], references=_references(note))


def _references(note: Note) -> References:
    found = [_REFERENCES[note.markup](text) for text in (note.summary, note.comment, note.body) if text]
    return References(
        tuple(dict.fromkeys(number for each in found for number in each.numbers)),
        tuple(dict.fromkeys(address for each in found for address in each.pictures)),
        tuple(dict.fromkeys(role for each in found for role in each.roles)),
    )


def with_texts(result: ReadResult, length: int) -> ReadResult:
    """Return what was read of a file with the texts of its notes."""
    problems: list[Problem] = []
    notes = [with_text(note, length, problems.append) for note in result.notes]
    return replace(result, notes=tuple(notes), problems=(*result.problems, *problems))


def missing_parser(notes: Iterable[Note]) -> list[Problem]:
    """Return the one problem of all notes whose markup there is no parser for."""
    locations = [note.where("markup") for note in notes if note.markup == "markdown"]
    if not locations or can_read("markdown"):
        return []
    message = (
        f"notes are written in Markdown (the first here, {len(locations)} in all), and the package that "
        "reads it is not installed; their texts are shown as they are written. Install it: "
        f"{markdown.INSTALL}"
    )
    first = min(locations, key=lambda location: (location.path, location.line or 0))
    return [Problem(ProblemKind.MARKUP, message, first)]


def unreadable(note: Note, field: str) -> Problem:
    """Return the problem of a text that its parser is not up to."""
    message = (
        f"{note.named}`{field}` cannot be read as {NAMES[note.markup]} and is shown as it is written: "
        "it is too long, nests quotes, lists or brackets too deeply, or repeats what it defines too often"
    )
    return Problem(ProblemKind.MARKUP, message, note.where(field))
