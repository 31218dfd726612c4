"""Mutants of good files: no exception, and nothing lost that is still whole.

``python -m tests.fuzz.mutants 10000``: so many of each kind of file, and how many entries they held whole.
The suite plays the first few. What is whole is found by other means than the readers': the very text of an
entry stands in the mutant, and does not stand in the middle of another. Of an export of issues, which is read
up to its first fault, that counts which stands before the first change.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sphinxext.tagpages.core.problems import ProblemKind
from sphinxext.tagpages.sources.registry import read_source

COUNT = 9
_SIGNS = b"{}[]()\"',:;=#@%&\\/ \n\r\t\x00\xff\xef\xbb\xbf\xed\xa0\x80aZ09-~"


@dataclass(frozen=True)
class Kind:
    """Files of one kind: ``entries`` are the texts of its entries, ``is_whole`` tells if one is there."""

    suffix: str
    entries: list[bytes]
    begin: bytes
    between: bytes
    end: bytes
    is_whole: Callable[[Kind, int, bytes], bool]

    def up_to(self, number: int) -> bytes:
        return self.begin + self.between.join(self.entries[: number + 1])

    @property
    def good(self) -> bytes:
        return self.up_to(len(self.entries)) + self.end


def title(number: int) -> str:
    return f"Entry {number}: a & b"


def issue(number: int) -> dict[str, object]:
    return {
        "number": number,
        "title": title(number),
        "body": 'Text "quoted" {braced} [x](https://a.org/1)\r\n\r\n```\n{"title": "no issue"}\n```\nあ\\',
        "labels": [{"id": "x", "name": "NLP, Speech", "color": "d73a4a"}, {"name": f"t{number}"}],
        "comments": [
            {"author": {"login": "ann"}, "body": "Mine: {}"},
            {"author": {"login": "b"}, "body": ""},
        ],
        "milestone": {"number": 3, "title": "One day", "description": "", "dueOn": None},
        "author": {"login": "ann"},
        "createdAt": "2023-03-28T09:30:00Z",
        "state": "OPEN",
        "url": f"https://github.com/o/r/issues/{number}",
    }


def _is_before_any_change(kind: Kind, number: int, mutant: bytes) -> bool:
    return mutant.startswith(kind.up_to(number))


def _entry_is_whole(kind: Kind, number: int, mutant: bytes) -> bool:
    """Tell whether the entry stands in the mutant where one begins: at the start of a line, in no braces."""
    text = mutant.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    before, found, after = text.partition(kind.entries[number].decode())
    line = before.rpartition("\n")[2]
    is_inside = before.count("{") > before.count("}")
    return bool(found) and not is_inside and not line.strip("\x00 \t") and not re.match(r"[ \t]*[\w,]", after)


def bib_entry(number: int) -> bytes:
    return (
        f"@article{{key{number},\n  title = {{Entry {number}: a \\& {{b}}}},\n"
        '  author = "Ann Bee and {C and D}",\n'
        f"  year = 20{number:02},\n  keywords = {{NLP, t{number}}},\n"
        '  abstract = {Text with \\emph{braces} and a "quote", $a_{1}$, and an @ sign.}\n}'
    ).encode()


KINDS = [
    Kind(
        ".json",
        [json.dumps(issue(n)).encode() for n in range(COUNT)],
        b"[",
        b",",
        b"]",
        _is_before_any_change,
    ),
    Kind(
        ".json",
        [json.dumps(issue(n), indent=1, ensure_ascii=False).encode() for n in range(COUNT)],
        b'{"data": {"repository": {"issues": {"totalCount": 9, "nodes": [\n',
        b",\n",
        b"]}}}}",
        _is_before_any_change,
    ),
    Kind(
        ".json",
        [json.dumps(issue(n)).encode() for n in range(COUNT)],
        b"",
        b"\n",
        b"\n",
        _is_before_any_change,
    ),
    Kind(
        ".bib",
        [bib_entry(n) for n in range(COUNT)],
        b"% A bibliography\n@string{jml = {J. of ML}}\n\n",
        b"\n\n",
        b"\n",
        _entry_is_whole,
    ),
]


def mutate(  # noqa: C901 -- a branch for each way
    content: bytes, chance: random.Random
) -> bytes:
    """Return a content with a few changes: bytes deleted, doubled, swapped, replaced, moved; cut off."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        if not data:
            break
        at = chance.randrange(len(data))
        length = chance.choice((1, 1, 1, 2, 3, 10, 100, 500))
        match chance.randrange(8):
            case 0:
                del data[at : at + length]
            case 1:
                data[at:at] = data[at : at + length]
            case 2 if at:
                data[at - 1], data[at] = data[at], data[at - 1]
            case 3:
                data[at] = chance.choice(_SIGNS)
            case 4:
                data.insert(at, chance.choice(_SIGNS))
            case 5:
                part = data[at : at + length]
                del data[at : at + length]
                to = chance.randrange(len(data) + 1)
                data[to:to] = part
            case 6:
                data[at : at + length] = bytes(chance.choice(_SIGNS) for _ in range(min(length, 8)))
            case _ if chance.random() < 0.1:
                del data[at:]
            case _:
                data[at] ^= 1 << chance.randrange(8)
    return bytes(data)


def lost(kind: Kind, mutant: bytes) -> tuple[int, list[str]]:
    """Return how many entries a mutant holds whole, and the titles of those of which no note was made."""
    result = read_source(mutant, f"mutant{kind.suffix}")
    if ProblemKind.SHAPE in {problem.kind for problem in result.problems}:
        return 0, []  # valid, but with other names round the issues: it is told that this is no export
    titles = {note.title for note in result.notes}
    whole = [number for number in range(len(kind.entries)) if kind.is_whole(kind, number, mutant)]
    return len(whole), [title(number) for number in whole if title(number) not in titles]


def mutants(kind: Kind, count: int, seed: int = 0) -> Iterator[bytes]:
    """Yield the same mutants each time."""
    chance = random.Random(seed)
    good = kind.good
    for _ in range(count):
        yield mutate(good, chance)


def main(count: int) -> int:
    """Play mutants; say what was found."""
    failed = 0
    for number, kind in enumerate(KINDS):
        whole = 0
        for mutant in mutants(kind, count):
            held, missing = lost(kind, mutant)
            whole += held
            if missing:
                failed += 1
                sys.stdout.write(f"{missing} lost of {mutant!r}\n")
        sys.stdout.write(f"kind {number} ({kind.suffix}): {count} mutants, {whole} entries still whole\n")
    sys.stdout.write(f"{failed} mutants with something lost\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
