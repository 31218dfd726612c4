"""Generated pages that are joined are, byte for byte, what Sphinx writes; where they may not be, it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import ExtensionError

from sphinxext.tagpages.fast_pages import groups
from sphinxext.tagpages.fast_pages.joining import Joining
from tests.build.harness import Built, Project
from tests.build.histories import History, Output
from tests.themes import THEMES
from tests.tiers import long, long_but

ODD = [
    "C++",
    "C#",
    "Q&A",
    "<b>",
    "a 'quoted' \"one\"",
    "自然言語処理",
    "É  two",
    "x" * 60,
    ".net",
    "100%",
    "a/b",
    "_y_",
]
TAGS = [f"Tag {number}" for number in range(30)] + ODD
NOTES = "".join(
    f"- {{title: 'Note {number} & <more>', date: 20{number % 22:02}, summary: Text {number}.,\n"
    f"   tags: [Every, {tag!r}, {TAGS[number // 2]!r}], markup: {'rst' if number == 5 else 'plain'}}}\n"
    for number, tag in enumerate(TAGS)
)
CONF: dict[str, object] = {"tagpages_sources": ["notes.yaml"], "tagpages_per_page": 10}
_REASON = "written by Sphinx, which takes longer: "


@dataclass
class Sites:
    """A project built in both ways."""

    fast: Built
    slow: Built
    joined_pages: set[str]

    @property
    def reasons(self) -> list[str]:
        return [line.partition(_REASON)[2] for line in self.fast.status_lines if _REASON in line]

    @property
    def joined(self) -> int:
        """How many pages Sphinx did not write."""
        return len(self.joined_pages)

    @property
    def differ(self) -> list[str]:
        names = {path.relative_to(built.outdir) for built in (self.fast, self.slow) for path in files(built)}
        return sorted(str(name) for name in names if read(self.fast, name) != read(self.slow, name))


def files(built: Built) -> list[Any]:
    return [path for path in built.outdir.rglob("*") if path.is_file() and path.name != ".buildinfo"]


def read(built: Built, name: Any) -> bytes | None:  # noqa: ANN401 -- a path
    path = built.outdir / name
    return path.read_bytes() if path.is_file() else None


@pytest.fixture
def both(project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Sites]:
    joined: set[str] = set()
    unproven = Joining.unproven

    def noted(self: Joining) -> list[str]:
        left = unproven(self)
        joined.update(self.joined)
        return left

    monkeypatch.setattr(Joining, "unproven", noted)

    def make(
        files: Mapping[str, str] = {},
        builder: str = "html",
        code: str = "",
        parallel: int = 0,
        **conf: object,
    ) -> Sites:
        built = []
        for name, fast in (("fast", True), ("slow", False)):
            made = project(
                {"notes.yaml": NOTES, **files}, name, **{**CONF, "tagpages_fast_pages": fast, **conf}
            )
            made.code = code
            built.append(made.build(builder, parallel=parallel))
        fast_one, slow_one = built
        return Sites(fast_one, slow_one, joined)

    return make


@pytest.mark.filterwarnings("ignore:.*HandleFootnoteTransform.app")  # sphinx-book-theme uses it
@pytest.mark.parametrize("builder", long_but(["html", "dirhtml"], "html"))
@pytest.mark.parametrize("theme", long_but(sorted(THEMES), "alabaster"))
def test_both_ways_make_the_same_site(both: Callable[..., Sites], theme: str, builder: str) -> None:
    options = {"html_theme": theme, "html_baseurl": "https://example.org/docs/", **THEMES[theme]}
    sites = both(builder=builder, tagpages_exports=["feeds"], **options)
    assert read(sites.fast, "tags/every.atom.xml")
    assert sites.differ == []
    assert sites.reasons == []
    archived = [docname for docname in sites.joined_pages if docname.startswith("tags/archive/")]
    assert len(archived) > 10
    assert "tags/archive/2005" not in archived  # a text with a markup is made of nodes
    assert sites.joined - len(archived) > 15


@long
def test_a_parallel_build_joins_too(both: Callable[..., Sites]) -> None:
    sites = both(parallel=2)
    assert sites.differ == []
    assert sites.reasons == []


@pytest.mark.parametrize(
    ("layout", "reason"),
    [
        pytest.param(
            "{{ title[:3] }}", "a template asks for more of a text than the text: __getitem__", marks=long
        ),
        pytest.param("{% if body|length > 900 %}long{% endif %}", "__len__", marks=long),
        pytest.param("{{ title|upper }}", "upper", marks=long),
        pytest.param("{{ title|urlencode }}", "stands in a page in another form", marks=long),
        pytest.param("{{ 11 if 'tags/' + (title|replace('Tag ', '')) == 'tags/11' }}", "__eq__", marks=long),
        pytest.param("{{ 11 if pagename + '.html' == 'tags/tag-11.html' }}", "__eq__", marks=long),
        pytest.param("{{ body|striptags|wordcount // 200 + 1 }}", "wordcount", marks=long),
        pytest.param("{{ 11 if tagpages.tag.name == 'Tag 11' }}", "tagpages.tag", marks=long),
        pytest.param("{{ title|e|striptags }}{{ '%s'|format(body) }}", "", marks=long),
        pytest.param("{{ (title ~ '')|upper }}", "the template treats tags/", marks=long),
        pytest.param("{% if 'prob' in pagename %}{{ 1 // 0 }}{% endif %}", "ZeroDivisionError", marks=long),
        pytest.param("{{ tagpages.tags|map(attribute='name')|join }}", "", marks=long),
        # Seen of the last of a group alone, when others are joined.
        ("{% if 'xxx' in title ~ '' %}last{% endif %}", "in a way of its own"),
    ],
)
def test_what_a_template_makes_of_a_text_is_made_of_each(
    both: Callable[..., Sites], layout: str, reason: str
) -> None:
    page = "{% extends '!page.html' %}{% block body %}LAYOUT{{ super() }}{% endblock %}"
    sites = both({"_t/page.html": page.replace("LAYOUT", layout)}, templates_path=["_t"])
    assert sites.differ == []
    assert [found for found in sites.reasons if reason not in found] == []
    assert bool(sites.reasons) == bool(reason)
    assert sites.joined == 0 or reason in {"", "in a way of its own"}


def test_only_a_page_that_a_template_asks_about_is_left_to_sphinx(both: Callable[..., Sites]) -> None:
    asked = "{{ 11 if title not in ['', 'Tag 11'] }}{{ pathto('tags/tag-18') }}"
    page = f"{{% extends '!page.html' %}}{{% block body %}}{{{{ super() }}}}{asked}{{% endblock %}}"
    sites = both({"_t/page.html": page}, templates_path=["_t"])
    assert sites.differ == []
    told = "the template treats tags/tag-{} in a way of its own"
    beside = {told.format(number) for number in (10, 11, 12, 17, 18, 19)}  # those that link to them too
    assert set(sites.reasons) <= beside
    assert {told.format(11), told.format(18)} <= set(sites.reasons)
    assert {"tags/tag-14", "tags/tag-15", "tags/tag-16"} < sites.joined_pages


def test_a_handler_that_fails_is_named(project: Callable[..., Project]) -> None:
    made = project({"notes.yaml": "- {title: A note, tags: [A]}\n"}, **CONF)
    made.code = HANDLER.format("raise ValueError")
    with pytest.raises(ExtensionError, match="Handler <function change at"):
        made.build()


WRAPPED = """
def wrap(app, builder):
    owner = {}
    original = owner.{}

    def changed(name, context, *more, **options):
        title = "Eleven" if context.get("title") == "Tag 11" else context.get("title")
        return original(name, {{**context, "title": title}}, *more, **options)

    owner.{} = changed

