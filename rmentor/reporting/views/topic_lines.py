"""Topics as lists of them have them: who wants them, who offers them, who goes short."""

from __future__ import annotations

from dataclasses import dataclass

from rmentor.model.pairing import Pairing
from rmentor.model.program import Program
from rmentor.reporting.views.people import topic_title


@dataclass(frozen=True, slots=True)
class TopicLineView:
    """A topic, how many want it and how many offer it.

    Attributes:
        title: Its title.
        wanted: How many mentees want it.
        offered: How many mentors offer it.
        served: How many mentees learn it in a pair.
        short: How many mentees go short of it.
    """

    title: str
    wanted: int
    offered: int
    served: int
    short: int


def topic_lines(program: Program, pairing: Pairing) -> tuple[TopicLineView, ...]:
    """Topics that somebody wants, those that most go short of first."""
    wanted = [topic for topic in pairing.topics if topic.wanted]
    wanted.sort(key=lambda topic: (-topic.short, -topic.wanted, topic.id))
    return tuple(
        TopicLineView(
            topic_title(program, topic.id), topic.wanted, topic.offered, topic.served, topic.short
        )
        for topic in wanted
    )
