"""The built-in topics: all that the field knows, complete in both languages, and in an order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import groupby
from typing import Any

import pytest

from rmentor.folder.catalogue import built_in_topics
from rmentor.folder.yaml_load import load_yaml
from rmentor.language.catalogue import speak
from rmentor.model.topics import Topic, Words
from rmentor.resources import topics_bytes

# The field's list, by group.
IDS = {
    "social-media": "linkedin x-twitter instagram tiktok social-writing influence e-reputation social-listening",
    "collaboration": "email-calendar spreadsheets slack teams google-workspace project-tools video-meetings remote-work mobile-apps",
    "marketing": "seo web-analytics search-ads social-ads marketing-automation e-commerce content-video",
    "data-ai": "ai-assistants ai-critical data-literacy dashboards automation",
    "safety": "passwords-mfa phishing privacy-settings information-overload",
    "innovation": "design-thinking prototyping ideation agile",
    "generations": "new-consumers new-employees horizontal-management inclusion sustainability pop-culture",
    "giving-back": "company-strategy decision-making negotiation public-speaking networking career budgeting leadership client-relations crisis",
}  # fmt: skip


def _raw() -> list[dict[str, Any]]:
    parsed = load_yaml(topics_bytes())
    assert not parsed.problems
    topics: list[dict[str, Any]] = parsed.value["topics"]
    return topics


def _sentences(topic: Topic) -> Iterator[Words]:
    yield from topic.levels.values()
    yield from topic.exercises


def test_every_topic_of_the_field_is_there() -> None:
    """Nothing is missing, nothing is extra, and each group stands together in the file."""
    found = {
        group: [t["id"] for t in rows] for group, rows in groupby(_raw(), lambda t: t["group"])
    }
    assert found == {group: ids.split() for group, ids in IDS.items()}


def test_the_loader_loses_nothing_of_the_file() -> None:
    """What the file says is what programs get."""
    topics = built_in_topics()
    assert set(topics) == {row["id"] for row in _raw()}
    for row in _raw():
        topic = topics[row["id"]]
        assert topic.id == row["id"]
        assert topic.title == Words(**row["title"])
        assert topic.group == row["group"]
        assert {str(k): v for k, v in topic.levels.items()} == {
            k: Words(**v) for k, v in row["levels"].items()
        }
        assert topic.exercises == tuple(Words(**each) for each in row["exercises"])
        assert topic.material == tuple(Words(**each) for each in row["material"])
        assert topic.after == tuple(row.get("after", ()))


@pytest.mark.parametrize("topic", built_in_topics().values(), ids=lambda topic: topic.id)
def test_a_topic_says_all_that_a_pair_needs(topic: Topic) -> None:
    """Three levels, two exercises to begin with and one for later, something to bring, both languages."""
    assert list(topic.levels) == [1, 3, 5]
    assert len(topic.exercises) == 3
    assert topic.material
    for words in (topic.title, *_sentences(topic), *topic.material):
        assert words.fr.strip() == words.fr != ""
        assert words.en.strip() == words.en != ""
        assert "'" not in words.fr + words.en, "apostrophes are typographic"
        assert '"' not in words.fr + words.en
    for words in _sentences(topic):
        assert words.fr != words.en
        for text in (words.fr, words.en):
            assert text[0].isupper()
            assert text.endswith((".", "?"))
            assert len(text) <= 120, "one sentence that two colleagues take in at a glance"
        assert speak("fr").text(words.fr), "French spacing can be set"


def test_no_sentence_is_used_twice() -> None:
    """Each level and exercise was written for its own topic."""
    topics = built_in_topics().values()
    for language in ("fr", "en"):
        uses = Counter(w.in_language(language) for topic in topics for w in _sentences(topic))
        assert [text for text, times in uses.items() if times > 1] == []


def test_what_comes_before_a_topic_exists_and_never_comes_after_it() -> None:
    """A learning path has a beginning."""
    topics = built_in_topics()
    order = TopologicalSorter({topic.id: topic.after for topic in topics.values()})
    assert set(order.static_order()) == set(topics)  # raises CycleError on a circle
