"""Skills before and after, by topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from rmentor.followup.journal import first_level
from rmentor.followup.kpis import ComputedKpi
from rmentor.followup.measures import answers
from rmentor.followup.measures.facts import Facts, Measured
from rmentor.followup.readership import COORDINATOR, Readership
from rmentor.model.program import Program


@dataclass(frozen=True, slots=True)
class Skill:
    """Mean levels of mentees, exact, 0 to 5, over the topics of which they noted a level.

    Attributes:
        topic: Its id, or None for all topics together.
        mentees: How many noted a level since the beginning.
        before: At the beginning.
        after: Noted last.
    """

    topic: str | None
    mentees: int
    before: Fraction
    after: Fraction


def skills(
    program: Program, today: date | None = None, readers: Readership = COORDINATOR
) -> tuple[Skill, ...]:
    """Skills by topic, by id, then those of all topics together.

    Levels before are published only on days on which gains are (``skill_gain``, its whole and its
    parts), and only where enough mentees have noted their first level since the last such day: a level
    noted anew changes a gain, but not where somebody began.
    """
    figures = readers.figures(program, today, (_GAIN, _START))
    gain, start = figures[_GAIN.id], figures[_START.id]
    topics = [(topic, gain.parts[topic], start.parts[topic]) for topic in sorted(gain.parts)]
    return tuple(
        Skill(topic, gained.people, begun.value, begun.value + gained.value)
        for topic, gained, begun in (*topics, (None, gain, start))
        if gained.value is not None and begun.value is not None and gained.people is not None
    )


def _at_the_start(facts: Facts) -> Measured:
    """The same mentees and topics as in ``skill_gain``, with the levels that they began with."""
    measured = answers.skill_gain(facts)
    return replace(
        measured,
        counts=tuple(
            replace(each, amount=first_level(facts.program, each.people[0], each.part))
            for each in measured.counts
        ),
    )


_GAIN = ComputedKpi(
    "skill_gain", answers.skill_gain, "mean", None, about_answers=True, of_first=True
)
_START = ComputedKpi("skill_start", _at_the_start, "mean", None, about_answers=True, of_first=True)
