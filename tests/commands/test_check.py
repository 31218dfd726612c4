"""``check`` says what is wrong with files, in forms that editors and CI read, and never fails itself."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from errno import EACCES
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from textwrap import dedent

import pytest

from sphinxext.tagpages.cli import check as checking
from sphinxext.tagpages.cli.command import main
from sphinxext.tagpages.core.problems import ProblemKind
from sphinxext.tagpages.util.files import read_regular
from tests.tiers import long_but

ROOT = Path(__file__).parents[2]
MODULE = ("-m", "sphinxext.tagpages")
GOOD = "- title: Good\n  id: good\n  tags: [x]\n"
BAD = "- title: Bad\n  date: yesterday\n"


@dataclass
class Run:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def problems(self) -> list[list[str]]:
        """The path, line and kind of each problem of a text."""
        lines = [line.split(": ", 2) for line in self.out.splitlines()]
        return [[*place.rsplit(":", 1), kind] for place, kind, _message in (x for x in lines if len(x) == 3)]


def check(folder: Path, *arguments: str, stdin: bytes = b"") -> Run:
    """Run the command ``check`` in this process."""
    return run_here(folder, "check", *arguments, stdin=stdin)


def run_here(folder: Path, *arguments: str, stdin: bytes = b"") -> Run:
    """Run a command in this process."""
    out, err = TextIOWrapper(BytesIO(), "ascii"), StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", TextIOWrapper(BytesIO(stdin)))
        try:
            status = main(arguments)
        except SystemExit as end:
            status = int(end.code or 0)
        return Run(status, out.buffer.getvalue().decode("utf-8"), err.getvalue())


def run(folder: Path, *arguments: str, program: Sequence[str] = MODULE, **environment: str) -> Run:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=folder,
        input=b"",
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        check=False,
    )
    return Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def write(folder: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


def test_a_problem_is_a_line_that_editors_jump_to(tmp_path: Path) -> None:
    write(tmp_path, {"notes.yaml": GOOD + BAD, "more.yaml": GOOD.replace("good", "other")})
    done = check(tmp_path, "notes.yaml", "more.yaml")
    line, counts = done.out.splitlines()
    assert line.startswith("notes.yaml:5: date: `date` is 'yesterday' and is left out")
    assert counts == "1 problem in 1 of 2 files; 3 notes"
    assert (done.status, done.err) == (1, "")


def test_where_nothing_is_wrong_that_is_said(tmp_path: Path) -> None:
    write(tmp_path, {"notes.yaml": GOOD})
    done = check(tmp_path, "notes.yaml")
    assert (done.status, done.out) == (0, "no problems in 1 file; 1 note\n")


def test_large_numbers_can_be_read(tmp_path: Path) -> None:
    write(tmp_path, {"notes.yaml": "".join(f"- title: N{number}\n" for number in range(1234))})
    assert check(tmp_path, "notes.yaml").out == "no problems in 1 file; 1,234 notes\n"


def test_folders_are_searched_but_not_what_programs_keep_there(tmp_path: Path) -> None:
    write(
        tmp_path,
        dict.fromkeys(
            (
                "a.yaml",
                "deep/er/b.yml",
                ".hidden/c.yaml",
                ".d.yaml",
                "_build/html/e.yaml",
                "node_modules/f.yaml",
                "env/lib/g.yaml",
                "text.txt",
            ),
            BAD,
        )
        | {"env/pyvenv.cfg": ""},
    )
    (tmp_path / "elsewhere").symlink_to(tmp_path / "deep")
    done = check(tmp_path, ".", "--select", "date")
    assert [path for path, _line, _kind in done.problems] == ["a.yaml", "deep/er/b.yml"]
    assert done.out.splitlines()[-2] == "searched for files of notes: ."


def test_a_folder_that_is_named_is_searched_whatever_it_is(tmp_path: Path) -> None:
    write(tmp_path, {".hidden/a.yaml": BAD, "env/pyvenv.cfg": "", "env/b.yaml": BAD, "_build/c.yaml": BAD})
    done = check(tmp_path, ".hidden", "env", "_build", "--select", "date")
    assert [path for path, _line, _kind in done.problems] == [".hidden/a.yaml", "_build/c.yaml", "env/b.yaml"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path, {"a/notes.yaml": BAD})
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "a" / "circle.yaml").symlink_to("circle.yaml")
    (tmp_path / "a" / "gone.yaml").symlink_to("nowhere.yaml")
    done = check(tmp_path, "a")
    assert done.problems == [
        ["a/circle.yaml", "1", "file"],
        ["a/gone.yaml", "1", "file"],
        ["a/notes.yaml", "2", "date"],
    ]


def test_a_file_found_that_is_none_of_notes_is_left_out_and_named(tmp_path: Path) -> None:
    write(tmp_path, {"notes.yaml": GOOD, "package.json": '{"name": "x"}', "compose.yml": "services: {}\n"})
    done = check(tmp_path, ".")
    assert done.status == 0
    assert done.out.splitlines() == [
        "searched for files of notes: .",
        "left out, for they hold no notes: compose.yml, package.json",
        "no problems in 1 file; 1 note",
    ]


def test_an_empty_file_is_told_if_it_is_named_and_left_out_if_it_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": "- title: A\n", "b.yaml": "", "c.yaml": "notes:\n"})
    assert check(tmp_path, "b.yaml", "c.yaml").out.splitlines() == [
        "b.yaml:1: file: no note is in this file; begin each with `- title: …`",
        "c.yaml:1: file: no note is in this file; begin each with `- title: …`",
        "2 problems in 2 of 2 files; 0 notes",
    ]
    assert check(tmp_path, ".").out.splitlines() == [
        "searched for files of notes: .",
        "left out, for they hold no notes: b.yaml, c.yaml",
        "no problems in 1 file; 1 note",
    ]


def test_a_file_that_is_named_is_never_left_out(tmp_path: Path) -> None:
    write(tmp_path, {"package.json": '{"name": "x"}'})
    assert check(tmp_path, "package.json").problems == [["package.json", "1", "shape"]]


def test_paths_count_from_the_current_folder(tmp_path: Path) -> None:
    write(tmp_path, {"here/conf.py": "", "docs/conf.py": "", "docs/papers/notes.yaml": BAD})
    here = tmp_path / "here"
    for name in ("../docs", "../docs/papers/notes.yaml", str(tmp_path / "docs")):
        assert check(here, name).problems == [["../docs/papers/notes.yaml", "2", "date"]]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, {"notes.yaml": GOOD})
    done = check(tmp_path, "notes.yaml", "./notes.yaml", ".")
    assert done.out.splitlines()[-1] == "no problems in 1 file; 1 note"


def test_what_is_wrong_with_files_together_is_told(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "docs/conf.py": "",
            "docs/a.yaml": "- {title: A, id: i, tags: [NLP, C]}\n",
            "docs/b.yaml": "- {title: B, id: i, tags: [nlp, C++]}\n",
        },
    )
    done = check(tmp_path, "docs")
    assert done.problems == [
        ["docs/b.yaml", "1", "duplicate_id"],
        ["docs/b.yaml", "1", "tag_spelling"],
        ["docs/b.yaml", "1", "tag_collision"],
    ]
    assert "the note at a.yaml:1" in done.out


def test_two_projects_have_nothing_to_do_with_each_other(tmp_path: Path) -> None:
    files = {
        f"{name}/{file}": text for name in "ab" for file, text in {"conf.py": "", "n.yaml": GOOD}.items()
    }
    write(tmp_path, files)
    assert check(tmp_path, "a", "b").status == 0


@pytest.mark.parametrize("options", [[], ["--tags-file", "docs/names.yaml"]])
def test_the_tags_file_counts_and_is_checked(tmp_path: Path, options: list[str]) -> None:
    name = "docs/names.yaml" if options else "docs/tags.yaml"
    write(
        tmp_path,
        {
            "docs/conf.py": "",
            "docs/a.yaml": "- {title: A, tags: [C, C++]}\n",
            name: "C++: {slug: cpp, x: y}\n",
        },
    )
    for path in ("docs", "docs/a.yaml"):
        done = check(tmp_path, path, *options)
        assert done.problems == [[name, "1", "field_name"]]
        assert done.out.splitlines()[-1] == "1 problem in 1 of 2 files; 1 note"


def test_without_a_source_folder_a_tags_file_is_known_by_its_name(tmp_path: Path) -> None:
    write(tmp_path, {"deep/tags.yaml": "C++: {x: y}\n"})
    assert check(tmp_path, "deep/tags.yaml").problems == [["deep/tags.yaml", "1", "field_name"]]


def test_below_a_source_folder_a_file_of_that_name_is_one_of_notes(tmp_path: Path) -> None:
    write(tmp_path, {"conf.py": "", "deep/tags.yaml": GOOD})
    assert check(tmp_path, "deep/tags.yaml").out == "no problems in 1 file; 1 note\n"


@pytest.mark.parametrize("known", ["conf.py", "--source-dir"])
def test_pictures_are_looked_for_where_the_source_folder_is_known(tmp_path: Path, known: str) -> None:
    notes = "- {title: A, image: /there.png}\n- {title: B, image: here.png}\n- {title: C, image: gone.png}\n"
    write(tmp_path, {"docs/papers/n.yaml": notes, "docs/there.png": "p", "docs/papers/here.png": "p"})
    assert check(tmp_path, "docs").status == 0, "without a source folder, nothing is known of pictures"
    options = []
    if known == "conf.py":
        write(tmp_path, {"docs/conf.py": ""})
    else:
        options = ["--source-dir", "docs"]
    done = check(tmp_path, "docs", *options)
    assert done.problems == [["docs/papers/n.yaml", "3", "image"]]
    assert "papers/gone.png" in done.out


def test_texts_that_cannot_be_read_in_their_markup_are_told(tmp_path: Path) -> None:
    deep = "> " * 500 + "x"
    write(tmp_path, {"n.yaml": f"- title: A\n  markup: markdown\n  body: '{deep}'\n"})
    assert check(tmp_path, "n.yaml").problems == [["n.yaml", "3", "markup"]]
    long = "word " * 40000
    write(tmp_path, {"n.yaml": f"- title: A\n  markup: rst\n  summary: '{long}'\n"})
    assert check(tmp_path, "n.yaml").problems == [["n.yaml", "3", "markup"]]


@pytest.mark.parametrize(("markup", "needed"), [("plain", False), ("markdown", False), ("rst", True)])
def test_sphinx_is_imported_for_restructuredtext_alone(tmp_path: Path, markup: str, needed: bool) -> None:
    write(
        tmp_path,
        {"n.yaml": f"- {{title: A, markup: {markup}, body: '*Text*'}}\n", "b.bib": "@misc{a, title={B}}"},
    )
    code = (
        "import sys; from sphinxext.tagpages.cli.command import main; "
        "main(['check', '.', '--format', 'json']); "
        "print('sphinx' in sys.modules, file=sys.stderr)"
    )
    done = run(tmp_path, program=["-c", code])
    assert json.loads(done.out)["notes"] == 2
    assert done.err == f"{needed}\n"


def test_standard_input_is_read_under_a_name(tmp_path: Path) -> None:
    write(tmp_path, {"docs/conf.py": "", "docs/a.yaml": "- {title: A, id: i}\n"})
    done = check(tmp_path, "--name", "docs/b.yaml", "-", "docs/a.yaml", stdin=b"- {title: B, id: i}\n")
    assert done.problems == [["docs/b.yaml", "1", "duplicate_id"]]
    assert check(tmp_path, "-", "--name", "x.bib", stdin=b"@misc{a, title = {A}").problems[0][0] == "x.bib"
    assert check(tmp_path, "-", stdin=BAD.encode()).problems == [["stdin.yaml", "2", "date"]]


def test_what_stands_in_a_file_gives_way_to_standard_input_of_its_name(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": BAD, "b.yaml": GOOD})
    done = check(tmp_path, "-", ".", "--name", "a.yaml", stdin=GOOD.replace("good", "a").encode())
    assert done.out.splitlines()[-1] == "no problems in 2 files; 2 notes"


def test_json_holds_all(tmp_path: Path) -> None:
    write(tmp_path, {"docs/a.yaml": GOOD + BAD, "docs/b.json": "[", "docs/other.yaml": "a: b\n"})
    done = check(tmp_path, "docs", "--format", "json")
    document = json.loads(done.out)
    assert document["version"] == 1
    assert document["files"] == [{"path": "docs/a.yaml", "notes": 2}, {"path": "docs/b.json", "notes": 0}]
    assert (document["notes"], document["folders"], document["left_out"]) == (
        2,
        ["docs"],
        ["docs/other.yaml"],
    )
    assert [(found["path"], found["line"], found["kind"]) for found in document["problems"]] == [
        ("docs/a.yaml", 5, "date"),
        ("docs/b.json", 1, "json_syntax"),
    ]
    assert document["problems"][0]["message"].startswith("`date` is 'yesterday' and is left out")
    assert done.status == 1


def test_json_is_valid_whatever_is_in_files_and_their_names(tmp_path: Path) -> None:
    name = b'\xff\n"\x1b[31m.yaml'
    (tmp_path / os.fsdecode(name)).write_bytes(
        b'- title: "\\ud800 \xff \x00\x1b[31m \\u202e"\n  date: "\\ud800"\n'
    )
    done = check(tmp_path, ".", "--format", "json")
    found = json.loads(done.out, parse_constant=pytest.fail)["problems"]
    assert {problem["kind"] for problem in found} == {"file", "date"}
    assert not any("\ud800" <= character <= "\udfff" for problem in found for character in str(problem))


def test_nothing_in_a_file_or_its_name_commands_a_terminal(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff\n\x1b[31m.yaml")).write_bytes(
        b'- title: A\n  date: "\\e[31m \\u202e \xd7\x90"\n'
    )
    for form in ("text", "github"):
        out = check(tmp_path, ".", "--format", form).out
        shown = [line for line in out.splitlines() if "date" in line]
        assert len(shown) == 1
        assert not {"\x1b", "\u202e"} & set(out)
        assert "א" in shown[0]


def test_a_workflow_on_github_gets_annotations(tmp_path: Path) -> None:
    write(tmp_path, {"a,b:c.yaml": "- title: A\n  date: 100%\n"})
    lines = check(tmp_path, ".", "--format", "github").out.splitlines()
    assert lines[0].startswith(
        "::warning file=a%2Cb%3Ac.yaml,line=2,title=tagpages.date::`date` is '100%25' and is left out: "
    )
    assert lines[1:] == ["1 problem in 1 of 1 file; 1 note"]


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (["--ignore", "date"], ["url"]),
        (["--ignore", "date, tagpages.url"], []),
        (["--ignore", "date", "--ignore", "url"], []),
        (["--select", "date"], ["date"]),
        (["--select", "date,url", "--ignore", "url"], ["date"]),
        ([], ["date", "url"]),
    ],
)
def test_kinds_can_be_chosen(tmp_path: Path, options: list[str], left: list[str]) -> None:
    write(tmp_path, {"n.yaml": "- title: A\n  date: never\n  url: 'javascript:x'\n"})
    done = check(tmp_path, "n.yaml", *options)
    assert [kind for _path, _line, kind in done.problems] == left
    assert done.status == (1 if left else 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "there is no conf.py here, nor in docs"),
        (["nowhere.yaml", "gone"], "gone: there is no such file or folder"),
        (["text.txt"], "text.txt: no file that notes are read from (.yaml, .yml, .json, .bib"),
        (["empty"], "no files of notes in empty"),
        (["other"], "no files of notes in other (other files: other/package.json)"),
        (
            ["n.yaml", "--ignore", "yaml-colom"],
            "'yaml-colom'; did you mean 'yaml_colon' or 'yaml_comment'?",
        ),
        (["n.yaml", "--select", "zzz"], ", ".join(kind.value for kind in ProblemKind)),
        (["n.yaml", "--tags-file", "none.yaml"], "there is no file 'none.yaml'"),
        (["n.yaml", "--source-dir", "none"], "there is no folder 'none'"),
        (["-", "--name", "n.txt"], "'n.txt' ends as no file of notes does"),
        (["n.yaml", "--format", "xml"], "invalid choice"),
    ],
)
def test_wrong_arguments_are_told_with_status_2(tmp_path: Path, arguments: list[str], said: str) -> None:
    write(tmp_path, {"n.yaml": GOOD, "text.txt": "", "other/package.json": "{}"})
    (tmp_path / "empty").mkdir()
    done = check(tmp_path, *arguments)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_what_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"docs/good.yaml": GOOD, "docs/locked.yaml": GOOD, "docs/locked/n.yaml": GOOD})

    def guard(function: Callable[[Path], object]) -> Callable[[Path], object]:
        def guarded(path: Path) -> object:
            if Path(path).name.startswith("locked"):
                raise PermissionError(EACCES, "Permission denied", str(path))
            return function(path)

        return guarded

    monkeypatch.setattr(os, "scandir", guard(os.scandir))
    monkeypatch.setattr(checking, "read_regular", guard(read_regular))
    done = check(tmp_path, "docs")
    assert done.out.splitlines() == [
        "docs/locked:1: file: the folder cannot be read: Permission denied",
        "docs/locked.yaml:1: file: cannot be read: Permission denied",
        "searched for files of notes: docs",
        "2 problems in 1 of 2 files; 1 note",
    ]
    assert done.status == 1


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    write(tmp_path, {"n.yaml": GOOD})
    assert check(tmp_path, ".").problems == [["pipe.yaml", "1", "file"]]
    assert check(tmp_path, "pipe.yaml").problems == [["pipe.yaml", "1", "file"]]


def test_a_binary_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "n.yaml").write_bytes(bytes(range(256)) * 40)
    done = check(tmp_path, "n.yaml")
    assert done.status == 1
    assert ["n.yaml", "3", "file"] in done.problems


def test_what_is_printed_is_utf_8_in_any_locale(tmp_path: Path) -> None:
    write(tmp_path, {"n.yaml": "- title: 研究\n  date: 研究\n"})
    done = run(tmp_path, "check", "n.yaml", LC_ALL="C", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert done.out.startswith("n.yaml:2: date: `date` is '研究'")


def test_who_reads_may_stop_reading(tmp_path: Path) -> None:
    write(tmp_path, {"n.yaml": "".join(f"- title: N{number}\n  date: never\n" for number in range(5000))})
    command = [sys.executable, "-m", "sphinxext.tagpages", "check", "n.yaml"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as started:
        assert started.stdout
        assert started.stderr
        started.stdout.readline()
        started.stdout.close()
        assert started.stderr.read() == b""
    assert started.returncode == 1


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"n.yaml": BAD})
    code = (
        "import os, sys; os.dup2(os.open('/dev/full', os.O_WRONLY), 1); "
        "from sphinxext.tagpages.cli.command import main; sys.exit(main(['check', 'n.yaml']))"
    )
    done = run(tmp_path, program=["-c", code])
    assert done.status == 2
    assert "No space left" in done.err
    assert "Exception ignored" not in done.err


def test_output_and_input_may_be_closed(tmp_path: Path) -> None:
    write(tmp_path, {"n.yaml": BAD})
    command = f"exec {sys.executable} -m sphinxext.tagpages check n.yaml - >&- <&-"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, capture_output=True, env=environment, check=False
    )
    assert (done.returncode, done.stderr) == (1, b"")


def test_an_interrupt_ends_it_quietly(tmp_path: Path) -> None:
    code = (
        "import runpy, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "sys.stdin = type('Stdin', (), {'buffer': type('Buffer', (), "
        "{'read': lambda: signal.raise_signal(signal.SIGINT)})}); "
        "sys.argv[1:] = ['check', '-']; runpy.run_module('sphinxext.tagpages', run_name='__main__')"
    )
    done = run(tmp_path, program=["-c", code])
    assert (done.status, done.out, done.err) == (130, "", "")


def test_help_says_what_only_a_build_finds(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "--help", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.status == 0
    assert "Only a build finds what is wrong with documents" in done.out
    assert "Exit status: 0, nothing found; 1, problems; 2" in done.out


def test_without_a_command_the_commands_are_named(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.status == 2
    assert "COMMAND" in done.err


def test_the_manual_shows_what_is_printed(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "docs/conf.py": "tagpages_sources = ['*.yaml']\n",
            "docs/notes.yaml": GOOD + BAD,
            "docs/more.yaml": "- {title: Another, tags: [x]}\n",
        },
    )
    manual = (ROOT / "docs" / "checking.rst").read_text("utf-8")
    blocks = [
        dedent(block)
        for block in re.findall(r"(?m)^\.\. code-block:: \w+\n(?:   :.*\n)*\n((?:   .*\n|\n)+)", manual)
    ]
    command, *printed = blocks[0].strip().splitlines()
    assert command == "$ python -m sphinxext.tagpages check docs"
    assert check(tmp_path, "docs").out.splitlines() == printed
    (shown,) = (json.loads(block) for block in blocks if '"problems"' in block)
    assert json.loads(check(tmp_path, "docs", "--format", "json").out) == shown


def test_help_shows_examples_that_can_be_run(tmp_path: Path) -> None:
    write(tmp_path, {"docs/notes.yaml": GOOD, "docs/papers.bib": "@book{b, title={B}}", "edited.yaml": GOOD})
    published = '{"version": 1, "notes": [], "tags": []}'
    write(tmp_path, {"before/notes.json": published, "now/notes.json": published})
    tagged = '- {title: A, tags: [llms, GPT-3]}\n- {title: B, tags: ["GPT 3"]}\n'
    write(tmp_path, {"conf.py": "tagpages_sources = ['n.yaml']\n", "n.yaml": tagged})

    def examples(*words: str) -> list[str]:
        text = run_here(tmp_path, *words, "--help").out
        return [line[2:].split("   ")[0] for line in text.splitlines() if line.startswith("  tagpages ")]

    shown = examples()
    for words in (["check"], ["schema"], ["changes"], ["mcp"], ["tags"], ["tags", "rename"]):
        prefix = " ".join(["tagpages", *words])
        assert examples(*words) == [each for each in shown if each.startswith(prefix)]
        assert examples(*words)
    for example in shown:
        words = shlex.split(example.partition(" > ")[0].partition(" < ")[0])[1:]
        done = (run if words[0] == "mcp" else run_here)(tmp_path, *words)
        assert (done.status < 2, done.err) == (True, ""), example  # it may find something


def test_the_command_of_the_package_is_this_one(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    module, _, name = project["scripts"]["tagpages"].partition(":")
    program = tmp_path / "tagpages"  # as pip writes it
    program.write_text(f"import sys\nfrom {module} import {name}\nsys.exit({name}())\n")
    done = run(tmp_path, "--version", program=[str(program)])
    assert (done.status, done.out.split()[0]) == (0, "sphinxext-tagpages")
    failed = run(tmp_path, "check", "nowhere", program=[str(program)])
    assert (failed.status, failed.err.split()[:2]) == (2, ["usage:", "tagpages"])


PROJECT = {
    "index.rst": "Home\n====\n\n.. toctree::\n\n   tags/index\n\n.. note-source:: sub/*.yaml\n",
    "notes.yaml": BAD,
    "sub/more.yaml": BAD.replace("Bad", "More"),
    "other.yaml": BAD.replace("Bad", "Other"),
    "issues.json": json.dumps([{"number": 1, "title": "T", "labels": ["x", "X"]}]),
    "labels.yaml": "x: {colour: none}\n",
}
CONFS = {
    "nothing is wrong": "tagpages_sources = ['notes.yaml']",
    "a pattern that matches nothing": "tagpages_sources = ['notes.yaml', 'missing/*.yaml']",
    "a bad value": "tagpages_sources = ['notes.yaml', '../x.yaml']\ntagpages_visible = 'many'",
    "a value that is none": "tagpages_sources = ['notes.yaml']\ntagpages_visble = 3",
    "exports": "tagpages_sources = ['notes.yaml']\ntagpages_exports = ['json']\nhtml_baseurl = 'a.org'\n"
    "tagpages_published = 'none.json'",
    "an excluded file": "tagpages_sources = ['*.yaml']\nexclude_patterns = ['other.yaml', 'labels.yaml']",
    "a tags file": "tagpages_sources = ['notes.yaml']\ntagpages_tags_file = 'labels.yaml'",
    "issues": "tagpages_sources = ['issues.json']\ntagpages_github = {'skip_labels': ['X']}",
    "a folder for files": "tagpages_sources = ['sub']",
}


@pytest.mark.parametrize("name", long_but(CONFS, "a bad value", "issues"))
def test_of_a_project_is_said_what_a_build_says(tmp_path: Path, name: str) -> None:
    conf = f"{CONFS[name]}\nextensions = ['sphinxext.tagpages']\nprint('words of conf.py')\n"
    conf += "show_warning_types = True\n"  # the default from Sphinx 8 on
    write(tmp_path, {f"docs/{path}": text for path, text in (PROJECT | {"conf.py": conf}).items()})
    done = check(tmp_path, "docs")
    said = sorted(line for line in done.out.splitlines() if re.match(r"docs/\S+:\d+: ", line))
    builder = "html" if "exports" in conf else "dummy"
    build = run(tmp_path, "-q", "-b", builder, "docs", "out", program=["-m", "sphinx"])
    pattern = rf"{re.escape(str(tmp_path))}/(\S+:\d+): WARNING: (.*) \[tagpages\.(\w+)\]"
    of_build = re.findall(pattern, build.err)
    assert said == sorted(f"{place}: {kind}: {message}" for place, message, kind in of_build)
    assert said
    assert "ran for their values, as a build does: docs/conf.py" in done.out
    assert "words of" not in done.out
    assert "searched" not in done.out


def test_a_project_whose_files_nothing_names_is_searched(tmp_path: Path) -> None:
    write(tmp_path, {"docs/conf.py": "", "docs/notes.yaml": BAD})
    done = check(tmp_path, "docs")
    assert done.problems == [["docs/notes.yaml", "2", "date"]]
    assert check(tmp_path) == done  # it is looked for in docs
    assert (
        "ran for their values, as a build does: docs/conf.py\nsearched for files of notes: docs" in done.out
    )


def test_files_that_are_named_run_no_conf(tmp_path: Path) -> None:
    write(tmp_path, {"docs/conf.py": "1 / 0", "docs/notes.yaml": BAD, "docs/sub/more.yaml": GOOD})
    assert "ran" not in check(tmp_path, "docs/notes.yaml", "docs/sub").out
    assert json.loads(check(tmp_path, "docs/notes.yaml", "--format", "json").out)["ran"] == []


@pytest.mark.parametrize(
    ("conf", "line", "reason"),
    [
        ("import sys\n1 / 0\n", "2", "ZeroDivisionError: division by zero"),
        ("x = [\n", "1", "SyntaxError: '[' was never closed"),
        ("import no_such_module\n", "1", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("raise SystemExit(3)\n", "1", "SystemExit: 3"),
    ],
)
def test_a_conf_that_cannot_be_run_is_a_problem(tmp_path: Path, conf: str, line: str, reason: str) -> None:
    write(tmp_path, {"docs/conf.py": conf, "docs/notes.yaml": BAD})
    done = check(tmp_path, "docs")
    assert done.problems == [["docs/conf.py", line, "config"], ["docs/notes.yaml", "2", "date"]]
    assert reason in done.out
    assert done.status == 1
    assert "searched for files of notes: docs" in done.out
