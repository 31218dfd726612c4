"""``tags rename`` and ``tags merge`` change a tag in all files of a project, and not one byte else."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from itertools import product
from pathlib import Path

import pytest
from myst_parser.parsers.options import options_to_items

from sphinxext.tagpages.cli.command import main
from sphinxext.tagpages.cli.tags import writing
from sphinxext.tagpages.cli.tags.marks.tags_file import renamed_in_tags_file
from sphinxext.tagpages.cli.tags.marks.words import CannotWriteError
from sphinxext.tagpages.fields.values import split_tags
from sphinxext.tagpages.sources.yaml.nodes import written_list
from sphinxext.tagpages.util.text import one_line
from tests.tiers import long

CONF = """\
extensions = ["sphinxext.tagpages", "myst_parser"]
tagpages_sources = ["*.yaml", "*.bib", "*.json"]
tagpages_groups = [{"title": "G", "tags": ["LLM"]}]
"""
YAML = """\
# Papers
- title: LLM
  tags: [LLM, "NLP", x,  'y' ]   # kept
- title: Both
  tags:
  - NLP # first
  - llm # why
  - z
- title: Commas
  labels: "x、ＬＬＭ, y"
- title: Anchors
  tags: &t [&one LLM]
- title: Aliases
  tags: [*one, b]
- title: All
  tags: *t
- title: Block
  tags: >
    a,
    LLM"""
BIB = """\
@book{a, title = {LLM}, keywords = {x, LLM; y}}
@book{b, title = {B}, Keywords = "LLM",
 year = 2020}
"""
#: ``@@`` is the tag; what is literal, or a comment, names none.
RST = """\
:tags: a, @@

LLM
===

On :tag:`@@`, :tag:`models <@@>`, ``:tag:`LLM` `` and `@@`:tag:. As in::

   :tag:`LLM`

.. note-entry:: One
   :tags: @@, c

   Text with :tag:`@@`.

.. note-list::
   :any-tags: [x, '@@']
   :not-tags: @@

.. note-source::

   - title: Within
     tags: ['@@']

.. LLM in a comment: :tag:`LLM`

.. code-block:: rst

   .. tags:: LLM

>>> :tag:`LLM`

.. tags::

   @@
   d
"""
MARKDOWN = """\
---
tags:
- "@@"
---
# LLM

{tag}`@@`, {tag}`models <@@>` and `` {tag}`LLM` ``.

```{note-entry} One
:tags: @@, c
```

> ```{tags} @@
> ```

```md
{tag}`LLM`
```

    {tag}`LLM`

- {tag}`@@`

    {tag}`@@`

<!--
{tag}`LLM`

{tag}`LLM` -->

On <!-- {tag}`LLM` --> {tag}`@@`.

:::{note-list}
---
tags: ["@@"]
any-tags:
  - "@@"
  - b
---
:::
"""
JSON = '[{"number": 1, "title": "Issue", "url": "https://x.org/1", "labels": [{"name": "LLM"}]}]'
FILES = {
    "conf.py": CONF.encode(),
    "pa pers.yaml": ("\ufeff" + YAML).replace("\n", "\r\n").encode(),
    "本.bib": BIB.encode(),
    "index.rst": RST.replace("@@", "LLM").encode(),
    "page.md": MARKDOWN.replace("@@", "LLM").encode(),
    "issues.json": JSON.encode(),
    "tags.yaml": b"# Mine\nb: {group: B}   # of b\nLLM:\n  description: Models\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    return folder


def tags(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Run the command in this process; return its status, and what it printed."""
    out, err = TextIOWrapper(BytesIO(), "ascii"), StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        try:
            status = main(["tags", *arguments])
        except SystemExit as end:
            status = int(end.code or 0)
    return status, out.buffer.getvalue().decode("utf-8"), err.getvalue()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_tag_is_renamed_wherever_it_is_named_and_nothing_else_changes(project: Path) -> None:
    status, out, _err = tags(project, "rename", "llm", "C# & co")
    assert status == 0
    assert out.splitlines()[-2:] == [
        "issues.json: not edited; 1 note there, by the alias",
        "conf.py:3: 'LLM' is not edited here; write 'C# & co'",
    ]
    new = contents(project)
    yaml = new["pa pers.yaml"].decode()
    expected = YAML.replace("tags: [LLM", "tags: ['C# & co'").replace("- llm #", "- 'C# & co' #")
    expected = expected.replace("ＬＬＭ", "C# & co").replace("&one LLM", "&one 'C# & co'")
    assert yaml == "\ufeff" + (expected.removesuffix("LLM") + "C# & co").replace("\n", "\r\n")
    assert new["本.bib"].decode() == BIB.replace("x, LLM", r"x, C\# \& co").replace('"LLM"', r'"C\# \& co"')
    assert new["index.rst"].decode() == RST.replace("@@", "C# & co")
    assert new["page.md"].decode() == MARKDOWN.replace("@@", "C# & co")
    assert new["issues.json"] == FILES["issues.json"]
    assert new["tags.yaml"].decode() == (
        "# Mine\nb: {group: B}   # of b\n'C# & co':\n  description: Models\n  aliases: [LLM]\n"
    )
    # The second run changes nothing, and says so.
    status, out, _err = tags(project, "rename", "LLM", "C# & co")
    assert (status, out.splitlines()[-1]) == (0, "nothing to change: 'LLM' is 'C# & co' already")
    assert contents(project) == new


