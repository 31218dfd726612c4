"""Documents of a project that stand where generated ones belong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import PurePath

from sphinx.environment import BuildEnvironment

from ..core.problems import Origin, Problem, ProblemKind
from ..core.tags import file_name
from .plan import PlannedPage


def taken(env: BuildEnvironment, page: PlannedPage) -> Problem:
    """Return the problem of a document that has the name of a page."""
    what = f"this document has the place of {page.subject}, which is not made"
    return _problem(env, page.docname, what)


def alike(
    env: BuildEnvironment, theirs: AbstractSet[str], planned: Mapping[str, PlannedPage], folder: str
) -> Iterator[Problem]:
    """Yield the problems of documents that share a file with a page where capitals do not count."""
    first = folder.partition("/")[0].casefold()
    near = [docname for docname in sorted(theirs) if docname.partition("/")[0].casefold() == first]
    names = {file_name(docname): page for docname, page in planned.items()} if near else {}
    for docname in near:
        if page := names.get(file_name(docname)):
            what = f"where capitals do not count in names of files, this is one file with {page.subject}"
            yield _problem(env, docname, what)


def _problem(env: BuildEnvironment, docname: str, what: str) -> Problem:
    origin = Origin(PurePath(env.doc2path(docname, base=False)).as_posix(), 1)
    return Problem(ProblemKind.DOCNAME, f"{what}; rename the document or change tagpages_dir", origin)
