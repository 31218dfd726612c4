"""How many examples of a property hypothesis tries: the one place.

``make test`` tries a part of those that ``make test-all`` does, both the same each time.
``TAGPAGES_EXAMPLES=1000 python -m pytest tests/core`` tries others, and so many of each.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

MORE = os.environ.get("TAGPAGES_EXAMPLES", "")

# That a machine is busy is no fault of the code.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("short", _PATIENT, derandomize=True, max_examples=20)
settings.register_profile("long", _PATIENT, derandomize=True, max_examples=100)
settings.register_profile("search", _PATIENT, max_examples=int(MORE or 1))
settings.load_profile("search" if MORE else "short")


def examples(count: int) -> settings:
    """Return settings for a property of which ``make test-all`` tries another number than a hundred."""
    return settings(max_examples=int(MORE or max(1, count * settings().max_examples // 100)))
