"""The configuration values: one table, from which they are registered, checked and documented."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from sphinx.config import Config
from sphinx.util.matching import Matcher

from ..core.options import IndexOptions
from ..core.ordering import SortKey
from ..core.tags.entries import TagEntry
from ..core.tags.groups import TagGroup
from ..core.tags.info import TagInfo
from ..core.tags.slugs import RESERVED_SLUGS, names_beside
from ..core.tags.vocabulary import Vocabulary
from ..sources.github.options import OPTIONS, merge_options
from . import checks
from .date_patterns import date_pattern
from .export_values import EXPORT_VALUES
from .sphinx_tags_values import MovedProject
from .value import Value

PREFIX = "tagpages_"
#: The value that holds what a project keeps of sphinx-tags; it is not for users to set.
MOVED = "tagpages_moved"


VALUES = (
    Value(
        "sources",
        [],
        checks.patterns,
        "Files that hold notes: paths or globs under the source folder (``*.yaml``, ``*.yml``, ``*.bib``) or "
        "exports of issues (``*.json``).",
    ),
    Value(
        "github",
        {},
        checks.github,
        "How exports of issues are read: a mapping of options, for all of them or by patterns of files.",
    ),
    Value(
        "dir",
        "tags",
        checks.folder,
        "The folder of the generated documents: ``tags/index``, ``tags/<slug>``.",
    ),
    Value(
        "visible",
        10,
        checks.number,
        "Entries before the fold; ``0``: no fold. A fold that would hide fewer than three is not made.",
    ),
    Value(
        "per_page",
        200,
        checks.number,
        "Entries on a page of a tag or of the archive; ``0``: all on one.",
    ),
    Value(
        "sort",
        ["-date"],
        checks.sort_keys,
        "The order of notes: field names, ``-`` for descending. Notes without a value come last.",
    ),
    Value(
        "date_format",
        None,
        date_pattern,
        "How readers see dates: ``None``, as ISO 8601; ``short``, ``medium``, ``long`` or ``full``, as "
        "the project's language has them; or a pattern such as ``d. MMMM y``.",
    ),
    Value(
        "group_by",
        "auto",
        checks.grouping,
        "The headings on a tag page: ``year``, ``month``, ``kind``, ``venue``, ``authors`` (the first one), "
        "``lang``, or ``extra.`` and a name; ``auto``: by year where the notes are more than 25 and stand in "
        "the order of a date; ``None``: none.",
    ),
    Value(
        "title",
        checks.TITLE,
        checks.title,
        "The heading of a tag page, with ``{tag}`` for the tag.",
    ),
    Value(
        "related",
        10,
        checks.number,
        'Tags that "Often with" names on a tag page: those that go together with the tag; ``0``: none.',
    ),
    Value(
        "related_notes",
        5,
        checks.number,
        "Notes that the home of a note names because they have tags in common with it; ``0``: none.",
    ),
    Value(
        "snippet_length",
        180,
        checks.number,
        "Columns of a snippet, two for a wide character (Chinese, Japanese, Korean); ``0``: no snippet.",
    ),
    Value(
        "skip_tags",
        [],
        checks.texts,
        "Tags that get no button and no page: names or shell patterns (``status-*``).",
    ),
    Value(
        "tag_order",
        "unicode",
        checks.one_of("unicode", "language"),
        "The order of tags by name: ``unicode``, by the numbers of their characters; ``language``, as the "
        "project's language has it, which needs the extra ``collation``.",
    ),
    Value(
        "tags_file",
        None,
        checks.file("tags.yaml"),
        "The file that says more of tags; ``None``: ``tags.yaml``, if there is one.",
    ),
    Value(
        "groups",
        [],
        checks.tag_groups,
        "Groups of tags in their order: mappings with a ``title``, and ``tags`` (names or shell patterns) or "
        "a ``colour``. The first that fits counts; what the tags file says of a tag goes before.",
    ),
    Value(
        "separator",
        "",
        checks.separator,
        "What nests tags by their names: with ``/``, ``A/B`` is below ``A``; nothing unless set.",
    ),
    Value(
        "unknown_tags",
        "ignore",
        checks.one_of("ignore", "warn", "error"),
        "What a tag gets that the tags file does not know: ``ignore``, nothing; ``warn``, a warning; "
        "``error``, a warning, and the build ends with the status 1.",
    ),
    Value(
        "print",
        "compact",
        checks.one_of("compact", "full", "none"),
        "The notes of a tag in singlehtml, EPUB, LaTeX, texinfo and manual pages: ``compact``, a linked line "
        "each; ``full``, as in HTML; ``none``, only their number.",
    ),
    Value(
        "page_tags",
        "directive",
        checks.one_of("directive", "top", "bottom", "none"),
        "Where a tagged page shows its tags: ``directive``, where the directive ``tags`` stands; ``top``, "
        "below the title; ``bottom``, at the end; ``none``.",
    ),
    Value(
        "exclude",
        [],
        checks.patterns,
        "Documents that their fields and front matter do not tag: names or globs of documents or folders.",
    ),
    Value(
        "explorer",
        True,
        checks.flag,
        "Make ``tags/all``, the page of all notes, where readers choose by words, tags and years.",
    ),
    Value(
        "alias_warnings",
        False,
        checks.flag,
        "Warn of notes that have an alias of a tag in place of the tag itself.",
    ),
    Value(
        "fast_pages",
        True,
        checks.flag,
        "Write pages of tags and months by joining texts, where that is seen to give what Sphinx writes; "
        "``False``: have Sphinx write each, which takes longer and gives the same.",
    ),
    *EXPORT_VALUES,
    Value("drafts", False, checks.flag, "Show notes that are marked ``draft``."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The checked configuration; the fields are the values without their prefix."""

    sources: Sequence[str]
    github: Mapping[str, Any]
    dir: str
    visible: int
    per_page: int
    sort: Sequence[str]
    group_by: str | None
    date_format: str | None
    title: str
    related: int
    related_notes: int
    snippet_length: int
    skip_tags: Sequence[str]
    tag_order: str
    tags_file: str | None
    groups: Sequence[Mapping[str, Any]]
    separator: str
    unknown_tags: str
    alias_warnings: bool
    print: str
    page_tags: str
    exclude: Sequence[str]
    explorer: bool
    fast_pages: bool
    exports: Sequence[str]
    feed_content: str
    published: str | None
    feed_length: int
    agents_budget: int
    drafts: bool
    moved: MovedProject

    @classmethod
    def of(cls, config: Config) -> Settings:
        """Read the settings of a project whose configuration was checked."""
        values = {value.name: getattr(config, PREFIX + value.name) for value in VALUES}
        return cls(**values, moved=getattr(config, MOVED))

    def index_options(
        self,
        entries: Sequence[TagEntry],
        infos: Mapping[str, TagInfo],
        docnames: Iterable[str],
        is_taken: Callable[[str], bool] = lambda _docname: False,
    ) -> IndexOptions:
        """Return what the index depends on: ``entries`` of the tags file, ``infos`` from sources.

        ``docnames`` are those of the project, beside which the pages of tags have to find a place;
        ``is_taken`` tells whether there is no place for a page of the archive.
        """
        overview = PurePosixPath(self.moved.overview)
        return IndexOptions(
            dir=self.dir,
            sort=self.sort_keys,
            per_page=self.per_page,
            skip_tags=tuple(self.skip_tags),
            drafts=self.drafts,
            vocabulary=Vocabulary.of(entries, self.separator),
            infos=infos,
            groups=tuple(TagGroup(**{**group, "tags": tuple(group["tags"])}) for group in self.groups),
            reserved=RESERVED_SLUGS
            | ({overview.name} if overview.parent.as_posix() == self.dir else set())
            | names_beside(docnames, self.dir),
            colours=self.moved.colours,
            is_taken=is_taken,
        )

    @property
    def sort_keys(self) -> tuple[SortKey, ...]:
        """The order of notes."""
        return tuple(SortKey.parse(name) for name in self.sort)

    def source_options(self, path: str) -> Mapping[str, object]:
        """Return the options by which a file of notes is read."""
        if PurePosixPath(path).suffix.lower() != ".json":
            return {}
        return merge_options(self.github, lambda pattern: matcher(pattern)(path))

    def github_patterns(self) -> list[str]:
        """Return the patterns of files that have options of their own."""
        return [key for key in self.github if key not in OPTIONS]

    def heading(self, label: str) -> str:
        """Return the heading of a tag's page."""
        return self.title.replace("{tag}", label)


def matcher(pattern: str) -> Callable[[str], bool]:
    """Return what tells whether a path or glob matches a path below the source folder.

    ``*`` does not cross folders, ``**/`` does.
    """
    try:
        return Matcher([pattern])
    except re.error:
        return lambda _path: False
