"""The words and patterns that values of fields are held to, by readers and by schemas."""

from __future__ import annotations

import re

LANG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
# A host without a scheme: a name that begins with www, or ends as those of sites do.
HOST = re.compile(
    r"(?:www\.[\w-]+|[\w-]+(?:\.[\w-]+)*?\.(?:com|org|net|edu|gov|io|dev|ai|jp|de|fr|uk|cn|kr|eu|info))"
    r"(?:\.[\w-]+)*(?:[/?#]|$)"
)
MARKUPS = ("plain", "rst", "markdown")
FLAGS = dict.fromkeys(("yes", "true", "on", "1", "y"), True) | dict.fromkeys(
    ("no", "false", "off", "0", "n"), False
)
