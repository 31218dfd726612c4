"""Items of CSL-JSON, which Zotero, pandoc and other programs that format citations read."""

from __future__ import annotations

import json

from ...fields.works import Name
from .cited import Cited

#: Genres whose venue is who publishes them; that of others holds them.
_PUBLISHED = frozenset(["book", "thesis", "report", "software", "dataset", "patent", "motion_picture"])


def csl_item(cited: Cited) -> str:
    """Return the item of a note, on one line."""
    note, date, facts = cited.note, cited.date, cited.facts
    is_in_archive = cited.genre == "article" and bool(cited.arxiv)
    venue = "publisher" if cited.genre in _PUBLISHED else "container-title"
    item: dict[str, object] = {
        "id": cited.key,
        "type": cited.genre,
        "title": note.title,
        "editor" if cited.are_editors else "author": [_name(name) for name in cited.people],
        "issued": date and {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]},
        "publisher": "arXiv" if is_in_archive else facts.get("publisher"),
        "number": f"arXiv:{cited.arxiv}" if is_in_archive else "",
        "volume": facts.get("volume"),
        "issue": facts.get("number") or facts.get("issue"),
        "page": facts.get("pages", "").replace("--", "-"),
        "DOI": cited.doi,
        "ISBN": facts.get("isbn"),
        "ISSN": facts.get("issn"),
        "URL": cited.url,
        "abstract": cited.summary,
        "keyword": ", ".join(cited.tags),
        "language": note.lang,
    }
    if note.venue and not is_in_archive:
        item[venue] = note.venue
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False)


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    said = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in said.items() if text}
