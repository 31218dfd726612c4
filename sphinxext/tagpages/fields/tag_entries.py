"""What the tags file can say of a tag, and how each of it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

from ..core.problems import Origin, Problem, ProblemKind
from ..core.tags.entries import TagEntry
from ..core.tags.info import read_colour
from ..core.tags.names import tag_key
from ..core.tags.slugs import MAX_SLUG_BYTES, RESERVED_SLUGS, file_name, plain_slug
from ..util.suggest import advice
from ..util.text import one_line, shortened
from .links import AddressReader
from .names import LANG
from .values import RawValue, bad_tag, form_of, split_tags

#: How what is said is read, and what editors let through for it.
TagForm: TypeAlias = Literal["titles", "text", "colour", "names", "slug", "slugs", "weight", "flag"]


@dataclass(frozen=True, slots=True)
class TagField:
    """What is said of a tag: the form of its value, and what it means, for readers of the manual."""

    form: TagForm
    meaning: str


TAGS_FILE_FIELDS: Mapping[str, TagField] = MappingProxyType({
    "title": TagField(
        "titles",
        "text, or a mapping of languages to texts: what readers see in place of the name",
    ),
    "description": TagField("text", "text, with inline markup: what the tag is about"),
    "colour": TagField("colour", "three or six hexadecimal digits, in quotes: that of its buttons"),
    "aliases": TagField("names", "list, or text split at commas: other names of the tag"),
    "parents": TagField(
        "names", "list, or text split at commas: the tags above it, which list its notes too"
    ),
    "group": TagField("text", "text: the group under which it stands"),
    "slug": TagField("slug", "text: the name of the tag's page; small letters, digits and hyphens"),
    "former": TagField("slugs", "list, or text split at commas: names that its page had, which lead to it"),
    "weight": TagField(
        "weight", "whole number: its place where tags stand in an order by hand, light ones first"
    ),
    "hidden": TagField("flag", "yes or no: it has no button and no page; its notes stay"),
    "different": TagField(
        "names",
        "list, or text split at commas: tags that are like it, and are others all the same",
    ),
})
"""All that can be said of a tag, in the order of the manual."""

#: Names that others give to what is said of tags, and ours. They are understood, with a warning.
_ALIASES = {"color": "colour", "alias": "aliases", "synonyms": "aliases", "parent": "parents"}
_RESERVED_FILE_NAMES = frozenset(map(file_name, RESERVED_SLUGS))
_WEIGHT = re.compile(r"[+-]?[0-9]{1,9}", re.ASCII)


def build_entry(
    name: str,
    raw: Mapping[str, RawValue],
    origin: Origin,
    key_lines: Mapping[str, int],
    problems: list[Problem],
    taken: Container[str] = (),
) -> TagEntry:
    """Read what is said of one tag. What is wrong costs itself alone.

    ``taken`` are the names of files (:func:`~..core.tags.slugs.file_name`) that pages of other tags are
    given.
    """
    reader = _TagReader(raw, origin, key_lines, problems, name=one_line(name), taken=taken)
    for key, value in raw.items():
        reader.read(key, value)
    return TagEntry(reader.name, origin, key_lines, **reader.fields)  # type: ignore[arg-type]  # as the readers below


@dataclass(slots=True)
class _TagReader(AddressReader):
    """Reads what is said of one tag."""

    name: str = ""
    taken: Container[str] = field(default_factory=tuple)

    def read(self, key: str, value: RawValue) -> None:
        """Read one key, under the name that we have for it."""
        word = key.strip().lower()
        name = key if key in TAGS_FILE_FIELDS else _ALIASES.get(word, word)
        if name not in TAGS_FILE_FIELDS:
            hint = advice(key, TAGS_FILE_FIELDS, f"write {', '.join(TAGS_FILE_FIELDS)}")
            message = f"{shortened(key)!r} is nothing said of tags{hint}"
            self.problem(ProblemKind.FIELD_NAME, key, message)
            return
        if name != key:
            taken = name in self.raw
            outcome = f"`{name}` is there too and counts: remove one" if taken else "it is understood"
            message = f"the field `{shortened(key)}` is called `{name}` here; {outcome}"
            self.problem(ProblemKind.FIELD_ALIAS, key, message, message)
            if taken:
                return
        _READERS[TAGS_FILE_FIELDS[name].form](self, key, value)
        if key in self.fields:
            self.fields[name] = self.fields.pop(key)

    def read_titles(self, key: str, value: RawValue) -> None:
        if not isinstance(value, dict):
            self.read_line(key, value)
            return
        titles: dict[str, str] = {}
        for language, title in value.items():
            if title is not None and not isinstance(title, str):
                message = f"a title in `{key}` is {form_of(title)}, not text, and is left out; write a text"
                self.problem(ProblemKind.FIELD_VALUE, key, message)
            elif not LANG.fullmatch(language.strip().replace("_", "-")):
                hint = f"write a language such as `ja`, `{key}: {{ja: …}}`, or one text for all"
                message = f"{shortened(language)!r} in `{key}` is no language and is left out; {hint}"
                self.problem(ProblemKind.FIELD_VALUE, key, message)
            elif line := one_line(title or ""):
                titles[language.strip()] = line
        if titles:
            self.fields[key] = titles

    def read_colour(self, key: str, value: RawValue) -> None:
        if not (text := self.text(key, value)):
            return
        if colour := read_colour(text):
            self.fields[key] = colour
        else:
            self.leave_out(key, text, "; write six hexadecimal digits in quotes, such as '#1d76db'")

    def read_names(self, key: str, value: RawValue) -> None:
        names: dict[str, str] = {}
        for item in split_tags(value):
            if isinstance(item, str):
                if name := one_line(item):
                    names.setdefault(name, name)
            elif item:
                self.problem(ProblemKind.FIELD_VALUE, key, bad_tag(key, item))
        if names:
            self.fields[key] = tuple(names)

    def read_slug(self, key: str, value: RawValue) -> None:
        if value is None:
            return
        if not isinstance(value, str):
            reason = f"is no text; write {key}: name"
        elif not (reason := self._slug_refusal(value)) and file_name(value) in self.taken:
            reason = f"cannot be {value!r}: another tag has that name"
        if reason:
            message = f"the page name of the tag {shortened(self.name)!r} {reason}"
            self.problem(ProblemKind.FIELD_VALUE, key, message)
        else:
            self.fields[key] = value

    def read_slugs(self, key: str, value: RawValue) -> None:
        slugs: dict[str, None] = {}
        for item in split_tags(value):
            if isinstance(item, str) and not item.strip():
                continue
            reason = "is no text" if not isinstance(item, str) else self._slug_refusal(item.strip())
            if reason:
                message = f"a former page name of the tag {shortened(self.name)!r} {reason}"
                self.problem(ProblemKind.FIELD_VALUE, key, message)
            elif isinstance(item, str):
                slugs[item.strip()] = None
        if slugs:
            self.fields[key] = tuple(slugs)

    def _slug_refusal(self, slug: str) -> str:
        """Return why a text is no page name, or nothing."""
        plain = plain_slug(tag_key(slug))
        if slug != plain or not slug or len(slug.encode()) > MAX_SLUG_BYTES:
            hint = f"; write {plain}" if plain and len(plain.encode()) <= MAX_SLUG_BYTES else ""
            return f"cannot be {shortened(slug)!r}: it may hold small letters, digits and hyphens{hint}"
        return f"cannot be {slug!r}: that name is reserved" if file_name(slug) in _RESERVED_FILE_NAMES else ""

    def read_weight(self, key: str, value: RawValue) -> None:
        if not (text := self.text(key, value)):
            return
        if _WEIGHT.fullmatch(text.strip()):
            self.fields[key] = int(text)
        else:
            self.leave_out(key, text, "; write a whole number, such as 10")


_READERS: Mapping[TagForm, Callable[[_TagReader, str, RawValue], None]] = {
    "titles": _TagReader.read_titles,
    "text": _TagReader.read_line,
    "colour": _TagReader.read_colour,
    "names": _TagReader.read_names,
    "slug": _TagReader.read_slug,
    "slugs": _TagReader.read_slugs,
    "weight": _TagReader.read_weight,
    "flag": _TagReader.read_flag,
}
