"""The notes of a project as one builder sees them in one build, and what is made of them when needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder

from ..config.conf_file import ConfigFile
from ..config.values import Settings, matches
from ..core.index import TagIndex, build_index
from ..core.problems import Problem, ProblemKind
from ..core.tags import merge_infos
from ..core.unused_names import misspelt_tags
from ..documents.domain import TagpagesDomain
from ..documents.records import Collection, Conditions, collect
from ..incremental.reported import Told
from ..markup.bodies import Bodies
from ..markup.dependencies import Dependencies
from ..markup.images import Pictures
from ..markup.mentions import Mentions
from ..markup.plain_text import missing_parser, with_text
from ..pages.descriptions import Descriptions
from ..render.doctree import NodeRenderer
from ..render.html import HtmlRenderer
from ..sources.collector import Collected
from ..sources.yaml.tags_file import TagsFile
from ..sphinx_internals.builders import shows_generated
from ..util.digest import digest_of
from ..util.files import read_regular
from ..util.suggest import VERY_LIKE, suggestion
from ..warnings import warn
from .note_cache import NoteFiles, read_tags
from .views import Views


class Snapshot:
    """All notes, when all documents are read. Nothing is made of them before something asks for it.

    Args:
        app: the application.
        domain: the domain, with what documents hold.
        collected: what other code brought.
        afresh: whether everything is read again: in a new environment, and after a change of
            the configuration.
    """

    def __init__(self, app: Sphinx, domain: TagpagesDomain, collected: Collected, *, afresh: bool) -> None:
        self._app = app
        self._domain = domain
        self._collected = collected
        self._srcdir = Path(app.srcdir)
        self._conf = ConfigFile(Path(app.confdir))
        self.settings = Settings.of(app.config)
        self.afresh = afresh
        self._configured = self._configured_files()
        wanted = dict.fromkeys(self._configured)
        for record in domain.documents.values():
            for source in record.sources:
                wanted.update(dict.fromkeys(source.paths))
        self._check_patterns(wanted)
        self._files = NoteFiles(
            self._srcdir,
            wanted,
            Path(app.doctreedir),
            self.settings.source_options,
            self.settings.snippet_length,
            afresh=afresh,
        )
        self._text_problems: list[Problem] = []
        #: What is found as a document is filled in.
        self.found: list[Problem] = []
        self.told = Told(app, lambda: self.fingerprint, self._token_of, afresh=afresh)

    def _configured_files(self) -> tuple[str, ...]:
        paths: dict[str, None] = {}
        for pattern in self.settings.sources:
            found = self._domain.source_files.matching(pattern)
            if not found:
                message = f"tagpages_sources: {self._domain.source_files.complaint(pattern)}"
                warn(ProblemKind.FILE, message, self._conf.line_of("tagpages_sources", pattern))
            paths.update(dict.fromkeys(found))
        return tuple(paths)

    def _check_patterns(self, paths: Iterable[str]) -> None:
        for pattern in self.settings.github_patterns():
            if not any(matches(pattern, path) for path in paths):
                message = f"tagpages_github: {pattern!r} matches none of the files that notes are read from"
                message += suggestion(pattern, paths, likeness=VERY_LIKE)
                warn(ProblemKind.FILE, message, self._conf.line_of("tagpages_github", pattern))

    @cached_property
    def fingerprint(self) -> str:
        """What tells the notes of this build from those of any other."""
        return digest_of(
            self._domain.reading,
            self.settings,
            self._configured,
            self._files.fingerprint,
            self._tags_file,
            self._collected.fingerprint,
        )

    @cached_property
    def _tags_file(self) -> TagsFile:
        path = self._domain.source_files.tags_file
        return read_tags(self._srcdir, path) if path else TagsFile()

    @cached_property
    def collection(self) -> Collection:
        """All notes, with their homes, and the texts of those that no file keeps them for."""
        collection = collect(
            self._domain.documents,
            self._configured,
            self._files.notes,
            lambda conditions: _applies(self._app.builder, conditions),
            self._collected.notes,
        )
        length, problem = self.settings.snippet_length, self._text_problems.append
        placed = tuple(
            item if item.note.markup == "plain" else replace(item, note=with_text(item.note, length, problem))
            for item in collection.placed
        )
        return replace(collection, placed=placed)

    @cached_property
    def index(self) -> TagIndex:
        """The tag index."""
        infos = merge_infos(chain(self._collected.tags, self._files.tag_infos()))
        options = self.settings.index_options(self._tags_file.slugs, infos, self._app.env.found_docs)
        return build_index(self.collection.placed, options)

    @cached_property
    def views(self) -> Views:
        """What there is to show."""
        return Views(self.index, self.collection, self.settings)

    @cached_property
    def descriptions(self) -> Descriptions:
        """What generated pages say of themselves."""
        return Descriptions(self.views)

    @cached_property
    def pictures(self) -> Pictures | None:
        """The pictures of the notes, for a builder that shows notes."""
        if not shows_generated(self._app.builder):
            return None
        return Pictures(self._srcdir, [entry.note for entry in self.index.entries])

    @cached_property
    def mentions(self) -> Mentions:
        """The notes that texts name by their numbers."""
        return Mentions(self.index.entries)

    @cached_property
    def dependencies(self) -> Dependencies | None:
        """What the texts of notes depend on, for a builder that shows notes."""
        if self.pictures is None:
            return None
        return Dependencies(self._app.env, self.index, self.mentions, self.pictures)

    @cached_property
    def bodies(self) -> Bodies:
        """What makes nodes of the texts of notes, for a builder that shows notes."""
        assert self.pictures is not None
        return Bodies(self._app.builder, self.mentions, self.pictures, self.found.append)

    @cached_property
    def html(self) -> HtmlRenderer | None:
        """What makes HTML, for a builder that writes it."""
        if self.pictures is None or self._app.builder.format != "html":
            return None
        return HtmlRenderer(self._app.builder, Path(self._app.confdir), self.views, self.pictures)

    @cached_property
    def nodes(self) -> NodeRenderer | None:
        """What makes nodes, for a builder that shows notes and writes no HTML."""
        if self.pictures is None or self._app.builder.format == "html":
            return None
        return NodeRenderer(self._app.builder, self.views, self.pictures, self.bodies)

    def forget(self) -> None:
        """Give back the memory of what is remembered for further pages."""
        if "html" in vars(self) and self.html is not None:
            self.html.forget()

    def report_problems(self) -> None:
        """Warn of what is wrong with documents that were read, with files, and with all notes together."""
        pictures = self.pictures.problems if self.pictures else ()
        problems = chain(
            self.index.problems,
            self._files.problems(),
            self._tags_file.problems,
            self._text_problems,
            missing_parser(entry.note for entry in self.index.entries),
            pictures,
            self._misspelt_tags(),
        )
        self.told.tell(problems, self._domain.take_problems())

    def _misspelt_tags(self) -> Iterator[Problem]:
        keys = frozenset[str]().union(*(entry.keys for entry in self.index.entries))
        labels = {key: tag.label for key, tag in self.index.tags.items()}
        skipped = (
            (name, self._conf.place_of("tagpages_skip_tags", name)) for name in self.settings.skip_tags
        )
        yield from misspelt_tags(skipped, keys, labels, "tagpages_skip_tags")
        yield from misspelt_tags(self._tags_file.names, keys, labels, "the tags file")

    def _token_of(self, path: str) -> str | None:
        """Return what tells one reading of a file from another; ``None``: it cannot be read."""
        if path in self._files.paths:
            return self._files.digest(path)
        env = self._app.env
        docname = env.path2doc(path)
        if docname in env.all_docs:
            return str(env.all_docs[docname])
        file = self._srcdir / path
        try:
            content = read_regular(file)
        except (OSError, ValueError):
            return None
        # It is read with the documents that include it.
        times = sorted(
            env.all_docs[name]
            for name, paths in env.dependencies.items()
            if name in env.all_docs and any(self._srcdir / included == file for included in paths)
        )
        return blake2b(content, digest_size=16).hexdigest() + repr(times)


def _applies(builder: Builder, conditions: Conditions) -> bool:
    try:
        return all(builder.tags.eval_condition(condition) for condition in conditions)
    except Exception:  # noqa: BLE001 -- an expression can be wrong in any way
        return True  # as Sphinx does, which warns of the expression itself
