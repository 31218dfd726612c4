"""Projects that used sphinx-tags: nothing but the name of the extension is changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from sphinxext.tagpages.config.sphinx_tags_values import COLOURS
from tests.build.harness import Built, Page, Project, elements, sphinx_build, text
from tests.build.histories import Edit, Edits, History, in_turn, inventory, make_project
from tests.tiers import long, long_but

pytestmark = long

MOVING = Path(__file__).parents[1] / "moving"
OLD_CONF: dict[str, object] = {"tags_create_tags": True}
INDEX = """
Home
====

.. toctree::

   a
   b
   _tags/tagsindex

:ref:`tagoverview`, :ref:`sphx_tag_tag_1`, :ref:`the first <sphx_tag_tag_1>` and :doc:`_tags/tagsindex`
"""
FILES = {
    "index.rst": INDEX,
    "a.rst": "A page\n======\n\n.. tags:: tag_1, Two words\n",
    "far.rst": ":orphan:\n\nFar away\n========\n\n:ref:`sphx_tag_tag_1`\n",
    "b.rst": "B page\n======\n\n.. tags::\n\n   tag_1,\n   C++\n",
}
HELD = {
    "held.rst": "Held\n====\n\n.. tags:: tag_1\n",
    "sub/held.rst": "Held too\n========\n\n.. tags:: tag_1\n",
    "own.rst": ":orphan:\n\nOrphan\n======\n\n.. tags:: tag_1\n",
}
#: What sphinx-tags leaves in the source folder.
LEFT = {
    "_tags/tag_1.rst": ".. _sphx_tag_tag_1:\n\nMy tags: tag_1\n##############\n\n.. toctree::\n"
    "    :maxdepth: 1\n    :caption: With this tag\n\n    ../a.rst\n    ../b.rst\n",
    "_tags/gone.md": "(sphx_tag_gone)=\n# My tags: gone\n\n```{toctree}\n../a.rst\n```\n",
    "_tags/.rst": ".. _sphx_tag_:\n\nMy tags: 🌱\n##########\n\n.. toctree::\n\n    ../a.rst\n",
    "_tags/tagsindex.rst": ":orphan:\n\n.. _tagoverview:\n\nTags overview\n#############\n\n.. toctree::\n"
    "    :caption: Tags\n    :maxdepth: 1\n\n    tag_1 (2) <tag_1.rst>\n",
}


@pytest.fixture
def old_project(project: Callable[..., Project]) -> Callable[..., Project]:
    """Make a project as sphinx-tags finds it, but for its extension."""

    def make(files: Mapping[str, str] = {}, **conf: object) -> Project:
        return project(FILES | dict(files), **(OLD_CONF | conf))

    return make


def links(page: Page, within: str = "div", cls: str = "body") -> dict[str, str]:
    """Return the links in a part of a page: what they say, and the page that they lead to."""
    folder = dirname(page.path.as_posix())
    return {
        text(link): normpath(join(folder, link.attrib["href"].partition("#")[0]))
        for part in page.find_all(within, cls)
        for link in elements(part, "a", "reference")
    }


def leads_to(built: Built, name: str) -> list[str]:
    """Return the pages that a redirect leads to: by itself, or by the choices that it gives."""
    page = built.page(name)
    folder = page.path.parent
    targets = [link.attrib["href"] for link in page.find_all("a")]
    for refresh in page.find_all("meta", http_equiv="refresh"):
        assert targets == [refresh.attrib["content"].partition("url=")[2]]
    assert page.one("meta", name="robots").attrib["content"] == "noindex"
    found = [(folder / target).resolve() for target in targets]
    assert all(path.exists() for path in found)
    return [path.relative_to(built.outdir.resolve()).as_posix() for path in found]


def test_a_project_builds_with_its_toctree_its_labels_and_its_old_links(
    old_project: Callable[..., Project],
) -> None:
    built = old_project().build()
    assert built.warnings == []
    assert built.dead_links() == []
    found = links(built.page("index"))
    index, tag = built.outdir / "_tags/index.html", built.outdir / "_tags/tag-1.html"
    assert found["Tags"] == str(index)
    assert found["tag_1"] == found["the first"] == str(tag)
    assert built.page("_tags/tag-1").titles() == ["A page", "B page"]
    assert not built.exists("tags/index")


def test_old_addresses_lead_on(old_project: Callable[..., Project]) -> None:
    project = old_project()
    for builder, page in (("html", "{}.html"), ("dirhtml", "{}")):
        built = project.build(builder)
        old = "{}" if builder == "html" else "{}/index"
        assert leads_to(built, old.format("_tags/tagsindex")) == [
            page.format("_tags/index").removesuffix("/index")
        ]
        assert leads_to(built, old.format("_tags/tag_1")) == [page.format("_tags/tag-1")]
        # This one has the same address as before.
        assert built.page(old.format("_tags/two-words")).titles() == ["A page"]


def test_a_page_that_tags_shared_gives_the_choice(old_project: Callable[..., Project]) -> None:
    files = {"c.rst": ":orphan:\n\nC page\n======\n\n.. tags:: a_b+, a_b-\n"}
    built = old_project(files, suppress_warnings=["tagpages.tag_collision"]).build()
    assert len(leads_to(built, "_tags/a_b")) == 2
    assert sorted(text(link) for link in built.page("_tags/a_b").find_all("a")) == ["a_b+", "a_b-"]


def test_redirects_say_where_the_page_is_to_be_found(old_project: Callable[..., Project]) -> None:
    built = old_project(html_baseurl="https://example.org/docs/", language="de").build()
    page = built.page("_tags/tag_1")
    assert page.one("link", rel="canonical").attrib["href"] == "https://example.org/docs/_tags/tag-1.html"
    assert page.root.attrib["lang"] == "de"


@pytest.mark.parametrize("builder", long_but(["singlehtml", "epub", "text", "xml", "json"], "singlehtml"))
def test_other_builders_know_the_labels_and_have_no_redirects(
    old_project: Callable[..., Project], builder: str
) -> None:
    conf = {"epub_show_urls": "no", "version": "1", "epub_copyright": "-"} if builder == "epub" else {}
    project = old_project(**conf)
    built = project.run(builder, "-d", str(project.srcdir / "_build/doctrees"))
    assert built.warnings == []
    assert [*built.outdir.rglob("*tagsindex*")] == []


def test_labels_stand_in_the_inventory_for_other_projects(old_project: Callable[..., Project]) -> None:
    lines = inventory(old_project().build().outdir)
    found = {line.split()[0]: line.split()[3] for line in lines[4:] if " std:label " in line}
    assert found["tagoverview"].startswith("_tags/index.html#")
    assert found["sphx_tag_tag_1"].startswith("_tags/tag-1.html#")


def test_a_label_of_the_projects_own_stays_its_own(old_project: Callable[..., Project]) -> None:
    files = {"a.rst": f".. _tagoverview:\n\n{FILES['a.rst']}"}
    built = old_project(files).build()
    assert built.warnings == []
    assert links(built.page("index"))["A page"] == str(built.outdir / "a.html")


def test_myst_documents_know_the_labels(old_project: Callable[..., Project]) -> None:
    files = {"c.md": "# C page\n\n```{tags} tag_1\n```\n\n{ref}`tagoverview` and [first](#sphx_tag_tag_1)\n"}
    index = INDEX.replace("   b\n", "   b\n   c\n")
    built = old_project(
        files | {"index.rst": index}, extensions=["sphinxext.tagpages", "myst_parser"]
    ).run()  # in a process of its own: MyST and some builders use what newer Sphinx deprecates
    assert built.warnings == []
    found = links(built.page("c"))
    assert found["Tags"] == str(built.outdir / "_tags/index.html")
    assert found["first"] == str(built.outdir / "_tags/tag-1.html")
    assert built.page("_tags/tag-1").titles() == ["A page", "B page", "C page"]


def test_titles_words_and_headings_are_those_of_the_project(old_project: Callable[..., Project]) -> None:
    built = old_project(
        tags_page_title="On",
        tags_page_header="Pages & more",
        tags_overview_title="All <tags>",
        tags_index_head="Each",
        tags_intro_text="See & read:",
    ).build()
    assert built.warnings == []
    page = built.page("_tags/tag-1")
    assert page.heading == "On: tag_1"
    assert [text(heading).rstrip("¶") for heading in page.find_all("h2")] == ["Pages & more"]
    assert page.titles() == ["A page", "B page"]
    overview = built.page("_tags/index")
    assert overview.heading == "All <tags>"
    assert "Each" in [text(heading).rstrip("¶") for heading in overview.find_all("h2")]
    assert text(built.page("a").one("p", "tagpages-tags")) == "See & read: tag_1 Two words"
    assert "All <tags>" in links(built.page("index"))


def test_words_before_tags_stand_in_other_builders_too(old_project: Callable[..., Project]) -> None:
    built = old_project(tags_intro_text="See:").build("text")
    assert "\nSee: tag_1, Two words\n" in (built.outdir / "a.txt").read_text("utf-8")


def test_our_own_values_win(old_project: Callable[..., Project]) -> None:
    index = INDEX.replace("_tags", "old")
    built = old_project(
        {"index.rst": index},
        tags_output_dir="old",
        tags_page_title="Old",
        tagpages_dir="tags",  # which is the default, but written
        tagpages_title="New {tag}",
    ).build()
    assert built.warnings == []
    assert built.page("tags/tag-1").heading == "New tag_1"
    assert leads_to(built, "old/tag_1") == ["tags/tag-1.html"]
    assert leads_to(built, "old/two-words") == ["tags/two-words.html"]
    assert leads_to(built, "old/tagsindex") == ["tags/index.html"]
    assert links(built.page("index"))["Tags"] == str(built.outdir / "tags/index.html")


def test_one_warning_names_all_that_is_not_understood(old_project: Callable[..., Project]) -> None:
    project = old_project(
        tags_create_tags=False, tags_create_badges=True, tags_badge_colors={"*": "sky"}, tags_output_dir=3
    )
    built = project.build()
    assert len(built.warnings) == 1
    warning = built.warning("sphinx_tags")
    line = int(warning.partition("conf.py:")[2].partition(":")[0])
    assert (project.srcdir / "conf.py").read_text("utf-8").splitlines()[line - 1].startswith("tags_")
    for name in ("tags_create_tags", "tags_badge_colors", "tags_output_dir", "tagpages_skip_tags"):
        assert name in warning


def test_that_warning_stands_at_the_first_value_it_names(old_project: Callable[..., Project]) -> None:
    project = old_project(tags_intro_text="Tags:", tags_create_badges=True, tags_badge_colors={"*": "sky"})
    line = int(project.build().warning("sphinx_tags").partition("conf.py:")[2].partition(":")[0])
    written = (project.srcdir / "conf.py").read_text("utf-8").splitlines()[line - 1]
    assert written.startswith("tags_badge_colors")


def test_a_project_without_the_values_keeps_nothing_of_it(project: Callable[..., Project]) -> None:
    built = project({"a.rst": f":orphan:\n\n{FILES['a.rst']}"} | LEFT, exclude_patterns=["_tags"]).build()
    assert built.warnings == []
    assert not built.exists("_tags/tagsindex")
    assert not any("sphx_tag" in line or "tagoverview" in line for line in inventory(built.outdir))
    assert built.page("tags/tag-1").titles() == ["A page"]


def test_what_sphinx_tags_generated_is_not_read_and_not_deleted(old_project: Callable[..., Project]) -> None:
    project = old_project(LEFT)
    built = project.build()
    assert len(built.warnings) == 1
    assert "delete the folder '_tags'" in built.warning("sphinx_tags")
    assert not built.exists("_tags/gone")
    assert built.page("_tags/tag-1").titles() == ["A page", "B page"]
    assert built.dead_links() == []
    assert all((project.srcdir / name).read_text("utf-8") == content for name, content in LEFT.items())


def test_what_is_written_by_hand_in_that_folder_is_read(old_project: Callable[..., Project]) -> None:
    mine = {"_tags/mine.rst": ":orphan:\n\nMine\n====\n\n.. tags:: tag_1\n"}
    built = old_project(LEFT | mine).build()
    assert len(built.warnings) == 1
    warning = built.warning("sphinx_tags")
    assert "_tags/tag_1.rst" in warning
    assert "_tags/mine.rst" not in warning
    assert built.page("_tags/tag-1").titles() == ["A page", "B page", "Mine"]


def test_what_cannot_be_read_in_that_folder_is_no_file_of_theirs(old_project: Callable[..., Project]) -> None:
    project = old_project(LEFT)
    (project.srcdir / "_tags" / "folder.rst").mkdir()
    built = project.build()
    assert len(built.warnings) == 1
    assert "_tags/tag_1.rst" in built.warning("sphinx_tags")


def test_a_tag_with_the_name_of_the_old_index_has_a_page(old_project: Callable[..., Project]) -> None:
    built = old_project({"c.rst": ":orphan:\n\nC page\n======\n\n.. tags:: tagsindex\n"}).build()
    assert [warning for warning in built.warnings if "tag_collision" not in warning] == []
    assert built.warning("tag_collision")
    (name,) = [path.stem for path in (built.outdir / "_tags").glob("tagsindex-*.html")]
    assert built.page(f"_tags/{name}").titles() == ["C page"]
    assert built.dead_links() == []


@pytest.mark.parametrize("tag", ["x" * 300, "研究" * 60, "CON"])
def test_an_address_that_no_file_can_have_is_left_out(old_project: Callable[..., Project], tag: str) -> None:
    built = old_project({"c.rst": f":orphan:\n\nC page\n======\n\n.. tags:: {tag}\n"}).build()
    assert built.status == 0
    assert any(page.titles() == ["C page"] for page in built.pages() if page.find_all(data_tag=tag))


def test_what_the_project_excludes_is_not_told_of(old_project: Callable[..., Project]) -> None:
    built = old_project(LEFT, exclude_patterns=["_build", "_tags"]).build()
    assert built.warnings == []
    assert built.page("_tags/tag-1").titles() == ["A page", "B page"]


def test_an_index_written_by_hand_keeps_its_place(old_project: Callable[..., Project]) -> None:
    built = old_project({"_tags/tagsindex.rst": "By hand\n=======\n\n.. tag-index::\n"}).build()
    assert built.warnings == []
    assert links(built.page("index"))["By hand"] == str(built.outdir / "_tags/tagsindex.html")
    assert built.page("_tags/tagsindex").heading == "By hand"


def test_colours_of_badges_are_those_of_tags(old_project: Callable[..., Project]) -> None:
    """Their names and patterns are those of sphinx-tags; how buttons show them is tested elsewhere."""
    project = old_project(
        tags_create_badges=True,
        tags_badge_colors={"tag_*": "success", "*": "#abc"},
    )
    project.code = COLOURS_WRITTEN
    built = project.build()
    assert built.warnings == []
    colours = json.loads((built.outdir / "colours.json").read_text("utf-8"))
    assert colours == {"tag_1": COLOURS["success"], "Two words": "#aabbcc", "C++": "#aabbcc"}


COLOURS_WRITTEN = """
import json
from pathlib import Path