def setup(app):
    app.connect("write-started", wrap, priority=900)
"""


@long
@pytest.mark.parametrize(("owner", "method"), [("builder", "handle_page"), ("builder.templates", "render")])
def test_where_an_extension_has_pages_written_in_its_own_way_none_is_joined(
    both: Callable[..., Sites], owner: str, method: str
) -> None:
    sites = both(code=WRAPPED.format(owner, method, method))
    assert sites.differ == []
    assert sites.reasons == ["the builder html has its own way of writing pages"]
    assert "<title>Eleven" in (sites.fast.outdir / "tags/tag-11.html").read_text("utf-8")


@long
@pytest.mark.parametrize(
    "change",
    [
        "context['metatags'] += '<meta name=\"more\" />'",
        "context['parents'].append({'link': '#', 'title': 'More'})",
        "context['css_files'].append('more.css')",
    ],
)
def test_only_a_page_that_a_handler_changes_is_left_to_sphinx(
    both: Callable[..., Sites], change: str
) -> None:
    sites = both(code=HANDLER.format(f"if pagename == 'tags/tag-11': {change}"))
    assert sites.differ == []
    assert sites.reasons == ["another extension treats these pages in a way of their own"]
    assert sites.joined > 15


HANDLER = """
from pathlib import Path

def note(app, pagename, template, context, doctree):
    with Path(app.srcdir, "_build", "seen").open("a", encoding="utf-8") as seen:
        seen.write(f"{{pagename}}\\n")

