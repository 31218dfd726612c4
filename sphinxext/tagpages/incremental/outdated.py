"""What a build has to write besides what was read again: pages that are not what they should be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx

from ..core.problems import ProblemKind
from ..documents.domain import TagpagesDomain
from ..pages.stand_ins import StandIns
from ..pages.update import Pages, are_as_made, keep_pages, update_pages
from ..project.notes import ProjectNotes
from ..render.renderers import Renderers
from ..render.tag_colours import COLOUR_SHEET
from ..render.template import has_own_template
from ..sphinx_internals.builders import NEEDS_A_DOCUMENT, is_site, newest_template, shows_generated
from ..sphinx_internals.compiled_templates import CompiledTemplates
from ..sphinx_internals.output.final_files import final_files, keep_final_files, leave_out_of_search
from ..sphinx_internals.output.output_files import output_file, remove_output
from ..sphinx_internals.output.write_errors import FailedWrites
from ..sphinx_internals.toctrees import parents_of
from ..util.digest import digest_of
from ..util.gc_pause import paused_collector
from ..warnings import warn
from .build_record import WrittenRecord
from .configuration import configuration_of
from .digests import PageDigests
from .reported import ReportedProblems
from .site_files import SiteFiles

if TYPE_CHECKING:
    from ..exports.changes_page import ChangesPage
    from ..exports.files import ExportFiles


class OutputUpdate:
    """Compares what one builder has written with what there is to show, and keeps the record of it.

    ``outdated`` are the docnames of the documents that have to be written. ``is_unchanged``: nothing has
    changed that a page shows. The generated documents of the domain are brought up to date, and
    ``stand_ins``, the files for their sources.
    """

    def __init__(
        self,
        app: Sphinx,
        domain: TagpagesDomain,
        notes: ProjectNotes,
        renderers: Renderers,
        reported: ReportedProblems,
    ) -> None:
        self._app = app
        self._domain = domain
        self._notes = notes
        self._renderers = renderers
        self._reported = reported
        self._record = WrittenRecord.load(Path(app.doctreedir), app.builder.name, Path(app.outdir))
        self.stand_ins = StandIns(app, self._record.path.with_suffix(""), notes)
        self._configuration = ""
        self._templates: CompiledTemplates | None = None
        self._digests: dict[str, str] = {}
        self._written: set[str] = set()
        self._overwritten: set[str] = set()
        self._failed = FailedWrites()
        self.is_unchanged = False
        self.outdated: set[str] = set()

    def update(self) -> None:
        """Bring the generated documents up to date, and find out which documents have to be written."""
        # Before the environment is saved, by which all is up to date from then on.
        self._record.begin()
        self._configuration = digest_of(self._domain.configured, *configuration_of(self._app))
        self.is_unchanged = self._renderers.feed_links.is_unchanged = self._is_current()
        self.outdated = self._unchanged() if self.is_unchanged else self._compared()
        if self._record.is_kept:
            self.stand_ins.name(self._domain.generated)
        self._reported.begin_writing(self.outdated)
        self._failed.begin()

    def _fingerprint(self) -> str:
        made = [(docname, page.plan) for docname, page in sorted(self._domain.generated.items())]
        users = self._notes.users_pages
        hidden = sorted(users.hidden(self._domain.generated))
        return digest_of(self._configuration, self._notes.fingerprint, made, hidden, users.copied)

    def _is_current(self) -> bool:
        """Tell whether nothing has changed that a digest is made of."""
        return (
            not self._notes.all_outdated
            and not self._record.interrupted
            and self._record.fingerprint == self._fingerprint()
            and are_as_made(self._app, self._domain)
            and not self._record.watched_changed()
        )

    def _unchanged(self) -> set[str]:
        self._digests = {docname: page.digest for docname, page in self._record.pages.items()}
        keep_pages(self._app, self._domain, self._notes.users_pages)
        return self._not_as_left(set(self._digests))

    def _compared(self) -> set[str]:
        app, env, record = self._app, self._app.env, self._record
        notes = self._notes
        users = notes.users_pages
        pages = update_pages(app, self._domain, notes.view_as_read, users, all_outdated=notes.all_outdated)
        pictures = self._renderers.pictures
        problems = chain(notes.problems(), pictures.problems if pictures else ())
        self._reported.report(problems, self._domain.take_problems())
        self._reported.report(pages.problems)
        gone = {docname for docname, page in record.pages.items() if page.generated} | self._domain.removed
        for docname in gone - env.found_docs:
            if not users.at(docname):
                remove_output(app, docname)
            self.stand_ins.remove(docname)
        self.stand_ins.pages = pages.planned
        self._watch()
        if not shows_generated(app.builder):
            return set()
        self._digests = self._digests_of(pages)
        changed = {
            docname
            for docname, digest in self._digests.items()
            if docname not in record.pages or record.pages[docname].digest != digest
        }
        due = changed | pages.made | self._not_as_left(set(self._digests) - changed)
        due.update(notes.late_texts.renumbered)
        # Files that were ours are newer than the documents of the user's that have them now.
        lost = pages.hidden & record.pages.keys()
        due |= {page.docname for page in map(users.at, lost) if page and page.docname}
        due = (due | parents_of(env, lost)) - pages.hidden
        # What has become of pages is saved with the environment, if any document is written.
        is_any_due = pages.removed or (NEEDS_A_DOCUMENT and notes.settings.published)
        return due or ({env.config.root_doc} if is_any_due else due)

    def _digests_of(self, pages: Pages) -> dict[str, str]:
        app, env, domain = self._app, self._app.env, self._domain
        folders = [Path(app.confdir) / path for path in app.config.templates_path]
        page_digests = PageDigests(
            env,
            app.builder,
            domain.generated,
            self._notes.view,
            self._renderers.pictures,
            self._configuration,
            self._renderers.dependencies,
            whole_notes=has_own_template(folders),
        )
        digests = {
            docname: page_digests.of_generated(page, pages.plans[docname])
            for docname, page in pages.planned.items()
            if docname not in pages.hidden
        }
        if data := self._renderers.explorer:
            docname = self._notes.view.explorer
            digests[docname] = digest_of(digests[docname], data.address)
        for docname in env.found_docs - digests.keys():
            digest = page_digests.of_users(docname, domain.documents.get(docname))
            if digest or docname in self._record.pages:
                digests[docname] = digest or ""
        return digests

    def _watch(self) -> None:
        pictures = self._renderers.pictures
        if pictures is None:
            return
        self._record.watched = {str(path): state for path, state in sorted(pictures.looked_at.items())}
        if self._app.builder.format == "html":
            folder = Path(self._app.outdir) / "_images"
            pictures.copy(folder)
            self._record.watch(pictures.copies(folder))

    def _not_as_left(self, docnames: set[str]) -> set[str]:
        """Return the documents whose output is not as it was left, or of other templates or settings.

        Sphinx writes all documents after a change of these, but only once: a killed build is not made good.
        """
        if self._record.interrupted or self._record.configuration != self._configuration:
            return self._app.env.found_docs.copy()
        newest = newest_template(self._app.builder)
        found = set()
        for docname in docnames:
            page = self._record.pages.get(docname)
            if page is None or page.file.mtime_ns < newest or not page.is_as_left:
                found.add(docname)
        return found

    def spare(self) -> None:
        """Have Sphinx leave alone what is as it should be, and forget what it does not write."""
        leave_out_of_search(self._app.builder, self._notes.users_pages.hidden(self._domain.generated))
        if self.is_unchanged and not self.outdated:
            keep_final_files(self._app.builder)
        if self._record.is_kept:
            path = self._record.path.with_suffix(".templates")
            self._templates = CompiledTemplates(path, self._configuration)
            self._templates.keep_for(self._app.builder)

    def note_written(self, docname: str) -> None:
        """Note that a document is being written."""
        self._written.add(docname)

    def note_other_page(self, name: str) -> None:
        """Note that a page is written that is no document; warn if it is in the place of a generated one."""
        alike = self._domain.generated.keys() & {name, f"{name}/index", name.removesuffix("/index")}
        for docname in alike & self._app.env.found_docs:
            if output_file(self._app, docname) == output_file(self._app, name):
                self._overwritten.add(docname)
                what = f"an extension writes the page {name!r} in the place of the document {docname!r}"
                warn(ProblemKind.DOCNAME, f"{what}; have it write another, or change tagpages_dir")

    @paused_collector()
    def finish(self) -> None:
        """Note that everything is written."""
        # What was overwritten is due again: only then is it there when nothing overwrites it any more.
        left = self._written - self._overwritten
        outputs = {docname: output_file(self._app, docname) for docname in left}
        ends: list[str | Path] = [Path(self._app.outdir, "_static", COLOUR_SHEET)]
        ends += final_files(self._app.builder)
        if not self.is_unchanged:
            ends += SiteFiles(self._app, self._record.path).update(self._renderers, self._exports)
        if changes := self._changes:
            ends += filter(None, (changes.file, output_file(self._app, changes.name)))
        if self._templates:
            self._templates.save()
        self._record.watch(ends)
        self._record.finish(
            self._configuration,
            self._fingerprint(),
            self._digests,
            self._domain.generated,
            {docname: output for docname, output in outputs.items() if output},
            complete=not self._failed.found and (not self._record.interrupted or self._is_all_written()),
        )
        self._reported.finish(self._app.env.found_docs)

    @cached_property
    def _exports(self) -> ExportFiles | None:
        settings = self._notes.settings
        if not (settings.exports or settings.published) or not is_site(self._app.builder):
            return None
        # Most projects ask for none; loading what makes them is 3 % of a build with no change.
        from ..exports.files import ExportFiles  # noqa: PLC0415

        return ExportFiles(self._renderers, self._domain)

    def pages(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield the pages of no document that there have to be, and are not there as they should be."""
        if self._changes:
            yield self._changes.page()

    @property
    def _changes(self) -> ChangesPage | None:
        is_due = self.outdated or not self.is_unchanged
        return self._exports.changes if is_due and self._exports else None

    def end(self) -> None:
        """Note that the build is over, in whatever way."""
        self._failed.end()

    def _is_all_written(self) -> bool:
        left = self._app.env.found_docs - self._written
        return all(output_file(self._app, docname) is None for docname in left)
