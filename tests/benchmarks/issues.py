"""The notes as an export of GitHub issues, as a reader of papers keeps them, and the same notes in YAML."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus import Corpus, CorpusNote

OPTIONS = {"title_pattern": "paper", "summary_heading": "Summary (by *", "kind": "article"}
INDEX = "Notes\n=====\n\n.. toctree::\n\n   tags/index\n"
AUTHOR = "reader"


class IssuesProject:
    """One export: titles that hold authors and venue, a text with a link, summaries in comments."""

    name = "issues"

    def __init__(self, source: Path, corpus: Corpus, settings: str) -> None:
        self.source = source
        self._notes = list(corpus.notes)
        self._edits = 0
        conf = f"tagpages_sources = ['issues.json']\ntagpages_github = {OPTIONS!r}\n"
        _start(source, settings, conf)
        self._write()

    def edit(self) -> None:
        """Change the title of one note."""
        self._edits += 1
        middle = len(self._notes) // 2
        note = self._notes[middle]
        self._notes[middle] = replace(note, title=f"{note.title} {self._edits}")
        self._write()

    def _write(self) -> None:
        # As `gh` writes it where nobody looks: on one line.
        content = json.dumps([issue(note) for note in self._notes], ensure_ascii=False, separators=(",", ":"))
        (self.source / "issues.json").write_text(content, "utf-8")


class SameInYaml(IssuesProject):
    """What the export says, as notes in one YAML file."""

    name = "YAML"

    def __init__(self, source: Path, corpus: Corpus, settings: str) -> None:
        self.source = source
        self._notes = list(corpus.notes)
        self._edits = 0
        _start(source, settings, "tagpages_sources = ['notes.yaml']\n")
        self._write()

    def _write(self) -> None:
        items = "".join(
            "".join(
                f"{'  ' if number else '- '}{key}: {json.dumps(value, ensure_ascii=False)}\n"
                for number, (key, value) in enumerate(fields(note).items())
            )
            for note in self._notes
        )
        (self.source / "notes.yaml").write_text(items, "utf-8")


def _start(source: Path, settings: str, conf: str) -> None:
    source.mkdir(parents=True)
    (source / "conf.py").write_text(f"{settings}extensions = ['sphinxext.tagpages']\n{conf}", "utf-8")
    (source / "index.rst").write_text(INDEX, "utf-8")


def issue(note: CorpusNote) -> dict[str, Any]:
    """Return a note as an issue of an export."""
    return {
        "author": {"id": "U_1", "is_bot": False, "login": AUTHOR, "name": "A Reader"},
        "body": f"# Link\n- {_paper(note)}\n\n{_body(note)}",
        "comments": [
            _comment(note, AUTHOR, _remark(note)),
            _comment(
                note, "translator", f"# Translation\n\n{note.summary}\n\n# Summary (by a model)\n\n- no"
            ),
            _comment(note, AUTHOR, f"# Summary (by a model)\n\n{note.summary}"),
        ],
        "createdAt": f"{note.date}T09:00:00Z",
        "labels": [
            {"id": f"LA_{name}", "name": name, "description": "", "color": f"{len(name) * 99991 % 2**24:06x}"}
            for name in note.tags
        ],
        "number": note.number,
        "state": "OPEN",
        "title": f"{note.title}, {_authors(note)}, N/A, arXiv'{note.year[2:]}",
        "url": _url(note),
    }


def _comment(note: CorpusNote, login: str, body: str) -> dict[str, Any]:
    return {
        "id": f"IC_{note.number}",
        "author": {"login": login},
        "authorAssociation": "OWNER",
        "body": body,
        "createdAt": f"{note.date}T10:00:00Z",
        "includesCreatedEdit": False,
        "isMinimized": False,
        "minimizedReason": "",
        "reactionGroups": [],
        "url": f"{_url(note)}#issuecomment-1",
        "viewerDidAuthor": True,
    }


def fields(note: CorpusNote) -> dict[str, Any]:
    """Return the fields of the note that the issue becomes."""
    return {
        "id": str(note.number),
        "title": note.title,
        "url": _url(note),
        "links": [_paper(note)],
        "date": f"{note.date}T09:00:00Z",
        "published": note.year,
        "authors": [_authors(note)],
        "venue": "arXiv",
        "tags": list(note.tags),
        "summary": note.summary,
        "comment": _remark(note),
        "body": f"# Link\n- {_paper(note)}\n\n{_body(note)}",
        "markup": "markdown",
    }


def _url(note: CorpusNote) -> str:
    return f"https://github.com/example/papers/issues/{note.number}"


def _paper(note: CorpusNote) -> str:
    return f"https://example.org/papers/{note.number}"


def _authors(note: CorpusNote) -> str:
    return f"{note.tags[0]}+"


def _remark(note: CorpusNote) -> str:
    return f"{note.title[::-1].strip()}\n\n> {note.summary[:120].strip()}"


def _body(note: CorpusNote) -> str:
    return f"- {note.summary[:80].strip()}\n- {note.title}\n\n{note.summary}"
