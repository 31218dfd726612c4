"""What the tags file changes in a site: pages, the overview, old addresses, what is warned of."""

from __future__ import annotations

import zlib
from pathlib import Path

from tests.build.harness import Built, MakeProject, Project, elements, text
from tests.build.histories import History, make_project
from tests.tiers import long

NOTES = """\
- {title: One, tags: [LLM, NLP], date: 2024-05-01}
- {title: Two, id: two, tags: [LLMs], date: 2024-04-01}
- {title: Three, tags: [Question Answering], date: 2023-04-01}
- {title: Four, tags: [Private, Vision], date: 2022-04-01}
"""
TAGS = """\
LLM:
  title: {en: Large language models, ja: 大規模言語モデル}
  description: Models *of text*, see :tag:`nlp` and :note:`two`; `x <https://example.org>`_ <b>.
  aliases: [LLMs]
  parents: [NLP, Model]
  group: Field
  former: [language-models]
NLP: {colour: '#1d76db', group: Field}
Question Answering: {parents: [NLP]}
Model: {description: 'From :doc:`here <index>`, `a *file* <files/a.pdf>`_'}
Private: {hidden: yes}
"""
DOCUMENT = """\
Home
====

:tag:`LLMs`, :tag:`nlp`

.. note-list::
   :tags: LLMs, Model

.. note-list::
   :tags: Private
"""


def made(project: MakeProject, tags: str = TAGS, **conf: object) -> Project:
    files = {"notes.yaml": NOTES, "tags.yaml": tags, "index.rst": DOCUMENT}
    return project(files, tagpages_sources=["notes.yaml"], **conf)


def rows(built: Built, docname: str) -> list[str]:
    return [text(title) for title in built.page(docname).find_all(cls="tagpages-title")]


def test_a_site_shows_what_the_file_says(project: MakeProject) -> None:
    built = made(project).build()
    assert built.warnings == []
    page = built.page("tags/llm")
    assert page.heading == "Large language models"
    assert rows(built, "tags/llm") == ["One", "Two"]
    assert page.one("section", "tagpages-listing").attrib["data-tag"] == "LLM"
    description = page.one("p", "tagpages-description")
    assert text(description) == "Models of text, see NLP and Two; x <b>."
    assert [link.attrib["href"] for link in elements(description, "a")] == [
        "nlp.html", "archive/2024.html#tagpages-note-two", "https://example.org",
    ]  # fmt: skip
    path = page.one("nav", "tagpages-path")
    assert [text(line) for line in elements(path, "p")] == ["Part of NLP", "Part of Model"]

    parent = built.page("tags/nlp")
    assert text(parent.one("p", "tagpages-head")).startswith("3 notes 2023–2024")
    assert text(parent.one("p", "tagpages-children")) == (
        "Includes Large language models 2 Question Answering 1"
    )
    assert rows(built, "tags/nlp") == ["One", "Two", "Three"]
    assert parent.find_all(cls="tagpages-related") == []
    assert rows(built, "tags/model") == ["One", "Two"]
    assert links_of_model(built, "tags/model") == ["../index.html", "../files/a.pdf"]

    home = built.page("index")
    links = [(text(link), link.attrib["href"]) for link in home.find_all("a", "tagpages-tag-reference")]
    assert links == []
    assert rows(built, "index") == ["One", "Two", "Four"]
    buttons = [(text(link), link.attrib.get("title")) for link in home.find_all("a", "tagpages-tag")]
    assert buttons[0] == ("Large language models", "Models of text, see nlp and two; x <b>.")
    assert "Private" not in [name for name, _title in buttons]

    overview = built.page("tags/index").one("div", "tagpages-overview")
    groups = [
        (text(next(iter(elements(group, "h2")))), [text(row) for row in elements(group, "li")])
        for group in elements(overview, "div", "tagpages-tag-group")
    ]
    assert groups == [
        ("Field", ["NLP 3", "Large language models 2"]),
        ("Other", ["Model 2", "Question Answering 1", "Vision 1"]),
    ]


def links_of_model(built: Built, docname: str) -> list[str | None]:
    """Return where links in a description lead, which count from the tags file."""
    links = elements(built.page(docname).one("p", "tagpages-description"), "a")
    return [link.attrib["href"] for link in links]


