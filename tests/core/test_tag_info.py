"""What sources say of tags."""

import pytest

from sphinxext.tagpages.core.index import PlacedNote, build_index
from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.options import IndexOptions
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.core.tags.info import TagInfo, merge_infos, read_colour


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("d73a4a", "#d73a4a"),
        ("#D73A4A", "#d73a4a"),
        ("abc", "#aabbcc"),
        (" fff ", "#ffffff"),
        ("", None),
        ("red", None),
        ("12345", None),
        ("#d73a4a;background:url(x)", None),
        ("\uff11\uff12\uff13", None),
    ],
)
def test_colours(text: str, colour: str | None) -> None:
    assert read_colour(text) == colour


def test_what_is_said_first_of_a_tag_counts_and_what_is_said_later_fills_gaps() -> None:
    infos = [TagInfo("NLP", colour="#111111"), TagInfo("ML"), TagInfo("nlp", "#222222", "Language")]
    assert merge_infos(infos) == {"nlp": TagInfo("NLP", "#111111", "Language"), "ml": TagInfo("ML")}


def test_the_index_knows_what_is_said_of_its_tags() -> None:
    note = Note("Title", "1", Origin("a.yaml", 1), tags=("Nlp", "ML"))
    infos = merge_infos([TagInfo("NLP", "#111111", "Language"), TagInfo("Unused", "#222222")])
    index = build_index([PlacedNote(note, ("a.yaml", 0))], IndexOptions(infos=infos))
    found = {tag.label: (tag.colour, tag.description) for tag in index.tags.values()}
    assert found == {"Nlp": ("#111111", "Language"), "ML": ("", "")}
