"""Damages good files: bytes, characters, words and lines deleted, doubled, swapped, put in, turned over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

_MOST_DAMAGES = 3
_WORD = re.compile(rb"[\w.-]+|[ \t]+|\n|[^\w\s]")
# What breaks a format from within: its signs, the beginnings of its structures, and odd characters.
_SNIPPETS: Sequence[bytes] = [
    *(bytes([code]) for code in b"\0\x07\x0b\x0c\t\n\r\x1b \"'#%&()*,-./:;<=>?@[\\]^_`{|}~\x7f\x80\xc3\xff"),
    *(
        b": ",
        b" #",
        b"- ",
        b"-",
        b"\n- ",
        b"\n\n",
        b"---\n",
        b"\n---\n",
        b"\n...\n",
        b"\n\t",
        b"\r\n",
        b"|\n",
    ),
    *(
        b"&a ",
        b"*a",
        b"<<: *a",
        b"!!binary ",
        b"!x ",
        b"? ",
        b"{{",
        b"}}",
        b"[[",
        b"]]",
        b'"""',
        b"'''",
        b"\\u",
    ),
    *(b"title: ", b"- title: X\n", b"notes:\n", b"defaults:\n", b"null", b"~", b"%YAML 1.1\n", b"@", b"<!--"),
    *("\ufeff \x85 \u2028 \u2029 \u200d \u202e \U0001f600 é ́ \ufffe \U0010ffff".encode().split(b" ")),
    *(b"\xff\xfe", b"\xfe\xff", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x80", "　".encode()),
]


def mutants(data: bytes, seed: int) -> Iterator[bytes]:
    """Yield damaged copies of some data without end; the same for the same seed."""
    random = Random(seed)
    while True:
        damaged = data
        for _ in range(random.randint(1, _MOST_DAMAGES)):
            damaged = random.choice(_DAMAGES)(damaged, random)
        yield damaged


def _span(length: int, random: Random) -> tuple[int, int]:
    """Choose a part, mostly a short one."""
    start = random.randrange(length + 1)
    most = random.choice([1, 1, 2, 4, 16, 200])
    return start, min(start + random.randint(1, most), length)


def _bytes(data: bytes, random: Random) -> bytes:
    start, end = _span(len(data), random)
    part = data[start:end]
    match random.randrange(5):
        case 0:
            return data[:start] + data[end:]
        case 1:
            return data[:end] + part + data[end:]
        case 2:
            return data[:start] + bytes(random.randrange(256) for _ in part) + data[end:]
        case 3:
            return data[:start] + bytes(byte ^ (1 << random.randrange(8)) for byte in part) + data[end:]
        case _:
            other, last = sorted(_span(len(data) - end, random))
            return (
                data[:start]
                + data[end + other : end + last]
                + data[end : end + other]
                + part
                + data[end + last :]
            )


def _snippet(data: bytes, random: Random) -> bytes:
    start, end = _span(len(data), random)
    return data[:start] + random.choice(_SNIPPETS) + data[random.choice([start, end]) :]


def _pieces(data: bytes, pieces: Sequence[bytes], random: Random) -> bytes:
    """Delete, double, swap, move or cut short what the data consist of."""
    if not pieces:
        return data
    changed = list(pieces)
    at, other = random.randrange(len(changed)), random.randrange(len(changed))
    match random.randrange(5):
        case 0:
            del changed[at]
        case 1:
            changed.insert(other, changed[at])
        case 2:
            changed[at], changed[other] = changed[other], changed[at]
        case 3:
            changed[at] = random.choice(_SNIPPETS)
        case _:
            changed.insert(at, changed[at][: random.randrange(len(changed[at]) + 1)])
    return b"".join(changed)


def _words(data: bytes, random: Random) -> bytes:
    return _pieces(data, _WORD.findall(data), random)


def _lines(data: bytes, random: Random) -> bytes:
    return _pieces(data, data.splitlines(keepends=True), random)


def _characters(data: bytes, random: Random) -> bytes:
    text = data.decode("utf-8", "surrogateescape")
    pieces = [character.encode("utf-8", "surrogateescape") for character in text]
    return _pieces(data, pieces, random)


def _indent(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    start, end = _span(len(lines), random)
    width = random.choice([1, 2, 4])
    deeper = random.random() < 0.5
    for number in range(start, end):
        line = lines[number]
        lines[number] = (
            b" " * width + line if deeper else line[min(width, len(line) - len(line.lstrip(b" "))) :]
        )
    return b"\n".join(lines)


def _ends(data: bytes, random: Random) -> bytes:
    """Cut the data off at an end, or write all their line breaks in another way."""
    match random.randrange(4):
        case 0:
            return data[: random.randrange(len(data) + 1)]
        case 1:
            return data[random.randrange(len(data) + 1) :]
        case 2:
            return data.replace(b"\n", b"\r\n")
        case _:
            return data.replace(b"\n", b"\r")


_DAMAGES: Sequence[Callable[[bytes, Random], bytes]] = [
    *([_bytes] * 3),
    *([_snippet] * 4),
    *([_words] * 3),
    *([_lines] * 3),
    *([_characters] * 2),
    *([_indent] * 2),
    _ends,
]
