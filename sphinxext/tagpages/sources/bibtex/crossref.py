"""What entries take over from others: ``crossref`` and ``xdata``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...core.note import BibtexEntry
from ...core.problems import Origin, Problem, ProblemKind
from ...util.text import one_line, shortened
from .entries import BibEntry

_DATES = frozenset(["date", "year", "month", "day"])
#: What a part of a volume shares with it. All else is the volume's own: its title, links, keywords, texts.
_SHARED = _DATES.union(
    """
    booktitle editor publisher organization institution school series journal journaltitle volume number
    address location language langid howpublished edition isbn issn
    """.split()  # noqa: SIM905 -- a list of words
)
_PARTS_BY_ITS_AUTHOR = frozenset(["inbook", "bookinbook", "suppbook"])
_DEEPEST = 8
#: Types of entries that are there for others only.
HELPERS = frozenset(["xdata", "set"])


class Inheritance:
    """The entries of a file, by their keys, and what each takes over.

    Of two entries with one key, the first counts. Names of entries that there are not are added to the
    problems.
    """

    def __init__(self, entries: Sequence[BibEntry], path: str, problems: list[Problem]) -> None:
        self._path = path
        self._problems = problems
        self._by_folded = {entry.key.casefold(): entry for entry in reversed(entries)}
        self._by_key = {entry.key: entry for entry in reversed(entries)}

    def complete(self, entry: BibEntry) -> BibEntry:
        """Return an entry with what it takes over."""
        fields = dict(entry.fields)
        needs = []
        for name, source in self._sources(entry):
            needs.append(source)
            inherited = source.fields if name == "xdata" else _shared(source, entry)
            dated = bool(_DATES & fields.keys())
            for field, value in inherited.items():
                if not (dated and field in _DATES):
                    fields.setdefault(field, value)
        return replace(entry, fields=fields, written=_written(entry, fields, needs))

    def _sources(self, entry: BibEntry) -> Iterator[tuple[str, BibEntry]]:
        """Yield what an entry names, and what that names, each once and how it is named."""
        waiting = [(entry, 0)]
        seen = {id(entry)}
        while waiting:
            current, depth = waiting.pop(0)
            for name in ("xdata", "crossref"):
                keys = one_line(current.fields.get(name, "")).split(",")
                for key in filter(None, map(str.strip, keys if name == "xdata" else keys[:1])):
                    found = self._by_key.get(key) or self._by_folded.get(key.casefold())
                    if found is None:
                        if current is entry:
                            self._report(entry, name, key)
                    elif id(found) not in seen and depth < _DEEPEST:
                        seen.add(id(found))
                        yield name, found
                        waiting.append((found, depth + 1))

    def _report(self, entry: BibEntry, name: str, key: str) -> None:
        message = (
            f"`{name}` of `{shortened(entry.key)}` names `{shortened(key)}`, and the file has no such entry; "
            "nothing is taken over: correct the key, or add the entry"
        )
        origin = Origin(self._path, entry.lines.get(name, entry.line))
        self._problems.append(Problem(ProblemKind.BIBTEX_NAME, message, origin))


def _written(entry: BibEntry, fields: Mapping[str, str], needs: Sequence[BibEntry]) -> BibtexEntry:
    """Return the entry as it is written, or with all that it takes over where a draft has some of that."""
    if not any("draft" in source.fields for source in needs):
        return replace(entry.written, needs=tuple(source.written for source in needs))
    own = (pair for pair in entry.written.fields if pair[0].lower() not in {"crossref", "xdata"})
    taken = ((name, f"{{{value}}}") for name, value in fields.items() if name not in entry.fields)
    return replace(entry.written, fields=(*own, *taken))


def _shared(parent: BibEntry, entry: BibEntry) -> Mapping[str, str]:
    shared = {name: value for name, value in parent.fields.items() if name in _SHARED}
    if title := parent.fields.get("title"):
        shared.setdefault("booktitle", title)
    if entry.type in _PARTS_BY_ITS_AUTHOR and "author" in parent.fields:
        shared["author"] = parent.fields["author"]
    return shared
