"""One pair's story until a day: its sessions, levels, actions, and what was done for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rmentor.followup.escalation import NextStep, next_step
from rmentor.followup.fates import HELD, fates
from rmentor.followup.health import health
from rmentor.followup.journal import (
    Agreed,
    agreed_actions,
    entries_until,
    first_level,
    levels_noted,
    next_session,
    planned_sessions,
)
from rmentor.model.health import PairHealth
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.register import Step
from rmentor.model.sessions import Session, last_words


@dataclass(frozen=True, slots=True)
class Chapter:
    """What has become of one session.

    Attributes:
        planned: Its date in plan.yaml, or None.
        first: Day that it was first planned for, where it has moved since.
        fate: Of ``fates.FATES``.
        day: On which it was held, or its last entry speaks of it.
        topic: In plan.yaml, or None.
        moves: How often the journal says that it moved.
        reason: Why it was cancelled or moved last, where somebody said so.
    """

    session: int
    planned: datetime | None
    first: date | None
    fate: str
    day: date | None
    topic: str | None
    moves: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class Way:
    """A mentee's way in a topic: the level from the beginning, then each that was noted, by day."""

    person: str
    topic: str
    first: int
    noted: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """All that there is to tell about a pair; no pulse, and nothing of what was said.

    Attributes:
        health: None for a pair that is over.
        next_step: What follows the steps taken, or None.
        actions: Every action, in the order of the sessions.
        steps: Steps taken for it, by day.
        coming: Its next session, or None.
    """

    today: date
    pair: Pair
    health: PairHealth | None
    next_step: NextStep | None
    chapters: tuple[Chapter, ...]
    ways: tuple[Way, ...]
    actions: tuple[Agreed, ...]
    steps: tuple[Step, ...]
    coming: Session | None


def story(program: Program, pair: Pair, today: date) -> Story:
    """Tell a pair's story."""
    found = next((each for each in health(program, today) if each.pair == pair.id), None)
    has = fates(program, pair, today)
    lines = planned_sessions(program, pair.id)
    coming = [line for line in lines if has[line.session] == "planned"]
    steps = [step for step in program.register.steps if step.pair == pair.id and step.on <= today]
    return Story(
        today=today,
        pair=pair,
        health=found,
        next_step=next_step(program, found, today) if found is not None else None,
        chapters=_chapters(program, pair, has, today),
        ways=tuple(_ways(program, pair, today)),
        actions=agreed_actions(program, pair.id, today),
        steps=tuple(sorted(steps, key=lambda step: (step.on, step.id))),
        coming=next_session(coming, today) if pair.status == "active" else None,
    )


def _chapters(
    program: Program, pair: Pair, has: Mapping[int, str], today: date
) -> tuple[Chapter, ...]:
    entries = entries_until(program, pair.id, today)
    words = last_words(entries)
    lines = {line.session: line for line in planned_sessions(program, pair.id)}
    found = []
    for number, fate in has.items():
        line, word = lines.get(number), words.get(number)
        is_dated = line is not None and line.state != "cancelled"
        day = word.date if word is not None else None
        if fate == HELD and day is None and line is not None:
            day = line.start.date()
        found.append(
            Chapter(
                session=number,
                planned=line.start if line is not None and is_dated else None,
                first=line.first if line is not None else None,
                fate=fate,
                day=day,
                topic=line.topic if line is not None else None,
                moves=sum(entry.session == number and entry.state == "moved" for entry in entries),
                reason=word.reason if word is not None and word.state != "held" else None,
            )
        )
    return tuple(found)


def _ways(program: Program, pair: Pair, today: date) -> list[Way]:
    """Ways in the pair's topics, in their order, then in others of which a level was noted."""
    entries = entries_until(program, pair.id, today)
    found = []
    for mentee in pair.mentees:
        others = {topic for entry in entries for topic in entry.levels.get(mentee, ())}
        for topic in (*pair.topics, *sorted(others - set(pair.topics))):
            noted = levels_noted(program, pair, mentee, topic, today)
            found.append(Way(mentee, topic, first_level(program, mentee, topic), noted))
    return found
