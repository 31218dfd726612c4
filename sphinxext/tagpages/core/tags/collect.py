"""The tags that have pages: of the notes, and those above them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from ..note import Note
from ..options import IndexOptions
from ..problems import Origin, Problem, ProblemKind
from .groups import Groups
from .info import TagInfo, joined
from .names import tag_key
from .pageless import Pageless, without_pages
from .slugs import assign_slugs, file_name, plain_slug, slug_collisions
from .tag import Tag
from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags that have pages, in the order of their names, by keys.

    ``former`` are names of pages that lead to that of a tag, by its key: those that its aliases would have,
    and those that the tags file says it had. ``groups`` are the titles of groups in their order. ``pageless``
    are the tags that have no pages.
    """

    by_key: Mapping[str, Tag]
    vocabulary: Vocabulary
    former: Mapping[str, str]
    groups: tuple[str, ...]
    pageless: Pageless


@dataclass(slots=True)
class _Spellings:
    """How notes write each tag, by the keys of names: how often, and where first."""

    counts: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    origins: dict[str, Origin] = field(default_factory=dict)

    def usual(self, key: str) -> str:
        """Return the spelling that most notes have."""
        return self.by_frequency(key)[0]

    def by_frequency(self, key: str) -> list[str]:
        """Return all spellings, the most frequent first."""
        return sorted(self.counts[key], key=lambda name: (-self.counts[key][name], name))

    def first(self, keys: Iterable[str]) -> Origin | None:
        """Return the first place, by files and lines, where a note has one of some tags."""
        found = (self.origins[name] for key in keys if key in self.counts for name in self.counts[key])
        return min(found, key=lambda origin: origin.order, default=None)


def collect_tags(notes: Iterable[Note], options: IndexOptions, problems: list[Problem]) -> Tags:
    """Return the tags that have pages; what is wrong with them is added to the problems."""
    spellings = _Spellings()
    for note in notes:
        for name in note.tags:
            spellings.counts[tag_key(name)][name] += 1
            if name not in spellings.origins:
                spellings.origins[name] = note.where("tags")
    vocabulary = options.vocabulary
    if vocabulary.separator:
        vocabulary = vocabulary.with_levels({key: spellings.usual(key) for key in spellings.counts})
    own = {vocabulary.aliases.get(key, key) for key in spellings.counts}
    skipped = [vocabulary.main(pattern) for pattern in options.skip_tags]
    there = own.union(*map(vocabulary.ancestors, own) if vocabulary.parents else ())
    pageless = without_pages(there, vocabulary.entries, skipped)
    shown = there - pageless.keys()
    names = {key: _name(key, spellings, vocabulary) for key in shown}
    labels = {
        key: title
        for key, entry in vocabulary.entries.items()
        if key in shown and (title := entry.title_in(options.language))
    }
    slugs = _Slugs(shown, options, vocabulary)
    groups = Groups(options.groups, vocabulary)
    above = _next_above(shown, vocabulary)
    below: defaultdict[str, list[str]] = defaultdict(list)
    tags = {}
    sort_names = {key: tag_key(labels[key]) if key in labels else key for key in shown}
    ordered = sorted(shown, key=lambda key: (options.order(sort_names[key]), key))
    for key in ordered:
        for parent in above.get(key, ()):
            below[parent].append(key)
    for key in ordered:
        info = _info(key, options.infos, vocabulary)
        entry = vocabulary.entries.get(key)
        colour = info.colour or _colour_of(names[key], options.colours)
        tags[key] = Tag(
            key,
            names[key],
            labels.get(key, names[key]),
            slugs.own[key],
            f"{options.dir}/{slugs.own[key]}",
            colour,
            info.description,
            options.initial(sort_names[key]),
            groups.of(key, colour),
            entry.weight if entry else None,
            above.get(key, ()),
            tuple(below.get(key, ())),
        )
    problems += vocabulary.problems
    problems += _spelling_problems(ordered, spellings, vocabulary)
    problems += slugs.problems(tags, spellings)
    return Tags(tags, vocabulary, slugs.former, groups.in_order(tags.values()), pageless)


def _name(key: str, spellings: _Spellings, vocabulary: Vocabulary) -> str:
    name = spellings.usual(key) if key in spellings.counts else vocabulary.names[key]
    return " ".join(name.split())


def _info(key: str, infos: Mapping[str, TagInfo], vocabulary: Vocabulary) -> TagInfo:
    """Return what is said of a tag: in the tags file first, then by sources of it, then of its aliases."""
    entry = vocabulary.entries.get(key)
    found = [TagInfo(entry.name, entry.colour, entry.text or entry.description)] if entry else []
    found += [infos[name] for name in (key, *vocabulary.aliases_of.get(key, ())) if name in infos]
    return joined(found) if found else TagInfo(key)


def _colour_of(label: str, colours: Sequence[tuple[str, str]]) -> str:
    return next((colour for pattern, colour in colours if fnmatchcase(label, pattern)), "")


