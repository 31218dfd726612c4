"""Sources: which reader takes which file. A new source adds its line to the table."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from .problems import Origin, Problem, ProblemKind
from .reading import ReadResult
from .yaml_source import read_yaml

#: From a file's suffix to what reads its text; the second argument is the path for messages.
READERS: Mapping[str, Callable[[str, str], ReadResult]] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
}

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_source(content: bytes, path: str) -> ReadResult:
    """Read the notes of a file.

    Args:
        content: the file's bytes: UTF-8, or UTF-16 or UTF-32 with a byte order mark.
        path: where it is, for messages; its suffix chooses the reader.

    Raises:
        KeyError: no reader takes files with this suffix.
    """
    reader = READERS[PurePosixPath(path).suffix.lower()]
    text, problems = _decode(content, path)
    result = reader(text, path)
    return ReadResult(result.notes, (*problems, *result.problems))


def _decode(content: bytes, path: str) -> tuple[str, list[Problem]]:
    encoding = "utf-8"
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            content, encoding = content[len(mark) :], name
            break
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(encoding, "replace").count("\n") + 1
        message = (
            f"not valid {encoding.upper()}: what cannot be decoded is shown as �; save the file as UTF-8"
        )
        return content.decode(encoding, "replace"), [Problem(ProblemKind.FILE, message, Origin(path, line))]
