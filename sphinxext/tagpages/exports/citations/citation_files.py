"""The files of citations, of all notes and of each tag, and what the page of all notes cites from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, partial

from ...core.index import Entry
from ...project.view import NotesView
from ...render.explorer import ExplorerData
from ...sphinx_internals.addresses import Addresses
from ...util.files import TextFile
from .bibtex import joined, made, written
from .cited import Cited, Keys, cited
from .csl import csl_item
from .ris import ris_entry


class CitationFiles:
    """The files of one build. What they have of a note is made once for each format.

    ``summary_of`` returns the summary of a note, as plain text or Markdown.
    """

    def __init__(
        self,
        view: NotesView,
        addresses: Addresses,
        summary_of: Callable[[Entry], str],
        explorer: ExplorerData | None,
    ) -> None:
        self._view = view
        self._addresses = addresses
        self._summary_of = summary_of
        self._explorer = explorer
        self._cited = cache(self._cite)
        self._bibtex = cache(self._write_bibtex)
        self._ris = cache(lambda entry: ris_entry(self._cited(entry)))
        self._csl = cache(lambda entry: csl_item(self._cited(entry)))

    def files(self) -> Iterator[TextFile]:
        """Yield paths in the output folder, and what makes each file."""
        index, folder = self._view.index, self._view.settings.dir
        of_names = {"index": index.entries}
        of_names |= {tag.slug: index.by_tag[key] for key, tag in index.tags.items()}
        of_names |= {name: index.by_tag[key] for name, key in index.former.items()}
        makers: dict[str, Callable[[Sequence[Entry]], str]] = {
            "bib": lambda entries: joined(map(self._bibtex, entries)),
            "ris": lambda entries: "\r\n".join(map(self._ris, entries)),
            "csl.json": lambda entries: "[\n" + ",\n".join(map(self._csl, entries)) + "\n]\n",
        }
        for ending, make in makers.items():
            for name, entries in of_names.items():
                yield f"{folder}/{name}.{ending}", partial(make, entries)
        if self._explorer:
            notes = self._explorer.entries
            yield f"{self._view.explorer}.bib.js", partial(_script, notes, self._bibtex)

    @cached_property
    def _keys(self) -> Keys:
        return Keys(self._view.index.entries)

    def _cite(self, entry: Entry) -> Cited:
        return cited(entry, self._keys.of_notes[entry.note.id], self._addresses, self._summary_of)

    def _write_bibtex(self, entry: Entry) -> tuple[str, tuple[str, ...]]:
        """Return a note's entry, and those that it names."""
        source, keys = entry.note.bibtex, self._keys
        if source is None:
            return made(self._cited(entry)), ()
        return written(source, keys.of_notes[entry.note.id], keys.of_entry)


def _script(entries: Iterable[Entry], bibtex: Callable[[Entry], tuple[str, Sequence[str]]]) -> str:
    """Return what ``static/script/explorer-cite.js`` loads: the entries of notes by their numbers there.

    Behind them are those that others name, each once, and which each note names.
    """
    found = [bibtex(entry) for entry in entries]
    numbers = {text: number for number, (text, _others) in enumerate(found)}  # each has a key of its own
    needs = {
        at: [numbers.setdefault(other, len(numbers)) for other in others]
        for at, (_text, others) in enumerate(found)
        if others
    }
    data = json.dumps({"entries": list(numbers), "needs": needs}, ensure_ascii=False).replace("<", r"\u003c")
    return f"tagpagesBibtex({data});\n"
