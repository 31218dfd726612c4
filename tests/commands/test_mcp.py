"""The server for assistants, asked by the client of the official SDK."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.types import TextContent

from sphinxext.tagpages.cli.command import main

ROOT = Path(__file__).parents[2]
NOTES = [
    {
        "id": f"n{number}",
        "title": f"Note {number}",
        "home": f"https://example.org/a.html#n{number}",
        "tags": ["LLM"],
        "snippet": "Of many",
    }
    for number in range(60)
]
LONG = {
    "id": "long",
    "title": "<b>Ünlike</b> $(rm)",
    "home": "x.html",
    "url": "https://example.org/p",
    "tags": ["Agents", "b"],
    "date": "2023-05",
    "snippet": "A \ud800 few",
    "text": "ab" * 15_000 + "many",
    "authors": ["Ada " * 500] * 80,
    "kind": "Paper",
    "extra": {"volume": 57, "pages": "1-9"},
    "related": ["n1", "n2", "gone"],
}
DATA = {
    "version": 1,
    "title": "P",
    "notes": [LONG, *NOTES],
    "tags": [
        {"name": "b", "label": "b", "slug": "b", "page": "b.html", "count": 1},
        {"name": "LLM", "label": "Models", "slug": "llm", "page": "llm.html", "count": 61, "aliases": ["lm"]},
        {"name": "Agents", "label": "Agents", "slug": "a", "page": "a.html", "count": 1, "parents": ["LLM"]},
    ],
}
#: What cannot be asked, and the beginning of the answer.
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("read", {"id": "lonng"}, "there is no note 'lonng'; did you mean 'long'?"),
    ("read", {}, "`id` is missing; write a text"),
    ("read", {"id": "long", "start": 99_999}, "`start` is 99999; write a number from 0 to 30004"),
    ("search", {"tags": ["LMM"]}, "there is no tag 'LMM'; did you mean 'lm' or 'LLM'?"),
    (
        "search",
        {"tag": "LLM"},
        "search takes no 'tag'; did you mean 'tags'? It takes words, tags, since, until",
    ),
    ("search", {"tags": {"a": 1}}, "`tags` is {'a': 1}; write a text or a list of texts"),
    ("search", {"limit": "many"}, "`limit` is 'many'; write a whole number"),
    ("search", {"limit": -3}, "`limit` is -3; write a number from 0 to 50"),
    ("search", {"since": "May"}, "`since` is 'May': not an ISO date; write a date such as"),
    ("search", {"since": "2023-05", "until": "2022"}, "`until` is before `since`"),
    (
        "search",
        {"kind": "papers"},
        "no note is of the kind 'papers'; did you mean 'Paper'? The kinds are Paper",
    ),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.json"
    path.write_text(json.dumps(DATA), "utf-8")
    return path


async def answers(file: Path, *asked: tuple[str, dict[str, Any]]) -> list[tuple[bool, str]]:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "sphinxext.tagpages", "mcp", str(file)],
        cwd=ROOT,
    )
    async with Client(server) as client:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == {"search", "read", "tags", "related"}
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
        assert all(tool.input_schema["additionalProperties"] is False for tool in tools)
        found = []
        for name, arguments in asked:
            result = await client.call_tool(name, arguments)
            (content,) = result.content
            assert isinstance(content, TextContent)
            found.append((bool(result.is_error), content.text))
        return found


def test_an_assistant_finds_and_reads_notes(file: Path) -> None:
    asked: list[tuple[str, dict[str, Any]]] = [
        ("search", {"words": None}),
        ("search", {"words": ["ünlike", "few"], "tags": "lm, B"}),
        ("search", {"tags": ["LLM"], "limit": 50}),
        ("read", {"id": "long"}),
        ("read", {"id": "long", "start": 20_000}),
        ("tags", {"words": "m"}),
        ("tags", {"limit": 1}),
        ("related", {"id": "long"}),
        ("search", {"words": "MANY", "limit": 1}),
        ("search", {"since": 2023, "until": "2023-05", "kind": "paper"}),
    ]
    asked += ((name, arguments) for name, arguments, _said in REFUSED)
    found = anyio.run(answers, file, *asked)
    assert not any(wrong for wrong, _text in found[:10])
    everything, few, many, note, rest, tags, first, related, further, dated = (
        json.loads(text) for _wrong, text in found[:10]
    )
    assert (everything["found"], [each["id"] for each in everything["notes"]][:2]) == (61, ["long", "n0"])
    assert (len(everything["notes"]), "text" in everything["notes"][0]) == (10, False)
    assert [(each["title"], each["snippet"]) for each in few["notes"]] == [("<b>Ünlike</b> $(rm)", "A ? few")]
    assert (few["notes"][0]["url"], few["notes"][0]["authors"][0][:4]) == (LONG["url"], "Ada ")
    assert (many["found"], len(many["notes"])) == (61, 50)  # a tag has the notes of those below it
    assert note["text"] + rest["text"] == LONG["text"]
    assert (note["next"], "next" in rest, note["url"]) == (20_000, False, LONG["url"])
    assert (note["kind"], note["extra"]) == ("Paper", {"volume": "57", "pages": "1-9"})
    assert len(json.dumps(note)) < 60_000
    assert [tag["name"] for tag in tags["tags"]] == ["LLM"]
    assert (first["found"], [tag["name"] for tag in first["tags"]]) == (3, ["LLM"])
    assert [each["id"] for each in related["notes"]] == ["n1", "n2"]
    # first those in whose first lines the words stand, though the other is the first of the site
    assert (further["found"], further["notes"][0]["id"]) == (61, "n0")
    assert [each["id"] for each in dated["notes"]] == ["long"]
    for (wrong, text), (_name, _arguments, said) in zip(found[10:], REFUSED, strict=True):
        assert (wrong, text[: len(said)]) == (True, said)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pseudo-terminals")
def test_in_a_terminal_it_says_what_it_does_and_an_interrupt_ends_it(file: Path) -> None:
    terminal, stdin = os.openpty()
    command = [sys.executable, "-m", "sphinxext.tagpages", "mcp", str(file)]
    with Popen(command, cwd=ROOT, stdin=stdin, stdout=PIPE, stderr=PIPE, text=True) as server:
        try:
            assert server.stderr
            assert server.stderr.readline() == "Serving 61 notes to an assistant; Ctrl-C ends it.\n"
            time.sleep(0.3)  # now it reads
            server.send_signal(signal.SIGINT)
            assert server.wait(5) == -signal.SIGINT
        finally:
            server.kill()
    os.close(stdin)
    os.close(terminal)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.json", "none.json: No such file or directory"),
        ("bad.json", "bad.json: it is no JSON"),
        ("other.json", "other.json: its version is 2, and this program reads 1: update sphinxext-tagpages"),
        ("http://127.0.0.1:9/notes.json", "Connection refused"),
        ("http://[/notes.json", "Invalid IPv6 URL"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(
    name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.json").write_text("{", "utf-8")
    Path("other.json").write_text(json.dumps(DATA | {"version": 2}), "utf-8")
    assert main(["mcp", name]) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert (printed.out, printed.err.count("\n")) == ("", 1)


def test_without_the_extra_it_is_told_how_to_install_it(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "sphinxext.tagpages.cli.note_server", None)
    assert main(["mcp", str(file)]) == 2
    printed = capsys.readouterr().err
    assert "python -m pip install 'sphinxext-tagpages[mcp]'" in printed
    assert printed.count("\n") == 1
