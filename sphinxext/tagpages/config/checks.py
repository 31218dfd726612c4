"""What the configuration values may be. Each function returns a value in its canonical form.

It raises ValueError, whose message says what to write, for a value that is not valid, and
:class:`PartlyInvalidError` where only a part of it is not.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import PurePosixPath

from ..core.grouping import parse_grouping
from ..core.ordering import SortKey
from ..core.tags.info import read_colour
from ..core.tags.names import tag_key
from ..core.tags.slugs import DEVICES
from ..sources.github.options import OPTIONS, check_options
from ..util.invalid_values import Fault, PartlyInvalidError, checked_texts, list_of_texts
from ..util.suggest import advice, suggestion
from ..util.text import as_python, one_line
from .heading_words import plain_words

#: Bytes that the name of a folder may take.
LONGEST_NAME = 100
#: The heading of a tag page.
TITLE = "{tag}"
#: What a site can give to programs.
EXPORTS = ("json", "feeds", "citations", "agents", "metadata")
#: What else they may be called.
_MEANT = {
    **dict.fromkeys(("rss", "atom", "jsonfeed"), "feeds"),
    **dict.fromkeys(("bib", "bibtex", "ris", "csl"), "citations"),
    **dict.fromkeys(("llms", "llms.txt", "llm", "markdown"), "agents"),
    **dict.fromkeys(("json-ld", "coins", "zotero"), "metadata"),
}
_GROUP_KEYS = ("title", "tags", "colour")
_GROUP = "{'title': 'Task', 'tags': ['Question*']}"
_NOT_IN_NAMES = frozenset('<>:"|?*\\')


def texts(value: object, check: Callable[[str], str] = str) -> list[str]:
    """Return a list of texts, or one text that is split at commas; each is checked by itself."""
    return checked_texts(value.split(",") if isinstance(value, str) else list_of_texts(value), check)


def patterns(value: object) -> list[str]:
    """Return paths and globs below the source folder."""
    return texts(value, _pattern)


def _pattern(pattern: str) -> str:
    if pattern.startswith("/") or ".." in PurePosixPath(pattern).parts:
        shown = as_python(pattern)
        msg = f"{shown} leads out of the source folder; write one below it, such as 'papers/*.yaml'"
        raise ValueError(msg)
    return pattern


def folder(value: object, example: str = "tags") -> str:
    """Return a name below the source folder, of a kind that any file system takes."""
    if isinstance(value, str):
        path = PurePosixPath(value)
        if path.parts and not path.is_absolute() and value.isprintable() and all(map(_is_fit, path.parts)):
            return path.as_posix()
    msg = f"write a name below the source folder, such as {example!r}"
    raise ValueError(msg)


def _is_fit(name: str) -> bool:
    """Tell whether a file can have a name on any system: Windows refuses the most."""
    if len(name.encode()) > LONGEST_NAME or name.endswith((".", " ")) or _NOT_IN_NAMES.intersection(name):
        return False
    return tag_key(name.partition(".")[0]) not in DEVICES


def file(example: str) -> Callable[[object], str | None]:
    """Return a check for a file below the source folder, or ``None``."""
    return lambda value: None if value is None else folder(value, example)


def exports(value: object) -> list[str]:
    """Return names of :data:`EXPORTS`."""
    return texts(value, _export)


def _export(name: str) -> str:
    if (given := name.strip()) not in EXPORTS:
        meant = _MEANT.get(given.lower(), given)
        msg = f"{as_python(name)} is none of {', '.join(EXPORTS)}"
        raise ValueError(msg + suggestion(meant, EXPORTS))
    return given


def number(value: object, least: int = 0) -> int:
    """Return a whole number that is not less than ``least``, and not of more digits than Python writes."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= sys.maxsize:
        msg = f"write a whole number, {least} or more"
        raise ValueError(msg)
    return value


def flag(value: object) -> bool:
    """Return a truth value."""
    if not isinstance(value, bool):
        msg = "write True or False"
        raise ValueError(msg)  # noqa: TRY004 -- one exception for every invalid value
    return value


def sort_keys(value: object) -> list[str]:
    """Return the names of fields to sort by, with ``-`` before those in descending order."""
    return texts(value, _sort_key)


def _sort_key(name: str) -> str:
    SortKey.parse(name)
    return name


def grouping(value: object) -> str | None:
    """Return what listings are grouped by, or ``None``."""
    if value is None:
        return None
    if isinstance(value, str):
        return parse_grouping(value)
    msg = "write a text, such as 'year', or None for no headings"
    raise ValueError(msg)


def title(value: object) -> str:
    """Return a heading with a place for the tag; ``None`` is the tag alone."""
    if value is None:
        return TITLE
    if isinstance(value, str) and "{tag}" in (plain := plain_words(value)):
        if plain != value:
            message = f"{as_python(value)} holds markup, which headings do not show; write {as_python(plain)}"
            raise PartlyInvalidError(plain, [Fault(value, message)])
        return value
    msg = "write a text that holds {tag}, such as 'Notes on {tag}'"
    raise ValueError(msg)


def one_of(*words: str) -> Callable[[object], str]:
    """Return a check for a value that is one of a few words."""

    def check(value: object) -> str:
        if value in words:
            return str(value)
        raise ValueError(advice(value, words, f"write one of {', '.join(words)}").removeprefix("; "))

    return check


def github(value: object) -> dict[str, object]:
    """Return the options of exports of issues, for all and by patterns of files."""
    faults: list[Fault] = []
    try:
        checked = check_options(value)
    except PartlyInvalidError as error:
        checked, faults = error.kept, [*error.faults]
    for key in [key for key in checked if key not in OPTIONS]:
        try:
            _pattern(key)
        except ValueError as error:
            del checked[key]
            faults.append(Fault(key, str(error)))
    if faults:
        raise PartlyInvalidError(checked, faults)
    return checked


def tag_groups(value: object) -> list[dict[str, object]]:
    """Return groups of tags: mappings with a title, and patterns of names or a colour."""
    if not isinstance(value, list | tuple):
        msg = f"write a list of groups, such as [{_GROUP}]"
        raise ValueError(msg)  # noqa: TRY004 -- as every check
    kept: list[dict[str, object]] = []
    faults: list[Fault] = []
    for item in value:
        try:
            kept.append(_tag_group(item))
        except ValueError as error:
            faults.append(Fault(item, f"{as_python(item)}: {error}"))
    if faults:
        raise PartlyInvalidError(kept, faults)
    return kept


def _tag_group(item: object) -> dict[str, object]:
    example = f"write {_GROUP} or {{'title': 'Field', 'colour': '#1d76db'}}"
    if not isinstance(item, dict) or not isinstance(title := item.get("title"), str) or not one_line(title):
        msg = f"a group needs a title; {example}"
        raise ValueError(msg)
    if unknown := [key for key in item if key not in _GROUP_KEYS]:
        msg = f"a group has no {as_python(unknown[0])}{advice(unknown[0], _GROUP_KEYS, example)}"
        raise ValueError(msg)
    colour = item.get("colour", "")
    if colour and not (isinstance(colour, str) and read_colour(colour)):
        msg = f"{as_python(colour)} is no colour; {example}"
        raise ValueError(msg)
    return {
        "title": one_line(title),
        "tags": texts(item.get("tags", [])),
        "colour": (read_colour(colour) or "") if isinstance(colour, str) else "",
    }


def separator(value: object) -> str:
    """Return what divides the levels of a tag's name, or nothing."""
    if isinstance(value, str) and value == one_line(value) and "," not in value:
        return value
    msg = "write a sign such as '/', or '' for none"
    raise ValueError(msg)
