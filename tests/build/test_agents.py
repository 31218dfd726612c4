"""What a site gives to assistants: its notes as Markdown, whole once, with lists that lead to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote, urljoin

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.core.index import Entry
from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.exports.agents.parts import LONGEST_LIST, Line, divided, list_parts, note_parts
from tests.build.harness import Built, MakeProject, Project

SITE = "https://example.org/site/"
TITLES = [
    "# [Unlike](x.html) *this* &amp; <b>that</b>",
    "C# #",
    "1. [half",
    "---",
    "`code` \\[ end]",
    "[ref]: http://example.org",
    "a _b_ **c** ![d](e)",
]
#: Another extension, which writes the file for assistants with each build.
OTHERS = """
from pathlib import Path

def write(app, error):
    (Path(app.outdir) / "llms.txt").write_text("# Of another", "utf-8")

def late(app):
    app.connect("build-finished", write)

def setup(app):
    app.connect("builder-inited", late)
"""


def notes() -> list[dict[str, object]]:
    made: list[dict[str, object]] = [
        {
            "title": title,
            "id": f"n{number}",
            "tags": ["C++", "x"],
            "date": "2023-05-02",
            "body": f"Text {number}.",
        }
        for number, title in enumerate(TITLES)
    ]
    body = "# Head\n\n" + "words " * 400
    made[0] |= {"url": "https://example.org/p_(1)", "authors": ["Ann *B*"], "links": {"Slides]": "s.pdf"}}
    made[0] |= {"lang": "ja", "data set": {"name": "*G*", "years": [1, 2]}}
    made[1] |= {"body": body, "markup": "markdown", "id": "whole"}
    made[2] |= {"date": "2021"}
    return [*made, {"title": "Untagged", "id": "untagged", "url": "/s.pdf"}]


def made_of(project: MakeProject, **conf: object) -> Project:
    files = {
        "n.yaml": json.dumps(notes()),
        "tags.yaml": json.dumps({"x": {"title": "The *x*", "description": "Of <all>.", "aliases": ["ex"]}}),
        "more.rst": "More\n====\n\n.. note-entry:: In a document\n   :tags: x, Ö\n\n   :doc:`index`.\n",
        "index.rst": "Home\n====\n\n.. toctree::\n\n   more\n   tags/index\n",
        "refs.bib": "@misc{key, title = {Of a bibliography}, id = {other}, keywords = {x}}",
    }
    return project(
        files,
        **conf,
        tagpages_sources=["n.yaml", "refs.bib"],
        tagpages_exports=["agents"],
        html_title="P *1*",
    )


def texts(built: Built) -> dict[str, str]:
    found = [built.outdir / "llms.txt", *(built.outdir / "tags" / "agents").rglob("*.md")]
    return {path.relative_to(built.outdir).as_posix(): path.read_text("utf-8") for path in found}


def tokens(source: str) -> Iterator[tuple[str, str]]:
    """The headings and the links of a text: its words and the address."""
    for token in (parsed := MarkdownIt("commonmark").parse(source)):
        if token.type == "heading_open":
            (line,) = (each for each in parsed if each.map == token.map and each.type == "inline")
            yield token.tag, "".join(each.content for each in line.children or ())
        for child in token.children or ():
            if child.type == "link_open":
                yield "a", str(child.attrs["href"])


def test_each_note_stands_whole_in_one_file_and_every_link_leads_somewhere(project: MakeProject) -> None:
    made = made_of(project, tagpages_agents_budget=1500)
    for builder, site in (("html", SITE), ("dirhtml", "")):
        built = made.build(builder, html_baseurl=site)
        assert built.warnings == []
        files = texts(built)
        told = [found for path, text in files.items() if "/notes/" in path for found in tokens(text)]
        titles = [words for kind, words in told if kind == "h2"]
        assert sorted(titles) == sorted([*TITLES, "Untagged", "In a document", "Of a bibliography"])
        for path, text in files.items():
            assert len(text) <= 1500 or ("/notes/long-" in path and titles.count("C# #") == 1)
            base = site or built.outdir.as_uri() + "/"
            for kind, address in tokens(text):
                if kind == "a" and not address.endswith(("p_(1)", "s.pdf")):
                    reached = unquote(urljoin(site or (built.outdir / path).as_uri(), address)).partition(
                        "#"
                    )[0]
                    file = built.outdir / reached.removeprefix(base)
                    assert (file / "index.html" if file.is_dir() else file).is_file(), (path, address)
        assert "tags/agents/notes/2023.md" in files
        listed = files["tags/agents/tags/x.md"]
        assert listed.startswith("# The \\*x\\*\n\n> Of \\<all>.\n\n- tag: x, ex\n")
        assert re.search(r"notes/2023(-\S+)?\.md\) \(2023-05-02\), id: n3$", listed, re.MULTILINE)
        assert files["tags/agents/tags/ex.md"].startswith("[The \\*x\\*](")
        assert "[The \\*x\\*](" in files["tags/agents/index.md"]
        assert "tags/%C3%B6.md)" in files["tags/agents/index.md"]
        assert "[C++](" in files["llms.txt"]
        assert files["llms.txt"].startswith("# P \\*1\\*\n\n> 10 notes · 3 tags · 2021–2023\n\n")
        assert [words for kind, words in tokens(files["llms.txt"]) if kind == "h2"] == [
            "Notes",
            "Tags",
            "Pages",
        ]
        assert "[More](" in files["llms.txt"]
    noted = "".join(text for path, text in files.items() if "/notes/" in path)
    assert "\n- lang: ja\n" in noted
    assert "\n- data set: name: \\*G\\*, years: 1, 2\n" in noted
    whole = next(text for text in files.values() if "words words" in text)
    assert whole.count("words") == 400
    assert "\n\n### Head\n\n" in whole
    assert "\n- id: key\n" in files["tags/agents/notes/undated.md"]
    assert "\n- url: [/s.pdf](/s.pdf)\n" in files["tags/agents/notes/undated.md"]


def test_what_others_write_for_assistants_stays(project: MakeProject) -> None:
    made = made_of(project)
    file = made.srcdir / "_build" / "html" / "llms.txt"
    made.build()
    before = {path: path.stat().st_mtime_ns for path in (file, *file.parent.rglob("*.md"))}
    made.build()
    assert {path: path.stat().st_mtime_ns for path in before} == before
    made.build(tagpages_exports=[])
    assert not any(path.exists() for path in before)
    made.code = OTHERS
    for _time in range(2):
        made.build()
        assert file.read_text("utf-8") == "# Of another"
    made.build(tagpages_exports=[])
    assert file.read_text("utf-8") == "# Of another"
    made.code = ""
    file.unlink()
    made.write({"extra/llms.txt": "# Of the user", "extra/tags/agents/index.md": "# Of the user"})
    index = file.parent / "tags" / "agents" / "index.md"
    for exports in ([], ["agents"]):
        made.build(html_extra_path=["extra"], tagpages_exports=exports)
        assert file.read_text("utf-8") == index.read_text("utf-8") == "# Of the user"
    (made.srcdir / "extra" / "tags" / "agents" / "index.md").unlink()
    made.build(html_extra_path=["extra"])
    assert index.read_text("utf-8").startswith("# P")


def entry(number: int, date: str) -> Entry:
    note = Note(
        f"Note {number}", f"n{number}", Origin("n.yaml", 1), date=NoteDate.parse(date) if date else None
    )
    return Entry(note, "home", "", (), frozenset())


dates = st.sampled_from(["", "2020", "2021-01-01", "2021-01-02", "2021-02", "2021"])


@given(
    st.lists(st.tuples(dates, st.integers(20, 400)), max_size=30), st.integers(0, 29), st.integers(20, 400)
)
def test_notes_are_divided_so_that_an_edit_touches_few_files(
    given: list[tuple[str, int]], edited: int, now: int
) -> None:
    sizes = {entry(number, date): size for number, (date, size) in enumerate(given)}
    parts = dict(note_parts(sizes, sizes.__getitem__, 500))
    assert sorted(each.note.id for part in parts.values() for each in part) == sorted(
        each.note.id for each in sizes
    )
    for name, part in parts.items():
        assert sum(map(sizes.__getitem__, part)) <= 300 or (len(part) == 1 and name.startswith("long-"))
    assert all(set(within) <= parts.keys() for within in divided(parts).values())
    for year in ("2020", "2021"):
        others = {name for name in parts if name.startswith(f"{year}-")}
        assert set(divided(parts).get(year, ())) == others
    if edited < len(given):
        changed = list(sizes)[edited]
        after = dict(note_parts(sizes, (sizes | {changed: now}).__getitem__, 500))
        year = str(changed.note.date or "undated")[:4]
        assert {name for name in parts | after if parts.get(name) != after.get(name)} <= {
            name for name in parts | after if name.startswith((year, "long-"))
        }


@given(st.lists(st.integers(10, 30_000), max_size=40))
def test_lists_of_any_length_are_short_and_lead_to_each_line_once(lengths: list[int]) -> None:
    lines = [Line(f"{number} ".ljust(length, "x"), str(number)) for number, length in enumerate(lengths)]
    files = {name: (head, part) for name, head, part in list_parts("n", "# N\n\n", lines, "[{}]({})".format)}
    for head, part in files.values():
        assert len(head) + sum(len(line.text) + 1 for line in part) <= LONGEST_LIST
    found: list[str] = []
    waiting = ["n"]
    while waiting:
        for line in reversed(files[waiting.pop()][1]):
            inner = re.match(r"- \[.*\]\((n\.\d+)\)", line.text)
            (waiting if inner else found).append(inner[1] if inner else line.text)
    assert sorted(found) == sorted(line.text for line in lines)


def test_a_list_ends_whose_head_leaves_no_room() -> None:
    found = list_parts("n", "#".ljust(LONGEST_LIST, "x"), [Line("a", "a"), Line("b", "b")], "[{}]({})".format)
    assert [name for name, _head, _part in islice(found, 9)] == ["n.1", "n.2", "n"]
