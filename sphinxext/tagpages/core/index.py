"""The tag index: every note with its home and its tags, built anew in each build."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..util.gc_pause import paused_collector
from .archive import ArchivePage, plan_archive
from .note import Note, anchor, derive_id, encode_id
from .options import IndexOptions
from .ordering import sort_notes
from .problems import Origin, Problem, ProblemKind
from .tags.collect import collect_tags
from .tags.names import tag_key
from .tags.own_pages import with_own_pages
from .tags.pageless import Pageless
from .tags.tag import Tag
from .tags.vocabulary import Vocabulary


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


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A note in the index, with an id that no other has.

    ``tags`` are those of its own that have pages; ``keys`` those of all its tags, and of all above them.
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
class TagIndex:
    """All notes and tags of a project. It does not depend on the order in which notes were collected.

    ``entries``, and those of each tag, stand in the order of ``IndexOptions.sort``. A tag has the notes of
    those below it too, each once. ``former`` are names of pages that lead to the page of a tag, by its key;
    ``groups`` are the titles of the groups of tags, in their order; ``own_pages`` the keys of tags whose
    pages are documents of the user's, by docnames; ``pageless`` are the tags that have none.
    """

    entries: tuple[Entry, ...] = ()
    tags: Mapping[str, Tag] = field(default_factory=dict)
    by_tag: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    by_id: Mapping[str, Entry] = field(default_factory=dict)
    by_key: Mapping[tuple[str, int], Entry] = field(default_factory=dict)
    archive: tuple[ArchivePage, ...] = ()
    problems: tuple[Problem, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    former: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    own_pages: Mapping[str, str] = field(default_factory=dict)
    pageless: Pageless = field(default_factory=dict)

    def tag(self, name: str) -> Tag | None:
        """Find a tag by any spelling of its name, or by an alias."""
        return self.tags.get(self.vocabulary.main(name))

    def names_of(self, tag: Tag) -> list[str]:
        """Return the names by which one may mean a tag, the first its own, where its label is not all."""
        aliases = self.vocabulary.written_aliases(tag.key)
        return [tag.name, *aliases] if aliases or tag.name != tag.label else []

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
    collected = collect_tags((item.note for item in kept), options, problems)
    tags, vocabulary = dict(collected.by_key), collected.vocabulary
    own_pages = with_own_pages(tags, vocabulary.main, options.own_pages, collected.pageless, problems)

    by_id = {item.note.id: item for item in kept}
    ordered = sort_notes((item.note for item in kept), options.sort)
    elsewhere = {item.note.id for item in kept if item.home is not None}
    folder = f"{options.dir}/archive"
    pages = plan_archive(
        ordered, options.per_page, elsewhere, lambda name: options.is_taken(f"{folder}/{name}")
    )
    homes = {note.id: f"{folder}/{page.name}" for page in pages for note in page.notes}

    entries = {}
    key_of = vocabulary.main if vocabulary.aliases else tag_key
    for note in ordered:
        item = by_id[note.id]
        keys = dict.fromkeys(map(key_of, note.tags))
        own = tuple(tags[key] for key in keys if key in tags)
        home = homes[note.id] if item.home is None else item.home
        above = map(vocabulary.ancestors, keys) if vocabulary.parents else ()
        all_keys = frozenset(keys).union(*above)
        entries[note.id] = Entry(note, home, "" if item.is_page else anchor(note.id), own, all_keys)

    by_tag: dict[str, list[Entry]] = {key: [] for key in tags}
    for entry in entries.values():
        for key in entry.keys & tags.keys() if vocabulary.parents else [tag.key for tag in entry.tags]:
            by_tag[key].append(entry)
    problems += _joined_problems(tags, by_tag, vocabulary.entries)
    return TagIndex(
        entries=tuple(entries.values()),
        tags=tags,
        by_tag={key: tuple(members) for key, members in by_tag.items()},
        by_id={entry.name: entry for entry in entries.values()},
        by_key={item.key: entries[item.note.id] for item in kept},
        archive=tuple(pages),
        problems=tuple(problems),
        vocabulary=vocabulary,
        former=collected.former,
        groups=collected.groups,
        own_pages=own_pages,
        pageless=collected.pageless,
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


def _joined_problems(
    tags: Mapping[str, Tag], by_tag: Mapping[str, Sequence[Entry]], meant: Container[str]
) -> Iterator[Problem]:
    """Ask of tags that are several others with blanks between them, and the only one of their notes.

    Those that the tags file has are ``meant`` as they are.
    """
    for key, entries in by_tag.items():
        words = [tag_key(word) for word in tags[key].name.split()] if key not in meant else ()
        if len(words) > 1 and all(len(by_tag.get(word, ())) > len(entries) for word in words):
            named = ", ".join(tags[word].name for word in words)
            hint = f"if it is several, write commas between them: `{named}`"
            message = f"{tags[key].name!r} is one tag; {hint}"
            if all(entry.tags == (tags[key],) and len(entry.note.tags) == 1 for entry in entries):
                yield from (Problem(ProblemKind.TAG, message, entry.note.where("tags")) for entry in entries)


def _shared(note: Note) -> str:
    """Return what makes a note's id the same as another's."""
    if "id" in note.key_lines or note.id != derive_id(note.url, note.title):
        return f"the id {note.id!r}"
    return (
        "the link of this note, which has no id," if note.url else "the title of this note, which has no id,"
    )
