"""What is kept beside the doctrees between builds: the notes of files, read once, and which are alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from .._version import __version__
from ..core.note import BibtexEntry, Note, References
from ..core.problems import Problem
from ..core.tags.info import TagInfo
from ..markup.plain_text import parser_versions, with_plain_descriptions, with_texts
from ..sources.read_result import ReadResult
from ..sources.registry import parser_version, read_source, read_tags_source, unreadable
from ..sources.yaml.tags_file import TagsFile
from ..util.files import FOLDER, read_regular
from ..util.kept import load, pickled, save, unpickled
from ..util.likeness import Alike, most_alike

CACHE = "notes.pickle"
ALIKE = "alike.pickle"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What was read of a file with this digest: of its bytes, and of the version of what parses them.

    ``packed`` is the result, pickled: after an edit, that of other files is kept as it is. ``options`` are
    those by which it was read.
    """

    digest: str
    packed: bytes
    options: Mapping[str, object] = field(default_factory=dict)


#: What is kept by another version, or by one whose values are made otherwise, is not used.
CACHE_LAYOUT = (
    __version__,
    *(
        (kind.__name__, *kind.__slots__)
        for kind in (FileRecord, ReadResult, Note, References, BibtexEntry, TagInfo, Problem)
    ),
)

ALIKE_LAYOUT = (__version__, *Alike.__slots__)


class NoteFiles:
    """The files that the notes of one build come from. Their bytes are taken once, at the start.

    ``options_for`` returns the options by which a file is read. ``length`` is that of a snippet in columns;
    as many characters are kept of texts with a markup. ``all_outdated``: all is read as if for the first
    time.
    """

    def __init__(
        self,
        srcdir: Path,
        paths: Iterable[str],
        doctreedir: Path,
        options_for: Callable[[str], Mapping[str, object]],
        length: int,
        *,
        all_outdated: bool,
    ) -> None:
        self._all_outdated = all_outdated
        self._length = length
        self._layout = (*CACHE_LAYOUT, length, *parser_versions())
        self._cache = doctreedir / FOLDER / CACHE
        self.paths = tuple(paths)
        self._options = {path: options_for(path) for path in self.paths}
        self._contents: dict[str, bytes] = {}
        self._unreadable: dict[str, ReadResult] = {}
        for path in self.paths:
            try:
                self._contents[path] = read_regular(srcdir / path)
            except OSError as error:
                self._unreadable[path] = ReadResult(problems=(unreadable(path, error),))
        self._digests = {
            path: blake2b(content, digest_size=16).hexdigest() + parser_version(PurePosixPath(path).suffix)
            for path, content in self._contents.items()
        }

    @property
    def fingerprint(self) -> object:
        """What tells these files, as they are, from any others."""
        return (sorted(self._digests.items()), sorted(self._unreadable), sorted(self._options.items()))

    def notes(self, path: str) -> tuple[Note, ...]:
        """Return the notes of a file."""
        return self._results[path].notes

    def digest(self, path: str) -> str | None:
        """Return what tells the content of a file from any other, if it could be read."""
        return self._digests.get(path)

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the files."""
        for path in self.paths:
            yield from self._results[path].problems

    def tag_infos(self) -> Iterator[TagInfo]:
        """Yield what the files say of tags, file by file in the order of their names."""
        for path in sorted(self.paths):
            yield from self._results[path].tags

    @cached_property
    def _results(self) -> dict[str, ReadResult]:
        known: dict[str, FileRecord] = {}
        if not self._all_outdated:
            known = load(self._cache, self._layout, dict) or {}
        results = dict(self._unreadable)
        kept = {}
        for path, digest in self._digests.items():
            record, options = known.get(path), self._options[path]
            is_current = record and (record.digest, record.options) == (digest, options)
            result = unpickled(record.packed, ReadResult) if record and is_current else None
            if record is None or result is None:
                result = with_texts(read_source(self._contents[path], path, options), self._length)
                record = FileRecord(digest, pickled(result), options)
            results[path], kept[path] = result, record
        self._contents.clear()
        if kept.keys() != known.keys() or any(known[path] is not record for path, record in kept.items()):
            save(self._cache, self._layout, kept)
        return results


class AlikeNotes:
    """Which notes are the most alike: found anew only where something has changed that may touch it.

    ``all_outdated``: it is found as if for the first time.
    """

    def __init__(self, doctreedir: Path, *, all_outdated: bool) -> None:
        self._kept = doctreedir / FOLDER / ALIKE
        self._all_outdated = all_outdated

    def most_alike(
        self, names: Sequence[frozenset[str]], words: Sequence[frozenset[str]], limit: int
    ) -> list[list[int]]:
        """Return for each note, by its names and words, the places of others: see ``util/likeness.py``."""
        before = None if self._all_outdated else load(self._kept, ALIKE_LAYOUT, Alike)
        found = Alike(names, words, limit, most_alike(names, words, limit, before))
        if found != before:
            with suppress(OSError):  # where nothing can be kept, all is found again
                save(self._kept, ALIKE_LAYOUT, found)
        return found.found


def read_tags(srcdir: Path, path: str) -> TagsFile:
    """Read the tags file at a path below the source folder."""
    try:
        return with_plain_descriptions(read_tags_source(read_regular(srcdir / path), path))
    except OSError as error:
        return TagsFile(problems=(unreadable(path, error, "the tags file "),))
