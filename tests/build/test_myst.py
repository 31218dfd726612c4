"""Documents in Markdown, and notebooks: MyST runs our directives and roles, and brings front matter."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib import metadata

import pytest

from tests.build.harness import Built, MakeProject, Page, elements, text
from tests.tiers import long, long_but

CONF: dict[str, object] = {
    "extensions": ["myst_parser", "sphinxext.tagpages"],
    "myst_enable_extensions": ["colon_fence"],
    "myst_heading_anchors": 2,
    "source_suffix": {".rst": "restructuredtext", ".md": "markdown"},
}
NOTEBOOKS: dict[str, object] = CONF | {
    "extensions": ["myst_nb", "sphinxext.tagpages"],
    "nb_execution_mode": "off",
    "source_suffix": {".rst": "restructuredtext", ".md": "myst-nb", ".ipynb": "myst-nb"},
}
HOME = "# Home\n\n```{toctree}\npage\ntags/index\n```\n"
PART = "Text.\n\n:::{tags} included\n:::\n"
NOTES = "- {id: filed, title: Filed, tags: [Filed], date: 2021-01-01}\n"

Fence = Callable[[str], str]


def backticks(content: str) -> str:
    return f"```{content}\n```\n"


def colons(content: str) -> str:
    return f":::{content}\n:::\n"


#: MyST uses what Sphinx 9 would have it not use.
including = pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app")
resolving = pytest.mark.filterwarnings("ignore:.*MystReferenceResolver.app")
fences = pytest.mark.parametrize("fence", [backticks, colons])


@pytest.fixture
def built(project: MakeProject) -> Callable[..., Built]:
    """Build a project of one page in Markdown."""

    def make(page: str, name: str = "page.md", **conf: object) -> Built:
        made = project({}, **(CONF | conf))
        (made.srcdir / "index.rst").unlink()
        made.write({"index.md": HOME, name: page, "notes.yaml": NOTES, "part.txt": PART})
        return made.build()

    return make


def line_of(page: str, words: str) -> int:
    (number,) = [number for number, line in enumerate(page.splitlines(), start=1) if words in line]
    return number


def located(found: Built, subtype: str) -> int:
    match = re.search(r"page\.\w+:(\d+): WARNING", found.warning(subtype))
    assert match
    return int(match[1])


def buttons(page: Page) -> list[str]:
    return [text(button) for button in page.find_all("a", "tagpages-tag")]


@fences
def test_a_note_in_markdown_has_its_home_there(built: Callable[..., Built], fence: Fence) -> None:
    options = ":id: fine\n:tags: a, b\n:date: 2022-02-02"
    entry = f"{{note-entry}} A *fine* title\n{options}\n\nWith `code` and {{tag}}`a`.\n\n## Below\n\nMore."
    found = built(f"# Page\n\n{fence(entry)}")
    assert found.warnings == []
    article = found.page("page").one("article", id="tagpages-note-fine")
    assert text(elements(article, "h2", "tagpages-title")[0]) == "A fine title"
    assert "More." in text(article)
    row = found.page("tags/a")
    assert row.titles() == ["A fine title"]
    assert row.one("a", "tagpages-home").attrib["href"] == "../page.html#tagpages-note-fine"
    assert text(row.one("p", "tagpages-snippet")) == "With code and a."


@fences
@pytest.mark.parametrize("tags", ['[NLP, "a, b"]', '\n  - NLP\n  - "a, b"', "\n  - NLP\n  - a b"])
def test_a_list_in_the_options_of_a_note_is_a_list(
    built: Callable[..., Built], fence: Fence, tags: str
) -> None:
    entry = f"{{note-entry}} Title\n---\nid: one\ntags: {tags}\nauthors: [Ann, Bob]\n---\nText."
    found = built(f"# Page\n\n{fence(entry)}")
    assert found.warnings == []
    article = found.page("page").one("article", id="tagpages-note-one")
    assert buttons(found.page("page")) == ["NLP", "a b" if "a b" in tags else "a, b"]
    assert text(elements(article, cls="tagpages-authors")[0]) == "Ann, Bob"


@fences
@pytest.mark.parametrize(
    "source",
    [
        "{note-source} notes.yaml",
        "{note-source} notes.yaml\n:visible: 1",
        "{note-source}\n- {id: filed, title: Filed, tags: [Filed], date: 2021-01-01}",
        "{note-source}\n:visible: 1\n\n- id: filed\n  title: Filed\n  tags: [Filed]",
        "{note-source}\n---\nvisible: 1\n---\n- id: filed\n  title: Filed\n  tags: [Filed]",
    ],
)
def test_a_source_in_markdown_shows_its_notes(built: Callable[..., Built], fence: Fence, source: str) -> None:
    found = built(f"# Page\n\n{fence(source)}")
    assert found.warnings == []
    assert found.page("page").titles() == ["Filed"]
    assert (
        found.page("tags/filed").one("a", "tagpages-home").attrib["href"]
        == "../page.html#tagpages-note-filed"
    )


@fences
def test_listings_and_the_tags_with_their_counts_stand_in_markdown(
    built: Callable[..., Built], fence: Fence
) -> None:
    page = f"# Page\n\n{fence('{note-list}' + chr(10) + ':tags: Filed')}\n{fence('{tag-index}')}"
    found = built(page, tagpages_sources=["notes.yaml"])
    assert found.warnings == []
    assert found.page("page").titles() == ["Filed"]
    assert [text(item) for item in elements(found.page("page").one("ul", "tagpages-tag-list"), "li")] == [
        "Filed 1"
    ]


@fences
@pytest.mark.parametrize(
    "tags",
    long_but(
        ["{tags} a, b", "{tags}\na\nb", "{tags}\n- a\n- b", "{tags} a\nb", "{tagpages:tags} a，b"],
        "{tags} a, b",
    ),
)
def test_a_page_in_markdown_is_tagged_by_the_directive(
    built: Callable[..., Built], fence: Fence, tags: str
) -> None:
    found = built(f"# Page\n\n{fence(tags)}\n> The quote.\n\nThe text.\n")
    assert found.warnings == []
    assert buttons(found.page("page")) == ["a", "b"]
    assert found.page("tags/b").titles() == ["Page"]
    assert text(found.page("tags/b").one("p", "tagpages-snippet")) == "The text."


@including
def test_an_included_file_tags_the_page_that_includes_it(built: Callable[..., Built]) -> None:
    found = built("# Page\n\n```{include} part.txt\n```\n")
    assert found.warnings == []
    assert found.page("tags/included").titles() == ["Page"]
    assert buttons(found.page("page")) == ["included"]


@including
def test_what_is_wrong_in_an_included_file_is_told_there(project: MakeProject) -> None:
    made = project({}, **CONF)
    made.write({
        "page.md": "---\norphan: true\n---\n\n# Page\n\n```{include} part.txt\n```\n",
        "part.txt": ":::{tags} a\n:colour: red\n:::\n\n:::{note-source}\n- title: T\n  date: soon\n:::\n",
    })
    found = made.build()
    off = int(metadata.version("myst-parser") < "5")  # it counted the lines of included files from 2
    assert f"part.txt:{7 + off}: " in found.warning("date")
    assert "part.txt:2: " in found.warning("option")


def test_the_roles_work_in_markdown(built: Callable[..., Built]) -> None:
    roles = "{tag}`Filed` {note}`filed` {tagpages:tag}`that <Filed>` {tagpages:note}`filed` {tag}`!Filed`"
    found = built(f"# Page\n\nSee {roles}\n", tagpages_sources=["notes.yaml"])
    assert found.warnings == []
    (paragraph,) = [p for p in found.page("page").find_all("p") if text(p).startswith("See")]
    assert [text(link) for link in elements(paragraph, "a")] == ["Filed", "Filed", "that", "Filed"]
    assert text(paragraph) == "See Filed Filed that Filed Filed"


@pytest.mark.parametrize(
    "tags",
    [
        "tags: [one, two words]",
        "tags: one, two words",
        "tags:\n  - one\n  - two words",
        'tags: \'["one", "two words"]\'',
    ],
)
def test_front_matter_tags_the_page(built: Callable[..., Built], tags: str) -> None:
    fields = "date: 2023-05-22\nauthor: [A. Author, 'B, C']\nimage_alt: no picture"
    found = built(
        f"---\n{fields}\n{tags}\nmyst: {{html_meta: {{description: kept}}}}\n---\n\n# Page\n\nThe text.\n"
    )
    assert found.warnings == []
    row = found.page("tags/two-words")
    assert row.titles() == ["Page"]
    assert [text(button) for button in row.find_all("a", "tagpages-tag")] == ["one"]
    assert text(row.one("a", "tagpages-home")) == "2023-05-22"
    assert text(row.one(cls="tagpages-authors")) == "A. Author, B, C"
    assert buttons(found.page("page")) == []
    assert found.page("page").one("meta", name="description").attrib["content"] == "kept"


def test_front_matter_may_hold_dates_flags_and_links(built: Callable[..., Built]) -> None:
    fields = "date: 2023-05-22 10:00:00+09:00\npublished: 2020\npinned: true\nlinks: {Code: 'https://example.org/c'}"
    found = built(f"---\n{fields}\ntags: one\n---\n\n# Page\n")
    assert found.warnings == []
    row = found.page("tags/one").one("article")
    assert "tagpages-pinned" in row.attrib["class"]
    assert elements(row, "time")[0].attrib["datetime"].startswith("2023-05-22T10:00")
    assert elements(row, "a", "tagpages-link")[0].attrib["href"] == "https://example.org/c"


def test_a_title_in_front_matter_serves_a_page_without_a_heading(built: Callable[..., Built]) -> None:
    found = built("---\ntitle: In front\ntags: one\n---\n\nText.\n")
    assert found.page("tags/one").titles() == ["In front"]
    assert found.subtypes() == []


@pytest.mark.parametrize(
    ("page", "subtype", "words"),
    [
        ("---\ntitle: T\ndate: soon\ntags: a\n---\n\n# Page\n", "date", "soon"),
        ("---\ntitle: T\ntags: {a: b}\n---\n\n# Page\n", "tag", "tags:"),
        ("---\ntitle: T\ntags: [no]\n---\n\n# Page\n", "tag", "tags:"),
        ("---\ntags: a\nauthors: {a: [b]}\n---\n\n# Page\n", "field_value", "authors"),
        ("# Page\n\n:::{tags} a\n:colour: red\n:::\n", "option", "colour"),
        ("# Page\n\n```{tags}\n```\n", "option", "{tags}"),
        ("# Page\n\n:::{note-list}\n:visible: 1\n:limit: many\n:::\n", "option", "limit"),
        ("# Page\n\n:::{note-list}\n---\nvisible: 1\nlimit: many\n---\n:::\n", "option", "limit"),
        ("# Page\n\n:::{note-list}\n:tags: Nobody\n:::\n", "unknown_tag", "Nobody"),
        ("# Page\n\n```{tag-index}\n:style: a\n```\n", "option", "style"),
        ("# Page\n\n:::{note-entry} T\n:id: t\n:date: soon\n\n:date: not this\n:::\n", "date", "soon"),
        ("# Page\n\n> :::{note-entry} T\n> :id: t\n> :date: soon\n> :::\n", "date", "soon"),
        ("# Page\n\n:::{note-source} no.yaml\n:::\n", "option", "no.yaml"),
        ("# Page\n\n:::{note-source}\n- title: T\n  date: soon\n:::\n", "date", "soon"),
        ("# Page\n\n:::{note-source}\n:visible: 1\n\n- title: T\n  date: soon\n:::\n", "date", "soon"),
        ("# Page\n\n```{note-source}\n---\nhidden:\n---\n\n- title: T\n  date: soon\n```\n", "date", "soon"),
        ("# Page\n\nA line,\nand {tag}`Nobody`.\n", "unknown_tag", "A line"),
        ("# P\n\n```{eval-rst}\n.. note-source::\n\n   - title: T\n     date: soon\n```\n", "date", "soon"),
        ("# Page\n\n```{eval-rst}\n.. tags:: a\n   :colour: red\n```\n", "option", "colour"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_markdown_is_told_at_its_line(
    built: Callable[..., Built], page: str, subtype: str, words: str
) -> None:
    found = built(page)
    assert located(found, subtype) == line_of(page, words)


def notebook(*cells: str, **own: object) -> str:
    language = {"name": "python", "pygments_lexer": "python3"}
    kernel = {"name": "python3", "display_name": "Python 3"}
    held = [
        {"cell_type": "markdown", "id": f"c{number}", "metadata": {"tags": ["of-the-cell"]}, "source": cell}
        for number, cell in enumerate(cells)
    ]
    code: dict[str, object] = {"cell_type": "code", "id": "code", "outputs": [], "execution_count": None}
    code |= {"metadata": {"tags": ["hide-input"]}, "source": "print(1)"}
    return json.dumps({
        "cells": [*held, code],
        "metadata": {"language_info": language, "kernelspec": kernel, **own},
        "nbformat": 4,
        "nbformat_minor": 5,
    })


@long
def test_the_metadata_of_a_notebook_tags_it(built: Callable[..., Built]) -> None:
    page = notebook("# Page\n\nThe *text*.", tags=["one", "two words"], date="2024-01-02", authors=["A", "B"])
    found = built(page, "page.ipynb", **NOTEBOOKS)
    assert found.warnings == []
    row = found.page("tags/two-words")
    assert row.titles() == ["Page"]
    assert text(row.one("p", "tagpages-snippet")) == "The text."
    assert text(row.one("a", "tagpages-home")) == "2024-01-02"
    assert text(row.one(cls="tagpages-authors")) == "A, B"
    assert [text(button) for button in row.find_all("a", "tagpages-tag")] == ["one"]
    assert not found.exists("tags/hide-input")
    assert not found.exists("tags/of-the-cell")


def test_the_directive_in_a_cell_of_a_notebook_tags_it(built: Callable[..., Built]) -> None:
    page = notebook("# Page\n\nThe text.", "Next.\n\n:::{tags} one, two\n:::")
    found = built(page, "page.ipynb", **NOTEBOOKS)
    assert found.warnings == []
    assert found.page("tags/one").titles() == ["Page"]
    assert buttons(found.page("page")) == ["one", "two"]


def test_what_is_wrong_in_a_notebook_is_told_with_its_file(built: Callable[..., Built]) -> None:
    found = built(notebook("# Page", tags=["one"], date="soon"), "page.ipynb", **NOTEBOOKS)
    assert "page.ipynb:1: " in found.warning("date")


def test_a_notebook_in_markdown_is_tagged_as_any_page(built: Callable[..., Built]) -> None:
    language = "language_info:\n  name: python\n  pygments_lexer: python3"
    head = f"file_format: mystnb\nkernelspec:\n  name: python3\n{language}"
    code = "```{code-cell}\n:tags: [hide-input]\nprint(1)\n```"
    page = f"---\n{head}\ntags: [one]\n---\n\n# Page\n\nThe text.\n\n{code}\n\n:::{{tags}} two\n:x: y\n:::\n"
    found = built(page, **NOTEBOOKS)
    assert located(found, "option") == line_of(page, ":x:")
    assert found.page("tags/one").titles() == ["Page"]
    assert buttons(found.page("page")) == ["two"]
    assert not found.exists("tags/hide-input")


@including
def test_dates_in_words_and_zones_behind_a_blank_are_read_wherever_a_note_comes_from(
    project: MakeProject,
) -> None:
    made = project({}, **CONF, tagpages_sources=["notes.yaml"])
    (made.srcdir / "index.rst").unlink()
    entry = "```{note-entry} Entry\n:date: March 28 2023\n:tags: A\n```\n"
    made.write({
        "index.md": f"# Home\n\n```{{toctree}}\nfront\nfields\ntags/index\n```\n\n{entry}",
        "front.md": "---\ntags: [A]\ndate: 2021-03-05 10:00:00 +0900\npublished: 1 May 2012\n---\n# Front\n",
        "fields.rst": ":tags: A\n:date: 3rd November 2021\n\nFields\n======\n",
        "notes.yaml": "- {title: Filed, tags: [A], date: 2021-03-05 23:00:00 -0900}\n",
    })
    built = made.build()
    assert built.warnings == []
    times = [time.attrib["datetime"] for time in built.page("tags/a").find_all("time")]
    assert times == ["2023-03-28", "2021-11-03", "2021-03-05T23:00:00-09:00", "2021-03-05T10:00:00+09:00"]


LINKS = {
    "[All tags]({up}tags/index.md)": ("All tags", "tags/index.html"),
    "[]({up}tags/nlp.md)": ("NLP", "tags/nlp.html"),
    "[*of* it]({up}tags/nlp.md#tagpages-tag-nlp)": ("of it", "tags/nlp.html#tagpages-tag-nlp"),
    "[root](/tags/研究.md)": ("root", "tags/%E7%A0%94%E7%A9%B6.html"),
    "[year]({up}tags/archive/2023.rst)": ("year", "tags/archive/2023.html"),
    "[named][by]\n\n[by]: {up}tags/index.md": ("named", "tags/index.html"),
    "<project:{up}tags/index.md>": ("Tags", "tags/index.html"),
    "```{{note-entry}} T\n[in]({up}tags/nlp.md)\n```": ("in", "tags/nlp.html"),
}


LINKED = """# Page

