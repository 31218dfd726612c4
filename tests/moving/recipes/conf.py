extensions = ["sphinx_tags", "myst_parser", "sphinx_design"]
myst_enable_extensions = ["colon_fence"]
tags_create_tags = True
tags_extension = ["md"]
tags_create_badges = True
tags_badge_colors = {
    "quick": "success",
    "diet:*": "info",
    "*🌶*": "danger",
    "*": "secondary",
}
