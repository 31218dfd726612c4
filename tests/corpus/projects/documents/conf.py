extensions = ["sphinxext.tagpages", "myst_parser"]
tagpages_sources = ["notes.yaml"]
exclude_patterns = ["_build"]
