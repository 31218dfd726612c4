"""Screenshots of the demo site, with what can be measured on each page.

``python -m tests.browser.screenshots OUT`` builds the demo in every supported theme, takes pictures of its
pages in light and dark on a phone and on a desk, and prints a table: whether the page scrolls sideways, and
the lowest contrast of our texts. The exit status is 1 if something of ours is wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.server
import math
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from playwright.sync_api import Browser, Page, Playwright, Route, sync_playwright

from tests.themes import THEMES

ROOT: Final = Path(__file__).resolve().parents[2]
DEMO: Final = ROOT / "notes"
EXAMPLE: Final = ROOT / "docs" / "examples" / "finetuning"

ColorScheme: TypeAlias = Literal["light", "dark"]

SCHEMES: Final[tuple[ColorScheme, ...]] = ("light", "dark")
WIDTHS: Final = (360, 1280)
HEIGHTS: Final = {360: 740, 1280: 900}

LOWEST_CONTRAST: Final = 4.5
"""WCAG 2 AA, for text of ordinary size."""

TEXTS: Final = {
    "tag": "a.tagpages-tag",
    "summary": ".tagpages-more > summary",
    "meta": ".tagpages-meta",
    "snippet": ".tagpages-snippet",
    "close": ".tagpages-close",
    "row": ".tagpages-rows li",
}
"""The texts whose colours are ours; links inside them are measured apart."""


@dataclass(frozen=True, slots=True)
class View:
    """A page of the demo, in one state."""

    name: str
    path: str
    shows: frozenset[str]
    """The keys of ``TEXTS`` that must be there, so that nothing passes by being absent."""
    open_folds: bool = False


VIEWS: Final = (
    View("tag-folded", "tags/efficiency.html", frozenset({"tag", "summary", "meta", "snippet"})),
    View("tag-open", "tags/efficiency.html", frozenset(TEXTS) - {"row"}, open_folds=True),
    View("index", "tags/index.html", frozenset({"row"})),
    View("explorer", "tags/all.html?tag=NLP&tag=Efficiency", frozenset({"tag", "meta", "snippet"})),
    View("archive-index", "tags/archive/index.html", frozenset()),
    View("archive", "tags/archive/2023.html", frozenset({"tag", "meta"})),
    View("document", "methods.html", frozenset({"tag", "meta"})),
    View("lists", "browse.html", frozenset({"tag", "meta", "snippet"})),
)

MORE_VIEWS: Final = (
    View("tag-short", "tags/datasets.html", frozenset({"tag", "meta", "snippet"})),
    View("tag-years", "tags/nlp.html", frozenset({"tag", "meta", "snippet"})),
    View("home", "tags/archive/2024.html#tagpages-note-mixtral", frozenset({"tag", "meta"})),
    View("explorer-all", "tags/all.html", frozenset({"tag", "meta", "snippet"})),
    View("explorer-nothing", "tags/all.html?q=nothing-has-this-word", frozenset()),
    View("tagged", "three-passes.html", frozenset({"tag"})),
)
"""Further kinds of pages, to be looked at; the tests measure those above."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured on a page."""

    scrolls: bool
    """The page is wider than the window, for whatever reason."""
    ours_scrolls: bool
    """The page is wider with our elements than without them, and wider than the window."""
    beyond: tuple[str, ...]
    """Our visible elements that reach beyond the window, where nothing of ours scrolls them."""
    contrast: Mapping[str, float]
    """The lowest ratio for each key of ``TEXTS`` that the page shows."""
    worst: Mapping[str, str]
    """The text that has it, and its colours."""
    links: float
    """The lowest ratio of links in our texts; infinite where there are none."""
    theme_links: float
    """The ratio of a link that the theme draws in the same place."""
    worst_link: str

    @property
    def cause(self) -> str:
        """Name who makes the page too wide, if it is."""
        if self.ours_scrolls or self.beyond:
            return "ours"
        return "theme" if self.scrolls else "no"

    def problems(self) -> list[str]:
        """Tell what is wrong with our part of the page."""
        found = []
        if self.ours_scrolls:
            found.append("our elements make the page scroll sideways")
        found += [f"beyond the window: {element}" for element in self.beyond]
        found += [
            f"contrast of {key} is {ratio:.2f}: {self.worst[key]}"
            for key, ratio in self.contrast.items()
            if ratio < LOWEST_CONTRAST
        ]
        # A link takes the theme's colour; a theme whose own links are faint is not ours to repair.
        if self.links < min(LOWEST_CONTRAST, self.theme_links):
            found.append(f"contrast of links is {self.links:.2f}: {self.worst_link}")
        return found


MEASURE: Final = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")

STILL: Final = "*, ::before, ::after { transition: none !important; animation: none !important }"
OPEN_FOLDS: Final = "document.querySelectorAll('.tagpages-more').forEach((fold) => { fold.open = true })"


def find_chromium() -> str:
    """Find the system's own Chromium; nothing is downloaded."""
    found = shutil.which("chromium")
    if found is None:
        message = "the browser tests need Chromium: apt-get install chromium"
        raise RuntimeError(message)
    return found


def launch(playwright: Playwright) -> Browser:
    """Start Chromium without anything that speaks to the network on its own."""
    return playwright.chromium.launch(
        executable_path=find_chromium(),
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    )


