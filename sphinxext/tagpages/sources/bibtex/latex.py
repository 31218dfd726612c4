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

from ...util.formula_text import formula_text, symbol
from ...util.text import normalized
from .elements import script_in_text, without_elements

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307", '"': "\u0308",
    "u": "\u0306", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
#: Accents on nothing: how some programs write these two characters.
_SIGNS = {"\u0302": "^", "\u0303": "~"}
#: Letters that lose their dot for an accent: the accent takes its place.
_DOTLESS = {"ı": "i", "ȷ": "j"}
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " "}
#: What stands in texts for something else than in formulas, or is not in the table of symbols.
_SYMBOLS = {
    "i": "ı", "j": "ȷ", "ng": "ŋ", "NG": "Ŋ", "SS": "ẞ", "textmu": "µ", "textonehalf": "½", "sqrt": "√",
    "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’", "lq": "‘",
    "rq": "’", "flqq": "«", "frqq": "»", "glqq": "„", "grqq": "“", "textquotesingle": "'",
    "textunderscore": "_", "textbar": "|", "textasciicircum": "^", "textasciitilde": "~", "slash": "/",
    "textbraceleft": "{", "textbraceright": "}",
    "hyphen": "-", "textexclamdown": "¡", "textquestiondown": "¿", "texttrademark": "™", "par": "\n\n",
    "newline": " ", "linebreak": " ", "space": " ", "and": "and ", "or": "or ",
    "footnote": " ", "thanks": " ", "item": " ",
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
    mathop limits bibinfo bibnamefont bibfnamefont natexlab unskip leavevmode allowbreak nolinkurl string
    textcyrillic textgreek ce num si SI qty unit
    """.split()  # noqa: SIM905 -- a list of words
)
_ADDRESSES = frozenset(["url", "path", "nolinkurl"])
#: Commands whose first argument is not shown.
_FIRST_UNSEEN = frozenset(
    """
    href textcolor color noopsort SortNoop sortnoop phantom label raisebox hspace vspace begin end
    foreignlanguage selectlanguage
    """.split()  # noqa: SIM905
)
_PLAIN = re.compile(r"[^\\{}$~`'<&\-]*")
#: A formula. Sums of money are none: blanks at its ends, or a digit behind it, it has only beyond doubt.
_FORMULA = re.compile(
    r"""(?<!\\)\$(?!\s)(?P<usual>(?:[^$\\\n]|\\.)+?)(?<!\s)\$(?!\d)
      | (?<!\\)\$(?P<beside>(?=[^$\n]*(?:\\[A-Za-z]|[\^_]))(?!\s)(?:[^$\\\n]|\\.)+?(?<!\s))\$
      | (?<!\\)\$(?P<blanks>(?=[^$\n]*\\[A-Za-z])(?:[^$\\\n]|\\.)+?)\$
      | (?<!\\)\$(?P<relation>[ ]*[<>=~+\-−±×≤≥]{1,2}[ ]*)\$
      | (?<!\\)\$\$(?P<display>[^$]+?)\$\$
      | \\\((?P<round>(?:[^\\]|\\[^()]){1,1000}?)\\\)
      | \\\[(?P<square>(?:[^\\]|\\[^][]){1,1000}?)\\\]
      | \\begin\s*\{(?:equation|math|displaymath)\*?\}(?P<environment>.{1,1000}?)\\end\s*\{[a-z]+\*?\}
      | \\ensuremath\s*\{(?P<ensured>(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\}){1,1000}+)\}""",
    re.DOTALL | re.VERBOSE,
)
#: A formula that is there for its blank: ``5$\,$K``.
_BLANK = re.compile(r"\s*(?:\\[,;: ]|\\q?quad\b|~)\s*")
#: A sum of money, and the words up to the next.
_MONEY = re.compile(r"\d[^\\^_=<>]*[^\W\d_]{2}[^\\^_=<>]*")
#: What exports of APS hold for each symbol: one form for formulas, one for texts.
_EITHER = re.compile(r"\\ifmmode\s*(.{0,100}?)\\else\s*(.{0,100}?)\\fi(?:\{\}|(?![A-Za-z]))")
_PREAMBLE = re.compile(r"\\documentclass.{1,2000}?\\begin\s*\{document\}|\\end\s*\{document\}", re.DOTALL)
_RAISED = re.compile(r"\\text(super|sub)script\s*\{([^{}\\$]*)\}")
_QUOTATION = re.compile(r"\\(?:enquote\*?|mkbibquote|textquote)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_SINGLE_QUOTES = re.compile(r"(?<![\w`\\])`(?![\s`])([^`']*[^\s`'\\])'(?![\w'])")
_TOKEN = re.compile(
    r"""\\(?P<word>[A-Za-z]+)\*?(?P<blank>\s*)
      | \\(?P<sign>.)
      | (?P<brace>[{}])
      | (?P<ligature>---?|``|''|(?<!/)~)
      | (?P<end>\\)
      | (?P<text>[^\\{}\-`'~]+|.)""",
    re.VERBOSE | re.DOTALL,
)
_GROUP = re.compile(r"\s*\{[^{}]*\}")
_OPENING = re.compile(r"\{(?!\})")

_ESCAPED = re.compile(r"\\([_%&#$~{}^/-])")
_TILDES = re.compile(r"\{?\\(?:textasciitilde|string\s*~|sim)(?:\{\})?\}?|\$\\sim\$")
_ANGLES = re.compile(r"\{?\$?\\(?:text)?(less|greater)(?:\{\}|\$)?\}?")
_WRAPPED = re.compile(r"\s*\{?\\(?:url|path|nolinkurl)\s*\{(.*)\}\s*\}?", re.DOTALL)


def decode_latex(text: str) -> str:
    r"""Return what a text says, without the markup: ``G{\"o}del`` is ``Gödel``.

    Braces go, and commands that change the look; a command that is not known loses its backslash, and a
    formula that no line of characters shows stays as it is written. Elements of HTML go too. Nothing raises.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _RAISED.sub(lambda match: script_in_text("^" if match[1] == "super" else "_", match[2]), text)
    text = _QUOTATION.sub(r"“\1”", text)
    text = _SINGLE_QUOTES.sub(r"‘\1’", text)
    text = _PREAMBLE.sub("", text)
    pieces: list[str] = []
    position = 0
    for match in _FORMULA.finditer(text):
        if match["usual"] and " " in match["usual"] and _MONEY.fullmatch(match["usual"]):
            continue
        pieces += _Decoder(_EITHER.sub(r"\2{}", text[position : match.start()])).pieces()
        tex = _EITHER.sub(r"\1 ", match[match.lastgroup or 0])
        pieces.append(" " if _BLANK.fullmatch(tex) else formula_text(tex, match[0]))
        position = match.end()
    pieces += _Decoder(_EITHER.sub(r"\2{}", text[position:])).pieces()
    return normalized("NFC", without_elements("".join(pieces)))


def unescape_address(text: str) -> str:
    r"""Return an address without LaTeX's marks: ``\_``, ``\%``, ``{\textasciitilde}``, ``\url{…}``."""
    if match := _WRAPPED.fullmatch(text):
        text = match[1]
    if "\\" in text:
        text = _ANGLES.sub(lambda match: "<" if match[1] == "less" else ">", _TILDES.sub("~", text))
        text = _ESCAPED.sub(r"\1", text)
    return text.replace("{", "").replace("}", "").strip()


@lru_cache(maxsize=1024)
def _symbol(command: str) -> str | None:
    r"""Return the character that a command such as ``\alpha`` or ``\ss`` stands for, or ``None``."""
    if (found := symbol(command[1:])) is not None:
        return found
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
                self.found += (_SIGNS.get(accent, "") for accent in self.accents)
                self.accents.clear()
            elif shown := _LIGATURES.get(match["ligature"], match["text"]):
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
        elif word in _ADDRESSES and (match := _GROUP.match(self.text, self.position)):
            self.position = match.end()
            self._add(unescape_address(match[0]))
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
