"""docs/format.md tells the truth: its examples are one valid program, its tables are the defaults."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from rmentor.folder.catalogue import built_in_topics
from rmentor.folder.load import Loaded, load
from rmentor.folder.read import SINGLE_FILES, Sources
from rmentor.model.people import Participant
from rmentor.model.program import CRITERIA, Program, Rules, Weights
from rmentor.model.topics import Topic

PAGE = (Path(__file__).parents[2] / "docs" / "format.md").read_text("utf-8")
EXAMPLE = re.compile(
    r"^## (\S+\.(?:yaml|csv))\n.*?^```(?:yaml|csv)\n(.*?)^```", re.MULTILINE | re.DOTALL
)
LISTED = re.compile(r"`([a-z0-9-]+)` ([^·\n]+?)(?: ·|$)", re.MULTILINE)


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    """The page's examples, each in the file that it is headed by."""
    files = {path: text.encode() for path, text in EXAMPLE.findall(PAGE)}
    return load(Sources(None, dict(sorted(files.items()))))


def test_every_file_has_its_example() -> None:
    """Files that people keep are all explained; the mapping of an import has a page of its own."""
    shown = {path for path, _ in EXAMPLE.findall(PAGE)}
    assert set(SINGLE_FILES) - {"import.yaml"} <= shown
    assert any(path.startswith("surveys/") for path in shown)
    assert any(path.startswith("journal/") for path in shown)


def test_the_examples_are_one_valid_program(loaded: Loaded) -> None:
    """Whoever copies them gets no finding."""
    assert [found for found in loaded.findings if found.severity == "error"] == []
    program = loaded.program
    assert program is not None
    assert len(program.participants) == 4
    assert program.pairs
    assert program.plan.sessions
    assert program.plan.unplaced
    assert program.plan.events
    assert program.framework.events
    assert program.stakeholders
    assert program.journal
    assert program.surveys
    assert len(program.answers["pulse"]) == 2


def test_rules_and_weights_have_the_defaults_that_the_page_gives() -> None:
    """A table row names each setting with what applies where nobody sets it."""
    told = dict(re.findall(r"^\| `(\w+)` \| `?([^|`]+?)`? \|", PAGE, re.MULTILINE))
    for each in fields(Rules):
        if each.name.startswith("group_"):
            continue
        default = getattr(Rules(), each.name)
        shown = str(default).lower() if isinstance(default, bool) else str(default)
        assert told[each.name] == shown
    size, mentors = (Rules().group_min, Rules().group_max), Rules().group_mentors
    assert told["group"] == f"{{min: {size[0]}, max: {size[1]}, mentors: {mentors}}}"
    for name in CRITERIA:
        assert told[name] == str(Weights().of(name))


@pytest.mark.parametrize("model", [Program, Participant, Topic])
def test_every_key_of_a_model_is_explained(model: type) -> None:
    """A new key is not forgotten on the page."""
    for each in fields(model):
        assert re.search(rf"\b{each.name}\b", PAGE), each.name


def test_the_built_in_topics_are_listed_with_their_titles() -> None:
    """The ids that people may write are on the page, no more and no fewer."""
    section = PAGE.split("knows these topics already:")[1].split("\n## ")[0]
    listed = {
        topic: title.strip()
        for line in section.splitlines()
        if ": " in line
        for topic, title in LISTED.findall(line.split(": ", 1)[1])
    }
    assert listed == {topic.id: topic.title.en for topic in built_in_topics().values()}
