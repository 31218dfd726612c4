"""``tags list`` and ``tags init``; and what holds of renaming in any text."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.cli.tags.marks.words import apply, edits_of
from sphinxext.tagpages.cli.tags.marks.yaml_lists import lists_of_notes
from sphinxext.tagpages.cli.tags.marks.yaml_tree import quoted, written
from sphinxext.tagpages.cli.tags.patch import patch_of
from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.sources.registry import read_tags_source
from sphinxext.tagpages.sources.yaml.reader import read_yaml
from tests.commands.test_rename import tags

NOWHERE = Origin("", None)
PROJECT = {
    "conf.py": 'extensions = ["sphinxext.tagpages"]\n'
    'tagpages_sources = ["*.yaml", "*.json"]\n'
    'tagpages_groups = [{"title": "Field", "tags": ["N*"]}]\n',
    "notes.yaml": "- title: A\n  date: 2023-05-01\n  tags: [NLP, 研究, b]\n"
    "- title: B\n  date: 2021\n  tags: [nlp, 研究]\n- title: C\n  tags: [NLP]\n"
    "- title: D\n  tags: [hid]\n  draft: true\n",
    "index.rst": "Start\n=====\n\n.. tags:: NLP\n\n.. note-entry:: E\n   :tags: b\n   :date: 2024-02\n",
    "issues.json": '[{"number": 1, "title": "I", "url": "https://x.org", "created_at":'
    ' "2022-01-01T00:00:00Z",'
    ' "labels": [{"name": "b", "color": "1d76db", "description": "Of b: #1"}]}]',
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in PROJECT.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_tags_are_listed_with_counts_dates_and_groups(project: Path) -> None:
    assert tags(project, "list")[1] == (
        "notes  tag   first       last        group\n"
        "    4  NLP   2021        2023-05-01  Field\n"
        "    3  b     2022-01-01  2024-02\n"
        "    2  研究  2021        2023-05-01\n"
    )
    rows = list(csv.DictReader(StringIO(tags(project, "list", "--format", "csv", "--sort", "name")[1])))
    assert [row["tag"] for row in rows] == ["b", "NLP", "研究"]
    document = json.loads(tags(project, "list", "--format", "json")[1])
    assert document["tags"][0] == {
        "count": 4, "tag": "NLP", "first": "2021", "last": "2023-05-01", "group": "Field"
    }  # fmt: skip


def test_a_tags_file_to_begin_with_is_written_once(project: Path) -> None:
    printed = tags(project, "init", "--most", "2", "--dry-run")[1]
    assert printed.endswith(
        "NLP:   # 4 notes\nb:   # 3 notes\n  description: 'Of b: #1'\n  colour: \"#1d76db\"\n"
    )
    assert not (project / "tags.yaml").exists()
    assert tags(project, "init", "--most", "2")[:2] == (0, "tags.yaml: made\n")
    assert (project / "tags.yaml").read_text("utf-8") == printed
    read = read_tags_source(printed.encode(), "tags.yaml")
    assert ([entry.name for entry in read.entries], read.problems) == (["NLP", "b"], ())
    status, _out, err = tags(project, "init")
    assert (status, "is there already, and is not written over" in err) == (2, True)


NAMES = st.sampled_from([
    "LLM", "llm", "ＬＬＭ", "NLP", "nlp", "a b", "C#", "yes", "a: b", "- x", "x", "研究", "'q'", '"d"', "~",
    "1.10", "*a", "&b", "[c", "{d}", "a#b", "a\\b", "#", "?", "!t", "@", "%", "😀",
])  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of notes: their tags in each form that YAML has, with comments, blanks and either line end."""
    lines = ["# first", "defaults: {tags: [x]}", "notes:"]
    for number in range(draw(st.integers(1, 4))):
        names = draw(st.lists(NAMES, max_size=5))
        lines.append(f"- title: LLM {number}")
        style = draw(st.sampled_from(["'", '"', ""]))
        items = [quoted(name, style) if style else written(name) for name in names]
        form = draw(st.sampled_from(["flow", "block", "commas"]))
        if form == "flow":
            blank = draw(st.sampled_from(["", " ", "\n     "]))
            lines.append(f"  tags: [{blank}{f' ,{blank}'.join(items)} ]  # LLM")
        elif form == "block":
            lines += [
                "  tags:",
                *(f"  -  {item}{draw(st.sampled_from(['', '  # c LLM']))}" for item in items),
            ]
        else:
            text = draw(st.sampled_from([", ", ",", "、"])).join(names)
            lines.append(f"  tags: {quoted(text, style or chr(39))}")
        lines.append("  url: https://x.org/LLM")
    return draw(st.sampled_from(["\n", "\r\n"])).join([*lines, draw(st.sampled_from(["", "# LLM"]))])


@given(files(), NAMES, NAMES)
def test_notes_have_the_new_tag_for_the_old_and_all_else_stays(text: str, old: str, new: str) -> None:
    names = {tag_key(old): new}

    def renamed(text: str) -> str:
        return apply(text, [edit for words in lists_of_notes(text) for edit in edits_of(words, names, text)])

    def changed(note: Note) -> Note:
        tags = {
            tag_key(name): name for name in reversed([names.get(tag_key(name), name) for name in note.tags])
        }
        keys = dict.fromkeys(tag_key(names.get(tag_key(name), name)) for name in note.tags)
        return replace(note, tags=tuple(tags[key] for key in keys), origin=NOWHERE)

    after = renamed(text)
    before, notes = read_yaml(text, "x").notes, read_yaml(after, "x").notes
    assert [replace(note, origin=NOWHERE) for note in notes] == list(map(changed, before))
    # Whatever has no tag in it stays, with its line end.
    assert [line for line in after.splitlines(keepends=True) if re.match(r"- title|  url|#", line)] == [
        line for line in text.splitlines(keepends=True) if re.match(r"- title|  url|#", line)
    ]
    assert after.count("c LLM") == text.count("c LLM")
    assert renamed(after) == after


def patched(text: str, patch: str) -> str:
    """Return a text after a patch, in which each line that it names has to stand."""
    lines = re.findall(r"[^\n]*\n|[^\n]+\Z", text)
    new: list[str] = []
    at, is_new = 0, False
    for line in re.findall(r"[^\n]*\n", patch)[2:]:
        if match := re.match(r"@@ -(\d+)(?:,(\d+))? ", line):
            start = int(match[1]) - (match[2] != "0")
            new += lines[at:start]
            at = start
        elif line.startswith("\\"):
            new[-1:] = [new[-1].removesuffix("\n")] if new and is_new else new[-1:]
        else:
            is_new = line[0] != "-"
            if line[0] != "+":
                assert lines[at].removesuffix("\n") == line[1:].removesuffix("\n")
                at += 1
            new += [line[1:]] if is_new else []
    return "".join([*new, *lines[at:]])


LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "é\n", "\n"]), max_size=30)


@given(LINES, LINES, LINES, st.sampled_from(["", "d"]), st.sampled_from(["", "d"]))
def test_a_patch_makes_one_text_of_the_other(
    same: list[str], old: list[str], new: list[str], end: str, new_end: str
) -> None:
    before, after = "".join([*same, *old, *same, end]), "".join([*same, *new, *same, new_end])
    assert patched(before, patch_of("x", before, after)) == after
