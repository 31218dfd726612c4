"""What the explorer's script says, in the project's language: on its page alone, which no other needs."""

from __future__ import annotations

from ..translations import _, forms, locale

#: A text, or one for each category of numbers that the language has.
Texts = dict[str, str | dict[str, str]]


def explorer_texts() -> Texts:
    """Return the texts by the names that the script has for them; ``{…}`` are for it to fill in.

    ``lang`` is the language by whose rules (``Intl.PluralRules``) a text is chosen for a number.
    """
    return {
        "lang": str(locale()).replace("_", "-"),
        "search": _("Search titles, texts and tags"),
        "tags": _("Tags"),
        "years": _("Years"),
        "kind": _("Kind"),
        "sort": _("Sort"),
        "newest": _("Newest"),
        "oldest": _("Oldest"),
        "title": _("Title"),
        "order": _("As on the site"),
        "findTag": _("Find a tag"),
        "filters": _("Filters"),
        "clear": _("Clear"),
        "remove": _("Remove {filter}"),
        "exclude": _("Exclude {tag}"),
        "not": _("not {tag}"),
        "nothing": _("No notes with all of this"),
        "without": _("Without {filter}: {count}"),
        "shown": forms("{shown} of {count} note", "{shown} of {count} notes"),
        "all": forms("{count} note", "{count} notes"),
        "show": forms("Show {count} note", "Show {count} notes"),
        "more": _("Show {count} more ({left} left)"),
        "year": forms("{year}, {count} note", "{year}, {count} notes"),
        "pinned": _("Pinned"),
        "permalink": _("Permalink"),
        "readOn": _("Read on: {title}"),
        "etAl": _("{authors} et al."),
        "moreTags": forms("+{count} tag", "+{count} tags"),
        "failed": _("The notes could not be loaded; these are the first of them."),
    }
