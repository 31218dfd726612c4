"""What matters to us of the builders. One that is derived from another counts as that one."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from types import FunctionType
from typing import Any, cast

import sphinx
from docutils import nodes
from docutils.utils import new_document
from sphinx.builders import Builder
from sphinx.builders._epub_base import EpubBuilder  # the public module has its subclass for EPUB 3 alone
from sphinx.builders.changes import ChangesBuilder
from sphinx.builders.gettext import I18nBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.latex import LaTeXBuilder
from sphinx.builders.linkcheck import CheckExternalLinksBuilder
from sphinx.builders.manpage import ManualPageBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.builders.texinfo import TexinfoBuilder
from sphinx.builders.text import TextBuilder
from sphinx.writers.html import HTMLWriter
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from .events import module_of
from .virtual_documents import document_settings

#: They join documents to one, along the tables of contents.
_ASSEMBLING = (SingleFileHTMLBuilder, LaTeXBuilder, TexinfoBuilder, ManualPageBuilder)
_NO_NAME = re.compile("[%_~]")
_PACKAGE = __name__.removesuffix(".sphinx_internals.builders")
#: What the names of copies of pictures begin with.
OWN_IMAGES = "tagpages-"
#: Before 8.2, Sphinx writes no page of no document either where it has no document to write.
NEEDS_A_DOCUMENT = sphinx.version_info < (8, 2)


def shows_generated(builder: Builder) -> bool:
    """Tell whether a builder writes generated documents; some show only what the user wrote."""
    return not isinstance(builder, I18nBuilder | ChangesBuilder)


def is_single_page(builder: Builder) -> bool:
    """Tell whether a builder writes one HTML page of all documents."""
    return isinstance(builder, SingleFileHTMLBuilder)


def is_site(builder: Builder) -> bool:
    """Tell whether a builder writes the pages of a site, which have addresses of their own."""
    return draws_templates(builder) and not is_single_page(builder) and not is_epub(builder)


def is_embedded(builder: Builder) -> bool:
    """Tell whether the pages that a builder writes are shown by a program of their own: EPUB, Qt help."""
    return isinstance(builder, StandaloneHTMLBuilder) and builder.embedded


def draws_templates(builder: Builder) -> bool:
    """Tell whether a builder writes pages by templates; others write what a template would get."""
    return isinstance(builder, StandaloneHTMLBuilder) and not isinstance(builder, SerializingHTMLBuilder)


def is_epub(builder: Builder) -> bool:
    """Tell whether a builder writes a book of XHTML pages: no scripts, no folds, no remote pictures."""
    return isinstance(builder, EpubBuilder)


def is_assembling(builder: Builder) -> bool:
    """Tell whether a builder joins documents to one before it writes them."""
    return isinstance(builder, _ASSEMBLING)


def only_checks_links(builder: Builder) -> bool:
    """Tell whether a builder looks for links alone."""
    return isinstance(builder, CheckExternalLinksBuilder)


def writes_addresses_out(builder: Builder) -> bool:
    """Tell whether the address of a link is lost unless it is written out."""
    if isinstance(builder, ManualPageBuilder):
        return not builder.config.man_show_urls
    return isinstance(builder, TextBuilder)


def fragment(builder: Builder, anchor: str) -> str:
    """Return an anchor as the builder's output has it.

    An id of an EPUB is a name of XML, which cannot hold a percent sign. Different anchors stay different.
    """
    if not is_epub(builder):
        return anchor
    return _NO_NAME.sub(lambda match: "_" if match[0] == "%" else f"_{ord(match[0]):X}", anchor)


def images_folder(builder: Builder) -> str:
    """Return the folder of the output that a builder copies images to."""
    return getattr(builder, "imagedir", "_images")


def have_copied(builder: Builder, path: str, name: str) -> None:
    """Have a builder copy an image, under a name of ours.

    The manual's way is through the environment, whose names depend on what was read before.
    """
    builder.images[path] = name


def take_back(builder: Builder) -> None:
    """Take from a builder, and from its search index, what was put there for one build.

    An application may build again: tools that watch files do. Functions of ours stand in place of methods of
    an instance, and pictures of ours among the images that are copied.
    """
    images: dict[str, str] = builder.images
    for path in [path for path, name in images.items() if name.startswith(OWN_IMAGES)]:
        del images[path]
    indexer: Any = getattr(builder, "indexer", None)
    for owner in (builder, indexer, getattr(indexer, "lang", None)):
        held = vars(owner) if owner else {}
        for name in [name for name, value in held.items() if _is_own_function(value)]:
            delattr(owner, name)


def _is_own_function(value: object) -> bool:
    return isinstance(value, FunctionType) and module_of(value).startswith(_PACKAGE)


def meets(builder: Builder, condition: str) -> bool:
    """Tell whether the condition of an ``only`` directive is met.

    Raises:
        Exception: it is no such condition; of which class depends on what is wrong with it.
    """
    return builder.tags.eval_condition(condition)


def docname_written(translator: Any) -> str:  # noqa: ANN401 -- of any builder
    """Return the document that a translator of HTML is writing; of several in one page, the page's."""
    docname: str = translator.builder.current_docname
    return docname


def settings_digests(builder: Builder) -> tuple[str, str] | None:
    """Return the digests that an HTML builder makes of the settings and of the tags its pages depend on."""
    info: Any = getattr(builder, "build_info", None)
    return info and (info.config_hash, info.tags_hash)


def newest_template(builder: Builder) -> int:
    """Return when the newest template of a theme was changed, in nanoseconds; 0 where there is none."""
    templates: Any = getattr(builder, "templates", None)
    try:
        return int(templates.newest_template_mtime() * 10**9) if templates else 0
    except ValueError:  # Sphinx looks for the newest of none, where a builder has other ones than HTML
        return 0


def html_writer(builder: Builder, images: str) -> Callable[[nodes.Node], str]:
    """Return what makes HTML of a node as a builder does of a document's, outside of any.

    It is not ``render_partial``, which has docutils give titles to admonitions, of which it knows its own.
    The text of a node stands for it where what writes it counts on more than is there.

    Args:
        builder: a builder of HTML.
        images: the address of its folder of pictures, where extensions name those that they draw.
    """
    html = cast("StandaloneHTMLBuilder", builder)
    settings = document_settings(builder.env, HTMLWriter(html))()
    settings.compact_lists = html.config.html_compact_lists

    def written(node: nodes.Node) -> str:
        html.imgpath, html.fignumbers = images, {}
        document = new_document("", settings)
        document += node
        translator: Any = html.create_translator(document, html)
        try:
            document.walkabout(translator)
        except Exception:  # noqa: BLE001 -- of another's code
            return f"<p>{escape(node.astext())}</p>\n"
        return "".join(translator.fragment)

    return written
