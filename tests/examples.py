"""How many examples of a property hypothesis tries: the one place.

A run of the tests tries the same few each time. ``TAGPAGES_EXAMPLES=1000 python -m pytest tests/core``
tries others, and so many of each.
"""

from __future__ import annotations

import os

from hypothesis import settings

MORE = os.environ.get("TAGPAGES_EXAMPLES", "")

settings.register_profile("suite", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=int(MORE or 1))
settings.load_profile("search" if MORE else "suite")


def examples(count: int) -> settings:
    """Return settings for a property that is not tried a hundred times, as is usual."""
    return settings(max_examples=int(MORE or count))
