"""What a reader sees of a Markdown text: no syntax, no HTML, and never an exception."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.note import References
from sphinxext.tagpages.markup import markdown
from sphinxext.tagpages.markup.markdown import LONGEST, markdown_references, parse
from sphinxext.tagpages.markup.plain_text import beginning_of
from tests.examples import examples

MARKED_UP = {
    "a **bold** and *slanted* word": "a bold and slanted word",
    "# A heading\n\nText": "A heading Text",
    "[a link](https://example.org/x 'title') here": "a link here",
    "[a link][1] here\n\n[1]: https://example.org": "a link here",
    "<https://example.org>": "https://example.org",
    "`code` and ``more ` code``": "code and more ` code",
    "```python\nx = 1\n```": "x = 1",
    "- one\n- [ ] two\n- [x] three\n\n1. four": "one two three four",
    "> a quote\n> of two lines": "a quote of two lines",
    "before ![a picture](p.png) after": "before after",
    "~~old~~ new": "old new",
    "| a | b |\n|---|---|\n| 1 | 2 |": "a b 1 2",
    r"of 15 ${\rm M}_\odot, Z=0.02$ and $`x^2`$ of": "of 15 M⊙, Z=0.02 and x² of",
    r"the sum $\sum_{i<j} x$ of": r"the sum \sum_{i<j} x of",
    "$$\nx^2\n$$": "x²",
    "```math\nx^2\n```": "x²",
    "costs $5 or $6": "costs $5 or $6",
    "a <b>bold</b> tag<br>and": "a bold tag and",
    "<div>\n<p>in a block</p>\n</div>": "in a block",
    "<script>alert(1)</script>\n\ntext": "text",
    "<!-- a\n\ncomment -->\n\ntext": "text",
    "text <!-- a comment --> more": "text more",
    "<!-- never closed\n\ntext": "",
    "text[^1] more\n\n[^1]: A footnote.": "text more",
    r"\*not slanted\* &amp; &lt;": "*not slanted* & <",
    "`<b>` stays in code": "<b> stays in code",
    "[x](javascript:alert(1))": "[x](javascript:alert(1))",
    "a&#12;b": "a b",
    "---\n\ntext": "text",
}


@pytest.mark.parametrize("source", MARKED_UP)
def test_the_text_of_markdown_is_what_a_reader_sees(source: str) -> None:
    assert beginning_of("markdown", source, 150, whole=True) == MARKED_UP[source]


FIRST_PARTS = {
    "# Heading\n\nFirst.\n\nSecond.": "First.",
    "<!-- Fill this in -->\n\n## What\n\nFirst.\n\nSecond.": "First.",
    "![only a picture](p.png)\n\nFirst.": "First.",
    "- a\n- b\n\nSecond.": "Second.",
    "> a quote\n\nSecond.": "Second.",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\nSecond.": "Second.",
    "```python\nx = 1\n```\n\nSecond.": "Second.",
    "$$\nx^2\n$$\n\nSecond.": "Second.",
    "<p>In a block.</p>\n\nSecond.": "In a block.",
    "First[^1].\n\n[^1]: A footnote.": "First.",
    "# Only a heading\n\n- and a list": "",
    "": "",
    "<!-- nothing -->": "",
}


@pytest.mark.parametrize("source", FIRST_PARTS)
def test_of_a_body_the_first_paragraph_of_the_running_text_counts(source: str) -> None:
    assert beginning_of("markdown", source, 150, whole=False) == FIRST_PARTS[source]


def test_what_stands_far_below_is_found_where_the_beginning_is_empty_or_refers_to_it() -> None:
    comment = "<!--\n" + "a line of the form\n" * 200 + "-->\n\n"
    filler = "\n".join(["Another line."] * 200)
    assert beginning_of("markdown", f"{comment}Text.\n\nMore.", 150, whole=False) == "Text."
    text = beginning_of(
        "markdown", f"See [the paper][p].\n\n{filler}\n\n[p]: https://example.org", 150, whole=True
    )
    assert text is not None
    assert text.startswith("See the paper. Another line.")
    fence = "```\n" + "x = 1\n" * 400 + "```\n"
    assert beginning_of("markdown", f"{fence}\nEnd.", 150, whole=False) == "End."


def test_the_beginning_alone_is_read_of_a_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def noted(text: str) -> object:
        read.append(len(text))
        return parse(text)

    monkeypatch.setattr(markdown, "parse", noted)
    source = "A paragraph of *some* words.\n\n" * 4000
    assert beginning_of("markdown", source, 150, whole=False) == "A paragraph of some words."
    assert sum(read) < 2000
    text = beginning_of("markdown", source, 150, whole=True)
    assert text is not None
    assert len(text) > 150


@pytest.mark.parametrize(
    ("source", "references"),
    [
        ("See #12 and #3, *#4*.", References(numbers=(12, 3, 4))),
        ("- #12\n\n| a |\n|---|\n| #13 |\n\n[^1]\n\n[^1]: #14", References(numbers=(12, 13, 14))),
        ("`#12`\n\n```\n#13\n```\n\n    #14\n\na#15 \\\n<!-- #16 -->", References()),
        ("![a](p.png) [![b](q.svg?x)](https://a.org)", References(pictures=("p.png", "q.svg?x"))),
        (
            "![a][p] ![b](<c d.png>)\n\n[p]: https://a.org/p.png",
            References(pictures=("https://a.org/p.png", "c%20d.png")),
        ),
        ("![a](b(1).png)", References(pictures=("b(1).png",))),
        ("`![a](p.png)` ![x](javascript:y)", References()),
        ("", References()),
        ("![a](p.png) #1 " + "x" * LONGEST, References()),
    ],
)
def test_what_a_text_refers_to(source: str, references: References) -> None:
    assert markdown_references(source) == references


HOSTILE = {
    "quotes": ">" * 20_000,
    "lists": "\n".join("  " * depth + "- a" for depth in range(400)),
    "brackets": "[" * 20_000,
    "pictures": "![" * 10_000,
    "emphasis": "*a **b " * 10_000,
    "backticks": "` ``" * 10_000,
    "dollars": "$a " * 10_000,
    "addresses": "http://a." * 10_000,
    "footnotes": "[^a]" * 5000 + "\n\n[^a]: x",
    "table": "|a" * 2000 + "\n" + "|-" * 2000 + "\n" + "|x\n" * 100,
    "comments": "<!-- " * 10_000,
    "tags": "<a " * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_a_moment_at_most(name: str) -> None:
    begin = time.perf_counter()
    beginning_of("markdown", HOSTILE[name], 150, whole=True)
    parse(HOSTILE[name])
    assert time.perf_counter() - begin < 20  # seconds; it would be minutes, or never end


def test_what_is_too_long_or_too_deep_is_not_read() -> None:
    assert beginning_of("markdown", "x" * (LONGEST + 1), 150, whole=True) is None
    assert parse("\n".join("  " * depth + "- a" for depth in range(400))) is None
    assert parse(">" * 200 + " a") is None


words = st.lists(st.sampled_from(["a", "bc", "é", "研究"]), min_size=1, max_size=4).map(" ".join)
pieces = st.one_of(
    words,
    words.map(lambda text: f"**{text}**"),
    words.map(lambda text: f"[{text}](https://example.org)"),
    words.map(lambda text: f"<b>{text}</b>"),
    words.map(lambda text: f"\n\n- {text}\n\n"),
    words.map(lambda text: f"\n\n## {text}\n\n"),
    words.map(lambda text: f"\n\n<!-- {text} -->\n\n"),
)


@given(st.lists(pieces).map(" ".join))
@examples(200)
def test_no_markup_is_left_in_a_snippet(source: str) -> None:
    text = beginning_of("markdown", source, 1000, whole=True)
    assert text is not None
    assert not re.search(r"\]\(|<[/!a-z]|https:|##|\*\*", text)


@given(st.text(), st.booleans(), st.integers(0, 300))
@examples(300)
def test_no_text_raises(source: str, whole: bool, length: int) -> None:
    text = beginning_of("markdown", source, length, whole=whole)
    assert text is not None
    assert text == " ".join(text.split())


@given(
    st.lists(st.sampled_from([*"*_`~[]()!<>&#|-+$\\\n \t:^1a", "<!--", "-->", "http://", "```", "|-|"])).map(
        "".join
    )
)
@examples(300)
def test_no_arrangement_of_signs_raises(source: str) -> None:
    beginning_of("markdown", source, 150, whole=False)
    parse(source)
