"""Checking files of notes without a build: what one would say of them.

Sphinx is imported for nothing but texts in reStructuredText.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ..core.index import IndexOptions, PlacedNote, build_index
from ..core.problems import Problem, ProblemKind
from ..core.read_result import ReadResult
from ..core.tags import merge_infos
from ..markup.images import Pictures
from ..markup.plain_text import missing_parser, with_texts
from ..sources.registry import read_source, read_tags_source, unreadable
from ..sources.yaml.tags_file import DEFAULT_TAGS_FILE
from ..util.files import read_regular, relative, shown
from .find import FoundFile, at, find, source_folder
from .report import CheckedFile, CheckReport

#: The characters of a snippet, on which no problem depends.
_LENGTH = 150


@dataclass(slots=True)
class Project:
    """Files that one build would read.

    ``folder`` is the source folder or, where that is not known, the one that paths count from.
    """

    folder: Path
    is_known: bool
    files: list[FoundFile] = field(default_factory=list)
    tags_files: list[Path] = field(default_factory=list)


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
    files = [file for file in found.files if file.path not in given]
    files += (FoundFile(path, is_named=True) for path in given)
    checked: list[CheckedFile] = []
    problems = list(found.problems)
    left_out: list[str] = []
    for project in _projects(files, tags_file, source_dir):
        reader = ProjectReader(project, given)
        reader.read()
        checked += reader.checked
        problems += (at(problem, project.folder) for problem in reader.problems)
        left_out += reader.left_out
    problems.sort(key=lambda problem: (problem.origin.path, problem.origin.line or 0))
    checked.sort(key=lambda file: file.path)
    return CheckReport(tuple(checked), tuple(problems), found.folders, tuple(sorted(left_out)))


def _projects(
    files: Iterable[FoundFile], tags_file: Path | None, source_dir: Path | None
) -> Sequence[Project]:
    projects: dict[Path | None, Project] = {}
    for file in files:
        folder = source_dir or source_folder(file.path)
        if folder not in projects:
            projects[folder] = Project(folder or Path.cwd(), folder is not None)
        project = projects[folder]
        if tags_file or not _is_tags_file(file.path, project):
            project.files.append(file)
        else:
            project.tags_files.append(file.path)
    for project in projects.values():
        usual = tags_file or project.folder / DEFAULT_TAGS_FILE
        if usual not in project.tags_files and (tags_file or usual.is_file()):
            project.tags_files.append(usual)
        project.files = [file for file in project.files if file.path != tags_file]
    return [*projects.values()]


def _is_tags_file(path: Path, project: Project) -> bool:
    return path.name == DEFAULT_TAGS_FILE and (not project.is_known or path.parent == project.folder)


class ProjectReader:
    """Reads the files of one project; all paths of problems count from its folder."""

    def __init__(self, project: Project, given: Mapping[Path, bytes]) -> None:
        self.checked: list[CheckedFile] = []
        self.left_out: list[str] = []
        self.problems: list[Problem] = []
        self._project = project
        self._given = given

    def read(self) -> None:
        """Read the files, and look at their notes taken together."""
        slugs: dict[str, str] = {}
        for path in self._project.tags_files:
            if content := self._content(path, "the tags file "):
                tags = read_tags_source(content, relative(path, self._project.folder))
                slugs |= tags.slugs
                self.problems += tags.problems
            self.checked.append(CheckedFile(shown(path)))
        results = [(file, result) for file in self._project.files if (result := self._result(file))]
        placed = [
            PlacedNote(note, (str(file.path), number))
            for file, result in results
            for number, note in enumerate(result.notes)
        ]
        infos = merge_infos(chain.from_iterable(result.tags for _file, result in results))
        index = build_index(placed, IndexOptions(slugs=slugs, infos=infos))
        self.problems += index.problems
        self.problems += missing_parser(entry.note for entry in index.entries)
        if self._project.is_known:
            self.problems += Pictures(self._project.folder, [entry.note for entry in index.entries]).problems

    def _result(self, file: FoundFile) -> ReadResult | None:
        """Return what is in a file; ``None`` where it cannot be read, or holds something else."""
        path = relative(file.path, self._project.folder)
        result = None
        if (content := self._content(file.path)) is not None:
            result = with_texts(read_source(content, path), _LENGTH)
            is_other = not result.notes and {problem.kind for problem in result.problems} == {
                ProblemKind.SHAPE
            }
            if is_other and not file.is_named:
                self.left_out.append(shown(file.path))
                return None
            self.problems += result.problems
        self.checked.append(CheckedFile(shown(file.path), len(result.notes) if result else 0))
        return result

    def _content(self, path: Path, what: str = "") -> bytes | None:
        if path in self._given:
            return self._given[path]
        try:
            return read_regular(path)
        except OSError as error:
            self.problems.append(unreadable(relative(path, self._project.folder), error, what))
            return None
