extensions = ["sphinxext.tagpages"]
tagpages_sources = ["notes.yaml"]
templates_path = ["templates"]
