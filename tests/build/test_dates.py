"""Readers see dates as the project's language and its configuration have them."""

from __future__ import annotations

import pytest
from babel import Locale

from sphinxext.tagpages import translations
from sphinxext.tagpages.project.dates import month_short, month_title


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
