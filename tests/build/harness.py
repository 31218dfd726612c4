"""Projects that are written, built and read back by the tests."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

CONF = {
    "extensions": ["sphinxext.tagpages"],
    "html_theme": "alabaster",
    "exclude_patterns": ["_build"],
    "show_warning_types": True,  # the default from Sphinx 8 on
}
#: Pages of no document; Sphinx writes them in every build, and ours in one that has something to write.
SPHINX_PAGES = {"search", "search.html", "genindex", "genindex.html"}
CHANGES = ("tags/archive/changes.html", "tags/archive/changes/index.html")
#: One transparent dot.
DOT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
INDEX = "Home\n====\n\n.. toctree::\n\n   tags/index\n"


@dataclass
class Page:
    """A parsed HTML page."""

    path: Path
    root: Element

    def find_all(self, tag: str = "*", cls: str = "", **attributes: str) -> list[Element]:
        return elements(self.root, tag, cls, **attributes)

    def one(self, tag: str = "*", cls: str = "", **attributes: str) -> Element:
        (found,) = self.find_all(tag, cls, **attributes)
        return found

    @property
    def text(self) -> str:
        return text(self.one("div", role="main") if self.find_all("div", role="main") else self.root)

    @property
    def heading(self) -> str:
        """The first heading of the page's main part, without the sign that links to it."""
        main = self.find_all("div", role="main") or self.find_all("article", role="main") or [self.root]
        return text(elements(main[0], "h1")[0]).rstrip("¶#")

    def titles(self) -> list[str]:
        """The titles of the notes that the page lists, in order."""
        return [text(title) for title in self.find_all(cls="tagpages-title")]

    def ids(self) -> list[str]:
        return [element.attrib["id"] for element in self.root.iter() if "id" in element.attrib]


def elements(root: Element, tag: str = "*", cls: str = "", **attributes: str) -> list[Element]:
    wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
    return [
        element
        for element in root.iter()
        if tag in {"*", element.tag}
        and (not cls or cls in element.attrib.get("class", "").split())
        and all(element.attrib.get(name) == value for name, value in wanted.items())
    ]


def addresses(root: Element) -> list[str]:
    """What the links, pictures, style sheets and scripts of a page name."""
    named = {"a": "href", "link": "href", "img": "src", "script": "src"}
    return [
        element.attrib[named[element.tag]]
        for element in root.iter()
        if element.tag in named and named[element.tag] in element.attrib
    ]


