"""What the browser tests share: Chromium, a server, and sites of the demo, an example or a few lines."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol, TypeAlias

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # `pytest tests/browser` does not put the working folder there
    sys.path.append(str(ROOT))

from tests.browser import screenshots  # noqa: E402
from tests.themes import THEMES  # noqa: E402

# pydata-sphinx-theme says so on every page of a project that does not set `default_mode`.
NOT_OURS = "Got invalid theme mode"

Serve: TypeAlias = Callable[[Path], str]


class Site(Protocol):
    """Builds and serves the example, or another project, once for each theme and configuration."""

    def __call__(self, theme: str, source: Path = screenshots.EXAMPLE, **overrides: str) -> str: ...


class Project(Protocol):
    """Builds and serves a project made of the files given, once for each."""

    def __call__(self, files: Mapping[str, str]) -> str: ...


class OpenPage(Protocol):
    """Opens an empty page; what goes wrong in any of them is found in ``complaints``."""

    def __call__(
        self, *, color_scheme: screenshots.ColorScheme = "light", width: int = 1280, javascript: bool = True
    ) -> Page: ...


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium; see tests/browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # A run without a browser is no run: it fails, it does not skip.
    try:
        screenshots.find_chromium()
    except RuntimeError as error:
        pytest.fail(str(error), pytrace=False)
    with sync_playwright() as playwright:
        try:
            started = screenshots.launch(playwright)
        except Error as error:
            pytest.fail(f"Chromium is installed but does not start: {error}", pytrace=False)
        yield started
        started.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    with contextlib.ExitStack() as servers:
        yield lambda folder: servers.enter_context(screenshots.serving(folder))


@pytest.fixture(scope="session")
def site(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Site:
    built: dict[tuple[str, ...], str] = {}

    def build(theme: str, source: Path = screenshots.EXAMPLE, **overrides: str) -> str:
        key = (theme, str(source), *(f"{name}={value}" for name, value in sorted(overrides.items())))
        if key not in built:
            output = tmp_path_factory.mktemp(theme)
            screenshots.build_site(source, output, theme=theme, **overrides)
            built[key] = serve(output)
        return built[key]

    return build


@pytest.fixture(scope="session")
def project(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Project:
    built: dict[tuple[tuple[str, str], ...], str] = {}

    def build(files: Mapping[str, str]) -> str:
        key = tuple(sorted(files.items()))
        if key not in built:
            folder = tmp_path_factory.mktemp("project")
            for name, text in files.items():
                path = folder / "source" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            screenshots.build_site(folder / "source", folder / "html")
            built[key] = serve(folder / "html")
        return built[key]

    return build


@pytest.fixture
def complaints() -> list[str]:
    """Collect the errors that pages report while a test runs."""
    return []


@pytest.fixture
def open_page(browser: Browser, complaints: list[str]) -> Iterator[OpenPage]:
    with contextlib.ExitStack() as pages:

        def open_one(
            *,
            color_scheme: screenshots.ColorScheme = "light",
            width: int = 1280,
            javascript: bool = True,
        ) -> Page:
            page = pages.enter_context(
                screenshots.browsing(browser, color_scheme=color_scheme, width=width, javascript=javascript)
            )
            page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))

            def hear(kind: str, text: str, source: str) -> None:
                # What lies elsewhere (a picture in a note) is not fetched here, and that is no error.
                if kind == "error" and NOT_OURS not in text and screenshots.is_local(source or page.url):
                    complaints.append(f"{page.url}: {text} ({source})")

            page.on("console", lambda said: hear(said.type, said.text, said.location["url"]))
            return page

        yield open_one


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def example(site: Site, theme: str) -> str:
    """Serve the example in each theme: the page of the reference."""
    return site(theme)


@pytest.fixture
def demo(site: Site, theme: str) -> str:
    """Serve the demo in each theme."""
    return site(theme, screenshots.DEMO)
