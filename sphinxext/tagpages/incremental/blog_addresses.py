"""The addresses of the pages that ablog made, and those that posts say they had."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from unicodedata import normalize

from ..config import checks
from ..core.index import Entry
from ..documents.domain import TagpagesDomain
from ..project.titles import archive_docname, index_docname
from ..project.view import NotesView
from ..sources.blog_posts import called
from ..sources.front_matter import PAGE, TaggedPage
from ..translations import _

_DEFAULT_PATH = "blog"
#: Pages of all posts, of drafts, and of all tags and the like.
_CATALOGUES = ("archive", "author", "category", "drafts", "language", "location", "tag")

#: A docname, and what the link to it says.
Target = tuple[str, str]
#: Of a page that there is none of: the tag index stands in.
_NOWHERE = ("", "")


def blog_addresses(
    domain: TagpagesDomain, view: NotesView, found: Collection[str]
) -> Iterator[tuple[str, Sequence[Target]]]:
    """Yield the names of pages that a blog had, each with where it leads; none where there is no post."""
    pages = {docname: record.page for docname, record in domain.documents.items() if record.page}
    posts = {
        docname: entry
        for docname, page in pages.items()
        if page.is_post and (entry := view.index.by_key.get((docname, PAGE)))
    }
    if not posts:
        return
    path = _folder(domain.env.config.blog_path or "") or _DEFAULT_PATH
    folder = view.settings.dir
    index = (index_docname(folder), str(_("Tags")))
    archive = (archive_docname(folder), str(_("Archive")))
    addresses: dict[str, dict[Target, None]] = {
        name: {archive if name.endswith("/archive") and archive[0] in found else index: None}
        for name in (path, *(f"{path}/{name}" for name in _CATALOGUES))
    }
    for docname, entry in posts.items():
        for name, target in (*_by_tags_and_year(entry, view), *_by_other(pages[docname], domain, view)):
            addresses.setdefault(f"{path}/{name}", {})[target if target[0] in found else index] = None
        for name in filter(None, map(_folder, pages[docname].redirects)):
            addresses.setdefault(name, {})[docname, entry.note.title] = None
    yield from ((name, tuple(targets)) for name, targets in addresses.items())


def _by_tags_and_year(entry: Entry, view: NotesView) -> Iterator[tuple[str, Target]]:
    if date := entry.note.date:
        year = f"{date.year:04}"
        yield year, (archive_docname(view.settings.dir, year), year)
    for name in entry.note.tags:
        yield f"tag/{_slug(name)}", _page_of(name, view)


def _by_other(page: TaggedPage, domain: TagpagesDomain, view: NotesView) -> Iterator[tuple[str, Target]]:
    """Yield the pages of what a post was listed by; of these, categories alone have pages here."""
    config = domain.env.config
    names = {
        "author": config.blog_authors,
        "language": config.blog_languages,
        "location": config.blog_locations,
    }
    for kind, key in page.listed_by:
        yield (
            f"{kind}/{_slug(called(key, names.get(kind)))}",
            _page_of(key if kind == "category" else "", view),
        )


def _page_of(name: str, view: NotesView) -> Target:
    tag = view.index.tag(name)
    return (tag.docname, tag.label) if tag else _NOWHERE


def _slug(name: str) -> str:
    """Return the name of a page as ablog has it."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", normalize("NFKD", name)).strip().lower())


def _folder(name: object) -> str:
    """Return the name of a page below the output folder, or nothing."""
    try:
        return checks.folder(str(name).removesuffix(".html").strip("/"))
    except ValueError:
        return ""
