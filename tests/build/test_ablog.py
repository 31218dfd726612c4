"""Posts of ablog are read as tagged pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.harness import INDEX, Built, Project, elements, text
from tests.build.histories import Edit, History, in_turn, make_project
from tests.build.test_sphinx_tags import leads_to, left
from tests.tiers import long, long_but

pytestmark = long

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


def date_of(built: Built, page: str) -> str:
    (note,) = built.page(page).find_all("article", "tagpages-note")
    return "".join(time.attrib["datetime"] for time in elements(note, "time"))


def row(built: Built, page: str) -> dict[str, str]:
    (note,) = built.page(page).find_all("article", "tagpages-note")
    return {
        "title": text(elements(note, cls="tagpages-title")[0]),
        "date": date_of(built, page),
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


def test_a_key_alone_in_front_matter_says_nothing(project: Callable[..., Project]) -> None:
    keys = "title tags category author language location external_link redirect image excerpt summary"
    front = keys.replace(" ", ":\n") + ":\n"
    post = f"---\nblogpost: true\ndate: 2020-01-02\n{front}---\n\n# Third\n\nWords.\n"
    other = f"---\norphan: true\n{front}---\n\n# Other\n\nWords.\n"
    index = f"{INDEX}\n.. note-list::\n"
    files = {"index.rst": index, "post.md": post, "other.md": other}
    conf = {"blog_default_author": "Ada", "post_auto_excerpt": 0}
    built = project(files, extensions=["sphinxext.tagpages", "myst_parser"], **conf).run()
    assert built.warnings == []
    (note,) = built.page("index").find_all("article", "tagpages-note")
    assert text(note) == "Third 2020-01-02 · Ada"
    assert not list(built.outdir.rglob("*null*"))


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


SIDEBARS = {
    "**": ["about.html", "ablog/postcard.html", "recentposts.html", "searchbox.html", "mine.html"],
    "blog/*": ["ablog/postcard.html"],
}
PLAIN_POST = ":orphan:\n\nPost\n====\n\n.. post:: Mar 28, 2023\n   :tags: a\n"


def test_sidebars_of_ablog_are_left_out_with_one_warning(project: Callable[..., Project]) -> None:
    made = project(
        {"post.rst": PLAIN_POST, "_templates/mine.html": "<p>MINE</p>"},
        html_sidebars=SIDEBARS,
        templates_path=["_templates"],
    )
    built = made.run()
    (warning,) = [line for line in built.warnings if "WARNING" in line]
    assert "[tagpages.ablog]" in warning
    line = int(warning.partition("conf.py:")[2].partition(":")[0])
    assert "html_sidebars" in (made.srcdir / "conf.py").read_text("utf-8").splitlines()[line - 1]
    for name in ("'ablog/postcard.html'", "'recentposts.html'"):
        assert name in warning
    sidebar = text(built.page("post").one("div", "sphinxsidebar"))
    assert "MINE" in sidebar
    made.conf |= {"html_sidebars": {"**": ["about.html", "searchbox.html", "mine.html"]}}
    assert made.run().warnings == []


def test_a_template_of_the_projects_own_by_such_a_name_stays(project: Callable[..., Project]) -> None:
    built = project(
        {"post.rst": PLAIN_POST, "_templates/archives.html": "<p>MINE</p>"},
        html_sidebars={"**": ["archives.html"]},
        templates_path=["_templates"],
    ).run()
    assert built.warnings == []
    assert "MINE" in text(built.page("post").one("div", "sphinxsidebar"))


def test_the_folder_of_its_templates_is_left_out(project: Callable[..., Project], tmp_path: Path) -> None:
    folder = tmp_path / "site" / "ablog" / "templates"
    (folder / "ablog").mkdir(parents=True)
    (folder / "ablog/postcard.html").write_text("{{ ablog.posts.nothing.of_it }}", "utf-8")
    (folder / "page.html").write_text("{{ ablog.posts.nothing.of_it }}", "utf-8")
    made = project({"post.rst": PLAIN_POST}, html_sidebars={"**": ["ablog/postcard.html"]})
    made.code = f"templates_path = []\ntemplates_path.append({str(folder)!r})\n"
    built = made.run()
    (warning,) = [line for line in built.warnings if "WARNING" in line]
    assert "[tagpages.ablog]" in warning
    assert "templates_path" in warning
    assert text(built.page("post").one("div", "sphinxsidebar"))  # as the theme has it


TEMPLATE = """{% extends "!page.html" %}
{% block body %}{{ super() }}
{% if pagename in ablog %}POST{% endif %}
{% for post in ablog.recent(5, pagename) %}{{ post.title }}{% endfor %}
{{ ablog.blog_title }}{{ ablog[pagename].date.strftime(ablog.post_date_format) }}{{ ablog.tags | length }}
{% include "ablog/postnavy.html" %}END
{% endblock %}
"""


def test_templates_that_ask_for_something_of_ablog_get_nothing(project: Callable[..., Project]) -> None:
    made = project(
        {"post.rst": PLAIN_POST, "_templates/page.html": TEMPLATE},
        templates_path=["_templates"],
        blog_title="Mine",
    )
    for builder in ("html", "singlehtml", "json"):
        built = made.run(builder)
        (warning,) = [line for line in built.warnings if "WARNING" in line]
        assert "[tagpages.ablog]" in warning
        assert "_templates/page.html:3: " in warning
    assert "END" in made.run().page("post").text
    assert "POST" not in made.run().page("post").text


@pytest.mark.parametrize("given", [["ablog/postcard.html"], "sidebar-ethical-ads, ablog/postcard.html"])
def test_an_option_of_a_theme_that_names_them_ends_no_build(
    project: Callable[..., Project], given: object
) -> None:
    options = {"primary_sidebar_end": given}
    built = project(
        {"post.rst": PLAIN_POST}, html_theme="pydata_sphinx_theme", html_theme_options=options
    ).run()
    (warning,) = [line for line in built.warnings if "WARNING" in line]
    assert "'ablog/postcard.html' of html_theme_options" in warning


def test_posts_need_no_toctree_unless_the_project_says_so(project: Callable[..., Project]) -> None:
    made = project({
        "post.rst": PLAIN_POST.removeprefix(":orphan:\n\n"),
        "field.rst": ":blogpost: true\n:date: 2023-03-28\n\nField\n=====\n",
    })
    assert made.build().warnings == []
    made.conf |= {"post_auto_orphan": False}
    assert (
        len([line for line in made.build().warnings if "document isn't included in any toctree" in line]) == 2
    )


def test_a_post_without_tags_is_a_note(project: Callable[..., Project]) -> None:
    made = project({
        "post.rst": "Directive\n=========\n\n.. post:: Mar 28, 2023\n\nWords.\n",
        "field.rst": ":blogpost: true\n:date: 2023-03-27\n\nField\n=====\n",
        "other.rst": ":orphan:\n:date: 2023-03-28\n\nOther\n=====\n",
        "list.rst": ":orphan:\n\nList\n====\n\n.. note-list::\n",
    })
    built = made.build()
    assert built.warnings == []
    assert built.page("list").titles() == ["Directive", "Field"]
    assert not built.page("post").find_all(cls="tagpages-tags")
    archive = built.page("tags/archive/2023").text
    assert [title for title in ("Directive", "Field", "Other") if title in archive] == ["Directive", "Field"]
    assert built.dead_links() == []


def test_a_place_says_that_a_document_is_a_post(project: Callable[..., Project]) -> None:
    files = {
        "posts/2021/a.rst": ":date: 2021-03-05\n:category: How to\n\nA\n=\n",
        "posts/b.rst": ":blogpost: no\n:date: 2021-03-06\n\nB\n=\n",
        "else/c.rst": ":date: 2021-03-07\n\nC\n=\n",
        "index.rst": "Home\n====\n\n.. toctree::\n   :glob:\n\n   posts/b\n   else/*\n   tags/index\n\n"
        ".. note-list::\n",
    }
    made = project(files)
    for pattern in ("posts/**", ["posts/*/*.rst"], "./posts/2021/*"):
        made.conf |= {"blog_post_pattern": pattern}
        built = made.build()
        assert built.warnings == []
        assert built.page("index").titles() == ["A"]
        assert date_of(built, "tags/how-to") == "2021-03-05"
    made.conf |= {"blog_post_pattern": 3}
    assert made.build().page("index").titles() == ["A"]  # its category is a tag


def test_categories_are_tags_without_a_word_of_posts(project: Callable[..., Project]) -> None:
    built = project({"a.rst": ":orphan:\n:tags: a\n:category: b c, d\n\nA\n=\n"}).build()
    assert built.warnings == []
    for tag in ("a", "b-c", "d"):
        assert built.page(f"tags/{tag}").titles() == ["A"]


def test_the_name_of_a_file_gives_the_date(project: Callable[..., Project]) -> None:
    made = project({
        "posts/2021-03-05-title.rst": ":orphan:\n:tags: a\n\nA\n=\n",
        "posts/2021-3-6-title/index.rst": "B\n=\n\n.. post::\n   :tags: b\n",
        "2021-03-07-title.rst": ":blogpost: yes\n:tags: c\n\nC\n=\n",
        "2021-03-08-title.rst": ":orphan:\n:tags: d\n:date: 2020-01-01\n\nD\n=\n",
        "2021-02-30-title.rst": ":orphan:\n:tags: e\n\nE\n=\n",
        "1.2021-03-05.rst": ":orphan:\n:tags: f\n\nF\n=\n",
    })
    built = made.build()
    assert built.warnings == []
    wanted = {"a": "2021-03-05", "b": "2021-03-06", "c": "2021-03-07", "d": "2020-01-01", "e": "", "f": ""}
    assert {tag: date_of(built, f"tags/{tag}") for tag in wanted} == wanted


def test_a_post_without_a_date_in_its_fields_is_a_draft(project: Callable[..., Project]) -> None:
    made = project({"post.rst": ":blogpost: true\n:tags: a\n\nPost\n====\n"})
    assert not made.build().exists("tags/a")
    assert made.build(tagpages_drafts=True).page("tags/a").titles() == ["Post"]


PICTURES = """
.. image:: /pics/one.png
   :alt: One

