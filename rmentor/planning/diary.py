"""Dates of all events of a program: what stands stays, the others get the start that suits most."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from rmentor.model.events import Event, PlannedEvent, UnplacedEvent
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Session
from rmentor.model.windows import DAY_MINUTES
from rmentor.planning.attendance import (
    Attendance,
    attend,
    busy_in_sessions,
    instant_of,
    invited,
)
from rmentor.planning.clock import local_time, wall_minute
from rmentor.planning.event_reasons import nearest_starts, why_unplaced
from rmentor.planning.occasions import Anchor, Due, bounds, days_of, due, times_of
from rmentor.planning.slots import Calendar, Interval
from rmentor.planning.turnout import Ask, best, is_enough, open_days, turnouts

_Key = tuple[str, int]


@dataclass(slots=True)
class Diary:
    """Events of one program while they are planned.

    Attributes:
        program: The program, with what its plan says now.
        since: The day it is: no date is chosen before it, and events before it are over.
        lines: Events that have a line in the plan, by id and number.
        unplaced: Events without a date.
    """

    program: Program
    since: date | None
    lines: dict[_Key, PlannedEvent] = field(default_factory=dict)
    unplaced: list[UnplacedEvent] = field(default_factory=list)
    _people: dict[str, tuple[Participant, ...]] = field(default_factory=dict)
    _busy: dict[str, list[Interval]] = field(default_factory=dict)
    _standing: list[Session] = field(default_factory=list)

    def fill(self) -> None:
        """Plan all events: first what stands, in order of time, then the others."""
        program = self.program
        self._busy = busy_in_sessions(program, program.plan)
        self._people = {each.id: invited(program, each) for each in program.framework.events}
        planned = (each for each in program.plan.sessions if each.state == "planned")
        self._standing = sorted(planned, key=lambda each: (each.start, each.key))
        wanted = {
            (event.id, number): event
            for event in program.framework.events
            for number in range(1, times_of(program, event) + 1)
        }
        before = {(each.event, each.number): each for each in program.plan.events}
        waiting = {(each.event, each.number) for each in program.plan.unplaced_events}
        for key, line in sorted(before.items(), key=lambda each: (each[1].start, each[0])):
            self._keep(wanted.get(key), line, waits=key in waiting)
        for key, event in wanted.items():
            if key not in self.lines:
                self._place(event, key[1], before.get(key))

    def _keep(self, event: Event | None, line: PlannedEvent, *, waits: bool) -> None:
        """Enter a line that stays, or is called off."""
        key = (line.event, line.number)
        is_over = self.since is not None and line.start.date() < self.since
        if line.state == "held" or (line.state == "planned" and is_over):
            self._enter(event, line)
        elif line.state == "cancelled":
            if event is None or not waits:
                self.lines[key] = line
        elif event is None:
            self.lines[key] = _called_off(line)
        elif self._may_stay(event, line):
            grown = line.sequence + (line.minutes != event.minutes)
            place = event.place or line.place
            now = replace(line, minutes=event.minutes, place=place, sequence=grown)
            self._enter(event, now)

    def _enter(self, event: Event | None, line: PlannedEvent) -> None:
        self.lines[line.event, line.number] = line
        if event is not None:
            there = self._attendance(event, line)
            for person in there.coming:
                self._busy.setdefault(person, []).append(there.interval)

    def _attendance(self, event: Event, line: PlannedEvent) -> Attendance:
        return attend(self.program, event, line, self._people[event.id], self._busy)

    def _may_stay(self, event: Event, line: PlannedEvent) -> bool:
        """Whether a line that stands in plan.yaml is still right."""
        program = self.program
        day, minute = line.start.date(), line.start.hour * 60 + line.start.minute
        fixed = due(program, event, line.number, None).fixed
        if fixed is not None:
            return (day.toordinal(), minute) == fixed
        start, end = bounds(program)
        if Calendar(program, day, day).slot(line.start) is None:
            return False
        last = (wall_minute(line.start) + event.minutes - 1) // DAY_MINUTES
        days = list(range(day.toordinal(), last + 1))
        if event.day is not None and line.number == 1:
            if day != event.day:
                return False
        elif not start <= day <= end or days != open_days(program, days[0], last):
            return False
        as_long = replace(line, minutes=event.minutes)
        coming = len(self._attendance(event, as_long).coming)
        return is_enough(coming, self._people[event.id])

    def _place(self, event: Event, number: int, old: PlannedEvent | None) -> None:
        """Give an event a date, or say why it has none."""
        when = due(self.program, event, number, self._anchor(event, number))
        start = self._start(event, when)
        if start is None:
            if old is not None:
                self.lines[event.id, number] = _called_off(old)
            ask = self._ask(event, when)
            reason = why_unplaced(self.program, event, when, ask, self.since)
            if reason is not None:
                nearest = nearest_starts(self.program, when, ask, self.since)
                self.unplaced.append(UnplacedEvent(event.id, number, reason, nearest))
            return
        place = event.place or (old.place if old is not None else None)
        new = PlannedEvent(event.id, number, start, event.minutes, place)
        if old is not None:
            same = (old.start, old.minutes, old.state) == (new.start, new.minutes, new.state)
            new = replace(new, sequence=old.sequence + (not same))
        self._enter(event, new)

    def _anchor(self, event: Event, number: int) -> Anchor | None:
        """The earliest time of an event before ``number`` that has a date."""
        for earlier in range(1, number):
            line = self.lines.get((event.id, earlier))
            if line is not None and line.state != "cancelled":
                minute = line.start.hour * 60 + line.start.minute
                return Anchor(earlier, line.start.date().toordinal(), minute)
        return None

    def _start(self, event: Event, when: Due) -> datetime | None:
        """The day and time that somebody chose; else the best, if enough people can come."""
        if when.fixed is not None:
            return local_time(when.fixed[0] * DAY_MINUTES + when.fixed[1])
        possible = days_of(self.program, when, self.since)
        tries = [possible]
        if when.own_day and when.ideal in possible:
            tries.insert(0, [when.ideal])
        ask = self._ask(event, when)
        for days in tries:
            found = best(turnouts(self.program, ask, days, when.minute), when.ideal, when.minute)
            if found is not None and is_enough(found.able, ask.people):
                return local_time(found.slot.wall)
        return None

    def _ask(self, event: Event, when: Due) -> Ask:
        """What an event asks of its people; of sessions, those that stand on the days in question."""
        people = self._people[event.id]
        ids = {person.id for person in people}
        pairs = {pair.id: pair for pair in self.program.pairs}
        first = bisect_left(self._standing, when.first, key=_day_of)
        last = bisect_left(self._standing, when.last + 1, key=_day_of)
        sessions: list[Interval] = []
        for session in self._standing[first:last]:
            pair = pairs.get(session.pair)
            if pair is not None and not ids.isdisjoint(pair.people):
                at = instant_of(self.program, wall_minute(session.start))
                sessions.append((at, at + session.minutes))
        return Ask(people, event.minutes, self._busy, sessions)


def _called_off(line: PlannedEvent) -> PlannedEvent:
    """Event called off; calendars must hear of it, so its sequence grows."""
    if line.state == "cancelled":
        return line
    return replace(line, state="cancelled", sequence=line.sequence + 1)


def _day_of(session: Session) -> int:
    return session.start.toordinal()
