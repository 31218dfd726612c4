"""Feeds in Atom and JSON: what readers of feeds get of notes, how they find it, and how it stays."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import jsonschema
import pytest

from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.exports.feed_items import moment
from tests.build.harness import DOT, Built, MakeProject
from tests.tiers import long_but

SITE = "https://example.org/notes/"
CONF: dict[str, object] = {
    "project": "Paper notes",
    "html_title": "Paper notes",
    "author": "Ada",
    "html_baseurl": SITE,
    "tagpages_sources": ["notes.yaml"],
    "tagpages_exports": ["feeds"],
}
NOTES = r"""
- title: "Q&A: <b> ]]> \u0007\u000B\uFFFE end"
  id: odd
  url: "https://example.com/a?b=1&c=%20x#y"
  date: 2023-05
  authors: [Ada Byron, "Ōe <x@y>"]
  tags: [C++, "Q&A"]
  summary: "Less < more & \u0000 none. ]]>"
  lang: ja
  image: dot.gif
- title: Marked
  url: papers/a b.pdf
  date: 2024-02-03T10:30:00.25+09:00
  tags: [C++]
  markup: markdown
  image: https://example.com/picture.webp
  body: |
    See [here](papers/x.html), **now**.<script>alert(1)</script>

    ![Alt](dot.gif)
- {title: Undated, id: undated, tags: [C++, Never]}
- {title: Only published, id: old, published: 1999, tags: [Q&A]}
- {title: A draft, date: 2025, tags: [C++], draft: true}
"""
DOC = """
A document
==========

.. note-entry:: Written *here*
   :id: here
   :date: 2022-12-24
   :tags: Q&A

   With a footnote [1]_ and :doc:`/index`.

   .. [1] Of old.

   .. raw:: html

      <script>alert(2)</script>

   .. versionadded:: 2.0

   .. py:function:: call(a, b=1)

   .. math:: x
      :label: numbered

   :download:`dot.gif`

   .. image:: dot.gif
      :scale: 300

