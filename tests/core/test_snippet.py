"""Snippets: where a text is cut, and what must never be cut in two."""

from __future__ import annotations

import unicodedata
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.core.snippet import make_snippet, snippet_source
from tests.examples import examples

fast = examples(150)

#: What a reader takes for one character, though it is several code points.
CHARACTERS = {
    "combining mark": "e\u0301",
    "several combining marks": "o\u0302\u0323\u0308",
    "Arabic with vowel sign": "ب\u064e\u0651",
    "Devanagari vowel sign": "कि",
    "virama conjunct, Devanagari": "क्ष",
    "three-consonant conjunct, Devanagari": "स्त्र",
    "virama conjunct with joiner": "क्\u200dष",
    "virama conjunct, Bengali": "ক্ত",
    "virama conjunct, Malayalam": "ക്ഷ",
    "conjoining Hangul": "\u1112\u1161\u11ab",
    "Hangul syllable with final": "가\u11a8",
    "old Hangul cluster": "\u1107\u1109\u1161\u11ab",
    "ZWJ family": "👩\u200d👩\u200d👧\u200d👦",
    "ZWJ flag": "🏳\ufe0f\u200d🌈",
    "variation selector": "❤\ufe0f",
    "keycap": "1\ufe0f\u20e3",
    "flag pair": "🇯🇵",
    "tag flag": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "skin tone": "👍🏽",
    "skin tone in a ZWJ sequence": "👩🏽\u200d💻",
}
#: The same in scripts that set no spaces between words.
UNSPACED_CHARACTERS = {
    "decomposed kana": "か\u3099",
    "half-width kana with voicing mark": "ｶﾞ",
    "ideographic variation": "葛\U000e0100",
    "Thai tone mark": "ก\u0e49",
    "Khmer subscript": "ខ\u17d2មែ",
    "Burmese stacked": "က\u1039ကာ",
}


def columns(text: str) -> int:
    """Return how many columns a text takes: two for each wide character."""
    return sum(2 if unicodedata.east_asian_width(char) in ("W", "F") else 1 for char in text)


def boundaries(parts: list[str]) -> set[str]:
    """Return every beginning of the text that ends between two of its parts."""
    return {beginning.rstrip() for beginning in accumulate(parts)} | {""}


@pytest.mark.parametrize("name", [*CHARACTERS, *UNSPACED_CHARACTERS])
@pytest.mark.parametrize("before", ["", "研", "研究"])
def test_no_character_is_cut_in_two(name: str, before: str) -> None:
    character = (CHARACTERS | UNSPACED_CHARACTERS)[name]
    parts = [*before, *[character] * 6]
    text = "".join(parts)
    for length in range(1, columns(text)):
        snippet, cut = make_snippet(text, length)
        assert cut
        assert snippet.removesuffix("…") in boundaries(parts), length


@pytest.mark.parametrize("name", CHARACTERS)
def test_no_character_of_a_long_word_is_cut_in_two(name: str) -> None:
    parts = ["x", *[CHARACTERS[name], "y"] * 6]
    text = "".join(parts)
    for length in range(1, len(text)):
        assert make_snippet(text, length)[0].removesuffix("…") in boundaries(parts), length


@pytest.mark.parametrize("name", CHARACTERS)
def test_as_many_characters_are_kept_as_fit(name: str) -> None:
    character = CHARACTERS[name]
    width = columns(character)
    for length in range(1, width * 5):
        assert make_snippet(character * 5, length) == (f"{character * (length // width)}…", True)


@fast
@given(
    st.one_of(
        st.lists(st.sampled_from([*CHARACTERS.values(), "a", "б", "ह", "한"]), min_size=1),
        st.lists(st.sampled_from([*UNSPACED_CHARACTERS.values(), "研", "ア", "ไ"]), min_size=1),
    ),
    st.integers(1, 40),
)
def test_no_character_among_others_is_cut_in_two(parts: list[str], length: int) -> None:
    snippet, cut = make_snippet("".join(parts), length)
    assert snippet.removesuffix("…") in boundaries(parts)
    assert cut == (columns("".join(parts)) > length)


@fast
@given(st.lists(st.sampled_from(list(CHARACTERS.values())), min_size=1), st.integers(1, 60))
def test_no_more_is_cut_than_the_character_that_does_not_fit(parts: list[str], length: int) -> None:
    kept = make_snippet("".join(parts), length)[0].removesuffix("…")
    following = parts[len([beginning for beginning in accumulate(parts) if len(beginning) <= len(kept)]) :]
    assert not following or columns(kept) + columns(following[0]) > length


@fast
@given(
    st.lists(
        st.one_of(
            st.text("abcé", min_size=1, max_size=8),
            st.text("абв", min_size=1, max_size=8),
            st.text("αβγ", min_size=1, max_size=8),
            st.text("ابت", min_size=1, max_size=8),
            st.text("कखि", min_size=1, max_size=8).map(lambda word: f"क{word[1:]}"),
            st.text("가나다", min_size=1, max_size=8),
            st.sampled_from(["don't", "e-mail", "user_id", "❤\ufe0f", "e\u0301tude"]),
        ),
        min_size=1,
    ),
    st.integers(20, 60),
)
def test_in_scripts_with_spaces_the_cut_is_between_words(words: list[str], length: int) -> None:
    snippet, cut = make_snippet(" ".join(words), length)
    kept = snippet.removesuffix("…").split()
    assert kept == words[: len(kept)]
    assert cut == (kept != words)
    if cut:
        assert columns(" ".join(words[: len(kept) + 1])) > length


