"""Notes as entries of bibliographies, read by other people's readers of BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from urllib.parse import unquote

import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string

from sphinxext.tagpages.core.index import Entry
from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.exports.citations.bibtex import joined, made, written
from sphinxext.tagpages.exports.citations.cited import Cited, Keys
from sphinxext.tagpages.fields.works import names_of, split_name
from sphinxext.tagpages.sources.bibtex.reader import read_bibtex
from tests.bibliography import STYLES, with_parents
from tests.build.harness import MakeProject, elements
from tests.papers import PAPERS


def entries_of(bib: str) -> BibliographyData:
    return parse_string(bib, "bibtex")


def out_and_in(bib: str) -> str:
    """Return what is written of the notes that are read."""
    notes = read_bibtex(bib, "refs.bib").notes
    entries = [Entry(note, "", "", (), frozenset()) for note in notes if not note.draft]
    keys = Keys(entries)
    found = []
    for entry in entries:
        source = entry.note.bibtex
        assert source
        found.append(written(source, keys.of_notes[entry.note.id], keys.of_entry))
    return joined(found)


def test_two_hundred_entries_come_out_as_they_went_in() -> None:
    rng = random.Random(7)
    bib = "@string{tacl = {Transactions of the } # {Association}}\n"
    for number, paper in enumerate(PAPERS):
        bib += "\n\n".join(style(paper, f"{style.__name__}{number}", rng)[0] for style in STYLES)
    bib += "".join(text for text, _note in with_parents())
    written_once = out_and_in(bib)
    came_in, found = entries_of(bib).entries, entries_of(written_once).entries
    assert len(came_in) > 200
    for key, entry in came_in.items():
        same = found[key]
        assert (same.original_type, same.key) == (entry.original_type, entry.key)
        public = [
            (name, text) for name, text in entry.fields.items() if not re.search("/(home|Users)/me/", text)
        ]
        assert list(same.fields.items()) == public
        assert same.persons == entry.persons
    assert list(found)[-1] == "volume"  # BibTeX reads it behind its parts alone
    assert out_and_in(written_once) == written_once


def test_names_are_replaced_save_those_of_months_and_drafts_are_named_nowhere() -> None:
    bib = out_and_in(
        '@STRING(j = "J. of " # {{X}})\n'
        "@Article(a b, Title = {{\\'E}t{\\\"a} \\& \\textbf{so}}, JOURNAL = j # {, } # 2, file = {x.pdf},\n"
        "month = mar # {~2} # apr, day = {})\n"
        "@misc{part, title = {P}, crossref = {A B}, xdata = {help}}@xdata{help, note = {H}}\n"
        "@misc{page, title = {Q}, crossref = {part}}\n"
        "@misc{hidden, title = {T}, crossref = {draft}}@book{draft, title = {D}, year = 2001, draft = {yes}}"
    )
    assert bib == (
        "@misc{page,\n  title = {Q},\n  crossref = {part}\n}\n\n"
        "@misc{hidden,\n  title = {T},\n  year = {2001},\n  booktitle = {D}\n}\n\n"
        "@misc{part,\n  title = {P},\n  crossref = {a-b},\n  xdata = {help}\n}\n\n"
        "@xdata{help,\n  note = {H}\n}\n\n"
        "@Article{a-b,\n  Title = {{\\'E}t{\\\"a} \\& \\textbf{so}},\n  JOURNAL = {J. of {X}, 2},\n"
        "  file = {x.pdf},\n  month = mar # {~2} # apr,\n  day = {}\n}\n"
    )


TEXTS = (
    st
    .text(st.sampled_from('ab \\{}~^_&%$#"é漢@,;'), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text not in {"", "~"})  # which say that there is nothing
)


@given(TEXTS, TEXTS)
def test_no_text_breaks_an_entry_and_each_is_read_as_it_was(title: str, name: str) -> None:
    note = Note(title, "x", Origin("notes.yaml", 1), authors=(name,), venue=title)
    people = tuple(map(split_name, names_of(note.authors)))
    cited = Cited(
        Entry(note, "", "", (), frozenset()),
        "key",
        "paper-conference",
        people,
        (),
        None,
        "",
        "",
        "",
        title,
        "",
        "",
        {},
    )
    bib = f"{made(cited)}\n@misc{{next, title = {{N}}}}\n"
    assert list(entries_of(bib).entries) == ["key", "next"]
    read, _next = read_bibtex(bib, "refs.bib").notes
    assert (read.title, read.venue) == (title, title)


NOTES = """
- title: "LIMA: Less {is} more & 100 %"
  id: lima
  url: https://arxiv.org/abs/2305.11206
  published: 2023-05
  date: 2024-01-01
  authors: [Chunting Zhou, 松尾 豊, 山田花, "Roe, Poe and Co.", "King, Jr., Martin", Meta AI, et al.]
  tags: [NLP, "C#", "a; b"]
  kind: paper
  venue: NeurIPS
  volume: "3"
  pages: 1-20
  lang: en
  summary: "First words.\\n\\nMore } words."
