extensions = ["sphinxext.tagpages"]
tagpages_sources = ["notes.yaml"]
