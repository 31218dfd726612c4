"""The notes of a project with their tags, as they are looked at to tend these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..core.note import Note
from ..core.tags.names import usual_names
from ..core.tags.vocabulary import Vocabulary
from ..util.words import words
from .spelling import words_of

#: Of so many notes of a tag the texts are looked at, to see whether one writes another tag.
_MOST_LOOKED_AT = 50
#: That so few notes of two tags do not write the other one says nothing.
_FEW = 5


def texts(note: Note) -> Iterator[str]:
    """Yield the texts of a note, its title first."""
    yield note.title
    yield from (note.summary, note.comment, note.body)


@dataclass(frozen=True, eq=False)
class TaggedNotes:
    """Notes, and their tags by keys; an alias is the tag that it leads to.

    ``tags`` are those of each note, each once. ``names`` are of tags that notes have, and of those that the
    tags file knows. ``holders`` are the numbers of the notes that have a tag, of each that some note has.
    """

    notes: Sequence[Note]
    vocabulary: Vocabulary
    tags: Sequence[Sequence[str]]
    names: Mapping[str, str]
    holders: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, notes: Sequence[Note], vocabulary: Vocabulary) -> TaggedNotes:
        """Look at the tags of notes. A tag is called as the tags file has it, else as most notes have it."""
        holders: dict[str, list[int]] = {}
        tags = []
        for number, note in enumerate(notes):
            keys = dict.fromkeys(map(vocabulary.main, note.tags))
            for key in keys:
                holders.setdefault(key, []).append(number)
            tags.append(tuple(keys))
        spelt = usual_names(name for note in notes for name in note.tags)
        vocabulary = vocabulary.with_levels(spelt)
        names = {
            key: vocabulary.names.get(key) or spelt[key] for key in sorted({*holders, *vocabulary.entries})
        }
        return cls(notes, vocabulary, tags, names, holders)

    def count(self, key: str) -> int:
        """Return how many notes have a tag."""
        return len(self.holders.get(key, ()))

    def both(self, key: str, other: str) -> int:
        """Return how many notes have both tags."""
        return len(set(self.holders.get(key, ())).intersection(self.holders.get(other, ())))

    def ordered(self, keys: Iterable[str]) -> list[str]:
        """Return tags, first those of the tags file, then those of most notes: these are to stay."""
        return sorted(
            keys, key=lambda key: (key not in self.vocabulary.entries, -self.count(key), len(key), key)
        )

    def are_different(self, key: str, other: str) -> bool:
        """Tell whether the tags file says that two tags are two, or that one is above the other."""
        above = self.vocabulary.ancestors
        return frozenset((key, other)) in self._different or key in above(other) or other in above(key)

    @cached_property
    def _different(self) -> frozenset[frozenset[str]]:
        main = self.vocabulary.main
        return frozenset(
            frozenset((key, main(name)))
            for key, entry in self.vocabulary.entries.items()
            for name in entry.different
        )

    @cached_property
    def words(self) -> Mapping[str, int]:
        """In the texts of how many notes each word stands."""
        return Counter(
            word for note in self.notes for word in {word for text in texts(note) for word in words(text)}
        )

    def write_each_other(self, key: str, other: str) -> bool | None:
        """Tell whether a note of one of two tags writes the other one; ``None``: they are too few to tell."""
        looked_at = 0
        for tag, written in ((key, other), (other, key)):
            name = " ".join(words_of(self.names[written])).casefold()
            wanted = [f" {' '.join(words(text))} " for text in (name, self.names[written])]
            for number in self.holders.get(tag, ())[:_MOST_LOOKED_AT]:
                looked_at += 1
                text = f" {' '.join(word for text in texts(self.notes[number]) for word in words(text))} "
                if any(want in text or f"{want[:-1]}s " in text for want in wanted):
                    return True
        return None if looked_at < _FEW else False
