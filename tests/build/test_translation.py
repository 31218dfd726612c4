"""Readers see the texts of the pages in the language of the project."""

from __future__ import annotations

import re
from collections.abc import Callable
from gettext import NullTranslations

import pytest
from sphinx.locale import translators

from sphinxext.tagpages.fields.columns import COLUMNS
from sphinxext.tagpages.translations import LOCALE_DIR, number
from tests import catalogues
from tests.build.harness import Built, MakeProject, Project, elements, text
from tests.build.histories import Output
from tests.tiers import long_but

#: Of each language that we have, how many forms a text with a number has.
FORMS = {"ar": 6, "de": 2, "es": 2, "fr": 2, "hi": 2, "ja": 1, "ko": 1, "pt_BR": 2, "zh_CN": 1, "zh_TW": 1}
NOTES = "".join(f"- {{title: メモ{n}, tags: [研究], date: 2023-01-0{n}}}\n" for n in range(1, 7))


def test_pages_are_in_the_language_of_the_project(build: Callable[..., Built]) -> None:
    table = f".. note-list::\n   :style: table\n   :columns: {', '.join(COLUMNS)}\n"
    files = {"doc.rst": f":orphan:\n\nD\n=\n\n{table}"}
    built = build(NOTES, files, language="ja", tagpages_visible=2)
    heads = [text(head) for head in elements(built.page("doc").one("table"), "th", scope="col")]
    assert heads == [
        *("タイトル", "著者", "掲載先", "日付", "公開日", "種類", "タグ", "リンク", "アドレス"),
        *("要約", "コメント", "本文", "言語", "ID"),
    ]
    page = built.page("tags/研究")
    assert text(page.one(cls="tagpages-up")) == "すべてのタグ"
    assert "さらに4件を表示" in text(page.one("summary"))
    assert built.page("tags/index").heading == "タグ"
    assert built.warnings == []


def test_what_is_to_translate_is_what_the_code_holds() -> None:
    """``make translations`` brings it up to date."""
    assert (LOCALE_DIR / "tagpages.pot").read_text("utf-8") == catalogues.template()


def test_there_is_a_catalogue_of_each_language() -> None:
    assert catalogues.languages() == sorted(FORMS)


@pytest.mark.parametrize("language", FORMS)
def test_every_text_is_translated(language: str) -> None:
    path = catalogues.path_of(language)
    assert path.read_text("utf-8") == catalogues.updated(language)
    assert path.with_suffix(".mo").read_bytes() == catalogues.compiled(language)
    catalogue = catalogues.read(language)
    assert catalogue.num_plurals == FORMS[language]
    messages = catalogues.messages_of(catalogue)
    assert [
        message.id for message in messages if not catalogues.is_translated(message) or message.fuzzy
    ] == []
    assert [
        message.id
        for message in messages
        if message.pluralizable and len(forms_of(message.string)) != FORMS[language]
    ] == []


@pytest.mark.parametrize("language", FORMS)
def test_a_translation_has_the_places_and_the_ends_of_its_text(language: str) -> None:
    for message in catalogues.messages_of(catalogues.read(language)):
        english = forms_of(message.id)
        for form in forms_of(message.string):
            assert places(form) <= places(english[-1]), form
            # The forms for one and for two may say the number in words.
            assert places(form) == places(english[-1]) or (message.pluralizable and FORMS[language] == 6), (
                form
            )
            assert form[-1:].isspace() == english[-1][-1:].isspace(), form
            assert form.strip(" ") == form or english[-1].strip(" ") != english[-1], form


def forms_of(texts: object) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts) if isinstance(texts, list | tuple) else ()


