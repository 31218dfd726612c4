"""Formulas that are handed on, and those that are shown as they are written."""

from __future__ import annotations

import pytest

from sphinxext.tagpages.markup.formulas import is_plain_formula

PLAIN = [
    "x^2",
    r"\frac{a}{b} + \sqrt[3]{x}",
    r"\begin{cases} a & x > 0 \\ b & \text{else} \end{cases}",
    r"\left( \sum_{i=1}^n x_i \right)^2",
    r"\mathcal{L}_{\theta} = \mathbb{E}[\log p(x)]\,\%",
    r"\{a, b\}",
]
OTHERS = [
    "",
    r"\input{/etc/passwd}",
    r"\write18{ls}",
    r"\href{javascript:alert(1)}{x}",
    r"\class{a}{x}",
    r"\def\x{y}\x",
    r"\newcommand{\x}{y}",
    r"\csname input\endcsname",
    r"^^5cinput",
    "a % b",
    "a $ b",
    "a & b",
    "}{",
    "{",
    r"\right)",
    r"\left(",
    r"{\left( } \right)",
    r"\begin{document}",
    r"\begin{cases} a",
    r"\begin{cases} a \end{matrix}",
    "x\\",
    "x" * 20_000,
]


@pytest.mark.parametrize("tex", PLAIN)
def test_a_formula_of_known_commands_is_handed_on(tex: str) -> None:
    assert is_plain_formula(tex)


@pytest.mark.parametrize("tex", OTHERS, ids=lambda tex: tex[:20])
def test_what_could_do_more_than_set_a_formula_is_not(tex: str) -> None:
    assert not is_plain_formula(tex)
