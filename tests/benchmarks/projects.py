"""The projects that are built: the notes as a user of each tool would keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Protocol

from tests.benchmarks.corpus import Corpus, CorpusNote


class BenchmarkProject(Protocol):
    """A Sphinx project, in a folder of its own, that can be edited."""

    name: str
    source: Path

    def edit(self) -> None:
        """Change one note or document, each time in another way."""


class TagpagesProject:
    """The notes in YAML files, one for each year or one for all."""

    name = "tagpages"

    def __init__(self, source: Path, corpus: Corpus, settings: str, one_file: bool = False) -> None:
        self.source = source
        self._one_file = one_file
        self._notes = sorted(corpus.notes, key=lambda note: note.year)
        self._edits = 0
        conf = f"{settings}extensions = ['sphinxext.tagpages']\ntagpages_sources = ['*.yaml']\n"
        index = "Notes\n=====\n\n.. toctree::\n\n   tags/index\n"
        _write(source, {"conf.py": conf, "index.rst": index})
        for file, members in groupby(self._notes, self._file):
            _write(source, {file: _yaml(list(members))})

    @property
    def files(self) -> list[Path]:
        """The files of notes."""
        return sorted(self.source.glob("*.yaml"))

    @property
    def edited(self) -> CorpusNote:
        """The note that is edited: the middle one."""
        return self._notes[len(self._notes) // 2]

    def edit(self) -> None:
        """Change the title of one note."""
        self._edits += 1
        note = self.edited
        changed = replace(note, title=f"{note.title} {self._edits}")
        members = [member for member in self._notes if self._file(member) == self._file(note)]
        _write(self.source, {self._file(note): _yaml([changed if m is note else m for m in members])})

    def _file(self, note: CorpusNote) -> str:
        return "notes.yaml" if self._one_file else f"{note.year}.yaml"


class PlainProject:
    """Plain Sphinx: as many one-line documents as there are tags, which no table of contents names."""

    name = "plain Sphinx"

    def __init__(self, source: Path, documents: int, settings: str) -> None:
        self.source = source
        self._edits = 0
        files = {f"document-{number}.rst": _one_line(number) for number in range(documents)}
        index = "Floor\n=====\n\nNothing but documents.\n"
        _write(source, {"conf.py": settings, "index.rst": index, **files})

    def edit(self) -> None:
        """Change the line of one document."""
        self._edits += 1
        _write(self.source, {"document-0.rst": _one_line(0, f" Changed {self._edits} times.")})


class SphinxTagsProject:
    """The notes as documents with the directive ``tags`` of sphinx-tags."""

    name = "sphinx-tags"

    def __init__(self, source: Path, corpus: Corpus, settings: str) -> None:
        self.source = source
        self._edits = 0
        self._edited = corpus.notes[len(corpus.notes) // 2]
        conf = f"{settings}extensions = ['sphinx_tags']\ntags_create_tags = True\ntags_extension = ['rst']\n"
        files = {f"note-{note.number}.rst": _document(note) for note in corpus.notes}
        _write(source, {"conf.py": conf, "index.rst": "Notes\n=====\n\nNotes with tags.\n", **files})

    def edit(self) -> None:
        """Change the title of one note."""
        self._edits += 1
        note = replace(self._edited, title=f"{self._edited.title} {self._edits}")
        _write(self.source, {f"note-{note.number}.rst": _document(note)})


def _write(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")


def _yaml(notes: Sequence[CorpusNote]) -> str:
    return "".join(
        f"- id: {note.number}\n"
        f"  title: {note.title}\n"
        f"  url: {_url(note)}\n"
        f"  date: {note.date}\n"
        f"  tags: [{', '.join(note.tags)}]\n"
        f"  summary: {note.summary}\n"
        for note in notes
    )


def _document(note: CorpusNote) -> str:
    line = "=" * 2 * len(note.title)  # a Japanese character is as wide as two signs
    link = f"{note.date}, `link <{_url(note)}>`__"
    tags = f".. tags:: {', '.join(note.tags)}"
    return f":orphan:\n\n{note.title}\n{line}\n\n{link}\n\n{tags}\n\n{note.summary}\n"


def _one_line(number: int, more: str = "") -> str:
    title = f"Document {number}"
    return f":orphan:\n\n{title}\n{'=' * len(title)}\n\nOne line of text in document {number}.{more}\n"


def _url(note: CorpusNote) -> str:
    return f"https://example.org/papers/{note.number}"
