"""What has changed between two states of a collection, as two files ``notes.json`` have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .tags.names import tag_key

#: A note or a tag, as ``notes.json`` has it.
Record: TypeAlias = Mapping[str, Any]
#: The notes and the tags of one state.
Records: TypeAlias = tuple[Sequence[Record], Sequence[Record]]

#: What a note says. Its place and what is related to it follow from other notes, its snippet from its text.
_OF_NOTE = (
    "title", "url", "links", "date", "published", "authors", "venue", "kind", "lang", "pinned", "image",
    "image_alt", "text", "extra",
)  # fmt: skip
_OF_TAG = ("label", "slug", "description", "colour", "group", "parents", "aliases")


@dataclass(frozen=True, slots=True)
class Edited:
    """A note or a tag that says something else: as it is now, and the names of the fields.

    ``gained`` and ``lost`` are the tags of a note.
    """

    now: Record
    fields: tuple[str, ...]
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """The fields that say something else; in place of `tags`, the tags that a note gained and lost."""
        fields = (name for name in self.fields if name != "tags")
        return [
            *fields,
            *(f"+{name}" for name in self.gained),
            *(f"\N{MINUS SIGN}{name}" for name in self.lost),
        ]


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed. Notes stand in the order of the newer file, those that are gone as they stood.

    ``renamed`` and ``merged`` lead from the names of tags that are gone to the tags that stand for them.
    """

    added: Sequence[Record] = ()
    edited: Sequence[Edited] = ()
    gone: Sequence[Record] = ()
    tags_added: Sequence[Record] = ()
    tags_edited: Sequence[Edited] = ()
    tags_gone: Sequence[Record] = ()
    renamed: Mapping[str, Record] = field(default_factory=dict)
    merged: Mapping[str, Record] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether anything has changed."""
        notes = (self.added, self.edited, self.gone)
        return any((*notes, self.tags_added, self.tags_edited, self.tags_gone, self.renamed, self.merged))


def said_of(note: Record) -> Record:
    """Return what a note says: when that is another, it has been edited."""
    return {name: note[name] for name in (*_OF_NOTE, "tags") if name in note}


def changes_between(old: Records, new: Records) -> Changes:
    """Compare two states.

    A note is the same if its id is. An id that is derived goes with the link or the title: a note that is
    gone and one that is new are the same if they alone have a link, or else a title, in common. A tag is
    renamed or merged if another has its name as an alias now, or if each of its notes that are left
    has one and the same tag in its place.
    """
    same = _same_notes(old[0], new[0])
    old_tags, new_tags = ({tag["name"]: tag for tag in tags} for _notes, tags in (old, new))
    renamed, merged = _moved_tags(same, old_tags, new_tags)
    moved = {name: tag["name"] for name, tag in (*renamed.items(), *merged.items())}
    old_ids = {id(before) for before, _now in same}
    new_ids = {id(now): before for before, now in same}
    former = {tag["name"]: name for name, tag in renamed.items()}
    keys = frozenset(map(tag_key, moved))
    edited = (_edited_note(new_ids[id(note)], note, moved) for note in new[0] if id(note) in new_ids)
    tags_edited = (
        _edited_tag(old_tags.get(name) or _before(old_tags[former[name]], tag), tag, moved, keys)
        for name, tag in new_tags.items()
        if name in old_tags or name in former
    )
    return Changes(
        added=[note for note in new[0] if id(note) not in new_ids],
        edited=list(filter(None, edited)),
        gone=[note for note in old[0] if id(note) not in old_ids],
        tags_added=[tag for name, tag in new_tags.items() if name not in old_tags and name not in former],
        tags_edited=list(filter(None, tags_edited)),
        tags_gone=[tag for name, tag in old_tags.items() if name not in new_tags and name not in moved],
        renamed=renamed,
        merged=merged,
    )


def _before(old: Record, tag: Record) -> Record:
    """Return what a renamed tag was; its label and address have changed with its name."""
    return {**old, "label": tag["label"], "slug": tag["slug"]}


def _same_notes(old: Sequence[Record], new: Sequence[Record]) -> list[tuple[Record, Record]]:
    by_id = {note["id"]: note for note in new}
    same = [(note, by_id[note["id"]]) for note in old if note["id"] in by_id]
    for name in ("url", "title"):
        known = {id(note) for pair in same for note in pair}
        before, after = (
            _by_value(name, (note for note in each if id(note) not in known)) for each in (old, new)
        )
        found = [(before[value], after[value]) for value in before if value in after]
        same += [(first[0], then[0]) for first, then in found if len(first) == len(then) == 1]
    return same


def _by_value(name: str, notes: Iterable[Record]) -> dict[str, list[Record]]:
    found = defaultdict[str, list[Record]](list)
    for note in notes:
        if value := note.get(name):
            found[value].append(note)
    return found


def _moved_tags(
    same: Sequence[tuple[Record, Record]], old: Mapping[str, Record], new: Mapping[str, Record]
) -> tuple[dict[str, Record], dict[str, Record]]:
    """Return the tags that are gone because they were renamed, and because they were merged into others."""
    gone = [name for name in old if name not in new]
    aliases = {tag_key(alias): tag for tag in new.values() for alias in tag.get("aliases", ())}
    of_all: dict[str, frozenset[str]] = {}
    gained = defaultdict[str, set[str]](set)
    for before, now in same:
        had, has = (frozenset(note.get("tags", ())) for note in (before, now))
        for name in had - has:
            of_all[name] = of_all.get(name, has) & has
            gained[name] |= has - had
    renamed: dict[str, Record] = {}
    merged: dict[str, Record] = {}
    known = set(old)
    for name in gone:
        in_its_place = of_all.get(name, frozenset()) & gained[name]
        tag = aliases.get(tag_key(name))
        if tag is None and len(in_its_place) == 1:
            tag = new.get(next(iter(in_its_place)))
        if tag is None:
            continue
        (merged if tag["name"] in known else renamed)[name] = tag
        known.add(tag["name"])
    return renamed, merged


def _edited_note(old: Record, new: Record, moved: Mapping[str, str]) -> Edited | None:
    before = dict.fromkeys(moved.get(name, name) for name in old.get("tags", ()))
    now = dict.fromkeys(new.get("tags", ()))
    fields = [name for name in _OF_NOTE if old.get(name) != new.get(name)]
    gained, lost = (tuple(name for name in a if name not in b) for a, b in ((now, before), (before, now)))
    if gained or lost:
        fields.append("tags")
    return Edited(new, tuple(fields), gained, lost) if fields else None


def _edited_tag(
    old: Record, new: Record, moved: Mapping[str, str], moved_keys: Collection[str]
) -> Edited | None:
    def said(tag: Record, name: str) -> object:
        value = tag.get(name)
        if name == "parents":
            return [moved.get(parent, parent) for parent in value or ()]
        # A tag that was merged or renamed stays as an alias: that is told as what it is.
        return set(map(tag_key, value or ())).difference(moved_keys) if name == "aliases" else value

    fields = tuple(name for name in _OF_TAG if said(old, name) != said(new, name))
    return Edited(new, fields) if fields else None
