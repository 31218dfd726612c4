"""What is fuzzed: each target takes any bytes, and fails where a promise does not hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from html.parser import HTMLParser

from sphinxext.tagpages.core.note import Note, anchor
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.core.snippet import ELLIPSIS, make_snippet
from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.core.tags.slugs import MAX_SLUG_BYTES, RESERVED_SLUGS, assign_slugs
from sphinxext.tagpages.fields.reader import build_note
from sphinxext.tagpages.fields.values import RawValue
from sphinxext.tagpages.markup.formulas import is_plain_formula
from sphinxext.tagpages.markup.plain_text import beginning_of
from sphinxext.tagpages.render.template import NoteTemplate
from sphinxext.tagpages.sources.github.body import first_link, first_picture, take_section
from sphinxext.tagpages.sources.github.options import check_options
from sphinxext.tagpages.sources.registry import read_source
from sphinxext.tagpages.util.bare_links import pieces
from sphinxext.tagpages.util.text import clean
from sphinxext.tagpages.util.urls import safe_url

_OPTIONS = check_options({
    "comments": "all", "title_pattern": "paper", "summary_heading": "TL*", "link": "first"
})  # fmt: skip


def _text(data: bytes) -> str:
    """Return any text, lone surrogates too."""
    return data.decode("utf-8", "surrogatepass" if b"\xed" in data[:4] else "replace")


def check_note(note: Note) -> None:
    """Check what every output relies on."""
    assert note.title
    assert note.id
    assert clean(note.title) == note.title
    assert anchor(note.id).isascii()
    for text in (note.title, note.id, note.summary, note.comment, note.body, note.venue, *note.authors):
        text.encode()
    for url in (note.url, *(link.url for link in note.links)):
        assert not url or safe_url(url) == url, url
    keys = [tag_key(tag) for tag in note.tags]
    assert len(set(keys)) == len(keys)


def _check_file(data: bytes, path: str) -> None:
    result = read_source(data, path, _OPTIONS if path.endswith("json") else {})
    for note in result.notes:
        check_note(note)
    for problem in result.problems:
        problem.message.encode()
        assert "\n" not in problem.message


def yaml(data: bytes) -> None:
    _check_file(data, "a.yaml")


def issues(data: bytes) -> None:
    _check_file(data, "a.json")


def bibtex(data: bytes) -> None:
    _check_file(data, "a.bib")


def markdown(data: bytes) -> None:
    text = clean(data.decode("utf-8", "replace"))
    for whole in (True, False):
        seen = beginning_of("markdown", text, 50, whole=whole)
        assert seen is None or seen == " ".join(seen.split())
    first_link(text)
    first_picture(text)
    if section := take_section(text, ["a*", "TL"]):
        assert section[0]
    assert "".join(piece.written for piece in pieces(text)) == text
    is_plain_formula(text)


def rst(data: bytes) -> None:
    text = clean(data.decode("utf-8", "replace"))
    for whole in (True, False):
        seen = beginning_of("rst", text, 50, whole=whole)
        assert seen is None or seen == " ".join(seen.split())


def tags(data: bytes) -> None:
    """Check that names of pages are names, and tell tags apart as their keys do."""
    names = data.decode("utf-8", "replace").split("\n")
    keys = {tag_key(name) for name in names}
    slugs = assign_slugs(keys)
    assert slugs.keys() == keys
    assert len(set(slugs.values())) == len(keys)
    for key, slug in slugs.items():
        assert tag_key(key) == key
        assert slug
        assert slug not in RESERVED_SLUGS
        assert len(slug.encode()) <= MAX_SLUG_BYTES + 10
        assert all(char == "-" or char.isalnum() or not char.isascii() for char in slug), slug
        assert slug == slug.strip()
    assert assign_slugs(sorted(keys)) == slugs


def snippet(data: bytes) -> None:
    """Check that a snippet is a beginning of its text, and no longer than it may be."""
    length, text = (data[0] if data else 0), data[1:].decode("utf-8", "replace")
    collapsed = " ".join(text.split())
    found, is_cut = make_snippet(text, length)
    if not length:
        assert (found, is_cut) == ("", False)
    elif _columns(collapsed) <= length:
        assert (found, is_cut) == (collapsed, False)
    else:
        assert is_cut
        assert found.endswith(ELLIPSIS)
        assert _columns(found[:-1]) <= length
        assert collapsed.startswith(found[:-1])


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1 for char in text)


class _Reader(HTMLParser):
    """Reads HTML: the words of each class, and the elements with their attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(f"{tag} {name}" for name, _value in attrs)}
        if tag not in {"img", "br"}:
            self.open.append(tag)
        for name, value in attrs:
            assert name not in {"href", "src"} or safe_url(value or "") or value == "home", value

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


_ALLOWED = frozenset({
    "article", "article class", "article dir", "article aria-label",
    "article data-note", "article id", "article lang", "h2",
    "h2 class", "h2 dir", "a", "a class", "a href", "a rel", "p", "p class", "p dir", "time", "time datetime",
    "a title", "span", "span class", "span aria-hidden", "div", "div class",
})  # fmt: skip


def html(data: bytes) -> None:
    """Check that a note as HTML holds its texts, and no element or attribute that is not of the template."""
    title, _, rest = data.decode("utf-8", "replace").partition("\n")
    raw: dict[str, RawValue] = dict.fromkeys(
        ("id", "url", "venue", "authors", "image_alt", "lang", "links"), rest
    )
    note = build_note(raw | {"title": title, "summary": rest}, Origin("a.yaml", 1), {}, [])
    if note is None:
        return
    reader = _Reader()
    reader.feed(_template().render(_values(note)))
    reader.close()
    assert not reader.open
    assert reader.names <= _ALLOWED, reader.names - _ALLOWED
    words = "".join("".join(reader.words).split())
    for text in (note.title, note.venue, note.summary, *note.authors):
        assert "".join(text.split()) in words


@cache
def _template() -> NoteTemplate:
    return NoteTemplate([])


def _values(note: Note) -> dict[str, object]:
    return {
        "note": note,
        "title": note.title,
        "href": note.url or "home",
        "home": "home",
        "anchor": anchor(note.id),
        "level": 2,
        "date": note.effective_date,
        "links": [(link.label, link.url) for link in note.links],
        "tags": "",
        "snippet": make_snippet(note.summary, 50)[0],
        "cut": False,
        "whole": True,
        "body": "",
        "paragraphs": [("summary", note.summary)],
        "texts": [],
        "picture": None,
    }


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "yaml": yaml,
    "issues": issues,
    "bibtex": bibtex,
    "markdown": markdown,
    "rst": rst,
    "tags": tags,
    "snippet": snippet,
    "html": html,
}
