"""The links to feeds in the head of a page, by which readers of feeds find them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import escape
from sphinx.builders import Builder

from ..project.lists.feeds import ATOM, JSON, SITE, Feed
from ..project.notes import ProjectNotes
from ..project.titles import site_title
from ..sphinx_internals.addresses import Addresses


class FeedLinks:
    """The links of the pages of one build.

    With ``is_unchanged``, nothing has changed since the builder wrote its files: they tell whether the site
    has a feed, and notes are not looked at for pages that Sphinx writes in every build.
    """

    is_unchanged = False

    def __init__(self, builder: Builder, notes: ProjectNotes) -> None:
        self._builder = builder
        self._title = site_title(builder.config)
        self._notes = notes
        self._addresses = Addresses(builder, "")

    def of(self, docname: str) -> str:
        """Return the links of a page, which may be no document: to the feeds of its tag, then to the site's.

        They are absolute: a page for addresses that do not exist is shown at any.
        """
        if not self._notes.has_feeds:
            return ""
        view = self._notes.view if docname in self._builder.env.found_docs else None
        tag = view and view.tag_of_page(docname)
        of_tag = self._links(view.feeds[tag.key]) if view and tag and tag.key in view.feeds else ""
        return of_tag + self._of_site

    @cached_property
    def _of_site(self) -> str:
        feed = Feed(None, ())
        written = Path(self._builder.outdir, feed.path(self._notes.settings.dir, ATOM))
        is_there = written.is_file() if self.is_unchanged else SITE in self._notes.view.feeds
        return self._links(feed) if is_there else ""

    def _links(self, feed: Feed) -> str:
        return self.links(feed.title(self._title), f"{self._notes.settings.dir}/{feed.name}", (ATOM, JSON))

    def links(self, title: str, name: str, forms: Iterable[tuple[str, str]]) -> str:
        """Return the links to a feed; ``name`` is that of its files without what they end in."""
        return "".join(
            f'<link rel="alternate" type="{media}" title="{escape(title)}"'
            f' href="{escape(self._addresses.file(f"{name}.{ending}"))}" />\n'
            for ending, media in forms
        )


def add_to_head(context: dict[str, Any], elements: str) -> None:
    """Add elements to the head of a page. Pages that are no documents have no text for them yet."""
    if elements:
        context["metatags"] = context.get("metatags", "") + elements
