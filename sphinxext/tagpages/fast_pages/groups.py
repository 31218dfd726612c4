"""Which pages differ in their texts alone, and those texts."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from docutils import nodes
from sphinx.builders import Builder

from ..documents.contents import HOMES, ArchiveListing, Content, TagListing
from ..pages.descriptions import description_of
from ..pages.plan import PlannedPage
from ..project.shapes import PagedListing
from ..project.titles import archive_docname
from ..project.view import NotesView
from ..render.renderers import Renderers
from ..sphinx_internals.output.page_writing import relations_of, shape_of_contents, sidebars_of
from .cut_page import STEM

#: With fewer pages than this, rendering a page more and comparing costs more than it spares.
FEWEST = 20
_WORD = r"[^\s<>&\"'\\@\x00-\x1f\x7f-\x9f]+"
#: A text of which HTML, in elements and in attributes, is the text itself.
_PLAIN = re.compile(f"{_WORD}(?: {_WORD})*")


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that have everything in common but texts: what there is of each, by docname, in their order.

    ``folder`` is where all are, or below it; ``samples`` are the docnames of those that Sphinx writes, to
    compare with.
    """

    folder: str
    sidebars: list[str]
    pages: Mapping[str, PageTexts]
    samples: frozenset[str]


@dataclass(frozen=True, slots=True)
class PageTexts:
    """What a page has that others of its group have otherwise, each a text; and the page itself."""

    page: PlannedPage
    title: str
    id: str
    description: str
    head: str
    names: tuple[str, ...]
    previous: Neighbour | None
    following: Neighbour | None

    def values(self, body: str, tags: str) -> dict[str, str]:
        """Return what stands at each mark, by the names that :class:`.model.Model` gives them.

        ``tags`` are elements of metadata that other extensions add.
        """
        values = {"title": self.title, "id": self.id, "description": self.description}
        values |= {"head": self.head, "body": body, "tags": tags}
        for number, name in enumerate(self.names):
            values |= {f"name {number}": name, f"uri {number}": quote(name)}
        for which, neighbour in (("previous", self.previous), ("following", self.following)):
            if neighbour:
                values |= {f"{which} link": neighbour.link, f"{which} title": neighbour.title}
                values[f"{which} name"] = neighbour.docname
        return values


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document that a page names as the one before or after it."""

    docname: str
    link: str
    title: str
    is_beside: bool


def groups_of(
    builder: Builder,
    folder: str,
    docnames: Collection[str],
    pages: Callable[[], Mapping[str, PlannedPage]],
    renderers: Renderers,
) -> list[Group]:
    """Return the groups of documents that are worth it.

    Args:
        builder: the builder of HTML, which is about to write them.
        folder: the folder of the generated documents.
        docnames: the documents to be written.
        pages: returns the generated documents, by docname.
        renderers: have the notes of which a page says something, and what it names in its head.
    """
    if len(docnames) < FEWEST:
        return []
    env, planned = builder.env, pages()
    archive = archive_docname(folder).rpartition("/")[0]

    @cache
    def title_of(docname: str) -> str:
        """Return the title of a document in tables of contents, if it is plain and has no number."""
        title = env.titles.get(docname)
        if title is None or len(title.children) != 1 or "secnumber" in title:
            return ""
        return _plain(title.children[0])

    def neighbour(docname: str, other: str) -> Neighbour:
        is_beside = docname.rpartition("/")[0] == other.rpartition("/")[0]
        return Neighbour(other, builder.get_relative_uri(docname, other), title_of(other), is_beside)

    found = defaultdict[str, dict[str, PageTexts]](dict)
    shared: dict[str, tuple[str, list[str]]] = {}
    for docname in docnames:
        page = planned.get(docname)
        if page is None or not _is_plain(page, renderers.notes.view):
            continue
        relations = relations_of(builder, docname)
        previous, following = (
            neighbour(docname, other) if other else None
            for other in (relations.previous, relations.following)
        )
        if not all(each.title for each in (previous, following) if each):
            continue
        beside = [each and each.is_beside for each in (previous, following)]
        description = html.escape(description_of(page, renderers.notes.view))
        within = archive if docname.startswith(f"{archive}/") else folder
        names = tuple(docname.removeprefix(f"{within}/").split("/"))
        sidebars = sidebars_of(builder, docname)
        key = repr((
            (relations.parents, beside, within, len(names), bool(description)),
            (shape_of_contents(env, docname), sorted(env.metadata.get(docname, {}).items())),
            sidebars,
        ))
        shared[key] = (within, sidebars)
        head = renderers.feed_links.of(docname)
        found[key][docname] = PageTexts(
            page, page.heading, page.id, description, head, names, previous, following
        )
    return [
        Group(*shared[key], texts, samples_of(texts)) for key, texts in found.items() if len(texts) >= FEWEST
    ]


def samples_of(pages: Mapping[str, PageTexts]) -> frozenset[str]:
    """Return a few pages, as unlike as they come: first and last, longest and shortest, most signs."""
    names = list(pages)
    measures: list[Callable[[str], int]] = [
        lambda name: len(pages[name].title),
        lambda name: -len(pages[name].title),
        lambda name: sum(not sign.isalnum() for sign in pages[name].title),
        lambda name: sum(not sign.isascii() for sign in pages[name].title),
        lambda name: len(pages[name].description),
        lambda name: name.count("%") + name.count("-") + sum(not sign.isascii() for sign in name),
    ]
    return frozenset({
        names[0],
        names[len(names) // 2],
        names[-1],
        *(max(names, key=each) for each in measures),
    })


def _is_plain(page: PlannedPage, view: NotesView) -> bool:
    """Tell whether a page lists notes below a plain title, and there is nothing of nodes in it."""
    is_listing = any(isinstance(content, TagListing | ArchiveListing) for content in page.contents)
    is_named = not page.docname.endswith("/index") and STEM not in page.docname
    is_plain = is_listing and is_named and bool(page.only and _plain(nodes.Text(page.heading)))
    return is_plain and not any(_has_markup(content, view) for content in page.contents)


def _has_markup(content: Content, view: NotesView) -> bool:
    """Tell whether notes have their home here whose texts are made of nodes."""
    shape = view.shape(content) if isinstance(content, HOMES) else None
    return isinstance(shape, PagedListing) and any(
        entry.note.text is not None for entry in shape.listing.entries
    )


def _plain(node: nodes.Node) -> str:
    text = node.astext() if isinstance(node, nodes.Text) else ""
    return text if _PLAIN.fullmatch(text) and STEM not in text else ""
