"""The texts that readers see, and their translations: ``make translations`` brings all of them up to date.

``tagpages.pot`` is what the code holds. Of each language, texts that are gone are dropped, new ones are added
without a translation, to be filled in by hand, and what is translated is compiled. What is written depends on
neither the time nor the version of babel.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import sphinxext.tagpages
from sphinxext.tagpages.translations import CATALOG, LOCALE_DIR

PACKAGE = Path(sphinxext.tagpages.__file__).parent
#: The functions that translate in templates, and which of their arguments are texts.
KEYWORDS = {"_": None, "counted": (1, 2)}


class _Texts(Catalog):
    """A catalogue of a few messages, with the head that a file has."""

    def __init__(self, head: str, messages: Iterable[Message]) -> None:
        super().__init__()
        self._all = [Message("", head), *messages]

    def __iter__(self) -> Iterator[Message]:
        return iter(self._all)


@cache
def extracted() -> Catalog:
    """Return the texts that the code and the templates hold, without translations."""
    catalog = Catalog()
    for path in PACKAGE.rglob("*.py"):
        # Before Python 3.12 babel overlooks calls within f-strings.
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(ast.Name("_"), [ast.Constant(str(text))]):
                    catalog.add(text)
                case ast.Call(
                    ast.Name("counted" | "forms"), [ast.Constant(str(one)), ast.Constant(str(many)), *_]
                ):
                    catalog.add((one, many))
    templates = extract_from_dir(PACKAGE / "templates", [("**.html", "jinja2")], keywords=KEYWORDS)
    for _path, _line, texts, _comments, _context in templates:
        catalog.add(texts)
    return catalog


def template() -> str:
    """Return what ``tagpages.pot`` is to hold."""
    return _as_text(extracted())


def languages() -> list[str]:
    """Return the codes of the languages that have a catalogue."""
    return sorted(path.parents[1].name for path in LOCALE_DIR.glob(f"*/LC_MESSAGES/{CATALOG}.po"))


def path_of(language: str) -> Path:
    """Return the catalogue of a language; that beside it with the ending ``.mo`` is compiled."""
    return LOCALE_DIR / language / "LC_MESSAGES" / f"{CATALOG}.po"


def read(language: str) -> Catalog:
    """Return a language's catalogue as it is."""
    with path_of(language).open("rb") as stream:
        return read_po(stream, language)


def updated(language: str) -> str:
    """Return a language's catalogue with the texts that there are now; its head stays as it is."""
    catalog, wanted = read(language), extracted()
    for message in messages_of(catalog):
        if message.id not in {other.id for other in messages_of(wanted)}:
            catalog.delete(message.id)
    for message in messages_of(wanted):
        found = catalog.get(message.id)
        catalog.add(message.id, found.string if found else None, flags=message.flags)
    head, _, _ = path_of(language).read_text("utf-8").partition("\n\n")
    return f"{head}\n\n{_as_text(catalog)}"


def compiled(language: str) -> bytes:
    """Return a language's catalogue as it is read when a site is built, without what is not translated."""
    head, _, _ = path_of(language).read_text("utf-8").partition("\n\n")
    lines = (line.strip('"').replace("\\n", "\n") for line in head.splitlines()[2:])
    stream = io.BytesIO()
    write_mo(stream, _Texts("".join(lines), filter(is_translated, messages_of(read(language)))))
    return stream.getvalue()


def is_translated(message: Message) -> bool:
    """Tell whether a text is translated, in all its forms."""
    forms = message.string
    return bool(forms) and (isinstance(forms, str) or all(forms or [""]))


def messages_of(catalog: Catalog) -> list[Message]:
    """Return the texts of a catalogue without its head."""
    return [message for message in catalog if message.id]


def _as_text(catalog: Catalog) -> str:
    for message in messages_of(catalog):
        if "{" in str(message.id):  # so says babel itself, but not each version
            message.flags.add("python-brace-format")
    stream = io.BytesIO()
    write_po(stream, catalog, no_location=True, omit_header=True, sort_output=True, width=0)
    return stream.getvalue().decode().rstrip("\n") + "\n"


def main() -> None:
    """Bring all catalogues up to date, and name what is not translated."""
    (LOCALE_DIR / f"{CATALOG}.pot").write_text(template(), "utf-8")
    for language in languages():
        path = path_of(language)
        path.write_text(updated(language), "utf-8")
        path.with_suffix(".mo").write_bytes(compiled(language))
        left = [str(message.id) for message in messages_of(read(language)) if not is_translated(message)]
        print(
            f"{language} ({Locale.parse(language).english_name}): {len(left)} not translated",
            *left,
            sep="\n  ",
        )


if __name__ == "__main__":
    main()