@pytest.mark.parametrize("program", [["git", "apply"], ["patch", "-p1"]])
def test_a_dry_run_prints_a_patch_that_does_what_the_command_does(project: Path, program: list[str]) -> None:
    for name in ("a.rst", "one/b.rst"):
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text("A\n=\n\n.. tags:: LLM", "utf-8")
    (project / "tags.yaml").unlink()
    before = contents(project)
    merge = ("merge", "LLM", "y", "--into", "NLP", "--dry-run")
    status, patch, err = tags(project, *merge)
    assert (status, contents(project), "this patch counts" in err) == (0, before, False)
    assert err.splitlines()[0] == "issues.json: not edited; 1 note there, by the alias"
    # From elsewhere, it is the project's, and says so.
    _status, same, err = tags(project / "one", *merge)
    assert (same, "git -C .. apply < PATCH" in err) == (patch, True)
    assert "+++ b/docs/index.rst\n" in tags(project.parent, *merge, "--project", "docs")[1]
    subprocess.run(["git", "init", "-q", project.parent], check=True)
    subprocess.run(program, cwd=project, input=patch.encode(), check=True, capture_output=True)
    patched = contents(project)
    for name, content in before.items():
        (project / name).write_bytes(content)
    (project / "tags.yaml").unlink()
    tags(project, "merge", "LLM", "y", "--into", "NLP")
    assert contents(project) == patched != before


def test_a_note_with_both_tags_keeps_one_where_the_first_stood(project: Path) -> None:
    (project / "a.rst").write_text("A\n=\n\n.. tags:: a, LLM, b, NLP\n", "utf-8")
    tags(project, "rename", "LLM", "NLP")
    text = contents(project)["pa pers.yaml"].decode()
    assert "  tags: [NLP, x,  'y' ]   # kept\r\n" in text
    assert "  - NLP # first\r\n  # why\r\n  - z\r\n" in text
    assert (project / "a.rst").read_text("utf-8") == "A\n=\n\n.. tags:: a, NLP, b\n"


def test_a_role_stays_where_the_new_name_would_break_a_title_or_a_table(project: Path) -> None:
    text = (
        "On :tag:`LLM`\n=============\n\nAnd :tag:`LLM`\n--------------------\n\n"
        "==  ==========\nA   B\n==  ==========\nx   :tag:`LLM`\n\ny   :tag:`LLM`\n==  ==========\n\n"
        "+------------+\n| :tag:`LLM` |\n+------------+\n\n.. include:: part.inc\n"
    )
    (project / "a.rst").write_text(text, "utf-8")
    (project / "part.inc").write_text(":tag:`LLM`\n", "utf-8")
    _status, out, _err = tags(project, "rename", "LLM", "models")
    assert [line.partition(": ")[0] for line in out.splitlines() if " stays, " in line] == [
        *(f"a.rst:{number}" for number in (1, 10, 12, 16))
    ]
    assert (project / "a.rst").read_text("utf-8") == text.replace("And :tag:`LLM`", "And :tag:`models`")
    assert (project / "part.inc").read_text("utf-8") == ":tag:`models`\n"
    tags(project, "rename", "models", "abc")
    assert (project / "a.rst").read_text("utf-8").count("`abc`") == 1
    (project / "a.rst").write_text(text, "utf-8")
    assert tags(project, "rename", "LLM", "abc")[0] == 0
    assert (project / "a.rst").read_text("utf-8") == text.replace("LLM", "abc")


