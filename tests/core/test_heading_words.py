"""The plain words of a heading with markup."""

import pytest

from sphinxext.tagpages.config.heading_words import plain_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (":octicon:`tag;1em`  {tag}", "{tag}"),
        (":material-regular:`tag` {tag}", "{tag}"),
        (":sub:`a`:sup:`b`", "ab"),
        (":py:class:`Tag <x.Tag>`", "Tag"),
        ("{octicon}`tag` A", "A"),
        ("**A** *b c* ``d`` `e` `f <g>`__", "A b c d e f"),
        ("|{tag}|", "|{tag}|"),
        ("{tag} | My site | 2024", "{tag} | My site | 2024"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("C* and D_", "C* and D_"),
        ("{tag}:  it's", "{tag}:  it's"),
        ("10:30 `", "10:30 `"),
    ],
)
def test_markup_goes_and_words_stay(text: str, words: str) -> None:
    assert plain_words(text) == words


def test_it_takes_time_that_grows_with_the_text() -> None:
    for sign in ("`", "*a", ":a", "|a", "{a}", "`a <"):
        plain_words(sign * 2000)
