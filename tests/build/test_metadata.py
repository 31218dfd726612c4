"""What pages say to programs of the notes that they show, as programs read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urljoin

import mf2py

from tests.build.harness import Built, MakeProject, Page
from tests.schema_org import faults_of

CONF: dict[str, object] = {"tagpages_sources": ["notes.yaml"], "tagpages_per_page": 3, "tagpages_visible": 2}
SITE = "https://example.org/site/"
NOTES = """
- title: 'Attention </script> & "all" <b>'
  id: attention
  url: https://arxiv.org/abs/1706.03762
  doi: 10.5555/x(1)
  authors: [Ashish Vaswani, Jan van der Berg, 松尾 豊, Google Research, et al.]
  kind: paper
  venue: NeurIPS
  date: 2024-05-06
  published: 2017-06
  summary: A summary.
  tags: [A, B & C]
  volume: 30
  publisher: Curran
- {title: A journal's, doi: 10.1000/2, kind: article, venue: Journal of X, date: 2024-03, tags: [A]}
- {title: A tool, url: tool.html, kind: tool, date: 2024-02, tags: [A]}
- {title: A thesis, kind: thesis, venue: ETH, published: 2001, tags: [A]}
- {title: A book, kind: book, venue: Lectures, publisher: Springer, lang: de, tags: [A]}
- {title: Its own, date: 2020-01-02, tags: [A]}
"""
PAGE = """:date: 2022-03-04
:authors: Ada Byron, Grace Hopper
:venue: Site
:tags: A, Page

My <page>
=========

Words.

.. note-entry:: In a *document*
   :tags: B & C
   :url: https://example.com/

   A body.
"""


def make(project: MakeProject, name: str = "project", **conf: object) -> Built:
    files = {"notes.yaml": NOTES, "page.rst": f":orphan:\n{PAGE}"}
    return project(files, name, **{**CONF, **conf}).build()


def data_of(page: Page) -> list[dict[str, Any]]:
    """Return the data of a page, all of which schema.org knows."""
    found = [json.loads(each.text or "") for each in page.find_all("script", type="application/ld+json")]
    assert [fault for data in found for fault in faults_of(data)] == []
    return found


def zotero(title: str) -> dict[str, Any]:
    """Return the item that Zotero makes of a span: ``Zotero.Utilities.parseContextObject``."""
    pairs = [tuple(part.split("=")) for part in title.split("&")]
    read = [(key, unquote(value.replace("+", " ").replace("%2B", " "))) for key, value in pairs]
    values = dict(read)
    assert values["ctx_ver"] == "Z39.88-2004"
    form = values["rft_val_fmt"].removeprefix("info:ofi/fmt:kev:mtx:")
    of_books = {"proceeding": "conferencePaper", "bookitem": "bookSection", "report": "report"}
    kind = {
        "journal": "journalArticle",
        "dissertation": "thesis",
        "book": of_books.get(values.get("rft.genre", ""), "book"),
        "dc": values.get("rft.type", "webpage"),
    }[form]
    names = {"rft.btitle": "publicationTitle" if kind in {"conferencePaper", "bookSection"} else "title"}
    names |= {"rft.atitle": "title", "rft.jtitle": "publicationTitle", "rft.title": "title"}
    names |= {"rft.date": "date", "rft.volume": "volume", "rft.pub": "publisher"}
    item: dict[str, Any] = {"itemType": kind, "creators": []}
    for key, value in read:
        if key in names:
            item[names[key]] = value
        elif key == "rft_id":
            item |= {"DOI": value[9:]} if value.startswith("info:doi/") else {"url": value}
        elif key in {"rft.au", "rft.aucorp"}:
            is_whole = key == "rft.aucorp" or "," not in value
            item["creators"].append((value,) if is_whole else tuple(value.split(", ")))
    return item


def spans(page: Page) -> Iterator[Mapping[str, Any]]:
    for span in page.find_all("span", "Z3988"):
        assert "hidden" in span.attrib  # from readers, and from those who listen
        assert not span.text
        yield zotero(span.attrib["title"])


def test_programs_read_every_note_of_a_page(project: MakeProject) -> None:
    built = make(project, html_baseurl=SITE, tagpages_exports=["metadata"])
    assert built.warnings == []
    first, further = built.page("tags/a"), built.page("tags/a/2")
    items = [*spans(first), *spans(further)]
    assert items[0] == {
        "itemType": "conferencePaper",
        "title": 'Attention </script> & "all" <b>',
        "publicationTitle": "NeurIPS",
        "creators": [("Vaswani", "Ashish"), ("van der Berg", "Jan"), ("松尾", "豊"), ("Google Research",)],
        "date": "2017-06",
        "volume": "30",
        "publisher": "Curran",
        "DOI": "10.5555/x(1)",
        "url": "https://arxiv.org/abs/1706.03762",
    }
    assert [(item["itemType"], item["title"]) for item in items[1:]] == [
        ("journalArticle", "A journal's"),
        ("computerProgram", "A tool"),
        ("webpage", "My <page>"),
        ("webpage", "Its own"),
        ("thesis", "A thesis"),
    ]
    third = built.page("tags/a/3")
    assert next(iter(spans(third)))["publisher"] == "Springer"
    (book,) = data_of(third)[0]["mainEntity"]["itemListElement"]
    assert book["item"]["publisher"] == {"@type": "Organization", "name": "Springer"}
    assert book["item"]["isPartOf"] == {"@type": "CreativeWork", "name": "Lectures"}
    assert items[2]["url"] == f"{SITE}tool.html"

    pages = [data_of(page)[0] for page in (first, further)]
    assert [(page["@type"], page["url"], page["name"]) for page in pages] == [
        ("CollectionPage", f"{SITE}tags/a.html", "A"),
        ("CollectionPage", f"{SITE}tags/a/2.html", "A (2)"),
    ]
    listed = [item for page in pages for item in page["mainEntity"]["itemListElement"]]
    assert [item["position"] for item in listed] == [1, 2, 3, 4, 5, 6]
    assert {page["mainEntity"]["numberOfItems"] for page in pages} == {7}
    assert [item["item"]["@type"] for item in listed] == [
        "ScholarlyArticle", "ScholarlyArticle", "SoftwareApplication", "Article", "CreativeWork", "Thesis",
    ]  # fmt: skip
    work = listed[0]["item"]
    assert work["name"] == 'Attention </script> & "all" <b>'
    assert work["datePublished"] == "2017-06"
    assert [author["name"] for author in work["author"]][1:] == [
        "Jan van der Berg",
        "松尾 豊",
        "Google Research",
    ]
    assert work["identifier"][0]["value"] == "10.5555/x(1)"
    assert work["keywords"][1] == {"@type": "DefinedTerm", "name": "B & C", "url": f"{SITE}tags/b-c.html"}
    assert listed[0]["url"] == f"{SITE}tags/archive/2024.html#tagpages-note-attention"

    (tags,) = data_of(built.page("tags/index"))
    assert tags["@type"] == "DefinedTermSet"
    assert [term["url"] for term in tags["hasDefinedTerm"]][:2] == [
        f"{SITE}tags/a.html",
        f"{SITE}tags/b-c.html",
    ]
    (homes,) = data_of(built.page("tags/archive/2020"))
    assert homes["itemListElement"][0]["item"]["name"] == "Its own"

    of_page, written = data_of(built.page("page"))
    assert (of_page["@type"], of_page["name"], of_page["datePublished"]) == (
        "Article",
        "My <page>",
        "2022-03-04",
    )
    assert (written["name"], written["url"]) == ("In a document", "https://example.com/")
    named = [
        (element.attrib["name"].removeprefix("citation_"), element.attrib["content"])
        for element in built.page("page").find_all("meta")
        if element.attrib.get("name", "").startswith("citation_")
    ]
    assert named == [
        ("title", "My <page>"),
        ("author", "Ada Byron"),
        ("author", "Grace Hopper"),
        ("publication_date", "2022/03/04"),
        ("journal_title", "Site"),
        ("keywords", "A; Page"),
        ("abstract_html_url", f"{SITE}page.html"),
    ]


def test_without_an_address_of_the_site_addresses_count_from_the_page(project: MakeProject) -> None:
    built = make(project, tagpages_exports=["metadata"])
    page = built.page("tags/a")
    base = f"{SITE}tags/a.html"
    (data,) = data_of(page)
    items = data["mainEntity"]["itemListElement"]
    assert urljoin(base, data["url"]) == base
    assert urljoin(base, items[0]["url"]) == f"{SITE}tags/archive/2024.html#tagpages-note-attention"
    assert urljoin(base, items[2]["item"]["url"]) == f"{SITE}tool.html"
    assert "url" not in list(spans(page))[2]  # a program has nothing from which it counts
    (feed,) = mf2py.parse(doc=page.path.read_text("utf-8"), url=base)["items"]
    entry = feed["children"][0]["properties"]
    assert feed["type"] == ["h-feed"]
    assert len(feed["children"]) == 3
    assert entry["name"] == ['Attention </script> & "all" <b>']
    assert entry["url"] == ["https://arxiv.org/abs/1706.03762"]
    assert entry["uid"] == [f"{SITE}tags/archive/2024.html#tagpages-note-attention"]
    assert entry["published"] == ["2024-05-06"]
    assert entry["category"] == ["B & C"]
    assert entry["summary"] == ["A summary."]
    assert entry["author"][0]["properties"]["name"] == ["Ashish Vaswani"]


def seen(page: Page) -> str:
    for script in page.find_all("script"):
        script.text = ""
    return page.text


def test_pages_look_and_are_found_as_without_it(project: MakeProject) -> None:
    plain, told = make(project, "plain"), make(project, "told", tagpages_exports=["metadata"])
    assert "Z3988" not in plain.page("tags/a").path.read_text("utf-8")
    assert [seen(page) for page in told.pages()] == [seen(page) for page in plain.pages()]
    index = "searchindex.js"
    assert (told.outdir / index).read_bytes() == (plain.outdir / index).read_bytes()
