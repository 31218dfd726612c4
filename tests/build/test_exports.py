"""What a site gives to programs: files beside the pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import jsonschema
import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinxext.tagpages.exports.markdown import markdown_of
from sphinxext.tagpages.exports.markdown_text import link, plain_paragraphs
from tests.build.harness import DOT, INDEX, Built, MakeProject, Page, addresses, elements
from tests.build.harness import text as text_of
from tests.build.test_feeds import JSON_FEED, atom_faults

SOURCES = {"tagpages_sources": ["notes.yaml"]}

NOTES = """
- title: Plain
  id: plain
  url: papers/plain.pdf
  date: 2023-05
  authors: [Ada Byron, Ōe]
  tags: [A, B]
  summary: "Stars * and _lines_ [are](no markup). <b>"
  dataset: {name: GLUE, years: [2018, 2019]}
  links: {Data: "https://example.org/é?a|{b}%"}
  image: dot.gif
  image_alt: A dot
- title: Marked
  id: marked
  tags: [A]
  markup: markdown
  body: |
    # Head

    See [the page](papers/x.html), **now**.<!-- hidden -->

    ![Alt](dot.gif)

    ```python
    print("`")
    ```

    | a | b |
    |---|---|
    | 1 | 2 |
- {title: A draft, tags: [A], draft: true}
"""
DOC = """
Doc
===

.. note-entry:: In a *document*
   :id: own
   :tags: B

   The first words, unlike :note:`plain`.

   .. only:: latex

      For paper.

   .. todo:: For us.

   .. seealso:: :download:`dot.gif`

   .. py:function:: call(a, b=1)

   `No address <//[>`__

   .. only:: html

      For the site: :doc:`/index`.

   .. note-entry:: Within
      :tags: B

      A note of its own.
