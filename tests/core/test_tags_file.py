"""The tags file: an author can name the page of a tag."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.index import PlacedNote, TagIndex, build_index
from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.options import IndexOptions
from sphinxext.tagpages.core.problems import Origin, ProblemKind
from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.core.tags.slugs import RESERVED_SLUGS, assign_slugs, plain_slug
from sphinxext.tagpages.core.tags.vocabulary import Vocabulary
from sphinxext.tagpages.sources.yaml.tags_file import read_tags_file


def index_of(names: list[str], tags_file: str = "") -> TagIndex:
    notes = [
        Note(name, name, Origin("a.yaml", line), tags=(name,)) for line, name in enumerate(names, start=1)
    ]
    placed = [PlacedNote(note, ("a.yaml", number)) for number, note in enumerate(notes)]
    return build_index(
        placed, IndexOptions(vocabulary=Vocabulary.of(read_tags_file(tags_file, "tags.yaml").entries))
    )


def test_a_tag_has_the_page_that_the_file_names_in_any_spelling() -> None:
    index = index_of(["C++", "C"], "c++: {slug: cpp}")
    assert index.tags[tag_key("C++")].docname == "tags/cpp"
    assert index.tags[tag_key("C")].docname == "tags/c"
    assert index.problems == ()


def test_the_lines_that_the_warning_of_a_collision_shows_settle_it_and_move_no_page() -> None:
    names = ["C", "C++", "C#", "index", 'a "b"', "a b"]
    before = index_of(names)
    assert len(before.problems) == 3
    lines = [
        problem.message.rpartition("tags file: ")[2].replace("}, ", "}\n") for problem in before.problems
    ]
    after = index_of(names, "\n".join(lines))
    assert after.problems == ()
    assert after.tags == before.tags


def test_a_page_name_that_another_tag_wants_is_a_collision() -> None:
    index = index_of(["C++", "cpp"], "C++: {slug: cpp}")
    (problem,) = index.problems
    assert problem.kind is ProblemKind.TAG_COLLISION
    assert index.tags[tag_key("C++")].slug == "cpp"
    assert index.tags["cpp"].slug.startswith("cpp-")


@pytest.mark.parametrize(
    ("text", "kind", "line", "words"),
    [
        ("a: {slug: A b}", ProblemKind.FIELD_VALUE, 1, "write a-b"),
        ("a: {slug: ../../x}", ProblemKind.FIELD_VALUE, 1, "write x"),
        ("a: {slug: index}", ProblemKind.FIELD_VALUE, 1, "reserved"),
        ("a: {slug: x}\nb:\n  slug: x", ProblemKind.FIELD_VALUE, 3, "another tag"),
        ("a:\n  slug: [x]", ProblemKind.FIELD_VALUE, 2, "no text"),
        ("a:\n  colours: red", ProblemKind.FIELD_NAME, 2, "'colour'"),
        ("a: x", ProblemKind.SHAPE, 1, "{slug: cpp}"),
        ("- a", ProblemKind.SHAPE, 1, "{slug: cpp}"),
        ("a: {slug: x", ProblemKind.YAML_SYNTAX, 1, "does not parse"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, kind: ProblemKind, line: int, words: str) -> None:
    (problem,) = read_tags_file(text, "tags.yaml").problems
    assert (problem.kind, problem.origin) == (kind, Origin("tags.yaml", line))
    assert words in problem.message


@pytest.mark.parametrize("text", ["", "# nothing yet", "a:", "a: {}"])
def test_a_file_that_says_nothing_is_fine(text: str) -> None:
    read = read_tags_file(text, "tags.yaml")
    assert ([entry for entry in read.entries if entry.slug], read.problems) == ([], ())


@given(st.text(max_size=60))
def test_no_text_is_more_than_a_problem(text: str) -> None:
    for slug in filter(None, (entry.slug for entry in read_tags_file(text, "tags.yaml").entries)):
        assert slug == plain_slug(slug)
        assert slug not in RESERVED_SLUGS


@given(
    st.lists(st.sampled_from(["c", "c++", "c#", "cpp", "index", "🧪", "a b"]), unique=True),
    st.dictionaries(
        st.sampled_from(["c", "c++", "c#", "none"]), st.sampled_from(["cpp", "c", "x"]), max_size=1
    ),
)
def test_every_tag_has_a_page_of_its_own_whatever_is_named(keys: list[str], pinned: dict[str, str]) -> None:
    slugs = assign_slugs(keys, pinned)
    assert slugs.keys() == set(keys)
    assert len(set(slugs.values())) == len(keys)
    assert all(slugs[key] == slug for key, slug in pinned.items() if key in keys)
