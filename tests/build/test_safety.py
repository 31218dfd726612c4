"""Nothing that a note says is more than text, in any output: hostile projects beside harmless twins."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from html import escape
from pathlib import Path

import html5lib
import pytest

from sphinxext.tagpages.sphinx_internals import search_titles
from tests.build.harness import MakeProject, Project
from tests.hostile.names import NAMES, VIEWS, is_fit
from tests.hostile.project import CONF, loose_files, twin_files
from tests.hostile.structure import (
    Structure,
    differences,
    not_allowed,
    of_output,
    search_index,
)
from tests.hostile.values import TEXTS
from tests.tiers import long, long_but

#: Builders that can use one doctree folder, in turn.
BUILDERS: tuple[str, ...] = ("html", "singlehtml", "epub", "latex", "texinfo", "man", "xml", "linkcheck")
WATCHED: tuple[str, ...] = ("html", "dirhtml", "latex", "gettext")
#: ``make hostile``: each text in each source, with every builder and theme.
ALL = os.environ.get("TAGPAGES_HOSTILE") == "all"
if ALL:
    BUILDERS = (*BUILDERS, "dirhtml", "json")
    WATCHED = (*BUILDERS, "text", "pseudoxml", "gettext", "changes")
THEMES = ("alabaster", *(("basic", "furo", "pydata_sphinx_theme", "sphinx_rtd_theme") if ALL else ()))


@pytest.fixture(scope="module", params=THEMES)
def twins(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Project, Project]:
    """A project in which every field is hostile, and one of the same shape with harmless words."""
    made = []
    for hostile in (True, False):
        folder = tmp_path_factory.mktemp("hostile" if hostile else "harmless")
        project = Project(folder, dict(CONF) | {"html_theme": request.param})
        project.write(twin_files(hostile=hostile, step=1 if ALL else 3))
        made.append(project)
    return made[0], made[1]


def structures(project: Project, builder: str) -> dict[str, Structure]:
    # Pages in JSON are without a theme, and that of PyData ends their builder, whatever the project.
    if builder == "json":
        project.conf["html_theme"] = "alabaster"
    built = project.build(builder)
    assert built.warnings == []
    assert built.status == 0
    return of_output(built.outdir)


# Sphinx's own builder of JSON names itself by an attribute that Sphinx 9 deprecates.
@pytest.mark.filterwarnings("ignore:'sphinxcontrib.serializinghtml")
@pytest.mark.parametrize("builder", long_but(BUILDERS, "html"))
def test_no_field_adds_anything_but_text(twins: tuple[Project, Project], builder: str) -> None:
    hostile, harmless = (structures(project, builder) for project in twins)
    assert hostile
    assert list(differences(hostile, harmless)) == []


@long
def test_texts_with_a_markup_hold_what_is_allowed(project: MakeProject) -> None:
    sources = ["notes.yaml", "issues.json", "papers.bib"]
    made = project(loose_files(), **(dict(CONF) | {"tagpages_sources": sources}))
    built = made.build()
    assert built.warnings == []
    pages = list(built.pages())
    assert sum(len(page.find_all(cls="tagpages-text")) for page in pages) > len(TEXTS)
    for page in pages:
        assert list(not_allowed(page.root)) == []
        handlers = [name for element in page.root.iter() for name in element.attrib if name.startswith("on")]
        assert handlers == []


def test_the_search_page_gets_text(twins: tuple[Project, Project]) -> None:
    built = twins[0].build()
    # Where the script escapes what it inserts, the index holds the text itself.
    script = (built.outdir / "_static" / "searchtools.js").read_text("utf-8")
    titles = search_index(built.outdir / "searchindex.js")["alltitles"]
    assert len(titles) > len(TEXTS)
    inserted = [escape(title) if "_escapeHTML" in script else title for title in titles]
    for title in inserted:
        fragment = html5lib.parseFragment(title, namespaceHTMLElements=False)
        assert list(fragment) == [], title


def test_titles_of_notes_are_escaped_in_a_search_index_that_a_page_takes_for_html(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sphinx before version 9 has such a script; the user's own titles are the user's to write."""
    monkeypatch.setattr(search_titles, "_are_escaped_in_browsers", lambda: False)
    files = {"index.rst": "R&D\n===\n", "n.yaml": "- {title: A, tags: [<b>x</b>]}"}
    built = project(files, tagpages_sources=["n.yaml"]).build()
    titles = search_index(built.outdir / "searchindex.js")["alltitles"]
    assert {"R&D", "&lt;b&gt;x&lt;/b&gt;"} <= titles.keys()
    assert not any("<" in title for title in titles)