def change(app, pagename, template, context, doctree):
    if doctree is not None:
        {}

def setup(app):
    app.connect("html-page-context", note)
    app.connect("html-page-context", change)
"""


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (
            "context['metatags'] += f'<meta name=\"of\" content=\"{pagename} {doctree.astext()}\" />'",
            "",
        ),
        pytest.param(
            "context['metatags'] += repr((context['tagpages'].tag, context['pathto'](pagename)))",
            "",
            marks=long,
        ),
        pytest.param("context['last_updated'] = 'today'; context.pop('sourcename', None)", "", marks=long),
        (
            "context['title'] += f' ({len(pagename)})'",
            "another extension treats these pages in a way of their own",
        ),
        pytest.param("app.add_js_file('more.js')", "adds files to a page", marks=long),
        pytest.param(
            "return 'other.html' if 'tags/' in pagename else None", "chooses another template", marks=long
        ),
    ],
)
def test_handlers_of_others_see_each_page_once(both: Callable[..., Sites], code: str, reason: str) -> None:
    other = "{% extends '!page.html' %}{% block body %}Other{{ super() }}{% endblock %}"
    files = {"_t/other.html": other, "_static/more.js": ""}
    sites = both(files, code=HANDLER.format(code), templates_path=["_t"], html_static_path=["_static"])
    assert sites.differ == []
    assert all(reason in found for found in sites.reasons)
    assert bool(sites.reasons) == bool(reason)
    assert (sites.joined > 15) == (not reason)
    seen = [(built.outdir.parent / "seen").read_text("utf-8").split() for built in (sites.fast, sites.slow)]
    assert seen[0] == seen[1]


@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app")  # sphinx-sitemap uses it
@pytest.mark.filterwarnings("ignore:.*Node.traverse")  # sphinx-llms-txt
def test_known_extensions_do_their_work_on_each_page(both: Callable[..., Sites]) -> None:
    names = ["sphinxext.tagpages", "sphinxext.opengraph", "sphinx_sitemap", "sphinx_copybutton"]
    names += ["sphinx_design", "notfound.extension", "sphinx_llms_txt"]
    address = "https://example.org/docs/"
    sites = both(
        extensions=names,
        html_baseurl=address,
        ogp_site_url=address,
        sitemap_url_scheme="{link}",
        tagpages_exports=["metadata"],
    )
    assert sites.differ == []
    addresses = [
        sorted((built.outdir / "sitemap.xml").read_text("utf-8").split("<loc>"))
        for built in (sites.fast, sites.slow)
    ]
    assert [line.rpartition("</loc>")[0] for line in addresses[0]] == [
        line.rpartition("</loc>")[0] for line in addresses[1]
    ]
    assert sites.reasons == []
    assert sites.joined > 15


def test_a_document_that_an_extension_has_changed_is_written_by_sphinx(both: Callable[..., Sites]) -> None:
    code = """
from docutils import nodes

def add(app, doctree):
    doctree[0].append(nodes.paragraph("", "Added"))

def setup(app):
    app.connect("doctree-read", add)
"""
    sites = both(code=code)
    assert sites.differ == []
    assert all("an extension has changed" in reason for reason in sites.reasons)
    assert sites.joined == 0


@long
def test_pages_that_no_table_of_contents_names_are_joined_too(both: Callable[..., Sites]) -> None:
    sites = both({"index.rst": "Home\n====\n"}, tagpages_exports=["metadata"])
    assert sites.differ == []
    assert sites.reasons == []
    assert sites.joined > 15


@long
def test_pages_are_joined_where_only_the_pages_round_them_have_numbers(both: Callable[..., Sites]) -> None:
    index = "Home\n====\n\n.. toctree::\n   :numbered:\n\n   tags/index\n"
    notes = "".join(f"- {{title: Note {number}, tags: [Tag {number}]}}\n" for number in range(25))
    sites = both({"index.rst": index, "notes.yaml": notes})
    assert sites.differ == []
    assert sites.reasons == []
    assert sites.joined > 15


RESOLVED = """
from pathlib import Path
from docutils import nodes

def note(app, doctree, docname):
    shown = doctree.pformat().replace(str(app.srcdir), "")
    with Path(app.srcdir, "_build", "seen").open("a", encoding="utf-8") as seen:
        seen.write(f"{docname} {app.phase} {dict(app.env.temp_data)} {sorted(vars(doctree))} {shown}\\n")

last = ""

