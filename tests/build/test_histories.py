"""Whatever the history of edits, a build leaves what a clean one leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinxext.tagpages.config.values import VALUES
from sphinxext.tagpages.fast_pages import groups
from sphinxext.tagpages.project import notes as project_notes
from tests.build.harness import Built
from tests.build.histories import ARTICLE, FILES, Edit, History, Output, in_turn, make_project
from tests.tiers import long, long_but

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="{}" height="8"/></svg>'
INDEX = FILES["index.rst"]


STEPS: dict[str, Edit] = {
    "a title": lambda edits: edits.replace("notes.yaml", "{title: Note 3", "{title: Another"),
    "a note pinned": lambda edits: edits.replace(
        "notes.yaml", "{title: Note 3", "{pinned: yes, title: Note 3"
    ),
    "a date": lambda edits: edits.replace("notes.yaml", "date: 2023", "date: 1999"),
    "a tag": lambda edits: edits.replace("notes.yaml", "T3", "C++"),
    "the spelling of a tag": lambda edits: edits.replace("notes.yaml", "T3", "t3"),
    "a snippet": lambda edits: edits.replace("notes.yaml", "About Note 3", "On something"),
    "a body that only its home shows": lambda edits: edits.replace(
        "papers/one.yaml", "First words", f"First words{' and more' * 40}"
    ),
    "a title in a document": lambda edits: edits.replace("doc.rst", "*document*", "**document**, anew"),
    "a title that a text in a document names": lambda edits: edits.replace(
        "papers/one.yaml", "title: Seen", "title: Noticed"
    ),
    "what programs alone are told of a work": lambda edits: edits.replace(
        "papers/one.yaml", "date: 2020", "date: 2020, published: 2019, volume: 3"
    ),
    "a date in a document": lambda edits: edits.replace("doc.rst", "2022-02-02", "2023-03-03"),
    "a tag in a document": lambda edits: edits.replace("doc.rst", "A, B", "B, D"),
    "a body in a document": lambda edits: edits.replace("doc.rst", "A body", "Other words"),
    "a tagged page retitled": lambda edits: edits.replace(
        "tagged.rst", "A tagged page\n=============", "A page\n======"
    ),
    "a tagged page's first words": lambda edits: edits.replace(
        "tagged.rst", "first words", "words it begins with"
    ),
    "a tagged page's other words": lambda edits: edits.append("tagged.rst", "\nMore words.\n"),
    "a tagged page's date": lambda edits: edits.replace("tagged.rst", "2022", "2031"),
    "a tagged page's tags": lambda edits: edits.replace("tagged.rst", "A, Page", "B, New"),
    "a tagged page's fields": lambda edits: edits.replace("tagged.rst", ":tags: Page", ":tags: T3, T4"),
    "a tagged page's condition": lambda edits: edits.replace("tagged.rst", "only:: html", "only:: text"),
    "a tagged page no more": lambda edits: edits.write("tagged.rst", "Plain\n=====\n\nWords.\n"),
    "a tagged page as a draft": lambda edits: edits.replace("tagged.rst", ":date:", ":draft:\n:date:"),
    "a tagged page under another id": lambda edits: edits.replace(
        "tagged.rst", ":date:", ":id: other\n:date:"
    ),
    "a document tagged": lambda edits: edits.append("after.rst", "\n.. tags:: A, P\n"),
    "a document as the page of a tag": lambda edits: edits.append("after.rst", "\n.. tag-page:: t2\n"),
    "a tagged page more": in_turn(
        lambda edits: edits.write("new.rst", "New\n===\n\n.. tags:: A, Own\n\nText.\n"),
        lambda edits: edits.replace("index.rst", "   doc\n", "   new\n   doc\n"),
    ),
    "a tagged page less": in_turn(
        lambda edits: edits.remove("tagged.rst"), lambda edits: edits.replace("index.rst", "   tagged\n", "")
    ),
    "a tagged page's tag on another page": lambda edits: edits.write("tags.yaml", "Page: {slug: own}\n"),
    "a tag of a page spelt otherwise": lambda edits: edits.append(
        "notes.yaml", "- {title: X, tags: [PAGE]}\n- {title: Y, tags: [PAGE]}\n"
    ),
    "a tag of a page in a file": lambda edits: edits.write("papers/two.yaml", "- {title: X, tags: [Page]}\n"),
    "a note more": lambda edits: edits.append("notes.yaml", "- {title: Old, date: 1980, tags: [A]}\n"),
    "a note more, without a date": lambda edits: edits.append("notes.yaml", "- {title: New, tags: [T3]}\n"),
    "notes by which a year is divided that has notes of documents": lambda edits: edits.append(
        "notes.yaml",
        "".join(ARTICLE.format(title=f"X {n}", tags="A", date=f"2022-0{n}-01") for n in range(1, 5)),
    ),
    "a note less": lambda edits: edits.replace(
        "notes.yaml", ARTICLE.format(title="Note 5", tags="A, T5", date="2025-01-01"), ""
    ),
    "no notes in a file": lambda edits: edits.write("notes.yaml", "[]\n"),
    "a note less in a document": lambda edits: edits.write("doc.rst", "Doc\n===\n\nNothing.\n"),
    "a tag's last note": lambda edits: edits.replace("notes.yaml", "A, T3", "A"),
    "a tag that takes another's page name": lambda edits: edits.replace("notes.yaml", "T4", "'T3!'"),
    "a tag that moves another's page": lambda edits: edits.append(
        "notes.yaml", "- {title: X, tags: [T-3, T 3]}\n"
    ),
    "a page name given to a tag": lambda edits: edits.write("tags.yaml", "T3: {slug: third}\n"),
    "a tag that becomes an alias of another": lambda edits: edits.write(
        "tags.yaml", "T3: {aliases: [T4, B]}\n"
    ),
    "a tag below others": lambda edits: edits.write(
        "tags.yaml", "T3: {parents: [A, New]}\nP: {parents: [T3], aliases: [Page]}\n"
    ),
    "titles, groups and weights of tags": lambda edits: edits.write(
        "tags.yaml", "A: {title: All, group: G, weight: 2}\nB: {title: {en: Bee, ja: ビー}, weight: 1}\n"
    ),
    "what a tag is about, with a reference": in_turn(
        lambda edits: edits.write("tags.yaml", "A: {description: 'See :tag:`T3`, :doc:`after`.'}\n"),
        lambda edits: edits.replace("after.rst", "After\n=====", "Beyond\n======"),
    ),
    "a tag without a page": lambda edits: edits.write("tags.yaml", "A: {hidden: yes}\nT4: {former: [old]}\n"),
    "a file matched by a glob of conf.py": lambda edits: edits.write(
        "papers/two.yaml", "- {title: Two, tags: [P, A]}\n"
    ),
    "a file less": lambda edits: edits.remove("papers/one.yaml"),
    "a file matched by a directive's glob": lambda edits: edits.write(
        "sub/lists/two.yaml", "- {title: Two, tags: [L, A]}\n"
    ),
    "a file less for a directive": lambda edits: edits.remove("sub/lists/one.yaml"),
    "a file that two name": lambda edits: edits.configure(
        tagpages_sources=["notes.yaml", "papers/*.yaml", "shown.yaml"]
    ),
    "a document more": in_turn(
        lambda edits: edits.write("new.rst", "New\n===\n\n.. note-entry:: N\n   :tags: A\n"),
        lambda edits: edits.replace("index.rst", "   doc\n", "   new\n   doc\n"),
    ),
    "a document less": in_turn(
        lambda edits: edits.remove("doc.rst"),
        lambda edits: edits.replace("index.rst", "   doc\n", ""),
        lambda edits: edits.replace("after.rst", " and :doc:`doc`", ""),
    ),
    "a document retitled": lambda edits: edits.replace("after.rst", "After\n=====", "Beyond\n======"),
    "a section retitled": lambda edits: edits.replace("more.rst", "Sources\n", "Origins\n"),
    "a document's text": lambda edits: edits.append("sub/deep.rst", "More words.\n"),
    "the order of documents": lambda edits: edits.replace(
        "index.rst", "   tags/index\n   after\n", "   after\n   tags/index\n"
    ),
    "tags out of the navigation": lambda edits: edits.replace("index.rst", "   tags/index\n", ""),
    "a document that a toctree still names goes": lambda edits: edits.remove("tagged.rst"),
    "numbers for chapters": lambda edits: edits.replace(
        "index.rst", "   :caption: All\n", "   :caption: All\n   :numbered:\n"
    ),
    "another caption": lambda edits: edits.replace("index.rst", "caption: All", "caption: Everything"),
    "a note moves to another document": in_turn(
        lambda edits: edits.write("doc.rst", "Doc\n===\n\nNothing.\n"),
        lambda edits: edits.append("sub/deep.rst", FILES["doc.rst"].partition("===\n")[2]),
    ),
    "a note moves from a document to a file": in_turn(
        lambda edits: edits.write("doc.rst", "Doc\n===\n\nNothing.\n"),
        lambda edits: edits.append("notes.yaml", "- {title: In a document, tags: [A, B], date: 2022}\n"),
    ),
    "a file comes home to a document": lambda edits: edits.append(
        "sub/deep.rst", "\n.. note-source:: /papers/one.yaml\n"
    ),
    "a document in the place of a tag's page": lambda edits: edits.write(
        "tags/t3.rst", ":orphan:\n\nMine\n====\n"
    ),
    "a document with the name of a tag's page but for capitals": lambda edits: edits.write(
        "Tags/t3.rst", ":orphan:\n\nMine\n====\n"
    ),
    "a document in the place of the index": lambda edits: edits.write("tags/index.rst", "Mine\n====\n"),
    "documents in the place of the archive's index and of a year": in_turn(
        lambda edits: edits.write("tags/archive/index.rst", ":orphan:\n\nMine\n====\n"),
        lambda edits: edits.write("tags/archive/2021.rst", ":orphan:\n\nMine\n====\n"),
    ),
    "documents in the place of both indices": in_turn(
        lambda edits: edits.write("tags/index.rst", "Mine\n====\n"),
        lambda edits: edits.write("tags/archive/index.rst", ":orphan:\n\nMine\n====\n"),
    ),
    "pages in the place of a tag's page and of a year": lambda edits: edits.configure(
        html_additional_pages={"tags/t3": "layout.html", "tags/archive/2021": "layout.html"}
    ),
    "files in the place of a tag's page and of a year": in_turn(
        lambda edits: edits.configure(html_extra_path=["own"]),
        lambda edits: edits.write("own/tags/t3.html", "<p>Mine"),
        lambda edits: edits.write("own/tags/archive/2021.html", "<p>Mine"),
    ),
    "a document in the place of all notes": lambda edits: edits.write(
        "tags/all.rst", ":orphan:\n\nMine\n====\n"
    ),
    "a page in the place of all notes": lambda edits: edits.configure(
        html_additional_pages={"tags/all": "layout.html"}
    ),
    "a file in the place of the data of all notes": in_turn(
        lambda edits: edits.configure(html_extra_path=["own"]),
        lambda edits: edits.write("own/tags/all.js", "mine()"),
    ),
    "a field that a table alone shows": lambda edits: edits.replace("papers/one.yaml", "GLUE", "SQuAD"),
    "a field by which notes are listed": lambda edits: edits.replace("papers/one.yaml", "paper", "tool"),
    "columns of a table": lambda edits: edits.replace("lists.rst", "extra.dataset, tags", "kind"),
    "a table less": lambda edits: edits.replace("lists.rst", "table\n", "entries\n"),
    "a document with a table less": lambda edits: edits.remove("lists.rst"),
    "a table that another builder alone shows": lambda edits: edits.replace(
        "lists.rst",
        FILES["lists.rst"].split("\n\n")[2],
        ".. only:: latex\n\n   .. note-list::\n      :style: table",
    ),
    "the file of a table deleted": lambda edits: edits.remove("_build/html/tags/tables/lists-1.csv"),
    "what was published before": lambda edits: edits.write(
        "published/notes.json", '{"version": 1, "notes": [], "tags": []}'
    ),
    "the notes as data cut short": lambda edits: edits.write("_build/html/tags/notes.json", "cut"),
    "the file of a table cut short": lambda edits: edits.write("_build/html/tags/tables/lists-1.csv", "cut"),
    "a weight and a group of a tag": lambda edits: edits.write(
        "tags.yaml", "P: {group: Places}\nB: {parents: [A], weight: 1, group: First}\n"
    ),
    "a document touched": lambda edits: edits.touch("more.rst"),
    "a file touched": lambda edits: edits.touch("notes.yaml"),
    "a comment in a file": lambda edits: edits.append("notes.yaml", "# a comment\n"),
    "lines that move": lambda edits: edits.write("notes.yaml", f"# a comment\n\n{FILES['notes.yaml']}"),
    "a picture": in_turn(
        lambda edits: edits.write("sub/a.svg", PICTURE.format(4)),
        lambda edits: edits.replace("sub/lists/one.yaml", "}", ", image: ../a.svg}"),
    ),
    "an issue's title": lambda edits: edits.replace("issues.json", "Issue 11", "Another issue"),
    "an issue's text": lambda edits: edits.replace("issues.json", "See https", "Look at https"),
    "an issue closed": in_turn(
        lambda edits: edits.configure(tagpages_github={"states": ["open"]}),
        lambda edits: edits.replace("issues.json", "OPEN", "CLOSED"),
    ),
    "a label renamed": lambda edits: edits.replace("issues.json", '"bug"', '"defect"'),
    "a label's colour": lambda edits: edits.replace("issues.json", "d73a4a", "ffffff"),
    "the colour of a tag of other notes": lambda edits: edits.replace("issues.json", "0075ca", "00ff00"),
    "what a label means": lambda edits: edits.replace("issues.json", "Broken", "Not as it should be"),
    "an issue more": lambda edits: edits.replace(
        "issues.json", "\n]\n", ',\n {"number": 13, "title": "New", "labels": ["T2"]}\n]\n'
    ),
    "an export cut off": lambda edits: edits.write("issues.json", FILES["issues.json"][:-60]),
    "another export": lambda edits: edits.write("more.json", '[{"title": "Other", "labels": ["bug"]}]'),
    "options for one export": lambda edits: edits.configure(
        tagpages_github={
            "iss*.json": {"link": "first", "title_pattern": "paper", "summary_heading": "summary"}
        }
    ),
    "a template for notes": lambda edits: edits.write(
        "_templates/tagpages/note.html", "<p>{{ note.title }} {{ note.origin.line }} {{ tags }}</p>"
    ),
    "a template for pages": lambda edits: edits.write(
        "_templates/page.html", '{% extends "!page.html" %}{% block footer %}Ours{% endblock %}'
    ),
    "a BibTeX entry": lambda edits: edits.replace("refs.bib", "Part of", "Piece of"),
    "the volume of a BibTeX entry": lambda edits: edits.replace("refs.bib", "volume}, year = 2019", "book}"),
    "the key of a BibTeX entry": lambda edits: edits.replace("refs.bib", "{part,", "{piece,"),
    "a BibTeX entry that no longer parses": lambda edits: edits.replace("refs.bib", "= {Part", "= Part"),
    "a note of a handler": lambda edits: edits.replace("brought.csv", "Brought,A", "Brought,B"),
    "the file of a handler": lambda edits: edits.remove("brought.csv"),
    "another handler": lambda edits: setattr(edits.project, "code", edits.project.code.replace(";", ":")),
    "output folder deleted": lambda edits: edits.remove("_build/html"),
    "doctree folder deleted": lambda edits: edits.remove("_build/doctrees"),
    "a tag's page deleted": lambda edits: edits.remove("_build/html/tags/t3.html"),
    "the tag index deleted": lambda edits: edits.remove("_build/html/tags/index.html"),
    "the data of all notes deleted": lambda edits: edits.remove("_build/html/tags/all.js"),
    "the data of all notes cut short": lambda edits: edits.write("_build/html/tags/all.js", "tagpagesData({"),
    "a user's page deleted": lambda edits: edits.remove("_build/html/more.html"),
    "another user's page deleted": lambda edits: edits.remove("_build/html/after.html"),
    "a tag's page cut short": lambda edits: edits.write("_build/html/tags/t3.html", "<p>cut"),
    "a user's page with notes cut short": lambda edits: edits.write("_build/html/more.html", "<p>cut"),
    "a year's doctree deleted": lambda edits: edits.remove("_build/doctrees/tags/archive/2021.doctree"),
    "the tag index's doctree deleted": lambda edits: edits.remove("_build/doctrees/tags/index.doctree"),
    "a user's doctree deleted": lambda edits: edits.remove("_build/doctrees/more.doctree"),
    "a year's doctree cut short": lambda edits: edits.write(
        "_build/doctrees/tags/archive/2021.doctree", "cut"
    ),
    "what was read of files lost": lambda edits: edits.write("_build/doctrees/tagpages/notes.pickle", "cut"),
    "nothing": lambda _edits: None,
}
VALUES_CHANGED: dict[str, object] = {
    "sources": ["notes.yaml"],
    "github": {"states": ["open"], "skip_labels": ["t*"], "link": "first"},
    "dir": "t",
    "visible": 1,
    "per_page": 2,
    "sort": ["title"],
    "date_format": "d. MMMM y",
    "tag_order": "language",
    "group_by": "kind",
    "related": 1,
    "title": "On {tag}",
    "snippet_length": 3,
    "skip_tags": ["A"],
    "tags_file": "names.yaml",
    "groups": [{"title": "T", "tags": ["t*"]}, {"title": "Red", "colour": "#d73a4a"}],
    "separator": "3",
    "unknown_tags": "warn",
    "alias_warnings": True,
    "related_notes": 1,
    "explorer": False,
    "drafts": True,
    "print": "full",
    "page_tags": "top",
    "exclude": ["tagged"],
    "fast_pages": False,
    "exports": [],
    "feed_content": "whole",
    "feed_length": 2,
    "published": None,
    "agents_budget": 1500,
}


@pytest.fixture
def history(tmp_path: Path) -> History:
    files = FILES | {
        "names.yaml": "T4: {slug: fourth}\n",
        "drafts.yaml": "- {title: Draft, draft: true}\n",
    }
    return History(make_project(tmp_path / "project", files), tmp_path)


@pytest.mark.parametrize(
    "step",
    long_but(
        STEPS,
        "a tag below others",
        "what a tag is about, with a reference",
        "a picture",
        "a tag's page cut short",
    ),
)
def test_a_build_after_an_edit_equals_a_clean_one_and_so_does_one_when_it_is_undone(
    history: History, step: str
) -> None:
    history.build()
    undo = history.edits.undo()
    STEPS[step](history.edits)
    assert history.faults(history.build()) == []
    undo()
    built = history.build()
    faults = history.faults(built)
    if step == "numbers for chapters":
        # Sphinx keeps the numbers of chapters and in its tables of contents, once it has given them.
        numbered = history.stale_in_plain_sphinx()
        assert "after.html" in numbered
        faults = [name for name in faults if name not in numbered and not history.same_main_part(built, name)]
    assert faults == []


@long
@pytest.mark.parametrize("step", STEPS)
def test_a_build_of_joined_pages_after_an_edit_equals_a_clean_one_by_sphinx_alone(
    history: History, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "FEWEST", 2)
    monkeypatch.setattr(groups, "samples_of", lambda pages: frozenset(list(pages)[:1]))
    history.build()
    STEPS[step](history.edits)
    assert history.faults(history.build(), tagpages_fast_pages=False) == []


@pytest.mark.parametrize("name", long_but((value.name for value in VALUES), "snippet_length"))
def test_a_changed_value_takes_effect_everywhere(history: History, name: str) -> None:
    history.build()
    before = dict(history.project.conf)
    history.edits.configure(**{f"tagpages_{name}": VALUES_CHANGED[name]})
    if name == "dir":
        history.edits.replace("index.rst", "tags/", "t/")
    assert history.faults(history.build()) == []
    history.project.conf = before
    if name == "dir":
        history.edits.replace("index.rst", "t/", "tags/")
    assert history.faults(history.build()) == []


@long
def test_a_changed_value_reaches_what_another_builder_has_written(history: History) -> None:
    """By then the environment is up to date, and Sphinx would leave alone what is newer than its source."""
    for builder in ("html", "epub", "dirhtml"):
        history.build(builder)
    history.edits.configure(tagpages_print="full")
    history.build()
    left, clean = history.build("epub"), history.clean("epub")
    pages = {page.path.relative_to(clean.outdir): page.path.read_bytes() for page in clean.pages()}
    assert pages
    assert [name for name, page in pages.items() if (left.outdir / name).read_bytes() != page] == []
    history.edits.configure(language="de")
    history.build()
    assert {page.root.attrib["lang"] for page in history.build("dirhtml").pages()} == {"de"}


def test_a_page_goes_that_another_builder_missed_first_though_the_record_of_it_is_lost(
    history: History,
) -> None:
    built = history.build()
    assert built.exists("tags/p")
    history.edits.remove("_build/doctrees/tagpages")
    history.edits.write("papers/one.yaml", "[]\n")
    history.build("dirhtml")
    assert history.faults(history.build()) == []


def test_pages_that_no_index_of_ours_names_go_with_their_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = ":orphan:\n\nMine\n====\n"
    files = {
        "index.rst": "Home\n====\n",
        "tags/index.rst": mine,
        "tags/archive/index.rst": mine,
        "notes.yaml": FILES["notes.yaml"],
    }
    made = make_project(tmp_path / "project", files, tagpages_sources=["notes.yaml"], templates_path=[])
    history = History(made, tmp_path)
    assert history.build().exists("tags/t3")
    history.edits.write("notes.yaml", "[]\n")
    assert history.faults(history.build()) == []
    monkeypatch.setattr(project_notes, "build_index", lambda *_: pytest.fail("took them for there once more"))
    history.build()


@long
@pytest.mark.parametrize(
    ("before", "after"),
    [("2010-05-01", "2010-07-01"), ("date: 2012-02", "date: 2012-03"), ("2011-01", "2011-02")],
)
def test_orders_of_tags_and_neighbours_of_months_follow_a_date(
    tmp_path: Path, before: str, after: str
) -> None:
    """No number of a tag's notes changes, but which tag has the newest note, and what is beside a month."""
    notes = "".join(
        f"- {{title: N{n}, id: n{n}, date: 20{n % 3 + 10}-{n % 12 // 3 * 2 + 1:02}, tags: [T{n}]}}\n"
        for n in range(36)
    )
    notes += (
        "- {title: X, id: x, date: 2010-05-01, tags: [T0]}\n- {title: Y, id: y, date: 2012-02, tags: [T2]}\n"
    )
    made = make_project(
        tmp_path / "project",
        {"index.rst": "Home\n====\n\n.. toctree::\n\n   tags/index\n", "notes.yaml": notes},
        tagpages_sources=["notes.yaml"],
        tagpages_per_page=5,
        templates_path=[],
    )
    history = History(made, tmp_path)
    overview = history.build().page("tags/index").one("div", "tagpages-overview")
    assert "data-by-date" in overview.attrib
    history.edits.replace("notes.yaml", before, after)
    assert history.faults(history.build()) == []


