"""Projects with a history: what a build after edits leaves, beside what a clean build leaves."""

from __future__ import annotations

import json
import re
import shutil
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.build.harness import Built, Project

ARTICLE = "- {{title: {title}, tags: [{tags}], date: {date}, summary: About {title}.}}\n"

NOTES = "".join(ARTICLE.format(title=f"Note {n}", tags=f"A, T{n}", date=f"202{n}-01-01") for n in range(1, 6))
SHOWN = "".join(
    ARTICLE.format(title=f"Shown {n}", tags=f"A, S{n}", date=f"2021-0{n}-01") for n in range(1, 6)
)
#: Labels make new tags, and give a colour to one that other notes have.
ISSUES = """[
 {"number": 11, "title": "Issue 11", "state": "OPEN", "createdAt": "2019-05-01T00:00:00Z",
  "url": "https://example.org/issues/11", "body": "See https://example.org/paper for it.",
  "labels": [{"name": "bug", "color": "d73a4a", "description": "Broken"}, {"name": "T1", "color": "0075ca"}]},
 {"number": 12, "title": "Issue 12, ACL'18", "state": "CLOSED", "createdAt": "2019-06-01T00:00:00Z",
  "author": {"login": "ann"}, "comments": [{"author": {"login": "ann"}, "body": "# Summary\\n\\nShort."}],
  "labels": [{"name": "bug", "color": "d73a4a", "description": "Broken"}]}
]
"""
FILES = {
    "index.rst": """
Home
====

.. toctree::
   :caption: All

   doc
   more
   sub/deep
   tagged
   tags/index
   after
""",
    "doc.rst": """
Doc
===

.. note-entry:: In a *document*
   :tags: A, B
   :date: 2022-02-02

   A body, unlike that of :note:`seen`.

.. only:: html

   .. note-entry:: For readers of HTML
      :tags: B, Web

   Beside it.
""",
    "more.rst": """
More
====

:tag:`A` and :note:`seen`

.. note-list::
   :tags: A

Sources
-------

.. note-source:: shown.yaml
   :visible: 1

.. tag-index::
""",
    "lists.rst": """:orphan:

Lists
=====

.. note-list::
   :style: table
   :tags: A
   :columns: extra.dataset, tags, date

.. note-list::
   :style: cards
   :kind: paper
   :since: 2019-06

.. note-list::
   :style: titles
   :match: note
   :group-by: month
   :limit: 4

.. tag-index::
   :style: cloud
   :sort: newest

.. tag-index::
   :style: groups
   :sort: weight

.. tag-index::
   :under: A
   :min-count: 1
""",
    "sub/deep.rst": "Deep\n====\n\n.. note-source:: lists/*.yaml\n\nWords.\n",
    "after.rst": "After\n=====\n\n:doc:`tags/t3`, :doc:`the third <tags/t3>` and :doc:`doc`\n",
    "tagged.rst": """:date: 2022-05-05
:tags: Page

A tagged page
=============

.. tags:: A, Page

The first words.

.. only:: html

   .. tags:: Web
""",
    "notes.yaml": NOTES,
    "shown.yaml": SHOWN,
    "issues.json": ISSUES,
    "papers/one.yaml": """
- {title: Seen, id: seen, tags: [P, A], date: 2020, body: First words., kind: paper, dataset: GLUE}
""",
    "sub/lists/one.yaml": "- {title: Listed, tags: [L, A]}\n",
    "refs.bib": """
@inproceedings{part, title = {Part of {the} volume}, keywords = {A, Bib}, crossref = {volume}}
@proceedings{volume, title = {The volume}, year = 2019}
""",
    "tags.yaml": "P: {group: Places, parents: [A]}\nA: {group: First}\n",
    "brought.csv": "Brought,A;Csv,2018\nBrought too,Csv,\n",
}
#: What a project has in ``conf.py``: notes from a table.
CODE = """
def bring(app, collector):
    table = collector.depends("brought.csv")
    for line, row in enumerate(table.read_text("utf-8").splitlines() if table.exists() else [], start=1):
        title, tags, date = row.split(",")
        collector.add({"title": title, "tags": tags.split(";"), "date": date}, line=line)

def setup(app):
    app.connect("tagpages-collect", bring)
"""
#: What the project published last.
PUBLISHED = (
    '{"version": 1, "tags": [], "notes": [{"id": "seen", "title": "Unseen", "home": "a", "date": "2021-05"}]}'
)
CONF: dict[str, object] = {
    "tagpages_sources": ["notes.yaml", "papers/*.yaml", "*.json", "refs.bib"],
    "tagpages_per_page": 4,
    "tagpages_visible": 3,
    "tagpages_group_by": "year",
    "tagpages_exports": ["json", "citations", "feeds", "agents", "metadata"],
    "html_baseurl": "https://example.org/site/",
    "tagpages_published": "published/notes.json",
    "tagpages_agents_budget": 1000,
    "templates_path": ["_templates"],
    "exclude_patterns": ["_build", "_templates"],
}


