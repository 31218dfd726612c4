"""Build projects with sphinx-tags and then with this extension, and compare what each tag's page lists.

``python -m tests.moving.compare [PROJECT ...]``: folders with a ``conf.py``; without any, the projects
beside this file. Nothing of a project is changed but the name of the extension, in copies. Ours is built
twice, with warnings as errors: from the sources alone, and in the folder in which sphinx-tags has built,
where the one warning names what it has left. Each of its tag pages is looked up at its old address, and
has to lead to a page that lists the same documents.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib

HERE = Path(__file__).parent
_EXTENSION = re.compile(r"""(["'])sphinx_tags\1""")


def main() -> int:
    """Compare the projects that are named, or ours."""
    folders = [Path(name) for name in sys.argv[1:]] or sorted(path.parent for path in HERE.glob("*/conf.py"))
    faults = []
    for folder in folders:
        with tempfile.TemporaryDirectory() as scratch:
            found = compare(folder, Path(scratch))
        faults += [f"{folder.name}: {fault}" for fault in found]
    print(*faults, sep="\n")
    return bool(faults)


def compare(folder: Path, scratch: Path) -> list[str]:
    """Build a project in both ways, print what was counted, and name the differences."""
    original, moved = scratch / "original", scratch / "moved"
    shutil.copytree(folder, original, ignore=shutil.ignore_patterns("_build", "_tags"))
    shutil.copytree(original, moved)
    move_over(moved)
    run = build(original, scratch / "original-html", warnings_are_errors=False)
    if run.returncode:
        return [f"sphinx-tags does not build it: {run.stderr}"]
    wanted = dict(listed_by_original(scratch / "original-html"))
    faults = [] if wanted else ["sphinx-tags made no page of a tag"]
    run = build(moved, scratch / "moved-html")
    faults += run.stderr.splitlines() if run.returncode else []
    faults += differences(wanted, scratch / "moved-html")
    move_over(original)
    run = build(original, scratch / "again-html", warnings_are_errors=False)
    warnings = [line for line in run.stderr.splitlines() if " WARNING: " in line]
    if len(warnings) != 1 or "[tagpages.sphinx_tags]" not in warnings[0]:
        faults.append(f"in the folder of sphinx-tags: {run.stderr or 'no warning'}")
    faults += differences(wanted, scratch / "again-html")
    pages = sum(map(len, wanted.values()))
    print(f"{folder.name}: {len(wanted)} tags, {pages} pages listed, {len(faults)} differences")
    return faults


def move_over(folder: Path) -> None:
    """Change the name of the extension in ``conf.py``, and nothing else."""
    conf = folder / "conf.py"
    content, count = _EXTENSION.subn('"sphinxext.tagpages"', conf.read_text("utf-8"))
    assert count == 1, f"{conf} does not name sphinx_tags once"
    conf.write_text(content, "utf-8")


def build(
    source: Path, output: Path, *, warnings_are_errors: bool = True
) -> subprocess.CompletedProcess[str]:
    """Build HTML, from nothing."""
    strict = ["-n", "-W", "--keep-going"] if warnings_are_errors else []
    command = [sys.executable, "-m", "sphinx", "-E", "-q", *strict, "-b", "html", source, output]
    return subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True)


def listed_by_original(output: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the address of each tag's page that sphinx-tags made, and those of the pages in its toctree."""
    (overview,) = output.rglob("tagsindex.html")
    for tag_page in targets(overview, "toctree-wrapper"):
        yield (
            address(tag_page, output),
            sorted(address(page, output) for page in targets(tag_page, "toctree-wrapper")),
        )


def differences(wanted: dict[str, list[str]], output: Path) -> Iterator[str]:
    """Yield what our pages list otherwise, looked up where those of sphinx-tags were."""
    for old, pages in wanted.items():
        tag_page = lead_on(output / old)
        if tag_page is None:
            yield f"{old} leads nowhere"
            continue
        found = sorted(address(page, output) for page in targets(tag_page, "tagpages-title"))
        if found != pages:
            yield f"{old} listed {pages}, now {address(tag_page, output)} lists {found}"
    for overview in {(Path(old).parent / "tagsindex.html").as_posix() for old in wanted}:
        index = lead_on(output / overview)
        if index is None or not {lead_on(output / old) for old in wanted} <= {
            *targets(index, "tagpages-tag-list")
        }:
            yield f"{overview} does not lead to an index of all tags"


def lead_on(page: Path) -> Path | None:
    """Return the page that a page leads on to: itself, unless it is a redirect."""
    if not page.is_file():
        return None
    for element in parse(page).iter("meta"):
        if element.get("http-equiv") == "refresh":
            _seconds, _semicolon, target = element.get("content", "").partition("url=")
            return lead_on((page.parent / unquote(target)).resolve())
    return page.resolve()


def targets(page: Path, cls: str) -> list[Path]:
    """Return the pages that the links in elements of a class lead to, each once."""
    found: dict[Path, None] = {}
    for element in parse(page).iter():
        if cls in element.get("class", "").split():
            for link in element.iter("a"):
                parts = urlsplit(link.get("href", ""))
                if parts.path and not parts.scheme and not parts.fragment:
                    found[(page.parent / unquote(parts.path)).resolve()] = None
    return list(found)


def address(page: Path, output: Path) -> str:
    """Return the address of a page in the output."""
    return page.relative_to(output.resolve()).as_posix()


def parse(page: Path) -> Element:
    """Parse a page."""
    root: Element = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    return root


if __name__ == "__main__":
    sys.exit(main())
