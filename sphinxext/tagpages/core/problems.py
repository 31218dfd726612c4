"""What can be wrong with the input: a closed list of kinds, and one value per finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter
from typing import Self

from ..util.text import with_both_ends


@dataclass(frozen=True, slots=True)
class Origin:
    """A location in the user's files.

    ``path`` is written with ``/`` and is relative to the source folder (or as the
    caller gave it); ``line`` counts from 1, or is ``None`` where only the file is known.
    """

    path: str
    line: int | None = None

    @property
    def order(self) -> tuple[str, int]:
        """Sort key: by files, then by lines."""
        return (self.path, self.line or 0)

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


class ProblemKind(StrEnum):
    """Every kind of problem; the value is the warning's subtype (``tagpages.<value>``)."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Self:
        """Make a member that is its subtype as text and carries its meaning."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    YAML_SYNTAX = (
        "yaml_syntax",
        "A part of a YAML file does not parse; what can be read of it is kept, the rest is left out.",
    )
    YAML_COLON = "yaml_colon", "A value holds an unquoted colon; it is kept as written."
    YAML_COMMENT = "yaml_comment", "What stands behind `` #`` is a comment in YAML; a value was lost."
    YAML_KEY = "yaml_key", "A key stands twice in one note, or is none; the first value counts."
    JSON_SYNTAX = (
        "json_syntax",
        "A JSON file does not parse, or is cut off; every issue in it that is whole is kept.",
    )
    EXPORT_LIMIT = (
        "export_limit",
        "An export has exactly 30 issues, as many as the tool gives unless told otherwise.",
    )
    BIBTEX_SYNTAX = (
        "bibtex_syntax",
        "An entry of a BibTeX file does not parse; it is repaired where its meaning is clear, else left out.",
    )
    BIBTEX_FIELD = "bibtex_field", "A field stands twice in an entry of a BibTeX file; the first counts."
    BIBTEX_NAME = "bibtex_name", "A BibTeX file names a string or an entry that it does not have."
    FILE = "file", "A file cannot be read or decoded, or holds no note, or a glob matches none."
    SHAPE = "shape", "A file or an item of it is not a list of notes or a note."
    TITLE = "title", "A note has no title; it is left out, a tagged document listed under its name."
    FIELD_VALUE = "field_value", "A field holds what it cannot hold; the field is left out."
    FIELD_ALIAS = "field_alias", "A field has another tool's name, or capitals; it is understood."
    FIELD_NAME = "field_name", "A key looks like a misspelt field."
    DATE = "date", "A date is none; it is left out."
    TAG = "tag", "A tag is not a text, and is left out; or it may be several in one."
    URL = "url", "A link has a scheme that is not allowed; it is left out."
    IMAGE = "image", "A picture is missing, is no picture or lies outside the source folder; it is left out."
    MARKUP = "markup", "A text cannot be read in its markup, or a part of it; that is shown as written."
    DUPLICATE_ID = "duplicate_id", "Two notes have one id; both are kept, the second under another."
    TAG_SPELLING = "tag_spelling", "One tag is spelt in several ways; the most frequent one is shown."
    TAG_COLLISION = "tag_collision", "Two tags would share a page; both keep one, under different names."
    TAGS_FILE = (
        "tags_file",
        "What the tags file says of a tag does not go with what it says of others; it is left out.",
    )
    TAG_ALIAS = (
        "tag_alias",
        "A note has an alias of a tag, and ``tagpages_alias_warnings`` asks for the tag itself.",
    )
    TEMPLATE = "template", "A template of the project for notes cannot be rendered; the original is used."
    CONFIG = (
        "config",
        "A configuration value, or a part of it, is not valid and is left out, or there is none.",
    )
    OPTION = "option", "A directive's option is not valid; it is left out."
    HANDLER = "handler", "A handler of the event ``tagpages-collect`` failed; what it brought before is kept."
    SPHINX_TAGS = "sphinx_tags", "Something is left of sphinx-tags that is to be taken away, or written anew."
    ABLOG = "ablog", "Something is left of ablog that is to be taken away, or written anew."
    DOCNAME = "docname", "A document of the project has the name of a generated one; the project's own wins."
    UNKNOWN_TAG = (
        "unknown_tag",
        "A role, a listing, a value or the tags file names a tag of no note, or a note one unknown there.",
    )
    UNKNOWN_NOTE = "unknown_note", "A ``:note:`` role names a note that does not exist."


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: what is wrong, what to write instead, and where. ``also``: the other origins it names.

    A message is as long as a screen shows, however long the names in it are. Of those of one kind and one
    ``name`` in a file, the first says it for all (:func:`once_each`).
    """

    kind: ProblemKind
    message: str
    origin: Origin
    also: tuple[Origin, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", with_both_ends(self.message))


def once_each(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems in the order of their files and lines; of those of a name in a file the first alone.

    It tells how many there are.
    """
    ordered = sorted(problems, key=attrgetter("origin.order"))
    numbers = Counter(map(_said_of, ordered))
    for problem in ordered:
        number = numbers.pop(_said_of(problem), 0) if problem.name else 1
        if number > 1:
            yield replace(problem, message=f"{problem.message} ({number:,} times in this file)")
        elif number:
            yield problem


def _said_of(problem: Problem) -> tuple[str, ProblemKind, str]:
    return problem.origin.path, problem.kind, problem.name
