"""What was reported of notes and of their texts, so that no build repeats it without a reason.

Sphinx reports what is wrong with a document when it reads it. What is wrong with files of notes, and with
notes taken together, is known anew in each build that looks at them. It is reported when it is new, and when
one of the files or documents that it names was read again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ..core.problems import Problem
from ..project.notes import ProjectNotes
from ..sphinx_internals.environment import time_of_reading, times_of_including
from ..util.files import FOLDER, read_regular, replace_file
from ..warnings import report
from .build_record import output_key

_RECORD = "reported.json"


class ReportedProblems:
    """The record of what was reported, for one build of one builder, kept beside the doctrees.

    Where all notes are read again, everything is reported again.
    """

    def __init__(self, app: Sphinx, notes: ProjectNotes) -> None:
        self._env = app.env
        self._notes = notes
        self._path = Path(app.doctreedir) / FOLDER / _RECORD
        self._builder = output_key(app.builder.name, Path(app.outdir))
        self._token_of = cache(self._reading_of)
        self._records = {} if notes.all_outdated else self._load()
        own = self._records.get(self._builder, {})
        self._before: list[str] = own.get("problems", [])
        self._found: list[str] | None = None
        self._pages: dict[str, list[str]] = own.get("pages", {})
        self._not_read: Collection[str] = ()

    def _load(self) -> dict[str, Any]:
        try:
            records = json.loads(self._path.read_text("utf-8"))
            for record in records.values():
                record["state"], record["problems"] + [], record["pages"].items()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
        return dict(records)

    def report(self, problems: Iterable[Problem], of_documents: Iterable[Problem] = ()) -> None:
        """Report what is wrong with all notes, as far as it is new, and with documents that were read."""
        found = [(problem, self._key(problem)) for problem in problems]
        known = set(self._before)
        # Another builder has reported it that saw the same notes, after this one saw others.
        for builder, record in reversed(self._records.items()):
            if builder == self._builder:
                break
            if record["state"] == self._notes.fingerprint:
                known.update(record["problems"])
        self._found = [*(self._found or ()), *(key for _problem, key in found if key)]
        new = (problem for problem, key in found if key not in known)
        report([*of_documents, *new], self._notes.srcdir)

    def begin_writing(self, not_read: Collection[str]) -> None:
        """Take the docnames that are written for what is shown in them, and not because they were read."""
        self._not_read = not_read

    def report_page(self, docname: str, problems: Iterable[Problem]) -> None:
        """Report what was found as a document was written; not again where only other things have changed."""
        found = {problem: self._key(problem) for problem in problems}
        known = set(self._pages.get(docname, ()) if docname in self._not_read else ())
        self._pages[docname] = [key for key in found.values() if key]
        report((problem for problem, key in found.items() if key not in known), self._notes.srcdir)

    def finish(self, docnames: Collection[str]) -> None:
        """Keep what was reported, of the documents that there are."""
        pages = {docname: keys for docname, keys in self._pages.items() if keys and docname in docnames}
        # A build in which nothing has changed looks at nothing.
        problems = self._before if self._found is None else self._found
        record = {"state": self._notes.fingerprint, "problems": problems, "pages": pages}
        if self._records.get(self._builder) != record:
            self._records.pop(self._builder, None)
            self._records[self._builder] = record  # the latest is the last
            replace_file(self._path, json.dumps(self._records).encode())

    def _key(self, problem: Problem) -> str | None:
        origins = (problem.origin, *problem.also)
        tokens = [self._token_of(origin.path) for origin in origins]
        if None in tokens:
            return None
        text = repr((problem.kind.value, problem.message, [str(origin) for origin in origins], tokens))
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    def _reading_of(self, path: str) -> str | None:
        """Return what tells one reading of a file from another; ``None``: it cannot be read."""
        if path in self._notes.files.paths:
            return self._notes.files.digest(path)
        if time := time_of_reading(self._env, path):
            return str(time)
        try:
            content = read_regular(self._notes.srcdir / path)
        except (OSError, ValueError):
            return None
        # It is read with the documents that include it.
        return blake2b(content, digest_size=16).hexdigest() + repr(times_of_including(self._env, path))
