"""Notes that use all that Markdown and reStructuredText have, for builds."""

from __future__ import annotations

from textwrap import indent

#: All that write documents, besides HTML.
BUILDERS = [
    "dirhtml",
    "singlehtml",
    "epub",
    "latex",
    "text",
    "man",
    "texinfo",
    "xml",
    "pseudoxml",
    "linkcheck",
]

MARKDOWN = r"""
## A *heading*

Text with **strong**, ~~old~~ words, `code <b>`, a [link](https://example.org/link_a), a
bare https://example.org/bare, and a footnote.[^1] A formula: $x^2$.

### Below it

- one
  - inner
- [ ] to do
- [x] done

3. third
4. fourth

> A quote.

```python
def f(x): return x
```

```unheard-of
plain code
```

```math
\frac{a}{b}
```

| Left | Right |
|------|------:|
| cell | **12** |

![Local picture](picture.png) ![Remote picture](https://example.org/remote.png)

---

[^1]: The footnote's text.
"""

HOSTILE = r"""
<script>alert("block")</script>

Inline <img src=x onerror=alert(1)> and <a href="javascript:alert(2)" onclick="x()">html</a>.

<!-- a hidden comment -->

[script](javascript:alert(3)) [data](data:text/html,x) ![picture](javascript:alert(4))
[quote](<https://example.org/"onmouseover="alert(5)>) <javascript:alert(6)>

![alt" onerror="alert(7)](https://example.org/p.png "title\" onload=\"x")

```"><script>alert(8)</script>
</pre><script>alert(9)</script>
```

$\href{javascript:alert(10)}{x}$ `</code><script>alert(11)</script>` [^"><b>]

[^"><b>]: Foot <b>note</b>

| <b>a</b> | b |
|---|---|
| </td><script>x</script> | c |
"""

RST = r"""
A *heading*
===========

Text with **strong** words, ``code <b>``, a `link <https://example.org/link>`_, a footnote [1]_,
:sub:`below`, :math:`x^2`, :doc:`doc`, :ref:`place`, :note:`md`, :tag:`Tag` and |short|.

Below it
--------

* one

  * inner

3. third
4. fourth

.. epigraph::

   A quote.

.. code-block:: python

   def f(x): return x

.. code:: unheard-of

   plain code

.. math::

   \frac{a}{b}

.. list-table:: Caption
   :header-rows: 1

   * - Left
     - Right
   * - cell
     - **12**

.. image:: picture.png
   :alt: Local picture

.. figure:: https://example.org/remote.png
   :alt: Remote picture

   Below the *picture*.

.. note:: An admonition.

Term
   Definition

>>> 1 + 1
2

.. |short| replace:: a substitution
.. [1] The footnote's text.
.. A comment.
"""


def yaml(note_id: str, markup: str, body: str, **fields: str) -> str:
    """A note with a body as a block of YAML."""
    lines = [f"{name}: {value}" for name, value in fields.items()]
    head = "\n".join([
        f"- id: {note_id!r}",
        f"  title: Note {note_id}",
        f"  markup: {markup}",
        *(f"  {line}" for line in lines),
    ])
    return f"{head}\n  body: |\n{indent(body.strip(chr(10)), '    ')}\n"


#: In `conf.py`: files `*.num` are YAML whose ids are numbers too, as those of exports of issues are.
NUMBERED = """
from dataclasses import replace
from sphinxext.tagpages.sources import registry
from sphinxext.tagpages.sources.yaml.reader import read_yaml

def read_numbered(text, path, _options):
    result = read_yaml(text, path)
    return replace(result, notes=tuple(replace(note, number=int(note.id)) for note in result.notes))

registry.READERS[".num"] = read_numbered
"""
