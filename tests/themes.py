"""The themes that the pages are tried in, each with its links to a repository switched on."""

from __future__ import annotations

from typing import Any, Final

REPOSITORY: Final = "https://github.com/example/notes"
FOLDER: Final = "docs"

_GITHUB: Final = {"github_user": "example", "github_repo": "notes", "github_version": "main"}

THEMES: Final[dict[str, dict[str, Any]]] = {
    "alabaster": {
        "html_theme_options": {"github_user": "example", "github_repo": "notes", "github_button": True},
    },
    "furo": {
        "html_theme_options": {
            "source_repository": f"{REPOSITORY}/",
            "source_branch": "main",
            "source_directory": f"{FOLDER}/",
            "top_of_page_buttons": ["view", "edit"],
        },
    },
    "pydata_sphinx_theme": {
        "html_theme_options": {"use_edit_page_button": True, "github_url": REPOSITORY},
        "html_context": {**_GITHUB, "doc_path": FOLDER, "default_mode": "auto"},
    },
    "sphinx_book_theme": {
        "html_theme_options": {
            "repository_url": REPOSITORY,
            "repository_branch": "main",
            "path_to_docs": FOLDER,
            "use_repository_button": True,
            "use_source_button": True,
            "use_edit_page_button": True,
            "use_issues_button": True,
        },
        "html_context": {"default_mode": "auto"},
    },
    "sphinx_rtd_theme": {
        "html_context": {**_GITHUB, "display_github": True, "conf_py_path": f"/{FOLDER}/"},
    },
}
"""The configuration values of each theme."""
