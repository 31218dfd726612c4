"""Notes in Markdown and reStructuredText: snippets are text, homes show all, and nothing gets through."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import copyfile
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from sphinxext.tagpages.core.note import References
from sphinxext.tagpages.markup import markdown
from sphinxext.tagpages.markup.plain_text import beginning_of
from sphinxext.tagpages.markup.rst_nodes import rst_references
from tests.build.corpus import PICTURE
from tests.build.harness import INDEX, Built, MakeProject, Page, Project, elements, text
from tests.build.histories import search_index
from tests.build.markup import BUILDERS, HOSTILE, MARKDOWN, NUMBERED, RST, yaml
from tests.tiers import long, long_but

FILES = {
    "index.rst": INDEX.replace("tags/index", "doc\n   tags/index"),
    "doc.rst": "Doc\n===\n\n.. _place:\n\nThe place\n---------\n",
    "notes.yaml": yaml("md", "markdown", MARKDOWN, date="2023-01-01", tags="[Tag]")
    + yaml("rst", "rst", RST, date="2023-01-02", tags="[Tag]"),
}
HOME = "tags/archive/2023"
IDS = ["md", "rst"]


@pytest.fixture
def noted(project: MakeProject) -> Callable[..., Project]:
    """Make a project with a note of each markup; epub asks for a version and a copyright."""

    def make(files: Mapping[str, str] = {}, name: str = "project", **conf: Any) -> Project:  # noqa: ANN401
        needed: dict[str, Any] = {
            "project": "P",
            "version": "1",
            "copyright": "us",
            "linkcheck_ignore": [".*"],
            "linkcheck_report_timeouts_as_broken": False,  # the default from Sphinx 8 on
        }
        made = project(FILES | dict(files), name, **({"tagpages_sources": ["notes.yaml"]} | needed | conf))
        copyfile(PICTURE, made.srcdir / "picture.png")
        return made

    return make


def home(page: Page, note_id: str) -> Element:
    (article,) = [each for each in page.find_all("article", data_note=note_id) if "id" in each.attrib]
    return article


def body(page: Page, note_id: str, field: str = "body") -> Element:
    (found,) = elements(home(page, note_id), "div", f"tagpages-{field}")
    return found


@pytest.mark.parametrize("note_id", IDS)
def test_a_home_shows_every_construct(noted: Callable[..., Project], note_id: str) -> None:
    built = noted().build()
    assert built.warnings == []
    shown = body(built.page(HOME), note_id)
    headings = [(each.tag, text(each)) for each in elements(shown, cls="tagpages-heading")]
    assert headings == [("h4", "A heading"), ("h5", "Below it")]  # the note's own is an h3
    assert {text(each) for each in elements(shown, "strong")} >= {"strong", "12"}
    assert "code <b>" in {text(each) for each in elements(shown, "code")}
    hrefs = {each.attrib["href"] for each in elements(shown, "a", "external")}
    assert hrefs >= {"https://example.org/link_a" if note_id == "md" else "https://example.org/link"}
    assert text(elements(shown, "ul")[0].findall("li")[0]) == "one inner"
    (ordered,) = elements(shown, "ol")
    assert ordered.attrib["start"] == "3"
    assert [text(item) for item in ordered] == ["third", "fourth"]
    assert "A quote." in [text(each) for each in elements(shown, "blockquote")]
    (python,) = elements(shown, "div", "highlight-python")
    assert [text(each) for each in elements(python, "span", "k")] == ["def", "return"]
    assert text(elements(shown, "div", "highlight-none")[0]) == "plain code"
    assert [text(each) for each in elements(shown, "span", "math")] == [r"\(x^2\)"]
    assert [text(each) for each in elements(shown, "div", "math")] == [r"\[\frac{a}{b}\]"]
    (table,) = elements(shown, "table")
    assert [[text(cell) for cell in row] for row in elements(table, "tr")] == [
        ["Left", "Right"],
        ["cell", "12"],
    ]
    assert [each.tag for each in elements(table, "tr")[0]] == ["th", "th"]
    local, remote = elements(shown, "img")
    assert (local.attrib["alt"], remote.attrib["alt"]) == ("Local picture", "Remote picture")
    assert (built.outdir / HOME).parent.joinpath(local.attrib["src"]).resolve().is_file()
    assert remote.attrib["src"] == "https://example.org/remote.png"
    assert {each.attrib["loading"] for each in (local, remote)} == {"lazy"}
    (reference,) = [each for each in elements(shown, "a") if each.attrib["href"].endswith("footnote-1")]
    (footnote,) = [
        each for each in elements(shown, "li") if each.attrib.get("id") == reference.attrib["href"][1:]
    ]
    assert text(footnote) == "[1] The footnote's text."


def test_what_markdown_alone_has(noted: Callable[..., Project]) -> None:
    shown = body(noted().build().page(HOME), "md")
    assert [text(each) for each in elements(shown, "del")] == ["old"]
    assert "https://example.org/bare" in {each.attrib["href"] for each in elements(shown, "a")}
    tasks = [
        (text(each), "checked" in elements(each, "input")[0].attrib) for each in elements(shown, "label")
    ]
    assert tasks == [("to do", False), ("done", True)]
    assert all("disabled" in each.attrib for each in elements(shown, "input"))
    assert [each.attrib.get("class") for each in elements(shown, "td")][1] == "tagpages-right"
    assert len(elements(shown, "hr")) == 1


def test_what_restructuredtext_alone_has(noted: Callable[..., Project]) -> None:
    built = noted().build()
    shown = body(built.page(HOME), "rst")
    links = {text(each): each.attrib["href"] for each in elements(shown, "a", "internal")}
    assert links["Doc"] == "../../doc.html"
    assert links["The place"] == "../../doc.html#place"
    assert links["Note md"] == "#tagpages-note-md"
    assert links["Tag"] == "../tag.html"
    assert built.dead_links("div") == []
    assert [text(each) for each in elements(shown, "sub")] == ["below"]
    assert "a substitution" in text(shown)
    assert [text(each) for each in elements(shown, "div", "admonition")] == ["Note An admonition."]
    assert [text(each) for each in elements(shown, "dt")] == ["Term"]
    assert "A comment." not in text(shown)


@pytest.mark.parametrize("note_id", IDS)
def test_a_snippet_is_text(noted: Callable[..., Project], note_id: str) -> None:
    page = noted().build().page("tags/tag")
    (row,) = page.find_all("article", data_note=note_id)
    (snippet,) = elements(row, "p", "tagpages-snippet")
    assert text(snippet).startswith("Text with strong")
    assert "code <b>, a link, a" in text(snippet)
    assert [each.tag for each in snippet.iter()] == ["p"]
    assert not re.search(r"[*`\[\]_]", text(snippet))


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        (r"A 15 :math:`{\rm M}_\odot, Z=0.02` model", "A 15 M⊙, Z=0.02 model"),
        (r"The sum :math:`\sum_{i<j} x`.", r"The sum \sum_{i<j} x."),
        (".. math:: x^2", "x²"),
        (".. math::\n\n   \\mu", "μ"),
    ],
)
def test_a_formula_in_a_snippet_is_characters_or_as_it_is_written(source: str, seen: str) -> None:
    assert beginning_of("rst", source, 150, whole=True) == seen


def test_formulas_of_documents_are_characters_in_titles_and_snippets(project: MakeProject) -> None:
    tex = r":math:`{\rm M}_\odot, Z=0.02`"
    files = {
        "entry.rst": f"Entry\n=====\n\n.. note-entry:: A 15 {tex} model\n   :tags: Tag\n\n   Of 15 {tex}.\n",
        "page.rst": f":tags: Tag\n\nPage of {tex}\n{'=' * 60}\n\n.. math:: x^2\n\nIn 15 {tex}.\n",
        "page2.rst": ":tags: Tag\n\nSum\n===\n\nThe sum :math:`\\sum_{i<j} x`.\n",
    }
    built = project(files).build()
    found = built.page("tags/tag")
    titles, snippets = (
        [text(each) for each in found.find_all(cls=cls)] for cls in ("tagpages-title", "tagpages-snippet")
    )
    assert titles == ["A 15 M⊙, Z=0.02 model", "Page of M⊙, Z=0.02", "Sum"]
    assert snippets == ["Of 15 M⊙, Z=0.02.", "In 15 M⊙, Z=0.02.", r"The sum \sum_{i<j} x."]
    # An address that was published stays.
    assert built.page("entry").find_all(id="tagpages-note-a-15-rm-m-_-odot-z-0.02-model-9d8442db")


def test_headings_stay_out_of_tables_of_contents(noted: Callable[..., Project]) -> None:
    page = noted().build(html_sidebars={"**": ["localtoc.html"]}).page(HOME)
    (sidebar,) = page.find_all("div", "sphinxsidebar")
    assert "2023-01" in text(sidebar)
    assert "Below it" not in text(sidebar)


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_ids_are_unique_and_links_lead_somewhere(noted: Callable[..., Project], builder: str) -> None:
    more = yaml("%a", "markdown", "Text[^1]\n\n[^1]: Foot", date="2023-01-01", summary="Sum[^1]")
    built = noted({"notes.yaml": FILES["notes.yaml"] + more}).build(builder)
    assert built.warnings == []
    for page in built.pages():
        assert len(page.ids()) == len(set(page.ids()))
    # Sphinx 9 writes a reference to a section as `#document-doc#place` on a single page, anyone's.
    assert [link for link in built.dead_links("div") if link.count("#") < 2] == []


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_nothing_of_a_hostile_note_gets_through(noted: Callable[..., Project], builder: str) -> None:
    harmless = yaml("h", "markdown", "Text.", date="2023-01-01", summary="s")
    hostile = yaml(
        "h",
        "markdown",
        HOSTILE,
        date="2023-01-01",
        summary=repr("<b onclick='x'>s</b> <!-- c -->".replace("'", "")),
    )
    page = noted({"notes.yaml": hostile}).build(builder).page(HOME)
    scripts = len(
        noted({"notes.yaml": harmless}, name="harmless").build(builder).page(HOME).find_all("script")
    )
    assert len(page.find_all("script")) == scripts
    article = home(page, "h")
    assert {each.tag for each in article.iter()} <= {
        *("article", "a", "h3", "p", "time", "div", "span", "pre", "code", "img", "sup", "ul", "li"),
        *("strong", "table", "thead", "tbody", "tr", "th", "td", "colgroup", "col"),
    }
    for element in article.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
        for name in ("href", "src"):
            address = element.attrib.get(name, "")
            assert re.match(r"https://example\.org/|#|2023\.x?html#|\.\./", address) or not address
    shown = text(article)
    assert "alert(9)" in shown  # as text
    assert not [word for word in ("block", "hidden comment", "onclick", "alert(1)") if word in shown]


def test_no_formula_of_a_note_is_a_program(noted: Callable[..., Project]) -> None:
    source = r"$\input{/etc/passwd}$ $\href{javascript:x}{y}$" + "\n\n$$\n\\write18{ls}\n$$\n"
    made = noted({"notes.yaml": yaml("f", "markdown", source, date="2023-01-01")})
    shown = body(made.build().page(HOME), "f")
    assert elements(shown, cls="math") == []
    assert r"\input{/etc/passwd}" in text(shown)
    (tex,) = made.build("latex").outdir.glob("*.tex")
    assert not re.search(r"\\(?:input\{/|write18)", tex.read_text("utf-8"))


NOT_FOR_NOTES = """
.. include:: secret.txt