def write(app, error):
    tags = app.env.get_domain("tagpages").index.tags.values()
    (Path(app.outdir) / "colours.json").write_text(json.dumps({tag.label: tag.colour for tag in tags}))

def setup(app):
    app.connect("build-finished", write)
"""


def test_sphinx_tags_beside_us_is_told_of(project: Callable[..., Project]) -> None:
    """What stands in for it does what it does when it is loaded: it takes the names."""
    made = project(
        {"a.rst": f":orphan:\n\n{FILES['a.rst']}"},
        extensions=["sphinxext.tagpages", "sphinx_tags"],
        **OLD_CONF,
    )
    made.write({"ext/sphinx_tags.py": STAND_IN})
    made.code = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parent / 'ext'))\n"
    built = made.run()
    (warning,) = [line for line in built.warnings if "WARNING" in line]
    assert '"sphinx_tags"' in warning
    assert "extensions" in warning
    assert "[tagpages.sphinx_tags]" in warning


STAND_IN = """
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

class Tags(SphinxDirective):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self):
        self.env.metadata[self.env.docname]["tags"] = self.arguments[0].split(",")
        return [nodes.paragraph(text=self.arguments[0])]

def setup(app):
    app.add_config_value("tags_create_tags", False, "html")
    app.add_config_value("tags_output_dir", "_tags", "html")
    app.add_directive("tags", Tags)
