"""Notes from issues of GitHub: exports by ``gh``, by its REST and by its GraphQL interface."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...core.note import Note
from ...core.problems import Origin, Problem, ProblemKind
from ...core.tags.info import TagInfo, read_colour
from ...core.tags.names import matches_any
from ...fields.reader import build_note
from ...fields.values import RawValue, plain_value, shown_tag, split_tags
from ...util.gc_pause import paused_collector
from ...util.text import one_line, shortened
from ..read_result import ReadResult
from .body import Picture, first_link, first_picture, is_web_address, take_section
from .issues import Found, IssueFinder
from .json_values import Json, login_of, nodes, text_of, wrong_types
from .options import GithubOptions

#: The command that makes a whole export.
COMMAND = (
    "gh issue list --state all --limit 100000 "
    "--json number,title,body,labels,createdAt,author,url,comments,state > issues.json"
)
_EXPECTED = f"write an export of issues, such as `{COMMAND}` makes"
_USUAL_LIMIT = 30
_API = re.compile(r"https://api\.github\.com/repos/([^/]+/[^/]+/(?:issues|pull)/\d+)")
_PULL = re.compile(r"https?://[^/]+/[^/]+/[^/]+/pull/\d+")
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
#: What each field of a note is made of in an issue.
_MADE_OF = (
    ("id", "number"), ("title", "title"), ("published", "title"), ("url", "url"), ("url", "html_url"),
    ("date", "createdAt"), ("date", "created_at"), ("tags", "labels"), ("comment", "comments"),
    ("links", "body"), ("summary", "body"), ("body", "body"), ("image", "body"),
)  # fmt: skip
_DATES = ("createdAt", "created_at")
#: Fields of a note that no export has.
_OF_NOTES = frozenset({"tags", "summary", "comment", "date", "published", "authors", "venue", "links"})
#: What GitHub answers where it gives no issues.
_ANSWER = re.compile(r'"message"\s*:\s*"([^"\\]+)')
_BEGINNING = 2000
_OF_REST = frozenset({"html_url", "created_at", "node_id", "user", "labels_url", "repository_url"})


def read_issues(text: str, path: str, options: Mapping[str, object]) -> ReadResult:
    """Read the issues of an export.

    The options are those for this file, checked.
    """
    with paused_collector():
        return _Reader(path, GithubOptions.of(options)).read(text)


class _Reader:
    def __init__(self, path: str, options: GithubOptions) -> None:
        self._path = path
        self._options = options
        self._problems: list[Problem] = []
        self._seen: set[tuple[str, str]] = set()
        self._infos: dict[TagInfo, None] = {}
        self._labels: dict[tuple[str, str, str], tuple[str, str] | None] = {}
        self._people = () if isinstance(options.comments, str) else set(map(_person, options.comments))

    def read(self, text: str) -> ReadResult:
        finder = IssueFinder(text)
        notes: list[Note] = []
        count = 0
        is_rest = False
        of_notes: Found | None = None
        for found in finder.issues():
            count += 1
            is_rest = is_rest or not _OF_REST.isdisjoint(found.value)
            if of_notes is None and not _OF_NOTES.isdisjoint(found.value):
                of_notes = found
            if note := self._note(found):
                notes.append(note)
        if finder.fault:
            reason, line = finder.fault
            kept = f"the issues before it are kept ({count}); make the export again"
            if not count:
                kept = f"nothing of it is read; {_EXPECTED}"
            message = f"the file does not go on as JSON: {reason}; {kept}"
            self._problem(ProblemKind.JSON_SYNTAX, message, line)
        elif not finder.lists:
            answer = _ANSWER.search(text, 0, _BEGINNING)
            says = f" (it says {shortened(answer[1])!r})" if answer else ""
            message = f"this is no list of issues{says}, and is left out; {_EXPECTED}"
            self._problem(ProblemKind.SHAPE, message)
        elif others := finder.other_lines:
            message = f"entries with neither title nor number are no issues ({len(others)}); {_EXPECTED}"
            self._problem(ProblemKind.SHAPE, message, others[0])
        if of_notes:
            names = ", ".join(f"`{name}`" for name in of_notes.value if name in _OF_NOTES)
            hint = "if the file holds notes, end its name in `.yaml`, which may hold JSON too"
            message = f"{names}: an issue has no such fields, and they are not read; {hint}"
            self._problem(ProblemKind.FIELD_NAME, message, of_notes.line)
        if count == _USUAL_LIMIT and finder.is_single_list and not is_rest:
            self._problem(
                ProblemKind.EXPORT_LIMIT,
                f"this export has exactly {_USUAL_LIMIT} issues, which is all that `gh` gives unless told "
                f"otherwise; for all of them write `{COMMAND}`",
            )
        return ReadResult(tuple(notes), tuple(self._problems), tuple(self._infos))

    def _problem(self, kind: ProblemKind, message: str, line: int | None = None) -> None:
        self._problems.append(Problem(kind, message, Origin(self._path, line)))

    def _note(self, found: Found) -> Note | None:
        issue = found.value
        state = text_of(issue, "state").lower()
        if _is_pull_request(issue) or (state and self._options.states and state not in self._options.states):
            return None
        number, url = _number(issue.get("number")), _url(issue)
        if number and url:
            # Pages of a list that grows between them share issues.
            if (number, url) in self._seen:
                return None
            self._seen.add((number, url))
        parts = self._options.parts(one_line(text_of(issue, "title")))
        text, kept = text_of(issue, "body").strip(), list(self._comments(issue))
        said = [words for _writer, words in kept]
        picture = next(filter(None, map(first_picture, (text, *said))), Picture(""))
        summary, body, comments = self._summary(text, said)
        writers = [writer for writer, _words in kept]
        raw: dict[str, RawValue] = {
            "id": number,
            "title": parts.title,
            **self._links(url, first_link(text)),
            "date": text_of(issue, *_DATES),
            "published": parts.published,
            "authors": parts.authors,
            "venue": parts.venue,
            "summary": summary,
            "comment": "\n\n".join(filter(None, map(_said, writers, comments))),
            "body": body,
            "markup": "markdown",
            "image": picture.url,
            "image_alt": picture.alt,
        }
        origin = Origin(self._path, found.line)
        lines = {name: found.key_lines[key] for name, key in _MADE_OF if key in found.key_lines}
        problems = [Problem(ProblemKind.FIELD_VALUE, message, origin) for message in wrong_types(issue)]
        note = build_note(raw, origin, lines, problems)
        for problem in problems:
            message = problem.message
            if problem.kind is ProblemKind.DATE:
                message = message.replace("`date`", f"`{next(filter(issue.get, _DATES), 'date')}`", 1)
            message = f"issue {number}: {message}" if number else message
            self._problems.append(replace(problem, message=message))
        if note is None:
            return None
        return replace(
            note,
            number=int(number) if number else None,
            tracker_url=url if is_web_address(url) else "",
            tags=self._tags(issue),
            kind="" if note.published else self._options.kind,
            extra=_extra(issue, parts.affiliation),
        )

    def _links(self, url: str, link: str) -> dict[str, RawValue]:
        """Return where the title leads, and the other of the issue and the first link in its text."""
        if not link or link == url:
            return {"url": url}
        if self._options.link == "first":
            return {"url": link, "links": {"Issue": url}}
        return {"url": url, "links": [link]}

    def _comments(self, issue: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
        """Yield the comments that are kept: who wrote each, if not the issue's author, and its text."""
        wanted, author = self._options.comments, _person(login_of(issue))
        for comment in nodes(issue.get("comments")):
            if not isinstance(comment, dict) or comment.get("isMinimized") is True:
                continue
            login = _person(login_of(comment))
            if wanted == "all" or (
                login and login == author if wanted == "author" else login in self._people
            ):
                yield ("" if login == author else login_of(comment)), text_of(comment, "body").strip()

    def _summary(self, body: str, comments: list[str]) -> tuple[str, str, list[str]]:
        """Take the summary out of the text, or out of a comment, where it stands below its heading."""
        texts = [body, *comments]
        for number, text in enumerate(texts if self._options.summary_heading else ()):
            if found := take_section(text, self._options.summary_heading):
                texts[number] = found[1]
                return found[0], texts[0], texts[1:]
        return "", body, comments

    def _tags(self, issue: Mapping[str, Json]) -> tuple[str, ...]:
        tags: dict[str, str] = {}
        labels = issue.get("labels")
        for label in split_tags(labels) if isinstance(labels, str) else nodes(labels):
            if isinstance(label, dict):
                parts = text_of(label, "name"), text_of(label, "color"), text_of(label, "description")
            else:
                parts = text_of({"name": label}, "name"), "", ""
            if parts not in self._labels:
                self._labels[parts] = self._label(*parts)
            if known := self._labels[parts]:
                tags.setdefault(known[1], known[0])
        return tuple(tags.values())

    def _label(self, name: str, colour: str, description: str) -> tuple[str, str] | None:
        """Return the tag of a label as it is shown, and its key; ``None`` where it is left out."""
        tag, key = shown_tag(name)
        if not tag or matches_any(key, self._options.skip_labels):
            return None
        info = TagInfo(tag, read_colour(colour) or "", one_line(description))
        if info.colour or info.description:
            self._infos[info] = None
        return tag, key


