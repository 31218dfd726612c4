"""Formulas as characters, and those that no line of characters shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.util.formula_text import formula_text

READABLE = [
    (r"15 {\rm M}_\odot, Z=0.02", "15 M⊙, Z=0.02"),
    (r"\mu", "μ"),
    (r"\alpha1", "α1"),
    (r"\alpha{x}\beta", "αxβ"),
    (r"10\,\mu m", "10 μm"),
    (r"O(n \log n)", "O(n log n)"),
    (r"2\log_2n+\sin\theta", "2 log₂ n+sin θ"),
    (r"a \leq b, a\leq b, a \leq\alpha", "a ≤ b, a≤b, a ≤ α"),
    (r"\alpha = 5 \pm 2, \sim 10, \pm5", "α = 5 ± 2, ~10, ±5"),
    (r"x_i^2 + x^n_{ij}", "xᵢ² + xⁿᵢⱼ"),
    (r"10^{-3}\,{\rm cm^{-2}\,s^{-1}}", "10⁻³ cm⁻² s⁻¹"),
    (r"^{13}{\rm CO}", "¹³CO"),
    (r"M_{\rm BH}c^2 / M_\star", "M_BH c² / M⋆"),
    (r"x^* x^\ast L^\infty 10^{-5.5} \langle x, y \rangle", "x^* x^* L^∞ 10^-5.5 ⟨x, y⟩"),
    (r"25^\circ{\rm C}, f'(x), 12^{\prime\prime}", "25°C, f′(x), 12′′"),
    (r"\frac{a}{b} \frac12 2\frac{1}{2}x \frac{a+b}{2c}", "a/b 1/2 2 1/2 x (a+b)/(2c)"),
    (r"\sqrt{2} \sqrt2 \sqrt[3]{x} \sqrt{s_{NN}} \sqrt{x+1}", "√2 √2 ∛x √(s_NN) √(x+1)"),
    (r"\mathbb{R}^n \mathcal{O}(1) \mathcal L", "ℝⁿ O(1) ℒ"),
    (r"\hat{x} \bar\nu a \not= b", "x̂ ν̄ a ≠ b"),
    (r"\left( \frac{1}{2} \right. \big| x \|", "(1/2 | x ‖"),
    (r"10^{12}M_\odot yr^{-1}, L_\infty x", "10¹²M⊙ yr⁻¹, L_∞ x"),
    (r"\text{ if } x \operatorname{rank} A", "if x rank A"),
    (r"\sum_{i=1}^{n} x_i \to \infty, \partial f", "∑ᵢ₌₁ⁿ xᵢ → ∞, ∂f"),
    (r"5\% \{a\} \$ \& ~b", "5% {a} $ & b"),
    (r"\mathsemicolon\mathplus\less\greater\upmu\textmu\textless", ";+<>μμ<"),
    (r"D^{*+} \to K^{*0}\mu^+\mu^-", "D*⁺ → K*⁰μ⁺μ⁻"),
    (r"p<0.05", "p<0.05"),
]
OTHERS = [
    r"\begin{cases} a & b \end{cases}",
    r"e^{-x^2}",
    r"e^{x^2}",
    r"\lim_{x\to0} f",
    r"\binom{n}{k}",
    r"\overline{AB}",
    r"\sqrt[5]{x}",
    r"\unknown x",
    r"\href{javascript:alert(1)}{x}",
    "a \\\\ b",
    "x^",
    "{x",
    "x}",
    "\\",
    r"\,",
    "{" * 200 + "x" + "}" * 200,
    r"\not" * 240,
    r"\sqrt[" * 150,
    "x" * 20_000,
]


@pytest.mark.parametrize(("tex", "text"), READABLE)
def test_a_formula_is_shown_as_characters(tex: str, text: str) -> None:
    assert formula_text(tex) == text


@pytest.mark.parametrize("tex", OTHERS, ids=lambda tex: tex[:20])
def test_what_characters_cannot_show_stays_as_it_is_written(tex: str) -> None:
    assert formula_text(tex) == tex
    assert formula_text(tex, f"${tex}$") == f"${tex}$"


@given(st.text("ab1\\{}$'`^_~[] \n%&.,=αlog"))
def test_nothing_raises_and_nothing_is_empty(tex: str) -> None:
    assert formula_text(tex) or not tex
