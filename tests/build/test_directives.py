"""The directives and roles, as an author writes them."""

from __future__ import annotations

import pytest

from tests.build.harness import INDEX, Build, MakeProject, elements, text

YAML = """
- {id: a, title: Note A, date: 2023-01-01, tags: [NLP, Old]}
- {id: b, title: Note B, date: 2023-01-02, tags: [NLP, Vision]}
- {id: c, title: Note C, date: 2023-01-03, tags: [Vision]}
"""

ENTRY = """
Papers
======

First section
-------------

.. note-entry:: A *fine* title
   :id: fine
   :url: https://example.org/fine
   :date: 2023-05-22
   :tags: NLP, Alignment
   :authors: A. Author
   :links: Code: https://example.org/code
   :image_alt: none

   The first paragraph, with ``code`` and :math:`x^2`.

   .. code-block:: python

      print("body")

   The second.
"""


def doc(body: str) -> dict[str, str]:
    return {"index.rst": f"{INDEX}\n{body}"}


def test_a_note_written_in_a_document_has_its_home_there(project: MakeProject) -> None:
    built = project({
        "index.rst": INDEX.replace("tags/index", "papers\n   tags/index"),
        "papers.rst": ENTRY,
    }).build()
    assert built.warnings == []
    article = built.page("papers").one("article", id="tagpages-note-fine")
    (heading,) = elements(article, "h3", "tagpages-title")
    assert text(heading) == "A fine title"
    assert text(elements(heading, "em")[0]) == "fine"
    assert elements(heading, "a")[0].attrib["href"] == "https://example.org/fine"
    assert text(elements(article, "div", "highlight-python")[0]) == 'print("body")'
    assert "The second." in text(article)
    assert [text(tag) for tag in elements(article, cls="tagpages-tag")] == ["NLP", "Alignment"]
    row = built.page("tags/nlp")
    assert row.titles() == ["A fine title"]
    assert row.one("a", "tagpages-home").attrib["href"] == "../papers.html#tagpages-note-fine"
    assert text(row.one("p", "tagpages-snippet")) == "The first paragraph, with code and x²."
    assert text(row.one("a", "tagpages-link")) == "Code"


def test_the_summary_of_a_note_in_a_document_is_its_snippet_and_stands_at_its_home(
    project: MakeProject,
) -> None:
    entry = ".. note-entry:: T\n   :tags: x\n   :summary: In short.\n   :comment: My view.\n\n   The body.\n"
    built = project(doc(entry)).build()
    assert text(built.page("tags/x").one("p", "tagpages-snippet")) == "In short."
    shown = [text(paragraph) for paragraph in elements(built.page("index").one("article"), "p")]
    assert shown[2:] == ["In short.", "My view.", "The body."]


def test_a_title_that_holds_a_link_is_not_a_link_in_a_link(project: MakeProject) -> None:
    entry = ".. note-entry:: See `there <https://example.org/x>`_ now\n   :url: https://example.org/a\n"
    heading = project(doc(entry)).build().page("index").one(cls="tagpages-title")
    assert [link.attrib["href"] for link in elements(heading, "a")] == ["https://example.org/a"]
    assert text(heading) == "See there now"


@pytest.mark.parametrize("url", ["", "   :url: https://example.org/a\n"])
def test_a_picture_with_a_size_in_a_title_is_no_link_in_a_link(project: MakeProject, url: str) -> None:
    entry = f".. note-entry:: A |p|\n   :id: t\n{url}\n.. |p| image:: p.png\n   :width: 20\n"
    made = project(doc(entry))
    (made.srcdir / "p.png").write_bytes(b"\x89PNG")
    built = made.build()
    assert built.warnings == []
    (heading,) = built.page("index").find_all(cls="tagpages-title")
    (link,) = elements(heading, "a")
    assert link.attrib["href"] == ("https://example.org/a" if url else "index.html#tagpages-note-t")
    assert len(elements(link, "img")) == 1


def test_a_misspelt_option_is_told_with_its_line(project: MakeProject) -> None:
    built = project(doc(".. note-entry:: T\n   :id: t\n   :sumary: oops\n   :tags: x\n")).build()
    warning = built.warning("field_name")
    assert "index.rst:10: " in warning
    assert "'summary'" in warning or "summary" in warning
    assert built.page("tags/x").titles() == ["T"]


@pytest.mark.parametrize(
    ("entry", "line"), [("T\n     :tags: x\n   :id: t\n", 9), ("T\n   :id: t\n\n   :tags: x\n", 11)]
)
def test_an_option_that_is_none_for_its_place_is_told(project: MakeProject, entry: str, line: int) -> None:
    built = project(doc(f".. note-entry:: {entry}")).build()
    assert len(built.warnings) == 1
    assert f"index.rst:{line}: WARNING: note-entry: :tags: is read as " in built.warning("option")


