"""Notes in, tag pages out: a Sphinx extension for collections of notes.

Directives, files of notes, tagged documents and handlers of an event give notes; the build makes a tag index,
one listing page per tag and an archive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._version import __version__
from .api import Notes, NotesUnknownError, NoteView, PageNote, PageTag, TagView, notes
from .core.note import Link, Note
from .core.problems import Origin
from .core.tags.info import TagInfo
from .sources.collector import Collector

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = [
    "Collector",
    "Link",
    "Note",
    "NoteView",
    "Notes",
    "NotesUnknownError",
    "Origin",
    "PageNote",
    "PageTag",
    "TagInfo",
    "TagView",
    "__version__",
    "notes",
    "setup",
]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    # Imported here, so that the core can be imported where Sphinx is not installed.
    from .build import Build
    from .config.registration import register
    from .documents.directives.registry import register_directives
    from .documents.domain import TagpagesDomain
    from .documents.field_texts import FindFieldTexts
    from .documents.nodes import (
        field_texts,
        note_entry,
        note_marks,
        note_source,
        note_title,
        page_tags,
        presence,
        tag_page,
    )
    from .documents.source_text import KeepTexts
    from .documents.tagged_pages import (
        forget_what_was_removed,
        keep_fields,
        record_page,
        record_tag_page,
    )
    from .documents.title_marks import SetMarksApart
    from .migration import ablog, sphinx_tags

    register(app)
    sphinx_tags.connect(app)
    ablog.connect(app)
    app.add_domain(TagpagesDomain)
    register_directives(app)
    # Before and after Sphinx collects the document's metadata, at 500.
    app.connect("doctree-read", keep_fields, priority=400)
    app.connect("doctree-read", record_tag_page, priority=600)
    app.connect("doctree-read", record_page, priority=600)
    app.connect("doctree-read", forget_what_was_removed, priority=950)
    transparent = (_nothing, _nothing)
    app.add_node(note_entry, html=transparent)
    app.add_node(note_title, html=transparent)
    app.add_node(note_marks, html=transparent)
    app.add_node(
        presence, html=transparent, latex=transparent, man=transparent, texinfo=transparent, text=transparent
    )
    app.add_node(note_source)
    app.add_node(page_tags)
    app.add_node(tag_page)
    app.add_node(field_texts)
    app.add_transform(FindFieldTexts)
    app.add_transform(SetMarksApart)
    app.add_transform(KeepTexts)
    Build(app).connect()
    return {
        "version": __version__,
        "env_version": 5,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _nothing(_translator: object, _node: object) -> None:
    """Write nothing for a node that is only round others."""
