"""The fields of a note: their names, and how each is read from its own text.

Every source hands its entries over as plain mappings (:data:`RawValue`) and gets notes back;
what is wrong with a field is a problem at that field's line, and costs no more than the field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from .cleaning import clean, one_line, shortened
from .field_names import FIELD_ALIASES, NULL_WORDS, TAG_FIELDS, may_be_title, similar_field
from .note import Link, Note, derive_id
from .problems import Origin, Problem, ProblemKind
from .raw_values import RawValue, as_text, bad_tag, parse_date, plain_value, shown_tag, split_tags
from .suggest import advice
from .urls import addresses, arxiv_url, doi_url, host, safe_url

LANG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
# A host without a scheme: a name that begins with www, or ends as those of sites do.
HOST = re.compile(
    r"(?:www\.[\w-]+|[\w-]+(?:\.[\w-]+)*?\.(?:com|org|net|edu|gov|io|dev|ai|jp|de|fr|uk|cn|kr|eu|info))"
    r"(?:\.[\w-]+)*(?:[/?#]|$)"
)
MARKUPS = ("plain", "rst", "markdown")
FLAGS = dict.fromkeys(("yes", "true", "on", "1", "y"), True) | dict.fromkeys(
    ("no", "false", "off", "0", "n"), False
)
_LABELLED_URL = re.compile(r"(?P<label>\S.*?)(?::\s+|\s+<)(?P<url>[^\s>]+)>?")
# What others call the two lines of a link.
_LABELS, _ADDRESSES = (
    frozenset({"label", "name", "text", "title"}),
    frozenset({"address", "href", "link", "url"}),
)
_IMAGE_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ALLOWED = "only http, https, mailto and relative links are kept"


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
    return _Reader(raw, origin, key_lines, problems, aliases).note()


class _Reader:
    """Reads the fields of one note; the problems of each point at its own line."""

    __slots__ = ("extra", "fields", "key_lines", "links", "origin", "problems", "raw", "tags")

    def __init__(
        self,
        raw: Mapping[str, RawValue],
        origin: Origin,
        key_lines: Mapping[str, int],
        problems: list[Problem],
        aliases: bool,
    ) -> None:
        self.raw = raw
        self.origin = origin
        self.key_lines = key_lines
        self.problems = problems
        self.links: dict[Link, None] = {}
        self.tags: dict[str, str] = {}
        self.extra: dict[str, object] = {}
        self.fields: dict[str, object] = {}
        others: list[str] = []
        for key, value in raw.items():
            if read := _READERS.get(key):
                read(self, key, value)
            else:
                others.append(key)
        for key in others:
            name = key.strip().lower()
            if aliases and name in FIELD_ALIASES:
                self._read_alias(key, FIELD_ALIASES[name])
            elif name in _READERS and name not in raw:
                self._read_alias(key, name)
            else:
                self._keep(key)
        for key in ("doi", "arxiv"):
            if key in raw:
                self._read_number(key)

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

    def problem(self, kind: ProblemKind, key: str, message: str) -> None:
        self.problems.append(
            Problem(kind, message, Origin(self.origin.path, self.key_lines.get(key, self.origin.line)))
        )

    def text(self, key: str, value: RawValue) -> str | None:
        """Return a scalar's text, or ``None`` where it is absent or no scalar."""
        if isinstance(value, str):
            return None if value.strip() in NULL_WORDS else value
        if value:
            what = "a list" if isinstance(value, list) else "a mapping"
            self.problem(
                ProblemKind.FIELD_VALUE,
                key,
                f"`{key}` holds {what}, not text, and is left out; write one text, in quotes if it begins "
                "with a bracket or holds a colon",
            )
        return None

    def read_title(self, key: str, value: RawValue) -> None:
        if isinstance(value, str):
            self.fields[key] = one_line(value)
        elif title := one_line(as_text(value)):
            self.fields[key] = title
            what = "a list" if isinstance(value, list) else "a mapping"
            shown = shortened(title).replace("'", "''")
            message = f"`{key}` holds {what}, not text; it is kept as written. Write `{key}: '{shown}'`"
            self.problem(ProblemKind.FIELD_VALUE, key, message)

    def read_line(self, key: str, value: RawValue) -> None:
        if (text := self.text(key, value)) and (line := one_line(text)):
            self.fields[key] = line

    def read_lines(self, key: str, value: RawValue) -> None:
        if (text := self.text(key, value)) and (lines := clean(text).strip()):
            self.fields[key] = lines

    def read_url(self, key: str, value: RawValue) -> None:
        if not (text := self.text(key, value)):
            return
        first, *others = addresses(text)
        if others:
            number = f"`{key}` holds {1 + len(others)} addresses"
            outcome = "the first is taken, and the others are read as links: write these below `links`"
            self.problem(ProblemKind.URL, key, f"{number}; {outcome}")
        if url := self.url(key, first):
            self.fields[key] = url
        for other in others:
            self._add_link(key, "", other)

    def url(self, key: str, text: str, what: str = "") -> str | None:
        """Return an allowed URL, or report what the text holds instead."""
        url = safe_url(text)
        if url is None:
            name = f"`{key}`{what}"
            self.problem(ProblemKind.URL, key, f"{name} is {shortened(text)!r} and is left out: {_ALLOWED}")
        elif HOST.match(url):
            message = f"`{key}`{what} is {shortened(url)!r}, without https://; it is read with it: write https://{url}"
            self.problem(ProblemKind.URL, key, message)
            url = f"https://{url}"
        return url

    def read_links(self, key: str, value: RawValue) -> None:
        if isinstance(value, str):
            value = list(value.splitlines())
        if isinstance(value, dict):
            value = [value]
        for item in value or ():
            if isinstance(item, dict):
                self._add_links(key, item)
            elif isinstance(item, str):
                if match := _LABELLED_URL.fullmatch(one_line(item)):
                    self._add_link(key, one_line(match["label"]), match["url"])
                else:
                    self._add_link(key, "", item)
            elif item:
                self._add_link(key, "", item)

    def _add_links(self, key: str, item: Mapping[str, RawValue]) -> None:
        if described := _described_link(item):
            form = f"write `- {shortened(described[0])}: {shortened(described[1])}`"
            message = f"a link in `{key}` has its label and its address in two lines; it is read: {form}"
            self.problem(ProblemKind.FIELD_VALUE, key, message)
            item = dict([described])
        for label, target in item.items():
            self._add_link(key, one_line(label), target)

    def _add_link(self, key: str, label: str, target: RawValue) -> None:
        if isinstance(target, str):
            if target.strip() in NULL_WORDS:
                return
            for address in addresses(target):
                if url := self.url(key, address, f" (`{label}`)" if label else ""):
                    self.links[Link(label or host(url), url)] = None
        elif target:
            self.problem(
                ProblemKind.FIELD_VALUE,
                key,
                f"a link in `{key}` ({label or 'without a label'}) holds no single URL and is left out; "
                "write one line `Label: URL` for each link",
            )

    def _read_number(self, key: str) -> None:
        label, read, form = _NUMBERS[key]
        if not (text := self.text(key, self.raw[key])):
            return
        if url := read(one_line(text)):
            self.links[Link(label, url)] = None
        elif safe_url(text) is None:
            self.url(key, text)
        else:
            self.problem(
                ProblemKind.FIELD_VALUE, key, f"`{key}` is {shortened(text)!r} and is left out; write {form}"
            )

    def read_nothing(self, key: str, value: RawValue) -> None:
        """Leave ``doi`` and ``arxiv`` for later: their links follow the others."""

    def read_date(self, key: str, value: RawValue) -> None:
        if not (text := self.text(key, value)):
            return
        try:
            self.fields[key] = parse_date(text)
        except ValueError as error:
            message = f"`{key}` is {shortened(text)!r} and is left out: {error}"
            self.problem(ProblemKind.DATE, key, message)

    def read_authors(self, key: str, value: RawValue) -> None:
        entries: list[str] = []
        if isinstance(value, str) and value.strip() in NULL_WORDS:
            return
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                if name := one_line(item):
                    entries.append(name)
            elif isinstance(item, dict) and isinstance(given := item.get("name"), str) and one_line(given):
                name = one_line(given)
                entries.append(name)
                message = f"an entry of `{key}` is not text; its `name` is read: write `- {shortened(name)}`"
                self.problem(ProblemKind.FIELD_VALUE, key, message)
            elif item:
                self.problem(
                    ProblemKind.FIELD_VALUE,
                    key,
                    f"an entry of `{key}` is not text and is left out; write a list of names, in quotes "
                    "if they hold a colon",
                )
        if entries:
            self.fields[key] = tuple(entries)

    def read_tags(self, key: str, value: RawValue) -> None:
        if isinstance(value, str) and value.strip() in NULL_WORDS:
            return
        for item in split_tags(value):
            if isinstance(item, str):
                name, equality = shown_tag(item)
                if name:
                    self.tags.setdefault(equality, name)
                if ";" in name and isinstance(value, str) and all(map(str.strip, name.split(";"))):
                    hint = "if it is several, write commas between them"
                    self.problem(ProblemKind.TAG, key, f"{shortened(name)!r} in `{key}` is one tag; {hint}")
            elif item:
                self.problem(ProblemKind.TAG, key, bad_tag(key, item))

    def read_markup(self, key: str, value: RawValue) -> None:
        self._read_word(key, value, {name: name for name in MARKUPS}, "`plain`, `rst` or `markdown`")

    def read_flag(self, key: str, value: RawValue) -> None:
        self._read_word(key, value, FLAGS, "`yes` or `no`")

    def _read_word(self, key: str, value: RawValue, words: Mapping[str, object], form: str) -> None:
        if not (text := self.text(key, value)):
            return
        word = one_line(text).lower()
        if word in words:
            self.fields[key] = words[word]
        else:
            hint = advice(word, words, f"write {form}")
            self.problem(
                ProblemKind.FIELD_VALUE, key, f"`{key}` is {shortened(text)!r} and is left out{hint}"
            )

    def read_lang(self, key: str, value: RawValue) -> None:
        if not (text := self.text(key, value)):
            return
        lang = one_line(text)
        if LANG.fullmatch(lang):
            self.fields[key] = lang
            return
        hint = lang.replace("_", "-").split(".")[0]
        form = f"`{hint}`" if LANG.fullmatch(hint) else "a language tag such as `en`, `ja` or `pt-BR`"
        self.problem(
            ProblemKind.FIELD_VALUE, key, f"`{key}` is {shortened(text)!r} and is left out; write {form}"
        )

    def read_image(self, key: str, value: RawValue) -> None:
        if not (text := self.text(key, value)):
            return
        image: str | None = one_line(text)
        if image and (match := _IMAGE_SCHEME.match(image.replace(" ", ""))):
            image = safe_url(image) if match[1].lower() in {"http", "https"} else None
        if image:
            self.fields[key] = image
        else:
            self.problem(
                ProblemKind.IMAGE,
                key,
                f"`{key}` is {shortened(text)!r} and is left out; write a path, or an http or https URL",
            )

    def _read_alias(self, key: str, name: str) -> None:
        taken = name in self.fields and name not in TAG_FIELDS
        outcome = f"`{name}` is there too and counts: remove one" if taken else "it is understood"
        self.problem(ProblemKind.FIELD_ALIAS, key, f"the field `{key}` is called `{name}` here; {outcome}")
        if taken:
            return
        _READERS[name](self, key, self.raw[key])
        if key in self.fields:
            self.fields[name] = self.fields.pop(key)

    def _keep(self, key: str) -> None:
        name = one_line(key)
        self.extra[name] = plain_value(self.raw[key])
        if "title" not in self.fields and may_be_title(name):
            return  # the missing title is told, and names it
        if field := similar_field(name):
            self.problem(
                ProblemKind.FIELD_NAME,
                key,
                f"`{shortened(name)}` is no field of a note; did you mean `{field}`? "
                "It is kept, but only for templates",
            )

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


