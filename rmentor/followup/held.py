"""Sessions that were held, with who was there, how long, and what it was about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rmentor.followup.journal import entries_until, planned_sessions, returnable
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.rounds import is_of_this_edition
from rmentor.model.sessions import JournalEntry, Session, last_words


@dataclass(frozen=True, slots=True)
class Held:
    """A session that was held.

    Attributes:
        pair: Id of the pair.
        session: Its number.
        day: When it was.
        minutes: As the journal says, else as planned, else as the framework has it.
        mentors: Ids of those who taught; of a group also of who has left it since.
        mentees: Ids of those who learnt, likewise.
        topics: What was taught, in the order of the journal; what was planned where it names none.
        returns: Topics that came back from a mentee.
    """

    pair: str
    session: int
    day: date
    minutes: int
    mentors: tuple[str, ...]
    mentees: tuple[str, ...]
    topics: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()


def held_sessions(program: Program, today: date | None = None) -> tuple[Held, ...]:
    """Every session of this edition held until ``today`` (None: whenever), by pair, then number."""
    return tuple(
        each
        for pair in program.pairs
        if is_of_this_edition(program, pair)
        for each in held_sessions_of(program, pair, today)
    )


def held_sessions_of(program: Program, pair: Pair, today: date | None = None) -> tuple[Held, ...]:
    """Sessions of a pair that were held until ``today``, by number.

    Held is what the journal's last word says was; of a session of which it does not speak, the plan's.
    """
    lines = {line.session: line for line in planned_sessions(program, pair.id)}
    words = last_words(entries_until(program, pair.id, today))
    has_topics = any(entry.topics for entry in words.values())
    back = returnable(program, pair) if has_topics else frozenset()
    found = []
    for number in sorted(lines.keys() | words.keys()):
        line, entry = lines.get(number), words.get(number)
        if entry is not None and entry.state == "held":
            found.append(_held(program, pair, number, entry.date, line, entry, back))
        elif entry is None and line is not None and line.state == "held":
            day = line.start.date()
            if today is None or day <= today:
                found.append(_held(program, pair, number, day, line, None, back))
    return tuple(found)


def _held(
    program: Program,
    pair: Pair,
    number: int,
    day: date,
    line: Session | None,
    entry: JournalEntry | None,
    back: frozenset[str],
) -> Held:
    topics: tuple[str, ...] = (line.topic,) if line is not None and line.topic is not None else ()
    minutes = line.minutes if line is not None else program.framework.minutes_of(number)
    returns: tuple[str, ...] = ()
    if entry is not None:
        minutes = minutes if entry.minutes is None else entry.minutes
        given = (topic for topic in entry.topics if topic in back)
        returns = tuple(dict.fromkeys((*entry.returns, *given)))
        topics = tuple(topic for topic in entry.topics or topics if topic not in returns)
    mentors, mentees = _there(pair, day)
    return Held(pair.id, number, day, minutes, mentors, mentees, topics, returns)


def _there(pair: Pair, day: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who taught and who learnt on a day; nobody knows whether those without a last day were there."""
    gone = [each for each in pair.former if each.until is not None and day <= each.until]
    return (
        (*pair.mentors, *(each.who for each in gone if each.teaches)),
        (*pair.mentees, *(each.who for each in gone if not each.teaches)),
    )
