"""The built-in topics."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from rmentor.folder.build import build_topic
from rmentor.folder.schema.topics import TopicsDoc
from rmentor.folder.yaml_load import load_yaml
from rmentor.model.topics import Topic
from rmentor.resources import topics_bytes


def topics_of(content: bytes) -> dict[str, Topic]:
    """Topics by id of a file in the shape of topics.yaml.

    Raises:
        ValueError: It is not in that shape.
    """
    parsed = load_yaml(content)
    if parsed.problems:
        raise ValueError(f"the catalogue of topics cannot be read: {parsed.problems[0]}")
    topics = TopicsDoc.model_validate(parsed.value or {}).topics
    return {topic.id: build_topic(topic) for topic in sorted(topics, key=lambda each: each.id)}


@lru_cache(maxsize=1)
def built_in_topics() -> Mapping[str, Topic]:
    """Topics that every program may use, by id."""
    return MappingProxyType(topics_of(topics_bytes()))
