"""The built-in topics, and any other catalogue in their shape."""

from __future__ import annotations

import pytest

from rmentor.folder.catalogue import built_in_topics, topics_of
from rmentor.model.topics import Topic, Words


def test_topics_are_read_by_id_in_both_languages() -> None:
    """In any order of the file; a text for both languages serves for both."""
    text = "topics:\n  - {id: seo, title: SEO}\n  - {id: ads, title: {fr: Pubs, en: Ads}, levels: {3: X}}\n"
    assert list(topics_of(text.encode()).values()) == [
        Topic("ads", Words("Pubs", "Ads"), levels={3: Words("X", "X")}),
        Topic("seo", Words("SEO", "SEO")),
    ]


def test_a_wrong_catalogue_is_a_bug_of_ours_and_says_where() -> None:
    """It ships with rmentor, so nobody else can put it right."""
    with pytest.raises(ValueError, match="yaml-unclosed"):
        topics_of(b"topics: [")
    with pytest.raises(ValueError, match="title"):
        topics_of(b"topics: [{id: a}]")


def test_the_built_in_topics_are_there_and_cannot_be_changed() -> None:
    """Every program shares them."""
    topics = built_in_topics()
    assert {"linkedin", "spreadsheets", "ai-assistants", "budgeting"} <= set(topics)
    assert all(topic.title.fr and topic.title.en for topic in topics.values())
    assert all(other in topics for topic in topics.values() for other in topic.after)
    with pytest.raises(TypeError):
        topics["mine"] = topics["seo"]  # type: ignore[index]
