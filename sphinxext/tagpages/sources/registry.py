"""Sources: which reader takes which file. A new source adds its line to the table."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import PurePath
from types import MappingProxyType

from ..core.problems import Origin, Problem, ProblemKind
from ..core.read_result import Item, ReadResult
from .bibtex.reader import read_bibtex
from .github.reader import read_issues
from .yaml.items import read_items
from .yaml.tags_file import TagsFile, read_tags_file


def _read_yaml(text: str, path: str, known: Sequence[Item], _options: Mapping[str, object]) -> ReadResult:
    return read_items(text, path, known)


def _read_json(text: str, path: str, _known: Sequence[Item], options: Mapping[str, object]) -> ReadResult:
    return read_issues(text, path, options)


def _read_bib(text: str, path: str, _known: Sequence[Item], _options: Mapping[str, object]) -> ReadResult:
    return read_bibtex(text, path)


#: From a file's suffix to what reads its text. Arguments: the text, the path for messages, the items
#: that the reader found in the file as it was before, if it finds any, and the options for the file.
READERS: Mapping[str, Callable[[str, str, Sequence[Item], Mapping[str, object]], ReadResult]] = {
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
    ".json": _read_json,
    ".bib": _read_bib,
}

#: The package that a reader needs, if any.
_PARSERS: Mapping[str, str] = {".bib": "pybtex"}

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Encodings, the bytes of a character, and which of them an ASCII character has.
_UNMARKED = (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1))
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def is_source(path: str) -> bool:
    """Tell whether there is a reader for a file; upper and lower case of its suffix are alike."""
    return path.lower().endswith(tuple(READERS)) and PurePath(path).suffix != ""


def read_source(
    content: bytes,
    path: str,
    known: Sequence[Item] = (),
    options: Mapping[str, object] = MappingProxyType({}),
) -> ReadResult:
    """Read the notes of a file.

    Args:
        content: the file's bytes: UTF-8, UTF-16 or UTF-32, with a byte order mark or without.
        path: where it is, for messages; its suffix chooses the reader.
        known: the items of an earlier reading; it makes this one faster and changes nothing.
        options: what the configuration says of how this file is read.

    Raises:
        KeyError: no reader takes files with this suffix.
    """
    reader = READERS[PurePath(path).suffix.lower()]
    text, problems = _decode(content, path)
    result = reader(text, path, known, options)
    if not problems:
        return result
    return replace(result, problems=(*problems, *result.problems), items=())


def read_tags_source(content: bytes, path: str) -> TagsFile:
    """Read what a tags file says of tags; the bytes are decoded as those of any source."""
    text, problems = _decode(content, path)
    result = read_tags_file(text, path)
    return replace(result, problems=(*problems, *result.problems))


def unreadable(path: str, error: OSError, what: str = "") -> Problem:
    """Return the problem of a file that cannot be read; ``what`` says what it is."""
    return Problem(ProblemKind.FILE, f"{what}cannot be read: {error.strerror}", Origin(path))


@cache
def parser_version(suffix: str) -> str:
    """Return what tells one parser of files with a suffix from another: the version of its package.

    It is empty where no package is needed, and where it is not installed.
    """
    name = _PARSERS.get(suffix.lower())
    try:
        return version(name) if name and find_spec(name) else ""
    except (PackageNotFoundError, ValueError):
        return ""


def _decode(content: bytes, path: str) -> tuple[str, list[Problem]]:
    content, encoding = _encoding(content)
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "replace")
        line = len(_LINE_BREAK.findall(before)) + 1
        message = (
            f"not valid {encoding.upper()}: what cannot be decoded is shown as �; save the file as UTF-8"
        )
        return content.decode(encoding, "replace"), [Problem(ProblemKind.FILE, message, Origin(path, line))]


def _encoding(content: bytes) -> tuple[bytes, str]:
    """Return a file's bytes without its byte order mark, and their encoding.

    Without a mark, the zeros of the first two characters tell, which are ASCII in all formats.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :], name
    zeros = tuple(not byte for byte in content[:8])
    for name, width, last in _UNMARKED:
        if zeros == (*[at % width != last for at in range(width)],) * (8 // width):
            return content, name
    return content, "utf-8"
