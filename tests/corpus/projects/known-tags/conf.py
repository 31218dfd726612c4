extensions = ["sphinxext.tagpages"]
tagpages_sources = ["notes.yaml"]
tagpages_unknown_tags = "warn"
tagpages_alias_warnings = True
