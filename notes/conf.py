"""Paper notes: a small Sphinx project that sphinxext-tagpages turns into a site of notes.

Build it with ``sphinx-build -n -W . _build/html``; README.md says more.
"""

project = "Paper notes"
author = "The sphinxext-tagpages developers"
copyright = author
version = "1.0"
language = "en"  # of the site; a note may be in any language and says so with `lang`

extensions = ["sphinxext.tagpages"]
exclude_patterns = ["_build", "README.md", "requirements.txt", ".*"]

# Where the notes come from, besides the directives in the documents.
tagpages_sources = ["*.yaml", "*.bib"]

# What is said of tags stands in tags.yaml. Groups can also go by the colour or by the names of tags;
# these come first.
tagpages_groups = [
    {"title": "Field", "colour": "#0e7c7b"},
    {
        "title": "Life of a model",
        "tags": [
            "*training",
            "Fine-tuning",
            "Datasets",
            "Scaling",
            "Optimi*",
            "Alignment",
            "Inference",
            "Evaluation",
        ],
    },
]

html_theme = "furo"
html_title = project
