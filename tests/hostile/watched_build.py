"""Builds a project and tells what was written, moved or removed: ``watched_build.py SOURCE BUILDER…``."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from sphinx.cmd.build import build_main

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: Events that change the file that their first argument names, or the first two.
_ONE = (
    "os.mkdir",
    "os.rmdir",
    "os.remove",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.utime",
    "shutil.rmtree",
)
_TWO = ("os.rename", "os.link", "os.symlink", "shutil.copyfile", "shutil.move")
_CHANGES = dict.fromkeys(_ONE, 1) | dict.fromkeys(_TWO, 2)

changed: set[str] = set()


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note what a build changes; of a copy and of a link, where it leads."""
    if event == "open":
        path, mode, flags = arguments
        writes = set(str(mode or "")) & set("wax+") or (isinstance(flags, int) and flags & _WRITING)
        paths = [path] if writes else []
    else:
        paths = list(arguments[: _CHANGES.get(event, 0)])
        if event in {"shutil.copyfile", "os.link", "os.symlink"}:
            paths = paths[1:]
    for found in paths:
        if isinstance(found, str | bytes | os.PathLike):
            changed.add(os.path.abspath(os.fsdecode(found)))  # noqa: PTH100 -- as it was named


def main() -> int:
    """Build with each builder in turn, and print the paths as JSON."""
    source, *builders = sys.argv[1:]
    sys.addaudithook(watch)
    status = 0
    for builder in builders:
        doctrees = Path(source, "_build", "doctrees-gettext" if builder == "gettext" else "doctrees")
        output = Path(source, "_build", builder)
        status = build_main(["-Q", "-b", builder, "-d", str(doctrees), source, str(output)]) or status
    sys.stdout.write(json.dumps(sorted(changed)))
    return status


if __name__ == "__main__":
    sys.exit(main())
