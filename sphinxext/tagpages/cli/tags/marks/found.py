"""What a document holds of tags, and how lines and options with tags are read in either markup."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ....core.note import Note
from ....core.problems import Origin, Problem
from ....fields.names import FIELD_ALIASES, NULL_WORDS, TAG_FIELDS
from ....fields.reader import build_note
from ....fields.values import RawValue, split_tags
from ....sources.yaml.nodes import NEXT_ITEM, written_list
from ....util.text import one_line
from .words import (
    LINE,
    CannotWriteError,
    Edit,
    Holder,
    TagList,
    Word,
    line_start,
    stripped,
    words_of_text,
)
from .yaml_lists import lists_of_notes, plain_or_quoted, refusing, words_of
from .yaml_tree import Part, Scalar, TreeError, trees

#: The options of directives in which tags are named.
TAG_OPTIONS: Mapping[str, frozenset[str]] = {
    "note-entry": TAG_FIELDS,
    "note-list": frozenset({"tags", "any-tags", "not-tags"}),
    "tag-index": frozenset({"under"}),
    "post": frozenset({"tags"}),
}
#: Directives whose content is shown as it is written, or is no text.
VERBATIM = frozenset(
    """
    code code-block sourcecode parsed-literal literalinclude highlight raw math csv-table prompt testcode
    testsetup testoutput doctest graphviz digraph graph mermaid uml plantuml productionlist toctree code-cell
    role default-role include image meta
    """.split()  # noqa: SIM905 -- a list of words
)
#: What a document can say of itself, besides its tags, that a note has.
_OF_PAGE = frozenset({"date", "published", "year", "draft", "lang", "url", "kind"})
BULLET = re.compile(r"[ \t]*[-*+•][ \t]+")


@dataclass(slots=True)
class Found:
    """The lists of tags in a document, and what notes it holds: their fields, and their lines from 1.

    ``page`` is what the document says of itself. ``sources`` are texts in YAML within it, each with its line.
    ``ends`` are the ends of its lines, once they were asked for.
    """

    text: str
    lists: list[TagList] = field(default_factory=list)
    entries: list[tuple[dict[str, RawValue], int]] = field(default_factory=list)
    page: dict[str, RawValue] = field(default_factory=dict)
    page_tags: list[str] = field(default_factory=list)
    sources: list[tuple[str, int]] = field(default_factory=list)
    is_page: bool = False
    ends: list[int] = field(default_factory=list, repr=False)

    def line(self, position: int) -> int:
        """Return the number of the line of a position, from 1."""
        if not self.ends:
            self.ends = [match.end() for match in re.finditer(r"\r\n|\n|\r", self.text)]
        return bisect_right(self.ends, position) + 1

    def add(self, words: TagList) -> TagList:
        """Add a list of tags."""
        if words:
            self.lists.append(words)
        return words

    def tag_page(self, words: TagList) -> None:
        """Add tags of the document itself."""
        self.is_page = True
        self.page_tags += [word.name for word in self.add(words)]

    def add_note(self, name: str, line: int, given: Mapping[str, RawValue], tags: Sequence[str]) -> None:
        """Know what a directive of this name says of a note, or of the document itself."""
        if name == "note-entry":
            title = one_line(str(given["title"]))
            self.entries.append(({**given, "title": title, "tags": [*tags]}, line))
        elif name == "post":
            self.is_page = True
            self.page_tags += tags

    def notes(self, path: str, docname: str) -> Iterator[Note]:
        """Yield the notes of the document, without those of its texts in YAML."""
        problems: list[Problem] = []
        given = list(self.entries)
        if self.is_page and self.page_tags:
            title = self.page.get("title") or docname
            fields = {key: value for key, value in self.page.items() if key in _OF_PAGE}
            body = self.page.get("body", "")
            given.append((
                {**fields, "id": docname, "title": title, "tags": [*self.page_tags], "body": body},
                1,
            ))
        for fields, line in given:
            if note := build_note(fields, Origin(path, line), {}, problems):
                yield note


def yaml_part(text: str, start: int, end: int) -> Part | None:
    """Return the YAML that stands in a part of a text.

    Raises:
        CannotWriteError: it does not parse.
    """
    try:
        return next(iter(trees(text, start, end)), None)
    except TreeError as error:
        msg = f"this YAML does not parse: {error}"
        raise CannotWriteError(msg, start) from None


def words_of_value(text: str, start: int, end: int, *, is_yaml: bool = False) -> TagList:
    """Return the tags in the value of an option or a field: a list in brackets, or what commas divide.

    In a text that ``is_yaml``, quotes round the value are no part of it.
    """
    value = text[start:end].strip()
    if (value.startswith("[") and value.endswith("]")) or (is_yaml and value[:1] in {"'", '"'} and value):
        try:
            part = yaml_part(text, start, end)
        except CannotWriteError:
            part = None
        if part is not None:
            return words_of(text, part)
    if value.startswith("- "):
        start = text.index("- ", start) + 2
        return words_of_text(text, start, end, NEXT_ITEM)
    holder = Holder(*stripped(text, start, end), plain_or_quoted) if is_yaml else None
    return words_of_text(text, start, end, holder=holder)


def words_as_read(words: TagList, value: str, place: tuple[int, int]) -> TagList:
    """Return the tags in the value of an option that stands in a place: ``words`` if it is read as these.

    Else they are those that are read, and none of them can be edited.
    """
    listed = written_list(value)
    given = split_tags(value) if listed is None else listed
    names = [name for item in given if isinstance(item, str) and (name := one_line(item))]
    if [word.name for word in words] == names:
        return words
    return [refusing(name, *place) for name in names]


def words_of_lines(text: str, regions: Iterable[tuple[int, int]]) -> TagList:
    """Return the tags in lines, as of the directive ``tags``: with commas, in brackets, or as items."""
    words: list[Word] = []
    for start, end in regions:
        bullet = BULLET.match(text, start, end)
        found = list(words_of_value(text, bullet.end() if bullet else start, end))
        if found and words:
            whole = Edit(*_whole_line(text, start, end))
            cut = whole if len(found) == 1 else Edit(found[0].start, found[1].start)
            is_scalar = text[found[0].start - 1 : found[0].start] not in {"[", "'", '"'}
            found[0] = replace(found[0], cut=cut if is_scalar else None)
        words += found
    return [word for word in words if word.name not in NULL_WORDS]


def _whole_line(text: str, start: int, end: int) -> tuple[int, int]:
    first = line_start(text, start)
    match = LINE.match(text, end)
    behind = match.end() if match else end
    if behind == len(text) and text[-1:] not in {"\n", "\r"} and first:
        return first - 1 - (text[first - 2 : first] == "\r\n"), behind
    return first, behind


def option_value(name: str, text: str) -> RawValue:
    """Return the value of an option as a note has it."""
    return "true" if not text and FIELD_ALIASES.get(name, name) in {"pinned", "draft"} else text


def scalar_text(part: Part | None) -> str:
    """Return the text of a scalar; nothing of anything else."""
    return part.value if isinstance(part, Scalar) else ""


def add_yaml(text: str, start: int, end: int, found: Found) -> None:
    """Add the tags and the text of notes in YAML that stand in a part of a document."""
    found.sources.append((text[start:end], found.line(start)))
    try:
        for words in lists_of_notes(text, start, end):
            found.add(words)
    except TreeError as error:
        msg = f"this YAML does not parse: {error}"
        raise CannotWriteError(msg, start) from None


def words_of_argument(text: str, start: int, end: int) -> list[Word]:
    """Return the tag that an argument is."""
    name = one_line(text[start:end])
    return [Word(name, *stripped(text, start, end), str)] if name else []


def word_of_role(
    text: str,
    place: tuple[int, int],
    titled: re.Match[str] | None,
    decode: Callable[[str], str],
    encode: Callable[[str], str],
) -> Word:
    """Return the tag that a role names: its content in ``place``, or the ``target`` behind a title in it."""
    start, end = titled.span("target") if titled else place
    while not titled and text[start:end][:1] in {"!", "~"}:
        start += 1
    start, end = stripped(text, start, end)

    def checked(name: str) -> str:
        if name.startswith(("!", "~")):
            msg = f"{name!r} cannot be written in a role"
            raise CannotWriteError(msg)
        return encode(name)

    return Word(decode(text[start:end]), start, end, checked)