@pytest.mark.parametrize("builders", long_but([["html"], [*WATCHED[1:]]], ["html"]))
def test_no_tag_leads_out_of_the_folders_of_a_build(project: MakeProject, builders: list[str]) -> None:
    notes = [{"id": name, "title": f"{number} {name}", "tags": [name]} for number, name in enumerate(NAMES)]
    files = {
        "notes.yaml": json.dumps(notes),
        "tags/FOO.rst": "Their own\n=========\n",
        "tags.yaml": "".join(
            f"{json.dumps(f'slug {name}')}: {{slug: {json.dumps(name)}}}\n" for name in NAMES
        ),
        "more.yaml": json.dumps([{"title": f"Named {name}", "tags": [f"slug {name}"]} for name in NAMES]),
        "conf.py": "",
    }
    made = project(
        files, **(dict(CONF) | {"tagpages_sources": ["notes.yaml", "more.yaml"], "tags_create_tags": True})
    )
    made.conf["tags_output_dir"] = made.conf["tagpages_dir"] = "tags"
    made.write_conf()
    before = contents(made.srcdir)
    command = [sys.executable, "-B", "-m", "tests.hostile.watched_build", str(made.srcdir), *builders]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    changed = [Path(path) for path in json.loads(done.stdout)]
    assert len(changed) > 2 * len(NAMES)
    build = made.srcdir / "_build"
    assert [path for path in changed if not path.is_relative_to(build) and path != Path(os.devnull)] == []
    assert contents(made.srcdir) == before
    for folder in build.iterdir():
        paths = [path.relative_to(folder) for path in folder.rglob("*")]
        parts = {part for path in paths for part in path.parts if "_static" not in path.parts}
        assert [part for part in parts if not is_fit(part)] == []
        # Redirects are not written over what some file systems fold with them; see below.
        for view in VIEWS[:2]:
            assert len({view(path.as_posix()) for path in paths}) == len(paths)
        assert max((len(path.as_posix().encode()) for path in paths), default=0) < 200


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a source folder, without what was built there."""
    paths = (path for path in folder.rglob("*") if path.is_file() and "_build" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize(
    "address", ["\\\\host\\share\\x.png", "//host/x.png", "C:\\x.png", "..\\x.png", "z:x.png"]
)
def test_no_picture_is_looked_for_elsewhere(
    project: MakeProject, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    read_bytes = Path.read_bytes

    def read(path: Path) -> bytes:
        looked.append(path)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    body = f"![x](<{address.replace(chr(92), '%5C')}>) ![y](mailto:x.png)"
    notes = [{"title": "A", "image": address}, {"title": "B", "markup": "markdown", "body": body}]
    made = project({"n.yaml": json.dumps(notes)}, tagpages_sources=["n.yaml"])
    built = made.build()
    assert [path for path in looked if path.suffix == ".png" and "_static" not in path.parts] == []
    for page in built.pages():
        assert page.find_all("img", "tagpages-image") + page.find_all("img", "tagpages-picture") == []
    assert "image" in built.subtypes()


def test_no_picture_is_read_through_a_link_that_leads_out(project: MakeProject, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    made = project(
        {"n.yaml": "- {title: A, image: out.png}\n- {title: B, image: sub/secret.png}"},
        tagpages_sources=["n.yaml"],
    )
    (made.srcdir / "out.png").symlink_to(tmp_path / "secret.png")
    (made.srcdir / "sub").symlink_to(tmp_path, target_is_directory=True)
    built = made.build()
    assert built.subtypes() == ["image", "image"]
    assert [
        path for path in built.outdir.rglob("*") if path.is_file() and path.read_bytes() == b"secret"
    ] == []


@long
def test_a_redirect_does_not_overwrite_a_page_that_is_the_same_file(project: MakeProject) -> None:
    made = project(
        {"n.yaml": "- {title: A, tags: [Straße]}"}, tagpages_sources=["n.yaml"], tags_create_tags=True
    )
    made.conf["tags_output_dir"] = made.conf["tagpages_dir"] = "tags"
    built = made.build()
    page, redirect = built.outdir / "tags" / "strasse.html", built.outdir / "tags" / "straße.html"
    assert redirect.is_file()
    # What a file system does that holds the two to be one.
    redirect.unlink()
    os.link(page, redirect)
    made.write({"n.yaml": "- {title: A changed, tags: [Straße]}"})
    built = made.build()
    assert built.page("tags/strasse").titles() == ["A changed"]
    made.write({"n.yaml": "- {title: A, tags: [strasse]}"})
    assert made.build().page("tags/strasse").titles() == ["A"]


@pytest.mark.parametrize("own", [False, True])
def test_no_text_is_a_template(project: MakeProject, own: bool) -> None:
    text = "{{ 7*7 }} {% if 1 %}x{% endif %} ${7*7} <b>"
    names = ("title", "venue", "summary", "image_alt", "id", "more")
    note: dict[str, object] = dict.fromkeys(names, text) | {
        "tags": [text],
        "image": "https://example.org/x.png",
    }
    template = (
        "<article class='tagpages-note'><h2 class='tagpages-title'>{{ note.title }}</h2>"
        "<i>{{ note.extra.more }}</i>{{ tags }}</article>"
    )
    files = {"n.yaml": json.dumps([note])} | ({"t/tagpages/note.html": template} if own else {})
    built = project(files, tagpages_sources=["n.yaml"], templates_path=["t"]).build()
    assert built.warnings == []
    page = built.page("tags/archive/undated")
    assert page.titles() == [text]
    assert [tag.text for tag in page.find_all("a", "tagpages-tag")] == [text]
    assert [found.text for found in page.find_all("i")] == ([text] if own else [])
    assert built.page("tags/index").find_all("b") == []
