"""The fields of a note that hold addresses, and what all readers of fields share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..core.note import Link
from ..core.problems import Origin, Problem, ProblemKind
from ..util.identifiers import arxiv_urls, doi_urls, number_url
from ..util.suggest import advice
from ..util.text import one_line, shortened
from ..util.urls import SCHEME, addresses, host, safe_url
from .names import FLAGS, HOST, NULL_WORDS, link_label
from .values import RawValue, form_of, in_yaml

_LABELLED_URL = re.compile(r"(?P<label>\S.*?)(?::\s+<?|\s+<)(?P<url>[^\s>]+)>?")
# What others call the two lines of a link.
_LABELS = frozenset({"label", "name", "text", "title"})
_ADDRESSES = frozenset({"address", "href", "link", "url"})
#: An address of the web.
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
#: An address as texts in Markdown or in mails hold it.
_IN_MARKS = re.compile(r"(?:\[(?P<label>[^\]]*)\]\(|<)\s*(?P<url>https?://[^\s<>]+?)\s*[)>]", re.IGNORECASE)
_ALLOWED = "only http, https, mailto and relative links are kept"
#: Fields that hold the numbers of links: their label, what makes addresses of them, and how one is written.
NUMBERS: Mapping[str, tuple[str, Callable[[str], list[str]], str]] = {
    "doi": ("DOI", doi_urls, "`10.x/y` or `https://doi.org/10.x/y`"),
    "arxiv": ("arXiv", arxiv_urls, "`2305.11206` or `https://arxiv.org/abs/2305.11206`"),
}


@dataclass(slots=True)
class AddressReader:
    """Reads the texts and the addresses of one note, as :func:`~.reader.build_note` gets it, or of one tag.

    The problems of each field point at its own line.
    """

    raw: Mapping[str, RawValue]
    origin: Origin
    key_lines: Mapping[str, int]
    problems: list[Problem]
    links: dict[Link, None] = field(default_factory=dict)
    fields: dict[str, object] = field(default_factory=dict)

    def problem(self, kind: ProblemKind, key: str, message: str, name: str = "") -> None:
        """Add a problem at the line of a key; of those with a name, one is told of a file."""
        line = self.key_lines.get(key, self.origin.line)
        self.problems.append(Problem(kind, message, Origin(self.origin.path, line), name=name))

    def leave_out(self, key: str, text: str, why: str, kind: ProblemKind = ProblemKind.FIELD_VALUE) -> None:
        """Report that a field cannot be read; ``why`` goes on behind "is left out"."""
        self.problem(kind, key, f"`{key}` is {shortened(text)!r} and is left out{why}")

    def text(self, key: str, value: RawValue) -> str | None:
        """Return a scalar's text, or ``None`` where it is absent or no scalar."""
        if isinstance(value, str):
            return None if value.strip() in NULL_WORDS else value
        if value:
            message = (
                f"`{key}` holds {form_of(value)}, not text, and is left out; write one text, in quotes if it "
                "begins with a bracket or holds a colon"
            )
            self.problem(ProblemKind.FIELD_VALUE, key, message)
        return None

    def read_line(self, key: str, value: RawValue) -> None:
        """Read a text as one line."""
        if (text := self.text(key, value)) and (line := one_line(text)):
            self.fields[key] = line

    def read_flag(self, key: str, value: RawValue) -> None:
        """Read yes or no."""
        self.read_word(key, value, FLAGS, "`yes` or `no`")

    def read_word(self, key: str, value: RawValue, words: Mapping[str, object], form: str) -> None:
        """Read one of some words, whose meanings are given; ``form`` says what to write."""
        if not (text := self.text(key, value)):
            return
        word = one_line(text).lower()
        if word in words:
            self.fields[key] = words[word]
        else:
            self.leave_out(key, text, advice(word, words, f"write {form}"))

    def read_url(self, key: str, value: RawValue) -> None:
        """Read one address; more than one become links."""
        several = value if isinstance(value, list) and _is_address(value) else []
        texts = [item for item in several if isinstance(item, str)]
        if not (text := " ".join(texts) if texts else self.text(key, value)):
            return
        first, *others = addresses(text)
        if texts and not others:
            self.problem(ProblemKind.URL, key, f"`{key}` holds a list; its address is read: write {first}")
        elif others:
            number = f"`{key}` holds {1 + len(others)} addresses"
            outcome = "the first is taken, and the others are read as links: write these below `links`"
            self.problem(ProblemKind.URL, key, f"{number}; {outcome}")
        if url := self.url(key, first):
            self.fields[key] = url
        for other in others:
            self._add_link(key, "", other)

    def url(self, key: str, text: str, what: str = "") -> str | None:
        """Return an allowed URL, or report what the text holds instead."""
        url = number_url(text) or safe_url(text)
        if url is None and (match := _IN_MARKS.fullmatch(text.strip())) and (url := safe_url(match["url"])):
            message = f"`{key}`{what} is {shortened(text)!r}; its address is read: write {url}"
            self.problem(ProblemKind.URL, key, message)
        elif url is None:
            message = f"`{key}`{what} is {shortened(text)!r} and is left out: {_ALLOWED}"
            self.problem(ProblemKind.URL, key, message)
        elif HOST.match(url):
            message = f"`{key}`{what} is {shortened(url)!r}, without https://; it is read with it: write https://{url}"
            self.problem(ProblemKind.URL, key, message)
            url = f"https://{url}"
        return url

    def read_links(self, key: str, value: RawValue) -> None:
        """Read addresses with their labels, in any of the forms that people write."""
        if isinstance(value, str):
            value = list(value.splitlines())
        for item in [value] if isinstance(value, dict) else value or ():
            if isinstance(item, dict):
                self._add_links(key, item)
            elif isinstance(item, str) and (match := _labelled(one_line(item))):
                self._add_link(key, one_line(match["label"] or ""), match["url"])
            else:
                self._add_link(key, "", item)

    def _add_links(self, key: str, item: Mapping[str, RawValue]) -> None:
        if described := _described_link(item):
            form = f"write `- {in_yaml(described[0])}: {in_yaml(described[1])}`"
            message = f"a link in `{key}` has its label and its address in two lines; it is read: {form}"
            self.problem(ProblemKind.FIELD_VALUE, key, message)
            item = dict([described])
        for label, target in item.items():
            self._add_link(key, one_line(label), target)

    def _add_link(self, key: str, label: str, target: RawValue) -> None:
        if isinstance(target, str):
            if target.strip() in NULL_WORDS:
                return
            for address in addresses(target):
                if url := self.url(key, address, f" (`{label}`)" if label else ""):
                    self.links[Link(label or host(url), url)] = None
        elif target:
            what = f"a link in `{key}` ({label or 'without a label'}) holds no single URL and is left out"
            message = f"{what}; write one line `Label: URL` for each link"
            self.problem(ProblemKind.FIELD_VALUE, key, message)

    def read_address(self, key: str) -> bool:
        """Read what is no field as links, if it holds addresses alone.

        Where the note has a ``url``, it may be for templates: then the name is to say that it is a link.
        """
        value = self.raw[key]
        label, is_usual = link_label(one_line(key))
        is_host = (
            is_usual and isinstance(value, str) and " " not in value.strip() and HOST.match(value.strip())
        )
        if not (_is_address(value) or is_host) or ("url" in self.fields and not is_usual):
            return False
        name = shortened(one_line(key))
        if isinstance(value, str):
            self._add_link(key, label, value)
            before = f", with `{in_yaml(label)}: ` before it" if label else ""
            form = f"write it below `links`{before}"
        else:
            self.read_links(key, value)
            form = "call it `links`"
        if "url" not in self.fields:
            form += "; if the title is to lead there, call it `url`"
        message = f"`{name}` is no field of a note; its address is read as a link: {form}"
        self.problem(ProblemKind.FIELD_ALIAS, key, message, key)
        return True

    def read_nothing(self, key: str, value: RawValue) -> None:
        """Leave ``doi`` and ``arxiv`` for later: their links follow the others."""

    def read_number(self, key: str) -> None:
        """Make links of numbers (:data:`NUMBERS`)."""
        label, read, form = NUMBERS[key.strip().lower()]
        if not (text := self.text(key, self.raw[key])):
            return
        text = one_line(text)
        if urls := read(text):
            self.links.update(dict.fromkeys(Link(label, url) for url in urls))
        elif (url := safe_url(text)) is None:
            self.url(key, text)
        elif ADDRESS.fullmatch(text):
            self.links[Link(host(url), url)] = None
            message = f"`{key}` is {shortened(text)!r}, which holds no {label}; it is read as a link"
            self.problem(ProblemKind.FIELD_VALUE, key, f"{message}: write it below `links`, or write {form}")
        else:
            self.leave_out(key, text, f"; write {form}")

    def read_image(self, key: str, value: RawValue) -> None:
        """Read a path, or an address of the web."""
        if not (text := self.text(key, value)):
            return
        image: str | None = one_line(text)
        if image and (match := SCHEME.match(image.replace(" ", ""))):
            image = safe_url(image) if match[1].lower() in {"http", "https"} else None
        if image:
            self.fields[key] = image
        else:
            self.leave_out(key, text, "; write a path, or an http or https URL", ProblemKind.IMAGE)


def _labelled(text: str) -> re.Match[str] | None:
    return _IN_MARKS.fullmatch(text) or _LABELLED_URL.fullmatch(text)


def _is_address(value: RawValue) -> bool:
    """Tell whether a value holds addresses of the web, and nothing else."""
    if isinstance(value, str):
        return ADDRESS.fullmatch(value.strip()) is not None
    items = value.values() if isinstance(value, dict) else value or ()
    return bool(items) and all(map(_is_address, items))


def _described_link(item: Mapping[str, RawValue]) -> tuple[str, str] | None:
    """Return the label and the address of a link that is written as a mapping with a line for each."""
    keys = {key.lower(): key for key in item}
    label, address = (next(iter(names & keys.keys()), "") for names in (_LABELS, _ADDRESSES))
    if not (label and address and len(item) == 2):  # noqa: PLR2004 -- one line for each
        return None
    text, target = item[keys[label]], item[keys[address]]
    if isinstance(text, str) and isinstance(target, str) and one_line(text) and "://" not in text:
        return one_line(text), target
    return None
