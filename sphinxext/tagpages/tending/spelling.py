"""How the name of a tag may be spelt besides: what is left of it when that does not count."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..util.text import folded, normalized

#: A word of a name: what stands between digits is part of a number, and C++, C# and A* are no C and no A.
_WORD = re.compile(r"(?:^\.)?[^\W_]+(?:(?<=\d)[.,:/-](?=\d)[^\W_]+)*[+#*]*")
#: Where a word of CamelCase begins: SpeedUp, GraphQLApi; but LLMs is one.
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-rt-z]|[A-Z][a-z]{2})")
_SCRIPT_NAME = re.compile(r"[.\s-]?js$", re.IGNORECASE)
_SHORTEST = 4
#: Behind these a plural has ``es``, whether its singular has the ``e`` or not.
_WITH_E = ("se", "xe", "ze", "che", "she")
#: Words that end as plurals do and are none, or mean something else than their singular does.
_NO_PLURALS = frozenset(
    """
    alias arms bias canvas customs glasses goods https lens means news pandas rails series species windows
    """.split()  # noqa: SIM905 -- a list of words
)
_IRREGULAR = MappingProxyType({
    "analyses": "analysis",
    "children": "child",
    "corpora": "corpus",
    "criteria": "criterion",
    "hypotheses": "hypothesis",
    "indices": "index",
    "matrices": "matrix",
    "men": "man",
    "mice": "mouse",
    "people": "person",
    "phenomena": "phenomenon",
    "theses": "thesis",
    "vertices": "vertex",
    "women": "woman",
})
#: From British spelling to American.
_AMERICAN = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"(?<=\w{2})our(?=s?$|e[dr]|ing|al|ite|able)", "or"),
        (r"(?<=\w{3})is(?=e[drs]?$|ing$|ations?$)", "iz"),
        (r"(?<=\w{3})ys(?=e[drs]?$|ing$)", "yz"),
        (r"ll(?=ing$|e[dr]s?$)", "l"),
        (r"(?<=\w{2})tre(?=s?$)", "ter"),
        (r"(?<=[ae]l)ogue(?=s?$)", "og"),
        (r"(?<=(?:lic|def|off|ret)en)ce(?=s?$)", "se"),
        (r"^grey", "gray"),
        (r"^programme$", "program"),
    )
)


def words_of(name: str) -> list[str]:
    """Return the words of a name, in its case: divided by spaces, signs and the humps of CamelCase."""
    return [part for word in divided(name) for part in _HUMP.split(word)]


def divided(name: str) -> list[str]:
    """Return what stands between the spaces and signs of a name, in its case."""
    found: list[str] = _WORD.findall(normalized("NFKC", name).strip())
    return found


def singular(word: str) -> str:
    """Return an English word, given in its case, without what makes it a plural, folded.

    It is to be equal for both, and not always a word: ``caches`` and ``cache`` become ``cach``. What is all
    in capitals is no plural: OSS is not several OS, but LLMs are several LLM.
    """
    plain = word.casefold()
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    if plain in _NO_PLURALS or not plain.isascii() or (word.isupper() and len(word) > 1):
        return plain
    if word[:-1].isupper() and word.endswith("s") and len(word) > 2:  # noqa: PLR2004 -- VMs, not Is
        return plain[:-1]
    if len(plain) >= _SHORTEST and plain.endswith("s") and plain[-2] not in "sui":
        plain = plain[:-1]
    if len(plain) < _SHORTEST:
        return plain
    plain = plain.removesuffix("e") if plain.endswith(_WITH_E) else plain
    return f"{plain[:-2]}y" if plain.endswith("ie") else plain


def without_accents(text: str) -> str:
    """Return a text whose Latin letters have no accents."""
    if text.isascii():
        return text
    return "".join(parts[0] if (parts := normalized("NFD", char))[0].isascii() else char for char in text)


def kana(text: str) -> str:
    """Return a text in Katakana where it has Hiragana, and without the mark of a long vowel at its end."""
    text = "".join(chr(ord(char) + 0x60) if "\u3041" <= char <= "\u3096" else char for char in text)
    return text.removesuffix("\u30fc") if len(text) > 2 else text  # noqa: PLR2004 -- a syllable more


def _american(word: str) -> str:
    for pattern, spelling in _AMERICAN:
        word = pattern.sub(spelling, word)
    return word


#: What may make two spellings differ that are one, by what a reader is told; each takes it away from a word.
RULES: Mapping[str, Callable[[str], str]] = MappingProxyType({
    "number": singular,
    "accents": without_accents,
    "kana": kana,
    "British and American": _american,
})
ALL_RULES = frozenset([*RULES, "ending .js"])


def plain_words(name: str, rules: frozenset[str] = ALL_RULES) -> tuple[str, ...]:
    """Return the words of a name, folded, without what the rules take away from them."""
    if "ending .js" in rules:
        name = _SCRIPT_NAME.sub("", name) or name
    found = words_of(name)
    for rule, take_away in RULES.items():
        if rule in rules:
            found = [take_away(word) for word in found]
    return tuple(folded(word) for word in found)


def form(name: str, rules: frozenset[str] = ALL_RULES) -> str:
    """Return what is left of a name without spaces and hyphens, and what the rules take away.

    Names of one form are one tag, most likely. Numbers stay apart: ``10-2`` is not 102.
    """
    joined = ""
    for word in plain_words(name, rules):
        joined += f"-{word}" if joined[-1:].isdigit() and word[:1].isdigit() else word
    return joined


def difference(name: str, other: str) -> list[str]:
    """Return the rules without which two names of one form would not have one; none: hyphens alone."""
    return [
        rule
        for rule in sorted(ALL_RULES)
        if form(name, ALL_RULES - {rule}) != form(other, ALL_RULES - {rule})
    ]
