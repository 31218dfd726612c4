"""What all tests share."""

import os

from hypothesis import settings

# In CI the same examples each time; new ones are found while developing.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("default", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "default")
