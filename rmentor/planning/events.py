"""The door to events for many: dates for all of them, and what sessions leave free for them.

Events come first and sessions are planned around them: an event has many people and few times that
suit them, a session two people and many. An event is no session, so it does not count towards
``max_per_week``. What stands stays:

- An event that is over, held or called off keeps its line; one that framework.yaml no longer has is
  called off.
- One that stands in plan.yaml stays while its day is open and at least half of those invited can
  come. A day with a time in framework.yaml is kept whoever can come.
- Any other gets the start at which most can come (see ``turnout``), on the days on which it is due
  (see ``occasions``); where that is less than half, it is listed with the reason and the nearest
  starts that would work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from rmentor.model.events import PlannedEvent, UnplacedEvent
from rmentor.model.program import Program
from rmentor.model.sessions import Plan
from rmentor.planning.attendance import attendances
from rmentor.planning.diary import Diary
from rmentor.planning.slots import Interval


@dataclass(frozen=True, slots=True)
class Around:
    """Events with their dates, and what sessions have to leave free for them.

    Attributes:
        events: Sorted by id, then number; ``unplaced`` likewise.
        taken: When people are in an event, by person.
        waits: For each person, the first day (an ordinal) of sessions from a number on.
    """

    events: tuple[PlannedEvent, ...] = ()
    unplaced: tuple[UnplacedEvent, ...] = ()
    taken: Mapping[str, tuple[Interval, ...]] = field(default_factory=dict)
    waits: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    def taken_by(self, people: Iterable[str]) -> list[Interval]:
        """When any of these people is in an event."""
        return [interval for person in people for interval in self.taken.get(person, ())]

    def waits_of(
        self, people: Iterable[str], wanted: Iterable[int], settled: Mapping[int, date]
    ) -> dict[int, int]:
        """First days, as ordinals, of the wanted sessions of a pair that wait for an event.

        Args:
            people: Of the pair.
            wanted: Numbers of its sessions that want a date.
            settled: Days of those that have one, by number: where one of them stands too early,
                it stays, and none waits for that event.
        """
        held_up = [
            (before, day)
            for person in people
            for before, day in self.waits.get(person, {}).items()
            if all(n < before or on.toordinal() >= day for n, on in settled.items())
        ]
        found = {}
        for number in wanted:
            days = [day for before, day in held_up if before <= number]
            if days:
                found[number] = max(days)
        return found

    def waiting(self, program: Program, made: Plan) -> set[str]:
        """People who wait for an event, of active pairs that go short in a plan."""
        short = {each.pair for each in made.unplaced}
        return {
            person
            for pair in program.pairs
            if pair.id in short and pair.status == "active"
            for person in pair.people
            if person in self.waits
        }

    def hurried(self, people: Iterable[str]) -> Around:
        """The same, but that sessions of these people wait for no event."""
        gone = set(people)
        kept = {person: each for person, each in self.waits.items() if person not in gone}
        return replace(self, waits=kept)


def around_events(program: Program, since: date | None) -> Around:
    """Give every event of a program that can have one a date.

    Args:
        program: A checked program with its first and last day.
        since: The day it is: no date is chosen before it, and events before it are over.
    """
    if not program.framework.events and not program.plan.events:
        return Around()
    diary = Diary(program, since)
    diary.fill()
    events = tuple(line for _, line in sorted(diary.lines.items()))
    taken: dict[str, tuple[Interval, ...]] = {}
    waits: dict[str, dict[int, int]] = {}
    by_id = program.framework.events_by_id()
    for each in attendances(program, replace(program.plan, events=events)).values():
        event = by_id.get(each.planned.event)
        before = event.before_session if event is not None and each.planned.number == 1 else 0
        day = each.planned.start.date().toordinal() + 1
        for person in each.coming:
            taken[person] = (*taken.get(person, ()), each.interval)
            if before:
                mine = waits.setdefault(person, {})
                mine[before] = max(day, mine.get(before, 0))
    unplaced = tuple(sorted(diary.unplaced, key=lambda each: (each.event, each.number)))
    return Around(events, unplaced, taken, waits)
