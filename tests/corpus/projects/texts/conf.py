extensions = ["sphinxext.tagpages"]
tagpages_sources = ["*.yaml"]
