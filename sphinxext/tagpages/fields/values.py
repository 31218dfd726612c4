"""Values as sources give them, before a field reads them: texts, lists, mappings or nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from ..core.dates import NoteDate
from ..core.tags.names import tag_key
from ..util.text import clean, one_line, shortened

RawValue: TypeAlias = "str | list[RawValue] | dict[str, RawValue] | None"
"""A value as a source gives it: text, a list, a mapping, or nothing. Numbers and dates are text."""

#: What divides tags in a text.
TAG_SEPARATORS = re.compile("[,、，]")
#: In lists of literature, semicolons divide keywords.
KEYWORD_SEPARATORS = re.compile("[,、，;；]")
_HASHES = re.compile(r"#\w\S*(?: #\w\S*)+")
#: A text that YAML reads as it stands, as a key too.
_PLAIN = re.compile(r"""(?![-?:,\[\]{}#&*!|>'"%@`])(?:[^:\s]|:(?=\S)| (?!\#))+""")
_EXTRA_DEPTH = 30


def split_tags(value: RawValue, key: str = "tags") -> list[RawValue]:
    """Return the entries of a value of tags: a list as it is, a text split at its commas.

    Keywords are split at their semicolons too, as of BibTeX.
    """
    is_keywords = key.strip().lower() == "keywords"
    if is_keywords and isinstance(value, list) and len(value) == 1:
        [value] = value
    if isinstance(value, str):
        return list((KEYWORD_SEPARATORS if is_keywords else TAG_SEPARATORS).split(value))
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def may_be_several(tag: str) -> bool:
    """Tell whether the semicolons in a tag, or the signs ``#``, may be meant to divide several."""
    return (";" in tag and all(map(str.strip, tag.split(";")))) or _HASHES.fullmatch(tag) is not None


@lru_cache(maxsize=4096)
def parse_date(text: str) -> NoteDate:
    """Return the date that a text gives; the same text is read once.

    Raises:
        ValueError: it is none; the message says what to write.
    """
    return NoteDate.parse(one_line(text))


@lru_cache(maxsize=4096)
def shown_tag(text: str) -> tuple[str, str]:
    """Return a tag as it is shown, and the key by which it equals another."""
    name = one_line(text)
    return name, tag_key(name)


def form_of(value: RawValue) -> str:
    """Return what a value is that is no text, for a message."""
    return "a list" if isinstance(value, list) else "a mapping"


def in_yaml(text: str) -> str:
    """Return a text as a message tells an author to write it in YAML: in quotes where it needs them."""
    shown = shortened(text)
    return shown if _PLAIN.fullmatch(shown) else "'" + shown.replace("'", "''") + "'"


def bad_tag(key: str, item: RawValue) -> str:
    """Return what is wrong with a tag that is no text, and what to write."""
    if isinstance(item, dict) and len(item) == 1:
        [(name, value)] = item.items()
        if isinstance(value, str) or value is None:
            text = f"{one_line(name)}: {one_line(value or '')}".rstrip().replace("'", "''")
            return (
                f"a tag in `{key}` is read as a mapping because of its colon and is left out; "
                f"put it in quotes: `'{shortened(text)}'`"
            )
    return f"a tag in `{key}` is {form_of(item)}, not text, and is left out; write a text"


def as_text(value: RawValue) -> str:
    """Return a list or mapping as it is written on one line; nothing where there is no text in it."""
    if isinstance(value, list):
        texts = list(map(as_text, value))
        return f"[{', '.join(texts)}]" if any(texts) else ""
    if isinstance(value, dict):
        pairs = [f"{key}: {as_text(item)}".rstrip() for key, item in value.items()]
        return f"{{{', '.join(pairs)}}}" if pairs else ""
    return value or ""


def plain_value(value: RawValue, depth: int = _EXTRA_DEPTH) -> object:
    """Return a value for templates: clean texts, and nothing deeper than ``depth``."""
    if isinstance(value, str):
        return clean(value)
    if value is None or not depth:
        return None
    if isinstance(value, list):
        return [plain_value(item, depth - 1) for item in value]
    return {clean(key): plain_value(item, depth - 1) for key, item in value.items()}