def test_a_body_may_begin_with_fields_of_its_own(project: MakeProject) -> None:
    body = "   :licence: MIT\n\n   :tags: are names.\n"
    assert project(doc(f".. note-entry:: T\n   :tags: x\n\n{body}")).build().warnings == []


def test_a_note_without_a_title_keeps_its_text(project: MakeProject) -> None:
    built = project(doc(".. note-entry::\n   :tags: x\n\n   The text stays.\n")).build()
    assert "index.rst:8" in built.warning("title")
    assert "The text stays." in built.page("index").text


def test_a_draft_in_a_document_is_left_out(project: MakeProject) -> None:
    made = project(doc(".. note-entry:: T\n   :draft:\n   :tags: x\n\n   Not yet.\n"))
    assert "Not yet." not in made.build().page("index").text
    assert "Not yet." in made.build(tagpages_drafts=True).page("index").text


def test_a_note_in_a_condition_counts_for_the_builders_that_meet_it(project: MakeProject) -> None:
    html = ".. only:: html\n\n   .. note-entry:: T\n      :tags: x\n\n"
    other = ".. only:: not html\n\n   .. note-entry:: U\n      :tags: y\n"
    built = project(doc(html + other)).build()
    assert built.exists("tags/x")
    assert not built.exists("tags/y")


def test_a_source_shows_the_notes_of_files_at_their_home(project: MakeProject) -> None:
    files = {"papers/a.yaml": YAML, "papers/b.yml": "- {id: d, title: Note D, tags: [New]}"}
    built = project(doc(".. note-source:: papers/*.y*ml\n   :visible: 1\n") | files).build()
    page = built.page("index")
    assert page.titles() == ["Note C", "Note B", "Note A", "Note D"]
    assert len(elements(page.one("details"), "article")) == 3
    assert page.one("article", data_note="a").attrib["id"] == "tagpages-note-a"
    assert built.page("tags/old").one("a", "tagpages-home").attrib["href"] == "../index.html#tagpages-note-a"
    assert built.warnings == []


def test_a_hidden_source_is_collected_only(project: MakeProject) -> None:
    built = project(doc(".. note-source:: n.yaml\n   :hidden:\n") | {"n.yaml": YAML}).build()
    assert built.page("index").titles() == []
    assert built.page("tags/archive/2023").titles() == ["Note C", "Note B", "Note A"]


def test_a_file_named_twice_is_read_once_and_the_visible_directive_is_its_home(project: MakeProject) -> None:
    built = project(doc(".. note-source:: n.yaml\n") | {"n.yaml": YAML}, tagpages_sources=["*.yaml"]).build()
    assert built.warnings == []
    assert built.page("tags/nlp").titles() == ["Note B", "Note A"]
    assert built.page("tags/archive/2023").titles() == []


def test_yaml_can_stand_in_the_directive(project: MakeProject) -> None:
    notes = ("- title: One", "  tags: [x]", "- title: Two", "  date: never", "  tags: [x]")
    inline = ".. note-source::\n\n" + "".join(f"   {line}\n" for line in notes)
    built = project(doc(inline)).build()
    assert built.page("index").titles() == ["One", "Two"]
    assert built.page("tags/x").titles() == ["One", "Two"]
    assert "index.rst:13: " in built.warning("date")


def test_a_source_that_names_nothing_is_told(project: MakeProject) -> None:
    sources = (".. note-source:: none/*.yaml", ".. note-source:: ../outside.yaml", ".. note-source::")
    built = project(doc("\n\n".join(sources))).build()
    assert built.subtypes() == ["option"] * 3
    assert all("index.rst:" in line for line in built.warnings)


def test_a_file_that_appears_later_is_taken_up(project: MakeProject) -> None:
    made = project(doc(".. note-source:: p/*.yaml\n") | {"p/a.yaml": YAML})
    made.build()
    made.write({"p/b.yaml": "- {title: Later, tags: [New]}"})
    built = made.build()
    assert "Later" in built.page("index").titles()
    assert built.page("tags/new").titles() == ["Later"]
    (made.srcdir / "p" / "b.yaml").unlink()
    built = made.build()
    assert "Later" not in built.page("index").titles()
    assert not built.exists("tags/new")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", ["Note C", "Note B", "Note A"]),
        (":tags: nlp", ["Note B", "Note A"]),
        (":tags: NLP, Vision", ["Note B"]),
        (":any-tags: old, vision", ["Note C", "Note B", "Note A"]),
        (":not-tags: Vision", ["Note A"]),
        (":limit: 2", ["Note C", "Note B"]),
        (":sort: title", ["Note A", "Note B", "Note C"]),
        (":sort: date\n   :limit: 1", ["Note A"]),
    ],
)
def test_a_list_shows_what_it_asks_for(build: Build, options: str, expected: list[str]) -> None:
    built = build(YAML, doc(f".. note-list::\n   {options}\n"))
    assert built.page("index").titles() == expected
    assert built.warnings == []


