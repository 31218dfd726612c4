"""The templates of a theme, compiled once: Sphinx has them compiled anew in each build.

That is a tenth of a build in which nothing has changed. Sphinx has no public way to the environment of its
templates; Jinja has one to keep what it compiles.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from sphinx.builders import Builder

from ..util.kept import load, save


class CompiledTemplates(BytecodeCache):
    """What is kept of one output folder, in the file ``path``.

    Jinja takes it for a template of the same name and text, and by the same form of code and version of
    Python; ``configuration`` is what else it may depend on.
    """

    def __init__(self, path: Path, configuration: str) -> None:
        self._path = path
        self._layout = configuration
        self._codes: dict[str, bytes] = load(path, configuration, dict) or {}
        self._has_more = False

    def keep_for(self, builder: Builder) -> None:
        """Have the builder's templates taken from here, and kept here."""
        environment: Any = getattr(getattr(builder, "templates", None), "environment", None)
        if isinstance(environment, Environment) and environment.bytecode_cache is None:
            environment.bytecode_cache = self

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept of a template."""
        if code := self._codes.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled."""
        self._codes[bucket.key] = bucket.bytecode_to_string()
        self._has_more = True

    def save(self) -> None:
        """Keep what was compiled for the next build; where that cannot be, it is compiled again."""
        if self._has_more:
            with suppress(OSError):
                save(self._path, self._layout, self._codes)
