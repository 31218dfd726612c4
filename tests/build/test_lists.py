"""What lists of notes and of tags show, in each of their styles."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from sphinxext.tagpages.project.lists.tag_lists import STEPS, sizes
from tests.build.harness import INDEX, Build, MakeProject, elements, text
from tests.tiers import long

NOTES = """
- id: lima
  title: "LIMA <less>: more"
  url: https://example.org/lima
  date: 2023-05-22
  published: 2023-05
  authors: [Ann Lee, Bob Ray]
  venue: NeurIPS
  kind: paper
  tags: [Alignment, Data]
  dataset: "=HYPERLINK(1)"
  score: -0.5
  links: {Code: "https://example.org/code"}
  summary: Of a thousand examples.
- id: dpo
  title: DPO
  published: 2023-04-10
  authors: [A1, A2, A3, A4, A5, A6]
  kind: Paper
  venue: NeurIPS
  tags: [Alignment, RL]
  dataset: [HH, "<b>"]
  markup: markdown
  comment: "A *way* without reward"
- {id: tool, title: A tool, kind: tool, tags: [Data, Skipped], date: 2022}
- {id: undated, title: Undated, kind: paper, tags: [RL]}
"""
TAGS = """
NLP: {aliases: [language], group: Field}
Alignment: {parents: [NLP], group: Task, weight: 2}
RL: {group: Task, weight: 1}
"""


def section(title: str, body: str) -> str:
    return f"{title}\n{'-' * len(title)}\n\n{body}\n\n"


def page(*directives: str) -> dict[str, str]:
    body = "\n\n".join(directives)
    return {"index.rst": INDEX, "doc.rst": f":orphan:\n\nD\n=\n\n{body}\n", "tags.yaml": TAGS}


TABLE = """.. note-list::
   :style: table
   :kind: PAPER
   :columns: date, published, authors, extra.dataset, extra.score, links, tags, comment
   :group-by: venue