def text(element: Element) -> str:
    """What a reader sees of an element: nothing of data for programs."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.tag != "script":
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


@dataclass
class Built:
    """What a build left, the documents that it read and those whose pages it wrote."""

    outdir: Path
    warnings: list[str]
    status: int
    written: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    suffix: str = ".html"
    status_lines: list[str] = field(default_factory=list)

    def page(self, name: str) -> Page:
        path = self.outdir / f"{name}{self.suffix}"
        root = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
        return Page(path, root)

    def exists(self, name: str) -> bool:
        return (self.outdir / f"{name}{self.suffix}").is_file()

    def pages(self) -> Iterator[Page]:
        for path in sorted(self.outdir.rglob(f"*{self.suffix}")):
            if "_static" not in path.parts:
                yield self.page(path.relative_to(self.outdir).as_posix().removesuffix(self.suffix))

    def dead_links(self, within: str = "*") -> list[str]:
        """Links, pictures, style sheets and scripts within the output that are not there, and dead anchors.

        With ``within="div"``, those of the main part of each page alone.
        """
        pages = {page.path.resolve(): page for page in self.pages()}
        dead = []
        for page in pages.values():
            main = page.find_all(within, role="main") if within != "*" else [page.root]
            for address in addresses(main[0]) if main else []:
                parts = urlsplit(address)
                if parts.scheme or parts.netloc:
                    continue
                target = (
                    (page.path.parent / unquote(parts.path)).resolve() if parts.path else page.path.resolve()
                )
                if target.is_dir():
                    target /= "index.html"
                exists = target.is_file()
                wanted = parts.fragment
                if exists and wanted and target in pages:
                    ids = pages[target].ids()
                    exists = wanted in ids or unquote(wanted) in ids
                if not exists:
                    dead.append(f"{page.path.name}: {address}")
        return dead

    def subtypes(self) -> list[str]:
        return sorted(found for line in self.warnings for found in re.findall(r"\[tagpages\.(\w+)\]", line))

    def warning(self, subtype: str) -> str:
        (found,) = [line for line in self.warnings if f"[tagpages.{subtype}]" in line]
        return found


def sphinx_build(source: Path, output: Path, *options: str) -> Built:
    """Run ``sphinx-build`` with warnings as errors."""
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", "-q", *options, source, output]
    finished = subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True)
    warnings = [line for line in finished.stderr.splitlines() if line.strip()]
    return Built(output, warnings, finished.returncode)


@dataclass
class Project:
    """A project in a folder of its own."""

    srcdir: Path
    conf: dict[str, object]
    code: str = ""

    def write(self, files: Mapping[str, str]) -> None:
        for name, content in files.items():
            path = self.srcdir / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")

    def write_conf(self, **conf: object) -> None:
        lines = [f"{name} = {value!r}" for name, value in (CONF | self.conf | conf).items()]
        conf_py = self.srcdir / "conf.py"
        content = "\n".join([*lines, self.code])
        if not conf_py.exists() or conf_py.read_text("utf-8") != content:
            conf_py.write_text(content, "utf-8")

    def run(self, builder: str = "html", *options: str) -> Built:
        """Build in a process of its own, as ``sphinx-build`` does, with warnings as errors.

        In this one, Sphinx's test application would draw ``basic`` in place of ``alabaster``, and
        what one theme leaves behind reaches the next.
        """
        self.write_conf()
        return sphinx_build(self.srcdir, self.srcdir / "_build" / builder, "-b", builder, *options)

    def build(
        self,
        builder: str = "html",
        *,
        parallel: int = 0,
        force: bool = False,
        fresh: bool = False,
        only: Sequence[str] = (),
        also: Collection[str] = (),
        tags: Sequence[str] = (),
        **conf: object,
    ) -> Built:
        """Build in this process; write the documents ``also``, too, if they are there."""
        self.write_conf(**conf)
        app = SphinxTestApp(builder, self.srcdir, parallel=parallel, freshenv=fresh, tags=list(tags))
        read: list[str] = []
        app.connect("env-before-read-docs", lambda _app, _env, docnames: read.extend(docnames))
        app.connect("env-updated", lambda _app, env: sorted(env.found_docs & set(also)))
        before = _times(Path(app.outdir))
        try:
            app.build(force_all=force, filenames=[self.srcdir / name for name in only])
        finally:
            warnings = strip_colors(app.warning.getvalue())
            app.cleanup()
        after = _times(Path(app.outdir))
        written = sorted(
            path.removesuffix(".html") for path, time in after.items() if before.get(path) != time
        )
        lines = [line for line in warnings.splitlines() if line]
        suffix = getattr(app.builder, "out_suffix", "") or ".html"
        status_lines = strip_colors(app.status.getvalue()).splitlines()
        return Built(Path(app.outdir), lines, app.statuscode, written, read, suffix, status_lines)


#: What makes a project of files and configuration values: the fixture ``project``.
MakeProject = Callable[..., Project]
#: What makes one and builds it: the fixture ``build``.
Build = Callable[..., Built]


def _times(outdir: Path) -> dict[str, int]:
    """When each page of a document was written; Sphinx writes those of its own in every build."""
    return {
        path.relative_to(outdir).as_posix(): path.stat().st_mtime_ns
        for path in outdir.rglob("*.html")
        if "_static" not in path.parts
        and path.relative_to(outdir).parts[0] not in SPHINX_PAGES
        and not path.as_posix().endswith(CHANGES)
    }
