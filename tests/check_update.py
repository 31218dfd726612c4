"""Build a site of one file, then of a later state of it, and compare that with the later one built alone.

``python -m tests.check_update EARLIER LATER``: two states of a YAML file of notes or of an export of
issues. Every file of the output has to be the same. It prints how many there are, and how many pages the
second build wrote.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.build.histories import inventory, search_index

CONF = "extensions = ['sphinxext.tagpages']\ntagpages_sources = [{!r}]\n"
INDEX = "Home\n====\n\n.. toctree::\n\n   tags/index\n"


def build(source: Path, folder: Path) -> Path:
    """Put a state of the file into a project, made if need be, and build that."""
    folder.mkdir(exist_ok=True)
    name = f"notes{source.suffix}"
    shutil.copyfile(source, folder / name)
    for path, content in (("conf.py", CONF.format(name)), ("index.rst", INDEX)):
        if not (folder / path).exists():
            (folder / path).write_text(content, "utf-8")
    output = folder / "_build"
    command = [sys.executable, "-m", "sphinx", "-q", "-d", folder / "doctrees", folder, output]
    subprocess.run([str(part) for part in command], check=True, stderr=subprocess.DEVNULL)
    return output


def content(path: Path) -> object:
    """What a file says; Sphinx numbers the documents of the search index by the history of a project."""
    if path.name == "searchindex.js":
        return search_index(path.parent)
    return inventory(path.parent) if path.name == "objects.inv" else path.read_bytes()


def files(output: Path) -> dict[str, Path]:
    return {path.relative_to(output).as_posix(): path for path in sorted(output.rglob("*")) if path.is_file()}


def main() -> None:
    earlier, later = (Path(name) for name in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as name:
        before = {
            path: file.stat().st_mtime_ns for path, file in files(build(earlier, Path(name) / "a")).items()
        }
        updated, alone = files(build(later, Path(name) / "a")), files(build(later, Path(name) / "b"))
        written = [
            path
            for path, file in updated.items()
            if path.endswith(".html") and file.stat().st_mtime_ns != before.get(path)
        ]
        differing = [
            path
            for path in sorted(updated.keys() | alone.keys())
            if path not in updated or path not in alone or content(updated[path]) != content(alone[path])
        ]
        same_bytes = sum(
            updated[path].read_bytes() == alone[path].read_bytes() for path in updated.keys() & alone.keys()
        )
    print(
        f"files: {len(updated)} after the update, {len(alone)} built alone; byte for byte equal: {same_bytes}"
    )
    print(f"pages written by the update: {len(written)}")
    print(f"differing: {differing}")
    assert alone
    assert not differing, "the update differs from a build from nothing"


if __name__ == "__main__":
    main()
