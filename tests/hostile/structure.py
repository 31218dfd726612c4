"""What there is in an output besides text: equal for two projects whose texts alone differ."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import html5lib
from sphinx.util.inventory import InventoryFile

#: The parts of an output, each with its place in it.
Structure: TypeAlias = Sequence[object]

SCHEMES = frozenset({"", "http", "https", "mailto"})
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "background", "xlink:href")
#: Their values are no text of a note.
_FIXED = ("class", "rel", "style", "role", "type", "lang", "loading", "dir")
_NAME = re.compile(r"\b([tldp]\d\d)-[\w-]*", re.IGNORECASE)


def place(path: Path, folder: Path) -> str:
    """Return the path of a page below the output; pages of two tags that stand for each other have one."""
    return _NAME.sub(r"\1", path.relative_to(folder).as_posix().replace("_", "-"))


def scheme(address: str) -> str:
    """Return the scheme that a browser finds in an address."""
    address = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
    return match[1].lower() if match else ""


def html_structure(text: str) -> Structure:
    """Return the elements of a page of HTML with their attributes, and what is no HTML in it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(text)
    _forget_what_follows_texts(root)
    return [*(code for _position, code, _data in parser.errors), *map(_shape, root.iter())]


def _shape(element: Element) -> object:
    if not isinstance(element.tag, str):
        return "comment"
    fixed = [(name, element.attrib[name]) for name in _FIXED if name in element.attrib]
    schemes = [(name, scheme(element.attrib[name])) for name in ADDRESSES if name in element.attrib]
    code = _NAME.sub(r"\1", element.text or "") if element.tag in {"script", "style"} else ""
    return element.tag, sorted(element.attrib), fixed, schemes, code


def xml_structure(content: bytes) -> Structure:
    """Return the elements of an XML document, with their attributes.

    Raises:
        ParseError: it is not well-formed.
    """
    root = fromstring(content)
    _forget_what_follows_texts(root)
    return [(node.tag, sorted(node.attrib)) for node in root.iter()]


def _forget_what_follows_texts(root: Element) -> None:
    """Take out what a page has by the letters of a text, or by the host of an address if it has one."""
    for element in list(root.iter()):
        if element.get("dir") in {"ltr", "rtl"}:
            del element.attrib["dir"]
        for child in list(element):
            if child.get("class") == "tagpages-host":
                element.remove(child)


_TEX = re.compile(r"\\[A-Za-z@]+|\\.|\^\^|[{}$&#%^_~]", re.DOTALL)
#: What stands for a sign that means something to TeX, and does no more than print it.
_TEX_SIGNS = re.compile(
    r"\\(?:textbackslash|textasciitilde|textasciicircum|textasciigrave|textquotesingle|textquotedbl|textless|textgreater"
    r"|textbar|sphinxhyphen|sphinxhyphennobreak|guillemotleft|guillemotright|sphinxtilde|sphinxbackslash)\{\}"
    r"|\\sphinxhyphen\{\}|\\[{}$&#%_]|\{\[\}|\{\]\}|\\textendash\{\}|\\textemdash\{\}|\\textellipsis\{\}"
)


def tex_structure(text: str) -> Structure:
    """Return the commands and the active signs of a LaTeX document, without those that print a sign."""
    # A label is read sign by sign; it has to end where it began.
    without_signs = _TEX_SIGNS.sub("", re.sub(r"\\detokenize\{[^{}\\]*\}", r"\\detokenize{}", text))
    # In an address, a tilde is one.
    without_signs = re.sub(r"\\sphinxhref\{[^{}]*\}", lambda match: match[0].replace("~", ""), without_signs)
    return [*_TEX.findall(without_signs)]


def texinfo_structure(text: str) -> Structure:
    """Return the commands of a Texinfo document, without those that print a sign."""
    without_signs = re.sub(r"@[@{}]|@comma\{\}", "", text)
    return [*re.findall(r"@[A-Za-z]+|@.|[{}]", without_signs)]


def man_structure(text: str) -> Structure:
    """Return the requests and the escapes of a manual page, without those that print a sign."""
    without_signs = re.sub(r"\\\((?:aq|ga|ha|ti|dq)|\\[e&:%-]", "", text)
    requests = [line.split()[0] for line in text.splitlines() if re.match(r"[.'][ \t]*\S", line)]
    return [*requests, *re.findall(r"\\f.|\\.", without_signs)]


def links_structure(text: str) -> Structure:
    """Return the schemes of the links that were looked for, a link in each line of JSON."""
    return sorted({scheme(json.loads(line)["uri"]) for line in text.splitlines()})


def search_index(path: Path) -> Mapping[str, Any]:
    """Return the search index, which has to be one call with JSON."""
    match = re.fullmatch(r"Search\.setIndex\((.*)\)", path.read_text("utf-8"), re.DOTALL)
    assert match is not None
    found = json.loads(match[1])
    assert isinstance(found, dict)
    return found


def search_structure(path: Path) -> Structure:
    """Return how many documents, titles and objects the search index names, and its keys."""
    index = search_index(path)
    objects = sum(map(len, index["objects"].values()))
    return [sorted(index), len(index["docnames"]), len(index["alltitles"]), objects]


def inventory_structure(path: Path) -> Structure:
    """Return how many objects an inventory names, by their types."""
    with path.open("rb") as file:
        found = InventoryFile.load(file, "", lambda base, uri: base + uri)
    return sorted((kind, len(objects)) for kind, objects in found.items())


