"""What may have been meant by a name that is not known."""

from __future__ import annotations

from difflib import get_close_matches

import pytest

from sphinxext.tagpages.core.problems import Origin, Problem, ProblemKind
from sphinxext.tagpages.core.tags.known import misspelt_tags
from sphinxext.tagpages.util import suggest
from sphinxext.tagpages.util.suggest import VERY_LIKE, KnownNames, advice, suggestion
from sphinxext.tagpages.warnings import summarised

TAGS = ["NLP", "Finetuning", "Alignment", "研究", "Survey"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Allignment", ["Alignment"]),
        ("finetunning", ["Finetuning"]),
        ("SURVAY", ["Survey"]),
        ("研究室", ["研究"]),
        ("  nlpp ", ["NLP"]),
        ("Quantization", []),
        ("", []),
        ("   ", []),
    ],
)
def test_what_is_most_like_a_name_may_have_been_meant(name: str, meant: list[str]) -> None:
    assert KnownNames(TAGS).nearest(name) == meant


def test_the_most_alike_comes_first_and_no_more_than_three_are_named() -> None:
    known = ["tagging", "tags", "tag", "tagged"]
    assert KnownNames(known).nearest("tagz") == ["tag", "tags", "tagged"]
    assert suggestion("tagz", ["tags", "tag"]) == "; did you mean 'tag' or 'tags'?"
    assert suggestion("tagz", ["tags", "tag"], likeness=VERY_LIKE + 0.06) == ""


def test_advice_names_what_can_be_written_in_any_case() -> None:
    assert advice("ful", ["full"], "write full") == "; did you mean 'full'? Write full"
    assert advice("x", ["full"], "write full") == "; write full"
    assert advice(3, ["full"], "write full") == "; write full"


