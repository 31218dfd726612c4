"""The page of all notes, and what leads there."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import html5lib
import pytest

from tests.build.harness import INDEX, Build, Built, MakeProject, elements, text
from tests.build.histories import make_project
from tests.tiers import long_but

NOTES = """
- {title: First, date: 2021-05, tags: [NLP, C++], summary: Words.}
- {title: Second, date: 2024-10-07T12:00:00Z, tags: [NLP], url: "https://example.org/x", pinned: true}
- {title: Third, tags: [Other]}
"""


def test_it_shows_the_first_notes_without_a_script_and_stands_in_the_navigation(build: Build) -> None:
    notes = "".join(f"- {{title: Note {number:03}, date: 2024, tags: [A]}}\n" for number in range(60))
    theme = {"html_theme": "classic", "html_theme_options": {"globaltoc_includehidden": True}}
    page = build(notes, html_sidebars={"**": ["globaltoc.html"]}, **theme).page("tags/all")
    assert page.heading == "All notes"
    assert text(page.one("p", "tagpages-head")) == "60 notes 1 tag 2024 All tags"
    explorer = page.one("div", "tagpages-explorer")
    (listing,) = elements(explorer, "section", "tagpages-listing")
    assert listing.attrib["data-count"] == "60"
    assert page.titles() == [f"Note {number:03}" for number in range(50)]
    navigation = page.one("div", "sphinxsidebarwrapper")
    assert [link.attrib["href"] for link in elements(navigation, "a") if text(link) == "All notes"] == ["#"]
    assert page.find_all("link", rel="prev")[0].attrib["href"] == "index.html"


def test_the_texts_of_its_script_are_data_that_ends_no_element(build: Build) -> None:
    page = build("- {title: A, tags: [x]}", language="fr").page("tags/all")
    texts = json.loads(page.one("script", "tagpages-texts").text or "")
    assert texts["lang"] == "fr"
    assert set(texts["show"]) == {"one", "many", "other"}
    assert all("{count}" in form for form in texts["show"].values())


@pytest.mark.parametrize("builder", ["text", "singlehtml", "epub", "man", "latex", "xml", "linkcheck"])
def test_other_builders_have_one_line_of_it(project: MakeProject, builder: str) -> None:
    quiet = {"linkcheck_report_timeouts_as_broken": False}  # Sphinx 7.4 asks for it
    made = project({"index.rst": INDEX, "notes.yaml": NOTES}, tagpages_sources=["notes.yaml"], **quiet)
    built = made.build(builder)
    assert [line for line in built.warnings if "EPUB3" not in line] == []
    for path in built.outdir.rglob("*"):
        if path.is_file() and path.suffix not in {".pickle", ".epub", ".js", ".doctree"}:
            assert "tagpages-explorer" not in path.read_text("utf-8", "replace").replace(".tagpages-", "")
    if builder == "text":
        page = (built.outdir / "tags" / "all.txt").read_text("utf-8")
        assert page.splitlines() == ["All notes", "*********", "", "3 notes · 3 tags · 2021–2024 · All tags"]


def test_without_it_there_is_no_page_and_nothing_names_one(project: MakeProject) -> None:
    files = {"index.rst": INDEX, "notes.yaml": NOTES}
    made = project(files, tagpages_sources=["notes.yaml"], tagpages_explorer=False)
    built = made.build()
    assert not (built.outdir / "tags" / "all.html").exists()
    assert not [page.path for page in built.pages() if "All notes" in page.path.read_text("utf-8")]
    assert (
        not project(
            {"index.rst": INDEX, "notes.yaml": "[]"}, name="no notes", tagpages_sources=["notes.yaml"]
        )
        .build()
        .exists("tags/all")
    )


def test_a_document_of_the_users_wins_with_a_warning(project: MakeProject) -> None:
    files = {"index.rst": INDEX, "notes.yaml": NOTES, "tags/all.rst": ":orphan:\n\nMine\n====\n"}
    built = project(files, tagpages_sources=["notes.yaml"]).build()
    assert built.page("tags/all").heading == "Mine"
    assert "this document has the place of the page of all notes" in built.warning("docname")


def test_a_file_in_the_place_of_its_data_wins_with_a_warning(project: MakeProject) -> None:
    files = {"index.rst": INDEX, "notes.yaml": NOTES, "own/tags/all.js": "mine()"}
    built = project(files, tagpages_sources=["notes.yaml"], html_extra_path=["own"]).build()
    assert (built.outdir / "tags" / "all.js").read_text("utf-8") == "mine()"
    assert built.exists("tags/all")
    assert not built.page("tags/all").find_all("div", "tagpages-explorer")
    warning = built.warning("docname")
    assert "'own/tags/all.js' has the place of the data of the page of all notes" in warning


def data_of(built: Built, path: str = "tags/all.js") -> dict[str, Any]:
    """The data as a browser reads them."""
    content = (built.outdir / path).read_text("utf-8")
    found: dict[str, Any] = json.loads(content.removeprefix("tagpagesData(").removesuffix(");\n"))
    return found


def test_the_data_are_what_listings_show(build: Build) -> None:
    notes = """
