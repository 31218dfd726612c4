"""Texts of issues as GitHub shows them: raw HTML, alerts, addresses and other issues, in every builder."""

from __future__ import annotations

import json
import re
from xml.etree.ElementTree import Element

import pytest

from tests.build.harness import MakeProject, Page, Project, elements, text
from tests.build.markup import BUILDERS, yaml
from tests.tiers import long, long_but

HOME = "tags/archive/2023"
BODY = """\
<img width="1200" height="300" alt="A &quot;shot&quot;" src="https://example.org/shot.png?a=1&amp;b=2" />

First<br>second, H<sub>2</sub>O, <kbd>Ctrl</kbd>, <ins>new</ins>, <del>old</del>, <u>under</u>.

<details>
<summary>The <b>log</b></summary>

```python
x = "<br> #2 :tada:"
```

- inside

</details>

<p align="center">
<a href="https://example.org/page"><img src="small.png" alt="small"></a><br>Caption &lt;b&gt;</p>

<table><tr><th>Before</th><th>After</th></tr><tr><td colspan="2">

**marked**

</td></tr></table>

<ol start="3"><li>third<ul><li>below</ul></ol>

<pre lang="js">a &lt; b</pre>

<h2>Heading</h2>

<video src="https://example.org/film.mp4"></video>

> [!WARNING]
> Careful.

<!-- hidden --><script>alert(1)</script>End</div></td></b>
"""


def issue(number: int, body: str, **fields: object) -> dict[str, object]:
    url = f"https://github.com/Owner/repo/issues/{number}"
    given = {
        "number": number,
        "title": f"Issue {number}",
        "createdAt": "2023-01-01",
        "url": url,
        "body": body,
    }
    return given | {"labels": ["Tag"]} | fields


def issues(*found: dict[str, object]) -> dict[str, str]:
    return {"issues.json": json.dumps(found)}


@pytest.fixture
def tracked(project: MakeProject) -> Project:
    return project(
        issues(issue(1, BODY)), tagpages_sources=["issues.json"], project="P", version="1", copyright="us",
        linkcheck_ignore=[".*"], linkcheck_report_timeouts_as_broken=False,
    )  # fmt: skip


def body(page: Page, number: int = 1) -> Element:
    (article,) = [each for each in page.find_all("article", data_note=str(number)) if "id" in each.attrib]
    (found,) = elements(article, "div", "tagpages-body")
    return found


def test_a_safe_part_of_html_is_shown(tracked: Project) -> None:
    built = tracked.build()
    assert built.warnings == []
    shown = body(built.page(HOME))
    shot, small = elements(shown, "img")
    assert (shot.attrib["src"], shot.attrib["alt"]) == ("https://example.org/shot.png?a=1&b=2", 'A "shot"')
    assert (shot.attrib["width"], shot.attrib["height"]) == ("1200", "300")
    assert small.attrib["src"] == "https://github.com/Owner/repo/issues/small.png"
    for name in ("sub", "kbd", "ins", "del", "u", "script"):
        words = {"sub": "2", "kbd": "Ctrl", "ins": "new", "del": "old"}.get(name)
        assert [text(each) for each in elements(shown, name)] == ([words] if words else [])
    (details,) = elements(shown, "details")
    assert [text(each) for each in elements(details, "summary")] == ["The log"]
    assert text(elements(details, "pre")[0]) == 'x = "<br> #2 :tada:"'
    assert [text(each) for each in elements(details, "li")] == ["inside"]
    assert [[text(cell) for cell in row] for row in elements(shown, "tr")] == [
        ["Before", "After"],
        ["marked"],
    ]
    assert elements(shown, "td")[0].attrib["colspan"] == "2"
    (ordered,) = elements(shown, "ol")
    assert (ordered.attrib["start"], text(ordered)) == ("3", "third below")
    assert len(elements(shown, "div", "highlight-js")) == 1
    assert [text(each) for each in elements(shown, "h4", "tagpages-heading")] == ["Heading"]
    hrefs = [each.attrib["href"] for each in elements(shown, "a")]
    assert hrefs == ["https://example.org/page", "https://example.org/film.mp4"]
    assert [text(each) for each in elements(shown, "div", "warning")] == ["Warning Careful."]
    assert text(shown).endswith("End")
    assert "hidden" not in text(shown)


@pytest.mark.parametrize("builder", long_but(BUILDERS, "latex", "text"))
def test_every_builder_shows_what_html_holds(tracked: Project, builder: str) -> None:
    built = tracked.build(builder)
    assert built.warnings == []
    suffixes = {".html", ".xhtml", ".tex", ".txt", ".1", ".texi", ".xml", ".pseudoxml"}
    files = [
        path for path in built.outdir.rglob("*") if path.suffix in suffixes and path.name != "output.txt"
    ]
    found = " ".join(path.read_text("utf-8") for path in files)
    if builder != "linkcheck":
        for word in (
            "second",
            "Ctrl",
            "under",
            "inside",
            "Caption",
            "marked",
            "below",
            "Heading",
            "Careful",
            "End",
        ):
            assert word in found, word
    assert not re.search(r"<kbd>.*</td></b>|alert\(1\)|hidden -->|align=.center|</td></b>", found)


def test_a_snippet_shows_text_alone(tracked: Project) -> None:
    (snippet,) = tracked.build().page("tags/tag").find_all("p", "tagpages-snippet")
    assert text(snippet) == "First second, H2O, Ctrl, new, old, under."


