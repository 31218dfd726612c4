"""What the text of a note shows besides its own words: notes that it mentions, pictures, references."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sphinx.environment import BuildEnvironment

from ..core.index import Entry, TagIndex
from ..core.note import Note
from .images import Pictures
from .mentions import Mentions


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
        referred = [self._referred(*role) for role in note.references.roles]
        return (mentioned, self.pictures.all_in_texts(note), referred)

    def _referred(self, role: str, name: str) -> object:
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
        """All that references of other domains can lead to, and its titles."""
        return sorted(
            (domain.name, *map(str, item))
            for domain in self.env.domains.values()
            if domain.name != "tagpages"
            for item in domain.get_objects()
        )


def as_target(entry: Entry) -> tuple[str, str, str]:
    """Return what a reference to a note shows, and where it leads."""
    return (entry.home, entry.anchor, entry.note.title)
