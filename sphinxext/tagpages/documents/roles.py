"""The roles ``:tag:`` and ``:note:``."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import Element
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole

from ..core.note import encode_id
from ..core.tags.names import tag_key
from ..core.tags.slugs import plain_slug


class TagpagesRole(XRefRole):
    """A reference to a tag or a note, by name.

    The name as written stays on the node as ``tagpages_name``; ``reftarget`` is its form
    in inventories. ``~`` before an implicit title asks for the short form of the title.
    """

    innernodeclass = nodes.inline

    def __init__(self) -> None:
        super().__init__(warn_dangling=True)

    def process_link(
        self, env: BuildEnvironment, refnode: Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        """Normalise the target as the inventory does."""
        title, target = super().process_link(env, refnode, has_explicit_title, title, target)
        if not has_explicit_title and target.startswith("~"):
            title = target = target.removeprefix("~").strip()
            refnode["tagpages_short"] = True
        refnode["tagpages_name"] = target
        if refnode["reftype"] == "tag":
            key = tag_key(target)
            return title, plain_slug(key) or key
        return title, encode_id(target)

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Give the text classes of its own: ``tagpages-tag`` and ``tagpages-note`` are those of listings."""
        for inline in node.findall(nodes.inline):
            inline["classes"] = ["xref", f"tagpages-{self.reftype}-reference"]
        return super().result_nodes(document, env, node, is_ref)
