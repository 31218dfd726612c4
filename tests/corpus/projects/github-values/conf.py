extensions = ["sphinxext.tagpages"]
tagpages_sources = ["*.json"]
tagpages_github = {"link": "nowhere"}
