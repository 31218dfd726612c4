"""Pages of a project's own that stand where generated ones belong: the project's own always stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..core.problems import Problem, ProblemKind
from ..project.titles import archive_docname, explorer_docname
from ..project.users_pages import UsersPage, UsersPages
from ..project.view import NotesView
from .plan import PlannedPage


def without_conflicts(planned: Mapping[str, PlannedPage], users: UsersPages) -> dict[str, PlannedPage]:
    """Leave out pages, by docname, that a document of the user's stands for, and what goes on from one."""
    return {
        docname: page
        for docname, page in planned.items()
        if docname not in users.documents and page.first not in users.documents
    }


def conflicts(
    planned: Mapping[str, PlannedPage], users: UsersPages, view: NotesView, builder: str
) -> Iterator[Problem]:
    """Yield the problems of what has the place of a page, or nearly.

    ``planned`` are all pages, by docname. In the ``view``, pages of the archive may have other names than
    they were to have.
    """
    for docname, page in planned.items():
        if found := users.at(docname):
            fate = f"is written by the builder {builder} in the place of {page.subject}, which it leaves out"
            if found.docname == docname:
                fate = f"has the place of {page.subject}, which is not made"
            yield _problem(found, f"{found.what} {fate}")
        elif found := users.nearly_at(docname):
            what = f"where capitals do not count in names of files, this is one file with {page.subject}"
            yield _problem(found, what)
    explorer = explorer_docname(view.settings.dir)
    if explorer in planned and (found := users.at_data(explorer)):
        what = f"{found.what} has the place of the data of {planned[explorer].subject}"
        yield _problem(found, f"{what}, on which readers cannot choose then")
    for archived in view.index.archive:
        docname, made = (
            archive_docname(view.settings.dir, name) for name in (archived.period, archived.name)
        )
        if made != docname and (found := users.at(docname)):
            fate = f"has the place of {planned[made].subject}, which is made as {made!r}"
            yield _problem(found, f"{found.what} {fate}")


def _problem(page: UsersPage, what: str) -> Problem:
    message = f"{what}; rename the {page.kind} or change tagpages_dir"
    return Problem(ProblemKind.DOCNAME, message, page.origin)