def test_a_list_is_current_after_an_edit_elsewhere(project: MakeProject) -> None:
    files = doc(".. note-list::\n   :tags: x\n") | {"n.yaml": "- {title: Before, tags: [x]}"}
    made = project(files, tagpages_sources=["n.yaml"])
    assert made.build().page("index").titles() == ["Before"]
    made.write({"n.yaml": "- {title: After, tags: [x]}"})
    assert made.build().page("index").titles() == ["After"]


def test_a_list_of_an_unknown_tag_says_so(build: Build) -> None:
    built = build(YAML, doc(".. note-list::\n   :tags: Vison\n"))
    assert "'Vision'" in built.warning("unknown_tag")
    assert "index.rst:9: " in built.warning("unknown_tag")


def test_bad_options_of_a_list_are_told_and_left_out(build: Build) -> None:
    built = build(YAML, doc(".. note-list::\n   :limit: few\n   :sort: size\n   :tag: NLP\n"))
    assert built.subtypes() == ["option"] * 3
    assert [line.partition("index.rst:")[2][:2] for line in sorted(built.warnings)] == ["10", "11", "9:"]
    assert built.page("index").titles() == ["Note C", "Note B", "Note A"]


def test_the_index_of_tags_has_their_counts(build: Build) -> None:
    items = elements(build(YAML, doc(".. tag-index::\n")).page("index").one("ul", "tagpages-tag-list"), "li")
    assert [text(item) for item in items] == ["NLP 2", "Old 1", "Vision 2"]
    assert elements(items[0], "a")[0].attrib["href"] == "tags/nlp.html"


@pytest.mark.parametrize(
    ("role", "shown", "href"),
    [
        (":tag:`nlp`", "NLP", "tags/nlp.html"),
        (":tagpages:tag:`NLP`", "NLP", "tags/nlp.html"),
        (":tag:`language <NLP>`", "language", "tags/nlp.html"),
        (":note:`a`", "Note A", "tags/archive/2023.html#tagpages-note-a"),
        (":note:`that one <a>`", "that one", "tags/archive/2023.html#tagpages-note-a"),
        (":tagpages:note:`a`", "Note A", "tags/archive/2023.html#tagpages-note-a"),
    ],
)
def test_roles_link_to_tags_and_notes(build: Build, role: str, shown: str, href: str) -> None:
    built = build(YAML, doc(f"Look at {role} here.\n"))
    (paragraph,) = [p for p in built.page("index").find_all("p") if text(p).startswith("Look at")]
    (link,) = elements(paragraph, "a")
    assert (text(link), link.attrib["href"]) == (shown, href)
    assert built.warnings == []


def test_an_exclamation_mark_makes_no_link_and_a_tilde_the_short_title(build: Build) -> None:
    notes = '- {id: l, title: "LIMA: Less Is More", tags: [Speed/Memory]}'
    built = build(notes, doc("See :tag:`!Speed/Memory`, :tag:`~Speed/Memory` and :note:`~l`.\n"))
    (paragraph,) = [p for p in built.page("index").find_all("p") if text(p).startswith("See")]
    assert text(paragraph) == "See Speed/Memory, Memory and LIMA."
    assert [text(link) for link in elements(paragraph, "a")] == ["Memory", "LIMA"]
    assert built.warnings == []


def test_an_unknown_target_is_told_with_what_may_be_meant(build: Build) -> None:
    built = build(YAML, doc("See :tag:`Visoin` and :note:`zzz`.\n"))
    assert "did you mean 'Vision'?" in built.warning("unknown_tag")
    assert "'zzz'" in built.warning("unknown_note")
    assert "Visoin" in built.page("index").text


def test_short_roles_of_others_are_left_alone(project: MakeProject) -> None:
    files = doc("See :tag:`mine` and :tagpages:tag:`NLP`.\n") | {"n.yaml": YAML}
    made = project(files, tagpages_sources=["n.yaml"])
    made.code = "from docutils import nodes\ndef setup(app):\n    app.add_generic_role('tag', nodes.strong)\n"
    (paragraph,) = [p for p in made.build().page("index").find_all("p") if text(p).startswith("See")]
    assert text(elements(paragraph, "strong")[0]) == "mine"
    assert [text(link) for link in elements(paragraph, "a")] == ["NLP"]
