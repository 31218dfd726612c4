"""What the tags file says of all tags together: aliases, parents, groups, titles, addresses."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.index import PlacedNote, TagIndex, build_index
from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.options import IndexOptions
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.core.selection import Selection
from sphinxext.tagpages.core.tags.entries import TagEntry
from sphinxext.tagpages.core.tags.groups import TagGroup
from sphinxext.tagpages.core.tags.info import TagInfo
from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.core.tags.vocabulary import Vocabulary
from sphinxext.tagpages.sources.yaml.tags_file import read_tags_file


def vocabulary_of(text: str, separator: str = "") -> Vocabulary:
    read = read_tags_file(text, "tags.yaml")
    assert read.problems == ()
    return Vocabulary.of(read.entries, separator)


def index_of(
    tags: Sequence[Sequence[str]], text: str = "", separator: str = "", **options: object
) -> TagIndex:
    placed = [
        PlacedNote(
            Note(f"n{number}", f"n{number}", Origin("a.yaml", number + 1), tags=tuple(names)), ("a", number)
        )
        for number, names in enumerate(tags)
    ]
    vocabulary = vocabulary_of(text, separator)
    return build_index(placed, IndexOptions(vocabulary=vocabulary, **options))  # type: ignore[arg-type]


def notes_of(index: TagIndex, name: str) -> list[str]:
    tag = index.tag(name)
    assert tag
    return [entry.note.id for entry in index.by_tag[tag.key]]


def told(index: TagIndex) -> list[str]:
    return [problem.message for problem in index.problems]


def test_an_alias_is_the_tag_itself_wherever_one_is_named() -> None:
    text = "LLM: {aliases: [LLMs, Large  Language Model]}"
    index = index_of([["LLM"], ["llms", "LLM"], ["large language model"], ["NLP"]], text)
    assert [tag.name for tag in index.tags.values()] == ["LLM", "NLP"]
    assert notes_of(index, "LLMs") == notes_of(index, "LLM") == ["n0", "n1", "n2"]
    assert [tag.name for tag in index.by_id["n1"].tags] == ["LLM"]
    found = Selection(tags=("LARGE LANGUAGE MODEL",)).select(index)
    assert [entry.note.id for entry in found] == ["n0", "n1", "n2"]
    assert Selection(any_tags=("llms", "no")).unknown_tags(index) == [("no", "any-tags")]
    assert told(index) == []
    assert index.names_of(index.tags["llm"]) == ["LLM", "LLMs", "Large Language Model"]


def test_a_tag_that_notes_know_by_its_aliases_alone_has_the_name_of_the_file() -> None:
    index = index_of([["LLMs"]], "Large Language Model: {aliases: [LLMs]}")
    assert [(tag.name, tag.slug) for tag in index.tags.values()] == [
        ("Large Language Model", "large-language-model")
    ]
    assert index.former == {"llms": "large language model"}


def test_chains_of_aliases_are_cut_and_circles_told() -> None:
    index = index_of([["C"], ["B"]], "A: {aliases: [B]}\nB: {aliases: [C], title: x}\nC: {aliases: [A]}")
    assert index.vocabulary.aliases == {"b": "a", "c": "a"}
    assert [tag.name for tag in index.tags.values()] == ["A"]
    assert [message.partition(";")[0] for message in told(index)] == [
        "'B' is an alias of 'A'",
        "'C' is an alias of 'B'",
        "'A' is no alias of 'C': that is an alias of 'A'",
    ]


def test_spellings_that_the_file_has_as_aliases_are_not_told() -> None:
    assert told(index_of([["LLM"], ["llm"]], "LLM: {aliases: [llm]}")) == []
    assert len(told(index_of([["LLM"], ["llm"]], "LLM: {}"))) == 1


def test_a_parent_has_the_notes_of_those_below_it_each_once() -> None:
    text = "NLP: {parents: [AI]}\nLLM: {parents: [NLP, Models], aliases: [LM]}\nlms: {parents: LM}"
    index = index_of([["LLM", "NLP"], ["LM"], ["NLP"], ["lms"], ["x"]], text)
    assert notes_of(index, "AI") == ["n0", "n1", "n2", "n3"]
    assert notes_of(index, "Models") == ["n0", "n1", "n3"]
    assert index.tags["llm"].parents == ("nlp", "models")
    assert index.tags["nlp"].children == ("llm",)
    assert index.tags["models"].children == ("llm",)
    assert index.by_id["n3"].keys == {"lms", "llm", "nlp", "models", "ai"}
    assert [tag.key for tag in index.by_id["n3"].tags] == ["lms"]


def test_the_edge_that_closes_a_circle_in_the_order_of_the_file_is_dropped_and_told() -> None:
    index = index_of([["c"]], "a: {parents: [b]}\nb: {parents: [c]}\nc: {parents: [c, a, d]}")
    assert index.vocabulary.parents == {"a": ("b",), "b": ("c",), "c": ("d",)}
    assert [(problem.origin.line, problem.message.partition(",")[0]) for problem in index.problems] == [
        (3, "'c' cannot be above itself"),
        (3, "'a' cannot be above 'c'"),
    ]


def test_a_tag_that_is_hidden_or_skipped_has_no_page_and_its_notes_are_still_found() -> None:
    text = "b: {parents: [a]}\na: {parents: [top], hidden: yes}"
    index = index_of([["b"], ["a"], ["old"]], text, skip_tags=["OLD"])
    assert list(index.tags) == ["b", "top"]
    assert index.tags["b"].parents == ("top",)
    assert [len(Selection(tags=(name,)).select(index)) for name in ("a", "top", "old")] == [2, 2, 1]


@pytest.mark.parametrize(
    ("names", "text", "parents"),
    [
        (["A/B/C"], "", {"a/b/c": ("a/b",), "a/b": ("a",)}),
        (["A / B"], "", {"a / b": ("a",)}),
        (["A//B", "/x", "y/"], "", {}),
        (["A/B"], "X: {aliases: [A]}", {"a/b": ("x",)}),
        (["A/B/C"], "X: {aliases: [A/B]}", {"a/b/c": ("x",)}),
        (["x"], "x: {parents: [A/B]}", {"x": ("a/b",), "a/b": ("a",)}),
    ],
)
def test_a_separator_nests_tags_by_their_names(
    names: list[str], text: str, parents: dict[str, tuple[str, ...]]
) -> None:
    index = index_of([names], text, "/")
    assert index.vocabulary.parents == parents
    assert told(index) == []
    assert index_of([names], text).vocabulary.names.keys() <= index.vocabulary.names.keys()
    assert {above for those in parents.values() for above in those} <= index.tags.keys()


def test_a_name_and_the_file_that_close_a_circle_are_told() -> None:
    index = index_of([["A/B"]], "A: {parents: [A/B]}", "/")
    assert index.vocabulary.parents == {"a": ("a/b",)}
    assert told(index) == ["'A' is above 'A/B' by its name, not below it: remove that from its parents"]


def test_a_tag_of_several_words_that_the_file_has_is_meant_so() -> None:
    notes = [["Deep Learning"], ["deep"], ["deep"], ["learning"], ["learning"]]
    assert len(told(index_of(notes))) == 1
    assert told(index_of(notes, "Deep Learning: {}")) == []
    assert told(index_of([*notes[1:], ["x"]], "x: {parents: [Deep Learning]}")) == []


def test_titles_are_chosen_by_the_language_of_readers() -> None:
    entry = TagEntry("NLP", Origin("t"), title={"zh": "自然", "zh-TW": "自然語言", "PT_br": "Línguas"})
    wanted = ["zh_CN", "zh_TW", "pt_BR", "pt", "en", ""]
    assert [entry.title_in(language) for language in wanted] == ["自然", "自然語言", "Línguas", "", "", ""]
    index = index_of([["LLM"], ["a"]], "llm: {title: {ja: ＺＥ言語モデル}}", language="ja")
    assert [(tag.name, tag.label) for tag in index.tags.values()] == [("a", "a"), ("LLM", "ＺＥ言語モデル")]
    assert index.tags["llm"].initial == "Z"
    assert index.tags["llm"].slug == "llm"


def test_groups_are_those_of_the_configuration_then_those_of_the_file() -> None:
    groups = [TagGroup("Task", ("quest*",)), TagGroup("Field", colour="#1d76db"), TagGroup("None", ("none",))]
    text = "Own: {group: Other}\nQuest 2: {group: field}\nb: {group: Other}"
    infos = {"nlp": TagInfo("NLP", "#1d76db"), "question": TagInfo("Question", "#1d76db")}
    index = index_of([["Own", "Question", "Quest 2", "NLP", "rest"]], text, groups=groups, infos=infos)
    assert {tag.name: tag.group for tag in index.tags.values()} == {
        "Own": "Other", "Question": "Task", "Quest 2": "Field", "NLP": "Field", "rest": "",
    }  # fmt: skip
    assert index.groups == ("Task", "Field", "Other")


def test_what_sources_say_stands_in_where_the_file_is_silent() -> None:
    infos = {"llm": TagInfo("LLM", "#111111"), "llms": TagInfo("LLMs", "#222222", "From the alias")}
    index = index_of([["LLM"]], "LLM: {aliases: [LLMs]}", infos=infos)
    assert (index.tags["llm"].colour, index.tags["llm"].description) == ("#111111", "From the alias")
    index = index_of([["LLM"]], "LLM: {colour: '123', description: Own}", infos=infos)
    assert (index.tags["llm"].colour, index.tags["llm"].description) == ("#112233", "Own")


def test_light_tags_stand_before_heavy_ones_and_those_without_a_weight_last() -> None:
    index = index_of([["a", "b", "c"]], "a: {weight: 20}\nc: {weight: -1}")
    assert [tag.key for tag in sorted(index.tags.values(), key=lambda tag: tag.by_weight)] == ["c", "a", "b"]


def test_a_former_name_leads_on_unless_another_page_is_there() -> None:
    index = index_of([["a"], ["b"]], "a: {slug: new, former: [old, b, new]}")
    assert index.former == {"old": "a"}
    assert told(index) == ["'a' had no page 'b': that is of another tag now; remove it"]
    # So do those of a tag that is an alias of another now, and no other tag gets them.
    index = index_of([["a"], ["c"]], "a: {slug: c, former: [old]}\nb: {aliases: [a]}")
    assert index.former == {"c": "b", "old": "b"}


NAMES = [
    "c",
    "C++",
    "c#",
    "A/B",
    "A-B",
    "a b",
    "a-b x",
    "index",
    "🧪",
    "Large Model",
    "large-model",
    "研究",
    "c-c",
]


@given(
    st.lists(st.sampled_from(NAMES), unique=True, min_size=1),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(NAMES), max_size=6),
    st.sampled_from(["", "c++", "large-model"]),
)
def test_no_address_dies_or_changes_hands_when_a_tag_becomes_an_alias(
    names: list[str], wanted: dict[str, str], pinned: str
) -> None:
    """Each page that a tag had is that of the tag that it is now, or leads there."""
    aliases: dict[str, list[str]] = {name: [] for name in names}
    for alias, name in wanted.items():
        if alias in names and name in names:
            aliases[name].append(alias)
    origin = Origin("t")
    slugs = {name: "pinned" * (tag_key(name) == pinned) for name in names}
    said = [TagEntry(name, origin, slug=slugs[name], aliases=tuple(aliases[name])) for name in names]
    before_said = [TagEntry(name, origin, slug=slugs[name]) for name in names]
    placed = [
        PlacedNote(Note(name, name, Origin("a", line), tags=(name,)), ("a", line))
        for line, name in enumerate(names)
    ]
    before = build_index(placed, IndexOptions(vocabulary=Vocabulary.of(before_said)))
    after = build_index(placed, IndexOptions(vocabulary=Vocabulary.of(said)))
    for tag in before.tags.values():
        now = after.tag(tag.name)
        assert now
        assert tag.slug == now.slug or after.former[tag.slug] == now.key
    now_there = [tag.slug for tag in after.tags.values()]
    assert len({*now_there, *after.former}) == len(now_there) + len(after.former)
