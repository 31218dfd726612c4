"""How the builder of HTML writes pages: taken over for some of them, and done once for a page more.

Sphinx has no public way to write a document other than by itself, nor to render a page that is no document.
The steps that are taken over are ``_write_serial`` and ``_write_parallel`` of the builder's instance, which
have the same meaning from Sphinx 7.4 on. What a page is made of besides its doctree is what
``StandaloneHTMLBuilder.get_doc_context`` looks at.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util.docutils import new_document

from ...util.files import FOLDER
from ..toctrees import Relations, relations_in

#: Writes documents as the builder does.
Write = Callable[[Iterable[str]], None]
_STEPS = ("write_doc", "write_doc_serialized", "get_doc_context", "handle_page", "index_page")
#: The modules of Sphinx in which they are, and the rendering of a template.
_OF_STEPS = {StandaloneHTMLBuilder.__module__, BuiltinTemplateLoader.__module__}


def take_over_writing(builder: Any, write: Callable[[Sequence[str], Write, bool], None]) -> None:  # noqa: ANN401 -- of HTML
    """Have ``write`` called where the builder writes documents.

    It is given the documents in their order, what writes some of them as the builder would, and whether that
    is done in other processes.
    """

    def taken_over(original: Callable[..., None], is_parallel: bool) -> Callable[..., None]:
        def write_documents(docnames: Sequence[str], *rest: object, **options: object) -> None:
            def as_before(some: Iterable[str]) -> None:
                if left := sorted(some):
                    original(left, *rest, **options)

            write(docnames, as_before, is_parallel)

        return write_documents

    builder._write_serial = taken_over(builder._write_serial, False)  # noqa: SLF001
    builder._write_parallel = taken_over(builder._write_parallel, True)  # noqa: SLF001


def write_in_turn(builder: Any, docnames: Iterable[str], count: int) -> None:  # noqa: ANN401 -- of HTML
    """Write documents one after the other in this process, each as soon as its name is there.

    ``count`` is how many there are, as far as that is known, for what is said of the progress.
    """
    type(builder)._write_serial(builder, _Counted(docnames, count))  # noqa: SLF001


class _Counted:
    """What comes one after the other, with a length."""

    def __init__(self, items: Iterable[str], count: int) -> None:
        self._items = items
        self._count = count

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return self._count


def writes_as_sphinx(builder: Builder) -> bool:
    """Tell whether a builder writes pages in UTF-8, by the methods of Sphinx's own builder of HTML.

    An extension may have put others in their place, in the class or in the instance.
    """
    steps = [*(getattr(builder, name, None) for name in _STEPS), builder.templates.render]
    encoding = str(builder.config.html_output_encoding).lower().replace("-", "")
    modules = {getattr(step, "__globals__", {}).get("__name__") for step in steps}
    return encoding == "utf8" and modules <= _OF_STEPS


def packages_of_theme(builder: Any) -> set[str]:  # noqa: ANN401 -- the builder of HTML
    """Return the names of the packages in which the theme and those that it is based on lie."""
    folders = [Path(folder) for folder in builder.theme.get_theme_dirs()]
    return {
        folder.relative_to(entry).parts[0]
        for folder in folders
        for entry in filter(None, sys.path)
        if folder.is_relative_to(entry) and folder != Path(entry)
    }


def relations_of(builder: Any, docname: str) -> Relations:  # noqa: ANN401 -- the builder of HTML
    """Return the documents that a page names as those round it."""
    return relations_in(builder.relations, docname)


def sidebars_of(builder: Any, docname: str) -> list[str]:  # noqa: ANN401 -- the builder of HTML
    """Return the templates of the sidebars of a page."""
    context: dict[str, Any] = {}
    builder.add_sidebars(docname, context)
    return list(context.get("sidebars") or ())


def shape_of_contents(env: BuildEnvironment, docname: str) -> object:
    """Return what a document's own table of contents has besides its title, and its numbers."""
    return (env.toc_num_entries.get(docname), sorted(env.toc_secnumbers.get(docname, {}).items()))


def files_of_page(builder: Any) -> list[object]:  # noqa: ANN401 -- the builder of HTML
    """Return the style sheets and scripts of the page that is being written."""
    return [*builder._css_files, *builder._js_files]  # noqa: SLF001


def feed_search(
    builder: Any,  # noqa: ANN401 -- of HTML
    docname: str,
    title: str,
    id_: str,
    html: Iterable[str],
) -> None:
    """Have the search index hold a document that has a title, and pieces of ``html`` below it."""
    document = new_document("")
    below = (nodes.raw("", piece, format="html") for piece in html)
    document += nodes.section("", nodes.title(title, title), *below, ids=[id_])
    builder.index_page(docname, document, title)


def filters_of(builder: Any) -> dict[str, Callable[..., Any]]:  # noqa: ANN401 -- the builder of HTML
    """Return the filters of its templates, where Jinja looks for them; a bridge to others may have none."""
    filters: dict[str, Callable[..., Any]]
    filters = getattr(getattr(builder.templates, "environment", None), "filters", {})
    return filters


@contextmanager
def one_page_more(
    builder: Any,  # noqa: ANN401 -- the builder of HTML
    docname: str,
    like: str,
    title: str,
    neighbours: Sequence[tuple[str, str] | None],
) -> Iterator[None]:
    """Let there be a document more while a page is rendered, beside one that it is ``like``.

    ``neighbours`` are the docnames and titles of the one before and the one after it, where there are.
    """
    env: BuildEnvironment = builder.env
    toc = env.tocs[like].deepcopy()
    for reference in toc.findall(nodes.reference):
        reference["refuri"] = docname
        reference.children = [nodes.Text(title)]
    parent = (builder.relations.get(like) or [""])[
        0
    ]  # nothing, where no toctree of the user's names the index
    added: list[tuple[dict[str, Any], str, Any]] = [
        (env.all_docs, docname, env.all_docs[like]),
        (env.longtitles, docname, nodes.title("", title)),
        (env.titles, docname, nodes.title("", title)),
        (env.tocs, docname, toc),
        (env.toc_num_entries, docname, env.toc_num_entries[like]),
        (builder.relations, docname, [parent, *(each and each[0] for each in neighbours)]),
        *((env.titles, name, nodes.title("", text)) for name, text in filter(None, neighbours)),
    ]
    if like in env.metadata:
        added.append((env.metadata, docname, env.metadata[like]))
    children = env.toctree_includes.get(parent, [])
    for mapping, name, value in added:
        mapping[name] = value
    children.append(docname)
    try:
        yield
    finally:
        children.remove(docname)
        for mapping, name, _value in added:
            mapping.pop(name, None)


def render_page(builder: Any, docname: str, doctree: nodes.document, sidebars: list[str]) -> str:  # noqa: ANN401
    """Return the page that the builder of HTML would write for a doctree whose references are resolved."""
    original = builder.handle_page
    path = Path(builder.doctreedir) / FOLDER / "model.html"
    path.parent.mkdir(parents=True, exist_ok=True)

    def handle_page(pagename: str, context: dict[str, Any], **options: object) -> None:
        original(pagename, {**context, "sidebars": sidebars}, outfilename=path, **options)

    builder.handle_page = handle_page
    try:
        builder.write_doc(docname, doctree)
        return path.read_text("utf-8")
    finally:
        del builder.handle_page
        path.unlink(missing_ok=True)
