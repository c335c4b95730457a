"""``rmentor topics``: people find what can be taught, in their words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Rmentor


def answer(rmentor: Rmentor, *arguments: object) -> list[dict[str, Any]]:
    """Topics that a search answers, as JSON."""
    topics: list[dict[str, Any]] = json.loads(rmentor("topics", *arguments, "--json").out)["topics"]
    return topics


def found(rmentor: Rmentor, *words: str) -> list[str]:
    """Ids that a search answers."""
    return [topic["id"] for topic in answer(rmentor, *words)]


def test_topics_are_found_without_a_program(
    rmentor: Rmentor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The built-in catalogue may be read before there is a folder."""
    monkeypatch.chdir(tmp_path)
    assert len(found(rmentor)) > 50
    assert found(rmentor, "linkedin") == ["linkedin"]


@pytest.mark.parametrize("words", [("donnees",), ("DONNÉES",), ("lire", "données")])
def test_accents_and_case_do_not_count(rmentor: Rmentor, words: tuple[str, ...]) -> None:
    """People type as they like, in either language."""
    assert "data-literacy" in found(rmentor, *words)


def test_every_word_narrows_the_search(rmentor: Rmentor) -> None:
    """A second word never finds more."""
    assert set(found(rmentor, "video", "short")) < set(found(rmentor, "video"))


def test_a_topic_of_ones_own_overrides_what_it_says_and_keeps_the_rest(
    rmentor: Rmentor, tmp_path: Path
) -> None:
    """topics.yaml adds topics, and changes built-in ones key by key."""
    (tmp_path / "program.yaml").write_text("format: 1\nname: P\n", "utf-8")
    (tmp_path / "topics.yaml").write_text(
        "topics:\n"
        "  - {id: our-crm, title: Notre CRM}\n"
        "  - {id: linkedin, title: LinkedIn chez nous, exercises: [Un, Deux, Trois]}\n",
        "utf-8",
    )
    topics = {topic["id"]: topic for topic in answer(rmentor, "--program", tmp_path)}
    assert topics["our-crm"]["title"] == {"fr": "Notre CRM", "en": "Notre CRM"}
    linkedin = topics["linkedin"]
    assert linkedin["title"]["fr"] == "LinkedIn chez nous"
    assert [each["fr"] for each in linkedin["exercises"]] == ["Un", "Deux", "Trois"]
    assert linkedin["group"] == "social-media"
    assert set(linkedin["levels"]) == {"1", "3", "5"}


def test_nothing_found_says_what_to_do(rmentor: Rmentor) -> None:
    """A slip gets a suggestion, and a topic that is missing its place."""
    done = rmentor("topics", "linkdin")
    assert "linkedin" in done.out
    assert "topics.yaml" in done.out