@pytest.mark.parametrize(
    ("text", "length", "snippet"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two three", 9, "one two…"),
        ("one two three", 7, "one two…"),
        ("one two three", 8, "one two…"),
        ("日本語の文章です", 16, "日本語の文章です"),
        ("日本語の文章です", 15, "日本語の文章で…"),
        ("日本語の文章です", 10, "日本語の文…"),
        ("日本語の文章です", 11, "日本語の文…"),
        ("全角ＡＢ半角ｱｲAB", 12, "全角ＡＢ半角…"),
        ("全角ＡＢ半角ｱｲAB", 16, "全角ＡＢ半角ｱｲAB"),
        ("これはLanguageModelです", 11, "これはLangu…"),
        ("文章はここでLLMです", 14, "文章はここで…"),
        ("ภาษาไทยไม่เว้นวรรค", 5, "ภาษาไ…"),
    ],
)
def test_a_text_is_cut_where_a_reader_would_cut(text: str, length: int, snippet: str) -> None:
    assert make_snippet(text, length) == (snippet, snippet != text)


def test_a_very_long_word_is_cut_rather_than_lost() -> None:
    url = "https://example.org/" + "x" * 300
    assert make_snippet(url, 150) == (f"{url[:150]}…", True)
    assert make_snippet(f"see {url}", 150) == (f"see {url[:146]}…", True)


@pytest.mark.parametrize(
    "text",
    [
        "one two... three four",
        "one two… three four",
        "one two ... three four",
        "one two ……… three four",
        "one two ... … three four",
        "one two...... three four",
        "one two, three four",
        "one two. three four",
    ],
)
def test_a_cut_after_dots_or_a_comma_still_shows_one_ellipsis(text: str) -> None:
    length = text.index("three") + 2
    assert make_snippet(text, length) == ("one two…", True)


@fast
@given(
    st.one_of(st.text(max_size=80), st.text(st.sampled_from("ab研.… ,\n"), max_size=80)), st.integers(-2, 60)
)
def test_an_ellipsis_is_added_exactly_if_something_was_cut(text: str, length: int) -> None:
    collapsed = " ".join(text.split())
    snippet, cut = make_snippet(text, length)
    if length <= 0:
        assert (snippet, cut) == ("", False)
    elif columns(collapsed) <= length:
        assert (snippet, cut) == (collapsed, False)
    else:
        assert cut
        assert snippet.endswith("…")
        assert not snippet[:-1].endswith(("…", "...", " "))
        assert collapsed.startswith(snippet[:-1])
        assert columns(snippet[:-1]) <= length


def test_a_text_that_ends_in_dots_keeps_them_where_it_fits() -> None:
    assert make_snippet("and so on...", 12) == ("and so on...", False)
    assert make_snippet("and so on…", 12) == ("and so on…", False)


def test_white_space_and_line_breaks_are_one_space() -> None:
    assert make_snippet("  one\n  two\t three  ", 13) == ("one two three", False)


def test_a_text_shorter_than_the_limit_only_by_its_white_space_is_not_cut() -> None:
    assert make_snippet("a" + " " * 100 + "b", 3) == ("a b", False)


def test_length_0_means_no_snippet() -> None:
    assert make_snippet("text", 0) == ("", False)


def note(*, summary: str = "", comment: str = "", body: str = "") -> Note:
    return Note(title="t", id="t", origin=Origin("a.yaml", 1), summary=summary, comment=comment, body=body)


def test_the_snippet_is_of_the_summary_else_the_comment_else_the_first_paragraph() -> None:
    body = "\nfirst,\nstill first\n \t\nsecond\n\nthird"
    assert snippet_source(note(summary="s\n\ns2", comment="c", body=body)) == "s\n\ns2"
    assert snippet_source(note(comment="c\n\nc2", body=body)) == "c\n\nc2"
    assert snippet_source(note(body=body)) == "first,\nstill first"
    assert snippet_source(note(body="only")) == "only"
    assert snippet_source(note()) == ""


@pytest.mark.parametrize("char", ["葛\U000e0100", "葛\ufe00", "漢\u0301"])
def test_a_cut_before_a_word_does_not_divide_the_character_before_it(char: str) -> None:
    snippet, _cut = make_snippet(f"{'語' * 6}{char}abcdef ghi", 17)
    assert not snippet.removesuffix("…").endswith(char[0])


@pytest.mark.parametrize(
    ("text", "snippet"), [("กำกำกำกำ", "กำ…"), ("ກຳກຳກຳ", "ກຳ…"), ("가 " + "\ua960\u1161" * 5, "가…")]
)
def test_vowels_with_a_place_of_their_own_stay_with_their_consonant(text: str, snippet: str) -> None:
    assert make_snippet(text, 3)[0] == snippet
