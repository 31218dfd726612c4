"""Notes in, tag pages out: a Sphinx extension for collections of notes.

Directives and YAML files give notes; the build makes a tag index, one listing page per
tag and an archive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .core.collecting import Collector
from .core.note import Link, Note
from .core.problems import Origin
from .core.tag_info import TagInfo

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["Collector", "Link", "Note", "Origin", "TagInfo", "setup"]
__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    # Imported here, so that the core can be imported where Sphinx is not installed.
    from . import ablog, config, sphinx_tags
    from .assembly import Assemble
    from .build import Build
    from .directives import DIRECTIVES
    from .domain import TagpagesDomain
    from .nodes import note_entry, note_source, note_title, page_tags, placeholder
    from .plain_texts import KeepTexts
    from .rendering import FillIn, visit_placeholder
    from .tagged_pages import TagsDirective, keep_fields, record_page

    config.register(app)
    sphinx_tags.connect(app)
    ablog.connect(app)
    app.add_domain(TagpagesDomain)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_directive_to_domain(TagpagesDomain.name, "tags", TagsDirective)
    # Before and after Sphinx collects the document's metadata, at 500.
    app.connect("doctree-read", keep_fields, priority=400)
    app.connect("doctree-read", record_page, priority=600)
    transparent = (_nothing, _nothing)
    app.add_node(note_entry, html=transparent)
    app.add_node(note_title, html=transparent)
    app.add_node(note_source)
    app.add_node(page_tags)
    app.add_node(placeholder, html=(visit_placeholder, None))
    app.add_transform(KeepTexts)
    app.add_post_transform(Assemble)
    app.add_post_transform(FillIn)
    Build().connect(app)
    return {
        "version": __version__,
        "env_version": 4,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _nothing(_translator: object, _node: object) -> None:
    """Write nothing for a node that is only round others."""
