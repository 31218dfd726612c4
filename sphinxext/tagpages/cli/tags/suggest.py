"""The command ``tags suggest``: a patch that gives tags to notes that have few."""

from __future__ import annotations

import argparse
from collections import defaultdict

from ...tending.neighbours import Neighbours
from ...util.text import shortened, with_escapes
from .adding import with_tags
from .doctor import tagged_notes
from .patch import patch_of
from .project import open_project


def suggest(options: argparse.Namespace) -> tuple[int, str]:
    """Print a patch. What it cannot have, such as notes of exports, stands before it, behind ``#``."""
    project = open_project(options.project)
    results = [(source, source.result().notes) for source in project.sources]
    places = [
        (at, number)
        for at, (_source, notes) in enumerate(results)
        for number, note in enumerate(notes)
        if project.settings.drafts or not note.draft
    ]
    tagged = tagged_notes(project, [results[at][1][number] for at, number in places])
    neighbours = Neighbours(tagged.notes, tagged.tags)
    suggested: dict[int, dict[int, list[str]]] = defaultdict(dict)
    for place, (at, number) in enumerate(places):
        is_bare = len(tagged.tags[place]) < options.below
        if is_bare and (found := neighbours.suggest(place, options.most)):
            suggested[at][number] = [tagged.names[key] for key in found]
    lines: list[str] = []
    patches: list[str] = []
    for at, more in suggested.items():
        source, notes = results[at]
        after, done = with_tags(source, notes, more) if source.is_editable else ("", frozenset())
        if done:
            patches.append(patch_of(project.patched(source.path), source.text(), after))
        for number in sorted(more.keys() - done):
            note = notes[number]
            where = f"{project.shown(source.path)}:{note.where('tags').line or 1}"
            lines.append(f"# {where}: {note.named}{shortened(note.title)}: {', '.join(more[number])}")
    if patches:
        project.tell_where_patches_apply()
    if lines:
        lines.insert(0, "# not in the patch: exports, which are not edited, and tags written otherwise")
    if not suggested:
        lines.append(f"# no tags to suggest for notes with fewer than {options.below}")
    return 0, "".join([*(f"{with_escapes(line)}\n" for line in lines), *patches])[:-1]
