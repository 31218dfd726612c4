"""What Sphinx could not write and only warned of: the page of a document, or a picture.

It goes on, and never writes that page again: the file is newer than its source, whatever is there of it.
Sphinx has no public way to it, so this is the one place that looks at its messages.
"""

from __future__ import annotations

import logging
import re

from sphinx.locale import __
from sphinx.util.logging import NAMESPACE

_MESSAGES = ("error writing file %s: %s", "cannot copy image file '%s': %s", "cannot copy image file %r: %s")


class FailedWrites(logging.Handler):
    """Listens to Sphinx's warnings until the end. ``found``: one told of a file that could not be written."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found = False
        # As text: a message from another process has its values filled in.
        patterns = (re.sub("%[rs]", ".*", re.escape(str(__(message)))) for message in _MESSAGES)
        self._told = re.compile("|".join(patterns), re.DOTALL)

        logging.getLogger(NAMESPACE).addHandler(self)

    def end(self) -> None:
        """Listen no more."""
        logging.getLogger(NAMESPACE).removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a warning."""
        self.found = self.found or bool(self._told.fullmatch(record.getMessage()))