{link}

```{{note-source}}
- {{title: A, tags: [NLP, 研究]}}
```

```{{note-source}}
:hidden:
- {{title: B, date: 2023}}
```
"""


@resolving
@pytest.mark.parametrize(("name", "up"), [pytest.param("page.md", "", marks=long), ("sub/page.md", "../")])
@pytest.mark.parametrize("link", long_but(LINKS, *[*LINKS][:2]))
def test_a_link_to_the_file_that_a_generated_document_would_have_leads_to_it(
    built: Callable[..., Built], link: str, name: str, up: str
) -> None:
    page = LINKED.format(link=link.format(up=up))
    found = built(f"---\norphan: true\n---\n\n{page}", name)
    assert [line for line in found.warnings if "toctree" not in line] == []
    shown, target = LINKS[link]
    links = found.page(name.removesuffix(".md")).find_all("a", "reference")
    assert (shown, up + target) in [(text(each), each.attrib["href"]) for each in links]


@resolving
def test_a_link_to_a_page_that_there_is_none_of_is_told_by_myst_until_there_is(project: MakeProject) -> None:
    files = {"index.rst": "Home\n====\n\n.. toctree::\n\n   page\n   tags/index\n", "notes.yaml": "[]\n"}
    made = project(
        files | {"page.md": "# Page\n\n[](tags/new.md)\n"}, **CONF, tagpages_sources=["notes.yaml"]
    )
    assert any("'tags/new.md'" in line for line in made.build().warnings)
    made.write({"notes.yaml": "- {title: A, tags: [New]}\n"})
    built = made.build()
    assert built.warnings == []
    assert "New" in built.page("page").text
    made.write({"notes.yaml": "- {title: A, tags: [NEW]}\n"})
    assert "NEW" in made.build().page("page").text


@including
@resolving
def test_a_link_without_a_text_is_the_title_that_it_leads_to_in_a_snippet(project: MakeProject) -> None:
    links = "[](#its-part), [](#here), [](#there), [](#nowhere) and [](index.md)"
    page = f"---\ntags: x\n---\n\n# Page\n\nSee {links}.\n\n## Its part\n\n(here)=\n## One here\n"
    there = "# Home\n\n(there)=\n## One there\n\n" + HOME.partition("\n\n")[2]
    made = project({"index.md": there, "page.md": page}, **CONF)
    for title in ("One there", "Another there"):
        (made.srcdir / "index.md").write_text(there.replace("One there", title), "utf-8")
        built = made.build()
        (snippet,) = built.page("tags/x").find_all("p", "tagpages-snippet")
        (shown,) = re.findall("See .*", text(built.page("page").find_all("body")[0]))
        assert text(snippet) == f"See Its part, One here, {title}, nowhere and Home."
        if title == "One there":  # the page itself is not written anew for it, as with Sphinx alone
            assert text(snippet) in shown
