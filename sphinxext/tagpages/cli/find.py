"""The files that a check reads: those named, and those found in folders that are named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..core.problems import Problem
from ..sources.registry import READERS, is_source, unreadable
from ..util.files import files_below, shown

#: Where a source folder most often is, from the folder of a repository.
USUAL = (".", "docs", "doc", "source", "docs/source", "doc/source")
#: Folders that hold what programs make. Hidden ones, virtual environments and links are not searched either.
_MADE = frozenset({"_build", "__pycache__", "node_modules"})


@dataclass(frozen=True, slots=True)
class Found:
    """The files to check, and of each whether it is named, not only found in a folder.

    ``folders`` are those among the paths; ``problems`` are those of folders that cannot be read.
    """

    files: dict[Path, bool]
    folders: tuple[str, ...]
    problems: tuple[Problem, ...]


def find(paths: Iterable[str]) -> Found:
    """Return the files that paths name, and those in the folders that they name.

    Raises:
        ValueError: a path names nothing that can be checked; the message says why.
    """
    files: dict[Path, bool] = {}
    folders: dict[str, None] = {}
    problems: list[Problem] = []
    wrong = []
    for name in paths:
        path = Path(os.path.abspath(name))  # noqa: PTH100 -- a link stays one
        if path.is_dir():
            folders[name] = None
            for inner in _search(path, problems):
                files.setdefault(inner, False)
        elif not os.path.lexists(path):
            wrong.append(f"{name}: there is no such file or folder")
        elif not is_source(path.name):
            wrong.append(f"{name}: no file that notes are read from ({', '.join(READERS)})")
        else:
            files[path] = True
    if wrong:
        raise ValueError("\n".join(wrong))
    return Found(files, tuple(folders), tuple(problems))


def _search(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def is_left_out(path: str) -> bool:
        is_environment = os.path.exists(folder / path / "pyvenv.cfg")  # noqa: PTH110 -- it raises nothing
        return is_environment or path.rpartition("/")[2] in _MADE

    def report(path: str, error: OSError) -> None:
        problems.append(unreadable(shown(folder / path), error, "the folder "))

    for path in files_below(folder, is_left_out, report, follow_links=False):
        if is_source(path):
            yield folder / path


def source_folder(path: Path) -> Path | None:
    """Return the nearest folder above a file that holds a ``conf.py``: the source folder, most likely."""
    return next((folder for folder in path.parents if (folder / "conf.py").is_file()), None)


def usual_source_folders() -> list[str]:
    """Return which of the folders in which a source folder most often is hold a ``conf.py``."""
    return [name for name in USUAL if Path(name, "conf.py").is_file()]