def build_site(source: Path, output: Path, *, theme: str | None = None, **overrides: str) -> None:
    """Build a project as HTML, in a process of its own that sees the same packages as this one.

    A theme is set with its links to a repository on, in a copy of the project.
    """
    if theme is not None:
        copied = output / ".source"
        shutil.copytree(source, copied, ignore=shutil.ignore_patterns("_build"))
        values = {"html_theme": theme, **THEMES[theme]}
        with (copied / "conf.py").open("a", encoding="utf-8") as conf:
            conf.writelines(f"{name} = {value!r}\n" for name, value in values.items())
        source = copied
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-d", str(output / ".doctrees")]
    for name, value in overrides.items():
        command += ["-D", f"{name}={value}"]
    path = os.pathsep.join(entry for entry in [*sys.path, str(ROOT)] if entry)
    done = subprocess.run(
        [*command, str(source), str(output)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        message = f"the build of {source} failed:\n{done.stdout}{done.stderr}"
        raise RuntimeError(message)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the output for the results."""


class QuietServer(http.server.ThreadingHTTPServer):
    """A server that takes it calmly when the browser leaves before a page has arrived."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Report everything but broken connections."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine alone; the base URL ends in a slash."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with QuietServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def is_local(url: str) -> bool:
    """Tell whether a URL stays on this machine."""
    parts = urllib.parse.urlsplit(url)
    return parts.scheme in {"data", "blob", "about", "file"} or parts.hostname in {"127.0.0.1", "localhost"}


def stay_local(route: Route) -> None:
    """Let a request through only if it stays on this machine."""
    if is_local(route.request.url):
        route.continue_()
    else:
        route.abort()


@contextlib.contextmanager
def browsing(
    browser: Browser, *, color_scheme: ColorScheme = "light", width: int = 1280, javascript: bool = True
) -> Iterator[Page]:
    """Open an empty page in a context of its own."""
    context = browser.new_context(
        color_scheme=color_scheme,
        viewport={"width": width, "height": HEIGHTS.get(width, 800)},
        java_script_enabled=javascript,
        reduced_motion="reduce",
        locale="en-GB",
    )
    try:
        context.set_default_timeout(10_000)
        context.route("**/*", stay_local)
        yield context.new_page()
    finally:
        context.close()


def show(page: Page, base: str, view: View) -> None:
    """Bring a page into the state of the view."""
    response = page.goto(base + view.path, wait_until="load")
    if response is None or not response.ok:
        message = f"no page {view.path}"
        raise RuntimeError(message)
    # A colour that is still changing is neither the one before nor the one after.
    page.add_style_tag(content=STILL)
    if view.open_folds:
        page.evaluate(OPEN_FOLDS)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def measure(page: Page) -> Report:
    """Measure the page as it is shown."""
    found = page.evaluate(MEASURE, TEXTS)
    return Report(
        scrolls=found["scrolls"],
        ours_scrolls=found["ours_scrolls"],
        beyond=tuple(found["beyond"]),
        contrast=found["contrast"],
        worst=found["worst"],
        links=math.inf if found["links"] is None else found["links"],
        theme_links=math.inf if found["theme_links"] is None else found["theme_links"],
        worst_link=found["worst_link"],
    )


def row(cells: Sequence[str]) -> str:
    """Lay out one row of the table."""
    widths = (20, 7, 6, 17, 7, *(8 for _ in TEXTS), 8, 8)
    return "".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=False)).rstrip()


def as_cell(ratio: float | None) -> str:
    """Show a ratio, or that there is none."""
    return "-" if ratio is None or math.isinf(ratio) else f"{ratio:.2f}"


def picture_theme(browser: Browser, base: str, theme: str, out: Path) -> Iterator[tuple[str, str]]:
    """Take the pictures of one theme, print their rows, and yield each problem with where it is."""
    for scheme in SCHEMES:
        for width in WIDTHS:
            with browsing(browser, color_scheme=scheme, width=width) as page:
                for view in VIEWS + MORE_VIEWS:
                    name = f"{theme}-{scheme}-{width}-{view.name}"
                    show(page, base, view)
                    report = measure(page)
                    page.screenshot(path=out / f"{name}.png", full_page=True)
                    ratios = [as_cell(report.contrast.get(key)) for key in TEXTS]
                    ratios += [as_cell(report.links), as_cell(report.theme_links)]
                    print(row([theme, scheme, str(width), view.name, report.cause, *ratios]))
                    missing = view.shows - report.contrast.keys()
                    found = [f"no {key} to measure" for key in sorted(missing)] + report.problems()
                    yield from ((problem, name) for problem in found)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="screenshots", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--source", type=Path, default=DEMO, help="project to build (default: the demo)")
    parser.add_argument("--theme", choices=THEMES, action="append", help="only this theme; may be repeated")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    problems: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        print(row(["theme", "scheme", "width", "page", "scroll", *TEXTS, "links", "theme's"]))
        for theme in options.theme or THEMES:
            site = Path(folder, theme)
            build_site(options.source, site, theme=theme)
            with serving(site) as base:
                for problem, name in picture_theme(browser, base, theme, options.out):
                    problems.setdefault(problem, []).append(name)
        browser.close()
    for problem, names in problems.items():
        print(f"{problem}\n    {', '.join(names)}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
