"""Files of a site that are no pages: the data of one, tables of notes, and what a site gives to programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx

from ..exports import LLMS_TXT, MARK
from ..render.renderers import Renderers
from ..render.tables.csv_file import table_files
from ..sphinx_internals.builders import is_site
from ..sphinx_internals.output.output_files import output_file, remove_file
from ..util.files import replace_file, text_of, write_changed

if TYPE_CHECKING:
    from ..exports.files import ExportFiles


class SiteFiles:
    """The files in the output folder of one builder, and the list of them beside the record of pages."""

    def __init__(self, app: Sphinx, record: Path) -> None:
        self._app = app
        self._list = record.with_suffix(".files")

    def update(self, renderers: Renderers, exports: ExportFiles | None) -> list[Path]:
        """Write the files that there have to be, remove those that are gone, and return them.

        A file of the user's in the place of one stays, and what another extension gives to assistants.
        """
        # Where the list is lost, those beside pages that are gone can be named nevertheless.
        is_lost = not self._list.is_file()
        before = [*exports.gone()] if exports and is_lost else text_of(self._list).splitlines()
        outdir, notes = Path(self._app.outdir), renderers.notes

        def is_others(path: str) -> bool:
            file = outdir / path
            is_foreign = path == LLMS_TXT and MARK not in (text_of(file) or MARK)
            return is_foreign or bool(notes.users_pages.of_file(file))

        wanted: list[tuple[str, Callable[[], str] | None]] = []
        if is_site(self._app.builder):
            wanted += [*table_files(notes), *(exports.files() if exports else ())]
            if data := renderers.explorer:
                wanted.append((data.path, lambda: data.content))
            # Sphinx has written it.
            page = exports and exports.changes and output_file(self._app, exports.changes.name)
            wanted += [(page.relative_to(outdir).as_posix(), None)] if page else []
        files = {path: make for path, make in wanted if not is_others(path)}
        if not files and not before:
            return []
        self._note({*files, *before})
        for gone in set(before) - files.keys():
            if not is_others(gone):
                remove_file(self._app, outdir / gone)
        for path, make in files.items():
            if make:
                # A document can name half of a pair of surrogates, which is no character of UTF-8.
                write_changed(outdir / path, make().encode("utf-8", "replace"))
        self._note(files)
        return [outdir / path for path in files]

    def _note(self, paths: Iterable[str]) -> None:
        replace_file(self._list, "\n".join(sorted(paths)).encode())
