"""Documents of the build that have no source file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from docutils.frontend import Values, get_default_settings
from docutils.parsers.rst import Parser
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..util.files import FileState
from .builders import is_single_page


def _doctree_state(app: Sphinx, docname: str) -> FileState | None:
    return FileState.of(f"{app.doctreedir}/{docname}.doctree")


def _document_settings(env: BuildEnvironment) -> Callable[[], Values]:
    settings = get_default_settings(Parser)
    for name, value in env.settings.items():
        setattr(settings, name, value)
    settings.env = env
    return settings.copy


def hidden_toctree(parent: str, children: Sequence[str]) -> addnodes.toctree:
    """Return a toctree that is not shown, and makes documents part of what ``parent`` is part of."""
    return addnodes.toctree(
        "",
        parent=parent,
        entries=[(None, child) for child in children],
        includefiles=list(children),
        maxdepth=1,
        caption=None,
        glob=False,
        hidden=True,
        includehidden=False,
        numbered=0,
        titlesonly=True,
        rawentries=[],
    )


def _hide_children(env: BuildEnvironment, docname: str) -> None:
    """Take the hidden toctree out of what themes draw on every page."""
    for toctree in list(env.tocs[docname].findall(addnodes.toctree)):
        toctree.parent.remove(toctree)


def _unmake(app: Sphinx, docname: str) -> None:
    env = app.env
    app.events.emit("env-purge-doc", env, docname)
    env.clear_doc(docname)
    env.found_docs.discard(docname)
    (Path(app.doctreedir) / f"{docname}.doctree").unlink(missing_ok=True)


def remove_output(app: Sphinx, docname: str) -> None:
    """Remove what the builder wrote for a document, and the folders that this leaves empty."""
    output = output_file(app, docname)
    # What a record that something else has written names may lie anywhere.
    if output is None or not output.is_file():
        return
    if not output.parent.resolve().is_relative_to(Path(app.outdir).resolve()):
        return
    output.unlink()
    for folder in output.parents:
        if folder == Path(app.outdir) or any(folder.iterdir()):
            break
        folder.rmdir()


def output_file(app: Sphinx, docname: str) -> Path | None:
    """Return the file that the builder writes for a document, if it writes one for each."""
    builder = app.builder
    if is_single_page(builder):
        return None
    if locate := getattr(builder, "get_outfilename", None):
        return Path(locate(docname))
    if suffix := getattr(builder, "out_suffix", ""):
        return Path(app.outdir) / f"{docname}{suffix}"
    return None
