"""The configuration values for what a site gives to programs."""

from __future__ import annotations

from . import checks
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
        checks.file,
        "The ``notes.json`` that was published last, below the source folder: the site gets a page, "
        "``tags/archive/changes``, of what has changed since.",
    ),
    Value("feed_length", 30, checks.number, "Notes in a feed, the newest; ``0``: all that have a date."),
    Value(
        "agents_budget",
        40000,
        checks.number,
        "Characters of a file of notes for assistants; a longer note has a file of its own.",
    ),
)
