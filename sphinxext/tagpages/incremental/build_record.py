"""The record of what a builder has written: generated pages have no source whose time could tell.

There is one for each builder and output folder, beside the doctrees: not in the output folder,
which is published, and not in the environment, which is saved before pages are written.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from ..util.files import FOLDER, FileState, replace_file

_READ_ONLY = frozenset([errno.EACCES, errno.EPERM, errno.EROFS])


def output_key(builder: str, outdir: Path) -> str:
    """Return a name for the output of one builder in one folder, among those of one folder of doctrees."""
    folder = blake2b(os.fsencode(outdir), digest_size=6).hexdigest()
    return f"{builder}-{folder}"


class WrittenPage(NamedTuple):
    """A page as a finished build left it, with its file; ``generated``: it has no source."""

    digest: str
    generated: bool
    path: str
    file: FileState

    @property
    def is_as_left(self) -> bool:
        """Whether the file is as it was left."""
        return FileState.of(self.path) == self.file


@dataclass(slots=True)
class WrittenRecord:
    """What one builder has written to one output folder.

    ``configuration`` and ``fingerprint`` stand for all that the digests were made of; ``watched`` are files
    whose change they do not cover. ``interrupted``: the last build did not come to its end, or what it
    noted is lost. ``is_kept``: something can be kept beside the doctrees.
    """

    path: Path
    configuration: str = ""
    fingerprint: str = ""
    pages: dict[str, WrittenPage] = field(default_factory=dict)
    watched: dict[str, FileState | None] = field(default_factory=dict)
    interrupted: bool = True
    is_kept: bool = True

    @classmethod
    def load(cls, doctreedir: Path, builder: str, outdir: Path) -> WrittenRecord:
        """Read the record of a builder and its output folder; without one, all is to be written."""
        path = doctreedir / FOLDER / f"{output_key(builder, outdir)}.json"
        try:
            data = json.loads(path.read_text("utf-8"))
            pages = {
                docname: WrittenPage(digest, generated, file, FileState(*state))
                for docname, (digest, generated, file, state) in data["pages"].items()
            }
            watched = {name: state and FileState(*state) for name, state in data["watched"].items()}
            known = cls(path, data["configuration"], data["fingerprint"], pages, watched)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return cls(path)
        known.interrupted = _mark(path).exists()
        return known

    def watch(self, files: Iterable[str | Path]) -> None:
        """Note files as they are now."""
        self.watched |= {path: FileState.of(path, by_clock=True) for path in sorted(map(str, files))}

    def watched_changed(self) -> bool:
        """Tell whether one of the files that pages depend on is not as it was."""
        return any(FileState.of(name, by_clock=True) != state for name, state in self.watched.items())

    def begin(self) -> None:
        """Leave a mark that a build is under way, and clear away what a killed one left half written.

        Where nothing can be kept, Sphinx builds as long as it has nothing to keep; so no record is kept then.
        """
        try:
            _mark(self.path).parent.mkdir(parents=True, exist_ok=True)
            _mark(self.path).touch()
        except OSError as error:
            if error.errno not in _READ_ONLY:
                raise
            self.is_kept = False
        if self.interrupted:
            for half in self.path.parent.glob("*.new"):
                half.unlink()

    def finish(
        self,
        configuration: str,
        fingerprint: str,
        digests: Mapping[str, str],
        generated: Container[str],
        written: Mapping[str, Path],
        complete: bool,
    ) -> None:
        """Note what a build has written, and take the mark away.

        Args:
            configuration: what the digests of all pages were made of.
            fingerprint: all that the digests were made of.
            digests: the digests of all documents that the record covers; one that shows
                nothing of the index any more has an empty one.
            generated: the docnames of those that have no source.
            written: the documents that were written, with their files.
            complete: whether the build has made good what an interrupted one left.
        """
        if not self.is_kept:
            return
        pages = {}
        for docname, digest in digests.items():
            page = self.pages.get(docname)
            if docname in written:
                page = _as_left(written[docname], page, digest, docname in generated)
            if page is not None:
                pages[docname] = page
        current = all(docname in pages and pages[docname].digest == digests[docname] for docname in digests)
        self.pages = {docname: page for docname, page in pages.items() if page.digest}
        self.configuration = configuration
        self.fingerprint = fingerprint if current else ""
        self._save()
        if complete:
            _mark(self.path).unlink(missing_ok=True)

    def _save(self) -> None:
        data = {
            "configuration": self.configuration,
            "fingerprint": self.fingerprint,
            "watched": self.watched,
            "pages": self.pages,
        }
        replace_file(self.path, json.dumps(data).encode())


def _as_left(file: Path, before: WrittenPage | None, digest: str, generated: bool) -> WrittenPage | None:
    """Return the page in a file that was written, or nothing where the file shows no sign of it."""
    state = FileState.of(file)
    if state is None or (before is not None and before.file == state):
        return None
    return WrittenPage(digest, generated, str(file), state)


def _mark(path: Path) -> Path:
    return path.with_suffix(".begun")
