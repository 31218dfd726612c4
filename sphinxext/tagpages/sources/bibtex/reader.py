"""BibTeX files. What reads them comes with the extra ``bibtex``, and is imported when it is needed."""

from __future__ import annotations

from ...core.problems import Origin, Problem, ProblemKind
from ...util.gc_pause import paused_collector
from ...util.text import clean
from ..read_result import ReadResult

INSTALL = "python -m pip install 'sphinxext-tagpages[bibtex]'"


def read_bibtex(text: str, path: str) -> ReadResult:
    """Read the notes of a BibTeX text.

    Returns:
        the notes, and what is wrong. An entry that does not parse costs no other.
    """
    try:
        from .crossref import HELPERS, Inheritance  # noqa: PLC0415
        from .entries import EntryReader  # noqa: PLC0415
        from .mapping import EntryMapper  # noqa: PLC0415 -- imports pybtex
    except ImportError as error:
        message = f"to read BibTeX, pybtex is needed, which cannot be imported ({error}); write {INSTALL}"
        return ReadResult(problems=(Problem(ProblemKind.FILE, message, Origin(path)),))

    problems: list[Problem] = []
    with paused_collector():
        entries = list(EntryReader(clean(text), path, problems).read())
        inheritance = Inheritance(entries, path, problems)
        completed = (inheritance.complete(entry) for entry in entries if entry.type not in HELPERS)
        notes = [EntryMapper(entry, path, problems).note() for entry in completed]
    problems.sort(key=lambda problem: problem.origin.line or 0)
    return ReadResult(tuple(filter(None, notes)), tuple(problems))