def places(form: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", form))


PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Tags"
msgstr "Tags"

msgid "Archive"
msgstr ""

msgid "{count} note"
msgid_plural "{count} notes"
msgstr[0] "{one}"
msgstr[1] "{many}"
"""


def head_line(built: Built) -> str:
    return text(built.page("tags/研究").one(cls="tagpages-head"))


def with_own(project: MakeProject, one: str, many: str, **conf: object) -> Project:
    own = PO.replace("{one}", one).replace("{many}", many)
    files = {"notes.yaml": NOTES, "locales/de/LC_MESSAGES/tagpages.po": own}
    return project(files, tagpages_sources=["notes.yaml"], language="de", locale_dirs=["locales"], **conf)


def test_what_a_project_translates_goes_before_ours_and_what_it_leaves_empty_does_not(
    project: MakeProject,
) -> None:
    made = with_own(project, "{count} Blatt", "{count} Blätter")
    built = made.build()
    assert head_line(built).startswith("6 Blätter")
    assert built.page("tags/index").heading == "Tags"
    assert built.page("tags/archive/index").heading == "Archiv"
    assert head_line(made.build(language="de_AT")).startswith("6 Blätter")
    made.write({"locales/de/LC_MESSAGES/tagpages.po": PO.replace("{one}", "").replace("{many}", "")})
    built = made.build()
    assert head_line(built).startswith("6 Notizen")
    clean = with_own(lambda files, **conf: project(files, "clean", **conf), "", "").build()
    assert Output.of(built.outdir).differences(Output.of(clean.outdir)) == []


def test_a_catalogue_that_cannot_be_read_is_reported(project: MakeProject) -> None:
    made = with_own(project, "", "", gettext_auto_build=False)
    path = made.srcdir / "locales/de/LC_MESSAGES/tagpages.mo"
    path.write_bytes(b"no catalogue")
    built = made.build()
    assert built.subtypes() == ["config"]
    assert "the translations in " in built.warning("config")
    assert head_line(built).startswith("6 Notizen")


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("zh_CN", "标签"),
        ("zh", "标签"),
        ("zh_TW", "標籤"),
        ("zh_HK", "標籤"),
        ("pt", "Tags"),
        ("de_AT", "Schlagwörter"),
        ("sv", "Tags"),
        ("tlh", "Tags"),
        ("en", "Tags"),
    ],
)
def test_a_language_is_served_by_the_nearest_that_there_is(
    build: Callable[..., Built], language: str, heading: str
) -> None:
    built = build(NOTES, language=language)
    assert built.page("tags/index").heading == heading
    assert [line for line in built.warnings if "tagpages" in line] == []


def test_numbers_are_written_as_in_the_language(project: MakeProject) -> None:
    for language, written in [("en", "12,939"), ("de", "12.939"), ("fr", "12\u00a0939"), ("tlh", "12,939")]:
        project({}, language, language=language).build()
        assert number(12939) == written


class Earlier(NullTranslations):
    """What a build before this one has left in the process."""

    def gettext(self, message: str) -> str:
        return f"{message} of an earlier build"


def test_a_build_after_one_in_another_language_has_its_own(build: Callable[..., Built]) -> None:
    """Sphinx itself adds the catalogues of a build to those of builds before it in one process."""
    translators["general", "tagpages"] = Earlier()
    built = build(NOTES, language="de")
    assert built.page("tags/index").heading == "Schlagwörter"
    assert text(built.page("tags/研究").one(cls="tagpages-up")) == "Alle Schlagwörter"


MANY = "".join(f"- {{title: N{n}, tags: [x, y], date: {2000 + n % 20}}}\n" for n in range(1300))


@pytest.mark.parametrize("builder", long_but(["html", "text"], "html"))
def test_every_number_of_notes_is_written_so(project: MakeProject, builder: str) -> None:
    built = project(
        {"notes.yaml": MANY}, tagpages_sources=["notes.yaml"], language="de", tagpages_print="none"
    ).build(builder)
    suffix = {"html": ".html", "text": ".txt"}[builder]
    for name in ("tags/index", "tags/x", "tags/archive/index"):
        page = (built.outdir / f"{name}{suffix}").read_text("utf-8")
        assert "1.300" in page, name
        assert not re.search(r"(?<![\w#/\"=&;-])1300(?![\w\"])", page), name
