"""Addresses and numbers of notes in texts."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from sphinxext.tagpages.core.index import PlacedNote, build_index
from sphinxext.tagpages.core.note import Note, References
from sphinxext.tagpages.core.options import IndexOptions
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.markup.dependencies import Mentions
from sphinxext.tagpages.markup.images import shows_picture
from sphinxext.tagpages.util.bare_links import pieces


def links(text: str) -> list[tuple[str, str]]:
    found = list(pieces(text))
    assert "".join(piece.written for piece in found) == text
    links = [piece for piece in found if piece.url or piece.number]
    return [("url", piece.url) if piece.url else ("number", str(piece.number)) for piece in links]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("see https://example.org/a_b.", "https://example.org/a_b"),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("www.example.org!", "http://www.example.org"),
        ("https://example.org/a?b=c&d=e#f, and", "https://example.org/a?b=c&d=e#f"),
        ("論文https://example.org/a。次", "https://example.org/a"),
        ("write to someone@example.org.", "mailto:someone@example.org"),
    ],
)
def test_an_address_is_a_link_without_what_follows_it(text: str, target: str) -> None:
    assert links(text) == [("url", target)]


@pytest.mark.parametrize(
    "text",
    ["#12", "see #12.", "(#12)", "参照#12を", "#12's", "https://example.org/ #12", "a, #12", "GH-12"],
)
def test_a_number_is_one_of_a_note(text: str) -> None:
    assert links(text)[-1] == ("number", "12")


@pytest.mark.parametrize(
    "text",
    ["a#12", "##12", "#12a", "#0", "#", "&#12;", "/#12", "#a12", "#12_", "x/y/z#12", "xGH-12", "GH-12a"],
)
def test_a_number_in_a_word_is_none(text: str) -> None:
    assert links(text) == []


@pytest.mark.parametrize(
    ("text", "repository"),
    [
        ("o/r#12", "o/r"),
        ("(a-b/c.d_e#12)", "a-b/c.d_e"),
        ("https://github.com/o/r/issues/12", "https://github.com/o/r"),
        ("https://github.com/o/r/pull/12.", "https://github.com/o/r"),
        ("https://github.com/o/r/issues/12#issuecomment-3", "https://github.com/o/r"),
    ],
)
def test_an_issue_may_be_one_of_another_repository(text: str, repository: str) -> None:
    (piece,) = [piece for piece in pieces(text) if piece.number]
    assert (piece.number, piece.repository) == (12, repository)


@pytest.mark.parametrize(
    "address",
    ["https://github.com/o/r/issues/12/x", "https://github.com/o/r/issues/12?a", "https://a.org/o/r/12"],
)
def test_an_address_of_something_else_is_no_issue(address: str) -> None:
    assert [(piece.url, piece.number) for piece in pieces(address) if piece.url] == [(address, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "a-" * 40_000,
        "a/" * 40_000,
        "a/b#" * 40_000,
        "http://a." * 20_000,
        "a@" * 50_000,
        "#1" * 50_000,
        "http://" + ")." * 50_000,
    ],
)
def test_a_hostile_text_takes_a_moment_at_most(text: str) -> None:
    begin = time.perf_counter()
    links(text)
    assert time.perf_counter() - begin < 10


def test_a_number_means_the_note_of_the_same_file() -> None:
    first = Note("First", "a", Origin("one.json", 1), number=1, references=References(numbers=(2, 3, 9)))
    second, third = replace(first, title="Second", id="b", number=2), replace(first, id="c", number=3)
    other = replace(first, title="Elsewhere", id="d", number=3, origin=Origin("two.json", 1))
    unnumbered = replace(first, id="e", number=None)
    notes = [first, second, third, other, unnumbered]
    placed = [PlacedNote(note, (note.origin.path, number)) for number, note in enumerate(notes)]
    mentions = Mentions(build_index(placed, IndexOptions()).entries)
    assert [entry.note.id for entry in mentions.possible(first)] == ["b", "c"]
    assert [entry.note.id for entry in mentions.possible(other)] == ["d"]
    assert mentions.possible(unnumbered) == []
    found = mentions.entry(first, 2)
    assert found is not None
    assert found.note.title == "Second"
    assert mentions.entry(first, 9) is None


@pytest.mark.parametrize(
    ("image", "in_text", "same"),
    [
        ("p.png", "p.png?raw=1#top", True),
        ("図 1.png", "%E5%9B%B3%201.png", True),
        ("https://a.org/図.png?a=1&amp;b=2", "https://a.org/%E5%9B%B3.png?a=1&b=2", True),
        ("https://a.org/p.png?1", "https://a.org/p.png?2", False),
        ("p.png", "q/p.png", False),
        ("", "", False),
    ],
)
def test_the_picture_of_a_note_is_known_in_its_text_however_it_is_written(
    image: str, in_text: str, same: bool
) -> None:
    note = Note("T", "t", Origin("a.yaml", 1), image=image, references=References(pictures=(in_text,)))
    assert shows_picture(note) is same
