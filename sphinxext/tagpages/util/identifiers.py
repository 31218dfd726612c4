"""The numbers of works, DOIs and those of arXiv, in the forms in which people write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from urllib.parse import quote, unquote

_HOST = r"(?:https?://)?(?!10\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?/"
_NAME = r"10\.[0-9]{4,9}(?:\.[0-9]+)*(?:/|%2f)[^\s.,;:?#&]"
#: A DOI: alone, in the address of any site, or a short one (`10/abcd`, see https://shortdoi.org).
DOI = re.compile(
    rf"""(?:(?:urn:|info:)?(?:doi|hdl)(?:\s*[:=]\s*|\s+|/))?(?:doi:)?
        (?:({_NAME}\S*)
          |{_HOST}(?:\S*?(?:[/=:]|%2f|%3a|%3d))?({_NAME}[^\s?#&]*)(?:[?#&]\S*)?
          |(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/(?:10/)?|10/)([0-9]*[a-z][0-9a-z]*))""",
    re.IGNORECASE | re.VERBOSE,
)
#: A number of arXiv: alone, as a DOI, or in the address of any of its sites.
ARXIV = re.compile(
    r"""(?:(?:oai:)?arxiv(?:\.org)?(?:\s*:\s*|\s+))?(?:arxiv:)?
        (?:(?:https?://)?[a-z0-9.-]*(?:alphaxiv[.-]org|arxiv[.-]org|xxx\.lanl\.gov|ar5iv\.org)[a-z0-9.-]*/)?
        (?:(?:abs|pdf|html|format|e-print|ps|src)/)?
        (?:(?:doi:|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?10\.48550/arxiv\.)?
        ([0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?|[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?(?:/|%2f)[0-9]{7}(?:v[0-9]+)?)
        (?:\.pdf)?/?(?:[?#]\S*)?""",
    re.IGNORECASE | re.VERBOSE,
)
#: What is said before a number, and blanks behind it, which do not divide.
_LABEL = re.compile(
    r"(?<![\w/.-])((?:urn:|info:)?doi|hdl|(?:oai:)?arxiv(?:\.org)?)(?:\s*[:：=]\s*|\s+(?=\S))", re.IGNORECASE
)
_NEXT = re.compile(r"[,;](?=(?:doi:|https?://|10\.[0-9]{4,9}/))", re.IGNORECASE)
_BETWEEN = re.compile(r"and|&|\[[a-z.-]+\]", re.IGNORECASE)
#: What sites put behind a DOI for a way of showing the work, up to three of them.
_VIEW = re.compile(
    r"""(?<=.)(?:/(?:e?pdf|html|full|abstract|meta|summary|references|figures|fulltext|citedby|download)?
        |\.(?:pdf|full|abstract|html|svg|full-text))$""",
    re.IGNORECASE | re.VERBOSE,
)
_MOST_VIEWS = 3
#: The version that bioRxiv and medRxiv put behind a DOI.
_VERSION = re.compile(r"(?<=[0-9])v[0-9]+$")
_SAYS_SO = re.compile(r"(?:(?:urn:|info:)?doi\s*[:=/]|arxiv\s*:|10\.[0-9]{4,9}/)", re.IGNORECASE)
_SAFE = "/:;()._-~!$'*+,=@"
_OPENING = {")": "(", "]": "[", ">": "<", "}": "{"}


def doi_urls(text: str) -> list[str]:
    """Return the addresses of the DOIs in a text; none where it holds anything else."""
    return _addresses(text, DOI, _doi_url)


def arxiv_urls(text: str) -> list[str]:
    """Return the addresses of the numbers of arXiv in a text; none where it holds anything else."""
    return _addresses(text, ARXIV, lambda match: f"https://arxiv.org/abs/{unquote(match[1])}")


def number_url(text: str) -> str | None:
    """Return the address of a number in the place of one, as in ``doi:10.x/y``; ``None`` for other texts."""
    if not _SAYS_SO.match(text.strip()):
        return None
    return next(iter(doi_urls(text) or arxiv_urls(text)), None)


def _addresses(text: str, form: re.Pattern[str], url: Callable[[re.Match[str]], str]) -> list[str]:
    if "](" in text:  # a link of Markdown
        return []
    text = _LABEL.sub(r"\1:", unescape(text).replace("\\", ""))
    found: list[re.Match[str]] = []
    for piece in text.split():
        written = _without_frame(piece)
        if not written or _BETWEEN.fullmatch(piece.strip(",.;")):
            continue
        matches = [form.fullmatch(_without_frame(part)) for part in _NEXT.split(written)]
        if None in matches:
            matches = [form.fullmatch(written) or form.fullmatch(piece)]
        if None in matches:
            return []
        found += filter(None, matches)
    return list(dict.fromkeys(map(url, found)))


def _without_frame(text: str) -> str:
    """Return a text without brackets and quotes round it, and punctuation behind it."""
    text = text.lstrip("<([{\"'")
    counts = Counter(text)
    end = len(text)
    while end and ((last := text[end - 1]) in ".,;:\"'" or counts[last] > counts[_OPENING.get(last, last)]):
        counts[last] -= 1
        end -= 1
    return text[:end]


def _doi_url(match: re.Match[str]) -> str:
    if match[3]:
        return f"https://doi.org/10/{match[3]}"
    name = unquote(match[1] or match[2])
    registrant, _, rest = name.partition("/")
    if match[2]:
        for _ in range(_MOST_VIEWS):
            rest = _VIEW.sub("", rest)
        if registrant == "10.1101":
            rest = _VERSION.sub("", rest)
    return f"https://doi.org/{registrant}/{quote(rest, safe=_SAFE)}"
