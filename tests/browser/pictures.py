"""Pictures of the demo for README and for the first page of the manual.

``python -m tests.browser.pictures``, or ``make pictures``, builds the demo in its own theme and writes
``docs/images/<name>-<light|dark>.png``.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.screenshots import DEMO, ROOT, SCHEMES, View, browsing, build_site, launch, serving, show

IMAGES: Final = ROOT / "docs" / "images"
WIDTH: Final = 1120
HEIGHT: Final = 700
COLOURS: Final = 128
"""As many as a page of text needs; more make the file larger and show nothing."""

VIEWS: Final = (
    View("tag", "tags/efficiency.html", frozenset()),
    View("explorer", "tags/all.html?tag=NLP&tag=Efficiency", frozenset()),
)


def main() -> int:
    """Run the command."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build_site(DEMO, Path(folder))
        browser = launch(playwright)
        with serving(Path(folder)) as base:
            for view in VIEWS:
                for scheme in SCHEMES:
                    with browsing(browser, color_scheme=scheme, width=WIDTH) as page:
                        show(page, base, view)
                        picture = Image.open(io.BytesIO(page.screenshot())).crop((0, 0, WIDTH, HEIGHT))
                    path = IMAGES / f"{view.name}-{scheme}.png"
                    picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)
                    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KiB")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
