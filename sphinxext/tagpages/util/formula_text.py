r"""Formulas of TeX as characters, for texts that show no maths: snippets, titles, BibTeX.

Names of symbols are those of HTML's character references, most of which were taken from TeX; the table
below has what these lack or mean otherwise. unicodeit 0.7.5 was tried: it guesses where a command ends
(``\l`` in ``\log``), and shows what it does not know in pieces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html.entities import html5

from .text import normalized

_SYMBOLS = {
    "cdot": "·", "star": "⋆", "circ": "∘", "varepsilon": "ε", "varphi": "φ", "sim": "~", "mid": "|",
    "infty": "∞", "partial": "∂", "neq": "≠", "to": "→", "gets": "←", "leadsto": "⇝", "implies": "⟹",
    "impliedby": "⟸", "exists": "∃", "neg": "¬", "lnot": "¬", "land": "∧", "lor": "∨", "owns": "∋",
    "lll": "⋘", "asymp": "≍", "oslash": "⊘", "coloneqq": "≔", "iint": "∬", "surd": "√", "cdots": "⋯",
    "vdots": "⋮", "ddots": "⋱", "ldots": "…", "dots": "…", "dotsc": "…", "dotsb": "⋯", "dotsm": "⋯",
    "lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖", "Box": "□", "S": "§", "P": "¶", "pounds": "£",
    "AA": "Å", "backslash": "\\",
    # Of other fields, and of those who export BibTeX.
    "sun": "⊙", "earth": "⊕", "arcsec": "″", "arcmin": "′", "degr": "°", "degree": "°", "la": "≲",
    "lsim": "≲", "ga": "≳", "gsim": "≳", "less": "<", "greater": ">", "equal": "=", "mathplus": "+",
    "mathhyphen": "-", "mathsemicolon": ";", "mathcolon": ":", "mathcomma": ",", "mathperiod": ".",
    "mathslash": "/", "mathpercent": "%", "mathampersand": "&", "mathquestion": "?", "mathexclam": "!",
    "mathatsign": "@",
    "quad": " ", "qquad": " ", "enspace": " ", "thinspace": " ", "medspace": " ", "thickspace": " ",
    "negthinspace": "", "bmod": " mod ", "mod": " mod ",
    "par": " ",
}  # fmt: skip
_SIGNS = dict.fromkeys(",;:> \n\t", " ") | dict.fromkeys("!/", "") | {"|": "‖"} | {s: s for s in "{}%$&#_"}
_FUNCTIONS = frozenset(
    """
    arccos arcsin arctan arg cos cosh cot coth csc det dim exp gcd hom inf ker lg lim liminf limsup ln log max
    min Pr sec sin sinh sup tan tanh
    """.split()  # noqa: SIM905 -- a list of words
)
#: Commands that change how symbols look, not what they say.
_LOOKS = frozenset(
    """
    mathrm mathbf mathit mathsf mathtt mathnormal mathop mathbin mathrel mathord boldsymbol pmb bm rm bf it sf
    tt sc cal text textrm textbf textit textsf texttt textnormal textup mbox hbox operatorname ensuremath
    displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits left right middle big Big bigg Bigg
    bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm relax
    """.split()  # noqa: SIM905 -- a list of words
)
_ALPHABETS = {"mathbb": "opf", "mathcal": "scr", "mathscr": "scr", "mathfrak": "fr"}
_ACCENTS = {
    "bar": "\u0304", "overline": "\u0304", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303",
    "widetilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "acute": "\u0301",
    "grave": "\u0300", "check": "\u030c", "breve": "\u0306", "mathring": "\u030a", "not": "\u0338",
}  # fmt: skip
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_SCRIPTS: Mapping[str, Mapping[int, int]] = {
    "^": str.maketrans(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθ∘′″†‡⊥*",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿ°′″†‡⊥*",
    ),
    "_": str.maketrans(
        "0123456789+-−=()aehijklmnoprstuvxβγρφχ⊙⊕⋆⊥∥", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ⊙⊕⋆⊥∥"
    ),
}
_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
#: A blank is wanted here, if letters or digits stand on both sides.
_SEAM = "\0"
_SEAMS = re.compile(rf"(?<=\w){_SEAM}+(?=\w)")
_EDGES_OF_BRACKETS = re.compile(r"(?<=[(\[⟨]) | (?=[)\]⟩])")
_WORD = re.compile(r"[+−-]?[\d.]+|[A-Za-zΑ-ω\d.]+", re.ASCII)
_ONE = re.compile(r"\d+(?:\.\d+)?|\w")
#: Signs of mathematics that stand before something, not between two things.
_BEFORE = "∑∏∐∫∬∭∮∂∇∀∃∄∅∞¬√⋂⋃"
#: Behind these, an operator is a sign of what follows.
_OPENING = ",;:([{=<>≤≥"
_LONGEST = 1000
_DEEPEST = 20


class _UnreadableError(Exception):
    """A formula has a form that a line of characters cannot have."""


def formula_text(tex: str, written: str = "") -> str:
    r"""Return a formula as characters on one line: ``15 {\rm M}_\odot`` is ``15 M⊙``.

    Args:
        tex: the formula, as TeX reads it in maths.
        written: what stands for a formula that characters cannot show; else that is ``tex``.
    """
    if len(tex) > _LONGEST:
        return written or tex
    try:
        text = _Reader(tex).read()
    except _UnreadableError:
        return written or tex
    text = " ".join(_SEAMS.sub(" ", text).replace(_SEAM, "").split())
    return normalized("NFC", _EDGES_OF_BRACKETS.sub("", text)) or written or tex


def script_text(sign: str, text: str) -> str | None:
    """Return a text in raised (``^``) or lowered (``_``) characters, or ``None`` where some are not."""
    table = _SCRIPTS[sign]
    if text in {"", "*"} or any(ord(character) not in table for character in text):
        return None
    return text.translate(table)


def fraction_text(above: str, below: str) -> str:
    """Return a fraction on one line."""
    return f"{_SEAM}{_in_brackets(above, _WORD)}/{_in_brackets(below)}{_SEAM}"


def root_text(text: str, degree: str = "") -> str | None:
    """Return a root on one line, or ``None`` where there is no sign for its degree."""
    return f"{_ROOTS[degree]}{_in_brackets(text)}" if degree in _ROOTS else None


def symbol(name: str) -> str | None:
    r"""Return what a command such as ``\alpha`` stands for in maths, or ``None``."""
    for word in (name, name.removeprefix("text"), name.removeprefix("up"), name.removeprefix("var")):
        if (found := _SYMBOLS.get(word)) is not None or (found := html5.get(f"{word};")):
            return found
    return None


def _in_brackets(text: str, alone: re.Pattern[str] = _ONE) -> str:
    """Return a part of a fraction or a root, in brackets unless it is clear where it ends."""
    text = _SEAMS.sub(" ", text.strip()).strip(_SEAM)
    return text if alone.fullmatch(text) else f"({text})"


def _is_operator(text: str | None) -> bool:
    return (
        text is not None
        and len(text) == 1
        and (text == "·" or (unicodedata.category(text) == "Sm" and text not in _BEFORE))
    )


class _Reader:
    """Goes through a formula once."""

    def __init__(self, tex: str) -> None:
        self.tokens = _TOKEN.findall(tex)
        self.position = 0
        self.depth = 0

    def read(self, closing: str = "") -> str:
        """Read up to a piece, or to the end."""
        text = ""
        while (piece := self._next()) != closing:
            if not piece:
                raise _UnreadableError
            if piece in {"^", "_", "'"}:
                text = self._with_script(text, piece)
            elif piece.isspace():
                text += " "
            else:
                is_between = text.endswith(" ") and text.rstrip()[-1:] not in _OPENING
                text += self._shown(piece, is_between=is_between)
        return text

    def _next(self) -> str:
        self.position += 1
        return self.tokens[self.position - 1] if self.position <= len(self.tokens) else ""

    def _ahead(self) -> str:
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def _skip_blank(self) -> None:
        self.position += self._ahead().isspace()

    def _argument(self) -> str:
        self._skip_blank()
        if not (piece := self._next()):
            raise _UnreadableError
        shown = self._shown(piece).strip()
        self.position -= self.tokens[self.position - 1].isspace()
        return shown

    def _shown(self, piece: str, *, is_between: bool = False) -> str:
        if piece == "{" or piece[0] == "\\":
            self.depth += 1
            if self.depth > _DEEPEST:
                raise _UnreadableError
            shown = self.read("}") if piece == "{" else self._command(piece[1:], is_between=is_between)
            self.depth -= 1
            return shown
        if piece in {"}", "&", "#", "%", "$", "^", "_"}:
            raise _UnreadableError
        return " " if piece == "~" else piece

    def _command(self, name: str, *, is_between: bool) -> str:
        name = name.rstrip("*") or name
        behind = self.position
        shown = self._word(name) if name.isalpha() else _SIGNS.get(name)
        if shown is None:
            raise _UnreadableError
        if name.isalpha() and name not in _FUNCTIONS and self.position == behind:
            # The blank that ends a command counts if it is one of the two round an operator.
            if _is_operator(shown):
                self._skip_blank()
                return f"{shown} " if is_between else shown
            following = "".join(self.tokens[self.position + 1 : self.position + 2])
            if not _is_operator(symbol(following[1:]) if following[:1] == "\\" else following):
                self._skip_blank()
        return shown

    def _word(self, name: str) -> str | None:
        if name in _FUNCTIONS:
            return f"{_SEAM}{name}{_SEAM}"
        if name in _LOOKS:
            if name in {"left", "right"} and self._ahead() == ".":
                self._next()
            return ""
        if name in _ALPHABETS:
            return "".join(_letter(character, name) for character in self._argument())
        if name in _ACCENTS:
            return self._accented(_ACCENTS[name])
        if name in {"frac", "dfrac", "tfrac"}:
            return fraction_text(self._argument(), self._argument())
        if name == "sqrt":
            degree = ""
            if self._ahead() == "[":
                self._next()
                degree = self.read("]")
            return root_text(self._argument(), degree)
        return symbol(name)

    def _accented(self, accent: str) -> str:
        text = self._argument()
        if len(text) != 1:
            raise _UnreadableError
        return text + accent

    def _with_script(self, text: str, sign: str) -> str:
        base = text.rstrip(_SEAM)
        seam = text[len(base) :]
        if sign == "'":
            return f"{base}′{seam}"
        inner = self._argument().replace(_SEAM, "")
        if (moved := script_text(sign, inner)) is not None:
            return f"{base}{moved}{seam}"
        if len(inner) == 1 or _WORD.fullmatch(inner):
            return f"{base}{sign}{inner}{_SEAM}"
        raise _UnreadableError


def _letter(character: str, alphabet: str) -> str:
    """Return a letter of another alphabet, where all fonts have it; ``ℝ``, ``ℒ``."""
    found = html5.get(f"{character}{_ALPHABETS[alphabet]};", character)
    return found if found <= "\uffff" else character