def change(app, doctree, docname):
    global last
    if app.parallel < 2:
        last = docname if docname.endswith("tag-11") else ""
    name = docname.rpartition("/")[2]
    if name in {"tag-7", "2004"}:
        doctree[0].append(nodes.paragraph("", "Added"))
    elif name == "tag-8":
        app.env.longtitles[docname] = nodes.title("", "Another")
    elif name == "tag-9":
        doctree.noted = "for the page's context"
    elif name == "tag-10":
        app.env.metadata[docname]["noted"] = "10"

def add(app, docname, template, context, doctree):
    context["metatags"] = context.get("metatags", "") + getattr(doctree, "noted", "") + last

def setup(app):
    app.connect("doctree-resolved", note)
    app.connect("doctree-resolved", change)
    app.connect("doctree-resolved", note, priority=900)
    app.connect("html-page-context", add)
"""


TRANSFORMED = """
    from sphinx.transforms.post_transforms import SphinxPostTransform

    class Mark(SphinxPostTransform):
        default_priority = 5

        def run(self):
            self.document[0].append(nodes.comment("", "Marked"))

    app.add_post_transform(Mark)
"""


@pytest.mark.parametrize(
    ("code", "builder", "parallel"),
    [
        (RESOLVED, "html", 0),
        pytest.param(RESOLVED + TRANSFORMED, "dirhtml", 0, marks=long),
        pytest.param(RESOLVED, "html", 2, marks=long),
    ],
)
def test_handlers_of_resolved_doctrees_see_all_as_sphinx_would_show_them(
    both: Callable[..., Sites], monkeypatch: pytest.MonkeyPatch, code: str, builder: str, parallel: int
) -> None:
    monkeypatch.setattr(groups, "FEWEST", 10)
    sites = both(code=code, builder=builder, parallel=parallel)
    seen = [(built.outdir.parent / "seen").read_text("utf-8") for built in (sites.fast, sites.slow)]
    assert seen[0] == seen[1]
    assert sites.differ == []
    assert sites.reasons == ["conf.py changes their documents (doctree-resolved)"]
    changed = {"tags/tag-7", "tags/tag-8", "tags/tag-9", "tags/tag-10", "tags/archive/2004"}
    changed |= {"tags/tag-11", "tags/tag-12"} if not parallel else set()
    assert sites.joined_pages.isdisjoint(changed)
    assert {"tags/tag-5", "tags/archive/2007"} < sites.joined_pages


@long
def test_handlers_see_pages_once_that_sphinx_writes_after_all(both: Callable[..., Sites]) -> None:
    """A page comes late that a template treats in a way of its own, when others have been joined."""
    page = "{% extends '!page.html' %}{% block body %}LAYOUT{{ super() }}{% endblock %}"
    layout = "{% if (title ~ '')|length > 50 %}long{% endif %}"
    sites = both({"_t/page.html": page.replace("LAYOUT", layout)}, code=RESOLVED, templates_path=["_t"])
    seen = [(built.outdir.parent / "seen").read_text("utf-8") for built in (sites.fast, sites.slow)]
    assert seen[0] == seen[1]
    assert sites.differ == []
    assert any("the template treats tags/" in reason for reason in sites.reasons)


def test_a_page_with_sidebars_of_its_own_has_them(both: Callable[..., Sites]) -> None:
    sidebars = {"tags/tag-1*": ["searchbox.html"], "tags/tag-2*": ["globaltoc.html"]}
    sites = both(html_sidebars=sidebars, html_theme="alabaster")
    assert sites.differ == []


STEPS: list[Callable[[History], object]] = [
    lambda history: history.edits.replace("notes.yaml", "Note 7 &", "Another &"),
    lambda history: history.edits.replace("notes.yaml", "'Tag 12'", "'Twelve'"),
    lambda history: history.edits.replace("notes.yaml", "Text 3.", "Text three."),
    lambda history: history.edits.write("notes.yaml", NOTES.partition("- {title: 'Note 20")[0]),
    lambda history: history.edits.configure(tagpages_visible=2),
]


@pytest.mark.parametrize("code", long_but(["", RESOLVED], ""))
def test_after_edits_joined_pages_equal_a_clean_build_of_sphinx(
    project: Callable[..., Project], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(groups, "FEWEST", 2)
    monkeypatch.setattr(groups, "samples_of", lambda pages: frozenset(list(pages)[:1]))
    made = project({"notes.yaml": NOTES}, **CONF)
    made.code = code
    history = History(made, tmp_path)
    history.build()
    for step in STEPS:
        step(history)
        built = history.build()
        left = Output.of(built.outdir)
        assert left.differences(Output.of(history.clean(tagpages_fast_pages=False).outdir)) == []
