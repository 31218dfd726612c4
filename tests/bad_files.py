"""The corpus of bad files: what is said of each, and which of its notes are still there.

``corpus/`` holds files with one fault each, in a folder for each kind of file, and projects that are built.
What is expected of ``x.yaml`` stands in ``x.yaml.expected``, of a project in ``expected``. After a change of
messages, ``python -m tests.bad_files`` writes what is said now; read the difference before it is committed.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

from sphinxext.tagpages.cli.check import check
from sphinxext.tagpages.core.problems import ProblemKind
from sphinxext.tagpages.documents.domain import TagpagesDomain
from sphinxext.tagpages.sources.registry import read_source
from sphinxext.tagpages.sources.yaml.tags_file import DEFAULT_TAGS_FILE

CORPUS = Path(__file__).parent / "corpus"
PROJECTS = CORPUS / "projects"
SUFFIX = ".expected"
_WARNING = re.compile(r"(?P<path>.*?):(?P<line>\d+): WARNING: (?P<message>.*) \[tagpages\.(?P<kind>\w+)\]")


def files() -> list[Path]:
    """Return the bad files."""
    found = (path for path in CORPUS.glob("*/*") if path.is_file() and path.suffix != SUFFIX)
    return sorted(path for path in found if path.parent != PROJECTS)


def projects() -> list[Path]:
    """Return the folders of the bad projects."""
    return sorted(path for path in PROJECTS.iterdir() if path.is_dir())


def expectation(case: Path) -> Path:
    """Return the file that says what is expected of a file or a project."""
    return case / SUFFIX[1:] if case.is_dir() else case.with_name(case.name + SUFFIX)


def said(case: Path) -> str:
    """Return what is said of a file or a project, in the form of an expectation."""
    return "".join(f"{line}\n" for line in (_of_project(case) if case.is_dir() else _of_file(case)))


def kinds(expected: str) -> set[ProblemKind]:
    """Return the kinds of problems in an expectation."""
    return {
        kind for kind in ProblemKind if re.search(rf"^problem [^ ]+: {kind.value}: ", expected, re.MULTILINE)
    }


def problems(warnings: Iterable[str], source: Path) -> Iterator[str]:
    """Yield the problems among the warnings of a build, in the form of an expectation."""
    for warning in warnings:
        if match := _WARNING.fullmatch(warning):
            path = Path(match["path"]).relative_to(source).as_posix()
            yield f"problem {path}:{match['line']}: {match['kind']}: {match['message']}"


def _of_file(path: Path) -> Iterator[str]:
    content = path.read_bytes()
    with chdir(path.parent):
        if path.parent.name == "tags":
            given = {path.parent / DEFAULT_TAGS_FILE: content}
            report = check([], given=given, source_dir=path.parent)
        else:
            for note in read_source(content, path.name).notes:
                yield f"note {note.origin.line}: {note.title}"
            report = check([path.name], source_dir=path.parent)
    for problem in report.problems:
        yield f"problem {problem.origin.line}: {problem.kind.value}: {problem.message}"


def _of_project(folder: Path) -> Iterator[str]:
    with TemporaryDirectory() as name:
        source = Path(name).resolve() / "source"
        shutil.copytree(folder, source)
        app = SphinxTestApp("html", source, confoverrides={"show_warning_types": True})
        try:
            app.build()
            domain = app.env.get_domain(TagpagesDomain.name)
            assert isinstance(domain, TagpagesDomain)
            yield from sorted(
                f"note {entry.note.origin}: {entry.note.title}" for entry in domain.index.entries
            )
            warnings = strip_colors(app.warning.getvalue())
        finally:
            app.cleanup()
        yield from sorted(problems(warnings.splitlines(), source))


def main() -> None:
    """Write what is said now, where it is not what was expected."""
    for case in [*files(), *projects()]:
        expected = said(case)
        path = expectation(case)
        if not path.is_file() or path.read_text("utf-8") != expected:
            path.write_text(expected, "utf-8", newline="\n")
            print(path.relative_to(CORPUS))


if __name__ == "__main__":
    main()
