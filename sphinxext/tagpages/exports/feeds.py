"""The files of feeds: which there are, and what makes each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial

from ..core.index import Entry
from ..project.lists.feeds import ATOM, JSON, Feed
from ..project.view import NotesView
from ..util.files import TextFile
from .atom import atom_entry, atom_feed
from .feed_items import FeedHead, FeedItems
from .json_feed import json_feed, json_item


def feed_files(view: NotesView, items: Callable[[], FeedItems]) -> Iterator[TextFile]:
    """Yield the feeds of a site: their paths in the output folder, and what makes them.

    Where a tag had another name, the same file is: programs that ask for it go on to get the notes, and learn
    from it the address that the feed has now. A note is made once, whatever feeds it is in.
    """
    made = cache(items)

    @cache
    def both(entry: Entry) -> tuple[str, str]:
        item = made().item(entry)
        return atom_entry(item), json_item(item)

    @lru_cache(maxsize=1)  # for the two forms, one after the other
    def head(feed: Feed) -> FeedHead:
        return made().head(feed)

    def atom(feed: Feed) -> str:
        return atom_feed(head(feed), (both(entry)[0] for entry in feed.entries))

    def json(feed: Feed) -> str:
        return json_feed(head(feed), (both(entry)[1] for entry in feed.entries))

    folder, forms = view.settings.dir, ((ATOM, atom), (JSON, json))
    for feed in view.feeds.values():
        yield from ((feed.path(folder, form), partial(make, feed)) for form, make in forms)
    for slug, key in view.index.former.items():
        if key in view.feeds:
            of_tag = view.feeds[key]
            yield from ((f"{folder}/{slug}.{form[0]}", partial(make, of_tag)) for form, make in forms)
