"""Posts of ablog are read as tagged pages."""

from __future__ import annotations

from collections.abc import Callable

from tests.build.harness import Built, Project, elements, text

POST = """
.. post:: Mar 28, 2023
   :tags: sphinx, extensions
   :category: How to
   :author: Ada, Grace
   :language: en
   :location: Home
   :image: 1
   :redirect: blog/old
   :nocomments:
{}
First post
==========

The first paragraph.
"""


def row(built: Built, page: str) -> dict[str, str]:
    (note,) = built.page(page).find_all("article", "tagpages-note")
    time = elements(note, "time")
    return {
        "title": text(elements(note, cls="tagpages-title")[0]),
        "date": time[0].attrib["datetime"] if time else "",
        "meta": text(elements(note, cls="tagpages-meta")[0]),
        "snippet": text(elements(note, cls="tagpages-snippet")[0]),
        "lang": note.attrib.get("lang", ""),
    }


def test_a_post_is_listed_with_its_date_its_authors_and_its_tags(project: Callable[..., Project]) -> None:
    built = project({"post.rst": f":orphan:\n{POST.format('')}"}).build()
    assert built.warnings == []
    for tag in ("sphinx", "extensions", "how-to"):
        found = row(built, f"tags/{tag}")
        assert (found["title"], found["date"], found["lang"]) == ("First post", "2023-03-28", "en")
        assert "Ada, Grace" in found["meta"]
        assert found["snippet"].startswith("The first paragraph.")
    assert text(built.page("post").one("p", "tagpages-tags")) == "sphinx extensions How to"


def test_the_content_of_a_post_is_its_excerpt(project: Callable[..., Project]) -> None:
    for exclude, shown in (("", 1), ("   :exclude:\n", 0)):
        content = POST.format(f"{exclude}\n   What it is *about*.\n")
        built = project({"post.rst": f":orphan:\n{content}"}, name=f"shown-{shown}").build()
        assert built.warnings == []
        assert row(built, "tags/sphinx")["snippet"].startswith("What it is about.")
        assert built.page("post").text.count("What it is about.") == shown


def test_fields_say_that_a_document_is_a_post(project: Callable[..., Project]) -> None:
    fields = ":orphan:\n:blogpost: true\n:date: Jan 2, 2024\n:tags: a\n:category: b c\n:author: Ada\n"
    built = project({"post.rst": f"{fields}\nSecond\n======\n\nWords.\n"}).build()
    assert built.warnings == []
    for tag in ("a", "b-c"):
        assert row(built, f"tags/{tag}")["date"] == "2024-01-02"


def test_front_matter_says_that_a_document_is_a_post(project: Callable[..., Project]) -> None:
    front = "---\norphan: true\nblogpost: true\ndate: Jan 2, 2024\ntags: [a, b]\ncategory: c\n---\n"
    files = {"post.md": f"{front}\n# Third\n\nWords.\n"}
    built = project(files, extensions=["sphinxext.tagpages", "myst_parser"]).run()
    assert built.warnings == []
    for tag in "abc":
        assert row(built, f"tags/{tag}")["date"] == "2024-01-02"


def test_dates_are_read_in_the_form_of_the_project(project: Callable[..., Project]) -> None:
    content = POST.format("").replace("Mar 28, 2023", "28.03.2023")
    made = project({"post.rst": f":orphan:\n{content}"}, post_date_format="%d.%m.%Y")
    built = made.build()
    assert built.warnings == []
    assert row(built, "tags/sphinx")["date"] == "2023-03-28"
    made.conf |= {"post_date_format": "%d/%m/%Y"}
    assert made.build().subtypes() == ["date"]


def test_a_form_of_dates_that_is_none_is_passed_over(project: Callable[..., Project]) -> None:
    made = project({"post.rst": f":orphan:\n{POST.format('')}"})
    for date_format in ("%d %d", "%Y %Y", "%d %B", "%"):
        made.code = f"post_date_format = {date_format!r}"
        assert row(made.build(), "tags/sphinx")["date"] == "2023-03-28"


def test_a_date_that_is_none_is_told_at_the_directive(project: Callable[..., Project]) -> None:
    made = project({"post.rst": ":orphan:\n\nPost\n====\n\n.. post:: 28/13/2023\n   :tags: a\n"})
    assert "post.rst:6: " in made.build().warning("date")


def test_a_post_without_a_date_is_a_draft(project: Callable[..., Project]) -> None:
    made = project({"post.rst": ":orphan:\n\nPost\n====\n\n.. post::\n   :tags: a\n"})
    assert not made.build().exists("tags/a")
    assert made.build(tagpages_drafts=True).page("tags/a").titles() == ["Post"]


def test_a_directive_of_that_name_stays_its_owners(project: Callable[..., Project]) -> None:
    made = project({"post.rst": ":orphan:\n\nPost\n====\n\n.. post:: Mar 28, 2023\n   :tags: a\n"})
    made.write({"mine.py": OTHER})
    made.conf |= {"extensions": ["mine", "sphinxext.tagpages"]}
    made.code = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parent))\n"
    built = made.run()
    assert built.warnings == []
    assert "Posted" in built.page("post").text
    assert not built.exists("tags/a")


OTHER = """
from docutils import nodes
from docutils.parsers.rst import Directive, directives

class Post(Directive):
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = {"tags": directives.unchanged}

    def run(self):
        return [nodes.paragraph(text="Posted")]

def setup(app):
    app.add_directive("post", Post)
"""