"""


def test_a_table_has_a_head_groups_links_and_a_file_of_its_own(build: Build) -> None:
    built = build(NOTES, page(TABLE))
    assert built.warnings == []
    doc = built.page("doc")
    (table,) = elements(doc.one("div", "tagpages-table"), "table")
    heads = [text(head) for head in elements(table, "th", scope="col")]
    assert heads == [
        *("Title", "Date", "Published", "Authors", "Dataset", "Score", "Links", "Tags", "Comment"),
    ]
    groups = elements(table, "th", scope="rowgroup")
    assert [(text(group), group.attrib["colspan"]) for group in groups] == [
        ("NeurIPS 2", "9"),
        ("Other 1", "9"),
    ]
    rows = ["|".join(map(text, row)) for row in elements(table, "tr") if "data-note" in row.attrib]
    assert rows == [
        "LIMA <less>: more|2023-05-22|2023-05|Ann Lee, Bob Ray|=HYPERLINK(1)|-0.5|Code|Alignment Data|",
        "DPO||2023-04-10|A1, A2, A3, A4, A5 et al.|HH, <b>|||Alignment RL|A way without reward",
        "Undated|||||||RL|",
    ]
    (title,) = elements(table, "tr", data_note="lima")[0][0]
    assert title.attrib["href"] == "https://example.org/lima"
    caption = elements(table, "caption")[0]
    assert text(caption) == "3 notes CSV"
    (link,) = elements(caption, "a", "tagpages-csv")
    content = (built.outdir / link.attrib["href"]).read_bytes()
    read = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert read[0] == [*heads, "Address"]
    assert read[1][4:] == [
        "'=HYPERLINK(1)",
        "-0.5",
        "Code: https://example.org/code",
        "Alignment, Data",
        "",
        "https://example.org/lima",
    ]
    assert read[2][3] == "A1; A2; A3; A4; A5; A6"
    assert built.dead_links("div") == []


def test_a_table_without_columns_has_the_usual_ones_that_say_something(build: Build) -> None:
    built = build(NOTES, page(".. note-list::\n   :style: table\n   :until: 2022\n"))
    table = built.page("doc").one("div", "tagpages-table")
    assert [text(head) for head in elements(table, "th", scope="col")] == ["Title", "Date", "Tags"]
    (row,) = [row for row in elements(table, "tr") if "data-note" in row.attrib]
    assert [text(cell) for cell in row] == ["A tool", "2022", "Data Skipped"]
    assert (
        elements(row, "a", "tagpages-home")[0].attrib["href"] == "tags/archive/2022.html#tagpages-note-tool"
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("kind: paper", ["LIMA <less>: more", "DPO", "Undated"]),
        ("authors: bob ray, ANN LEE", ["LIMA <less>: more"]),
        ("venue: neurips\n   :since: 2023-05", ["LIMA <less>: more"]),
        ("until: 2023-04", ["DPO", "A tool"]),
        ("match: THOUSAND lima", ["LIMA <less>: more"]),
        ("tags: language", ["LIMA <less>: more", "DPO"]),
    ],
)
def test_lists_choose_by_fields_times_words_and_tags_above(
    build: Build, options: str, expected: list[str]
) -> None:
    styles = "".join(
        f".. note-list::\n   :style: {style}\n   :{options}\n\n" for style in ("cards", "titles")
    )
    built = build(NOTES, page(styles))
    assert built.warnings == []
    doc = built.page("doc")
    cards, titles = doc.find_all("section", "tagpages-listing")
    assert "tagpages-cards" in cards.attrib["class"].split()
    assert [text(title) for title in elements(cards, cls="tagpages-title")] == expected
    assert [text(item) for item in elements(titles, "li")] == expected


def test_what_is_left_out_is_counted_and_led_to_with_the_same_choice(build: Build) -> None:
    options = ":kind: paper\n   :since: 2023-04\n   :authors: Ann Lee\n   :limit: 1\n"
    one = f".. note-list::\n   {options}"
    built = build(f"{NOTES}\n- {{title: B, authors: [Ann Lee], kind: paper, date: 2024}}\n", page(one))
    more = built.page("doc").one("p", "tagpages-further")
    assert text(more) == "1 more note"
    (link,) = elements(more, "a")
    assert link.attrib["href"] == "tags/all.html?author=Ann%20Lee&from=2023-04&kind=paper"


def test_each_wrong_option_is_told_at_its_line_and_the_rest_goes_on(build: Build) -> None:
    options = {
        "style": "tabel",
        "since": "2023-13",
        "until": "soon",
        "columns": "venue, extra.datset",
        "group-by": "yaer",
        "kind": "papr",
        "venue": "NeurIPS 2023",
        "limit": "3",
    }
    body = "".join(f"\n   :{name}: {value}" for name, value in options.items())
    table = ".. note-list::\n   :style: table\n   :columns: titel, extra.datset, venue\n   :visible: 2\n"
    tags = ".. tag-index::\n   :style: clod\n   :sort: size\n   :min-count: few\n   :under: Aligment\n"
    under, argument = ".. tag-index::\n   :under: RL\n", ".. note-list:: RL, Data\n   :limit: 1\n"
    built = build(NOTES, page(f".. note-list::{body}", table, tags, under, argument))
    found = sorted(
        (int(line.partition("doc.rst:")[2].partition(":")[0]), line.partition("WARNING: ")[2])
        for line in built.warnings
    )
    # The options of the first list, the columns and the fold of the table, then those of the tags.
    assert [line for line, _message in found] == [*range(7, 14), 18, 18, 19, 23, 24, 25, 26, 30, 33]
    messages = "\n".join(message for _line, message in found)
    for hint in (
        "'table'",
        "there is no month 13",
        "'year'",
        "'paper'",
        "'title'",
        "'dataset'",
        "'cloud'",
        "'Alignment'",
    ):
        assert hint in messages
    assert "no tag is under 'RL'" in messages
    assert "takes no argument; write `:tags: RL, Data`" in messages
    doc = built.page("doc")
    assert [text(head) for head in doc.find_all("th", scope="col")] == [
        "Title",
        "datset".capitalize(),
        "Venue",
    ]


def test_tags_stand_as_a_cloud_in_groups_and_under_another(build: Build) -> None:
    built = build(
        NOTES,
        page(
            ".. tag-index::\n   :style: cloud\n   :min-count: 2\n   :sort: newest\n",
            ".. tag-index::\n   :style: groups\n   :sort: weight\n",
            ".. tag-index::\n   :under: language\n",
            ".. tag-index::\n   :min-count: 9\n",
        ),
        tagpages_skip_tags=["Skipped"],
    )
    assert built.warnings == []
    doc = built.page("doc")
    cloud, *groups, under = doc.find_all("ul", "tagpages-tag-list")
    assert [(text(item), item.attrib["class"]) for item in elements(cloud, "li")] == [
        ("Alignment 2", "tagpages-size-1"),
        ("Data 2", "tagpages-size-1"),
        ("RL 2", "tagpages-size-1"),
        ("NLP 2", "tagpages-size-1"),
    ]
    assert [text(heading) for heading in doc.find_all("h2", "tagpages-group")] == ["Field", "Task", "Other"]
    assert [[text(item) for item in elements(group, "li")] for group in groups] == [
        ["NLP 2"],
        ["RL 2", "Alignment 2"],
        ["Data 2"],
    ]
    assert text(under) == "Alignment 2"


def test_sizes_in_a_cloud_grow_with_the_logarithm() -> None:
    assert sizes([1, 2, 4, 8, 16, 32]) == (1, 2, 3, 4, 5, STEPS)
    assert sizes([5, 5]) == (1, 1)
    assert sizes([]) == ()
    assert sizes([3, 300, 3]) == (1, STEPS, 1)


def test_other_builders_write_plain_tables_and_lists_and_no_files(project: MakeProject) -> None:
    lists = ["cards", "titles"]
    body = [TABLE, *(f".. note-list::\n   :style: {style}\n   :match: dpo\n" for style in lists)]
    cloud = ".. tag-index::\n   :style: cloud\n"
    within = ".. list-table::\n\n   * - .. note-list::\n          :style: table\n          :kind: tool\n"
    made = project(page(*body, cloud, within) | {"notes.yaml": NOTES}, tagpages_sources=["notes.yaml"])
    built = made.build("text")
    shown = (built.outdir / "doc.txt").read_text("utf-8")
    assert built.warnings == []
    assert "| Title " in shown
    assert "\n* DPO\n" in shown
    assert "| * A tool" in shown  # no table can stand in another
    assert "Alignment (2), Data (2), NLP (2), RL (2)" in shown
    assert list(built.outdir.rglob("*.csv")) == []


@long
def test_a_column_that_a_builder_does_not_show_is_in_no_file(project: MakeProject) -> None:
    hidden = ".. only:: secret\n\n   .. note-list::\n      :style: table\n      :columns: extra.dataset\n"
    made = project(page(hidden) | {"notes.yaml": NOTES}, tagpages_sources=["notes.yaml"])
    assert list(made.build().outdir.rglob("*.csv")) == []
    built = made.build(tags=["secret"])
    assert "HH" in (built.outdir / "tags" / "tables" / "doc-1.csv").read_text("utf-8")
    assert list(made.build().outdir.rglob("*.csv")) == []