"""


def data_of(built: Built) -> dict[str, Any]:
    folder = built.outdir / "tags"
    data: dict[str, Any] = json.loads((folder / "notes.json").read_text("utf-8"))
    schema = json.loads((folder / data["$schema"]).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema, format_checker=jsonschema.FormatChecker())
    return data


def test_all_notes_are_data_with_their_texts_as_markdown(project: MakeProject) -> None:
    made = project({"notes.yaml": NOTES, "doc.rst": f":orphan:\n{DOC}"}, **SOURCES, tagpages_exports=["json"])
    made.conf["extensions"] = ["sphinxext.tagpages", "sphinx.ext.todo"]
    (made.srcdir / "dot.gif").write_bytes(DOT)
    built = made.build(html_baseurl="https://example.org/site")
    assert built.warnings == []
    data = data_of(built)
    notes = {note["id"]: note for note in data["notes"]}
    plain, marked, own = (notes[name] for name in ("plain", "marked", "own"))
    assert plain["home"] == "https://example.org/site/tags/archive/2023.html#tagpages-note-plain"
    assert plain["url"] == "https://example.org/site/papers/plain.pdf"
    assert (plain["date"], plain["authors"], plain["tags"]) == ("2023-05", ["Ada Byron", "Ōe"], ["A", "B"])
    assert plain["extra"] == {"dataset": {"name": "GLUE", "years": ["2018", "2019"]}}
    assert plain["image"].startswith("https://example.org/site/_images/")
    assert plain["image_alt"] == "A dot"
    assert plain["links"] == [{"label": "Data", "url": "https://example.org/é?a%7C%7Bb%7D%25"}]
    assert rendered(plain["text"]) == "Stars * and _lines_ [are](no markup). <b>"
    assert "[the page](https://example.org/site/papers/x.html), **now**." in marked["text"]
    assert "![Alt](https://example.org/site/_images/" in marked["text"]
    assert "hidden" not in marked["text"]
    assert '```python\nprint("`")\n```' in marked["text"]
    assert "| a | b |\n| --- | --- |\n| 1 | 2 |" in marked["text"]
    assert own["text"].startswith(f"The first words, unlike [Plain]({plain['home']}).")
    assert "For the site: [Home](https://example.org/site/index.html)." in own["text"]
    assert "> **See also**\n>\n> [`dot.gif`](https://example.org/site/_downloads/" in own["text"]
    assert "\n\n`call(a, b=1)`\n\n" in own["text"]
    assert not any(words in own["text"] for words in ("paper", "For us", "of its own"))
    assert "A draft" not in {note["title"] for note in data["notes"]}
    tags = {tag["name"]: tag for tag in data["tags"]}
    assert (tags["A"]["count"], tags["A"]["page"]) == (2, "https://example.org/site/tags/a.html")


def test_links_lead_down_from_a_page_that_is_a_folder(project: MakeProject) -> None:
    note = "{0}\n====\n\n.. note-entry:: {0}\n\n   :doc:`/{1}`\n"
    files = {
        "sub/index.rst": note.format("Above", "sub/doc"),
        "sub/doc.rst": note.format("Beside", "sub/doc/child"),
        "sub/doc/child.rst": "Child\n=====\n",
    }
    built = project(files, tagpages_exports=["json"]).build("dirhtml")
    assert {note["title"]: note["text"] for note in data_of(built)["notes"]} == {
        "Above": "[Beside](../sub/doc/)",
        "Beside": "[Child](../sub/doc/child/)",
    }


def test_without_an_address_of_the_site_addresses_count_from_the_file(project: MakeProject) -> None:
    text = DOC.replace(".. todo::", "..")
    made = project(
        {"notes.yaml": NOTES, "sub/deep/doc.rst": f":orphan:\n{text}"}, **SOURCES, tagpages_exports=["json"]
    )
    made.conf |= {"project": "My notes", "release": "1.0", "language": "pt_BR"}
    made.conf["tagpages_tags_file"] = "tags.yaml"
    (made.srcdir / "tags.yaml").write_text("A: {aliases: [Old]}\n", "utf-8")
    (made.srcdir / "dot.gif").write_bytes(DOT)
    # The page of changes makes the texts first, and the file makes them again.
    (made.srcdir / "old.json").write_text('{"version": 1, "notes": [], "tags": []}', "utf-8")
    made.conf["tagpages_published"] = "old.json"
    for builder, page, home in (
        ("html", "tags/a.html", "index.html"),
        ("dirhtml", "tags/a/index.html", "index.html"),
    ):
        built = made.build(builder)
        data = data_of(built)
        plain, own = (next(note for note in data["notes"] if note["id"] == id_) for id_ in ("plain", "own"))
        assert data["language"] == "pt-BR"
        leads_on = built.outdir / page.replace("/a", "/old")
        assert '<html lang="pt-BR">' in leads_on.read_text("utf-8")
        assert data["title"] == "My notes"  # without the release, which Sphinx's own title has
        base = (built.outdir / "tags" / "notes.json").as_uri()
        assert reached(base, own["home"]).is_file()
        assert reached(base, plain["image"]).is_file()
        assert reached(base, own["text"].partition("[Home](")[2].partition(")")[0]) == built.outdir / home
        assert reached(base, data["tags"][0]["page"]) == built.outdir / page


def reached(base: str, address: str) -> Path:
    """Return the file of the output that a relative address leads to."""
    path = Path(urljoin(base, address).removeprefix("file://").partition("#")[0])
    return path / "index.html" if path.is_dir() else path


@pytest.mark.filterwarnings("ignore:.*global_toctree_for_doc")  # sphinxcontrib-htmlhelp uses it
def test_a_site_gives_away_nothing_unless_asked_and_takes_back_what_it_gave(project: MakeProject) -> None:
    told = "- {title: Told, markup: rst, body: ':ref:`nowhere`'}\n"
    made = project({"notes.yaml": f"{NOTES}{told}"}, **SOURCES)
    file = made.srcdir / "_build" / "html" / "tags" / "notes.json"
    assert len([line for line in made.build().warnings if "nowhere" in line]) == 1
    assert not file.exists()
    built = made.build(tagpages_exports=["RSS", "json"])
    assert "did you mean 'feeds'?" in built.warning("config")
    assert len([line for line in built.warnings if "nowhere" in line]) == 1
    assert file.exists()
    before = file.stat()
    made.build(tagpages_exports=["json"])
    made.build(tagpages_exports=["json"])
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    made.build()
    assert not file.exists()
    for builder in ("xml", "htmlhelp"):
        assert not (made.build(builder, tagpages_exports=["json"]).outdir / "tags" / "notes.json").exists()


def rendered(source: str) -> str:
    """Return what a reader of Markdown sees."""
    import html5lib  # noqa: PLC0415

    root = html5lib.parse(MarkdownIt("commonmark").render(source), namespaceHTMLElements=False)
    body = elements(root, "body")[0]
    assert {element.tag for element in body.iter()} <= {"body", "p"}, source
    return text_of(body)


@example("+")
@example("_ _ _")
@example(">_*_<")
@given(st.text(st.sampled_from("ab1 .)-+*_`#>~=|<&[](!\\\n:/;é"), max_size=40))
def test_plain_text_is_what_it_was_in_markdown(words: str) -> None:
    source = markdown_of([nodes.paragraph("", part.strip()) for part in re.split(r"\n\s*\n", words)], 1)
    assert source == plain_paragraphs(words)
    assert "".join(rendered(source).split()) == "".join(words.split())


def test_blank_lines_of_code_stay() -> None:
    html = "<b>x</b>\n\n\n\ny"
    found = [nodes.raw(html, html, format="html"), nodes.literal_block("a\n\n\nb", "a\n\n\nb")]
    assert markdown_of(found, 1) == "x\n\ny\n\n```\na\n\n\nb\n```"


def test_what_is_said_beside_a_term_is_in_markdown() -> None:
    source = "term : int\n   Words.\n\n-o X, --out=X  Where.\n-v  More."
    found = publish_doctree(source).children
    assert markdown_of(found, 1) == (
        "- **term**, **int**: Words.\n\n- `-o X`, `--out=X`: Where.\n- `-v`: More."
    )
    explained = nodes.paragraph("", "", nodes.abbreviation("", "LIFO", explanation="last *in*"))
    assert markdown_of([explained], 1) == "LIFO (last \\*in\\*)"


def test_a_text_that_ends_or_begins_with_a_sign_ends_and_begins_nothing() -> None:
    lines = nodes.line_block("", nodes.line("", "- a"), nodes.line("", "# b"))
    found: list[nodes.Node] = [nodes.paragraph("", "", nodes.strong("", "x\\")), lines]
    assert markdown_of(found, 1) == "**x\\\\**\n\n\\- a  \n\\# b"
    assert link("x\\", "y") == "[x\\\\](y)"


def test_a_project_that_keeps_what_it_published_has_a_page_and_a_feed_of_what_has_changed(
    project: MakeProject,
) -> None:
    conf: dict[str, Any] = {**SOURCES, "tagpages_exports": ["json"], "html_baseurl": "https://example.org"}
    conf |= {"tagpages_dir": "ノート", "project": "Notes", "html_title": "Notes"}
    made = project({"notes.yaml": NOTES, "index.rst": INDEX.replace("tags/", "ノート/")}, **conf)
    (made.srcdir / "dot.gif").write_bytes(DOT)
    published = (made.build().outdir / "ノート" / "notes.json").read_bytes()
    (made.srcdir / "old.json").write_bytes(published)
    conf["tagpages_published"] = "old.json"
    page = made.build(**conf).page("ノート/archive/changes")
    assert "Nothing has changed." in page.text
    text = NOTES.replace("title: Plain", "title: <Plain>").replace("tags: [A, B]", "tags: [A, C, D]")
    made.write({"notes.yaml": f"{text}- {{title: New, doi: 10.1234/<a>, tags: [A]}}\n"})
    built = made.build(**conf)
    assert built.warnings == []
    page = built.page("ノート/archive/changes")
    assert text_of(page.one("p", "tagpages-head")) == "since 2 notes, the newest of 2023-05 Feed All tags"
    items = elements(page.one("section", id="tagpages-changes"), "li")
    assert [text_of(each) for each in items] == [
        "New",
        "2023-05 <Plain> title, +C, +D, \u2212B",
        "C 1",
        "D 1",
        "B",
    ]
    assert not [dead for dead in built.dead_links() if dead.startswith("changes")]
    assert "ノート/archive/changes.html" in addresses_of(built.page("ノート/index"), built)
    assert_feed_of_changes(built, page)
    for site in ("https://example.com/moved", ""):  # with other addresses, it is the same note
        moved = made.build(**conf | {"html_baseurl": site}).page("ノート/archive/changes")
        assert moved.text.partition("All tags")[2] == page.text.partition("All tags")[2]
    made.write({"tags.yaml": "D: {aliases: [B]}\n"})
    folders = made.build("dirhtml", **conf)
    items = elements(folders.page("ノート/archive/changes/index").one("section", id="tagpages-changes"), "li")
    assert [text_of(each) for each in items[1:]] == ["2023-05 <Plain> title, +C", "C 1", "B → D 1"]
    data = json.loads((folders.outdir / "ノート" / "notes.json").read_text("utf-8"))
    places = [*(note["home"] for note in data["notes"]), *(tag["page"] for tag in data["tags"])]
    assert [address for address in places if not address.isascii()] == []
    (made.srcdir / "old.json").write_text("[]")
    assert re.match(r".*conf.py:\d+: .* it is no notes.json", made.build(**conf).warning("config"))
    said = made.build(**conf | {"tagpages_published": "olds.json"}).warning("config")
    assert "'olds.json': No such file or directory; did you mean 'old.json'?" in said
    said = made.build(**conf | {"tagpages_published": "_build/html/ノート/notes.json"}).warning("config")
    assert "each build writes it again: copy it out of the output folder" in said
    gone = made.build(**{**conf, "tagpages_published": None})
    assert not list(gone.outdir.rglob("changes.*"))
    made.write({"ノート/archive/changes.rst": ":orphan:\n\nMine\n====\n"})
    assert made.build(**conf).page("ノート/archive/changes").heading == "Mine"


def assert_feed_of_changes(built: Built, page: Page) -> None:
    """See that a page leads to its feed, which tells what has changed, and whatever has no date."""
    folder = built.outdir / "ノート" / "archive"
    (feed,) = (link for link in page.find_all("a") if text_of(link) == "Feed")
    assert (feed.attrib["href"], feed.attrib["title"]) == ("changes.atom.xml", "Address for a feed reader")
    links = [link.attrib["href"] for link in page.find_all("link", rel="alternate")]
    address = "https://example.org/%E3%83%8E%E3%83%BC%E3%83%88/archive/changes"
    assert links == [f"{address}.atom.xml", f"{address}.feed.json"]
    atom = (folder / "changes.atom.xml").read_bytes()
    assert atom_faults(atom, links[0]) == []
    data = json.loads((folder / "changes.feed.json").read_text("utf-8"))
    jsonschema.validate(data, JSON_FEED, format_checker=jsonschema.FormatChecker())
    read = feedparser.parse(atom)
    assert read.feed.title == data["title"] == "Changes \N{EM DASH} Notes"
    new, plain = read.entries
    assert [item["id"] for item in data["items"]] == [new.id, plain.id]
    assert (new.summary, new.updated, new.get("published")) == ("Added", "2023-05-01T00:00:00Z", None)
    assert data["items"][0]["external_url"] == "https://doi.org/10.1234/%3Ca%3E"
    assert plain.summary.startswith("Edited: title, +C, +D, \u2212B \N{MIDDLE DOT} Stars")
    assert (plain.published, plain.author) == ("2023-05-01T00:00:00Z", "Ōe")


def addresses_of(page: Page, built: Built) -> set[str]:
    """Return the files of the output that a page links to."""
    folder = page.path.parent
    found = {(folder / address.partition("#")[0]).resolve() for address in addresses(page.root)}
    return {path.relative_to(built.outdir).as_posix() for path in found if built.outdir in path.parents}
