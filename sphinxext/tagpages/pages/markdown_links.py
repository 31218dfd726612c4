"""Links in Markdown that name a generated document as a file: ``[All tags](tags/index.md)``.

MyST looks for the file, and finds none.
"""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.config import Config
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from ..config.settings import Settings
from ..documents.domain import domain_of
from ..project.titles import index_docname
from ..sphinx_internals.uris import reference_to
from .assembly import HasBuilder


def document_named(config: Config, refdoc: str, target: str) -> tuple[str, str]:
    """Return the docname and the anchor that a link means, from the document that it stands in."""
    path, _hash, anchor = target.partition("#")
    suffix = next((suffix for suffix in config.source_suffix if path.endswith(suffix)), "")
    docname = docname_join(refdoc, path.removesuffix(suffix))
    settings = Settings.of(config)
    return index_docname(settings.dir) if docname == settings.moved.overview else docname, anchor


class LinkPages(SphinxPostTransform):
    """Lets such links lead to the document."""

    #: Before MyST resolves its links (9).
    default_priority = 8
    #: Set in a class of each application's own.
    running: ClassVar[HasBuilder]

    def run(self, **_kwargs: object) -> None:
        """Resolve those of the document."""
        generated = domain_of(self.env).generated
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node["reftype"] != "myst" or node.get("refdomain"):
                continue
            docname, anchor = document_named(self.config, node["refdoc"], node["reftarget"])
            if docname in generated:
                node.replace_self(self._reference(node, docname, anchor))

    def _reference(self, node: addnodes.pending_xref, docname: str, anchor: str) -> nodes.Node:
        content = nodes.inline("", "", *node[0].children, classes=["std", "std-doc"])
        if not content.children:
            content += nodes.Text(self.env.titles[docname].astext())
        try:
            return reference_to(self.running.builder, node["refdoc"], docname, anchor, content)
        except NoUri:
            return content
