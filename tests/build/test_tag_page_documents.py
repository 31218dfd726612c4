"""Documents of a project's own that are the pages of tags: the directive ``tag-page``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.build.harness import Project, text
from tests.build.histories import History, inventory, make_project
from tests.tiers import long

NOTES = "".join(f"- {{title: Note {n}, tags: [Big Thing, T{n}], date: 2020-01-0{n}}}\n" for n in range(1, 7))
FILES = {
    "index.rst": """
Home
====

.. toctree::

   tags/index
   guide/big

:tag:`Big Thing`, :tag:`huge`
""",
    "guide/big.rst": """
All that is big
===============

.. tag-page:: huge

An introduction.

Part
----

More.
""",
    "hidden.rst": ":orphan:\n\nHidden\n======\n\n.. ifconfig:: False\n\n   .. tag-page:: T1\n",
    "notes.yaml": NOTES,
    "tags.yaml": "Big Thing: {aliases: [huge]}\n",
}
CONF = {
    "tagpages_sources": ["notes.yaml"],
    "tagpages_per_page": 4,
    "extensions": ["sphinxext.tagpages", "sphinx.ext.ifconfig"],
}


def test_a_document_is_the_page_of_a_tag_wherever_it_stands(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", FILES, **CONF)
    project.code = ""
    built = project.build("dirhtml")
    assert built.warnings == []
    assert built.dead_links() == []
    built = project.build()
    assert built.warnings == []
    assert built.dead_links() == []
    assert built.page("hidden").titles() == []
    assert built.page("tags/t1").titles() == ["Note 1"]
    page = built.page("guide/big")
    assert page.heading == "All that is big"
    assert page.titles() == ["Note 6", "Note 5", "Note 4", "Note 3"]
    assert page.text.index("More.") < page.text.index("6 notes")
    assert page.text.count("Big Thing") == 0  # it is the page of that tag, whose buttons it has none of
    # Page 2 and further keep the slug, the first has an address that leads on.
    assert "../tags/big-thing/2.html" in [link.attrib["href"] for link in page.find_all("a")]
    further = built.page("tags/big-thing/2")
    assert further.titles() == ["Note 2", "Note 1"]
    assert "../../guide/big.html" in (built.outdir / "tags/big-thing/2.html").read_text("utf-8")
    redirect = (built.outdir / "tags/big-thing.html").read_text("utf-8")
    assert 'content="0; url=../guide/big.html"' in redirect
    assert 'content="noindex"' in redirect
    assert [
        link.attrib["href"] for link in built.page("index").find_all("a", "reference") if "Big" in text(link)
    ][:2] == ["guide/big.html"] * 2
    assert "big-thing tagpages:tag -1 guide/big.html Big Thing" in inventory(built.outdir)
    search = (
        (built.outdir / "searchindex.js")
        .read_text("utf-8")
        .removeprefix("Search.setIndex(")
        .removesuffix(")")
    )
    assert "tags/big-thing" not in json.loads(search)["docnames"]
    plain = (project.build("text").outdir / "guide/big.txt").read_text("utf-8")
    assert plain.index("More.") < plain.index("6 notes") < plain.index("Note 6")
    assert project.build("singlehtml").warnings == []
    assert project.build("latex").warnings == []


@long
def test_it_follows_what_is_edited_as_if_it_were_built_anew(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", FILES, **CONF)
    project.code = ""
    history = History(project, tmp_path)
    history.build()

    def built_after(edit: Callable[[], None]) -> list[str]:
        edit()
        built = history.build()
        assert history.faults(built) == []
        assert built.warnings == []
        return built.written

    edits = history.edits
    assert "guide/big" in built_after(lambda: edits.replace("notes.yaml", "Note 6", "Note six"))

    def move() -> None:
        edits.remove("guide/big.rst")
        edits.write("tags/big-thing.rst", FILES["guide/big.rst"])
        edits.replace("index.rst", "guide/big", "tags/big-thing")

    built_after(move)

    def remove() -> None:
        edits.remove("tags/big-thing.rst")
        edits.replace("index.rst", "   tags/big-thing\n", "")

    built_after(remove)


def test_what_cannot_be_is_told(project: Callable[..., Project]) -> None:
    files = {
        "a.rst": ":orphan:\n\nA\n=\n\n.. tag-page:: Big Thing\n",
        "b.rst": ":orphan:\n\nB\n=\n\n.. tag-page:: big thing\n",
        "tags/t2.rst": ":orphan:\n\nOf T3\n=====\n\n.. tag-page:: T3\n",
        "c.rst": ":orphan:\n\nC\n=\n\n.. tag-page:: Big Thin\n\n.. tag-page:: T1\n\n.. tag-page::\n",
    }
    made = project(files | {"notes.yaml": NOTES}, **CONF)
    built = made.build()
    place = "this document has the place of the page of the tag 'T2', which is not made"
    assert place in next(line for line in built.warnings if "tags/t2.rst" in line)
    built.warnings = [line for line in built.warnings if "tags/t2.rst" not in line]
    told = [
        line.partition("project/")[2].partition(": WARNING: tag-page: ")[::2]
        for line in sorted(built.warnings)
    ]
    assert told == [
        (
            "b.rst:6",
            (
                "the page of 'Big Thing' is 'a' (a.rst:6) already; this document lists nothing: "
                "remove one of the two [tagpages.docname]"
            ),
        ),
        ("c.rst:10", "names no tag; write the tag as its argument [tagpages.option]"),
        (
            "c.rst:6",
            "no tag has a page and the name 'Big Thin'; did you mean 'Big Thing'? [tagpages.unknown_tag]",
        ),
        (
            "c.rst:8",
            (
                "this document is the page of 'Big Thin' already (c.rst:6); write one of 'T1' of its own "
                "[tagpages.option]"
            ),
        ),
    ]
    assert built.page("b").titles() == []
    assert built.page("a").titles() != []
