"""Configuration values of types and sizes that nobody has in mind."""

from __future__ import annotations

from textwrap import dedent

from tests.build.harness import MakeProject

FILES = {"notes.yaml": "- {title: Kept, tags: [x]}", "issues.json": "[]"}

CODE = dedent("""
    class Shy:
        def __repr__(self):
            raise RuntimeError("no text")

    nested = []
    for _ in range(100_000):
        nested = [nested]
    tagpages_visible = 10**5000
    tagpages_per_page = -10**5000
    tagpages_snippet_length = 2**64
    tagpages_dir = Shy()
    tagpages_print = nested
    tagpages_skip_tags = 10**5000
    tagpages_sort = ["-" + "x" * 100_000]
    tagpages_github = {"link": 10**5000, "states": "x" * 9999, "kind": nested, "issues.json": {"kind": 1}}
    tags_output_dir = 10**5000
    tags_badge_colors = {"x": 10**5000}
    tags_create_badges = True
""")


def test_a_value_that_cannot_be_shown_is_named_by_its_type(project: MakeProject) -> None:
    made = project(FILES, tagpages_sources=[*FILES])
    made.code = CODE
    built = made.build()
    assert built.page("tags/x").titles() == ["Kept"]
    assert set(built.subtypes()) == {"config", "sphinx_tags"}
    for name in ("visible", "per_page", "snippet_length", "dir", "print", "skip_tags", "sort", "github"):
        assert [line for line in built.warnings if f" tagpages_{name}" in line], name
    assert all(f"{made.srcdir / 'conf.py'}:" in line for line in built.warnings)
    assert max(map(len, built.warnings)) < 2500


def test_a_message_is_short_however_long_the_names_in_it(project: MakeProject) -> None:
    name = "x" * 100_000
    notes = f"- {{title: A, tags: [{name}-y], image: {name}}}\n- {{title: B, tags: [{name} y]}}\n"
    built = project({"notes.yaml": notes}, tagpages_sources=["notes.yaml"]).build()
    assert built.subtypes() == ["image", "tag_collision"]
    assert "{slug: " in built.warning("tag_collision")
    assert max(map(len, built.warnings)) < 2500
