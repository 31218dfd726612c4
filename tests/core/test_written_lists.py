"""Lists that reach a directive as the text they were written as."""

import pytest

from sphinxext.tagpages.sources.yaml.nodes import written_list


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ('[NLP, "a, b"]', ["NLP", "a, b"]),
        ("[]", []),
        ("- NLP - 'a, b' - C-3", ["NLP", "a, b", "C-3"]),
        ("- one", ["one"]),
        ("NLP, Vision", None),
        ("[draft] NLP", None),
        ("[a, [b]]", None),
        ("[a, 'b]", None),
        ("-", None),
        ("", None),
    ],
)
def test_lists(text: str, items: list[str] | None) -> None:
    assert written_list(text) == items
