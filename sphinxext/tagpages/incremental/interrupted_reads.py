"""The documents that a killed build was reading: their doctrees are new, what Sphinx knows of them is old.

Sphinx saves what it has learnt when all documents are read. After a build that was killed before, it reads
those again whose sources are newer than what it knows. If an edit of another file, of the configuration or of
the list of documents had them read, and has been undone since, it would write pages of doctrees that hold it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx

from ..util.files import FOLDER, replace_file


class InterruptedReads:
    """The list of the documents being read, kept beside the doctrees until Sphinx has saved what it read."""

    def __init__(self, app: Sphinx) -> None:
        self._path = Path(app.doctreedir) / FOLDER / "reading.json"

    def documents(self) -> set[str]:
        """Return the docnames of those that a build has begun to read and has not saved."""
        try:
            return set(json.loads(self._path.read_text("utf-8")))
        except (OSError, ValueError):
            return set()

    def begin(self, docnames: Iterable[str]) -> None:
        """Note that documents are about to be read."""
        if names := sorted({*docnames, *self.documents()}):
            replace_file(self._path, json.dumps(names).encode())

    def end(self) -> None:
        """Note that what was read is saved."""
        self._path.unlink(missing_ok=True)
