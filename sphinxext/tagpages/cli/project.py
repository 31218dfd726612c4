"""A project that is checked: what its ``conf.py`` says, which is run for that, and its files of notes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from traceback import walk_tb

from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util.matching import Matcher
from sphinx.util.tags import Tags

from ..config.conf_file import ConfigFile
from ..config.export_values import warn_of_address
from ..config.registration import add_values, check_values
from ..config.settings import Settings
from ..core.problems import Origin, Problem, ProblemKind
from ..documents.source_files import SourceFiles, resolve_pattern
from ..sources.registry import is_source
from ..util.files import files_below, read_regular
from ..util.text import shortened
from ..warnings import problems_instead_of_warnings

#: Where a document names files of notes, in reStructuredText and in Markdown.
_NAMED = re.compile(r"(?:\.\.[ \t]+note-source::|\{note-source\})[ \t]+(\S.*)")
#: Where it names a file whose text it takes in.
_INCLUDED = re.compile(r"(?:\.\.[ \t]+include::|\{include\})[ \t]+(\S.*)")
_BUILT = "_build"
_DOCUMENTS = (".md", ".rst", ".txt")


@dataclass(frozen=True, slots=True)
class Project:
    """What a build would read: paths below the source folder, ``files`` of notes and the tags file.

    ``documents`` are those in reStructuredText and in Markdown, each with its markup: ``rst``, ``markdown``.
    """

    settings: Settings
    files: tuple[str, ...]
    tags_file: str | None
    documents: Mapping[str, str] = field(default_factory=dict)


def read_project(folder: Path) -> tuple[Project | None, list[Problem]]:
    """Run the ``conf.py`` of a source folder, as a build does, and look for the files that it reads.

    Returns:
        the project, or ``None`` where its ``conf.py`` cannot be run, and what is wrong with its values.
    """
    with problems_instead_of_warnings() as problems:
        try:
            with redirect_stdout(sys.stderr):
                config = Config.read(folder, overrides={}, tags=Tags())
        except ConfigError as error:
            problems.append(_of_conf(folder / "conf.py", error))
            return None, problems
        config.add("html_baseurl", "", "html", (str,))  # as the builder of HTML does
        add_values(config.add)
        check_values(config, folder)
        settings = Settings.of(config)
        sources = SourceFiles(folder, config, folder / _BUILT)
        conf = ConfigFile(folder)
        sources.warn_of_patterns(settings.sources, conf)
        warn_of_address(config.html_baseurl, settings.exports, conf)
        if settings.published:
            sources.read_published(settings.published, conf)
        texts = list(_texts(folder, config))
        files = sources.matching_all(chain(settings.sources, _named_in_documents(folder, texts, _NAMED)))
        documents = {path: markup for path in texts if (markup := _markup(path, config))}
        for path, markup in list(documents.items()):
            for name in _named_in_documents(folder, [path], _INCLUDED):
                if not is_source(name) and (folder / name).is_file():
                    documents.setdefault(name, "markdown" if name.endswith(".md") else markup)
    return Project(settings, tuple(files), sources.tags_file, documents), problems


def _markup(path: str, config: Config) -> str:
    """Return the markup of a document; nothing where a file is none."""
    for suffix, kind in _suffixes(config).items():
        if path.endswith(suffix):
            return "markdown" if kind == "markdown" else "rst"
    return ""


def _suffixes(config: Config) -> dict[str, str | None]:
    """Return how documents end, and their kinds, as far as they are said."""
    known = config.source_suffix
    names = [known] if isinstance(known, str) else known
    return {**(known if isinstance(known, Mapping) else dict.fromkeys(names)), ".md": "markdown"}


def _of_conf(path: Path, error: ConfigError) -> Problem:
    cause = error.__cause__ or error
    frames = [line for frame, line in walk_tb(cause.__traceback__) if frame.f_code.co_filename == str(path)]
    line = cause.lineno if isinstance(cause, SyntaxError) else frames[-1] if frames else None
    reason = shortened(f"{type(cause).__name__}: {cause}", 200)
    message = f"this cannot be run, so a build ends here, and its values are not known: {reason}"
    return Problem(ProblemKind.CONFIG, message, Origin(str(path), line))


def _texts(folder: Path, config: Config) -> Iterator[str]:
    """Yield the files that may be documents, as paths below the source folder."""
    is_left_out = Matcher([*config.exclude_patterns, _BUILT])
    for path in files_below(folder, is_left_out, lambda _path, _error: None, follow_links=True):
        if path.endswith((*_DOCUMENTS, *_suffixes(config))):
            yield path


def _named_in_documents(folder: Path, paths: Iterable[str], pattern: re.Pattern[str]) -> Iterator[str]:
    for path in paths:
        with suppress(OSError):  # a build says so
            text = read_regular(folder / path).decode("utf-8", "replace")
            given = chain.from_iterable(match[1].split() for match in pattern.finditer(text))
            docname = str(PurePosixPath(path).with_suffix(""))
            yield from filter(None, (resolve_pattern(name, docname) for name in given))
