"""What has changed between two files that a site has published."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.cli.command import main
from sphinxext.tagpages.core.changes import Changes, Record, changes_between, said_of
from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.sources.published import UnreadableError, read_published

Tags = Mapping[str, Mapping[str, Any]]


def note(id_: str, *tags: str, **fields: object) -> Record:
    return {"id": id_, "title": f"Title of {id_}", "home": f"{id_}.html", "tags": list(tags), **fields}


def tag(name: str, **fields: object) -> Record:
    return {"name": name, "label": name, "slug": name, "page": f"{name}.html", "count": 1, **fields}


def compared(
    old: Sequence[Record], new: Sequence[Record], aliases: Mapping[str, Sequence[str]] | None = None
) -> Changes:
    def tags_of(notes: Sequence[Record], aliases: Mapping[str, Sequence[str]]) -> list[Record]:
        names = sorted({name for each in notes for name in each["tags"]})
        return [tag(name, **({"aliases": aliases[name]} if name in aliases else {})) for name in names]

    return changes_between((old, tags_of(old, {})), (new, tags_of(new, aliases or {})))


def ids(notes: Sequence[Record]) -> list[str]:
    return [each["id"] for each in notes]


def test_notes_are_added_edited_and_gone() -> None:
    old = [note("a", "T"), note("b", "T"), note("c", "T", text="one")]
    new = [note("d", "T"), note("a", "T"), note("c", "T", text="two", venue="ACL")]
    changes = compared(old, new)
    assert (ids(changes.added), ids(changes.gone)) == (["d"], ["b"])
    assert [(each.now["id"], each.fields) for each in changes.edited] == [("c", ("venue", "text"))]
    moved = {"home": "x.html", "related": ["b"], "snippet": "o"}
    assert not compared(old, [{**each, **moved} for each in old])
    assert said_of({**old[0], **moved}) == said_of(old[0]) != said_of(note("a", "U"))


def test_a_note_with_a_derived_id_is_known_by_its_link_or_its_title() -> None:
    x, y = "https://x.org", "https://y.org"
    old = [note("one", url=x, title="Old"), note("two", title="Same"), note("three", title="T")]
    new = [note("1", url=x, title="New"), note("2", title="Same"), note("3", title="U")]
    old += [note("four", url=f"{x}/4", title="Moved"), note("five", title="Linked")]
    new += [note("4", url=f"{y}/4", title="Moved"), note("5", url=y, title="Linked")]
    old += [note("six", url=f"{x}/6", title="Twice"), note("seven", url=f"{x}/7", title="Twice")]
    new += [note("6", url=f"{y}/6", title="Twice")]
    changes = compared(old, new)
    assert [(each.now["id"], each.fields) for each in changes.edited] == [
        ("1", ("title",)),
        ("4", ("url",)),
        ("5", ("url",)),
    ]
    assert (ids(changes.added), ids(changes.gone)) == (["3", "6"], ["three", "six", "seven"])


def test_a_tag_is_renamed_where_its_notes_have_one_other_in_its_place() -> None:
    old = [note("a", "LM", "X"), note("b", "LM"), note("c", "Y")]
    new = [note("a", "Language models", "X"), note("b", "Language models"), note("c", "Y")]
    for changes in (compared(old, new), compared(old, new, {"Language models": ["lm"]})):
        assert {name: each["name"] for name, each in changes.renamed.items()} == {"LM": "Language models"}
        others = (changes.edited, changes.merged, changes.tags_added, changes.tags_gone, changes.tags_edited)
        assert not any(others)


def test_all_tags_of_a_site_are_renamed_at_no_more_cost_each(monkeypatch: pytest.MonkeyPatch) -> None:
    key_of = Mock(wraps=tag_key)
    monkeypatch.setattr("sphinxext.tagpages.core.changes.tag_key", key_of)
    old, new = ([note(str(number), f"{name}{number}") for number in range(50)] for name in ("a", "b"))
    assert len(compared(old, new).renamed) == 50
    assert key_of.call_count <= 200


def test_a_tag_is_merged_into_one_that_there_was() -> None:
    old = [note("a", "LM"), note("b", "LM", "LLM"), note("c", "LLM")]
    new = [note("a", "LLM"), note("b", "LLM"), note("c", "LLM")]
    changes = compared(old, new)
    assert {name: each["name"] for name, each in changes.merged.items()} == {"LM": "LLM"}
    assert not any((changes.edited, changes.renamed, changes.tags_gone))


def test_a_tag_that_was_taken_off_is_gone_and_another_is_added() -> None:
    changes = compared([note("a", "X", "Y"), note("b", "Y")], [note("a", "Y"), note("b", "Y", "Z")])
    assert [each["name"] for each in changes.tags_gone] == ["X"]
    assert [each["name"] for each in changes.tags_added] == ["Z"]
    assert [(each.now["id"], each.gained, each.lost) for each in changes.edited] == [
        ("a", (), ("X",)),
        ("b", ("Z",), ()),
    ]


@given(st.lists(st.lists(st.sampled_from("ABC"), max_size=3, unique=True), max_size=5), st.randoms())
def test_what_is_told_leads_from_the_old_state_to_the_new_one(tags: list[list[str]], random: Any) -> None:  # noqa: ANN401
    old = [note(str(number), *names) for number, names in enumerate(tags)]
    new = [note(str(number), *random.sample("ABCD", 2)) for number in range(6) if random.random() < 0.6]
    changes = compared(old, new)
    assert {*ids(old), *ids(changes.added)} - {*ids(changes.gone)} == {*ids(new)}
    names = [{name for each in notes for name in each["tags"]} for notes in (old, new)]
    left = (names[0] - {each["name"] for each in changes.tags_gone}) - {*changes.renamed, *changes.merged}
    came = {each["name"] for each in (*changes.tags_added, *changes.renamed.values())}
    assert left | came == names[1]
    assert not compared(new, new)


def files(folder: Path, *states: Sequence[Record]) -> list[str]:
    paths = [folder / f"{number}.json" for number in range(len(states))]
    for path, notes in zip(paths, states, strict=True):
        path.write_text(
            json.dumps({"version": 1, "title": "My *notes*", "notes": notes, "tags": []}), "utf-8"
        )
    return list(map(str, paths))


def test_the_command_tells_it_in_markdown_and_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = files(
        tmp_path,
        [note("a"), note("b")],
        [note("a", url="u"), note("c", "T", title="[x](y)", date="<b>", home="c\\>\nd\ud800")],
    )
    assert main(["changes", old, new]) == 0
    assert capsys.readouterr().out == (
        "# What has changed in My \\*notes\\*\n\n"
        "## 1 note added\n\n- [\\[x\\](y)](c%5C%3E%0Ad?) (\\<b> · T)\n\n"
        "## 1 note edited\n\n- [Title of a](a.html): url\n\n"
        "## 1 note gone\n\n- Title of b\n"
    )
    assert main(["changes", old, new, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["version"], ids(told["added"]), told["edited"][0]["fields"]) == (1, ["c"], ["url"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[", "it is no JSON"),
        ("[" * 100_000, "it is no JSON"),
        ("[]", "it is no notes.json"),
        ('{"version": 2, "notes": [], "tags": []}', "its version is 2"),
        ('{"version": 1, "notes": {}, "tags": []}', "`notes` is no list"),
        ('{"version": 1, "notes": [{"id": "a"}], "tags": []}', "`notes`, the 1. of it: it has not all"),
        (
            '{"version": 1, "notes": [{"id": "a", "title": "t", "home": "h", "tags": 1}], "tags": []}',
            "`notes`, the 1. of it: `tags` is no list",
        ),
        (
            '{"version": 1, "notes": [{"id": "a", "title": "t", "home": "h", "related": [{}]}], "tags": []}',
            "`notes`, the 1. of it: `related` is no list",
        ),
        (
            '{"version": 1, "notes": [{"id": "a", "title": "t", "home": "h", "url": []}], "tags": []}',
            "`notes`, the 1. of it: `url` is no text",
        ),
    ],
)
def test_what_is_no_such_file_is_said_in_one_line(
    content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnreadableError, match=said.replace(".", r"\.")):
        read_published(content.encode())
    path = tmp_path / "old.json"
    path.write_text(content, "utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["changes", str(path), str(path)])
    assert ended.value.code == 2
    assert f"argument OLD.json: {path}: {said}" in capsys.readouterr().err