.. tag-page:: Q&A
"""
TAGS = (
    'C++: {aliases: [cpp], title: "C plus plus", description: A language.}\nQ&A: {slug: qa, former: [q-a]}\n'
)

TEXT = {"type": "string"}
WHOLE = {"type": "string", "format": "uri", "pattern": "^https?://"}
AUTHORS = {"type": "array", "items": {"type": "object", "properties": {"name": TEXT}, "minProperties": 1}}
#: JSON Feed 1.1, from its text: https://www.jsonfeed.org/version/1.1/.
JSON_FEED: dict[str, Any] = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": WHOLE,
        "feed_url": WHOLE,
        "description": TEXT,
        "authors": AUTHORS,
        "language": TEXT,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "additionalProperties": False,
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "properties": {
                    "id": TEXT,
                    "url": WHOLE,
                    "external_url": WHOLE,
                    "title": TEXT,
                    "content_html": TEXT,
                    "content_text": TEXT,
                    "image": WHOLE,
                    "date_published": {"type": "string", "format": "date-time"},
                    "date_modified": {"type": "string", "format": "date-time"},
                    "tags": {"type": "array", "items": TEXT, "uniqueItems": True},
                    "authors": AUTHORS,
                    "language": TEXT,
                },
            },
        },
    },
}
ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def atom_faults(content: bytes, address: str) -> list[str]:
    """Return what RFC 4287 forbids of a feed at an address, and what the validator of the W3C warns of."""
    feed = ET.fromstring(content)
    entries = feed.findall(f"{ATOM}entry")
    found = [f"{child.tag} after entries" for child in feed[-len(entries) :] if child.tag != f"{ATOM}entry"]
    found += [fault for holder in (feed, *entries) for fault in (*text_faults(holder), *link_faults(holder))]
    if feed.find(f"{ATOM}author") is None:
        found.append("no author")
    own = [link.attrib["href"] for link in feed.findall(f"{ATOM}link") if link.attrib["rel"] == "self"]
    if own != [address]:
        found.append(f"its own address: {own}")
    ids = Counter(holder[0].text for holder in (feed, *entries))
    return found + [f"{id_} more than once" for id_, count in ids.items() if count > 1]


def text_faults(holder: ET.Element) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        texts = [element.text for element in holder.findall(ATOM + name)]
        if len(texts) != 1 or not (texts[0] or "").strip():
            yield f"{name}: {texts}"
    for name in ("content", "summary", "subtitle"):
        if len(holder.findall(ATOM + name)) > 1:
            yield f"several of {name}"
    updated = holder.findtext(f"{ATOM}updated", "")
    if not RFC3339.fullmatch(updated) or datetime.fromisoformat(updated).tzinfo is None:
        yield f"{updated} is no date of RFC 3339"
    for author in holder.findall(f"{ATOM}author"):
        if [child.tag for child in author] != [f"{ATOM}name"] or not author[0].text:
            yield "an author without a name"
    if not re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", holder[0].text or ""):
        yield f"the id {holder[0].text}"


def link_faults(holder: ET.Element) -> Iterator[str]:
    links = [element.attrib for element in holder.findall(f"{ATOM}link")]
    yield from (f"not whole: {link['href']}" for link in links if not urlsplit(link["href"]).netloc)
    yield from (f"no IRI: {link['href']}" for link in links if re.search(r'[\s"<>\\^`{|}]', link["href"]))
    kinds = Counter((link["rel"], link.get("type")) for link in links)
    if kinds["alternate", "text/html"] != 1 or max(kinds.values()) > 1:
        yield f"links: {kinds}"


def feeds(built: Built, name: str) -> tuple[Any, dict[str, Any]]:
    """Return a feed in both forms, as programs read them that are not ours."""
    path = built.outdir / "tags" / f"{name}.atom.xml"
    read = feedparser.parse(path.read_bytes())
    assert not read.bozo
    site = read.feed.id and next(link.href for link in read.feed.links if link.rel == "self")
    assert atom_faults(path.read_bytes(), site) == []
    data = json.loads((built.outdir / "tags" / f"{name}.feed.json").read_text("utf-8"))
    jsonschema.validate(data, JSON_FEED, format_checker=jsonschema.FormatChecker())
    assert [item["id"] for item in data["items"]] == [entry.id for entry in read.entries]
    assert [item["title"] for item in data["items"]] == [entry.title_detail.value for entry in read.entries]
    for each in ("updated", "published"):
        assert [item["date_published"] for item in data["items"]] == [entry[each] for entry in read.entries]
    assert [item["url"] for item in data["items"]] == [entry.link for entry in read.entries]
    return read, data


def named(built: Built, page: str) -> list[str]:
    """Return the feeds that a page names in its head."""
    links = built.page(page).find_all("link", rel="alternate")
    return [link.attrib["href"].removeprefix(f"{SITE}tags/") for link in links]


OF_SITE = ["index.atom.xml", "index.feed.json"]


def test_readers_of_feeds_get_the_newest_notes(project: MakeProject) -> None:
    files = {"notes.yaml": NOTES, "tags.yaml": TAGS, "doc.rst": f":orphan:\n{DOC}"}
    made = project(files, **CONF, tagpages_feed_content="whole", numfig=True)
    (made.srcdir / "dot.gif").write_bytes(DOT)
    built = made.build()
    assert built.warnings == []
    atom, data = feeds(built, "index")
    assert (atom.feed.title, atom.feed.updated, atom.feed.author) == (
        "Paper notes",
        "2024-02-03T10:30:00.250+09:00",
        "Ada",
    )
    assert [entry.title_detail.value for entry in atom.entries] == [
        "Marked",
        "Q&A: <b> ]]> \N{REPLACEMENT CHARACTER} end",
        "Written here",
        "Only published",
    ]
    marked, odd, here, old = atom.entries
    assert [entry.updated for entry in (odd, here, old)] == [
        "2023-05-01T00:00:00Z",
        "2022-12-24T00:00:00Z",
        "1999-01-01T00:00:00Z",
    ]
    links = {link.rel: link.href for link in odd.links}
    assert links["alternate"] == f"{SITE}tags/archive/2023.html#tagpages-note-odd"
    assert links["related"] == "https://example.com/a?b=1&c=%20x#y" == data["items"][1]["external_url"]
    assert links["enclosure"].startswith(f"{SITE}_images/tagpages-")
    assert [author.name for author in odd.authors] == ["Ada Byron", "Ōe <x@y>"]
    assert [(tag.term, tag.label) for tag in odd.tags] == [("C++", "C plus plus"), ("Q&A", "Q&A")]
    assert (odd.content[0].language, marked.content[0].language) == ("ja", "en")
    assert odd.content[0].value == "<p>Less &lt; more &amp;  none. ]]&gt;</p>"
    texts = data["items"][0]["content_html"], data["items"][2]["content_html"]
    assert f'<a class="reference external" href="{SITE}papers/x.html">here</a>' in texts[0]
    assert f'src="{SITE}_images/tagpages-' in texts[0]
    assert (f'href="{SITE}index.html"' in texts[1], "Of old." in texts[1]) == (True, True)
    assert "Added in version 2.0." in texts[1]
    assert '<div class="math' in texts[1]
    assert re.search(r'<img [^>]*\bwidth(="3"|: 3)', texts[1])  # in a style, with older docutils
    assert "System Message" not in texts[1]
    assert f'href="{SITE}_downloads/' in texts[1]
    for text in texts:
        assert re.findall(r'(?:href|src)="(?!https?://)|<script|alert|\bid=', text) == []
    assert data["items"][0]["external_url"] == f"{SITE}papers/a%20b.pdf"
    assert data["items"][0]["image"] == "https://example.com/picture.webp"
    assert data["items"][1]["tags"] == ["C++", "Q&A"]

    of_tag, tag_data = feeds(built, "c")
    assert of_tag.feed.title == tag_data["title"] == "C plus plus — Paper notes"
    assert of_tag.feed.subtitle == tag_data["description"] == "A language."
    assert [entry.id for entry in of_tag.entries] == [marked.id, odd.id]
    assert {link.rel: link.href for link in of_tag.feed.links} == {
        "self": f"{SITE}tags/c.atom.xml",
        "alternate": f"{SITE}tags/c.html",
    }
    # Who follows an address from before gets the same, and is told the new one.
    folder = built.outdir / "tags"
    for former, now in (("cpp", "c"), ("q-a", "qa")):
        for ending in ("atom.xml", "feed.json"):
            assert (folder / f"{former}.{ending}").read_bytes() == (folder / f"{now}.{ending}").read_bytes()
    assert feeds(built, "qa")[0].feed.links[1].href == f"{SITE}doc.html"
    assert not list(folder.glob("never.*.*"))

    assert named(built, "tags/c") == ["c.atom.xml", "c.feed.json", *OF_SITE]
    assert named(built, "doc") == ["qa.atom.xml", "qa.feed.json", *OF_SITE]
    for page in ("index", "search", "genindex", "tags/index", "tags/archive/2023", "tags/never"):
        assert named(built, page) == OF_SITE, page
    title = built.page("tags/c").find_all("link", rel="alternate")[0].attrib["title"]
    assert title == "C plus plus — Paper notes"
    visible = {
        page: [
            link.attrib["href"]
            for link in built.page(page).one("p", "tagpages-head").iter("a")
            if link.text == "Feed"
        ]
        for page in ("tags/c", "doc", "tags/index", "tags/never")
    }
    assert visible == {
        "tags/c": ["c.atom.xml"],
        "doc": ["tags/qa.atom.xml"],
        "tags/index": ["index.atom.xml"],
        "tags/never": [],
    }
    assert [link for link in built.dead_links() if "papers/" not in link] == []


def test_ids_stay_while_feeds_come_and_go_with_dates(project: MakeProject) -> None:
    note = (
        "- {title: Once, url: 'https://example.com/p', tags: [A b]}\n- {title: Two, id: two, tags: [A b]}\n"
    )
    made = project({"notes.yaml": note, "index.rst": "Home\n====\n"}, **CONF)  # nothing of ours is on it
    built = made.build()
    assert (named(built, "index"), list(built.outdir.glob("tags/*.atom.xml"))) == ([], [])
    made.write({"notes.yaml": note.replace("p', ", "p', date: 2020, ").replace("two, ", "two, date: 2021, ")})
    built = made.build()
    before = feeds(built, "a-b")[0], feeds(built, "index")[0]
    for page in ("index", "search", "tags/index"):
        assert named(built, page) == OF_SITE, page
    written = {path: path.stat().st_mtime_ns for path in built.outdir.glob("tags/*.*.*")}
    assert {path: path.stat().st_mtime_ns for path in made.build().outdir.glob("tags/*.*.*")} == written
    assert named(built, "search") == OF_SITE

    moved = note.replace("title: Once", "title: Another, date: 2023-02").replace("two,", "two, date: 1999,")
    made.write({"notes.yaml": moved, "tags.yaml": "A b: {slug: ab, title: AB}\n"})
    made.conf |= {"html_baseurl": "http://EXAMPLE.org/notes", "tagpages_feed_length": 1, "language": "de"}
    after = [feeds(made.build("dirhtml"), name)[0] for name in ("ab", "index")]
    for one, other in zip(before, after, strict=True):
        assert one.feed.id == other.feed.id
        assert one.entries[1].id == other.entries[0].id
    assert len({feed.feed.id for feed in before}) == 2
    assert after[0].entries[0].link == "http://EXAMPLE.org/notes/tags/archive/2023/#tagpages-note-" + (
        "example.com-p-" + after[0].entries[0].link.rpartition("-")[2]
    )
    made.write({"notes.yaml": note})
    built = made.build("dirhtml")
    assert (named(built, "index"), list(built.outdir.glob("tags/*.*.*"))) == ([], [])


@pytest.mark.parametrize("address", long_but(["", "example.org/notes"], "example.org/notes"))
def test_without_an_address_of_the_site_one_line_says_what_feeds_need(
    project: MakeProject, address: str
) -> None:
    made = project({"notes.yaml": "- {title: One, date: 2020, tags: [A]}\n"}, **CONF)
    built = made.build(html_baseurl=address)
    assert "such as html_baseurl = 'https://example.org/notes/'" in built.warning("config")
    assert f"{Path(made.srcdir, 'conf.py')}:" in built.warning("config")
    assert (named(built, "index"), list(built.outdir.glob("tags/*.*.*"))) == ([], [])
    assert made.build("text", html_baseurl=address).warnings == []
    built = made.build(html_baseurl=address, tagpages_exports=["json"])
    assert (len(built.warnings), address in "".join(built.warnings)) == (bool(address), True)


@pytest.mark.parametrize(
    ("date", "meant"),
    [
        ("0001", "0001-01-01T00:00:00Z"),
        ("2023-12", "2023-12-01T00:00:00Z"),
        ("2023-03-28T09:30", "2023-03-28T09:30:00Z"),
        ("2023-03-28T09:30Z", "2023-03-28T09:30:00Z"),
        ("2023-03-28T09:30:01.5-03:30", "2023-03-28T09:30:01.500-03:30"),
    ],
)
def test_a_moment_has_a_zone(date: str, meant: str) -> None:
    assert moment(NoteDate.parse(date)) == meant