.. literalinclude:: secret.txt

.. raw:: html

   <script>alert(1)</script>

.. csv-table::
   :file: secret.txt

.. toctree::

   doc

.. unheard-of:: argument

   Its content.

:unheard-of:`role` :download:`secret.txt` :raw:`x` `link <javascript:alert(1)>`_
"""


def test_directives_that_read_files_or_run_code_are_shown_as_written(noted: Callable[..., Project]) -> None:
    made = noted({
        "notes.yaml": yaml("n", "rst", NOT_FOR_NOTES, date="2023-01-01"),
        "secret.txt": "the secret",
    })
    built = made.build()
    assert set(built.subtypes()) == {"markup"}
    assert all(line.startswith(f"{made.srcdir / 'notes.yaml'}:5:") for line in built.warnings)
    named = {
        match for line in built.warnings for match in re.findall(r"the (?:directive|role) `([\w-]+)`", line)
    }
    assert named == {
        *("include", "literalinclude", "raw", "csv-table", "toctree"),
        *("unheard-of", "download"),
    }
    shown = body(built.page(HOME), "n")
    assert "the secret" not in text(shown)
    assert "Its content." in text(shown)
    assert "<script>alert(1)</script>" in text(shown)
    assert elements(shown, "script") == elements(shown, "a") == []


def test_mistakes_in_restructuredtext_are_told_with_file_and_line(noted: Callable[..., Project]) -> None:
    source = "Text *not closed, a missing_ target, :note:`nobody`.\n\n.. image:: nothing.png\n"
    made = noted({"notes.yaml": yaml("n", "rst", source, date="2023-01-01")})
    built = made.build()
    assert built.subtypes() == ["image", "markup", "markup", "unknown_note"]
    assert all(line.startswith(f"{made.srcdir / 'notes.yaml'}:5:") for line in built.warnings)
    assert "Text *not closed, a missing_ target, nobody." in text(body(built.page(HOME), "n"))


def test_what_a_footnote_holds_is_as_safe_as_the_rest(noted: Callable[..., Project]) -> None:
    source = "Text [1]_\n\n.. [1] Foot\n\n   .. code-block:: python\n\n      x = 1\n.. [C] Cited\nmore\n"
    built = noted({"notes.yaml": yaml("n", "rst", source, date="2023-01-01")}).build()
    shown = body(built.page(HOME), "n")
    assert len(elements(shown, "div", "highlight-python")) == 1
    assert elements(shown, cls="system-message") == []
    assert built.dead_links("div") == []


@pytest.mark.parametrize("markup", ["markdown", "rst"])
def test_what_is_nested_too_deeply_is_shown_as_written(noted: Callable[..., Project], markup: str) -> None:
    source = "\n".join("  " * depth + "- a\n" for depth in range(150))
    built = noted({"notes.yaml": yaml("n", markup, f"{source}\nEnd.", date="2023-01-01")}).build()
    assert "shown as it is written" in built.warning("markup")
    assert "End." in text(home(built.page(HOME), "n"))


def test_a_missing_picture_gives_its_text_and_a_warning(noted: Callable[..., Project]) -> None:
    source = "![what it shows](nowhere.png) ![out](../../out.png)"
    built = noted({"notes.yaml": yaml("n", "markdown", source, date="2023-01-01")}).build()
    assert built.subtypes() == ["image", "image"]
    assert "what it shows out" in text(body(built.page(HOME), "n"))


@pytest.mark.parametrize(
    "builder", long_but([*BUILDERS, "gettext", "changes", "dummy"], "dirhtml", "latex", "text")
)
def test_no_builder_warns_first_time_or_again(noted: Callable[..., Project], builder: str) -> None:
    made = noted()
    for _time in range(2):
        assert made.build(builder).warnings == []


SUFFIXES = {
    "latex": ".tex",
    "text": ".txt",
    "man": ".1",
    "texinfo": ".texi",
    "xml": ".xml",
    "pseudoxml": ".pseudoxml",
}
WORDS = [
    *("heading", "Below it", "strong", "inner", "third", "A quote.", "def", "plain code", "cell"),
    *("The footnote", "https://example.org/remote.png", "Remote picture"),
]


def written(built: Built, builder: str) -> str:
    files = sorted(built.outdir.rglob(f"*{SUFFIXES[builder]}"))
    found = "\n".join(path.read_text("utf-8") for path in files)
    for escaped, plain in {r"\-": "-", r"\(aq": "'", "{}": "", "’": "'"}.items():
        found = found.replace(escaped, plain)
    return " ".join(found.split())


@pytest.mark.parametrize("builder", SUFFIXES)
def test_every_builder_shows_the_whole_text(noted: Callable[..., Project], builder: str) -> None:
    for note in ("md", "rst"):
        source = MARKDOWN if note == "md" else RST
        markup = "markdown" if note == "md" else "rst"
        made = noted({"notes.yaml": yaml("md", markup, source, date="2023-01-01", tags="[Tag]")}, name=note)
        built = made.build(builder)
        found = written(built, builder)
        for word in WORDS:
            assert word in found, (note, word)
        assert len(list(built.outdir.rglob("tagpages-*.png"))) == (builder in {"latex", "texinfo"})


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo"])
def test_tables_without_rows_are_no_trouble(noted: Callable[..., Project], builder: str) -> None:
    markdown_table = yaml("m", "markdown", "| head |\n|------|\n\n| |\n|-|\n", date="2023-01-01")
    rst_table = yaml("r", "rst", "Text.\n\n    +--+--+\n\nEnd.\n", date="2023-01-01")
    built = noted({"notes.yaml": markdown_table + rst_table}).build(builder)
    assert built.warnings == [] or set(built.subtypes()) == {"markup"}
    found = written(built, builder)
    assert "head" in found
    assert "End." in found


def test_lists_do_not_go_deeper_than_latex_can(noted: Callable[..., Project]) -> None:
    source = "\n".join("  " * depth + f"- level {depth}" for depth in range(9))
    built = noted({"notes.yaml": yaml("n", "markdown", source, date="2023-01-01")}).build("latex")
    (path,) = built.outdir.glob("*.tex")
    tex = path.read_text("utf-8")
    assert "level 8" in tex
    depths = [0]
    for begin in re.findall(r"\\(begin|end)\{itemize\}", tex):
        depths.append(depths[-1] + (1 if begin == "begin" else -1))
    assert max(depths) == 4


def test_words_of_a_text_are_in_the_search_index_and_its_markup_is_not(noted: Callable[..., Project]) -> None:
    source = "A **wombat** in `kangaroo`.\n\n| emu |\n|---|\n| koala |\n\n```text\nferret\n```\n"
    built = noted({"notes.yaml": yaml("n", "markdown", source, date="2023-01-01", tags="[Tag]")}).build()
    shown = search_index(built.outdir)[HOME]
    assert isinstance(shown, tuple)
    terms = set(shown[1])
    assert {"wombat", "kangaroo", "emu", "koala", "ferret"} <= terms
    assert not {"div", "img", "strong", "class", "href", "tagpag"} & terms


def test_plain_notes_stay_paragraphs(noted: Callable[..., Project]) -> None:
    built = noted({"notes.yaml": yaml("n", "plain", "A **word**.\n\n#1 <b>", date="2023-01-01")}).build()
    article = home(built.page(HOME), "n")
    assert [text(each) for each in elements(article, "p", "tagpages-body")] == ["A **word**.", "#1 <b>"]
    assert elements(article, cls="tagpages-text") == []


def test_defaults_and_entries_of_documents_have_a_markup_too(noted: Callable[..., Project]) -> None:
    files = {
        "notes.yaml": "defaults: {markup: markdown}\nnotes:\n- {id: d, title: D, date: 2023, comment: _c_}\n",
        "doc.rst": """
