"""The manual of sphinxext-tagpages, built with the extension itself."""

import os
import sys
from pathlib import Path

from sphinxext.tagpages import __version__

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "_ext"), str(HERE / "examples")]

project = "sphinxext-tagpages"
author = "The sphinxext-tagpages developers"
copyright = author
version = release = __version__
language = "en"

# `manual` prints tables from the code and shows examples beside their results; `notes_from_csv` is one.
extensions = ["sphinxext.tagpages", "manual", "notes_from_csv"]
# `examples/finetuning` is a project of its own.
exclude_patterns = ["_build", "examples/finetuning"]

# The notes behind the live examples.
tagpages_sources = ["notes.yaml"]
tagpages_exports = ["json", "citations", "agents", "metadata"]
tagpages_visible = 5
tagpages_github = {
    "link": "first",
    "title_pattern": "paper",
    "summary_heading": "Summary",
    "skip_labels": ["read"],
    "kind": "tool",
}

html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")
if html_baseurl:
    tagpages_exports.append("feeds")
html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["manual.css"]

# The PDF has to hold examples in many scripts. Letters that the fonts of most of them lack are a class of
# their own, with a change of font where one follows another letter (0) or none (4095), and back.
latex_engine = "xelatex"
latex_elements = {
    "fontpkg": r"""
\setmainfont{Noto Serif CJK JP}
\setsansfont{Noto Sans CJK JP}
\setmonofont{Noto Sans Mono CJK JP}
""",
    "preamble": r"""
\newcommand{\otherfont}[4]{\newfontfamily#1{FreeSerif}[#2]\newXeTeXintercharclass\other
  \count255=#3\relax\loop\XeTeXcharclass\count255=\other\ifnum\count255<#4\relax\advance\count255 by 1\repeat
  \XeTeXinterchartoks 0 \other={\begingroup#1}\XeTeXinterchartoks 4095 \other={\begingroup#1}
  \XeTeXinterchartoks \other 0={\endgroup}\XeTeXinterchartoks \other 4095={\endgroup}}
\otherfont\latinfont{}{"100}{"17F}
\otherfont\subscriptfont{}{"2080}{"209C}
\otherfont\arabicfont{Script=Arabic}{"600}{"6FF}
\otherfont\hindifont{Script=Devanagari}{"900}{"97F}
\XeTeXinterchartokenstate=1
""",
}
