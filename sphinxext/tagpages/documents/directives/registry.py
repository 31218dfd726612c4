"""The directives by their names, and the roles of the domain by short ones."""

from __future__ import annotations

from typing import cast

from sphinx.application import Sphinx
from sphinx.util.docutils import is_directive_registered, is_role_registered
from sphinx.util.typing import RoleFunction

from ..domain import TagpagesDomain, domain_of
from ..tagged_pages import TagsDirective
from .base import TagpagesDirective
from .lists import NoteList, TagIndexDirective, TagPage
from .notes import NoteEntry, NoteSource

_DIRECTIVES: dict[str, type[TagpagesDirective]] = {
    "note-entry": NoteEntry,
    "note-source": NoteSource,
    "note-list": NoteList,
    "tag-index": TagIndexDirective,
    "tag-page": TagPage,
}


def register_directives(app: Sphinx) -> None:
    """Register the directives; ``tags``, a name that many projects have, in the domain."""
    for name, directive in _DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_directive_to_domain(TagpagesDomain.name, "tags", TagsDirective)


def register_short_names(app: Sphinx) -> None:
    """Register the roles, and the directive ``tags``, without the name of the domain where that is free."""
    for name in TagpagesDomain.roles:
        if not is_role_registered(name):
            app.add_role(name, cast("RoleFunction", domain_of(app.env).role(name)))
    if not is_directive_registered("tags"):
        app.add_directive("tags", TagsDirective)