def make_project(folder: Path, files: Mapping[str, str] = FILES, **conf: Any) -> Project:  # noqa: ANN401
    """Write a project of its own."""
    project = Project(folder, CONF | conf, CODE)
    folder.mkdir(parents=True)
    project.write({"published/notes.json": PUBLISHED, **files})
    return project


@dataclass
class Edits:
    """The ways in which a project can change."""

    project: Project

    def write(self, name: str, content: str) -> None:
        self.project.write({name: content})

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.project.srcdir / name
        content = path.read_text("utf-8")
        assert old in content
        path.write_text(content.replace(old, new), "utf-8")

    def append(self, name: str, content: str) -> None:
        path = self.project.srcdir / name
        path.write_text(f"{path.read_text('utf-8')}{content}", "utf-8")

    def remove(self, name: str) -> None:
        path = self.project.srcdir / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    def touch(self, name: str) -> None:
        (self.project.srcdir / name).touch()

    def configure(self, **conf: object) -> None:
        self.project.conf = self.project.conf | conf

    def undo(self) -> Callable[[], None]:
        """Return what brings the sources back to what they are now."""
        conf, code = self.project.conf, self.project.code
        before = {path: path.read_bytes() for path in self._files()}

        def undo() -> None:
            self.project.conf, self.project.code = conf, code
            for path in self._files() - before.keys():
                path.unlink()
            for path, content in before.items():
                if not path.exists() or path.read_bytes() != content:
                    path.write_bytes(content)

        return undo

    def _files(self) -> set[Path]:
        folder = self.project.srcdir
        return {
            path
            for path in folder.rglob("*")
            if path.is_file() and path.relative_to(folder).parts[0] not in {"_build", "conf.py"}
        }


Edit = Callable[[Edits], None]


def in_turn(*singles: Edit) -> Edit:
    """Return several edits as one."""

    def edit(edits: Edits) -> None:
        for single in singles:
            single(edits)

    return edit


@dataclass
class Output:
    """What a build left that a reader can see."""

    pages: dict[str, str]
    inventory: list[str]
    search: dict[str, object]
    stand_ins: dict[str, str]

    @classmethod
    def of(cls, outdir: Path) -> Output:
        pages = {
            path.relative_to(outdir).as_posix(): path.read_text("utf-8")
            for path in sorted([
                *outdir.rglob("*.html"),
                *outdir.glob("llms.txt"),
                *(path for path in outdir.glob("tags/**/*") if path.is_file() and path.suffix != ".html"),
            ])
            if "_static" not in path.parts
        }
        sources = outdir / "_sources"
        stand_ins = {
            path.relative_to(sources).as_posix(): path.read_text("utf-8")
            for path in sorted(sources.glob("tags/**/*.txt"))
        }
        return cls(pages, inventory(outdir), search_index(outdir), stand_ins)

    def differences(self, clean: Output, stale: Iterable[str] = ()) -> list[str]:
        """Name what is not as in a clean build.

        ``stale`` are the pages that plain Sphinx leaves stale: of these the main part has to
        be the same. Pages of documents that are gone, which Sphinx leaves in place, do not count.
        """
        found = []
        for name, page in clean.pages.items():
            mine = self.pages.get(name)
            if mine != page and not (mine and name in stale and main_part(mine) == main_part(page)):
                found.append(name)
        found += sorted(name for name in self.pages.keys() - clean.pages.keys() if name.startswith("tags/"))
        found += [
            f"_sources/{name}"
            for name in sorted({*self.stand_ins, *clean.stand_ins})
            if self.stand_ins.get(name) != clean.stand_ins.get(name)
        ]
        if self.inventory != clean.inventory:
            found.append("objects.inv")
        found += [
            f"search of {key}"
            for key in {*self.search, *clean.search}
            if self.search.get(key) != clean.search.get(key) and f"{key}.html" not in stale
        ]
        return found


def main_part(page: str) -> str:
    found = re.search(r'<div class="body" role="main">(.*)<div class="sphinxsidebar"', page, re.DOTALL)
    assert found
    return found[1]


def inventory(outdir: Path) -> list[str]:
    """The lines of objects.inv, which follow a head of four lines."""
    *head, packed = (outdir / "objects.inv").read_bytes().split(b"\n", 4)
    return [*map(bytes.decode, head), *sorted(zlib.decompress(packed).decode().splitlines())]


