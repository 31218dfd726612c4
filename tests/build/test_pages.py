"""The generated documents: which there are, and that Sphinx treats them as documents."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from inspect import cleandoc
from typing import cast

import pytest

from tests.build.harness import INDEX, Built, Project, elements, text

Build = Callable[..., Built]

TRICKY = [
    "C",
    "C++",
    "C#",
    "A/B",
    "A B",
    "研究",
    "हिन्दी",
    "🧪",
    "NLP",
    "../../x",
    "index",
    "archive",
    "con",
    "ガ",
    "カ",
]


def notes_with_tags(tags: list[str]) -> str:
    return "\n".join(
        f"- {{id: n{number}, title: {json.dumps('On ' + tag)}, tags: [{json.dumps(tag)}, all of them]}}"
        for number, tag in enumerate(tags)
    )


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_every_link_leads_to_an_existing_place(build: Build, builder: str) -> None:
    built = build(notes_with_tags(TRICKY), builder=builder, tagpages_per_page=4)
    assert sum(len(page.find_all("a", "tagpages-tag")) for page in built.pages()) > 2 * len(TRICKY)
    assert built.dead_links("div" if builder == "singlehtml" else "*") == []


def test_every_tag_whatever_its_name_has_its_page(build: Build) -> None:
    built = build(notes_with_tags([*TRICKY, "nlp"]))
    buttons = {text(tag): tag.attrib["href"] for tag in built.page("tags/index").find_all(cls="tagpages-tag")}
    assert {label.rpartition(" ")[0] for label in buttons} == {*TRICKY, "all of them"}
    pages = {
        listing.attrib["data-tag"]: page
        for page in built.pages()
        for listing in page.find_all("section", "tagpages-listing")
        if "data-tag" in listing.attrib
    }
    for tag in TRICKY:
        expected = ["On NLP", "On nlp"] if tag == "NLP" else [f"On {tag}"]
        assert pages[tag].titles() == expected
    # C, C++, C#; A/B, A B; and the reserved names index, archive and con
    assert built.subtypes() == ["tag_collision"] * 5 + ["tag_spelling"]
    outside = [path for path in built.outdir.parent.rglob("x*.html") if built.outdir not in path.parents]
    assert outside == []


def test_further_pages_of_a_tag_have_numbered_links(build: Build) -> None:
    notes = "\n".join(f"- {{title: Note {number:02}, tags: [x]}}" for number in range(7))
    built = build(notes, tagpages_per_page=3)
    pages = [built.page(name) for name in ("tags/x", "tags/x/2", "tags/x/3")]
    assert [title for page in pages for title in page.titles()] == [
        f"Note {number:02}" for number in range(7)
    ]
    links = pages[1].one("nav", "tagpages-pages")
    assert text(links) == "1 2 3"
    assert [link.attrib["href"] for link in elements(links, "a")] == ["../x.html", "../x/3.html"]
    assert text(elements(links, aria_current="page")[0]) == "2"
    assert {page.one("section", "tagpages-listing").attrib["data-count"] for page in pages} == {"7"}


def test_notes_of_files_live_in_the_archive_of_their_year_under_months(build: Build) -> None:
    notes = """
        - {id: a, title: A, date: 2023-03-28}
        - {id: b, title: B, date: 2023-05-01T10:00:00+09:00}
        - {id: c, title: C, published: 2022}
        - {id: d, title: D}
        """
    built = build(notes)
    page = built.page("tags/archive/2023")
    assert [text(h)[:7] for h in page.find_all("h2")] == ["2023-05", "2023-03"]
    assert page.titles() == ["B", "A"]
    assert [title.tag for title in page.find_all(cls="tagpages-title")] == ["h3", "h3"]
    assert built.page("tags/archive/2022").one("article").attrib["id"] == "tagpages-note-c"
    assert built.page("tags/archive/undated").titles() == ["D"]


def test_a_year_over_the_limit_of_a_page_is_divided_by_months_and_its_page_names_each_note(
    build: Build,
) -> None:
    dates = [f"2023-{number % 2 + 1:02}-03" for number in range(6)] + ["2023"]
    notes = "\n".join(
        f"- {{title: N{number}, id: n{number}, date: {date}}}" for number, date in enumerate(dates)
    )
    built = build(notes, tagpages_per_page=3)
    year = built.page("tags/archive/2023")
    assert year.titles() == ["N6"]
    headings = {"h2": ["2023-02", "2023-01", "Month unknown"]}
    assert [text(heading).rstrip("¶") for heading in year.find_all("h2")] == headings["h2"]
    lines = elements(year.root, "li", id="tagpages-note-n1")
    assert [text(line) for line in lines] == ["2023-02-03 N1"]
    assert lines[0][-1].attrib["href"] == "2023-02.html#tagpages-note-n1"
    assert len(built.page("tags/archive/2023-01").titles()) == 3
    assert len(built.page("tags/archive/2023-02").titles()) == 3
    archive = elements(built.page("tags/archive/index").root, "ul", "tagpages-archive")
    assert [text(item) for item in elements(archive[0], "li")] == ["2023 7", "2023-02 3", "2023-01 3"]
    assert built.dead_links() == []


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "latex"])
def test_where_notes_have_no_address_of_their_own_an_anchor_of_a_note_that_moved_stands_once(
    build: Build, builder: str
) -> None:
    notes = "\n".join(
        f"- {{title: N{number}, id: n{number}, date: 2023-0{number}}}" for number in range(1, 5)
    )
    built = build(notes, builder=builder, tagpages_per_page=3, copyright="A", version="1")
    assert built.warnings == []
    paths = (path for path in built.outdir.rglob("*") if path.suffix in {".html", ".xhtml", ".tex"})
    found = "".join(path.read_text("utf-8") for path in paths)
    label = r"\label{\detokenize{tags/archive/2023-01:tagpages-note-n1}}"
    assert found.count(label if builder == "latex" else 'id="tagpages-note-n1"') == 1


def test_the_archive_names_every_dated_note_of_documents(project: Callable[..., Project]) -> None:
    document = """
        Papers
        ======

        .. note-entry:: Written
           :id: written
           :date: 2022-05
           :tags: A

        .. note-entry:: Undated
           :tags: A

        .. note-source::

           - {title: In YAML, id: yaml, date: 2023-01}
        """
    tagged = "Tagged\n======\n\n.. tags:: A\n"
    files = {
        "papers.rst": cleandoc(document),
        "tagged.rst": f":date: 2023-01-02\n\n{tagged}",
        "notes.yaml": "- {title: Filed, date: 2023-01-01}\n",
        "index.rst": "Home\n====\n\n.. toctree::\n\n   papers\n   tagged\n   tags/index\n",
    }
    built = project(files, tagpages_sources=["notes.yaml"]).build()
    assert built.warnings == []
    page = built.page("tags/archive/2023")
    assert page.titles() == ["Filed"]
    links = [item[-1] for item in elements(page.one("ol", "tagpages-newest"), "li")]
    assert [(text(link), link.attrib["href"]) for link in links] == [
        ("Tagged", "../../tagged.html"),
        ("In YAML", "../../papers.html#tagpages-note-yaml"),
    ]
    assert [text(item) for item in built.page("tags/archive/2022").find_all("li", data_note="written")] == [
        "2022-05 Written"
    ]
    assert not built.exists("tags/archive/undated")
    assert built.dead_links() == []


def test_the_index_shows_the_newest_the_archive_the_biggest_and_all_tags(build: Build) -> None:
    notes = [f"- {{title: N{n:02}, date: 20{n:02}-01-01, tags: [T{n}, every]}}" for n in range(10, 50)]
    page = build("\n".join(notes)).page("tags/index")
    headings = [text(heading).rstrip("¶") for heading in page.find_all("h2")]
    assert headings == ["Newest notes", "Archive", "Biggest tags", "All tags"]
    newest = elements(page.one("ol", "tagpages-newest"), "li")
    assert [text(item) for item in newest] == [f"20{n}-01-01 N{n}" for n in range(49, 39, -1)]
    archive = elements(page.one("ul", "tagpages-archive"), "li")
    assert [text(item) for item in archive] == [f"20{n} 1" for n in range(49, 9, -1)]
    biggest, *by_initial = page.find_all("ul", "tagpages-tag-list")
    assert len(elements(biggest, "li")) == 30
    assert text(elements(biggest, "li")[0]) == "every 40"
    initials = [text(heading) for heading in page.find_all(cls="tagpages-initial")]
    assert initials == ["E", "T"]
    assert sum(len(elements(group, "li")) for group in by_initial) == 41


@pytest.mark.parametrize(
    ("count", "headings"), [(31, ["Biggest tags", "All tags"]), (30, ["All tags"]), (0, [])]
)
def test_the_index_shows_no_biggest_tags_where_these_would_be_all(
    build: Build, count: int, headings: list[str]
) -> None:
    tags = ", ".join(f"T{number}" for number in range(count))
    page = build(f"- {{title: A, date: 2023, tags: [{tags}]}}").page("tags/index")
    shown = [text(heading).rstrip("¶") for heading in page.find_all("h2")]
    assert shown == ["Newest notes", "Archive", *headings]


def test_every_generated_page_leads_to_the_index(build: Build) -> None:
    built = build(
        "- {title: A, date: 2023, tags: [x]}\n- {title: B, date: 2023, tags: [x]}", tagpages_per_page=1
    )
    generated = [page for page in built.pages() if "tags" in page.path.relative_to(built.outdir).parts]
    assert len(generated) >= 5
    for page in generated:
        if page.path.name == "index.html" and page.path.parent.name == "tags":
            continue
        (link,) = elements(page.one(cls="tagpages-up"), "a")
        assert (page.path.parent / link.attrib["href"]).resolve() == built.outdir / "tags" / "index.html"


def test_sphinx_treats_them_as_documents(build: Build) -> None:
    built = build("- {id: a b, title: A title, date: 2023, tags: [X Y, Z]}")
    page = built.page("tags/x-y")
    related = {
        link.attrib["rel"]: link.attrib["href"] for link in page.find_all("link") if "rel" in link.attrib
    }
    assert (related["prev"], related["next"]) == ("all.html", "z.html")
    assert text(page.one("title")).startswith("Tag: X Y")
    inventory = inventory_lines(built)
    assert "x-y tagpages:tag -1 tags/x-y.html X Y" in inventory
    assert "a%20b tagpages:note 1 tags/archive/2023.html#tagpages-note-$ A title" in inventory
    assert "tags/x-y std:doc -1 tags/x-y.html X Y" in inventory


def inventory_lines(built: Built) -> list[str]:
    """What intersphinx reads: name, type, priority, address and title of every object."""
    content = (built.outdir / "objects.inv").read_bytes()
    *_header, packed = content.split(b"\n", 4)
    return zlib.decompress(packed).decode().splitlines()


def search_index(built: Built) -> dict[str, dict[str, object]]:
    source = (built.outdir / "searchindex.js").read_text("utf-8")
    index: dict[str, dict[str, object]] = json.loads(
        source.removeprefix("Search.setIndex(").removesuffix(")")
    )
    return index


def test_the_text_of_a_note_is_searched_at_its_home_alone(build: Build) -> None:
    built = build("- {title: A, tags: [x], date: 2023, summary: A peculiar xylophone.}")
    index = search_index(built)
    (docname,) = [
        name for number, name in enumerate(index["docnames"]) if number == index["terms"]["xylophon"]
    ]
    assert docname == "tags/archive/2023"


def test_a_title_is_found_as_an_object_and_tags_are_not(build: Build) -> None:
    index = search_index(build("- {id: q, title: A Title. With dots, tags: [tagname]}"))
    objects = cast("dict[str, list[list[object]]]", index["objects"])
    names = [f"{prefix}.{entry[4]}".lstrip(".") for prefix, found in objects.items() for entry in found]
    assert names == ["A Title. With dots"]
    ((entry,),) = objects.values()
    assert entry[3] == "tagpages-note-q"


def test_nothing_warns_without_a_toctree(project: Callable[..., Project]) -> None:
    built = project(
        {"index.rst": "Home\n====\n", "n.yaml": "- {title: A, tags: [x]}"}, tagpages_sources=["n.yaml"]
    ).build()
    assert built.warnings == []
    assert built.exists("tags/x")


def test_a_project_without_notes_has_an_empty_index(project: Callable[..., Project]) -> None:
    built = project().build()
    assert built.warnings == []
    assert built.exists("tags/index")


def test_the_folder_is_configured(build: Build) -> None:
    built = build(
        "- {title: A, tags: [x]}", {"index.rst": INDEX.replace("tags/", "by/tag/")}, tagpages_dir="by/tag"
    )
    assert built.warnings == []
    assert built.page("by/tag/x").titles() == ["A"]
    assert built.dead_links() == []


def test_a_document_of_the_users_wins_with_a_warning(build: Build) -> None:
    built = build("- {title: A, tags: [x, y]}", {"tags/x.rst": ":orphan:\n\nMine\n====\n"})
    assert "Mine" in built.page("tags/x").text
    assert "tags/x.rst" in built.warning("docname")
    assert built.page("tags/y").titles() == ["A"]


@pytest.mark.parametrize("name", ["Tags/index", "tags/Archive/2023", "TAGS/Index"])
def test_a_document_that_is_another_in_capitals_alone_is_told(build: Build, name: str) -> None:
    built = build(
        "- {title: A, tags: [x], date: 2023}",
        {f"{name}.rst": ":orphan:\n\nMine\n====\n"},
        tagpages_dir="tags",
    )
    assert f"{name}.rst:1: " in built.warning("docname")
    assert built.page("tags/x").titles() == ["A"]


@pytest.mark.parametrize("name", ["Tags", "Tags/other", "tagsx/index", "other/tags/index"])
def test_a_document_that_shares_no_file_with_a_page_is_not_told(build: Build, name: str) -> None:
    built = build("- {title: A, tags: [x]}", {f"{name}.rst": ":orphan:\n\nMine\n====\n"})
    assert built.warnings == []


def test_a_page_that_is_no_document_may_have_the_name_of_ours(build: Build) -> None:
    own = {"t/own.html": "{% extends 'layout.html' %}{% block body %}<p>Mine</p>{% endblock %}"}
    pages = {"tags/nlp": "own.html", "more": "own.html"}
    built = build("- {title: A, tags: [NLP]}", own, templates_path=["t"], html_additional_pages=pages)
    assert "Mine" in built.page("tags/nlp").text
    assert "Mine" in built.page("more").text


def test_a_tag_index_of_the_users_may_stand_before_there_is_any_note(build: Build) -> None:
    built = build("[]", {"tags/index.rst": "My tags\n=======\n\n.. tag-index::\n"})
    assert built.warnings == []
    assert built.page("tags/archive/index").heading == "Archive"


def test_an_index_of_the_users_may_stand_in_place_of_ours(build: Build) -> None:
    built = build("- {title: A, tags: [x]}", {"tags/index.rst": "My tags\n=======\n\n.. tag-index::\n"})
    assert built.page("tags/index").heading == "My tags"
    assert text(built.page("tags/index").one("ul", "tagpages-tag-list")) == "x 1"
    assert built.dead_links() == []


def test_no_page_without_a_source_offers_one(build: Build) -> None:
    built = build("- {title: A, tags: [x]}")
    assert [a for a in built.page("tags/x").find_all("a") if "_sources" in a.attrib.get("href", "")] == []
    assert [a for a in built.page("index").find_all("a") if "_sources" in a.attrib.get("href", "")]


def test_nothing_is_written_to_the_source_folder(project: Callable[..., Project]) -> None:
    made = project({"n.yaml": "- {title: A, tags: [x]}"}, tagpages_sources=["n.yaml"])
    made.build()
    names = {path.relative_to(made.srcdir).parts[0] for path in made.srcdir.rglob("*")}
    assert names == {"conf.py", "index.rst", "n.yaml", "_build"}


def test_an_id_occurs_once_on_each_page(build: Build) -> None:
    twice = "\n.. note-source:: notes.yaml\n\n.. note-source:: notes.yaml\n\n.. note-list::\n"
    built = build(notes_with_tags(TRICKY), {"index.rst": INDEX + twice}, builder="singlehtml")
    for page in built.pages():
        assert len(page.ids()) == len(set(page.ids()))


def test_the_tags_file_names_pages_and_is_no_source(project: Callable[..., Project]) -> None:
    files = {"n.yaml": "- {title: A, tags: [C++]}\n- {title: B, tags: [C]}", "tags.yaml": "C++: {slug: cpp}"}
    made = project(files, tagpages_sources=["*.yaml"])
    built = made.build()
    assert built.warnings == []
    assert built.page("tags/cpp").titles() == ["A"]
    (made.srcdir / "tags.yaml").rename(made.srcdir / "names.yaml")
    built = made.build(tagpages_tags_file="names.yaml")
    assert built.page("tags/cpp").titles() == ["A"]


def test_a_tags_file_that_is_named_but_missing_is_told(build: Build) -> None:
    built = build("- {title: A, tags: [x]}", tagpages_tags_file="none.yaml")
    assert "none.yaml:1: " in built.warning("file")
    assert built.exists("tags/x")
