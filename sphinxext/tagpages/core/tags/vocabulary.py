"""The tags that a project knows by its tags file: their aliases, and which are above which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..problems import Problem, ProblemKind
from .entries import TagEntry
from .names import tag_key


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What the tags file says of all tags, taken together.

    ``entries`` are what it says of each, by keys, in its order, without those that are aliases of others:
    of these, ``joined``, only aliases and names of pages count.
    ``aliases`` lead from the key of an alias to the key of the tag that it is, in one step. ``parents`` are
    the keys of the tags right above one; no tag is above itself. ``names`` are the names of tags that stand
    in the file, or are levels of other names, by keys. ``separator`` divides levels in names.
    """

    entries: Mapping[str, TagEntry] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    separator: str = ""
    problems: tuple[Problem, ...] = ()
    joined: Mapping[str, TagEntry] = field(default_factory=dict)
    _ancestors: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, entries: Sequence[TagEntry], separator: str = "") -> Vocabulary:
        """Put together what a file says; what cannot be is among the problems, and left out.

        ``entries`` are in the order of the file, each of another tag; ``separator`` divides levels in names.
        """
        if not entries:
            return cls(separator=separator)
        problems: list[Problem] = []
        by_key = {tag_key(entry.name): entry for entry in entries}
        read = _Aliases(by_key)
        problems += read.read()
        aliases = read.ends()
        own = {key: entry for key, entry in by_key.items() if key not in aliases}
        joined = {key: entry for key, entry in by_key.items() if key in aliases}
        parents = _Parents({})
        names = {key: entry.name for key, entry in own.items()}
        for key, entry in own.items():
            for name in entry.parents:
                above = aliases.get(tag_key(name), tag_key(name))
                names.setdefault(above, name)
                if not parents.add(key, above):
                    where = "itself" if above == key else f"{entry.name!r}, which is above it"
                    message = f"{name!r} cannot be above {where}, and is left out: remove it from the parents"
                    problems.append(Problem(ProblemKind.TAGS_FILE, message, entry.where("parents")))
        return cls(own, aliases, parents.edges, names, separator, tuple(problems), joined)

    def main(self, name: str) -> str:
        """Return the key of the tag that a name means, in any spelling, or as an alias."""
        key = tag_key(name)
        return self.aliases.get(key, key)

    def ancestors(self, key: str) -> frozenset[str]:
        """Return the keys of all tags above one."""
        known = self._ancestors.get(key)
        if known is None:
            found = dict.fromkeys(self.parents.get(key, ()))
            waiting = list(found)
            while waiting:
                for above in self.parents.get(waiting.pop(), ()):
                    if above not in found:
                        found[above] = None
                        waiting.append(above)
            known = self._ancestors[key] = frozenset(found)
        return known

    def are_in_line(self, one: str, other: str) -> bool:
        """Tell whether one tag is above or below another."""
        return other in self.ancestors(one) or one in self.ancestors(other)

    @cached_property
    def aliases_of(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the aliases of each tag that has some."""
        found: dict[str, tuple[str, ...]] = {}
        for alias, key in self.aliases.items():
            found[key] = (*found.get(key, ()), alias)
        return found

    def written_aliases(self, key: str) -> list[str]:
        """Return the aliases of a tag as the file writes them."""
        return [self._spelt[alias] for alias in self.aliases_of.get(key, ())]

    @cached_property
    def _spelt(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for entry in (*self.entries.values(), *self.joined.values()):
            for name in entry.aliases:
                found.setdefault(tag_key(name), name)
        return found

    def with_levels(self, names: Mapping[str, str]) -> Vocabulary:
        """Return the vocabulary with the tags that are above others by their names.

        With the separator ``/``, ``A/B/C`` is below ``A/B``, and that below ``A``, whether a note has these
        or not. A name with an empty level has none.

        ``names`` are those of the tags of all notes, by keys.
        """
        if not self.separator:
            return self
        known = dict(self.names)
        problems = list(self.problems)
        parents = _Parents(self.parents)
        for key, name in sorted({**names, **known}.items()):
            below = key
            levels = [level.strip() for level in name.split(self.separator)]
            while below not in self.aliases and len(levels) > 1 and all(levels):
                levels.pop()
                level = self.separator.join(levels)
                above = self.main(level)
                known.setdefault(above, level)
                if not parents.add(below, above) and (entry := self.entries.get(above)):
                    message = f"{level!r} is above {known.get(below, name)!r} by its name, not below it: "
                    message += "remove that from its parents"
                    problems.append(Problem(ProblemKind.TAGS_FILE, message, entry.where("parents")))
                below = tag_key(level)
        return replace(self, parents=parents.edges, names=known, problems=tuple(problems))


class _Parents:
    """Which tags are right above which, without circles."""

    def __init__(self, edges: Mapping[str, tuple[str, ...]]) -> None:
        self.edges = dict(edges)
        self._above = {above for those in edges.values() for above in those}

    def add(self, key: str, above: str) -> bool:
        """Put a tag above another unless that closes a circle; return whether it stands there."""
        known = self.edges.get(key, ())
        if above not in known:
            # A tag that is above none yet closes no circle, which needs no look at the others.
            if above == key or (key in self._above and self._is_above(key, above)):
                return False
            self.edges[key] = (*known, above)
            self._above.add(above)
        return True

    def _is_above(self, key: str, other: str) -> bool:
        seen, waiting = {other}, [other]
        while waiting:
            for above in self.edges.get(waiting.pop(), ()):
                if above == key:
                    return True
                if above not in seen:
                    seen.add(above)
                    waiting.append(above)
        return False


class _Aliases:
    """To which tag each alias leads, by keys: the first of a file counts, and no circle."""

    def __init__(self, by_key: Mapping[str, TagEntry]) -> None:
        self._by_key = by_key
        self._given: dict[str, str] = {}
        self._ends: dict[str, str] = {}

    def end(self, key: str) -> str:
        """Return the tag at the end of a chain of aliases."""
        path = []
        while key in self._ends:
            path.append(key)
            key = self._ends[key]
        self._ends.update(dict.fromkeys(path, key))
        return key

    def read(self) -> Iterator[Problem]:
        """Read the aliases of all entries, and yield what is wrong with them."""
        for key, entry in self._by_key.items():
            for name in entry.aliases:
                alias, origin = tag_key(name), entry.where("aliases")
                if alias == key or self._given.get(alias) == key:
                    continue
                if reason := self._refusal(alias, key):
                    message = f"{name!r} is no alias of {entry.name!r}: {reason}; remove one"
                    yield Problem(ProblemKind.TAGS_FILE, message, origin)
                    continue
                self._given[alias] = self._ends[alias] = key
                if other := self._by_key.get(alias):
                    message = (
                        f"{name!r} is an alias of {entry.name!r}; what the file says of {name!r} "
                        f"({other.origin}) besides aliases, slug and former names is left out: "
                        f"move it to {entry.name!r}"
                    )
                    yield Problem(ProblemKind.TAGS_FILE, message, origin, (other.origin,))

    def _refusal(self, alias: str, key: str) -> str:
        if alias in self._given:
            return f"it is one of {self._by_key[self._given[alias]].name!r} already"
        return f"that is an alias of {self._by_key[alias].name!r}" if self.end(key) == alias else ""

    def ends(self) -> dict[str, str]:
        """Return the tag that each alias is."""
        return {alias: self.end(alias) for alias in self._given}
