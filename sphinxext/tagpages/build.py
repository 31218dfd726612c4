"""The wiring: what the extension does at each of Sphinx's events, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from .api import Page, publish
from .config.settings import Settings
from .documents.directives.registry import register_short_names
from .documents.domain import TagpagesDomain, domain_of
from .documents.nodes import notes_html, placeholder
from .fast_pages.writer import FastPages
from .incremental.interrupted_reads import InterruptedReads
from .incremental.outdated import OutputUpdate
from .incremental.reported import ReportedProblems
from .migration.sphinx_tags import forget_overview, overview_for_toctrees
from .pages.assembly import Assemble, name_in_contents
from .pages.descriptions import description_of
from .pages.labels import Taken, give_back, take_labels
from .pages.markdown_links import LinkPages
from .pages.update import adapt_context, index_for_toctrees, keep_known
from .project.collect_event import EVENT, collect_notes
from .project.notes import ProjectNotes
from .render.assets import SCRIPT, STYLE, copy_assets
from .render.fill import Filler, FillIn, write_notes_html
from .render.renderers import Renderers
from .sphinx_internals.builders import docname_written, draws_templates, is_epub, take_back
from .sphinx_internals.caching import ThemeParts, cache_lines, prune_quickly
from .sphinx_internals.checked_links import name_files
from .sphinx_internals.environment import forget_doctrees, is_made_anew
from .sphinx_internals.output.write_errors import discard_cut_build_info
from .sphinx_internals.toctrees import IndexHints, parents_of, put_back
from .sphinx_internals.uris import base_uri
from .translations import hand_out_texts, load_catalogues
from .util.gc_pause import Spared, paused_collector
from .warnings import without_traceback

#: What the names of those generated documents end in that may have an entry in the navigation.
_IN_NAVIGATION = ("/index", "/all")


@dataclass(frozen=True, slots=True)
class RunningBuild:
    """What there is of one build from the time on when all documents are read."""

    notes: ProjectNotes
    renderers: Renderers
    filler: Filler
    output: OutputUpdate


class Build:
    """What the extension does in the builds of one application, one after the other."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._all_outdated = False
        self._running: RunningBuild | None = None
        self._taken: Taken = []
        self._contents: dict[str, nodes.bullet_list] = {}
        self._has_begun_writing = False
        self._hints: IndexHints | None = None
        self._theme_parts = ThemeParts()
        self._spared = Spared()  # before the environment is loaded

    @property
    def builder(self) -> Builder:
        """The builder."""
        return self._app.builder

    @property
    def filler(self) -> Filler:
        """What fills the documents of the running build; there is one when all documents are read."""
        assert self._running is not None
        return self._running.filler

    def connect(self) -> None:
        """Connect to Sphinx's events, add one, and add what fills documents."""
        app = self._app
        app.add_event(EVENT)
        app.add_node(placeholder, html=(self.visit_placeholder, None))
        app.add_node(notes_html, html=(write_notes_html, None))
        # Classes of this application's own: Sphinx makes the transforms, and may run several applications.
        for transform in (Assemble, LinkPages, FillIn):
            app.add_post_transform(type(transform.__name__, (transform,), {"running": self}))
        app.connect("builder-inited", self.on_builder_inited)
        app.connect("env-get-outdated", without_traceback(self.on_env_get_outdated))
        # Last of all: other handlers look for sources of the documents that were found.
        app.connect("env-before-read-docs", without_traceback(self.on_env_before_read_docs), priority=999)
        app.connect("env-check-consistency", without_traceback(self.on_env_check_consistency))
        app.connect("env-updated", without_traceback(self.on_env_updated), priority=900)
        app.connect("warn-missing-reference", self.on_warn_missing_reference)
        app.connect("write-started", without_traceback(self.on_write_started))
        app.connect("build-finished", without_traceback(self.on_build_finished))
        app.connect("build-finished", without_traceback(self.on_all_written), priority=900)  # after others
        app.connect("build-finished", lambda _app, _error: self._spared.end(), priority=999)
        app.connect("doctree-resolved", self.on_doctree_resolved)
        # Early: themes compute their edit links from the context at 500 and later.
        app.connect("html-page-context", self.on_html_page_context, priority=100)
        app.connect("html-collect-pages", self.on_html_collect_pages)

    def on_builder_inited(self, app: Sphinx) -> None:
        """Register names where they are free, and the assets of HTML."""
        register_short_names(app)
        if app.builder.format == "html":
            discard_cut_build_info(Path(app.outdir))
            app.add_css_file(STYLE)
            if not is_epub(app.builder):
                app.add_js_file(SCRIPT, loading_method="defer", priority=190)  # before what it has to hear of

    def on_env_get_outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], _changed: set[str], removed: set[str]
    ) -> set[str]:
        """Keep the generated documents; have documents read again whose globs match other files now.

        Those that a killed build was reading are read again too, and those whose toctree names a document
        that is gone: Sphinx would link to it from the pages beside it.
        """
        load_catalogues(app)
        domain = domain_of(env)
        domain.begin_reading(app)
        forget_doctrees(env)
        self._running = None
        publish(app, None)
        self._contents = {}
        self._has_begun_writing = False
        self._theme_parts = ThemeParts()
        self._all_outdated = not domain.reading or is_made_anew(env)
        if self._all_outdated:
            domain.renew_configured()
        keep_known(domain, env.found_docs, added, removed)
        outdated = set[str]()
        if removed:
            domain.renew_reading()
            # Before version 8, Sphinx writes no search index and no inventory where nothing is read.
            outdated |= parents_of(env, removed) or {app.config.root_doc}
        return outdated | domain.with_other_sources() | InterruptedReads(app).documents()

    def on_env_before_read_docs(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Let documents name the tag index in their toctrees, and tell those that name a page below it."""
        if docnames:
            domain_of(env).renew_reading()
        folder = Settings.of(app.config).dir
        self._hints = IndexHints(folder, index_for_toctrees(env, folder))
        overview_for_toctrees(env)
        self._taken = take_labels(env, domain_of(env).generated)
        InterruptedReads(app).begin(docnames)

    def on_env_updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Bring the generated documents up to date.

        Returns:
            the documents to write besides those that were read: generated ones, those that show
            something of the index, and those that name a generated one as the page before,
            after or above them.
        """
        forget_overview(env)
        give_back(self._taken)
        domain = domain_of(env)
        notes = ProjectNotes(app, domain, collect_notes(app), all_outdated=self._all_outdated)
        notes.warn_of_configuration()
        domain.end_reading(lambda: notes.index)
        renderers = Renderers(app.builder, notes)
        reported = ReportedProblems(app, notes)
        filler = Filler(app.builder, domain, renderers, reported.report_page)
        output = OutputUpdate(app, domain, notes, renderers, reported)
        self._running = RunningBuild(notes, renderers, filler, output)
        publish(app, lambda: notes.view)
        cache_lines(app)
        name_files(app.builder)
        with paused_collector():
            output.update()
            # In a first build all doctrees are new; they are to be taken away as they are written.
            if not self._all_outdated:
                self._spared.add()
        return sorted(output.outdated)

    def on_env_check_consistency(self, app: Sphinx, _env: BuildEnvironment) -> None:
        """Note that the environment is saved."""
        InterruptedReads(app).end()

    def on_warn_missing_reference(
        self, app: Sphinx, domain: Domain | None, node: addnodes.pending_xref
    ) -> bool | None:
        """Warn of unknown tags and notes in words of our own."""
        if domain is None or domain.name != TagpagesDomain.name or self._running is None:
            return None
        if domain_of(app.env).is_previewing:
            return True
        self._running.filler.note_unknown(node)
        return True

    def on_write_started(self, app: Sphinx, builder: Builder) -> None:
        """Put into the output what is not written with a page."""
        if self._running is None:  # a builder that reads nothing
            return
        self._has_begun_writing = True
        self._running.output.spare()
        self._copy_assets(self._running)
        hand_out_texts(builder)
        self._contents = name_in_contents(app.env, builder, domain_of(app.env))
        self._write_fast(self._running)

    def _write_fast(self, running: RunningBuild) -> None:
        if not running.notes.settings.fast_pages:
            return
        stand_ins = running.output.stand_ins

        def note_joined(docname: str) -> None:
            running.output.note_written(docname)
            stand_ins.publish(docname)
            running.filler.report(docname, ())

        pages = FastPages(self._app, running.renderers, lambda: stand_ins.pages, note_joined)
        pages.take_over()

    def _copy_assets(self, running: RunningBuild) -> None:
        # Where nothing has changed, the index is not made.
        is_unchanged = running.output.is_unchanged
        colours = None if is_unchanged else {tag.colour for tag in running.notes.index.tags.values()}
        copy_assets(self._app.builder, colours)

    def on_build_finished(self, app: Sphinx, error: Exception | None) -> None:
        """Leave nothing for another build of the application."""
        if self._hints:
            self._hints.end()
        if self._running:
            put_back(app.env, self._contents)
            take_back(app.builder)
            self._running.output.end()
        if self._running and error is None and not self._has_begun_writing:
            self._copy_assets(self._running)  # Sphinx 7.4 does not tell of a single page, or of none

    def on_all_written(self, app: Sphinx, error: Exception | None) -> None:
        """Note what has been written, and write what is no page."""
        if self._running and error is None:
            self._running.output.finish()
            notes = self._running.notes  # now, at its end, the build may fail for unknown tags
            if notes.settings.unknown_tags == "error" and any(notes.unknown_tags()):
                app.statuscode = 1

    def on_doctree_resolved(self, app: Sphinx, _doctree: nodes.document, docname: str) -> None:
        """Note that a document is being written."""
        if self._running and not domain_of(app.env).is_previewing:
            self._running.output.note_written(docname)

    def visit_placeholder(self, translator: Any, node: placeholder) -> None:  # noqa: ANN401 -- of any builder
        """Write a placeholder as HTML."""
        translator.body.append(self.filler.html_of(node, docname_written(translator)))
        raise nodes.SkipNode

    def on_html_page_context(
        self, app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: Node | None
    ) -> None:
        """Take the links to sources from pages that have none, and describe them."""
        running = self._running
        if running is None:
            return
        if draws_templates(app.builder):
            context["tagpages"] = Page(partial(getattr, running.notes, "view"), pagename)
        if doctree is None:  # a project's own, maybe by the name of a generated document
            running.output.note_other_page(pagename)
        elif pagename in domain_of(app.env).generated:
            stand_ins = running.output.stand_ins
            adapt_context(context, description_of(stand_ins.pages.get(pagename), running.notes.view))
            stand_ins.publish(pagename)
            has_entry = pagename.endswith(_IN_NAVIGATION)
            self._theme_parts.cache(app, context, base_uri(app.builder, pagename), has_entry=has_entry)
        if doctree is None or pagename in app.env.found_docs:
            running.renderers.add_to_head(context, pagename)

    def on_html_collect_pages(self, app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
        """Name the pages of no document; make room for the search index, which is written next."""
        pages: list[tuple[str, dict[str, Any], str]] = []
        if self._running:
            pages += self._running.output.pages()
            self._running.renderers.drop_caches()
            self._spared.add()  # what is left now is needed to the end
        prune_quickly(app.builder)
        return pages
