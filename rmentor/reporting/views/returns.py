"""What a mentee can give back: topics that the mentor wants to learn, or may well be offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Session
from rmentor.model.teaching import teachable
from rmentor.reporting.views.aims import level_before
from rmentor.reporting.views.people import topic_title

MOST_RETURNS = 4


@dataclass(frozen=True, slots=True)
class ReturnView:
    """Something that a mentee can teach the mentor.

    Attributes:
        mentee: Name of the mentee.
        topic: Title of the topic.
        mentee_level: Level of the mentee, 0 to 5.
        mentor_level: Level of the mentor, 0 to 5.
    """

    mentee: str
    topic: str
    mentee_level: int
    mentor_level: int


def return_views(
    program: Program,
    pair: Pair,
    mentor: Participant,
    mentees: Sequence[Participant],
    session: Session,
) -> tuple[ReturnView, ...]:
    """Topics that mentees may teach the mentor, what the mentor wants most first.

    Each session begins with another one, so that it is not always the same that is proposed.
    """
    found = []
    for mentee in mentees:
        topics = teachable(mentee, mentor, program.rules)
        for topic in sorted(topics, key=lambda each: (-mentor.wants[each], each)):
            mine, _ = level_before(program, pair, mentor, topic, session.session)
            title = topic_title(program, topic)
            found.append(ReturnView(mentee.name, title, mentee.offers[topic], mine))
    turn = (session.session - 1) % len(found) if found else 0
    return tuple((found[turn:] + found[:turn])[:MOST_RETURNS])


def gift_titles(
    program: Program, mentor: Participant, mentees: Sequence[Participant]
) -> tuple[str, ...]:
    """Titles of what mentees are good at and the mentor has not asked for, best first."""
    levels: dict[str, int] = {}
    for mentee in mentees:
        for topic, level in mentee.offers.items():
            if level >= program.rules.min_level and level > mentor.level(topic):
                levels[topic] = max(level, levels.get(topic, 0))
    best = sorted(levels, key=lambda topic: (-levels[topic], topic))
    return tuple(topic_title(program, topic) for topic in best[:MOST_RETURNS])
