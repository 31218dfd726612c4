"""A bibliography as people have it: entries as eight programs and sites write them, and slips among them.

The titles, people, years and places are those of well-known papers; all else is made up from a seed.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.papers import PAPERS, Paper

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TAGS = ("NLP", "Machine Learning", "théorie", "C#", "R&D", "to read", "Größe", "50%")
WORDS = ("we", "show", "that", "models", "learn", "faster", "—", "and", "–", "before;", "naïve", "Bayes")

#: A letter and its mark, in the ways in which programs write it.
_MARKS = {
    "̀": "`",
    "́": "'",
    "̂": "^",
    "̃": "~",
    "̄": "=",
    "̇": ".",
    "̈": '"',
    "̆": "u",
    "̊": "r",
    "̋": "H",
    "̌": "v",
    "̣": "d",
    "̧": "c",
    "̨": "k",
}
_LETTERS = {
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "å": "aa",
    "Å": "AA",
    "đ": "dj",
    "Đ": "DJ",
}
_SIGNS = {
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "–": "--",
    "—": "---",
    "“": "``",
    "”": "''",
    "π": r"$\pi$",
    "β": r"$\beta$",
    "²": "$^2$",
    "$n_1$": "$n_1$",
}


def in_tex(text: str, form: str) -> str:
    r"""Write a text in LaTeX.

    ``form`` shows how an accent is written: ``{\"o}``, ``\"{o}``, ``{\"{o}}``, ``\"o`` or ``ö``.
    """
    written = []
    for character in text.replace("n₁", "$n_1$").replace("$n_1$", "\0"):
        base, *marks = list(unicodedata.normalize("NFD", character))
        if character == "\0":
            written.append("$n_1$")
        elif character in _SIGNS:
            written.append(_SIGNS[character])
        elif form == "ö" or character.isascii():
            written.append(character)
        elif character in _LETTERS:
            written.append(f"{{\\{_LETTERS[character]}}}")
        elif marks:
            letter = {"i": r"\i"}.get(base, base)
            for mark in marks:
                sign = _MARKS[mark]
                if sign.isalpha() or len(marks) > 1 or form in {r"\"{o}", r"{\"{o}}"}:
                    letter = f"\\{sign}{{{letter}}}"
                else:
                    letter = f"\\{sign}{letter}"
            written.append(letter if form in {r"\"{o}", r"\"o"} and letter.endswith("}") else f"{{{letter}}}")
        else:
            written.append(character)
    return "".join(written)


@dataclass
class Expected:
    """What a note is to be."""

    id: str
    title: str
    authors: tuple[str, ...]
    published: str
    venue: str
    kind: str
    tags: tuple[str, ...]
    url: str = ""
    links: tuple[tuple[str, str], ...] = ()
    summary: str = ""
    comment: str = ""
    lang: str = ""


@dataclass
class Fault:
    """An entry that is wrong: what it begins with, the warning, and on which of its lines it is given."""

    text: str
    subtype: str
    line: int
    #: The note that it is all the same.
    kept: Expected | None = None


@dataclass
class Bibliography:
    """A file, what its notes are to be, and where it is to be warned of what."""

    text: str
    notes: list[Expected] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


def make_bibliography(seed: int = 1) -> Bibliography:
    """Make a file of more than two hundred entries, with a slip after every tenth."""
    rng = random.Random(seed)
    parts = [
        "This text stands outside of all entries, as does someone@example.org.\n",
        '@string{tacl = "Transactions of the " # {Association for Computational Linguistics}}\n',
        '@PREAMBLE{ "\\newcommand{\\noopsort}[1]{}" }\n',
        "@comment{jabref-meta: databaseType:bibtex;}\n",
    ]
    notes: list[Expected] = []
    problems: list[tuple[int, str]] = []
    faults = list(FAULTS)

    def add(text: str) -> int:
        line = "".join(parts).count("\n") + 1
        parts.append(f"{text}\n\n")
        return line

    for number, paper in enumerate(PAPERS):
        for style in STYLES:
            text, note = style(paper, f"{style.__name__}{number}", rng)
            add(text)
            notes.append(note)
            if len(notes) % 10 == 0 and faults:
                fault = faults.pop(0)
                problems.append((add(fault.text) + fault.line, fault.subtype))
                if fault.kept:
                    notes.append(fault.kept)
    assert not faults
    for text, note in with_parents():
        add(text)
        notes.append(note)
    return Bibliography("".join(parts), notes, problems)


def _tags(rng: random.Random) -> tuple[str, ...]:
    return tuple(rng.sample(TAGS, rng.randrange(4)))


def _abstract(rng: random.Random) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(30))


def _spoken(paper: Paper) -> tuple[str, ...]:
    return tuple(" ".join(filter(None, person)) for person in paper.people)


def _last_first(paper: Paper, form: str) -> str:
    return " and ".join(
        f"{in_tex(last, form)}, {in_tex(first, form)}" if first else f"{{{last}}}"
        for first, last in paper.people
    )


def _first_last(paper: Paper, form: str, between: str = " and ") -> str:
    return between.join(
        f"{in_tex(first, form)} {in_tex(last, form)}" if first else f"{{{last}}}"
        for first, last in paper.people
    )


def _shown(title: str) -> str:
    """A title as it is to be shown: the indices of formulas are characters of their own."""
    return title.replace("$n_1$", "n₁")


def _links(paper: Paper, url: str = "") -> tuple[str, tuple[tuple[str, str], ...]]:
    found = [("URL", url)] if url else []
    if paper.doi:
        found.append(("DOI", f"https://doi.org/{paper.doi}"))
    if paper.arxiv:
        found.append(("arXiv", f"https://arxiv.org/abs/{paper.arxiv}"))
    return (found[0][1] if found else "", tuple(found[1:]))


def scholar(paper: Paper, key: str, _rng: random.Random) -> tuple[str, Expected]:
    """As Google Scholar exports: few fields, `others` behind long lists."""
    form = r"{\"o}"
    people = paper.people[:5]
    shortened = Paper(paper.title, people, paper.year, paper.venue)
    others = " and others" if len(paper.people) > len(people) else ""
    kind, field_name = ("article", "journal") if paper.journal else ("inproceedings", "booktitle")
    text = f"""@{kind}{{{key},
  title={{{in_tex(paper.title, form)}}},
  author={{{_last_first(shortened, form)}{others}}},
  {field_name}={{{in_tex(paper.venue, form)}}},
  volume={{12}},
  pages={{1--20}},
  year={{{paper.year}}}
}}"""
    authors = (*_spoken(shortened), *(["et al."] if others else []))
    kind = "article" if paper.journal else "paper"
    return text, Expected(key, _shown(paper.title), authors, str(paper.year), paper.venue, kind, ())


def zotero(paper: Paper, key: str, rng: random.Random) -> tuple[str, Expected]:
    """As Better BibTeX exports from Zotero: biblatex, Unicode, words in braces, keywords, files."""
    tags, abstract = _tags(rng), _abstract(rng)
    month, day = rng.randrange(1, 13), rng.randrange(1, 29)
    date = f"{paper.year}-{month:02}-{day:02}"
    url = f"https://example.org/zotero/{key}_{month}?q=100%25"
    title = " ".join(
        f"{{{word}}}" if word.isupper() else word for word in in_tex(paper.title, "ö").split(" ")
    )
    eprint = f"\n  eprint = {{{paper.arxiv}}},\n  eprinttype = {{arxiv}}," if paper.arxiv else ""
    doi = f"\n  doi = {{{paper.doi}}}," if paper.doi else ""
    text = f"""@article{{{key},
  title = {{{title}}},
  author = {{{_last_first(paper, "ö")}}},
  date = {{{date}}},
  journaltitle = {{{in_tex(paper.venue, "ö")}}},
  shortjournal = {{J.}},{eprint}{doi}
  url = {{{url.replace("_", chr(92) + "_").replace("%", chr(92) + "%")}}},
  urldate = {{2024-01-01}},
  abstract = {{{in_tex(abstract, "ö")}}},
  langid = {{english}},
  keywords = {{{",".join(in_tex(tag, "ö") for tag in tags)}}},
  note = {{Comment: {number_of(key)} pages}},
  file = {{/home/me/Zotero/{key}.pdf;/home/me/a.html}}
}}"""
    link, links = _links(paper, url)
    return text, Expected(
        key,
        _shown(paper.title),
        _spoken(paper),
        date,
        paper.venue,
        "article",
        tags,
        link,
        links,
        abstract,
        f"Comment: {number_of(key)} pages",
        "en",
    )


def number_of(key: str) -> str:
    return "".join(filter(str.isdigit, key))


def dblp(paper: Paper, key: str, _rng: random.Random) -> tuple[str, Expected]:
    """As DBLP exports: names over several lines, doubled braces, a time stamp that is not ours."""
    form = r"{\"{o}}"
    key = f"DBLP:conf/x/{key}"
    people = _first_last(paper, form, " and\n               ")
    volume = f"  volume       = {{abs/{paper.arxiv}}},\n" if paper.arxiv else ""
    doi = f"  doi          = {{{paper.doi.replace('_', chr(92) + '_')}}},\n" if paper.doi else ""
    text = f"""@article{{{key},
  author       = {{{people}}},
  title        = {{{in_tex(paper.title, form)}}},
  journal      = {{CoRR}},
{volume}{doi}  year         = {{{paper.year}}},
  timestamp    = {{Mon, 13 Aug 2018 16:48:35 +0200}},
  biburl       = {{https://dblp.org/rec/{key}.bib}},
  bibsource    = {{dblp computer science bibliography, https://dblp.org}}
}}"""
    link, links = _links(paper)
    return text, Expected(
        key, _shown(paper.title), _spoken(paper), str(paper.year), "CoRR", "article", (), link, links
    )


def anthology(paper: Paper, key: str, rng: random.Random) -> tuple[str, Expected]:
    """As the ACL Anthology exports: quotes, the name of a month without quotes, an address of its own."""
    form = r"{\"o}"
    month = rng.randrange(12)
    url = f"https://aclanthology.org/{key}"
    doi = f'    doi = "{paper.doi}",\n' if paper.doi else ""
    abstract = _abstract(rng)
    people = _last_first(paper, form).replace(" and ", "  and\n      ")
    text = f"""@inproceedings{{{key},
    title = "{in_tex(paper.title, form)}",
    author = "{people}",
    booktitle = "{in_tex(paper.venue, form)}",
    month = {MONTHS[month]},
    year = "{paper.year}",
    address = "Online",
    publisher = "Association for Computational Linguistics",
    url = "{url}",
{doi}    pages = "1--10",
    abstract = "{in_tex(abstract, form)}",
}}"""
    link, links = _links(Paper("", (), 0, "", doi=paper.doi), url)
    return text, Expected(
        key,
        _shown(paper.title),
        _spoken(paper),
        f"{paper.year}-{month + 1:02}",
        paper.venue,
        "paper",
        (),
        link,
        links,
        abstract,
    )


def arxiv(paper: Paper, key: str, _rng: random.Random) -> tuple[str, Expected]:
    """As arXiv exports."""
    eprint = (
        f"\n      eprint={{{paper.arxiv}}},\n      archivePrefix={{arXiv}},\n      primaryClass={{cs.CL}},"
        if paper.arxiv
        else ""
    )
    url = f"\n      url={{https://arxiv.org/abs/{paper.arxiv}}}, " if paper.arxiv else ""
    text = f"""@misc{{{key},
      title={{{in_tex(paper.title, "ö")}}},
      author={{{_first_last(paper, "ö")}}},
      year={{{paper.year}}},{eprint}{url}
}}"""
    link = f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else ""
    venue, kind = ("arXiv", "preprint") if paper.arxiv else ("", "")
    return text, Expected(key, _shown(paper.title), _spoken(paper), str(paper.year), venue, kind, (), link)


def jabref(paper: Paper, key: str, rng: random.Random) -> tuple[str, Expected]:
    """As JabRef writes: types in capitals, the name of a month, keywords with semicolons, a comment."""
    form = r"\"{o}"
    tags = _tags(rng)
    month = rng.randrange(12)
    text = f"""@Book{{{key},
  author       = {{{_first_last(paper, form)}}},
  publisher    = {{{in_tex(paper.venue, form)}}},
  title        = {{{in_tex(paper.title, form)}}},
  year         = {{{paper.year}}},
  month        = #{MONTHS[month]}#,
  comment      = {{First words.

More words.}},
  keywords     = {{{"; ".join(in_tex(tag, form) for tag in tags)}}},
  owner        = {{me}},
  creationdate = {{2021-05-08T12:03:11}},
  readstatus   = {{read}},
}}""".replace(f"#{MONTHS[month]}#", MONTHS[month])
    return text, Expected(
        key,
        _shown(paper.title),
        _spoken(paper),
        f"{paper.year}-{month + 1:02}",
        paper.venue,
        "book",
        tags,
        comment="First words.\n\nMore words.",
    )


def mendeley(paper: Paper, key: str, rng: random.Random) -> tuple[str, Expected]:
    """As Mendeley exports: the whole title in doubled braces, tags of its own beside keywords."""
    form = r"{\"{o}}"
    tags = tuple(sorted(_tags(rng)))
    doi = f"doi = {{{paper.doi}}},\n" if paper.doi else ""
    abstract = _abstract(rng)
    text = f"""@article{{{key},
abstract = {{{in_tex(abstract, form)}}},
author = {{{_last_first(paper, form)}}},
{doi}file = {{:C$\\backslash$:/Users/me/{key}.pdf:pdf}},
journal = {{{in_tex(paper.venue, form)}}},
keywords = {{{",".join(in_tex(tag, form) for tag in tags[:1])}}},
mendeley-groups = {{Reading}},
mendeley-tags = {{{",".join(in_tex(tag, form) for tag in tags)}}},
month = {{{MONTHS[rng.randrange(12)]}}},
title = {{{{{in_tex(paper.title, form)}}}}},
year = {{{paper.year}}}
}}"""
    month = MONTHS.index(text.partition("month = {")[2][:3]) + 1
    link, links = _links(Paper("", (), 0, "", doi=paper.doi))
    return text, Expected(
        key,
        _shown(paper.title),
        _spoken(paper),
        f"{paper.year}-{month:02}",
        paper.venue,
        "article",
        tags,
        link,
        links,
        abstract,
    )


def by_hand(paper: Paper, key: str, rng: random.Random) -> tuple[str, Expected]:
    """As people write by hand: parentheses, capitals, quotes with braces in them, months in words."""
    form = rng.choice([r"{\"o}", r"{\"{o}}"])  # a bare quote would end the value
    month, day = rng.randrange(12), rng.randrange(1, 29)
    url = f"http://example.org/~{key}/paper.html"
    types = {
        "PhdThesis": ("School", "thesis"),
        "TechReport": ("Institution", "report"),
        "Manual": ("Organization", "manual"),
    }
    kind = rng.choice(sorted(types))
    text = f"""@{kind}({key},
  Author = "{_first_last(paper, form)}",
  Title  = "{{{in_tex(paper.title, form)}}}",
  {types[kind][0]} = {{{in_tex(paper.venue, form)}}},
  Year   = {paper.year},
  Month  = {MONTHS[month]} # "~{day}",
  URL    = {{\\url{{http://example.org/{{\\textasciitilde}}{key}/paper.html}}}},
  Annote = {{\\emph{{Read}} twice}}
)"""
    return text, Expected(
        key,
        _shown(paper.title),
        _spoken(paper),
        f"{paper.year}-{month + 1:02}-{day:02}",
        paper.venue,
        types[kind][1],
        (),
        url,
        comment="Read twice",
    )


Style = Callable[[Paper, str, random.Random], tuple[str, Expected]]
STYLES: tuple[Style, ...] = (scholar, zotero, dblp, anthology, arxiv, jabref, mendeley, by_hand)


def _kept(key: str, title: str, published: str = "", kind: str = "article") -> Expected:
    return Expected(key, title, (), published, "", kind, ())


#: Each is wrong in one way.
FAULTS = (
    Fault("@article{open-value,\n  title = {No end,\n  year = {2001}\n}", "bibtex_syntax", 1),
    Fault(
        "@article{open-entry,\n  title = {No brace at the end},\n  year = {2002},\n",
        "bibtex_syntax",
        0,
        _kept("open-entry", "No brace at the end", "2002"),
    ),
    Fault(
        "@article{no-comma,\n  title = {No comma}\n  year = {2003}\n}",
        "bibtex_syntax",
        2,
        _kept("no-comma", "No comma", "2003"),
    ),
    Fault('@article{quotes,\n  title = {Quotes},\n  note = "A "big" word",\n}', "bibtex_syntax", 2),
    Fault("@article{no-equals,\n  title {No sign}\n}", "bibtex_syntax", 1),
    Fault("@article{no-title,\n  year = {2004}\n}", "title", 0),
    Fault(
        "@article{twice,\n  title = {Twice},\n  year = {2005},\n  year = {2006}\n}",
        "bibtex_field",
        3,
        _kept("twice", "Twice", "2005"),
    ),
    Fault(
        "@article{unknown-string,\n  title = {A string},\n  journal = jmlr\n}",
        "bibtex_name",
        2,
        Expected("unknown-string", "A string", (), "", "jmlr", "article", ()),
    ),
    Fault(
        "@article{no-parent,\n  title = {No parent},\n  crossref = {nowhere}\n}",
        "bibtex_name",
        2,
        _kept("no-parent", "No parent"),
    ),
    Fault(
        "@article{bad-url,\n  title = {A bad address},\n  url = {javascript:alert(1)}\n}",
        "url",
        2,
        _kept("bad-url", "A bad address"),
    ),
    Fault(
        "@article{bad-year,\n  title = {No year},\n  year = {to appear}\n}",
        "date",
        2,
        _kept("bad-year", "No year"),
    ),
    Fault(
        "@article{commas,\n  title = {Commas},\n  author = {Roe, J., Doe, K., Poe, L.}\n}",
        "field_value",
        2,
        Expected("commas", "Commas", ("Roe, J., Doe, K., Poe, L.",), "", "", "article", ()),
    ),
    Fault(
        "@article{too-many,\n  title = {One brace too many}},\n  year = {2007}\n}",
        "bibtex_syntax",
        2,
        _kept("too-many", "One brace too many"),
    ),
)


def with_parents() -> Iterator[tuple[str, Expected]]:
    """Entries that take over what their volume has, which stands behind them."""
    for number in range(4):
        yield (
            f"""@inproceedings{{child{number},
  author = {{Ada Lovelace}},
  title = {{Part {number} of a Volume}},
  pages = {{{number}}},
  crossref = {{volume}}
}}""",
            Expected(
                f"child{number}",
                f"Part {number} of a Volume",
                ("Ada Lovelace",),
                "1843-09",
                "Scientific Memoirs – Größe",
                "paper",
                (),
            ),
        )
    yield (
        r"""@proceedings{volume,
  title = {Scientific Memoirs -- Gr{\"o}{\ss}e},
  editor = {Richard Taylor},
  publisher = tacl,
  year = 1843, month = sep,
  keywords = {to read},
  url = {https://example.org/volume}
}""",
        Expected(
            "volume",
            "Scientific Memoirs – Größe",
            ("Richard Taylor",),
            "1843-09",
            "Transactions of the Association for Computational Linguistics",
            "proceedings",
            ("to read",),
            "https://example.org/volume",
        ),
    )
