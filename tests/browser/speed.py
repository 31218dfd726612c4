"""How long a reader waits for an answer among all notes: ``python -m tests.browser.speed``.

It prints milliseconds of the page's own work from a key to the answer on the screen, for each letter of a
search, whatever else the machine does meanwhile; and the size of the data.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.corpus import make_corpus
from tests.browser import screenshots
from tests.build.harness import INDEX, Project

#: Notes and tags.
CASES = ((10_000, 500), (4_500, 1_700))
SEARCH = "model a"
TYPE = """
async (search) => {
  const field = document.querySelector(".tagpages-search");
  field.value = search;
  field.dispatchEvent(new Event("input"));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}
"""


def build(folder: Path, notes: int, tags: int) -> Path:
    """Build a site in furo, and return its output folder."""
    corpus = make_corpus(notes, tags)
    entries = [
        {
            "title": note.title,
            "date": note.date,
            "tags": list(note.tags),
            "summary": note.summary,
            "url": f"https://example.org/{note.number}",
        }
        for note in corpus.notes
    ]
    made = Project(folder, {"html_theme": "furo", "tagpages_sources": ["notes.yaml"]})
    made.write({"index.rst": INDEX, "notes.yaml": json.dumps(entries)})
    made.write_conf()
    screenshots.build_site(folder, folder / "_build")
    return folder / "_build"


def work_of_keys(browser: Browser, output: Path) -> list[int]:
    """Type a search, and return the work after each letter, in milliseconds."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def work() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float({one["name"]: one["value"] for one in metrics}["TaskDuration"])

    page.goto((output / "tags" / "all.html").as_uri())
    page.wait_for_function("document.querySelector('.tagpages-status')?.textContent")
    times = []
    for length in range(1, len(SEARCH) + 1):
        begin = work()
        page.evaluate(TYPE, SEARCH[:length])
        times.append(round(1000 * (work() - begin)))
    page.close()
    return times


def main() -> None:
    """Run the command."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = screenshots.launch(playwright)
        for notes, tags in CASES:
            output = build(Path(name, str(notes)), notes, tags)
            data = (output / "tags" / "all.js").read_bytes()
            size = f"{len(data) // 1024} KiB, {len(gzip.compress(data)) // 1024} KiB compressed"
            first, *others = work_of_keys(browser, output)
            print(f"{notes:,} notes, {tags:,} tags: {size}")
            print(f"    first key {first} ms, others {', '.join(map(str, others))} ms")
        browser.close()


if __name__ == "__main__":
    main()
