"""BibTeX as publishers deliver it: with elements of HTML, JATS and MathML, and with character references."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.sources.bibtex.latex import decode_latex
from sphinxext.tagpages.sources.bibtex.reader import read_bibtex

TEXTS = [
    # Crossref, by content negotiation and through its LaTeX.
    ("On <i>E. coli</i> and H<sub>2</sub>O", "On E. coli and H₂O"),
    (r"On $\less$i$\greater$E. coli$\less$/i$\greater$", "On E. coli"),
    (r"$\less$b$\greater$$\uprho$$\less$/b$\greater$", "ρ"),
    (r"x{\textless}sup{\textgreater}3{\textless}/sup{\textgreater}", "x³"),
    (
        r"Laser {\&}amp$\mathsemicolon$ Photonics, A{\&}{\#}x2013$\mathsemicolon$B, 1$\mathplus$2",
        "Laser & Photonics, A–B, 1+2",
    ),
    (
        "<jats:title>Abstract</jats:title><jats:p>10<jats:sup>-3</jats:sup></jats:p>\n<jats:p>Two.</jats:p>",
        "10⁻³\n\nTwo.",
    ),
    (
        (
            "<jats:sec><jats:title>Background</jats:title><jats:p>Why.</jats:p></jats:sec>"
            "<jats:sec><jats:title>Results:</jats:title><jats:p>What.</jats:p></jats:sec>"
        ),
        "Background: Why.\n\nResults: What.",
    ),
    ("<jats:p>Cut off in <jats:italic>E. coli", "Cut off in E. coli"),
    # PubMed, ACM, Elsevier.
    ("&lt;p&gt;A&lt;/p&gt; &amp;lt;b&amp;gt;B&amp;lt;/b&amp;gt;", "A\n\nB"),
    (
        r"R&amp;D, R\&amp;D, R{\&}amp;D, 1&#8211;2, &#x3b1;&alpha; M&uuml;ller&nbsp;x",
        "R&D, R&D, R&D, 1–2, αα Müller x",
    ),
    ("<h3>Background</h3><p>A <b>b</b><br/>c</p><ul><li>d</li></ul>", "Background: A b c\n\nd"),
    ("<ce:italic>x</ce:italic><ce:inf>2</ce:inf> and C<inf>60</inf>", "x₂ and C₆₀"),
    # ADS, Zotero.
    (
        "H<SUB>2</SUB>, PM<SUB>2.5</SUB>, T<SUB>max</SUB>, 19<SUP>th</SUP>, Na<SUP>+</SUP>",
        "H₂, PM2.5, Tmax, 19th, Na⁺",
    ),
    ("<scp>DNA</scp> of <jats:sc>b</jats:sc>", "DNA of b"),
    ('<span class="nocase">iPhone</span> <a href="https://x.org">b</a> <img src="x.png">', "iPhone b"),
    # MathML and TeX: AIP, IEEE, Springer, IOP.
    (
        (
            '<mml:math xmlns:mml="http://www.w3.org/Math"><mml:msub><mml:mi>H</mml:mi><mml:mn>2</mml:mn>'
            "</mml:msub><mml:mo>&#8290;</mml:mo><mml:mfenced><mml:mi>x</mml:mi></mml:mfenced></mml:math>"
        ),
        "H₂(x)",
    ),
    (
        (
            "<math><mover><mi>x</mi><mo>¯</mo></mover><mo>=</mo><mfrac><mn>1</mn><msqrt><mi>n</mi></msqrt></mfrac>"
            "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover></math>"
        ),
        "x̄=1/(√n)∑ᵢ₌₁ⁿ",
    ),
    (
        "the <math><msup><mi>e</mi><mrow><mo>−</mo><msup><mi>x</mi><mn>2</mn></msup></mrow></msup></math>",
        "the $e^{−x^{2}}$",
    ),
    (
        r'the <inline-formula> <tex-math notation="LaTeX">$\ell _{1}$ </tex-math></inline-formula> norm',
        "the ℓ₁ norm",
    ),
    (
        (
            r"<jats:inline-formula><jats:alternatives><jats:tex-math>\documentclass{minimal} \usepackage{a} "
            r"\begin{document}$$\alpha$$\end{document}</jats:tex-math><mml:math><mml:mi>α</mml:mi></mml:math>"
            "</jats:alternatives></jats:inline-formula>-helix"
        ),
        "α-helix",
    ),
    (
        (
            r"<inline-formula><tex-math><?CDATA $\foo$ ?></tex-math><mml:math><mml:mi>β</mml:mi></mml:math>"
            '<inline-graphic xlink:href="x.gif"/></inline-formula>, <![CDATA[x]]>'
        ),
        "β, x",
    ),
    # What is none of that.
    ("a < b and p<0.05, x<y, 5 >3", None),
    ("List<T>, vector<bool>, map<a, b>, if a<b>c, x<i and y>j", None),
    ("AT&T, R&D; &foo; and &notit;", None),
    ("never <sub>closed", None),
    ("<script>alert(1)</script> and <style>", None),
    ("<i>open, </i></i> closed twice </p>", "open, closed twice"),
]


def shown(latex: str) -> str:
    paragraphs = decode_latex(latex).split("\n\n")
    return "\n\n".join(filter(None, (" ".join(paragraph.split()) for paragraph in paragraphs)))


@pytest.mark.parametrize(("written", "text"), TEXTS)
def test_a_text_is_shown_without_its_elements(written: str, text: str | None) -> None:
    assert shown(written) == (written if text is None else text)


def test_every_field_of_an_entry_is_read_so() -> None:
    [note] = read_bibtex(
        "@article{k, title = {On <i>E. coli</i>}, journal = {A {\\&}amp$\\mathsemicolon$ B},\n"
        "author = {M&uuml;ller, J.}, keywords = {R&amp;D; H<sub>2</sub>O; C&eacute;zanne; AT\\&T; x},\n"
        "abstract = {<jats:p>One <mml:math>\n\n<mml:mi>x</mml:mi>\n\n</mml:math>.</jats:p>\n\n"
        "<jats:p>Two.</jats:p>}}",
        "refs.bib",
    ).notes
    assert (note.title, note.venue, note.authors) == ("On E. coli", "A & B", ("J. Müller",))
    assert note.tags == ("R&D", "H₂O", "Cézanne", "AT&T", "x")
    assert note.summary == "One x.\n\nTwo."


PIECES = [
    "<i>",
    "</i>",
    "<sub>",
    "</sub>",
    "<math>",
    "</math>",
    "<msup>",
    "<mi>",
    "&lt;",
    "<p>",
    *"<>/&;$\\{} a2",
]


@given(st.lists(st.sampled_from(PIECES)))
def test_nothing_raises(parts: list[str]) -> None:
    decode_latex("".join(parts))


@pytest.mark.parametrize(
    "text",
    [
        "<", "<a x=", "<sub>", "<sub></sup>", "<math><msup>", "&amp;", "<![CDATA[", "$5 a", "\\(",
        "\\ensuremath{", "\\ifmmode", "\\documentclass", "$5" + " " * 30_000,
        "<a =" + " " * 30_000,
        "<mrow>" * 5000 + "</mrow>" * 5000,
        "<math>" + "<msup>x" * 4000 + "</msup>" * 4000 + "</math>",
    ],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_a_hostile_text_takes_a_moment_at_most(text: str) -> None:
    started = time.perf_counter()
    decode_latex((text * (50_000 // len(text) + 1))[:50_000])
    assert time.perf_counter() - started < 5
