"""A published page of notes, made again: ``tags/finetuning``, in the order that it has there.

Build it with ``sphinx-build -n -W . _build/html``.
"""

project = "Paper notes"
author = "The sphinxext-tagpages developers"
copyright = author
version = "1.0"
language = "en"  # of the site; a note may be in any language and says so with `lang`

extensions = ["sphinxext.tagpages"]
exclude_patterns = ["_build"]

# Where the notes come from, besides the `note-entry` directives in the documents.
tagpages_sources = ["*.yaml"]
# The heading of a tag's page. In navigation a page is called by its tag alone.
tagpages_title = "{tag}に関する論文・技術記事メモの一覧"
# The newest publications first; those of one year in the order in which they were read.
tagpages_sort = ["-published", "date"]
# How many notes a listing shows before the rest is folded away.
tagpages_visible = 3

html_theme = "furo"
html_title = project