def test_a_merge_and_links_to_pages_that_go_are_told(project: Path) -> None:
    (project / "a.md").write_text(
        "# A\n\n[](tags/llm.md), {doc}`/tags/llm`, https://x.org/tags/llm\n", "utf-8"
    )
    (project / "b.rst").write_text("B\n=\n\n.. toctree::\n\n   tags/llm\n   tags/llms\n", "utf-8")
    told = ["a.md:3", "b.rst:6"]
    assert "one tag of" not in tags(project, "merge", "LLM", "--into", "NLP", "--dry-run")[2]
    _status, out, _err = tags(project, "rename", "LLM", "NLP")
    assert "'NLP' has 2 notes already: this makes one tag of 'LLM' and 'NLP'" in out
    lines = [line.partition(": ") for line in out.splitlines() if "is a document no more" in line]
    assert [where for where, _, _ in lines] == told
    assert {what for _, _, what in lines} == {"'tags/llm' is a document no more; write 'tags/nlp'"}
    # The page keeps its name where the tags file gives it.
    (project / "tags.yaml").write_text("nlp: {slug: llm}\n", "utf-8")
    assert "no more" not in tags(project, "rename", "nlp", "Models")[1]


def test_what_is_below_a_name_is_renamed_with_it(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text('tagpages_separator = "/"\ntagpages_sources = ["n.yaml"]\n', "utf-8")
    notes = "- title: A\n  tags: [Question/Open, question/answered/late, Questions]\n"
    (tmp_path / "n.yaml").write_text(notes, "utf-8")
    (tmp_path / "index.rst").write_text(".. note-list::\n   :tags: Question\n", "utf-8")
    status, out, _err = tags(tmp_path, "rename", "Question", "Q")
    assert (status, "2 tags below 'Question' renamed as well" in out) == (0, True)
    new = contents(tmp_path)
    assert b"tags: [Q/Open, Q/answered/late, Questions]" in new["n.yaml"]
    assert new["index.rst"].endswith(b":tags: Q\n")
    assert b"Q:\n  aliases: [Question]\n" in new["tags.yaml"]
    assert b"Q/Open:\n  aliases: [Question/Open]\n" in new["tags.yaml"]
    assert tags(tmp_path, "rename", "Question", "Q")[0] == 0
    assert contents(tmp_path) == new
    # What becomes a name below itself takes none of the others along.
    assert tags(tmp_path, "rename", "Q/answered", "Q/Open")[0] == 0
    assert b"[Q/Open, Q/Open/late, Questions]" in contents(tmp_path)["n.yaml"]
    assert tags(tmp_path, "rename", "Q/Open", "Q/Open/now")[0] == 0
    assert b"[Q/Open/now, Q/Open/late, Questions]" in contents(tmp_path)["n.yaml"]


def test_a_spelling_is_changed_without_an_alias(project: Path) -> None:
    assert tags(project, "rename", "llm", "Llm")[0] == 0
    assert b"Llm:\n  description: Models\n" in contents(project)["tags.yaml"]
    assert b"ali" not in contents(project)["tags.yaml"]
    assert tags(project, "rename", "llm", "Llm")[1].splitlines()[-1] == (
        "nothing to change: 'llm' is spelt so everywhere"
    )


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"- title: A\n  tags: [LLM]\n- title: B: c\n", 3, "does not parse"),
        (b"- title: A\n  tags: [LLM]\n  body: \xff\n", 3, "not valid UTF-8"),
        (b"LLM:\n- title: A\nb:\n- title: B\n", 2, "written where it is not edited"),
        (
            b"- title: &a LLM\n  tags: [x]\n- title: B\n  tags: [&b LLM]\n- title: *b\n",
            5,
            "would not be the same",
        ),
    ],
)
def test_nothing_is_changed_where_one_file_cannot_be_edited(
    project: Path, content: bytes, line: int, words: str
) -> None:
    (project / "bad.yaml").write_bytes(content)
    before = contents(project)
    status, out, _err = tags(project, "rename", "LLM", "models")
    assert status == 1
    assert out.startswith(f"bad.yaml:{line}: ")
    assert words in out
    assert out.endswith("nothing is changed\n")
    assert contents(project) == before
    # It does not hinder what does not concern it.
    assert tags(project, "rename", "z", "w")[0] == 0


def test_a_comma_is_refused_where_commas_divide(project: Path) -> None:
    before = contents(project)
    status, out, _err = tags(project, "rename", "LLM", "a, b")
    assert status == 1
    assert "index.rst:1: 'a, b' cannot be written in a text that is divided at ','" in out
    assert contents(project) == before
    assert tags(project, "rename", "z", "a, b")[0] == 0  # in a list it may stand
    assert b"  - 'a, b'\r\n" in contents(project)["pa pers.yaml"]


