"""Names that tags may have, and which of them some file system cannot hold, or cannot tell apart."""

from __future__ import annotations

import unicodedata

#: What Windows takes for a device, whatever follows a dot.
DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"
}
FORBIDDEN = set('<>:"/\\|?*') | set(map(chr, range(32)))
#: Bytes that a name takes at most; file systems allow 255, and macOS counts letters taken apart.
LONGEST = 100

#: What tags may be called.
NAMES = (
    "..",
    ".",
    "/",
    "\\",
    "../../etc/passwd",
    "..\\..\\x",
    "C:\\x",
    "C:/x",
    "a:b",
    "\\\\host\\share",
    "~",
    "~root",
    "CON",
    "con",
    "nul.txt",
    "NUL",
    "aux",
    "Aux.h",
    "COM1",
    "COM¹",
    "LPT³",
    "lpt1 ",
    "prn.",
    "conin$",
    "CLOCK$",
    "a.",
    "a ",
    "a..",
    " a",
    "a\x00b",
    "a\nb",
    "a%2fb",
    "a%00",
    "index",
    "Index",
    "ındex",
    "archive",
    "all",
    "archıve",
    "a/2",
    "a",
    "2",
    "a/b/c",
    "-",
    "--",
    "_",
    "$(id)",
    "`id`",
    "*",
    "?",
    "x" * 300,
    "研" * 300,
    "e\u0301" * 200,
    "🎉",
    "Foo",
    "foo",
    "FOO",
    "ſ",
    "s",
    "S",
    "\u212a",
    "k",
    "K",
    "ı",
    "i",
    "I",
    "İ",
    "i\u0307",
    "ß",
    "ss",
    "SS",
    "ẞ",
    "ﬁ",
    "fi",
    "é",
    "e\u0301",
    "Å",
    "\u212b",
    "σ",
    "ς",
    "Σ",
    "ΐ",
    "ǰ",
    "ŉ",
    "\ud800",
    "\udfff",
    "\u202eevil",
    "a\u200db",
    "ガ",
    "ｶﾞ",
)


def _windows(path: str) -> str:
    """Return what a path is to Windows, which drops dots and spaces at the ends of names."""
    parts = [part.rstrip(". ") for part in path.replace("\\", "/").split("/")]
    return "/".join("".join(c.upper() if len(c.upper()) == 1 else c for c in part) for part in parts)


def _macos(path: str) -> str:
    """Return what a path is to macOS, which takes letters apart."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", path).lower())


def _folding(path: str) -> str:
    """Return what a path is to folders of ext4 that fold."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFKD", path).casefold())


#: Two paths that are one in any of these views could be one file.
VIEWS = (_windows, _macos, _folding)


def is_fit(name: str) -> bool:
    """Tell whether a part of a path can be a file's name everywhere, with its suffix."""
    return (
        name not in {"", ".", ".."}
        and not any(0xD800 <= ord(char) < 0xE000 for char in name)
        and not FORBIDDEN & set(name)
        and name.rstrip(". ") == name
        and name.partition(".")[0].rstrip(" ").upper() not in DEVICES
        and len(name.encode()) <= LONGEST
        and len(unicodedata.normalize("NFD", name).encode()) <= 255
    )
