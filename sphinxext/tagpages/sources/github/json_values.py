"""Values of JSON where a text, a list or a person is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Json: TypeAlias = Any
"""A value as it stands in a file. Numbers with a fraction, and very long ones, are texts."""

_URLS = ("html_url", "url")
_TEXTS = ("title", "body", "createdAt", "created_at", "closedAt", "closed_at", "state", *_URLS)


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
    for name in _TEXTS:
        wrong = int | list | dict if name in _URLS else list | dict
        if (value := issue.get(name)) and isinstance(value, wrong):
            yield f"`{name}` holds {_named(value)}, not text, and is left out; {_ADVICE}"
    for name in ("author", "user", "milestone"):
        if (value := issue.get(name)) and isinstance(value, list):
            yield f"`{name}` holds a list, not a mapping, and is left out; {_ADVICE}"
    for name in ("labels", "comments"):
        value = issue.get(name)
        is_text = isinstance(value, str) and name == "labels"
        # Where comments are not asked for, their number stands there, or where they are.
        if not value or is_text or (isinstance(value, int) and name == "comments"):
            continue
        if isinstance(value, dict) and any(
            isinstance(value.get(inner), list) or name == "comments" for inner in ("nodes", "edges")
        ):
            pass
        elif not isinstance(value, list):
            yield f"`{name}` holds {_named(value)}, not a list, and is left out; {_ADVICE}"
        if lost := sum(1 for item in nodes(value) if item is not None and not _is_item(name, item)):
            yield f"{lost} of the entries of `{name}` are of a wrong type and are left out; {_ADVICE}"


_ADVICE = "export the issues again"


def _is_item(name: str, item: Json) -> bool:
    if name == "comments":
        return isinstance(item, dict) and not isinstance(item.get("body"), list | dict)
    if isinstance(item, dict):
        return not isinstance(item.get("name"), list | dict)
    return isinstance(item, str | int)


def _named(value: Json) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "a text" if isinstance(value, str) else "a number"
