"""Sources: which reader takes which file. A new source adds its line to the table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import PurePath
from types import MappingProxyType

from ..core.problems import Origin, Problem, ProblemKind
from .bibtex.reader import read_bibtex
from .github.reader import read_issues
from .read_result import ReadResult
from .yaml.reader import read_yaml
from .yaml.tags_file import TagsFile, read_tags_file

#: From a file's suffix to what reads its text. Arguments: the text, the path for messages, and the options
#: for the file.
READERS: Mapping[str, Callable[[str, str, Mapping[str, object]], ReadResult]] = {
    ".yaml": lambda text, path, _options: read_yaml(text, path),
    ".yml": lambda text, path, _options: read_yaml(text, path),
    ".json": read_issues,
    ".bib": lambda text, path, _options: read_bibtex(text, path),
}

#: How a note begins, in files that are to hold some. There may be no issue to export.
_FORMS: Mapping[str, str] = {
    ".yaml": "begin each with `- title: …`",
    ".yml": "begin each with `- title: …`",
    ".bib": "begin each with `@article{key,` or the like",
}

#: The packages that a reader needs, if any.
_PARSERS: Mapping[str, tuple[str, ...]] = {".bib": ("pybtex", "latexcodec")}

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def is_source(path: str) -> bool:
    """Tell whether there is a reader for a file; upper and lower case of its suffix are alike."""
    return path.lower().endswith(tuple(READERS)) and PurePath(path).suffix != ""


def read_source(
    content: bytes, path: str, options: Mapping[str, object] = MappingProxyType({})
) -> ReadResult:
    """Read the notes of a file.

    Args:
        content: the file's bytes: UTF-8, UTF-16 or UTF-32, with a byte order mark or without.
        path: where it is, for messages; its suffix chooses the reader.
        options: what the configuration says of how this file is read.

    Raises:
        KeyError: no reader takes files with this suffix.
    """
    reader = READERS[PurePath(path).suffix.lower()]
    text, problems = _decode(content, path)
    result = reader(text, path, options)
    form = _FORMS.get(PurePath(path).suffix.lower())
    is_meant = "[]" in text  # an empty list is written where there is no note yet
    if form and not (is_meant or result.notes or result.problems or problems):
        problems = [Problem(ProblemKind.FILE, f"no note is in this file; {form}", Origin(path, 1))]
    return replace(result, problems=(*problems, *result.problems))


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
    """Return the versions of the packages that read files with a suffix; none where one is missing."""
    names = _PARSERS.get(suffix.lower(), ())
    try:
        return " ".join(map(version, names)) if all(map(find_spec, names)) else ""
    except (PackageNotFoundError, ValueError):
        return ""


def _decode(content: bytes, path: str) -> tuple[str, list[Problem]]:
    encoding = encoding_of(content)
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(encoding, "replace")
        line = len(_LINE_BREAK.findall(before)) + 1
        name = encoding.removesuffix("-sig").upper()
        message = f"not valid {name}: what cannot be decoded is shown as �; save the file as UTF-8"
        return content.decode(encoding, "replace"), [Problem(ProblemKind.FILE, message, Origin(path, line))]


def encoding_of(content: bytes) -> str:
    """Return the encoding of a file, which its byte order mark tells, or the zeros of its first characters.

    Those are ASCII in all formats; else a zero is no more than a stray byte.
    """
    start = content[:8]
    encoding = json.detect_encoding(start)
    if encoding.endswith(("le", "be")) and not start.decode(encoding, "replace").isascii():
        return "utf-8"
    return encoding