Doc
===

.. note-entry:: Entry
   :id: e
   :markup: markdown
   :summary: A *slanted* summary
   :tags: Tag

   The **body** is reStructuredText: ``x``, *not `this`*.

.. note-entry:: Another
   :id: f
   :markup: markdown
   :tags: Tag

   Only *a* __body__ here.

.. note-source::

   - {id: g, title: G, markup: markdown, summary: In *YAML*, tags: [Tag]}
""",
    }
    built = noted(files).build()
    assert built.warnings == []
    assert [text(each) for each in elements(body(built.page(HOME), "d", "comment"), "em")] == ["c"]
    page = built.page("doc")
    assert [text(each) for each in elements(body(page, "e", "summary"), "em")] == ["slanted"]
    assert [text(each) for each in elements(home(page, "e"), "strong")] == ["body"]
    assert [text(each) for each in elements(body(page, "g", "summary"), "em")] == ["YAML"]
    snippets = [text(each) for each in built.page("tags/tag").find_all("p", "tagpages-snippet")]
    assert sorted(snippets) == ["A slanted summary", "In YAML", "Only a __body__ here."]


NUMBERS = """
- {id: '1', title: First *one*, date: 2022-01-01, tags: [Tag]}
- id: '2'
  title: Second
  date: 2023-01-01
  tags: [Tag]
  markup: markdown
  body: 'See #1, #2, not #9, x#1, ##1, `#1`, [a link #1](https://example.org/#1) or https://example.org/#1.'
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_a_number_is_a_link_to_the_note_by_its_title(project: MakeProject, builder: str) -> None:
    made = project({"notes.num": NUMBERS}, tagpages_sources=["notes.num"], version="1", copyright="us")
    made.code = NUMBERED
    built = made.build(builder)
    assert built.warnings == []
    page = built.page({"dirhtml": f"{HOME}/index", "singlehtml": "index"}.get(builder, HOME))
    shown = body(page, "2")
    links = [each for each in elements(shown, "a") if elements(each, "span", "tagpages-mention")]
    assert [text(each) for each in links] == ["First *one*", "Second"]
    assert text(shown).startswith("See First *one*, Second, not #9, x#1, ##1, #1, a link #1 ")
    assert built.dead_links("div") == []


