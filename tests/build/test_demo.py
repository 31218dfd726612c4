"""An example is the reference page, made better; the demo is whole, and a starter; README is true."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from sphinxext.tagpages.documents.directives.lists import STYLES, TAG_STYLES
from sphinxext.tagpages.fields.tag_entries import TAGS_FILE_FIELDS
from tests.build.harness import Built, elements, sphinx_build, text

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "finetuning"

# The published page that the example reproduces: for each entry its id, and its tags without the page's own.
REFERENCE = {
    "512": "MachineLearning NLP LanguageModel ReinforcementLearning",
    "700": "NLP LanguageModel Alignment ChatGPT DataDistillation",
    "769": "Efficiency/SpeedUp MachineLearning LanguageModel",
    "823": "MachineLearning NLP LanguageModel Evaluation",
    "1024": "MachineLearning NLP LanguageModel Transformer DataAugmentation DataGeneration",
    "1045": "Efficiency/SpeedUp MachineLearning NLP Dataset QuestionAnswering LongSequence",
    "1091": "MachineLearning NLP LanguageModel",
    "1099": "Pretraining NLP LanguageModel DataGeneration",
    "1134": "NLP LanguageModel Library Repository",
    "513": "NLP LanguageModel InstructionTuning",
    "542": "NLP LanguageModel InstructionTuning",
    "514": "Article NLP LanguageModel",
    "771": "Article MachineLearning Tools LanguageModel FoundationModel",
    "796": "Article MachineLearning Tools LanguageModel Repository",
    "1027": "Article Tutorial NLP LanguageModel",
    "1109": "Article Efficiency/SpeedUp NLP LanguageModel",
}
VISIBLE = 3


def build(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a project of the repository, elsewhere."""
    built = sphinx_build(source, tmp_path_factory.mktemp("site"), "-d", str(tmp_path_factory.mktemp("trees")))
    assert (built.warnings, built.status) == ([], 0)
    return built


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(ROOT / "notes", tmp_path_factory)


def test_the_page_of_the_reference(tmp_path_factory: pytest.TempPathFactory) -> None:
    page = build(EXAMPLE, tmp_path_factory).page("tags/finetuning")
    assert page.heading == "Finetuningに関する論文・技術記事メモの一覧"
    articles = page.find_all("article", "tagpages-note")
    assert [article.attrib["data-note"] for article in articles] == list(REFERENCE)
    tags = [[text(tag) for tag in elements(article, cls="tagpages-tag")] for article in articles]
    assert tags == [names.split() for names in REFERENCE.values()]
    folded = elements(page.one("details"), "article")
    assert len(articles) - len(folded) == VISIBLE
    assert text(page.one("span", "tagpages-if-closed")) == "Show 13 more"


def test_the_demo_is_large_enough_to_show_what_there_is(demo: Built) -> None:
    pages = list(demo.pages())
    listings = [listing for page in pages for listing in page.find_all("section", "tagpages-listing")]
    counts = {
        item.get("data-tag"): int(item.attrib["data-count"]) for item in listings if "data-tag" in item.attrib
    }
    assert 25 <= len(counts) <= 40
    assert len([count for count in counts.values() if count > 25]) >= 3
    notes = [note for page in pages for note in page.find_all("article", "tagpages-note")]
    assert len({note.attrib["data-note"] for note in notes}) >= 60
    assert len({date.attrib["datetime"][:4] for note in notes for date in elements(note, "time")}) >= 8
    assert any(elements(note, "img") for note in notes)
    assert len({note.attrib["data-note"] for note in notes if note.get("lang") == "ja"}) >= 12


