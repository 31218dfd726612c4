"""Files that stand in for the sources of generated documents.

Some builders and extensions open the source of every document: the builder ``changes``, those that publish
what has changed, those that bring sources to assistants. They find a page's title there, and what it lists.
They ask Sphinx where the file is, and it is made then.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from pathlib import Path

from sphinx.application import Sphinx

from ..core.listing import Listing
from ..project import shapes
from ..project.notes import ProjectNotes
from ..sphinx_internals.builders import is_site
from ..sphinx_internals.virtual_documents import name_sources
from ..util.files import replace_file, write_file
from .plan import PlannedPage, plan_pages

#: What reStructuredText or Markdown would take for markup; both have backslashes against it.
_MARKUP = re.compile(r"[\\`*_<\[|&]|^[^\w\s]")


class StandIns:
    """The files for one output: builders do not all show the same notes.

    Sphinx looks for no documents in a folder ``_sources``, should the doctrees lie in the source folder.

    ``folder`` is where to keep what belongs to the output.
    """

    def __init__(self, app: Sphinx, folder: Path, notes: ProjectNotes) -> None:
        self._app = app
        self._notes = notes
        self._suffix = next(iter(app.config.source_suffix))
        self._folder = folder / "_sources"
        self._named: Container[str] = ()
        self._made: set[str] = set()
        #: A text without what would be taken for markup; titles stand on many pages.
        self._plain = cache(_plain)
        #: What stands in one; as a page is written, it is asked for twice in turn.
        self._content = lru_cache(maxsize=1)(self._content_of)

    @cached_property
    def pages(self) -> Mapping[str, PlannedPage]:
        """The generated documents by docname; an update that has planned them gives them."""
        return plan_pages(self._notes.view_as_read, self._notes.users_pages.documents)

    def name(self, docnames: Container[str]) -> None:
        """Have Sphinx name them as the sources of documents."""
        self._named = docnames
        name_sources(self._app.env, self._source_of)

    def remove(self, docname: str) -> None:
        """Remove that of a document that is gone, and its copy in the output."""
        for path in (self._file_of(docname), self._copy_of(docname)):
            path.unlink(missing_ok=True)

    def publish(self, docname: str) -> None:
        """Put that of a document beside the sources in the output of a site; no page links to it."""
        if docname in self._named and is_site(self._app.builder) and self._app.config.html_copy_source:
            write_file(self._copy_of(docname), self._content(docname))

    def _source_of(self, docname: str) -> Path | None:
        if docname not in self._named:
            return None
        path = self._file_of(docname)
        if docname not in self._made:
            self._made.add(docname)
            content = self._content(docname)
            with suppress(FileNotFoundError):
                if path.read_bytes() == content:
                    return path
            replace_file(path, content)  # whole: processes that write pages may ask at the same time
        return path

    def _file_of(self, docname: str) -> Path:
        return self._folder / f"{docname}{self._suffix}"

    def _copy_of(self, docname: str) -> Path:
        added = self._app.config.html_sourcelink_suffix
        suffix = self._suffix if added == self._suffix else f"{self._suffix}{added}"
        return Path(self._app.outdir, "_sources", f"{docname}{suffix}")

    def _content_of(self, docname: str) -> bytes:
        page, plain = self.pages[docname], self._plain
        lines = [plain(page.heading), "=" * len(page.heading), ""]
        for content in page.all_contents:
            lines += [f"* {plain(item)}" for item in _items(self._notes.view.shape(content))]
        return "\n".join([*lines, ""]).encode()


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _items(shape: shapes.Shape) -> Iterator[str]:
    match shape:
        case (
            shapes.PagedListing(Listing(entries=entries))
            | shapes.Explorer(Listing(entries=entries))
            | shapes.NoteLines(entries)
        ):
            yield from (entry.note.title for entry in entries)
        case shapes.ArchiveTable(years=years):
            yield from (f"{year.link.text} ({year.count})" for year in years)
        case shapes.CountedTags(counts) | shapes.ChildTags(counts):
            yield from (f"{tag.label} ({count})" for tag, count in counts)
        case shapes.Overview(by_name):
            for _heading, tags in by_name.groups:
                yield from _items(tags)
