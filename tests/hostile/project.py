"""A project whose every field holds what is no mere text, and its harmless twin."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tests.hostile.structure import scheme
from tests.hostile.values import BAD_URLS, GOOD_URLS, HTML, TEXTS, word

Json = Any
CONF: Mapping[str, object] = {
    "tagpages_sources": ["notes.yaml", "issues.json"],
    "tagpages_per_page": 40,
    "tagpages_visible": 5,
    "tagpages_print": "full",
    "project": "Hostile",
    "author": "us",
    "version": "1",
    "copyright": "us",
    "language": "en",
    "linkcheck_ignore": [".*"],
    "linkcheck_report_timeouts_as_broken": False,
    "man_pages": [("index", "hostile", "Hostile", ["us"], 1)],
    "texinfo_documents": [("index", "hostile", "Hostile", "us", "Hostile", "x", "y")],
    "suppress_warnings": [
        "tagpages",
        "image.not_readable",
        "app.add_source_parser",
        "epub.unknown_project_files",
    ],
}
_FIELDS_OF_TEXT = (
    "title",
    "id",
    "venue",
    "kind",
    "summary",
    "comment",
    "body",
    "image_alt",
    "date",
    "lang",
    "markup",
)
#: Fields that take few values: the harmless twin does without them.
_REFUSED = ("date", "lang", "markup")


def twin_files(*, hostile: bool, step: int = 3) -> dict[str, str]:
    """Return the files of the project in which each text is a value of each field, or of its twin.

    Both have the same structure in every output: what is refused in the one is not there in the other.

    Args:
        hostile: which of the two.
        step: every note is in the file of notes, and so many times fewer in each of the other sources.
    """
    texts = [(number, text if hostile else word(number)) for number, text in enumerate(TEXTS)]
    notes = [_note(number, text, hostile=hostile) for number, text in texts]
    notes += [_linked(number, url, hostile=hostile) for number, url in enumerate(GOOD_URLS)]
    notes += [_unlinked(number, url, hostile=hostile) for number, url in enumerate(BAD_URLS)]
    return {
        "notes.yaml": json.dumps(notes),
        "issues.json": json.dumps([_issue(number, text) for number, text in texts[::step]]),
        "index.rst": _document(texts[step > 1 :: step]),
        "tagged.rst": _tagged_page(texts[2 * (step > 1) :: step]),
    }


def _note(number: int, text: str, *, hostile: bool) -> Json:
    note: dict[str, Json] = dict.fromkeys(_FIELDS_OF_TEXT, text)
    if not hostile:
        for name in _REFUSED:
            del note[name]
    return note | {
        # In one order, whatever they are called.
        "published": f"19{number + 10}-01-01",
        "id": f"{number} {text}",
        "authors": [text, text],
        "links": {text: f"https://example.org/{number}"},
        "tags": [f"T{number:02} {text}", "All"],
        "colour": text,
        text: {text: [text]},
    }


def _linked(number: int, url: str, *, hostile: bool) -> Json:
    url = url if hostile else f"{scheme(url)}:{'a@' if scheme(url) == 'mailto' else '//'}example.org/{number}"
    return {
        "title": f"Linked {number:02}",
        "url": url,
        "links": {f"Link {number:02}": url},
        "published": f"20{number + 10}",
        "id": f"linked-{number}",
        "tags": "Linked",
    }


def _unlinked(number: int, url: str, *, hostile: bool) -> Json:
    note: Json = {
        "title": f"Unlinked {number:02}",
        "published": f"20{number + 40}",
        "id": f"unlinked-{number}",
        "tags": "Unlinked",
    }
    if hostile:
        note |= {"url": url, "links": {f"Link {number:02}": url}, "image": url, "doi": url, "arxiv": url}
    return note


def _issue(number: int, text: str) -> Json:
    """Return an issue; its body is left to the tests of texts with a markup."""
    return {
        "number": number + 1,
        "title": f"{number} {text}",
        "html_url": f"https://example.org/issues/{number}",
        "user": {"login": text},
        "created_at": f"{1700 + number}-01-01T00:00:00Z",
        "labels": [
            {
                "name": f"L{number:02} {text}",
                "color": f"{number * 0x010101:06x}" if number % 2 else text,
                "description": text,
            },
        ],
        "milestone": {"title": text},
        "comments": [],
        "body": "",
    }


def _document(texts: Sequence[tuple[int, str]]) -> str:
    """Return a document with a note of each text, in the options of the directive."""
    parts = [
        (
            "Home\n====\n\n.. toctree::\n\n   tags/index\n   tagged\n\n.. tag-index::\n\n"
            ".. note-list::\n   :tags: All\n   :visible: 3\n"
        )
    ]
    for number, text in texts:
        line = " ".join(text.translate(_NOT_IN_RST).split()) or "x"
        parts.append(
            f".. note-entry:: {_escaped(line)}\n"
            f"   :id: d{number} {line}\n   :venue: {line}\n   :kind: {line}\n   :authors: - {line}\n"
            f"   :published: {1600 + number}\n   :summary: {line}\n   :comment: {line}\n"
            f"   :links: {_label(number, line)}: https://example.org/d{number}\n"
            f"   :tags: - D{number:02} {line}\n   :extra: {line}\n"
        )
    return "\n".join(parts)


def _tagged_page(texts: Sequence[tuple[int, str]]) -> str:
    lines = [(number, " ".join(text.translate(_NOT_IN_RST).split())) for number, text in texts]
    tags = "".join(f"   - P{number:02} {line}\n" for number, line in lines)
    return f":published: 1500\n\nTagged\n======\n\n.. tags::\n\n{tags}"


#: docutils takes no NUL, and no file holds a lone surrogate.
_NOT_IN_RST = {0: None, 0xD800: None}


def _label(number: int, line: str) -> str:
    return f"Label {number}" if any(sign in line for sign in ":<>") else line


def _escaped(line: str) -> str:
    """Return a text as reStructuredText that means it."""
    return "".join(char if char.isalnum() or char == " " else f"\\{char}" for char in line)


def _entry(number: int, fields: Mapping[str, str]) -> str:
    given = "".join(f", {name} = {{{text}}}" for name, text in fields.items())
    return f"@article{{b{number}{given}, archiveprefix = {{arXiv}}}}\n"


def loose_files() -> dict[str, str]:
    """Return the files of a project whose texts have a markup, and whose names begin with what is hostile.

    Its structure is that of its texts, so that only what is allowed in it can be told.
    """
    notes: list[Json] = []
    for number, text in enumerate(TEXTS):
        for markup in ("markdown", "rst"):
            texts = {
                "summary": text,
                "comment": f"- {text}\n- {text}",
                "body": f"# {text}\n\n{text}\n\n> {text}",
            }
            if markup == "rst":
                texts["body"] = (
                    f"{text}\n\n.. note:: {text}\n\n"
                    f".. image:: {text}.png\n   :alt: {text}\n   :target: {text}\n"
                )
            notes.append({
                "title": text,
                "id": f"{markup}-{number}",
                "markup": markup,
                "tags": [text],
                **texts,
            })
    for number, url in enumerate((*BAD_URLS, *GOOD_URLS)):
        markdown = (
            f"[a]({url}) [b](<{url}>) ![c]({url}) ![d](<{url}.png>) <{url}> {url}\n\n"
            f"[e][f] ![e][f]\n\n[f]: {url}\n\n"
            f'<a href="{url}" onclick="alert(1)" style="x">g</a> <img src="{url}" onerror="alert(1)">\n'
        )
        rst = (
            f"`a <{url}>`__ {url} b_\n\n.. _b: {url}\n\n.. image:: {url}.png\n   :target: {url}\n\n"
            f".. figure:: {url}\n   :figclass: x\n\n.. raw:: html\n\n   <script>alert(1)</script>\n\n"
            f".. include:: {url}\n\n.. |s| image:: {url}\n\n|s| :raw:`x`\n\n"
            ".. role:: raw-html(raw)\n   :format: html\n"
        )
        for markup, text in (("markdown", markdown), ("rst", rst)):
            notes.append({
                "title": f"U{number}",
                "id": f"{markup}-url-{number}",
                "markup": markup,
                "body": text,
            })
    for number, html in enumerate(HTML):
        texts = {"summary": html, "comment": f"- {html}\n- {html}", "body": f"# {html}\n\na {html}\n\n{html}"}
        notes.append({"title": f"H{number}", "id": f"html-{number}", "markup": "markdown", **texts})
    issues = [
        _issue(number, text) | {"body": f"{text}\n\n![x]({text})", "number": number + 1}
        for number, text in enumerate((*TEXTS, *HTML))
    ]
    fields = ("title", "author", "keywords", "doi", "eprint", "abstract", "journal")
    entries = [
        _entry(number, dict.fromkeys(fields, text) | {"url": BAD_URLS[number % len(BAD_URLS)]})
        for number, text in enumerate(TEXTS)
        if text.count("{") == text.count("}") and text.isprintable()
    ]
    return {
        "index.rst": "Home\n====\n\n.. toctree::\n\n   tags/index\n\n.. tag-index::\n",
        "notes.yaml": json.dumps(notes),
        "issues.json": json.dumps(issues),
        "papers.bib": "".join(entries),
        "tags.yaml": "".join(
            f"{json.dumps(text)}: {{slug: {json.dumps(text)}, {json.dumps(text)}: x}}\n" for text in TEXTS
        ),
    }