def _extra(issue: Mapping[str, Json], affiliation: str) -> dict[str, object]:
    """Return what is kept of an issue for templates."""
    milestone = issue.get("milestone")
    given = {
        "state": text_of(issue, "state").lower(),
        "closed": text_of(issue, "closedAt", "closed_at"),
        "author": login_of(issue),
        "milestone": text_of(milestone, "title") if isinstance(milestone, dict) else "",
        "affiliation": affiliation,
    }
    return {name: plain_value(value) for name, value in given.items() if value}


def _said(writer: str, words: str) -> str:
    return f"**{writer}:**\n\n{words}" if writer and words else words


def _person(login: str) -> str:
    """Return a login name by which it equals others: the interfaces write those of bots in two ways."""
    return login.strip().lower().removesuffix("[bot]")


def _number(value: Json) -> str:
    """Return the number of an issue, or an empty text."""
    text = str(value).strip() if isinstance(value, int | str) else ""
    return str(int(text)) if _NUMBER.fullmatch(text) else ""


def _url(issue: Mapping[str, Json]) -> str:
    url = next((url for name in ("html_url", "url") if isinstance(url := issue.get(name), str)), "")
    return f"https://github.com/{match[1]}" if (match := _API.fullmatch(url)) else url


def _is_pull_request(issue: Mapping[str, Json]) -> bool:
    return bool(
        (issue.get("pull_request") and isinstance(issue["pull_request"], dict))
        or issue.get("isPullRequest") is True
        or issue.get("__typename") == "PullRequest"
        or _PULL.match(_url(issue))
    )