@pytest.mark.parametrize("builder", ["latex", "text"])
def test_a_number_gives_the_title_in_other_builders(project: MakeProject, builder: str) -> None:
    made = project({"notes.num": NUMBERS}, tagpages_sources=["notes.num"])
    made.code = NUMBERED
    found = written(made.build(builder), builder)
    assert re.search(r"See .*First \*one\*.*Second.*, not \\?#9, x\\?#1", found)


WITHOUT_PARSER = "import sys\nfor name in ('markdown_it', 'mdit_py_plugins'):\n    sys.modules[name] = None\n"


def test_without_the_parser_texts_are_plain_and_one_message_says_how_to_get_it(project: MakeProject) -> None:
    both = yaml("a", "markdown", "A **word**.", date="2023-01-01") + yaml(
        "b", "markdown", "More.", date="2023-01-01"
    )
    made = project({"notes.yaml": both}, tagpages_sources=["notes.yaml"])
    made.code = WITHOUT_PARSER
    built = made.run()
    assert [line for line in built.warnings if "[tagpages.markup]" in line] == built.warnings[:1]
    assert f"{made.srcdir / 'notes.yaml'}:3: WARNING:" in built.warnings[0]
    assert markdown.INSTALL in built.warnings[0]
    assert len([line for line in built.warnings if "WARNING" in line]) == 1
    assert text(home(built.page(HOME), "a")).endswith("A **word**.")
    made.code = ""
    again = made.run()
    assert again.warnings == []
    assert [text(each) for each in elements(home(again.page(HOME), "a"), "strong")] == ["word"]


