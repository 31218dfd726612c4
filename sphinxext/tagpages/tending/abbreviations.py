"""Short forms of names: initials of words, letters that are counted, and some that everyone knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from .spelling import form, words_of

_IN_BRACKETS = re.compile(r"(\S.*?)\s*[(\uff08]([^()\uff08\uff09]+)[)\uff09]")
_COUNTED = re.compile(r"[a-z]\d{1,2}[a-z]")
_SMALL_WORDS = frozenset(
    "a an and as at by for from in into of on or the to via with".split()  # noqa: SIM905 -- a list of words
)
#: Letters of initials: of fewer in small letters, or of more, there are too many that are words.
_FEWEST, _FEWEST_SMALL, _MOST = 2, 3, 7
#: Words of which letters are counted have more than those that could be short themselves.
_FEWEST_COUNTED = 7
#: Short forms that are no initials.
_KNOWN = MappingProxyType({
    form(short): form(long)
    for short, long in (
        ("config", "configuration"),
        ("db", "database"),
        ("golang", "go"),
        ("js", "JavaScript"),
        ("lib", "library"),
        ("postgres", "PostgreSQL"),
        ("py", "Python"),
        ("repo", "repository"),
        ("ts", "TypeScript"),
    )
})


def short_forms(names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the keys of short forms and of what they may stand for, and why: ``initials``, and so on.

    A short form may come with several long ones.
    """
    by_initials: dict[str, list[str]] = defaultdict(list)
    by_count: dict[str, list[str]] = defaultdict(list)
    by_form: dict[str, list[str]] = defaultdict(list)
    for key, name in names.items():
        long = without_short_form(name)
        by_form[form(long)].append(key)
        for letters in initials(long):
            by_initials[letters].append(key)
        if len(key) >= _FEWEST_COUNTED:
            by_count[f"{key[0]}{len(key) - 2}{key[-1]}"].append(key)
    for key, name in names.items():
        plain = form(name)
        if looks_short(name):
            yield from (
                (key, other, "initials") for other in dict.fromkeys(by_initials[plain]) if other != key
            )
        if _COUNTED.fullmatch(key):
            yield from ((key, other, "counted") for other in dict.fromkeys(by_count[key]) if other != key)
        if plain in _KNOWN:
            yield from ((key, other, "known") for other in by_form[_KNOWN[plain]])


def initials(name: str) -> set[str]:
    """Return the initials of a name: of all words, without small ones, without those behind hyphens."""
    found = set()
    for words in (words_of(name), re.split(r"[\s_]+", name)):
        for chosen in (words, [word for word in words if word.casefold() not in _SMALL_WORDS]):
            letters = "".join(word[:1] for word in chosen).casefold()
            if letters.isalpha() and _FEWEST <= len(letters) <= _MOST:
                found.add(letters)
    return found


def looks_short(name: str) -> bool:
    """Tell whether a name may be initials: letters, few, and two of them capitals, or no capital at all."""
    letters = "".join(words_of(name))
    capitals = sum(letter.isupper() for letter in letters)
    fewest = _FEWEST if capitals > 1 else _FEWEST_SMALL
    return letters.isalpha() and capitals != 1 and fewest <= len(form(name)) <= _MOST


def without_short_form(name: str) -> str:
    """Return a name without its own initials in brackets behind it: *Internet of Things (IoT)*."""
    match = _IN_BRACKETS.fullmatch(name)
    return match[1] if match and form(match[2]) in initials(match[1]) else name
