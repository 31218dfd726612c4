"""The files that builders write for documents: each builder has its own way to name them."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from ..builders import is_single_page


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


def remove_output(app: Sphinx, docname: str) -> None:
    """Remove what the builder wrote for a document, and the folders that this leaves empty."""
    if output := output_file(app, docname):
        remove_file(app, output)


def remove_file(app: Sphinx, output: Path) -> None:
    """Remove a file of the output, and the folders that this leaves empty."""
    # What a record that something else has written names may lie anywhere.
    if not output.is_file():
        return
    if not output.parent.resolve().is_relative_to(Path(app.outdir).resolve()):
        return
    output.unlink()
    for folder in output.parents:
        if folder == Path(app.outdir) or any(folder.iterdir()):
            break
        folder.rmdir()