def addresses(built: Built) -> set[str]:
    """Every page and every anchor on it."""
    return {
        address
        for page in built.pages()
        for name in [page.path.relative_to(built.outdir).as_posix()]
        for address in (name, *(f"{name}#{anchor}" for anchor in page.ids()))
        if name.startswith("tags/archive/")
    }


@long
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_no_address_of_the_archive_dies_because_notes_were_added(tmp_path: Path, builder: str) -> None:
    """A year grows over the limit, then a month of it, and the undated notes."""

    def notes(*counts: int) -> str:
        counted = zip(["2023-05-01", "2023-06", "2023", "2022-01-01", ""], counts, strict=True)
        return "".join(
            f"- {{title: On {date} {number}, tags: [A], date: {date}}}\n"
            for date, count in counted
            for number in range(count)
        )

    files = {
        "index.rst": "Home\n====\n\n.. toctree::\n\n   tags/index\n",
        "notes.yaml": notes(150, 40, 5, 195, 195),
    }
    conf = {"tagpages_sources": ["notes.yaml"], "tagpages_per_page": 200, "templates_path": []}
    history = History(make_project(tmp_path / "project", files, **conf), tmp_path)
    before = addresses(history.build(builder))
    for counts in ((160, 40, 5, 195, 205), (205, 40, 5, 205, 205), (205, 40, 205, 205, 205)):
        history.edits.write("notes.yaml", notes(*counts))
        built = history.build(builder)
        now = addresses(built)
        assert before <= now
        before = now
        assert history.faults(built, builder=builder) == []
        assert built.dead_links() == []
    history.edits.write("notes.yaml", notes(150, 40, 5, 195, 195))
    assert history.faults(history.build(builder), builder=builder) == []


