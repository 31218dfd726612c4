"""Every builder of Sphinx writes the notes, without a warning and without a dead link."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from babel.messages.pofile import read_po

from tests.build.corpus import FILES, LINKS, NOTES, of_all_kinds
from tests.build.harness import Built, MakeProject, elements, text
from tests.tiers import long

PAGES = ["html", "dirhtml", "singlehtml", "epub"]
TEXTS = ["latex", "text", "man", "texinfo", "xml", "pseudoxml"]
DATA = ["json", "pickle"]
OTHERS = ["linkcheck", "gettext", "changes"]
DEPRECATED = (
    "ignore:.*serializinghtml:DeprecationWarning",
    "ignore:.*serializinghtml:PendingDeprecationWarning",
)


@pytest.mark.filterwarnings(*DEPRECATED)
@pytest.mark.parametrize("builder", [*PAGES, *TEXTS, *DATA, *OTHERS])
def test_no_builder_warns_first_time_or_again(project: MakeProject, builder: str) -> None:
    made = of_all_kinds(project)
    for _time in range(2):
        assert warnings_of(made.build(builder)) == []


@pytest.mark.filterwarnings(*DEPRECATED)
@pytest.mark.parametrize(
    "named", [pytest.param(True, id="named"), pytest.param(False, id="not named", marks=long)]
)
def test_builders_in_turn_do_not_warn(project: MakeProject, named: bool) -> None:
    made = of_all_kinds(project, named=named)
    for builder in ["html", *TEXTS, "epub", "json", "singlehtml", "linkcheck", "changes", "latex", "html"]:
        assert warnings_of(made.build(builder)) == [], builder


def warnings_of(built: Built) -> list[str]:
    """All warnings but the one that json and pickle give whenever documents have changed."""
    return [
        line for line in built.warnings if not ("environment.pickle" in line and "copy_overwrite" in line)
    ]


def content(built: Built, builder: str) -> str:
    """What a builder wrote, as text without the escapes of its format."""
    files = [path for path in built.outdir.rglob("*") if path.suffix in SUFFIXES[builder]]
    assert files
    found = "\n".join(path.read_text("utf-8") for path in sorted(files))
    for escaped, plain in ESCAPES.get(builder, {}).items():
        found = found.replace(escaped, plain)
    return " ".join(found.split())


SUFFIXES = {
    "latex": [".tex"],
    "text": [".txt"],
    "man": [".1"],
    "texinfo": [".texi"],
    "xml": [".xml"],
    "pseudoxml": [".pseudoxml"],
}
ESCAPES = {
    "latex": {r"\sphinxhyphen{}": "-", r"{}": "", r"\sphinxstyleemphasis": ""},
    "man": {r"\-": "-", "\\": ""},
}


@pytest.mark.parametrize("builder", TEXTS)
def test_title_date_link_tags_and_text_of_every_note_can_be_read(project: MakeProject, builder: str) -> None:
    found = content(of_all_kinds(project).build(builder), builder)
    for title, date, url, tags, body in NOTES:
        for expected in (title, date, url, *tags, body):
            assert expected in found, expected
    assert "https://example.org/code" in found


def bodies(built: Built, builder: str) -> Iterator[Any]:
    """The parsed pages of the builders that serialize them."""
    if builder == "json":
        pages = [json.loads(path.read_text("utf-8")) for path in built.outdir.rglob("*.fjson")]
    else:
        pages = [pickle.loads(path.read_bytes()) for path in built.outdir.rglob("*.fpickle")]
    for page in pages:
        if "body" in page:
            yield html5lib.parse(page["body"], namespaceHTMLElements=False)


@pytest.mark.filterwarnings(*DEPRECATED)
@pytest.mark.parametrize("builder", [*PAGES, *DATA])
def test_title_date_link_tags_and_text_of_every_note_stand_at_its_home(
    project: MakeProject, builder: str
) -> None:
    built = of_all_kinds(project).build(builder)
    roots = [page.root for page in built.pages()] if builder in PAGES else list(bodies(built, builder))
    homes = {}
    for root in roots:
        for article in elements(root, "article", "tagpages-note"):
            if "id" in article.attrib:
                homes[text(elements(article, cls="tagpages-title")[0])] = article
    assert set(homes) == {title for title, *_rest in NOTES}
    for title, date, url, tags, body in NOTES:
        home = homes[title]
        hrefs = [link.attrib["href"] for link in elements(home, "a")]
        assert not url or url in hrefs
        assert [text(tag) for tag in elements(home, "a", "tagpages-tag")] == tags
        assert [text(time) for time in elements(home, "time")] == ([date] if date else [])
        assert body in text(home)


def dead_links(built: Built, builder: str) -> list[str]:
    """Dead links, but for those of Sphinx's own.

    It names pages of its own in the head of a single page, which does not have them, and Sphinx 9
    draws links to sections of any document into its table of contents.
    """
    dead = built.dead_links()
    if builder != "singlehtml":
        return dead
    return [
        link for link in dead if link.count("#") < 2 and not link.endswith((" genindex.html", " search.html"))
    ]


@pytest.mark.parametrize(
    "named", [pytest.param(True, id="named"), pytest.param(False, id="not named", marks=long)]
)
@pytest.mark.parametrize("builder", PAGES)
def test_every_link_leads_to_a_place_that_exists_and_no_id_occurs_twice(
    project: MakeProject, builder: str, named: bool
) -> None:
    made = of_all_kinds(project, named=named)
    built = made.build(builder)
    assert built.dead_links("div") == []
    assert dead_links(built, builder) == []
    for page in built.pages():
        assert len(page.ids()) == len(set(page.ids()))
    tags = [link for page in built.pages() for link in page.find_all("a", "tagpages-tag")]
    assert {text(tag) for tag in tags} >= {"NLP", "C++", "研究", "A/B"}


LABEL = re.compile(r"\\label\{\\detokenize\{(.*?)\}\}")
LATEX_LINK = re.compile(r"\\hyperref\[\\detokenize\{(.*?)\}\]")


@pytest.mark.parametrize("named", [True, False], ids=["named", "not named"])
def test_every_link_of_latex_leads_to_a_label_and_no_label_occurs_twice(
    project: MakeProject, named: bool
) -> None:
    made = of_all_kinds(project, named=named)
    (path,) = made.build("latex").outdir.glob("*.tex")
    source = path.read_text("utf-8")
    labels, links = LABEL.findall(source), LATEX_LINK.findall(source)
    assert len(labels) == len(set(labels))
    assert {"tags/nlp::doc", "index:tagpages-note-root", "tags/archive/2023:tagpages-note-first"} <= set(
        links
    )
    assert set(links) <= set(labels)


@pytest.mark.parametrize("named", [True, False], ids=["named in the middle", "not named"])
def test_generated_documents_come_after_those_of_the_user(project: MakeProject, named: bool) -> None:
    made = of_all_kinds(project, named=named)
    page = made.build("singlehtml").page("index")
    (path,) = made.build("latex").outdir.glob("*.tex")
    starts = [id_.removeprefix("document-") for id_ in page.ids() if id_.startswith("document-")]
    labels = LABEL.findall(path.read_text("utf-8"))
    for order in (starts, [label.removesuffix("::doc") for label in labels if label.endswith("::doc")]):
        own = [docname for docname in order if docname in {"doc", "more"}]
        generated = [docname for docname in order if docname.startswith("tags/")]
        assert (own, generated[0]) == (["doc", "more"], "tags/index")
        assert [docname for docname in order if docname != "index"] == own + generated
        assert len(generated) == len(set(generated)) == 12


@pytest.mark.parametrize("builder", ["singlehtml", "epub"])
def test_an_index_of_the_users_own_leaves_nothing_out(project: MakeProject, builder: str) -> None:
    made = of_all_kinds(project)
    made.write({"tags/index.rst": "Own tags\n========\n\n.. tag-index::\n"})
    built = made.build(builder)
    assert built.warnings == []
    assert dead_links(built, builder) == []
    assert any("tagpages-note-undated" in page.ids() for page in built.pages())


def test_headings_follow_the_place_in_the_single_page(project: MakeProject) -> None:
    page = of_all_kinds(project).build("singlehtml").page("index")
    headings = [element for element in page.root.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    levels = {text(heading).rstrip("¶"): heading.tag for heading in headings}
    # Home > Tags > Archive > 2023 > 2023-04 > the note
    assert (levels["Home"], levels["2023-04"], levels["Without a link"]) == ("h1", "h5", "h6")


@pytest.mark.parametrize("builder", TEXTS)
def test_pictures_are_shown_or_described(project: MakeProject, builder: str) -> None:
    built = of_all_kinds(project).build(builder)
    found = content(built, builder)
    copied = [path.name for path in built.outdir.rglob("tagpages-*.png")]
    if builder in {"latex", "texinfo"}:
        (name,) = copied
        assert name.removesuffix(".png") in found
    elif builder in {"text", "man"}:
        assert "[image: Local picture]" in found
    else:
        assert "Local picture" in found
    assert "https://example.org/remote.png" in found  # a link, never the picture


def test_a_picture_that_a_builder_cannot_show_gives_its_description(project: MakeProject) -> None:
    made = of_all_kinds(project)
    made.write({"drawing.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    entry = "- {title: Drawn, image: drawing.svg, image_alt: What it shows}\n"
    made.write({"notes.yaml": FILES["notes.yaml"] + entry})
    built = made.build("latex")
    assert built.warnings == []
    assert "What it shows" in content(built, "latex")
    assert not list(built.outdir.glob("*.svg"))


def test_a_check_of_links_sees_each_link_once_and_at_its_home(project: MakeProject) -> None:
    made = of_all_kinds(project)
    for _time in range(2):
        built = made.build("linkcheck")
        lines = (built.outdir / "output.json").read_text("utf-8").splitlines()
        found = [(entry["uri"], entry["filename"]) for entry in map(json.loads, lines)]
        external = {uri: path for uri, path in found if uri.startswith("http")}
        assert len(found) == len({uri for uri, _path in found})
        assert set(external) == LINKS
        assert external["https://example.org/root"] == "index.rst"
        assert external["https://example.org/doc"] == "doc.rst"
        assert external["https://example.org/code"] == "notes.yaml"


def messages_of(path: Path) -> set[str]:
    with path.open("rb") as stream:
        return {str(message.id) for message in read_po(stream) if message.id}


def test_gettext_gives_the_users_documents_and_the_texts_of_the_extension(project: MakeProject) -> None:
    built = of_all_kinds(project).build("gettext")
    catalogues = {path.relative_to(built.outdir).as_posix() for path in built.outdir.rglob("*.pot")}
    assert catalogues - {"sphinx.pot"} == {"index.pot", "doc.pot", "more.pot", "tagpages.pot"}
    assert {"All tags", "Undated"} <= messages_of(built.outdir / "tagpages.pot")
    assert {"In the root document", "Text in the root."} <= messages_of(built.outdir / "index.pot")
    assert messages_of(built.outdir / "more.pot") == {"More", ":note:`the first <with space>`"}


def test_a_document_of_the_name_of_our_catalogue_keeps_its_own(project: MakeProject) -> None:
    made = project({"index.rst": "Home\n====\n\n.. toctree::\n\n   tagpages\n", "tagpages.rst": "Own\n===\n"})
    assert messages_of(made.build("gettext").outdir / "tagpages.pot") == {"Own"}


def test_a_translated_document_gives_a_translated_note_everywhere(project: MakeProject) -> None:
    made = of_all_kinds(project, language="de", locale_dirs=["locales"])
    made.write({
        "locales/de/LC_MESSAGES/index.po": po({
            "In the root document": "Im ersten Dokument",
            "Text in the root.": "Deutscher Text.",
        })
    })
    built = made.build()
    assert built.warnings == []
    page = built.page("tags/nlp")
    (note,) = [note for note in page.find_all("article") if "Im ersten Dokument" in text(note)]
    assert text(elements(note, cls="tagpages-snippet")[0]) == "Deutscher Text."
    assert "In the root document" not in page.titles()


def test_a_project_translates_the_texts_of_the_extension(project: MakeProject) -> None:
    made = of_all_kinds(project, language="de", locale_dirs=["locales"])
    made.write({"locales/de/LC_MESSAGES/tagpages.po": po({"All tags": "Schlagwörter"})})
    assert text(made.build().page("tags/nlp").one(cls="tagpages-up")) == "Schlagwörter"
    made.conf["language"] = "ja"
    made.write({"locales/ja/LC_MESSAGES/tagpages.po": po({"Undated": "日付なし！"})})
    page = made.build().page("tags/nlp")
    assert text(page.one(cls="tagpages-up")) == "すべてのタグ"


def po(messages: dict[str, str]) -> str:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    return header + "".join(
        f"\nmsgid {json.dumps(source, ensure_ascii=False)}\nmsgstr {json.dumps(target, ensure_ascii=False)}\n"
        for source, target in messages.items()
    )


@pytest.mark.parametrize("builder", ["xml", "pseudoxml"])
def test_no_node_of_ours_reaches_a_writer(project: MakeProject, builder: str) -> None:
    built = of_all_kinds(project).build(builder)
    if builder == "xml":
        trees = [ET.parse(path) for path in built.outdir.rglob("*.xml")]
        names = {element.tag for tree in trees for element in tree.iter()}
    else:
        names = set(re.findall(r"<(\w+)", content(built, builder)))
    assert {"section", "reference"} <= names
    assert names.isdisjoint({"note_entry", "note_title", "note_source", "page_tags", "placeholder"})


DERIVED = """
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder


class OnePage(SingleFileHTMLBuilder):
    name = "onepage"


class Catalogues(MessageCatalogBuilder):
    name = "catalogues"


def setup(app):
    app.add_builder(OnePage)
    app.add_builder(Catalogues)
"""


@pytest.mark.parametrize("builder", ["onepage", "catalogues"])
def test_a_builder_counts_as_what_it_is_derived_from(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, builder: str
) -> None:
    made = of_all_kinds(project, extensions=["sphinxext.tagpages", "derived_builders"])
    monkeypatch.syspath_prepend(made.srcdir)
    made.write({"derived_builders.py": DERIVED})
    built = made.build(builder)
    assert built.warnings == []
    if builder == "onepage":
        assert built.dead_links("div") == []
        assert built.page("index").find_all("ul", "tagpages-compact")
    else:
        assert not (built.outdir / "tags").exists()
        assert (built.outdir / "tagpages.pot").is_file()
