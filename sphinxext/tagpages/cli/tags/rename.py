"""The commands ``tags rename`` and ``tags merge``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from ...config.conf_file import ConfigFile
from ...core.tags.names import tag_key
from ...util.suggest import suggestion
from ...util.text import with_escapes
from ..printed import count_of
from .links import links_to_old_pages
from .patch import patch_of
from .plan import Change, Plan, plan_renaming
from .project import TaggedProject, open_project
from .writing import ChangedMeanwhileError, clear, write_all


def rename(options: argparse.Namespace) -> tuple[int, str]:
    """Give a tag another name."""
    return _run(options, [options.old])


def merge(options: argparse.Namespace) -> tuple[int, str]:
    """Make one tag of several."""
    return _run(options, options.old)


def _run(options: argparse.Namespace, old: Sequence[str]) -> tuple[int, str]:
    project = open_project(options.project)
    plan = plan_renaming(project, old, options.new)
    if plan.unknown:
        raise ValueError("\n".join(_unknown(name, plan) for name in plan.unknown))
    if plan.hindrances:
        return 1, "\n".join([*map(with_escapes, plan.hindrances), "nothing is changed"])
    if options.dry_run and plan.changes:
        project.tell_where_patches_apply()
        sys.stderr.writelines(f"{with_escapes(line)}\n" for line in _remarks(project, plan, old, options))
        return 0, "".join(_patch(project, change) for change in plan.changes)[:-1]
    if not options.dry_run:
        clear([source.real for source in project.sources if not source.outside])
        try:
            write_all({change.real: (change.before, change.after) for change in plan.changes})
        except ChangedMeanwhileError as error:
            return 1, f"{error}: this was changed meanwhile; run the command again\nnothing is changed"
    return 0, "\n".join(map(with_escapes, _report(project, plan, old, options)))


def _unknown(name: str, plan: Plan) -> str:
    if main := plan.unknown[name]:
        return f"{name!r} is an alias of {main!r} in the tags file; write that"
    hint = suggestion(name, plan.names) or "; `tags list` names all that there are"
    return f"no note has the tag {name!r}{hint}"


def _report(project: TaggedProject, plan: Plan, old: Sequence[str], options: argparse.Namespace) -> list[str]:
    new = options.new
    changes = (_line(project, change, new) for change in plan.changes)
    lines = [*changes, *_remarks(project, plan, old, options)]
    if not plan.changes:
        names = ", ".join(repr(name) for name in old)
        done = (
            "spelt so everywhere"
            if all(tag_key(name) == tag_key(new) for name in old)
            else f"{new!r} already"
        )
        return [*lines, f"nothing to change: {names} {'is' if len(old) == 1 else 'are'} {done}"]
    return lines


def _remarks(
    project: TaggedProject, plan: Plan, old: Sequence[str], options: argparse.Namespace
) -> Iterator[str]:
    """Yield what the changes do not show."""
    new = options.new
    if plan.joined and options.tags_command == "rename":
        notes = count_of(plan.joined, "note")
        yield f"{new!r} has {notes} already: this makes one tag of {old[0]!r} and {new!r}"
    for path, count in plan.kept.items():
        yield f"{project.shown(path)}: not edited; {count_of(count, 'note')} there, by the alias"
    for path, number, name in plan.staying:
        where = f"{project.shown(path)}:{number}"
        yield f"{where}: {name!r} stays, by the alias: {new!r} has no room in this title or table"
    if below := len(plan.renamed) - len({*map(tag_key, old)}):
        names = " and ".join(map(repr, old))
        yield f"{count_of(below, 'tag')} below {names} renamed as well, by the separator"
    yield from _named_in_conf(project, plan)
    yield from dict.fromkeys(links_to_old_pages(project, plan))


def _named_in_conf(project: TaggedProject, plan: Plan) -> Iterator[str]:
    """Yield where the configuration names an old tag: a group does not hold it any more."""
    conf = ConfigFile(project.folder)
    for group in project.settings.groups:
        for pattern in group.get("tags", ()):
            new = plan.renamed.get(tag_key(pattern), pattern)
            if tag_key(new) != tag_key(pattern):
                where = conf.origin_of("tagpages_groups", pattern).line
                yield f"{project.shown('conf.py')}:{where}: {pattern!r} is not edited here; write {new!r}"


def _patch(project: TaggedProject, change: Change) -> str:
    if change.after != change.texts[1].encode():
        path = project.shown(change.path)
        return f"# {path} is not UTF-8; no patch holds its {count_of(change.count, 'tag')}\n"
    return patch_of(project.patched(change.path), *change.texts)


def _line(project: TaggedProject, change: Change, new: str) -> str:
    path = project.shown(change.path)
    if change.path == project.tags_path:
        what = f"says what {new!r} was called"
        return f"{path}: {'made; ' if change.before is None else ''}{what}"
    return f"{path}: {count_of(change.count, 'tag')} changed"
