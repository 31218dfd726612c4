"""What a project has of its own where generated documents belong: documents, and pages that are none.

A builder may write two documents to one file: for ``dirhtml``, ``tags`` and ``tags/index``. Both are there
for all builders that share the doctrees, but only the user's is written to that file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

from sphinx.application import Sphinx

from ..config.conf_file import ConfigFile
from ..core.problems import Origin
from ..core.tags.slugs import file_name
from ..sphinx_internals.builders import is_site
from ..sphinx_internals.environment import is_read
from ..sphinx_internals.output.output_files import output_file
from .titles import archive_docname, data_path, index_docname


@dataclass(frozen=True, slots=True)
class UsersPage:
    """A page of the user's: in messages, ``what`` it is and of which ``kind``; its docname, if it has one."""

    what: str
    kind: str
    origin: Origin
    docname: str | None = None


class UsersPages:
    """The pages of the user's, for one builder, in one build; made when all documents are read.

    ``conf`` is where the settings stand; ``generated`` are the docnames of the documents that are generated
    so far, and ``folder`` is theirs.
    """

    def __init__(self, app: Sphinx, conf: ConfigFile, generated: Iterable[str], folder: str) -> None:
        self._app = app
        self._folder = folder
        self._conf = conf
        # Toctrees may name these, whether they have been made or not.
        tops = (index_docname(folder), archive_docname(folder))
        not_read = (docname for docname in tops if not is_read(app.env, docname))
        #: The docnames of all documents of the user's.
        self.documents = app.env.found_docs.difference(generated, not_read)

    def at(self, docname: str) -> UsersPage | None:
        """Return what stands in the place of a document, or in its file."""
        if docname in self.documents:
            return self._document(docname)
        file = output_file(self._app, docname) if self._files or self._extra else None
        return self.of_file(file) if file else None

    def of_file(self, file: Path) -> UsersPage | None:
        """Return what is to stand in a file of the output: a page, or a document near the generated ones."""
        return self._files.get(file) or self._extra_file(file)

    def at_data(self, docname: str) -> UsersPage | None:
        """Return what stands in the place of the data of the page of all notes."""
        return self.of_file(Path(self._app.outdir, data_path(docname)))

    def among(self, paths: Iterable[str]) -> set[str]:
        """Return those of files, by their paths in the output folder, that are the user's."""
        if not (self._files or self._extra):
            return set()
        return {path for path in paths if self.of_file(Path(self._app.outdir, path))}

    def nearly_at(self, docname: str) -> UsersPage | None:
        """Return the document that shares a file with one where capitals do not count in names of files."""
        return self._names.get(self._name(docname)) if self._names else None

    def hidden(self, docnames: Iterable[str]) -> set[str]:
        """Return those of generated documents whose files are the user's."""
        return {docname for docname in docnames if self.at(docname)} if self._files or self._extra else set()

    @cached_property
    def _near(self) -> list[str]:
        """The documents that may be in the way: that of the name of the folder, and those in it."""
        folder = self._folder.casefold()
        return sorted(name for name in self.documents if f"{name.casefold()}/".startswith(f"{folder}/"))

    @cached_property
    def _files(self) -> dict[Path, UsersPage]:
        pages = [(name, self._document(name)) for name in self._near]
        if is_site(self._app.builder):
            pages += [
                (name, self._of_setting("html_additional_pages", name, "page", name))
                for name in self._app.config.html_additional_pages
            ]
        return {file: page for name, page in pages if (file := output_file(self._app, name))}

    @cached_property
    def _names(self) -> dict[str, UsersPage]:
        return {self._name(docname): self._document(docname) for docname in self._near}

    def _name(self, docname: str) -> str:
        return file_name(str(output_file(self._app, docname) or docname))

    @cached_property
    def _extra(self) -> list[str]:
        return list(self._app.config.html_extra_path) if is_site(self._app.builder) else []

    @cached_property
    def copied(self) -> list[str]:
        """The files that are copied into the folder of the generated documents."""
        folders = [Path(self._app.confdir, entry, self._folder) for entry in self._extra]
        return sorted(str(file) for folder in folders for file in folder.rglob("*"))

    def _extra_file(self, file: Path) -> UsersPage | None:
        for entry in self._extra:
            path = PurePath(entry, file.relative_to(self._app.outdir))
            if Path(self._app.confdir, path).is_file():
                return self._of_setting("html_extra_path", entry, "file", path.as_posix())
        return None

    def _document(self, docname: str) -> UsersPage:
        path = PurePath(self._app.env.doc2path(docname, base=False)).as_posix()
        return UsersPage("this document", "document", Origin(path, 1), docname)

    def _of_setting(self, value: str, part: str, kind: str, name: str) -> UsersPage:
        return UsersPage(f"{value}: the {kind} {name!r}", kind, self._conf.origin_of(value, part))
