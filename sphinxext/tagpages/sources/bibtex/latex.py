r"""LaTeX as it stands in bibliographies, decoded to plain text. The one module that imports latexcodec.

Tried on the twenty texts of `test_latex_is_decoded`, and why not:

* pylatexenc 2.11 has 12 otherwise: ``%`` ends the text, commands that it does not know go (``\LaTeX``),
  indices stay, ``\href`` raises an IndexError, and 300 nested braces a RecursionError.
* latexcodec 3.0.1 has 20 otherwise: braces and commands that change the look stay. Its table of symbols
  is used.
* unicodeit 0.7.5 has 19 otherwise: it writes formulas, and finds ``\l`` in ``\log``.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

import latexcodec.codec  # noqa: F401 -- registers the codec `ulatex`

from ...util.text import normalized

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307", '"': "\u0308",
    "u": "\u0306", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
#: Letters that lose their dot for an accent: the accent takes its place.
_DOTLESS = {"ı": "i", "ȷ": "j"}
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " "}
#: What the table of symbols lacks, or has otherwise.
_SYMBOLS = {
    "i": "ı", "j": "ȷ", "le": "≤", "ge": "≥", "ne": "≠", "to": "→", "cdots": "⋯", "dots": "…",
    "varepsilon": "ε", "mu": "μ", "sim": "~", "cdot": "·", "sqrt": "√", "langle": "⟨", "rangle": "⟩",
    "star": "⋆", "circ": "∘", "prime": "′", "hbar": "ℏ", "dagger": "†", "ddagger": "‡", "deg": "°", "ng": "ŋ",
    "NG": "Ŋ", "SS": "ẞ", "euro": "€", "texteuro": "€", "textmu": "µ", "textonehalf": "½", "texttimes": "×",
    "textrightarrow": "→", "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘",
    "textquoteright": "’", "lq": "‘", "rq": "’", "flqq": "«", "frqq": "»", "glqq": "„", "grqq": "“",
    "textquotesingle": "'", "textunderscore": "_", "textdollar": "$", "textless": "<", "textgreater": ">",
    "textbar": "|", "textasciicircum": "^", "textasciitilde": "~", "textbackslash": "\\", "slash": "/",
    "hyphen": "-", "textexclamdown": "¡", "textquestiondown": "¿", "texttrademark": "™", "par": "\n\n",
    "newline": " ", "linebreak": " ", "quad": " ", "qquad": " ", "space": " ",
}  # fmt: skip
#: Commands that change how text looks, not what it says.
_LOOKS = frozenset(
    """
    textit textbf textsl textsc texttt textrm textsf textmd textup textnormal textsuperscript
    textsubscript emph underline text mbox hbox fbox url path uppercase lowercase MakeUppercase
    MakeLowercase autocap it bf sl sc tt rm sf em itshape bfseries slshape scshape ttfamily rmfamily
    sffamily upshape mdseries normalfont tiny scriptsize footnotesize small normalsize large Large LARGE
    huge Huge mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr mathnormal boldsymbol bm
    operatorname ensuremath displaystyle textstyle left right big Big bigl bigr relax protect noindent
    mathop limits bibinfo bibnamefont bibfnamefont natexlab unskip leavevmode allowbreak nolinkurl hspace
    string
    """.split()  # noqa: SIM905 -- a list of words
)
#: Commands whose first argument is not shown.
_FIRST_UNSEEN = frozenset("href textcolor color noopsort SortNoop sortnoop phantom label".split())  # noqa: SIM905
_SCRIPTS = {
    "^": str.maketrans("0123456789+-=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ"),
    "_": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}

_PLAIN = re.compile(r"[^\\{}$~`'\-]*")
# A formula: no blank inside at its ends, no digit behind it, so that sums of money are none.
_FORMULA = re.compile(r"(?<!\\)\$(?!\s)((?:[^$\\]|\\.)+?)(?<!\s)\$(?!\d)|(?<!\\)\$\$(.+?)\$\$", re.DOTALL)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_SCRIPT = re.compile(r"([\^_])(?:\{([^{}]*)\}|([^\\{}\s]))")
_RAISED = re.compile(r"\\text(super|sub)script\s*\{([^{}]*\d[^{}]*)\}")
_LETTERS = re.compile(r"\\math(?:bb|cal|frak|scr)\s*(?:\{\s*(\w)\s*\}|(\w)(?!\w))")
_QUOTATION = re.compile(r"\\(?:enquote\*?|mkbibquote|textquote)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_SINGLE_QUOTES = re.compile(r"(?<![\w`\\])`(?![\s`])([^`']*[^\s`'\\])'(?![\w'])")
_TOKEN = re.compile(
    r"""\\(?P<word>[A-Za-z]+)\*?(?P<blank>\s*)
      | \\(?P<sign>.)
      | (?P<brace>[{}])
      | (?P<ligature>---?|``|''|~)
      | (?P<end>\\)
      | (?P<text>[^\\{}\-`'~]+|.)""",
    re.VERBOSE | re.DOTALL,
)
_GROUP = re.compile(r"\s*\{[^{}]*\}")
_OPENING = re.compile(r"\{(?!\})")
_BLANK = re.compile(r"(\\[A-Za-z]+)\s+")

_ESCAPED = re.compile(r"\\([_%&#$~{}^/-])")
_TILDES = re.compile(r"\{?\\(?:textasciitilde|string\s*~|sim)(?:\{\})?\}?|\$\\sim\$")
_WRAPPED = re.compile(r"\s*\{?\\(?:url|path|nolinkurl)\s*\{(.*)\}\s*\}?", re.DOTALL)


def decode_latex(text: str) -> str:
    r"""Return what a text says, without the markup: ``G{\"o}del`` is ``Gödel``.

    Braces go, and commands that change the look; a command that is not known loses its backslash. A
    line break is a blank, an empty line the end of a paragraph. Nothing raises.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _RAISED.sub(lambda match: _moved("^" if match[1] == "super" else "_", match[2]), text)
    text = _QUOTATION.sub(r"“\1”", text)
    text = _SINGLE_QUOTES.sub(r"‘\1’", text)
    text = _FORMULA.sub(lambda match: _formula(match[1] or match[2]), text)
    return normalized("NFC", "".join(_Decoder(text).pieces()))


def unescape_address(text: str) -> str:
    r"""Return an address without LaTeX's marks: ``\_``, ``\%``, ``{\textasciitilde}``, ``\url{…}``."""
    if match := _WRAPPED.fullmatch(text):
        text = match[1]
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", _TILDES.sub("~", text))
    return text.replace("{", "").replace("}", "").strip()


def _formula(text: str) -> str:
    """Return a formula as LaTeX text: fractions, indices and letters of other alphabets written out."""
    text = _LETTERS.sub(lambda match: _symbol(match[0]) or match[1] or match[2], text)
    text = _FRACTION.sub(r"\1/\2", text)
    text = _SCRIPT.sub(lambda match: _moved(match[1], match[3] or match[2]), text)
    return _BLANK.sub(r"\1{} ", text)


def _moved(sign: str, inner: str) -> str:
    moved = inner.translate(_SCRIPTS[sign])
    return f"{sign}{inner}" if any(ord(character) < 0x80 for character in moved) else moved  # noqa: PLR2004


@lru_cache(maxsize=1024)
def _symbol(command: str) -> str | None:
    r"""Return the character that a command such as ``\alpha`` or ``\mathbb{R}`` stands for, or ``None``."""
    for text in (command, f"${command}$"):
        decoded = str(codecs.decode(text, "ulatex")).strip()  # type: ignore[call-overload]
        if "\\" not in decoded and "$" not in decoded and decoded:
            return decoded
    return None


class _Decoder:
    """Goes through a text once. Accents wait for the letter that they stand on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[str] = []
        self.accents: list[str] = []
        self.position = 0

    def pieces(self) -> list[str]:
        while match := _TOKEN.match(self.text, self.position):
            self.position = match.end()
            if match["word"]:
                self._word(match["word"], match["blank"])
            elif match["sign"]:
                self._sign(match["sign"])
            elif match["brace"] == "}":
                self.accents.clear()
            elif shown := _LIGATURES.get(match[0], match["text"]):
                self._add(shown)
        return self.found

    def _add(self, text: str) -> None:
        if self.accents:
            text = text.lstrip()
            if not text:
                return
            first = _DOTLESS.get(text[0], text[0])
            text = f"{first}{''.join(reversed(self.accents))}{text[1:]}"
            self.accents.clear()
        self.found.append(text)

    def _word(self, word: str, blank: str) -> None:
        if len(word) == 1 and word in _ACCENTS:
            self.accents.append(_ACCENTS[word])
        elif word in _FIRST_UNSEEN:
            if match := _GROUP.match(self.text, self.position):
                self.position = match.end()
        elif word not in _LOOKS and not word.startswith("mkbib"):
            character = _SYMBOLS.get(word) or _symbol(f"\\{word}")
            if character is not None:
                self._add(character)
            else:
                is_apart = blank or _OPENING.match(self.text, self.position)
                self._add(f"{word} " if is_apart else word)

    def _sign(self, sign: str) -> None:
        if sign in _ACCENTS:
            self.accents.append(_ACCENTS[sign])
        elif sign in ",;: \n\t\\":
            self._add(" ")
        elif sign not in "!/-@()[]":
            self._add(sign)
