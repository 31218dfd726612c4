"""The wiring: what the extension does at each of Sphinx's events, in their order."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile
from typing import Any, cast

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst.states import Inliner
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import CONFIG_OK, BuildEnvironment
from sphinx.util.docutils import is_role_registered

from .config import Settings
from .contents import HOMES, SelectedListing
from .core.collector import paused_collector
from .core.problems import ProblemKind
from .doctree import NodeRenderer
from .domain import TagpagesDomain, suggestion
from .files import SourceFiles
from .html import HtmlRenderer
from .memory import AssetTags, Toctrees, prune_quickly, remember_lines, remember_stems
from .nodes import note_entry, placeholder
from .pages import adapt_context, index_for_toctrees, keep_known
from .report import warn
from .snapshot import Snapshot
from .upkeep import Upkeep
from .uris import base_of

#: What becomes a link in HTML, and cannot stand in a title that is one.
LINKS = (nodes.reference, nodes.footnote_reference, nodes.citation_reference, nodes.problematic)
STATIC_FILES = Path(__file__).parent / "static"


def domain_of(env: BuildEnvironment) -> TagpagesDomain:
    """Return the extension's domain."""
    return cast("TagpagesDomain", env.get_domain(TagpagesDomain.name))


class Build:
    """One run of the extension under one builder."""

    def __init__(self) -> None:
        self._afresh = False
        self._snapshot: Snapshot | None = None
        self._upkeep: Upkeep | None = None
        self._toctrees = Toctrees()
        self._asset_tags = AssetTags()

    @property
    def _html(self) -> HtmlRenderer | None:
        return self._snapshot.html if self._snapshot else None

    @property
    def _nodes(self) -> NodeRenderer | None:
        return self._snapshot.nodes if self._snapshot else None

    def connect(self, app: Sphinx) -> None:
        """Connect to Sphinx's events."""
        app.connect("builder-inited", self.on_builder_inited)
        app.connect("env-get-outdated", self.on_env_get_outdated)
        # Last of all: other handlers look for sources of the documents that were found.
        app.connect("env-before-read-docs", self.on_env_before_read_docs, priority=999)
        app.connect("env-updated", self.on_env_updated, priority=900)
        app.connect("warn-missing-reference", self.on_warn_missing_reference)
        app.connect("write-started", self.on_write_started)
        app.connect("build-finished", self.on_build_finished)
        app.connect("doctree-resolved", self.on_doctree_resolved)
        # Early: themes compute their edit links from the context at 500 and later.
        app.connect("html-page-context", self.on_html_page_context, priority=100)
        app.connect("html-collect-pages", self.on_html_collect_pages)

    def on_builder_inited(self, app: Sphinx) -> None:
        """Register the short names of the roles where they are free, and the assets of HTML."""
        for name in TagpagesDomain.roles:
            if not is_role_registered(name):
                app.add_role(name, _short_role(name))
        if app.builder.format == "html":
            app.add_css_file("tagpages.css")
            app.add_js_file("tagpages.js", loading_method="defer")

    def on_env_get_outdated(
        self, app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], removed: set[str]
    ) -> set[str]:
        """Keep the generated documents; have documents read again whose globs match other files now."""
        domain = domain_of(env)
        domain.source_files = SourceFiles.of(app)
        self._upkeep = None
        self._toctrees, self._asset_tags = Toctrees(), AssetTags()
        self._afresh = not domain.reading or env.config_status != CONFIG_OK
        outdated = keep_known(domain, env.found_docs, removed)
        if removed:
            domain.renew_reading()
        for docname, record in domain.documents.items():
            for source in record.sources:
                if domain.source_files.matching_all(source.patterns) != list(source.paths):
                    outdated.add(docname)
        return outdated

    def on_env_before_read_docs(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Let documents name the tag index in their toctrees."""
        if docnames:
            domain_of(env).renew_reading()
        index_for_toctrees(env, Settings.of(app.config).dir)

    def on_env_updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Bring the generated documents up to date.

        Returns:
            the documents to write besides those that were read: generated ones, those that show
            something of the index, and those that name a generated one as the page before,
            after or above them.
        """
        domain = domain_of(env)
        snapshot = self._snapshot = Snapshot(app, domain, afresh=self._afresh)
        domain.make_index = lambda: snapshot.index
        remember_lines(app.builder)
        with paused_collector():
            self._upkeep = Upkeep(app, domain, snapshot)
        return sorted(self._upkeep.due)

    def on_warn_missing_reference(
        self, app: Sphinx, domain: Domain | None, node: addnodes.pending_xref
    ) -> bool | None:
        """Warn of unknown tags and notes in words of our own."""
        if domain is None or domain.name != TagpagesDomain.name:
            return None
        domain_of(app.env).warn_unknown(node)
        return True

    def on_write_started(self, app: Sphinx, _builder: Builder) -> None:
        """Leave a mark that pages are being written; copy the style sheet and the script."""
        if self._upkeep:
            self._upkeep.begin()
        if app.builder.format == "html":
            static = Path(app.outdir) / "_static"
            static.mkdir(parents=True, exist_ok=True)
            for file in STATIC_FILES.iterdir():
                copyfile(file, static / file.name)

    def on_build_finished(self, _app: Sphinx, error: Exception | None) -> None:
        """Note what has been written."""
        if self._upkeep and error is None:
            self._upkeep.finish()

    def on_doctree_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Fill in what the search index is to see, and for other builders than HTML everything."""
        domain = domain_of(app.env)
        if self._upkeep:
            self._upkeep.note_written(docname)
        remember_stems(app.builder)
        for node in list(doctree.findall(placeholder)):
            _warn_unknown_tags(domain, node)
            if self._nodes is not None:
                node.replace_self(self._nodes.render(node["content"], docname))
            elif self._html is not None and isinstance(node["content"], HOMES):
                node.replace_self(_raw(self._html.render(node["content"], docname, heading_level(node))))
        for entry in list(doctree.findall(note_entry)):
            self._resolve_entry(domain, entry, docname)

    def _resolve_entry(self, domain: TagpagesDomain, node: note_entry, docname: str) -> None:
        entry = domain.entry_at(node)
        title, *body = node.children
        if entry is None:
            is_draft = "place" in node
            node.replace_self([] if is_draft else body)
        elif self._nodes is not None:
            node.replace_self(self._nodes.frame(node, entry, docname))
        elif self._html is not None:
            for link in [found for found in title.findall() if isinstance(found, LINKS)]:
                link.parent.replace(link, link.children)
            frame = self._html.frame(entry, docname, heading_level(node))
            node.insert(0, _raw(frame.before))
            node.insert(2, _raw(frame.between))
            node.append(_raw(frame.after))

    def visit_placeholder(self, translator: Any, node: placeholder) -> None:  # noqa: ANN401 -- of any builder
        """Write a placeholder as HTML."""
        if self._html is not None:
            docname = translator.builder.current_docname
            translator.body.append(self._html.render(node["content"], docname, heading_level(node)))
        raise nodes.SkipNode

    def on_html_page_context(
        self, app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: Node | None
    ) -> None:
        """Take the links to sources from pages that have none, and describe them."""
        if self._snapshot and pagename in domain_of(app.env).generated:
            adapt_context(context, self._snapshot.descriptions.of(pagename))
            base = base_of(app.builder, pagename)
            self._asset_tags.remember(context, base)
            if not pagename.endswith("/index"):
                self._toctrees.remember(context, base)

    def on_html_collect_pages(self, app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
        """Make room for the search index, which is written next; add no page."""
        if self._snapshot:
            self._snapshot.forget()
        prune_quickly(app.builder)
        return []


def heading_level(node: Node) -> int:
    """Return the level of a heading one below the sections round a node."""
    level = 1
    parent = node.parent
    while parent is not None:
        level += isinstance(parent, nodes.section)
        parent = parent.parent
    return level


def _raw(html: str) -> nodes.raw:
    return nodes.raw("", html, format="html")


def _warn_unknown_tags(domain: TagpagesDomain, node: placeholder) -> None:
    content = node["content"]
    if not isinstance(content, SelectedListing):
        return
    known = [tag.label for tag in domain.index.tags.values()]
    for name in content.selection.unknown_tags(domain.index):
        warn(ProblemKind.UNKNOWN_TAG, f"no note has the tag {name!r}{suggestion(name, known)}", node)


def _short_role(name: str) -> Any:  # noqa: ANN401 -- docutils has no type for role functions
    def short_role(
        _name: str,
        rawtext: str,
        text: str,
        lineno: int,
        inliner: Inliner,
        options: dict[str, Any] | None = None,
        content: list[str] | None = None,
    ) -> tuple[list[Node], list[nodes.system_message]]:
        role = TagpagesDomain.roles[name]
        full_name = f"{TagpagesDomain.name}:{name}"
        return role(full_name, rawtext, text, lineno, inliner, options or {}, content or [])

    return short_role
