"""The life of generated documents: documents of the build that have no source file.

All of it that leans on how Sphinx treats documents stands here. The order of steps in
:func:`_make` is that of ``Builder.read_doc``; leaving one out breaks extensions that count
on it (``sphinx.ext.duration`` reads ``started_at``, texinfo and autosectionlabel need the
title's raw source).
"""

from __future__ import annotations

import html
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from docutils.frontend import Values
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.display import status_iterator

from .._version import __version__
from ..core.problems import Problem
from ..documents.contents import Content
from ..documents.domain import TagpagesDomain
from ..documents.nodes import placeholder
from ..documents.records import MadePage
from ..project.titles import index_docname
from ..project.view import NotesView
from ..sphinx_internals.builders import shows_generated
from ..sphinx_internals.virtual_documents import (
    _doctree_state,
    _document_settings,
    _hide_children,
    _unmake,
    hidden_toctree,
)
from ..translations import _
from ..util.digest import digest_of
from .conflicts import alike, taken
from .labels import with_free_labels
from .plan import PlannedPage, plan_pages


def keep_known(domain: TagpagesDomain, found: set[str], removed: set[str]) -> set[str]:
    """Tell Sphinx what to do with the generated documents of the build before.

    They have no source file, so Sphinx takes them for removed: that is undone. One that
    now has a source file is the user's.

    Returns:
        the docnames that are to be read.
    """
    removed.difference_update(domain.generated)
    taken = domain.generated.keys() & found
    for docname in taken:
        del domain.generated[docname]
    return taken


@dataclass(frozen=True, slots=True)
class Pages:
    """What an update has done: the pages there are, by docname, those made anew and those gone.

    ``problems`` are those that have no place; ``are_written``: the builder writes them.
    """

    planned: Mapping[str, PlannedPage]
    made: set[str]
    unmade: set[str]
    problems: Sequence[Problem]
    are_written: bool


def update_pages(app: Sphinx, domain: TagpagesDomain, view: NotesView, *, all_outdated: bool) -> Pages:
    """Make the documents that this build has to have and has not, and unmake those that it has not to have.

    Args:
        app: the application.
        domain: the domain; its ``generated`` documents are brought up to date.
        view: what there is to show.
        all_outdated: whether to make those again that are as they should be.
    """
    env = app.env
    index = index_docname(view.settings.dir)
    placed_for_toctrees = env.found_docs & {index} and index not in env.all_docs
    theirs = (env.found_docs - domain.generated.keys()) - ({index} if placed_for_toctrees else set())
    planned = {}
    problems = []
    for docname, page in plan_pages(view, own_index=index in theirs).items():
        if docname in theirs:
            problems.append(taken(env, page))
        elif page.first not in theirs:
            planned[docname] = page
    problems += alike(env, theirs, planned, view.settings.dir)
    planned = with_free_labels(env, planned, domain.generated)
    unmade = domain.generated.keys() - planned.keys()
    for docname in unmade:
        _unmake(app, docname)
        del domain.generated[docname]
        domain.removed.add(docname)
    domain.removed.difference_update(planned)
    plans = {docname: digest_of(__version__, page) for docname, page in planned.items()}
    made = {
        docname: page
        for docname, page in planned.items()
        if all_outdated
        or docname not in domain.generated
        or domain.generated[docname] != MadePage(plans[docname], _doctree_state(app, docname))
    }
    settings = _document_settings(env)
    progress = status_iterator(
        made.values(),
        str(_("making tag pages... ")),
        "purple",
        len(made),
        app.verbosity,
        stringify_func=lambda page: page.docname,
    )
    for page in progress:
        _make(app, page, settings)
        domain.generated[page.docname] = MadePage(plans[page.docname], _doctree_state(app, page.docname))
    _name_index(env, index, planned)
    return Pages(planned, set(made), unmade, problems, are_written=keep_pages(app, domain))


def keep_pages(app: Sphinx, domain: TagpagesDomain) -> bool:
    """Put the generated documents among those that the builder writes, and tell whether it writes them."""
    if not shows_generated(app.builder):
        # They exist for the links to them.
        app.env.found_docs.difference_update(domain.generated)
        return False
    app.env.found_docs.update(domain.generated)
    return True


def are_as_made(app: Sphinx, domain: TagpagesDomain) -> bool:
    """Tell whether the doctrees of the generated documents are as they were left."""
    return all(_doctree_state(app, docname) == page.doctree for docname, page in domain.generated.items())


def _make(app: Sphinx, page: PlannedPage, settings: Callable[[], Values]) -> None:
    env = app.env
    docname = page.docname
    if docname in env.all_docs:
        app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
    env.prepare_settings(docname)
    env.temp_data["started_at"] = time.monotonic()
    document = new_document(str(env.doc2path(docname)), settings())
    document += _page_section(document, page)
    app.events.emit("doctree-read", document)
    for domain in env.domains.values():
        domain.process_doc(env, docname, document)
    env.temp_data.clear()
    env.ref_context.clear()
    env.all_docs[docname] = time.time_ns() // 1000
    env.found_docs.add(docname)
    env.titles[docname] = nodes.title("", page.label)
    _hide_children(env, docname)
    app.builder.write_doctree(docname, document)


def _page_section(document: nodes.document, page: PlannedPage) -> nodes.section:
    section = _section(document, page.id, page.heading, page.contents, page.labels)
    for part in page.sections:
        section += _section(document, part.id, part.heading, part.contents)
    if page.children:
        toctree = hidden_toctree(page.docname, page.children)
        section += nodes.compound("", toctree, classes=["toctree-wrapper"])
    return section


def _section(
    document: nodes.document, id_: str, heading: str, contents: Iterable[Content], labels: Sequence[str] = ()
) -> nodes.section:
    section = nodes.section("", nodes.title(id_, heading), ids=[id_], names=list(labels))
    document.note_explicit_target(section)
    section += [placeholder("", content=content) for content in contents]
    for node in section.findall():
        node.source, node.line = document["source"], 1
    return section


def _name_index(env: BuildEnvironment, index: str, planned: Iterable[str]) -> None:
    """Spare the project Sphinx's advice to put the tag index into a toctree."""
    for root in (index, f"{index.removesuffix('index')}archive/index"):
        if root in planned:
            env.metadata[root].pop("orphan", None)
            if root not in env.files_to_rebuild:
                env.metadata[root]["orphan"] = True


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


def index_for_toctrees(env: BuildEnvironment, folder: str) -> None:
    """Let a toctree name the tag index, although it is made only when all documents are read."""
    env.found_docs.add(index_docname(folder))
