"""Documents whose doctrees are in no file, and are made when somebody asks for them.

Of a document that has a title, and below it nothing that Sphinx knows, reading leaves little in the
environment: its title, and a table of contents that is the title. :func:`note_document` puts it there, as the
collectors of Sphinx 7.4 to 9.2 do. Some domains note of each document what it has not; they see an empty one.

``BuildEnvironment.get_doctree`` looks among the pickled doctrees that it has kept before it opens a file, and
keeps none of them when it is saved. They are made there, by each process that asks.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, cast

from docutils import nodes
from docutils.frontend import Values
from docutils.utils import DependencyList, new_document
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import LoggingReporter

from .events import handlers_of, module_of
from .virtual_documents import document_of, document_settings, end_reading, forget_document, remove_doctree

#: Makes the section that is all of a document.
Content = Callable[[nodes.document], nodes.Node]
#: Where the handlers and the domains are from of which it is known what they do with such a document.
_KNOWN = (
    *("sphinx.environment.collectors.", "sphinx.ext.viewcode.", "sphinx.ext.linkcode."),
    f"{__name__.partition('.sphinx_internals')[0]}.",
)


class _Doctrees(dict[str, bytes]):
    """The pickled doctrees of an environment, by docname: those that are kept, and those that are made."""

    def __init__(self, env: BuildEnvironment, content_of: Callable[[str], Content | None]) -> None:
        super().__init__()
        self._env = env
        self._content_of = content_of

    @cached_property
    def _settings(self) -> Callable[[], Values]:
        return document_settings(self._env)

    def __missing__(self, docname: str) -> bytes:
        """Make one, as it would be in a file.

        Raises:
            KeyError: it is in a file.
        """
        document = self.made(docname)
        if document is None:
            raise KeyError(docname)
        return pickle.dumps(document, pickle.HIGHEST_PROTOCOL)

    def made(self, docname: str) -> nodes.document | None:
        """Return a doctree as it would be read from a file, or nothing: it is in one."""
        content = self._content_of(docname)
        if content is None:
            return None
        document: Any = document_of(self._env, docname, self._settings(), content)
        document.reporter = document.transformer = None
        settings = document.settings
        settings.warning_stream = settings.env = None
        settings.record_dependencies = DependencyList()  # before 9.2, nothing
        return cast("nodes.document", document)


def doctree_of(env: BuildEnvironment, docname: str) -> nodes.document:
    """Return the doctree of a document as it was read, for oneself.

    Sphinx keeps the file of each, which is the size of all documents, where few of them are written. Of one
    that is in no file, Sphinx would also name the file that stands in for its source, which is made then.
    """
    kept = env._pickled_doctree_cache  # noqa: SLF001
    if isinstance(kept, _Doctrees) and docname not in kept and (doctree := kept.made(docname)):
        doctree.settings.env = env
        doctree.reporter = LoggingReporter(doctree["source"])
        return doctree
    is_kept = docname in kept
    doctree = BuildEnvironment.get_doctree(env, docname)
    if not is_kept:
        kept.pop(docname, None)
    return doctree


def make_doctrees(env: BuildEnvironment, content_of: Callable[[str], Content | None]) -> None:
    """Have doctrees made of what ``content_of`` has for a docname; what it has nothing for is in a file."""
    env._pickled_doctree_cache = _Doctrees(env, content_of)  # noqa: SLF001


def can_be_noted(app: Sphinx) -> bool:
    """Tell whether it is known what all who see documents as they are read do with one of a title alone."""
    handlers = handlers_of(app, "doctree-read")
    domains = [domain.process_doc for domain in app.env.domains.values()]
    return all(f"{module_of(each)}.".startswith(_KNOWN) for each in handlers) and all(
        f"{module_of(each)}.".startswith((*_KNOWN, "sphinx.")) for each in domains
    )


_empty = cache(lambda: new_document(""))


def note_document(app: Sphinx, docname: str, title: str, heading: str) -> None:
    """Leave in the environment what reading a document leaves that has a heading alone; it has no file.

    Args:
        app: the application.
        docname: its docname.
        title: what tables of contents call it.
        heading: what stands above it.
    """
    env = app.env
    forget_document(app, docname)
    remove_doctree(app, docname)
    env.prepare_settings(docname)
    entry = nodes.reference("", heading, internal=True, refuri=docname, anchorname="")
    paragraph = addnodes.compact_paragraph("", "", entry)
    env.tocs[docname] = nodes.bullet_list("", nodes.list_item("", paragraph))
    env.toc_num_entries[docname] = 1
    env.longtitles[docname] = nodes.title("", heading)
    end_reading(env, docname, title, _empty())
