"""The life of documents that have no source file.

The steps of :func:`read_document` are those of ``Builder.read_doc`` in Sphinx 9.2 and of the transforms that
it runs on every doctree, without what needs a source. Sphinx promises neither the steps nor their order, and
extensions count on them: ``sphinx.ext.duration`` reads when the reading began, texinfo and autosectionlabel
need the raw source of titles. What differs in others than 9.2:

* 8.2 to 9.1 do the same as far as it is done here. What is noted while one document is read is an object
  of its own there, and ``temp_data`` another name for it, by which it is emptied all the same.
* 7.4 reads by a publisher of docutils, calls each domain itself, and has a dictionary for ``temp_data``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from docutils import nodes
from docutils.frontend import Values, get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from docutils.writers import Writer
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.project import Project
from sphinx.util.display import status_iterator

from ..util.files import FileState
from .toctrees import hide_children

_Item = TypeVar("_Item")


class _Project(Project):
    """Names files as the sources of documents that have none, until it looks for sources in the next build.

    That is done for those who open sources alone: where in the project a document is stays what it is.
    """

    def discover(self, *arguments: Any, **options: Any) -> set[str]:  # noqa: ANN401 -- as Sphinx has them
        vars(self).pop("source_of", None)
        return super().discover(*arguments, **options)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is of one build: Sphinx saves a project with the environment."""
        return {name: value for name, value in vars(self).items() if name != "source_of"}

    def doc2path(self, docname: str, absolute: bool) -> Any:  # noqa: ANN401 -- a text before version 8
        path = super().doc2path(docname, absolute)
        source_of = vars(self).get("source_of") if absolute else None
        source = source_of(docname) if source_of else None
        return path if source is None else type(path)(source)


def name_sources(env: BuildEnvironment, source_of: Callable[[str], Path | None]) -> None:
    """Have Sphinx name a file as the source of each document that has one; there is no public way to it."""
    env.project.__class__ = _Project
    vars(env.project)["source_of"] = source_of


def document_settings(env: BuildEnvironment, *writers: Writer[str]) -> Callable[[], Values]:
    """Return what makes the settings of a document, each time new ones; working them out takes long."""
    settings = get_default_settings(Parser, *writers)
    for name, value in env.settings.items():
        setattr(settings, name, value)
    settings.env = env
    return settings.copy


def read_document(
    app: Sphinx,
    docname: str,
    title: str,
    settings: Values,
    content_of: Callable[[nodes.document], nodes.Node],
    shown: Container[str] = (),
) -> None:
    """Make a document, as Sphinx would read one, in place of one that has the name.

    Args:
        app: the application.
        docname: its docname.
        title: what tables of contents call it.
        settings: its settings, of :func:`document_settings`.
        content_of: makes its section.
        shown: those of the documents that its toctrees name which themes draw.
    """
    env = app.env
    forget_document(app, docname)
    env.prepare_settings(docname)
    env.temp_data["started_at"] = time.monotonic()
    document = document_of(env, docname, settings, content_of)
    app.events.emit("doctree-read", document)
    end_reading(env, docname, title, document)
    hide_children(env, docname, shown)
    app.builder.write_doctree(docname, document)


def document_of(
    env: BuildEnvironment, docname: str, settings: Values, content_of: Callable[[nodes.document], nodes.Node]
) -> nodes.document:
    """Return the doctree of a document, as it is before anybody has seen it."""
    # Where a source would be, if it had one; a file that stands in for that is another.
    document = new_document(str(Path(env.srcdir, env.doc2path(docname, base=False))), settings)
    document += content_of(document)
    return document


def end_reading(env: BuildEnvironment, docname: str, title: str, document: nodes.document) -> None:
    """Let domains see a document that is being read, and count it among those that are read."""
    for domain in env.domains.values():
        domain.process_doc(env, docname, document)
    env.temp_data.clear()
    env.ref_context.clear()
    env.all_docs[docname] = time.time_ns() // 1000
    env.found_docs.add(docname)
    env.titles[docname] = nodes.title("", title)


def remove_document(app: Sphinx, docname: str) -> None:
    """Take a document out of the build, as Sphinx does with one whose source is gone."""
    forget_document(app, docname)
    app.env.found_docs.discard(docname)
    remove_doctree(app, docname)


def forget_document(app: Sphinx, docname: str) -> None:
    """Forget a document, if there is one of the name, as Sphinx does before it reads it again.

    Another extension may have asked for its doctree by now, which Sphinx keeps.
    """
    if docname in app.env.all_docs:
        app.env._pickled_doctree_cache.pop(docname, None)  # noqa: SLF001
        app.events.emit("env-purge-doc", app.env, docname)
        app.env.clear_doc(docname)


def remove_doctree(app: Sphinx, docname: str) -> None:
    """Remove the file of a document's doctree, if there is one."""
    with suppress(FileNotFoundError):
        os.remove(f"{app.doctreedir}/{docname}.doctree")  # noqa: PTH107 -- of thousands of files, by names


def doctree_state(app: Sphinx, docname: str) -> FileState | None:
    """Return the state of the file in which Sphinx keeps the doctree of a document."""
    return FileState.of(f"{app.doctreedir}/{docname}.doctree")


def with_progress(
    app: Sphinx, what: str, items: Iterable[_Item], count: int, name: Callable[[_Item], str]
) -> Iterator[_Item]:
    """Yield items, and show in Sphinx's way how far it is."""
    return status_iterator(items, what, "purple", count, app.verbosity, stringify_func=name)