def test_a_tag_without_a_page_is_told_with_what_takes_it(project: MakeProject) -> None:
    site = made(project, tagpages_skip_tags=["Vis*"])
    under = ".. tag-index::\n   :under: Private\n"
    site.write({"index.rst": f"Home\n====\n\n:tag:`vision`\n\n{under}\n.. tag-page:: Private\n"})
    built = site.build()
    assert [line.partition("WARNING: ")[2] for line in built.warnings] == [
        "tag-page: the tag 'Private' has no page: tags.yaml:11 hides it [tagpages.unknown_tag]",
        "the tag 'vision' has no page: tagpages_skip_tags leaves it out [tagpages.unknown_tag]",
        "the tag 'Private' has no page: tags.yaml:11 hides it [tagpages.unknown_tag]",
    ]
    assert "vision" in text(built.page("index").one("section"))


def leads_to(built: Built, name: str) -> str:
    page = (built.outdir / name).read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="https://example.org/n/tags/llm' in page
    return page.partition("0; url=")[2].partition('"')[0]


def test_old_addresses_lead_on_and_nothing_else_names_them(project: MakeProject) -> None:
    site = made(project, tagpages_per_page=1, html_baseurl="https://example.org/n")
    site.write({"tags.yaml": "LLM: {}\nPrivate: {hidden: yes}"})
    before = site.build()
    assert before.page("tags/llms").heading == "LLMs"
    site.write({"tags.yaml": TAGS})
    built = site.build()
    assert built.warnings == []
    assert leads_to(built, "tags/llms.html") == leads_to(built, "tags/language-models.html") == "llm.html"
    assert leads_to(built, "tags/llms/2.html") == "../llm/2.html"
    inventory, search = built.outdir / "objects.inv", built.outdir / "searchindex.js"
    assert b"llms" not in zlib.decompress(inventory.read_bytes().split(b"zlib.\n")[1])
    assert "tags/llms" not in search.read_text("utf-8")
    assert "llms.html" not in built.page("tags/index").text
    folders = site.build("dirhtml")
    assert leads_to(folders, "tags/llms/2/index.html") == "../../llm/2/"
    assert links_of_model(folders, "tags/model/index") == ["../../", "../../files/a.pdf"]

    site.write({"tags.yaml": "LLM: {}\nPrivate: {hidden: yes}"})
    again = site.build()
    assert again.page("tags/llms").heading == "LLMs"
    assert not again.exists("tags/language-models")


def test_unknown_tags_are_told_and_the_build_comes_to_its_end(project: MakeProject) -> None:
    tags = "LLM: {aliases: [LLMs], parents: [Model]}\nNLP:\nQuestion answers:\nPrivate: {parents: [Visions]}"
    site = made(project, tags, tagpages_unknown_tags="error", tagpages_alias_warnings=True)
    built = site.build()
    unknown = "the tags file does not know the tag"
    assert built.status == 1
    assert built.exists("tags/vision")
    assert [line.partition("WARNING: ")[2] for line in built.warnings] == [
        "the tag 'LLMs' is an alias of 'LLM'; write 'LLM' [tagpages.tag_alias]",
        f"{unknown} 'Question Answering'; did you mean 'Question answers'? [tagpages.unknown_tag]",
        f"{unknown} 'Vision'; did you mean 'Visions'? [tagpages.unknown_tag]",
    ]
    assert site.build(tagpages_unknown_tags="warn").status == 0


@long
def test_each_edit_reaches_all_that_shows_it(tmp_path: Path) -> None:
    files = {"notes.yaml": NOTES, "tags.yaml": TAGS, "index.rst": DOCUMENT}
    conf = {"tagpages_sources": ["notes.yaml"], "tagpages_per_page": 1}
    project = make_project(tmp_path / "project", files, **conf)
    history = History(project, tmp_path)
    history.build()
    for old, new, written in [
        ("'#1d76db', group: Field", "'#1d76db', group: Other", {"tags/index", "tags/all"}),
        ("Private: {", "Vision: {weight: 1}\nPrivate: {", {"tags/index"}),
        ("Models *of text*", "Models **of text**, :tag:`vision`", {"tags/llm"}),
        ("Vision: {", "Vision: {title: Seeing, ", {"tags/llm", "tags/vision"}),
        ("Question Answering: {", "Question Answering: {title: Answers, ", {"tags/nlp", "tags/nlp/3"}),
        ("group: Other}", "group: Other, title: Language}", {"tags/llm", "tags/nlp", "index"}),
        (", parents: [NLP]}", "}", {"tags/nlp", "tags/question-answering"}),
        ("[NLP, Model]", "[Model]", {"tags/nlp", "tags/llm"}),
        ("  aliases: [LLMs]\n", "", {"tags/llm", "tags/llms"}),
        ("title: {en: Large language models, ja", "title: {ja", {"tags/llm"}),
    ]:
        history.edits.replace("tags.yaml", old, new)
        built = history.build()
        assert history.faults(built) == [], new
        assert written <= set(built.written), new
