"""Who is invited to an event for many, and who can come when it is held.

- *Present*: the time lies in the person's own weekly windows, or in the program's ``hours`` where the
  person gave none.
- *Asked*: it does not, but the person is at work then (``hours`` on the person's own clock), neither
  away nor on a public holiday. Windows are what people offer for their sessions; a kick-off is rarely
  held in the lunch hour of everybody. Where somebody chose the time, whoever is not away is asked.
- *Absent*: all others, and whoever is in another event at that time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from rmentor.model.events import EVERYBODY, MENTEES, MENTORS, Event, PlannedEvent
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Plan
from rmentor.model.windows import DAY_MINUTES, Window, joined
from rmentor.planning.clock import clock, wall_minute
from rmentor.planning.slots import Calendar, Interval, covers, meet

_DAY = timedelta(days=1)

Busy = Mapping[str, list[Interval]]
"""Times at which people are elsewhere, by person."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who comes to one time of an event; ids, sorted. Nobody where it is called off.

    Attributes:
        interval: When it is.
        present: Who can come in a window of their own.
        asked: Who is at work then, outside the windows that they gave.
        absent: Who cannot come.
    """

    planned: PlannedEvent
    interval: Interval
    present: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def coming(self) -> tuple[str, ...]:
        """Whose calendars it stands in."""
        return tuple(sorted((*self.present, *self.asked)))


def invited(program: Program, event: Event) -> tuple[Participant, ...]:
    """Who is invited to an event: of those who take part, or are in a current pair.

    Mentors are those who teach in a current pair, and those who may teach and are in none; mentees
    likewise.
    """
    teaching, learning = set[str](), set[str]()
    for pair in program.pairs:
        if pair.is_current:
            teaching.update(pair.mentors)
            learning.update(pair.mentees)
    paired = teaching | learning
    found = []
    for person in program.participants:
        if not (person.takes_part or (person.id in paired and person.status == "active")):
            continue
        is_free = person.id not in paired
        groups = {
            EVERYBODY: True,
            MENTORS: person.id in teaching or (is_free and person.teaches),
            MENTEES: person.id in learning or (is_free and person.learns),
        }
        if person.id in event.audience or any(groups.get(name) for name in event.audience):
            found.append(person)
    return tuple(found)


def chosen_start(event: Event, number: int) -> tuple[int, int] | None:
    """Day, as an ordinal, and minute at which somebody wants time ``number`` of an event, or None."""
    if event.day is None or event.minute is None:
        return None
    return event.day.toordinal() + (number - 1) * (event.every_days or 0), event.minute


def at_work(program: Program, person: Participant) -> Participant:
    """The person with the program's ``hours`` beside the windows that they gave."""
    if not person.availability:
        return person
    return replace(person, availability=_together(person.availability, program.hours))


@lru_cache(maxsize=65536)
def _together(mine: tuple[Window, ...], hours: tuple[Window, ...]) -> tuple[Window, ...]:
    return joined((*mine, *hours))


def attendances(program: Program, plan: Plan) -> dict[str, Attendance]:
    """Who comes to each event of a plan, by its key; of two at once, people come to the earlier."""
    events = program.framework.events_by_id()
    guests = {name: invited(program, event) for name, event in events.items()}
    busy = busy_in_sessions(program, plan)
    found = {}
    ordered = sorted(plan.events, key=lambda each: (each.start, each.event, each.number))
    for planned in ordered:
        event = events.get(planned.event)
        if planned.state == "cancelled" or event is None:
            found[planned.key] = Attendance(planned, _interval(program, planned))
            continue
        found[planned.key] = attend(program, event, planned, guests[planned.event], busy)
        for person in found[planned.key].coming:
            busy.setdefault(person, []).append(found[planned.key].interval)
    return found


def comers(program: Program, plan: Plan) -> Iterator[tuple[PlannedEvent, tuple[str, ...]]]:
    """Events in order of time, with those who come; one that is called off reaches all invited."""
    events = program.framework.events_by_id()
    for there in attendances(program, plan).values():
        event = events.get(there.planned.event)
        if there.planned.state == "cancelled" and event is not None:
            yield there.planned, tuple(person.id for person in invited(program, event))
        else:
            yield there.planned, there.coming


def attend(
    program: Program,
    event: Event,
    planned: PlannedEvent,
    people: Iterable[Participant],
    busy: Busy,
) -> Attendance:
    """Part the people whom an event invites by whether they can come at its time."""
    interval = _interval(program, planned)
    day = planned.start.date()
    calendar = Calendar(program, day, day)
    minute = planned.start.hour * 60 + planned.start.minute
    is_chosen = chosen_start(event, planned.number) == (day.toordinal(), minute)
    present, asked, absent = [], [], []
    for person in people:
        if any(meet(interval, other) for other in busy.get(person.id, ())):
            absent.append(person.id)
        elif covers(calendar.free(person), interval):
            present.append(person.id)
        elif (is_chosen and not _is_off(calendar, person, interval)) or covers(
            calendar.free(at_work(program, person)), interval
        ):
            asked.append(person.id)
        else:
            absent.append(person.id)
    return Attendance(planned, interval, tuple(present), tuple(asked), tuple(absent))


def busy_in_sessions(program: Program, plan: Plan) -> dict[str, list[Interval]]:
    """Times of sessions that were held, by person: nobody was elsewhere then."""
    pairs = {pair.id: pair for pair in program.pairs}
    found: dict[str, list[Interval]] = {}
    if not program.framework.events:
        return found
    for session in plan.sessions:
        if session.state != "held" or session.pair not in pairs:
            continue
        start = instant_of(program, wall_minute(session.start))
        for person in pairs[session.pair].people:
            found.setdefault(person, []).append((start, start + session.minutes))
    return found


def instant_of(program: Program, wall: int) -> int:
    """Instant of a wall minute in the program's zone."""
    day = date.fromordinal(wall // DAY_MINUTES)
    return clock(program.timezone, day - _DAY, day + _DAY).likely_instant(wall)


def _interval(program: Program, planned: PlannedEvent) -> Interval:
    start = instant_of(program, wall_minute(planned.start))
    return start, start + planned.minutes


def _is_off(calendar: Calendar, person: Participant, interval: Interval) -> bool:
    """Whether one of the person's own days on which it is held is a public holiday or one away."""
    zone = clock(person.timezone, calendar.first, calendar.last)
    off = calendar.holidays_of(person) | calendar.away_days(person)
    days = range(
        zone.wall(interval[0]) // DAY_MINUTES, zone.wall(interval[1] - 1) // DAY_MINUTES + 1
    )
    return not off.isdisjoint(days)
