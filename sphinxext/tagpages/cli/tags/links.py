"""Links of documents to pages of tags that have another name once a tag is renamed.

The address that was published leads on, but it is no document, so that no link of a document reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...core.tags.entries import TagEntry
from ...core.tags.names import tag_key
from ...core.tags.slugs import assign_slugs
from ...sources.registry import read_tags_source
from .plan import Plan
from .project import TaggedProject


def links_to_old_pages(project: TaggedProject, plan: Plan) -> Iterator[str]:
    """Yield the lines of documents, and of notes in YAML, that name a page which goes."""
    moved = _moved(project, plan)
    if not moved:
        return
    names = "|".join(map(re.escape, moved))
    folder = re.escape(project.settings.dir)
    link = re.compile(
        rf"(?<![^\s(<`\"'])(?:\.{{0,2}}/)*({folder}/({names}))(?:\.md|\.rst)?(?=[\s)>`\"'#]|\Z)"
    )
    for source in project.sources:
        if source.kind in {"rst", "markdown", "yaml"}:
            text = source.content.decode(source.encoding, "replace")
            for match in link.finditer(text):
                where = f"{project.shown(source.path)}:{text.count(chr(10), 0, match.start()) + 1}"
                page = f"{project.settings.dir}/{moved[match[2]]}"
                yield f"{where}: {match[1]!r} is a document no more; write {page!r}"


def _moved(project: TaggedProject, plan: Plan) -> dict[str, str]:
    """Return the names of pages that go, each with that of the page which stands for it."""
    entries = project.tags_file().entries
    new = next((each.after for each in plan.changes if each.path == project.tags_path), None)
    entries_after = read_tags_source(new, project.tags_path).entries if new else entries
    gone = {key: tag_key(name) for key, name in plan.renamed.items() if key != tag_key(name)}
    keys = {*map(tag_key, plan.names), *gone}
    before = assign_slugs(keys, _pinned(entries))
    after = assign_slugs((keys - gone.keys()) | set(gone.values()), _pinned(entries_after))
    left = set(after.values())
    return {before[old]: after[new] for old, new in gone.items() if before[old] not in left}


def _pinned(entries: Sequence[TagEntry]) -> dict[str, str]:
    return {tag_key(entry.name): entry.slug for entry in entries if entry.slug}
