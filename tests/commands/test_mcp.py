"""The server for assistants, asked by the client of the official SDK."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.types import TextContent

from sphinxext.tagpages.cli.command import main

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
    "text": "ab" * 15_000,
    "authors": ["Ada " * 500] * 80,
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


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.json"
    path.write_text(json.dumps(DATA), "utf-8")
    return path


async def answers(file: Path, *asked: tuple[str, dict[str, Any]]) -> list[tuple[bool, str]]:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "sphinxext.tagpages", "mcp", str(file)],
        cwd=Path(__file__).parents[2],
    )
    async with Client(server) as client:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == {"search", "read", "tags", "related"}
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
        found = []
        for name, arguments in asked:
            result = await client.call_tool(name, arguments)
            (content,) = result.content
            assert isinstance(content, TextContent)
            found.append((bool(result.is_error), content.text))
        return found


def test_an_assistant_finds_and_reads_notes(file: Path) -> None:
    asked: list[tuple[str, dict[str, Any]]] = [
        ("search", {}),
        ("search", {"words": "ünlike few", "tags": ["lm", "B"]}),
        ("search", {"tags": ["LLM"], "limit": 1000}),
        ("read", {"id": "long"}),
        ("read", {"id": "long", "start": 20_000}),
        ("tags", {"words": "m"}),
        ("tags", {"limit": -1}),
        ("related", {"id": "long"}),
        ("read", {"id": "lonng"}),
        ("search", {"tags": ["LMM"]}),
        ("search", {"limit": "many"}),
    ]
    found = anyio.run(answers, file, *asked)
    assert [wrong for wrong, _text in found] == [False] * 8 + [True] * 3
    everything, few, many, note, rest, tags, first, related = (json.loads(text) for _wrong, text in found[:8])
    assert (everything["found"], [each["id"] for each in everything["notes"]][:2]) == (61, ["long", "n0"])
    assert (len(everything["notes"]), "text" in everything["notes"][0]) == (10, False)
    assert [(each["title"], each["snippet"]) for each in few["notes"]] == [("<b>Ünlike</b> $(rm)", "A ? few")]
    assert (many["found"], len(many["notes"])) == (61, 50)  # a tag has the notes of those below it
    assert note["text"] + rest["text"] == LONG["text"]
    assert (note["next"], "next" in rest, note["url"]) == (20_000, False, LONG["url"])
    assert len(json.dumps(note)) < 60_000
    assert [tag["name"] for tag in tags["tags"]] == ["LLM"]
    assert (first["found"], [tag["name"] for tag in first["tags"]]) == (3, ["LLM"])
    assert [each["id"] for each in related["notes"]] == ["n1", "n2"]
    assert "there is no note 'lonng'; did you mean 'long'?" in found[8][1]
    assert "there is no tag 'LMM'; did you mean 'lm' or 'LLM'?" in found[9][1]
    assert "valid integer" in found[10][1]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.json", "none.json: No such file or directory"),
        ("bad.json", "bad.json: it is no JSON"),
        ("other.json", "other.json: its version is 2, and this program reads 1"),
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
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    assert main(["mcp", str(file)]) == 2
    printed = capsys.readouterr().err
    assert "python -m pip install 'sphinxext-tagpages[mcp]'" in printed
    assert printed.count("\n") == 1
