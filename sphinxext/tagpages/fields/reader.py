"""How each field of a note is read from its own text.

Every source hands its entries over as plain mappings (:data:`~.values.RawValue`) and gets notes back;
what is wrong with a field is a problem at that field's line, and costs no more than the field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..core.note import Note, derive_id
from ..core.problems import Origin, Problem, ProblemKind
from ..util.text import clean, one_line, shortened
from .links import NUMBERS, AddressReader
from .names import (
    FIELD_ALIASES,
    FIELDS,
    LANG,
    MARKUPS,
    NULL_WORDS,
    TAG_FIELDS,
    Form,
    may_be_text,
    may_be_title,
    similar_field,
)
from .values import (
    RawValue,
    as_text,
    bad_tag,
    form_of,
    in_yaml,
    may_be_several,
    parse_date,
    plain_value,
    shown_tag,
    split_tags,
)


def build_note(
    raw: Mapping[str, RawValue],
    origin: Origin,
    key_lines: Mapping[str, int],
    problems: list[Problem],
    aliases: bool = True,
) -> Note | None:
    """Read one raw mapping as a note.

    Args:
        raw: keys and values, as the source gives them.
        origin: the file, and the line where the note begins.
        key_lines: the line of each key, as far as known.
        problems: what is wrong is added here.
        aliases: whether the names that other tools use are understood.

    Returns:
        the note, or ``None`` where it has no title.
    """
    reader = _Reader(raw, origin, key_lines, problems)
    reader.read(aliases)
    return reader.note()


@dataclass(slots=True)
class _Reader(AddressReader):
    """Reads the fields of one note."""

    tags: dict[str, str] = field(default_factory=dict)
    extra: dict[str, object] = field(default_factory=dict)

    def read(self, aliases: bool) -> None:
        others: list[str] = []
        unknown: list[str] = []
        for key, value in self.raw.items():
            if read := _READERS.get(key):
                read(self, key, value)
            else:
                others.append(key)
        for key in others:
            name = key.strip().lower()
            if aliases and name in FIELD_ALIASES:
                self._read_alias(key, FIELD_ALIASES[name])
            elif name in _READERS and name not in self.raw:
                self._read_alias(key, name)
            else:
                unknown.append(key)
        for key in unknown:
            self._keep(key)
        for number in NUMBERS:
            for key in [number] if number in self.raw else others:
                if key.strip().lower() == number:
                    self.read_number(key)

    def note(self) -> Note | None:
        title = self.fields.pop("title", "")
        if not isinstance(title, str) or not title:
            self._report_no_title()
            return None
        url = self.fields.get("url", "")
        self.fields.setdefault("id", derive_id(str(url), title))
        return Note(
            title=title,
            origin=self.origin,
            tags=tuple(self.tags.values()),
            links=tuple(self.links),
            extra=self.extra,
            key_lines=self.key_lines,
            **self.fields,  # type: ignore[arg-type]  # the readers below give each field its own type
        )

    def read_title(self, key: str, value: RawValue) -> None:
        if isinstance(value, str):
            self.fields[key] = one_line(value)
        elif title := one_line(as_text(value)):
            self.fields[key] = title
            shown = shortened(title).replace("'", "''")
            outcome = f"it is kept as written. Write `{key}: '{shown}'`"
            message = f"`{key}` holds {form_of(value)}, not text; {outcome}"
            self.problem(ProblemKind.FIELD_VALUE, key, message)

    def read_lines(self, key: str, value: RawValue) -> None:
        if (text := self.text(key, value)) and (lines := clean(text).strip()):
            self.fields[key] = lines

    def read_date(self, key: str, value: RawValue) -> None:
        if not (text := self.text(key, value)):
            return
        try:
            self.fields[key] = parse_date(text)
        except ValueError as error:
            self.leave_out(key, text, f": {error}", ProblemKind.DATE)

    def read_authors(self, key: str, value: RawValue) -> None:
        entries: list[str] = []
        if isinstance(value, str) and value.strip() in NULL_WORDS:
            return
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                if name := one_line(item):
                    entries.append(name)
            elif name := _name_of(item):
                entries.append(name)
                what = (
                    "its `name` is read"
                    if isinstance(item, dict) and "name" in item
                    else "it is read as a name"
                )
                message = f"an entry of `{key}` is not text; {what}: write `- {in_yaml(name)}`"
                self.problem(ProblemKind.FIELD_VALUE, key, message, key)
            elif item:
                hint = "write a list of names, in quotes if they hold a colon"
                message = f"an entry of `{key}` is not text and is left out; {hint}"
                self.problem(ProblemKind.FIELD_VALUE, key, message)
        if entries:
            self.fields[key] = tuple(entries)

    def read_tags(self, key: str, value: RawValue) -> None:
        if isinstance(value, str) and value.strip() in NULL_WORDS:
            return
        is_one_text = isinstance(value, str) or (isinstance(value, list) and len(value) == 1)
        for item in split_tags(value, key):
            if isinstance(item, str):
                name, equality = shown_tag(item)
                if name:
                    self.tags.setdefault(equality, name)
                if is_one_text and may_be_several(name):
                    hint = "if it is several, write commas between them"
                    self.problem(ProblemKind.TAG, key, f"{shortened(name)!r} in `{key}` is one tag; {hint}")
            elif item:
                self.problem(ProblemKind.TAG, key, bad_tag(key, item))

    def read_markup(self, key: str, value: RawValue) -> None:
        self.read_word(key, value, {name: name for name in MARKUPS}, "`plain`, `rst` or `markdown`")

    def read_lang(self, key: str, value: RawValue) -> None:
        if not (text := self.text(key, value)):
            return
        lang = one_line(text)
        if LANG.fullmatch(lang):
            self.fields[key] = lang
            return
        hint = lang.replace("_", "-").split(".")[0]
        form = f"`{hint}`" if LANG.fullmatch(hint) else "a language tag such as `en`, `ja` or `pt-BR`"
        self.leave_out(key, text, f"; write {form}")

    def _read_alias(self, key: str, name: str) -> None:
        taken = name in self.fields and name not in TAG_FIELDS
        outcome = f"`{name}` is there too and counts: remove one" if taken else "it is understood"
        message = f"the field `{key}` is called `{name}` here; {outcome}"
        self.problem(ProblemKind.FIELD_ALIAS, key, message, message)
        if taken:
            return
        _READERS[name](self, key, self.raw[key])
        if key in self.fields:
            self.fields[name] = self.fields.pop(key)

    def _keep(self, key: str) -> None:
        name = one_line(key)
        self.extra[name] = plain_value(self.raw[key])
        if "title" not in self.fields and may_be_title(name):
            return  # the missing title is reported, and names it
        if meant := similar_field(name) or may_be_text(name, self.raw):
            question = f"`{shortened(name)}` is no field of a note; did you mean `{meant}`?"
            message = f"{question} It is kept, but only for templates"
            self.problem(ProblemKind.FIELD_NAME, key, message, message)
        else:
            self.read_address(key)

    def _report_no_title(self) -> None:
        name = ""
        for key in ("id", "url", "link", "doi", "arxiv"):
            if isinstance(text := self.raw.get(key), str) and one_line(text) not in NULL_WORDS:
                name = f" ({key}: {shortened(text)})"
                break
        meant = next((key for key in self.raw if key not in _READERS and may_be_title(key)), "")
        hint = (
            f"if `{shortened(one_line(meant))}` is its title, call it `title`"
            if meant
            else "give it a `title`"
        )
        message = f"a note{name} has no title and is left out; {hint}"
        self.problem(ProblemKind.TITLE, meant or "title", message)


def _name_of(item: RawValue) -> str:
    """Return the name of a person that is written as a list or a mapping of its parts, or nothing.

    Parts that all hold blanks may be the names of several.
    """
    if isinstance(item, dict):
        parts = {_NOT_LETTERS.sub("", key.lower()): value for key, value in item.items()}
        item = next(filter(all, ([parts.get(name) for name in names] for names in _NAMES)), [])
    elif isinstance(item, list) and len(item) > 1 and all(" " in as_text(part) for part in item):
        return ""
    if not isinstance(item, list) or not all(isinstance(part, str) for part in item):
        return ""
    return one_line(" ".join(map(as_text, item)))


_NOT_LETTERS = re.compile("[^a-z]")
# How the parts of a name are called, in the order in which they are spoken.
_NAMES = (
    ("name",), ("given", "family"), ("first", "last"), ("firstname", "lastname"), ("givenname", "familyname"),
    ("givennames", "familynames"), ("forename", "surname"), ("family",), ("literal",),
)  # fmt: skip

_READ: Mapping[Form, Callable[[_Reader, str, RawValue], None]] = {
    "arxiv": _Reader.read_nothing,
    "authors": _Reader.read_authors,
    "date": _Reader.read_date,
    "doi": _Reader.read_nothing,
    "flag": _Reader.read_flag,
    "image": _Reader.read_image,
    "lang": _Reader.read_lang,
    "line": _Reader.read_line,
    "lines": _Reader.read_lines,
    "links": _Reader.read_links,
    "markup": _Reader.read_markup,
    "tags": _Reader.read_tags,
    "title": _Reader.read_title,
    "url": _Reader.read_url,
}
_READERS = {name: _READ[known.form] for name, known in FIELDS.items()}
