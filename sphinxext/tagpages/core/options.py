"""What the index depends on besides the notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from .ordering import SortKey
from .tags.groups import TagGroup
from .tags.info import TagInfo
from .tags.initials import alphabetical, initial
from .tags.own_pages import OwnPage
from .tags.slugs import RESERVED_SLUGS
from .tags.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """What the index depends on besides the notes; the defaults are those of the configuration.

    ``vocabulary`` is what the tags file says, and ``infos`` what sources say of tags, by the keys of tags;
    ``language`` is that of readers. ``groups`` are those of the configuration. ``colours`` are patterns of
    names with colours, for the tags that have none; the first that fits counts. ``own_pages`` are the user's
    documents that are to be pages of tags. ``reserved`` are names that no page of a tag may have;
    ``is_taken`` tells whether a docname is none for a page of the archive. ``order`` is the order of the keys
    of tags, in which each ``initial`` is together.
    """

    dir: str = "tags"
    sort: Sequence[SortKey] = (SortKey("date", descending=True),)
    per_page: int = 200
    skip_tags: Sequence[str] = ()
    drafts: bool = False
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    infos: Mapping[str, TagInfo] = field(default_factory=dict)
    language: str = ""
    groups: Sequence[TagGroup] = ()
    own_pages: Sequence[OwnPage] = ()
    reserved: frozenset[str] = RESERVED_SLUGS
    colours: Sequence[tuple[str, str]] = ()
    is_taken: Callable[[str], bool] = lambda _docname: False
    order: Callable[[str], tuple[object, ...]] = alphabetical
    initial: Callable[[str], str] = initial
