"""An extension that takes nodes out of documents: as they are read, resolved, and written."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class whisper(nodes.Element):  # noqa: N801 -- as docutils names nodes
    """Taken out at an event."""


class hush(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Taken out by a transform."""


class mumble(nodes.Element):  # noqa: N801
    """Left out by what writes it, unless ``spoken`` is set."""


class murmur(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Written by its writer with all in it, which then skips it."""


class mutter(nodes.Element):  # noqa: N801
    """The same with blocks."""


class Box(Directive):
    """Any of these, by its name."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Leave a node with the content."""
        node = {"whisper": whisper, "mumble": mumble, "mutter": mutter}[self.name]()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Silence(SphinxPostTransform):
    """Takes out what stands in a line."""

    default_priority = 200

    def run(self, **_kwargs: object) -> None:
        """Take it out."""
        for node in list(self.document.findall(hush)):
            node.parent.remove(node)


def _silence(_app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    for node in list(doctree.findall(nodes.Element)):
        if isinstance(node, whisper) or "secret" in node.get("classes", []):
            node.parent.remove(node)


def _unread(_app: Sphinx, doctree: nodes.document) -> None:
    for node in list(doctree.findall(nodes.container)):
        if "unread" in node["classes"]:
            node.parent.remove(node)


def _skip(translator: Any, _node: nodes.Node) -> None:  # noqa: ANN401 -- of any builder
    if not translator.config.spoken:
        raise nodes.SkipNode


def _write_all(translator: Any, node: nodes.Element) -> None:  # noqa: ANN401 -- of any builder
    for child in node.children:
        child.walkabout(translator)
    raise nodes.SkipNode


def _nothing(_translator: object, _node: nodes.Node) -> None:
    """Write nothing."""


def _inline(name: str, _raw: str, text: str, *_rest: object) -> tuple[list[nodes.Node], list[nodes.Node]]:
    return [{"hush": hush, "murmur": murmur}[name](text, text)], []


def setup(app: Sphinx) -> dict[str, bool]:
    """Register all."""
    app.add_config_value("spoken", False, "html")
    for kind in (whisper, hush):
        app.add_node(kind)
    written = (_skip, _nothing)
    app.add_node(mumble, html=written, text=written, latex=written, man=written, texinfo=written)
    app.add_directive("whisper", Box)
    app.add_directive("mumble", Box)
    app.add_directive("mutter", Box)
    for written_whole in (murmur, mutter):
        app.add_node(written_whole, html=(_write_all, None), text=(_write_all, None))
    app.add_role("hush", _inline)
    app.add_role("murmur", _inline)
    app.add_post_transform(Silence)
    app.connect("doctree-resolved", _silence)
    app.connect("doctree-read", _unread, priority=700)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