"""


def test_tags_in_the_raw_cells_of_a_notebook_count(old_project: Callable[..., Project]) -> None:
    cells = [
        {"cell_type": "raw", "metadata": {}, "source": [".. tags:: tag_1,\n", "\n", "   cells"]},
        {"cell_type": "markdown", "metadata": {}, "source": ["# Notebook\n"]},
    ]
    project = old_project(
        {"n.ipynb": json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})},
        extensions=["sphinxext.tagpages", "myst_nb"],
        nb_execution_mode="off",
    )
    Edits(project).replace("index.rst", "   b\n", "   b\n   n\n")
    built = project.build()
    assert built.warnings == []
    assert built.page("_tags/cells").titles() == ["Notebook"]
    assert built.page("_tags/tag-1").titles() == ["A page", "B page", "Notebook"]
    assert text(built.page("n").one("p", "tagpages-tags")) == "tag_1 cells"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "garden",
            {
                "_topics/full_sun": ["Beans", "Roses"],
                "_topics/flowers": ["Roses"],
                "_topics/thorny-plants": ["Roses"],
                "_topics/easy-to-grow": ["Beans", "Herbs"],
                "_topics/from-seed": ["Beans"],
                "_topics/vegetables": ["Beans"],
            },
        ),
        (
            "recipes",
            {
                "_tags/quick": ["Curry", "Soup"],
                "_tags/diet-vegan": ["Curry", "Soup"],
                "_tags/winter_food": ["Soup"],
                "_tags/hot": ["Curry"],
            },
        ),
    ],
)
def test_each_tag_lists_what_it_did(tmp_path: Path, name: str, expected: dict[str, list[str]]) -> None:
    """What sphinx-tags lists of these projects; ``make moving`` asks it."""
    srcdir = tmp_path / name
    shutil.copytree(MOVING / name, srcdir)
    conf = srcdir / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace('"sphinx_tags"', '"sphinxext.tagpages"'), "utf-8")
    built = sphinx_build(srcdir, tmp_path / "out", "-b", "html")
    assert built.warnings == []
    assert built.status == 0
    for old, titles in expected.items():
        page = built.page(old)
        if page.find_all("meta", http_equiv="refresh"):
            (new,) = leads_to(built, old)
            page = built.page(new.removesuffix(".html"))
        assert sorted(page.titles()) == titles


def _leave_sphinx_tags(edits: Edits) -> None:
    edits.project.conf = {
        name: value for name, value in edits.project.conf.items() if name != "tags_create_tags"
    }
    for name in LEFT:
        edits.remove(name)
    edits.write("index.rst", "Home\n====\n\n.. toctree::\n\n   a\n   b\n   tags/index\n")


STEPS: dict[str, Edit] = {
    "a tag's last page": lambda edits: edits.replace("b.rst", "C++", "tag_1"),
    "a tag that the old label names": lambda edits: edits.replace("a.rst", "Two words", "tag 1, Three_words"),
    "the tag of a label renamed": in_turn(
        lambda edits: edits.replace("a.rst", "tag_1", "tag_1+"),
        lambda edits: edits.replace("b.rst", "tag_1", "tag_1+"),
    ),
    "a label goes to another tag": lambda edits: edits.replace("a.rst", "Two words", "tag_1+"),
    "a label of the project's own": lambda edits: edits.replace(
        "b.rst", "B page", ".. _tagoverview:\n\nB page"
    ),
    "what was generated deleted": in_turn(*(partial(Edits.remove, name=name) for name in LEFT)),
    "the folder changed": lambda edits: edits.configure(tagpages_dir="topics"),
    "a title changed": lambda edits: edits.configure(tags_page_title="On", tags_overview_title="Topics"),
    "a header more": lambda edits: edits.configure(tags_page_header="Pages"),
    "colours": lambda edits: edits.configure(tags_create_badges=True, tags_badge_colors={"*": "info"}),
    "an index by hand": lambda edits: edits.write("_tags/tagsindex.rst", "By hand\n=======\n"),
    "a page by hand": lambda edits: edits.write("_tags/tag_1.rst", ":orphan:\n\nBy hand\n=======\n"),
    "a document in a toctree no more": in_turn(
        lambda edits: edits.replace("index.rst", "   b\n", ""),
        # Sphinx 7.4 leaves the sidebars of documents that are not read again.
        lambda edits: edits.append("far.rst", "\nMore.\n"),
    ),
    "a redirect deleted": lambda edits: edits.remove("_build/html/_tags/tag_1.html"),
    "a redirect cut short": lambda edits: edits.write("_build/html/_tags/tag_1.html", "<p>cut"),
    "no value left": _leave_sphinx_tags,
}


def pages(built: Built) -> dict[str, str]:
    return {
        path.relative_to(built.outdir).as_posix(): path.read_text("utf-8")
        for path in built.outdir.rglob("*.html")
        if "_static" not in path.parts
    }


@pytest.mark.parametrize("step", long_but(STEPS, "a tag's last page", "a redirect cut short"))
def test_a_build_after_an_edit_equals_a_clean_one_and_so_does_one_when_it_is_undone(
    tmp_path: Path, step: str
) -> None:
    history = History(make_project(tmp_path / "project", FILES | LEFT, **OLD_CONF), tmp_path)
    history.build()
    before = history.project.conf
    undo = history.edits.undo()
    STEPS[step](history.edits)
    assert left(history) == []
    history.project.conf = before
    undo()
    assert left(history) == []
    assert history.build().written == []


def left(history: History) -> list[str]:
    """Build, and name what is not as in a clean build: pages, the inventory, and warnings that it has not."""
    built, clean = history.build(), history.clean()
    mine, wanted = pages(built), pages(clean)
    found = [name for name in {*mine, *wanted} if mine.get(name) != wanted.get(name)]
    if inventory(built.outdir) != inventory(clean.outdir):
        found.append("objects.inv")
    # Sphinx leaves the pages of the user's documents that are gone.
    found = [name for name in found if name in wanted or name != "_tags/tagsindex.html"]
    return found + sorted(warnings(built) - warnings(clean))


def warnings(built: Built) -> set[str]:
    """Return the warnings of a build, without the folder of the project."""
    return {line.replace(str(built.outdir.parents[1]), "") for line in built.warnings}


def test_processes_that_read_beside_each_other_leave_the_same(tmp_path: Path) -> None:
    more = {f"more{n}.rst": f":orphan:\n\nMore {n}\n======\n\n.. tags:: tag_1, m_{n}\n" for n in range(9)}
    history = History(
        make_project(tmp_path / "project", FILES | more, **OLD_CONF, tagpages_sources=[]), tmp_path
    )
    built = history.build(parallel=4)
    assert built.warnings == []
    assert pages(built) == pages(history.clean())


def test_documents_that_only_pages_of_tags_held_are_named_in_one_line(
    old_project: Callable[..., Project],
) -> None:
    project = old_project(HELD)
    for _build in range(2):
        built = project.build()
        assert len(built.warnings) == 1
        assert "held, sub/held; name them in one" in built.warning("sphinx_tags")
        assert "held.rst:1: " in built.warning("sphinx_tags")
    project.write({"held.rst": f":orphan:\n\n{HELD['held.rst']}"})
    Edits(project).replace("index.rst", "   b\n", "   b\n   sub/held\n")
    assert project.build().warnings == []
    Edits(project).replace("index.rst", "   b\n   sub/held\n", "   b\n")
    assert ": sub/held; name" in project.build().warning("sphinx_tags")


def test_documents_without_a_tag_need_a_toctree_as_ever(old_project: Callable[..., Project]) -> None:
    built = old_project({"alone.rst": "Alone\n=====\n"}).build()
    assert len(built.warnings) == 1
    assert "document isn't included in any toctree" in built.warnings[0]


def test_without_pages_of_tags_nothing_held_the_documents(old_project: Callable[..., Project]) -> None:
    built = old_project(HELD, tags_create_tags=False, suppress_warnings=["tagpages"]).build()
    assert len([line for line in built.warnings if "document isn't included in any toctree" in line]) == 2


PATCH = """
from pathlib import Path

