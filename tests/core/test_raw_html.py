"""Raw HTML in Markdown: tokens of Markdown in its place, balanced whatever is written, in little time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

from sphinxext.tagpages.markup.markdown import parse
from sphinxext.tagpages.markup.plain_text import beginning_of
from tests.examples import examples
from tests.tiers import long_but


def tokens_of(source: str) -> list[str]:
    """Return what is made of a text: names of what opens and closes, and words."""
    found: list[str] = []
    for token in parse(source) or ():
        for part in token.children if token.type == "inline" and token.children else [token]:
            words = part.content.strip() if part.type == "text" else f"{part.type}{part.content or ''}"
            if words and "paragraph" not in words:
                found.append(words.removesuffix("_open"))
    return found


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("<b>a</b> <EM>b</EM> <Code>c</cODE>", "strong a strong_close em b em_close code c code_close"),
        ("H<sub>2</sub> x<sup>2</sup> <kbd>C</kbd>",
         "H sub 2 sub_close x sup 2 sup_close kbd C kbd_close"),
        ("<del>a</del><ins>b</ins><mark>c</mark>", "s a s_close ins b ins_close mark c mark_close"),
        ("a<br>b<br/>c<BR />d", "a hardbreak b hardbreak c hardbreak d"),
        ("a <hr> b", "a hr b"),
        ("<u>a</u> <font color=red>b</font> <x-y z>c</x-y>", "a b c"),
        ("<h2>a <p>b</p></h2>", "heading a b heading_close"),
        ("<ul><li>a<li>b</ul>c", """bullet_list list_item a list_item_close list_item b list_item_close
                                 bullet_list_close c"""),
        ("<blockquote>a</blockquote>", "blockquote a blockquote_close"),
        ("<details><summary>a <b>b</summary>\n\n*c*\n\n</details>\nd",
         "details summary a strong b strong_close summary_close em c em_close details_close d"),
        ("- a <details>b\n- c", """bullet_list list_item a details b details_close list_item_close
                                list_item c list_item_close bullet_list_close"""),
        ("<pre lang=py>\n a  &lt;b&gt; <i>c</i>\n</pre>", "code_block a  <b> c"),
        ("<video src='https://a.org/v.mp4'></video>", "link https://a.org/v.mp4 link_close"),
        ("<picture><source srcset=x><img src=y.png></picture>", "image"),
        ("**<div>a**</div>b", "strong a strong_close b"),
        ("**<b>a**b</b>", "strong strong a strong_close strong_close b"),
        ("a</b></p></div></td></html>b", "a b"),
        ("<b><i>a</b>b</i>", "strong em a em_close strong_close b"),
        ("a <!-- b --> c <?d?> e <!F g> <![CDATA[g]]>", "a c e"),
        ("a <script>b</script> c <style>d</style>", "a c"),
        ("<script>\na\n\n<b>b</b></script>c", "c"),
        ("the element <style> and <b>bold</b>", "the element and bold"),
        ("<a name=x>a</a> <a>b</a> <a href='y'>c</a>", "a b link c link_close"),
        ("&lt;b&gt; &amp;lt;", "<b> &lt;"),
        ("<div>&lt;b&gt; &amp;lt;</div>", "<b> &lt;"),
        ("<div>a < b > c <3 <", "a < b > c <3 <"),
        ("`<b>a</b>`\n\n    <b>c</b>", "code_inline<b>a</b> code_block<b>c</b>"),
    ],
)  # fmt: skip
def test_what_is_made_of_html(source: str, made: str) -> None:
    assert " ".join(" ".join(tokens_of(source)).split()) == " ".join(made.split())


def cells(source: str) -> str:
    names = {"tr_open": "/", "th_open": "#", "td_open": "|", "table_open": "[", "table_close": "]"}
    found = ""
    for token in parse(source) or ():
        width = token.attrs.get("colspan", 1)
        found += names.get(token.type, "") + (str(width) if width != 1 else "")
        found += "".join(child.content.strip() for child in token.children or ())
    return found


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("<table><thead><tr><th>a<th>b<tbody><tr><td>c<td>d</table>", "[/#a#b/|c|d]"),
        ("<table><tr><td>a</td></tr></table>b", "[/|a]b"),
        ("<table><tr><td colspan=3>a<td colspan=x>b</table>", "[/|3a|b]"),
        ("<table><tr><td>a<table><tr><td>b</table>c<td>d</table>e", "[/|abc|d]e"),
        ("<table>\n<tr><td>\n\n*a*\n\n</td><td>b</td></tr>\n</table>", "[/|a|b]"),
        ("<tr><td>a</td></tr>", "a"),
        ("| a |\n|---|\n| <table><tr><td>b |", "[/#a/|b]"),
        (f"<table><tr>{'<td>a' * 60}</table>", f"[/{'|a' * 40}{'a' * 20}]"),
    ],
)
def test_tables(source: str, made: str) -> None:
    assert cells(source) == made


def picture(source: str) -> Token:
    (found,) = [child for token in parse(source) or () for child in token.children or ()]
    assert found.type == "image"
    return found


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("width=300 height='20'", {"width": "300", "height": "20"}),
        ("width=12.5px height=0", {"width": "12"}),
        ("width='50%' height=-3", {}),
        ("width='9 onload=x' style='width: 3px'", {}),
        ("width=999999", {}),
    ],
)
def test_the_size_of_a_picture_is_a_number(written: str, size: dict[str, str]) -> None:
    found = picture(f"<img src=p.png {written} onerror=alert(1) class=x>")
    assert found.attrs == {"src": "p.png", **size}


@pytest.mark.parametrize(
    "address", ["javascript:x", " java\nscript:x", "&#106;avascript:x", "data:image/png,x", ""]
)
def test_a_picture_at_a_bad_address_has_none(address: str) -> None:
    found = picture(f'<img alt="a&quot;b" src="{address}">')
    assert found.attrs["src"] == ""
    assert [child.content for child in found.children or ()] == ['a"b']


SNIPPETS = {
    "<img alt='what it shows' src='https://a.org/p.png'>Text <b>here</b>": "Text here",
    "<details><summary>More</summary>\n\n*inside*\n\n</details>": "More inside",
    "<table><tr><td>a</td><td>b</td></tr></table>": "a b",
    "> [!NOTE]\n> The text": "The text",
    "> [!tip]\n>\n> The text": "The text",
    "> [!NOTE] no alert": "[!NOTE] no alert",
    "> [!OTHER]\n> no alert": "[!OTHER] no alert",
    "<style>" + "a { b: c }\n" * 100 + "</style>\n\nText": "Text",
    "Text <script>" + "a(1);\n" * 100 + "</script>": "Text",
}


@pytest.mark.parametrize("source", SNIPPETS)
def test_a_snippet_has_neither_tags_nor_what_they_hide(source: str) -> None:
    assert beginning_of("markdown", source, 150, whole=True) == SNIPPETS[source]


HOSTILE = {
    "elements": "<b>" * 40_000 + "</i>" * 1000,
    "quotes": "<blockquote>" * 10_000,
    "tables": "<table><tr><td>" * 8000,
    "lists": "<ul><li>" * 12_000 + "</li></ul>" * 1000,
    "open tags": "<div>\n" + "<a " * 40_000,
    "quotation marks": "<div>\n" + "<a \"'" * 25_000,
    "declarations": "<div>\n" + "<!" * 60_000,
    "comments": "<div>\n" + "<!-- " * 25_000,
    "scripts": "<div>\n" + "<script >" * 14_000,
    "ends of scripts": "<div>\n<script >" + "</script" * 14_000,
    "scripts in lines": "a " + "<script>" * 14_000,
    "attributes": "<div>\n<img " + "a= " * 40_000 + ">",
    "blanks": "<div>\n<img a" + " " * 120_000 + ">",
    "spans of two kinds": "**<b>" * 2500 + "</b>**" * 2500,
    "emoji": ":a" * 60_000,
    "alerts": "> [!NOTE]\n\n" * 10_000,
}


@pytest.mark.parametrize("name", long_but(HOSTILE, *[*HOSTILE][:4]))
def test_hostile_html_takes_a_moment_at_most(name: str) -> None:
    begin = time.perf_counter()
    parse(HOSTILE[name])
    beginning_of("markdown", HOSTILE[name], 150, whole=True)
    assert time.perf_counter() - begin < 10  # seconds; it would be minutes


PARTS = [
    *("<b>", "</b>", "<a href=x>", "</a>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<th colspan=2>"),
    *("<details>", "<summary>", "</summary>", "</details>", "<ul>", "<li>", "</ul>", "<pre>", "</pre>"),
    *("<h1>", "</h1>", "<p>", "<br>", "<hr>", "<img src=p.png>", "<script>", "</script>", "<!--", "-->"),
    *("<thead>", "<blockquote>", "</blockquote>", "\n\n", "\n", "- ", "> ", "# ", "**", "[x](y)", "`", "| "),
    *("\n|-|-|\n", "a", " ", "[^1]", "\n\n[^1]: ", "> [!NOTE]\n", "$x$", "<", ">"),
]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
@examples(500)
def test_tokens_are_balanced_whatever_is_written(source: str) -> None:
    depth = 0
    for token in parse(source) or ():
        assert not token.type.startswith("html_")
        spans = 0
        for child in token.children or ():
            assert not child.type.startswith("html_")
            spans += child.nesting
            assert spans >= 0
        assert spans == 0
        depth -= token.nesting == -1
        assert depth >= 0
        depth += token.nesting == 1
    assert depth == 0


@given(st.lists(st.sampled_from([*PARTS, "word"]), max_size=30).map("".join))
@examples(200)
def test_no_word_is_lost_that_nothing_hides(source: str) -> None:
    if not {"<script>", "<!--", "[^1]"} & {part for part in PARTS if part in source}:
        text = beginning_of("markdown", source, 2000, whole=True)
        assert text is not None
        assert text.count("word") == source.count("word")
