"""Tags added to notes where these are written."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import itemgetter

from ...core.note import Note
from .marks.words import LINE, CannotWriteError, Edit, TagList, apply
from .marks.yaml_lists import DASH
from .marks.yaml_tree import written
from .project import HindranceError, TagsSource, placeless

_KEY = re.compile(r"""[ ]+(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ ]*:(?:\s|$)""")
_INDENT = re.compile(r"[ \t]*")
#: So often a file is read again to find the tags that can be added.
_TRIES = 30


def with_tags(
    source: TagsSource, notes: Sequence[Note], more: Mapping[int, Sequence[str]]
) -> tuple[str, set[int]]:
    """Return the text of a file with tags added to notes, and the numbers of those that have them there.

    The text is read again, to see that its notes are the old ones with these tags. What cannot be written
    so, such as a list that other notes share, is left out. ``more`` are tags by the numbers of notes.
    """
    try:
        text = source.text()
        lists = source.lists(text)
    except HindranceError:
        return "", set()
    lines = _Lines(text)
    by_line = sorted(((lines.number(words[0].start), words) for words in lists if words), key=itemgetter(0))
    edits: dict[int, Edit] = {}
    for number, names in more.items():
        try:
            edit = _edit(source, lines, notes[number], names, by_line)
        except CannotWriteError:
            continue
        if edit:
            edits[number] = edit
    trial = _Trial(source, notes, text, more)
    kept = trial.kept(edits)
    return (apply(text, kept.values()), set(kept)) if kept and not trial.wrong(kept) else (text, set())


@dataclass(slots=True)
class _Trial:
    """Finds the edits of a text after which its notes are those that they are to be."""

    source: TagsSource
    notes: Sequence[Note]
    text: str
    more: Mapping[int, Sequence[str]]
    left: int = _TRIES

    def kept(self, edits: dict[int, Edit]) -> dict[int, Edit]:
        """Return the edits of notes that do what they are to do: without others, or by halves."""
        self.left -= 1
        if self.left < 0 or not edits:
            return {}
        wrong = self.wrong(edits)
        if not wrong:
            return edits
        right = {number: edit for number, edit in edits.items() if number not in wrong}
        if right and len(right) < len(edits):
            return self.kept(right)
        half = len(edits) // 2
        items = [*edits.items()]
        return self.kept(dict(items[:half])) | self.kept(dict(items[half:])) if half else {}

    def wrong(self, edits: Mapping[int, Edit]) -> set[int]:
        """Return the numbers of notes that would not be as they are to be; of all, if some were lost."""
        try:
            after = self.source.result(apply(self.text, edits.values())).notes
        except CannotWriteError:
            return set(edits)
        if len(after) != len(self.notes):
            return set(edits)
        wrong = set()
        for number, (old, new) in enumerate(zip(self.notes, after, strict=True)):
            names = self.more[number] if number in edits else ()
            if placeless(new) != replace(placeless(old), tags=(*old.tags, *names)):
                wrong.add(number)
        return wrong


class _Lines:
    """A text by its lines, counted from 1."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = [match[0] for match in LINE.finditer(text)]
        self._starts = [0, *accumulate(map(len, self._lines))]

    def number(self, position: int) -> int:
        return bisect_right(self._starts, position)

    def start(self, number: int) -> int:
        return self._starts[number - 1]

    def end(self, number: int) -> int:
        """Return where a line ends, before its line break."""
        return self.start(number) + len(self[number].rstrip("\r\n"))

    def __getitem__(self, number: int) -> str:
        """Return a line with its end."""
        return self._lines[number - 1]

    def line_break(self, number: int) -> str:
        return self[number][len(self[number].rstrip("\r\n")) :] or "\n"


def _edit(
    source: TagsSource,
    lines: _Lines,
    note: Note,
    names: Sequence[str],
    lists: Sequence[tuple[int, TagList]],
) -> Edit | None:
    first = note.key_lines.get("tags", note.origin.line or 1)
    own = [*note.tags]
    at = bisect_left(lists, first, key=itemgetter(0))
    if at < len(lists) and own and [word.name for word in lists[at][1]] == own:
        return _behind(lines, lists[at][1], names)
    return None if note.tags else _new_list(source, lines, note, names)


def _behind(lines: _Lines, words: TagList, names: Sequence[str]) -> Edit:
    """Return what adds tags behind those that are there: in lines of their own, or with commas."""
    last = words[-1]
    encoded = [last.encode(name) for name in names]
    number = lines.number(last.start)
    before = lines.text[lines.start(number) : last.start]
    if DASH.fullmatch(before):
        at = lines.end(number)
        return Edit(at, at, "".join(f"{lines.line_break(number)}{before}{name}" for name in encoded))
    return Edit(last.end, last.end, "".join(f", {name}" for name in encoded))


def _new_list(source: TagsSource, lines: _Lines, note: Note, names: Sequence[str]) -> Edit | None:
    """Return what gives a note that has none a list of tags."""
    first = note.origin.line or 1
    if source.kind == "yaml":
        tags = f"tags: [{', '.join(map(written, names))}]"
        after = min((line for line in note.key_lines.values() if line > first), default=None)
        if after and _KEY.match(lines[after]):
            at = lines.start(after)
            return Edit(at, at, f"{_indent(lines[after])}{tags}{lines.line_break(after)}")
        start = DASH.match(lines[first])
        if not (start and _KEY.match(lines[first], start.end() - 1)):
            return None
        indent = " " * start.end()
    elif any("," in name for name in names):
        return None
    elif source.kind == "bib":
        tags, indent = f"keywords = {{{', '.join(names)}}},", "  "
    else:
        tags, indent = f":tags: {', '.join(names)}", _indent(lines[first])
        indent += "   " * (source.kind == "rst")
    at = lines.end(first)
    return Edit(at, at, f"{lines.line_break(first)}{indent}{tags}")


def _indent(line: str) -> str:
    match = _INDENT.match(line)
    return match[0] if match else ""
