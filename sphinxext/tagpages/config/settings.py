"""What the configuration says, checked: the values of one project, and what is made of them."""

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
from .sphinx_tags_values import MovedProject
from .values import MOVED, PREFIX, VALUES


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
