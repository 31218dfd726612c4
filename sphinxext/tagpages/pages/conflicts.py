"""Documents of a project that stand where generated ones belong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import PurePath

from sphinx.environment import BuildEnvironment

from ..core.problems import Origin, Problem, ProblemKind
from ..core.tags import file_name
from .plan import PlannedPage


def without_conflicts(
    env: BuildEnvironment, planned: Mapping[str, PlannedPage], users: AbstractSet[str], folder: str
) -> tuple[dict[str, PlannedPage], list[Problem]]:
    """Leave out the pages that a document of the user's stands for, and those that go on from one.

    Args:
        env: the environment, with the files of documents.
        planned: the pages, by docname.
        users: the docnames of the user's documents.
        folder: the folder of the pages.

    Returns:
        the other pages, and the problems of documents that have the name of a page, or nearly.
    """
    free = {
        docname: page for docname, page in planned.items() if docname not in users and page.first not in users
    }
    problems = [_taken(env, page) for docname, page in planned.items() if docname in users]
    return free, [*problems, *_alike(env, users, free, folder)]


def _taken(env: BuildEnvironment, page: PlannedPage) -> Problem:
    what = f"this document has the place of {page.subject}, which is not made"
    return _problem(env, page.docname, what)


def _alike(
    env: BuildEnvironment, users: AbstractSet[str], planned: Mapping[str, PlannedPage], folder: str
) -> Iterator[Problem]:
    """Yield the problems of documents that share a file with a page where capitals do not count."""
    first = folder.partition("/")[0].casefold()
    near = [docname for docname in sorted(users) if docname.partition("/")[0].casefold() == first]
    names = {file_name(docname): page for docname, page in planned.items()} if near else {}
    for docname in near:
        if page := names.get(file_name(docname)):
            what = f"where capitals do not count in names of files, this is one file with {page.subject}"
            yield _problem(env, docname, what)


def _problem(env: BuildEnvironment, docname: str, what: str) -> Problem:
    origin = Origin(PurePath(env.doc2path(docname, base=False)).as_posix(), 1)
    return Problem(ProblemKind.DOCNAME, f"{what}; rename the document or change tagpages_dir", origin)
