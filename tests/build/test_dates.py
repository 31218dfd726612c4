"""Readers see dates as the project's language and its configuration have them."""

from __future__ import annotations

import re

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages import translations
from sphinxext.tagpages.config.date_patterns import STYLES, date_pattern
from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.project.dates import date_by_pattern, month_short, month_title, shown_date
from tests.build.harness import Build, MakeProject, Page, text
from tests.build.histories import Output


@pytest.mark.parametrize(
    ("language", "title", "short"),
    [
        ("en", "May 2023", "May"),
        ("ja", "2023年5月", "5月"),
        ("de", "Mai 2023", "Mai"),
        ("es", "mayo de 2023", "may"),
        ("ar", "مايو 2023", "مايو"),
        ("ru", "май 2023\u00a0г.", "май"),
    ],
)
def test_months_are_named_in_the_language(
    monkeypatch: pytest.MonkeyPatch, language: str, title: str, short: str
) -> None:
    monkeypatch.setattr("sphinxext.tagpages.project.dates.locale", lambda: Locale.parse(language))
    assert month_title(2023, 5) == title
    assert month_short(5) == short


def test_every_language_of_babel_names_the_months() -> None:
    for language in ("und", "zh_Hant_HK", "pt_PT", "sr_Latn", "fa", "eo", "tlh"):
        token = translations._LOCALE.set(translations._locale_of(language))  # noqa: SLF001
        assert "2023" in month_title(2023, 12)
        assert month_short(12)
        translations._LOCALE.reset(token)  # noqa: SLF001


NOTES = """
- {title: By day, tags: [x], date: 2023-05-08, published: 2022-12}
- {title: By month, tags: [x], date: 2023-05}
- {title: By year, tags: [x], date: 2021}
- {title: At a time, tags: [x], date: "2020-01-02T03:04:05Z"}
"""
DATES = ["2023-05-08", "2023-05", "2021", "2020-01-02T03:04:05Z"]


def shown(page: Page) -> dict[str, str]:
    """Return what the dates of a page look like."""
    return {time.attrib["datetime"]: text(time) for time in page.find_all("time")}


def test_dates_are_iso_in_every_language(build: Build) -> None:
    built = build(NOTES, language="de")
    assert shown(built.page("tags/x")) == {date: date[:10] for date in DATES}


def test_a_project_says_how_its_dates_look_wherever_they_are_shown(build: Build) -> None:
    built = build(NOTES, language="de", tagpages_date_format="d. MMMM y")
    seen = ["8. Mai 2023", "Mai 2023", "2021", "2. Januar 2020"]
    assert shown(built.page("tags/x")) == dict(zip(DATES, seen, strict=True))
    assert shown(built.page("tags/index")) == dict(zip(DATES, seen, strict=True))
    assert shown(built.page("tags/archive/2023"))["2022-12"] == "Dezember 2022"
    headings = [text(heading).rstrip("¶") for heading in built.page("tags/archive/2023").find_all("h2")]
    assert headings == ["Mai 2023"]
    assert built.page("tags/archive/2023").heading == "2023"
    assert built.warnings == []


@pytest.mark.parametrize(("builder", "name"), [("text", "tags/x.txt"), ("singlehtml", "index.html")])
def test_dates_look_the_same_in_other_builders(build: Build, builder: str, name: str) -> None:
    built = build(NOTES, builder=builder, language="ja", tagpages_date_format="long")
    page = (built.outdir / name).read_text("utf-8")
    assert "2023年5月8日" in page
    assert "2023年5月" in page
    assert "2021年" in page


def test_a_template_of_the_project_prints_dates_so_too(build: Build) -> None:
    template = "<p class=mine>{{ note.title }}: {{ note.date }}, {{ date.machine }}</p>"
    files = {"_templates/tagpages/note.html": template}
    built = build(NOTES, files, language="fr", tagpages_date_format="long", templates_path=["_templates"])
    assert "By day: 8 mai 2023, 2023-05-08" in built.page("tags/x").text


def test_a_pattern_is_text_and_no_html(build: Build) -> None:
    page = build(NOTES, tagpages_date_format="'<b>&'y").page("tags/x")
    assert shown(page)["2021"] == "<b>&2021"


