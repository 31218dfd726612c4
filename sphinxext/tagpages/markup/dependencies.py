"""What the text of a note shows besides its own words: notes that it mentions, pictures, references."""

from __future__ import annotations

import re
from functools import cached_property

from sphinx.environment import BuildEnvironment

from ..core.index import Entry, TagIndex
from ..core.note import Note
from .images import Pictures
from .mentions import Mentions
from .rst import PLAIN_ROLES

_ROLE = re.compile(r"(?::([\w:.+-]+):)?`([^`]*)`(?::([\w:.+-]+):)?")
_TARGET = re.compile(r"(?:.*<)?\s*~?(.*?)\s*>?", re.DOTALL)


class Dependencies:
    """What the texts of notes depend on, as values that differ when what is shown may differ."""

    def __init__(
        self, env: BuildEnvironment, index: TagIndex, mentions: Mentions, pictures: Pictures
    ) -> None:
        self._env = env
        self._index = index
        self._mentions = mentions
        self._pictures = pictures

    def of(self, note: Note) -> object:
        """Return what the texts of a note depend on; nothing for one without a markup."""
        if note.text is None:
            return None
        mentioned = [as_target(entry) for entry in self._mentions.possible(note)]
        referred = self._referred(note) if note.markup == "rst" else None
        return (mentioned, self._pictures.all_in_texts(note), referred)

    def _referred(self, note: Note) -> list[object]:
        found: list[object] = []
        for text in (note.summary, note.comment, note.body):
            for before, target, after in _ROLE.findall(text):
                role = (before or after).lower().removeprefix("tagpages:")
                match = _TARGET.fullmatch(target)
                name = match[1] if match else ""
                if role == "note":
                    entry = self._index.entry(name)
                    found.append(entry and as_target(entry))
                elif role == "tag":
                    tag = self._index.tag(name)
                    found.append(tag and (tag.label, tag.docname))
                elif role and role not in PLAIN_ROLES:
                    found.append(self._objects)
        return found

    @cached_property
    def _objects(self) -> object:
        """All that references of other domains can lead to, and its titles."""
        return sorted(
            (domain.name, *map(str, item))
            for domain in self._env.domains.values()
            if domain.name != "tagpages"
            for item in domain.get_objects()
        )


def as_target(entry: Entry) -> tuple[str, str, str]:
    """Return what a reference to a note shows, and where it leads."""
    return (entry.home, entry.anchor, entry.note.title)
