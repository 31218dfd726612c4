extensions = ["sphinxext.tagpages"]
templates_path = ["_templates"]
blog_title = "Mine"
html_sidebars = {
    "**": ["searchbox.html", "ablog/postcard.html", "tagcloud.html"],
}