def search_index(outdir: Path) -> dict[str, object]:
    """What a search knows: of each document its words and titles, and all objects."""
    content = (outdir / "searchindex.js").read_text("utf-8")
    index = json.loads(content.removeprefix("Search.setIndex(").removesuffix(")"))
    docnames = index["docnames"]
    found: dict[str, object] = {}
    for number, docname in enumerate(docnames):
        found[docname] = (
            index["titles"][number],
            *(
                sorted(word for word, numbers in index[kind].items() if number in _listed(numbers))
                for kind in ("terms", "titleterms")
            ),
            sorted(
                (title, anchor)
                for title, places in index["alltitles"].items()
                for place, anchor in places
                if place == number
            ),
        )
    found["objects"] = sorted(
        (prefix, name, docnames[place], index["objtypes"][str(kind)], priority, anchor)
        for prefix, items in index["objects"].items()
        for place, kind, priority, anchor, name in items
    )
    return found


def _listed(numbers: int | list[int]) -> list[int]:
    return numbers if isinstance(numbers, list) else [numbers]


@dataclass(frozen=True)
class Step:
    """A build of a history: its documents as plain Sphinx could read them, and those that were written."""

    builder: str
    documents: dict[str, str]
    written: set[str]


@dataclass
class History:
    """A project that is edited and built, again and again, and a clean build beside it each time."""

    project: Project
    folder: Path
    edits: Edits = field(init=False)
    _steps: list[Step] = field(default_factory=list)
    _clean_builds: int = 0
    _latest_clean: Output = field(default_factory=lambda: Output({}, [], {}, {}))

    def __post_init__(self) -> None:
        self.edits = Edits(self.project)

    def build(self, builder: str = "html", **options: Any) -> Built:  # noqa: ANN401 -- as Project.build
        there = documents(self.project)
        built = self.project.build(builder, **options)
        self._steps.append(Step(builder, there, {plain_name(name) for name in built.written}))
        return built

    def clean(self, builder: str = "html", **options: Any) -> Built:  # noqa: ANN401
        """Build a copy of the sources in another place, from nothing."""
        self._clean_builds += 1
        folder = self.folder / f"clean-{self._clean_builds}"
        shutil.copytree(self.project.srcdir, folder, ignore=shutil.ignore_patterns("_build"))
        return Project(folder, self.project.conf, self.project.code).build(builder, **options)

    def faults(self, built: Built, **options: Any) -> list[str]:  # noqa: ANN401
        """Name what the latest build left other than a clean build does, and plain Sphinx does not."""
        left = Output.of(built.outdir)
        clean = self._latest_clean = Output.of(self.clean(**options).outdir)
        found = left.differences(clean)
        return left.differences(clean, self.stale_in_plain_sphinx()) if found else found

    def same_main_part(self, built: Built, name: str) -> bool:
        """Tell whether a page differs from that of the latest clean build at most in what is round it."""
        clean = self._latest_clean.pages.get(name)
        return clean is not None and main_part(Output.of(built.outdir).pages[name]) == main_part(clean)

    def stale_in_plain_sphinx(self) -> set[str]:
        """Return the pages that plain Sphinx leaves other than a clean build, after the same history.

        It writes the documents, too, that were written here: what was round them then would be there.
        """
        folder = self.folder / f"plain-{self._clean_builds}"
        project = Project(folder, {"extensions": []})
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for step in self._steps:
            there = {
                path.relative_to(folder).as_posix(): path.read_text("utf-8")
                for path in folder.rglob("*.rst")
                if "_build" not in path.parts
            }
            for name in there.keys() - step.documents.keys():
                (folder / name).unlink()
            project.write({
                name: content for name, content in step.documents.items() if there.get(name) != content
            })
            project.build(step.builder, also=step.written)
        left = Output.of(folder / "_build" / "html")
        shutil.rmtree(folder / "_build")
        clean = Output.of(project.build().outdir)
        pages = {name for name, page in clean.pages.items() if left.pages.get(name) != page}
        found = {f"{name}.html" for name in clean.search if left.search.get(name) != clean.search[name]}
        return pages | found


def documents(project: Project) -> dict[str, str]:
    """Return the documents of a project as plain Sphinx could read them: without what is ours."""
    found = {}
    for path in sorted(project.srcdir.rglob("*.rst")):
        name = path.relative_to(project.srcdir).as_posix()
        if not name.startswith("_build/"):
            found[name] = without_ours(path.read_text("utf-8"))
    # What stands for the tag index, or for the user's document in its place.
    found["stand/in.rst"] = found.pop("tags/index.rst", ":orphan:\n\nTags\n====\n")
    return found


def plain_name(docname: str) -> str:
    """Return what a document is called in a project without tag pages."""
    return "stand/in" if docname == "tags/index" else docname


def without_ours(content: str) -> str:
    content = re.sub(r"(?m)^( *)\.\. (?:note-|tag-|tags::).*\n(?:(?:\1 +.*)?\n)*", "", content)
    content = re.sub(r"(?m)^( +)tags/index\n", r"\1stand/in\n", content)
    return re.sub(r":(?:tag|note|doc):`[^`]*`", "X", content)
