"""A project like the reference: its notes are issues, and the build makes the page that it publishes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from tests.build.harness import Built, elements, sphinx_build, text
from tests.build.test_demo import EXAMPLE, REFERENCE, VISIBLE

KEEPER = "keeper"
NOTES: list[dict[str, Any]] = yaml.safe_load((EXAMPLE / "finetuning.yaml").read_text("utf-8"))["notes"]
CONF = """
extensions = ["sphinxext.tagpages"]
tagpages_sources = ["issues.json"]
tagpages_github = {
    "title_pattern": "paper",
    "summary_heading": "概要",
    "kind": "Article",
    "skip_labels": ["in progress"],
}
tagpages_title = "{tag}に関する論文・技術記事メモの一覧"
tagpages_sort = ["-published", "date"]
tagpages_visible = 3
"""


def graphql_export() -> dict[str, object]:
    """Make the notes of the example the issues that they were, as a query for a repository gives them."""
    issues = [{"node": _issue(note)} for note in NOTES]
    page = {"pageInfo": {"hasNextPage": False}, "edges": issues}
    return {"data": {"repository": {"name": "notes", "issues": page}}}


def _issue(note: Mapping[str, Any]) -> dict[str, object]:
    summary = f"# 概要\r\n\r\n{note['summary']}\r\n\r\n# 手法\r\n\r\n詳細"
    image = f"![image]({note['image']})\r\n\r\n" if "image" in note else ""
    return {
        "number": note["id"],
        "title": _title(note),
        "url": note["url"],
        "createdAt": f"{note['date']}T03:15:00Z",
        "author": {"login": KEEPER},
        "labels": {"nodes": [{"name": tag, "color": "0E8A16"} for tag in [*note["tags"], "in progress"]]},
        "body": f"https://example.org/papers/{note['id']}\r\n\r\n{image}# Memo\r\n\r\n- #700 も参照\r\n",
        "comments": {
            "nodes": [
                {"author": {"login": "passer-by"}, "body": "# 概要\r\n\r\nSomebody else's words."},
                {"author": {"login": KEEPER}, "body": summary},
            ]
        },
    }


def _title(note: Mapping[str, Any]) -> str:
    """Return the title as the issue had it: file names could hold neither apostrophes nor slashes."""
    title = str(note["title"]).replace("N_A", "N/A")
    return re.sub(r"(arXiv|ACL)(\d\d)$", r"\1'\2", title)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = tmp_path_factory.mktemp("reference")
    (source / "conf.py").write_text(CONF, "utf-8")
    (source / "index.rst").write_text("Notes\n=====\n\n.. toctree::\n\n   tags/index\n", "utf-8")
    (source / "issues.json").write_text(json.dumps(graphql_export(), ensure_ascii=False), "utf-8")
    return sphinx_build(source, tmp_path_factory.mktemp("site"), "-n", "-W")


def test_the_page_of_the_reference_comes_from_its_issues(built: Built) -> None:
    assert (built.warnings, built.status) == ([], 0)
    page = built.page("tags/finetuning")
    assert page.heading == "Finetuningに関する論文・技術記事メモの一覧"
    articles = page.find_all("article", "tagpages-note")
    assert [article.attrib["data-note"] for article in articles] == list(REFERENCE)
    tags = [[text(tag) for tag in elements(article, cls="tagpages-tag")] for article in articles]
    assert tags == [names.split() for names in REFERENCE.values()]
    assert len(articles) - len(elements(page.one("details"), "article")) == VISIBLE
    assert text(page.one("span", "tagpages-if-closed")) == "Show 13 more"


def test_each_entry_says_what_the_issue_said(built: Built) -> None:
    articles = built.page("tags/finetuning").find_all("article", "tagpages-note")
    for article in articles:
        note = next(note for note in NOTES if str(note["id"]) == article.attrib["data-note"])
        link = elements(elements(article, cls="tagpages-title")[0], "a")[0]
        assert link.attrib["href"] == note["url"]
        assert str(note["title"]).startswith(text(link))
        assert text(elements(article, "time")[0]) == str(note["date"])
        snippet = text(elements(article, cls="tagpages-snippet")[0]).removesuffix("…")
        assert " ".join(str(note["summary"]).split()).startswith(snippet)
        assert len(snippet) > 40
        pictures = [image.attrib["src"] for image in elements(article, "img")]
        assert pictures == ([note["image"]] if "image" in note else [])


def test_titles_are_taken_apart(built: Built) -> None:
    page = built.page("tags/finetuning")
    titles = dict(zip(REFERENCE, page.titles(), strict=True))
    assert titles["512"] == "Reflexion: Language Agents with Verbal Reinforcement Learning"
    assert titles["700"] == "LIMA: Less Is More for Alignment"
    assert titles["823"] == "Measuring the Instability of Fine-Tuning"
    assert titles["1109"] == str(next(note["title"] for note in NOTES if note["id"] == 1109))
    first = page.find_all("article", "tagpages-note")[0]
    assert text(elements(first, cls="tagpages-authors")[0]) == "Noah Shinn+"
    assert text(elements(first, cls="tagpages-venue")[0]) == "arXiv"


def test_what_others_said_is_not_shown(built: Built) -> None:
    shown = [text(article) for page in built.pages() for article in page.find_all("article", "tagpages-note")]
    assert shown
    assert not [words for words in shown if "Somebody else" in words]


def test_at_its_home_an_issue_is_whole_and_leads_to_those_it_names(built: Built) -> None:
    homes = built.page("tags/archive/2023").find_all("article", "tagpages-note")
    assert len(homes) == len(NOTES)
    for article in homes:
        assert [text(heading) for heading in elements(article, cls="tagpages-heading")] == ["Memo", "手法"]
        assert "詳細" in text(article)
        mentions = [link for link in elements(article, "a") if elements(link, cls="tagpages-mention")]
        assert [(text(link), link.attrib["href"]) for link in mentions] == [
            ("LIMA: Less Is More for Alignment", "#tagpages-note-700")
        ]
    assert built.dead_links() == []
