"""Items of CSL-JSON, which Zotero, pandoc and other programs that format citations read."""

from __future__ import annotations

import json

from ...fields.works import Name
from .cited import Cited

#: Genres whose number is that of no issue.
_NUMBERED = frozenset(["book", "thesis", "report", "software", "dataset", "patent"])


def csl_item(cited: Cited) -> str:
    """Return the item of a note, on one line."""
    note, date, facts = cited.note, cited.date, cited.facts
    is_in_archive = cited.genre == "article" and bool(cited.arxiv)
    item: dict[str, object] = {
        "id": cited.key,
        "type": cited.genre,
        "title": note.title,
        "author": list(map(_name, cited.authors)),
        "editor": list(map(_name, cited.editors)),
        "issued": date and {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]},
        "container-title": "" if is_in_archive else cited.venue,
        "collection-title": facts.get("series"),
        "publisher": "arXiv" if is_in_archive else cited.publisher,
        "publisher-place": facts.get("address"),
        "edition": facts.get("edition"),
        "number": f"arXiv:{cited.arxiv}" if is_in_archive else "",
        "volume": facts.get("volume"),
        "issue": facts.get("issue"),
        "page": facts.get("pages", "").replace("--", "-"),
        "DOI": cited.doi,
        "ISBN": facts.get("isbn"),
        "ISSN": facts.get("issn"),
        "URL": cited.url,
        "abstract": cited.summary,
        "keyword": ", ".join(cited.tags),
        "language": note.lang,
    }
    if number := facts.get("number"):
        item["number" if cited.genre in _NUMBERED else "issue"] = number
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False)


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    said = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in said.items() if text}
