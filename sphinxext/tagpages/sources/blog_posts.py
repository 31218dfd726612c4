"""Posts of ablog as tagged pages: what their fields are in a note, and how their dates are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from ..core import date_words
from ..fields.names import NULL_WORDS, TAG_FIELDS
from ..fields.values import RawValue, split_tags
from .front_matter import page_fields

#: The options of the directive ``post``; those that are not fields of a note are understood and left alone.
POST_OPTIONS = (
    "tags",
    "author",
    "category",
    "location",
    "language",
    "redirect",
    "title",
    "image",
    "excerpt",
    "exclude",
    "nocomments",
    "canonical_link",
    "external_link",
)
#: By what posts are listed, besides tags and years.
CATALOGUES = ("author", "category", "language", "location")
#: The fields that make a document a note.
TAGGING_FIELDS = TAG_FIELDS | {"blogpost"}
#: The month first: so ablog's reader of dates has it, if there is such a month.
_SLASHED_DATES = (
    re.compile(r"(?P<month>0?[1-9]|1[0-2])/(?P<day>\d{1,2})/(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>0?[1-9]|1[0-2])/(?P<year>\d{4})", re.ASCII),
)
_YEAR_FORMAT = re.compile(r"%[YyGcx]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")
_NO = frozenset(["false", "no", "0", "none"])
#: How Jekyll names posts: "2021-03-05-title".
_DAY_IN_NAME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_].*)?", re.ASCII)


def said(metadata: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of a document that say something: MyST-Parser has ``null`` for a key alone."""
    empty = (None, *(NULL_WORDS - {""}))  # a field alone may be a flag
    return {key: value for key, value in metadata.items() if key == "blogpost" or value not in empty}


def is_post(metadata: Mapping[str, object], *, by_place: bool = False) -> bool:
    """Tell whether a document is a post: by what its fields say, else by where it stands."""
    said = metadata.get("blogpost")
    return by_place if said is None else str(said).strip().lower() not in _NO


def day_in_name(docname: str) -> str:
    """Return the date that the name of a document or of its folder begins with, or nothing."""
    match = _DAY_IN_NAME.fullmatch(docname.removesuffix("/index").rpartition("/")[2])
    try:
        return date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:  # there is no such day
        return ""


def complete_date(fields: dict[str, RawValue], docname: str, *, post: bool) -> None:
    """Give a document the date that its name has, if it has no other; a post without one is a draft."""
    if fields.get("date") in (None, *NULL_WORDS):
        fields["date"] = day_in_name(docname)
        if post and not fields["date"]:
            fields.setdefault("draft", "true")


def iso_date(text: str, date_format: str | None = None) -> str:
    """Return a post's date as notes have it; what is none is returned as it is.

    Args:
        text: such as "Mar 28, 2023", whatever the machine speaks.
        date_format: what the project says of its dates, as ``strptime`` has it.
    """
    text = " ".join(text.split())
    if date_format:
        try:
            # Without a year, as in "%d %B", Python invents one, and warns that it will no longer.
            if _YEAR_FORMAT.search(date_format):
                return datetime.strptime(text, date_format).date().isoformat()  # noqa: DTZ007 -- a day, no moment
        except (ValueError, TypeError, re.error):  # the last two: of a format that is none
            pass
    match = next(filter(None, (form.fullmatch(text) for form in _SLASHED_DATES)), None)
    return date_words.iso_date("{year}/{month}/{day}".format(**match.groupdict()) if match else text) or text


def post_tags(*values: object) -> list[str]:
    """Return the tags in values of the fields ``tags`` and ``category``, in any of their forms."""
    tags: list[str] = []
    for value in values:
        raw = page_fields({"tags": value}, lambda _field, _message: None).get("tags") or ""
        tags += [tag for tag in (split_tags(raw) if isinstance(raw, str) else raw) if isinstance(tag, str)]
    return [tag.strip() for tag in tags if tag.strip()]


def called(key: str, names: object) -> str:
    """Return what a project calls an author, a language or a place.

    Args:
        key: the name in posts.
        names: such as ``{"ada": ("Ada Byron", "https://…")}``, if the project says so.
    """
    named = names.get(key) if isinstance(names, Mapping) else None
    return str(named[0]) if isinstance(named, list | tuple) and named else key


def listed_by(given: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return the pages of ablog, but those of tags, that list a post with these options or fields."""
    return tuple((kind, name) for kind in CATALOGUES for name in post_tags(given.get(kind, "")))


def post_fields(metadata: Mapping[str, object], date_format: str | None, *, post: bool) -> dict[str, object]:
    """Return the fields of a document as those of a tagged page: its categories are tags, whatever it is."""
    fields = dict(metadata)
    if "category" in metadata:
        fields["tags"] = post_tags(metadata.get("tags", ""), fields.pop("category"))
    if post and (language := language_of(str(metadata.get("language", "")))):
        fields.setdefault("lang", language)
    if post and (address := metadata.get("external_link")):
        fields.setdefault("url", address)
    if post and "date" in metadata:
        fields["date"] = iso_date(str(metadata["date"]), date_format)
    return fields


def language_of(text: str) -> str:
    """Return the language of a post, if it is a tag of a language and not a name."""
    return text.strip() if _LANGUAGE.fullmatch(text.strip()) else ""
