extensions = ["sphinxext.tagpages"]
tagpages_sources = ["*.json"]
tagpages_github = {"nowhere.json": {"link": "first"}}