- {title: A tool, id: a tool, tags: [LLM], kind: tool, url: "tool/{x}.html", date: 2020}
- {title: A thesis, id: A-Tool, tags: [NLP], kind: thesis, doi: 10.1000/1(2)<3>, authors: [Jan van den Berg]}
- {title: A draft, tags: [NLP], draft: true}
- {title: Marked, id: marked, tags: [M], markup: markdown, summary: "**Bold** <!-- hidden -->"}
"""
BIB = """
@inproceedings{part, title = {Part of {the} volume}, author = {Garc{\\'i}a M{\\'a}rquez, G. and others},
  keywords = {NLP}, crossref = {Volume}, File = {:files/a.pdf:PDF;:/home/me/b.pdf:PDF},
  local-url = {file:///home/me/a.pdf}, bdsk-file-1 = {YnBsaXN0MDA=}}
@proceedings{Volume, title = {The volume}, editor = {Ada Lovelace}, year = 2019, pages = {1--2}}
"""
FILES = {
    "notes.yaml": NOTES,
    "refs.bib": BIB,
    "tags.yaml": "NLP: {aliases: [LLM, Old name], former: [older]}\n",
    "page.rst": ":orphan:\n:date: 2022-02-02\n\nA page\n======\n\n.. tags:: NLP\n",
}
CONF = {
    "tagpages_sources": ["notes.yaml", "refs.bib"],
    "tagpages_exports": ["citations"],
    "html_baseurl": "https://example.org/site",
}


def test_a_tag_and_the_site_can_be_cited_in_three_formats(project: MakeProject) -> None:
    made = project(FILES, **CONF)
    built = made.build()
    assert built.warnings == []
    folder = built.outdir / "tags"
    for path, page in (("nlp", "tags/nlp"), ("index", "tags/index")):
        links = elements(built.page(page).one("span", "tagpages-cite"), "a")
        assert [unquote(link.attrib["href"]) for link in links] == [
            f"{path}.{e}" for e in ("bib", "ris", "csl.json")
        ]
        assert all((folder / unquote(link.attrib["href"])).is_file() for link in links)
    for name in ("llm", "old-name", "older"):
        assert (folder / f"{name}.bib").read_bytes() == (folder / "nlp.bib").read_bytes()

    bib = (folder / "nlp.bib").read_text("utf-8")
    found = entries_of(bib).entries
    assert not {"file", "local-url", "bdsk-file-1"} & {*found["part"].fields}
    assert [*found] == ["lima", "page", "a-tool-2", "part", "A-Tool", "Volume"]
    assert "draft" not in (folder / "index.bib").read_text("utf-8")
    assert not [
        file for file in built.outdir.rglob("*") if file.is_file() and b"/home/me" in file.read_bytes()
    ]
    assert str(found["part"].persons["author"][0]) == "Garc{\\'i}a M{\\'a}rquez, G."
    assert found["page"].fields["url"] == "https://example.org/site/page.html"
    assert found["a-tool-2"].fields["url"] == "https://example.org/site/tool/%7Bx%7D.html"
    assert found["A-Tool"].fields["doi"] == "10.1000/1(2)<3>"
    lima = found["lima"]
    assert (lima.type, lima.fields["month"], lima.fields["eprint"]) == ("inproceedings", "May", "2305.11206")
    assert [str(person) for person in lima.persons["author"]] == [
        "Zhou, Chunting", "{松尾 豊}", "山田花", "{Roe, Poe and Co.}", "King, Jr., Martin", "{Meta AI}",
        "others",
    ]  # fmt: skip
    back = {note.id: note for note in read_bibtex(bib, "nlp.bib").notes}["lima"]
    assert (back.title, back.kind, back.venue) == ("LIMA: Less {is} more & 100 %", "paper", "NeurIPS")
    assert (str(back.published), back.tags, back.lang) == ("2023-05", ("NLP", "C#", "a; b"), "en")
    assert (back.url, back.summary) == ("https://arxiv.org/abs/2305.11206", "First words.\n\nMore } words.")

    ris = {entry["id"]: entry for entry in rispy.loads((folder / "nlp.ris").read_bytes().decode())}
    assert ris.keys() == found.keys() - {"Volume"}
    assert ris["lima"] == {
        "type_of_reference": "CPAPER", "id": "lima", "title": "LIMA: Less {is} more & 100 %",
        "authors": [
            "Zhou, Chunting", "松尾, 豊", "山田花", "Roe, Poe and Co.", "King, Martin, Jr.", "Meta AI"
        ],
        "year": "2023", "date": "2023/05//", "secondary_title": "NeurIPS", "volume": "3", "start_page": "1",
        "end_page": "20", "urls": ["https://arxiv.org/abs/2305.11206"], "keywords": ["NLP", "C#", "a; b"],
        "abstract": "First words. More } words.", "language": "en",
    }  # fmt: skip
    assert ris["part"]["authors"] == ["García Márquez, G."]
    assert ris["part"]["unknown_tag"]["ED"] == ["Lovelace, Ada"]  # of the volume

    items = json.loads((folder / "index.csl.json").read_text("utf-8"))
    assert {item["id"]: item.get("abstract") for item in items}["marked"] == "**Bold**"
    assert shown(items, "A-Tool") == (
        "van den Berg, J. (no date) A thesis. Available at: https://doi.org/10.1000/1(2)<3>."
    )


def test_a_book_has_its_publisher_and_its_editors_in_each_format(project: MakeProject) -> None:
    notes = """
    - {title: One, id: one, kind: book, venue: Lectures, publisher: Press, editor: [Ada Lovelace, ASF Team],
       authors: A B, series: Notes, edition: 2nd, address: Bonn, number: "7"}
    - {title: Two, id: two, kind: report, publisher: Press}
    """
    built = project({"notes.yaml": notes}, **CONF | {"tagpages_sources": ["notes.yaml"]}).build()
    files = {end: (built.outdir / "tags" / f"index.{end}").read_bytes().decode() for end in ("bib", "ris")}
    one, two = entries_of(files["bib"]).entries.values()
    assert (one.fields["publisher"], one.fields["series"]) == ("Press", "Notes")
    assert [str(person) for person in one.persons["editor"]] == ["Lovelace, Ada", "{ASF Team}"]
    assert two.fields["publisher"] == "Press"
    assert [note.venue for note in read_bibtex(files["bib"], "index.bib").notes] == ["Lectures", "Press"]
    first, second = rispy.loads(files["ris"])
    assert first == {
        "type_of_reference": "BOOK", "id": "one", "title": "One", "authors": ["B, A"],
        "secondary_title": "Lectures", "publisher": "Press", "tertiary_title": "Notes",
        "place_published": "Bonn", "edition": "2nd", "number": "7",
        "unknown_tag": {"ED": ["Lovelace, Ada", "ASF Team"]},  # to this reader, not to Zotero and EndNote
    }  # fmt: skip
    assert second["publisher"] == "Press"
    assert json.loads((built.outdir / "tags" / "index.csl.json").read_text("utf-8")) == [
        {
            "id": "one", "type": "book", "title": "One", "author": [{"family": "B", "given": "A"}],
            "editor": [{"family": "Lovelace", "given": "Ada"}, {"literal": "ASF Team"}],
            "container-title": "Lectures", "collection-title": "Notes", "publisher": "Press",
            "publisher-place": "Bonn", "edition": "2nd", "number": "7",
        },
        {"id": "two", "type": "report", "title": "Two", "publisher": "Press"},
    ]  # fmt: skip


def shown(items: list[dict[str, object]], key: str) -> str:
    """Return an item as a program that formats citations shows it."""
    source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(key.lower())]))
    return str(bibliography.bibliography()[0])


def test_files_change_with_what_no_page_shows_and_go_when_they_are_not_asked_for(
    project: MakeProject,
) -> None:
    made = project({"refs.bib": BIB}, tagpages_sources=["refs.bib"], tagpages_exports=["citations"])
    made.build()
    made.write({"refs.bib": BIB.replace("1--2", "3--4")})
    built = made.build()
    assert "pages = {3--4}" in (built.outdir / "tags" / "nlp.bib").read_text("utf-8")
    built = made.build(tagpages_exports=[])
    assert list(Path(built.outdir / "tags").glob("*.bib*")) == []
    assert not built.page("tags/nlp").find_all("span", "tagpages-cite")
