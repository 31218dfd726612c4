"""Values of JSON where a text, a list or a person is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Json: TypeAlias = Any
"""A value as it stands in a file. Numbers with a fraction, and very long ones, are texts."""

#: What can be read, and what that is called.
_TYPES: Mapping[str, tuple[Any, str]] = {
    **dict.fromkeys(("title", "body"), (str | int, "text")),
    **dict.fromkeys(("createdAt", "created_at", "closedAt", "closed_at", "state"), (str | int, "text")),
    **dict.fromkeys(("html_url", "url"), (str, "text")),
    **dict.fromkeys(("author", "user", "milestone"), (dict | str | int, "a mapping")),
    "labels": (list | str, "a list"),
    # Where comments are not asked for, their number stands there, or where they are.
    "comments": (list | dict | int, "a list"),
}
#: What can be read of the items of a list, and what is read of those that are mappings.
_ITEMS: Mapping[str, tuple[Any, str]] = {
    "labels": (str | int | None, "name"),
    "comments": (type(None), "body"),
}
_NAMED = {dict: "a mapping", list: "a list", str: "a text", int: "a number", bool: "a number"}
_ADVICE = "export the issues again"


def text_of(values: Mapping[str, Json], *names: str) -> str:
    """Return the first of the values that is a text, a number or a truth value, or an empty text."""
    for name in names:
        value = values.get(name)
        if isinstance(value, str):
            return value
        if isinstance(value, int):
            return str(value).lower()
    return ""


def nodes(value: Json) -> list[Json]:
    """Return the items of a list, or of what GraphQL gives for one."""
    if isinstance(value, dict):
        if isinstance(value.get("nodes"), list):
            return list(value["nodes"])
        value = value.get("edges")
        edges = value if isinstance(value, list) else []
        return [edge.get("node") for edge in edges if isinstance(edge, dict)]
    return value if isinstance(value, list) else []


def login_of(written: Mapping[str, Json]) -> str:
    """Return the login name of who wrote an issue or a comment, or an empty text."""
    for name in ("author", "user"):
        author = written.get(name)
        if login := text_of(author, "login") if isinstance(author, dict) else text_of(written, name):
            return login
    return ""


def wrong_types(issue: Mapping[str, Json]) -> Iterator[str]:
    """Yield a message for each value of an issue that is lost because of its type."""
    for name, (types, expected) in _TYPES.items():
        value = issue.get(name)
        if value and not isinstance(value, types) and not (name == "labels" and _is_connection(value)):
            yield f"`{name}` holds {_NAMED[type(value)]}, not {expected}, and is left out; {_ADVICE}"
        elif name in _ITEMS and (lost := sum(_is_lost(name, item) for item in nodes(value))):
            yield f"{lost} of the entries of `{name}` are of a wrong type and are left out; {_ADVICE}"


def _is_connection(value: Json) -> bool:
    """Tell whether a value is what GraphQL gives for a list."""
    return isinstance(value, dict) and any(isinstance(value.get(name), list) for name in ("nodes", "edges"))


def _is_lost(name: str, item: Json) -> bool:
    types, part = _ITEMS[name]
    if isinstance(item, dict):
        return isinstance(item.get(part), list | dict)
    return not isinstance(item, types)
