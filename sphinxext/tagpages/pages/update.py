"""Generated documents: which there are to be, which are made anew, and which are removed."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from .._version import __version__
from ..core.problems import Problem
from ..documents.contents import TagPaths
from ..documents.domain import TagpagesDomain
from ..documents.nodes import placeholder
from ..documents.records import MadePage, PlannedSection
from ..markup.rst_nodes import inline_nodes
from ..project.titles import archive_docname, index_docname
from ..project.users_pages import UsersPages
from ..project.view import NotesView
from ..sphinx_internals.builders import shows_generated
from ..sphinx_internals.doctrees_on_demand import can_be_noted, make_doctrees, note_document
from ..sphinx_internals.toctrees import hidden_toctree, hide_sections, is_in_a_toctree
from ..sphinx_internals.virtual_documents import (
    doctree_state,
    document_settings,
    read_document,
    remove_document,
    with_progress,
)
from ..translations import _
from ..util.digest import digest_of
from ..warnings import tell
from .conflicts import conflicts, without_conflicts
from .labels import with_free_labels
from .plan import PlannedPage, plan_pages


def keep_known(domain: TagpagesDomain, found: set[str], added: set[str], removed: set[str]) -> None:
    """Tell Sphinx what to do with the generated documents of the build before.

    They have no source file, so Sphinx takes them for removed: that is undone. One that now has a source
    file is the user's, and as new as any that is added: globs of toctrees are to find it. From now on
    doctrees are made of those that have none in a file.
    """
    _offer_doctrees(domain)
    removed.difference_update(domain.generated)
    taken = domain.generated.keys() & found
    for docname in taken:
        del domain.generated[docname]
    added |= taken


@dataclass(frozen=True, slots=True)
class Pages:
    """What an update has done: the pages there are, by docname, those made anew and those gone.

    ``plans`` are digests of the pages and of what they are made by.
    The builder does not write those that are ``hidden``. ``problems`` are those of what is in the way.
    """

    planned: Mapping[str, PlannedPage]
    plans: Mapping[str, str]
    made: set[str]
    removed: set[str]
    hidden: set[str]
    problems: Sequence[Problem]


def update_pages(
    app: Sphinx, domain: TagpagesDomain, view: NotesView, users: UsersPages, *, all_outdated: bool
) -> Pages:
    """Make the documents that this build has to have and has not, and remove those that it has not to have.

    The ``generated`` documents of the domain are brought up to date; with ``all_outdated``, those too are
    made again that are as they should be.
    """
    all_planned = plan_pages(view, users.documents)
    problems = list(conflicts(all_planned, users, view, app.builder.name))
    planned = with_free_labels(app.env, without_conflicts(all_planned, users), domain.generated)
    removed = _remove_others(app, domain, planned)
    hidden = users.hidden(planned)
    plans = {docname: digest_of(__version__, page, docname in hidden) for docname, page in planned.items()}
    outdated = [
        docname for docname in planned if all_outdated or _is_outdated(app, domain, docname, plans[docname])
    ]
    _make(app, domain, [planned[docname] for docname in outdated], plans)
    for docname in hidden:
        hide_sections(app.env, docname)
    _spare_advice(app.env, planned)
    index = index_docname(view.settings.dir)
    if index in outdated and not is_in_a_toctree(app.env, index):
        tell(f"no toctree names {index!r}: write it into one, and it stands in the navigation")
    return Pages(planned, plans, set(outdated), removed, keep_pages(app, domain, users), problems)


def _remove_others(app: Sphinx, domain: TagpagesDomain, planned: Mapping[str, PlannedPage]) -> set[str]:
    """Remove the generated documents that are not planned any more, and return them."""
    removed = domain.generated.keys() - planned.keys()
    for docname in removed:
        remove_document(app, docname)
        del domain.generated[docname]
    domain.removed.update(removed)
    domain.removed.difference_update(planned)
    return removed


def _is_outdated(app: Sphinx, domain: TagpagesDomain, docname: str, plan: str) -> bool:
    """Tell whether a planned document is not there as it was made, or was made by another plan."""
    made = domain.generated.get(docname)
    return made is None or (made.plan, made.doctree) != (plan, doctree_state(app, docname))


def _make(
    app: Sphinx, domain: TagpagesDomain, pages: Sequence[PlannedPage], plans: Mapping[str, str]
) -> None:
    are_noted, left = can_be_noted(app), []
    for page in pages:
        if are_noted and (only := page.only):
            note_document(app, page.docname, page.label, page.heading)
            domain.generated[page.docname] = MadePage(plans[page.docname], None, only)
        else:
            left.append(page)
    settings = document_settings(app.env)
    what = str(_("making tag pages... "))
    for page in with_progress(app, what, left, len(left), attrgetter("docname")):
        docname = page.docname
        domain.generated[docname] = MadePage("", None)  # nothing in it is to be recorded
        content_of = partial(_page_section, app.env, page)
        read_document(app, docname, page.label, settings(), content_of, page.shown)
        domain.generated[docname] = MadePage(plans[docname], doctree_state(app, docname))


def _offer_doctrees(domain: TagpagesDomain) -> None:
    """Have the doctrees made that are in no file, of what is recorded of their documents."""

    def content_of(docname: str) -> Callable[[nodes.document], nodes.section] | None:
        made = domain.generated.get(docname)
        return partial(_section, made.only) if made and made.only else None

    make_doctrees(domain.env, content_of)


def keep_pages(app: Sphinx, domain: TagpagesDomain, users: UsersPages) -> set[str]:
    """Put the generated documents among those that the builder writes; return those that it does not write.

    These exist for the links to them.
    """
    is_shown = shows_generated(app.builder)
    hidden = users.hidden(domain.generated) if is_shown else set(domain.generated)
    app.env.found_docs.update(domain.generated)
    app.env.found_docs.difference_update(hidden)
    return hidden


def are_as_made(app: Sphinx, domain: TagpagesDomain) -> bool:
    """Tell whether the doctrees of the generated documents are as they were left."""
    return all(doctree_state(app, docname) == page.doctree for docname, page in domain.generated.items())


def _page_section(env: BuildEnvironment, page: PlannedPage, document: nodes.document) -> nodes.section:
    whole = PlannedSection(page.id, page.heading, page.contents)
    section = _section(whole, document, page.labels)
    if page.description and page.origin:
        shown = inline_nodes(page.description, env, page.origin)
        above = sum(isinstance(content, TagPaths) for content in page.contents)
        section.insert(1 + above, nodes.paragraph("", "", *shown, classes=["tagpages-description"]))
    for part in page.sections:
        section += _section(part, document)
    if page.children:
        toctree = hidden_toctree(page.docname, page.children)
        section += nodes.compound("", toctree, classes=["toctree-wrapper"])
    return section


def _section(planned: PlannedSection, document: nodes.document, labels: Sequence[str] = ()) -> nodes.section:
    title = nodes.title(planned.id, planned.heading)
    section = nodes.section("", title, ids=[planned.id], names=list(labels))
    document.note_explicit_target(section)
    section += [placeholder("", content=content) for content in planned.contents]
    for node in section.findall():
        node.source, node.line = document["source"], 1
    return section


def _spare_advice(env: BuildEnvironment, planned: Iterable[str]) -> None:
    """Spare the project Sphinx's advice to put generated documents into a toctree."""
    for docname in planned:
        env.metadata[docname].pop("orphan", None)
        if not is_in_a_toctree(env, docname):
            env.metadata[docname]["orphan"] = True


def adapt_context(context: dict[str, Any], description: str) -> None:
    """Spare themes a source that does not exist, and say what the page is about.

    Without a source name Sphinx copies no source, and no theme links to one. Themes make edit
    links from the source's suffix; that of Read the Docs makes them unless told otherwise. What
    stands on the page is not in the doctree, where sphinxext-opengraph would look for a
    description; it takes this field of the page's metadata instead, and does not escape it.
    """
    context.pop("sourcename", None)
    context["page_source_suffix"] = ""
    context["display_vcs_links"] = False
    if description:
        escaped = html.escape(description)
        context["meta"] = {**(context.get("meta") or {}), "og:description": escaped}
        context["metatags"] += f'<meta name="description" content="{escaped}" />\n'


def index_for_toctrees(env: BuildEnvironment, folder: str) -> str:
    """Let a toctree name the tag index, although it is made only when all documents are read.

    Beside a tag index of the user's, the index of the archive has the table of contents of all of them.

    Returns:
        the docname that toctrees may name.
    """
    index = index_docname(folder)
    top = archive_docname(folder) if index in env.found_docs else index
    env.found_docs.add(top)
    return top