GLOBBED = FILES | {
    "more.rst": FILES["more.rst"] + "\n.. toctree::\n   :glob:\n\n   /tags/*\n   /tags/archive/*\n"
}


@long
@pytest.mark.parametrize("name", ["tags/t3", "tags/archive/2021", "tags/archive/index"])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_glob_of_a_toctree_finds_a_document_in_the_place_of_a_generated_one(
    tmp_path: Path, name: str, builder: str
) -> None:
    history = History(make_project(tmp_path / "project", GLOBBED), tmp_path)
    history.build(builder)
    history.edits.write(f"{name}.rst", "Found by a glob\n===============\n")
    built = history.build(builder)
    assert "Found by a glob" in built.page("more" if builder == "html" else "more/index").text
    assert history.faults(built, builder=builder) == []
    history.edits.remove(f"{name}.rst")
    assert history.faults(history.build(builder), builder=builder) == []


@long
def test_a_changed_style_sheet_reaches_the_pages_that_name_its_check_sum(history: History) -> None:
    history.edits.configure(html_static_path=["_static"], html_css_files=["own.css"])
    for content in ("p {}\n", "a {}\n"):
        history.edits.write("_static/own.css", content)
        left = Output.of(history.project.run().outdir)  # in one process, Sphinx looks at a file once
    history.edits.remove("_build")
    assert left.differences(Output.of(history.project.run().outdir)) == []


