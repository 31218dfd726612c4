r"""Which formulas are handed on. A formula is a program for TeX, or for the script that sets it in a browser.

What could read files, define commands, lead to addresses or keep a document from being set is shown as it
is written instead. No library tells these apart: the strict parser of pylatexenc takes ``\input`` and
``\write18`` like any command; latex2mathml makes a link of ``\href{javascript:…}`` and raises a
RecursionError at a macro of itself; unicodeit lets through what it does not know.
"""

from __future__ import annotations

import re

_COMMANDS = frozenset(
    """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi pi
    varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega digamma
    Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
    varGamma varDelta varTheta varLambda varXi varPi varSigma varUpsilon varPhi varPsi varOmega
    aleph beth gimel daleth hbar hslash ell wp Re Im partial infty nabla emptyset varnothing angle
    measuredangle forall exists nexists neg lnot flat natural sharp top bot surd imath jmath eth mho
    clubsuit diamondsuit heartsuit spadesuit bigstar blacksquare square Box triangle Diamond lozenge
    backslash prime backprime complement checkmark dagger ddagger S P pounds
    pm mp times div ast star circ bullet cdot cap cup uplus sqcap sqcup vee wedge lor land setminus
    smallsetminus wr diamond bigtriangleup bigtriangledown triangleleft triangleright oplus ominus otimes
    oslash odot bigcirc amalg ltimes rtimes boxplus boxminus boxtimes boxdot circledast circledcirc
    leq le geq ge ll gg lll ggg leqslant geqslant lesssim gtrsim prec succ preceq succeq equiv sim simeq
    approx approxeq cong neq ne doteq propto varpropto asymp models vdash dashv Vdash vDash perp mid nmid
    parallel nparallel bowtie smile frown subset supset subseteq supseteq subsetneq supsetneq nsubseteq
    nsupseteq sqsubset sqsupset sqsubseteq sqsupseteq in ni notin owns triangleq coloneqq therefore because
    leftarrow gets rightarrow to leftrightarrow Leftarrow Rightarrow Leftrightarrow mapsto hookleftarrow
    hookrightarrow leftharpoonup leftharpoondown rightharpoonup rightharpoondown rightleftharpoons
    longleftarrow longrightarrow longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow longmapsto
    uparrow downarrow updownarrow Uparrow Downarrow Updownarrow nearrow searrow swarrow nwarrow leadsto
    rightsquigarrow twoheadrightarrow implies impliedby iff nrightarrow nleftarrow xrightarrow xleftarrow
    sum prod coprod int iint iiint oint bigcap bigcup bigsqcup bigvee bigwedge bigodot bigotimes bigoplus
    biguplus limits nolimits
    arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln
    log max min Pr sec sin sinh sup tan tanh mod bmod pmod pod operatorname
    frac dfrac tfrac cfrac binom dbinom tbinom sqrt stackrel overset underset overbrace underbrace overline
    underline widehat widetilde overrightarrow overleftarrow hat check breve acute grave tilde bar vec dot
    ddot dddot mathring boxed substack not
    mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak boldsymbol pmb text textrm textbf
    textit textsf texttt textnormal mbox rm bf it
    displaystyle textstyle scriptstyle scriptscriptstyle
    left right middle big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm
    langle rangle lfloor rfloor lceil rceil lvert rvert lVert rVert vert Vert lbrace rbrace lbrack rbrack
    ulcorner urcorner llcorner lrcorner
    quad qquad thinspace medspace thickspace negthinspace enspace
    ldots cdots vdots ddots dots dotsc dotsb dotsm dotsi colon phantom hphantom vphantom
    """.split()  # noqa: SIM905 -- one to a line, they would be ten times as many
)
_ENVIRONMENTS = frozenset([
    *("aligned", "alignedat", "gathered", "split", "cases"),
    *("smallmatrix", "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix"),
])
_SIGNS = frozenset("{}|,:;!> \\_#$%&\n")
_TOKEN = re.compile(r"\\(begin|end)\s*\{(\w*)\}|\\([A-Za-z]+)|\\(.)|(\^\^)|([{}%#$&])", re.DOTALL)
_LONGEST = 10_000


def is_plain_formula(tex: str) -> bool:
    """Tell whether a formula is made of known commands alone, and its groups are closed."""
    if not tex.strip() or len(tex) > _LONGEST or tex.endswith("\\"):
        return False
    open_groups: list[str] = []
    for environment_edge, environment, command, sign, _carets, character in _TOKEN.findall(tex):
        match environment_edge, command, sign, character:
            case "begin", _, _, _ if environment in _ENVIRONMENTS:
                open_groups.append(environment)
            case "", "left", _, _:
                open_groups.append("left")
            case "", "", "", "{":
                open_groups.append("{")
            case "", "", "", "&" if _ENVIRONMENTS.intersection(open_groups):
                pass
            case ("end", _, _, _) | ("", "right", _, _) | ("", "", "", "}"):
                opening = environment if environment_edge else "left" if command else "{"
                if not open_groups or open_groups.pop() != opening:
                    return False
            case "", _, _, _ if command in _COMMANDS or (sign and sign in _SIGNS):
                pass
            case _:
                return False
    return not open_groups
