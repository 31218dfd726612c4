"""The texts of notes that have a markup: what a reader sees of their beginning, and what they refer to.

Both are found once, when a note is read, and kept with it: for snippets, and to know what depends on what.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

import docutils

from ..core.note import Note, References
from ..core.problems import Problem, ProblemKind
from ..sources.read_result import ReadResult
from ..sources.yaml.tags_file import TagsFile
from ..util.text import one_line, shortened
from . import markdown

#: A text without these has no inline markup.
_MAY_BE_MARKUP = re.compile(r"[*`|_\\\]@]|\w:")
#: Returns the blocks in about so many characters of a text: whether each is a paragraph of the running text,
#: and what a reader sees of it; and whether that is all of the text. ``None``: the parser is not up to it.
Blocks = Callable[[str, int], tuple[Iterable[tuple[bool, str]], bool] | None]

#: The characters of a text that are parsed at first.
_AT_FIRST = 400
_NAMES = {"markdown": "Markdown", "rst": "reStructuredText"}


def _readers(markup: str, base: str = "") -> tuple[Blocks, Callable[[str], References]]:
    """Return what reads the blocks of a text, and what it refers to."""
    if markup == "markdown":
        return markdown.markdown_blocks, partial(markdown.markdown_references, base=base)
    # They import Sphinx, which a check of files can mostly do without.
    from .rst import rst_blocks  # noqa: PLC0415
    from .rst_nodes import rst_references  # noqa: PLC0415

    return rst_blocks, rst_references


def _can_read(markup: str) -> bool:
    return markup == "rst" or (markup == "markdown" and markdown.parser_version() is not None)


def parser_versions() -> tuple[object, ...]:
    """Return what the texts of notes depend on besides the notes."""
    return (docutils.__version__, markdown.parser_version())


def beginning_of(
    markup: str, source: str, length: int, *, whole: bool, blocks: Blocks | None = None
) -> str | None:
    """Return the beginning of what a reader sees of a text, as plain text on one line.

    Args:
        markup: ``markdown`` or ``rst``.
        source: the text. No more of it is parsed than is needed.
        length: how many characters are wanted.
        whole: whether all of the text counts, or only the first paragraph of its running text.
        blocks: reads the blocks of the text, with what it refers to; else that is as it is written.

    Returns:
        the text, of which more than ``length`` characters are there if it has more; or ``None`` where
        the parser is not up to it.
    """
    blocks = blocks or _readers(markup)[0]
    wanted = max(_AT_FIRST, 2 * length)
    while (parsed := blocks(source, wanted)) is not None:
        found = [(is_running, text) for is_running, words in parsed[0] if (text := one_line(words))]
        parts = [text for is_running, text in found if whole or is_running]
        text = " ".join(parts if whole else parts[:1])
        is_complete = not whole and len(parts) > 1
        if is_complete or len(text) > length or parsed[1]:
            return text
        wanted *= 4
    return None


def with_text(note: Note, length: int, add_problem: Callable[[Problem], None]) -> Note:
    """Return a note with its text and references; where that cannot be read, as a plain one.

    ``length`` is that of a snippet in columns: it has no more characters.
    """
    if note.text is not None or not _can_read(note.markup):
        return note
    text, unread = text_of(note, length)
    if unread:
        add_problem(unreadable(note, unread))
        return replace(note, markup="plain")
    return replace(note, text=text, references=_references(note))


def text_of(note: Note, length: int, blocks: Blocks | None = None) -> tuple[str, str]:
    """Return the text of a note, and the field that the parser is not up to, if there is one.

    ``blocks``: as of :func:`beginning_of`.
    """
    text: str | None = ""
    for field in ("summary", "comment", "body"):
        source = getattr(note, field)
        if source and not text:
            text = beginning_of(note.markup, source, length, whole=field != "body", blocks=blocks)
        if text is None:
            return "", field
    return (text or "")[: length + 1], ""


def _references(note: Note) -> References:
    _blocks, references = _readers(note.markup, note.tracker_url)
    found = [references(text) for text in (note.summary, note.comment, note.body) if text]
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
    if not locations or _can_read("markdown"):
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
        f"{note.named}`{field}` cannot be read as {_NAMES[note.markup]} and is shown as it is written: "
        "it is too long, nests quotes, lists or brackets too deeply, or repeats what it defines too often"
    )
    return Problem(ProblemKind.MARKUP, message, note.where(field))


def with_plain_descriptions(file: TagsFile) -> TagsFile:
    """Return what a tags file says, with the descriptions that have inline markup as plain texts too."""
    if not any(_MAY_BE_MARKUP.search(entry.description) for entry in file.entries):
        return file
    from .rst import Dispatcher, no_directive, parse_line, text_role  # noqa: PLC0415 -- as above

    problems = list(file.problems)
    entries = []
    for entry in file.entries:
        if not _MAY_BE_MARKUP.search(entry.description):
            entries.append(entry)
            continue
        origin, dispatcher = entry.where("description"), Dispatcher(no_directive, lambda _name: text_role)
        shown, wrong = parse_line(entry.description, dispatcher, origin.path, origin.line)
        entries.append(replace(entry, text=one_line(shown.astext())))
        for what in wrong:
            said = f"the description of the tag {shortened(entry.name)!r}: {what}"
            problems.append(Problem(ProblemKind.MARKUP, one_line(said), origin))
    return TagsFile(tuple(entries), tuple(problems))