.. only:: never

   .. image:: /pics/hidden.png

.. figure:: pics/two.*

   Two
"""


def test_a_number_says_which_picture_of_a_post_is_shown(project: Callable[..., Project]) -> None:
    made = project({
        "a.rst": f"A\n=\n\n.. post:: 2023-03-28\n   :tags: a\n   :image: 1\n{PICTURES}",
        "b.rst": f":blogpost:\n:date: 2023-03-28\n:tags: b\n:image: 2\n\nB\n=\n{PICTURES}",
        "c.rst": f"C\n=\n\n.. post:: 2023-03-28\n   :tags: c\n{PICTURES}",
    })
    for name in ("one", "two", "hidden"):
        path = made.srcdir / f"pics/{name}.png"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + name.encode())
    built = made.build()
    assert built.warnings == []

    def shown(built: Built, tag: str) -> list[tuple[str, bytes]]:
        page = built.page(f"tags/{tag}")
        found = page.find_all("img", "tagpages-image")
        return [
            (image.attrib["alt"], (page.path.parent / image.attrib["src"]).read_bytes()[8:])
            for image in found
        ]

    assert shown(built, "a") == [("One", b"one")]
    assert shown(built, "b") == [("", b"two")]
    assert shown(built, "c") == []
    built = made.build(post_auto_image=1)
    assert shown(built, "c") == [("One", b"one")]


def test_an_excerpt_of_no_paragraphs_is_none(project: Callable[..., Project]) -> None:
    made = project({
        "a.rst": "A\n=\n\n.. post:: 2023-03-28\n   :tags: t\n   :excerpt: 0\n\nWords.\n",
        "b.rst": ":blogpost:\n:date: 2023-03-28\n:tags: t\n:excerpt: 0\n\nB\n=\n\nWords.\n",
        "c.rst": ":orphan:\n:date: 2023-03-28\n:tags: t\n:excerpt: 0\n\nC\n=\n\nWords.\n",
        "d.rst": "D\n=\n\n.. post:: 2023-03-28\n   :tags: t\n\nWords.\n",
    })
    assert len(made.build().page("tags/t").find_all(cls="tagpages-snippet")) == 2
    built = made.build(post_auto_excerpt=0)
    assert len(built.page("tags/t").find_all(cls="tagpages-snippet")) == 1


def test_a_post_may_have_another_title_in_listings(project: Callable[..., Project]) -> None:
    made = project({
        "a.rst": "A\n=\n\n.. post:: 2023-03-28\n   :tags: t\n   :title: Alpha\n",
        "b.rst": ":blogpost:\n:date: 2023-03-29\n:tags: t\n:title: Beta\n\nB\n=\n",
    })
    assert made.build().page("tags/t").titles() == ["Beta", "Alpha"]


def test_dates_in_words_and_with_slashes_are_those_of_posts(project: Callable[..., Project]) -> None:
    made = project({
        "a.rst": "A\n=\n\n.. post:: 5 March 2021\n   :tags: a\n",
        "b.rst": ":blogpost:\n:date: March 5, 2021\n:tags: b\n\nB\n=\n",
        "c.rst": "C\n=\n\n.. post:: 03/05/2021\n   :tags: c\n",
        "d.rst": ":blogpost:\n:date: 05 Mar 2021\n:tags: d\n\nD\n=\n",
    })
    built = made.build()
    assert built.warnings == []
    assert {date_of(built, f"tags/{tag}") for tag in "abcd"} == {"2021-03-05"}


def listed(*options: str, number: str = "") -> str:
    return "\n".join([
        f":orphan:\n\nList\n====\n\n.. postlist:: {number}",
        *(f"   {option}" for option in options),
    ])


def post(title: str, day: str, tags: str) -> str:
    return f"{title}\n=====\n\n.. post:: {day}\n   :tags: {tags}\n   :category: every\n"


POSTS = {
    "one.rst": post("One", "2021-01-01", "a"),
    "two.rst": post("Two", "2021-01-02", "a, b"),
    "three.rst": post("Three", "2021-01-03", "b"),
}


def test_a_list_of_posts_is_one_of_notes(project: Callable[..., Project]) -> None:
    made = project(POSTS)
    looks = [
        ":format: {date} - {title}",
        ":date: %d %B",
        ":excerpts:",
        ":list-style: circle",
        ":expand: Read more",
    ]
    for content, wanted in (
        (listed(), ["Three", "Two", "One"]),
        (listed(":sort:"), ["One", "Two", "Three"]),
        (listed(number="2"), ["Three", "Two"]),
        (listed(":tags: a", ":category: every"), ["Two", "One"]),
        (listed(":tags: a, b"), ["Two"]),
        (listed(":category: every", *looks, number="1"), ["Three"]),
    ):
        made.write({"list.rst": content})
        built = made.build()
        assert built.warnings == []
        assert built.page("list").titles() == wanted
    made.write({"three.rst": post("Third", "2020-01-03", "b")})
    made.write({"list.rst": listed()})
    assert made.build().page("list").titles() == ["Two", "One", "Third"]


def test_what_a_list_of_posts_cannot_do_is_told_of(project: Callable[..., Project]) -> None:
    made = project(POSTS)
    for option, number, what in (
        (":author: Ada", "", "give these posts a tag, and write it as :tags:"),
        (":location: Home", "", ":location: selects nothing here"),
        (":language: en", "", ":language: selects nothing here"),
        (":sort:", "2", "of a number of notes, the newest come first"),
        (":tag: a", "", "did you mean ':tags:'?"),
    ):
        made.write({"list.rst": listed(option, number=number)})
        built = made.build()
        assert what in built.warning("option")
        assert "list.rst:7: " in built.warning("option")
        assert built.page("list").titles()[0] == "Three"
    made.write({"list.rst": listed(number="all")})
    built = made.build()
    assert "'all' is not a whole number" in built.warning("option")
    assert built.page("list").titles() == ["Three", "Two", "One"]
    made.write({"list.rst": listed(":tags: a, c")})
    assert "list.rst:7: " in made.build().warning("unknown_tag")


def test_an_update_is_an_admonition_with_its_date(project: Callable[..., Project]) -> None:
    update = "\n.. update:: 20 Apr, 2021\n   :class: mine\n\n   It is *more*.\n"
    made = project({"a.rst": POSTS["one.rst"] + update})
    built = made.build()
    assert built.warnings == []
    box = built.page("a").one("div", "update")
    assert text(box) == "Updated on 20 Apr, 2021 It is more."
    assert {"admonition", "note", "mine"} <= set(box.attrib["class"].split())
    for builder in ("text", "latex", "man"):
        assert made.build(builder).warnings == []
    assert "更新" in made.build(language="ja", fresh=True).page("a").text


def test_names_of_directives_that_are_taken_stay_their_owners(project: Callable[..., Project]) -> None:
    made = project({"a.rst": ":orphan:\n\nA\n=\n\n.. update:: x\n\n.. postlist:: x\n"})
    made.write({"mine.py": OTHER.replace('"post"', '"update"') + '    app.add_directive("postlist", Post)\n'})
    made.conf |= {"extensions": ["sphinxext.tagpages", "mine"]}
    made.code = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parent))\n"
    built = made.run()
    assert built.warnings == []
    assert built.page("a").text.count("Posted") == 2


def test_the_addresses_of_a_blog_lead_on(project: Callable[..., Project]) -> None:
    made = project({
        "one.rst": "One\n===\n\n.. post:: 2021-01-01\n   :tags: C++, Deep learning, C#\n"
        "   :category: How to\n   :author: ada, Bob\n   :location: PDX, Home\n   :language: en\n"
        "   :redirect: old/one, older.html, ../out\n",
        "two.rst": ":blogpost:\n:date: 2022-01-01\n:tags: Été, ❤\n\nTwo\n===\n",
        "three.rst": ":orphan:\n:date: 2023-01-01\n:tags: Other\n\nThree\n=====\n",
        "blog/2022.rst": ":orphan:\n\nMy year\n=======\n",
    })
    made.conf |= {
        "suppress_warnings": ["tagpages.tag_collision"],
        "blog_authors": {"ada": ("Ada Byron", None)},
        "blog_locations": {"PDX": ["Portland", None]},
        "blog_languages": {"en": {"English", "no name"}},
    }
    for builder, end in (("html", ".html"), ("dirhtml", "")):
        built = made.build(builder)
        assert built.warnings == []
        old = "{}" if builder == "html" else "{}/index"

        def to(name: str, built: Built = built, old: str = old, end: str = end) -> list[str]:
            return [page.removesuffix(end) for page in leads_to(built, old.format(name))]

        index = "tags/index" if builder == "html" else "tags"
        for name in ("blog", "blog/tag", "blog/category", "blog/drafts", "blog/author/ada-byron"):
            assert to(name) == [index]
        for name in ("blog/author/bob", "blog/location/portland", "blog/location/home", "blog/language/en"):
            assert to(name) == [index]
        assert to("blog/tag/deep-learning") == ["tags/deep-learning"]
        assert to("blog/category/how-to") == ["tags/how-to"]
        assert len(to("blog/tag/c")) == 2
        assert to("old/one") == to("older") == ["one"]
        assert built.page(old.format("blog/2022")).heading == "My year"
        assert not built.exists(old.format("blog/tag/other"))
        assert built.dead_links() == []
    made.write({"one.rst": POSTS["one.rst"]})
    built = made.build(blog_path="news/all")
    assert leads_to(built, "news/all/tag/a") == ["tags/a.html"]
    assert not (built.outdir / "blog/tag").exists()
    assert not (built.outdir / "old").exists()


def test_a_project_without_posts_has_no_addresses_of_a_blog(project: Callable[..., Project]) -> None:
    built = project({"a.rst": ":orphan:\n:tags: a\n:category: b\n\nA\n=\n"}).build()
    assert not (built.outdir / "blog.html").exists()
    assert not (built.outdir / "blog").exists()


def test_pages_that_a_project_adds_keep_the_addresses_of_a_blog(project: Callable[..., Project]) -> None:
    made = project(
        POSTS | {"_templates/mine.html": "<p>MINE</p>"},
        templates_path=["_templates"],
        html_additional_pages={"blog/archive": "mine.html"},
    )
    for _build in range(2):
        assert "MINE" in made.build().page("blog/archive").text


def test_the_year_leads_to_its_archive(project: Callable[..., Project]) -> None:
    note = "- {title: Paper, date: 2021-05-01}\n"
    built = project(POSTS | {"notes.yaml": note}, tagpages_sources=["notes.yaml"]).build()
    assert leads_to(built, "blog/2021") == ["tags/archive/2021.html"]
    assert leads_to(built, "blog/archive") == ["tags/archive/index.html"]


PLACED = "posts/2021-02-03-placed.rst"
BLOG = POSTS | {
    "untagged.rst": ":blogpost:\n:date: 2021-01-04\n:image: 1\n\nUntagged\n========\n\n.. image:: a.png\n",
    PLACED: ":category: d\n\nPlaced\n======\n",
    "list.rst": listed(":category: every", number="2"),
    "a.png": "\x89PNG a",
    "b.png": "\x89PNG b",
    "index.rst": "Home\n====\n\n.. toctree::\n\n   tags/index\n\n.. note-list::\n",
}
STEPS: dict[str, Edit] = {
    "a tag and the date": lambda edits: edits.write("one.rst", post("One", "2020-01-01", "c")),
    "a post no more": lambda edits: edits.replace("untagged.rst", ":blogpost:", ":blogpost: no"),
    "a post removed": lambda edits: edits.remove("two.rst"),
    "another name": in_turn(
        lambda edits: edits.write("posts/2022-02-03-placed.rst", BLOG[PLACED]),
        lambda edits: edits.remove(PLACED),
    ),
    "another picture": lambda edits: edits.replace("untagged.rst", "a.png", "b.png"),
    "a post more": lambda edits: edits.write("four.rst", post("Four", "2021-01-05", "a")),
    "another folder": lambda edits: edits.configure(blog_path="news"),
    "other posts": lambda edits: edits.configure(blog_post_pattern=[]),
    "a folder left out": lambda edits: edits.configure(tagpages_exclude=["posts"]),
    "posts in toctrees": lambda edits: edits.configure(post_auto_orphan=False),
    "a redirect": lambda edits: edits.replace("one.rst", "   :tags:", "   :redirect: old/one\n   :tags:"),
    "a redirect deleted": lambda edits: edits.remove("_build/html/blog/tag/a.html"),
    "a page by hand": in_turn(
        lambda edits: edits.write("blog/tag/a.rst", ":orphan:\n\nBy hand\n=======\n"),
        # Where only a document is removed, Sphinx 7.4 writes no inventory.
        lambda edits: edits.replace("untagged.rst", "Untagged\n========", "No tags\n======="),
    ),
}


@pytest.mark.parametrize("step", long_but(STEPS, "a tag and the date", "another name"))
def test_a_build_after_an_edit_equals_a_clean_one_and_so_does_one_when_it_is_undone(
    tmp_path: Path, step: str
) -> None:
    history = History(make_project(tmp_path / "project", BLOG, blog_post_pattern="posts/*"), tmp_path)
    history.build()
    before = history.project.conf
    undo = history.edits.undo()
    STEPS[step](history.edits)
    assert stale(history) == []
    history.project.conf = before
    undo()
    assert stale(history) == []
    assert history.build().written == []


def stale(history: History) -> list[str]:
    """Build, and name what is not as in a clean build; Sphinx leaves the pages of documents that are gone."""
    ours = ("blog", "news", "old", "tags")
    return [
        name
        for name in left(history)
        if not name.endswith(".html")
        or name.startswith(ours)
        or (history.project.srcdir / name).with_suffix(".rst").exists()
    ]


def test_authors_are_called_as_the_project_says(project: Callable[..., Project]) -> None:
    made = project(
        {
            "a.rst": "A\n=\n\n.. post:: 2021-01-01\n   :tags: a\n   :author: ada, Eve\n\nWords.\n",
            "b.rst": ":blogpost:\n:date: 2021-01-01\n:tags: b\n\nB\n=\n\nWords.\n",
            "c.rst": ":orphan:\n:tags: c\n:author: ada\n\nC\n=\n\nWords.\n",
        },
        blog_authors={"ada": ("Ada Byron", "https://example.org"), "bob": ("Bob", None)},
        blog_default_author=["bob", "ada"],
    )
    built = made.build()
    assert built.warnings == []
    assert "Ada Byron, Eve" in row(built, "tags/a")["meta"]
    assert "Bob, Ada Byron" in row(built, "tags/b")["meta"]
    assert "Byron" not in row(built, "tags/c")["meta"]
    for value in ("bob", {"bob"}, 3, None):
        assert made.build(blog_default_author=value).status == 0


def test_several_posts_in_a_document_are_one_note(project: Callable[..., Project]) -> None:
    posts = "Posts\n=====\n\n.. post:: 2021-01-01\n   :tags: a\n\n.. post:: 2022-01-01\n   :tags: b\n"
    built = project({"a.rst": posts}).build()
    assert built.warnings == []
    assert {date_of(built, f"tags/{tag}") for tag in "ab"} == {"2021-01-01"}


def test_a_post_with_a_date_to_come_is_listed(project: Callable[..., Project]) -> None:
    built = project({"a.rst": post("A", "Jan 1, 9998", "a")}).build()
    assert built.warnings == []
    assert date_of(built, "tags/a") == "9998-01-01"


def test_the_archive_has_a_line_for_each_post(project: Callable[..., Project]) -> None:
    built = project(POSTS).build()
    assert [name for name in ("One", "Two", "Three") if name in built.page("tags/archive/2021").text] == [
        "One",
        "Two",
        "Three",
    ]


def test_links_languages_and_options_that_are_left_alone(project: Callable[..., Project]) -> None:
    options = (
        ":external_link: https://example.org/x\n   :language: {}\n   :canonical_link: https://example.org/y\n"
    )
    made = project({
        f"{name}.rst": f"{post(name, '2021-01-01', name)}   {options.format(language)}\nWords.\n"
        for name, language in (("code", "pt-BR"), ("word", "English"))
    })
    fields = (
        ":blogpost:\n:date: 2021-01-01\n:tags: field\n:external_link: https://example.org/x\n:language: de\n"
    )
    made.write({"field.rst": f"{fields}\nfield\n=====\n\nWords.\n"})
    built = made.build()
    assert built.warnings == []
    for name, lang in (("code", "pt-BR"), ("word", ""), ("field", "de")):
        assert row(built, f"tags/{name}")["lang"] == lang
        (title,) = built.page(f"tags/{name}").find_all(cls="tagpages-title")
        assert elements(title, "a")[0].attrib["href"] == "https://example.org/x"


def test_feeds_and_labels_of_ablog_are_not_there(project: Callable[..., Project]) -> None:
    made = project(POSTS, blog_baseurl="https://example.org")
    built = made.build()
    assert [*built.outdir.rglob("atom.xml")] == []
    made.write({"index.rst": INDEX + "\n:ref:`blog-tags`\n"})
    (warning,) = made.build().warnings
    assert "undefined label" in warning