def _described_link(item: Mapping[str, RawValue]) -> tuple[str, str] | None:
    """Return the label and the address of a link that is written as a mapping with a line for each."""
    keys = {key.lower(): key for key in item}
    label, address = (next(iter(names & keys.keys()), "") for names in (_LABELS, _ADDRESSES))
    if not (label and address and len(item) == 2):  # noqa: PLR2004 -- one line for each
        return None
    text, target = item[keys[label]], item[keys[address]]
    if isinstance(text, str) and isinstance(target, str) and one_line(text) and "://" not in text:
        return one_line(text), target
    return None


_READERS: Mapping[str, Callable[[_Reader, str, RawValue], None]] = {
    "title": _Reader.read_title,
    "id": _Reader.read_line,
    "url": _Reader.read_url,
    "links": _Reader.read_links,
    "doi": _Reader.read_nothing,
    "arxiv": _Reader.read_nothing,
    "date": _Reader.read_date,
    "published": _Reader.read_date,
    "authors": _Reader.read_authors,
    "venue": _Reader.read_line,
    "tags": _Reader.read_tags,
    "kind": _Reader.read_line,
    "summary": _Reader.read_lines,
    "comment": _Reader.read_lines,
    "body": _Reader.read_lines,
    "markup": _Reader.read_markup,
    "image": _Reader.read_image,
    "image_alt": _Reader.read_line,
    "lang": _Reader.read_lang,
    "pinned": _Reader.read_flag,
    "draft": _Reader.read_flag,
}

_NUMBERS: Mapping[str, tuple[str, Callable[[str], str | None], str]] = {
    "doi": ("DOI", doi_url, "`10.x/y` or `https://doi.org/10.x/y`"),
    "arxiv": ("arXiv", arxiv_url, "`2305.11206` or `https://arxiv.org/abs/2305.11206`"),
}

#: What each field holds, by a word for how it is read.
HOLDS: Mapping[str, str] = {name: read.__name__.removeprefix("read_") for name, read in _READERS.items()} | {
    name: name for name in _NUMBERS
}