def test_a_build_with_no_change_parses_nothing(
    noted: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = noted()
    made.build()

    def fail(*_args: object, **_options: object) -> None:
        pytest.fail("a text is parsed")

    monkeypatch.setattr("sphinxext.tagpages.markup.markdown.parse", fail)
    monkeypatch.setattr("sphinxext.tagpages.markup.markdown_nodes.parse", fail)
    monkeypatch.setattr("sphinxext.tagpages.markup.rst.Parser.parse", fail)
    assert made.build().written == []
    made.write({"doc.rst": f"{FILES['doc.rst']}\nMore.\n"})
    assert made.build().written == ["doc", "index"]


def test_a_template_of_the_project_places_the_texts(noted: Callable[..., Project]) -> None:
    template = '{% for field, text in texts %}<div class="mine">{{ text }}</div>{% endfor %}'
    built = noted(
        {"_templates/tagpages/note.html": f"<div>{template}</div>"}, templates_path=["_templates"]
    ).build()
    mine = built.page(HOME).find_all("div", "mine")
    assert len(mine) == 2
    assert all(elements(each, "table") for each in mine)


def test_pages_are_the_same_when_written_in_parallel(noted: Callable[..., Project]) -> None:
    made = noted()
    pages = {page.path.name: page.path.read_bytes() for page in made.build().pages()}
    again = made.build(parallel=4, fresh=True, force=True)
    assert {page.path.name: page.path.read_bytes() for page in again.pages()} == pages
    assert again.warnings == []


def test_a_formula_brings_what_sets_formulas(noted: Callable[..., Project]) -> None:
    built = noted().build()
    loaded = [each.attrib.get("src", "") for each in built.page(HOME).find_all("script")]
    assert [each for each in loaded if "mathjax" in each.lower()]


def test_the_folder_of_a_picture_is_that_of_the_file(noted: Callable[..., Project]) -> None:
    files = {"sub/notes.yaml": yaml("s", "markdown", "![a](../picture.png)", date="2023-01-01")}
    made = noted(files)
    built = made.build(tagpages_sources=["notes.yaml", "sub/*.yaml"])
    assert built.warnings == []
    source = elements(body(built.page(HOME), "s"), "img")[0].attrib["src"]
    assert Path(built.outdir, HOME).parent.joinpath(source).resolve().read_bytes() == PICTURE.read_bytes()


def test_a_line_of_an_issue_is_a_line_at_its_home(project: MakeProject) -> None:
    source = "One\ntwo  \nthree"
    issue = {"number": 7, "title": "Issue", "body": source, "createdAt": "2023-01-01"}
    note = yaml("note", "markdown", source, date="2023-01-01")
    files = {"issues.json": json.dumps([issue]), "notes.yaml": note}
    made = project(files, tagpages_sources=["issues.json", "notes.yaml"])
    page = made.build().page(HOME)
    assert [len(elements(body(page, name), "br")) for name in ("7", "note")] == [2, 1]
    written = (made.build("text").outdir / f"{HOME}.txt").read_text("utf-8").splitlines()
    lines = [line.strip("| ") for line in written]
    assert [line for line in lines if set(line.split()) & set(source.split())] == [
        *("One", "two", "three"),
        *("One two", "three"),
    ]


def test_formulas_in_the_forms_of_github(project: MakeProject) -> None:
    source = "In $$x^2$$ and $`a+b`$ and $c$."
    built = project(
        {"notes.yaml": yaml("note", "markdown", source, date="2023-01-01")}, tagpages_sources=["*.yaml"]
    )
    shown = elements(body(built.build().page(HOME), "note"), cls="math")
    assert [text(each) for each in shown] == [r"\(x^2\)", r"\(a+b\)", r"\(c\)"]


def test_a_picture_that_the_text_shows_is_shown_once_at_home(project: MakeProject) -> None:
    address = "https://example.org/p.png"
    issue = {"number": 7, "title": "T", "body": f"![alt]({address})", "labels": ["Tag"]}
    built = project({"issues.json": json.dumps([issue])}, tagpages_sources=["*.json"]).build()
    for page in ("tags/archive/undated", "tags/tag"):
        assert [each.attrib["src"] for each in built.page(page).find_all("img")] == [address]


@pytest.mark.parametrize(
    "source", ['<img width="9" src="https://example.org/p.png">', "[a link](https://example.org/p.png)"]
)
def test_a_picture_that_the_text_only_names_is_shown_beside_it(project: MakeProject, source: str) -> None:
    note = yaml("note", "markdown", source, date="2023-01-01", image="https://example.org/p.png")
    built = project({"notes.yaml": note}, tagpages_sources=["*.yaml"]).build()
    pictures = elements(home(built.page(HOME), "note"), "img")
    assert [each.attrib["src"] for each in pictures] == ["https://example.org/p.png"]


@pytest.mark.parametrize(
    ("source", "roles", "pictures"),
    [
        (":note:`12`, :TAG:`~NLP` and `The\nnote <12>`:tagpages:note:",
         [("note", "12"), ("tag", "NLP"), ("tagpages:note", "12")], []),
        (".. admonition:: Of :ref:`a`\n\n   .. parsed-literal:: :ref:`b`\n\n.. |x| replace:: :doc:`c`",
         [("ref", "a"), ("ref", "b"), ("doc", "c")], []),
        (".. image:: a b.png\n\n.. figure:: /c.svg\n\n   :any:`d`\n\n.. |x| image:: https://a.org/e.png",
         [("any", "d")], ["ab.png", "/c.svg", "https://a.org/e.png"]),
        ("``:note:`1`x`` :math:`x` `one`\n\n.. code::\n\n   :note:`1`\n\n.. unknown:: :note:`1`", [], []),
        (":note:`1` " + ">" * 200_000, [], []),
    ],
)  # fmt: skip
def test_what_restructuredtext_refers_to(
    source: str, roles: list[tuple[str, str]], pictures: list[str]
) -> None:
    assert rst_references(source) == References((), tuple(pictures), tuple(roles))


def test_a_list_of_issues_is_no_text_that_repeats_itself(project: MakeProject) -> None:
    title = "A title of the usual length of a paper, with a colon: and what it says of itself"
    issues: list[dict[str, object]] = [
        {"number": number, "title": f"{title} {number}"} for number in range(1, 401)
    ]
    listed = "\n".join(f"- #{number}" for number in range(1, 401))
    issues.append({"number": 999, "title": "All", "body": f"{listed}\n\n**End**"})
    files = {"issues.json": json.dumps(issues)}
    built = project(files, tagpages_sources=["*.json"], tagpages_per_page=0).build()
    assert built.warnings == []
    shown = body(built.page("tags/archive/undated"), "999")
    assert [text(each) for each in elements(shown, "strong")] == ["End"]


def test_what_is_wrong_with_an_issue_names_it(project: MakeProject) -> None:
    issues = [
        {"number": n, "title": "T", "body": "![alt](none.png)", "createdAt": "2023-01-01"} for n in (7, 8)
    ]
    built = project({"issues.json": json.dumps(issues)}, tagpages_sources=["*.json"]).build()
    assert [re.findall(r"issue (\d)", warning) for warning in built.warnings] == [["7"], ["8"]]


@pytest.mark.parametrize("code", ["0xD800", "0x1B", "0xFFFE"])
@pytest.mark.parametrize("builder", ["latex", "text", "xml"])
def test_no_text_holds_what_no_output_can(project: MakeProject, builder: str, code: str) -> None:
    note = yaml("note", "rst", f"A |s| word.\n\n.. |s| unicode:: {code}", date="2023-01-01")
    built = project({"notes.yaml": note}, tagpages_sources=["*.yaml"]).build(builder)
    assert (built.warnings, built.status) == ([], 0)
    assert "word." in written(built, builder)


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        ("markdown", f"{'[a]' * 3000}\n\n[a]: https://example.org/{'x' * 20000}"),
        ("rst", f"{'|a| ' * 2000}\n\n.. |a| replace:: {'x' * 20000}"),
        pytest.param("rst", "|a " * 9000, marks=long),
        pytest.param("rst", "".join(f".. _a: b{number}\n" for number in range(600)), marks=long),
    ],
)
def test_a_small_text_makes_no_huge_page(project: MakeProject, markup: str, source: str) -> None:
    note = yaml("note", markup, source, date="2023-01-01")
    built = project({"notes.yaml": note}, tagpages_sources=["*.yaml"]).build()
    assert "shown as it is written" in built.warning("markup")
    assert (built.outdir / f"{HOME}.html").stat().st_size < 200_000


