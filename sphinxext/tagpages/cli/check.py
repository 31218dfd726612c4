"""Checking files of notes without a build: what one would say of them.

Sphinx is imported for nothing but texts in reStructuredText, and projects, whose ``conf.py`` is run.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.index import PlacedNote, build_index
from ..core.options import IndexOptions
from ..core.problems import Origin, Problem, ProblemKind, once_each
from ..core.tags.entries import TagEntry
from ..core.tags.info import merge_infos
from ..core.tags.known import unknown_tags, used_aliases
from ..core.tags.names import tag_key
from ..core.tags.vocabulary import Vocabulary
from ..markup.images import Pictures
from ..markup.plain_text import missing_parser, with_plain_descriptions, with_texts
from ..sources.read_result import ReadResult
from ..sources.registry import read_source, read_tags_source, unreadable
from ..sources.yaml.tags_file import DEFAULT_TAGS_FILE
from ..util.files import read_regular, relative, shown
from .find import find, source_folder
from .report import CheckedFile, CheckReport

if TYPE_CHECKING:
    from .project import Project

#: The columns of a snippet, on which no problem depends.
_LENGTH = 180


def check(
    paths: Iterable[str],
    *,
    given: Mapping[Path, bytes] = {},
    tags_file: Path | None = None,
    source_dir: Path | None = None,
) -> CheckReport:
    """Check files.

    Args:
        paths: files and folders.
        given: files whose content is not read but given here.
        tags_file: the tags file; without one, those called ``tags.yaml`` are.
        source_dir: the source folder; without one, the nearest folder above each file with a ``conf.py``.

    Raises:
        ValueError: a path names nothing that can be checked; the message says why.
    """
    found = find(paths)
    files = found.files | dict.fromkeys(given, True)
    confs: dict[Path, Project] = {}
    searched: list[str] = []
    of_conf: list[Problem] = []
    for name in found.folders:
        folder = Path(os.path.abspath(name))  # noqa: PTH100 -- a link stays one
        conf = _project(folder, of_conf)
        if conf:
            confs[folder] = conf
        if conf and conf.files:
            files = {path: named for path, named in files.items() if named or folder not in path.parents}
            files |= dict.fromkeys((folder / path for path in conf.files), True)
        else:
            searched.append(name)
    projects = _projects(files, given, confs, tags_file, source_dir)
    for project in projects:
        project.read()
    checked = [file for project in projects for file in project.checked]
    problems = [
        *found.problems,
        *of_conf,
        *(problem for project in projects for problem in project.problems_from_here()),
    ]
    return CheckReport(
        tuple(sorted(checked, key=attrgetter("path"))),
        tuple(once_each(problems)),
        tuple(searched),
        tuple(sorted(name for project in projects for name in project.left_out)),
        tuple(shown(folder / "conf.py") for folder in confs),
    )


def _project(folder: Path, problems: list[Problem]) -> Project | None:
    """Return what a folder says that is a source folder, and add what is wrong with that."""
    if not (folder / "conf.py").is_file():
        return None
    from .project import read_project  # noqa: PLC0415 -- it imports Sphinx

    project, found = read_project(folder)
    problems += (
        replace(problem, origin=Origin(shown(Path(problem.origin.path)), problem.origin.line))
        for problem in found
    )
    return project


def _projects(
    files: Mapping[Path, bool],
    given: Mapping[Path, bytes],
    confs: Mapping[Path, Project],
    tags_file: Path | None,
    source_dir: Path | None,
) -> Collection[_Project]:
    projects: dict[Path | None, _Project] = {}
    for path, is_named in files.items():
        folder = source_dir or source_folder(path)
        conf = confs.get(folder) if folder else None
        project = projects.setdefault(folder, _Project(folder, given, conf))
        if not tags_file and project.is_usual_tags_file(path):
            project.tags_files.append(path)
        elif path != tags_file:
            project.files[path] = is_named
    for project in projects.values():
        usual = tags_file or project.usual_tags_file
        if usual not in project.tags_files and (tags_file or usual.is_file()):
            project.tags_files.append(usual)
    return projects.values()


class _Project:
    """Files that one build would read together.

    ``files`` tells of each whether it is named, not only found in a folder. Paths of problems count from
    ``folder``: the source folder or, where that is not known, the current one.
    """

    def __init__(self, folder: Path | None, given: Mapping[Path, bytes], conf: Project | None) -> None:
        self.folder = folder or Path.cwd()
        self.usual_tags_file = self.folder / ((conf and conf.tags_file) or DEFAULT_TAGS_FILE)
        self.files: dict[Path, bool] = {}
        self.tags_files: list[Path] = []
        self.checked: list[CheckedFile] = []
        self.left_out: list[str] = []
        self._problems: list[Problem] = []
        self._is_known = folder is not None
        self._given = given
        self._settings = conf.settings if conf else None

    def is_usual_tags_file(self, path: Path) -> bool:
        """Tell whether a file is the tags file unless another one is named."""
        return path == self.usual_tags_file if self._is_known else path.name == DEFAULT_TAGS_FILE

    def problems_from_here(self) -> Iterator[Problem]:
        """Yield what was found, with paths that count from the current folder."""
        for problem in self._problems:
            path = shown(self.folder / problem.origin.path)
            yield replace(problem, origin=Origin(path, problem.origin.line))

    def read(self) -> None:
        """Read the files, and look at their notes taken together."""
        entries: dict[str, TagEntry] = {}
        for path in self.tags_files:
            if content := self._content(path, "the tags file "):
                tags = with_plain_descriptions(read_tags_source(content, relative(path, self.folder)))
                entries = {tag_key(entry.name): entry for entry in tags.entries} | entries
                self._problems += tags.problems
            self.checked.append(CheckedFile(shown(path)))
        results = [(path, result) for path in self.files if (result := self._result(path))]
        placed = [
            PlacedNote(note, (str(path), number))
            for path, result in results
            for number, note in enumerate(result.notes)
        ]
        infos = merge_infos(chain.from_iterable(result.tags for _path, result in results))
        options = IndexOptions(vocabulary=Vocabulary.of(list(entries.values())), infos=infos)
        if self._settings:
            options = self._settings.index_options(list(entries.values()), infos, ())
        index = build_index(placed, options)
        notes = [entry.note for entry in index.entries]
        self._problems += chain(index.problems, missing_parser(notes))
        if self._settings and self._settings.unknown_tags != "ignore" and entries:
            self._problems += unknown_tags(notes, options.vocabulary)
        if self._settings and self._settings.alias_warnings:
            self._problems += used_aliases(notes, options.vocabulary)
        if self._is_known:
            self._problems += Pictures(self.folder, notes).problems

    def _result(self, path: Path) -> ReadResult | None:
        """Return what is in a file; ``None`` where it cannot be read, or holds something else."""
        result = None
        if (content := self._content(path)) is not None:
            name = relative(path, self.folder)
            options = self._settings.source_options(name) if self._settings else {}
            result = with_texts(read_source(content, name, options), _LENGTH)
            kinds = {problem.kind for problem in result.problems}
            if not (result.notes or self.files[path]) and kinds in ({ProblemKind.SHAPE}, {ProblemKind.FILE}):
                self.left_out.append(shown(path))
                return None
            self._problems += result.problems
        self.checked.append(CheckedFile(shown(path), len(result.notes) if result else 0))
        return result

    def _content(self, path: Path, what: str = "") -> bytes | None:
        if path in self._given:
            return self._given[path]
        try:
            return read_regular(path)
        except OSError as error:
            self._problems.append(unreadable(relative(path, self.folder), error, what))
            return None
