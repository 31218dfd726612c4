extensions = ["sphinxext.tagpages"]
tags_create_tags = True
tags_page_header = "---"
