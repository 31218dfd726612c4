"""DOIs and numbers of arXiv in the forms in which they are written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.util.identifiers import arxiv_urls, doi_urls

SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
SICI_URL = "10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2"
DOIS = {
    "10.1000/x": """
        10.1000/x
        doi:10.1000/x
        doi: 10.1000/x
        DOI 10.1000/x
        DOI：10.1000/x
        doi = 10.1000/x
        DOI: https://doi.org/10.1000/x
        http://dx.doi.org/10.1000/x
        https://www.doi.org/10.1000/x/
        https://doi.org/doi:10.1000/x?nosfx=y
        doi.org/10.1000/x
        urn:doi:10.1000/x
        info:doi/10.1000/x
        https://hdl.handle.net/10.1000/x
        10.1000%2Fx
        <https://doi.org/10.1000/x>
        (doi:10.1000/x).
        10.1000/x;
        https://doi-org.proxy.example.edu/10.1000/x
        https://proxy.example.edu/login?url=https://doi.org/10.1000/x
        https://proxy.example.edu/login?url=https%3A%2F%2Fdoi.org%2F10.1000%2Fx&amp;y=1
        https://example.org/10.1000/x
        """,
    "10.1145/3292500.3330701": """
        https://dl.acm.org/doi/10.1145/3292500.3330701
        https://dl.acm.org/doi/abs/10.1145/3292500.3330701?download=true
        https://dl.acm.org/doi/pdf/10.1145/3292500.3330701
        """,
    SICI_URL: f"""
        {SICI}
        {SICI.replace("<", "&lt;").replace(">", "&gt;")}
        https://onlinelibrary.wiley.com/doi/abs/{SICI}
        https://onlinelibrary.wiley.com/doi/10.1002/%28SICI%291097-0258%2819980815%2F30%2917%3A15%2F16%3C1661%3A%3AAID-SIM968%3E3.0.CO%3B2-2/full
        """,
    "10.1007/978-3-030-01234-2_12": r"""
        https://link.springer.com/chapter/10.1007/978-3-030-01234-2_12#citeas
        https://link.springer.com/content/pdf/10.1007/978-3-030-01234-2_12.pdf
        10.1007/978-3-030-01234-2\_12
        """,
    "10.1088/1748-0221/3/08/S08003": "https://iopscience.iop.org/article/10.1088/1748-0221/3/08/S08003/meta",
    "10.1103/PhysRevLett.116.061102": "https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.116.061102",
    "10.1101/2020.03.30.015347": "https://www.biorxiv.org/content/10.1101/2020.03.30.015347v2.full.pdf",
    "10.1371/journal.pone.0012345": "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0012345",
    "10.3389/fpsyg.2019.01155": "https://www.frontiersin.org/articles/10.3389/fpsyg.2019.01155/full",
    "10.5281/zenodo.1234567": "https://zenodo.org/badge/DOI/10.5281/zenodo.1234567.svg",
    "10.1016/S0140-6736(05)": "10.1016/S0140-6736(05)",
    "10.1000/x%3Cy%3E%23z%3F": "10.1000/x<y>#z?",
    "10/abcd": """
        10/abcd
        doi:10/abcd
        https://doi.org/10/abcd
        http://doi.org/abcd
        """,
}
ARXIV = {
    "2305.11206": """
        2305.11206
        arXiv:2305.11206 [cs.CL]
        arXiv 2305.11206.
        abs/2305.11206
        arxiv.org/abs/2305.11206
        https://arxiv.org/pdf/2305.11206.pdf#page=3
        https://export.arxiv.org/abs/2305.11206
        https://arxiv-org.proxy.example.edu/abs/2305.11206
        https://ar5iv.labs.arxiv.org/html/2305.11206
        https://www.alphaxiv.org/abs/2305.11206
        https://doi.org/10.48550/arXiv.2305.11206
        oai:arXiv.org:2305.11206
        """,
    "2305.11206v2": "https://arxiv.org/html/2305.11206v2",
    "hep-th/9901001v2": """
        hep-th/9901001v2
        arXiv:hep-th/9901001v2 [hep-th]
        pdf/hep-th/9901001v2
        http://xxx.lanl.gov/abs/hep-th%2F9901001v2
        """,
    "cs.CL/0701001": "arxiv.org/abs/cs.CL/0701001",
}


def _cases(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(line.strip(), name) for name, lines in table.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("text", "name"), _cases(DOIS))
def test_a_doi_is_an_address_however_it_is_written(text: str, name: str) -> None:
    assert doi_urls(text) == [f"https://doi.org/{name}"]
    assert doi_urls(f"{text}, {text}; doi: 10.1000/b") == [
        f"https://doi.org/{name}",
        "https://doi.org/10.1000/b",
    ]


@pytest.mark.parametrize(("text", "name"), _cases(ARXIV))
def test_a_number_of_arxiv_is_an_address_however_it_is_written(text: str, name: str) -> None:
    assert arxiv_urls(text) == [f"https://arxiv.org/abs/{name}"]


def test_several_need_no_blank_between_them() -> None:
    assert doi_urls("10.1000/a,10.1000/b") == ["https://doi.org/10.1000/a", "https://doi.org/10.1000/b"]
    assert doi_urls("10.1000/a and 10.1000/b") == ["https://doi.org/10.1000/a", "https://doi.org/10.1000/b"]


NO_DOIS = [
    *(
        "",
        "ten",
        "10.1000",
        "10/12",
        "doi:",
        "https://doi.org/",
        "10.1000/x y",
        "see 10.1000/x",
        "2305.11206",
    ),
    *(
        "[10.1000/x](https://doi.org/10.1000/x)",
        "javascript:10.1000/x",
        "https://www.nature.com/articles/s4-2",
    ),
]


@pytest.mark.parametrize("text", NO_DOIS)
def test_what_is_no_doi_is_none(text: str) -> None:
    assert doi_urls(text) == []


@pytest.mark.parametrize(
    "text", ["", "23.1", "12", "10.1000/x", "https://example.org/abs/2305.11206", "2305.11206 x"]
)
def test_what_is_no_number_of_arxiv_is_none(text: str) -> None:
    assert arxiv_urls(text) == []


@given(st.text("10.doi/:arxv %2FSICI<>()&;,=?# \\\n"))
def test_nothing_raises_and_no_scheme_but_https_comes_out(text: str) -> None:
    assert all(
        url.startswith("https://") and not set(url) & set(' <>"\\')
        for url in doi_urls(text) + arxiv_urls(text)
    )


@pytest.mark.parametrize(
    "text",
    [
        "a.b/",
        "10.1000/",
        "doi ",
        ")",
        "10.1000/a,",
        "x.y/10.1000/a" + "/pdf" * 9000,
        "10.1000/x" + ")" * 30_000,
    ],
)
def test_a_hostile_text_takes_a_moment_at_most(text: str) -> None:
    started = time.perf_counter()
    for read in (doi_urls, arxiv_urls):
        read(text * (30_000 // len(text) + 1))
    assert time.perf_counter() - started < 5
