"""A project with every kind of page that we have, and a page without anything of ours."""

from __future__ import annotations

from tests.themes import THEMES

#: Every kind of page, by its name.
PAGES = {
    "overview": "tags/index.html",
    "explorer": "tags/all.html",
    "explorer, filtered": "tags/all.html?tag=Reading&not=Writing&q=note&from=2021&to=2022",
    "explorer, nothing": "tags/all.html?tag=Reading&not=Writing&q=nothing",
    "tag": "tags/reading.html",
    "tag, page 2": "tags/reading/2.html",
    "archive": "tags/archive/index.html",
    "year": "tags/archive/2021.html",
    "months": "tags/archive/2022.html",
    "month": "tags/archive/2022-05.html",
    "undated": "tags/archive/undated.html",
    "lists": "lists.html",
    "styles of lists": "styles.html",
    "tagged": "tagged.html",
}

#: Those that show the most of what we have.
MOST = ("overview", "explorer, filtered", "tag", "archive", "lists")

#: What a page may hold, in the theme's own way; nothing here is ours.
PLAIN = """\
Plain
=====

A paragraph with `a link <https://example.org/>`__, *emphasis*, ``code`` and :doc:`another page <index>`,
long enough to be a text of several lines, in which the links are told from the words beside them by what the
theme gives them.

Part
----

* An item with `its link <https://example.org/item>`__
* Another item

Part of the part
~~~~~~~~~~~~~~~~

====  =====
Name  Count
====  =====
`a <https://example.org/a>`__     1
b     2
====  =====

.. image:: picture.svg
   :alt: A picture

Another part
------------

.. note:: A note of the theme's own, with `a link <https://example.org/note>`__.

A third part
------------

A fourth part
-------------
"""

LISTS = """\
Lists
=====

Entries
-------

.. note-entry:: A note that lives here
   :id: here
   :url: https://example.org/here
   :date: 2020-04-05
   :tags: Reading, Writing
   :authors: Ada Lovelace, Charles Babbage
   :venue: Notes of a translator

   Its text, with `a link <https://example.org/text>`__.

Sources
-------

.. note-source::
   :visible: 2

   - {title: First, date: 2019-01-01, tags: [Reading], summary: What was read first.}
   - {title: Second, date: 2019-01-02, tags: [Reading]}
   - {title: Third, date: 2019-01-03, tags: [Writing]}
   - {title: Fourth, tags: [Writing]}
   - {title: Fifth, tags: [Writing]}

Selected
--------

.. note-list::
   :tags: Writing
   :limit: 12

Tags
----

.. tag-index::
"""

STYLES = """\
Styles
======

A table
-------

.. note-list::
   :style: table
   :tags: Writing
   :columns: date, authors, venue, links, tags, summary
   :group-by: year
   :limit: 12

Cards
-----

.. note-list::
   :style: cards
   :since: 2022-06
   :limit: 7

Titles
------

.. note-list::
   :style: titles
   :authors: Ada Lovelace
   :group-by: month

A cloud
-------

.. tag-index::
   :style: cloud
   :min-count: 2
"""

TAGGED = """\
Tagged
======

.. tags:: Reading, Howto

A document that has tags of its own.
"""

SUMMARY = (
    "Some words on what was read, more than a line of them, so that the snippet is cut where it is longer "
    "than what a listing shows of a note; and then some more words that no listing shows."
)


def notes() -> str:
    """Make notes of all kinds: with pictures, colours, several links, without dates, in Japanese."""
    made = []
    for number in range(1, 71):
        year, month = (2022, 5 if number % 3 else 6) if number <= 40 else (2021, 3)
        lines = [
            f"title: The note of number {number}" if number % 5 else f"title: 第{number}の論文を読む",
            f"date: {year}-{month:02}-{number % 28 + 1:02}" if number % 10 else "venue: Nowhere",
            f"tags: [Reading, Kind {number % 7}, {'Writing' if number % 2 else '研究'}, Tag {number}]",
            f"summary: {SUMMARY}",
        ]
        if number % 4:
            lines.append(f"url: https://example.org/{number}")
        if number % 6 == 0:
            lines += ["authors: [Ada Lovelace, Charles Babbage]", "venue: ICLR 2022"]
            lines.append("links: {Code: 'https://example.org/code', Paper: 'https://example.org/paper'}")
        if number % 8 == 0:
            lines += ["image: picture.svg", "image_alt: A picture"]
        if number % 5 == 0:
            lines.append("lang: ja")
        if number == 7:
            lines.append("pinned: true")
        made.append("- " + "\n  ".join([f"id: n{number}", *lines]) + "\n")
    return "".join(made)


LABELS = """\
[{"number": 1, "title": "A coloured note", "html_url": "https://example.org/issues/1", "state": "open",
  "created_at": "2018-01-01T00:00:00Z", "user": {"login": "ada"}, "body": "Its text.",
  "labels": [
    {"name": "Reading", "color": "ededed"},
    {"name": "Red", "color": "d73a4a", "description": "A colour"},
    {"name": "Yellow", "color": "fbca04"},
    {"name": "Writing", "color": "0e8a16"}
  ]}]
"""

PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 120">
<rect width="200" height="120" fill="#789"/></svg>
"""


def files(theme: str) -> dict[str, str]:
    """Return the files of the project in a theme."""
    values = {
        "project": "Notes",
        "extensions": ["sphinxext.tagpages"],
        "html_theme": theme,
        **THEMES[theme],
        "tagpages_sources": ["n.yaml", "issues.json"],
        "tagpages_per_page": 30,
        "tagpages_visible": 4,
    }
    return {
        "conf.py": "".join(f"{name} = {value!r}\n" for name, value in values.items()),
        "index.rst": "Home\n====\n\n.. toctree::\n\n   plain\n   lists\n   styles\n   tagged\n   "
        "tags/index\n",
        "plain.rst": PLAIN,
        "lists.rst": LISTS,
        "styles.rst": STYLES,
        "tagged.rst": TAGGED,
        "n.yaml": notes(),
        "issues.json": LABELS,
        "picture.svg": PICTURE,
    }