def test_a_text_in_single_backticks_is_told_what_to_write(project: MakeProject) -> None:
    note = yaml("note", "rst", "A `word`.", date="2023-01-01")
    built = project({"notes.yaml": note}, tagpages_sources=["*.yaml"]).build()
    assert "two backticks" in built.warning("markup")


LABELLED = ".. _place:\n\nA section\n=========\n"


@pytest.mark.parametrize(
    ("role", "word", "shown"),
    [
        ("any", "place", '<a class="reference internal" href="../../doc.html#place"'),
        ("ref", "place", '<a class="reference internal" href="../../doc.html#place"'),
        ("code", "word", '<code class="docutils literal notranslate"><span class="pre">word</span></code>'),
        ("emphasis", "word", "<em>word</em>"),
        ("math", r"\alpha", r"\(\alpha\)"),
    ],
)
def test_a_text_in_single_backticks_has_the_default_role_of_the_project(
    project: MakeProject, role: str, word: str, shown: str
) -> None:
    note = yaml("note", "rst", f"A `{word}`.", date="2023-01-01", tags="q")
    index = {"index.rst": INDEX.replace("tags/index", "doc\n   tags/index"), "doc.rst": LABELLED}
    made = project({"notes.yaml": note} | index, tagpages_sources=["*.yaml"], default_role=role)
    made.conf["extensions"] = ["sphinxext.tagpages", "sphinx.ext.mathjax"]
    built = made.build()
    assert built.warnings == []
    html = (built.outdir / "tags" / "archive" / "2023.html").read_text("utf-8")
    assert shown in html
    if role in {"any", "ref"}:
        assert ">A section</span></a>." in html
        assert "A A section." in text(built.page("tags/q").one("p", "tagpages-snippet"))
        made.write({"doc.rst": LABELLED.replace("place", "other")})
        built = made.build()
        assert "tags/archive/2023" in built.written
        assert "place" in built.warnings[0]


