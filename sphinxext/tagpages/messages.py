"""Translated texts that readers of the site see."""

from pathlib import Path

from sphinx.locale import get_translation

CATALOG = "tagpages"
LOCALE_DIR = Path(__file__).parent / "locale"

#: Translate a text; a call at import time is resolved when the language is known.
_ = get_translation(CATALOG)
