"""The command ``changes``: what is new between two files ``notes.json`` that a site has published."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from types import MappingProxyType

from ..core.changes import Edited, Record, changes_between
from ..exports.markdown_text import heading, link, plain_paragraphs
from ..sources.published import Published
from ..util.text import one_line
from .printed import count_of, json_text
from .site_file import NOTES_JSON, site_file

#: Texts as long as these are not repeated.
_LONG = ("text", "extra")


def add_changes(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "old", type=site_file, metavar="OLD.json", help=f"{NOTES_JSON}, before; or its address"
    )
    parser.add_argument("new", type=site_file, metavar="NEW.json", help="the one of now, or its address")
    parser.add_argument(
        "--format", choices=list(_FORMATS), default="markdown", help="the form of what is printed"
    )
    parser.set_defaults(run=lambda options: (0, _FORMATS[options.format](options.old, options.new)))


def _as_markdown(old: Published, new: Published) -> str:
    changes = changes_between(old.records, new.records)
    title = heading(f"What has changed{f' in {new.title}' if new.title else ''}", 1)
    if not changes:
        return f"{title}\n\nNothing."
    sections = (
        ("note", "added", map(_note_line, changes.added)),
        ("note", "edited", map(_edited_line, changes.edited)),
        ("note", "gone", (f"- {_text(note['title'])}" for note in changes.gone)),
        ("tag", "added", map(_tag_line, changes.tags_added)),
        ("tag", "renamed", _moved(changes.renamed)),
        ("tag", "merged", _moved(changes.merged)),
        (
            "tag",
            "edited",
            (f"{_tag_line(each.now)}: {', '.join(each.words)}" for each in changes.tags_edited),
        ),
        ("tag", "gone", (f"- {_text(tag['label'])}" for tag in changes.tags_gone)),
    )
    parts = [title]
    for what, how, found in sections:
        if lines := list(found):
            parts.append(f"## {count_of(len(lines), what).capitalize()} {how}")
            parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _moved(tags: Mapping[str, Record]) -> Iterator[str]:
    return (f"- {_text(name)} → {link(tag['label'], tag['page'])}" for name, tag in tags.items())


def _note_line(note: Record) -> str:
    facts = (note.get("date") or note.get("published") or "", ", ".join(note.get("tags", ())))
    shown = _text(" · ".join(filter(None, facts)))
    return f"- {link(note['title'], note['home'])}{f' ({shown})' if shown else ''}"


def _edited_line(edited: Edited) -> str:
    return f"- {link(edited.now['title'], edited.now['home'])}: {', '.join(map(_text, edited.words))}"


def _tag_line(tag: Record) -> str:
    return f"- {link(tag['label'], tag['page'])} ({count_of(tag['count'], 'note')})"


def _text(text: str) -> str:
    return plain_paragraphs(one_line(text))


def _as_json(old: Published, new: Published) -> str:
    changes = asdict(changes_between(old.records, new.records))
    return json_text({"version": 1, **{name: _plain(value) for name, value in changes.items()}})


def _plain(value: object) -> object:
    """Return what is told of notes and tags without the texts of notes, which the files have."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items() if name not in _LONG}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value


_FORMATS: Mapping[str, Callable[[Published, Published], str]] = MappingProxyType({
    "markdown": _as_markdown,
    "json": _as_json,
})