@pytest.mark.parametrize("written", [":any:`{}`", ":doc:`{}`", "`{}`"])
@pytest.mark.parametrize("target", long_but(["guide", "/papers/guide", "../index"], "guide"))
def test_a_reference_to_a_document_counts_from_the_file_of_its_note(
    project: MakeProject, written: str, target: str
) -> None:
    note = yaml("note", "rst", f"A {written.format(target)}.", date="2023-01-01", tags="q")
    index = {"index.rst": INDEX.replace("tags/index", "papers/guide\n   tags/index")}
    files = {"papers/notes.yaml": note, "papers/guide.rst": "Guide\n=====\n"}
    made = project(files | index, tagpages_sources=["papers/*.yaml"], default_role="any")
    built = made.build()
    assert built.warnings == []
    words = text(built.page("tags/archive/2023").one("div", "tagpages-body"))
    assert words == text(built.page("tags/q").one("p", "tagpages-snippet"))
    assert words == f"A {'Guide' if 'guide' in target else 'Home'}."
    assert built.dead_links() == []


@pytest.mark.parametrize(
    ("role", "said"),
    [("any", "'any' reference target not found: word"), ("own", "the role `own` is not for notes")],
)
def test_what_the_default_role_cannot_show_is_told_at_the_line_of_the_note(
    project: MakeProject, role: str, said: str
) -> None:
    note = yaml("note", "rst", "A `word`.", date="2023-01-01")
    code = "from docutils import nodes\nfrom docutils.parsers.rst.roles import register_generic_role\n"
    made = project({"notes.yaml": note}, tagpages_sources=["*.yaml"], default_role=role)
    made.code = f"{code}register_generic_role('own', nodes.emphasis)\n"
    (warning,) = made.build().warnings
    assert said in warning
    assert "/notes.yaml:" in warning
