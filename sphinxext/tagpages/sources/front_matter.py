"""A tagged page as a note: what of a document's fields, or of its front matter, makes the note."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ..core.note import Note
from ..fields.names import FIELD_ALIASES, FIELDS, NULL_WORDS, TAG_FIELDS, similar_field
from ..fields.values import RawValue, shown_tag, split_tags
from .yaml.nodes import flow_list

#: The number of the note that a document itself is, beside those that it holds.
PAGE = -1
#: Fields of a note that a page has of its own making.
_MADE = frozenset({"title", "body", "markup"})
_TAKEN = (FIELDS.keys() - _MADE) | FIELD_ALIASES.keys()
#: Fields that other programs read, though their names are like those of a note.
_OF_OTHERS = frozenset({"comments", "images", "keyword", "label", "topic"})
#: Fields in which every character counts.
EXACT_FIELDS = frozenset(
    name
    for name in (*FIELDS, *FIELD_ALIASES)
    if FIELDS[FIELD_ALIASES.get(name, name)].form not in {"authors", "line", "lines", "title"} or name == "id"
)
_FLAGS = frozenset({"pinned", "draft"})
_AUTHORS = frozenset({"authors", "author"})
#: No field has a value that is deeper.
_DEPTH = 5
_LIST_ITEM = re.compile(r"^\s*[-*+•]\s+")
_FIELD = re.compile(r":(?P<name>[\w -]+):(?:\s|$)")
_KEY = re.compile(r"(?P<quote>[\"']?)(?P<name>\w[\w -]*)(?P=quote)\s*:(?:\s|$)")
_QUOTED = re.compile('(?:(?<=^\\[)|(?<=, ))["“](.+?)["”](?=, ["“]|\\]$)')
_ESCAPED = re.compile(r"(?:\\u[0-9a-f]{4})+")
_CURLY_QUOTES = str.maketrans("“”„‟«»", '""""""')


@dataclass(frozen=True, slots=True)
class TaggedPage:
    """A document that may be a note.

    ``note`` has the tags of the document's fields. ``given`` are those of its directives, each
    with the conditions under which the directive counts; a post gives none, and is a note all the same.
    ``redirects`` are the names that a post (``is_post``) says it had, and ``listed_by`` what ablog's
    pages listed it by: ``("author", "Ada")``.
    """

    note: Note
    given: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    is_post: bool = False
    redirects: tuple[str, ...] = ()
    listed_by: tuple[tuple[str, str], ...] = ()

    def under(self, applies: Callable[[tuple[str, ...]], bool]) -> Note | None:
        """Return the note with all tags whose conditions apply; without any it is none."""
        named = {shown_tag(name)[1]: name for name in self.note.tags}
        counted = [names for names, conditions in self.given if applies(conditions)]
        for name in chain.from_iterable(counted):
            named.setdefault(shown_tag(name)[1], name)
        return replace(self.note, tags=tuple(named.values())) if named or counted else None


def written_tags(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the tags of a directive: one a line, as items of a list, or with commas between them."""
    names = [shown_tag(name)[0] for line in lines for name in _names(line) if isinstance(name, str)]
    return tuple(name for name in names if name not in NULL_WORDS)


def _names(line: str) -> Sequence[RawValue]:
    listed = flow_list(line)
    return split_tags(_LIST_ITEM.sub("", f"{line} ", count=1)) if listed is None else listed


def page_fields(
    metadata: Mapping[str, object], add_problem: Callable[[str, str], None]
) -> dict[str, RawValue]:
    """Return what of a document's metadata are fields of a note, in the forms that sources give.

    Args:
        metadata: the metadata; lists and mappings may have become JSON there.
        add_problem: called with a field and what is wrong with its tags.
    """
    fields: dict[str, RawValue] = {}
    for key, value in metadata.items():
        name = field_name(key)
        if name in _FLAGS and value == "":
            fields[name] = "true"  # a flag alone says yes
        elif name in _TAKEN:
            given = _value(value, name)
            if (
                name in TAG_FIELDS
                and isinstance(given, list)
                and any(isinstance(item, bool) for item in given)
            ):
                add_problem(
                    name,
                    f"a tag in `{name}` is yes or no to YAML, and its spelling is lost; put it in quotes",
                )
            fields[name] = _plain(given)
    if "author" in fields:
        author = fields.pop("author")
        fields.setdefault("authors", author)
    return fields


def misspelt_fields(metadata: Mapping[str, object]) -> dict[str, str]:
    """Return the fields of a document that look like misspelt ones of a note, and what may be meant."""
    names = [name for name in map(field_name, metadata) if name not in _TAKEN | _OF_OTHERS]
    return {name: meant for name in names if (meant := similar_field(name)) in _TAKEN}


def field_name(key: str) -> str:
    """Return the name of a note's field as it may be written in a document."""
    return key.strip().lower().replace("-", "_")


def field_lines(text: str) -> dict[str, int]:
    """Return the line of each field at the top of a document: of a field list, or of front matter."""
    lines = text.splitlines()
    in_front_matter = bool(lines) and lines[0].rstrip() == "---"
    pattern = _KEY if in_front_matter else _FIELD
    found: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if in_front_matter and number > 1 and line.startswith(("---", "...")):
            break
        if match := pattern.match(line):
            found.setdefault(field_name(match["name"]), number)
        elif not in_front_matter and line and not line[0].isspace() and not line.startswith(".."):
            break
    if "author" in found:
        found.setdefault("authors", found["author"])
    return found


def _value(value: object, name: str) -> object:
    if name in _AUTHORS and isinstance(value, list):
        # docutils divides authors at their commas, those of JSON too.
        text = ", ".join(map(str, value))
    elif isinstance(value, str):
        text = value
    else:
        return value
    held = _from_json(text)
    if held is None and name in _AUTHORS:
        held = _divided_names(text)
    if held is None and name in TAG_FIELDS and all(map(_LIST_ITEM.match, text.splitlines())):
        held = list(written_tags(text.splitlines()))
    return value if held is None else held


def _divided_names(text: str) -> list[str] | None:
    """Return the names of a JSON list that is none, because a quote in one of them has lost its backslash."""
    names = _QUOTED.findall(text)
    return [_ESCAPED.sub(lambda match: json.loads(f'"{match[0]}"'), name) for name in names] or None


def _from_json(text: str) -> object:
    """Return the list or the mapping that a text holds as JSON, ``None`` where it holds none."""
    if not text.lstrip().startswith(("[", "{")):
        return None
    try:
        return json.loads(text.translate(_CURLY_QUOTES), parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None


def _plain(value: object, depth: int = _DEPTH) -> RawValue:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, Mapping | Iterable):
        return str(value)
    if not depth:
        return None
    if isinstance(value, Mapping):
        return {str(key): _plain(item, depth - 1) for key, item in value.items()}
    return [_plain(item, depth - 1) for item in value]
