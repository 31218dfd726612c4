"""Pages at the addresses that pages had before, which lead to where they are now.

That was under sphinx-tags or ablog, or when an alias was a tag of its own, or a tag had another slug.

They are no documents: no theme, no search and no inventory knows of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from itertools import chain

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.osutil import relative_uri

from ..config.sphinx_tags_values import by_old_name
from ..core.tags.names import tag_key
from ..core.tags.slugs import DEVICES, file_name
from ..documents.domain import domain_of
from ..project.titles import index_docname, page_docname, site_language
from ..project.view import NotesView
from ..sphinx_internals.addresses import Addresses
from ..sphinx_internals.builders import is_site
from ..sphinx_internals.output.output_files import output_file
from ..translations import _
from ..util.files import TextFile
from .blog_addresses import blog_addresses

#: Bytes of the name of a file without its suffix.
_LONGEST_NAME = 200

_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
{head}<title>{title}</title>
</head>
<body>
{links}</body>
</html>
"""


def redirects(app: Sphinx, view: NotesView) -> Iterator[TextFile]:
    """Yield the pages of a site that lead on: their paths in the output folder, and what makes them."""
    if not is_site(app.builder):
        return
    for docname, targets in _redirects(app, view):
        if file := output_file(app, docname):
            yield file.relative_to(app.outdir).as_posix(), partial(_page, app.builder, docname, targets)


def _redirects(app: Sphinx, view: NotesView) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """Yield the old docnames that no document has, each with the docnames and titles to choose from."""
    found = app.env.found_docs
    taken = set(map(file_name, found))
    for docname, targets in chain(
        _of_own_pages(view),
        _of_tags_file(view),
        _of_sphinx_tags(view),
        blog_addresses(domain_of(app.env), view, found),
    ):
        name = docname.rpartition("/")[2]
        # A device is one in every width of its letters.
        is_fit = 0 < len(name.encode()) <= _LONGEST_NAME and tag_key(name) not in DEVICES
        if is_fit and file_name(docname) not in taken:
            taken.add(file_name(docname))
            yield docname, targets


def _of_tags_file(view: NotesView) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """Yield what the pages of aliases were called, and those whose slug was another one."""
    for slug, key in view.index.former.items():
        tag = view.index.tags[key]
        old = replace(tag, docname=f"{view.settings.dir}/{slug}", slug=slug)
        for number, docname in enumerate(view.tag_pages.docnames(key), 1):
            yield page_docname(old, number, view.settings.dir), [(docname, tag.label)]


def _of_own_pages(view: NotesView) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """Yield what the pages would be called that documents of the user's stand for."""
    for docname, key in view.index.own_pages.items():
        tag = view.index.tags[key]
        if (address := f"{view.settings.dir}/{tag.slug}") != docname:
            yield address, [(docname, tag.label)]


def _of_sphinx_tags(view: NotesView) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    moved = view.settings.moved
    if moved.overview:
        yield moved.overview, [(index_docname(view.settings.dir), moved.overview_title or str(_("Tags")))]
    for name, tags in by_old_name(view.index.tags.values()).items() if moved else ():
        yield f"{moved.dir}/{name}", [(tag.docname, tag.label) for tag in tags]


def _page(builder: Builder, docname: str, targets: Sequence[tuple[str, str]]) -> str:
    base = builder.get_target_uri(docname)
    links = [(relative_uri(base, builder.get_target_uri(target)) or "./", title) for target, title in targets]
    head = ""
    if len(links) == 1:
        address = links[0][0]
        site = Addresses(builder, "")
        canonical = site.page(targets[0][0]) if site.site else address
        head = (
            f'<link rel="canonical" href="{escape(canonical)}">\n'
            f'<meta http-equiv="refresh" content="0; url={escape(address)}">\n'
        )
    return _PAGE.format(
        lang=escape(site_language(builder.config) or "en"),
        head=head,
        title=escape(", ".join(title for _address, title in links)),
        links="".join(
            f'<p><a href="{escape(address)}">{escape(title)}</a></p>\n' for address, title in links
        ),
    )
