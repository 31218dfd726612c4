"""A project with notes of all kinds, from every source, with all that links to them."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile
from typing import Any

from tests.build.harness import INDEX, MakeProject, Project

PICTURE = Path(__file__).parents[2] / "notes" / "images" / "lora.png"

FILES = {
    "index.rst": f"""{INDEX.replace("tags/index", "doc" + chr(10) + "   tags/index" + chr(10) + "   more")}
:tag:`NLP` and :note:`with space` and :doc:`tags/nlp`

.. note-entry:: In the root document
   :id: root
   :url: https://example.org/root
   :date: 2022-03-03
   :tags: NLP

   Text in the root.
""",
    "doc.rst": """
Document
========

.. note-entry:: With a `link <https://example.org/elsewhere>`_
   :url: https://example.org/doc
   :date: 2022-02-02
   :image: picture.png
   :image_alt: Local picture
   :tags: NLP, 研究

   Text in the document.
""",
    "more.rst": """:date: 2020-02-02
:url: https://example.org/more
:links: Code: https://example.org/more/code

More
====

.. tags:: A/B

:note:`the first <with space>`

.. note-list::
   :tags: NLP

.. note-list::
   :style: table
   :columns: date, url, links, tags, summary
   :group-by: year

.. note-list::
   :style: cards

.. note-list::
   :style: titles

.. tag-index::

.. tag-index::
   :style: cloud

.. tag-index::
   :style: groups

.. note-source::

   - {id: inline, title: Written inline, date: 2021-01-01, tags: [A/B], summary: Text inline}
""",
    "notes.yaml": """
- id: with space
  title: メモ with space
  date: 2023-03-01
  tags: [NLP, C++, 研究]
  url: https://example.org/japanese
  summary: Text of Japanese
  image: https://example.org/remote.png
  links: {Code: "https://example.org/code"}
- {id: first, title: Without a link, date: 2023-04-05, tags: [NLP], summary: Text without}
- {id: undated, title: Undated, url: "https://example.org/undated", tags: [NLP, C++], body: Text of undated}
""",
}

#: For each note what a reader is to find of it: title, date, address, tags, text.
NOTES = [
    ("In the root document", "2022-03-03", "https://example.org/root", ["NLP"], "Text in the root."),
    ("With a link", "2022-02-02", "https://example.org/doc", ["NLP", "研究"], "Text in the document."),
    ("Written inline", "2021-01-01", "", ["A/B"], "Text inline"),
    (
        "メモ with space",
        "2023-03-01",
        "https://example.org/japanese",
        ["NLP", "C++", "研究"],
        "Text of Japanese",
    ),
    ("Without a link", "2023-04-05", "", ["NLP"], "Text without"),
    ("Undated", "", "https://example.org/undated", ["NLP", "C++"], "Text of undated"),
]
#: All that leads out of the project.
LINKS = {url for _title, _date, url, _tags, _text in NOTES if url} | {
    "https://example.org/more",
    "https://example.org/more/code",
    "https://example.org/code",
    "https://example.org/remote.png",
}


def of_all_kinds(
    project: MakeProject, *, name: str = "project", named: bool = True, **conf: object
) -> Project:
    """A project with notes from every source; epub asks for a version and a copyright.

    ``named``: whether a toctree names the tag index.
    """
    needed: dict[str, Any] = {
        "project": "All kinds",
        "version": "1",
        "copyright": "us",
        "linkcheck_ignore": [".*"],
        "linkcheck_report_timeouts_as_broken": False,  # the default from Sphinx 8 on
    }
    made = project(FILES, name, tagpages_sources=["notes.yaml"], **needed, **conf)
    copyfile(PICTURE, made.srcdir / "picture.png")
    if not named:
        made.write({"index.rst": FILES["index.rst"].replace("   tags/index\n", "")})
    return made
