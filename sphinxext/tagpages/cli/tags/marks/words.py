"""Tags as they stand in a text: where each is, how another is written there, how it is taken out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ....core.tags.names import tag_key
from ....fields.values import TAG_SEPARATORS
from ....util.text import one_line

#: A line, without its end, of which there are three kinds.
LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")


class CannotWriteError(Exception):
    """A tag cannot be written, or a text not be edited; the message says why. ``at``: where, in the text."""

    def __init__(self, reason: str, at: int = 0) -> None:
        super().__init__(reason)
        self.at = at


@dataclass(frozen=True, slots=True)
class Edit:
    """A part of a text, by its characters, and what stands there afterwards."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """A text without quotes that holds several tags, and how it is written when it needs quotes."""

    start: int
    end: int
    quoted: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Word:
    """A tag as it stands in a text, from ``start`` to ``end``.

    ``encode`` returns how a name is written there, or raises :exc:`CannotWriteError`. ``cut`` takes it out of
    a list in which it is not the first; where it is ``None``, it stays. ``fits`` tells whether another text
    has room in its place; where it has not, the word stays as it is.
    """

    name: str
    start: int
    end: int
    encode: Callable[[str], str]
    cut: Edit | None = None
    holder: Holder | None = None
    fits: Callable[[str], bool] | None = None


#: Tags that are one list: each stands in it once.
TagList = Sequence[Word]


def new_name(word: Word, names: Mapping[str, str]) -> str:
    """Return what a word becomes: its new name where it has one that can be written and has room."""
    new = names.get(tag_key(word.name))
    return word.name if new is None or (word.fits and not word.fits(_encoded(word, new))) else new


def _encoded(word: Word, name: str) -> str:
    try:
        return word.encode(name)
    except CannotWriteError as error:
        raise CannotWriteError(str(error), word.start) from None


def renamed(words: TagList, names: Mapping[str, str]) -> Iterator[tuple[Word, str | None]]:
    """Yield the words of a list that change, each with its new name, or ``None`` where it goes.

    ``names`` are the new ones, by the keys of the old.
    """
    targets = {tag_key(name) for name in names.values()}
    here = {tag_key(name) for word in words if (name := names.get(tag_key(word.name)))}
    seen: set[str] = set()
    for word in words:
        new = new_name(word, names)
        key = tag_key(new)
        if key in seen and key in targets & here and key:
            if word.cut or new != word.name:
                yield word, None if word.cut else new
        elif new != word.name:
            yield word, new
        seen.add(key)


def edits_of(words: TagList, names: Mapping[str, str], text: str) -> Iterator[Edit]:
    """Yield what changes in a text where the tags of a list are renamed.

    Raises:
        CannotWriteError: a name cannot stand there.
    """
    held: dict[Holder, list[Edit]] = {}
    for word, new in renamed(words, names):
        edit = Edit(word.start, word.end, _encoded(word, new)) if new is not None else word.cut
        if edit and word.holder:
            held.setdefault(word.holder, []).append(edit)
        elif edit:
            yield edit
    for holder, edits in held.items():
        moved = [
            replace(each, start=each.start - holder.start, end=each.end - holder.start) for each in edits
        ]
        yield Edit(holder.start, holder.end, holder.quoted(apply(text[holder.start : holder.end], moved)))


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text after edits, of which those that take out may overlap."""
    parts = []
    position = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start < position and edit.text:
            msg = "two tags stand at one place"
            raise CannotWriteError(msg, edit.start)
        parts += [text[position : max(edit.start, position)], edit.text]
        position = max(edit.end, position)
    return "".join([*parts, text[position:]])


def pieces(
    text: str, start: int, end: int, separator: re.Pattern[str] = TAG_SEPARATORS
) -> list[tuple[int, int]]:
    """Return where the parts of a text stand that separators divide, without the blanks round each."""
    ends = [(end, end)]
    found = [(match.start(), match.end()) for match in separator.finditer(text, start, end)]
    bounds = pairwise([(start, start), *found, *ends])
    return [stripped(text, before[1], after[0]) for before, after in bounds]


def line_start(text: str, position: int) -> int:
    """Return where the line of a position begins."""
    newline = text.rfind("\n", 0, position)
    return max(newline, text.rfind("\r", newline + 1, position)) + 1


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a part of a text stands without the blanks round it."""
    inner = text[start:end]
    left = start + len(inner) - len(inner.lstrip())
    return left, max(left, end - len(inner) + len(inner.rstrip()))


def words_of_text(
    text: str,
    start: int,
    end: int,
    separator: re.Pattern[str] = TAG_SEPARATORS,
    *,
    decode: Callable[[str], str] = one_line,
    encode: Callable[[str], str] = str,
    holder: Holder | None = None,
) -> list[Word]:
    """Return the tags in a text with separators, from ``start`` to ``end``."""
    words: list[Word] = []
    for left, right in pieces(text, start, end, separator):
        if left == right:
            continue
        cut = Edit(words[-1].end, right) if words else None
        written = _Checked(separator, encode, decode)
        words.append(Word(decode(text[left:right]), left, right, written, cut, holder))
    return words


@dataclass(frozen=True, slots=True)
class _Checked:
    """Writes a name where separators divide names, and sees that it is read as it was meant."""

    separator: re.Pattern[str]
    encode: Callable[[str], str]
    decode: Callable[[str], str]

    def __call__(self, name: str) -> str:
        written = self.encode(name)
        if match := self.separator.search(written):
            msg = f"{name!r} cannot be written in a text that is divided at {match[0]!r}"
            raise CannotWriteError(msg)
        if self.decode(written) != name:
            msg = f"{name!r} cannot be written here"
            raise CannotWriteError(msg)
        return written
