"""Valid people and programs in one line each: a test names only what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rmentor.folder.read import Sources
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.topics import Topic, Words


def a_person(person: str, **fields: Any) -> Participant:
    """Make somebody who said yes and takes part, as both mentor and mentee unless said otherwise."""
    known: dict[str, Any] = {"name": person.title(), "role": "both", "volunteer": True}
    return Participant(id=person, **{**known, **fields})


def a_mentor(person: str = "mia", **fields: Any) -> Participant:
    """Make a volunteer of grade 1 who teaches LinkedIn at level 5."""
    known: dict[str, Any] = {"role": "mentor", "seniority": 1, "offers": {"linkedin": 5}}
    return a_person(person, **{**known, **fields})


def a_mentee(person: str = "eva", **fields: Any) -> Participant:
    """Make a volunteer of grade 5 who wants LinkedIn."""
    known: dict[str, Any] = {"role": "mentee", "seniority": 5, "wants": {"linkedin": 2}}
    return a_person(person, **{**known, **fields})


def a_topic(topic: str) -> Topic:
    """Make a topic whose title is its id."""
    return Topic(topic, Words(topic, topic))


def a_program(*people: Participant, **fields: Any) -> Program:
    """Make a program of these people, with every topic that they name."""
    named = {t for p in people for levels in (p.offers, p.wants, p.levels) for t in levels}
    named |= {t for objective in fields.get("objectives", ()) for t in objective.topics}
    known: dict[str, Any] = {
        "name": "Test",
        "timezone": "Europe/Paris",
        "topics": {topic: a_topic(topic) for topic in sorted(named)},
        "participants": tuple(sorted(people, key=lambda person: person.id)),
    }
    return Program(**{**known, **fields})


def sources_of(files: Mapping[str, str]) -> Sources:
    """Make the sources of a program folder from texts by path, without a disk."""
    return Sources(None, {path: text.encode() for path, text in sorted(files.items())})