import sphinx_tags

def setup(app):
    sphinx_tags.tagpage = None
"""
READ = """
def look(app, config):
    return app.srcdir / "_tags" / "tagsindex.md"

def setup(app):
    return {"parallel_read_safe": True}
"""


def test_code_for_sphinx_tags_is_told_of(old_project: Callable[..., Project]) -> None:
    project = old_project(
        {"ext/mine.py": PATCH, "ext/other.py": READ, "ext/sphinx_tags.py": STAND_IN},
        extensions=["sphinxext.tagpages", "mine", "other"],
    )
    project.code = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parent / 'ext'))\n"
    built = project.run()
    warnings = [line for line in built.warnings if "[tagpages.sphinx_tags]" in line]
    assert len(warnings) == 2
    assert "ext/mine.py:4: " in warnings[0]
    assert "ext/other.py:3: " in warnings[1]
    assert built.page("_tags/tag-1").titles() == ["A page", "B page"]


@long
def test_code_for_sphinx_tags_in_the_configuration_is_told_of(old_project: Callable[..., Project]) -> None:
    project = old_project({"ext/sphinx_tags.py": STAND_IN})
    path = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parent / 'ext'))\n"
    for code, wanted in (
        (f"{path}from sphinx_tags import Tags\n\nclass Other(Tags):\n    pass\n", True),
        ("html_context = {'more': '_tags/tagsindex'}", False),
        ("def setup(app):\n    return {'more': 'tagsindex.html'}", False),
        ("def setup(app):\n    app.connect('build-finished', lambda *_: 'tagsindex.rst')", True),
    ):
        project.code = code
        built = project.run()
        warnings = [line for line in built.warnings if "[tagpages.sphinx_tags]" in line]
        assert len(warnings) == wanted
        assert all("conf.py:" in line for line in warnings)


def test_wrong_colours_are_told_of_once(old_project: Callable[..., Project]) -> None:
    colours = {f"tag-{n}": "sky" for n in range(12)} | {"*": 3}
    built = old_project(tags_create_badges=True, tags_badge_colors=colours).build()
    assert len(built.warnings) == 1
    assert built.warnings[0].count("tags_badge_colors") == 1
    assert "tags_badge_colors: 'sky', 3 are no colours" in built.warning("sphinx_tags")


def test_all_directives_count_that_are_read_as_such(old_project: Callable[..., Project]) -> None:
    shown = ".. code-block:: rst\n\n   .. tags:: shown\n"
    page = f":orphan:\n\nC page\n======\n\n{shown}\n.. tags:: one\n\n.. tags:: two, One\n"
    built = old_project({"c.rst": page}).build()
    assert built.warnings == []
    assert not built.exists("_tags/shown")
    assert built.page("_tags/one").titles() == built.page("_tags/two").titles() == ["C page"]


def test_quotes_round_a_tag_are_part_of_it(old_project: Callable[..., Project]) -> None:
    built = old_project({"c.rst": ':orphan:\n\nC page\n======\n\n.. tags:: "quoted"\n'}).build()
    assert built.warnings == []
    assert built.page("_tags/quoted").heading == '"quoted"'


def test_tags_that_had_no_pages_have_some(old_project: Callable[..., Project]) -> None:
    built = old_project(tags_create_tags=False).build()
    assert "tags always have pages" in built.warning("sphinx_tags")
    assert built.page("_tags/tag-1").titles() == ["A page", "B page"]


def test_what_older_versions_left_is_read_as_any_document(old_project: Callable[..., Project]) -> None:
    """They wrote no labels, by which those of newer ones are known."""
    left = {"_tags/tag_1.rst": ":orphan:\n\nMy tags: tag_1\n##############\n\nWords.\n"}
    built = old_project(left).build()
    assert built.warnings == []
    assert built.page("_tags/tag_1").heading == "My tags: tag_1"


def test_markdown_reaches_the_index_by_its_file_and_tags_by_labels(
    old_project: Callable[..., Project],
) -> None:
    links_to = (
        "[](#tagoverview)",
        "[](#sphx_tag_tag_1)",
        "[file](_tags/tagsindex.md)",
        "[](/_tags/tagsindex)",
    )
    page = f"# C page\n\n{' '.join(links_to)}\n"
    project = old_project({"c.md": page}, extensions=["sphinxext.tagpages", "myst_parser"])
    Edits(project).replace("index.rst", "   b\n", "   b\n   c\n")
    built = project.run()
    assert built.warnings == []
    found = links(built.page("c"))
    assert found.keys() == {"Tags", "tag_1", "file"}
    assert found["file"] == found["Tags"] == str(built.outdir / "_tags/index.html")
    project.write({"c.md": "# C page\n\n[tag](_tags/tag_1.md)\n"})
    assert project.run().status == 1


def test_no_page_of_a_tag_stands_in_a_toctree(old_project: Callable[..., Project]) -> None:
    project = old_project()
    Edits(project).replace("index.rst", "   b\n", "   b\n   _tags/tag_1\n")
    built = project.build()
    assert len(built.warnings) == 1
    assert "index.rst:" in built.warnings[0]


def test_fields_and_front_matter_join_the_directive(old_project: Callable[..., Project]) -> None:
    files = {"sub/c.rst": ":orphan:\n:tags: field\n\nC page\n======\n\n.. tags:: directive\n"}
    project = old_project(files)
    assert project.build().page("_tags/field").titles() == ["C page"]
    built = project.build(tagpages_exclude=["sub"])
    assert not built.exists("_tags/field")
    assert built.page("_tags/directive").titles() == ["C page"]
