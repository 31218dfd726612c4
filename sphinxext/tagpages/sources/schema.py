"""JSON Schemas of the files that people write by hand, for editors that check them meanwhile.

They are of draft-07: what editors know best (the language server behind VS Code's support of YAML checks by
it), and all that is needed here. They are made of the fields and forms that the readers know. An editor sees
the types of YAML 1.2, and we read all as text: so a year may be a number, and a tag ``no`` a truth value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from ..core.date_hints import FORMS
from ..core.tags.slugs import MAX_SLUG_BYTES
from ..fields.names import FIELD_ALIASES, FIELDS, FLAGS, LANG, MARKUPS, Form
from ..fields.tag_entries import TAGS_FILE_FIELDS, TagForm
from ..util.identifiers import ARXIV, DOI
from .schema_patterns import DATES, LABELLED, PATH, SLUG, URL, for_editors, pattern_of, word

Schema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"


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


_TEXT = ("string", "number", "boolean", "null")
# What editors show where a pattern does not fit. Others take no notice of it.
_SHOWN = "patternErrorMessage"
_ADDRESS: Schema = {
    "type": ["string", "null"],
    "pattern": pattern_of(URL),
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
        "pattern": pattern_of(rf"(?!.*[\s,;]{word('http')}[sS]?://)(?:{URL})"),
        _SHOWN: "Write one http, https or mailto address, or a relative one; further ones go below `links`.",
    },
    "links": {
        "type": ["object", "array", "string", "null"],
        "additionalProperties": _ADDRESS,
        "items": {
            "type": ["string", "object", "null"],
            "pattern": pattern_of(LABELLED),
            _SHOWN: "Write `Label: address`, or an address: http, https, mailto or relative.",
            "additionalProperties": _ADDRESS,
        },
    },
    "doi": {
        "type": ["string", "null"],
        "pattern": pattern_of(for_editors(DOI)),
        _SHOWN: "Write 10.x/y or https://doi.org/10.x/y.",
    },
    "arxiv": {
        "type": ["string", "number", "null"],
        "pattern": pattern_of(for_editors(ARXIV)),
        _SHOWN: "Write 2305.11206 or https://arxiv.org/abs/2305.11206.",
    },
    "date": {
        "type": ["string", "integer", "null"],
        "pattern": pattern_of(*DATES),
        _SHOWN: f"Write {FORMS}.",
        "minimum": 1000,
        "maximum": 9999,
        "examples": ["2023-03-28", "2023-03", "2023-03-28T09:30+09:00"],
    },
    "authors": _LIST,
    "tags": _LIST,
    "markup": {
        "type": ["string", "null"],
        "pattern": pattern_of(*map(word, MARKUPS)),
        _SHOWN: "Write plain, rst or markdown.",
        "examples": list(MARKUPS),
    },
    "flag": {
        "type": ["boolean", "string", "integer", "null"],
        "pattern": pattern_of(*map(word, FLAGS)),
        _SHOWN: "Write yes or no.",
        "minimum": 0,
        "maximum": 1,
    },
    "lang": {
        "type": ["string", "boolean", "null"],
        "pattern": pattern_of(for_editors(LANG)),
        _SHOWN: "Write a language tag such as en, ja or pt-BR.",
        "examples": ["en", "ja", "pt-BR"],
    },
    "image": {
        "type": ["string", "null"],
        "pattern": pattern_of(PATH),
        _SHOWN: "Write a path, or an http or https URL.",
    },
}

#: What is let through for each form of what is said of a tag.
_TAG_FORMS: Mapping[TagForm, Schema] = {
    "titles": {"type": ["object", *_TEXT], "additionalProperties": {"type": [*_TEXT]}},
    "text": {"type": [*_TEXT]},
    "colour": {
        "type": ["string", "integer", "null"],
        "pattern": pattern_of("#?(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})"),
        _SHOWN: "Write three or six hexadecimal digits in quotes, such as '#1d76db'.",
        "minimum": 100,
        "maximum": 999999,
        "examples": ["#1d76db"],
    },
    "names": _LIST,
    "slug": {
        "type": ["string", "integer", "null"],
        "pattern": SLUG,
        _SHOWN: "Write small letters, digits and hyphens.",
        "maxLength": MAX_SLUG_BYTES,
        "minimum": 0,
    },
    "slugs": _LIST,
    "weight": {
        "type": ["integer", "string", "null"],
        "pattern": pattern_of("[+-]?[0-9]{1,9}"),
        _SHOWN: "Write a whole number, such as 10.",
        "minimum": -999999999,
        "maximum": 999999999,
    },
    "flag": _FORMS["flag"],
}

#: The schemas, by the names that the command knows them by.
SCHEMAS: Mapping[str, Callable[[], Schema]] = MappingProxyType({"notes": notes_schema, "tags": tags_schema})
