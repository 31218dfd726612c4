"""The catalogue of problems: of each kind an example, what is said of it, and how to repair it.

The manual prints it, and the tests run each example. So what it says is what happens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sphinxext.tagpages.core.problems import ProblemKind as Kind


@dataclass(frozen=True, slots=True)
class Example:
    """Input with one fault of a kind.

    Args:
        bad: what the file holds.
        good: the same, repaired. Nothing is said of it.
        line: the line of the fault.
        message: what is said.
        advice: how to repair it, in general.
        path: the file. What stands in ``conf.py`` is added to what the project says there.
        beside: other files of the project, as they are in both cases.
        place: the file that is told, where that is another one.
    """

    bad: str
    good: str
    line: int
    message: str
    advice: str
    path: str = "notes.yaml"
    beside: Mapping[str, str] = field(default_factory=dict)
    place: str = ""


def _export(count: int) -> str:
    issues = ",\n ".join(
        f'{{"number": {number}, "title": "Note {number}"}}' for number in range(1, count + 1)
    )
    return f"[{issues}]\n"


_NOTES = {"notes.yaml": "- {title: LIMA, id: lima, tags: [Alignment]}\n"}
_HANDLER = """\
def collect(app, notes):
    notes.add({0})

def setup(app):
    app.connect("tagpages-collect", collect)
