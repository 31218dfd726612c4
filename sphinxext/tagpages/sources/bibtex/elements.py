"""Texts as publishers deliver them: with elements of HTML, JATS and MathML, and with character references.

What is no element that is known stays text: ``a < b``, ``List<T>``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

from ...util.formula_text import formula_text, script_text

#: Elements that begin and end a paragraph.
_BLOCKS = frozenset(
    """
    abstract article blockquote body dd def-item def-list disp-quote div dl dt hr html li
    list list-item ol p para sec section simple-para simplepara table tbody td th thead tr trans-abstract ul
    """.split()  # noqa: SIM905 -- a list of words
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "title", "section-title"])
#: Headings that say what the field is.
_OF_ABSTRACTS = frozenset(["abstract", "summary"])
_INLINE = frozenset(
    """
    a abbr b big bold break br cite code em email emph ext-link font graphic i img
    inline-graphic italic it kbd mark mi mn mo ms mspace mtext monospace named-content overline q roman s
    sans-serif sc scp small span strike strong styled-content tt u underline uri var xref
    """.split()  # noqa: SIM905 -- a list of words
)
_PREFIXES = frozenset(["jats", "mml", "m", "ce", "xhtml"])
_BREAKS = frozenset(["br", "break", "mspace"])
_EMPTY = frozenset(["img", "graphic", "inline-graphic"])
_LOWERED, _RAISED = frozenset(["sub", "inf"]), frozenset(["sup"])
#: Each says the same formula.
_FORMULAS = frozenset(["math", "tex-math", "alternatives"])
_HOLDERS = frozenset(["alternatives", "inline-formula", "disp-formula"])
#: Elements of MathML in TeX: how their parts stand in it.
_MATHML = {
    "msub": "{0}_{{{1}}}", "munder": "{0}_{{{1}}}", "msup": "{0}^{{{1}}}", "mover": "{0}^{{{1}}}",
    "msubsup": "{0}_{{{1}}}^{{{2}}}", "munderover": "{0}_{{{1}}}^{{{2}}}", "mfrac": r"\frac{{{0}}}{{{1}}}",
    "mroot": r"\sqrt[{1}]{{{0}}}",
}  # fmt: skip
_ACCENTS = {
    "¯": "bar",
    "‾": "bar",
    "^": "hat",
    "ˆ": "hat",
    "~": "tilde",
    "˜": "tilde",
    "→": "vec",
    "˙": "dot",
}
_UNSEEN = frozenset(["annotation", "annotation-xml"])
_ROWS = frozenset(["mfenced", "mpadded", "mrow", "msqrt", "mstyle", "semantics"])
_FRAMED = _HEADINGS | _LOWERED | _RAISED | _FORMULAS | _HOLDERS | _MATHML.keys() | _UNSEEN | _ROWS

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
_TAG = re.compile(r"<(/?)(?:([A-Za-z]+):)?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>=]*+=[^<>]*+|\s*+/?)>")
_DATA = re.compile(r"<[!?]\[?CDATA\[?(.{0,1000}?)(?:\]\]|\?)>", re.DOTALL)
_SPECIAL = re.compile(r"[\\{}%$&#_]")
_INVISIBLE = dict.fromkeys(range(0x2061, 0x2065))
#: Stands behind a heading, and takes the break before its text with it.
_RUN_IN = "\0"
_RUN_INS = re.compile(rf"{_RUN_IN}\s*")


def without_elements(text: str) -> str:
    """Return a text without elements and character references; an empty line stands between paragraphs."""
    if "&" in text:
        # Many are escaped twice.
        text = _REFERENCE.sub(_character, _REFERENCE.sub(_character, text))
    if "<" not in text:
        return text
    return _RUN_INS.sub(" ", _Elements(_DATA.sub(r"\1", text)).shown())


def script_in_text(sign: str, text: str) -> str:
    """Return what stands raised (``^``) or lowered (``_``) in a text: ``10⁶``, ``1st``, ``CO₂``."""
    is_word = len(text) > 1 and text.isalnum() and not text.isdigit()
    moved = None if is_word else script_text(sign, text)
    if moved is not None:
        return moved
    return f"^{text}" if sign == "^" and any(map(str.isdigit, text)) else text


def _character(match: re.Match[str]) -> str:
    return html5.get(f"{match[1]};", match[0]) if match[1] else unescape(match[0])


@dataclass(slots=True)
class _Frame:
    """An element that has begun: what it holds so far, and the forms of one formula in it."""

    name: str
    parts: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    in_mathml: bool = False


class _Elements:
    """Goes through a text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.frames = [_Frame("")]
        self.begun: Counter[str] = Counter()
        self.closed = {match[3].lower() for match in _TAG.finditer(text) if match[1]}

    def shown(self) -> str:
        """Return the text."""
        position = 0
        for match in _TAG.finditer(self.text):
            name = match[3].lower()
            if not self._is_element(match, name):
                continue
            self._add(self.text[position : match.start()])
            position = match.end()
            if name in _FRAMED and not match[0].endswith("/>"):
                self._close(name) if match[1] else self._open(name)
            elif name in _BREAKS:
                self.frames[-1].parts.append(" ")
            elif name in _BLOCKS:
                self.frames[-1].parts.append("\n\n")
        self._add(self.text[position:])
        while len(self.frames) > 1:
            self._close(self.frames[-1].name)
        return "".join(self.frames[0].parts)

    def _is_element(self, match: re.Match[str], name: str) -> bool:
        if match[2]:
            return match[2].lower() in _PREFIXES
        is_alone = match[1] or match[0].endswith("/>") or name in _BREAKS or name in _BLOCKS or name in _EMPTY
        is_known = name in _INLINE or name in _BLOCKS or name in _FRAMED
        return is_known and (bool(is_alone) or name in self.closed)

    def _add(self, text: str) -> None:
        frame = self.frames[-1]
        if not frame.in_mathml:
            frame.parts.append(text)
        elif text.strip():
            text = text.strip("\n\r\t ").translate(_INVISIBLE)
            text = _SPECIAL.sub(lambda match: r"\backslash " if match[0] == "\\" else f"\\{match[0]}", text)
            # A part of an element of MathML is one.
            frame.parts.append(text if len(text) < 2 else f"{{{text}}}")  # noqa: PLR2004

    def _open(self, name: str) -> None:
        self.begun[name] += 1
        self.frames.append(_Frame(name, in_mathml=name == "math" or self.frames[-1].in_mathml))

    def _close(self, name: str) -> None:
        remaining = self.begun[name] - 1
        while remaining >= 0 and self.begun[name] > remaining:
            frame = self.frames.pop()
            self.begun[frame.name] -= 1
            text = _shown(frame)
            if frame.name in _FORMULAS and self.frames[-1].name in _HOLDERS:
                self.frames[-1].formulas.append(text)
            else:
                self.frames[-1].parts.append(text)


