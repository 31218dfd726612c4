"""What a check of files found, as text, as JSON and as annotations of GitHub."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ..core.problems import Problem, ProblemKind
from ..util.text import with_escapes
from .printed import count_of, json_text

#: The form of the JSON document. It grows when something that is there changes or goes.
VERSION = 1


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that was read, and how many notes are in it. ``path`` counts from the current folder."""

    path: str
    notes: int = 0


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found. All paths count from the current folder.

    ``folders`` were searched for files; ``left_out`` are those found there that hold something else.
    ``ran`` are the ``conf.py`` that were run.
    """

    files: tuple[CheckedFile, ...]
    problems: tuple[Problem, ...]
    folders: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    ran: tuple[str, ...] = ()

    @property
    def notes(self) -> int:
        """How many notes there are."""
        return sum(file.notes for file in self.files)

    def only(self, kinds: Iterable[ProblemKind]) -> CheckReport:
        """Return the report with the problems of some kinds alone."""
        wanted = frozenset(kinds)
        return replace(self, problems=tuple(found for found in self.problems if found.kind in wanted))


def as_text(report: CheckReport) -> str:
    """Return a line ``path:line: kind: message`` for each problem, and one with what was read."""
    lines = [
        with_escapes(f"{found.origin.path}:{found.origin.line or 1}: {found.kind.value}: {found.message}")
        for found in report.problems
    ]
    if report.ran:
        lines.append(f"ran for their values, as a build does: {', '.join(map(with_escapes, report.ran))}")
    if report.folders:
        lines.append(f"searched for files of notes: {', '.join(map(with_escapes, report.folders))}")
    if report.left_out:
        lines.append(f"left out, for they hold no notes: {', '.join(map(with_escapes, report.left_out))}")
    lines.append(_counts(report))
    return "\n".join(lines)


def as_json(report: CheckReport) -> str:
    """Return a document for programs; the manual says what stands in it."""
    document = {
        "version": VERSION,
        "files": [{"path": file.path, "notes": file.notes} for file in report.files],
        "notes": report.notes,
        "problems": [
            {
                "path": found.origin.path,
                "line": found.origin.line,
                "kind": found.kind.value,
                "message": found.message,
            }
            for found in report.problems
        ],
        "folders": report.folders,
        "left_out": report.left_out,
        "ran": report.ran,
    }
    return json_text(document)


def as_annotations(report: CheckReport) -> str:
    """Return the commands by which a workflow on GitHub marks the lines, and the line with the counts."""
    lines = [
        f"::warning file={_escaped(found.origin.path, ':,')},line={found.origin.line or 1},"
        f"title=tagpages.{found.kind.value}::{_escaped(found.message)}"
        for found in report.problems
    ]
    return "\n".join([*lines, _counts(report)])


#: The forms of a report, by the names that the command knows them by.
FORMATS: Mapping[str, Callable[[CheckReport], str]] = MappingProxyType({
    "text": as_text,
    "json": as_json,
    "github": as_annotations,
})


def _escaped(text: str, also: str = "") -> str:
    return re.sub(f"[%{also}]", lambda match: f"%{ord(match[0]):02X}", with_escapes(text))


def _counts(report: CheckReport) -> str:
    files, notes = count_of(len(report.files), "file"), count_of(report.notes, "note")
    if not report.problems:
        return f"no problems in {files}; {notes}"
    bad = len({found.origin.path for found in report.problems} & {file.path for file in report.files})
    return f"{count_of(len(report.problems), 'problem')} in {bad:,} of {files}; {notes}"
