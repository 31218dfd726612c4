"""The fields of ablog's posts."""

from __future__ import annotations

import pytest

from sphinxext.tagpages.sources.blog_posts import is_post, iso_date, language_of, post_tags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mar 28, 2023", "2023-03-28"),
        ("March 8,  2023", "2023-03-08"),
        ("Sept. 1, 2020", "2020-09-01"),
        ("2023-03-28", "2023-03-28"),
        ("Mars 28, 2023 or so", "Mars 28, 2023 or so"),
        ("28.3.2023", "28.3.2023"),
        ("5 March 2021", "2021-03-05"),
        ("05 Mar, 2021", "2021-03-05"),
        ("3/5/2021", "2021-03-05"),
        ("28/03/2023", "2023-03-28"),
        ("28/13/2023", "28/13/2023"),
        ("", ""),
    ],
)
def test_dates_are_read_as_ablog_writes_them(text: str, expected: str) -> None:
    assert iso_date(text) == expected


def test_a_date_is_read_as_the_project_says() -> None:
    assert iso_date("28.3.2023", "%d.%m.%Y") == "2023-03-28"
    assert iso_date("Mar 28, 2023", "%d.%m.%Y") == "2023-03-28"


@pytest.mark.parametrize(
    ("value", "expected"), [("true", True), ("", True), (True, True), ("false", False), (False, False)]
)
def test_a_field_says_whether_a_document_is_a_post(value: object, expected: bool) -> None:
    assert is_post({"blogpost": value}) is expected
    assert not is_post({"tags": "a"})


def test_categories_are_tags_in_any_form() -> None:
    assert post_tags("a, b c", '["d", "e"]', ["f"], "", None) == ["a", "b c", "d", "e", "f"]


def test_names_of_languages_are_no_tags_of_languages() -> None:
    assert language_of(" pt-BR ") == "pt-BR"
    assert language_of("English") == ""
