"""The style sheet holds in both directions of writing: it names no side of the page. Its parts are short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "sphinxext" / "tagpages" / "static"
STYLES = STATIC / "style"
MOST_LINES = 300
SIDE = re.compile(r"(?:^|[\s;{])((?:[a-z]+-)*(?:left|right)(?:-[a-z]+)*)\s*:|:\s*(left|right)\s*;")
FOUR_SIDES = re.compile(r"(?:margin|padding|inset|border-\w+|scroll-\w+):\s*(\S+) (\S+) (\S+) (\S+?)\s*;")


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.css")), ids=lambda path: path.name)
def test_no_side_of_the_page_is_named(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert SIDE.findall(text) == []
    assert [sides for sides in FOUR_SIDES.findall(text) if sides[1] != sides[3]] == []


@pytest.mark.parametrize(
    "rule",
    ["a { margin-left: 1px; }", "a { left: 0; }", "a{float:left;}", "a { border-top-right-radius: 0; }"],
)
def test_a_side_is_seen(rule: str) -> None:
    assert SIDE.search(rule)


def test_each_part_of_style_and_script_has_one_subject_and_is_short() -> None:
    parts = {path.name: path.read_text("utf-8").count("\n") for path in STATIC.glob("*/*")}
    assert {"base.css", "base.js"} <= parts.keys()
    assert {name: lines for name, lines in parts.items() if lines > MOST_LINES} == {}
