"""What schema.org says of the types and properties that our pages name (version 29).

A node of data has properties that its type, or one above it, is said to have, with values of types that
these are said to take. ``tests/browser/test_schema_org.py`` asks others' types the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_ABOVE = {
    "CollectionPage": "WebPage", "WebPage": "CreativeWork", "ScholarlyArticle": "Article",
    "Article": "CreativeWork", "Chapter": "CreativeWork", "Book": "CreativeWork", "Thesis": "CreativeWork",
    "Report": "Article", "SoftwareApplication": "CreativeWork", "Dataset": "CreativeWork",
    "VideoObject": "CreativeWork", "PresentationDigitalDocument": "CreativeWork",
    "Periodical": "CreativeWork",
    "DefinedTermSet": "CreativeWork", "CreativeWork": "Thing", "DefinedTerm": "Intangible",
    "ItemList": "Intangible", "ListItem": "Intangible", "PropertyValue": "Intangible", "Intangible": "Thing",
    "Person": "Thing", "Organization": "Thing",
}  # fmt: skip
#: For each property the types that have it, and those of its values; ``""`` is a text, ``0`` a number.
_PROPERTIES: dict[str, tuple[set[str], set[str]]] = {
    "name": ({"Thing"}, {""}),
    "url": ({"Thing"}, {""}),
    "description": ({"Thing"}, {""}),
    "identifier": ({"Thing"}, {"PropertyValue", ""}),
    "about": ({"CreativeWork"}, {"Thing"}),
    "author": ({"CreativeWork"}, {"Person", "Organization"}),
    "datePublished": ({"CreativeWork"}, {""}),
    "inLanguage": ({"CreativeWork"}, {""}),
    "isPartOf": ({"CreativeWork"}, {"CreativeWork"}),
    "keywords": ({"CreativeWork"}, {"DefinedTerm", ""}),
    "mainEntity": ({"CreativeWork"}, {"Thing"}),
    "publisher": ({"CreativeWork"}, {"Person", "Organization"}),
    "hasDefinedTerm": ({"DefinedTermSet"}, {"DefinedTerm"}),
    "inDefinedTermSet": ({"DefinedTerm"}, {"DefinedTermSet", ""}),
    "itemListElement": ({"ItemList"}, {"ListItem", "Thing", ""}),
    "numberOfItems": ({"ItemList"}, {"0"}),
    "item": ({"ListItem"}, {"Thing"}),
    "position": ({"ListItem"}, {"0", ""}),
    "propertyID": ({"PropertyValue"}, {""}),
    "value": ({"PropertyValue"}, {"", "0"}),
}


def faults_of(data: dict[str, Any]) -> list[str]:
    """Name what schema.org does not know in a document of JSON-LD."""
    context = data.get("@context")
    return [*([] if context == "https://schema.org" else [f"@context: {context!r}"]), *_faults(data)]


def _faults(node: dict[str, Any]) -> Iterator[str]:
    kind = node.get("@type", "")
    if kind not in _ABOVE:
        yield f"no type: {kind!r}"
    for name, given in node.items():
        if name.startswith("@"):
            continue
        domain, values = _PROPERTIES.get(name, (set(), set()))
        if domain.isdisjoint(_types(kind)):
            yield f"{kind} has no {name}"
        for value in given if isinstance(given, list) else [given]:
            if isinstance(value, dict):
                if values.isdisjoint(_types(value.get("@type", ""))):
                    yield f"{kind}.{name} is no {value.get('@type')}"
                yield from _faults(value)
            elif {"0" if isinstance(value, int) else ""}.isdisjoint(values) or value == "":
                yield f"{kind}.{name} is not {value!r}"


def _types(kind: str) -> set[str]:
    return {kind} | (_types(_ABOVE[kind]) if kind in _ABOVE else set())
