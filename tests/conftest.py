"""What all tests share."""

import tests.examples  # noqa: F401 -- the settings of hypothesis
