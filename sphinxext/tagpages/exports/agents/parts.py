"""How much text is divided into files: notes by their time, lists where they are too long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from ...core.archive import UNDATED, period_of
from ...core.index import Entry

#: Characters of a list, at most.
LONGEST_LIST = 50_000
#: Characters that the beginning of a file may take.
_HEAD = 200
_DIGEST_BYTES = 16
#: What the name of the file of one long note begins with.
LONG = "long-"


def note_parts(
    entries: Iterable[Entry], size_of: Callable[[Entry], int], budget: int
) -> Iterator[tuple[str, list[Entry]]]:
    """Divide notes into files of at most ``budget`` characters; a longer note has a file of its own.

    Those of a year stand together if there is room, else those of a month, else those whose ids have digests
    that begin alike. So what is written of one note is no matter to the files of other times, and to those
    beside it only when a file becomes too full.

    Yields:
        the name of each file, and its notes in their order.
    """
    room = budget - _HEAD
    years = defaultdict[str, list[Entry]](list)
    for entry in entries:
        if size_of(entry) > room:
            yield f"{LONG}{_digest(entry):032x}", [entry]
        else:
            date = entry.note.effective_date
            years[f"{date.year:04}" if date else UNDATED].append(entry)
    for year, of_year in years.items():
        if sum(map(size_of, of_year)) <= room:
            yield year, of_year
            continue
        months = defaultdict[str, list[Entry]](list)
        for entry in of_year:
            months[period_of(entry.note)].append(entry)
        for month, of_month in months.items():
            # What was the file of the year leads to its parts, so notes without a month are in others.
            divide = _halves if month == year else _fitting
            yield from divide(month, of_month, size_of, room, 0)


def _fitting(
    name: str, entries: list[Entry], size_of: Callable[[Entry], int], room: int, depth: int
) -> Iterator[tuple[str, list[Entry]]]:
    if sum(map(size_of, entries)) <= room:
        yield name, entries
    else:
        yield from _halves(name, entries, size_of, room, depth)


def _halves(
    name: str, entries: list[Entry], size_of: Callable[[Entry], int], room: int, depth: int
) -> Iterator[tuple[str, list[Entry]]]:
    halves: tuple[list[Entry], list[Entry]] = ([], [])
    for entry in entries:
        halves[_digest(entry) >> (8 * _DIGEST_BYTES - 1 - depth) & 1].append(entry)
    for sign, half in zip("ab", halves, strict=True):
        if half:
            yield from _fitting(f"{name}{'' if depth else '-'}{sign}", half, size_of, room, depth + 1)


def _digest(entry: Entry) -> int:
    note_id = entry.note.id.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(note_id, digest_size=_DIGEST_BYTES).digest())


def divided(names: Collection[str]) -> dict[str, list[str]]:
    """Return the names of files of notes that would be if there were room, with those that they are now."""
    found = defaultdict[str, list[str]](list)
    for name in names:
        above = "" if name.startswith(LONG) else name
        while above := above[:-1].rstrip("-") if above[-1:] in {"a", "b"} else above.rpartition("-")[0]:
            found[above].append(name)
    return {name: within for name, within in found.items() if name not in names}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list; ``label`` is what it is called where it is the first or the last of a part."""

    text: str
    label: str


def list_parts(
    name: str, head: str, lines: Sequence[Line], link: Callable[[str, str], str]
) -> Iterator[tuple[str, str, Sequence[Line]]]:
    """Divide a list into files of at most 50,000 characters: the list itself is then one of its parts.

    Parts count from the end, where the oldest notes of most lists stand: a note more at the beginning changes
    the last part alone.

    Args:
        name: of the list; its parts are ``name.1`` and so on.
        head: what stands above the lines.
        lines: the lines.
        link: makes a link of a text and the name of a part.

    Yields:
        the name of each file, what stands above its lines, and these.
    """
    number, before = 0, len(lines) + 1
    title = head.partition("\n")[0]
    while _length(head, lines) > LONGEST_LIST and 1 < len(lines) < before:  # parts of parts are fewer
        parts: list[Line] = []
        before = end = len(lines)
        while end:
            start, room = end, LONGEST_LIST - len(title) - _HEAD
            while start and (start == end or len(lines[start - 1].text) < room):
                start -= 1
                room -= len(lines[start].text) + 1
            part, end, number = lines[start:end], start, number + 1
            yield f"{name}.{number}", f"{title} ({number})\n\n", part
            label = " – ".join(dict.fromkeys((part[0].label, part[-1].label)))
            parts.append(Line(f"- {link(label, f'{name}.{number}')}: {len(part)}", label))
        lines = parts[::-1]
    yield name, head, lines


def _length(head: str, lines: Sequence[Line]) -> int:
    return len(head) + sum(len(line.text) + 1 for line in lines)
