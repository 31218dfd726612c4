"""The tag index: nothing is lost, nothing depends on the order of reading, every clash is reported."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.core.index import PlacedNote, TagIndex, build_index
from sphinxext.tagpages.core.note import Note, anchor, encode_id
from sphinxext.tagpages.core.options import IndexOptions
from sphinxext.tagpages.core.ordering import SortKey
from sphinxext.tagpages.core.problems import Origin, Problem, ProblemKind
from sphinxext.tagpages.core.tags.names import tag_key
from tests.examples import examples

fast = examples(60)
OPTIONS = IndexOptions()


def placed(
    title: str,
    *tags: str,
    note_id: str = "",
    at: str = "",
    date: str = "",
    home: str | None = None,
    draft: bool = False,
    pinned: bool = False,
    number: int = 0,
) -> PlacedNote:
    """Make a note at ``file:line``; its id stands on the next line and its tags on the one after."""
    path, _, line_text = (at or f"{title}.yaml:1").rpartition(":")
    line = int(line_text)
    note = Note(
        title=title,
        id=note_id or title,
        origin=Origin(path, line),
        date=NoteDate.parse(date) if date else None,
        tags=tags,
        draft=draft,
        pinned=pinned,
        key_lines={"id": line + 1, "tags": line + 2},
    )
    return PlacedNote(note, (path, number or line), home)


def index_of(*notes: PlacedNote, options: IndexOptions = OPTIONS) -> TagIndex:
    return build_index(notes, options)


def of_kind(index: TagIndex, kind: ProblemKind) -> list[Problem]:
    return [problem for problem in index.problems if problem.kind is kind]


def contents(index: TagIndex) -> list[object]:
    """Return all that an index says, in a form that can be compared."""
    return [
        [(entry.note, entry.home, entry.anchor, entry.tags) for entry in index.entries],
        list(index.tags.items()),
        {key: [entry.note.id for entry in members] for key, members in index.by_tag.items()},
        {name: entry.note.id for name, entry in index.by_id.items()},
        {key: entry.note.id for key, entry in index.by_key.items()},
        index.archive,
        index.problems,
    ]


spellings = st.sampled_from([
    "NLP",
    "nlp",
    "Ｎｌｐ",
    "C",
    "C++",
    "C#",
    "c",
    "A/B",
    "A B",
    "A-B",
    "index",
    "🎉",
    "研究",
    "todo",
    "../../x",
])
collected = st.lists(
    st.builds(
        placed,
        st.sampled_from(["LIMA", "Lima", "T 2", "T 10", "研究", ""]),
        note_id=st.sampled_from(["1", "1-2", "1-2-2", "a b", "a%20b", "A", "é"]),
        at=st.sampled_from(["a.yaml:1", "a.yaml:2", "b.yaml:1", "papers/c.rst:7"]),
        date=st.sampled_from(["", "2022", "2023", "2023-03", "2023-03-28", "2023-03-28T09:30+09:00"]),
        home=st.sampled_from([None, None, "papers/c"]),
        draft=st.sampled_from([False, False, False, True]),
        pinned=st.booleans(),
    ).flatmap(
        lambda item: st.lists(spellings, max_size=4).map(
            lambda tags: replace(item, note=replace(item.note, tags=tuple(tags)))
        )
    ),
    max_size=14,
).map(lambda items: [replace(item, key=(item.key[0], at)) for at, item in enumerate(items, start=1)])
some_options = st.builds(
    IndexOptions,
    dir=st.sampled_from(["tags", "by/topic"]),
    sort=st.sampled_from([(), (SortKey("date", descending=True),), (SortKey("id"), SortKey("published"))]),
    per_page=st.sampled_from([0, 1, 2, 200]),
    skip_tags=st.sampled_from([(), ("todo",), ("c*", "TODO")]),
    drafts=st.booleans(),
)


@fast
@given(collected.flatmap(lambda items: st.tuples(st.just(items), st.permutations(items))), some_options)
def test_the_index_does_not_depend_on_the_order_in_which_notes_were_collected(
    orders: tuple[list[PlacedNote], list[PlacedNote]], options: IndexOptions
) -> None:
    items, shuffled = orders
    assert contents(build_index(shuffled, options)) == contents(build_index(items, options))


@fast
@given(collected, some_options)
def test_every_note_is_in_the_index_once_and_only_drafts_are_left_out(
    items: list[PlacedNote], options: IndexOptions
) -> None:
    index = build_index(items, options)
    expected = [item for item in items if options.drafts or not item.note.draft]
    assert set(index.by_key) == {item.key for item in expected}
    assert len(index.entries) == len(expected)
    assert {id(entry) for entry in index.by_key.values()} == {id(entry) for entry in index.entries}
    for item in expected:
        entry = index.by_key[item.key]
        assert replace(entry.note, id=item.note.id) == item.note


@fast
@given(collected, some_options)
def test_no_two_notes_share_an_id_or_an_anchor(items: list[PlacedNote], options: IndexOptions) -> None:
    index = build_index(items, options)
    assert len({entry.note.id for entry in index.entries}) == len(index.entries)
    assert len({entry.anchor for entry in index.entries}) == len(index.entries)
    assert list(index.by_id) == [entry.name for entry in index.entries]
    for entry in index.entries:
        assert entry.anchor == anchor(entry.note.id)
        assert index.by_id[encode_id(entry.note.id)] is entry


@fast
@given(collected, some_options)
def test_of_the_notes_with_one_id_exactly_one_has_it(items: list[PlacedNote], options: IndexOptions) -> None:
    index = build_index(items, options)
    kept = [item for item in items if options.drafts or not item.note.draft]
    for wanted in {item.note.id for item in kept}:
        holders = [item for item in kept if index.by_key[item.key].note.id == wanted]
        assert [item.note.id for item in holders] == [wanted]
    duplicates = len(kept) - len({item.note.id for item in kept})
    assert len(of_kind(index, ProblemKind.DUPLICATE_ID)) == duplicates


@fast
@given(collected, some_options)
def test_each_note_without_a_document_lives_on_exactly_one_archive_page(
    items: list[PlacedNote], options: IndexOptions
) -> None:
    index = build_index(items, options)
    pages = {f"{options.dir}/archive/{page.name}": page.notes for page in index.archive}
    assert len(pages) == len(index.archive)
    archived = [(home, note.id) for home, members in pages.items() for note in members]
    homes = {item.key: item.home for item in items}
    assert sorted(archived) == sorted(
        (entry.home, entry.note.id) for key, entry in index.by_key.items() if homes[key] is None
    )
    for key, entry in index.by_key.items():
        if homes[key] is not None:
            assert entry.home == homes[key]


@fast
@given(collected, some_options)
def test_a_tag_lists_the_notes_that_have_it_in_the_order_of_the_index(
    items: list[PlacedNote], options: IndexOptions
) -> None:
    index = build_index(items, options)
    assert set(index.by_tag) == set(index.tags)
    for key, members in index.by_tag.items():
        having = [entry for entry in index.entries if key in map(tag_key, entry.note.tags)]
        assert list(members) == having != []
        assert len(index.by_tag[key]) == len(having)
    for entry in index.entries:
        wanted = dict.fromkeys(map(tag_key, entry.note.tags))
        assert [tag.key for tag in entry.tags] == [key for key in wanted if key in index.tags]
    assert len({tag.docname for tag in index.tags.values()}) == len(index.tags)


@fast
@given(collected, some_options)
def test_each_tag_gets_at_most_one_warning_of_its_spelling_naming_all_with_their_places(
    items: list[PlacedNote], options: IndexOptions
) -> None:
    index = build_index(items, options)
    first_places: dict[str, dict[str, Origin]] = {}
    for item in items:
        if options.drafts or not item.note.draft:
            for name in item.note.tags:
                key = Origin(item.note.origin.path, (item.note.origin.line or 0) + 2)
                known = first_places.setdefault(tag_key(name), {})
                known[name] = min(known.get(name, key), key, key=lambda key: (key.path, key.line or 0))
    warned = of_kind(index, ProblemKind.TAG_SPELLING)
    several = [names for key, names in first_places.items() if len(names) > 1 and key in index.tags]
    assert len(warned) == len(several)
    for names in several:
        mentions = [f"{name!r} ({key})" for name, key in names.items()]
        assert sum(all(mention in problem.message for mention in mentions) for problem in warned) == 1


def test_an_index_of_nothing_is_empty() -> None:
    assert contents(index_of()) == contents(TagIndex())


def test_notes_with_one_id_are_all_kept_and_the_warning_names_both_places() -> None:
    index = index_of(
        placed("first", note_id="512", at="a.yaml:3"),
        placed("second", note_id="512", at="b.yaml:8"),
    )
    assert {entry.note.id: entry.note.title for entry in index.entries} == {
        "512": "first",
        "512-2": "second",
    }
    (problem,) = of_kind(index, ProblemKind.DUPLICATE_ID)
    assert problem.origin == Origin("b.yaml", 9)
    assert "a.yaml:4" in problem.message
    for part in ("'512'", "'512-2'", "'second'"):
        assert part in problem.message


@pytest.mark.parametrize(
    ("second", "advice"),
    [("new.json:3", "leave the older file out"), ("old.json:9", "give it an id of its own")],
)
def test_who_has_two_exports_of_one_repository_is_not_told_to_write_ids(second: str, advice: str) -> None:
    notes = [placed("A", note_id="7", at="old.json:3"), placed("B", note_id="7", at=second)]
    index = index_of(*(replace(item, note=replace(item.note, number=7)) for item in notes))
    (problem,) = of_kind(index, ProblemKind.DUPLICATE_ID)
    assert problem.message.endswith(advice)


def test_a_third_note_with_one_id_does_not_take_the_id_of_a_fourth() -> None:
    index = index_of(
        placed("first", note_id="x", at="a.yaml:1"),
        placed("second", note_id="x", at="a.yaml:2"),
        placed("third", note_id="x", at="a.yaml:3"),
        placed("fourth", note_id="x-2", at="a.yaml:4"),
    )
    assert {entry.note.title: entry.note.id for entry in index.entries} == {
        "first": "x",
        "second": "x-3",
        "third": "x-4",
        "fourth": "x-2",
    }


def test_a_draft_claims_no_id() -> None:
    index = index_of(
        placed("draft", note_id="x", at="a.yaml:1", draft=True), placed("note", note_id="x", at="b.yaml:1")
    )
    assert [entry.note.id for entry in index.entries] == ["x"]
    assert index.problems == ()


def test_drafts_and_their_tags_are_left_out_unless_asked_for() -> None:
    notes = [placed("note", "a"), placed("draft", "a", "b", draft=True)]
    without = index_of(*notes)
    assert [entry.note.title for entry in without.entries] == ["note"]
    assert set(without.tags) == {"a"}
    with_drafts = index_of(*notes, options=IndexOptions(drafts=True))
    assert {entry.note.title for entry in with_drafts.entries} == {"note", "draft"}
    assert set(with_drafts.tags) == {"a", "b"}


def test_a_note_is_found_by_its_id_as_written_and_encoded() -> None:
    index = index_of(placed("one", note_id="a b"), placed("two", note_id="é"))
    for written, title in (("a b", "one"), ("a%20b", "one"), ("é", "two"), ("%C3%A9", "two")):
        entry = index.entry(written)
        assert entry is not None
        assert entry.note.title == title
    assert index.entry("ab") is None


def test_a_tag_is_found_by_any_spelling() -> None:
    index = index_of(placed("one", "Language Model"))
    tag = index.tag("Language Model")
    assert tag is not None
    for spelling in ("language model", "LANGUAGE  MODEL", "Ｌａｎｇｕａｇｅ\u3000Model"):
        assert index.tag(spelling) is tag
    assert index.tag("LanguageModel") is None


def test_one_tag_in_several_spellings_is_shown_as_most_often_written_with_one_warning() -> None:
    index = index_of(
        placed("1", "nlp", at="a.yaml:10"),
        placed("2", "NLP", at="b.yaml:20"),
        placed("3", "NLP", at="c.yaml:30"),
        placed("4", "Ｎｌｐ", at="d.yaml:40"),
    )
    (tag,) = index.tags.values()
    assert (tag.label, tag.docname, len(index.by_tag["nlp"])) == ("NLP", "tags/nlp", 4)
    (problem,) = index.problems
    assert problem.kind is ProblemKind.TAG_SPELLING
    for mention in ("'nlp' (a.yaml:12)", "'NLP' (b.yaml:22)", "'Ｎｌｐ' (d.yaml:42)"):
        assert mention in problem.message
    assert problem.origin in {Origin("a.yaml", 12), Origin("d.yaml", 42)}


def test_a_change_of_the_majority_moves_no_page() -> None:
    minority = index_of(placed("1", "nlp"), placed("2", "NLP"), placed("3", "NLP"))
    majority = index_of(placed("1", "nlp"), placed("2", "nlp"), placed("3", "NLP"))
    assert [tag.label for tag in minority.tags.values()] == ["NLP"]
    assert [tag.label for tag in majority.tags.values()] == ["nlp"]
    assert minority.tags["nlp"].docname == majority.tags["nlp"].docname


def test_a_tag_named_twice_on_one_note_is_one_tag_of_it() -> None:
    index = index_of(placed("1", "NLP", "x", "nlp", "NLP"))
    assert [tag.key for tag in index.entries[0].tags] == ["nlp", "x"]
    assert len(index.by_tag["nlp"]) == 1


@pytest.mark.parametrize(
    ("names", "plain"),
    [
        (["C", "C++", "C#"], {"C": "tags/c"}),
        (["A/B", "A B", "A-B"], {"A-B": "tags/a-b"}),
        (["Efficiency/SpeedUp", "Efficiency SpeedUp"], {"Efficiency SpeedUp": "tags/efficiency-speedup"}),
    ],
)
def test_colliding_tags_all_keep_a_page_and_one_warning_names_them_with_their_places(
    names: list[str], plain: dict[str, str]
) -> None:
    index = index_of(*(placed(name, name, at=f"n{at}.yaml:{at}0") for at, name in enumerate(names, start=1)))
    docnames = {tag.label: tag.docname for tag in index.tags.values()}
    assert docnames.keys() == set(names)
    assert len(set(docnames.values())) == len(names)
    assert plain.items() <= docnames.items()
    (problem,) = index.problems
    assert problem.kind is ProblemKind.TAG_COLLISION
    for at, name in enumerate(names, start=1):
        assert f"{name!r} (n{at}.yaml:{at}2) gets {docnames[name]}" in problem.message


def test_the_place_of_a_colliding_tag_is_the_first_of_all_its_spellings() -> None:
    index = index_of(
        placed("1", "c", at="a.yaml:1"),
        placed("2", "C", at="b.yaml:1"),
        placed("3", "C", "C++", at="z.yaml:1"),
    )
    (problem,) = of_kind(index, ProblemKind.TAG_COLLISION)
    assert "'C' (a.yaml:3) gets tags/c," in problem.message


@pytest.mark.parametrize("name", ["index", "Archive", "ALL"])
def test_a_tag_with_a_reserved_name_takes_no_page_of_the_folder_and_is_warned_of(name: str) -> None:
    index = index_of(placed("1", name, at="a.yaml:5"))
    (tag,) = index.tags.values()
    assert tag.label == name
    assert re.fullmatch(rf"tags/{name.lower()}-[0-9a-f]{{8}}", tag.docname)
    (problem,) = index.problems
    assert problem.kind is ProblemKind.TAG_COLLISION
    assert "reserved" in problem.message
    assert tag.docname in problem.message
    assert problem.origin == Origin("a.yaml", 7)


@pytest.mark.parametrize(
    ("name", "docname"),
    [
        ("../../x", "tags/x"),
        ("/etc/passwd", "tags/etc-passwd"),
        ("研究", "tags/研究"),
        ("हिन्दी", "tags/हिन्दी"),
        ("ガ", "tags/ガ"),
        ("ｶﾞ", "tags/ガ"),
        ("Language  Model", "tags/language-model"),
    ],
)
def test_a_tag_page_is_called_what_the_tag_is_called_inside_the_folder(name: str, docname: str) -> None:
    index = index_of(placed("1", name))
    (tag,) = index.tags.values()
    assert tag.docname == docname
    assert tag.label == " ".join(name.split())
    assert index.problems == ()


def test_a_tag_that_is_an_emoji_has_a_page_and_keeps_its_name() -> None:
    index = index_of(placed("1", "🎉"), placed("2", "🎈"))
    assert {tag.label for tag in index.tags.values()} == {"🎉", "🎈"}
    assert all(re.fullmatch(r"tags/[0-9a-f]{8}", tag.docname) for tag in index.tags.values())
    assert len({tag.docname for tag in index.tags.values()}) == 2
    assert index.problems == ()


def test_pages_stand_in_the_folder_of_the_configuration() -> None:
    index = index_of(placed("1", "a", date="2023"), options=IndexOptions(dir="by/topic"))
    assert index.tags["a"].docname == "by/topic/a"
    assert index.entries[0].home == "by/topic/archive/2023"


@pytest.mark.parametrize(
    ("patterns", "kept"),
    [
        ([], ["a", "status: read", "ToDo"]),
        (["todo"], ["a", "status: read"]),
        (["TODO", "Status:*"], ["a"]),
        (["*"], []),
        (["to"], ["a", "status: read", "ToDo"]),
    ],
)
def test_skipped_tags_have_no_page_and_no_button_and_their_notes_stay(
    patterns: list[str], kept: list[str]
) -> None:
    notes = [placed("1", "a", "ToDo", "status: read"), placed("2", "todo"), placed("3")]
    index = index_of(*notes, options=IndexOptions(skip_tags=patterns))
    assert [tag.key for tag in index.tags.values()] == [tag_key(name) for name in kept]
    assert {entry.note.title for entry in index.entries} == {"1", "2", "3"}
    shown = index.by_key["1.yaml", 1].tags
    assert {tag.key for tag in shown} == {tag_key(name) for name in kept}


def test_a_skipped_tag_is_not_warned_of_and_moves_no_other() -> None:
    index = index_of(
        placed("1", "C", "C++"), placed("2", "c++", "index"), options=IndexOptions(skip_tags=["c++", "index"])
    )
    assert [tag.docname for tag in index.tags.values()] == ["tags/c"]
    assert index.problems == ()


def test_a_note_of_a_document_has_its_home_there_and_any_other_in_the_archive() -> None:
    index = index_of(
        placed("here", home="papers/lima", date="2023"),
        placed("filed", date="2023-03"),
        placed("undated"),
    )
    homes = {entry.note.title: entry.home for entry in index.entries}
    assert homes == {
        "here": "papers/lima",
        "filed": "tags/archive/2023",
        "undated": "tags/archive/undated",
    }


def test_tags_are_listed_by_name() -> None:
    index = index_of(placed("1", "zeta", "v10", "Alpha", "v9", "3D", "🎉"))
    assert [tag.label for tag in index.tags.values()] == ["🎉", "3D", "Alpha", "v9", "v10", "zeta"]


def test_entries_stand_in_the_order_asked_for() -> None:
    notes = [placed("b", "t", date="2022"), placed("a", "t", date="2023"), placed("c", "t")]

    def order(key: str) -> list[str]:
        index = index_of(*notes, options=IndexOptions(sort=[SortKey.parse(key)]))
        assert index.by_tag["t"] == index.entries
        return [entry.note.title for entry in index.entries]

    assert order("date") == ["b", "a", "c"]
    assert order("-date") == ["a", "b", "c"]
    assert order("-title") == ["c", "b", "a"]


def test_a_collision_is_told_even_where_a_note_has_no_line() -> None:
    notes = [("C", None), ("c", 3), ("C++", 4)]
    placed = [
        PlacedNote(Note(f"T{number}", f"i{number}", Origin("a", line), tags=(tag,)), ("a", number))
        for number, (tag, line) in enumerate(notes)
    ]
    index = build_index(placed, IndexOptions())
    assert len(of_kind(index, ProblemKind.TAG_COLLISION)) == 1


def test_a_tag_that_is_several_others_with_blanks_between_them_is_asked_about() -> None:
    notes = [
        *(placed(f"A{number}", "NLP", "Efficiency", "Machine") for number in range(3)),
        placed("B", "NLP Efficiency", at="b.yaml:1"),
        placed("C", "nlp  efficiency", at="c.yaml:1"),
        placed("D", "Machine Learning"),  # `Learning` is none
        placed("E", "NLP Machine", "Theory"),  # it stands among others
        placed("F", "Efficiency Machine Efficiency NLP Machine Efficiency", at="f.yaml:1", draft=True),
    ]
    told = [problem for problem in build_index(notes, OPTIONS).problems if problem.kind is ProblemKind.TAG]
    message = "'NLP Efficiency' is one tag; if it is several, write commas between them: `NLP, Efficiency`"
    assert [(str(problem.origin), problem.message) for problem in told] == [
        ("b.yaml:3", message),
        ("c.yaml:3", message),
    ]


def test_a_tag_that_is_as_common_as_its_words_is_meant() -> None:
    notes = [placed(f"A{number}", "Machine Learning") for number in range(2)]
    notes += [placed(f"B{number}", "Machine", "Learning") for number in range(2)]
    assert build_index(notes, OPTIONS).problems == ()
