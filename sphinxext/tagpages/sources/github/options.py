"""The options for exports of issues: how they are checked, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ...util.invalid_values import Fault, PartlyInvalidError, checked_texts, list_of_texts
from ...util.suggest import advice
from ...util.text import as_python, one_line
from .titles import PAPER, PARTS, TitleParts, take_apart, take_paper_apart

LINKS = ("issue", "first")
COMMENTS = ("author", "all", "none")
STATES = ("open", "closed")
_STATES_HINT = "write 'open', 'closed' or both"


@dataclass(frozen=True, slots=True)
class Option:
    """An option. ``check`` returns its value in canonical form, or raises ValueError."""

    default: Any
    check: Callable[[object], Any]
    meaning: str


def _words(value: object, check: Callable[[str], str] = str) -> list[str]:
    return checked_texts([value] if isinstance(value, str) else list_of_texts(value), check)


def _link(value: object) -> str:
    if value in LINKS:
        return str(value)
    raise ValueError(as_python(value) + " leads nowhere" + advice(value, LINKS, "write 'issue' or 'first'"))


def _comments(value: object) -> str | list[str]:
    if isinstance(value, str) and value in COMMENTS:
        return value
    if isinstance(value, list | tuple | set):
        return _words(value)
    hint = advice(value, COMMENTS, "write 'author', 'all', 'none' or a list of login names")
    raise ValueError(as_python(value) + " names no comments" + hint)


def _states(value: object) -> list[str]:
    return _words(value, _state)


def _state(name: str) -> str:
    state = name.lower()
    if state in STATES:
        return state
    raise ValueError(as_python(state) + " is no state of an issue" + advice(state, STATES, _STATES_HINT))


def _text(value: object) -> str:
    if isinstance(value, str):
        return one_line(value)
    msg = "write a text"
    raise ValueError(msg)


def _title_pattern(value: object) -> str:
    if not isinstance(value, str):
        msg = f"write '{PAPER}' or a regular expression with named groups"
        raise ValueError(msg)  # noqa: TRY004 -- one exception for every invalid value
    if value not in {"", PAPER}:
        try:
            pattern = re.compile(value)
        except (re.error, RecursionError, OverflowError) as error:
            msg = f"it is no regular expression: {error}"
            raise ValueError(msg) from None
        if not pattern.groupindex or not set(pattern.groupindex) <= set(PARTS):
            msg = (
                f"name the groups after what they take: {', '.join(f'(?P<{part}>…)' for part in PARTS)}; "
                f"or write '{PAPER}'"
            )
            raise ValueError(msg)
    return value


OPTIONS: Mapping[str, Option] = MappingProxyType({
    "link": Option(
        "issue",
        _link,
        "Where the title leads. `issue`: to the issue; the first link in its text becomes a further link. "
        "`first`: to the first link in its text, if there is one; the issue becomes a further link.",
    ),
    "comments": Option(
        "author",
        _comments,
        "The comments that are kept. `author`: those of the issue's author; `all`; `none`; or a list of "
        "login names: those of these people.",
    ),
    "skip_labels": Option(
        [],
        _words,
        "Labels that are left out: names or shell patterns. Case and width do not count. Their issues are "
        "kept.",
    ),
    "states": Option(
        [],
        _states,
        "`open`, `closed` or both: other issues are left out. An issue whose state the export does not tell "
        "is kept. Empty: all.",
    ),
    "title_pattern": Option(
        "",
        _title_pattern,
        "What takes `title`, `authors`, `venue` and `published` out of a title: a regular expression that "
        "fits the whole title, with groups of these names; or `paper`.",
    ),
    "summary_heading": Option(
        [],
        _words,
        "A text, or a list of texts, or shell patterns: the heading, in the issue's text or in a kept "
        "comment, below which the summary stands.",
    ),
    "kind": Option("", _text, "The `kind` of the notes that have no `published`."),
})
"""Every option, in the order of the manual."""


@dataclass(frozen=True, slots=True)
class GithubOptions:
    """What is wanted of an export. The fields are the options."""

    link: str
    comments: str | list[str]
    skip_labels: list[str]
    states: list[str]
    title_pattern: str
    summary_heading: list[str]
    kind: str

    @classmethod
    def of(cls, given: Mapping[str, object]) -> GithubOptions:
        """Make them of a mapping that was checked."""
        values: dict[str, Any] = {name: given.get(name, option.default) for name, option in OPTIONS.items()}
        return cls(**values)

    def parts(self, title: str) -> TitleParts:
        """Take a title apart."""
        if not self.title_pattern:
            return TitleParts(title)
        if self.title_pattern == PAPER:
            return take_paper_apart(title)
        return take_apart(title, re.compile(self.title_pattern))


def check_options(value: object) -> dict[str, object]:
    """Return options, and such for patterns of files, in canonical form: plain lists, mappings and texts.

    A key is the name of an option, or a pattern whose value is a mapping of options.

    Raises:
        ValueError: it is no mapping.
        PartlyInvalidError: something in it is no option, or not valid; the rest is kept. The messages
            say what to write.
    """
    if not isinstance(value, Mapping):
        msg = "write a mapping of options, such as {'link': 'first'}"
        raise ValueError(msg)  # noqa: TRY004 -- one exception for every invalid value
    faults: list[Fault] = []
    checked: dict[str, object] = {}
    for key, given in value.items():
        if isinstance(key, str) and key not in OPTIONS and isinstance(given, Mapping):
            checked[key] = _checked(given, f"{as_python(key)}: ", faults)
        else:
            checked |= _checked({key: given}, "", faults)
    if faults:
        raise PartlyInvalidError(checked, faults)
    return checked


def _checked(given: Mapping[object, object], where: str, faults: list[Fault]) -> dict[str, object]:
    """Return the options that are valid; what is wrong with the others is added to ``faults``."""
    checked: dict[str, object] = {}
    for name, item in given.items():
        if not isinstance(name, str) or name not in OPTIONS:
            faults.append(Fault(str(name), f"{where}{_unknown(name)}"))
            continue
        try:
            checked[name] = OPTIONS[name].check(item)
        except PartlyInvalidError as error:
            checked |= {name: error.kept} if error.kept else {}
            faults += [Fault(fault.part, f"{where}{name!r}: {fault.message}") for fault in error.faults]
        except ValueError as error:
            faults.append(Fault(name, f"{where}{name!r}: {error}"))
    return checked


def _unknown(name: object) -> str:
    write = f"write one of {', '.join(OPTIONS)}, or a pattern with a mapping of them"
    return f"{as_python(name)} is no option{advice(name, OPTIONS, write)}"


def merge_options(checked: Mapping[str, Any], matches: Callable[[str], bool]) -> dict[str, Any]:
    """Return the options for one file: those for all, then those of each pattern that matches."""
    merged = {key: value for key, value in checked.items() if key in OPTIONS}
    for key, value in checked.items():
        if key not in OPTIONS and matches(key):
            merged |= value
    return merged
