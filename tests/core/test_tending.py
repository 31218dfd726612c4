"""Which tags are one most likely, which say little, and which a note may lack."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.core.tags.entries import TagEntry
from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.core.tags.vocabulary import Vocabulary
from sphinxext.tagpages.tending.doctor import examine
from sphinxext.tagpages.tending.neighbours import Neighbours
from sphinxext.tagpages.tending.pairs import Pair, find_pairs
from sphinxext.tagpages.tending.spelling import form
from sphinxext.tagpages.tending.tagged_notes import TaggedNotes
from sphinxext.tagpages.util.words import words

ORIGIN = Origin("tags.yaml", 1)


def note(*tags: str, title: str = "A note", summary: str = "") -> Note:
    return Note(title, "id", Origin("notes.yaml", 1), tags=tags, summary=summary)


def tagged(notes: Sequence[Note], *entries: TagEntry) -> TaggedNotes:
    return TaggedNotes.of(notes, Vocabulary.of(entries))


def pairs(*names: str) -> list[Pair]:
    """Return what is found of tags, each on more notes than the one before."""
    return find_pairs(tagged([note(name) for number, name in enumerate(names, 1) for _ in range(number)]))


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        (
            "hyphen",
            "SpeedUp|speed-up  Efficiency/SpeedUp|Efficiency SpeedUp  GPT-4|GPT4  Q&A|QA  jQuery]|jquery",
        ),
        ("hyphen", "ニューラル・ネットワーク|ニューラルネットワーク  web_scraping|webscraping"),
        (
            "number",
            "LLM|LLMs  library|libraries  analysis|analyses  Matrix|Matrices  class|classes  cookie|cookies",
        ),
        ("number", "large-language-models|Large Language Model  LanguageModel|language models  cache|caches"),
        ("number", "database|data-bases  box|boxes  API|APIs  size|sizes  child|children"),
        (
            "spelling",
            "colour|color  tokenisation|Tokenization  modelling|modeling  centre|center  catalogue|catalog",
        ),
        (
            "spelling",
            "naïve bayes|Naive-Bayes  サーバー|サーバ  まとめ|マトメ  node.js|Node  ジェネレーター|generator",
        ),
        ("spelling", "セキュリティ|security  アルゴリズム|algorithm  Cheatsheet|チートシート"),
        ("spelling", "Transformer|Tranformer  summarization|sumarization  retrieval|retreival"),
        ("abbreviation", "LLM|large language model  LLMs|Large-Language-Models  PWA|ProgressiveWebApp"),
        ("abbreviation", "CNN|convolutional neural network  RLHF|reinforcement learning from human feedback"),
        (
            "abbreviation",
            "Internet of Things (IoT)|IoT  GPT|generative pre-trained transformer  ML|machine-learning",
        ),
        (
            "abbreviation",
            "i18n|internationalization  a11y|accessibility  DB|databases  QA|question answering",
        ),
    ],
)
def test_two_names_are_one_tag(rule: str, names: str) -> None:
    for pair in names.split("  "):
        [found] = pairs(*pair.split("|"))
        assert (found.rule, found.tag, found.into) == (rule, *map(tag_key, pair.split("|"))), pair


@pytest.mark.parametrize(
    "names",
    [
        "GPT-3|GPT-4  2018|2019  3.5|35  10-2|102  Python 2|Python 3  word2vec|doc2vec  HTML|HTML5  v1|v2",
        "CNN|RNN  LLM|LMM  NLP|NLU  BERT|BART  Rust|Ruby  test|text  cat|car  Vue|Vuex  image|mage",
        "OS|OSS  CS|CSS  http|https  HTTP|HTTPS  IO|iOS  US|use  new|news  Windows|window",
        "C|C++  C++|C#  A|A*  Java|JavaScript  SQL|MySQL  MS|MySQL",
        "React|Preact  pretraining|retraining  typed|untyped  encoder|encoded  browser|browse",
        "contrast|contract  causal|casual  Type I|Type II  Class A|Class B  音声|音楽  画像認識|画像生成",
        "go|google  データ|date",
    ],
)
def test_two_names_are_two_tags(names: str) -> None:
    for pair in names.split("  "):
        assert not pairs(*pair.split("|")), pair


def test_a_short_form_with_several_meanings_needs_a_note_that_writes_both() -> None:
    notes = [note("RAG"), note("Retrieval augmented generation"), note("Random access games")]
    assert not find_pairs(tagged(notes))
    notes.append(note("RAG", summary="On retrieval-augmented generation."))
    [found] = find_pairs(tagged(notes))
    assert found.tag == "retrieval augmented generation"
    assert found.why.endswith("and a note of one writes the other")


def test_all_that_are_one_are_merged_into_one() -> None:
    names = ["LLM", "LLMs", "large language model", "Large-Language-Models", "LargeLanguageModel"]
    found = find_pairs(tagged([note(name) for number, name in enumerate(names) for _ in range(9 - number)]))
    assert len(found) == len(names) - 1
    assert {pair.main for pair in found} == {"llm"}


def test_what_texts_write_tells_a_slip_from_a_word() -> None:
    many = [note("deno", summary="On Deno.") for _ in range(20)]
    [found] = find_pairs(tagged([*many, note("dneo")]))
    assert (found.tag, found.into) == ("dneo", "deno")
    assert "texts of 20 notes write deno, of 0 dneo" in found.why
    assert not find_pairs(tagged([*many, note("dneo"), note(summary="Dneo is another thing.")]))
    # The more frequent one may be the slip.
    notes = [*[note("refacoring")] * 3, note("refactoring"), *[note(summary="A refactoring.")] * 12]
    [found] = find_pairs(tagged(notes))
    assert (found.tag, found.into) == ("refacoring", "refactoring")


def test_tags_on_the_same_notes_may_be_one_and_few_notes_tell_nothing() -> None:
    [found] = find_pairs(tagged([*[note("NLP", "文章")] * 9, note("NLP")]))
    assert (found.rule, found.tag, found.into, found.both) == ("notes", "文章", "nlp", 9)
    assert found.why == "of 10 notes with either 9 have both"
    assert not find_pairs(tagged([note("NLP", "文章")] * 4))
    assert not find_pairs(tagged([*[note("NLP", "文章")] * 9, *[note("NLP")] * 3]))


def test_what_an_owner_says_of_two_tags_ends_the_question() -> None:
    notes = [note("LLM"), note("LLMs"), note("LLMs")]
    [found] = find_pairs(tagged(notes))
    assert (found.tag, found.into) == ("llm", "llms")
    # A tag of the file stays.
    [found] = find_pairs(tagged(notes, TagEntry("LLM", ORIGIN)))
    assert (found.tag, found.into) == ("llms", "llm")
    assert not find_pairs(tagged(notes, TagEntry("LLM", ORIGIN, different=("llms",))))
    assert not find_pairs(tagged(notes, TagEntry("LLM", ORIGIN, aliases=("LLMs",))))
    assert not find_pairs(tagged(notes, TagEntry("LLM", ORIGIN, parents=("LLMs",))))


def test_the_file_is_read_for_entries_of_no_use_and_notes_for_tags_that_say_little() -> None:
    notes = [note("AI", f"tag {chr(0x4E00 + number)}", "AI") for number in range(12)] + [
        note("AI", "Summaries")
    ]
    entries = [
        TagEntry("Task", ORIGIN),
        TagEntry("Summary", ORIGIN, parents=("Task",), aliases=("Summaries",)),
        TagEntry("Robots", ORIGIN, aliases=("Robotics",)),
    ]
    found = examine(tagged(notes, *entries))
    assert [entry.name for entry in found.unused] == ["Robots"]
    assert found.everywhere == ("ai",)
    assert len(found.single) == 13
    assert not examine(tagged(notes, TagEntry("AI", ORIGIN, hidden=True))).everywhere


NAMES = st.text("aAbBés -.12+ーア", min_size=1, max_size=8)


@given(st.lists(st.lists(NAMES, max_size=4), max_size=12), st.randoms())
def test_findings_depend_neither_on_the_order_of_notes_nor_on_chance(
    given_tags: list[list[str]], random: object
) -> None:
    notes = [note(*names) for names in given_tags]
    found = find_pairs(tagged(notes))
    shuffled = sorted(notes, key=lambda _note: random.random())  # type: ignore[attr-defined]
    assert find_pairs(tagged(shuffled)) == found
    assert len({frozenset((pair.tag, pair.into)) for pair in found}) == len(found)
    # Each pair that is refused is gone.
    by_key = {pair.tag: pair.into for pair in found}
    refused = [TagEntry(key, ORIGIN, different=(other,)) for key, other in by_key.items()]
    again = find_pairs(tagged(notes, *refused))
    assert not {frozenset(pair) for pair in by_key.items()} & {
        frozenset((one.tag, one.into)) for one in again
    }


@given(NAMES)
def test_the_form_of_a_name_does_not_depend_on_case_width_or_spaces(name: str) -> None:
    assert form(f" {name}") == form(f"{name} ")
    assert form(name.replace(" ", "  ")) == form(name)


def test_thousands_of_numbered_tags_are_no_pairs_and_take_no_time() -> None:
    notes = [note(f"topic-{number}", f"subject {number:05}") for number in range(5_000)]
    assert find_pairs(tagged(notes)) == []


def test_words_are_those_of_a_text_and_pairs_of_characters_in_japanese_and_chinese() -> None:
    text = "<b>Ｄｅｎｏ</b> 2: https://deno.com/blog 言語モデル、ライブラリC++ für Größe 한국어"
    assert list(words(text)) == ["deno", "2", "言語", "モデル", "ライブラリ", "c", "für", "grösse", "한국어"]


def test_a_note_gets_the_tags_of_its_neighbours_and_those_that_it_names() -> None:
    notes = [
        note("Databases", title="SQLite and how it stores rows of tables"),
        note("Databases", "Python", title="Rows of tables in SQLite, from a script"),
        note("Cooking", title="Bread, baked overnight"),
        note(title="Tables of SQLite: rows in Python"),
        note(title="Nothing like it"),
    ]
    neighbours = Neighbours(notes, [[tag_key(name) for name in one.tags] for one in notes])
    found = neighbours.suggest(3, 3)
    assert set(found) == {"databases", "python"}
    assert neighbours.suggest(3, 1) == found[:1]
    assert neighbours.suggest(4, 3) == []
    assert neighbours.suggest(0, 3) == ["python"]
