"""Files of a site that are no documents: redirects, data of pages, and what a site gives to programs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx

from ..exports import LLMS_TXT, MARK
from ..render.renderers import Renderers
from ..render.tables.csv_file import table_files
from ..sphinx_internals.builders import is_site
from ..sphinx_internals.output.output_files import output_file, remove_file
from ..util.files import replace_file, text_of, write_changed
from .redirects import redirects

if TYPE_CHECKING:
    from ..exports.files import ExportFiles


class SiteFiles:
    """The files in the output folder of one builder, and the list of them beside the record of pages."""

    def __init__(self, app: Sphinx, record: Path) -> None:
        self._app = app
        self._list = record.with_suffix(".files")

    def update(self, renderers: Renderers, exports: ExportFiles | None) -> list[str]:
        """Write the files that there have to be, remove those that are gone, and return them.

        A file of the user's in the place of one stays, and what another extension gives to assistants.
        """
        # Where the list is lost, those beside pages that are gone can be named nevertheless.
        is_lost = not self._list.is_file()
        before = [*exports.gone()] if exports and is_lost else text_of(self._list).splitlines()
        outdir = Path(self._app.outdir)
        pages = dict(redirects(self._app, renderers.notes.view))
        wanted = {**pages, **dict(self._wanted(renderers, exports))}
        users = renderers.notes.users_pages.among([*wanted, *before])
        may_be_documents = pages.keys() | (set(before) - wanted.keys())

        def is_others(path: str) -> bool:
            if path in may_be_documents and _identity(outdir / path) in self._documents:
                return True
            is_foreign = path == LLMS_TXT and MARK not in (text_of(outdir / path) or MARK)
            return is_foreign or path in users

        files = [path for path in wanted if not is_others(path)]
        if not files and not before:
            return []
        self._note({*files, *before})
        for gone in set(before).difference(files):
            if not is_others(gone):
                remove_file(self._app, outdir / gone)
        # Of thousands of files, by names: objects of paths take a tenth of the time of writing them.
        named = {path: os.path.join(outdir, path) for path in files}  # noqa: PTH118
        for path, file in named.items():
            # What makes files goes with the last of them, and with it the texts that these share.
            if make := wanted.pop(path):
                # A document can name half of a pair of surrogates, which is no character of UTF-8.
                write_changed(file, make().encode("utf-8", "replace"))
        self._note(files)
        return [*named.values()]

    def _wanted(
        self, renderers: Renderers, exports: ExportFiles | None
    ) -> Iterator[tuple[str, Callable[[], str] | None]]:
        """Yield the paths of files that are no pages, each with what makes it, if Sphinx does not."""
        if not is_site(self._app.builder):
            return
        yield from table_files(renderers.notes)
        yield from exports.files() if exports else ()
        if data := renderers.explorer:
            yield data.path, lambda: data.content
        if page := exports and exports.changes and output_file(self._app, exports.changes.name):
            yield page.relative_to(self._app.outdir).as_posix(), None

    @cached_property
    def _documents(self) -> set[tuple[int, int] | None]:
        """The files of all documents: some file systems hold ``straße`` and ``strasse`` to be one."""
        files = (output_file(self._app, docname) for docname in self._app.env.found_docs)
        return {_identity(file) for file in files if file} - {None}

    def _note(self, paths: Iterable[str]) -> None:
        replace_file(self._list, "\n".join(sorted(paths)).encode())


def _identity(file: Path) -> tuple[int, int] | None:
    """Return what tells a file from others, whatever it is called; ``None``: there is none."""
    try:
        state = file.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino
