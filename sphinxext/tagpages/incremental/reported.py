"""What was told of notes taken together, and of their texts, so that no build repeats it without a reason.

Sphinx tells what is wrong with a document when it reads it. What is wrong with files of notes, and with
notes taken together, is known anew in each build that looks at them. It is told when it is new, and when
one of the files or documents that it names was read again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ..core.problems import Problem
from ..util.files import FOLDER, replace_file
from ..warnings import report

_RECORD = "told.json"


class Told:
    """The record of it, for one build of one builder. It is kept beside the doctrees.

    ``due`` are the documents that are written again because of what is shown in them, and not because
    they were read.

    Args:
        app: the application.
        state: stands for all notes and documents, as they are; asked for when a build ends.
        token_of: returns what tells one reading of a file from another, ``None`` for what is told always.
        afresh: whether everything is told, as everything is read.
    """

    def __init__(
        self,
        app: Sphinx,
        state: Callable[[], str],
        token_of: Callable[[str], str | None],
        *,
        afresh: bool,
    ) -> None:
        self._srcdir = Path(app.srcdir)
        self._path = Path(app.doctreedir) / FOLDER / _RECORD
        place = blake2b(os.fsencode(app.outdir), digest_size=6).hexdigest()
        self._builder = f"{app.builder.name}-{place}"
        self._state = state
        self._token_of = cache(token_of)
        self._records = {} if afresh else self._load()
        own = self._records.get(self._builder, {})
        self._before: list[str] = own.get("problems", [])
        self._found: list[str] | None = None
        self._pages: dict[str, list[str]] = own.get("pages", {})
        self.due: Collection[str] = ()

    def _load(self) -> dict[str, Any]:
        try:
            records = json.loads(self._path.read_text("utf-8"))
            for record in records.values():
                record["state"], record["problems"] + [], record["pages"].items()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
        return dict(records)

    def tell(self, problems: Iterable[Problem], of_documents: Iterable[Problem] = ()) -> None:
        """Tell what is wrong with all notes, as far as it is new, and with documents that were read."""
        found = [(problem, self._key(problem)) for problem in problems]
        known = set(self._before)
        # Another builder has told it that saw the same notes, after this one saw others.
        for builder, record in reversed(self._records.items()):
            if builder == self._builder:
                break
            if record["state"] == self._state():
                known.update(record["problems"])
        self._found = [*(self._found or ()), *(key for _problem, key in found if key)]
        new = (problem for problem, key in found if key not in known)
        report([*of_documents, *new], self._srcdir)

    def tell_of_page(self, docname: str, problems: Iterable[Problem]) -> None:
        """Tell what was found as a document was written; not again where only other things have changed."""
        found = {problem: self._key(problem) for problem in problems}
        known = set(self._pages.get(docname, ()) if docname in self.due else ())
        self._pages[docname] = [key for key in found.values() if key]
        report((problem for problem, key in found.items() if key not in known), self._srcdir)

    def finish(self, docnames: Collection[str]) -> None:
        """Keep what was told, of the documents that there are."""
        pages = {docname: keys for docname, keys in self._pages.items() if keys and docname in docnames}
        # A build in which nothing has changed looks at nothing.
        problems = self._before if self._found is None else self._found
        record = {"state": self._state(), "problems": problems, "pages": pages}
        if self._records.get(self._builder) != record:
            self._records.pop(self._builder, None)
            self._records[self._builder] = record  # the latest is the last
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, json.dumps(self._records).encode())

    def _key(self, problem: Problem) -> str | None:
        places = (problem.origin, *problem.also)
        tokens = [self._token_of(place.path) for place in places]
        if None in tokens:
            return None
        text = repr((problem.kind.value, problem.message, [str(place) for place in places], tokens))
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
