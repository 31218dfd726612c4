"""Reading a YAML list of notes after an edit: an item whose text was read before is not read again.

It applies to what files of notes mostly are: a list whose items each begin with a dash in the first
column. Anything else, and a list in which something is wrong, is read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from ...core.note import Note
from ...core.problems import Origin
from ...core.read_result import Item, ReadResult
from ...util.text import clean
from .notes import read_yaml

_ITEM = re.compile(r"^-(?=[ \n])", re.MULTILINE)
_HEAD = re.compile(r"(?:[ \t]*(?:#.*)?\n)*")
_IN_FIRST_COLUMN = re.compile(r"^[^\s#-]|^-(?![ \n])", re.MULTILINE)
# An anchor or an alias, which can lead from one item to another; or a text that looks like one.
_REFERENCE = re.compile(r"(?:^|[\s,\[{:-])[&*][^\s,\]}]", re.MULTILINE)


def read_items(text: str, path: str, known: Sequence[Item] = ()) -> ReadResult:
    """Read the notes of a YAML file.

    Args:
        text: the text.
        path: the file's name, for the notes and problems.
        known: the items of an earlier reading of the same file.

    Returns:
        what :func:`.read_yaml` returns, with the items where the text is a faultless list.
    """
    text = clean(text)
    pieces = _split(text)
    notes = _from_items(pieces, path, known) if known and pieces else None
    if notes is not None:
        return ReadResult(tuple(notes), items=_items(pieces, notes))
    result = read_yaml(text, path)
    if result.problems or not _stand_alone(pieces, result.notes, path):
        return result
    return ReadResult(result.notes, items=_items(pieces, result.notes))


def _split(text: str) -> list[tuple[int, str]]:
    """Divide a list into its items, each with the number of its first line; nothing if it is no such list."""
    starts = [match.start() for match in _ITEM.finditer(text)]
    if not starts or _IN_FIRST_COLUMN.search(text) or not _HEAD.fullmatch(text, 0, starts[0]):
        return []
    pieces = []
    line = 1 + text.count("\n", 0, starts[0])
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = text[start:end]
        pieces.append((line, piece))
        line += piece.count("\n")
    return pieces


def _from_items(pieces: Sequence[tuple[int, str]], path: str, known: Sequence[Item]) -> list[Note] | None:
    """Take the notes of known items, and read the others; ``None`` where one does not stand for itself."""
    before = {item.digest: item for item in known}
    notes = []
    for line, piece in pieces:
        item = before.get(_digest(piece))
        note = _moved(item.note, line - item.line) if item else _alone(line, piece, path)
        if note is None:
            return None
        notes.append(note)
    return notes


def _alone(line: int, piece: str, path: str) -> Note | None:
    """Read a piece by itself; ``None`` where it is not one faultless note, or holds an anchor or an alias."""
    result = read_yaml(piece, path, line)
    if len(result.notes) != 1 or result.problems:
        return None
    # Twice the same anchor is an error, and so is an alias without one.
    if _REFERENCE.search(piece) and read_yaml(f"{piece}\n{piece}", path).problems:
        return None
    return result.notes[0]


def _stand_alone(pieces: Sequence[tuple[int, str]], notes: Sequence[Note], path: str) -> bool:
    """Tell whether each piece is one note, whatever stands in the others."""
    if len(pieces) != len(notes):
        return False
    return all(
        note.origin.line == line and (not _REFERENCE.search(piece) or _alone(line, piece, path) == note)
        for (line, piece), note in zip(pieces, notes, strict=True)
    )


def _items(pieces: Sequence[tuple[int, str]], notes: Sequence[Note]) -> tuple[Item, ...]:
    return tuple(Item(_digest(piece), line, note) for (line, piece), note in zip(pieces, notes, strict=True))


def _digest(piece: str) -> bytes:
    return blake2b(piece.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _moved(note: Note, lines: int) -> Note:
    if not lines:
        return note
    key_lines = {key: line + lines for key, line in note.key_lines.items()}
    return replace(
        note, origin=Origin(note.origin.path, (note.origin.line or 0) + lines), key_lines=key_lines
    )
