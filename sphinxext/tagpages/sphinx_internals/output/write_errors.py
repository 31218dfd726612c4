"""What Sphinx could not write, and does not find out by itself.

Of the page of a document, or a picture, it only warns; it goes on, and never writes that page again: the
file is newer than its source, whatever is there of it. Sphinx has no public way to it, so this is the one
place that looks at its messages.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from pathlib import Path

from sphinx.locale import __
from sphinx.util.logging import NAMESPACE

_MESSAGES = ("error writing file %s: %s", "cannot copy image file '%s': %s", "cannot copy image file %r: %s")
_LINES_OF_BUILD_INFO = 4


def discard_cut_build_info(outdir: Path) -> None:
    """Take away the note that Sphinx keeps of its settings where it is cut short: Sphinx 9 ends on it."""
    path = outdir / ".buildinfo"
    with suppress(OSError):
        if len(path.read_text("utf-8", "replace").splitlines()) < _LINES_OF_BUILD_INFO:
            path.unlink()


class FailedWrites(logging.Handler):
    """Listens to Sphinx's warnings. ``found``: one was of a file that could not be written."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found = False
        # As text: a message from another process has its values filled in.
        patterns = (re.sub("%[rs]", ".*", re.escape(str(__(message)))) for message in _MESSAGES)
        self._wanted = re.compile("|".join(patterns), re.DOTALL)

    def begin(self) -> None:
        """Listen from now on."""
        logging.getLogger(NAMESPACE).addHandler(self)

    def end(self) -> None:
        """Listen no more."""
        logging.getLogger(NAMESPACE).removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a warning."""
        self.found = self.found or bool(self._wanted.fullmatch(record.getMessage()))
