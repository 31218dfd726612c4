"""Sites from BibTeX: every entry at home once, on the page of each of its keywords, whatever was edited."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.core.tags.slugs import assign_slugs
from tests.bibliography import make_bibliography
from tests.build.harness import MakeProject, Page, elements, text
from tests.build.histories import Edits, History, make_project
from tests.tiers import long, long_but

PART = """
@inproceedings{part,
  title = {A part of {the} volume},
  author = {Ada Lovelace and others},
  keywords = {A, Parts},
  crossref = {volume},
}
"""
REFS = f"""{PART}
@article{{goedel,
  title = {{{{\\"U}}ber S{{\\"a}}tze}},
  author = {{G{{\\"o}}del, Kurt}},
  keywords = {{A; Logic}},
  year = 1931,
  url = {{https://example.org/goedel}}
}}

@proceedings{{volume, title = {{The volume}}, year = 1843, month = sep}}
"""


def shown(page: Page) -> list[str]:
    return [note.attrib["data-note"] for note in page.find_all(cls="tagpages-note")]


def test_a_bibliography_with_slips_builds_to_a_site_that_has_every_entry(project: MakeProject) -> None:
    made = make_bibliography(3)
    built = project({"refs.bib": made.text}, tagpages_sources=["refs.bib"], tagpages_per_page=0).build()

    homes = Counter(
        note.attrib["id"]
        for page in built.pages()
        for note in page.find_all("article", cls="tagpages-note")
        if "id" in note.attrib
    )
    assert len(homes) == len(made.notes) > 200
    assert set(homes.values()) == {1}

    tagged: dict[str, list[str]] = {}
    for note in made.notes:
        for tag in note.tags:
            tagged.setdefault(tag_key(tag), []).append(note.id)
    slugs = assign_slugs(tagged)
    for key, ids in tagged.items():
        assert sorted(shown(built.page(f"tags/{slugs[key]}"))) == sorted(ids)
    pages = {f"{slug}.html" for slug in slugs.values()} | {"all.html", "index.html"}
    assert {path.name for path in (built.outdir / "tags").glob("*.html")} == pages

    told = sorted(
        (int(line.partition("refs.bib:")[2].partition(":")[0]), line.rpartition("[tagpages.")[2].rstrip("]"))
        for line in built.warnings
        if "refs.bib:" in line.partition(": WARNING")[0] and "tag_collision" not in line
    )
    assert told == sorted(made.problems)
    assert built.dead_links() == []


def test_an_entry_shows_what_it_says(project: MakeProject) -> None:
    built = project({"refs.bib": REFS}, tagpages_sources=["*.bib"]).build()
    assert built.warnings == []
    page = built.page("tags/a")
    logic, part = page.find_all("article", cls="tagpages-note")
    [link] = elements(elements(logic, cls="tagpages-title")[0], "a")
    assert (text(link), link.attrib["href"]) == ("Über Sätze", "https://example.org/goedel")
    assert "Kurt Gödel" in text(elements(logic, cls="tagpages-meta")[0])
    meta = text(elements(part, cls="tagpages-meta")[0])
    assert "Ada Lovelace" in meta
    assert "et al." in meta
    assert "The volume" in meta
    assert elements(part, "time")[0].attrib["datetime"] == "1843-09"


def test_a_directive_shows_a_file_of_entries(project: MakeProject) -> None:
    made = project({
        "papers.rst": ":orphan:\n\nPapers\n======\n\n.. note-source:: refs.bib\n",
        "refs.bib": REFS,
    })
    assert sorted(shown(made.build().page("papers"))) == ["goedel", "part", "volume"]


def test_what_an_entry_holds_is_text_and_never_markup(project: MakeProject) -> None:
    bad = "<script>alert(1)</script>"
    entry = (
        f"@misc{{k, title = {{T {bad}}}, author = {{{bad}}}, keywords = {{<b>x</b>}}, abstract = {{{bad}}}}}"
    )
    built = project({"refs.bib": entry}, tagpages_sources=["refs.bib"]).build()
    page = built.page("tags/archive/undated")
    assert not [script for script in page.find_all("script") if "alert" in text(script)]
    assert page.titles() == [f"T {bad}"]
    assert bad in text(page.one(cls="tagpages-note"))


@long
def test_in_parallel_and_by_another_builder_the_same_is_read(project: MakeProject) -> None:
    text_of_file = make_bibliography(4).text
    warnings = []
    for name, options in {"one": {}, "two": {"parallel": 4}, "three": {"builder": "dirhtml"}}.items():
        built = project({"refs.bib": text_of_file}, name, tagpages_sources=["refs.bib"]).build(**options)  # type: ignore[arg-type]
        warnings.append([line.partition("refs.bib")[2] for line in built.warnings])
    assert warnings[0] == warnings[1] == warnings[2]


STEPS: dict[str, Callable[[Edits], None]] = {
    "an entry edited": lambda edits: edits.replace("refs.bib", "A part of", "A piece of"),
    "its volume edited": lambda edits: edits.replace(
        "refs.bib", "The volume}, year = 1843", "Another}, year = 1844"
    ),
    "a key renamed": lambda edits: edits.replace("refs.bib", "{goedel,", "{goedel1931,"),
    "the key of a volume renamed": lambda edits: edits.replace("refs.bib", "{volume, title", "{book, title"),
    "a keyword": lambda edits: edits.replace("refs.bib", "A; Logic", "B; Logic"),
    "an entry that no longer parses": lambda edits: edits.replace("refs.bib", "the} volume}", "the} volume"),
    "an entry whose end is missing": lambda edits: edits.replace("refs.bib", "{volume},\n}", "{volume},\n"),
    "an entry more": lambda edits: edits.append(
        "refs.bib", "\n@misc{more, title = {More}, keywords = {A}}\n"
    ),
    "an entry less": lambda edits: edits.replace("refs.bib", PART, ""),
    "the file goes": lambda edits: edits.remove("refs.bib"),
    "lines that move": lambda edits: edits.write("refs.bib", f"Some words.\n\n{REFS}"),
}


@pytest.mark.parametrize("step", long_but(STEPS, "its volume edited"))
def test_after_an_edit_of_a_bibliography_a_build_equals_a_clean_one(tmp_path: Path, step: str) -> None:
    project = make_project(tmp_path / "project", tagpages_sources=["notes.yaml", "refs.bib"])
    project.write({"refs.bib": REFS})
    history = History(project, tmp_path)
    history.build()
    undo = history.edits.undo()
    STEPS[step](history.edits)
    assert history.faults(history.build()) == []
    undo()
    assert history.faults(history.build(parallel=4)) == []
    again = history.build()
    assert (again.read, again.written) == ([], [])


BUILD = """
import sys
folder, how = sys.argv[1:]
if how == "without":
    sys.modules["pybtex"] = None
from sphinx.cmd.build import main
sys.exit(main(["-q", "-b", "html", folder, f"{folder}/_build/html"]))
"""


@long
def test_when_pybtex_is_installed_after_a_build_without_it_the_notes_are_there(project: MakeProject) -> None:
    made = project({"refs.bib": REFS}, tagpages_sources=["refs.bib"])
    made.write_conf()
    page = made.srcdir / "_build/html/tags/logic.html"
    command = [sys.executable, "-c", BUILD, str(made.srcdir)]
    done = subprocess.run([*command, "without"], capture_output=True, text=True, check=True)
    [warning] = done.stderr.splitlines()
    assert "python -m pip install 'sphinxext-tagpages[bibtex]'" in warning
    assert "[tagpages.file]" in warning
    assert not page.exists()
    done = subprocess.run([*command, "with"], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert page.exists()
