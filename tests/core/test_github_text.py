"""The Markdown of issues: its first link, its first picture, the section below a heading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.sources.github.body import Picture, first_link, first_picture, take_section


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("- https://a.org/x\n- https://b.org", "https://a.org/x"),
        ("See [the paper](https://a.org/x) and https://b.org", "https://a.org/x"),
        ("[https://shown.org](https://a.org)", "https://a.org"),
        ("<https://a.org/x>", "https://a.org/x"),
        ('<a href="https://a.org/x">y</a>', "https://a.org/x"),
        ('<picture><source srcset="https://i.org/p.png"></picture> https://a.org', "https://a.org"),
        ('<iframe src="https://i.org"></iframe> <https://a.org/source>', "https://a.org/source"),
        ("(https://a.org/x_(y)), and", "https://a.org/x_(y)"),
        ("https://a.org/x。次", "https://a.org/x"),
        ("https://a.org/x ，次", "https://a.org/x"),
        ("**https://a.org/x**.", "https://a.org/x"),
        ("[p](https://a.org/x_(y) 'T')", "https://a.org/x_(y)"),
        ("![shot](https://i.org/p.png) https://a.org", "https://a.org"),
        ("[![shot](https://i.org/p.png)](https://a.org)", "https://a.org"),
        ('<img src="https://i.org/p.png"> https://a.org', "https://a.org"),
        ("```\nhttps://code.org\n```\nhttps://a.org", "https://a.org"),
        ("`https://code.org` https://a.org", "https://a.org"),
        ("<!-- https://template.org --> https://a.org", "https://a.org"),
        ("[x](javascript:alert) [y](/relative) https://a.org", "https://a.org"),
        ("[r]: https://a.org", "https://a.org"),
        ("no link, http", ""),
        ("```\nhttps://never.closed", ""),
    ],
)
def test_the_first_link(text: str, link: str) -> None:
    assert first_link(text) == link


@pytest.mark.parametrize(
    ("text", "picture"),
    [
        ("a ![what it shows](https://i.org/p.png) b", Picture("https://i.org/p.png", "what it shows")),
        ("![](https://i.org/p_(1).png 'T')", Picture("https://i.org/p_(1).png")),
        ('<img width="5" alt="x" src="https://i.org/p.png" />', Picture("https://i.org/p.png", "x")),
        ("<img src=https://i.org/p.png alt='a b'>", Picture("https://i.org/p.png", "a b")),
        ("![a](p.png) ![b](data:image/png,x) ![c](https://i.org/c.png)", Picture("https://i.org/c.png", "c")),
        (
            '<IMG SRC="https://i.org/p.png?a=1&amp;b=2" alt="&quot;x">',
            Picture("https://i.org/p.png?a=1&b=2", '"x'),
        ),
        ("`![a](https://i.org/p.png)`", None),
        ("<!-- ![a](https://i.org/p.png)", None),
        ("https://i.org/p.png", None),
    ],
)
def test_the_first_picture(text: str, picture: Picture | None) -> None:
    assert first_picture(text) == picture


SECTION = "One.\n\nTwo."


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (f"Before.\n\n# Summary\n\n{SECTION}\n\n# Next\n\nAfter.", "Before.\n\n# Next\n\nAfter."),
        (f"## summary ##\n{SECTION}\n## Next\n", "## Next"),
        (f"Ｓｕｍｍａｒｙ\n=======\n{SECTION}\n\nNext\n====\n", "Next\n===="),
        (f"**Summary**\n\n{SECTION}\n\n**Next**\n\nAfter.", "**Next**\n\nAfter."),
        (f"**Summary:**\n\n{SECTION}\n# Next", "# Next"),
        (f"Summary:\n\n{SECTION}\n\nNotes:\n\nAfter.", "Notes:\n\nAfter."),
        (f"```\n# Summary\ncode\n```\n\n# Summary\n{SECTION}", "```\n# Summary\ncode\n```"),
        (f"# Summary\r\n\r\n{SECTION}", ""),
    ],
)
def test_a_section(text: str, rest: str) -> None:
    assert take_section(text, ["Summary"]) == (SECTION, rest)


def test_a_section_holds_those_of_lower_levels() -> None:
    found = take_section("## Summary\na\n### Part\nb\n\n**Bold**\n\nc\n# End\n", ["Summary"])
    assert found == ("a\n### Part\nb\n\n**Bold**\n\nc", "# End")


def test_a_heading_may_be_a_pattern_or_one_of_several() -> None:
    assert take_section("# Summary (by a model)\na", ["Abstract", "summary*"]) == ("a", "")
    assert take_section("# [Summary]\na", ["[Summary]"]) == ("a", "")


@pytest.mark.parametrize(
    "text", ["", "Summary", "# Summary", "# Summary\n# Next\na", "a\nSummary:\nb", "#Summary\na"]
)
def test_no_section(text: str) -> None:
    assert take_section(text, ["Summary"]) is None


@given(st.text(st.sampled_from("ab #`~!<>[]()-=:*\n\r"), max_size=200))
def test_any_text_is_read(text: str) -> None:
    first_link(f"{text}http")
    first_picture(f"{text}![<img")
    take_section(text, ["a", "b*"])


@pytest.mark.parametrize("part", ["![", "[", "`", "<!--", "<img", "](", "```", "http://("])
def test_long_texts_take_no_longer_than_their_length(part: str) -> None:
    assert first_link(part * 20000 + "\nhttps://a.org/") in {"https://a.org/", ""}
    assert first_picture(part * 20000) is None