OPTIONS = """\
:::{note-entry} One
:tags: Bug, Keep
:::

:::{note-list}
:tags: "Bug, Keep"
:::

:::{note-list}
---
tags: Bug, Keep
---
:::
"""
LISTS = """
:::{note-list}
---
any-tags: [Bug, "Keep"]
not-tags:
  - Bug
  - Keep
---
:::
"""
BLOCKS = re.compile(r":\w+: .*|(?<=---\n)[^:](?:.*\n)+?(?=---)")
READ_OTHERWISE = [
    "Issue #2", "#Bread", "|x|", ">", "&a b", "*a", "!t", "'q'", '"d"', "a: b", "[c]", "[c", "{d}", "- x",
    "yes", "@", "%x", "~", "?", "a\\b", "C#",
]  # fmt: skip


@pytest.mark.parametrize("has_myst", [True, False])
def test_no_tag_is_lost_in_options_as_myst_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_myst: bool
) -> None:
    if not has_myst:
        monkeypatch.setitem(sys.modules, "myst_parser.parsers.options", None)
    (tmp_path / "conf.py").touch()
    refused = set()
    for name, text in product(READ_OTHERWISE, (OPTIONS, OPTIONS + LISTS)):
        (tmp_path / "index.md").write_text(text, "utf-8")
        (tmp_path / "tags.yaml").unlink(missing_ok=True)
        status, out, _err = tags(tmp_path, "rename", "--", "Bug", name)
        after = (tmp_path / "index.md").read_text("utf-8")
        if status:
            refused.add(name)
            assert (after, "\nnothing is changed" in out) == (text, True)
            continue
        assert name != "Issue #2" or ":tags: 'Issue #2, Keep'\n" in after
        for block in BLOCKS.findall(after):
            for value in dict(options_to_items(block.removeprefix(":"))[0]).values():
                listed = written_list(value)
                given = split_tags(value) if listed is None else listed
                assert [one_line(str(item)) for item in given] == [name, "Keep"]
    # In a list, what is in quotes is read so, and then as a part of a text.
    assert refused == {"'q'", "- x", "Issue #2"}


def test_a_name_that_is_markup_is_no_field_of_a_document(project: Path) -> None:
    for name in ("foo_", "|x|", "*x"):
        status, out, _err = tags(project, "rename", "LLM", name)
        assert (status, f"index.rst:1: {name!r} cannot be written in a field" in out) == (1, True)
    assert contents(project) == FILES
    assert tags(project, "rename", "LLM", "foo_bar")[0] == 0


def test_an_unknown_tag_is_told_with_what_may_be_meant(project: Path) -> None:
    status, _out, err = tags(project, "rename", "NPL", "x")
    assert status == 2
    assert "no note has the tag 'NPL'; did you mean 'NLP'?" in err
    assert tags(project, "merge", "z", "--into", "NLP")[0] == 0
    status, _out, err = tags(project, "rename", "z", "x")
    assert (status, "'z' is an alias of 'NLP' in the tags file; write that" in err) == (2, True)


def test_files_outside_are_never_written(project: Path) -> None:
    outside = project.parent / "shared.yaml"
    outside.write_text("- title: A\n  tags: [LLM]\n", "utf-8")
    inside = project / "inside.txt"
    inside.write_text("- title: B\n  tags: [LLM]\n", "utf-8")
    (project / "link.yaml").symlink_to(outside)
    (project / "near.yaml").symlink_to(inside)
    status, out, _err = tags(project, "rename", "LLM", "models")
    assert status == 0
    assert "link.yaml: not edited; 1 note there, by the alias" in out
    assert outside.read_text("utf-8") == "- title: A\n  tags: [LLM]\n"
    assert inside.read_text("utf-8") == "- title: B\n  tags: [models]\n"
    assert (project / "near.yaml").is_symlink()


KILLED = """
import os, signal, sys
from pathlib import Path
from sphinxext.tagpages.cli.command import main
at = int(sys.argv[1])
def counted(method):
    def run(*arguments):
        global at
        at -= 1
        if at < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return method(*arguments)
    return run
os.fsync, Path.replace = counted(os.fsync), counted(Path.replace)
main(["tags", "rename", "LLM", "models"])
"""


