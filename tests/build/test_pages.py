"""The generated documents: which there are, and that Sphinx treats them as documents."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from inspect import cleandoc
from typing import cast

import pytest

from tests.build.harness import INDEX, Build, Built, Project, elements, text
from tests.tiers import long_but

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


@pytest.mark.parametrize("builder", long_but(["html", "dirhtml", "singlehtml"], "dirhtml"))
def test_every_link_leads_to_an_existing_place(build: Build, builder: str) -> None:
    built = build(notes_with_tags(TRICKY), builder=builder, tagpages_per_page=4)
    assert sum(len(page.find_all("a", "tagpages-tag")) for page in built.pages()) >= 2 * len(TRICKY)
    assert built.dead_links("div" if builder == "singlehtml" else "*") == []


def test_every_tag_whatever_its_name_has_its_page(build: Build) -> None:
    built = build(notes_with_tags([*TRICKY, "nlp"]))
    overview = built.page("tags/index").one("div", "tagpages-overview")
    assert {text(link) for link in elements(overview, "a")} == {*TRICKY, "all of them"}
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
    above, below = pages[1].find_all("nav", "tagpages-pages")
    assert text(above) == text(below) == "4–6 of 7 ‹ 1 2 3 ›"
    addresses = [link.attrib["href"] for link in elements(above, "a")]
    assert addresses == ["../x.html", "../x.html", "../x/3.html", "../x/3.html"]
    assert text(elements(above, aria_current="page")[0]) == "2"
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
    archive = built.page("tags/archive/index").one("table", "tagpages-archive")
    assert [text(link) for link in elements(archive, "a")] == ["2023", "3", "3", "7"]
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


def test_the_index_shows_all_tags_by_number_of_notes_and_the_newest_notes_last(build: Build) -> None:
    notes = [f"- {{title: N{n:02}, date: 20{n:02}-01-01, tags: [T{n}, every]}}" for n in range(10, 50)]
    page = build("\n".join(notes)).page("tags/index")
    assert [text(heading).rstrip("¶") for heading in page.find_all("h2")] == ["E", "T", "Newest notes"]
    rows = elements(page.one("div", "tagpages-rows"), "li")
    assert [text(row) for row in rows] == ["every 40", *(f"T{n} 1" for n in range(10, 50))]
    assert elements(rows[0], "a")[0].attrib["href"] == "every.html"
    newest = elements(page.one("ol", "tagpages-newest"), "li")
    assert [text(item) for item in newest] == [f"20{n}-01-01 N{n}" for n in range(49, 39, -1)]


def test_a_script_gets_other_orders_of_the_rows_and_a_reader_without_one_gets_them_by_name(
    build: Build,
) -> None:
    names = [*(f"T{n}" for n in range(30)), "apple", "Banana", "éclair", "研究", "論文", "推論", "言語"]
    notes = [f"- {{title: {tag}, date: 20{n:02}, tags: [{tag}, T7]}}" for n, tag in enumerate(names, 10)]
    page = build("\n".join(notes)).page("tags/index")
    rows = [text(row).rpartition(" ")[0] for row in elements(page.one("div", "tagpages-rows"), "li")]
    assert rows[0] == "T7"
    overview = page.one("div", "tagpages-overview")
    newest = [rows[int(place)] for place in overview.attrib["data-by-date"].split()]
    assert newest == [
        "言語",
        "T7",
        "推論",
        "論文",
        "研究",
        "éclair",
        "Banana",
        "apple",
        *(f"T{n}" for n in range(29, -1, -1) if n != 7),
    ]
    groups = json.loads(overview.attrib["data-by-name"])
    assert [heading for heading, _places, _ids in groups] == ["A–E", "T", "漢字"]
    by_name = [rows[place] for _heading, places, _ids in groups for place in places]
    assert by_name[:5] == ["apple", "Banana", "éclair", "T0", "T1"]
    assert sorted(by_name) == sorted(rows)
    assert {id_: rows[place] for id_, place in groups[0][2].items()} == {
        "tagpages-initial-A": "apple",
        "tagpages-initial-B": "Banana",
        "tagpages-initial-E": "éclair",
    }
    plain = page.one("noscript")
    assert [text(heading) for heading in elements(plain, cls="tagpages-initial")] == ["A–E", "T", "漢字"]
    assert [text(row).rpartition(" ")[0] for row in elements(plain, "li")] == by_name
    ids = {row.attrib["id"]: text(row) for row in elements(plain, "li") if "id" in row.attrib}
    assert ids["tagpages-initial-E"] == "éclair 1"
    assert {f"#{id_}" for id_ in ids} >= {
        link.attrib["href"] for link in elements(elements(plain, "nav")[0], "a")
    }


@pytest.mark.parametrize("count", [31, 30, 0])
def test_few_tags_are_one_list_by_name_without_a_choice_of_orders(build: Build, count: int) -> None:
    tags = [f"T{number}" for number in range(count)]
    page = build(f"- {{title: A, date: 2023, tags: [{', '.join(tags)}]}}").page("tags/index")
    many = count > 30
    assert len(page.find_all("select")) == len(page.find_all("noscript")) == int(many)
    rows = [text(row) for row in page.find_all("li") if text(row).endswith(" 1")]
    assert rows == [f"{tag} 1" for tag in tags] * (2 if many else 1)
    fields = [field for field in page.find_all("input") if field.attrib.get("aria-label") == "Find a tag"]
    assert len(fields) == bool(count)
    assert [text(h).rstrip("¶") for h in page.find_all("h2")] == [*(["T"] if many else []), "Newest notes"]


def test_the_archive_is_a_table_of_years_and_months_that_leads_to_the_notes_of_each(build: Build) -> None:
    dates = ["2023-05-01", "2023-05-02", "2023-02", "2023", "2021-12-31", "2020", ""]
    notes = "\n".join(f"- {{title: N{n}, date: {date}}}" for n, date in enumerate(dates))
    built = build(notes, tagpages_per_page=3)
    page = built.page("tags/archive/index")
    table = page.one("table", "tagpages-archive")
    heads = elements(elements(table, "thead")[0], "th", scope="col")
    assert [text(head) for head in heads] == [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
        "Total",
    ]
    years = elements(elements(table, "tbody")[0], "tr")
    shown = [[text(elements(year, "th", scope="row")[0]), *map(text, elements(year, "td"))] for year in years]
    blank = [""] * 12
    assert shown == [
        ["2023", "", "Feb 1", "", "", "May 2", *blank[5:], "4"],
        ["2021", *blank[1:], "Dec 1", "1"],
        ["2020", *blank, "1"],
    ]
    links = {
        link.attrib["aria-label"]: link.attrib["href"]
        for link in elements(table, "a")
        if "aria-label" in link.attrib
    }
    assert links == {
        "February 2023, 1 note": "2023-02.html",
        "May 2023, 2 notes": "2023-05.html",
        "2023, 4 notes": "2023.html",
        "December 2021, 1 note": "2021.html#tagpages-archive-2021-in-2021-12",
        "2021, 1 note": "2021.html",
        "2020, 1 note": "2020.html",
    }
    assert text(page.one("p", "tagpages-undated")) == "Undated 1"
    assert built.dead_links() == []


def test_each_page_of_the_archive_leads_to_those_beside_it(build: Build) -> None:
    dates = ["2023-05-01", "2023-05-02", "2023-02-01", "2023-07", "2021-12-31", "2024-01-01", ""]
    notes = "\n".join(f"- {{title: N{n}, date: {date}}}" for n, date in enumerate(dates))
    built = build(notes, tagpages_per_page=3)
    found = {
        name: text(built.page(f"tags/archive/{name}").one("nav", "tagpages-neighbours"))
        for name in ("2021", "2023", "2023-02", "2023-05", "2023-07", "2024", "undated")
    }
    assert found == {
        "2021": "Archive · 2023 ›",
        "2023": "‹ 2021 · Archive · 2024 ›",
        "2023-02": "‹ December 2021 · 2023 · May ›",
        "2023-05": "‹ February · 2023 · July ›",
        "2023-07": "‹ May · 2023 · January 2024 ›",
        "2024": "‹ 2023 · Archive",
        "undated": "Archive",
    }
    assert built.dead_links() == []


def test_the_counts_of_the_archive_are_those_of_its_pages(build: Build) -> None:
    written = ".. note-entry:: Written {}\n   :date: 2022-0{}\n\n"
    documents = {"a.rst": ":orphan:\n\nA\n=\n\n" + "".join(written.format(n, n % 3 + 1) for n in range(6))}
    notes = "\n".join(f"- {{title: N{n}, date: 202{n % 2 + 1}-0{n % 4 + 1}}}" for n in range(12))
    built = build(notes, documents, tagpages_per_page=4)
    archive = built.page("tags/archive/index")
    words = (" note", " notes")
    counts = [link for link in archive.find_all("a") if link.get("aria-label", "").endswith(words)]
    assert len(counts) == 2 + 6  # years and months
    for link in counts:
        name, _hash, fragment = link.attrib["href"].partition("#")
        page = built.page(f"tags/archive/{name.removesuffix('.html')}")
        place = elements(page.root, "section", id=fragment)[0] if fragment else page.root
        there = [element for element in place.iter() if "data-note" in element.attrib]
        assert len(there) == int(text(link)), link.attrib["aria-label"]


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
    assert text(page.one("title")).startswith("X Y")
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