MARKDOWN = {
    "index.md": "# Home\n\n```{toctree}\npage\nother\ntags/index\n```\n",
    "page.md": """---
tags: [A, Front]
date: 2023-03-03
---

# A page

The first words.

:::{tags} B
:::
""",
    "other.md": """# Other

{tag}`A` {note}`page`

:::{note-list}
:tags: A
:::

:::{note-entry} E
:tags: A
:::
""",
}
MARKDOWN_STEPS: dict[str, Edit] = {
    "front matter": lambda edits: edits.replace("page.md", "[A, Front]", "[A, Back]"),
    "a date": lambda edits: edits.replace("page.md", "2023", "2031"),
    "a title": lambda edits: edits.replace("page.md", "# A page", "# Another page"),
    "the first words": lambda edits: edits.replace("page.md", "first words", "words it begins with"),
    "the directive": lambda edits: edits.replace("page.md", "{tags} B", "{tags} C, D"),
    "front matter for another page": lambda edits: edits.write(
        "other.md", f"---\ntags: A\n---\n{MARKDOWN['other.md']}"
    ),
}


@pytest.mark.parametrize("step", long_but(MARKDOWN_STEPS, "the directive"))
def test_a_build_after_an_edit_in_markdown_equals_a_clean_one(tmp_path: Path, step: str) -> None:
    made = make_project(
        tmp_path / "project",
        MARKDOWN,
        extensions=["myst_parser", "sphinxext.tagpages"],
        myst_enable_extensions=["colon_fence"],
        tagpages_sources=[],
    )
    history = History(made, tmp_path)
    history.build()
    undo = history.edits.undo()
    MARKDOWN_STEPS[step](history.edits)
    assert history.faults(history.build()) == []
    undo()
    assert history.faults(history.build()) == []