def test_a_changed_pattern_changes_every_page_that_shows_a_date(project: MakeProject) -> None:
    made = project({"notes.yaml": NOTES}, tagpages_sources=["notes.yaml"])
    made.build()
    made.conf["tagpages_date_format"] = "MMM y"
    built = made.build()
    assert shown(built.page("tags/x"))["2023-05-08"] == "May 2023"
    clean = project({"notes.yaml": NOTES}, "clean", **made.conf).build()
    assert Output.of(built.outdir).differences(Output.of(clean.outdir)) == []


@pytest.mark.parametrize(
    ("pattern", "language", "expected"),
    [
        ("short", "en", ["5/8/23", "5/2023", "2023"]),
        ("medium", "de", ["08.05.2023", "05.2023", "2023"]),
        ("long", "ja", ["2023年5月8日", "2023年5月", "2023年"]),
        ("full", "ja", ["2023年5月8日月曜日", "2023年5月", "2023年"]),
        ("long", "cs", ["8. května 2023", "květen 2023", "2023"]),
        ("long", "ko", ["2023년 5월 8일", "2023년 5월", "2023년"]),
        ("long", "es", ["8 de mayo de 2023", "mayo de 2023", "2023"]),
        ("EEEE, d MMMM y", "en", ["Monday, 8 May 2023", "May 2023", "2023"]),
        ("dd/MM/yyyy", "fr", ["08/05/2023", "05/2023", "2023"]),
        ("y年M月d日", "zh_CN", ["2023年5月8日", "2023年5月", "2023年"]),
        ("MMMM y", "hi", ["मई 2023", "मई 2023", "2023"]),
        ("d", "en", ["8", "2023", "2023"]),
    ],
)
def test_a_month_or_a_year_is_shown_as_far_as_it_goes(
    monkeypatch: pytest.MonkeyPatch, pattern: str, language: str, expected: list[str]
) -> None:
    monkeypatch.setattr("sphinxext.tagpages.project.dates.locale", lambda: Locale.parse(language))
    dates = [NoteDate(2023, 5, 8), NoteDate(2023, 5), NoteDate(2023)]
    assert [shown_date(date, date_pattern(pattern)) for date in dates] == expected


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (7, "write a pattern of babel's, such as 'd. MMMM y', or one of short, medium, long, full"),
        ("", "write a pattern of babel's"),
        ("y\n", "write a pattern of babel's"),
        ("%d.%m.%Y", "write y for %Y, MM for %m"),
        ("YYYY-MM-dd", "Y is the year that a week belongs to, write y"),
        ("Long", "did you mean 'long'?"),
        ("d MMMM y HH:mm", "'H' stands for no part of a date"),
        ("d de MMMM", "'d' stands in two places; put words between single quotation marks"),
        ("d 'de MMMM", "a quotation mark stands alone"),
        ("'published'", "it shows no part of a date"),
        ("MMMMMMMM y", "babel cannot write a date so"),
    ],
)
def test_a_pattern_that_is_none_is_reported(value: object, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        date_pattern(value)


def test_dates_are_iso_where_the_pattern_is_bad(build: Build) -> None:
    built = build(NOTES, tagpages_date_format="%Y")
    assert built.subtypes() == ["config"]
    assert shown(built.page("tags/x"))["2023-05-08"] == "2023-05-08"


@given(
    st.one_of(st.sampled_from(STYLES), st.text("GyuMLQqdEec './-年de", min_size=1, max_size=12)),
    st.builds(NoteDate, st.integers(1, 9999), st.none() | st.integers(1, 12)),
    st.sampled_from(["en", "ar", "th", "cs", "fa"]),
)
def test_every_pattern_that_is_taken_shows_every_date(pattern: str, date: NoteDate, language: str) -> None:
    try:
        date_pattern(pattern)
    except ValueError:
        return
    for noted in (date, *([NoteDate(date.year, date.month, 28)] if date.month else [])):
        assert date_by_pattern(pattern, noted, Locale.parse(language)).strip()
