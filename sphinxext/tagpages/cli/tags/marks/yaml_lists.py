"""Tags in YAML: in lists, in brackets or below each other, and in texts with commas."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import partial

from ....fields.names import TAG_FIELDS
from ....fields.values import KEYWORD_SEPARATORS, TAG_SEPARATORS
from ....util.text import one_line
from .words import CannotWriteError, Edit, Holder, TagList, Word, line_start, stripped, words_of_text
from .yaml_tree import (
    Alias,
    Mapping,
    Part,
    Scalar,
    Sequence,
    decoded,
    is_plain_text,
    quoted,
    resolved,
    trees,
    written,
)

DASH = re.compile(r"[ \t]*-[ \t]+")
_COMMENT = re.compile(r"[ \t]*(#[^\r\n]*)?(?:\r\n|\n|\r|\Z)")
_BREAK_BEFORE = re.compile(r"(?:\r\n|\n|\r)\Z")


def lists_of_notes(text: str, start: int = 0, end: int | None = None) -> Iterator[TagList]:
    """Yield the lists of tags in a text, or in a part of it, that holds notes.

    Raises:
        TreeError: it does not parse.
        CannotWriteError: a tag is something else, too.
    """
    found = _Notes(text)
    for root in trees(text, start, end):
        found.visit(root)
    yield from found.lists()


def lists_of_mapping(text: str, root: Part, names: Collection[str]) -> Iterator[TagList]:
    """Yield the lists of tags that a mapping has under some names, such as that of front matter."""
    found = _Notes(text)
    if isinstance(root, Mapping):
        for key, value in root.pairs:
            if isinstance(key, Scalar) and _name(key) in names:
                found.take(_name(key), value)
    yield from found.lists()


def _name(key: Scalar) -> str:
    return key.value.strip().lower()


class _Notes:
    """Finds the values of tags in a tree, each once, and what else their anchors stand for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._values: dict[int, tuple[str, Part]] = {}
        self._seen: set[int] = set()
        self._tags: set[int] = set()

    def visit(self, part: Part) -> None:
        """Look for tags in a note, or in what holds notes."""
        part = resolved(part)
        if id(part) in self._seen:
            return
        self._seen.add(id(part))
        if isinstance(part, Sequence):
            for item in part.items:
                self.visit(item)
        elif isinstance(part, Mapping):
            is_note = any(isinstance(key, Scalar) and key.value == "title" for key, _ in part.pairs)
            for key, value in part.pairs:
                name = _name(key) if isinstance(key, Scalar) else ""
                if name in TAG_FIELDS and (is_note or not _holds_mappings(value)):
                    self.take(name, value)
                elif name == "<<" or not is_note:
                    self.visit(value)

    def take(self, name: str, value: Part) -> None:
        """Know a value as one of tags."""
        value = resolved(value)
        self._values.setdefault(id(value), (name, value))

    def lists(self) -> Iterator[TagList]:
        """Yield the lists."""
        for _, value in self._values.values():
            items = value.items if isinstance(value, Sequence) else [value]
            self._tags |= {id(item) for item in items}
        for name, value in self._values.values():
            yield words_of(self._text, value, name, self._tags)


def _holds_mappings(value: Part) -> bool:
    value = resolved(value)
    return isinstance(value, Mapping) or (
        isinstance(value, Sequence) and any(isinstance(resolved(item), Mapping) for item in value.items)
    )


def words_of(text: str, value: Part, name: str = "tags", known: Collection[int] = ()) -> TagList:
    """Return the tags in a value: of a list each item, of a text what stands between its commas.

    ``known`` are the identities of parts that are tags where they stand: an alias of one stays an alias.
    """
    separator = KEYWORD_SEPARATORS if name == "keywords" else TAG_SEPARATORS
    if isinstance(value, Scalar):
        return _in_scalar(text, value, separator)
    if not isinstance(value, Sequence):
        return []
    if name == "keywords" and len(value.items) == 1 and isinstance(only := value.items[0], Scalar):
        return _in_scalar(text, only, separator)
    words: list[Word] = []
    before: Part | None = None
    for item in value.items:
        if isinstance(target := resolved(item), Scalar) and target.value.strip():
            cut = _cut_flow(text, before, item) if value.is_flow else cut_line(text, item)
            cut = cut if before and not item.anchor else None
            words.append(_word(text, item, target, cut, is_known=id(target) in known))
        before = item
    return words


def _word(text: str, item: Part, target: Scalar, cut: Edit | None, *, is_known: bool) -> Word:
    name = one_line(target.value)
    if isinstance(item, Alias):  # of a title, or the like, unless it is known
        same = text[item.start : item.end]
        return Word(name, item.start, item.end, (lambda _new: same) if is_known else written, cut)
    if target.style in {"|", ">"}:
        start, end = _block(text, target)
        return Word(name, start, end, str, cut)
    return Word(name, target.start, target.end, partial(written, style=target.style), cut)


def _in_scalar(text: str, scalar: Scalar, separator: re.Pattern[str]) -> TagList:
    style, start, end = scalar.style, scalar.start, scalar.end
    holder = None
    encode: Callable[[str], str] = str
    if style in {"'", '"'}:
        start, end = start + 1, end - 1
        encode = partial(_inner, style=style)
    elif style:
        start, end = _block(text, scalar)
    else:
        holder = Holder(start, end, written if scalar.is_flow else plain_or_quoted)
    try:
        words = words_of_text(
            text, start, end, separator, decode=partial(decoded, style=style), encode=encode, holder=holder
        )
    except ValueError:
        words = []
    names = [one_line(name) for name in separator.split(scalar.value) if name.strip()]
    if [word.name for word in words] != names:
        return [refusing(name, start, end) for name in names]
    return words


def refusing(name: str, start: int, end: int) -> Word:
    """Return a tag that is somewhere in a part of a text, where no other can be written."""

    def encode(_new: str) -> str:
        msg = f"what {name!r} is written as cannot be told from the text round it; write the tags as a list"
        raise CannotWriteError(msg)

    return Word(name, start, end, encode)


def _inner(name: str, style: str) -> str:
    return quoted(name, style)[1:-1]


def plain_or_quoted(text: str) -> str:
    """Return how a text is written outside of brackets, in quotes where it needs them."""
    return text if is_plain_text(one_line(text)) else quoted(text)


def _block(text: str, scalar: Scalar) -> tuple[int, int]:
    """Return where the text of a scalar stands that has lines of its own."""
    return stripped(text, text.find("\n", scalar.start, scalar.end), scalar.end)


def _cut_flow(text: str, before: Part | None, item: Part) -> Edit | None:
    if before is None or "#" in text[before.end : item.before]:
        return None
    return Edit(before.end, item.end)


def cut_line(text: str, item: Part) -> Edit | None:
    """Return what takes the lines of an item of a list out; a comment behind it stays."""
    start = line_start(text, item.before)
    end = item.end
    while end > item.start and text[end - 1] in " \t\r\n":  # a text with lines of its own ends behind them
        end -= 1
    behind = _COMMENT.match(text, end)
    if not (DASH.fullmatch(text, start, item.before) and behind):
        return None
    if behind[1]:
        return Edit(text.index("-", start), behind.start(1))
    if behind.end() == len(text) and text[-1:] not in {
        "\n",
        "\r",
    }:  # the file ends without a line break, as before
        line_break = _BREAK_BEFORE.search(text, 0, start)
        return Edit(line_break.start() if line_break else start, behind.end())
    return Edit(start, behind.end())
