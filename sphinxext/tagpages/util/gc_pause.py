"""The garbage collector, paused where much is made that stays, and at work where what is made does not."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the collector: it would look through all that was made, again and again, and find nothing."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def working_collector() -> Iterator[None]:
    """Let the collector work within a pause: documents are rings, and nothing else takes them away."""
    collecting = gc.isenabled()
    gc.enable()
    try:
        yield
    finally:
        if not collecting:
            gc.disable()


class Spared:
    """Has the collector leave alone what is there when one is made, until the end.

    Sphinx, the extensions and their modules stay: the collector would look through all of them whenever an
    environment is loaded or many pages are written. Where somebody has had something left alone before,
    that is left as it is.
    """

    def __init__(self) -> None:
        self._spares = not gc.get_freeze_count()
        if self._spares:
            gc.freeze()

    def add(self) -> None:
        """Have it leave alone what is there by now, too; none of that is taken away before the end."""
        if self._spares:
            gc.freeze()

    def end(self) -> None:
        """Have the collector look at everything again."""
        if self._spares:
            gc.unfreeze()
        self._spares = False
