"""In each theme, with its links to a repository on: none is dead, none leads to a source that is not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.build.harness import INDEX, Built, Page, Project, elements, sphinx_build, text
from tests.themes import REPOSITORY, THEMES
from tests.tiers import long, long_but

FILES = {
    "index.rst": INDEX.replace("tags/index", "reading/methods\n   tags/index"),
    "reading/methods.rst": """
Methods
=======

:tag:`NLP`, :note:`lora`, :doc:`/tags/index`

.. note-entry:: In a document
   :tags: NLP, C++
   :date: 2022-02-02

   A body.

.. note-list::
   :tags: NLP
""",
    "notes.yaml": """
- {id: lora, title: LoRA, tags: [NLP, Efficiency/SpeedUp], date: 2023-10-02, summary: Fewer weights.}
- {id: two, title: 二つ, tags: [NLP, 研究], date: 2023-05-01}
- {id: none, title: Undated, tags: [NLP]}
""",
}
USERS = ("index", "reading/methods")
GENERATED = (
    "tags/index",
    "tags/nlp",
    "tags/nlp/2",
    "tags/efficiency-speedup",
    "tags/研究",
    "tags/archive/index",
    "tags/archive/2023",
    "tags/archive/undated",
)
#: What a theme may link to on any page: the repository as a whole, and its issues.
WHOLE = (REPOSITORY, f"{REPOSITORY}/", f"{REPOSITORY}/issues")


@pytest.fixture(scope="module", params=long_but(THEMES, "furo", "pydata_sphinx_theme"))
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def build(folder: Path, theme: str, files: Mapping[str, str] = {}, builder: str = "html") -> Built:
    """Build the project in a theme, in a process of its own."""
    values = {"tagpages_sources": ["notes.yaml"], "tagpages_per_page": 3, "html_theme": theme}
    made = Project(folder, values | THEMES[theme])
    made.write(FILES | dict(files))
    built = made.run(builder)
    assert (built.warnings, built.status) == ([], 0)
    return built


@pytest.fixture(scope="module")
def built(theme: str, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp(theme), theme)


def to_sources(page: Page) -> list[str]:
    """The links of a page that show or edit one file, in the repository or in the output."""
    links = [link.attrib.get("href", "") for link in page.find_all("a")]
    repository = [
        link
        for link in links
        if link.startswith(REPOSITORY) and link not in WHOLE and not link.startswith(f"{REPOSITORY}/issues/")
    ]
    return repository + [link for link in links if "_sources/" in link]


def test_no_link_is_dead(built: Built) -> None:
    assert all(built.exists(name) for name in (*USERS, *GENERATED))
    assert built.dead_links() == []


@long
def test_no_link_is_dead_with_an_address_for_each_folder(theme: str, tmp_path: Path) -> None:
    built = build(tmp_path, theme, builder="dirhtml")
    names = [name if name.endswith("index") else f"{name}/index" for name in (*USERS, *GENERATED)]
    assert all(built.exists(name) for name in names)
    assert built.dead_links() == []


def test_a_source_is_linked_to_from_documents_that_have_one(built: Built, theme: str) -> None:
    for name in USERS:
        links = to_sources(built.page(name))
        assert links
        assert all(f"{name}.rst" in link for link in links), links
        edited = [link for link in links if link.startswith(REPOSITORY)]
        assert bool(edited) == (theme != "alabaster")  # which links to the copied source alone
    for name in GENERATED:
        assert to_sources(built.page(name)) == []


@long
def test_a_tag_index_of_the_users_keeps_its_source(theme: str, tmp_path: Path) -> None:
    built = build(tmp_path, theme, {"tags/index.rst": "My tags\n=======\n\n.. tag-index::\n"})
    links = to_sources(built.page("tags/index"))
    assert links
    assert all("tags/index.rst" in link for link in links), links
    assert to_sources(built.page("tags/archive/index")) == []


def test_navigation_names_the_index_and_no_single_tag(built: Built) -> None:
    for name in (*USERS, *GENERATED):
        drawn = [
            text(link)
            for item in built.page(name).find_all("li")
            if any(cls.startswith(("toctree-l", "nav-item")) for cls in item.attrib.get("class", "").split())
            for link in elements(item, "a")
        ]
        assert "Tags" in drawn
        assert {"NLP", "C++", "2023"}.isdisjoint(drawn), drawn


WHOLE_TREE: dict[str, dict[str, object]] = {
    "alabaster": {"html_theme_options": {"sidebar_collapse": False}},
    "sphinx_rtd_theme": {"html_theme_options": {"collapse_navigation": False}},
    "basic": {"templates_path": ["_templates"], "html_sidebars": {"**": ["whole.html"]}},
}


@long
@pytest.mark.parametrize("theme", WHOLE_TREE)
def test_sections_of_generated_pages_in_a_sidebar_are_as_the_notes_have_them(
    tmp_path: Path, theme: str
) -> None:
    values: dict[str, object] = {"tagpages_sources": ["n.yaml"], "html_theme": theme}
    made = Project(tmp_path / "project", values | WHOLE_TREE[theme])
    undated = "- {title: One, tags: [x]}\n"
    made.write({
        "index.rst": INDEX.replace("tags/index", "a\n   sub/b\n   tags/index"),
        "a.rst": "A\n=\n",
        "sub/b.rst": "B\n=\n",
        "_templates/whole.html": "{{ toctree(collapse=False, titles_only=False, maxdepth=-1) }}",
        "n.yaml": undated,
    })
    made.run()
    for notes in (f"{undated}- {{title: Two, date: 2020}}\n", undated):
        made.write({"n.yaml": notes})
        built = made.run()
        clean = sphinx_build(made.srcdir, tmp_path / notes[-9:-2], "-d", str(tmp_path / "doctrees"), "-E")
        for name in ("index", "a", "sub/b"):
            page = clean.page(name)
            sections = [a for a in page.find_all("a") if "#tagpages-newest" in a.attrib.get("href", "")]
            assert bool(sections) is (notes != undated)
            assert built.page(name).path.read_bytes() == page.path.read_bytes()
