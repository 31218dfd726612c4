"""How Sphinx resolves the doctree of each document that is written, and what of that can be left out.

``BuildEnvironment.get_and_resolve_doctree`` gets a doctree, and applies the post-transforms by
``apply_post_transforms``, which ends with the event ``doctree-resolved``. From Sphinx 7.4 on, this is done in
the main process for each document in turn, and ``write_doc_serialized`` follows there at once; ``write_doc``,
maybe in another process.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ..doctrees_on_demand import doctree_of


@contextmanager
def resolving(
    builder: Any,  # noqa: ANN401 -- the builder of HTML
    at_once: Container[str],
    needs_transforms: Callable[[str, nodes.document], bool],
    is_to_be_written: Callable[[str, nodes.document], bool],
    written: Callable[[str], None],
) -> Iterator[None]:
    """Ask of each document whether its doctree needs post-transforms, and then whether it is to be written.

    Handlers see each. One that is not to be written is not fed to the search either; some are written
    ``at_once``, in this process, where others may be left to another; ``written`` is told of these.
    """
    env = builder.env
    transform, feed, write = env.apply_post_transforms, builder.write_doc_serialized, builder.write_doc
    done: set[str] = set()

    def apply_post_transforms(doctree: nodes.document, docname: str) -> None:
        if needs_transforms(docname, doctree):
            transform(doctree, docname)
        else:
            env.events.emit("doctree-resolved", doctree, docname)

    def write_doc_serialized(docname: str, doctree: nodes.document) -> None:
        if not is_to_be_written(docname, doctree):
            done.add(docname)
            return
        feed(docname, doctree)
        if docname in at_once:
            done.add(docname)
            write(docname, doctree)
            written(docname)

    def write_doc(docname: str, doctree: nodes.document) -> None:
        if docname not in done:
            write(docname, doctree)

    env.get_doctree = lambda docname: doctree_of(env, docname)
    env.apply_post_transforms = apply_post_transforms
    builder.write_doc_serialized, builder.write_doc = write_doc_serialized, write_doc
    try:
        yield
    finally:
        del env.get_doctree, env.apply_post_transforms, builder.write_doc_serialized, builder.write_doc


def noted_nodes(env: BuildEnvironment, docname: str) -> list[nodes.Node]:
    """Return the nodes that the environment has of a document, and that its page shows."""
    return [env.titles[docname], env.longtitles[docname], env.tocs[docname]]


def global_context(builder: Any) -> dict[str, Any]:  # noqa: ANN401 -- the builder of HTML
    """Return what the context of each page has."""
    context: dict[str, Any] = builder.globalcontext
    return context