def test_html_is_shown_in_any_markdown(project: MakeProject) -> None:
    note = yaml("n", "markdown", "<b>Bold</b> <details>in</details>\n\n> [!TIP]\n> x", date="2023-01-01")
    built = project({"notes.yaml": note}, tagpages_sources=["*.yaml"]).build()
    assert built.warnings == []
    page = built.page(HOME)
    assert [text(each) for each in page.find_all("strong")] == ["Bold"]
    assert [text(each) for each in page.find_all("div", "tip")] == ["Tip x"]
    assert len([each for each in page.find_all("details") if text(each) == "in"]) == 1


REFERENCES = {
    "#2": ("Issue 2", "#tagpages-note-2"),
    "owner/Repo#2": ("Issue 2", "#tagpages-note-2"),
    "https://github.com/Owner/repo/issues/2": ("Issue 2", "#tagpages-note-2"),
    "GH-9": ("GH-9", "https://github.com/Owner/repo/issues/9"),
    "#9": ("#9", "https://github.com/Owner/repo/issues/9"),
    "a/b#9": ("a/b#9", "https://github.com/a/b/issues/9"),
    "https://github.com/Owner/repo/pull/9": ("#9", "https://github.com/Owner/repo/pull/9"),
    "https://github.com/a/b/issues/9": ("a/b#9", "https://github.com/a/b/issues/9"),
    "https://github.com/Owner/repo/issues/2#issuecomment-7": (
        "#2 (comment)", "https://github.com/Owner/repo/issues/2#issuecomment-7"
    ),
    "[x](https://github.com/Owner/repo/issues/2)": ("x", "https://github.com/Owner/repo/issues/2"),
    "[x](#issuecomment-7)": ("x", "https://github.com/Owner/repo/issues/1#issuecomment-7"),
    "[x](/Owner/repo/wiki)": ("x", "https://github.com/Owner/repo/wiki"),
    "[x](../blob/main/x.md)": ("x", "https://github.com/Owner/repo/blob/main/x.md"),
    "<a href='../blob/main/x.md'>x</a>": ("x", "https://github.com/Owner/repo/blob/main/x.md"),
    "[x](//example.org)": ("x", "https://example.org"),
}  # fmt: skip


@pytest.mark.parametrize("source", long_but(REFERENCES, "#9", "a/b#9", "[x](#issuecomment-7)"))
def test_references_lead_where_github_leads(tracked: Project, source: str) -> None:
    tracked.write(issues(issue(1, f"See {source} here"), issue(2, "")))
    built = tracked.build()
    assert built.warnings == []
    (link,) = elements(body(built.page(HOME)), "a")
    assert (text(link), link.attrib["href"]) == REFERENCES[source]


@pytest.mark.parametrize(
    "source",
    [
        "`#9 a/b#9 GH-9`",
        "<code>#9 a/b#9</code>",
        "<pre>#9</pre>",
        "@someone",
        "a/b/c#9",
        "<code>x</code>",
        "[x](javascript:y)",
    ],
)
def test_what_is_no_reference_stays_text(tracked: Project, source: str) -> None:
    tracked.write(issues(issue(1, f"See {source} here")))
    assert elements(body(tracked.build().page(HOME)), "a") == []


def test_without_an_address_nothing_leads_to_a_tracker(tracked: Project) -> None:
    tracked.write(issues(issue(1, "See #9, a/b#9 and [x](y.md)", url="")))
    (link,) = elements(body(tracked.build().page(HOME)), "a")
    assert link.attrib["href"] == "../../y.md"


@long
def test_a_reference_follows_what_is_in_the_export(tracked: Project) -> None:
    first = issue(1, "See a/b#9, owner/repo#2 and https://github.com/Owner/repo/issues/2")
    for others in ([], [issue(2, "")], [issue(2, "", title="Renamed")], []):
        tracked.write(issues(first, *others))
        page = tracked.build().page(HOME).path.read_bytes()
        assert tracked.build(fresh=True, force=True).page(HOME).path.read_bytes() == page


def test_a_picture_at_a_relative_address_is_one_of_the_web(tracked: Project) -> None:
    tracked.write(issues(issue(1, "![x](../raw/main/p.png) <img src='/o/q.png'>")))
    built = tracked.build()
    assert built.warnings == []
    sources = [each.attrib["src"] for each in elements(body(built.page(HOME)), "img")]
    assert sources == ["https://github.com/Owner/repo/raw/main/p.png", "https://github.com/o/q.png"]


EMOJI = {
    "A :tada:": "A 🎉",
    "<code>:tada: <b>:tada:</b></code> :tada:": ":tada: :tada: 🎉",
    "`:tada:` :no_such_code: 10:30:20 :+1:": ":tada: :no_such_code: 10:30:20 👍",
}


@pytest.mark.parametrize("source", EMOJI)
def test_short_codes_are_emoji_where_a_package_knows_them(tracked: Project, source: str) -> None:
    pytest.importorskip("emoji")
    tracked.write(issues(issue(1, source)))
    assert text(body(tracked.build().page(HOME))) == EMOJI[source]


def test_short_codes_stay_where_no_package_knows_them(tracked: Project) -> None:
    tracked.code = "import sys\nsys.modules['emoji'] = None\n"
    tracked.write(issues(issue(1, "A :tada:")))
    built = tracked.run()
    assert built.warnings == []
    assert text(body(built.page(HOME))) == "A :tada:"


@pytest.mark.parametrize("builder", long_but(["html", "text"], "html"))
def test_a_table_of_html_is_as_large_as_a_page_can_be(tracked: Project, builder: str) -> None:
    rows = "<tr><td>word" * 2000 + f"<tr>{'<td>word' * 60}"
    tracked.write(issues(issue(1, f"<table>{rows}</table>")))
    built = tracked.build(builder)
    assert built.warnings == []
    if builder == "html":
        shown = body(built.page(HOME))
        assert text(shown).count("word") == 2060
        assert elements(shown, "table") == []
