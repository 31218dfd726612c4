"""In one project with the extensions that people use beside this one."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest

from sphinxext.tagpages.exports import MARK
from tests.build.harness import INDEX, Built, Page, Project, elements, text
from tests.tiers import long

SITE = "https://example.org/papers/"
FILES = {
    "index.rst": """
Home
====

.. grid:: 2

   .. grid-item-card:: Tags
      :link: tags/index
      :link-type: doc

      By tag.

   .. grid-item-card:: Newest

      .. note-list::
         :limit: 1

.. toctree::

   markdown
   code
   tags/index
""",
    "markdown.md": """
# In Markdown

{tag}`NLP`, {note}`lora`, {doc}`/tags/index`

:::{note-entry} A note in Markdown
:tags: NLP, Markdown
:date: 2022-02-02

With *emphasis* and {tag}`Efficiency`.
:::

:::{note-source} shown.yaml
:::

```{note-list}
:tags: NLP
```

:::{tag-index}
:::
""",
    "code.rst": """
Code
====

.. automodule:: together_example
   :members:

.. code-block:: console

   $ sphinx-build

:ref:`index:home`, :external+own:tagpages:tag:`nlp`, :external+own:tagpages:note:`lora`
""",
    "together_example.py": '"""An example."""\n\ndef answer() -> int:\n    """Return it."""\n    return 42\n',
    "notes.yaml": """
