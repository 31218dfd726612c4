"""Translated texts that readers of the site see, and how numbers stand in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from shutil import copyfile

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.locale import get_translation, get_translator, translators

from .core.problems import ProblemKind
from .warnings import warn

CATALOG = "tagpages"
LOCALE_DIR = Path(__file__).parent / "locale"
#: The catalogue that serves a language which has none of its own.
_NEAREST = {
    "zh": "zh_CN",
    "zh_Hans": "zh_CN",
    "zh_SG": "zh_CN",
    "zh_Hant": "zh_TW",
    "zh_HK": "zh_TW",
    "zh_MO": "zh_TW",
    "pt": "pt_BR",
}
#: The language of the project that is built; as Sphinx's catalogues, of one at a time.
_LOCALE: ContextVar[Locale] = ContextVar("locale", default=Locale("en"))  # noqa: B039 -- nothing changes it

#: Among the numbers below this are some of all categories, save that of round millions.
_LAST_SAMPLE = 200

#: Translate a text; a call at import time is resolved when the language is known.
_ = get_translation(CATALOG)


def counted(singular: str, plural: str, count: int) -> str:
    """Return a text in the form that its language has for a number, which takes the place of ``{count}``."""
    return _counted(singular, plural, count, get_translator(CATALOG), locale())


@lru_cache(maxsize=1 << 12)
def _counted(singular: str, plural: str, count: int, translator: NullTranslations, language: Locale) -> str:
    return translator.ngettext(singular, plural, count).replace("{count}", _number(count, language))


def forms(singular: str, plural: str) -> dict[str, str]:
    """Return a text in each form that the language has, by the categories of CLDR, with its ``{count}``.

    A category is shown by the first number that belongs to it, since catalogues know numbers alone.
    """
    rule, found = locale().plural_form, dict[str, str]()
    for count in (*range(_LAST_SAMPLE), 1_000_000):
        if (category := rule(count)) not in found:
            found[category] = get_translator(CATALOG).ngettext(singular, plural, count)
    return found


def number(count: int) -> str:
    """Return a number as the project's language writes it: 4,500 or 4.500."""
    return _number(count, locale())


@lru_cache(maxsize=1 << 14)
def _number(count: int, language: Locale) -> str:
    return without_narrow_blanks(format_decimal(count, locale=language))


def without_narrow_blanks(text: str) -> str:
    """Return what babel wrote with blanks that LaTeX knows: French parts numbers by narrow ones."""
    return text.replace("\u202f", "\u00a0")


def locale() -> Locale:
    """Return the language of the project as babel knows it; of one that it does not know, English."""
    return _LOCALE.get()


def load_catalogues(app: Sphinx) -> None:
    """Load the texts, a project's own translations of them first, and learn the language.

    This is for ``env-get-outdated``, when Sphinx has compiled what lies in ``locale_dirs``. Sphinx's own
    ``add_message_catalog`` takes a message with plurals that a project leaves empty for translated, and keeps
    the language of an earlier build in the same process.
    """
    _LOCALE.set(_locale_of(app.config.language))
    paths = [*own_catalogues(app), *_catalogues_in(LOCALE_DIR, app.config.language)]
    translators["general", CATALOG] = _Catalogues([found for path in paths for found in _read(path)])


def _locale_of(language: str) -> Locale:
    for name in _names(language):
        try:
            return Locale.parse(name)
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")


def _names(language: str) -> Iterator[str]:
    """Yield the names under which there may be something for a language, the most exact first."""
    parts = language.partition("@")[0].partition(".")[0].replace("-", "_").split("_")
    names = ["_".join(parts[:count]) for count in range(len(parts), 0, -1)]
    for name in names:
        yield name
        if name in _NEAREST:
            yield _NEAREST[name]


def _read(path: Path) -> Iterator[GNUTranslations]:
    try:
        with path.open("rb") as stream:
            catalogue = GNUTranslations(stream)
    except Exception as error:  # noqa: BLE001 -- a damaged file fails in any way
        warn(ProblemKind.CONFIG, f"the translations in {path} cannot be read ({error}); compile them again")
    else:
        catalogue.add_fallback(_Untranslated())
        yield catalogue


class _Untranslated(NullTranslations):
    """Returns nothing for a text that a catalogue does not have."""

    def gettext(self, message: str) -> str:  # noqa: ARG002
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        return ""


class _Catalogues(NullTranslations):
    """Several catalogues, of which the first that has a text counts."""

    def __init__(self, catalogues: list[GNUTranslations]) -> None:
        super().__init__()
        self._catalogues = catalogues

    def gettext(self, message: str) -> str:
        found = (catalogue.gettext(message) for catalogue in self._catalogues)
        return next(filter(None, found), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        # babel compiles forms that are left empty as the English ones.
        found = (catalogue.ngettext(msgid1, msgid2, n) for catalogue in self._catalogues)
        english = msgid1 if n == 1 else msgid2
        return next((text for text in found if text not in {"", msgid1, msgid2}), english)


def own_catalogues(app: Sphinx) -> list[Path]:
    """Return the files of a project that translate the extension's texts."""
    folders = [Path(app.srcdir) / folder for folder in app.config.locale_dirs]
    return [path for folder in folders for path in _catalogues_in(folder, app.config.language)]


def _catalogues_in(folder: Path, language: str) -> list[Path]:
    """Return the catalogue of a language in a folder, or of the nearest, if there is one."""
    paths = (folder / name / "LC_MESSAGES" / f"{CATALOG}.mo" for name in _names(language))
    return [path for path in paths if path.is_file()][:1]


def hand_out_texts(builder: Builder) -> None:
    """Put the extension's texts among what ``gettext`` gives to translate."""
    if not isinstance(builder, MessageCatalogBuilder):
        return
    if any(docname.partition("/")[0] == CATALOG for docname in builder.env.found_docs):
        return  # the project's own catalogue of that name
    outdir = Path(builder.outdir)
    outdir.mkdir(parents=True, exist_ok=True)
    copyfile(LOCALE_DIR / f"{CATALOG}.pot", outdir / f"{CATALOG}.pot")