"""

CATALOGUE: Mapping[Kind, Example] = MappingProxyType({
    Kind.YAML_SYNTAX: Example(
        '- title: "Reflexion\n  tags: [Agent]\n- title: LIMA\n',
        '- title: "Reflexion"\n  tags: [Agent]\n- title: LIMA\n',
        1,
        "`title` begins with a quote but is no text in quotes; it is kept as written. Write `title: "
        "'\"Reflexion'`",
        "Close each quote and each bracket, indent with spaces alone, and put texts that begin with a sign "
        "in quotes. The message shows what stands there.",
    ),
    Kind.YAML_COLON: Example(
        "- title: LIMA: Less Is More\n",
        "- title: 'LIMA: Less Is More'\n",
        1,
        "`title` holds a colon and stands without quotes; it is kept as written. Write `title: "
        "'LIMA: Less Is More'`",
        "Put the value in quotes. The message shows the line as it is to be.",
    ),
    Kind.YAML_COMMENT: Example(
        "- title: LIMA\n  tags: #LoRA, NLP\n",
        "- title: LIMA\n  tags: '#LoRA, NLP'\n",
        2,
        "what stands behind ` #` is a comment in YAML, so a part of `tags` is not read; if it "
        "belongs there, write `tags: '#LoRA, NLP'`",
        "Put the value in quotes. If it is a comment, put it on a line of its own.",
    ),
    Kind.YAML_KEY: Example(
        "- title: LIMA\n  venue: NeurIPS\n  venue: arXiv\n",
        "- title: LIMA\n  venue: NeurIPS\n",
        3,
        "the key `venue` stands twice in one mapping; the first value counts: remove one",
        "Remove one of the two, or join them.",
    ),
    Kind.JSON_SYNTAX: Example(
        '[{"number": 1, "title": "LIMA"},\n {"number": 2, "ti',
        '[{"number": 1, "title": "LIMA"},\n {"number": 2, "title": "Reflexion"}]\n',
        2,
        "the file does not go on as JSON: unterminated string; the issues before it are "
        "kept (1); make the export again",
        "Make the export again: a download or a copy has broken off.",
        "issues.json",
    ),
    Kind.EXPORT_LIMIT: Example(
        _export(30),
        _export(31),
        1,
        "this export has exactly 30 issues, which is all that `gh` gives unless told otherwise; for "
        "all of them write `gh issue list --state all --limit 100000 --json "
        "number,title,body,labels,createdAt,author,url,comments,state > issues.json`",
        "Make the export again with the command in the message. If there are 30 issues and no more, silence "
        "the warning.",
        "issues.json",
    ),
    Kind.BIBTEX_SYNTAX: Example(
        "@article{lima,\n  title = {LIMA}\n  year = 2023\n}\n",
        "@article{lima,\n  title = {LIMA},\n  year = 2023\n}\n",
        3,
        "a comma is missing before `year`; it is read as if there were one: add `,`",
        "Write each field as `name = {value},` and close each brace.",
        "refs.bib",
    ),
    Kind.BIBTEX_FIELD: Example(
        "@article{lima,\n  title = {LIMA},\n  note = {One},\n  note = {Two}\n}\n",
        "@article{lima,\n  title = {LIMA},\n  note = {One. Two}\n}\n",
        4,
        "`note` stands twice in the entry `lima`; the first counts, this one is left out: remove "
        "one, or join them",
        "Remove one of the two, or join them.",
        "refs.bib",
    ),
    Kind.BIBTEX_NAME: Example(
        "@article{lima,\n  title = {LIMA},\n  journal = neurips\n}\n",
        "@article{lima,\n  title = {LIMA},\n  journal = {neurips}\n}\n",
        3,
        "`neurips` is the name of no @string and is taken as it is: write `{neurips}`",
        "Put the value in braces, or define the name with `@string`. Correct the key in `crossref` or "
        "`xdata`.",
        "refs.bib",
    ),
    Kind.FILE: Example(
        'tagpages_sources = ["note.yaml"]\n',
        'tagpages_sources = ["notes.yaml"]\n',
        1,
        "tagpages_sources: 'note.yaml' matches no file that notes can be read from; did you mean "
        "'notes.yaml'?",
        "Correct the path: it counts from the source folder, and what `exclude_patterns` names is not found. "
        "Save files as UTF-8, and let the build read them.",
        "conf.py",
        _NOTES,
    ),
    Kind.SHAPE: Example(
        "- LIMA\n- title: Reflexion\n",
        "- title: LIMA\n- title: Reflexion\n",
        1,
        "an item of the list is a text, not a note, and is left out; write `- title: LIMA`",
        "Write a file of notes as a list, each item with a `title`; a tags file as a mapping.",
    ),
    Kind.TITLE: Example(
        "- url: https://arxiv.org/abs/2305.11206\n",
        "- title: LIMA\n  url: https://arxiv.org/abs/2305.11206\n",
        1,
        "a note (url: https://arxiv.org/abs/2305.11206) has no title and is left out; give it a `title`",
        "Give the note a `title`, and a tagged document a heading.",
    ),
    Kind.FIELD_VALUE: Example(
        "- title: LIMA\n  markup: markdwon\n",
        "- title: LIMA\n  markup: markdown\n",
        2,
        "`markup` is 'markdwon' and is left out; did you mean 'markdown'? Write `plain`, `rst` or `markdown`",
        "Write what the message asks for. The page on the YAML format says what each field holds.",
    ),
    Kind.FIELD_ALIAS: Example(
        "- title: LIMA\n  link: https://arxiv.org/abs/2305.11206\n",
        "- title: LIMA\n  url: https://arxiv.org/abs/2305.11206\n",
        2,
        "the field `link` is called `url` here; it is understood",
        "Rename the field. It is understood as it is, so it can also be silenced.",
    ),
    Kind.FIELD_NAME: Example(
        "- title: LIMA\n  sumary: Few examples are enough.\n",
        "- title: LIMA\n  summary: Few examples are enough.\n",
        2,
        "`sumary` is no field of a note; did you mean `summary`? It is kept, but only for templates",
        "Correct the name. A name that is meant for a template and looks like a field needs another.",
    ),
    Kind.DATE: Example(
        "- title: LIMA\n  date: 22.05.2023\n",
        "- title: LIMA\n  date: 2023-05-22\n",
        2,
        "`date` is '22.05.2023' and is left out: not an ISO date; write 2023-05-22",
        "Write year, month and day: `2023-05-22`, `2023-05` or `2023`.",
    ),
    Kind.TAG: Example(
        "- title: LIMA\n  tags: [NLP, Topic: Alignment]\n",
        "- title: LIMA\n  tags: [NLP, 'Topic: Alignment']\n",
        2,
        "a tag in `tags` is read as a mapping because of its colon and is left out; put it in "
        "quotes: `'Topic: Alignment'`",
        "Write each tag as a text, in quotes if it holds a colon or a bracket.",
    ),
    Kind.URL: Example(
        "- title: LIMA\n  url: ftp://example.org/lima.pdf\n",
        "- title: LIMA\n  url: https://example.org/lima.pdf\n",
        2,
        "`url` is 'ftp://example.org/lima.pdf' and is left out: only http, https, mailto and "
        "relative links are kept",
        "Write an address that begins with `https://`, or a path.",
    ),
    Kind.IMAGE: Example(
        "- title: LIMA\n  image: lima.png\n",
        "- title: LIMA\n  image: pictures/lima.png\n",
        2,
        "the picture 'lima.png' cannot be read (No such file or directory: lima.png); a path counts "
        "from the file that names it",
        "Correct the path: it counts from the file that names it, and the picture lies below the source "
        "folder.",
        beside={"pictures/lima.png": "\x89PNG"},
    ),
    Kind.MARKUP: Example(
        "- title: LIMA\n  markup: rst\n  comment: |\n    .. csv-table::\n\n       a, b\n",
        "- title: LIMA\n  markup: rst\n  comment: |\n    .. code::\n\n       a, b\n",
        3,
        "`comment`: the directive `csv-table` is not for notes; it is shown as it is written",
        "Use what the page on texts with a markup names, or take the text out of the markup.",
    ),
    Kind.DUPLICATE_ID: Example(
        "- title: LIMA\n  id: a\n- title: Reflexion\n  id: a\n",
        "- title: LIMA\n  id: a\n- title: Reflexion\n  id: b\n",
        4,
        "the id 'a' is that of the note at notes.yaml:2 too; this note, 'Reflexion', is kept as "
        "'a-2': give it an id of its own",
        "Give one of the notes another `id`. If they are the same note, remove one.",
    ),
    Kind.TAG_SPELLING: Example(
        "- title: LIMA\n  tags: NLP\n- title: Reflexion\n  tags: nlp\n",
        "- title: LIMA\n  tags: NLP\n- title: Reflexion\n  tags: NLP\n",
        4,
        "the tag 'NLP' (notes.yaml:2) is also spelt 'nlp' (notes.yaml:4); they are one tag, shown "
        "as 'NLP': spell it in one way",
        "Spell the tag in one way.",
    ),
    Kind.TAG_COLLISION: Example(
        "- title: Templates\n  tags: C++\n- title: Records\n  tags: C#\n",
        "- title: Templates\n  tags: cpp\n- title: Records\n  tags: C#\n",
        2,
        "several tags want the page name 'c': 'C#' (notes.yaml:4) gets tags/c, 'C++' (notes.yaml:2) "
        "gets tags/c-f4dc9948; if one tag is meant, spell it in one way; if not, write in the tags file: "
        '"C++": {slug: c-f4dc9948}',
        "Write the line of the message into the tags file, or call one of the tags another name.",
    ),
    Kind.TAGS_FILE: Example(
        "LLM: {aliases: [LLMs]}\nLanguage model: {aliases: [LLMs]}\n",
        "LLM: {aliases: [LLMs]}\nLanguage model: {}\n",
        2,
        "'LLMs' is no alias of 'Language model': it is one of 'LLM' already; remove one",
        "Say each thing of one tag alone. What stands first in the file counts.",
        "tags.yaml",
    ),
    Kind.TAG_ALIAS: Example(
        "- title: LIMA\n  tags: LLMs\n",
        "- title: LIMA\n  tags: LLM\n",
        2,
        "the tag 'LLMs' is an alias of 'LLM'; write 'LLM'",
        "Write the tag, or take the value away: an alias is the tag in any case.",
        beside={"tags.yaml": "LLM: {aliases: [LLMs]}\n", "conf.py": "tagpages_alias_warnings = True\n"},
    ),
    Kind.TEMPLATE: Example(
        "{{ note.title / 2 }}\n",
        "{{ note.title }}\n",
        1,
        "the template tagpages/note.html cannot be rendered (unsupported operand type(s) for /: "
        "'str' and 'int'); the extension's own is used",
        "Correct the template. What is in brackets is what Jinja says of it.",
        "_templates/tagpages/note.html",
        _NOTES,
    ),
    Kind.CONFIG: Example(
        'tagpages_print = "ful"\n',
        'tagpages_print = "full"\n',
        1,
        "tagpages_print = 'ful': did you mean 'full'? Write one of compact, full, none; the default "
        "'compact' is used",
        "Write what the message asks for.",
        "conf.py",
    ),
    Kind.OPTION: Example(
        ".. note-list::\n   :sort: -pubished\n",
        ".. note-list::\n   :sort: -published\n",
        2,
        "note-list: :sort: '-pubished' is no field to sort by; did you mean 'published'? Write "
        "title, id, url, date, published, authors, venue, kind, lang, with - before it for "
        "descending",
        "Write an option, and a value, that the directive has.",
        "index.rst",
    ),
    Kind.HANDLER: Example(
        _HANDLER.format("{'title': TITLE}"),
        _HANDLER.format("{'title': 'LIMA'}"),
        2,
        "the handler conf.py: collect of the event tagpages-collect failed, and what it had still "
        "to add is missing: NameError: name 'TITLE' is not defined",
        "Correct the function. The place is that of the line that failed.",
        "conf.py",
    ),
    Kind.SPHINX_TAGS: Example(
        "tags_create_tags = False\n",
        "tags_create_tags = True\n",
        1,
        "of the values of sphinx-tags, these are not understood: tags_create_tags = False: tags "
        'always have pages; for neither pages nor buttons, write tagpages_skip_tags = ["*"]',
        "Do what the message says. The page on moving from sphinx-tags says what becomes of each value.",
        "conf.py",
    ),
    Kind.ABLOG: Example(
        'html_sidebars = {"**": ["ablog/postcard.html", "searchbox.html"]}\n',
        'html_sidebars = {"**": ["searchbox.html"]}\n',
        1,
        "take the templates of ablog out of conf.py, which are not there any more: 'ablog/postcard.html' of "
        "html_sidebars",
        "Take out what the message names. It is left out meanwhile, or shown empty.",
        "conf.py",
    ),
    Kind.DOCNAME: Example(
        'tagpages_dir = "tags"\n',
        'tagpages_dir = "labels"\n',
        1,
        "this document has the place of the page of the tag 'Alignment', which is not made; rename "
        "the document or change tagpages_dir",
        "Rename the document, or let `tagpages_dir` name another folder.",
        "conf.py",
        _NOTES | {"tags/alignment.rst": ":orphan:\n\nAlignment\n=========\n"},
        "tags/alignment.rst",
    ),
    Kind.UNKNOWN_TAG: Example(
        "See :tag:`Allignment`.\n",
        "See :tag:`Alignment`.\n",
        1,
        "no tag has the name 'Allignment'; did you mean 'Alignment'?",
        "Correct the name. A tag is there as soon as a note has it.",
        "index.rst",
        _NOTES,
    ),
    Kind.UNKNOWN_NOTE: Example(
        "See :note:`lma`.\n",
        "See :note:`lima`.\n",
        1,
        "no note has the name 'lma'; did you mean 'lima'?",
        "Write the id of a note. Give the note an `id`, if it has none.",
        "index.rst",
        _NOTES,
    ),
})