def _shown(frame: _Frame) -> str:
    """Return the text of an element, or the TeX of an element within MathML."""
    text = "".join(frame.parts)
    name = frame.name
    if name in _UNSEEN:
        return ""
    if name == "math":
        return formula_text(text, f"${text}$") if text else ""
    if frame.in_mathml:
        return _tex(name, frame.parts, text)
    if name in _HOLDERS and frame.formulas:
        forms = list(filter(str.strip, frame.formulas))
        return text + next((form for form in forms if "$" not in form), "".join(forms[:1]))
    if name in _HEADINGS:
        heading = text.strip()
        if heading.casefold().strip(" .:") in {"", *_OF_ABSTRACTS}:
            return "\n\n"
        return f"\n\n{heading}{'' if heading[-1] in '.:?!' else ':'}{_RUN_IN}"
    if name in _LOWERED or name in _RAISED:
        return script_in_text("_" if name in _LOWERED else "^", text.strip())
    return text


def _tex(name: str, parts: list[str], text: str) -> str:
    if name == "mover" and len(parts) > 1 and parts[1] in _ACCENTS:
        return rf"\{_ACCENTS[parts[1]]}{{{parts[0]}}}"
    if name == "msqrt":
        return rf"\sqrt{{{text}}}"
    if name == "mfenced":
        return f"({','.join(parts)})"
    form = _MATHML.get(name, "")
    if form and len(parts) == (3 if "{2}" in form else 2):
        return form.format(*parts)
    return text
