"""What all pages of a build depend on besides notes and documents: versions, settings, templates."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import babel
import sphinx
from sphinx.application import Sphinx

from .._version import __version__
from ..markup.plain_text import parser_versions
from ..sphinx_internals.builders import settings_digests
from ..translations import own_catalogues
from ..util.files import read_regular


def configuration_of(app: Sphinx) -> Iterator[object]:
    """Yield what a page depends on besides notes and documents."""
    yield __version__, sphinx.__version__, babel.__version__, sorted(app.builder.tags), parser_versions()
    yield [blake2b(path.read_bytes()).hexdigest() for path in own_catalogues(app)]
    yield settings_digests(app.builder)
    for folder in app.config.templates_path:
        yield from _contents(Path(app.confdir), Path(app.confdir, folder).rglob("*"))
    if app.builder.format == "html":  # whose pages name a check sum with each style sheet and script
        for folder in app.config.html_static_path:
            path = Path(app.confdir, folder)
            found = [path] if path.is_file() else path.rglob("*")
            named = (path for path in found if path.suffix in {".css", ".js"})
            yield from _contents(Path(app.confdir), named)


def _contents(folder: Path, paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield a digest for each of the files that can be read; Sphinx reports the others."""
    for path in sorted(paths):
        with suppress(OSError):
            yield (os.path.relpath(path, folder), blake2b(read_regular(path)).hexdigest())
