"""The tables of notes as files, in the output of a site: readers take them into a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx

from ..project.notes import ProjectNotes
from ..project.shapes import NoteTable
from ..render.tables.csv_file import csv_of
from ..sphinx_internals.builders import is_site
from ..sphinx_internals.output.output_files import remove_file
from ..util.files import replace_file, text_of, write_changed


class TableFiles:
    """The files in the output folder of one builder, and the list of them beside the record of pages."""

    def __init__(self, app: Sphinx, record: Path) -> None:
        self._app = app
        self._list = record.with_suffix(".tables")

    def update(self, notes: ProjectNotes) -> list[Path]:
        """Write the files that there have to be, remove those that are gone, and return them.

        A file of the user's in the place of one stays.
        """
        before = text_of(self._list).splitlines()
        outdir = Path(self._app.outdir)
        files: dict[str, bytes] = {}
        for table in notes.tables() if is_site(self._app.builder) else ():
            shape = notes.view.shape(table)
            if isinstance(shape, NoteTable) and not notes.users_pages.of_file(outdir / shape.path):
                files[shape.path] = csv_of(shape)
        if not files and not before:
            return []
        self._note({*files, *before})
        for gone in set(before) - files.keys():
            if not notes.users_pages.of_file(outdir / gone):
                remove_file(self._app, outdir / gone)
        for path, content in files.items():
            write_changed(outdir / path, content)
        self._note(files)
        return [outdir / path for path in files]

    def _note(self, paths: Iterable[str]) -> None:
        replace_file(self._list, "\n".join(sorted(paths)).encode())
