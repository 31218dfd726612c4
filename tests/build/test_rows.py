"""A note in a listing: its title and where it leads, one line of facts and tags, some text, a picture."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import pytest

from tests.build.harness import Build, MakeProject, Page, elements, text
from tests.tiers import long


def row(page: Page, name: str = "n") -> Page:
    """Return the row of a note as a page of its own."""
    return Page(page.path, page.one("article", data_note=name))


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.debugbear.com/blog/a", "debugbear.com"),
        ("http://Example.ORG:8080/", "example.org"),
        ("https://xn--wgv71a119e.jp/x", "日本語.jp"),
        ("https://日本語.jp/x", "日本語.jp"),
        ("https://github.com@evil.example/", "evil.example"),
        ("https://notes.example.net/other", ""),
        ("https://www.notes.example.net/other", ""),
        ("mailto:someone@example.org", ""),
        ("files/paper.pdf", ""),
    ],
)
def test_a_title_that_leads_out_has_the_host_behind_it(build: Build, url: str, host: str) -> None:
    built = build(
        f"- {{id: n, title: A, tags: [x], url: '{url}'}}", html_baseurl="https://notes.example.net/n/"
    )
    for name in ("tags/x", "tags/archive/undated"):
        found = row(built.page(name))
        assert [text(each) for each in found.find_all("span", "tagpages-host")] == ([host] if host else [])
        assert elements(found.one(cls="tagpages-title"), cls="tagpages-host") == []
    assert built.warnings == []


def test_a_note_that_leads_nowhere_else_has_no_host(build: Build) -> None:
    assert build("- {title: A, tags: [x]}").page("tags/x").find_all(cls="tagpages-host") == []


def test_a_row_is_named_by_its_title(build: Build) -> None:
    built = build("- {id: n, title: 'A \"quoted\" <title>', tags: [x]}")
    for name in ("tags/x", "tags/archive/undated"):
        assert row(built.page(name)).root.attrib["aria-label"] == 'A "quoted" <title>'


@pytest.mark.parametrize(
    ("title", "direction"),
    [("A title", "ltr"), ("日本語", "ltr"), ("2001: نظرة", "rtl"), ("«שלום»", "rtl"), ("1984", None)],
)
def test_a_note_has_one_direction_that_of_its_title(build: Build, title: str, direction: str | None) -> None:
    built = build(f"- {{id: n, title: '{title}', tags: [x], summary: In Latin نص letters}}")
    for name in ("tags/x", "tags/archive/undated"):
        found = row(built.page(name))
        assert found.root.attrib.get("dir") == direction
        assert [each for each in found.root.iter() if each is not found.root and "dir" in each.attrib] == []


def test_five_authors_are_named_and_all_at_home(build: Build) -> None:
    authors = ["One", "Two", "Three", "Four", "Five", "Six"]
    notes = f"""
        - {{id: five, title: A, tags: [x], authors: {json.dumps(authors[:5])}}}
        - {{id: six, title: B, tags: [x], authors: {json.dumps(authors)}}}
        """
    built = build(notes)
    page, home = built.page("tags/x"), built.page("tags/archive/undated")
    named = [
        text(row(where, name).one("span", "tagpages-authors"))
        for where in (page, home)
        for name in ("five", "six")
    ]
    five = "One, Two, Three, Four, Five"
    assert named == [five, f"{five} et al.", five, f"{five}, Six"]


def test_eight_tags_are_shown_and_how_many_are_left_which_leads_home(build: Build) -> None:
    tags = ["x", *(f"t{number}" for number in range(30))]
    built = build(f"- {{id: n, title: A, date: 2023, tags: {json.dumps(tags)}}}\n- {{title: B, tags: [x]}}")
    found = row(built.page("tags/x"))
    assert [text(tag) for tag in found.find_all("a", "tagpages-tag")] == tags[1:9]
    rest = found.one("a", "tagpages-rest")
    assert text(rest) == "+22"
    assert rest.attrib["href"] == "archive/2023.html#tagpages-note-n"
    assert rest.attrib["aria-label"] == "+22 tags"
    home = row(built.page("tags/archive/2023"))
    assert [text(tag) for tag in home.find_all("a", "tagpages-tag")] == tags
    assert home.find_all(cls="tagpages-rest") == []


def test_nine_tags_beside_that_of_the_page_are_eight_and_one(build: Build) -> None:
    tags = [f"t{number}" for number in range(9)]
    notes = f"- {{title: A, tags: {json.dumps(tags)}}}\n- {{title: B, tags: {json.dumps([*tags, 'x'])}}}\n"
    built = build(notes)
    assert len(built.page("tags/t0").find_all(cls="tagpages-rest")) == 1
    rest = built.page("tags/x").one("a", "tagpages-rest")
    assert (text(rest), rest.attrib["aria-label"]) == ("+1", "+1 tag")


def test_a_pinned_note_says_so(build: Build) -> None:
    built = build("- {id: n, title: A, tags: [x], pinned: yes}\n- {id: m, title: B, tags: [x]}")
    page = built.page("tags/x")
    assert text(row(page).one("p", "tagpages-meta")) == "Pinned · ¶"
    assert row(page, "m").find_all(cls="tagpages-pin") == []


def test_pinning_a_note_that_moves_nothing_is_seen_on_its_pages(project: MakeProject) -> None:
    made = project({"n.yaml": "- {id: n, title: A, tags: [x]}\n"}, tagpages_sources=["n.yaml"])
    made.build()
    made.write({"n.yaml": "- {id: n, title: A, tags: [x], pinned: yes}\n"})
    built = made.build()
    for name in ("tags/x", "tags/archive/undated"):
        assert text(row(built.page(name)).one(cls="tagpages-pin")) == "Pinned"


def test_a_new_address_of_the_site_is_seen_on_its_pages(project: MakeProject) -> None:
    notes = "- {id: n, title: A, tags: [x], url: 'https://example.org/a'}\n"
    made = project({"n.yaml": notes}, tagpages_sources=["n.yaml"])
    assert len(made.build().page("tags/x").find_all(cls="tagpages-host")) == 1
    made.conf = dict(made.conf, html_baseurl="https://example.org/")
    assert made.build().page("tags/x").find_all(cls="tagpages-host") == []


def test_a_note_without_facts_has_no_line_of_them(project: MakeProject) -> None:
    page = project({"doc.rst": ":tags: x\n:orphan:\n\nTagged\n======\n"}).build().page("tags/x")
    assert page.titles() == ["Tagged"]
    assert page.find_all(cls="tagpages-meta") == page.find_all(cls="tagpages-tags") == []


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\x77" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


PICTURES = {
    "big.png": (png(200, 100), {"width": "200", "height": "100"}, False),
    "flat.png": (png(200, 40), {"width": "200", "height": "40"}, True),
    "just.png": (png(88, 88), {"width": "88", "height": "88"}, False),
    "small.png": (png(16, 16), {"width": "16", "height": "16"}, True),
    "cut.png": (png(16, 16)[:20], {}, False),
    "none.png": (b"no picture at all", {}, False),
    "drawn.svg": (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9.4"/>',
        {"width": "9", "height": "9"},
        True,
    ),
    "free.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', {}, False),
}


def test_a_local_picture_says_how_big_it_is(project: MakeProject) -> None:
    notes = "".join(f"- {{id: {name}, title: {name}, tags: [x], image: {name}}}\n" for name in PICTURES)
    made = project({"n.yaml": notes}, tagpages_sources=["n.yaml"])
    for name, (content, _size, _small) in PICTURES.items():
        Path(made.srcdir, name).write_bytes(content)
    built = made.build()
    for page in (built.page("tags/x"), built.page("tags/archive/undated")):
        for name, (_content, size, is_small) in PICTURES.items():
            image = row(page, name).one("img", "tagpages-image")
            found = {key: value for key, value in image.attrib.items() if key in {"width", "height"}}
            assert (name, found) == (name, size)
            assert ("tagpages-small" in image.attrib["class"].split()) == is_small
    assert built.warnings == []


@long
def test_a_fold_has_both_its_names_in_the_markup(build: Build) -> None:
    notes = "".join(f"- {{title: N{number}, tags: [x]}}\n" for number in range(1300))
    page = build(notes, tagpages_visible=1, tagpages_per_page=0).page("tags/x")
    summary = page.one("summary")
    assert [text(part) for part in summary] == ["Show 1,299 more", "Show fewer"]
    assert summary.attrib == {}
