"""The files that hold notes: finding them by globs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from sphinx.config import Config
from sphinx.util.matching import Matcher

from ..config.conf_file import ConfigFile
from ..config.settings import matcher
from ..core.problems import Origin, ProblemKind
from ..sources.published import Published, UnreadableError, read_published
from ..sources.registry import READERS, is_source
from ..sources.yaml.tags_file import DEFAULT_TAGS_FILE
from ..util.files import files_below, read_regular
from ..util.suggest import VERY_LIKE, suggestion
from ..util.text import normalized, shortened
from ..warnings import warn


class SourceFiles:
    """The files below the source folder that notes can come from, as they are in this build.

    ``built`` are folders that a build writes.
    """

    def __init__(
        self, srcdir: str | os.PathLike[str], config: Config, *built: str | os.PathLike[str]
    ) -> None:
        self._srcdir = Path(srcdir)
        self._built = list(map(Path, built))
        made = _below(self._srcdir, self._built)
        self._excluded = [*config.exclude_patterns, *config.templates_path, *made]
        usual = DEFAULT_TAGS_FILE if (self._srcdir / DEFAULT_TAGS_FILE).is_file() else None
        #: The path of the tags file; ``None`` where none is named and there is none.
        self.tags_file: str | None = config.tagpages_tags_file or usual
        self._unreadable: list[str] = []

    def matching(self, pattern: str) -> list[str]:
        """Return the files that a path or glob matches, as sorted paths below the source folder.

        Excluded and hidden files match none.
        """
        is_match = matcher(pattern)
        found = [path for path in self._files if is_match(normalized("NFC", path))]
        self._report_unreadable(is_match)
        return found

    def matching_all(self, patterns: Iterable[str]) -> list[str]:
        """Return the files that any of the patterns matches, each once, in the patterns' order."""
        return list(dict.fromkeys(path for pattern in patterns for path in self.matching(pattern)))

    def warn_of_patterns(self, patterns: Iterable[str], conf: ConfigFile) -> None:
        """Warn of those patterns in the configuration that match no file."""
        for pattern in patterns:
            if not self.matching(pattern):
                message = f"tagpages_sources: {self.no_match_message(pattern)}"
                warn(ProblemKind.FILE, message, conf.origin_of("tagpages_sources", pattern))

    def no_match_message(self, pattern: str) -> str:
        """Return what is wrong with a pattern that matches no file, and what to write."""
        hint = suggestion(pattern, self._files, likeness=VERY_LIKE)
        folder = pattern.rstrip("/")
        within = next((path for path in self._files if path.startswith(f"{folder}/")), "")
        advice = "; correct it, as a path or glob below the source folder"
        if within:
            advice = f"; for the files of a folder write {f'{folder}/*{PurePosixPath(within).suffix}'!r}"
        elif PurePosixPath(folder).suffix.lower() not in READERS:
            advice += f", that ends in {', '.join(READERS)}"
        return f"{shortened(pattern)!r} matches no file that notes can be read from{hint or advice}"

    def read_published(self, name: str, conf: ConfigFile) -> Published | None:
        """Read the ``notes.json`` that a project published last; warn of what is wrong with it."""
        path = self._srcdir / name
        try:
            content = read_regular(path)
            if not any(path.resolve().is_relative_to(folder.resolve()) for folder in self._built):
                return read_published(content)
            why = "each build writes it again: copy it out of the output folder, such as to "
            why += "'published/notes.json'"
        except OSError as error:
            hint = suggestion(name, self.matching("**/*.json"), likeness=VERY_LIKE)
            why = error.strerror or str(error)
            why += hint or ": put the notes.json there that you published last"
        except UnreadableError as error:
            why = str(error)
        message = f"tagpages_published: {name!r}: {why}"
        warn(ProblemKind.CONFIG, message, conf.origin_of("tagpages_published"))
        return None

    @cached_property
    def _files(self) -> list[str]:
        is_excluded = Matcher(self._excluded)
        found = files_below(
            self._srcdir,
            lambda path: is_excluded(normalized("NFC", path)),
            lambda folder, _error: self._unreadable.append(folder),
            follow_links=True,  # as Sphinx does
        )
        return sorted(path for path in found if is_source(path) and path != self.tags_file)

    def _report_unreadable(self, is_match: Callable[[str], bool]) -> None:
        """Warn, once in a build, of folders that cannot be read and may hold files that are to be read."""
        for folder in list(self._unreadable):
            if any(is_match(f"{folder}any{suffix}") for suffix in READERS):
                self._unreadable.remove(folder)
                message = "this folder cannot be read, and notes in it are missing"
                warn(ProblemKind.FILE, message, Origin(str(self._srcdir / folder), 1))


def resolve_pattern(pattern: str, docname: str) -> str | None:
    """Make a pattern that a document gives relative to the source folder.

    Returns:
        the pattern, or ``None`` where it leads out of the source folder. As elsewhere in
        Sphinx, one that begins with ``/`` counts from the source folder.
    """
    folder = "" if pattern.startswith("/") else str(PurePosixPath(docname).parent)
    path = os.path.normpath(os.path.join(folder, pattern.lstrip("/"))).replace(os.sep, "/")  # noqa: PTH118
    return None if path == ".." or path.startswith("../") else path


def _below(folder: Path, others: Iterable[Path]) -> Iterator[str]:
    for other in others:
        if other.is_relative_to(folder) and other != folder:
            yield other.relative_to(folder).as_posix()
