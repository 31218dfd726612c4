"""What Sphinx makes anew at the end of a build in which nothing has changed, left as it is.

Since version 8 Sphinx ends every build by loading its search index and writing it again, and the
inventory too, even if it has written no document. For thousands of notes that is most of such a
build. Sphinx has no public way to spare it, so methods of the builder's instance are replaced. Older
versions end such a build before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from sphinx.builders import Builder
from sphinx.builders.html import INVENTORY_FILENAME


def final_files(builder: Builder) -> Iterator[Path]:
    """Yield the files of an HTML builder that are made of all documents together."""
    for name in (getattr(builder, "searchindex_filename", ""), INVENTORY_FILENAME):
        path = Path(builder.outdir) / name
        if name and path.is_file():
            yield path


def keep_final_files(builder: Builder) -> None:
    """Have the search index and the inventory left as they are, if no document is to be written.

    Args:
        builder: one that has read no document, and whose files are as it left them.
    """
    original: Any = getattr(builder, "load_indexer", None)
    if original is None:
        return

    def load_indexer(docnames: Collection[str]) -> None:
        if docnames:
            original(docnames)
        else:
            builder.dump_search_index = _nothing  # type: ignore[attr-defined]
            builder.dump_inventory = _nothing  # type: ignore[attr-defined]

    builder.load_indexer = load_indexer  # type: ignore[attr-defined]


def leave_out_of_search(builder: Builder, docnames: Collection[str]) -> None:
    """Have the search index hold nothing of documents, even if they are not written.

    Sphinx keeps what the index has of each document that is not written, and warns where it has none.
    """
    original: Any = getattr(builder, "load_indexer", None)
    if docnames and original is not None:
        builder.load_indexer = lambda written: original({*written, *docnames})  # type: ignore[attr-defined]


def _nothing() -> None:
    """Do nothing, in place of what is done already."""
