"""JSON Schemas of the files that people write by hand, for editors that check them meanwhile.

They are of draft-07: what editors know best (the language server behind VS Code's support of YAML checks by
it), and all that is needed here. They are made of the fields and forms that the readers know. An editor sees
the types of YAML 1.2, and we read all as text: so a year may be a number, and a tag ``no`` a truth value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from ..core.date_hints import FORMS
from ..core.date_words import in_numbers
from ..core.tags.slugs import MAX_SLUG_BYTES, RESERVED_SLUGS
from ..fields.names import FIELD_ALIASES, FIELDS, FLAGS, HOST, LANG, MARKUPS, NULL_WORDS, Form
from ..fields.tag_entries import TAGS_FILE_FIELDS, TagForm
from ..util.identifiers import ARXIV, DOI
from ..util.urls import ALLOWED_SCHEMES

Schema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"

_PART = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|\(\?P<\w+>|\(\?:|\(\?!|\{[^}]*\}|\s+|[a-z]|.", re.DOTALL)
_YEAR = "(?!0000)[0-9]{4}"
_HOUR = "(?:[01][0-9]|2[0-3])"
_TIME = (
    f"(?:(?:{_HOUR}(?::[0-5][0-9](?::[0-5][0-9])?|[0-5][0-9](?:[0-5][0-9])?)?|{_HOUR}(?::59:|59)60)"
    "(?:[.,][0-9]+)?|24(?::00(?::00)?|00(?:00)?)?(?:[.,]0+)?)"
)
_ZONE = "(?:[Zz]|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)"


def _day(dash: str) -> str:
    """Return the pattern of a month and a day.

    Whether February has 29 days, and a year 366, depends on the year: both are let through.
    """
    month = "(?:0[1-9]|1[0-2])"
    return (
        f"{dash}(?:{month}{dash}(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2]){dash}(?:29|30)"
        f"|(?:0[13578]|1[02]){dash}31|02{dash}29)"
    )


_DAY_OF_YEAR = "-(?:00[1-9]|0[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6])"
_DATE = (
    f"{_YEAR}(?:-(?:0[1-9]|1[0-2]))?"
    f"|{_YEAR}(?:{_day('-')}|{_day('')}|{_DAY_OF_YEAR})(?:[Tt ] *{_TIME}(?: *{_ZONE})?)?"
)


def schema_text(name: str) -> str:
    """Return a schema (:data:`SCHEMAS`) as a JSON document."""
    return json.dumps(SCHEMAS[name](), indent=2)


def notes_schema() -> Schema:
    """Return the schema of a YAML file of notes."""
    note = {"$ref": "#/definitions/note"}
    notes = {"title": "notes", "description": "The notes.", "type": ["array", "null"], "items": note}
    return {
        "$schema": DRAFT,
        "title": "Notes",
        "description": "A list of notes, or a mapping with `notes` and `defaults`.",
        "type": ["array", "object", "null"],
        "items": note,
        "properties": {
            "notes": notes,
            "defaults": {
                "title": "defaults",
                "description": "The fields that every note has unless it says otherwise; tags are added.",
                "type": ["object", "null"],
                "properties": _references(),
            },
        },
        "additionalProperties": False,
        "definitions": {
            "note": {
                "title": "note",
                "description": "Only `title` is required; a key that is no field is kept for templates. "
                "A group has a list of `notes` in its place.",
                "type": ["object", "null"],
                "properties": _references(),
                "anyOf": [
                    {"required": ["title"]},
                    {"required": ["notes"], "properties": {"notes": notes | {"type": "array"}}},
                ],
            }
        }
        | {name: _field(name, field.meaning) for name, field in FIELDS.items()}
        | {alias: _alias(alias, name) for alias, name in FIELD_ALIASES.items()},
    }


def tags_schema() -> Schema:
    """Return the schema of the tags file."""
    return {
        "$schema": DRAFT,
        "title": "Tags",
        "description": "What is said of tags: a mapping from tags to mappings.",
        "type": ["object", "null"],
        "additionalProperties": {
            "title": "tag",
            "description": "What is said of this tag.",
            "type": ["object", "null"],
            "properties": {
                name: {"title": name, "description": field.meaning} | _TAG_FORMS[field.form]
                for name, field in TAGS_FILE_FIELDS.items()
            },
            "additionalProperties": False,
        },
    }


def _references() -> Schema:
    return {name: {"$ref": f"#/definitions/{name}"} for name in (*FIELDS, *FIELD_ALIASES)}


def _field(name: str, text: str) -> Schema:
    return {"title": name, "description": text} | _FORMS[FIELDS[name].form]


def _alias(alias: str, name: str) -> Schema:
    meaning = f"`{alias}` is understood; here it is called `{name}`."
    return _field(name, meaning) | {"title": alias, "deprecated": True, "deprecationMessage": meaning}


def _for_editors(pattern: re.Pattern[str]) -> str:
    """Return a pattern as JSON Schema has it: without names, with both cases where case does not count."""
    parts = []
    for part in _PART.findall(pattern.pattern):
        if part.startswith("(?P<"):
            parts.append("(?:")
        elif pattern.flags & re.VERBOSE and part.isspace():
            continue
        elif pattern.flags & re.IGNORECASE and part[0] == "[":
            parts.append(part.replace("a-z", "A-Za-z"))
        elif pattern.flags & re.IGNORECASE and len(part) == 1 and part.islower():
            parts.append(f"[{part}{part.upper()}]")
        elif pattern.flags & re.ASCII and part == r"\d":
            parts.append("[0-9]")
        else:
            parts.append(part)
    return "".join(parts)


def _word(text: str) -> str:
    return _for_editors(re.compile(text, re.IGNORECASE))


def _pattern(*forms: str) -> str:
    """Return a pattern of whole texts: one of the forms, or one that means "absent"."""
    return rf"^\s*(?:{'|'.join([*forms, *sorted(NULL_WORDS - {''})])})?\s*$"


# An address in square brackets is not read as a host, so none may be half of one.
_NO_BRACKETS = r"(?!//[^/?#]*[\[\]])"
_SCHEMED = "|".join(
    f"{_word(scheme)}:{_NO_BRACKETS if scheme.startswith('http') else ''}" for scheme in ALLOWED_SCHEMES
)
_HOST_ALONE = _for_editors(HOST).replace("|$", r"|\s*$")
# A colon in the first part of a relative address, or what some reader takes for one, ends a scheme.
_RELATIVE = rf"(?!{_HOST_ALONE}|[^/?#\\]*(?::|%25|%26|%3[Aa]|&[#A-Za-z])){_NO_BRACKETS}"
_URL = rf"(?:{_SCHEMED}|{_RELATIVE})\S.*"
_LABEL = r"\S.*(?::\s+|\s+<)"
_LABELLED = rf"(?!{_LABEL}[^\s>]+>?\s*$){_URL}|{_LABEL}(?:{_SCHEMED}|{_RELATIVE})[^\s>]+>?"
_PATH = rf"(?!\s*[A-Za-z][A-Za-z0-9+.\- ]*:)\S.*|{_word('http')}[sS]?:{_NO_BRACKETS}\S.*"
# Small letters, digits and hyphens; of letters beyond ASCII, a pattern cannot tell which are small.
_SLUG_WORD = r"[^\u0000-/:-`{-\u007f]+"
_SLUG = rf"^(?!(?:{'|'.join(sorted(RESERVED_SLUGS))})$){_SLUG_WORD}(?:-{_SLUG_WORD})*$"

# How many days a month has is looked at where the month has two digits, as above. Of a date in words, a
# pattern sees that it has a year and a word.
_DATES = (
    _DATE,
    rf"(?!(?!{_YEAR}{_day('-')})[0-9]{{4}}-[0-9]{{2}}-[0-9])(?:{'|'.join(map(_for_editors, in_numbers()))})",
    r"(?!.*[0-9]{5})(?:.*[^\u0000-@\[-`{-\u007f]{3}.*[0-9]{4}.*|[0-9]{4}.*[^\u0000-@\[-`{-\u007f]{3}.*)",
)

_TEXT = ("string", "number", "boolean", "null")
# What editors show where a pattern does not fit. Others take no notice of it.
_SHOWN = "patternErrorMessage"
_ADDRESS: Schema = {
    "type": ["string", "null"],
    "pattern": _pattern(_URL),
    _SHOWN: "Write an http, https or mailto address, or a relative one.",
}
_LIST: Schema = {"type": ["array", *_TEXT], "items": {"type": [*_TEXT]}}

#: What is let through for each form of a field.
_FORMS: Mapping[Form, Schema] = {
    "title": {
        "type": ["string", "number", "boolean"],
        "pattern": r"[^\s\u0000-\u001f\u007f-\u009f\ufeff]",
        _SHOWN: "A note needs a title.",
    },
    "line": {"type": [*_TEXT]},
    "lines": {"type": [*_TEXT]},
    "url": _ADDRESS
    | {
        "pattern": _pattern(rf"(?!.*[\s,;]{_word('http')}[sS]?://)(?:{_URL})"),
        _SHOWN: "Write one http, https or mailto address, or a relative one; further ones go below `links`.",
    },
    "links": {
        "type": ["object", "array", "string", "null"],
        "additionalProperties": _ADDRESS,
        "items": {
            "type": ["string", "object", "null"],
            "pattern": _pattern(_LABELLED),
            _SHOWN: "Write `Label: address`, or an address: http, https, mailto or relative.",
            "additionalProperties": _ADDRESS,
        },
    },
    "doi": {
        "type": ["string", "null"],
        "pattern": _pattern(_for_editors(DOI)),
        _SHOWN: "Write 10.x/y or https://doi.org/10.x/y.",
    },
    "arxiv": {
        "type": ["string", "number", "null"],
        "pattern": _pattern(_for_editors(ARXIV)),
        _SHOWN: "Write 2305.11206 or https://arxiv.org/abs/2305.11206.",
    },
    "date": {
        "type": ["string", "integer", "null"],
        "pattern": _pattern(*_DATES),
        _SHOWN: f"Write {FORMS}.",
        "minimum": 1000,
        "maximum": 9999,
        "examples": ["2023-03-28", "2023-03", "2023-03-28T09:30+09:00"],
    },
    "authors": _LIST,
    "tags": _LIST,
    "markup": {
        "type": ["string", "null"],
        "pattern": _pattern(*map(_word, MARKUPS)),
        _SHOWN: "Write plain, rst or markdown.",
        "examples": list(MARKUPS),
    },
    "flag": {
        "type": ["boolean", "string", "integer", "null"],
        "pattern": _pattern(*map(_word, FLAGS)),
        _SHOWN: "Write yes or no.",
        "minimum": 0,
        "maximum": 1,
    },
    "lang": {
        "type": ["string", "boolean", "null"],
        "pattern": _pattern(_for_editors(LANG)),
        _SHOWN: "Write a language tag such as en, ja or pt-BR.",
        "examples": ["en", "ja", "pt-BR"],
    },
    "image": {
        "type": ["string", "null"],
        "pattern": _pattern(_PATH),
        _SHOWN: "Write a path, or an http or https URL.",
    },
}

#: What is let through for each form of what is said of a tag.
_TAG_FORMS: Mapping[TagForm, Schema] = {
    "titles": {"type": ["object", *_TEXT], "additionalProperties": {"type": [*_TEXT]}},
    "text": {"type": [*_TEXT]},
    "colour": {
        "type": ["string", "integer", "null"],
        "pattern": _pattern("#?(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})"),
        _SHOWN: "Write three or six hexadecimal digits in quotes, such as '#1d76db'.",
        "minimum": 100,
        "maximum": 999999,
        "examples": ["#1d76db"],
    },
    "names": _LIST,
    "slug": {
        "type": ["string", "integer", "null"],
        "pattern": _SLUG,
        _SHOWN: "Write small letters, digits and hyphens.",
        "maxLength": MAX_SLUG_BYTES,
        "minimum": 0,
    },
    "slugs": _LIST,
    "weight": {
        "type": ["integer", "string", "null"],
        "pattern": _pattern("[+-]?[0-9]{1,9}"),
        _SHOWN: "Write a whole number, such as 10.",
        "minimum": -999999999,
        "maximum": 999999999,
    },
    "flag": _FORMS["flag"],
}

#: The schemas, by the names that the command knows them by.
SCHEMAS: Mapping[str, Callable[[], Schema]] = MappingProxyType({"notes": notes_schema, "tags": tags_schema})
