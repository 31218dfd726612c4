"""How many examples of a property hypothesis tries: the one place.

A run of the tests tries the same few each time. ``TAGPAGES_EXAMPLES=1000 python -m pytest tests/core``
tries others, and so many of each.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

MORE = os.environ.get("TAGPAGES_EXAMPLES", "")

# That a machine is busy is no fault of the code.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("suite", _PATIENT, derandomize=True)
settings.register_profile("search", _PATIENT, max_examples=int(MORE or 1))
settings.load_profile("search" if MORE else "suite")


def examples(count: int) -> settings:
    """Return settings for a property that is not tried a hundred times, as is usual."""
    return settings(max_examples=int(MORE or count))
