"""``notes.json``, as a site has published it: its notes and tags, as plain data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..core.changes import Record

#: The version of the file that is read here.
VERSION = 1
_REQUIRED = {"notes": ("id", "title", "home"), "tags": ("name", "label", "slug", "page", "count")}
_LISTS = ("authors", "tags", "aliases", "parents")
_Data: TypeAlias = Mapping[str, Any]


class UnreadableError(ValueError):
    """A file is no ``notes.json`` that can be read here; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a site has published: ``notes`` in its order, and ``tags``; fields that say nothing are absent."""

    title: str
    site: str
    notes: Sequence[Record]
    tags: Sequence[Record]


def read_published(content: bytes) -> Published:
    """Read a file.

    Raises:
        UnreadableError: it is none, or of another version.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        message = f"it is no JSON ({error})"
        raise UnreadableError(message) from None
    if not isinstance(data, dict) or not {"version", "notes", "tags"} <= data.keys():
        message = "it is no notes.json: write the path of one that a build wrote (tagpages_exports)"
        raise UnreadableError(message)
    if data["version"] != VERSION:
        message = (
            f"its version is {data['version']!r}, and this program reads {VERSION}: build the site again"
        )
        raise UnreadableError(message)
    notes, tags = (_records(data, kind) for kind in _REQUIRED)
    return Published(str(data.get("title", "")), str(data.get("site", "")), notes, tags)


def _records(data: _Data, kind: str) -> list[Record]:
    records, names = data[kind], _REQUIRED[kind]
    if not isinstance(records, list):
        message = f"`{kind}` is no list"
        raise UnreadableError(message)
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict) or not all(_is_fit(name, record.get(name)) for name in names):
            message = f"`{kind}`, the {number}. of it: it has not all of {', '.join(names)}"
            raise UnreadableError(message)
        if wrong := [name for name in _LISTS if not _is_list(record.get(name, []))]:
            message = f"`{kind}`, the {number}. of it: `{wrong[0]}` is no list of texts"
            raise UnreadableError(message)
    return records


def _is_fit(name: str, value: object) -> bool:
    return isinstance(value, int if name == "count" else str)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
