"""Feeds in JSON (JSON Feed, version 1.1: https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ..project.lists.feeds import JSON
from .feed_items import FeedHead, Item

_json = json.JSONEncoder(ensure_ascii=False).encode
_VERSION = "https://jsonfeed.org/version/1.1"


def json_item(item: Item) -> str:
    """Return an item, which may stand in any feed of the site."""
    text = {"content_text": item.snippet} if item.html is None else {"content_html": item.html}
    said = {
        "date_published": item.date,
        "date_modified": item.updated,
        "external_url": item.outer,
        "image": item.image,
        "authors": [{"name": name} for name in item.authors],
        "tags": [name for name, _label in item.tags],
        "language": item.language,
    }
    return _json({
        "id": item.id,
        "url": item.home,
        "title": item.title,
        **text,
        **{name: value for name, value in said.items() if value},
    })


def json_feed(head: FeedHead, items: Iterable[str]) -> str:
    """Return the file of a feed: an item on a line."""
    said = {
        "version": _VERSION,
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": f"{head.address}.{JSON[0]}",
        "description": head.description,
        "authors": head.author and [{"name": head.author}],
        "language": head.language,
    }
    parts = [f'"{name}": {_json(value)}' for name, value in said.items() if value]
    lines = ",\n".join(items)
    parts.append(f'"items": [\n{lines}\n]')
    return "{" + ",\n".join(parts) + "}\n"
