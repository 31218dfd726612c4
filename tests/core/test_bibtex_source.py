"""BibTeX: what entries are as notes, and what is wrong costs no more than itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.sources.bibtex.dates import biblatex_date, moment, month_and_day
from sphinxext.tagpages.sources.bibtex.field_tables import KINDS, language_tag
from sphinxext.tagpages.sources.bibtex.latex import decode_latex, unescape_address
from sphinxext.tagpages.sources.bibtex.people import read_people
from sphinxext.tagpages.sources.bibtex.reader import read_bibtex
from sphinxext.tagpages.sources.read_result import ReadResult
from sphinxext.tagpages.sources.registry import read_source
from tests.bibliography import Expected, make_bibliography


def notes(text: str) -> list[Note]:
    result = read_bibtex(text, "refs.bib")
    assert result.problems == ()
    return list(result.notes)


def one(text: str) -> Note:
    [note] = notes(text)
    return note


def entry(fields: str, kind: str = "article") -> Note:
    return one(f"@{kind}{{key, title = {{Title}}, {fields}}}")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("autor", "author"), ("authors", "author"), ("abstrct", "abstract"), ("keywrods", "keywords"),
        ("editora", None), ("journaltitleaddon", None), ("isbn", None), ("pmcid", None),
        ("date-modified", None),
    ],
)  # fmt: skip
def test_a_field_like_one_that_is_read_is_told(name: str, meant: str | None) -> None:
    result = read_bibtex(f"@book{{a,\n title = {{A}},\n {name} = {{B}}}}", "refs.bib")
    assert len(result.notes) == 1
    assert [
        (problem.kind, problem.origin.line, f"did you mean `{meant}`?" in problem.message)
        for problem in result.problems
    ] == [("field_name", 3, True)] * (meant is not None)


def told(result: ReadResult) -> list[tuple[str, str]]:
    return [(str(problem.origin), problem.kind.value) for problem in result.problems]


def as_expected(note: Note) -> Expected:
    return Expected(
        note.id,
        note.title,
        note.authors,
        str(note.published or ""),
        note.venue,
        note.kind,
        note.tags,
        note.url,
        tuple((link.label, link.url) for link in note.links),
        note.summary,
        note.comment,
        note.lang,
    )


def test_a_bibliography_of_two_hundred_entries_of_all_styles_is_read_as_it_is_meant() -> None:
    made = make_bibliography()
    result = read_bibtex(made.text, "refs.bib")
    assert len(result.notes) > 200
    assert [as_expected(note) for note in result.notes] == made.notes
    assert told(result) == [(f"refs.bib:{line}", subtype) for line, subtype in sorted(made.problems)]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_byte_order_mark_and_other_ends_of_lines_change_nothing(end: str) -> None:
    made = make_bibliography(2)
    content = made.text.replace("\n", end).encode("utf-8-sig")
    assert read_source(content, "refs.bib") == read_bibtex(made.text, "refs.bib")


def test_each_note_knows_its_line_and_those_of_its_fields() -> None:
    note = one("\n\n@article{key,\n  author = {A},\n\n  title\n = {Title}\n, keywords={a}}")
    assert (note.origin.line, note.where("authors").line, note.where("title").line) == (3, 4, 6)
    assert note.where("tags").line == 8


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"G{\"o}del G\"{o}del G\"odel G{\"{o}}del", "Gödel Gödel Gödel Gödel"),
        (r"{\'\i} \'{\i} \`{\i} {\v{Z}}i{\v c} {\c c} \c{c} {\H{o}} \k{a} \d{s}", "í í ì Žič ç ç ő ą ṣ"),
        (
            r"Stra{\ss}e, Stra\ss e, {\O}re {\aa} \AA{} {\L}ukasz {\ae} \oe uvre",
            "Straße, Straße, Øre å Å Łukasz æ œuvre",
        ),
        (r"Nguy{\~{\^{e}}}n, \'{\^e}", "Nguyễn, ế"),
        (r"50\% \& \$5 \#1 a\_b \{x\}", "50% & $5 #1 a_b {x}"),
        ("100% done, $5 and $10", "100% done, $5 and $10"),
        (r"1--2 a---b ``q'' don't x~y `z'.", "1–2 a—b “q” don't x y ‘z’."),
        (r"\textit{a {\bf b}} \emph{c} {\sc d} \textsc{E}", "a b c d E"),
        (r"$\alpha$-helix $O(n^2)$ $H_2O$ $10^{-3}$ $x^*$ $\frac{a}{b}$", "α-helix O(n²) H₂O 10⁻³ x^* a/b"),
        (
            r"10\textsuperscript{6} CO\textsubscript{2} 1\textsuperscript{st} x\textsuperscript{2a}",
            "10⁶ CO₂ 1st x^2a",
        ),
        (r"$\mathbb{R}^n$ \(x\) $\mathcal{O}(n \log n)$ $a \leq b$", "ℝⁿ x O(n log n) a ≤ b"),
        (r"10 $\mu$W, 5 $\mu$m, {\mu}m, \mu{}m, \beta2 \alpha\beta", "10 μW, 5 μm, μm, μm, β2 αβ"),
        (r"$\mu$1 $\sim$10 $\pm$5 p$<$0.05 $>$ 2 CO$_2$1 $H_2$O", "μ1 ~10 ±5 p<0.05 > 2 CO₂1 H₂O"),
        (
            r"$ \mu $m \(x^2\)y \[z_1\] $$\alpha$$ \ensuremath{\mu}W \ensuremath{10^{{3}}}",
            "μm x²y z₁ α μW 10³",
        ),
        (r"\begin{equation} a^2 \end{equation}: 15 {\rm M}$_\odot$", "a²: 15 M⊙"),
        (r"$5.3\ifmmode\times\else\texttimes\fi{}{10}^{6}$ \ifmmode\mu\else\textmu\fi{}m", "5.3×10⁶ µm"),
        ("US$5 million and US$10 million, $5-$10, $20 in the US and A$", None),
        (r"$e^{-x^2}$, $\foo{x}$ and $\binom{n}{k}$", None),
        (r"\textsuperscript{$\alpha$} x\textsuperscript{n-1} PM\textsubscript{2.5}", "α xⁿ⁻¹ PM2.5"),
        (r"\url{http://x.org/a_b} \href{http://x.org}{a link}", "http://x.org/a_b a link"),
        (r"{\LaTeX} and \TeX\ and \unknown{arg} \other text", "LaTeX and TeX and unknown arg other text"),
        (r"\textendash{} \ldots{} \copyright\ \textregistered", "– … © ®"),
        (r"{\noopsort{1973b}}1973 {\relax Ch}", "1973 Ch"),
        (
            r"\mkbibquote{Intentionalit{\"a}t} \enquote*{a} \mkbibemph{b} c\hyphen d",
            "“Intentionalität” “a” b c-d",
        ),
        ("a\\\\b \\, c \\- d\\/ \\", "a b   c  d "),
        ("{{Brace}s} } {", "Braces  "),
        (r"\"", ""),
        (r"\"{}x", "x"),
        (r"5$\,$K, 5$~$K, a$\quad$b", "5 K, 5 K, a b"),
        (r"n{\^{}}2, {\~{}}30, \~{}5, {\'{}}x", "n^2, ~30, ~5, x"),
        (r"93.2\footnote{See {\em x}.} and \hspace{0.1cm}y", "93.2 See x. and y"),
        (
            r"\foreignlanguage{german}{Stra{\ss}e} \ce{H2O} \begin{itemize}\item a\end{itemize}",
            "Straße H2O  a",
        ),
        (r"\url{https://x.org/~a--b_c} https://x.org/~a", "https://x.org/~a--b_c https://x.org/~a"),
    ],
)
def test_latex_is_decoded(latex: str, text: str | None) -> None:
    expected = latex if text is None else text
    assert " ".join(decode_latex(latex).split()) == " ".join(expected.split())


@given(st.text("abc\\{}$'`\"^~_-=.,uvH \n%&"))
def test_decoding_never_raises_and_leaves_no_brace_of_its_own(text: str) -> None:
    decoded = decode_latex(text)
    if not any(sign in text for sign in ("\\{", "\\}", "$")):
        assert not set(decoded) & set("{}")


def test_an_address_loses_the_marks_of_latex() -> None:
    assert (
        unescape_address(r"\url{http://x.org/{\textasciitilde}me/a\_b\%20\&c=\#d}")
        == "http://x.org/~me/a_b%20&c=#d"
    )
    assert unescape_address(r"{http://x.org/\string~me}") == "http://x.org/~me"
    assert unescape_address("http://x.org/a--b~c%20d") == "http://x.org/a--b~c%20d"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ada Lovelace and Lovelace, Ada", ["Ada Lovelace", "Ada Lovelace"]),
        (
            "van der Berg, Jan and de la Vall{\\'e}e Poussin, Charles",
            ["Jan van der Berg", "Charles de la Vallée Poussin"],
        ),
        ("Steele, Jr., Guy L.", ["Guy L. Steele Jr."]),
        ("A. One and others", ["A. One", "et al."]),
        ("{The ATLAS Collaboration} and {Barnes and Noble}", ["The ATLAS Collaboration", "Barnes and Noble"]),
        ("Viktorov, Michail~Markovitch", ["Michail Markovitch Viktorov"]),
        (
            "family=Berg, given=Jan, prefix=van der and given={Ada}, family={Lovelace}",
            ["Jan van der Berg", "Ada Lovelace"],
        ),
        ("  A  AND\n B and", ["A", "B"]),
        ("Aristotle", ["Aristotle"]),
        ("", []),
        (" , and and", []),
    ],
)
def test_people_are_named_as_they_are_spoken_of(written: str, names: list[str]) -> None:
    assert read_people(written) == (names, [])


def test_an_editor_stands_in_where_there_is_no_author() -> None:
    assert entry("editor = {A. One}").authors == ("A. One",)
    assert entry("editor = {A. One}, author = {B. Two}").authors == ("B. Two",)


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("year = 2021", "2021"),
        ("year = {c. 1999--2001}", "1999"),
        (r"year = {{\noopsort{1968a}}1973}", "1973"),
        (r"year = {{\noopsort{1973a}}{\switchargs{--90}{1968}}}", "1968"),
        ("year = 2021, month = feb", "2021-02"),
        ("year = 2021, month = {February}", "2021-02"),
        ("year = 2021, month = 2", "2021-02"),
        ("year = 2021, month = {02}", "2021-02"),
        ('year = 2021, month = feb # "~15"', "2021-02-15"),
        ('year = 2021, month = "15~" # feb', "2021-02-15"),
        ("year = 2021, month = feb, day = 15", "2021-02-15"),
        ("year = 2021, month = {Feb.--Mar.}", "2021-02"),
        ("year = 2021, month = feb, day = 31", "2021-02"),
        ("year = 2021, month = {Spring}", "2021"),
        ("date = {2021-02-15}", "2021-02-15"),
        ("date = {2021-02/2021-03}", "2021-02"),
        ("date = {15 February 2021}", "2021-02-15"),
        ("date = {2021/02/15}", "2021-02-15"),
        ("date = {2021-22}", "2021"),
        ("date = {2021?}, year = 1999", "2021"),
        ("date = {soon}, year = 1999", None),
        ("date = {-0044}, year = 1999", None),
        ("month = feb", ""),
    ],
)
def test_the_date_of_publication_is_as_exact_as_given(fields: str, published: str | None) -> None:
    result = read_bibtex(f"@article{{key, title = {{T}}, {fields}}}", "refs.bib")
    expected = "1999" if published is None else published
    assert [str(note.published or "") for note in result.notes] == [expected]
    assert [problem.kind.value for problem in result.problems] == (["date"] if published is None else [])


@pytest.mark.parametrize("month", ["Smarch", "13", "0"])
def test_what_is_no_month_is_told(month: str) -> None:
    result = read_bibtex(f"@article{{key, title = {{T}}, year = 2021,\n month = {{{month}}}}}", "refs.bib")
    assert [str(note.published) for note in result.notes] == ["2021"]
    assert told(result) == [("refs.bib:2", "date")]


@pytest.mark.parametrize(
    ("field", "date"),
    [
        ("date-added = {2015-03-14 10:00:00 +0100}", "2015-03-14T10:00:00+01:00"),
        ("timestamp = {2015.03.14}", "2015-03-14"),
        ("timestamp = {2015-03-14}", "2015-03-14"),
        ("creationdate = {2021-05-08T12:03:11}", "2021-05-08T12:03:11"),
        ("added-at = {2012-05-30T10:43:21.000+0200}", "2012-05-30T10:43:21+02:00"),
        ("timestamp = {Mon, 13 Aug 2018 16:48:35 +0200}", "2018-08-13T16:48:35+02:00"),
        ("timestamp = {an hour ago}", ""),
    ],
)
def test_the_note_is_as_old_as_its_entry(field: str, date: str) -> None:
    note = entry(field)
    assert (note.date.machine if note.date else "") == date
    assert note.published is None


@pytest.mark.parametrize(
    ("fields", "url", "links"),
    [
        ("url = {https://x.org}", "https://x.org", {}),
        ("doi = {10.1000/a_b}", "https://doi.org/10.1000/a_b", {}),
        ("doi = {https://doi.org/10.1000/a}", "https://doi.org/10.1000/a", {}),
        (
            r"doi = {10.1000/a\_b}, url = {https://x.org}",
            "https://x.org",
            {"DOI": "https://doi.org/10.1000/a_b"},
        ),
        (r"doi = {https://dl.acm.org/doi/pdf/10.1000/a\_b}", "https://doi.org/10.1000/a_b", {}),
        (
            r"doi = {10.1000/(SICI)1<1::A{\textgreater}3$\greater$4}",
            "https://doi.org/10.1000/(SICI)1%3C1::A%3E3%3E4",
            {},
        ),
        ("doi = {10.1000/a, 10.1000/b}", "https://doi.org/10.1000/a", {"DOI": "https://doi.org/10.1000/b"}),
        ("url = {doi:10.1000/a}, doi = {10.1000/a}", "https://doi.org/10.1000/a", {}),
        (
            "url = {https://dl.acm.org/doi/10.1000/a}, doi = {10.1000/a}",
            "https://dl.acm.org/doi/10.1000/a",
            {"DOI": "https://doi.org/10.1000/a"},
        ),
        ("eprint = {arXiv:hep-th/9711200v2}", "https://arxiv.org/abs/hep-th/9711200v2", {}),
        ("note = {arXiv:hep-th/9711200}", "https://arxiv.org/abs/hep-th/9711200", {}),
        ("doi = {10.1000/a}, url = {http://dx.doi.org/10.1000/a}", "http://dx.doi.org/10.1000/a", {}),
        ("eprint = {2106.09685}", "https://arxiv.org/abs/2106.09685", {}),
        (
            "eprint = {2106.09685}, eprinttype = {arXiv}, doi = {10.1000/a}",
            "https://doi.org/10.1000/a",
            {"arXiv": "https://arxiv.org/abs/2106.09685"},
        ),
        (
            "url = {http://arxiv.org/pdf/2106.09685}, eprint = {2106.09685}",
            "http://arxiv.org/pdf/2106.09685",
            {},
        ),
        ("eprint = {hep-th/9711200}, archivePrefix = {arXiv}", "https://arxiv.org/abs/hep-th/9711200", {}),
        ("eprint = {123}, eprinttype = {jstor}", "https://www.jstor.org/stable/123", {}),
        ("eprint = {123}, eprinttype = {unheard of}", "", {}),
        ("journal = {arXiv preprint arXiv:2106.09685}", "https://arxiv.org/abs/2106.09685", {}),
        ("url = {https://x.org https://y.org}", "https://x.org", {"URL": "https://y.org"}),
        (r"howpublished = {\url{https://x.org}}", "https://x.org", {}),
        ("url = {www.x.org}", None, {}),
        ("arxiv = {2106.09685}", "https://arxiv.org/abs/2106.09685", {}),
        ("arxiv = {2106.09685}, eprint = {2106.09685}", "https://arxiv.org/abs/2106.09685", {}),
        (
            r"url = {https://x.org}, code = {https://y.org/a\_b}, pdf = {https://z.org}, slides = {s.pdf}",
            "https://x.org",
            {"Code": "https://y.org/a_b", "PDF": "https://z.org"},
        ),
        ("html = {https://x.org}", "https://x.org", {}),
        ("adsurl = {https://x.org}", "https://x.org", {}),
        ("doi = {10.1000/a}, adsurl = {https://x.org}", "https://doi.org/10.1000/a", {}),
        ("html = {javascript:alert(1)}, code = {o/r}, pdf = {/home/a.pdf}, biburl = {https://x.org}", "", {}),
    ],
)
def test_addresses(fields: str, url: str | None, links: Mapping[str, str]) -> None:
    result = read_bibtex(f"@misc{{key, title = {{T}}, {fields}}}", "refs.bib")
    [note] = result.notes
    assert note.url == ("https://www.x.org" if url is None else url)
    assert {link.label: link.url for link in note.links} == links
    assert [problem.kind.value for problem in result.problems] == (["url"] if url is None else [])


def test_an_address_that_is_not_allowed_gives_way_to_the_next() -> None:
    result = read_bibtex(
        "@misc{k, title = {T},\n url = {javascript:alert(1)},\n doi = {10.1000/a}}", "refs.bib"
    )
    assert [note.url for note in result.notes] == ["https://doi.org/10.1000/a"]
    assert told(result) == [("refs.bib:2", "url")]


def test_an_address_without_a_doi_is_a_link_and_told() -> None:
    url = "https://www.nature.com/articles/s41586-020-2649-2"
    result = read_bibtex(f"@misc{{k, title = {{T}},\n doi = {{{url}}}}}", "refs.bib")
    assert [note.url for note in result.notes] == [url]
    assert told(result) == [("refs.bib:2", "field_value")]
    assert "call it `url`" in result.problems[0].message
    assert notes(f"@misc{{k, title = {{T}},\n url = {{{url}}}}}")[0].url == url


def test_keywords_are_tags() -> None:
    note = entry(r"keywords = {NLP, machine  learning; C\#, {A, B}, nlp}, mendeley-tags = {R\&D}")
    assert note.tags == ("NLP", "machine learning", "C#", "A, B", "R&D")


def test_texts_keep_their_paragraphs() -> None:
    note = entry("abstract = {One\n  line.\n\n  Another\\par Third}, note = {N}, annote = {A}, comment = {C}")
    assert (note.summary, note.comment) == ("One line.\n\nAnother\n\nThird", "N\n\nA\n\nC")


@pytest.mark.parametrize(
    ("kind", "fields", "venue"),
    [
        ("article", "journal = {J}, publisher = {P}", "J"),
        ("article", "journaltitle = {J}", "J"),
        ("inproceedings", "booktitle = {B}, publisher = {P}, organization = {O}", "B"),
        ("book", "publisher = {P}, series = {S}", "P"),
        ("phdthesis", "school = {S}, publisher = {P}", "S"),
        ("techreport", "institution = {I}", "I"),
        ("misc", "howpublished = {Blog}", "Blog"),
        ("misc", "howpublished = {\\url{https://x.org}}", ""),
        ("misc", "eprint = {2106.09685}, archiveprefix = {arXiv}", "arXiv"),
    ],
)
def test_venues(kind: str, fields: str, venue: str) -> None:
    assert entry(fields, kind).venue == venue


@pytest.mark.parametrize("journal", [r"\mnras", r"{\mnras}", r" \mnras "])
def test_the_commands_of_astronomers_are_names_of_journals(journal: str) -> None:
    note = one(rf"@article{{a, title = {{T}}, journal = {{{journal}}}}}")
    assert note.venue == note.extra["journal"] == "Monthly Notices of the Royal Astronomical Society"
    assert one(r"@article{a, title = {\mnras\ on \foo}}").title == "mnras on foo"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        *KINDS.items(),
        ("InProceedings", "paper"),
        ("dataset", "dataset"),
        ("Whatever", "whatever"),
    ],
)
def test_the_type_of_an_entry_is_the_kind_of_the_note(written: str, kind: str) -> None:
    assert one(f"@{written}{{key, title = {{T}}}}").kind == kind


@pytest.mark.parametrize(
    ("field", "lang"),
    [
        ("langid = {ngerman}", "de"),
        ("language = {English}", "en"),
        ("language = {pt-BR}", "pt-BR"),
        ("language = {en_US}", "en-US"),
        ("language = {Klingon and Elvish}", ""),
    ],
)
def test_languages(field: str, lang: str) -> None:
    assert entry(field).lang == lang


def test_what_is_no_field_of_a_note_is_kept_for_templates_and_what_is_nobodys_business_is_not() -> None:
    note = entry("Volume = 3, pages = {1--2}, file = {/home/me/a.pdf}, owner = {me}, bdsk-file-1 = {x}")
    assert note.extra == {"entrytype": "article", "volume": "3", "pages": "1–2"}


def test_fields_that_only_a_note_has_are_understood() -> None:
    note = entry("draft = {yes}, pinned = {true}, image = {a\\_b.png}, kind = {survey}, markup = {markdown}")
    assert (note.draft, note.pinned, note.image, note.kind, note.markup) == (
        True,
        True,
        "a_b.png",
        "survey",
        "markdown",
    )


def test_a_subtitle_follows_the_title() -> None:
    assert one("@book{k, title = {Title}, subtitle = {More}}").title == "Title: More"


def test_strings_are_joined_and_their_names_know_no_case() -> None:
    text = (
        '@STRING{tacl = "Trans. " # {ACL}}@string(more = tacl # "!")'
        '@article{k, TITLE = "T" # { of } # more, journal = TACL}'
    )
    assert (one(text).title, one(text).venue) == ("T of Trans. ACL!", "Trans. ACL")


def test_entries_in_parentheses_on_one_line_and_after_one_another() -> None:
    found = notes(
        '@article(a, title = "One (1)")@article{b, title = {Two}} stray @article (c, title={Th)ree}) end'
    )
    assert [(note.id, note.title) for note in found] == [("a", "One (1)"), ("b", "Two"), ("c", "Th)ree")]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("@article\n{k, title = {T}}", "T"),
        ("@ article{k, title = {T}}", "T"),
        ("@my-type{k, title = {T}}", "T"),
        ('@article{k, title = "The {"big, old"} T"}', 'The "big, old" T'),
        (r"@article{k, title = {T}, file = {D:\papers\}}", "T"),
        ("@article{k, title = {T}, note = {As in\n@sees (here)}}", "T"),
    ],
)
def test_what_bibtex_reads_is_read(written: str, title: str) -> None:
    assert one(written).title == title


def test_each_comma_that_is_missing_is_told_however_many_they_are() -> None:
    fields = "".join(f"\n f{n} = {{x}}" for n in range(100))
    result = read_bibtex(f"@article{{k, title = {{T}}{fields}}}", "refs.bib")
    assert [len(note.extra) for note in result.notes] == [101]
    assert told(result) == [(f"refs.bib:{line}", "bibtex_syntax") for line in range(2, 102)]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("title year = 2000", "in `title`, it cannot be read from `year = 2000` on"),
        ('title = "a {b} c', "its end is missing"),
    ],
)
def test_a_message_shows_from_where_on_an_entry_does_not_parse(fields: str, message: str) -> None:
    [problem] = read_bibtex(f"@article{{k, {fields}}}", "refs.bib").problems
    assert message in problem.message


def test_an_entry_without_an_end_takes_no_other_into_a_value() -> None:
    result = read_bibtex("@misc{x, title = {X}, note = {n\n@misc{y, title = {Y}}\n}\n", "refs.bib")
    assert [note.title for note in result.notes] == ["Y"]
    assert told(result) == [("refs.bib:1", "bibtex_syntax")]


def test_what_is_commented_out_is_no_entry() -> None:
    text = (
        "@comment{@article{a, title = {A}}}\n% @article{b, title = {B}}\n"
        "%@article{c,\n%  title = {C},\n%}\n@comment a word\n@article{d, title = {D}}\nmail me@example.org(x)"
    )
    assert [note.id for note in notes(text)] == ["d"]


def test_an_entry_in_the_text_of_another_is_text() -> None:
    note = entry("note = {As in\n@article{inner, title = {Inner}, year = 2000}\n}")
    assert note.comment == "As in @articleinner, title = Inner, year = 2000"


def test_a_part_takes_over_what_its_volume_has_and_it_has_not() -> None:
    part, volume = notes(
        "@inproceedings{part, title = {Part}, author = {A}, crossref = {VOL}}\n"
        "@proceedings{vol, title = {Volume}, year = 2020, month = may, editor = {E}, url = {https://x.org},\n"
        "  keywords = {k}, abstract = {About}, doi = {10.1000/v}}"
    )
    assert (part.title, part.venue, str(part.published)) == ("Part", "Volume", "2020-05")
    assert (part.url, part.links, part.tags, part.summary, part.authors) == ("", (), (), "", ("A",))
    assert (volume.title, volume.authors, volume.tags) == ("Volume", ("E",), ("k",))


def test_a_part_with_a_year_takes_no_month_of_another() -> None:
    part, _volume = notes(
        "@inbook{part, title = {Part}, year = 1999, crossref = {vol}}"
        "@book{vol, title = {Volume}, author = {A}, date = {2020-05}}"
    )
    assert (str(part.published), part.authors) == ("1999", ("A",))


def test_data_for_others_is_no_note_and_is_taken_over_through_each_other() -> None:
    [note] = notes(
        "@xdata{a, publisher = {P}, xdata = {b}}@xdata{b, keywords = {k}, publisher = {Q}}"
        "@book{c, title = {T}, xdata = {a, b}}@set{d, entryset = {c}}"
    )
    assert (note.id, note.venue, note.tags) == ("c", "P", ("k",))


def test_nothing_is_taken_over_from_an_entry_without_a_key() -> None:
    text = "@misc{title = {A}, publisher = {P}}@book{b, title = {B}, crossref = {c}}@book{c, title = {C}}"
    assert [note.venue for note in read_bibtex(text, "refs.bib").notes] == ["P", "C", ""]


def test_data_is_taken_over_through_eight_others() -> None:
    data = "".join(f"@xdata{{x{n}, f{n} = {{x}}, xdata = {{x{n + 1}}}}}" for n in range(1, 12))
    [note] = notes(f"@book{{k, title = {{T}}, xdata = {{x1}}}}{data}@xdata{{x12}}")
    assert note.extra == {"entrytype": "book", **{f"f{n}": "x" for n in range(1, 9)}}


def test_entries_that_name_each_other_in_a_circle_are_read() -> None:
    found = notes(
        "@book{a, title = {A}, crossref = {b}}@book{b, title = {B}, crossref = {a}, year = 2001}"
        "@book{c, title = {C}, crossref = {c}}"
    )
    assert [(note.title, str(note.published or "")) for note in found] == [
        ("A", "2001"),
        ("B", "2001"),
        ("C", ""),
    ]


@pytest.mark.parametrize(
    ("faulty", "line", "kind", "kept"),
    [
        ("@article{x, title = {X", 2, "bibtex_syntax", []),
        ("@article{x, title = {X}", 2, "bibtex_syntax", ["X"]),
        ("@article{x, title = {X,\n year = 2000\n}", 2, "bibtex_syntax", []),
        ('@article{x, title = "X}', 2, "bibtex_syntax", []),
        ("@article{x, title = }", 2, "bibtex_syntax", []),
        ("@article{x,\n title = {X},\n 2000 = year}", 4, "bibtex_syntax", []),
        ("@article{title = {X}}", 2, "bibtex_syntax", ["X"]),
        ("@article{two words, title = {X}}", 2, "bibtex_syntax", ["X"]),
        ("@article{x, title = {X}\n author = {A} year = 2000}", 3, "bibtex_syntax", ["X"]),
        ("@article{x, title = {X}}}", None, "", ["X"]),
        ("@article{x, title = {X}},\n year = 2000}", 3, "bibtex_syntax", ["X"]),
        ("@article(x, title = {X}},\n year = 2000)", None, "", ["X"]),
        ("@article{x, title = {X}\n note = {See\n@book{y, title = {Y}}\n}}", 3, "bibtex_syntax", ["Y"]),
        (f"@article{{x, title = {'{' * 300}X{'}' * 301}", 2, "bibtex_syntax", []),
        ("@article{x, title = {X}, year = {y", 2, "bibtex_syntax", []),
        ('@string{s = {S}\n@string(t = "T")', 2, "bibtex_syntax", []),
        ("@article{x, title = jmlr}", 2, "bibtex_name", ["jmlr"]),
        ("@article{x, title = {}}", 2, "title", []),
        ("@article{x}", 2, "title", []),
        ("@article{", 2, "bibtex_syntax", None),
        ("@", None, "", []),
    ],
)
def test_an_entry_that_is_wrong_costs_no_more_than_itself(
    faulty: str, line: int | None, kind: str, kept: list[str] | None
) -> None:
    after = "@article{after, title = {After}, year = 2001}\n"
    text = f"@article{{before, title = {{Before}}}}\n{faulty}\n\n{after}"
    result = read_bibtex(text, "refs.bib")
    assert [note.title for note in result.notes] == ["Before", *(kept or []), "After"]
    assert result.notes[-1].origin.line == text.count("\n")
    if line is None:
        assert result.problems == ()
    else:
        assert (f"refs.bib:{line}", kind) in told(result)
        assert all(problem.origin.line in range(2, text.count("\n")) for problem in result.problems)


@given(
    st.lists(
        st.sampled_from([
            "@article{k,",
            "@string{s=",
            "@x(",
            "title",
            "=",
            "{",
            "}",
            '"',
            ",",
            "#",
            "\n",
            "a",
            "@",
            "\\",
            ")",
            "%",
            "author={A and B, C}",
            "crossref={k}",
            "month=jan",
            "\\'",
            "$",
            "url={x}",
            "date={2000}",
            "xdata={k}",
        ]),
        max_size=40,
    )
)
def test_nothing_raises_whatever_is_in_a_file(parts: list[str]) -> None:
    text = "".join(parts)
    result = read_bibtex(text, "refs.bib")
    lines = text.count("\n") + 1
    assert all(1 <= (problem.origin.line or 0) <= lines for problem in result.problems)
    assert all(1 <= (note.origin.line or 0) <= lines for note in result.notes)
    ending = read_bibtex(f"{text}\n\n@article{{end, title = {{The end}}, note = {{n}}}}", "refs.bib")
    assert [note.title for note in ending.notes][-1:] == ["The end"]


@given(st.binary(max_size=300))
def test_nothing_raises_whatever_bytes_are_in_a_file(content: bytes) -> None:
    read_source(b"@article{" + content, "refs.bib")
    read_source(b"@article{k, title = {" + content + b"}}", "refs.bib")
    read_source(
        b"@article{k, title = {T}, author = {" + content + b"}, keywords = {" + content + b"}}", "refs.bib"
    )


@given(st.text(max_size=30))
def test_small_readers_never_raise(text: str) -> None:
    for read in (read_people, biblatex_date, month_and_day, moment, language_tag, unescape_address):
        read(text)


WITHOUT = """
import sys
sys.modules["pybtex"] = None
from sphinxext.tagpages.sources.registry import read_source
result = read_source(b"@article{k, title={T}}", "refs.bib")
[problem] = result.problems
print(len(result.notes), problem.origin, problem.kind, problem.message)
"""


def test_without_pybtex_one_message_says_what_to_install() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WITHOUT], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("0 refs.bib file ")
    assert "python -m pip install 'sphinxext-tagpages[bibtex]'" in done.stdout


def test_a_file_without_an_entry_is_told() -> None:
    [problem] = read_source(b"% my references\n", "refs.bib").problems
    assert (problem.kind.value, problem.message) == (
        "file",
        "no note is in this file; begin each with `@article{key,` or the like",
    )
