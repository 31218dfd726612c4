"""What a renaming of tags changes in the files of a project: planned and checked before any is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from ...core.note import Note
from ...core.tags.names import tag_key, usual_names
from ...util.text import folded, one_line
from .marks.tags_file import is_alias, renamed_in_tags_file
from .marks.words import CannotWriteError, TagList, apply, edits_of, new_name
from .project import HindranceError, TaggedProject, TagsSource, notes_of, placeless


@dataclass(frozen=True, slots=True)
class Change:
    """A file that changes: ``before`` is ``None`` for a new one. ``count``: how many tags change in it."""

    path: str
    real: Path
    before: bytes | None
    after: bytes
    texts: tuple[str | None, str]
    count: int = 0


@dataclass(slots=True)
class Plan:
    """What is to be done: the changes, the tags file first; what hinders, each with its place.

    ``unknown`` are tags that nothing has, each with the one that it is an alias of, if any. ``kept`` are the
    files that are not edited, each with how many notes have an old tag; ``staying`` old tags in roles where
    the new one has no room: files, lines, names. ``renamed`` are the new names by the keys of the old, and
    ``joined`` is how many notes had the new one before.
    """

    changes: list[Change] = field(default_factory=list)
    hindrances: list[str] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    staying: list[tuple[str, int, str]] = field(default_factory=list)
    names: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    joined: int = 0


def plan_renaming(project: TaggedProject, old: Sequence[str], new: str) -> Plan:
    """Plan to write ``new`` wherever one of ``old`` stands.

    The names that go are in any spelling, the new one as it is to be written.

    Raises:
        ValueError: a name is none.
    """
    new = one_line(new)
    for name in (*old, new):
        if not tag_key(name):
            msg = f"{name!r} is no name of a tag"
            raise ValueError(msg)
    return _Planner(project, {tag_key(name): new for name in old}, list(old), new).plan()


def _below(name: str, old: Sequence[str], new: str, separator: str) -> str:
    """Return what a name becomes that is below one of others, if any: of several, below the longest."""
    levels = [level.strip() for level in name.split(separator)]
    for at in range(len(levels) - 1, 0, -1):
        above = tag_key(separator.join(levels[:at]))
        if above in map(tag_key, old) and not _is_below(new, above, separator):
            return separator.join([new, *levels[at:]])
    return ""


def _is_below(name: str, above: str, separator: str) -> bool:
    levels = [level.strip() for level in name.split(separator)]
    return any(tag_key(separator.join(levels[:at])) == above for at in range(1, len(levels)))


@dataclass(slots=True)
class _Planner:
    _project: TaggedProject
    _names: dict[str, str]
    _old: list[str]
    _new: str
    _plan: Plan = field(default_factory=Plan)
    _used: set[str] = field(default_factory=set)

    def plan(self) -> Plan:
        """Look at each file."""
        notes = [note for _source, note in notes_of(self._project)]
        known = usual_names(name for note in notes for name in note.tags)
        levels = self._take_levels(known)
        self._used = known.keys() & self._names.keys()
        self._plan.names = frozenset(known.values())
        self._plan.renamed = self._names
        if self._used - {tag_key(self._new)}:
            self._plan.joined = sum(tag_key(self._new) in map(tag_key, note.tags) for note in notes)
        for source in self._project.sources:
            try:
                self._source(source)
            except HindranceError as error:
                self._hinder(source.path, error.line, str(error))
        self._used |= levels
        self._tags_file(known)
        return self._plan

    def _take_levels(self, known: Mapping[str, str]) -> set[str]:
        """Rename what is below the old names, too; return the keys of those that have something below."""
        separator, old = self._project.settings.separator, list(self._old)
        said = {tag_key(entry.name): entry.name for entry in self._project.tags_file().entries}
        levels: set[str] = set()
        for key, name in {**said, **known}.items() if separator else ():
            if new := _below(name, old, self._new, separator):
                levels |= {tag_key(above) for above in old if _is_below(name, tag_key(above), separator)}
                if key not in self._names:
                    self._names[key] = new
                    self._old.append(name)
        return levels

    def _hinder(self, path: str, line: int, reason: str) -> None:
        self._plan.hindrances.append(f"{self._project.shown(path)}:{line}: {reason}")

    def _source(self, source: TagsSource) -> None:
        before = source.result().notes
        count = sum(1 for note in before if not self._names.keys().isdisjoint(map(tag_key, note.tags)))
        if not source.is_editable:
            if count:
                self._plan.kept[source.path] = count
            return
        try:
            text = source.text()
            lists = source.lists(text)
        except HindranceError:
            if count or self._is_named_in(source):
                raise
            return
        concerned = [words for words in lists if any(tag_key(word.name) in self._names for word in words)]
        self._used |= {tag_key(word.name) for word in chain.from_iterable(concerned)} & self._names.keys()
        after, number = self._edited(source, text, concerned)
        if after != text or any(self._changed(note) != note for note in before):
            self._check(source, before, lists, after)
        if after != text:
            content = after.encode(source.encoding)
            change = Change(source.path, source.real, source.content, content, (text, after), number)
            self._plan.changes.append(change)

    def _edited(self, source: TagsSource, text: str, lists: Sequence[TagList]) -> tuple[str, int]:
        """Return a text with the tags of lists renamed, and how many edits that takes.

        Raises:
            HindranceError: a name cannot be written there.
        """
        try:
            edits = [edit for words in lists for edit in edits_of(words, self._names, text)]
            after = apply(text, edits)
            for word in chain.from_iterable(lists):
                is_old = tag_key(word.name) in self._names and word.name != self._names[tag_key(word.name)]
                if is_old and word.fits and new_name(word, self._names) == word.name:
                    self._plan.staying.append((source.path, _line(text, word.start), word.name))
        except CannotWriteError as error:
            raise HindranceError(str(error), _line(text, error.at)) from None
        return after, len(edits)

    def _is_named_in(self, source: TagsSource) -> bool:
        text = " ".join(folded(source.content.decode(source.encoding, "replace")).split())
        return any(name in text for name in self._names)

    def _check(
        self, source: TagsSource, before: Sequence[Note], lists: Sequence[TagList], after: str
    ) -> None:
        """See that the notes of the new text are the old ones with their tags renamed, and so its other tags.

        Raises:
            HindranceError: they are not.
        """
        expected = [_unique(new_name(word, self._names) for word in words) for words in lists]
        try:
            found = [_unique(word.name for word in words) for words in source.lists(after)]
        except HindranceError as error:
            msg = f"{self._new!r} cannot be written here: {error}"
            raise HindranceError(msg, error.line) from None
        notes = source.result(after).notes
        for old, new in zip(before, notes, strict=False):
            if _comparable(self._changed(old), source) != _comparable(new, source):
                raise HindranceError(self._reason(new), old.origin.line or 1)
        if len(before) != len(notes) or expected != found:
            msg = f"{self._new!r} cannot be written here in a way that is read again"
            pairs = zip(lists, expected, found, strict=False)
            at = next((words[0].start for words, one, two in pairs if one != two), 0)
            raise HindranceError(msg, _line(source.text(), at))

    def _changed(self, note: Note) -> Note:
        """Return a note with its tags renamed."""
        return replace(note, tags=tuple(_unique(self._names.get(tag_key(name), name) for name in note.tags)))

    def _reason(self, note: Note) -> str:
        if not self._names.keys().isdisjoint(map(tag_key, note.tags)):
            return (
                f"a tag of the note {note.title!r} is written where it is not edited; write it under `tags`"
            )
        return (
            f"the note {note.title!r} would not be the same with {self._new!r} written here; edit it by hand"
        )

    def _tags_file(self, known: Mapping[str, str]) -> None:
        path = self._project.tags_path
        real = (self._project.folder / path).resolve()
        source = TagsSource(path, "yaml", self._project.tags_content or b"", real, outside=False)
        try:
            before = source.text()
        except HindranceError as error:
            self._hinder(path, error.line, str(error))
            return
        after = before
        entries = self._project.tags_file().entries
        said = {tag_key(entry.name) for entry in entries}
        aliases = {tag_key(alias): entry.name for entry in entries for alias in entry.aliases}
        for name in self._old:
            key = tag_key(name)
            new = self._names[key]
            if key not in self._used | said:
                if key == tag_key(new) or not is_alias(after, name, new):
                    self._plan.unknown[name] = aliases.get(key, "")
                continue
            try:
                after = renamed_in_tags_file(after, known.get(key, name), new)
            except CannotWriteError as error:
                self._hinder(path, _line(after, error.at), str(error))
                return
        if after != before:
            if not real.is_relative_to(self._project.folder.resolve()):
                self._hinder(path, 1, "the tags file is outside of the source folder, and not written")
                return
            content = self._project.tags_content
            texts = (None if content is None else before, after)
            change = Change(path, real, content, after.encode(source.encoding), texts)
            self._plan.changes.insert(0, change)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _unique(names: Iterable[str]) -> list[str]:
    """Return tags, each once, in its first spelling."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(tag_key(name), name)
    return list(found.values())


def _comparable(note: Note, source: TagsSource) -> Note:
    """Return a note without its place, and without texts of documents: they have roles."""
    note = placeless(note)
    return replace(note, id="", title="", body="") if source.kind in {"rst", "markdown"} else note
