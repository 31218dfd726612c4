"""Notes at random and questions about them, with the answers of the one selection in Python.

They are for what answers by other means: the script of the page of all notes, in a browser.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

from sphinxext.tagpages.core.index import Entry, PlacedNote, TagIndex, build_index
from sphinxext.tagpages.core.options import IndexOptions
from sphinxext.tagpages.core.ordering import SortKey
from sphinxext.tagpages.core.selection import ORDERS, Selection
from sphinxext.tagpages.core.snippet import ELLIPSIS, make_snippet, snippet_source
from sphinxext.tagpages.sources.yaml.reader import read_yaml

#: Words that are hard to compare: letters that become two, or those of another script, when
#: case does not count; wide letters, marks, and scripts without case.
WORDS = [
    "straße",
    "STRASSE",
    "Straẞe",
    "ıstanbul",
    "İstanbul",
    "ISTANBUL",
    "istanbul",
    "οδός",
    "ΟΔΌΣ",
    "οδοσ",
    "ſoft",
    "soft",
    "ﬁne",
    "FINE",
    "ΐ",
    "Ϊ́",
    "ᾳ",
    "ΑΙ",
    "ŉa",
    "Ǆ",
    "ǆ",
    "ǅ",
    "K",
    "k",
    "Å",
    "å",
    "ＷＩＤＥ",
    "wide",
    "ガ",
    "カ゛",
    "ｶﾞ",
    "研究",
    "言語モデル",
    "हिन्दी",
    "LoRA",
    "lora",
    "C++",
    "C#",
    "1.10",
    "é",
    "é",
    "naïve",
    "a-b",
    "A/B",
    "<b>",
    "&",
    '"',
    "'",
    "%20",
    "+",
    "?",
    "#",
    "🎉",
    "Ꭰ",
    "ꭰ",
    "ᏸ",
]
TAGS = [
    "NLP",
    "nlp",
    "Straße",
    "ISTANBUL",
    "ıstanbul",
    "İx",
    "A B",
    "A  b",
    "研究",
    "C++",
    "οδός",
    "ΟΔΌΣ",
    "<i>",
    "K",
    "100%",
]
DATES = [
    *(
        "2021",
        "2021-05",
        "2021-05-03",
        "2022-01-01T10:00:00Z",
        "2022-01-01T10:00:00+09:00",
        "2022-01-01T10:00:00",
    ),
    *("2022-01-01T10:00:00.5Z", "2022-01-01", "2023-12-31T23:59:59-05:00", "1999", "0999", "2024-02-29"),
]
KINDS, VENUES, AUTHORS = (
    ["paper", "Paper", "tool", ""],
    ["ACL", "Ａcl", "Straße", ""],
    ["Ann", "ANN", "Ο Νίκος", "Bob"],
)


def library(count: int, seed: int = 0) -> list[dict[str, Any]]:
    """Return notes as a file may hold them, the same for the same seed."""
    chance = random.Random(seed)
    return [
        {
            "id": f"n{number}",
            "title": _words(chance, 1, 4),
            "tags": chance.sample(TAGS, chance.randint(0, 4)),
            "summary": _words(chance, 0, 40),
            "date": chance.choice([*DATES, ""]),
            "authors": chance.sample(AUTHORS, chance.randint(0, 2)),
            "kind": chance.choice(KINDS),
            "venue": chance.choice(VENUES),
            "url": chance.choice(["", f"https://example.org/{number}"]),
            "pinned": chance.random() < 0.05,
        }
        for number in range(count)
    ]


def index_of(notes: Sequence[dict[str, Any]], sort: Sequence[str] = ("-date",)) -> TagIndex:
    """Return the index of notes that one file of a project holds."""
    read = read_yaml(json.dumps(notes), "notes.yaml")
    placed = [PlacedNote(note, ("notes.yaml", number)) for number, note in enumerate(read.notes)]
    return build_index(placed, IndexOptions(sort=tuple(map(SortKey.parse, sort))))


def questions(index: TagIndex, count: int, seed: int = 0) -> Iterator[Selection]:
    """Yield selections, most of which choose some notes and not all."""
    chance = random.Random(seed)
    for _number in range(count):
        entry = chance.choice(index.entries)
        words = " ".join(
            chance.choice([_part(chance, word) for word in WORDS])
            for _ in range(chance.choice([0, 0, 1, 1, 2]))
        )
        dates = sorted(
            chance.choice(["1999", "2021", "2021-05", "2022-01-01", "2023", "2024-02"]) for _ in range(2)
        )
        yield Selection(
            tags=_names(chance, [0, 0, 1, 1, 2]),
            any_tags=_names(chance, [0, 0, 0, 1, 3]),
            not_tags=_names(chance, [0, 0, 0, 1]),
            words=chance.choice([words, words, _part(chance, entry.note.title), f"\u3000{words}\t"]),
            since=chance.choice(["", "", dates[0]]),
            until=chance.choice(["", "", dates[1]]),
            kind=chance.choice(["", "", "PAPER", "tool"]),
            authors=chance.choice([(), (), (), ("ann",), ("ο νίκοσ", "BOB")]),
            venue=chance.choice(["", "", "", "acl", "STRASSE"]),
            sort=chance.choice([None, *ORDERS.values()]),
        )


def answer(index: TagIndex, selection: Selection, snippet_length: int) -> list[str]:
    """Return the ids of the notes that are chosen, in their order, as anchors have them."""

    def snippet(entry: Entry) -> str:
        text, cut = make_snippet(snippet_source(entry.note), snippet_length)
        return text.removesuffix(ELLIPSIS) if cut else text

    return [entry.name for entry in selection.chosen(index, snippet)]


def _words(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))


def _part(chance: random.Random, text: str) -> str:
    start = chance.randrange(max(1, len(text)))
    return chance.choice([text, text.upper(), text.lower(), text[start : start + 3]])


def _names(chance: random.Random, counts: Sequence[int]) -> tuple[str, ...]:
    names = [*TAGS, "no such tag"]
    return tuple(
        chance.choice([name.upper(), name.lower(), name])
        for name in chance.sample(names, chance.choice(counts))
    )