def _next_above(shown: Collection[str], vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return the next tags above each that have pages: above one without, those above that."""
    found: dict[str, tuple[str, ...]] = {}
    for key in shown & vocabulary.parents.keys() if vocabulary.parents else ():
        waiting = list(vocabulary.parents[key])
        above: dict[str, None] = {}
        seen = set(waiting)
        while waiting:
            parent = waiting.pop(0)
            if parent in shown:
                above[parent] = None
                continue
            more = [other for other in vocabulary.parents.get(parent, ()) if other not in seen]
            seen.update(more)
            waiting += more
        if above:
            found[key] = tuple(above)
    return found


class _Slugs:
    """The names of the pages of tags, and the names of other pages that lead there.

    All names that tags would have if no alias were one are given out first (``old``), so that no address
    changes hands when a tag becomes an alias of another: a tag has its plain name where that was its own, or
    that of one of its aliases, and each other name of these leads to it.
    """

    def __init__(self, keys: Collection[str], options: IndexOptions, vocabulary: Vocabulary) -> None:
        self._reserved = options.reserved
        self._vocabulary = vocabulary
        aliases = {alias: key for alias, key in vocabulary.aliases.items() if key in keys}
        self._said = {**vocabulary.entries, **vocabulary.joined}
        self._pinned = {
            key: entry.slug
            for key, entry in self._said.items()
            if entry.slug and (key in keys or key in aliases)
        }
        self._old = assign_slugs([*keys, *aliases], self._pinned, options.reserved)
        self.own = dict(self._old) if not aliases else {key: self._old[key] for key in keys}
        self.former: dict[str, str] = {}
        self._lost: list[Problem] = []
        for key, those in vocabulary.aliases_of.items():
            if key not in self.own:
                continue
            plain = plain_slug(key)
            if key not in self._pinned and plain in (self._old[alias] for alias in those):
                self.own[key] = plain
            self.former |= {slug: key for name in (key, *those) if (slug := self._old[name]) != self.own[key]}
        self._add_former(options.reserved)

    def _add_former(self, reserved: Collection[str]) -> None:
        entries = [
            (main, entry)
            for key, entry in self._said.items()
            if (main := self._vocabulary.aliases.get(key, key)) in self.own and entry.former
        ]
        if not entries:
            return
        taken = {file_name(slug) for slug in (*self.own.values(), *self.former, *reserved)}
        for key, entry in entries:
            for slug in entry.former:
                if file_name(slug) not in taken:
                    taken.add(file_name(slug))
                    self.former[slug] = key
                elif slug != self.own[key] and self.former.get(slug) != key:
                    message = f"{entry.name!r} had no page {slug!r}: that is of another tag now; remove it"
                    self._lost.append(Problem(ProblemKind.TAGS_FILE, message, entry.where("former")))

    def problems(self, tags: Mapping[str, Tag], spellings: _Spellings) -> Iterator[Problem]:
        """Yield what is wrong: several tags that want one name, former names that others have."""
        yield from self._lost
        for slug, names in slug_collisions(self._old, self._pinned, self._reserved):
            keys = list(dict.fromkeys(map(self._vocabulary.main, names)))
            if len(keys) > 1 or (len(names) == 1 and tags[keys[0]].slug != slug):
                yield self._collision(slug, [tags[key] for key in keys], spellings)

    def _collision(self, slug: str, tags: Sequence[Tag], spellings: _Spellings) -> Problem:
        origins = [self._first(tag.key, spellings) for tag in tags]
        named = ", ".join(
            f"{tag.name!r} ({origin}) gets {tag.docname}" for tag, origin in zip(tags, origins, strict=True)
        )
        settled = ", ".join(
            f"{json.dumps(tag.name, ensure_ascii=False)}: {{slug: {tag.slug}}}"
            for tag in tags[len(tags) > 1 :]
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
            origins[-1],
            tuple(origins[:-1]),
        )

    def _first(self, key: str, spellings: _Spellings) -> Origin:
        """Return where a tag is named first: by a note, else by one with a tag below it."""
        known = self._vocabulary
        names = [key, *known.aliases_of.get(key, ())]
        below = (name for name in spellings.counts if key in known.ancestors(known.main(name)))
        return spellings.first(names) or spellings.first(below) or Origin("")


def _spelling_problems(
    keys: Iterable[str], spellings: _Spellings, vocabulary: Vocabulary
) -> Iterator[Problem]:
    """Yield the tags that are spelt in several ways, unless the tags file has the others as aliases."""
    for key in keys:
        if len(spellings.counts.get(key, ())) < 2:  # noqa: PLR2004
            continue
        entry = vocabulary.entries.get(key)
        label, *others = spellings.by_frequency(key)
        others = [name for name in others if not (entry and name in entry.aliases)]
        if others:
            origins = spellings.origins
            named = ", ".join(f"{name!r} ({origins[name]})" for name in others)
            yield Problem(
                ProblemKind.TAG_SPELLING,
                f"the tag {label!r} ({origins[label]}) is also spelt {named}; they are one tag, shown as "
                f"{label!r}: spell it in one way",
                origins[others[0]],
                tuple(origins[name] for name in (label, *others[1:])),
            )
