"""Who could come to an event, minute by minute, and the best that any time could do: plain and slow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from rmentor.model.events import Event
from rmentor.model.people import Participant
from rmentor.model.program import Program
from tests.planning.checker import is_real

GRAIN = 30
STEP = timedelta(minutes=GRAIN)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chance:
    """A start with those who could come, and of them those in their own windows."""

    start: datetime
    able: int
    present: int


@lru_cache(maxsize=64)
def _holidays(country: str) -> frozenset[date]:
    land, _, region = country.partition("-")
    return frozenset(
        holidays.country_holidays(land, subdiv=region or None, years=range(2025, 2030))
    )


def is_open(program: Program, day: date) -> bool:
    """Whether an event may be held on a day."""
    if program.country and day in _holidays(program.country):
        return False
    inside = (program.start or day) <= day <= (program.end or day)
    return inside and not any(span.first <= day <= span.last for span in program.closed)


def invited(program: Program, event: Event) -> list[Participant]:
    """Who is invited, where nobody is paired with anybody unless both take part."""
    teaching = {mentor for pair in program.pairs for mentor in pair.mentors}
    learning = {mentee for pair in program.pairs for mentee in pair.mentees}
    paired = teaching | learning
    found = []
    for person in program.participants:
        is_mentor = person.id in teaching or (person.id not in paired and person.teaches)
        is_mentee = person.id in learning or (person.id not in paired and person.learns)
        names = {"all", person.id} | ({"mentors"} if is_mentor else set())
        names |= {"mentees"} if is_mentee else set()
        if person.takes_part and names & set(event.audience):
            found.append(person)
    return found


def _steady(zone: ZoneInfo, steps: list[datetime]) -> bool:
    """Whether clocks of a zone show all of this once, without a change in between."""
    local = [step.astimezone(zone) for step in steps]
    real = all(is_real(zone, each.replace(tzinfo=None)) for each in local)
    return real and len({each.utcoffset() for each in local}) == 1


def can_come(program: Program, person: Participant, at: datetime, *, asked: bool) -> bool:
    """Whether a person could be there at an instant; outside their windows only if ``asked``."""
    here = at.astimezone(ZoneInfo(person.timezone))
    minute = here.weekday() * 1440 + here.hour * 60 + here.minute
    windows = list(person.availability or program.hours)
    if asked:
        windows += program.hours
    if not any(window.start <= minute < window.end for window in windows):
        return False
    if person.country and here.date() in _holidays(person.country):
        return False
    return not any(span.first <= here.date() <= span.last for span in person.away)


def chances(program: Program, event: Event, first: date, last: date) -> Iterator[Chance]:
    """Every start on the half hour, of an event that lies on open days from ``first`` to ``last``."""
    zone = ZoneInfo(program.timezone)
    people = invited(program, event)
    at = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - local
    while at.date() <= last:
        if is_real(zone, at):
            begin = at.replace(tzinfo=zone).astimezone(UTC)
            steps = [begin + n * STEP for n in range(event.minutes // GRAIN)]
            days = {step.astimezone(zone).date() for step in steps}
            inside = all(is_open(program, day) and first <= day <= last for day in days)
            if inside and _steady(zone, steps):
                there = [p for p in people if _steady(ZoneInfo(p.timezone), steps)]
                counts = [
                    sum(all(can_come(program, p, s, asked=asked) for s in steps) for p in there)
                    for asked in (True, False)
                ]
                yield Chance(at, *counts)
        at += STEP