@long
def test_a_command_that_is_killed_loses_nothing_and_the_next_run_does_the_rest(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies before a file is prepared, and before one is put in place, of five files."""
    before = contents(project)
    tags(project, "rename", "LLM", "models")
    after = contents(project)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    for step in (2, 6):
        for name, content in before.items():
            (project / name).write_bytes(content)
        run = subprocess.run([sys.executable, "-c", KILLED, str(step)], cwd=project, check=False)
        assert run.returncode == -signal.SIGKILL
        files = contents(project)
        assert all(files[name] in {before[name], after[name]} for name in before)
        # A file that says the new name alone is there only if the alias is.
        assert files["tags.yaml"] == after["tags.yaml"] or all(files[name] == before[name] for name in before)
        assert tags(project, "rename", "LLM", "models")[0] == 0
        assert contents(project) == after


def test_a_file_that_was_changed_meanwhile_is_not_written_over(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare: Callable[[Path, bytes], None] = writing.write_beside

    def late(path: Path, content: bytes) -> None:
        prepare(path, content)
        (project / "index.rst").write_text("Other\n=====\n", "utf-8")

    monkeypatch.setattr(writing, "write_beside", late)
    status, out, _err = tags(project, "rename", "LLM", "models")
    assert status == 1
    assert out.endswith("index.rst: this was changed meanwhile; run the command again\nnothing is changed\n")
    now = contents(project)
    assert now == {**FILES, "index.rst": b"Other\n=====\n"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "NLP:\n  aliases: [LLM]\n"),
        ("# c", "# c\nNLP:\n  aliases: [LLM]\n"),
        ("a:\n  slug: a # c", "a:\n  slug: a # c\nNLP:\n  aliases: [LLM]"),
        ("a: {slug: a}\r\n", "a: {slug: a}\r\nNLP:\r\n  aliases: [LLM]\r\n"),
        ("{a: {slug: a}}\n", "{a: {slug: a}, NLP: {aliases: [LLM]}}\n"),
        ("NLP:  # c\nb:\n", "NLP:  # c\n  aliases: [LLM]\nb:\n"),
        ("NLP: ~\n", "NLP: {aliases: [LLM]}\n"),
        ("NLP: {slug: n}\n", "NLP: {slug: n, aliases: [LLM]}\n"),
        (
            "NLP:\n    aliases: # c\n    - lm # d\n# e\n",
            "NLP:\n    aliases: # c\n    - lm # d\n    - LLM\n# e\n",
        ),
        ("NLP:\n  aliases: lm, ml  # c\n", "NLP:\n  aliases: [lm, ml, LLM]  # c\n"),
        ("NLP:\n  aliases: [lm]\n  slug: n\n", "NLP:\n  aliases: [lm, LLM]\n  slug: n\n"),
        ("llm:\n  slug: x\n", "NLP:\n  slug: x\n  aliases: [LLM]\n"),
        ("LLM:\n  aliases: [NLP, lm]\n", "NLP:\n  aliases: [lm, LLM]\n"),
        ("a:\n  parents: [LLM, NLP, b]\n", "a:\n  parents: [NLP, b]\nNLP:\n  aliases: [LLM]\n"),
        ("NLP:\n  parents:\n  - LLM # c\n  - AI\n", "NLP:\n  parents:\n  # c\n  - AI\n  aliases: [LLM]\n"),
        (
            "LLM:  # a\n  # b\n  description: >\n    Of # it\n  slug: llms\n  aliases: [lm]\n\nNLP:\n",
            "# a\n# b\n\nNLP:\n  description: 'Of # it'\n  aliases: [lm, LLM]\n  former: [llms]\n",
        ),
    ],
)
def test_the_alias_is_written_and_what_was_said_moves(text: str, expected: str) -> None:
    assert renamed_in_tags_file(text, "LLM", "NLP") == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a:\n  aliases: [LLM]\n", "'LLM' is an alias of 'a' here"),
        ("a:\n  aliases: [NLP]\n", "'NLP' is an alias of 'a' here"),
        ("a: [\n", "does not parse"),
        ("- a\n", "no mapping"),
    ],
)
def test_what_cannot_be_said_is_refused(text: str, words: str) -> None:
    with pytest.raises(CannotWriteError, match=re.escape(words)):
        renamed_in_tags_file(text, "LLM", "NLP")


def test_a_project_is_looked_for_above_and_told_where_there_is_none(project: Path) -> None:
    (project / "inner").mkdir()
    assert tags(project / "inner", "rename", "z", "w")[0] == 0
    status, _out, err = tags(project.parent, "rename", "w", "z")
    assert (status, "write --project docs" in err) == (2, True)
    assert tags(project.parent, "rename", "w", "z", "--project", "docs")[0] == 0
    assert tags(project, "rename", "z", "  ")[0] == 2
