"""The tag index: every note with its home and its tags, built anew in each build."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from operator import attrgetter

from ..util.gc_pause import paused_collector
from .archive import ArchivePage, plan_archive
from .note import Note, anchor, derive_id, encode_id
from .ordering import SortKey, sort_notes
from .problems import Origin, Problem, ProblemKind
from .tags.info import TagInfo
from .tags.initials import alphabetical, initial
from .tags.names import matches_any, tag_key
from .tags.slugs import RESERVED_SLUGS, assign_slugs, slug_collisions


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note with its home: a docname, or ``None`` for the archive.

    ``key`` tells it from any other note: the document or file that holds it, and its
    number there. ``is_page``: the note is its home itself, which needs no anchor.
    """

    note: Note
    key: tuple[str, int]
    home: str | None = None
    is_page: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as the index knows it. ``docname`` is that of its (first) page.

    ``colour`` (``#`` and six hexadecimal digits) and ``description`` are what sources say of it. It stands
    under ``initial`` where tags are listed by name.
    """

    key: str
    label: str
    slug: str
    docname: str
    colour: str = ""
    description: str = ""
    initial: str = "#"


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A note in the index, with an id that no other has.

    ``tags`` are those that have pages; ``keys`` those of all its tags.
    """

    note: Note
    home: str
    anchor: str
    tags: tuple[Tag, ...]
    keys: frozenset[str]

    @property
    def has_permalink(self) -> bool:
        """Whether a sign leads to the home where no date does: not to a page to which the title leads."""
        return bool(self.anchor or self.note.url)

    @property
    def name(self) -> str:
        """The entry's name in inventories: its id, encoded."""
        return encode_id(self.note.id)


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """What the index depends on besides the notes; the defaults are those of the configuration.

    ``slugs`` are the page names that the tags file gives, and ``infos`` what sources say of tags,
    both by the keys of tags. ``colours`` are patterns of names with colours, for the tags that
    sources give none; the first that fits counts. ``reserved`` are names that no page of a tag may have;
    ``is_taken`` tells whether a docname is none for a page of the archive. ``order`` is the order of the keys
    of tags, in which each ``initial`` is together.
    """

    dir: str = "tags"
    sort: Sequence[SortKey] = (SortKey("date", descending=True),)
    per_page: int = 200
    skip_tags: Sequence[str] = ()
    drafts: bool = False
    slugs: Mapping[str, str] = field(default_factory=dict)
    infos: Mapping[str, TagInfo] = field(default_factory=dict)
    reserved: frozenset[str] = RESERVED_SLUGS
    colours: Sequence[tuple[str, str]] = ()
    is_taken: Callable[[str], bool] = lambda _docname: False
    order: Callable[[str], tuple[object, ...]] = alphabetical
    initial: Callable[[str], str] = initial


@dataclass(frozen=True, slots=True)
class TagIndex:
    """All notes and tags of a project. It does not depend on the order in which notes were collected.

    ``entries``, and those of each tag, stand in the order of ``IndexOptions.sort``.
    """

    entries: tuple[Entry, ...] = ()
    tags: Mapping[str, Tag] = field(default_factory=dict)
    by_tag: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    by_id: Mapping[str, Entry] = field(default_factory=dict)
    by_key: Mapping[tuple[str, int], Entry] = field(default_factory=dict)
    archive: tuple[ArchivePage, ...] = ()
    problems: tuple[Problem, ...] = ()

    def tag(self, name: str) -> Tag | None:
        """Find a tag by any spelling of its name."""
        return self.tags.get(tag_key(name))

    def entry(self, note_id: str) -> Entry | None:
        """Find an entry by a note's id, as written or encoded."""
        return self.by_id.get(encode_id(note_id)) or self.by_id.get(note_id)


@paused_collector()
def build_index(placed: Iterable[PlacedNote], options: IndexOptions) -> TagIndex:
    """Build the index. Every note is kept, even under an id that another note has."""
    problems: list[Problem] = []
    kept = [item for item in placed if options.drafts or not item.note.draft]
    kept.sort(key=lambda item: (item.note.origin.order, item.key))
    kept = _with_unique_ids(kept, problems)
    tags = _collect_tags([item.note for item in kept], options, problems)

    by_id = {item.note.id: item for item in kept}
    ordered = sort_notes((item.note for item in kept), options.sort)
    elsewhere = {item.note.id for item in kept if item.home is not None}
    folder = f"{options.dir}/archive"
    pages = plan_archive(
        ordered, options.per_page, elsewhere, lambda name: options.is_taken(f"{folder}/{name}")
    )
    homes = {note.id: f"{folder}/{page.name}" for page in pages for note in page.notes}

    entries = {}
    for note in ordered:
        item = by_id[note.id]
        keys = dict.fromkeys(map(tag_key, note.tags))
        own = tuple(tags[key] for key in keys if key in tags)
        home = homes[note.id] if item.home is None else item.home
        entries[note.id] = Entry(note, home, "" if item.is_page else anchor(note.id), own, frozenset(keys))

    by_tag: dict[str, list[Entry]] = {key: [] for key in tags}
    for entry in entries.values():
        for tag in entry.tags:
            by_tag[tag.key].append(entry)
    problems += _joined_problems(tags, by_tag)
    return TagIndex(
        entries=tuple(entries.values()),
        tags=tags,
        by_tag={key: tuple(members) for key, members in by_tag.items()},
        by_id={entry.name: entry for entry in entries.values()},
        by_key={item.key: entries[item.note.id] for item in kept},
        archive=tuple(pages),
        problems=tuple(problems),
    )


def _with_unique_ids(placed: Sequence[PlacedNote], problems: list[Problem]) -> list[PlacedNote]:
    names = [encode_id(item.note.id) for item in placed]
    wanted = set(names)
    holders: dict[str, Origin] = {}
    numbers: dict[str, int] = {}
    result = []
    for item, name in zip(placed, names, strict=True):
        if name not in holders:
            holders[name] = item.note.where("id")
            result.append(item)
            continue
        number = numbers.get(name, 2)
        while f"{name}-{number}" in wanted or f"{name}-{number}" in holders:
            number += 1
        numbers[name] = number + 1
        note = replace(item.note, id=f"{item.note.id}-{number}")
        hint = "give it an id of its own"
        if note.number is not None and holders[name].path != note.origin.path:
            hint = "if these are exports of one repository, leave the older file out"
        problems.append(
            Problem(
                ProblemKind.DUPLICATE_ID,
                f"{_shared(item.note)} is that of the note at {holders[name]} too; this note, "
                f"{note.title!r}, is kept as {note.id!r}: {hint}",
                item.note.where("id"),
                (holders[name],),
            )
        )
        holders[encode_id(note.id)] = note.where("id")
        result.append(replace(item, note=note))
    return result


def _collect_tags(notes: Sequence[Note], options: IndexOptions, problems: list[Problem]) -> dict[str, Tag]:
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    origins: dict[str, Origin] = {}
    for note in notes:
        for name in note.tags:
            spellings[tag_key(name)][name] += 1
            if name not in origins:
                origins[name] = note.where("tags")
    for key in [key for key in spellings if matches_any(key, options.skip_tags)]:
        del spellings[key]
    slugs = assign_slugs(spellings, options.slugs, options.reserved)
    tags = {}
    for key in sorted(spellings, key=options.order):
        by_frequency = sorted(spellings[key], key=lambda name: (-spellings[key][name], name))
        label = by_frequency[0]
        info = options.infos.get(key, TagInfo(label))
        tags[key] = Tag(
            key,
            " ".join(label.split()),
            slugs[key],
            f"{options.dir}/{slugs[key]}",
            info.colour or _colour_of(label, options.colours),
            info.description,
            options.initial(key),
        )
        if others := by_frequency[1:]:
            problems.append(_spelling_problem(label, others, origins))
    for slug, keys in slug_collisions(slugs, options.slugs, options.reserved):
        problems.append(_collision_problem(slug, [tags[key] for key in keys], spellings, origins))
    return tags


def _colour_of(label: str, colours: Sequence[tuple[str, str]]) -> str:
    return next((colour for pattern, colour in colours if fnmatchcase(label, pattern)), "")


def _spelling_problem(label: str, others: Sequence[str], origins: Mapping[str, Origin]) -> Problem:
    named = ", ".join(f"{name!r} ({origins[name]})" for name in others)
    return Problem(
        ProblemKind.TAG_SPELLING,
        f"the tag {label!r} ({origins[label]}) is also spelt {named}; they are one tag, shown as {label!r}: "
        f"spell it in one way",
        origins[others[0]],
        tuple(origins[name] for name in (label, *others[1:])),
    )


def _collision_problem(
    slug: str, tags: Sequence[Tag], spellings: Mapping[str, Counter[str]], origins: Mapping[str, Origin]
) -> Problem:
    first_origins = [
        min((origins[name] for name in spellings[tag.key]), key=attrgetter("order")) for tag in tags
    ]
    named = ", ".join(
        f"{tag.label!r} ({origin}) gets {tag.docname}"
        for tag, origin in zip(tags, first_origins, strict=True)
    )
    settled = ", ".join(
        f"{json.dumps(tag.label, ensure_ascii=False)}: {{slug: {tag.slug}}}" for tag in tags[len(tags) > 1 :]
    )
    reason = (
        f"the page name {slug!r} is reserved"
        if len(tags) == 1
        else f"several tags want the page name {slug!r}"
    )
    hint = "to settle it, " if len(tags) == 1 else "if one tag is meant, spell it in one way; if not, "
    return Problem(
        ProblemKind.TAG_COLLISION,
        f"{reason}: {named}; {hint}write in the tags file: {settled}",
        first_origins[-1],
        tuple(first_origins[:-1]),
    )


def _joined_problems(tags: Mapping[str, Tag], by_tag: Mapping[str, Sequence[Entry]]) -> Iterator[Problem]:
    """Ask of tags that are several others with blanks between them, and the only one of their notes."""
    for key, entries in by_tag.items():
        words = [tag_key(word) for word in tags[key].label.split()]
        if len(words) > 1 and all(len(by_tag.get(word, ())) > len(entries) for word in words):
            named = ", ".join(tags[word].label for word in words)
            hint = f"if it is several, write commas between them: `{named}`"
            message = f"{tags[key].label!r} is one tag; {hint}"
            if all(len(entry.keys) == 1 for entry in entries):
                yield from (Problem(ProblemKind.TAG, message, entry.note.where("tags")) for entry in entries)


def _shared(note: Note) -> str:
    """Return what makes a note's id the same as another's."""
    if "id" in note.key_lines or note.id != derive_id(note.url, note.title):
        return f"the id {note.id!r}"
    return (
        "the link of this note, which has no id," if note.url else "the title of this note, which has no id,"
    )
