"""Relative URIs from a page, in the form of each HTML builder.

Sphinx's manual has ``get_target_uri``; that one page of all documents has anchors alone, and that the pages
of some builders are folders, follows from what these builders return.
"""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath
from posixpath import join, normpath
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

from ..core.note import Note
from .builders import fragment, is_epub, is_single_page

#: The type of a reference of ours that :func:`link_to_file` resolves.
FILE_LINK = "file"


def base_uri(builder: Builder, docname: str) -> str:
    """Return a URI such that a link relative to it is right on the page of ``docname``.

    It is the same for all pages of a folder, so that what is rendered for one serves all.
    """
    if is_single_page(builder):
        return "-"
    uri = builder.get_target_uri(docname)
    if uri.endswith("/"):
        return f"{uri[:-1].rpartition('/')[0]}/-/".lstrip("/")
    return f"{uri.rpartition('/')[0]}/-".lstrip("/")


def base_uri_beside(builder: Builder, docname: str) -> str:
    """Return a base for the pages in the folder of that name: the same for ``docname`` and all beside it.

    A link that is relative to it leaves the folder, even to a page in it.
    """
    base = base_uri(builder, docname)
    if is_single_page(builder):
        return base
    return f"{base}-/" if base.endswith("/") else f"{base}/-"


def reference_to(
    builder: Builder, fromdocname: str, docname: str, anchor: str, content: nodes.Node, title: str = ""
) -> nodes.reference:
    """Return a reference to an anchor of a document, in the form of the builder's output.

    Raises:
        NoUri: the output does not hold the document.
    """
    anchor = fragment(builder, anchor)
    reference = make_refnode(builder, fromdocname, docname, anchor, content, title or None)
    if anchor and is_single_page(builder):
        # Newer Sphinx leaves the document's own anchor before that of what is referred to.
        reference["refuri"] = f"#{anchor}"
    return reference


def link_to_file(builder: Builder, fromdocname: str, node: nodes.Element) -> nodes.Node:
    """Return a link to what a file names by a relative address; its words where there are no such files."""
    if builder.format != "html" or is_epub(builder):
        return node.children[0]
    url = Uris(builder, base_uri(builder, fromdocname)).beside(node["path"], node["reftarget"])
    return nodes.reference("", "", *node.children, refuri=url, internal=False)


class Uris:
    """URIs relative to one, of :func:`base_uri`, as the pages of a builder name each other."""

    def __init__(self, builder: Builder, base: str) -> None:
        self._builder = builder
        self._base_uri = base
        self._single = is_single_page(builder)
        self.document = cache(self._document)

    def _document(self, docname: str) -> str:
        target = self._builder.get_target_uri(docname)
        return target if self._single else relative_uri(self._base_uri, target) or "./"

    def anchor(self, anchor: str) -> str:
        """Return an anchor as it stands in the output."""
        return fragment(self._builder, anchor)

    def location(self, docname: str, anchor: str) -> str:
        """Return the link to an anchor of a document, or to the document where there is none."""
        if not anchor:
            return self.document(docname)
        anchor = self.anchor(anchor)
        return f"#{anchor}" if self._single else f"{self.document(docname)}#{anchor}"

    def output_file(self, path: str) -> str:
        """Return the link to a file of the output folder."""
        return relative_uri(self._base_uri, path)

    def external(self, note: Note, url: str) -> str:
        """Return a note's own link; a relative one counts from the file that names it."""
        return self.beside(note.origin.path, url)

    def beside(self, path: str, url: str) -> str:
        """Return a link that the file ``path`` names: a relative one counts from there."""
        if url.startswith(("https://", "http://")):
            return url
        parts = urlsplit(url)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return url
        path = normpath(join(PurePosixPath(path).parent, parts.path))
        if parts.path.endswith("/"):
            path += "/"
        link = relative_uri(self._base_uri, path) + url[len(parts.path) :]
        # What stood behind a folder must not become a scheme when the folder goes.
        return f"./{link}" if ":" in link.partition("/")[0] else link
