"""The text of a coloured button can be read, whatever the colour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.render.tag_colours import BLACK, WHITE, contrast, text_on

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    # as the formula of WCAG 2 gives them
    [("#ffffff", "#000000", 21.0), ("#777777", "#ffffff", 4.48), ("#d73a4a", "#ffffff", 4.57)],
)
def test_contrasts_that_are_known(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(
    ("colour", "text"),
    [("#000000", WHITE), ("#ffffff", BLACK), ("#ededed", BLACK), ("#0052cc", WHITE), ("#d73a4a", WHITE)],
)
def test_the_text_on_a_colour(colour: str, text: str) -> None:
    assert text_on(colour) == text


@given(colours)
def test_the_contrast_is_enough_on_any_colour(colour: str) -> None:
    assert contrast(text_on(colour), colour) >= 4.5
