"""Tags stand in the order of the project's language where it asks for that, and PyICU is there."""

from __future__ import annotations

from itertools import groupby

import pytest

from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.project import collation
from sphinxext.tagpages.project.collation import order_of_tags
from tests.build.harness import Build, elements, text

NOTES = "- {title: A, tags: [öl, zebra, ål, apa, ärlig]}\n"


def headings(language: str, *names: str) -> list[tuple[str, str]]:
    """Return tags in their order, several of one heading joined by blanks."""
    order, initial = order_of_tags(language)
    keys = {tag_key(name): name for name in names}
    grouped = groupby(sorted(keys, key=order), key=initial)
    return [(heading, " ".join(keys[key] for key in members)) for heading, members in grouped]


def test_tags_are_in_the_order_of_unicode_on_every_machine(build: Build) -> None:
    built = build(NOTES, language="sv")
    assert built.warnings == []
    keys = [heading for heading, _names in headings_without_icu("öl", "zebra", "ål", "apa", "ärlig")]
    assert keys == ["A", "O", "Z"]


def headings_without_icu(*names: str) -> list[tuple[str, str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collation, "find_spec", lambda _name: None)
        return headings("sv", *names)


def test_without_pyicu_a_warning_says_what_to_install(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collation, "find_spec", lambda _name: None)
    built = build(NOTES, language="sv", tagpages_tag_order="language")
    assert built.subtypes() == ["config"]
    assert "needs PyICU: install sphinxext-tagpages[collation]" in built.warning("config")


def test_the_order_of_the_language_reaches_the_pages(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """An order from last to first, as no language has it."""

    def order(key: str) -> tuple[object, ...]:
        return (-ord(key[0]), key)

    monkeypatch.setattr("sphinxext.tagpages.project.notes.version_of_order", lambda: "1")
    monkeypatch.setattr(
        "sphinxext.tagpages.project.notes.order_of_tags", lambda _language: (order, lambda key: f"<{key[0]}>")
    )
    built = build(NOTES, language="sv", tagpages_tag_order="language")
    names = [text(link) for link in elements(built.page("tags/index").one(cls="tagpages-tag-list"), "a")]
    assert names == ["öl", "ål", "ärlig", "zebra", "apa"]
    assert built.warnings == []
