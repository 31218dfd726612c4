"""Examples of all commands, which their help shows."""

from __future__ import annotations

_EXAMPLES = """\
tagpages check                                         the project in this folder, or in docs below it
tagpages check docs                                    a project, or the files in a folder
tagpages check docs/notes.yaml docs/papers.bib         these files
tagpages check docs --ignore field_alias,yaml_colon    all but two kinds of problems
tagpages check docs --format github                    marks on the lines of a pull request
tagpages check --name docs/notes.yaml - < edited.yaml  standard input
tagpages schema > note-files.schema.json               a schema for editors
tagpages schema tags > tags.schema.json                one for the tags file
tagpages changes before/notes.json now/notes.json      what is new on a site
tagpages mcp now/notes.json                            its notes, for an assistant
tagpages tags list --sort name
tagpages tags init                                     a tags file to begin with
tagpages tags rename llms LLM --dry-run > llm.patch    what would change, as a patch
tagpages tags rename llms LLM
tagpages tags merge GPT-3 "GPT 3" --into GPT3          one tag of several
tagpages tags doctor --sure 0.9                        which may be one, most likely
tagpages tags suggest > tags.patch                     tags for notes that have few"""


def examples(command: str = "") -> str:
    """Return the examples of a command, such as ``tags rename``, or all."""
    lines = [line for line in _EXAMPLES.splitlines() if line.startswith(f"tagpages {command}")]
    return "\n  ".join(["Example:" if len(lines) == 1 else "Examples:", *lines])