#: They hold nothing of notes, or what is looked at in another output.
OF_SPHINX = frozenset({"globalcontext.json", "environment.json", "searchindex.json"})
READERS: Mapping[str, Callable[[str], Structure]] = {
    ".html": html_structure,
    ".tex": tex_structure,
    ".texi": texinfo_structure,
    ".1": man_structure,
    ".json": links_structure,
}


def of_output(folder: Path) -> dict[str, Structure]:
    """Return the structure of each file of an output that holds what notes say, by its place."""
    found: dict[str, Structure] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        parts = set(path.relative_to(folder).parts)
        if path.name in OF_SPHINX or {"_static", ".doctrees", "META-INF"} & parts:
            continue
        if path.name == "searchindex.js":
            found[path.name] = search_structure(path)
        elif path.name == "objects.inv":
            found[path.name] = inventory_structure(path)
        elif path.suffix in {".xml", ".xhtml", ".opf", ".ncx"}:
            found[place(path, folder)] = xml_structure(path.read_bytes())
        elif path.suffix in READERS:
            found[place(path, folder)] = READERS[path.suffix](path.read_text("utf-8"))
        elif path.suffix == ".fjson":
            found[place(path, folder)] = _json_structure(json.loads(path.read_text("utf-8")))
        elif path.suffix == ".epub":
            with ZipFile(path) as book:
                found[path.name] = sorted(_NAME.sub(r"\1", name) for name in book.namelist())
    return found


def _json_structure(value: Any) -> Structure:  # noqa: ANN401 -- as it stands in the file
    return (
        [
            (key, html_structure(part))
            for key, part in sorted(value.items())
            if isinstance(part, str) and "<" in part
        ]
        if isinstance(value, dict)
        else []
    )


def differences(hostile: Mapping[str, Structure], harmless: Mapping[str, Structure]) -> Iterator[str]:
    """Yield, for each file in which two outputs differ, where they part."""
    for name in sorted({*hostile, *harmless}):
        here, there = hostile.get(name), harmless.get(name)
        if here is None or there is None:
            yield f"{name}: only in the {'harmless' if here is None else 'hostile'} output"
        elif here != there:
            yield f"{name}: {_parting(here, there)}"


def _parting(here: Sequence[object], there: Sequence[object]) -> str:
    for number, (one, other) in enumerate(zip(here, there, strict=False)):
        if one != other:
            return f"{here[max(number - 2, 0) : number + 2]} for {there[max(number - 2, 0) : number + 2]}"
    return f"{len(here)} parts for {len(there)}: {[*here, *there][min(len(here), len(there)) :][:3]}"


#: What a reader chooses with: in no note.
_CONTROLS = ("select", "option", "noscript")
#: What there may be within an element of ours, and with what attributes besides those of all elements.
ALLOWED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("section", "article", "strong", "em", "code", "pre", "time"), frozenset()),
    **dict.fromkeys(
        (
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "li",
            "dl",
            "dt",
            "dd",
            "blockquote",
            "del",
            "ins",
            "kbd",
            "mark",
            "sup",
            "sub",
            "br",
            "hr",
        ),
        frozenset(),
    ),
    **dict.fromkeys(
        (
            "table",
            "thead",
            "tbody",
            "tr",
            "colgroup",
            "caption",
            "label",
            "cite",
            "details",
            "aside",
            *_CONTROLS,
        ),
        frozenset(),
    ),
    "section": frozenset({"data-tag", "data-count"}),
    "div": frozenset({"data-source", "data-level", "data-by-name", "data-by-date", "data-latest", "hidden"}),
    "nav": frozenset({"hidden"}),
    "p": frozenset({"data-left"}),
    "option": frozenset({"value"}),
    "span": frozenset({"aria-hidden"}),
    "article": frozenset({"data-note"}),
    "li": frozenset({"data-note"}),
    "a": frozenset({"href", "rel"}),
    "img": frozenset({"src", "alt", "loading", "width", "height"}),
    "time": frozenset({"datetime"}),
    "summary": frozenset(),
    "details": frozenset({"open"}),
    "input": frozenset({"type", "disabled", "checked", "autocomplete", "placeholder"}),
    "ol": frozenset({"start"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "td": frozenset({"colspan", "rowspan"}),
    "col": frozenset({"style"}),
}
_EVERYWHERE = frozenset({"class", "id", "lang", "dir", "title", "role", "aria-label", "aria-current"})


def not_allowed(root: Element) -> Iterator[str]:
    """Yield what stands within the elements of ours on a page, and may not."""
    for container in root.iter():
        if re.search(r"(^| )tagpages-", container.attrib.get("class", "")):
            for element in container.iter():
                yield from _not_allowed(element)
        if container.tag == "article":
            yield from (
                f"the element {name} in a note"
                for name in _CONTROLS
                if container.find(f".//{name}") is not None
            )


def _not_allowed(element: Element) -> Iterator[str]:
    if element.tag == "script" and element.get("type") == "application/json":
        json.loads(element.text or "")  # what the script says: nothing that runs
        return
    if element.tag not in ALLOWED:  # html5lib gives a comment a function for a tag
        yield f"the element {element.tag}"
        return
    for name in element.attrib.keys() - ALLOWED[element.tag] - _EVERYWHERE:
        yield f"the attribute {name} of {element.tag}"
    for name in ADDRESSES:
        if name in element.attrib and scheme(element.attrib[name]) not in SCHEMES:
            yield f"the address {element.attrib[name]}"
    if element.tag == "img" and scheme(element.attrib.get("src", "")) not in {"", "http", "https"}:
        yield f"the picture {element.attrib['src']}"
    if element.tag == "img" and element.attrib.get("src", "").replace("\\", "/").startswith("//"):
        yield f"the picture {element.attrib['src']}"
