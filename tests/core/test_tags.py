"""Tags: which spellings are one tag, and what its page is called."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxext.tagpages.core.tags.initials import alphabetical, initial, under_initials
from sphinxext.tagpages.core.tags.names import matches_any, tag_key
from sphinxext.tagpages.core.tags.slugs import assign_slugs, plain_slug, slug_collisions
from tests.examples import examples

fast = examples(60)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
#: Texts that often collide, or come near a name that no tag may have.
awkward = st.one_of(
    st.sampled_from([
        "index",
        "archive",
        "all",
        "con",
        "nul",
        "com1",
        ".",
        "..",
        "../../x",
        "/etc/x",
        "~",
        "",
    ]),
    st.text(st.sampled_from("ab/-_ .+#\\:C研é\u0301🎉"), max_size=6),
    st.text(st.sampled_from("研ab"), min_size=20, max_size=120),
)
keys = st.lists(st.one_of(any_text, awkward).map(tag_key), max_size=25)
letters = st.text(st.characters(categories=["Lu", "Ll", "Lo"], max_codepoint=0x24F), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NLP", "nlp"),
        ("Straße", "STRASSE"),
        ("ＮＬＰ", "NLP"),
        ("ｶﾞ", "ガ"),
        ("カ\u3099", "ガ"),
        ("e\u0301tude", "étude"),
        ("language  model", "language model"),
        (" language\u3000model\t", "language model"),
        ("language\u00a0model", "language model"),
        ("ΟΔΟΣ", "οδος"),
    ],
)
def test_case_width_and_spacing_make_no_other_tag(one: str, other: str) -> None:
    assert tag_key(one) == tag_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("C", "C++"), ("A/B", "A-B"), ("A B", "AB"), ("ガ", "カ"), ("résumé", "resume"), ("1.1", "1.10")],
)
def test_a_difference_of_letters_or_signs_makes_another_tag(one: str, other: str) -> None:
    assert tag_key(one) != tag_key(other)


@fast
@given(st.one_of(any_text, awkward))
def test_the_key_of_a_key_is_that_key(name: str) -> None:
    assert tag_key(tag_key(name)) == tag_key(name)


@fast
@given(any_text)
def test_composed_wide_and_spaced_spellings_are_one_tag(name: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert tag_key(unicodedata.normalize(form, name)) == tag_key(name)
    assert tag_key(f" \u3000{name}\t\n") == tag_key(name)
    assert tag_key(name.replace(" ", "  \u00a0")) == tag_key(name)


@fast
@given(letters.filter(lambda text: "ı" not in text))
def test_spellings_that_differ_in_case_are_one_tag(name: str) -> None:
    assert tag_key(name.upper()) == tag_key(name.lower()) == tag_key(name.title()) == tag_key(name)


@fast
@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=12))
def test_full_width_spellings_are_the_same_tag(name: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) for char in name)
    assert tag_key(wide) == tag_key(name)


@pytest.mark.parametrize("name", ["研究", "हिन्दी", "ガ", "한국어", "ภาษาไทย", "русский", "naïve", "w2v"])
def test_letters_marks_and_digits_of_every_script_stand_in_the_page_name(name: str) -> None:
    assert assign_slugs([tag_key(name)]) == {tag_key(name): name}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Efficiency/SpeedUp", "efficiency-speedup"),
        ("Language  Model", "language-model"),
        ("  -- a --  b.c! ", "a-b-c"),
        ("../../x", "x"),
        ("/etc/passwd", "etc-passwd"),
        ("..\\..\\x", "x"),
        (".hidden", "hidden"),
        ("snake_case", "snake-case"),
        ("C:\\x", "c-x"),
    ],
)
def test_runs_of_anything_else_become_one_hyphen(name: str, slug: str) -> None:
    assert assign_slugs([tag_key(name)]) == {tag_key(name): slug}


@pytest.mark.parametrize("name", ["🎉", "👍🏽", "!!!", "...", "/", ""])
def test_a_tag_with_nothing_left_gets_the_hash_alone(name: str) -> None:
    (slug,) = assign_slugs([tag_key(name)]).values()
    assert re.fullmatch(r"[0-9a-f]{8}", slug)


@fast
@given(keys)
@example(["c", "c++", "c#"])
@example(["a/b", "a b", "a-b"])
def test_every_tag_has_a_page_of_its_own(names: list[str]) -> None:
    slugs = assign_slugs(names)
    assert set(slugs) == set(names)
    # Also where file names that differ in case or in composition are one file.
    files = {unicodedata.normalize("NFD", slug.casefold()) for slug in slugs.values()}
    assert len(files) == len(slugs)


@fast
@given(keys)
def test_no_page_of_a_tag_leaves_the_folder_or_takes_a_reserved_name(names: list[str]) -> None:
    for slug in assign_slugs(names).values():
        assert slug
        assert slug not in {"index", "archive", "all"}
        assert slug not in {"con", "prn", "aux", "nul", "com1", "lpt1"}
        assert not re.search(r"[/\\:.\s]", slug)
        assert not slug.startswith("-")


@fast
@given(keys)
@example(["研" * 200, "研" * 201, "ab" * 200])
def test_no_file_name_of_a_page_is_over_100_bytes(names: list[str]) -> None:
    for slug in assign_slugs(names).values():
        assert len(f"{slug}.doctree".encode()) <= 100


@fast
@given(keys.flatmap(lambda names: st.tuples(st.just(names), st.permutations(names))))
def test_page_names_do_not_depend_on_the_order_of_the_tags(orders: tuple[list[str], list[str]]) -> None:
    names, shuffled = orders
    assert assign_slugs(shuffled) == assign_slugs(names)


@fast
@given(keys)
def test_a_tag_alone_in_wanting_its_page_name_has_it(names: list[str]) -> None:
    slugs = assign_slugs(names)
    wanted = [plain_slug(name) for name in slugs]
    for name, slug in slugs.items():
        plain = plain_slug(name)
        reserved = re.fullmatch(r"index|archive|all|con|prn|aux|nul|(com|lpt)\d", plain)
        if plain and wanted.count(plain) == 1 and len(plain.encode()) <= 80 and not reserved:
            assert slug == plain


@fast
@given(keys, awkward)
def test_a_tag_that_collides_with_none_moves_no_other_page(names: list[str], newcomer: str) -> None:
    key = tag_key(newcomer)
    before, after = assign_slugs(names), assign_slugs([*names, key])
    for name in names:
        if plain_slug(name) != plain_slug(key):
            assert after[name] == before[name]


@pytest.mark.parametrize(
    ("names", "first"),
    [
        (["c", "c++", "c#"], "c"),
        (["a/b", "a b", "a-b"], "a-b"),
        (["c++", "c#"], "c#"),
        (["a/b", "a b"], "a b"),
    ],
)
def test_of_colliding_tags_the_one_equal_to_the_page_name_has_it_else_the_first(
    names: list[str], first: str
) -> None:
    slugs = assign_slugs(names)
    plain = plain_slug(first)
    assert slugs[first] == plain
    for name in names:
        if name != first:
            assert re.fullmatch(rf"{plain}-[0-9a-f]{{8}}", slugs[name])


def test_a_hashed_page_name_is_the_same_in_every_project() -> None:
    assert assign_slugs(["c", "c++"])["c++"] == assign_slugs(["c", "c++", "c#", "🎉"])["c++"]


def test_a_tag_called_like_the_hashed_name_of_another_takes_no_page_from_it() -> None:
    hashed = assign_slugs(["c", "c++"])["c++"]
    slugs = assign_slugs(["c", "c++", hashed])
    assert slugs[hashed] == hashed
    assert len(set(slugs.values())) == 3


@pytest.mark.parametrize("name", ["index", "Archive", "ALL", "(all)", "ｉｎｄｅｘ"])
def test_a_reserved_name_is_a_collision_even_of_one_tag(name: str) -> None:
    key = tag_key(name)
    slugs = assign_slugs([key])
    assert re.fullmatch(rf"{plain_slug(key)}-[0-9a-f]{{8}}", slugs[key])
    assert slug_collisions(slugs) == [(plain_slug(key), [key])]


def test_tags_that_want_one_page_name_are_found_with_the_one_that_has_it_first() -> None:
    slugs = assign_slugs(["a b", "c#", "x", "c++", "a-b", "c"])
    assert slug_collisions(slugs) == [("a-b", ["a-b", "a b"]), ("c", ["c", "c#", "c++"])]


def test_tags_that_do_not_collide_are_not_reported() -> None:
    assert slug_collisions(assign_slugs(["a", "b", "🎉", "🎈"])) == []


@pytest.mark.parametrize(
    ("name", "patterns", "skipped"),
    [
        ("todo", ["todo"], True),
        ("ToDo", ["todo"], True),
        ("todo", ["TODO"], True),
        ("ｔｏｄｏ", ["todo"], True),
        ("todo list", ["todo"], False),
        ("status: read", ["status:*"], True),
        ("Status: Read", ["*READ"], True),
        ("p1", ["x", "p[0-9]"], True),
        ("px", ["x", "p[0-9]"], False),
        ("a/b", ["a*"], True),
        ("ab", ["a?"], True),
        ("anything", [], False),
    ],
)
def test_patterns_for_tags_heed_neither_case_nor_width(name: str, patterns: list[str], skipped: bool) -> None:
    assert matches_any(tag_key(name), patterns) is skipped


@fast
@given(any_text, st.lists(st.text(st.sampled_from("a[]!-*?z\\"), max_size=8), max_size=3))
def test_no_pattern_is_an_error_and_a_star_matches_every_tag(name: str, patterns: list[str]) -> None:
    assert isinstance(matches_any(tag_key(name), patterns), bool)
    assert matches_any(tag_key(name), [*patterns, "*"])


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("nlp", "N"),
        ("Élan", "E"),
        ("3d", "0–9"),
        ("٣", "0–9"),
        ("研究", "研"),
        ("ガ", "カ"),
        ("русский", "Р"),
        ("#1", "#"),
        ("🎉", "#"),
        ("", "#"),
    ],
)
def test_a_tag_stands_under_its_initial_without_accent(name: str, heading: str) -> None:
    assert initial(tag_key(name)) == heading


@fast
@given(st.lists(st.one_of(any_text, letters, awkward).map(tag_key), unique=True, max_size=25))
def test_an_alphabetical_list_keeps_each_initial_together(names: list[str]) -> None:
    ordered = sorted(names, key=alphabetical)
    assert ordered == sorted(set(names), key=alphabetical)
    headings = [initial(name) for name in ordered]
    changes = [head for at, head in enumerate(headings) if at == 0 or headings[at - 1] != head]
    assert len(changes) == len(set(changes))


@pytest.mark.parametrize(
    ("names", "headings"),
    [
        (["a1", "b1", "b2", "c1"], {"A–B": 3, "C": 1}),
        (["a1", "b1", "c1", "d1", "d2", "e1", "e2", "e3", "f1"], {"A–C": 3, "D": 2, "E": 3, "F": 1}),
        (
            ["#", "1", "a1", "z", "あ", "い", "а", "研", "論"],
            {"#": 1, "0–9": 1, "A–Z": 2, "А": 1, "あ–い": 2, "漢字": 2},
        ),
        ([], {}),
    ],
)
def test_letters_of_few_tags_share_a_heading_with_their_neighbours(
    names: list[str], headings: dict[str, int]
) -> None:
    ordered = sorted(map(tag_key, names), key=alphabetical)
    groups = under_initials((initial(key), key) for key in ordered)
    assert {heading: len(tags) for heading, tags in groups} == headings
    assert [key for _heading, tags in groups for key in tags] == ordered


def test_an_alphabetical_list_has_signs_then_digits_then_letters_and_counts_in_numbers() -> None:
    ordered = ["#x", "3d", "20 questions", "eclipse", "éclair", "v9", "v10", "zeta", "研究"]
    assert sorted(set(ordered), key=alphabetical) == ordered


@pytest.mark.parametrize("name", ["❤️", "👩\u200d❤️\u200d👩", "☀️ ❤️"])
def test_a_mark_that_stands_on_nothing_is_no_page_name(name: str) -> None:
    (slug,) = assign_slugs([tag_key(name)]).values()
    assert re.fullmatch(r"[0-9a-f]{8}", slug)


def test_emoji_do_not_collide_by_their_variation_selectors() -> None:
    assert slug_collisions(assign_slugs([tag_key("❤️"), tag_key("☀️")])) == []