def test_long_and_many_names_cost_a_bounded_work(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def counted(word: str, words: object, n: int, cutoff: float) -> list[str]:
        assert isinstance(words, list | dict)
        compared.append((len(word), len(words)))
        return get_close_matches(word, list(words), n, cutoff)

    monkeypatch.setattr(suggest, "get_close_matches", counted)
    many = [f"tag-{number}" for number in range(100_000)] + ["x" * 1_000_000]
    assert KnownNames(many).nearest("tagg-1")
    assert KnownNames(many).nearest("x" * 1_000_000) == []
    [(length, count)] = compared
    assert length == 6
    assert count <= 200


def test_among_very_many_names_a_slip_is_found_wherever_it_is() -> None:
    many = [f"{number}" * 12 for number in range(1000)] + ["Finetuning"]
    assert KnownNames(many).nearest("Finetunning") == KnownNames(many).nearest("inetuning") == ["Finetuning"]


@pytest.mark.parametrize("slip", ["retrievl", "retreival", "rertieval", "etrieval", "retrieva", "xetrieval"])
def test_among_names_that_begin_and_end_alike_a_slip_is_found(slip: str) -> None:
    many = [f"re{number}" for number in range(3000)] + [f"{number}al" for number in range(3000)]
    assert KnownNames([*many, "retrieval"]).nearest(slip, likeness=VERY_LIKE) == ["retrieval"]


def test_a_name_of_a_tag_is_told_only_where_it_is_very_like_one() -> None:
    place = Origin("tags.yaml", 3)
    names = [(name, place) for name in ("Allignment", "nlp", "status-*", "To do", "Sur?ay")]
    problems = misspelt_tags(names, {"nlp", "alignment"}, {"alignment": "Alignment"}, "the tags file")
    assert problems == [
        Problem(
            ProblemKind.UNKNOWN_TAG,
            "the tags file names the tag 'Allignment', which no note has; did you mean 'Alignment'?",
            place,
        )
    ]


def test_a_vocabulary_of_tags_for_notes_to_come_costs_a_bounded_work(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def counted(word: str, words: list[str], n: int, cutoff: float) -> list[str]:
        compared.append(len(words))
        return get_close_matches(word, words, n, cutoff)

    monkeypatch.setattr(suggest, "get_close_matches", counted)
    names = [(f"word-{number}-x", Origin("tags.yaml", number)) for number in range(20_000)]
    keys = {f"word-{number}" for number in range(20_000)}
    assert len(misspelt_tags(names, keys, {}, "the tags file")) == len(compared) == 500
    assert max(compared) <= 200


def test_what_may_be_meant_does_not_hang_on_the_order_of_a_set() -> None:
    keys = [f"tag-{number}" for number in range(3_000)]
    name = [("tag-17x", Origin("tags.yaml", 1))]
    assert misspelt_tags(name, keys, {}, "it") == misspelt_tags(name, keys[::-1], {}, "it") != []


def _problem(line: int, kind: ProblemKind = ProblemKind.DATE, path: str = "notes.yaml") -> Problem:
    return Problem(kind, f"fault {line}", Origin(path, line))


def test_problems_come_in_the_order_of_their_places() -> None:
    given = [_problem(3), _problem(1, path="b.yaml"), _problem(2, ProblemKind.URL), _problem(3)]
    assert summarised(given) == [given[1], given[2], given[0], given[3]]


def test_very_many_of_a_kind_in_a_file_are_ten_and_one_line() -> None:
    others = [_problem(15, ProblemKind.URL), _problem(3, path="other.rst")]
    found = summarised([*(_problem(line) for line in range(50_000, 0, -1)), *others])
    assert found[:10] == [_problem(line) for line in range(1, 11)]
    assert found[10] == Problem(
        ProblemKind.DATE,
        "… and 49,990 more like these in notes.yaml (the first of them at line 11); "
        "to see all, write `python -m sphinxext.tagpages check notes.yaml`",
        Origin("notes.yaml", 11),
    )
    assert found[11:] == others


def test_very_many_of_a_kind_in_several_files_are_ten_and_one_line() -> None:
    """Of each file some are shown: the slip that only one file has must not be hidden by those of another."""
    given = [_problem(line, path=f"p/{name}.yaml") for name in "abcd" for line in range(1, 100)]
    found = summarised([*given, _problem(7, path="p/sub/e.yaml")])
    assert [str(problem.origin) for problem in found] == [
        *(f"p/a.yaml:{line}" for line in (1, 2, 3, 4)),
        *(f"p/{name}.yaml:{line}" for name in "bcd" for line in (1, 2)),
        "p/sub/e.yaml:7",
    ]
    assert found[3].message == (
        "… and 387 more like these in 4 files (the first of them at p/a.yaml:4); "
        "to see all, write `python -m sphinxext.tagpages check p`"
    )


def test_what_is_said_of_the_fields_of_documents_is_counted_in_all_of_them() -> None:
    given = [_problem(2, ProblemKind.FIELD_ALIAS, f"{number:02}.md") for number in range(40)]
    found = summarised(given)
    assert found[:10] == given[:10]
    [rest] = found[10:]
    assert rest.message.startswith(
        "… and 30 more like these in 30 files (the first of them at 10.md:2); correct"
    )


def test_what_is_said_of_one_name_in_a_file_is_said_once() -> None:
    def of(line: int, name: str, path: str = "a.yaml") -> Problem:
        return Problem(ProblemKind.FIELD_ALIAS, f"about {name} at {line}", Origin(path, line), name=name)

    found = summarised([of(9, "x"), of(2, "x"), of(3, "y"), of(4, "x", "b.yaml"), of(5, ""), of(6, "")])
    assert [(str(problem.origin), problem.message) for problem in found] == [
        ("a.yaml:2", "about x at 2 (2 times in this file)"),
        ("a.yaml:3", "about y at 3"),
        ("a.yaml:5", "about  at 5"),
        ("a.yaml:6", "about  at 6"),
        ("b.yaml:4", "about x at 4"),
    ]


def test_one_more_than_ten_is_told_itself() -> None:
    given = [_problem(line) for line in range(1, 12)]
    assert summarised(given) == given
