"""Documents whose doctrees are in no file are to all others what they are where they are read."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable, Iterable, Mapping

from docutils import nodes

from tests.build.harness import Project

#: As extensions do: before pages are brought up to date, and when all is written, one asks for every doctree.
ASKING = """
import json
from pathlib import Path
from docutils import nodes

def ask(app, name):
    found = {}
    for docname in sorted(app.env.all_docs):
        doctree = app.env.get_doctree(docname)
        doctree.settings.record_dependencies = None  # before Sphinx 9.2
        settings = sorted(vars(doctree.settings).items(), key=str)
        places = [(str(node.source), node.line) for node in doctree.findall(nodes.Element)]
        found[docname] = [doctree.pformat(), str(places), str(settings), str(sorted(vars(doctree)))]
    Path(app.srcdir, "_build", name).write_text(json.dumps(found), "utf-8")

def setup(app):
    app.connect("env-updated", lambda app, env: ask(app, "before"), priority=100)
    app.connect("build-finished", lambda app, error: ask(app, "after"))
"""
#: With a handler of which nothing is known, each document is read.
LISTENING = "    app.connect('doctree-read', lambda *_: None)\n"
FILES = {
    "index.rst": "Home\n====\n\n.. toctree::\n   :numbered:\n\n   doc\n   tags/index\n",
    "doc.rst": "Doc\n===\n\n:doc:`tags/b` and :doc:`/tags/archive/2020`\n",
    "notes.yaml": "".join(
        f"- {{title: Note {number}, tags: [A, 'B *b*', <{number}>], date: 2020}}\n" for number in range(5)
    )
    + "- {title: Last, date: 2021-02-03, tags: [Described]}\n",
    "tags.yaml": "Described: {description: It *is*.}\n",
}


def environment(project: Project) -> Mapping[str, object]:
    """All that Sphinx has saved, but when documents were read."""
    env = pickle.loads((project.srcdir / "_build/doctrees/environment.pickle").read_bytes())
    env.all_docs = set(env.all_docs)
    generated = env.domaindata.pop("tagpages")["generated"]
    env.plans = {docname: made.plan for docname, made in generated.items()}
    found = {name: plain(value) for name, value in vars(env).items() if name not in {"settings", "config"}}
    return anywhere(project, json.dumps(found))


def plain(value: object) -> object:
    """A value in a form that can be compared."""
    if isinstance(value, nodes.Element):
        return value.pformat()
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(each) for each in value]
    return repr(value)


def asked(project: Project, name: str) -> Mapping[str, object]:
    return anywhere(project, (project.srcdir / "_build" / name).read_text("utf-8"))


def anywhere(project: Project, text: str) -> Mapping[str, object]:
    """What is in JSON, without where in memory and where on the disk."""
    found: Mapping[str, object] = json.loads(
        re.sub(" at 0x[0-9a-f]+", "", text).replace(str(project.srcdir), "S")
    )
    return found


def differ(one: Mapping[str, object], other: Mapping[str, object]) -> dict[str, object]:
    names = {*one, *other}
    return {name: (one.get(name), other.get(name)) for name in names if one.get(name) != other.get(name)}


def files(project: Project) -> set[str]:
    folder = project.srcdir / "_build/doctrees"
    return {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.doctree")}


def test_nobody_sees_whether_a_doctree_is_in_a_file(project: Callable[..., Project]) -> None:
    """In a first build, and in that of another builder after an edit."""
    conf = {"numfig": True, "tagpages_sources": ["notes.yaml"], "tagpages_per_page": 3}
    read, noted = (project(FILES, name, **conf) for name in ("read", "noted"))
    read.code, noted.code = ASKING + LISTENING, ASKING
    for builder, title in (("html", "Note 3"), ("text", "Note three")):
        for each in (read, noted):
            each.write({"notes.yaml": FILES["notes.yaml"].replace("Note 3", title).replace("<3>", title)})
            each.build(builder)
        assert differ(environment(noted), environment(read)) == {}
        for when in ("before", "after"):
            assert differ(asked(noted, when), asked(read, when)) == {}
    assert asked(noted, "after").keys() == files(read)
    assert files(read) - files(noted) > {"tags/a", "tags/a/2", "tags/b-b", "tags/note-three", "tags/all"}
    assert files(noted) == {
        "index",
        "doc",
        "tags/index",
        "tags/described",
        "tags/archive/index",
        "tags/archive/2021",
    }
    noted.write({"tags.yaml": ""})
    noted.build("text")
    assert "tags/described" not in files(noted)
