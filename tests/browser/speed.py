"""How long a reader waits for an answer among all notes: ``python -m tests.browser.speed``.

It prints milliseconds of the page's own work, whatever else the machine does meanwhile, for each letter of a
search: from the key to the answer on the screen, and to the last row and number; on this machine, and with a
processor that is slowed four times. And the size of the data.
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
SEARCH = "ba ruce"
SLOWED = (1, 4)
#: What the page does later waits, so that what comes first can be told from it.
TYPE = """
async (search) => {
  const field = document.querySelector(".tagpages-search");
  const { requestAnimationFrame } = window;
  window.later = [];
  window.requestAnimationFrame = (then) => window.later.push(then);
  field.value = search;
  field.dispatchEvent(new Event("input"));
  window.requestAnimationFrame = requestAnimationFrame;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}
"""
REST = """
async () => {
  window.later.forEach(requestAnimationFrame);
  for (let frame = 0; frame < 8; frame += 1) {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
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


def work_of_keys(browser: Browser, output: Path, slowed: int) -> list[tuple[int, int]]:
    """Type a search, and return the work to the answer and to its end after each letter, in milliseconds."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})

    def work() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * float({one["name"]: one["value"] for one in metrics}["TaskDuration"])

    page.goto((output / "tags" / "all.html").as_uri())
    page.wait_for_function("document.querySelector('.tagpages-status')?.textContent")
    times = []
    for length in range(1, len(SEARCH) + 1):
        begin = work()
        page.evaluate(TYPE, SEARCH[:length])
        seen = work()
        page.evaluate(REST)
        times.append((round(seen - begin), round(work() - begin)))
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
            print(f"{notes:,} notes, {tags:,} tags: {size}")
            for slowed in SLOWED:
                times = work_of_keys(browser, output, slowed)
                for part, values in zip(("answer", "all"), zip(*times, strict=True), strict=True):
                    print(f"    slowed {slowed} times, {part}: {', '.join(map(str, values))} ms")
        browser.close()


if __name__ == "__main__":
    main()
