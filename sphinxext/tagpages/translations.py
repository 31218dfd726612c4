"""Translated texts that readers of the site see."""

from pathlib import Path
from shutil import copyfile

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.locale import get_translation, get_translator

CATALOG = "tagpages"
LOCALE_DIR = Path(__file__).parent / "locale"

#: Translate a text; a call at import time is resolved when the language is known.
_ = get_translation(CATALOG)


#: The language of the project that is built, for what is no text; as Sphinx's catalogues, of one at a time.
_locales = [Locale("en")]


def counted(singular: str, plural: str, count: int) -> str:
    """Return a text in the form that its language has for a number, which takes the place of ``{count}``."""
    translated = get_translator(CATALOG).ngettext(singular, plural, count)
    return translated.replace("{count}", number(count))


def number(count: int) -> str:
    """Return a number as the project's language writes it: 4,500 or 4.500."""
    return format_decimal(count, locale=_locales[-1])


def load_catalogues(app: Sphinx) -> None:
    """Load the texts, a project's own translations of them first.

    This is for ``env-get-outdated``, when Sphinx has compiled what lies in ``locale_dirs``.
    """
    try:
        _locales[:] = [Locale.parse(app.config.language)]
    except (ValueError, UnknownLocaleError):
        _locales[:] = [Locale("en")]
    for folder in app.config.locale_dirs:
        app.add_message_catalog(CATALOG, str(Path(app.srcdir) / folder))
    app.add_message_catalog(CATALOG, str(LOCALE_DIR))


def own_catalogues(app: Sphinx) -> list[Path]:
    """Return the files of a project that translate the extension's texts."""
    catalogue = Path(app.config.language, "LC_MESSAGES", f"{CATALOG}.mo")
    paths = [Path(app.srcdir) / folder / catalogue for folder in app.config.locale_dirs]
    return [path for path in paths if path.is_file()]


def hand_out_texts(builder: Builder) -> None:
    """Put the extension's texts among what ``gettext`` gives to translate."""
    if not isinstance(builder, MessageCatalogBuilder):
        return
    if any(docname.partition("/")[0] == CATALOG for docname in builder.env.found_docs):
        return  # the project's own catalogue of that name
    outdir = Path(builder.outdir)
    outdir.mkdir(parents=True, exist_ok=True)
    copyfile(LOCALE_DIR / f"{CATALOG}.pot", outdir / f"{CATALOG}.pot")