- {id: lora, title: "LoRA: <fewer> \\"weights\\" & less", tags: [NLP, Efficiency], date: 2023-10-02}
- {id: two, title: 二つ目, tags: [NLP], date: 2023-05-01}
""",
    "shown.yaml": "- {id: shown, title: Shown, tags: [Markdown], date: 2021-01-01}\n",
}
CONF: dict[str, object] = {
    "extensions": [
        "myst_parser",
        "sphinx_design",
        "sphinx_copybutton",
        "sphinxext.opengraph",
        "sphinxext.rediraffe",
        "sphinx_sitemap",
        "notfound.extension",
        "sphinx.ext.autodoc",
        "sphinx.ext.autosectionlabel",
        "sphinx.ext.duration",
        "sphinx.ext.intersphinx",
        "sphinx.ext.viewcode",
        "sphinxext.tagpages",
    ],
    "project": "Papers",
    "myst_enable_extensions": ["colon_fence"],
    "autosectionlabel_prefix_document": True,
    "html_theme": "furo",
    "html_baseurl": SITE,
    "sitemap_url_scheme": "{link}",
    "ogp_site_url": SITE,
    "ogp_social_cards": {"enable": False},
    "notfound_urls_prefix": "/papers/",
    "rediraffe_redirects": {"nlp.rst": "tags/nlp.rst", "old/home.rst": "index.rst"},
    "tagpages_sources": ["notes.yaml"],
}
CODE = "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parent))\n"
GENERATED = (
    "tags/index",
    "tags/nlp",
    "tags/efficiency",
    "tags/markdown",
    "tags/archive/index",
    "tags/archive/2023",
)


def make(folder: Path, **conf: object) -> Project:
    """A project that is its own neighbour: it links to itself by intersphinx."""
    made = Project(folder / "source", CONF | conf, CODE)
    made.write(FILES)
    inventory = folder / "own.inv"
    if not inventory.exists():
        alone = Project(folder / "alone", {"tagpages_sources": ["notes.yaml"]})
        alone.write({"index.rst": "Home\n====\n", "notes.yaml": FILES["notes.yaml"]})
        (alone.run().outdir / "objects.inv").rename(inventory)
    made.conf["intersphinx_mapping"] = {"own": (SITE, str(inventory))}
    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = make(tmp_path_factory.mktemp("together")).run()
    assert (built.warnings, built.status) == ([], 0)
    assert all(built.exists(name) for name in GENERATED)
    return built


@long
def test_it_builds_again_without_a_warning(tmp_path: Path) -> None:
    made = make(tmp_path)
    made.run()
    made.write({"notes.yaml": FILES["notes.yaml"].replace("二つ目", "三つ目")})
    again = made.run("html", "-j", "2")
    assert (again.warnings, again.status) == ([], 0)
    assert "三つ目" in again.page("tags/nlp").titles()


def test_every_link_leads_somewhere(built: Built) -> None:
    # What the page for addresses that do not exist links to is told from the root of the host.
    assert [link for link in built.dead_links() if not link.startswith("404.html: /papers/")] == []
    outside = {text(link): link.attrib["href"] for link in built.page("code").find_all("a", "external")}
    assert outside["NLP"] == f"{SITE}tags/nlp.html"
    assert outside['LoRA: <fewer> "weights" & less'] == f"{SITE}tags/archive/2023.html#tagpages-note-lora"


def test_directives_and_roles_work_in_markdown(built: Built) -> None:
    page = built.page("markdown")
    lists = page.find_all("section", "tagpages-listing")
    assert [lists[0].attrib["data-count"], lists[1].attrib["data-count"]] == ["1", "3"]
    entry = page.find_all("article")[0]
    assert "id" in entry.attrib
    assert text(elements(entry, cls="tagpages-title")[0]) == "A note in Markdown"
    assert [text(found) for found in elements(entry, "em")] == ["emphasis"]
    assert built.page("tags/markdown").titles() == ["A note in Markdown", "Shown"]


def test_generated_pages_are_in_the_sitemap(built: Built) -> None:
    names = ET.parse(built.outdir / "sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    found = [str(name.text) for name in names]
    assert len(found) == len(set(found))
    for name in GENERATED:
        assert f"{SITE}{name}.html" in found


def opengraph(page: Page) -> dict[str, str]:
    return {
        meta.attrib.get("property", meta.attrib.get("name", "")): meta.attrib.get("content", "")
        for meta in page.find_all("meta")
    }


def test_generated_pages_carry_opengraph_data(built: Built) -> None:
    for name in GENERATED:
        data = opengraph(built.page(name))
        assert data["og:url"] == f"{SITE}{name}.html"
        assert data["og:site_name"] == "Papers"
        assert data["description"] == data["og:description"]
    titles = 'LoRA: <fewer> "weights" & less · 二つ目'
    described = {
        "tags/index": ("Tags", f"{titles} · A note in Markdown · Shown"),
        "tags/nlp": ("NLP", f"{titles} · A note in Markdown"),
        "tags/archive/2023": ("2023", titles),
        "tags/archive/index": ("Archive", "2023 · 2022 · 2021"),
    }
    for name, (title, description) in described.items():
        data = opengraph(built.page(name))
        assert (data["og:title"], data["og:description"]) == (title, description)


def test_a_page_is_described_once(built: Built) -> None:
    for page in map(built.page, GENERATED):
        assert len(page.find_all("meta", name="description")) == 1
        assert len(page.find_all("meta", property="og:description")) == 1


def test_the_page_for_missing_addresses_can_be_shown_anywhere(built: Built) -> None:
    page = built.page("404")
    links = [link.attrib["href"] for link in page.find_all("a") if "href" in link.attrib]
    local = [link for link in links if not link.startswith(("http", "#"))]
    assert "/papers/tags/index.html" in local
    assert all(link.startswith("/papers/") for link in local), local
    paths = [link.removeprefix("/papers/").partition("#")[0] or "index.html" for link in local]
    assert [path for path in paths if not (built.outdir / path).is_file()] == []


def test_a_redirect_to_a_generated_page_leads_there(built: Built) -> None:
    (link,) = built.page("nlp").find_all("a")
    assert link.attrib["href"] == "tags/nlp.html"


@long
@pytest.mark.parametrize("builder", ["rediraffecheckdiff", "rediraffewritediff"])
def test_the_redirect_builders_find_no_generated_page_missing(tmp_path: Path, builder: str) -> None:
    made = make(tmp_path, rediraffe_redirects="redirects.txt", rediraffe_branch="HEAD")
    made.write({
        "redirects.txt": '"nlp.rst" "tags/nlp.rst"\n',
        "old.rst": ":orphan:\n\nOld\n===\n\nA text.\n",
    })
    made.write_conf()
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "First"], ["mv", "old.rst", "new.rst"]):
        subprocess.run([*git, *command], cwd=made.srcdir, check=True)
    assert made.run().warnings == []
    built = made.run(builder)
    redirects = (made.srcdir / "redirects.txt").read_text("utf-8")
    if builder == "rediraffecheckdiff":
        (told,) = [line for line in built.warnings if "old.rst" in line]
        assert "was deleted but is not redirected" in told
        assert not [line for line in built.warnings if "tags/" in line]
    else:
        assert built.warnings == []
        assert '"old.rst" "new.rst"' in redirects


@long
@pytest.mark.parametrize("extension", ["sphinx_llms_txt", "sphinx_llm.txt"])
def test_what_others_write_for_assistants_names_files_that_are_there(extension: str, tmp_path: Path) -> None:
    conf = {name: CONF[name] for name in ("project", "html_baseurl", "tagpages_sources")}
    extensions = {"extensions": ["sphinxext.tagpages", extension], "tagpages_exports": ["agents"]}
    made = Project(tmp_path, conf | extensions)
    made.write({"index.rst": INDEX, "notes.yaml": FILES["notes.yaml"]})
    for title in ("二つ目", "三つ目"):
        made.write({"notes.yaml": FILES["notes.yaml"].replace("二つ目", title)})
        built = made.run()
        assert (built.warnings, built.status) == ([], 0)
        named = 0
        for file in built.outdir.rglob("llms.txt"):
            for label, address in re.findall(r"^- \[(.+?)\]\((.+?)\)", file.read_text("utf-8"), re.MULTILINE):
                local = address.removeprefix(SITE)
                assert (file.parent / local if local == address else built.outdir / local).is_file(), address
                assert "\\" not in label
                named += label in {"NLP", "Efficiency", "2023", "All notes"}
        assert named >= 4
        assert MARK not in (built.outdir / "llms.txt").read_text("utf-8")
        assert (built.outdir / "tags" / "agents" / "index.md").is_file()


@dataclass
class Watcher:
    """A running ``sphinx-autobuild``."""

    log: Path

    def until(self, holds: Callable[[], object], seconds: float = 90) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, self.log.read_text("utf-8")
            time.sleep(0.1)

    def said(self, words: str) -> int:
        return self.log.read_text("utf-8").count(words)

    def titles(self, name: str) -> list[str]:
        """The titles of the notes on a page, as it is served."""
        (host, *_again) = re.findall(r"Serving on (http://127\.0\.0\.1:\d+)", self.log.read_text("utf-8"))
        with urllib.request.urlopen(f"{host}/{name}.html", timeout=30) as answer:
            root = html5lib.parse(answer.read(), namespaceHTMLElements=False)
        return [text(title) for title in elements(root, cls="tagpages-title")]


@contextmanager
def watching(made: Project, log: Path) -> Iterator[Watcher]:
    """Run ``sphinx-autobuild`` on a free port until all is tried."""
    made.write_conf()
    folders = [str(made.srcdir), str(made.srcdir / "_build" / "html")]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "sphinx_autobuild", "--port", "0", "-n", "-W", "--keep-going", *folders],
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )
        try:
            yield Watcher(log)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)


@long
def test_a_watcher_settles_after_one_rebuild(tmp_path: Path) -> None:
    made = make(tmp_path)
    with watching(made, tmp_path / "log") as watcher:
        watcher.until(lambda: watcher.said("Waiting to detect changes"))
        time.sleep(3)  # it watches a moment after it says so
        assert watcher.titles("tags/efficiency") == ['LoRA: <fewer> "weights" & less']
        edited = tmp_path / "edited.yaml"
        edited.write_text(FILES["notes.yaml"].replace("fewer", "very few"), "utf-8")
        edited.replace(made.srcdir / "notes.yaml")
        watcher.until(lambda: watcher.said("build succeeded") == 2)
        assert watcher.titles("tags/efficiency") == ['LoRA: <very few> "weights" & less']
        time.sleep(6)  # what a rebuild wrote would be seen after 1.6 seconds
        assert watcher.said("Rebuilding...") == 1
        assert watcher.said("build succeeded") == 2
