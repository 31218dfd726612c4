"""What the text of a note shows besides its own words: notes that it mentions, pictures, references."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sphinx.environment import BuildEnvironment

from ..core.index import Entry, TagIndex
from ..core.note import Note
from ..util.digest import digest_of
from .images import Pictures


class Mentions:
    """The notes that texts name by their numbers, as in ``#123``, in the file that they share."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[tuple[str, int], Entry] = {}
        for entry in entries:
            if entry.note.number is not None:
                self._entries.setdefault((entry.note.origin.path, entry.note.number), entry)

    def entry(self, note: Note, number: int) -> Entry | None:
        """Return what a number means in the texts of a note."""
        return None if note.number is None else self._entries.get((note.origin.path, number))

    def possible(self, note: Note) -> list[Entry]:
        """Return all that the texts of a note mention, in their order."""
        return [entry for number in note.references.numbers if (entry := self.entry(note, number))]


def has_default_role(env: BuildEnvironment, note: Note) -> bool:
    """Tell whether texts of a note may hold something in the role that a project has for single backticks."""
    texts = (note.summary, note.comment, note.body)
    return bool(env.config.default_role) and any("`" in text for text in texts)


@dataclass(frozen=True)
class Dependencies:
    """What the texts of notes depend on, as values that differ when what is shown may differ."""

    env: BuildEnvironment
    index: TagIndex
    mentions: Mentions
    pictures: Pictures

    def of(self, note: Note) -> object:
        """Return what the texts of a note depend on; nothing for one without a markup."""
        if note.text is None:
            return None
        mentioned = [as_target(entry) for entry in self.mentions.possible(note)]
        referred = [self.referred(*role) for role in note.references.roles]
        if has_default_role(self.env, note):
            referred.append(self._objects)
        return (mentioned, self.pictures.all_in_texts(note), referred)

    def referred(self, role: str, name: str) -> object:
        """Return what a role in a text shows."""
        match role.removeprefix("tagpages:"):
            case "note":
                entry = self.index.entry(name)
                return entry and as_target(entry)
            case "tag":
                tag = self.index.tag(name)
                return tag and (tag.label, tag.docname)
            case _:
                return self._objects

    @cached_property
    def _objects(self) -> object:
        """A digest of all that references of other domains can lead to, and of its titles."""
        return digest_of(
            sorted(
                (domain.name, *map(str, item))
                for domain in self.env.domains.values()
                if domain.name != "tagpages"
                for item in domain.get_objects()
            )
        )


def as_target(entry: Entry) -> tuple[str, str, str]:
    """Return what a reference to a note shows, and where it leads."""
    return (entry.home, entry.anchor, entry.note.title)
