"""Where somebody stands in a topic, and how far one session is to take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rmentor.language.catalogue import Language
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Session
from rmentor.reporting.views.words import level_in_words

# Three levels above is what the criterion ``needs`` counts as all that a mentor can give.
MOST_GAIN = 3


@dataclass(frozen=True, slots=True)
class AimView:
    """What a session is to do for one mentee.

    Attributes:
        mentee: Name of the mentee.
        start: Level at the beginning, 0 to 5.
        start_words: That level in words.
        end: Level aimed at; equal to ``start`` where the aim is to practise.
        end_words: That level in words.
        sight: What the next described level of the topic looks like, or None.
        sight_level: Its number, or None.
    """

    mentee: str
    start: int
    start_words: str
    end: int
    end_words: str
    sight: str | None
    sight_level: int | None


def level_before(
    program: Program, pair: Pair, person: Participant, topic: str, session: int | None = None
) -> tuple[int, int]:
    """Level that a person had in a topic before a session, and the session after which it was noted.

    The second is 0 where it is the level from the beginning. ``session`` None: up to now.
    """
    found, noted = person.level(topic), 0
    for entry in sorted(program.journal.get(pair.id, ()), key=lambda each: each.session):
        if session is not None and entry.session >= session:
            break
        level = entry.levels.get(person.id, {}).get(topic)
        if level is not None:
            found, noted = level, entry.session
    return found, noted


def goal(start: int, mentor: Participant, topic: str, sessions: int) -> int:
    """Level to reach in so many sessions: one a session, three in all, the mentor's at most."""
    return max(start, min(mentor.level(topic), start + min(sessions, MOST_GAIN)))


def aim_view(
    program: Program,
    pair: Pair,
    session: Session,
    sessions: Sequence[Session],
    mentor: Participant,
    mentee: Participant,
    language: Language,
) -> AimView:
    """Share the way to the goal among the sessions on the topic that are still to come."""
    topic = session.topic or ""
    start, noted = level_before(program, pair, mentee, topic, session.session)
    numbers = [each.session for each in sessions if each.topic == topic and each.session > noted]
    turns, turn = len(numbers), numbers.index(session.session)
    aimed_at = goal(start, mentor, topic, turns)
    begin = start + turn * (aimed_at - start) // turns
    end = min(begin + 1, aimed_at)
    levels = program.topics[topic].levels if topic in program.topics else {}
    seen = min((level for level in levels if level >= max(end, 1)), default=None)
    return AimView(
        mentee=mentee.name,
        start=begin,
        start_words=level_in_words(begin, language),
        end=end,
        end_words=level_in_words(end, language),
        sight=levels[seen].in_language(program.language) if seen is not None else None,
        sight_level=seen,
    )
