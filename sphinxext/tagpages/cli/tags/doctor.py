"""The command ``tags doctor``: what it found, as text and as JSON."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ...core.note import Note
from ...core.problems import Origin
from ...core.tags.vocabulary import Vocabulary
from ...tending.doctor import Findings, examine
from ...tending.pairs import Pair
from ...tending.tagged_notes import TaggedNotes
from ...util.text import with_escapes
from ..printed import count_of, json_text
from .marks.yaml_tree import written
from .project import TaggedProject, notes_of, open_project

#: The form of the JSON document. It grows when something that is there changes or goes.
_VERSION = 1
#: Of a tag, so many notes are named; of tags of one note, so many.
_NOTES, _NAMES = 2, 10


def doctor(options: argparse.Namespace) -> tuple[int, str]:
    """Say which tags are one most likely, and which say little; the status is 1 if there is something."""
    project = open_project(options.project)
    tagged = tagged_notes(project, [note for _source, note in notes_of(project)])
    found = examine(tagged)
    sure = tuple(pair for pair in found.pairs if pair.confidence >= options.sure)
    report = _Report(project, tagged, found, sure, options)
    return int(bool(sure or found.unused or found.everywhere)), FORMATS[options.format](report)


def tagged_notes(project: TaggedProject, notes: Sequence[Note]) -> TaggedNotes:
    """Return notes of a project with their tags, as its tags file has these."""
    return TaggedNotes.of(notes, Vocabulary.of(project.tags_file().entries, project.settings.separator))


@dataclass(frozen=True, slots=True)
class _Report:
    project: TaggedProject
    tagged: TaggedNotes
    found: Findings
    pairs: Sequence[Pair]
    options: argparse.Namespace

    @property
    def tags_file(self) -> str:
        return self.project.shown(self.project.tags_path)

    def where(self, origin: Origin) -> dict[str, object]:
        return {"path": self.project.shown(origin.path), "line": origin.line or 1}

    def place(self, origin: Origin) -> str:
        return "{path}:{line}".format_map(self.where(origin))

    def notes(self, key: str) -> list[Note]:
        return [self.tagged.notes[number] for number in self.tagged.holders.get(key, ())[:_NOTES]]

    def names(self, pair: Pair) -> tuple[str, str]:
        return self.tagged.names[pair.tag], self.tagged.names[pair.into]

    def merge(self, pair: Pair) -> str:
        """Return the command that makes one tag of two; in any order with those of other pairs."""
        merged = [self.tagged.names[key] for key in (pair.tag, pair.into) if key != pair.main]
        where = ["--project", str(self.options.project)] if self.options.project else []
        # A name that begins with a hyphen is no option behind two of them.
        behind = ["--"] if any(name.startswith("-") for name in merged) else []
        into = f"--into={self.tagged.names[pair.main]}"
        return shlex.join(["tagpages", "tags", "merge", into, *where, *behind, *merged])

    def different(self, pair: Pair) -> str:
        """Return the lines that say of two tags that they are two."""
        tag, into = self.names(pair)
        return f"{written(into)}: {{different: [{written(tag)}]}}"


def _as_text(report: _Report) -> str:
    tagged, most = report.tagged, report.options.limit
    lines: list[str] = []
    for pair in report.pairs[:most]:
        lines += [*_pair(report, pair), ""]
    if len(report.pairs) > most:
        lines += [
            f"and {len(report.pairs) - most:,} more pairs, less sure: --limit {len(report.pairs)} shows all",
            "",
        ]
    for entry in report.found.unused:
        lines.append(
            f"{report.place(entry.origin)}: no note has the tag {entry.name}; remove the entry, or use it"
        )
    for key in report.found.everywhere:
        name, of = tagged.names[key], count_of(len(tagged.notes), "note")
        lines.append(
            f"{name} is on {tagged.count(key):,} of {of}, and tells none from the others; "
            f"write in {report.tags_file}: {written(name)}: {{hidden: true}}"
        )
    if report.found.unused or report.found.everywhere:
        lines.append("")
    return "\n".join(map(with_escapes, [*lines, *_summary(report)]))


def _pair(report: _Report, pair: Pair) -> Iterator[str]:
    tagged = report.tagged
    tag, into = report.names(pair)
    yield f"{tag} and {into} may be one tag: {pair.why} ({pair.rule}, {pair.confidence:.0%} sure)"
    for key, name in ((pair.tag, tag), (pair.into, into)):
        places = ", ".join(report.place(note.where("tags")) for note in report.notes(key))
        yield f"  {name}: {count_of(tagged.count(key), 'note')}{f': {places}' if places else ''}"
    yield f"  both on {count_of(pair.both, 'note') if pair.both else 'no note'}"
    more = "" if pair.main in {pair.tag, pair.into} else f", and one with {tagged.names[pair.main]}"
    yield f"  one tag{more}: {report.merge(pair)}"
    entry = tagged.vocabulary.entries.get(pair.into)
    if entry:
        yield f"  two tags: add {written(tag)} to `different` of {into} ({report.place(entry.origin)})"
    else:
        yield f"  two tags: write in {report.tags_file}: {report.different(pair)}"


def _summary(report: _Report) -> Iterator[str]:
    tagged, single = report.tagged, report.found.single
    if single:
        named = ", ".join(tagged.names[key] for key in single[:_NAMES])
        more = f" and {len(single) - _NAMES:,} more" if len(single) > _NAMES else ""
        yield f"{count_of(len(single), 'tag')} on one note alone: {named}{more}"
    yield (
        f"{count_of(len(report.pairs), 'pair')} of tags that may be one, "
        f"{count_of(len(report.found.unused), 'entry', 'entries')} of no use, "
        f"{count_of(len(report.found.everywhere), 'tag')} on nearly every note; "
        f"{count_of(len(tagged.holders), 'tag')}, {count_of(len(tagged.notes), 'note')}"
    )


def _as_json(report: _Report) -> str:
    tagged = report.tagged

    def tag(key: str) -> dict[str, object]:
        notes = [{"title": note.title, **report.where(note.where("tags"))} for note in report.notes(key)]
        return {"name": tagged.names[key], "count": tagged.count(key), "notes": notes}

    document = {
        "version": _VERSION,
        "notes": len(tagged.notes),
        "tags": len(tagged.holders),
        "pairs": [
            {
                "tag": tag(pair.tag),
                "into": tag(pair.into),
                "both": pair.both,
                "rule": pair.rule,
                "why": pair.why,
                "confidence": pair.confidence,
                "merge": report.merge(pair),
                "different": report.different(pair),
            }
            for pair in report.pairs
        ],
        "unused": [{"name": entry.name, **report.where(entry.origin)} for entry in report.found.unused],
        "everywhere": [tag(key) for key in report.found.everywhere],
        "single": [tagged.names[key] for key in report.found.single],
    }
    return json_text(document)


#: The forms of a report, by the names that the command knows them by.
FORMATS: Mapping[str, Callable[[_Report], str]] = MappingProxyType({"text": _as_text, "json": _as_json})