- title: B
  url: https://www.example.org/b
  date: 2024-10-07T12:00:00Z
  tags: [NLP, C++, status-read]
  authors: [Ann, Bob]
  venue: ACL
  kind: paper
  lang: en
  summary: One two three four five.
- {title: A, date: 2024-10-07T11:00:00Z, tags: [NLP], authors: [Bob], url: notes/a.html, id: "a b"}
- {title: C, pinned: true, url: "https://xn--wgv71a.jp/"}
- {title: D, date: 2023-05, url: "https://example.com/"}
"""
    options = {"tagpages_skip_tags": ["status-*"], "tagpages_snippet_length": 12}
    built = build(notes, html_baseurl="https://example.com/docs/", **options)
    data = data_of(built)
    assert data == {
        "version": 1,
        "count": 4,
        "tags": [["C++", "c.html"], ["NLP", "nlp.html"]],
        "docs": ["archive/undated.html", "archive/2024.html", "archive/2023.html"],
        "title": ["C", "A", "B", "D"],
        "url": [
            "https://xn--wgv71a.jp/",
            "../notes/a.html",
            "https://www.example.org/b",
            "https://example.com/",
        ],
        "host": {"0": "日本.jp", "3": ""},
        "date": ["", "2024-10-07", "2024-10-07", "2023-05"],
        "moment": [0, 1, 2, 0],
        "tagged": [[], [1], [1, 0], []],
        "home": [0, 1, 1, 2],
        "anchor": [entry.removeprefix("tagpages-note-") for entry in anchors(built, "C", "A", "B", "D")],
        "people": ["Bob", "Ann"],
        "authors": [[], [0], [1, 0], []],
        "pinned": [1, 0, 0, 0],
        "venues": ["", "ACL"],
        "venue": [0, 0, 1, 0],
        "kinds": ["", "paper"],
        "kind": [0, 0, 1, 0],
        "langs": ["", "en"],
        "lang": [0, 0, 1, 0],
        "snippet": ["", "", "One two", ""],
        "cut": [0, 0, 1, 0],
    }


def anchors(built: Built, *titles: str) -> list[str]:
    found = {
        text(elements(article, cls="tagpages-title")[0]): article.attrib["id"]
        for page in built.pages()
        for article in page.find_all("article")
        if "id" in article.attrib
    }
    return [next(id_ for shown, id_ in found.items() if shown.startswith(title)) for title in titles]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_address_in_the_data_is_there_with_its_anchor(tmp_path: Path, builder: str) -> None:
    built = make_project(tmp_path / "project").build(builder)
    page = built.outdir / ("tags/all.html" if builder == "html" else "tags/all/index.html")
    root = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    (explorer,) = elements(root, "div", "tagpages-explorer")
    source, _mark, version = explorer.attrib["data-source"].partition("?v=")
    assert version
    assert (page.parent / source).resolve() == (built.outdir / "tags" / "all.js").resolve()
    data = data_of(built)
    addresses = [href for _label, href, *_colour in data["tags"]]
    addresses += [
        data["docs"][home] + (anchor and f"#tagpages-note-{anchor}")
        for home, anchor in zip(data["home"], data["anchor"], strict=True)
    ]
    for address in addresses:
        path, _hash, fragment = address.partition("#")
        target = page.parent / path
        target = target / "index.html" if builder == "dirhtml" else target
        assert not fragment or f'id="{fragment}"' in target.read_text("utf-8"), address


@pytest.mark.parametrize("builder", long_but(["html", "dirhtml"], "html"))
def test_the_first_rows_are_those_that_the_data_have_first(tmp_path: Path, builder: str) -> None:
    for sort in (["-date"], ["title"], ["date"], ["-venue", "title"]):
        built = make_project(tmp_path / sort[0], tagpages_sort=sort).build(builder)
        data, shown = data_of(built), built.page("tags/all" if builder == "html" else "tags/all/index")
        numbers = range(data["count"])
        newest = sorted(numbers, key=lambda number: not data.get("date", [])[number])
        dated = [number for number in numbers if data["date"][number]]
        moments = data.get("moment", [0] * data["count"])
        dated.sort(key=lambda number: (data["date"][number], moments[number]), reverse=True)
        newest = [*dated, *(number for number in numbers if not data["date"][number])]
        assert ("order" in data) == (sort != ["-date"])
        expected = [data["title"][number] for number in data.get("order", newest)]
        assert [title.partition(" ↗")[0] for title in shown.titles()] == expected


def test_what_a_builder_hides_the_data_have_not(project: MakeProject) -> None:
    hidden = "   .. note-entry:: Secret\n      :tags: Secret\n\n      Secret words.\n"
    doc = f"Doc\n===\n\n.. only:: text\n\n{hidden}"
    made = project(
        {
            "index.rst": INDEX,
            "doc.rst": f":orphan:\n\n{doc}",
            "notes.yaml": "- {title: Secret too, tags: [Secret], draft: true}\n- {title: Shown, tags: [x]}\n",
        },
        tagpages_sources=["notes.yaml"],
    )
    built = made.build()
    assert data_of(built)["title"] == ["Shown"]
    assert "Secret" not in (built.outdir / "tags" / "all.js").read_text("utf-8")


HOSTILE = "</script><script>alert(1)</script><!--\u2028\u2029"


def test_no_text_ends_the_script_or_its_line(build: Build) -> None:
    note = {"title": HOSTILE, "tags": [HOSTILE], "authors": [HOSTILE], "venue": HOSTILE, "summary": HOSTILE}
    built = build(json.dumps([note]), language="de")
    content = (built.outdir / "tags" / "all.js").read_text("utf-8")
    assert "<" not in content
    assert not set("\u2028\u2029") & set(content)
    data = data_of(built)
    shown = HOSTILE.rstrip("\u2028\u2029")
    assert (data["title"], data["people"], data["snippet"]) == ([shown], [shown], [shown])
    page = built.page("tags/all")
    assert not [script for script in page.find_all("script") if "alert" in text(script)]


def test_a_url_that_leads_nowhere_good_is_not_in_the_data(build: Build) -> None:
    built = build("- {title: A, url: 'javascript:alert(1)', tags: [x]}\n")
    assert "url" not in data_of(built)


def test_an_address_names_the_content_so_that_browsers_ask_anew(project: MakeProject) -> None:
    # The last of them is not among the first that stand on the page.
    notes = "".join(f"- {{title: Note {number:02}, date: 2024, tags: [A]}}\n" for number in range(60))
    made = project({"index.rst": INDEX, "notes.yaml": notes}, tagpages_sources=["notes.yaml"])
    before = made.build().page("tags/all").one("div", "tagpages-explorer").attrib["data-source"]
    made.write({"notes.yaml": notes.replace("Note 59", "Note 59 anew")})
    after = made.build().page("tags/all").one("div", "tagpages-explorer").attrib["data-source"]
    assert before != after
    assert data_of(made.build())["title"][-1] == "Note 59 anew"


def test_it_is_written_only_when_it_has_changed(project: MakeProject) -> None:
    made = project({"index.rst": INDEX, "notes.yaml": NOTES}, tagpages_sources=["notes.yaml"])
    file = made.build().outdir / "tags" / "all.js"
    before = file.stat().st_mtime_ns
    made.write({"more.rst": ":orphan:\n\nMore\n====\n"})
    made.build()
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize("conf", [{"tagpages_explorer": False}, {"tagpages_dir": "t"}])
def test_it_goes_with_its_page(project: MakeProject, conf: dict[str, object]) -> None:
    made = project({"index.rst": INDEX, "notes.yaml": NOTES}, tagpages_sources=["notes.yaml"])
    made.build()
    made.conf = made.conf | conf
    made.write({"index.rst": INDEX.replace("tags/", f"{conf.get('tagpages_dir', 'tags')}/")})
    outdir = made.build().outdir
    assert not (outdir / "tags" / "all.js").exists()
    assert (outdir / "t" / "all.js").exists() == ("tagpages_dir" in conf)
    assert (outdir / "tags").exists() == ("tagpages_dir" not in conf)


def test_a_large_file_has_shorter_snippets_and_is_not_too_large(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sphinxext.tagpages.render.explorer.MOST_BYTES", 2200)
    notes = "".join(
        f"- {{title: Note {number}, tags: [x], summary: {'word ' * 30}}}\n" for number in range(50)
    )
    made = project({"index.rst": INDEX, "notes.yaml": notes}, tagpages_sources=["notes.yaml"])
    built = made.build()
    lengths = {len(snippet) for snippet in data_of(built)["snippet"]}
    assert len(lengths) == 1
    assert 10 < lengths.pop() < 100
    assert 4500 < (built.outdir / "tags" / "all.js").stat().st_size < 6200
    monkeypatch.setattr("sphinxext.tagpages.render.explorer.MOST_BYTES", 100)
    made.write({"notes.yaml": f"{notes}- {{title: Another}}\n"})
    assert "snippet" not in data_of(made.build())


LIST = ".. note-list::\n   :limit: 2\n"


@pytest.mark.parametrize(
    ("options", "query"),
    [
        ("", ""),
        ("   :tags: NLP\n", "?tag=NLP"),
        ("   :any-tags: nlp, Other\n   :not-tags: C++\n", "?any=nlp&any=Other&not=C%2B%2B"),
        ("   :tags: NLP\n   :sort: title\n", "?tag=NLP&sort=title"),
        ("   :tags: NLP\n   :sort: venue\n", "?tag=NLP"),
        ("   :tags: status-read\n", None),
    ],
)
def test_a_list_says_how_many_more_there_are_and_leads_to_them(
    project: MakeProject, options: str, query: str | None
) -> None:
    notes = "".join(f"- {{title: N {number}, tags: [NLP, Other, status-read]}}\n" for number in range(39))
    files = {
        "notes.yaml": f"{notes}- {{title: Other, tags: [C++]}}\n",
        "doc.rst": f":orphan:\n\nD\n=\n\n{LIST}{options}",
    }
    built = project(files, tagpages_sources=["notes.yaml"], tagpages_skip_tags=["status-*"]).build()
    assert built.warnings == []
    more = built.page("doc").one("p", "tagpages-further")
    assert text(more) == ("38 more notes" if not options else "37 more notes")
    assert [link.attrib["href"] for link in elements(more, "a")] == (
        [] if query is None else [f"tags/all.html{query}"]
    )


def test_a_list_that_leaves_nothing_out_says_nothing_and_one_without_the_page_says_the_number(
    project: MakeProject,
) -> None:
    index = f"{INDEX}\n{LIST}"
    made = project({"index.rst": index, "notes.yaml": NOTES}, tagpages_sources=["notes.yaml"])
    assert text(made.build().page("index").one("p", "tagpages-further")) == "1 more note"
    assert "1 more note" in (made.build("text").outdir / "index.txt").read_text("utf-8")
    made.conf["tagpages_explorer"] = False
    more = made.build().page("index").one("p", "tagpages-further")
    assert (text(more), elements(more, "a")) == ("1 more note", [])
    made.write({"notes.yaml": NOTES.replace("- {title: Third, tags: [Other]}\n", "")})
    assert not made.build().page("index").find_all("p", "tagpages-further")


def test_the_number_of_a_list_is_current_after_an_edit_elsewhere(project: MakeProject) -> None:
    files = {"index.rst": f"{INDEX}\n{LIST}", "notes.yaml": NOTES}
    made = project(files, tagpages_sources=["notes.yaml"], tagpages_sort=["title"])
    made.build()
    made.write({"notes.yaml": f"{NOTES}- {{title: Zuletzt, tags: [NLP]}}\n"})
    assert text(made.build().page("index").one("p", "tagpages-further")) == "2 more notes"


def test_the_script_of_all_pages_is_small_and_served_without_its_comments(build: Build) -> None:
    script = (build("- {title: A, tags: [x]}").outdir / "_static" / "tagpages.js").read_bytes()
    assert len(gzip.compress(script, 9)) < 14 * 1024
    assert [line for line in script.decode().splitlines() if line.lstrip().startswith(("//", "* "))] == []
    assert b"function fold(" in script
