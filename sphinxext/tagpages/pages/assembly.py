"""Where generated documents stand in outputs that join all documents: one page, one PDF, one book.

A site of pages needs no more than the hidden table of contents of the tag index. But what joins documents
leaves out those that no table of contents names, and every link to them would be dead.
"""

from __future__ import annotations

from typing import ClassVar, Protocol

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..documents.domain import TagpagesDomain, domain_of
from ..project.titles import archive_docname, explorer_docname, index_docname
from ..sphinx_internals.builders import is_assembling, is_epub
from ..sphinx_internals.toctrees import assembled, children_of, hidden_toctree, relations, show_children


class HasBuilder(Protocol):
    """What there is for each application: it knows the builder."""

    @property
    def builder(self) -> Builder:
        """The builder."""


class Assemble(SphinxPostTransform):
    """Puts the generated documents after the user's own, whether a table of contents names them or not.

    They come at the end of a document that names the tag index, and of the root document in any case.
    The pages of an EPUB stay in the order of the tables of contents.
    """

    #: Before references are resolved (10): LaTeX makes links only to documents that it includes.
    default_priority = 1
    #: Set in a class of each application's own.
    running: ClassVar[HasBuilder]

    def run(self, **_kwargs: object) -> None:
        """Complete the document."""
        builder = self.running.builder
        if domain_of(self.env).is_previewing:
            return
        is_root = self.env.docname == self.config.root_doc
        if is_assembling(builder):
            self._join()
            tops = _tops(domain_of(self.env))
            files = {file["docname"]: file for file in self.document.findall(addnodes.start_of_file)}
            named: list[nodes.Node] = [files[docname] for docname in tops if docname in files]
            for file in named:
                file.parent.remove(file)
            if missing := [docname for docname in tops if is_root and docname not in files]:
                named += assembled(builder, self.env.docname, missing)
            self._last().extend(named)
            self._join()
        elif is_epub(builder) and is_root:
            known = relations(self.env)
            if missing := [docname for docname in _tops(domain_of(self.env)) if docname not in known]:
                self._last().append(hidden_toctree(self.env.docname, missing))

    def _join(self) -> None:
        """Let what documents hold know where it stands now; Sphinx leaves it at its document of before."""
        for file in self.document.findall(addnodes.start_of_file):
            for child in file.children:
                child.parent = file

    def _last(self) -> nodes.Element:
        """Return the last section of the document's own, where documents that it includes stand."""
        sections = [child for child in self.document.children if isinstance(child, nodes.section)]
        return sections[-1] if sections else self.document


def name_in_contents(
    env: BuildEnvironment, builder: Builder, domain: TagpagesDomain
) -> dict[str, nodes.bullet_list]:
    """Have an EPUB's table of contents name all notes and the archive, to have them in the order of reading.

    Generated documents are left out of what themes draw on every page; an EPUB has no such thing. Pages of
    tags stay out of its order, as a book's index would: links lead to each of them. Builders of Markdown know
    no toctree within what is drawn, and warn of one, so none is left there. This is after the environment was
    saved, so other builders do not see it.

    Returns:
        the tables of contents of before, by docname, to be put back when the build is over.
    """
    if not is_epub(builder) and builder.format != "markdown":
        return {}
    folder = env.config.tagpages_dir
    archive, explorer = archive_docname(folder, ""), explorer_docname(folder)  # no link leads to the latter

    def is_shown(name: str) -> bool:
        return is_epub(builder) and (name == explorer or name.startswith(archive))

    return {
        docname: show_children(env, docname, is_shown)
        for docname in domain.generated.keys() & {index_docname(folder), archive_docname(folder)}
    }


def _tops(domain: TagpagesDomain) -> list[str]:
    """Return the generated documents that no other names: the one below which all are, if there is one."""
    below = (children_of(domain.env, docname) for docname in domain.generated)
    return sorted(domain.generated.keys() - frozenset[str]().union(*below))
