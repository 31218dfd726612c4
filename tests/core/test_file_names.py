"""Names of files that come from tags: apart, short and fit for every file system that pages are put on."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.core.tags.slugs import assign_slugs, file_name, names_beside, plain_slug
from sphinxext.tagpages.sources.yaml.tags_file import read_tags_file
from tests.examples import examples
from tests.hostile.names import NAMES, VIEWS, is_fit

names = st.one_of(
    st.sampled_from(NAMES),
    st.text(max_size=12),
    st.text(st.sampled_from("aAiIıİ\u0307sSſßkK\u212a/\\.:-_ 2\u0301éÉ"), max_size=6),
)


@examples(150)
@given(st.lists(names, max_size=30))
@example(list(NAMES))
def test_every_tag_has_a_file_of_its_own_on_every_file_system(labels: Sequence[str]) -> None:
    slugs = assign_slugs({tag_key(label) for label in labels})
    assert slugs.keys() == {tag_key(label) for label in labels}
    assert_apart(sorted(slugs.values()))


@given(st.lists(names, max_size=8), st.lists(names, min_size=1, max_size=4))
def test_names_from_a_tags_file_are_as_fit(labels: Sequence[str], given: Sequence[str]) -> None:
    entries = "".join(
        f"t{number}: {{slug: '{name}'}}\n" for number, name in enumerate(given) if "'" not in name
    )
    read = read_tags_file(entries, "tags.yaml").entries
    pinned = {tag_key(entry.name): entry.slug for entry in read if entry.slug}
    assert_apart(sorted(assign_slugs({*map(tag_key, labels), *pinned}, pinned).values()))


def assert_apart(slugs: Sequence[str]) -> None:
    assert [slug for slug in slugs if not is_fit(slug)] == []
    # With what stands beside them: further pages of a tag are in a folder of its name.
    paths = ["index", "archive", "all", *slugs, *(f"{slug}/2" for slug in slugs)]
    for view in VIEWS:
        assert len({view(path) for path in paths}) == len(paths)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Foo", "foo"), ("é", "e\u0301"), ("a.", "a"), ("ß", "ss"), ("ı", "i"), ("a\\b", "a/b")],
)
def test_the_judge_knows_what_is_one_file(one: str, other: str) -> None:
    assert any(view(one) == view(other) for view in VIEWS)
    assert not any(view(f"x{one}") == view(f"y{other}") for view in VIEWS)


@pytest.mark.parametrize("name", ["", "..", "a/b", "COM¹", "nul.txt", "a.", "a ", "x" * 101, "\ud800", "a:b"])
def test_the_judge_knows_what_is_no_name(name: str) -> None:
    assert not is_fit(name)


def test_letters_with_one_capital_get_pages_apart() -> None:
    slugs = assign_slugs(["i", "ı", "ındex"])
    assert slugs["i"] == "i"
    assert slugs["ı"].startswith("ı-")
    assert slugs["ındex"].startswith("ındex-")


def test_a_document_whose_name_differs_in_capitals_keeps_its_file() -> None:
    beside = names_beside(["tags/NLP", "Tags/nlp", "tags/ml", "other/NLP", "NLP", "tags/a/B"], "tags")
    assert beside == {"NLP", "nlp"}
    assert assign_slugs(["nlp"], reserved=beside)["nlp"].startswith("nlp-")


@given(st.text(max_size=20))
def test_a_slug_is_its_own_file_name_but_for_capitals(text: str) -> None:
    slug = plain_slug(tag_key(text))
    assert tag_key(file_name(slug)) == tag_key(slug) or "ı" in slug
