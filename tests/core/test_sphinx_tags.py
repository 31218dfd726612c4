"""What is understood of a project that used sphinx-tags."""

from __future__ import annotations

import pytest

from sphinxext.tagpages.config.sphinx_tags_values import (
    COLOURS,
    OLD_VALUES,
    MovedProject,
    by_old_name,
    is_generated,
    is_old_label,
    move_over,
    old_name,
)
from sphinxext.tagpages.core.index import PlacedNote, build_index
from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.options import IndexOptions
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.core.tags.info import read_colour
from sphinxext.tagpages.core.tags.tag import Tag


def tag(label: str, slug: str) -> Tag:
    return Tag(label.lower(), label, label, slug, f"tags/{slug}")


def test_a_project_that_sets_none_of_the_values_has_nothing_moved() -> None:
    moved, missing = move_over({})
    assert not moved
    assert missing == ()
    assert moved.defaults == {}
    assert moved.overview == ""
    assert moved.overview_labels == ()
    assert moved.tag_labels([tag("a", "a")]) == {}


def test_the_folder_is_that_of_sphinx_tags_unless_the_project_names_another() -> None:
    assert move_over({"tags_create_tags": True})[0].dir == "_tags"
    moved, _missing = move_over({"tags_output_dir": "topics/all/"})
    assert moved.dir == "topics/all"
    assert moved.overview == "topics/all/tagsindex"
    assert moved.defaults == {"dir": "topics/all"}


@pytest.mark.parametrize("folder", ["../out", "/out", ".", "", "a/../../b", "a\0b", "\ud800", "é" * 200])
def test_a_folder_that_cannot_be_below_the_project_is_named_and_not_used(folder: str) -> None:
    moved, (sentence,) = move_over({"tags_output_dir": folder})
    assert moved.dir == "_tags"
    assert "tagpages_dir" in sentence


def test_the_texts_are_taken_over() -> None:
    moved, missing = move_over({
        "tags_page_title": " Topic ",
        "tags_page_header": "Pages",
        "tags_overview_title": "Topics",
        "tags_index_head": "All",
        "tags_intro_text": "See:",
    })
    assert missing == ()
    assert moved == MovedProject("_tags", "Topic", "Pages", "Topics", "All", "See:")
    assert moved.defaults["title"] == "Topic: {tag}"


@pytest.mark.parametrize("name", ["page_title", "page_header", "overview_title", "index_head", "intro_text"])
def test_of_a_text_with_markup_the_words_are_taken_over_and_what_to_write_is_said(name: str) -> None:
    moved, (sentence,) = move_over({f"tags_{name}": ":fa:`tags` My **Tags**"})
    assert getattr(moved, name) == "My Tags"
    assert sentence == (f"tags_{name} = ':fa:`tags` My **Tags**': markup is not shown there; write 'My Tags'")
    assert move_over({f"tags_{name}": "My Tags"}) == (moved, ())


@pytest.mark.parametrize("value", OLD_VALUES, ids=lambda value: value.name)
def test_a_value_of_a_wrong_type_is_named_and_harms_nothing(value: object) -> None:
    name = value.name  # type: ignore[attr-defined]
    moved, (sentence,) = move_over({name: 3})
    assert sentence.startswith(f"{name} = 3")
    assert moved == MovedProject("_tags")


def test_what_cannot_be_had_is_named_with_what_to_write_instead() -> None:
    _moved, missing = move_over({
        "tags_create_tags": False,
        "tags_create_badges": False,
        "tags_badge_colors": {"*": "no such colour"},  # of badges that are not made
    })
    assert [sentence.partition(" ")[0] for sentence in missing] == ["tags_create_tags", "tags_create_badges"]
    assert "tagpages_skip_tags" in missing[0]
    assert ".tagpages-tag" in missing[1]


def test_the_first_pattern_that_fits_gives_the_colour_of_a_tag() -> None:
    moved, missing = move_over({
        "tags_create_badges": True,
        "tags_badge_colors": {"tag-1": "primary", "prefix:*": "#0AF", "Tag*": "sky", "*": "dark"},
    })
    assert [sentence.partition(":")[0] for sentence in missing] == ["tags_badge_colors"]
    assert "'sky'" in missing[0]
    note = Note(title="N", id="n", origin=Origin("n"), tags=("tag-1", "prefix:x", "Tag 2"))
    index = build_index([PlacedNote(note, ("n", 0))], IndexOptions(colours=moved.colours))
    assert {tag.label: tag.colour for tag in index.tags.values()} == {
        "tag-1": COLOURS["primary"],
        "prefix:x": "#00aaff",
        "Tag 2": COLOURS["dark"],
    }


def test_every_named_colour_is_one() -> None:
    assert all(read_colour(colour) == colour for colour in COLOURS.values())


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("tag_1", "tag_1"),
        ("tag 3", "tag-3"),
        ("[{(tag   4)}]", "tag-4"),
        ("{{🧪test tag; please ignore🧪}}", "test-tag-please-ignore"),
        ("C++", "c"),
        ("研究", "研究"),
        ("A/B-c", "a-b-c"),
        ("🧪", ""),
    ],
)
def test_the_old_name_of_a_tags_page(label: str, name: str) -> None:
    assert old_name(label) == name


def test_of_tags_that_shared_a_page_the_one_of_that_name_has_it() -> None:
    tags = [tag("C#", "c-1234"), tag("C++", "c-5678"), tag("C", "c"), tag("🧪", "abcd")]
    found = by_old_name(tags)
    assert list(found) == ["c"]
    assert [tag.label for tag in found["c"]] == ["C", "C#", "C++"]
    assert MovedProject("_tags").tag_labels(tags) == {"c": ("sphx_tag_c",)}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a-b", ".. _sphx_tag_a-b:\n\nMy tags: A b\n############\n"),
        ("a-b", "(sphx_tag_a-b)=\n# My tags: A b\n"),
        ("tagsindex", ":orphan:\n\n.. _tagoverview:\n\nTags\n####\n"),
        ("tagsindex", "(tagoverview)=\n\n# Tags\n"),
    ],
)
def test_files_that_sphinx_tags_generated_are_known_by_their_labels(name: str, text: str) -> None:
    assert is_generated(name, text)
    assert is_generated(name, text.replace("\n", "\r\n"))
    assert not is_generated(f"{name}-2", text)
    assert not is_generated(name, f"Mine\n====\n\n{text}")
    assert not is_generated(name, text.replace("tag", "else"))


def test_labels_of_sphinx_tags_are_known() -> None:
    assert is_old_label("tagoverview")
    assert is_old_label("sphx_tag_a")
    assert not is_old_label("tags")
