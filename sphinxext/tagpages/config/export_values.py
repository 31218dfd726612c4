"""The configuration values for what a site gives to programs."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from ..core.problems import ProblemKind
from ..util.urls import site_address
from ..warnings import warn
from . import checks
from .conf_file import ConfigFile
from .value import Value

EXPORT_VALUES = (
    Value(
        "exports",
        [],
        checks.exports,
        "What HTML gives to programs: ``json``, ``feeds``, ``citations``, ``agents``, ``metadata``.",
    ),
    Value(
        "feed_content",
        "snippet",
        checks.one_of("snippet", "whole"),
        "What a feed has of the text of a note: ``snippet``, its beginning; ``whole``, all of it.",
    ),
    Value(
        "published",
        None,
        checks.file("published/notes.json"),
        "The ``notes.json`` that was published last, below the source folder: the site gets a page, "
        "``tags/archive/changes``, of what has changed since.",
    ),
    Value("feed_length", 30, checks.number, "Notes in a feed, the newest; ``0``: all that have a date."),
    Value(
        "agents_budget",
        40000,
        partial(checks.number, least=1000),  # with less, nearly every note has a file of its own
        "Characters of a file of notes for assistants, 1000 or more; a longer note has a file of its own.",
    ),
)


def warn_of_address(base: object, exports: Collection[str], conf: ConfigFile) -> None:
    """Warn of ``html_baseurl`` if it is no address of a site, and of its absence if there are to be feeds."""
    if site_address(base) or not (exports if base else "feeds" in exports):
        return
    what = f"html_baseurl = {base!r} is no address of a site" if base else "html_baseurl is not set"
    hint = "no feed is written, and addresses in other exports count from each file: write all of it, such as"
    named = ("html_baseurl",) if base else ("tagpages_exports", "feeds")
    message = f"{what}; {hint} html_baseurl = 'https://example.org/notes/'"
    warn(ProblemKind.CONFIG, message, conf.origin_of(*named))
