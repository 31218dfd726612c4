"""The project that faults happen to, what its builds leave, and what a clean build leaves."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.build.harness import Project
from tests.build.histories import CODE, CONF, FILES, PUBLISHED, Edits, Output, inventory

ROOT = Path(__file__).parent.parent.parent
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>\n'
TAGGED = ":orphan:\n\nPage {0}\n======\n\n.. tags:: A, Pages\n\nWords {0}.\n"
INCLUDING = ":orphan:\n\nIncluding\n=========\n\n.. include:: included.txt\n\n.. image:: pics/2.svg\n"
#: Documents of all sorts, and notes of all sorts of sources, with pictures.
PROJECT = FILES | {
    "pictures.yaml": "".join(
        f"- {{title: Picture {n}, tags: [A, Seen], date: 2018-0{n}-01, image: pics/{n}.svg}}\n"
        for n in range(1, 10)
    )
    + "- {title: In a text, tags: [Seen], markup: markdown, body: 'See ![it](pics/1.svg) here.'}\n",
    **{f"pics/{n}.svg": PICTURE.format(n) for n in range(1, 10)},
    **{
        f"pages/{n}.rst": f":orphan:\n\nPage {n}\n======\n\n.. tags:: A, Pages\n\nWords {n}.\n"
        for n in range(4)
    },
    "globbed.rst": ":orphan:\n\nGlobbed\n=======\n\n.. toctree::\n   :glob:\n\n   pages/*\n",
    "including.rst": INCLUDING,
    "included.txt": "Included words.\n",
    "published/notes.json": PUBLISHED,
}
PROJECT_CONF = CONF | {
    "tagpages_sources": ["notes.yaml", "papers/*.yaml", "pictures.yaml", "*.json", "refs.bib"]
}

#: What can be edited before a build that is killed.
EDITS = {
    "a note": lambda edits: edits.replace("notes.yaml", "Note 3", "Note three"),
    "a picture": lambda edits: edits.write("pics/3.svg", PICTURE.format(33)),
    "a document": lambda edits: edits.replace("doc.rst", "A body", "Another body"),
    "an included file": lambda edits: edits.write("included.txt", "Other words.\n"),
    "a document more": lambda edits: edits.write("pages/9.rst", TAGGED.format(9)),
    "a document less": lambda edits: edits.remove("pages/2.rst"),
    "a tag less": lambda edits: edits.replace("notes.yaml", "A, T4", "A"),
    "a tag more": lambda edits: edits.append("notes.yaml", "- {title: New, tags: [New, A]}\n"),
    "the configuration": lambda edits: edits.configure(tagpages_per_page=3),
    "the theme": lambda edits: edits.configure(html_theme_options={"description": "Other"}),
    "a template": lambda edits: edits.write(
        "_templates/page.html", '{% extends "!page.html" %}{% block footer %}Ours{% endblock %}'
    ),
    "an export": lambda edits: edits.replace("issues.json", "Issue 11", "Another issue"),
}


@dataclass
class Left:
    """What a build left: pages, inventory, search index, and all other files by digest."""

    seen: Output
    files: dict[str, str]

    @classmethod
    def of(cls, outdir: Path) -> Left:
        skipped = {"objects.inv", "searchindex.js", ".buildinfo", ".buildinfo.bak"}
        files = {
            path.relative_to(outdir).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(outdir.rglob("*"))
            if path.is_file() and path.suffix != ".html" and path.name not in skipped
        }
        if (outdir / "searchindex.js").exists():
            return cls(Output.of(outdir), files)
        pages = {path.name: path.read_text("utf-8") for path in outdir.glob("*.html")}
        return cls(Output(pages, inventory(outdir), {}, {}), files)

    def differences(self, clean: Left) -> list[str]:
        """Name what is not as a clean build leaves it; more files than it has are no fault, as for Sphinx."""
        missing = [name for name, digest in clean.files.items() if self.files.get(name) != digest]
        return [*self.seen.differences(clean.seen), *missing]


@dataclass
class Run:
    """A finished or killed ``sphinx-build``."""

    status: int
    stdout: str
    stderr: str


def arguments(
    project: Project, builder: str = "html", *options: str, doctrees: str = "doctrees"
) -> list[str]:
    """Return the arguments of ``sphinx-build``: each builder has its own output, and all share the doctrees.

    With another folder of doctrees, the output is another too.
    """
    built = project.srcdir / "_build"
    output = outdir(project, builder, doctrees)
    return ["-b", builder, "-d", str(built / doctrees), *options, str(project.srcdir), str(output)]


def outdir(project: Project, builder: str, doctrees: str = "doctrees") -> Path:
    return project.srcdir / "_build" / (builder if doctrees == "doctrees" else f"{builder}-{doctrees}")


def environment() -> dict[str, str]:
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}


def start(module: Sequence[str]) -> subprocess.Popen[str]:
    """Start a module of Python as the first process of a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", *module],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(),
        start_new_session=True,
    )


def run(module: Sequence[str]) -> Run:
    """Run a module of Python to its end."""
    process = start(module)
    stdout, stderr = process.communicate(timeout=300)
    return Run(process.returncode, stdout, stderr)


def kill(process: subprocess.Popen[str], sent: signal.Signals, delay: float) -> Run:
    """End all processes of a build after a time, if it has not ended itself before."""
    try:
        stdout, stderr = process.communicate(timeout=delay)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, sent)
        stdout, stderr = process.communicate(timeout=300)
    return Run(process.returncode, stdout, stderr)


@dataclass
class Faulted:
    """A project that is built with faults, and then without."""

    folder: Path
    project: Project = field(init=False)
    edits: Edits = field(init=False)

    def __post_init__(self) -> None:
        self.project = Project(self.folder / "project", PROJECT_CONF, CODE)
        self.edits = Edits(self.project)
        self.write()

    def write(self) -> None:
        """Write the project as it is at first."""
        self.project.conf = dict(PROJECT_CONF)
        self.project.srcdir.mkdir(parents=True)
        self.project.write(PROJECT)
        self.project.write_conf()

    @property
    def built(self) -> Path:
        return self.project.srcdir / "_build"

    def build(self, builder: str = "html", *options: str) -> Run:
        """Build, in a process of its own."""
        self.project.write_conf()
        return run(["sphinx", "-q", *arguments(self.project, builder, *options)])

    def build_with_fault(self, kind: str, place: str, when: int, builder: str = "html", *options: str) -> Run:
        self.project.write_conf()
        fault = ["tests.faults.faulty", kind, place, str(when)]
        return run([*fault, "-q", *arguments(self.project, builder, *options)])

    def moments(self, builder: str = "html", *options: str) -> list[str]:
        """Build, and return the path of each moment at which a fault can strike."""
        self.project.write_conf()
        finished = run([
            "tests.faults.faulty",
            "kill",
            str(self.built),
            "0",
            "-q",
            *arguments(self.project, builder, *options),
        ])
        assert finished.status == 0, finished.stderr
        return finished.stdout.splitlines()

    def left(self, builder: str = "html", doctrees: str = "doctrees") -> Left:
        return Left.of(outdir(self.project, builder, doctrees))

    def clean(self, builder: str = "html") -> Left:
        """Build a copy of the sources from nothing."""
        folder = self.folder / "clean"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.project.srcdir, folder, ignore=shutil.ignore_patterns("_build"), symlinks=True)
        project = Project(folder, self.project.conf, self.project.code)
        project.write_conf()
        finished = run(["sphinx", "-q", *arguments(project, builder)])
        assert finished.status == 0, finished.stderr
        return Left.of(folder / "_build" / builder)