def test_the_demo_uses_what_can_be_said_of_tags_and_shown_of_notes(demo: Built) -> None:
    said = {
        field
        for entry in yaml.safe_load((ROOT / "notes" / "tags.yaml").read_text("utf-8")).values()
        for field in entry
    }
    assert said == set(TAGS_FILE_FIELDS) - {"slug", "former"}
    styles = {
        name
        for page in (ROOT / "notes").glob("*.rst")
        for name in re.findall(r":style: (\w+)", page.read_text("utf-8"))
    }
    assert styles == {*STYLES, *TAG_STYLES} - {"entries", "list"}
    assert len(demo.page("retrieval").titles()) >= 10


def test_every_link_of_the_demo_leads_somewhere(demo: Built) -> None:
    assert sum(len(page.find_all("a", "tagpages-home")) for page in demo.pages()) > 100
    assert demo.dead_links() == []


def test_the_demo_and_the_manual_hide_no_warning() -> None:
    for folder in ("notes", "docs"):
        conf = (ROOT / folder / "conf.py").read_text("utf-8")
        assert "suppress_warnings" not in conf
        assert "nitpick_ignore" not in conf


def test_the_folder_alone_is_a_starter(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("_build")
    shutil.copytree(ROOT / "notes", tmp_path / "mine", ignore=ignored)
    own = "- title: My first note\n  date: 2024-05-01\n  tags: [Mine]\n"
    (tmp_path / "mine" / "papers.yaml").write_text(own, "utf-8")
    built = sphinx_build(tmp_path / "mine", tmp_path / "out")
    assert (built.warnings, built.status) == ([], 0)
    assert built.page("tags/mine").titles() == ["My first note"]
    hosting = yaml.safe_load((tmp_path / "mine" / ".readthedocs.yaml").read_text("utf-8"))
    assert (tmp_path / "mine" / hosting["sphinx"]["configuration"]).is_file()
    assert (tmp_path / "mine" / hosting["python"]["install"][0]["requirements"]).is_file()


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text("utf-8")


def test_the_lines_of_readme_add_it_to_a_project(readme: str, tmp_path: Path) -> None:
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert [language for language, _ in blocks] == ["python", "yaml", "rst", "rst", "rst"]
    (_, conf), (_, notes), (_, toctree), (_, entry), (_, listing) = blocks
    assert sum(block.count("\n") for block in (conf, notes, toctree)) <= 10
    assert [block.count("\n") for block in (entry, listing)] == [4, 4]
    (tmp_path / "conf.py").write_text(f"project = 'Existing'\n{conf}", "utf-8")
    (tmp_path / "notes.yaml").write_text(notes, "utf-8")
    (tmp_path / "index.rst").write_text(f"Existing\n========\n\n{toctree}\n{entry}\n{listing}", "utf-8")
    built = sphinx_build(tmp_path, tmp_path / "_build")
    assert (built.warnings, built.status) == ([], 0)
    promised = re.findall(r"`(tags/[\w/]+)`", readme)
    assert len(promised) >= 3
    for name in promised:
        assert built.exists(name)
    own, *listed = built.page("index").titles()
    assert own == "Attention Is All You Need"
    assert listed == ["Attention Is All You Need"]


def test_readme_leads_to_every_page_of_the_manual(readme: str) -> None:
    linked = re.findall(r"\]\(([\w./-]+)\)|(?:src|srcset)=\"([^\"]+)\"", readme)
    paths = {path or picture for path, picture in linked}
    assert {path for path in paths if not (ROOT / path).exists()} == set()
    pages = {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.rst")} - {
        "docs/index.rst",
        "docs/changelog.rst",
    }
    assert pages <= paths


def test_the_first_page_of_the_manual_says_what_each_page_is_for() -> None:
    index = (ROOT / "docs" / "index.rst").read_text("utf-8")
    described = re.findall(r"^\* :doc:`([\w-]+)`: ", index, re.MULTILINE)
    in_trees = re.findall(r"^   ([\w-]+)$", index, re.MULTILINE)
    assert described == in_trees
    assert set(described) == {page.stem for page in (ROOT / "docs").glob("*.rst")} - {"index"}
