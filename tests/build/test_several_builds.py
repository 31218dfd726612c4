"""Several builds of one application, as tools do that watch files: each leaves what a clean build leaves."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.harness import sphinx_build
from tests.build.histories import FILES, Edits, Output, make_project
from tests.tiers import long, long_but

pytestmark = long

#: One application; each line of its input names an edit, and is answered when what follows it is built.
WATCHER = """
import sys
from types import FunctionType
from sphinx.application import Sphinx

srcdir, builder = sys.argv[1:]
app = Sphinx(srcdir, srcdir, f"{srcdir}/_build/{builder}", f"{srcdir}/_build/doctrees", builder, status=None)
for line in sys.stdin:
    app.build()
    indexer = getattr(app.builder, "indexer", None)
    left = [
        name
        for owner in (app.builder, indexer, getattr(indexer, "lang", None), app, app.env)
        for name, value in (vars(owner).items() if owner else ())
        if isinstance(value, FunctionType)
    ]
    pictures = [name for name in app.builder.images.values() if name.startswith("tagpages-")]
    print(app.statuscode, left, pictures, flush=True)
"""
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg'/>"
SUFFIXES = {
    "html": ".html",
    "dirhtml": ".html",
    "singlehtml": ".html",
    "epub": ".xhtml",
    "latex": ".tex",
    "text": ".txt",
    "man": ".1",
    "texinfo": ".texi",
}


@pytest.mark.parametrize("read_before", long_but([False, True], True), ids=["new", "read before"])
@pytest.mark.parametrize("builder", long_but([*SUFFIXES], "text"))
def test_each_build_of_an_application_is_exact(tmp_path: Path, builder: str, read_before: bool) -> None:
    made = make_project(tmp_path / "project", FILES, project="P", version="1", copyright="us")
    drawn = FILES["shown.yaml"].replace("{title: Shown 1,", "{title: Shown 1, image: a.svg,")
    made.write({"a.svg": PICTURE, "shown.yaml": drawn})
    made.write_conf()
    if read_before:
        made.run(builder)
    edits = Edits(made)
    command = [sys.executable, "-c", WATCHER, str(made.srcdir), builder]
    watcher = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert watcher.stdin
    assert watcher.stdout
    steps: list[Callable[[], None]] = [
        lambda: None,
        lambda: None,
        lambda: edits.replace("notes.yaml", "Note 3", "Note three"),
        lambda: edits.append("more.rst", "\nMore words.\n"),
        lambda: None,
        lambda: edits.replace("notes.yaml", "tags: [A, T2]", "tags: [A, T2, New]"),
        lambda: edits.replace("shown.yaml", " image: a.svg,", ""),
        lambda: edits.replace("doc.rst", "A body", "Another body"),
    ]
    with watcher, watcher.stdin as asked, watcher.stdout as answers:
        for number, edit in enumerate(steps):
            edit()
            asked.write(f"{number}\n")
            asked.flush()
            assert answers.readline() == "0 [] []\n"
            if number in {4, 7}:
                left = output(made.srcdir / "_build" / builder, builder)
                doctrees = ["-d", str(tmp_path / f"doctrees-{number}")]
                clean = sphinx_build(made.srcdir, tmp_path / f"clean-{number}", "-b", builder, *doctrees)
                assert left == output(clean.outdir, builder)


def output(outdir: Path, builder: str) -> object:
    """What a build left that a reader can see."""
    if builder in {"html", "dirhtml"}:
        return Output.of(outdir)
    files = sorted(outdir.rglob(f"*{SUFFIXES[builder]}"))
    assert files
    # Sphinx 7.4 looks for the files that a single page needs before it writes them.
    return {str(path.relative_to(outdir)): re.sub(r"\?v=\w+", "", path.read_text("utf-8")) for path in files}
